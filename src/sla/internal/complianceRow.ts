import { normalQuantile } from "../../numeric/index.ts";
import type { ComplianceDimension, ComplianceRow } from "../model.ts";
import type { Counted } from "./complianceParts.ts";
import type { Tally } from "./tally.ts";

/**
 * Tells what was counted of one part of the cases.
 *
 * @param counted - What was counted.
 * @param by - The dimensions of its key.
 * @param level - The level of the interval.
 * @param percentiles - Which are told.
 * @returns The row of the report.
 */
export function complianceRow(
  { key, counts, elapsed, overrun }: Counted,
  by: readonly ComplianceDimension[],
  level: number,
  percentiles: readonly number[],
): ComplianceRow {
  const [met = 0, breached = 0, excused = 0, running = 0, cancelled = 0, noPromise = 0] = counts;
  const judged = met + breached;
  return {
    key: Object.fromEntries(by.map((dimension, i) => [dimension, key[i] ?? null])),
    met,
    breached,
    excused,
    running,
    cancelled,
    noPromise,
    rate: judged === 0 ? null : met / judged,
    interval: judged === 0 ? null : wilson(met, judged, level),
    elapsedMs: percentilesOf(elapsed, percentiles),
    overrunMs: percentilesOf(overrun, percentiles),
  };
}

/** Wilson's score interval of a proportion. */
function wilson(hits: number, of: number, level: number): { readonly low: number; readonly high: number } {
  const z = normalQuantile(1 - (1 - level) / 2);
  const rate = hits / of;
  const middle = (rate + (z * z) / (2 * of)) / (1 + (z * z) / of);
  const half = (z / (1 + (z * z) / of)) * Math.sqrt((rate * (1 - rate)) / of + (z * z) / (4 * of * of));
  return { low: hits === 0 ? 0 : Math.max(0, middle - half), high: hits === of ? 1 : Math.min(1, middle + half) };
}

function percentilesOf(tally: Tally, percentiles: readonly number[]): Readonly<Record<string, number>> | null {
  const { values, times } = tally.tallied();
  if (values.length === 0) return null;
  const upTo = new Float64Array(values.length); // how many there are up to each, inclusive
  let total = 0;
  for (let i = 0; i < values.length; i++) upTo[i] = total += times[i] ?? 0;
  return Object.fromEntries(percentiles.map((percent) => [String(percent), quantileOf(values, upTo, percent / 100)]));
}

/** Definition 7 of Hyndman and Fan, as `quantile` of the numeric floor, of a sample that is counted. */
function quantileOf(values: ArrayLike<number>, upTo: Float64Array, p: number): number {
  const rank = ((upTo.at(-1) ?? 0) - 1) * p;
  const below = Math.floor(rank);
  const place = firstAbove(upTo, below);
  const low = values[place] ?? NaN;
  const high = (upTo[place] ?? 0) > below + 1 ? low : (values[place + 1] ?? low);
  return Math.min(low + (rank - below) * (high - low), high);
}

/** The first place whose number is greater. */
function firstAbove(ascending: Float64Array, than: number): number {
  let [from, to] = [0, ascending.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((ascending[middle] ?? 0) > than) to = middle;
    else from = middle + 1;
  }
  return from;
}
