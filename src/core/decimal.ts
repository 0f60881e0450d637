import { Decimal } from "decimal.js";
import { DomainError } from "./error.ts";
import { show } from "./refusal.ts";

/** An exact number while computing. Never seen outside the library: at rest a number is decimal text. */
export type Exact = Decimal;

/**
 * Our own constructor: settings made on the shared `Decimal` by other code do not reach us. Two hundred digits hold any sum
 * of numbers of forty, and its product with another.
 */
const ExactNumber = /* @__PURE__ */ (() =>
  Decimal.clone({
    defaults: true,
    precision: 200,
    rounding: Decimal.ROUND_HALF_EVEN,
    toExpNeg: -9e15,
    toExpPos: 9e15,
  }))();

/**
 * Takes decimal text up for computing.
 *
 * @param value - Plain decimal text, a bigint as text, or an exact number.
 * @returns The exact number.
 */
export const exact = (value: string | Exact): Exact => new ExactNumber(value);

/** How the last kept digit is chosen. `half-even` is the banker's; the halves of `half-up` go away from zero. */
export type Rounding = "half-even" | "half-up" | "half-down" | "up" | "down" | "floor" | "ceiling";

/** By decimal.js's numbers. */
const MODES: Readonly<Record<Rounding, Decimal.Rounding>> = {
  up: 0,
  down: 1,
  ceiling: 2,
  floor: 3,
  "half-up": 4,
  "half-down": 5,
  "half-even": 6,
};

/**
 * Rounds an exact number and writes it as decimal text.
 *
 * @param value - The number.
 * @param scale - Decimals to keep.
 * @param rounding - How the last kept digit is chosen.
 * @returns Decimal text with exactly that many decimals, never a negative zero.
 * @throws {@link DomainError} with code `invalid-option` for another rounding.
 */
export function roundedText(value: Exact, scale: number, rounding: Rounding): string {
  if (!Object.hasOwn(MODES, rounding)) {
    throw new DomainError("invalid-option", `rounding: expected such as "half-even", received ${show(rounding)}`);
  }
  const text = value.toFixed(scale, MODES[rounding]);
  return /^-[0.]*$/.test(text) ? text.slice(1) : text;
}
