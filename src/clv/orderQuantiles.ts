import { ok, type Result } from "../core/index.ts";
import { readyOrdering } from "./internal/checkedModel.ts";
import { checkedChances, spanIn } from "./internal/options.ts";
import { readHistory } from "./internal/readHistory.ts";
import type { OrderingFuture } from "./kernel.ts";
import type { ClvTimeSpan, OrderingScoring } from "./model.ts";
import type { HistoryRefusal, PurchaseHistory } from "./historyModel.ts";
import type { OrderQuantiles } from "./estimateModel.ts";

/** Beyond this count a quantile is not looked for. */
const MOST = 2 ** 40;

/**
 * The numbers of repeat orders within a horizon that a customer does not exceed with given chances.
 *
 *     least k with P(N <= k) >= chance
 *
 * The quantile of 0.5 is the median; with those of 0.05 and 0.95 it makes an interval that holds the number of orders (not
 * its mean) with a chance of about 0.9.
 *
 * @param history - Frequency x, recency and age T: in days (`CustomerSummary.repeat` fits), or with their unit.
 * @param model - What a fit gave, perhaps read back from JSON.
 * @param options - `horizon`: the time to come; `chances`: each from 0 to below 1.
 * @returns The numbers, in the order of the chances; or a refusal as of `probabilityAlive`.
 * @throws `DomainError` with code `invalid-model`, or `invalid-option`.
 *
 * @example The published CDNOW estimates
 * ```ts
 * import { type BgNbdScoring, orderQuantiles } from "clientele/clv";
 *
 * const model: BgNbdScoring = {
 *   format: "bg-nbd-model/1", unit: "week", parameters: { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 },
 * };
 * const customer = { frequency: 12, recencyDays: 240, ageDays: 272 };
 * const orders = orderQuantiles(customer, model, { horizon: { amount: 39, unit: "week" }, chances: [0.1, 0.5, 0.9] });
 *
 * orders.ok && orders.value.orders; // => [0, 7, 14]
 * ```
 */
export function orderQuantiles(
  history: PurchaseHistory,
  model: OrderingScoring,
  options: { readonly horizon: ClvTimeSpan; readonly chances: readonly number[] },
): Result<OrderQuantiles, HistoryRefusal> {
  const { unit, process, reasons } = readyOrdering(model);
  const { horizon } = options;
  const time = spanIn(horizon, unit, "horizon");
  const chances = checkedChances(options.chances);
  const row = readHistory(history, unit);
  if (!row.ok) return row;
  const alive = process.probabilityAlive(row.value);
  const future = process.future(row.value);
  return ok({
    orders: chances.map((chance) => quantileOf(future, { alive, time, chance })),
    horizon,
    reasons: reasons(row.value.frequency),
  });
}

function quantileOf(
  future: OrderingFuture,
  { alive, time, chance }: { readonly alive: number; readonly time: number; readonly chance: number },
): number {
  const exceeds = (orders: number): boolean => alive * future.atLeast({ orders: orders + 1, time }) > 1 - chance;
  if (!exceeds(0)) return 0;
  let low = 0; // exceeded with too large a chance
  let high = 1;
  while (high < MOST && exceeds(high)) {
    low = high;
    high *= 2;
  }
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (exceeds(middle)) low = middle;
    else high = middle;
  }
  return high;
}
