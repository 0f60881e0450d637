import { ok, type Result } from "../core/index.ts";
import { readyOrdering } from "./internal/checkedModel.ts";
import { checkedChances } from "./internal/options.ts";
import { readHistory } from "./internal/readHistory.ts";
import type { OrderingScoring } from "./model.ts";
import type { HistoryRefusal, PurchaseHistory } from "./historyModel.ts";
import type { NextOrderQuantiles } from "./estimateModel.ts";

/**
 * The times by which a customer's next order has come with given chances.
 *
 *     t with P(alive) P(an order in (T, T + t] | alive) = chance
 *     BG/NBD and MBG/NBD: (alpha + T) [(1 - chance / P(alive))^(-1 / (r + x)) - 1]; Pareto/NBD by Newton's method
 *
 * Who may be gone may never order again: beyond that chance there is no such time. A customer who stays silent past the time
 * for 0.95 is one to ask after.
 *
 * @param history - Frequency x, recency and age T: in days (`CustomerSummary.repeat` fits), or with their unit.
 * @param model - What a fit gave, perhaps read back from JSON.
 * @param options - `chances`: each from 0 to below 1.
 * @returns The times from T on, in the model's unit and the order of the chances, null where it never comes to that; or a
 *   refusal as of `probabilityAlive`.
 * @throws `DomainError` with code `invalid-model`, or `invalid-option`.
 *
 * @example The published CDNOW estimates
 * ```ts
 * import { type BgNbdScoring, nextOrderQuantiles } from "clientele/clv";
 *
 * const model: BgNbdScoring = {
 *   format: "bg-nbd-model/1", unit: "week", parameters: { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 },
 * };
 * const customer = { frequency: 12, recencyDays: 240, ageDays: 272 };
 * const next = nextOrderQuantiles(customer, model, { chances: [0.5, 0.9] });
 *
 * next.ok && next.value.times.map((time) => time && `${time.amount.toFixed(1)} ${time.unit}s`); // => ["3.5 weeks", null]
 * ```
 */
export function nextOrderQuantiles(
  history: PurchaseHistory,
  model: OrderingScoring,
  options: { readonly chances: readonly number[] },
): Result<NextOrderQuantiles, HistoryRefusal> {
  const { unit, process, reasons } = readyOrdering(model);
  const chances = checkedChances(options.chances);
  const row = readHistory(history, unit);
  if (!row.ok) return row;
  const alive = process.probabilityAlive(row.value);
  const future = process.future(row.value);
  return ok({
    times: chances.map((chance) => {
      const amount = chance < alive ? future.nextOrder(chance / alive) : Infinity;
      return amount < Infinity ? { amount, unit } : null;
    }),
    reasons: reasons(row.value.frequency),
  });
}
