/** Units of model time: a week is 7 days, a month 365.25 / 12 days, a year 365.25 days. */
export type ClvUnit = "day" | "week" | "month" | "year";

/** Days in each unit; all of them are exact in binary. */
const DAYS_OF_UNIT: Readonly<Record<ClvUnit, number>> = { day: 1, week: 7, month: 30.4375, year: 365.25 };

/**
 * Tells whether something names a unit.
 *
 * @param unit - Anything.
 */
export const isClvUnit = (unit: unknown): unit is ClvUnit =>
  typeof unit === "string" && Object.hasOwn(DAYS_OF_UNIT, unit);

/**
 * Turns a time from one unit into another: amount * days of the one / days of the other.
 *
 * @param amount - The time.
 * @param units - `from`, `to`.
 * @returns The time; untouched where the units are the same.
 */
export const inUnit = (amount: number, { from, to }: { readonly from: ClvUnit; readonly to: ClvUnit }): number =>
  from === to ? amount : (amount * DAYS_OF_UNIT[from]) / DAYS_OF_UNIT[to];
