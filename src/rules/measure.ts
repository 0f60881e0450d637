import { asOfIn, type InstantInput, type Sealed } from "../core/index.ts";
import { startJudgement } from "./internal/judgement.ts";
import { metricProgram, type MetricSource } from "./internal/metricProgram.ts";
import type { CustomerAnchors, CustomerFacts, Measurement } from "./measureModel.ts";

/**
 * Measures a customer's facts into the values of a policy's metrics, as they were known at a moment.
 *
 * Facts from after `asOf` are not known yet. A family of facts that is not given makes its metrics unknown, which is not zero;
 * a given but empty one makes sums and counts zero, and means, shares and ages unknown. A fact that cannot be used (a bad moment,
 * another currency, another customer, two different facts under one identifier) is told and makes every metric of its family
 * unknown: a sum without it would be another sum. The same fact given twice counts once, and is told. Amounts are exact.
 *
 * Windows are laid as `windowOf` says. Orders are counted to the millisecond; days of a `CustomerHistory` count as a whole, with
 * their last fact. A day that `asOf` cuts in two makes the metrics that would count it unknown: judge at the end of a day.
 *
 * @param facts - What is known of one customer, by family.
 * @param policy - Metrics from `defineMetrics`, or any checked policy with a zone, a currency and metrics.
 * @param options - `asOf`, the moment of judgement; `anchors`, the customer's own moments, for anniversary windows and tenure. The
 *   first purchase, where it is not given, is the first one that was not paid back in full; of a `CustomerHistory`, the first day
 *   with an order, and a finding when that may have been paid back.
 * @returns Each metric's value with what it rests on, or why it is not known; and what was amiss with the facts.
 * @throws `DomainError` with code `policy-not-checked`, `invalid-instant`, `invalid-option` for facts without a `customerId`, or
 *   `out-of-range` when a window leaves the years 0000 to 9999.
 *
 * @example
 * ```ts
 * import { defineMetrics, measure } from "clientele/rules";
 *
 * const metrics = defineMetrics({
 *   id: "value", version: 1, timeZone: "Asia/Shanghai", currency: "CNY",
 *   metrics: [
 *     { id: "spend", kind: "money", window: { rolling: "P12M" }, measure: { orders: "net" } },
 *     { id: "tenure", kind: "days", measure: { tenure: "firstPurchase" } },
 *     { id: "satisfaction", kind: "number", window: { rolling: "P6M" }, measure: { answers: "mean" }, minSample: 3 },
 *   ],
 * });
 * const at = "2026-05-01T10:00:00+08:00";
 * const { spend, tenure, satisfaction } = measure(
 *   { customerId: "c1", orders: [{ id: "o1", customerId: "c1", at, amount: { amount: "80.00", currency: "CNY" } }] },
 *   metrics,
 *   { asOf: "2026-06-30T23:59:59+08:00" },
 * ).metrics;
 *
 * spend; // => {
 * //   value: { amount: "80.00", currency: "CNY" },
 * //   n: 1,
 * //   freshAt: "2026-05-01T02:00:00.000Z",
 * //   unknownBecause: null,
 * // }
 * tenure.value; // => 60
 * satisfaction.unknownBecause; // => { code: "facts-not-given", params: { family: "answers" } }
 * ```
 */
export function measure<Metric extends string>(
  facts: CustomerFacts,
  policy: Sealed<MetricSource<Metric>>,
  options: { readonly asOf: InstantInput; readonly anchors?: CustomerAnchors | null },
): Measurement<Metric> {
  const program = metricProgram(policy);
  const asOf = asOfIn(options);
  const measured = startJudgement(program, asOf).of(facts, options.anchors);
  const { id, version } = policy;
  return { customerId: facts.customerId, asOf, policy: { id, version }, ...measured };
}
