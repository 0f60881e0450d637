import { asOfIn, compiledPolicy, epochMsOf, type InstantInput } from "../core/index.ts";
import { historyKind } from "./historyKind.ts";
import { cellOf, touchesOf } from "./internal/cells.ts";
import { summaryOf } from "./internal/summaryOf.ts";
import type { CustomerHistory, CustomerSummary, HistoryPolicy } from "./model.ts";

/**
 * Summarises one customer's history as it was known at a moment: how long ago they last bought, how often, for how much.
 *
 *     recencyDays = day(asOf) - day of the last order
 *     monetary    = gross - refunded      (`net`, `void`), or gross (`ignore`)
 *
 * Where the policy voids, orders paid back whole by `asOf` are left out of all of it, with their refunds.
 *
 * Days whose last fact lies after `asOf` are left out whole. Ages are differences of days in the policy's zone, so an order
 * on the day of `asOf` has recency 0. A customer with nothing but cancellations has no purchase: days are null.
 *
 * @param history - Days with orders, each date once.
 * @param policy - Zone, currency, and what refunds and cancellations do.
 * @param options - `asOf`, the moment of judgement.
 * @returns The summary; amounts have exactly the currency's decimals.
 * @throws `DomainError` with code `policy-not-checked`, `invalid-instant`, or `out-of-range` when amounts are too large to
 *   be counted exactly.
 *
 * @example
 * ```ts
 * import { defineHistoryPolicy, startOrderSummary, summarizeHistory } from "clientele/history";
 *
 * const policy = defineHistoryPolicy({
 *   id: "orders", version: 1, timeZone: "Asia/Shanghai", currency: "CNY", refunds: "net",
 * });
 * const orders = startOrderSummary(policy);
 * orders.add([
 *   { customerId: "c1", at: "2026-01-05T10:00:00+08:00", amount: { amount: "80.00", currency: "CNY" } },
 *   { customerId: "c1", at: "2026-01-07T10:00:00+08:00", amount: { amount: "-30.00", currency: "CNY" } },
 * ]);
 * const [history] = orders.histories();
 * const summary = history && summarizeHistory(history, policy, { asOf: "2026-01-31T12:00:00+08:00" });
 *
 * [summary?.recencyDays, summary?.gross.amount, summary?.monetary.amount]; // => [26, "80.00", "50.00"]
 * ```
 */
export function summarizeHistory(
  history: CustomerHistory,
  policy: HistoryPolicy,
  options: { readonly asOf: InstantInput },
): CustomerSummary {
  const compiled = compiledPolicy(historyKind, policy);
  const asOf = asOfIn(options);
  const { customerId, days, touches } = history;
  const inOrder = days.map(cellOf).sort(([a], [b]) => a - b);
  return summaryOf(
    { customerId, days: inOrder, touches: touchesOf(touches) },
    { policy, compiled, asOf, asOfMs: epochMsOf(asOf) },
  );
}
