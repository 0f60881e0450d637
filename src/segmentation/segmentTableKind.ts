import type { PolicyKind } from "../core/index.ts";
import { metricNames } from "./internal/metricNames.ts";
import { segmentLookup } from "./kernel.ts";
import type { ScoreRange, AnySegmentTable } from "./model.ts";

/** What naming works with. */
export interface CompiledSegmentTable {
  /** The metrics, in the order of a combination. */
  readonly metrics: readonly string[];
  /** Their numbers of scores. */
  readonly bins: readonly number[];
  /** For each combination of scores, the place of the first box that holds it; -1 where none does. */
  readonly boxAt: Int16Array;
}

/** The stored format of segment tables, and how one is made ready. */
export const segmentTableKind: PolicyKind<AnySegmentTable, CompiledSegmentTable> = {
  format: "segment-table/1",
  compile: (table) => {
    const metrics: readonly string[] = metricNames(table.bins);
    const bins = metrics.map((metric) => numberOf(table.bins, metric));
    const boxes = table.boxes.map((box) => metrics.map((metric) => rangeOf(box, metric)));
    return { metrics, bins, boxAt: segmentLookup(boxes, bins) };
  },
};

/**
 * Finds the range of a metric in a box.
 *
 * @param box - The box.
 * @param metric - The metric.
 * @returns The range; null for any score.
 */
export const rangeOf = (box: object, metric: string): ScoreRange | null =>
  (box as Readonly<Record<string, ScoreRange | null | undefined>>)[metric] ?? null;

/**
 * Finds a number by metric.
 *
 * @param byMetric - Bins or a score.
 * @param metric - The metric.
 * @returns The number; NaN when there is none.
 */
export function numberOf(byMetric: object, metric: string): number {
  const value = (byMetric as Readonly<Record<string, unknown>>)[metric];
  return Object.hasOwn(byMetric, metric) && typeof value === "number" ? value : NaN;
}

/**
 * Finds the place of a combination of scores in {@link CompiledSegmentTable.boxAt}.
 *
 * @param scores - By metric.
 * @param table - Metrics and bins.
 * @returns Its place; -1 when a score is missing or beyond its bins.
 */
export function combinationAt(scores: object, { metrics, bins }: CompiledSegmentTable): number {
  let at = 0;
  for (const [i, metric] of metrics.entries()) {
    const score = numberOf(scores, metric);
    const count = bins[i] ?? 0;
    if (!Number.isInteger(score) || score < 1 || score > count) return -1;
    at = at * count + score - 1;
  }
  return at;
}
