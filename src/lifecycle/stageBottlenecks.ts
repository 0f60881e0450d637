import { dwellTimes } from "./dwellTimes.ts";
import { placesOfStages, type StageSpells } from "./internal/spells.ts";
import { stageFlows } from "./internal/stageFlows.ts";

/** What a stage costs in time and in customers. */
export interface StageBottleneck<Stage extends string = string> {
  /** The stage. */
  readonly stage: Stage;
  /** All time customers spent in it, in milliseconds. */
  readonly totalMs: number;
  /** As a share of the time in all stages that are listed; 0 when there was none. */
  readonly shareOfTime: number;
  /** The time within which half of the stays end; null when fewer than half were seen to. */
  readonly medianMs: number | null;
  /** How often customers were lost from it: went into one of the stages named. */
  readonly lost: number;
  /** As a share of all such losses; 0 when there were none. */
  readonly shareOfLost: number;
  /** `lost` as a share of the stays that ended; null when none did. */
  readonly lostRate: number | null;
}

/**
 * Tells where a course loses time and where it loses customers.
 *
 * @param spells - Of `stageSpells` or `stageSpellColumns`.
 * @param options - `lostIn`, the stages in which a customer counts as lost.
 * @returns The other stages that are not final and that anybody was in, those with the larger of both shares first; among equals in
 *   the policy's order.
 * @throws `DomainError` with code `invalid-option` for a stage that the policy does not have, or one named twice.
 *
 * @example
 * ```ts
 * import { orThrow } from "clientele/core";
 * import { defineLifecycle, lifecyclePresets, replay, stageBottlenecks, stageSpells } from "clientele/lifecycle";
 *
 * const policy = defineLifecycle(lifecyclePresets.acquireToWinBack);
 * const asOf = "2027-01-01T00:00:00Z";
 * const { spells } = stageSpells(
 *   [orThrow(replay({ startedAt: "2026-01-01T00:00:00Z", events: [{ kind: "purchased", at: "2026-01-11T00:00:00Z" }] }, policy, { asOf }))],
 *   policy,
 *   { asOf },
 * );
 *
 * stageBottlenecks(spells, { lostIn: ["lost"] }).map(({ stage, shareOfLost }) => [stage, shareOfLost]); // => [["dormant", 1], ["new", 0], ["prospect", 0]]
 * ```
 */
export function stageBottlenecks<Stage extends string>(
  spells: StageSpells<Stage>,
  options: { readonly lostIn: readonly NoInfer<Stage>[] },
): readonly StageBottleneck<Stage>[] {
  const { stages, final } = spells;
  const lostIn = placesOfStages(options.lostIn, stages, "lostIn");
  const { counts, left, standing, totalMs } = stageFlows(spells);
  const medians = dwellTimes(spells, { points: 1 }).map(({ medianMs }) => medianMs);
  const rows = stages.flatMap((stage, place) => {
    if (final[place] === 1 || lostIn.includes(place) || (left[place] ?? 0) + (standing[place] ?? 0) === 0) return [];
    const lost = lostIn.reduce((sum, to) => sum + (counts[place * stages.length + to] ?? 0), 0);
    return [{ stage, place, lost, totalMs: totalMs[place] ?? 0 }];
  });
  const allMs = rows.reduce((sum, row) => sum + row.totalMs, 0);
  const allLost = rows.reduce((sum, { lost }) => sum + lost, 0);
  return rows
    .map(({ stage, place, lost, totalMs: spent }): StageBottleneck<Stage> => {
      const gone = left[place] ?? 0;
      return {
        stage,
        totalMs: spent,
        shareOfTime: allMs === 0 ? 0 : spent / allMs,
        medianMs: medians[place] ?? null,
        lost,
        shareOfLost: allLost === 0 ? 0 : lost / allLost,
        lostRate: gone === 0 ? null : lost / gone,
      };
    })
    .sort((a, b) => Math.max(b.shareOfTime, b.shareOfLost) - Math.max(a.shareOfTime, a.shareOfLost));
}
