import { DomainError } from "../core/index.ts";
import { normalQuantile, wilsonInterval } from "../numeric/index.ts";
import { eliminateStates } from "./internal/eliminateStates.ts";
import { checkConfidence, placesOfStages, type StageSpells } from "./internal/spells.ts";
import { FEW_DEPARTURES, MANY_UNFINISHED, type StageCaveat } from "./internal/stageCaveat.ts";
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
    /** Its interval; null where the stage `arrives` already or never: nothing was seen that it could be taken from. */
    readonly interval: readonly [low: number, high: number] | null;
  }[];
  /** The chance of never getting to any: with `probabilities` it sums to one. */
  readonly never: number;
  /** The expected time until then, from entering this stage, in milliseconds; null where that is not sure to come. */
  readonly expectedMs: number | null;
  /** Its interval; null where it is null or zero. */
  readonly expectedInterval: readonly [low: number, high: number] | null;
  /** How many stays in each stage are expected until then, this one included; empty where that is not sure to come. */
  readonly expectedStays: readonly {
    /** The stage. */
    readonly stage: Stage;
    /** How many. */
    readonly stays: number;
  }[];
  /**
   * Stages on the ways seen from here, this one included, of which too little is known: fewer than ten stays were seen to end
   * (`few-departures`), or more than a quarter of the stays last (`many-unfinished`: those who never move are taken to move on as the
   * others did, so that `surely` and the expected time are said of them too). `explain` tells them.
   */
  readonly caveats: readonly StageCaveat<Stage>[];
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
 *     var b = sum over i of N_i² (sum over j of p_ij b_j² - b_i²) / left_i,   var t = sum over i of N_i² (var of next t_j + m_i²) / left_i
 *
 * Intervals are those of the delta method, of a chance on the logit scale, of a time on the logarithmic one. A way that was never seen is
 * not ruled out: where the chance is 0 or 1 the interval reaches as far as Wilson's of no departure that way, summed over the stays
 * expected. They know nothing of what a stage's stays have in common, such as a timer, nor of a chance to leave that changes with time.
 *
 * @param spells - Of `stageSpells` or `stageSpellColumns`.
 * @param options - `into`, the stages asked about, whatever comes after them; left out, the final ones; `confidence` of the intervals (0.95).
 * @returns One row per stage of the policy, in its order.
 * @throws `DomainError` with code `invalid-option` for a stage that the policy does not have, or one named twice; for none, also
 *   where `into` is left out and the policy has no final stage.
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
 * [active?.arrives, active?.probabilities]; // => ["surely", [{ stage: "lost", probability: 1, interval: [0, 1] }]]
 * Math.round((active?.expectedMs ?? 0) / 86_400_000); // => 270
 * // two customers are too few to say so
 * active?.caveats.map(({ code, stage: of, left }) => [code, of, left]); // => [["few-departures", "active", 1], ["few-departures", "dormant", 2]]
 * active?.expectedInterval?.map((end) => Math.round(end / 86_400_000)); // => [87, 837]
 * ```
 *
 * @see J. G. Kemeny and J. L. Snell, Finite Markov Chains, 1960, chapter 3.
 */
export function stageAbsorption<Stage extends string>(
  spells: StageSpells<Stage>,
  options: {
    readonly into?: readonly NoInfer<Stage>[] | undefined;
    readonly confidence?: number | undefined;
  } = {},
): readonly StageProspect<Stage>[] {
  const { stages, final } = spells;
  const size = stages.length;
  const confidence = checkConfidence(options.confidence ?? 0.95);
  const asked = options.into ?? stages.filter((_, place) => final[place] === 1);
  const into = placesOfStages(asked, stages, "into");
  if (into.length === 0) {
    const why = options.into === undefined ? "as the policy has no final one" : "received none";
    throw new DomainError("invalid-option", `into: expected at least one stage, ${why}`);
  }
  const { counts, left, standing, totalMs } = stageFlows(spells);
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
  const solvedAt = (question: number, place: number): number => solved[question]?.[place] ?? 0;
  const z = normalQuantile((1 + confidence) / 2);
  const caveats = stages.map((stage, place): readonly StageCaveat<Stage>[] =>
    final[place] === 1 || into.includes(place) ? [] : caveatsOf(stage, left[place] ?? 0, standing[place] ?? 0),
  );
  /** What a way never seen could add, over all the stays expected from a stage on. */
  const unseen = (place: number): number =>
    inner.reduce((sum, other, at) => {
      const [, high] = wilsonInterval(0, left[other] ?? 0, confidence);
      return sum + solvedAt(into.length + 2 + at, place) * high;
    }, 0);
  /** The variance of what is expected from a stage on, where each next stage has a worth and each stay one of its own, of some variance. */
  const varianceOf = (place: number, worth: (to: number) => number, ofStay: (from: number) => number): number =>
    inner.reduce((sum, from, at) => {
      const moves = left[from] ?? 0;
      let [mean, square] = [0, 0];
      for (let to = 0; to < size; to++) mean += ((counts[from * size + to] ?? 0) / moves) * worth(to);
      for (let to = 0; to < size; to++) square += ((counts[from * size + to] ?? 0) / moves) * (worth(to) - mean) ** 2;
      return sum + (solvedAt(into.length + 2 + at, place) ** 2 * (square + ofStay(from))) / moves;
    }, 0);
  return stages.map((stage, place): StageProspect<Stage> => {
    const isThere = into.includes(place);
    const isInner = mayArrive.has(place) && !isThere;
    const isSure = isInner && !mayNot.has(place);
    const of = (question: number): number => solvedAt(question, place);
    const intervalOf = (at: number): readonly [number, number] => {
      const chance = Math.min(1, of(at));
      if (chance === 0 || !backFrom([into[at] ?? 0], inner, leadsTo).has(place)) return [0, Math.min(1, unseen(place))];
      const isOnly = isSure && into.every((_, other) => other === at || of(other) === 0);
      if (isOnly || chance === 1) return [Math.max(0, 1 - unseen(place)), 1];
      const target = (to: number): number => (to === into[at] ? 1 : solvedAt(at, to));
      const spread = (z * Math.sqrt(varianceOf(place, target, () => 0))) / (chance * (1 - chance));
      const logit = Math.log(chance / (1 - chance));
      return [
        Math.min(chance, 1 / (1 + Math.exp(spread - logit))),
        Math.max(chance, 1 / (1 + Math.exp(-spread - logit))),
      ];
    };
    const time = of(into.length + 1);
    const variance = varianceOf(
      place,
      (to) => solvedAt(into.length + 1, to),
      (from) => ((totalMs[from] ?? 0) / (left[from] ?? 1)) ** 2,
    );
    const factor = time === 0 ? 1 : Math.exp((z * Math.sqrt(variance)) / time);
    return {
      stage,
      arrives: isThere ? "already" : isSure ? "surely" : isInner ? "sometimes" : "never",
      probabilities: asked.map((target, at) => ({
        stage: target,
        probability: isThere ? (into[at] === place ? 1 : 0) : isInner ? of(at) : 0,
        interval: isInner ? intervalOf(at) : null,
      })),
      never: isThere ? 0 : isInner ? of(into.length) : 1,
      expectedMs: isThere ? 0 : isSure ? time : null,
      expectedInterval: isSure && time > 0 ? [time / factor, time * factor] : null,
      expectedStays: isSure
        ? inner.flatMap((other, at) => {
            const stays = of(into.length + 2 + at);
            return stays > 0 ? [{ stage: stages[other] ?? stage, stays }] : [];
          })
        : [],
      caveats: isThere
        ? []
        : [...onwards(place, open, leadsTo)].sort((a, b) => a - b).flatMap((at) => caveats[at] ?? []),
    };
  });
}

/** What is too little known of a stage. */
function caveatsOf<Stage extends string>(stage: Stage, left: number, standing: number): readonly StageCaveat<Stage>[] {
  const told = { stage, left, standing };
  return [
    ...(left < FEW_DEPARTURES ? [{ code: "few-departures", ...told } as const] : []),
    ...(standing > MANY_UNFINISHED * (left + standing) ? [{ code: "many-unfinished", ...told } as const] : []),
  ];
}

/** The places among `open` to which some way leads from one of them, and itself. */
function onwards(
  from: number,
  open: readonly number[],
  leadsTo: (from: number, to: number) => boolean,
): ReadonlySet<number> {
  const found = new Set([from]);
  for (const place of found) for (const to of open) if (!found.has(to) && leadsTo(place, to)) found.add(to);
  return found;
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
