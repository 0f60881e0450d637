import {
  type CurrencyMismatch,
  err,
  type InvalidFact,
  invalidFact,
  minorDigits,
  minorUnitsOf,
  ok,
  parseMoney,
  type Result,
} from "../../core/index.ts";
import { LARGEST } from "./concentration.ts";

/**
 * Reads what a customer is worth.
 *
 * @param value - Money or a number; perhaps malformed.
 * @param currency - The currency of money; null where plain numbers are expected.
 * @returns Minor units of the currency, or the number as it is; or why there is none.
 */
export function valueOf(value: unknown, currency: string | null): Result<number, InvalidFact | CurrencyMismatch> {
  if (currency === null) {
    return typeof value === "number" && Math.abs(value) <= LARGEST
      ? ok(value + 0) // no negative zero
      : err(invalidFact("/value", "finite-number", value));
  }
  const read = parseMoney(value);
  if (!read.ok) return err({ ...read.error, path: `/value${read.error.path}` });
  if (read.value.currency !== currency) {
    return err({ code: "currency-mismatch", expected: currency, observed: read.value.currency });
  }
  const minor = minorUnitsOf(read.value);
  if (!minor.ok) return err({ ...minor.error, path: `/value${minor.error.path}` });
  return ok(Number(minor.value));
}

/**
 * Tells how many of what {@link valueOf} counts make one of what people count.
 *
 * @param currency - The currency of money; null for plain numbers.
 * @returns 100 for a currency with cents, 1 for plain numbers.
 */
export const unitsPerMajor = (currency: string | null): number =>
  currency === null ? 1 : 10 ** (minorDigits(currency) ?? 0);
