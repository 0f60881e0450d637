import { DomainError, ok, type Result } from "../core/index.ts";
import { readyOrdering } from "./internal/checkedModel.ts";
import { spanIn } from "./internal/options.ts";
import { readHistory } from "./internal/readHistory.ts";
import type { ClvTimeSpan, OrderingScoring } from "./model.ts";
import type { HistoryRefusal, PurchaseHistory } from "./historyModel.ts";
import type { OrdersEstimate } from "./estimateModel.ts";

/**
 * The repeat orders expected of a customer in a stretch of the time to come, (T + from, T + horizon].
 *
 *     BG/NBD     P(alive) * E over p ~ Beta(a, b + x) of [1 - ((alpha + T) / (alpha + T + p t))^(r + x)] / p
 *     MBG/NBD    the same with Beta(a, b + x + 1)
 *     Pareto/NBD P(alive) * (r + x) (beta + T) / ((alpha + T) (s - 1)) * [1 - ((beta + T) / (beta + T + t))^(s - 1)]
 *
 * from now to t; the stretches between add up. It is finite for all parameters: a = 1, a + b = 1 and s = 1, at which the
 * usual closed forms divide by zero, are plain values. It grows with the horizon, ever more slowly. A new customer is one
 * whose frequency, recency and age are 0.
 *
 * @param history - Frequency x, recency and age T: in days (`CustomerSummary.repeat` fits), or with their unit.
 * @param model - What a fit gave, perhaps read back from JSON.
 * @param options - `horizon`: the end of the stretch, with its unit; `from`: its beginning, now unless given. Both are
 *   counted from T and converted to the model's unit.
 * @returns The orders, a mean and so seldom whole; 0 for a horizon of 0; or a refusal as of `probabilityAlive`.
 * @throws `DomainError` with code `invalid-model`, or `invalid-option` for what is no time, or a
 *   horizon before `from`.
 *
 * @example The published CDNOW estimates
 * ```ts
 * import { type BgNbdScoring, expectedOrders } from "clientele/clv";
 *
 * const model: BgNbdScoring = {
 *   format: "bg-nbd-model/1", unit: "week", parameters: { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 },
 * };
 * const customer = { frequency: 2, recencyDays: 213, ageDays: 272 };
 * const estimate = expectedOrders(customer, model, { horizon: { amount: 39, unit: "week" } });
 *
 * estimate.ok && estimate.value.orders.toFixed(3); // => "1.226"
 * ```
 *
 * @see P. S. Fader, B. G. S. Hardie and K. L. Lee, Marketing Science 24(2), 2005, equation 10.
 */
export function expectedOrders(
  history: PurchaseHistory,
  model: OrderingScoring,
  options: { readonly horizon: ClvTimeSpan; readonly from?: ClvTimeSpan | null | undefined },
): Result<OrdersEstimate, HistoryRefusal> {
  const { unit, process, reasons } = readyOrdering(model);
  const { horizon, from = null } = options;
  const span = { from: from === null ? 0 : spanIn(from, unit, "from"), to: spanIn(horizon, unit, "horizon") };
  if (span.to < span.from) {
    throw new DomainError("invalid-option", `horizon: expected a time not before from, received ${horizon.amount}`);
  }
  const row = readHistory(history, unit);
  if (!row.ok) return row;
  return ok({
    orders: process.probabilityAlive(row.value) * process.future(row.value).orders(span),
    from,
    horizon,
    reasons: reasons(row.value.frequency),
  });
}
