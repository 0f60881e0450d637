import { type InvalidFact, invalidFact, type Money, parseMoney } from "../../core/index.ts";
import type { TierPortfolioRow, TierSimulationOptions } from "../simulationModel.ts";

/** How a customer's value is read. */
export interface Worth {
  /** Of every value. */
  readonly currency: string;
  /** Decimals of its minor unit. */
  readonly digits: number;
  /** Where it is found. */
  readonly value: Exclude<TierSimulationOptions["value"], undefined>;
}

/**
 * Reads what a customer of a row is worth.
 *
 * @param row - The customer.
 * @param worth - How.
 * @returns Minor units; NaN when nothing is known; or what is wrong with what the row, or the function, says. A metric that
 *   cannot be read is not known.
 */
export function rowValue(row: TierPortfolioRow, worth: Worth): number | InvalidFact {
  const { value } = worth;
  if (typeof value === "function") return minorOf(value(row), worth);
  if (value === null) return minorOf(row.value, worth);
  const read = minorOf(plain(row.metrics[value]) as Money | null | undefined, worth);
  return typeof read === "number" ? read : NaN;
}

/**
 * Takes the value out of what was measured.
 *
 * @param given - A value, plain or measured.
 * @returns The plain value.
 */
export const plain = (given: unknown): unknown =>
  typeof given === "object" && given !== null && Object.hasOwn(given, "value")
    ? (given as { readonly value: unknown }).value
    : given;

function minorOf(given: Money | null | undefined, { currency, digits }: Worth): number | InvalidFact {
  if (given === null || given === undefined) return NaN;
  const read = parseMoney(given);
  if (!read.ok) return { ...read.error, path: `/value${read.error.path}` };
  if (read.value.currency !== currency)
    return invalidFact("/value/currency", "currency-of-policy", read.value.currency);
  const minor = exactMinor(read.value.amount, digits);
  return Number.isSafeInteger(minor) ? minor : invalidFact("/value/amount", "minor-units", read.value.amount);
}

/**
 * Reads an amount as minor units.
 *
 * @param amount - Decimal text.
 * @param digits - Decimals of the minor unit.
 * @returns The number; one that is not whole where the amount lies between two minor units.
 */
export function exactMinor(amount: string, digits: number): number {
  const point = amount.indexOf(".");
  if (point < 0) return Number(amount + "0".repeat(digits));
  const decimals = amount.slice(point + 1);
  const whole = Number(amount.slice(0, point) + decimals.slice(0, digits).padEnd(digits, "0"));
  if (!/[1-9]/.test(decimals.slice(digits))) return whole;
  return amount.startsWith("-") ? whole - 0.5 : whole + 0.5;
}
