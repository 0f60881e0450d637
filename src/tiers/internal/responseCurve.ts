import type { ComparisonValue } from "../../rules/index.ts";
import { isWhole, type Threshold, writtenAt } from "./thresholds.ts";

/** Customers whose tier hangs on a threshold, in columns. */
export interface Pivotal {
  /** Their own values. */
  readonly values: readonly number[];
  /** Their tiers, by height, where it is met. */
  readonly met: readonly number[];
  /** Their tiers where it is not. */
  readonly unmet: readonly number[];
}

/** Values of a threshold that decide the same. */
export interface ThresholdClass {
  /** The least of them; null where there is none. */
  readonly from: number | null;
  /** Whether that is one of them. */
  readonly fromInclusive: boolean;
  /** The greatest. */
  readonly to: number | null;
  /** Whether that is one of them. */
  readonly toInclusive: boolean;
  /** The one to take, as a number. */
  readonly at: number;
  /** The same as a policy writes it. */
  readonly value: ComparisonValue;
  /** Whether there is one that the metric can be held against. */
  readonly writable: boolean;
  /** How many such classes lie between it and the present value. */
  readonly steps: number;
  /** How many customers each tier holds, by height; written over for the next class. */
  readonly counts: readonly number[];
}

/**
 * Goes through all that a threshold can decide, from the least value to the greatest.
 *
 * @param threshold - The threshold.
 * @param pivotal - Those whose tier hangs on it.
 * @param fixed - How many of the others each tier holds, by height.
 * @yields One class after another, never none.
 */
export function* classesOf(
  threshold: Threshold,
  { values, met, unmet }: Pivotal,
  fixed: readonly number[],
): Generator<ThresholdClass> {
  const { upward, inclusive } = threshold;
  const marks = Float64Array.from(values, (value) => markOf(value, threshold));
  const order = Uint32Array.from(marks, (_, at) => at).sort((a, b) => (marks[a] ?? 0) - (marks[b] ?? 0));
  const counts = [...fixed];
  const moves = (from: readonly number[], to: readonly number[], at: number): void => {
    const [left, entered] = [from[at] ?? 0, to[at] ?? 0];
    counts[left] = (counts[left] ?? 0) - 1;
    counts[entered] = (counts[entered] ?? 0) + 1;
  };
  // the least of values: everybody is above it
  const [above, below] = upward ? [met, unmet] : [unmet, met];
  for (const height of above) counts[height] = (counts[height] ?? 0) + 1;
  const present = classOf(threshold.at, marks, order, threshold);
  // the marks that are met by a threshold equal to them belong to the class below them: (last, mark]
  const upper = upward === inclusive;
  let steps = 0;
  let next = 0;
  let last: number | null = null;
  for (;;) {
    const mark: number | null = next < order.length ? (marks[order[next] ?? 0] ?? null) : null;
    const own = steps === present;
    const at = own ? threshold.at : markBetween(last, mark, upper, threshold);
    const value = own ? threshold.comparison.value : writtenAt(at, threshold);
    yield {
      from: last,
      fromInclusive: last !== null && !upper,
      to: mark,
      toInclusive: mark !== null && upper,
      at,
      value: (value ?? "") as ComparisonValue,
      writable: value !== null,
      steps: Math.abs(steps - present),
      counts,
    };
    if (mark === null) return;
    while (next < order.length && marks[order[next] ?? 0] === mark) {
      moves(above, below, order[next] ?? 0);
      next += 1;
    }
    last = mark;
    steps += 1;
  }
}

/**
 * Where a value turns a threshold: its own, or of what is counted in whole units the whole number that tells the same. Customers'
 * amounts may lie between two minor units, thresholds do not.
 */
function markOf(value: number, { metric, upward, inclusive }: Threshold): number {
  if (!isWhole(metric)) return value;
  return upward === inclusive ? Math.floor(value) : Math.ceil(value);
}

/** In which class a threshold lies, counted from the least values. */
function classOf(at: number, marks: Float64Array, order: Uint32Array, threshold: Threshold): number {
  const upper = threshold.upward === threshold.inclusive;
  let classes = 0;
  let last = NaN;
  for (const place of order) {
    const mark = marks[place] ?? NaN;
    if (upper ? mark >= at : mark > at) break;
    if (mark !== last) classes += 1;
    last = mark;
  }
  return classes;
}

/** A value between two marks: one of them where it belongs there, else a step beyond the other. */
function markBetween(last: number | null, mark: number | null, upper: boolean, threshold: Threshold): number {
  if (upper) return mark ?? beyond(last ?? 0, 1, threshold);
  return last ?? beyond(mark ?? 0, -1, threshold);
}

/** The next whole number that is beyond another; of shares, the end of what there is. */
function beyond(mark: number, way: 1 | -1, { metric }: Threshold): number {
  if (metric.kind !== "share") return way > 0 ? Math.floor(mark) + 1 : Math.ceil(mark) - 1;
  const end = way > 0 ? 1 : 0;
  return mark === end ? NaN : end;
}
