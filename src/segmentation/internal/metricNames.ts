import type { RfmSource } from "../model.ts";

/** The metrics of RFM, in the order of its letters. */
const KNOWN: readonly string[] = ["recency", "frequency", "monetary"];

/** Names that stand for something else in scores and boxes. */
export const RESERVED: ReadonlySet<string> = /* @__PURE__ */ new Set([
  "customerId",
  "asOf",
  "bins",
  "weighted",
  "policy",
  "segment",
  "labels",
]);

/**
 * Lists metrics in an order that does not hang on how an object was written: those of RFM first, the others by name.
 *
 * @param byMetric - Anything by metric.
 * @returns The names.
 */
export function metricNames<Metric extends string>(byMetric: Readonly<Record<Metric, unknown>>): readonly Metric[] {
  const rank = (name: string): number => (KNOWN.includes(name) ? KNOWN.indexOf(name) : KNOWN.length);
  return (Object.keys(byMetric) as Metric[]).sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
}

/**
 * Looks something up by metric, whatever else an object holds.
 *
 * @param byMetric - The object.
 * @param metric - The name.
 * @returns What it holds under that name itself; undefined when nothing.
 */
export const ofMetric = <Value>(byMetric: Readonly<Record<string, Value>>, metric: string): Value | undefined =>
  Object.hasOwn(byMetric, metric) ? byMetric[metric] : undefined;

/**
 * Says where a metric is found when nobody else does.
 *
 * @param metric - Its name.
 * @param frequency - What counts as frequency; null when that is not said.
 * @returns The source; null for a metric that is not one of RFM.
 */
export function usualSource(metric: string, frequency: string | null): RfmSource | null {
  switch (metric) {
    case "recency":
      return { from: "recencyDays", better: "lower" };
    case "frequency":
      return frequency === null ? null : { from: frequency, better: "higher" };
    case "monetary":
      return { from: "monetary", better: "higher" };
    default:
      return null;
  }
}
