import {
  asOfIn,
  compiledPolicy,
  type Duration,
  epochMsOf,
  type InstantInput,
  minusDuration,
  moneyFromMinor,
} from "../core/index.ts";
import { historyKind } from "./historyKind.ts";
import { cellOf } from "./internal/cells.ts";
import { countedOf, countingOf } from "./internal/counted.ts";
import type { CustomerHistory, HistoryPolicy, WindowTotals } from "./model.ts";

/**
 * Sums up what a customer ordered within a rolling window that ends at the moment of judgement: `(asOf - window, asOf]`.
 *
 * The state is kept by day, so the window is laid on whole days: a day counts when its last fact lies in the window. With
 * an `asOf` at the end of a day that is exactly the last `window` of days. Where the policy voids, an order paid back whole by
 * `asOf` counts in no window, nor do its refunds.
 *
 * @param history - Days with orders, each date once.
 * @param policy - Zone, currency, and what refunds and cancellations do.
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
  const compiled = compiledPolicy(historyKind, policy);
  const asOf = asOfIn(options);
  const after = minusDuration(asOf, options.window, { timeZone: compiled.zone });
  const cells = history.days.filter(({ lastAt }) => lastAt > after && lastAt <= asOf).map((day) => cellOf(day)[1]);
  const counting = countingOf(policy, compiled, epochMsOf(asOf));
  const { orders, spent, subtracted } = countedOf(cells, counting);
  return {
    orders,
    purchaseDays: cells.filter((cell) => counting(cell).orders > 0).length,
    monetary: moneyFromMinor(spent - subtracted, policy.currency),
  };
}
