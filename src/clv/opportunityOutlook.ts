import { ok, type Result } from "../core/index.ts";
import { requireScoring } from "./internal/checkedModel.ts";
import { BG_BB } from "./internal/modelKinds.ts";
import { MOST_OPPORTUNITIES } from "./internal/opportunityFault.ts";
import { checkedCount, periodRate, readOpportunities } from "./internal/readOpportunities.ts";
import { bgBbProcess, type OpportunityRow } from "./kernel.ts";
import type { BgBbScoring } from "./model.ts";
import type { OpportunityOutlook, OpportunityRefusal, PeriodDiscount } from "./opportunityModel.ts";

/**
 * What is to be expected of a customer at the opportunities to come, under BG/BB: are they still there, how often will
 * they order, and how many orders is that today.
 *
 *     P(alive)   that the customer was there at opportunity n, the last so far
 *     orders     P(alive) (alpha+x)/(alpha+beta+n) * sum over k = 1 to h of (delta+n)_k / (gamma+delta+n)_k
 *     discounted the same, the k-th divided by (1 + rate)^k; (c)_k = c (c+1) ... (c+k-1)
 *
 * Discounted for ever, the orders are an integral over the chance to leave, not a series cut off. A customer who took the last
 * opportunity is alive with certainty. Among customers equally silent, those who ordered more often are the likelier to have left.
 *
 * @param history - Frequency x, recency t, opportunities n. A new customer is one whose three numbers are 0.
 * @param model - What a fit gave, perhaps read back from JSON.
 * @param options - `horizon` h: how many opportunities ahead, from 0 to 1,000,000. `discount`: with it the discounted orders
 *   are in the answer, of the same horizon; or of `discountHorizon`, null for the customer's whole time to come.
 * @returns The outlook; or `invalid-fact`, `recency-beyond-opportunities`, `orders-beyond-recency`,
 *   `recency-without-order`, `too-many-opportunities`.
 * @throws `DomainError` with code `invalid-model`, or `invalid-option`, also for a discount of zero.
 *
 * @example The published estimates for donations; given in years 1 and 4 of 6
 * ```ts
 * import { type BgBbScoring, opportunityOutlook } from "clientele/clv";
 *
 * const model: BgBbScoring = {
 *   format: "bg-bb-model/1", parameters: { alpha: 1.204, beta: 0.75, gamma: 0.657, delta: 2.783 },
 * };
 * const donor = { frequency: 2, recency: 4, opportunities: 6 };
 * const outlook = opportunityOutlook(donor, model, { horizon: 5, discount: { perPeriod: 0.1 }, discountHorizon: null });
 *
 * outlook.ok && outlook.value.probabilityAlive.toFixed(2); // => "0.63"
 * outlook.ok && outlook.value.expectedOrders.toFixed(2); // => "1.06"
 * outlook.ok && outlook.value.discountedOrders?.toFixed(2); // => "1.67"
 * ```
 *
 * @see P. S. Fader, B. G. S. Hardie and J. Shang, Marketing Science 29(6), 2010.
 */
export function opportunityOutlook(
  history: OpportunityRow,
  model: BgBbScoring,
  options: {
    readonly horizon: number;
    readonly discount?: PeriodDiscount | null | undefined;
    readonly discountHorizon?: number | null | undefined;
  },
): Result<OpportunityOutlook, OpportunityRefusal> {
  requireScoring([BG_BB], model);
  const horizon = checkedCount(options.horizon, { path: "horizon", most: MOST_OPPORTUNITIES });
  const discount = options.discount ?? null;
  const rate = discount === null ? null : periodRate(discount);
  const { discountHorizon = horizon } = options;
  const to =
    discountHorizon === null
      ? Infinity
      : checkedCount(discountHorizon, { path: "discountHorizon", most: MOST_OPPORTUNITIES });
  const row = readOpportunities(history);
  if (!row.ok) return row;
  const process = bgBbProcess(model.parameters);
  const alive = process.probabilityAlive(row.value);
  const future = process.future(row.value);
  return ok({
    probabilityAlive: alive,
    probabilityAliveThen: alive * future.survival(horizon),
    expectedOrders: alive * future.orders({ from: 0, to: horizon }),
    discountedOrders: rate === null ? null : alive * future.discountedOrders({ rate, to }),
    horizon,
    discount,
    discountHorizon,
  });
}
