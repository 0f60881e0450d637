import { DomainError, isDecimalText, show } from "../../core/index.ts";
import type { ClvDiscount, ClvTimeSpan } from "../model.ts";
import { type ClvUnit, inUnit, isClvUnit } from "./timeUnits.ts";

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
 * A horizon in the unit of a model.
 *
 * @param horizon - What the caller handed in.
 * @param unit - The model's.
 * @throws `DomainError` with code `invalid-option`.
 */
export function horizonIn(horizon: ClvTimeSpan, unit: ClvUnit): number {
  const { amount } = horizon;
  if (!(typeof amount === "number" && amount >= 0 && amount < Infinity)) {
    throw new DomainError(
      "invalid-option",
      `horizon.amount: expected a number of zero or more, received ${show(amount)}`,
    );
  }
  return inUnit(amount, { from: checkedUnit(horizon.unit, "horizon.unit"), to: unit });
}

/**
 * A discount as the continuous rate in the unit of a model: ln(1 + annual) a year, or the rate given.
 *
 * @param discount - What the caller handed in.
 * @param unit - The model's.
 * @throws `DomainError` with code `invalid-option`.
 */
export function deltaIn(discount: ClvDiscount, unit: ClvUnit): number {
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
