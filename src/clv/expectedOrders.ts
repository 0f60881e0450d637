import { ok, type Result } from "../core/index.ts";
import { checkedBgNbd } from "./internal/checkedScoring.ts";
import { horizonIn } from "./internal/options.ts";
import { aliveReasons, readHistory } from "./internal/readHistory.ts";
import { bgNbdExpectedOrders } from "./kernel.ts";
import type { BgNbdScoring, ClvTimeSpan, HistoryRefusal, OrdersEstimate, PurchaseHistory } from "./model.ts";

/**
 * The repeat orders expected of a customer in the time to come, (T, T + horizon].
 *
 *     P(alive) * E over p ~ Beta(a, b + x) of [1 - ((alpha + T) / (alpha + T + p t))^(r + x)] / p
 *
 * It is finite for all parameters: a = 1 and a + b = 1, at which the usual closed form divides by zero, are plain values.
 * It grows with the horizon, ever more slowly.
 *
 * @param history - Frequency x, recency and age T: in days (`CustomerSummary.repeat` fits), or with their unit.
 * @param model - What `fitBgNbd` gave, perhaps read back from JSON.
 * @param options - `horizon`: the time t to come, with its unit; converted to the model's.
 * @returns The orders, a mean and so seldom whole; 0 for a horizon of 0; or a refusal as of `probabilityAlive`.
 * @throws `DomainError` with code `invalid-model`, or `invalid-option` for a horizon that is no time.
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
  model: BgNbdScoring,
  { horizon }: { readonly horizon: ClvTimeSpan },
): Result<OrdersEstimate, HistoryRefusal> {
  const { unit, parameters } = checkedBgNbd(model);
  const time = horizonIn(horizon, unit);
  const row = readHistory(history, unit);
  if (!row.ok) return row;
  return ok({
    orders: bgNbdExpectedOrders(row.value, parameters, time),
    horizon,
    reasons: aliveReasons(row.value.frequency),
  });
}
