import { placesOfStages, type StageSpells } from "./internal/spells.ts";
import { eliminateStates } from "./internal/eliminateStates.ts";
import { stageFlows } from "./internal/stageFlows.ts";

/** What becomes of customers from a stage on. */
export interface StageProspect<Stage extends string = string> {
  /** The stage. */
  readonly stage: Stage;
  /**
   * Whether it leads into one of the stages asked about: `already`, it is one; `surely` in the end; `sometimes`, where one of the ways
   * taken leads to where nobody was ever seen to get there; `never`, by no way that anybody was seen to take.
   */
  readonly arrives: "already" | "surely" | "sometimes" | "never";
  /** The chance of getting to each of the stages asked about first, in their order. */
  readonly probabilities: readonly {
    /** The stage. */
    readonly stage: Stage;
    /** The chance. */
    readonly probability: number;
  }[];
  /** The chance of never getting to any: with `probabilities` it sums to one. */
  readonly never: number;
  /** The expected time until then, from entering this stage, in milliseconds; null where that is not sure to come. */
  readonly expectedMs: number | null;
  /** How many stays in each stage are expected until then, this one included; empty where that is not sure to come. */
  readonly expectedStays: readonly {
    /** The stage. */
    readonly stage: Stage;
    /** How many. */
    readonly stays: number;
  }[];
}

/**
 * Tells how likely each stage leads into others for good, such as being lost, and how long that takes: an absorbing Markov chain
 * of the moves that were observed.
 *
 *     p_ij = moves from i to j / stays in i that ended,    m_i = time in i / stays in i that ended
 *     N = (I - Q)^-1 expected stays,    t = N m expected time,    B = N R chances
 *
 * Where a customer goes next is taken to depend on the stage alone. Stays that last count with the time they were seen
 * (the mean of a constant chance to leave). Solved by taking out one stage after another, without a subtraction.
 *
 * @param spells - Of `stageSpells` or `stageSpellColumns`.
 * @param options - `into`, the stages asked about, whatever comes after them; left out, the final ones.
 * @returns One row per stage of the policy, in its order.
 * @throws `DomainError` with code `invalid-option` for a stage that the policy does not have, or one named twice.
 *
 * @example
 * ```ts
 * import { orThrow } from "clientele/core";
 * import { defineLifecycle, lifecyclePresets, replay, stageAbsorption, stageSpells } from "clientele/lifecycle";
 *
 * const policy = defineLifecycle(lifecyclePresets.acquireToWinBack);
 * const asOf = "2027-12-01T00:00:00Z";
 * const orders = (...days: string[]) => ({
 *   startedAt: "2026-01-01T00:00:00Z",
 *   events: days.map((day) => ({ kind: "purchased", at: `${day}T00:00:00Z` }) as const),
 * });
 * const { spells } = stageSpells(
 *   [orders("2026-01-05", "2026-01-20"), orders("2026-01-09")].map((history) =>
 *     orThrow(replay(history, policy, { asOf })),
 *   ),
 *   policy,
 *   { asOf },
 * );
 * const active = stageAbsorption(spells, { into: ["lost"] }).find(({ stage }) => stage === "active");
 *
 * [active?.arrives, active?.probabilities]; // => ["surely", [{ stage: "lost", probability: 1 }]]
 * Math.round((active?.expectedMs ?? 0) / 86_400_000); // => 270
 * ```
 *
 * @see J. G. Kemeny and J. L. Snell, Finite Markov Chains, 1960, chapter 3.
 */
export function stageAbsorption<Stage extends string>(
  spells: StageSpells<Stage>,
  options: { readonly into?: readonly NoInfer<Stage>[] | undefined } = {},
): readonly StageProspect<Stage>[] {
  const { stages, final } = spells;
  const size = stages.length;
  const asked = options.into ?? stages.filter((_, place) => final[place] === 1);
  const into = placesOfStages(asked, stages, "into");
  const { counts, left, totalMs } = stageFlows(spells);
  const leadsTo = (from: number, to: number): boolean => (counts[from * size + to] ?? 0) > 0;
  const open = stages.map((_, place) => place).filter((place) => !into.includes(place));
  const mayArrive = backFrom(into, open, leadsTo);
  const inner = open.filter((place) => mayArrive.has(place));
  const stuck = open.filter((place) => !mayArrive.has(place));
  const mayNot = backFrom(stuck, inner, leadsTo);
  const column = (targets: readonly number[]): Float64Array =>
    Float64Array.from(stages, (_, from) => targets.reduce((sum, to) => sum + (counts[from * size + to] ?? 0), 0));
  const solved = eliminateStates({
    size,
    weights: counts,
    inner,
    paid: [
      ...into.map((place) => column([place])),
      column(stuck),
      totalMs,
      ...inner.map((place) => Float64Array.from(stages, (_, at) => (at === place ? (left[at] ?? 0) : 0))),
    ],
  });
  return stages.map((stage, place): StageProspect<Stage> => {
    const isThere = into.includes(place);
    const isInner = mayArrive.has(place) && !isThere;
    const isSure = isInner && !mayNot.has(place);
    const of = (question: number): number => solved[question]?.[place] ?? 0;
    return {
      stage,
      arrives: isThere ? "already" : isSure ? "surely" : isInner ? "sometimes" : "never",
      probabilities: asked.map((target, at) => ({
        stage: target,
        probability: isThere ? (into[at] === place ? 1 : 0) : isInner ? of(at) : 0,
      })),
      never: isThere ? 0 : isInner ? of(into.length) : 1,
      expectedMs: isThere ? 0 : isSure ? of(into.length + 1) : null,
      expectedStays: isSure
        ? inner.flatMap((other, at) => {
            const stays = of(into.length + 2 + at);
            return stays > 0 ? [{ stage: stages[other] ?? stage, stays }] : [];
          })
        : [],
    };
  });
}

/** The places among `open` from which some way leads to a target, and the targets. */
function backFrom(
  targets: readonly number[],
  open: readonly number[],
  leadsTo: (from: number, to: number) => boolean,
): ReadonlySet<number> {
  const found = new Set(targets);
  for (const target of found) {
    for (const place of open) if (!found.has(place) && leadsTo(place, target)) found.add(place);
  }
  return found;
}
