import { err, ok, type Result } from "../core/index.ts";
import { compiledModel, type CompiledModel } from "./internal/compiledModel.ts";
import { readRfmValues } from "./internal/rfmValues.ts";
import type { RfmModel, RfmRefusal, RfmScore, RfmSubject } from "./model.ts";

/**
 * Scores one customer on recency, frequency and monetary value, or on whatever the model's policy names; in each, higher is
 * better.
 *
 *     score = 1 + number of cuts that the value passes
 *     weighted = sum of weight x score / sum of weights
 *
 * Which cuts a value passes is the mode's affair, see `RfmMode`. Equal values have equal scores, whoever else there is; in
 * mode `ntile` that holds for equal values of the same customer only.
 *
 * A model that `fitRfm` or `restoreRfmModel` gave is looked at once, and so is any other that is frozen; another one is
 * looked at for every customer.
 *
 * @param subject - A summary, such as `summarizeOrders` gives.
 * @param model - What `fitRfm` gave, perhaps read back from JSON.
 * @returns The scores; or `no-purchase`, `unscored-metric`, `currency-mismatch`, `invalid-fact`.
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
export function scoreRfm<Metric extends string>(
  subject: RfmSubject,
  model: RfmModel<Metric>,
): Result<RfmScore<Metric>, RfmRefusal> {
  const compiled = compiledModel(model);
  const values: number[] = [];
  const refusal = readRfmValues(subject, compiled, values);
  return refusal === null ? ok(scored(subject, values, compiled, model) as RfmScore<Metric>) : err(refusal);
}

function scored(
  { customerId, asOf }: RfmSubject,
  values: readonly number[],
  { sources, bins, weights, totalWeight }: CompiledModel,
  { policy }: RfmModel<string>,
): Readonly<Record<string, unknown>> {
  const score: Record<string, unknown> = { customerId, asOf };
  let combination = 0;
  let weighted = 0;
  for (let i = 0; i < sources.length; i++) {
    const source = sources[i];
    if (source === undefined) continue;
    const own = source.score(values[i] ?? NaN, customerId, combination);
    combination = combination * source.bins + own - 1;
    score[source.metric] = own;
    if (weights !== null) weighted += (weights[i] ?? 0) * own;
  }
  score["bins"] = bins;
  score["policy"] = policy;
  if (weights !== null) score["weighted"] = weighted / totalWeight;
  return score;
}
