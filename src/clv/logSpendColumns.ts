import { DomainError, minorDigits, show } from "../core/index.ts";
import type { CustomerHistory } from "../history/index.ts";
import { checkOptions } from "./internal/options.ts";

/**
 * Turns customers by day into what a log-normal model of spend is fitted on: of each the geometric mean of their purchase days, and how
 * widely these spread.
 *
 * What counts is what the orders of a day cost, refunds not subtracted. A day on which everything was free has no logarithm, and
 * does not count: such days are counted in `freeDays`.
 *
 * @param histories - Customers by day, as `startOrderSummary(...).histories()` of `clientele/history` gives them.
 * @param options - `currency`: that of the histories; `firstOrder`: whether the first purchase day counts.
 * @returns Columns for `fitLogNormal`. Customers with no day that counts have no row: they are counted in `leftOut`.
 * @throws `DomainError` with code `invalid-option` for an unknown currency.
 *
 * @example
 * ```ts
 * import { logSpendColumns } from "clientele/clv";
 * import { defineHistoryPolicy, startOrderSummary } from "clientele/history";
 *
 * const orders = startOrderSummary(
 *   defineHistoryPolicy({ id: "orders", version: 1, timeZone: "UTC", currency: "CNY", refunds: "net" }),
 * );
 * orders.add(
 *   ["50.00", "20.00", "80.00"].map((amount, i) => (
 *     { customerId: "a", at: `2026-01-0${i + 1}T12:00:00Z`, amount: { amount, currency: "CNY" } }
 *   )),
 * );
 * const columns = logSpendColumns(orders.histories(), { currency: "CNY", firstOrder: false });
 *
 * [Array.from(columns.frequency), columns.geometricMean[0]?.toFixed(6)]; // => [[2], "40.000000"]
 * columns.logSquares[0]?.toFixed(4); // => "0.9609"
 * ```
 */
export function logSpendColumns(
  histories: Iterable<CustomerHistory>,
  options: { readonly currency: string; readonly firstOrder: boolean },
): {
  /** ISO 4217 code of `geometricMean`. */
  readonly currency: string;
  /** Whose row it is. */
  readonly ids: readonly string[];
  /** How many purchase days count. */
  readonly frequency: Float64Array;
  /** The geometric mean of what they cost, major units. */
  readonly geometricMean: Float64Array;
  /** The sum of squares of their logarithms about the mean. */
  readonly logSquares: Float64Array;
  /** How many customers have no row. */
  readonly leftOut: number;
  /** How many purchase days cost nothing. */
  readonly freeDays: number;
} {
  checkOptions(options, "{ currency, firstOrder }");
  const { currency, firstOrder } = options;
  const digits = typeof currency === "string" ? minorDigits(currency) : null;
  if (digits === null) {
    throw new DomainError("invalid-option", `currency: expected an ISO 4217 code, received ${show(currency)}`);
  }
  const ids: string[] = [];
  const frequency: number[] = [];
  const geometricMean: number[] = [];
  const logSquares: number[] = [];
  let leftOut = 0;
  let freeDays = 0;
  for (const { customerId, days } of histories) {
    const bought = days.filter(({ orders }) => orders > 0).slice(firstOrder ? 0 : 1);
    const amounts = bought.flatMap(({ spentMinor }) => (spentMinor > 0 ? [spentMinor / 10 ** digits] : []));
    freeDays += bought.length - amounts.length;
    const [first] = amounts;
    if (first === undefined) {
      leftOut++;
      continue;
    }
    // relative to the first, so that equal amounts have exactly no spread
    const logs = amounts.map((amount) => Math.log(amount / first));
    const mean = logs.reduce((sum, log) => sum + log, 0) / logs.length;
    ids.push(customerId);
    frequency.push(logs.length);
    geometricMean.push(first * Math.exp(mean));
    logSquares.push(logs.reduce((sum, log) => sum + (log - mean) ** 2, 0));
  }
  return {
    currency,
    ids,
    frequency: Float64Array.from(frequency),
    geometricMean: Float64Array.from(geometricMean),
    logSquares: Float64Array.from(logSquares),
    leftOut,
    freeDays,
  };
}
