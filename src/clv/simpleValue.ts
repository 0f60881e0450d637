import {
  DomainError,
  err,
  invalidFact,
  multiplyMoney,
  ok,
  parseMoney,
  type Result,
  type Rounding,
  show,
} from "../core/index.ts";
import type { InvalidFact, Money } from "../core/index.ts";
import type { PeriodDiscount } from "./opportunityModel.ts";
import type { SimpleValue } from "./observedModel.ts";

const PAID: readonly string[] = ["now", "next"];

/**
 * The rule of thumb for customers who renew: a margin every period from those who stay, the same share of them every time.
 *
 *     paid next: margin * retention / (1 + rate - retention)
 *     paid now:  margin * (1 + rate) / (1 + rate - retention)
 *
 * It takes every customer for the average one. Where customers differ, those who stay are not average any more: the value of
 * those who have stayed is then too low by it, and retention measured on a mixture of tenures misleads. `renewalOutlook` does
 * not take them for alike. The multiple is written out to twelve decimals before it meets the margin; the amount is rounded once.
 *
 * @param customer - `margin`: what a customer earns in a period, after costs.
 * @param options - `retention`: the share that renews, from 0 to 1. `discount`: from one period to the next. `paid`: whether the
 *   first margin comes `now`, or at the `next` renewal, from those who make it. `rounding`: to the currency's minor unit.
 * @returns The value, the multiple of the margin that it is, and what it takes for granted; or `invalid-fact`.
 * @throws `DomainError` with code `invalid-option` for a retention or rate out of range, or an endless value: full retention
 *   without discount.
 *
 * @example
 * ```ts
 * import { simpleValue } from "clientele/clv";
 * import { money, orThrow } from "clientele/core";
 *
 * const terms = { retention: 0.8, discount: { perPeriod: 0.1 }, rounding: "half-even" } as const;
 * const next = orThrow(simpleValue({ margin: money("120.00", "CNY") }, { ...terms, paid: "next" }));
 * const now = orThrow(simpleValue({ margin: money("120.00", "CNY") }, { ...terms, paid: "now" }));
 *
 * [next.value.amount, next.multiple.toFixed(4)]; // => ["320.00", "2.6667"]
 * [now.value.amount, now.multiple.toFixed(4)]; // => ["440.00", "3.6667"]
 * ```
 *
 * @see S. Gupta and D. R. Lehmann, Customers as Assets, Journal of Interactive Marketing 17(1), 2003; against it, P. S. Fader
 *   and B. G. S. Hardie, Marketing Science 29(1), 2010.
 */
export function simpleValue(
  customer: { readonly margin: Money },
  options: {
    readonly retention: number;
    readonly discount: PeriodDiscount;
    readonly paid: "now" | "next";
    readonly rounding: Rounding;
  },
): Result<SimpleValue, InvalidFact> {
  const { retention, paid, rounding } = options;
  const rate = options.discount.perPeriod;
  if (!(typeof retention === "number" && retention >= 0 && retention <= 1)) {
    throw new DomainError("invalid-option", `retention: expected a number from 0 to 1, received ${show(retention)}`);
  }
  if (!(typeof rate === "number" && rate >= 0 && rate < Infinity)) {
    throw new DomainError(
      "invalid-option",
      `discount.perPeriod: expected a number of zero or more, received ${show(rate)}`,
    );
  }
  const lost = rate + (1 - retention);
  if (lost === 0) {
    throw new DomainError(
      "invalid-option",
      "discount.perPeriod: expected a rate above zero where everyone is retained",
    );
  }
  if (!PAID.includes(paid)) {
    throw new DomainError("invalid-option", `paid: expected "now" or "next", received ${show(paid)}`);
  }
  const input: unknown = customer;
  if (typeof input !== "object" || input === null) return err(invalidFact("", "object", input));
  const margin = parseMoney(customer.margin);
  if (!margin.ok) return err({ ...margin.error, path: `/margin${margin.error.path}` });
  const multiple = (paid === "now" ? 1 + rate : retention) / lost;
  return ok({
    value: multiplyMoney(margin.value, multiple.toFixed(12), { rounding }),
    multiple,
    assumes: ["assumes-constant-retention", "assumes-alike-customers", "assumes-constant-margin"],
  });
}
