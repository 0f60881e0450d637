import { readyRenewals } from "./internal/checkedModel.ts";
import { checkedCount } from "./internal/readOpportunities.ts";
import type { RenewalScoring } from "./model.ts";
import type { RetentionPoint } from "./renewalModel.ts";

/** Most renewals listed. */
const MOST = 100_000;

/**
 * The shares of a cohort who renew, stay and leave, renewal by renewal, under a model.
 *
 *     survival S(t) = B(alpha, beta + t^c) / B(alpha, beta), c = 1 under sBG
 *     retention r(t) = S(t) / S(t-1), under sBG (beta+t-1)/(alpha+beta+t-1);  leaving S(t-1) - S(t)
 *
 * Under sBG retention rises towards 1; under the beta-discrete-Weibull model it may fall first. The shares who leave and the last survival add up to 1.
 *
 * @param model - What a fit gave, perhaps read back from JSON.
 * @param options - `renewals`: how many to list, from 0 to 100,000.
 * @returns The renewals from the first on.
 * @throws `DomainError` with code `invalid-model`, or `invalid-option`.
 *
 * @example The estimates published for the customers called "Regular"
 * ```ts
 * import { retentionCurve } from "clientele/clv";
 *
 * const curve = retentionCurve({ format: "sbg-model/1", parameters: { alpha: 0.704, beta: 1.182 } }, { renewals: 3 });
 *
 * curve.map(({ retention }) => retention.toFixed(2)); // => ["0.63", "0.76", "0.82"]
 * curve.map(({ survival }) => survival.toFixed(2)); // => ["0.63", "0.47", "0.39"]
 * ```
 *
 * @see P. S. Fader and B. G. S. Hardie, How to Project Customer Retention, Journal of Interactive Marketing 21(1), 2007.
 */
export function retentionCurve(
  model: RenewalScoring,
  options: { readonly renewals: number },
): readonly RetentionPoint[] {
  const process = readyRenewals(model);
  const length = checkedCount(options.renewals, { path: "renewals", most: MOST });
  return Array.from({ length }, (_, before) => ({
    renewal: before + 1,
    retention: process.retention(before + 1),
    survival: process.survival(before + 1),
    leaving: process.survival(before) * process.attrition(before + 1),
  }));
}
