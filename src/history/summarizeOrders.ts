import { asOfIn, epochMsOf, type InstantInput, LISTED_ROWS } from "../core/index.ts";
import { startCollection } from "./internal/collection.ts";
import type { HistoryPolicy, OrderSummary } from "./model.ts";

/**
 * Summarises orders to one row per customer, in one pass: recency, frequency, monetary value, and the repeat purchases that
 * lifetime value models start from.
 *
 * Facts known at `asOf` are those with `at <= asOf`, to the millisecond: later orders, and later refunds of earlier orders,
 * are counted in `counts.afterAsOf` and otherwise not used. Rows that cannot be read are listed in `findings`.
 *
 * @param orders - Any iterable of orders. An amount below zero is a cancellation, zero is an order.
 * @param policy - Zone of the days, currency, rates, and what refunds and cancellations do.
 * @param options - `asOf`, the moment of judgement; `interactions` and `activity`, summed up beside the orders; `listed`, how many bad rows are listed (all are counted; default 100).
 * @returns Customers by identifier ascending; the same whatever the order of the rows.
 * @throws `DomainError` with code `policy-not-checked`, `invalid-instant`, `invalid-option` for orders that cannot be iterated
 *   over or a bad `listed`, or `out-of-range` when a customer's orders come to more minor units than integers can count
 *   exactly.
 *
 * @example
 * ```ts
 * import { defineHistoryPolicy, summarizeOrders } from "clientele/history";
 *
 * const policy = defineHistoryPolicy({
 *   id: "orders", version: 1, timeZone: "Asia/Shanghai", currency: "CNY", refunds: "net",
 * });
 * const orders = [
 *   { id: "1", customerId: "c1", at: "2026-01-05T10:00:00+08:00", amount: { amount: "80.00", currency: "CNY" } },
 *   { id: "2", customerId: "c1", at: "2026-01-15T10:00:00+08:00", amount: { amount: "20.00", currency: "CNY" } },
 *   { id: "3", customerId: "c2", at: "not a date", amount: { amount: "20.00", currency: "CNY" } },
 * ];
 * const { customers, findings } = summarizeOrders(orders, policy, { asOf: "2026-01-31T23:59:59+08:00" });
 *
 * customers.map(({ customerId, recencyDays, orders }) => [customerId, recencyDays, orders]); // => [["c1", 16, 2]]
 * findings.byCode; // => { "invalid-fact": 1 }
 * ```
 */
export function summarizeOrders(
  orders: Iterable<unknown>,
  policy: HistoryPolicy,
  options: {
    readonly asOf: InstantInput;
    readonly interactions?: Iterable<unknown>;
    readonly activity?: Iterable<unknown>;
    readonly listed?: number;
  },
): OrderSummary {
  const asOf = asOfIn(options);
  const collected = startCollection(policy, { listed: options.listed ?? LISTED_ROWS, until: epochMsOf(asOf) });
  collected.take(orders);
  if (options.interactions !== undefined) collected.takeTouches(options.interactions, "interaction");
  if (options.activity !== undefined) collected.takeTouches(options.activity, "activity");
  return collected.finish(asOf);
}
