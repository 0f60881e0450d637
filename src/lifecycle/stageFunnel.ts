import { DomainError } from "../core/index.ts";
import { wilsonInterval } from "../numeric/index.ts";
import { checkConfidence, placesOfStages, type StageSpells } from "./internal/spells.ts";

/** One step of a funnel. */
export interface FunnelStep<Stage extends string = string> {
  /** The stage. */
  readonly stage: Stage;
  /** How many customers got this far: they were in this stage or in one further on. */
  readonly reached: number;
  /** How many of them were ever in this very stage; the others passed it over. */
  readonly entered: number;
  /** `reached` as a share of those who reached the first step; 0 when nobody did. */
  readonly ofFirst: number;
  /** How many got further; null at the last step. */
  readonly converted: number | null;
  /** `converted / reached`; null at the last step, and where nobody got this far. */
  readonly conversion: number | null;
  /** Its interval (Wilson); null where it is. */
  readonly conversionInterval: readonly [low: number, high: number] | null;
  /** How many got no further: `reached - converted`; at the last step none. */
  readonly droppedOff: number;
  /** How many of those are still in this stage, and may go on. */
  readonly waiting: number;
  /** How many customers were never in any stage further on and are elsewhere now: `droppedOff - waiting`. */
  readonly gone: number;
}

/**
 * Counts how far customers got along a row of stages, and where they dropped off.
 *
 * Each customer counts up to the furthest of these stages they were ever in, whatever came later (a high-water mark among these stages:
 * others, such as being lost, take nobody further). So `reached` never grows from step to step, and
 * `reached = converted + droppedOff`.
 *
 * @param spells - Of `stageSpells` or `stageSpellColumns`.
 * @param options - `stages`, the steps in their order; `confidence` of the intervals (0.95).
 * @returns One row per step. Customers who were in none of them count nowhere.
 * @throws `DomainError` with code `invalid-option` for no stage, one that the policy does not have, or one named twice.
 *
 * @example
 * ```ts
 * import { orThrow } from "clientele/core";
 * import { defineLifecycle, lifecyclePresets, replay, stageFunnel, stageSpells } from "clientele/lifecycle";
 *
 * const policy = defineLifecycle(lifecyclePresets.acquireToWinBack);
 * const asOf = "2026-02-01T00:00:00Z";
 * const orders = (...days: string[]) => ({
 *   startedAt: "2026-01-01T00:00:00Z",
 *   events: days.map((day) => ({ kind: "purchased", at: `${day}T00:00:00Z` }) as const),
 * });
 * const { spells } = stageSpells(
 *   [orders(), orders("2026-01-05"), orders("2026-01-05", "2026-01-20"), orders("2026-01-09")].map((history) =>
 *     orThrow(replay(history, policy, { asOf })),
 *   ),
 *   policy,
 *   { asOf },
 * );
 * const funnel = stageFunnel(spells, { stages: ["prospect", "new", "active"] });
 *
 * funnel.map(({ stage, reached, converted }) => [stage, reached, converted]); // => [["prospect", 4, 3], ["new", 3, 1], ["active", 1, null]]
 * funnel[0]?.conversionInterval?.map((end) => Number(end.toFixed(3))); // => [0.301, 0.954]
 * ```
 *
 * @see E. B. Wilson, Probable inference, the law of succession, and statistical inference, J. Am. Stat. Assoc. 22 (1927).
 */
export function stageFunnel<Stage extends string>(
  spells: StageSpells<Stage>,
  options: { readonly stages: readonly NoInfer<Stage>[]; readonly confidence?: number | undefined },
): readonly FunnelStep<Stage>[] {
  const confidence = checkConfidence(options.confidence ?? 0.95);
  const places = placesOfStages(options.stages, spells.stages, "stages");
  if (places.length === 0) throw new DomainError("invalid-option", "stages: expected at least one stage");
  const stepOf = new Int32Array(spells.stages.length).fill(-1);
  places.forEach((place, step) => (stepOf[place] = step));
  const counts = options.stages.map((stage) => ({ stage, furthest: 0, entered: 0, waiting: 0 }));
  const { customer, stage } = spells;
  const seen = new Int32Array(places.length).fill(-1);
  for (let row = 0; row < stage.length; ) {
    const person = customer[row] ?? 0;
    let best = -1;
    for (; customer[row] === person; row++) {
      const step = stepOf[stage[row] ?? 0] ?? -1;
      best = Math.max(best, step);
      const count = counts[step];
      if (count === undefined || seen[step] === person) continue;
      count.entered += 1;
      seen[step] = person;
    }
    const count = counts[best];
    if (count === undefined) continue;
    count.furthest += 1;
    if (stepOf[stage[row - 1] ?? 0] === best) count.waiting += 1; // the last stay is the present one
  }
  const reached = counts.map((_, step) => counts.slice(step).reduce((sum, { furthest }) => sum + furthest, 0));
  const [first = 0] = reached;
  return counts.map(({ stage, entered, waiting: still }, step): FunnelStep<Stage> => {
    const here = reached[step] ?? 0;
    const converted = reached[step + 1] ?? null;
    const droppedOff = converted === null ? 0 : here - converted;
    const waiting = converted === null ? 0 : still;
    const isShare = converted !== null && here > 0;
    return {
      stage,
      reached: here,
      entered,
      ofFirst: first === 0 ? 0 : here / first,
      converted,
      conversion: isShare ? converted / here : null,
      conversionInterval: isShare ? wilsonInterval(converted, here, confidence) : null,
      droppedOff,
      waiting,
      gone: droppedOff - waiting,
    };
  });
}
