import {
  asOfIn,
  compiledPolicy,
  type Duration,
  type InstantInput,
  minusDuration,
  moneyFromMinor,
} from "../core/index.ts";
import { historyKind } from "./historyKind.ts";
import { total } from "./internal/cells.ts";
import type { CustomerHistory, HistoryPolicy, WindowTotals } from "./model.ts";

/**
 * Sums up what a customer ordered within a rolling window that ends at the moment of judgement: `(asOf - window, asOf]`.
 *
 * The state is kept by day, so the window is laid on whole days: a day counts when its last fact lies in the window. With
 * an `asOf` at the end of a day that is exactly the last `window` of days.
 *
 * @param history - Days with orders, each date once.
 * @param policy - Zone, currency, and what refunds do.
 * @param options - `asOf`, the moment of judgement; `window`, an ISO 8601 duration such as `P12M`, laid on the calendar of
 *   the policy's zone.
 * @returns The totals; zeros when nothing happened in the window.
 * @throws `DomainError` with code `policy-not-checked`, `invalid-instant`, `invalid-duration`, or `out-of-range`.
 *
 * @example
 * ```ts
 * import { defineHistoryPolicy, ordersWithin, startOrderSummary } from "clientele/history";
 *
 * const policy = defineHistoryPolicy({
 *   id: "orders", version: 1, timeZone: "Asia/Shanghai", currency: "CNY", refunds: "net",
 * });
 * const orders = startOrderSummary(policy);
 * orders.add([
 *   { customerId: "c1", at: "2024-12-31T23:59:59+08:00", amount: { amount: "500.00", currency: "CNY" } },
 *   { customerId: "c1", at: "2025-06-01T10:00:00+08:00", amount: { amount: "80.00", currency: "CNY" } },
 * ]);
 * const [history] = orders.histories();
 * const asOf = "2025-12-31T23:59:59+08:00";
 * const year = history && ordersWithin(history, policy, { asOf, window: "P12M" });
 *
 * [year?.orders, year?.monetary.amount]; // => [1, "80.00"]
 * ```
 */
export function ordersWithin(
  history: CustomerHistory,
  policy: HistoryPolicy,
  options: { readonly asOf: InstantInput; readonly window: Duration },
): WindowTotals {
  const { zone } = compiledPolicy(historyKind, policy);
  const asOf = asOfIn(options);
  const after = minusDuration(asOf, options.window, { timeZone: zone });
  const days = history.days.filter(({ lastAt }) => lastAt > after && lastAt <= asOf);
  const spent = days.reduce((sum, day) => total(sum, day.spentMinor), 0);
  const refunded = days.reduce((sum, day) => total(sum, day.refundedMinor), 0);
  return {
    orders: days.reduce((sum, day) => total(sum, day.orders), 0),
    purchaseDays: days.filter((day) => day.orders > 0).length,
    monetary: moneyFromMinor(policy.refunds === "net" ? spent - refunded : spent, policy.currency),
  };
}
