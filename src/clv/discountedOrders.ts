import { ok, type Result } from "../core/index.ts";
import { readyOrdering } from "./internal/checkedModel.ts";
import { discountingIn } from "./internal/options.ts";
import { readHistory } from "./internal/readHistory.ts";
import type { ClvDiscount, ClvTimeSpan, OrderingScoring } from "./model.ts";
import type { HistoryRefusal, PurchaseHistory } from "./historyModel.ts";
import type { DiscountedOrdersEstimate } from "./estimateModel.ts";

/**
 * The repeat orders still to come of a customer, each discounted to now (DERT: discounted expected residual transactions).
 *
 *     BG/NBD     P(alive) * E over p ~ Beta(a, b + x) of (n / p) e^z E_(n+1)(z), n = r + x, z = delta (alpha + T) / p
 *     MBG/NBD    the same with Beta(a, b + x + 1)
 *     Pareto/NBD P(alive) * (r + x) (beta + T) / (alpha + T) * e^z E_s(z), z = delta (beta + T)
 *
 * E_n is the exponential integral. Orders count for ever, or within a horizon. Discounting is continuous: each order counts
 * from the moment it is expected. Times an order's margin it is the residual value.
 *
 * @param history - Frequency x, recency and age T: in days (`CustomerSummary.repeat` fits), or with their unit.
 * @param model - What a fit gave, perhaps read back from JSON.
 * @param options - `discount`: how much less the future is worth; `horizon`: how far ahead orders count, for ever unless
 *   given, and then the discount must be above zero.
 * @returns Discounted orders; or a refusal as of `probabilityAlive`.
 * @throws `DomainError` with code `invalid-model`, or `invalid-option`.
 *
 * @example The published CDNOW estimates
 * ```ts
 * import { type BgNbdScoring, discountedOrders } from "clientele/clv";
 *
 * const model: BgNbdScoring = {
 *   format: "bg-nbd-model/1", unit: "week", parameters: { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 },
 * };
 * const customer = { frequency: 2, recencyDays: 213, ageDays: 272 };
 * const ever = discountedOrders(customer, model, { discount: { annual: 0.15 } });
 * const year = discountedOrders(customer, model, { discount: { annual: 0.15 }, horizon: { amount: 1, unit: "year" } });
 *
 * [ever, year].map((estimate) => estimate.ok && estimate.value.orders.toFixed(3)); // => ["5.180", "1.466"]
 * ```
 *
 * @see P. S. Fader, B. G. S. Hardie and K. L. Lee, RFM and CLV: Using Iso-Value Curves for Customer Base Analysis, Journal
 *   of Marketing Research 42(4), 2005, for Pareto/NBD; the forms for BG/NBD and MBG/NBD are our own.
 */
export function discountedOrders(
  history: PurchaseHistory,
  model: OrderingScoring,
  options: { readonly discount: ClvDiscount; readonly horizon?: ClvTimeSpan | null | undefined },
): Result<DiscountedOrdersEstimate, HistoryRefusal> {
  const { unit, process, reasons } = readyOrdering(model);
  const discounting = discountingIn(options, unit);
  const row = readHistory(history, unit);
  if (!row.ok) return row;
  return ok({
    orders: process.probabilityAlive(row.value) * process.future(row.value).discountedOrders(discounting),
    discount: options.discount,
    horizon: options.horizon ?? null,
    reasons: reasons(row.value.frequency),
  });
}
