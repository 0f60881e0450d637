import { DomainError } from "../core/index.ts";
import { kaplanMeier, survivalInterval } from "../numeric/index.ts";
import { checkConfidence, type StageSpells } from "./internal/spells.ts";

/** The share of stays that outlast a time. */
export interface StayPoint {
  /** The time since the stage was entered, in milliseconds. */
  readonly afterMs: number;
  /** How many stays were seen for that long. */
  readonly atRisk: number;
  /** How many of them ended then. */
  readonly left: number;
  /** The share of all stays that lasts longer. */
  readonly remaining: number;
  /** Its interval; null once nobody remains, where Greenwood's formula says nothing. */
  readonly interval: readonly [low: number, high: number] | null;
}

/** How long customers stay in a stage. */
export interface StageDwell<Stage extends string = string> {
  /** The stage. */
  readonly stage: Stage;
  /** How many stays began. */
  readonly entered: number;
  /** How many of them ended. */
  readonly left: number;
  /** How many last. */
  readonly standing: number;
  /** All of them, as long as they were seen, in milliseconds. */
  readonly totalMs: number;
  /** `totalMs / left`: the mean, were the chance to leave always the same; null when nobody left. */
  readonly meanMs: number | null;
  /** The time within which half of the stays end; null when fewer than half were seen to. */
  readonly medianMs: number | null;
  /** Its interval; an end is null when it was not reached. */
  readonly medianInterval: readonly [low: number | null, high: number | null];
  /** The product-limit curve; before its first point all remain. */
  readonly curve: readonly StayPoint[];
}

/** A product of fractions that should be one half may miss it by its last digits. */
const HALF = 0.5 * (1 + 1e-12);

/**
 * Measures how long customers stay in each stage, where many stays are not over yet: the product-limit estimator.
 *
 *     S(t) = product over t_i <= t of (1 - left_i / atRisk_i),    var ln S = sum of left_i / [atRisk_i (atRisk_i - left_i)]
 *
 * A stay that lasts counts for as long as it was seen. The median is the first time at which `S <= 1/2`, its interval the first times
 * at which the ends of the interval of `S` are; intervals are those of Greenwood on the log-log scale.
 *
 * @param spells - Of `stageSpells` or `stageSpellColumns`.
 * @param options - `confidence` of the intervals (0.95); `resolutionMs`, times are cut off to whole multiples of it (1: as they are);
 *   `points`, at most so many of each curve are written down, evenly among its steps, the last always (100).
 * @returns One row per stage of the policy, in its order. A final stage is never left: its curve is empty.
 * @throws `DomainError` with code `invalid-option`.
 *
 * @example
 * ```ts
 * import { orThrow } from "clientele/core";
 * import { defineLifecycle, dwellTimes, lifecyclePresets, replay, stageSpells } from "clientele/lifecycle";
 *
 * const policy = defineLifecycle(lifecyclePresets.acquireToWinBack);
 * const asOf = "2026-02-01T00:00:00Z";
 * const bought = (at: string | null) => ({
 *   startedAt: "2026-01-01T00:00:00Z",
 *   events: at === null ? [] : [{ kind: "purchased", at } as const],
 * });
 * const { spells } = stageSpells(
 *   [bought("2026-01-05T00:00:00Z"), bought("2026-01-09T00:00:00Z"), bought(null)].map((history) =>
 *     orThrow(replay(history, policy, { asOf })),
 *   ),
 *   policy,
 *   { asOf },
 * );
 * const [prospect] = dwellTimes(spells);
 *
 * [prospect?.entered, prospect?.left, prospect?.medianMs]; // => [3, 2, 691200000]
 * prospect?.curve.map(({ afterMs, remaining }) => [afterMs / 86_400_000, Number(remaining.toFixed(3))]); // => [[4, 0.667], [8, 0.333]]
 * ```
 *
 * @see E. L. Kaplan and P. Meier, Nonparametric estimation from incomplete observations, J. Am. Stat. Assoc. 53 (1958); R. Brookmeyer
 *   and J. Crowley, A confidence interval for the median survival time, Biometrics 38 (1982).
 */
export function dwellTimes<Stage extends string>(
  spells: StageSpells<Stage>,
  options: {
    readonly confidence?: number | undefined;
    readonly resolutionMs?: number | undefined;
    readonly points?: number | undefined;
  } = {},
): readonly StageDwell<Stage>[] {
  const confidence = checkConfidence(options.confidence ?? 0.95);
  const { resolutionMs = 1, points = 100 } = options;
  if (!Number.isSafeInteger(resolutionMs) || resolutionMs < 1) {
    throw new DomainError("invalid-option", `resolutionMs: expected a positive integer, received ${resolutionMs}`);
  }
  if (!Number.isSafeInteger(points) || points < 1) {
    throw new DomainError("invalid-option", `points: expected a positive integer, received ${points}`);
  }
  const { stages } = spells;
  const times = staysByStage(spells, resolutionMs);
  return stages.map((stage, place): StageDwell<Stage> => {
    const { ended, lasting, totalMs } = times[place] ?? { ended: NOTHING, lasting: NOTHING, totalMs: 0 };
    const curve = kaplanMeier(countedTimes(ended, lasting)).map((step): StayPoint => {
      const { time: afterMs, atRisk, ended: left, survival: remaining } = step;
      return {
        afterMs,
        atRisk,
        left,
        remaining,
        interval: survivalInterval(step, { confidence, scale: "log-log" }),
      };
    });
    const firstWhere = (isBy: (point: StayPoint) => boolean): number | null => curve.find(isBy)?.afterMs ?? null;
    return {
      stage,
      entered: ended.length + lasting.length,
      left: ended.length,
      standing: lasting.length,
      totalMs,
      meanMs: ended.length === 0 ? null : totalMs / ended.length,
      medianMs: firstWhere(({ remaining }) => remaining <= HALF),
      medianInterval: [
        firstWhere(({ interval }) => interval === null || interval[0] <= HALF),
        firstWhere(({ interval }) => interval !== null && interval[1] <= HALF),
      ],
      curve: thinned(curve, points),
    };
  });
}

const NOTHING = /* @__PURE__ */ new Float64Array(0);

/** How long stays were, sorted, by stage. */
function staysByStage(
  { stages, stage, enteredAt, until, next }: StageSpells,
  resolutionMs: number,
): readonly { readonly ended: Float64Array; readonly lasting: Float64Array; readonly totalMs: number }[] {
  const counts = stages.map(() => ({ ended: 0, lasting: 0, totalMs: 0 }));
  for (let row = 0; row < stage.length; row++) {
    const count = counts[stage[row] ?? 0];
    if (count === undefined) continue;
    if (next[row] === -1) count.lasting += 1;
    else count.ended += 1;
    count.totalMs += (until[row] ?? 0) - (enteredAt[row] ?? 0);
  }
  const times = counts.map((count) => ({
    ended: new Float64Array(count.ended),
    lasting: new Float64Array(count.lasting),
    totalMs: count.totalMs,
  }));
  const filled = counts.map(() => ({ ended: 0, lasting: 0 }));
  for (let row = 0; row < stage.length; row++) {
    const [into, at] = [times[stage[row] ?? 0], filled[stage[row] ?? 0]];
    if (into === undefined || at === undefined) continue;
    const time = Math.floor(((until[row] ?? 0) - (enteredAt[row] ?? 0)) / resolutionMs) * resolutionMs;
    if (next[row] === -1) into.lasting[at.lasting++] = time;
    else into.ended[at.ended++] = time;
  }
  for (const { ended, lasting } of times) {
    ended.sort();
    lasting.sort();
  }
  return times;
}

/** Equal times counted: a curve has as many steps as there are different ones. */
function countedTimes(
  ended: Float64Array,
  lasting: Float64Array,
): { readonly time: readonly number[]; readonly ended: readonly number[]; readonly weight: readonly number[] } {
  const counted: { time: number[]; ended: number[]; weight: number[] } = { time: [], ended: [], weight: [] };
  for (const [times, mark] of [[ended, 1] as const, [lasting, 0] as const]) {
    for (let from = 0, to = 0; from < times.length; from = to) {
      const time = times[from] ?? 0;
      while (to < times.length && times[to] === time) to += 1;
      counted.time.push(time);
      counted.ended.push(mark);
      counted.weight.push(to - from);
    }
  }
  return counted;
}

function thinned(curve: readonly StayPoint[], points: number): readonly StayPoint[] {
  if (curve.length <= points) return curve;
  return Array.from({ length: points }, (_, at) => curve[Math.floor(((at + 1) * curve.length) / points) - 1]).filter(
    (point) => point !== undefined,
  );
}
