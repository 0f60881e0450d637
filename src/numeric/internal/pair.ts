/**
 * Arithmetic on unevaluated sums of two doubles, about 31 digits: for exponents, whose absolute error becomes the
 * relative error of what is raised to them. Where the range of doubles ends, the low part is 0 rather than NaN.
 *
 * @see T. J. Dekker, A floating-point technique for extending the available precision, Numer. Math. 18 (1971).
 */
export interface Pair {
  /** The value, rounded. */
  readonly high: number;
  /** What rounding took. */
  readonly low: number;
}

const SPLITTER = 2 ** 27 + 1;
const LN2: Pair = { high: 0.6931471805599453, low: 2.3190468138462996e-17 };
const ONE: Pair = { high: 1, low: 0 };

const pair = (high: number, low: number): Pair => ({ high, low: Number.isFinite(low) ? low : 0 });

/** The exact sum of two doubles. */
export function sumOf(a: number, b: number): Pair {
  const sum = a + b;
  const part = sum - a;
  return pair(sum, a - (sum - part) + (b - part));
}

/** The exact product of two doubles. */
export function productOf(a: number, b: number): Pair {
  const product = a * b;
  const aHigh = head(a);
  const bHigh = head(b);
  const aLow = a - aHigh;
  const bLow = b - bHigh;
  return pair(product, aHigh * bHigh - product + aHigh * bLow + aLow * bHigh + aLow * bLow);
}

/** The upper half of a double's digits. */
function head(a: number): number {
  const scaled = SPLITTER * a;
  return scaled - (scaled - a);
}

/** a + b. */
export function add(a: Pair, b: Pair): Pair {
  const { high, low } = sumOf(a.high, b.high);
  return sumOf(high, low + (a.low + b.low));
}

/** a * b. */
export function multiply(a: Pair, b: Pair): Pair {
  const { high, low } = productOf(a.high, b.high);
  return sumOf(high, low + (a.high * b.low + a.low * b.high));
}

/** a * factor, the factor an exact double. */
export const scale = (a: Pair, factor: number): Pair => multiply(a, { high: factor, low: 0 });

/** a / b. */
export function divide(a: Pair, b: Pair): Pair {
  const first = a.high / b.high;
  const left = add(a, scale(b, -first));
  const second = left.high / b.high;
  const rest = add(left, scale(b, -second));
  return add(sumOf(first, second), { high: rest.high / b.high, low: 0 });
}

/**
 * The logarithm of a value; give also its excess over one where that is known to more digits, since the value is near one.
 *
 * @param value - Positive.
 * @param excess - value - 1.
 */
export function logOf(value: Pair, excess: Pair = add(value, { high: -1, low: 0 })): Pair {
  if (Math.abs(excess.high) < 0.25) return twiceArtanh(divide(excess, add(excess, { high: 2, low: 0 })));
  const exponent = Math.round(Math.log2(value.high));
  const half = Math.trunc(exponent / 2); // two steps, so that neither factor overflows
  const mantissa = scale(scale(value, 2 ** -half), 2 ** (half - exponent));
  const quotient = divide(add(mantissa, { high: -1, low: 0 }), add(mantissa, ONE));
  return add(scale(LN2, exponent), twiceArtanh(quotient));
}

/** The logarithm of a double. */
export const logOfNumber = (x: number): Pair => logOf({ high: x, low: 0 });

/** The logarithm of 1 - x. */
export const logOfComplement = (x: number): Pair => logOf(sumOf(1, -x), { high: -x, low: 0 });

/** 2 artanh(r) = 2 r (1 + r^2/3 + r^4/5 + ...), for |r| < 0.18. */
function twiceArtanh(r: Pair): Pair {
  const square = multiply(r, r);
  let tail = 0;
  for (let odd = 45; odd >= 23; odd -= 2) tail = tail * square.high + 1 / odd;
  let sum: Pair = { high: tail, low: 0 };
  for (let odd = 21; odd >= 1; odd -= 2) sum = add(multiply(sum, square), divide(ONE, { high: odd, low: 0 }));
  return scale(multiply(sum, r), 2);
}

/** e raised to a pair, as a double. */
export const expOf = ({ high, low }: Pair): number => Math.exp(high) * (1 + low);
