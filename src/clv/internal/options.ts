import { DomainError, isDecimalText, show } from "../../core/index.ts";
import type { ClvDiscount, ClvTimeSpan } from "../model.ts";
import { type ClvUnit, inUnit, isClvUnit } from "./timeUnits.ts";

/**
 * Makes sure that a caller has handed in options.
 *
 * @param options - What the caller handed in.
 * @param expected - Its members, such as `{ unit, currency }`.
 * @throws `DomainError` with code `invalid-option`.
 */
export function checkOptions(options: unknown, expected: string): void {
  if (typeof options === "object" && options !== null) return;
  throw new DomainError("invalid-option", `options: expected ${expected}, received ${show(options)}`);
}

/**
 * The unit a caller asks for.
 *
 * @param unit - What the caller handed in.
 * @param path - Where.
 * @throws `DomainError` with code `invalid-option`.
 */
export function checkedUnit(unit: unknown, path: string): ClvUnit {
  if (isClvUnit(unit)) return unit;
  throw new DomainError("invalid-option", `${path}: expected "day", "week", "month" or "year", received ${show(unit)}`);
}

/**
 * A stretch of time in the unit of a model.
 *
 * @param span - What the caller handed in.
 * @param unit - The model's.
 * @param path - Where.
 * @throws `DomainError` with code `invalid-option`.
 */
export function spanIn(span: ClvTimeSpan, unit: ClvUnit, path: string): number {
  const { amount, unit: from } = span;
  if (!(typeof amount === "number" && amount >= 0 && amount < Infinity)) {
    throw new DomainError(
      "invalid-option",
      `${path}.amount: expected a number of zero or more, received ${show(amount)}`,
    );
  }
  return inUnit(amount, { from: checkedUnit(from, `${path}.unit`), to: unit });
}

/**
 * A horizon and a discount in the unit of a model; without a horizon the discount must be above 0.
 *
 * @param asked - What the caller handed in.
 * @param unit - The model's.
 * @throws `DomainError` with code `invalid-option`.
 */
export function discountingIn(
  { discount, horizon = null }: { readonly discount: ClvDiscount; readonly horizon?: ClvTimeSpan | null | undefined },
  unit: ClvUnit,
): { readonly delta: number; readonly horizon: number } {
  const delta = deltaIn(discount, unit);
  if (horizon !== null) return { delta, horizon: spanIn(horizon, unit, "horizon") };
  if (delta > 0) return { delta, horizon: Infinity };
  throw new DomainError(
    "invalid-option",
    "discount: expected a rate above zero, or a horizon, received a rate of zero",
  );
}

/**
 * Chances from 0 up to, but not, 1.
 *
 * @param chances - What the caller handed in.
 * @throws `DomainError` with code `invalid-option`.
 */
export function checkedChances(chances: readonly number[]): readonly number[] {
  for (const [index, chance] of chances.entries()) {
    if (!(typeof chance === "number" && chance >= 0 && chance < 1)) {
      throw new DomainError(
        "invalid-option",
        `chances.${index}: expected a number from 0 to below 1, received ${show(chance)}`,
      );
    }
  }
  return chances;
}

/**
 * A penalty of a fit.
 *
 * @param penalty - What the caller handed in.
 * @throws `DomainError` with code `invalid-option`.
 */
export function checkedPenalty(penalty: number): number {
  if (typeof penalty === "number" && penalty >= 0 && penalty < Infinity) return penalty;
  throw new DomainError("invalid-option", `penalty: expected a number of zero or more, received ${show(penalty)}`);
}

/**
 * A discount as the continuous rate in the unit of a model: ln(1 + annual) a year, or the rate given.
 *
 * @param discount - What the caller handed in.
 * @param unit - The model's.
 * @throws `DomainError` with code `invalid-option`.
 */
function deltaIn(discount: ClvDiscount, unit: ClvUnit): number {
  const annual = "annual" in discount;
  const rate = annual ? discount.annual : discount.continuous;
  if (!(typeof rate === "number" && rate >= 0 && rate < Infinity)) {
    throw new DomainError(
      "invalid-option",
      `discount.${annual ? "annual" : "continuous"}: expected a number of zero or more, received ${show(rate)}`,
    );
  }
  // a rate is per unit: it grows with the length of the unit, so the conversion is that of a time, turned round
  return annual
    ? Math.log1p(rate) * inUnit(1, { from: unit, to: "year" })
    : rate * inUnit(1, { from: unit, to: checkedUnit(discount.per, "discount.per") });
}

/**
 * A margin as decimal text.
 *
 * @param margin - What the caller handed in.
 * @throws `DomainError` with code `invalid-option`.
 */
export function checkedMargin(margin: string): string {
  if (isDecimalText(margin)) return margin;
  throw new DomainError("invalid-option", `margin: expected decimal text such as "0.35", received ${show(margin)}`);
}

/**
 * A seed of chance.
 *
 * @param seed - What the caller handed in.
 * @throws `DomainError` with code `invalid-option`.
 */
export function checkedSeed(seed: unknown): number {
  if (typeof seed === "number" && Number.isSafeInteger(seed)) return seed;
  throw new DomainError("invalid-option", `seed: expected a safe integer, received ${show(seed)}`);
}
