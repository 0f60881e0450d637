import type { InstantInput } from "../core/index.ts";
import { readyValue } from "./internal/readyValue.ts";
import type { ClvPolicy, ValuedRow, ValueModels, ValueSubject } from "./valueModel.ts";

/**
 * What each customer of a portfolio is worth, as `customerValue` has it, one after another as they are asked for.
 *
 * For a million rows of numbers without amounts of money `scoreClv` takes columns.
 *
 * @param rows - Customers; whatever else a row carries is handed back with it.
 * @param models - Models of orders and of spend.
 * @param policy - Margin, costs, discount, horizon, rounding, and how orders are counted.
 * @param options - `asOf`: the moment of judgement.
 * @returns A lazy iterable, each row with its value or refusal; it can be gone through as often as `rows` can.
 * @throws `DomainError` with code `policy-not-checked`, `invalid-model`, or `invalid-instant`, at once.
 *
 * @example
 * ```ts
 * import { customerValues, defineClvPolicy, type ValueModels } from "clientele/clv";
 * import { defineHistoryPolicy, summarizeOrders } from "clientele/history";
 *
 * const history = defineHistoryPolicy({ id: "orders", version: 1, timeZone: "UTC", currency: "USD", refunds: "net" });
 * const asOf = "2026-05-31T23:59:59Z";
 * const order = (customerId: string, day: string, amount: string) => (
 *   { id: `${customerId} ${day}`, customerId, at: `${day}T12:00:00Z`, amount: { amount, currency: "USD" } }
 * );
 * const orders = [order("ada", "2026-01-03", "21.00"), order("ada", "2026-03-14", "44.69"), order("bob", "2026-02-01", "30.00")];
 * const models: ValueModels = {
 *   orders: { format: "pareto-nbd-model/1", unit: "week", parameters: { r: 0.553, alpha: 10.578, s: 0.606, beta: 11.669 } },
 *   spend: { format: "gamma-gamma-model/1", currency: "USD", parameters: { p: 6.25, q: 3.74, v: 15.44 } },
 * };
 * const policy = defineClvPolicy({
 *   id: "value", version: 1, currency: "USD", timeZone: "UTC", refunds: "net", firstOrderInSpend: false,
 *   margin: "0.35", discount: { annual: 0.1 }, horizon: { amount: 1, unit: "year" }, rounding: "half-even",
 * });
 * const { customers } = summarizeOrders(orders, history, { asOf });
 * const values = Array.from(customerValues(customers, models, policy, { asOf }));
 *
 * values.map(({ row, result }) => [row.customerId, result.ok && result.value.residual.amount]); // => [["ada", "18.41"], ["bob", "4.40"]]
 * ```
 */
export function customerValues<Row extends ValueSubject>(
  rows: Iterable<Row>,
  models: ValueModels,
  policy: ClvPolicy,
  options: { readonly asOf: InstantInput },
): Iterable<ValuedRow<Row>> {
  const valueOf = readyValue(models, policy, options);
  return {
    *[Symbol.iterator]() {
      for (const row of rows) yield { row, result: valueOf(row) };
    },
  };
}
