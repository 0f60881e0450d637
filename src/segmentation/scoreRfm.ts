import { ok, type Result } from "../core/index.ts";
import { checkedModel } from "./internal/checkedModel.ts";
import { RFM_METRICS, rfmValues, ruleOf } from "./internal/rfmValues.ts";
import { rfmScore } from "./kernel.ts";
import type { RfmMetric, RfmModel, RfmRefusal, RfmScore, RfmSubject } from "./model.ts";

/**
 * Scores one customer on recency, frequency and monetary value; in each, higher is better.
 *
 *     quantile: score = 1 + number of cuts that the value is better than
 *     rfm-r:    score = 1 + number of cuts at or below the value, recency reversed
 *
 * Equal values have equal scores, whoever else there is.
 *
 * @param subject - A summary, such as `summarizeOrders` gives.
 * @param model - What `fitRfm` gave, perhaps read back from JSON.
 * @returns The scores; or `no-purchase`, `currency-mismatch`, `invalid-fact`.
 * @throws `DomainError` with code `invalid-model` for something that is no model.
 *
 * @example
 * ```ts
 * import { instant, money } from "clientele/core";
 * import { type RfmModel, scoreRfm } from "clientele/segmentation";
 *
 * const model: RfmModel = {
 *   format: "rfm-model/1", policy: { id: "rfm", version: 1 }, mode: "quantile", frequency: "orders", currency: "CNY",
 *   customers: 3,
 *   dimensions: {
 *     recency: { bins: 2, cuts: [41.5], counts: [1, 2] },
 *     frequency: { bins: 2, cuts: [4], counts: [2, 1] },
 *     monetary: { bins: 2, cuts: [500], counts: [2, 1] },
 *   },
 * };
 * const score = scoreRfm(
 *   {
 *     customerId: "a", asOf: instant("2026-01-01T00:00:00+08:00"),
 *     recencyDays: 3, orders: 9, purchaseDays: 7, monetary: money("500.00", "CNY"),
 *   },
 *   model,
 * );
 *
 * score.ok && [score.value.recency, score.value.frequency, score.value.monetary]; // => [2, 2, 1]
 * ```
 */
export function scoreRfm(subject: RfmSubject, model: RfmModel): Result<RfmScore, RfmRefusal> {
  const { mode, dimensions, policy } = checkedModel(model);
  const values = rfmValues(subject, model);
  if (!values.ok) return values;
  const of = (metric: RfmMetric): number =>
    rfmScore(values.value[metric], dimensions[metric].cuts, ruleOf(metric, mode));
  const [recency = 1, frequency = 1, monetary = 1] = RFM_METRICS.map(of);
  return ok({
    customerId: subject.customerId,
    asOf: subject.asOf,
    recency,
    frequency,
    monetary,
    bins: {
      recency: dimensions.recency.bins,
      frequency: dimensions.frequency.bins,
      monetary: dimensions.monetary.bins,
    },
    policy,
  });
}
