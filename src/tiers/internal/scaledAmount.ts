/** Integers of at most this many digits are exact as numbers. */
const EXACT_DIGITS = 15;

/**
 * Writes decimal text as an integer of minor units, where that is exact.
 *
 * @param text - Plain decimal text.
 * @param digits - Decimals of the minor unit.
 * @returns The integer; NaN when the text is finer than the minor unit, or too long to be exact as a number.
 */
export function scaledAmount(text: string, digits: number): number {
  const point = text.indexOf(".");
  const decimals = point < 0 ? 0 : text.length - 1 - point;
  if (decimals > digits || text.length + digits > EXACT_DIGITS) return NaN;
  const units = point < 0 ? text : text.slice(0, point) + text.slice(point + 1);
  return Number(units) * 10 ** (digits - decimals);
}
