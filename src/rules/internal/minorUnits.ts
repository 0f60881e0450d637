const MINUS = 45;
const POINT = 46;
const ZERO = 48;
/** As `isDecimalText` of core. */
const LONGEST = 40;

/** Amounts in policies have fewer digits than this many minor units, so that they are exact as numbers. */
export const MINOR_LIMIT = 1e15;

/**
 * Reads decimal text as a number of minor units that compares rightly with every whole number below {@link MINOR_LIMIT}: exact
 * where the amount is whole; a half where it lies between two whole ones; beyond the limit somewhere beyond it.
 *
 * @param text - Anything; only plain decimal text is an amount.
 * @param digits - Decimals of the minor unit.
 * @returns The number; NaN for anything else.
 */
export function minorUnits(text: unknown, digits: number): number {
  if (typeof text !== "string" || text.length > LONGEST) return NaN;
  const negative = text.charCodeAt(0) === MINUS;
  const start = negative ? 1 : 0;
  let units = 0;
  let decimals = -1;
  let between = false;
  for (let at = start; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === POINT && decimals < 0 && at > start) decimals = 0;
    else {
      const digit = code - ZERO;
      if (digit < 0 || digit > 9) return NaN;
      if (decimals < digits) units = units * 10 + digit;
      else if (digit > 0) between = true;
      if (decimals >= 0) decimals += 1;
    }
  }
  // no digits, none after the point, a leading zero
  if (text.length === start || decimals === 0) return NaN;
  if (text.charCodeAt(start) === ZERO && text.length > start + 1 && text.charCodeAt(start + 1) !== POINT) return NaN;
  for (let left = decimals < 0 ? digits : digits - decimals; left > 0; left--) units *= 10;
  if (between && units < MINOR_LIMIT) units += 0.5;
  if (!negative) return units;
  return units === 0 ? NaN : -units; // there is no negative zero
}

/**
 * Tells how far apart two amounts are, exactly.
 *
 * @param a - Plain decimal text.
 * @param b - Plain decimal text.
 * @param digits - Decimals the answer has at least.
 * @returns Decimal text, never negative.
 */
export function distanceText(a: string, b: string, digits: number): string {
  const scale = Math.max(decimalsOf(a), decimalsOf(b), digits);
  const difference = scaled(a, scale) - scaled(b, scale);
  return decimalText(difference < 0n ? -difference : difference, scale);
}

/**
 * Writes scaled units as decimal text.
 *
 * @param units - Never negative.
 * @param scale - Decimals.
 * @returns Decimal text.
 */
function decimalText(units: bigint, scale: number): string {
  const text = units.toString().padStart(scale + 1, "0");
  return scale === 0 ? text : `${text.slice(0, -scale)}.${text.slice(-scale)}`;
}

/**
 * Counts decimals.
 *
 * @param text - Plain decimal text.
 * @returns How many.
 */
export const decimalsOf = (text: string): number => {
  const point = text.indexOf(".");
  return point < 0 ? 0 : text.length - 1 - point;
};

const scaled = (text: string, scale: number): bigint => {
  const decimals = decimalsOf(text);
  return BigInt(text.replace(".", "") + "0".repeat(scale - decimals));
};
