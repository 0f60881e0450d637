/**
 * RFM on columns: cuts and scores as plain numbers.
 *
 * @module
 */
import { DomainError } from "../core/kernel.ts";

export { abcColumn, type AbcColumns } from "./internal/abcColumn.ts";
export { clusterColumn } from "./internal/clusterColumn.ts";

/** How one metric is cut and scored; see `RfmMode`. */
export interface RfmRule {
  /** `quantile` or `rfm-r`. */
  readonly mode: "quantile" | "rfm-r";
  /** Whether a lower value is the better one, as with recency in days. */
  readonly lowerIsBetter: boolean;
}

/**
 * Lays the cuts of one metric.
 *
 * @param values - At least one; finite; not changed.
 * @param bins - How many scores there shall be, 2 to 10.
 * @param rule - `mode`: how cuts are laid. The quantiles of negated values are the negated quantiles, so that one set of
 *   cuts serves a metric whichever way it is better.
 * @returns `bins - 1` cuts, ascending, in the unit of the values.
 * @throws `DomainError` with code `empty-sample`.
 *
 * @example
 * ```ts
 * import { rfmCuts, rfmScoreColumn } from "clientele/kernel";
 *
 * const days = [3, 40, 12, 90, 200];
 * const cuts = rfmCuts(days, 5, { mode: "quantile" });
 *
 * Array.from(rfmScoreColumn(days, cuts, { mode: "quantile", lowerIsBetter: true })); // => [5, 3, 4, 2, 1]
 * ```
 */
export function rfmCuts(values: ArrayLike<number>, bins: number, { mode }: Pick<RfmRule, "mode">): readonly number[] {
  const sorted = Float64Array.from(values).sort();
  if (sorted.length === 0) throw new DomainError("empty-sample", "rfmCuts: expected at least one value, received none");
  const at = mode === "rfm-r" ? cutAsInR : exactCut;
  return Array.from({ length: bins - 1 }, (_, i) => at(sorted, i + 1, bins));
}

/** The type-7 quantile of the share i / bins, its rank reckoned in integers: where it is whole, among whole values, it is met exactly. */
function exactCut(sorted: Float64Array, i: number, bins: number): number {
  const rank = (sorted.length - 1) * i;
  const below = Math.floor(rank / bins);
  const low = sorted[below] ?? NaN;
  const high = sorted[below + 1] ?? low;
  return low === high ? low : low + ((rank % bins) * (high - low)) / bins;
}

/** The same quantile in the floating-point steps of R, and one more. */
function cutAsInR(sorted: Float64Array, i: number, bins: number): number {
  const index = 1 + (sorted.length - 1) * (i * (1 / bins));
  const below = Math.floor(index);
  const low = sorted[below - 1] ?? NaN;
  const high = sorted[Math.ceil(index) - 1] ?? low;
  const share = index - below;
  return (low === high || share === 0 ? low : (1 - share) * low + share * high) + 1;
}

/**
 * Scores one value: 1 is the worst.
 *
 * @param value - Finite.
 * @param cuts - Ascending.
 * @param rule - How values are held against the cuts.
 * @returns 1 to `cuts.length + 1`.
 */
export function rfmScore(value: number, cuts: ArrayLike<number>, { mode, lowerIsBetter }: RfmRule): number {
  let count = 0;
  for (let i = 0; i < cuts.length; i++) {
    const cut = cuts[i] ?? NaN;
    if (mode === "rfm-r" ? cut <= value : lowerIsBetter ? cut > value : cut < value) count++;
  }
  return mode === "rfm-r" && lowerIsBetter ? cuts.length + 1 - count : count + 1;
}

/**
 * Scores a column.
 *
 * @param values - Finite.
 * @param cuts - Ascending.
 * @param rule - How values are held against the cuts.
 * @returns One score per value, in their order.
 */
export function rfmScoreColumn(values: ArrayLike<number>, cuts: ArrayLike<number>, rule: RfmRule): Uint8Array {
  const scores = new Uint8Array(values.length);
  for (let row = 0; row < values.length; row++) scores[row] = rfmScore(values[row] ?? NaN, cuts, rule);
  return scores;
}
