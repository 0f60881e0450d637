import { DomainError } from "../core/index.ts";
import { survivalIntervals } from "../numeric/index.ts";
import { checkConfidence, type StageSpells } from "./internal/spells.ts";
import { countBelow, StayCurve, stayLengths, type StayLengths } from "./internal/stayCurve.ts";
import { stageFlows } from "./internal/stageFlows.ts";

/** The share of stays that outlast a time: a step of the curve, or what holds at a time asked about. */
export interface StayPoint {
  /** The time since the stage was entered, in milliseconds. */
  readonly afterMs: number;
  /** How many stays were seen for that long. */
  readonly atRisk: number;
  /** How many of them ended right then. */
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
  /** The product-limit curve, as many of its steps as were asked for, or at the times asked about; before its first step all remain. */
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
 * at which the ends of the interval of `S` are; intervals are those of Greenwood on the log-log scale. Every step counts, also those
 * that are not written down: the estimate is the same however few are.
 *
 * @param spells - Of `stageSpells` or `stageSpellColumns`.
 * @param options - `confidence` of the intervals (0.95); `resolutionMs`, times are cut off to whole multiples of it (1: as they are);
 *   `points`, at most so many of each curve are written down, evenly among its steps, the last always (100); `atMs`, instead of
 *   steps, what holds at these times, ascending; those for which no stay of the stage was seen are left out.
 * @returns One row per stage of the policy, in its order. A final stage is never left: its curve has no steps.
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
 *
 * // who is still a prospect after a week, and after a month?
 * const [asked] = dwellTimes(spells, { atMs: [7 * 86_400_000, 30 * 86_400_000] });
 * asked?.curve.map(({ remaining, atRisk }) => [Number(remaining.toFixed(3)), atRisk]); // => [[0.667, 2], [0.333, 1]]
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
    readonly atMs?: readonly number[] | undefined;
  } = {},
): readonly StageDwell<Stage>[] {
  const confidence = checkConfidence(options.confidence ?? 0.95);
  const { resolutionMs = 1, points = 100, atMs } = options;
  if (!Number.isSafeInteger(resolutionMs) || resolutionMs < 1) {
    throw new DomainError("invalid-option", `resolutionMs: expected a positive integer, received ${resolutionMs}`);
  }
  if (!Number.isSafeInteger(points) || points < 1) {
    throw new DomainError("invalid-option", `points: expected a positive integer, received ${points}`);
  }
  checkTimes(options);
  const { totalMs } = stageFlows(spells);
  const lengths = stayLengths(spells, resolutionMs);
  const intervalOf = survivalIntervals({ confidence, scale: "log-log" });
  return spells.stages.map((stage, place): StageDwell<Stage> => {
    const all = lengths[place] ?? { ended: new Float64Array(0), lasting: new Float64Array(0) };
    const [left, standing, total] = [all.ended.length, all.lasting.length, totalMs[place] ?? 0];
    return {
      stage,
      entered: left + standing,
      left,
      standing,
      totalMs: total,
      meanMs: left === 0 ? null : total / left,
      ...followed(all, { resolutionMs, intervalOf, points, atMs }),
    };
  });
}

function checkTimes({
  points,
  atMs,
}: {
  readonly points?: number | undefined;
  readonly atMs?: readonly number[] | undefined;
}): void {
  if (atMs === undefined) return;
  if (points !== undefined) throw new DomainError("invalid-option", "points: expected to be left out beside atMs");
  const wrong = atMs.find((time, at) => !(time >= 0 && time < Infinity && time > (atMs[at - 1] ?? -1)));
  if (wrong !== undefined) {
    throw new DomainError("invalid-option", `atMs: expected times not below zero, ascending, received ${wrong}`);
  }
}

/** Walks along the curve once, and writes down what was asked for. */
function followed(
  lengths: StayLengths,
  {
    resolutionMs,
    intervalOf,
    points,
    atMs,
  }: {
    readonly resolutionMs: number;
    readonly intervalOf: ReturnType<typeof survivalIntervals>;
    readonly points: number;
    readonly atMs: readonly number[] | undefined;
  },
): Pick<StageDwell, "medianMs" | "medianInterval" | "curve"> {
  const walk = new StayCurve(lengths);
  const steps = atMs === undefined ? stepsOf(lengths.ended) : 0;
  const written = Math.min(steps, points);
  const asked = atMs ?? [];
  const curve: StayPoint[] = [];
  let median: number | null = null;
  let [low, high]: [number | null, number | null] = [null, null];
  let told = 0;
  for (let step = 1; ; step++) {
    const { survival: before, logVariance } = walk;
    const isStep = walk.next();
    const afterMs = isStep ? walk.time * resolutionMs : Infinity;
    for (let time = asked[told]; time !== undefined && time < afterMs; time = asked[++told]) {
      const seen = seenAt(time / resolutionMs, lengths);
      const share = { survival: before, logVariance };
      if (seen.atRisk > 0) curve.push({ afterMs: time, ...seen, remaining: before, interval: intervalOf(share) });
    }
    if (!isStep) break;
    const { atRisk, left, survival: remaining } = walk;
    if (median === null && remaining <= HALF) median = afterMs;
    if (high === null) {
      const interval = intervalOf(walk);
      if (low === null && (interval === null || interval[0] <= HALF)) low = afterMs;
      if (interval !== null && interval[1] <= HALF) high = afterMs;
    }
    if (step === Math.floor(((curve.length + 1) * steps) / written)) {
      curve.push({ afterMs, atRisk, left, remaining, interval: intervalOf(walk) });
    }
  }
  return { medianMs: median, medianInterval: [low, high], curve };
}

/** How many different lengths there are. */
function stepsOf(sorted: Float64Array): number {
  let steps = 0;
  let before = NaN;
  for (const length of sorted) {
    if (length !== before) steps += 1;
    before = length;
  }
  return steps;
}

/** How many stays were seen for so many units, and how many of them ended right then. */
function seenAt(units: number, { ended, lasting }: StayLengths): Pick<StayPoint, "atRisk" | "left"> {
  const before = countBelow(ended, units);
  return {
    atRisk: ended.length - before + lasting.length - countBelow(lasting, units),
    left: Number.isInteger(units) ? countBelow(ended, units + 1) - before : 0,
  };
}
