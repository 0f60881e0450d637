import { logGamma } from "../logGamma.ts";
import { add, divide, expOf, logOf, logOfNumber, scale, sumOf } from "./pair.ts";
import { stirlingError } from "./stirlingError.ts";

/**
 * The gamma density at x, times x: what every form of the incomplete gamma function carries in front.
 *
 *     gammaPrefactor = x^a e^-x / Γ(a)
 *
 * From a = 10 the powers are taken of x / a, whose logarithm is small where the answer is not; the exponent is held to
 * 31 digits, for its absolute error is the relative error of the answer.
 *
 * @param a - Positive and finite.
 * @param x - Positive and finite.
 * @returns The factor; 0 where it is below the range of doubles.
 */
export function gammaPrefactor(a: number, x: number): number {
  if (a < 10) {
    const exponent = add(scale(logOfNumber(x), a), { high: -x, low: 0 });
    return a * expOf(exponent) * Math.exp(-logGamma(1 + a));
  }
  const excess = sumOf(x, -a);
  const divisor = { high: a, low: 0 };
  const log = logOf(divide({ high: x, low: 0 }, divisor), divide(excess, divisor));
  const exponent = add(scale(log, a), { high: -excess.high, low: -excess.low });
  return Math.sqrt(a / (2 * Math.PI)) * expOf(exponent) * Math.exp(-stirlingError(a));
}
