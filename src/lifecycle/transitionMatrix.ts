import { wilsonInterval } from "../numeric/index.ts";
import { checkConfidence, type StageSpells } from "./internal/spells.ts";
import { stageFlows } from "./internal/stageFlows.ts";

/** Where customers went from a stage. */
export interface TransitionRow<Stage extends string = string> {
  /** The stage. */
  readonly from: Stage;
  /** How many stays in it ended. */
  readonly left: number;
  /** How many last. */
  readonly standing: number;
  /** How often its time started again without being left. */
  readonly renewals: number;
  /** The stages entered next, those nobody entered left out; in the policy's order. Their shares sum to one. */
  readonly to: readonly {
    /** The stage. */
    readonly stage: Stage;
    /** How often. */
    readonly count: number;
    /** `count / left`. */
    readonly share: number;
    /** Its interval (Wilson). */
    readonly interval: readonly [low: number, high: number];
  }[];
}

/**
 * Counts where customers went from each stage.
 *
 * @param spells - Of `stageSpells` or `stageSpellColumns`.
 * @param options - `confidence` of the intervals (0.95).
 * @returns One row per stage of the policy, in its order.
 * @throws `DomainError` with code `invalid-option`.
 *
 * @example
 * ```ts
 * import { orThrow } from "clientele/core";
 * import { defineLifecycle, lifecyclePresets, replay, stageSpells, transitionMatrix } from "clientele/lifecycle";
 *
 * const policy = defineLifecycle(lifecyclePresets.acquireToWinBack);
 * const asOf = "2026-12-01T00:00:00Z";
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
 * const fresh = transitionMatrix(spells).find(({ from }) => from === "new");
 *
 * fresh?.to.map(({ stage, count, share }) => [stage, count, share]); // => [["active", 1, 0.5], ["dormant", 1, 0.5]]
 * ```
 */
export function transitionMatrix<Stage extends string>(
  spells: StageSpells<Stage>,
  options: { readonly confidence?: number | undefined } = {},
): readonly TransitionRow<Stage>[] {
  const confidence = checkConfidence(options.confidence ?? 0.95);
  const { stages } = spells;
  const { counts, left, standing, renewals } = stageFlows(spells);
  return stages.map((from, place): TransitionRow<Stage> => {
    const all = left[place] ?? 0;
    return {
      from,
      left: all,
      standing: standing[place] ?? 0,
      renewals: renewals[place] ?? 0,
      to: stages.flatMap((stage, target) => {
        const count = counts[place * stages.length + target] ?? 0;
        if (count === 0) return [];
        return [{ stage, count, share: count / all, interval: wilsonInterval(count, all, confidence) }];
      }),
    };
  });
}
