import {
  asOfIn,
  compiledPolicy,
  type Day,
  dayOf,
  daysBetween,
  type InstantInput,
  type Money,
  moneyFromMinor,
} from "../core/index.ts";
import { historyKind } from "./historyKind.ts";
import { total } from "./internal/cells.ts";
import type { CustomerDay, CustomerHistory, CustomerSummary, HistoryPolicy, RepeatPurchases } from "./model.ts";

/**
 * Summarises one customer's history as it was known at a moment: how long ago they last bought, how often, for how much.
 *
 *     recencyDays = day(asOf) - day of the last order
 *     monetary    = gross - refunded      (`net`), or gross (`ignore`)
 *
 * Days whose last fact lies after `asOf` are left out whole. Ages are differences of days in the policy's zone, so an order
 * on the day of `asOf` has recency 0. A customer with nothing but cancellations has no purchase: days are null.
 *
 * @param history - Days with orders, each date once.
 * @param policy - Zone, currency, and what refunds do.
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
  const { zone } = compiledPolicy(historyKind, policy);
  const asOf = asOfIn(options);
  const days = history.days.filter((day) => day.lastAt <= asOf).toSorted((a, b) => (a.on < b.on ? -1 : 1));
  const bought = days.filter((day) => day.orders > 0);
  const [first, last] = [bought[0], bought.at(-1)];
  const today = latest(dayOf(asOf, { timeZone: zone }), days.at(-1)?.on);
  const gross = sum(days, (day) => day.spentMinor);
  const refunded = sum(days, (day) => day.refundedMinor);
  const inCurrency = (minor: number): Money => moneyFromMinor(minor, policy.currency);
  return {
    customerId: history.customerId,
    asOf,
    orders: sum(days, (day) => day.orders),
    purchaseDays: bought.length,
    cancellations: sum(days, (day) => day.cancellations),
    firstPurchaseOn: first?.on ?? null,
    lastPurchaseOn: last?.on ?? null,
    recencyDays: last === undefined ? null : daysBetween(last.on, today),
    tenureDays: first === undefined ? null : daysBetween(first.on, today),
    gross: inCurrency(gross),
    refunded: inCurrency(refunded),
    monetary: inCurrency(policy.refunds === "net" ? gross - refunded : gross),
    repeat: first === undefined || last === undefined ? null : repeats(bought, first, last),
  };

  function repeats(purchases: readonly CustomerDay[], from: CustomerDay, to: CustomerDay): RepeatPurchases {
    return {
      frequency: purchases.length - 1,
      recencyDays: daysBetween(from.on, to.on),
      ageDays: daysBetween(from.on, today),
      spend: inCurrency(sum(purchases.slice(1), (day) => day.spentMinor)),
    };
  }
}

/** Where clocks go back over midnight, a day that has begun stays begun. */
const latest = (day: Day, begun: Day | undefined): Day => (begun !== undefined && begun > day ? begun : day);

const sum = (days: readonly CustomerDay[], of: (day: CustomerDay) => number): number =>
  days.reduce((so, day) => total(so, of(day)), 0);
