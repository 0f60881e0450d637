/**
 * RFM on columns: cuts, scores and segments as plain numbers.
 *
 * @module
 */
import { DomainError } from "../core/kernel.ts";
import { selectRanks } from "../numeric/index.ts";
import type { ScoreRange } from "./model.ts";

export type { ScoreRange } from "./model.ts";

export { abcColumn, type AbcColumns } from "./internal/abcColumn.ts";
export { clusterColumn } from "./internal/clusterColumn.ts";

/** How one metric is cut and scored; see `RfmMode`, of which `nested` is `quantile` within groups, and `ntile` needs names. */
export interface RfmRule {
  /** How cuts are laid, and which of them a value passes. */
  readonly mode: "quantile" | "midrank" | "minrank" | "maxrank" | "fixed" | "min-max" | "rfm-r";
  /** Whether a lower value is the better one, as with recency in days. */
  readonly lowerIsBetter: boolean;
}

/**
 * Lays the cuts of one metric.
 *
 * @param values - At least one; not NaN; not changed.
 * @param bins - How many scores there shall be, 1 to 10.
 * @param rule - `mode`: how cuts are laid; there are none to lay in mode `fixed`. `lowerIsBetter` is of account only in the
 *   rank modes: the quantiles of negated values are the negated quantiles, so one set of cuts serves a metric whichever way
 *   it is better.
 * @returns Cuts, ascending, in the unit of the values: `bins - 1` of them, in the rank modes perhaps fewer.
 * @throws `DomainError` with code `empty-sample`, or `not-a-number`.
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
export function rfmCuts(
  values: ArrayLike<number>,
  bins: number,
  { mode, lowerIsBetter = false }: Pick<RfmRule, "mode"> & Partial<RfmRule>,
): readonly number[] {
  const n = values.length;
  if (n === 0) throw new DomainError("empty-sample", "rfmCuts: expected at least one value, received none");
  const steps = Array.from({ length: bins - 1 }, (_, i) => i + 1);
  switch (mode) {
    case "quantile": {
      // ranks in integers, so that a whole one is met exactly
      const shareOf = (i: number): number => ((n - 1) * i) % bins;
      return interpolated(
        values,
        steps.map((i) => ({ below: ((n - 1) * i - shareOf(i)) / bins, whole: shareOf(i) === 0 })),
        (low, high, i) => low + (shareOf(i) * (high - low)) / bins,
      );
    }
    case "rfm-r": {
      // the floating-point steps of R, which counts from 1
      const indexOf = (i: number): number => 1 + (n - 1) * (i * (1 / bins));
      const shareOf = (i: number): number => indexOf(i) - Math.floor(indexOf(i));
      return interpolated(
        values,
        steps.map((i) => ({ below: Math.floor(indexOf(i)) - 1, whole: shareOf(i) === 0 })),
        (low, high, i) => (1 - shareOf(i)) * low + shareOf(i) * high,
      ).map((cut) => cut + 1);
    }
    case "min-max": {
      const [low = NaN, high = NaN] = selectRanks(values, [0, n - 1]);
      return steps.map((i) => low + (i * (high - low)) / bins);
    }
    case "fixed":
      throw new DomainError("invalid-option", "rfmCuts: fixed cuts are the policy's, there are none to lay");
    default:
      return rankCuts(values, bins, mode, lowerIsBetter);
  }
}

/** Cuts at or between members of the sample in order. */
function interpolated(
  values: ArrayLike<number>,
  places: readonly { readonly below: number; readonly whole: boolean }[],
  between: (low: number, high: number, i: number) => number,
): readonly number[] {
  const last = values.length - 1;
  const members = selectRanks(
    values,
    places.flatMap(({ below }) => [below, Math.min(below + 1, last)]),
  );
  return places.map(({ whole }, at) => {
    const low = members[2 * at] ?? NaN;
    const high = members[2 * at + 1] ?? NaN;
    return whole || low === high ? low : between(low, high, at + 1);
  });
}

/** The values at which the score rises, by the share of values that are worse, or half of its own, or all of its own. */
function rankCuts(
  values: ArrayLike<number>,
  bins: number,
  mode: "midrank" | "minrank" | "maxrank",
  lowerIsBetter: boolean,
): readonly number[] {
  const sign = lowerIsBetter ? -1 : 1;
  const sorted = Float64Array.from(values, (value) => sign * value).sort();
  const n = sorted.length;
  if (Number.isNaN(sorted[n - 1])) throw new DomainError("not-a-number", "rfmCuts: expected numbers, received NaN");
  const cuts: number[] = [];
  for (let from = 0; from < n && cuts.length < bins - 1; ) {
    const value = sorted[from] ?? NaN;
    let to = from + 1;
    while (sorted[to] === value) to++;
    const [worse, through] = [from, to];
    const risen = (): boolean => {
      const whole = 2 * n * (cuts.length + 1);
      return mode === "maxrank"
        ? 2 * bins * through > whole
        : bins * (mode === "minrank" ? 2 * worse : worse + through) >= whole;
    };
    while (cuts.length < bins - 1 && risen()) cuts.push(sign * value + 0);
    from = to;
  }
  return lowerIsBetter ? cuts.reverse() : cuts;
}

/**
 * Scores one value: 1 is the worst.
 *
 * @param value - Finite.
 * @param cuts - Ascending.
 * @param rule - How values are held against the cuts.
 * @returns 1 to `cuts.length + 1`; 0 for a value that is not finite.
 */
export function rfmScore(value: number, cuts: ArrayLike<number>, { mode, lowerIsBetter }: RfmRule): number {
  if (!(value - value === 0)) return 0;
  let count = 0;
  const better = mode === "quantile" || mode === "min-max";
  for (let i = 0; i < cuts.length; i++) {
    const cut = cuts[i] ?? NaN;
    if (
      mode === "rfm-r"
        ? cut <= value
        : better
          ? lowerIsBetter
            ? cut > value
            : cut < value
          : lowerIsBetter
            ? cut >= value
            : cut <= value
    )
      count++;
  }
  return mode === "rfm-r" && lowerIsBetter ? cuts.length + 1 - count : count + 1;
}

/**
 * Scores a column.
 *
 * @param values - Finite.
 * @param cuts - Ascending.
 * @param rule - How values are held against the cuts.
 * @returns One score per value, in their order; 0 for a value that is not finite.
 */
export function rfmScoreColumn(values: ArrayLike<number>, cuts: ArrayLike<number>, rule: RfmRule): Uint8Array {
  const { mode, lowerIsBetter } = rule;
  const n = values.length;
  if (values instanceof Int32Array) {
    const looked = lookedUp(values, cuts, rule);
    if (looked !== null) return looked;
  }
  const scores = new Uint8Array(n);
  // what a cut must be to be passed: below, or at or below; counted from the other end where lower is better
  const strict = mode === "quantile" || mode === "min-max";
  const descending = lowerIsBetter && mode !== "rfm-r";
  const sorted = Float64Array.from(cuts);
  const top = sorted.length;
  const inclusive = mode === "rfm-r" || (descending ? strict : !strict);
  for (let row = 0; row < n; row++) {
    const value = values[row] ?? NaN;
    if (!(value - value === 0)) continue;
    let below = 0;
    if (inclusive) while (below < top && (sorted[below] ?? NaN) <= value) below++;
    else while (below < top && (sorted[below] ?? NaN) < value) below++;
    scores[row] = lowerIsBetter ? top + 1 - below : below + 1;
  }
  return scores;
}

/** Scores whole numbers by a table of all between the least and the greatest; null where these are more than the values. */
function lookedUp(values: Int32Array, cuts: ArrayLike<number>, rule: RfmRule): Uint8Array | null {
  let [least, most] = [Infinity, -Infinity];
  for (let row = 0; row < values.length; row++) {
    const value = values[row] ?? NaN;
    if (value < least) least = value;
    if (value > most) most = value;
  }
  if (!(most - least < values.length)) return null;
  const table = Uint8Array.from({ length: most - least + 1 }, (_, at) => rfmScore(least + at, cuts, rule));
  const scores = new Uint8Array(values.length);
  for (let row = 0; row < values.length; row++) scores[row] = table[(values[row] ?? 0) - least] ?? 0;
  return scores;
}

/**
 * Finds for each combination of scores the first box that holds it.
 *
 * @param boxes - In order; of each the range of each metric, null for any score.
 * @param bins - The number of scores of each metric, in the order of the ranges.
 * @returns The place of the box, by combination: `((s1 - 1) * bins2 + (s2 - 1)) * bins3 + ...`; -1 where no box holds it.
 */
export function segmentLookup(boxes: readonly (readonly (ScoreRange | null)[])[], bins: readonly number[]): Int16Array {
  const lookup = new Int16Array(bins.reduce((product, count) => product * count, 1)).fill(-1);
  const scores = bins.map(() => 1);
  for (let at = 0; at < lookup.length; at++) {
    lookup[at] = boxes.findIndex((box) =>
      box.every((range, metric) => {
        const score = scores[metric] ?? 0;
        return range === null || (score >= range.from && score <= range.to);
      }),
    );
    for (let metric = bins.length - 1; metric >= 0; metric--) {
      const next = (scores[metric] ?? 0) + 1;
      scores[metric] = next > (bins[metric] ?? 0) ? 1 : next;
      if (scores[metric] !== 1) break;
    }
  }
  return lookup;
}

/**
 * Names the segments of a population.
 *
 * @param scores - A column of scores for each metric, of equal length, in the order of `bins`.
 * @param bins - The number of scores of each metric.
 * @param lookup - Of `segmentLookup`; any other numbers by combination will do.
 * @returns What `lookup` holds, row by row; -1 where a score is 0 or beyond its bins.
 */
export function segmentColumn(
  scores: readonly ArrayLike<number>[],
  bins: readonly number[],
  lookup: ArrayLike<number>,
): Int16Array {
  const rows = scores[0]?.length ?? 0;
  const places = new Int16Array(rows);
  const [r, f, m] = scores;
  const [atMostR = 0, atMostF = 0, atMostM = 0] = bins;
  if (scores.length === 3 && r !== undefined && f !== undefined && m !== undefined) {
    for (let row = 0; row < rows; row++) {
      const [x, y, z] = [(r[row] ?? 0) - 1, (f[row] ?? 0) - 1, (m[row] ?? 0) - 1];
      const held = x >= 0 && y >= 0 && z >= 0 && x < atMostR && y < atMostF && z < atMostM;
      places[row] = held ? (lookup[(x * atMostF + y) * atMostM + z] ?? -1) : -1;
    }
    return places;
  }
  for (let row = 0; row < rows; row++) {
    let at = 0;
    for (const [metric, column] of scores.entries()) {
      const score = (column[row] ?? 0) - 1;
      const count = bins[metric] ?? 0;
      at = at >= 0 && score >= 0 && score < count ? at * count + score : -1;
    }
    places[row] = at < 0 ? -1 : (lookup[at] ?? -1);
  }
  return places;
}
