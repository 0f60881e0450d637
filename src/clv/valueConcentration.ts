import {
  DomainError,
  err,
  minorDigits,
  minorUnitsOf,
  type Money,
  moneyFromMinor,
  ok,
  parseMoney,
  type Result,
  show,
} from "../core/index.ts";
import type { ValueConcentration, ValueConcentrationRefusal } from "./valueModel.ts";

/** The shares of customers that are looked at unless others are asked for. */
const USUAL: readonly number[] = [0.01, 0.05, 0.1, 0.2];

/**
 * How much of a portfolio's value its most valuable customers hold: who would be missed.
 *
 *     share of the top s = value of the ceil(s n) most valuable / value of all n
 *     Gini = sum over i of (2 i - n - 1) x_i / (n * sum of x_i),    x ascending, i from 1
 *
 * Amounts are added up exactly, as integers. Gini's coefficient is 0 where all hold the same and (n - 1) / n where one holds
 * everything. It is not told where someone's value is below zero; the shares then may exceed 1, since the others make up for it.
 *
 * @param values - One amount a customer, such as the `residual` of `customerValues`; whole minor units.
 * @param options - `currency`: of all of them; `top`: shares of the customers, above 0 and at most 1, the top 1, 5, 10 and
 *   20 % unless given.
 * @returns The shares and Gini's coefficient; or `invalid-fact` for an amount that is none, `currency-mismatch`.
 * @throws `DomainError` with code `invalid-option`.
 *
 * @example
 * ```ts
 * import { valueConcentration } from "clientele/clv";
 * import { money, orThrow } from "clientele/core";
 *
 * const values = ["0.00", "10.00", "20.00", "70.00", "900.00"].map((amount) => money(amount, "CNY"));
 * const { top, gini } = orThrow(valueConcentration(values, { currency: "CNY", top: [0.2, 0.5] }));
 *
 * top.map(({ customers, share }) => [customers, share]); // => [[1, 0.9], [3, 0.99]]
 * gini; // => 0.744
 * ```
 *
 * @see C. Gini, Variabilità e mutabilità, 1912.
 */
export function valueConcentration(
  values: Iterable<Money>,
  options: { readonly currency: string; readonly top?: readonly number[] },
): Result<ValueConcentration, ValueConcentrationRefusal> {
  const { currency, top = USUAL } = options;
  if (typeof currency !== "string" || minorDigits(currency) === null) {
    throw new DomainError("invalid-option", `currency: expected an ISO 4217 code, received ${show(currency)}`);
  }
  for (const [index, of] of top.entries()) {
    if (!(typeof of === "number" && of > 0 && of <= 1)) {
      throw new DomainError(
        "invalid-option",
        `top.${index}: expected a number above 0, at most 1, received ${show(of)}`,
      );
    }
  }
  const units: bigint[] = [];
  for (const input of values) {
    const value = parseMoney(input);
    const minor = value.ok ? minorUnitsOf(value.value) : value;
    if (!minor.ok) return err({ ...minor.error, path: `/${units.length}${minor.error.path}` });
    if (value.ok && value.value.currency !== currency) {
      return err({ code: "currency-mismatch", expected: currency, observed: value.value.currency });
    }
    units.push(minor.value);
  }
  units.sort((a, b) => (a < b ? 1 : a > b ? -1 : 0));
  const upTo = [0n];
  for (const unit of units) upTo.push((upTo.at(-1) ?? 0n) + unit);
  const all = upTo.at(-1) ?? 0n;
  const n = units.length;
  return ok({
    customers: n,
    total: moneyFromMinor(all, currency),
    top: top.map((of) => {
      const customers = countOf(of, n);
      const held = upTo[customers] ?? 0n;
      return {
        of,
        customers,
        value: moneyFromMinor(held, currency),
        share: all > 0n ? Number(held) / Number(all) : null,
      };
    }),
    gini: giniOf(units, all),
  });
}

/** ceil(of * n), where a product that is whole but for its last bits counts as whole. */
const countOf = (of: number, n: number): number => Math.min(n, Math.ceil(of * n * (1 - 4 * Number.EPSILON)));

/** Of amounts that descend. */
function giniOf(units: readonly bigint[], all: bigint): number | null {
  const n = BigInt(units.length);
  if (all <= 0n || (units.at(-1) ?? 0n) < 0n) return null;
  const apart = units.reduce((sum, unit, place) => sum + (n - 1n - 2n * BigInt(place)) * unit, 0n);
  return Number(apart) / Number(n * all);
}
