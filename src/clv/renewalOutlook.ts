import { err, type InvalidFact, invalidFact, ok, type Result } from "../core/index.ts";
import { readyRenewals } from "./internal/checkedModel.ts";
import { MOST_OPPORTUNITIES } from "./internal/opportunityFault.ts";
import { checkedCount, periodRate } from "./internal/readOpportunities.ts";
import type { RenewalScoring } from "./model.ts";
import type { PeriodDiscount } from "./opportunityModel.ts";
import type { RenewalOutlook } from "./renewalModel.ts";

/**
 * What is to be expected of a customer who is still there: will they renew, how often, and what is that today.
 *
 *     retention  S(k+1)/S(k), under sBG (beta+k)/(alpha+beta+k)
 *     renewals   sum over j = 1 to h of S(k+j)/S(k); for ever under sBG (beta+k)/(alpha-1), which is finite only for
 *                alpha > 1; under the beta-discrete-Weibull model for alpha c > 1
 *     discounted the same, the j-th divided by (1 + rate)^(j-1); for ever it is the discounted expected residual lifetime (DERL)
 *
 * S is the survival of `retentionCurve`. The next renewal counts in full, as when it is due now; where it lies a whole period
 * ahead, divide by 1 + rate. The endless sums are not cut off.
 *
 * @param customer - `renewals` k: how often the customer has renewed; a new customer has 0.
 * @param model - What a fit gave, perhaps read back from JSON.
 * @param options - `horizon` h: how many renewals ahead, to 1,000,000; for ever unless given. `discount`: with it the discounted
 *   renewals, of the same horizon, are in the answer.
 * @returns The outlook; or `invalid-fact`.
 * @throws `DomainError` with code `invalid-model`, or `invalid-option`, also for a discount of zero.
 *
 * @example The estimates published for the customers called "Regular": a new customer and one of long standing
 * ```ts
 * import { renewalOutlook, type SbgScoring } from "clientele/clv";
 *
 * const model: SbgScoring = { format: "sbg-model/1", parameters: { alpha: 0.704, beta: 1.182 } };
 * const discount = { perPeriod: 0.1 };
 * const newcomer = renewalOutlook({ renewals: 0 }, model, { horizon: 5, discount });
 * const regular = renewalOutlook({ renewals: 9 }, model, { discount });
 *
 * newcomer.ok && newcomer.value.expectedRenewals?.toFixed(2); // => "2.11"
 * newcomer.ok && newcomer.value.discountedRenewals?.toFixed(2); // => "1.83"
 * regular.ok && [regular.value.discountedRenewals?.toFixed(2), regular.value.expectedRenewals]; // => ["7.28", null]
 * ```
 *
 * @see P. S. Fader and B. G. S. Hardie, Customer-Base Valuation in a Contractual Setting: The Perils of Ignoring
 *   Heterogeneity, Marketing Science 29(1), 2010.
 */
export function renewalOutlook(
  customer: { readonly renewals: number },
  model: RenewalScoring,
  options: { readonly horizon?: number | null | undefined; readonly discount?: PeriodDiscount | null | undefined } = {},
): Result<RenewalOutlook, InvalidFact> {
  const process = readyRenewals(model);
  const { horizon = null, discount = null } = options;
  const ahead = horizon === null ? Infinity : checkedCount(horizon, { path: "horizon", most: MOST_OPPORTUNITIES });
  const rate = discount === null ? null : periodRate(discount);
  const input: unknown = customer;
  if (typeof input !== "object" || input === null) return err(invalidFact("", "object", input));
  const { renewals } = customer;
  if (!(Number.isSafeInteger(renewals) && renewals >= 0)) {
    return err(invalidFact("/renewals", "non-negative-integer", renewals));
  }
  const expected = process.expected({ renewals, horizon: ahead });
  return ok({
    retention: process.retention(renewals + 1),
    expectedRenewals: expected < Infinity ? expected : null,
    discountedRenewals: rate === null ? null : process.discounted({ renewals, horizon: ahead, rate }),
    horizon,
    discount,
  });
}
