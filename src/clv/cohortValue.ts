import {
  type Day,
  dayFromNumber,
  DomainError,
  epochDayOfText,
  exact,
  minorDigits,
  type Money,
  type Rounding,
  roundedText,
  show,
} from "../core/index.ts";
import type { CustomerHistory } from "../history/index.ts";
import { checkedMargin } from "./internal/options.ts";
import type { CohortValue } from "./observedModel.ts";

/** More periods than anyone has a use for. */
const MOST = 10_000;

/**
 * What customers have brought on average by the time they were a period old, two periods old, and so on: the plainest
 * forecast for customers who come now, with no model at all.
 *
 *     mean(k)  = margin * (spent - given back in their k-th period, by all who are k periods old) / how many those are
 *     soFar(k) = mean(1) + ... + mean(k)
 *
 * A period is so many days from the first purchase day on, which is in the first. Everyone counts for each period they have
 * completed and for no other, so that young cohorts do not pull the mean down. Later periods rest on fewer and older
 * customers: it takes for granted that who comes now will do as those did. Days after `until` are not looked at.
 *
 * @param histories - Customers by day, as `startOrderSummary(...).histories()` of `clientele/history` gives them; those who
 *   never ordered do not count.
 * @param options - `until`: the last day that is over. `everyDays`: the length of a period. `currency`: that of the histories.
 *   `margin`: the share that is earned, decimal text. `rounding`: of each amount, to the currency's minor unit.
 * @returns The periods that at least one customer has completed, and what it takes for granted.
 * @throws `DomainError` with code `invalid-option`.
 *
 * @example
 * ```ts
 * import { cohortValue } from "clientele/clv";
 * import { day } from "clientele/core";
 * import { defineHistoryPolicy, startOrderSummary } from "clientele/history";
 *
 * const orders = startOrderSummary(
 *   defineHistoryPolicy({ id: "orders", version: 1, timeZone: "UTC", currency: "CNY", refunds: "net" }),
 * );
 * const order = (customerId: string, on: string, amount: string) => (
 *   { customerId, at: `${on}T12:00:00Z`, amount: { amount, currency: "CNY" } }
 * );
 * orders.add([
 *   order("a", "2026-01-01", "100.00"), order("a", "2026-02-10", "40.00"),
 *   order("b", "2026-01-11", "60.00"), order("c", "2026-03-01", "90.00"),
 * ]);
 * const { periods } = cohortValue(orders.histories(), {
 *   until: day("2026-03-15"), everyDays: 30, currency: "CNY", margin: "0.5", rounding: "half-even",
 * });
 *
 * periods.map(({ age, customers, mean, soFar }) => [age, customers, mean.amount, soFar.amount]);
 * // => [[1, 2, "40.00", "40.00"], [2, 2, "10.00", "50.00"]]
 * ```
 *
 * @see Our own arrangement of the cohort table in general use.
 */
export function cohortValue(
  histories: Iterable<CustomerHistory>,
  options: {
    readonly until: Day;
    readonly everyDays: number;
    readonly currency: string;
    readonly margin: string;
    readonly rounding: Rounding;
  },
): CohortValue {
  const { everyDays, currency, rounding } = options;
  const margin = checkedMargin(options.margin);
  const last = epochDayOfText(options.until);
  if (Number.isNaN(last)) {
    throw new DomainError("invalid-option", `until: expected a day YYYY-MM-DD, received ${show(options.until)}`);
  }
  if (!(Number.isSafeInteger(everyDays) && everyDays > 0)) {
    throw new DomainError(
      "invalid-option",
      `everyDays: expected a whole number above zero, received ${show(everyDays)}`,
    );
  }
  const digits = typeof currency === "string" ? minorDigits(currency) : null;
  if (digits === null) {
    throw new DomainError("invalid-option", `currency: expected an ISO 4217 code, received ${show(currency)}`);
  }
  const customers: number[] = [];
  const minor: bigint[] = [];
  for (const { days } of histories) {
    const first = days.find(({ orders }) => orders > 0);
    if (first === undefined) continue;
    const from = epochDayOfText(first.on);
    const completed = Math.min(MOST, Math.floor((last + 1 - from) / everyDays));
    for (let period = 0; period < completed; period++) customers[period] = (customers[period] ?? 0) + 1;
    for (const { on, spentMinor, refundedMinor } of days) {
      const period = Math.max(0, Math.floor((epochDayOfText(on) - from) / everyDays));
      if (period >= completed) continue;
      minor[period] = (minor[period] ?? 0n) + BigInt(spentMinor) - BigInt(refundedMinor);
    }
  }
  const rounded = (value: ReturnType<typeof exact>): Money => ({
    amount: roundedText(value, digits, rounding),
    currency,
  });
  let soFar = exact("0");
  return {
    periods: customers.map((many, period) => {
      const mean = exact(`${minor[period] ?? 0n}e-${digits}`)
        .times(margin)
        .dividedBy(many);
      soFar = soFar.plus(mean);
      return { age: period + 1, customers: many, mean: rounded(mean), soFar: rounded(soFar) };
    }),
    until: dayFromNumber(last),
    everyDays,
    assumes: ["assumes-alike-customers", "assumes-margin-so-far"],
  };
}
