import { logGamma } from "../logGamma.ts";
import { gammaRatioExcess } from "./gammaRatioExcess.ts";
import { add, divide, expOf, logOf, logOfComplement, logOfNumber, type Pair, productOf, scale, sumOf } from "./pair.ts";
import { stirlingError } from "./stirlingError.ts";

/**
 * The beta density at x, times x (1 - x): what every form of the incomplete beta function carries in front.
 *
 *     betaPrefactor = x^a (1 - x)^b / B(a, b)
 *
 * With both numbers from 10 the powers are taken of x / mean and (1 - x) / (1 - mean), mean = a / (a + b), whose
 * logarithms are small where the answer is not. Exponents are held to 31 digits.
 *
 * @param a - Positive and finite.
 * @param b - Positive and finite.
 * @param x - Strictly between 0 and 1.
 * @param shortfall - a - (a + b) x: how far x falls short of the mean, times a + b.
 * @returns The factor; 0 where it is below the range of doubles.
 */
export function betaPrefactor(a: number, b: number, x: number, shortfall: Pair): number {
  if (a >= 10 && b >= 10) return ofTwoLarge(a, b, x, shortfall);
  const logX = logOfNumber(x);
  const logY = logOfComplement(x);
  if (b >= 10) return ofOneLarge(a, logX, b, logY);
  if (a >= 10) return ofOneLarge(b, logY, a, logX);
  const exponent = add(scale(logX, a), scale(logY, b));
  return a * (b / (a + b)) * expOf(exponent) * Math.exp(logGamma(1 + a + b) - logGamma(1 + a) - logGamma(1 + b));
}

function ofTwoLarge(a: number, b: number, x: number, shortfall: Pair): number {
  const y = sumOf(1, -x);
  const divideByA = (value: Pair): Pair => divide(value, { high: a, low: 0 });
  const divideByB = (value: Pair): Pair => divide(value, { high: b, low: 0 });
  const xByMean = add({ high: x, low: 0 }, divideByA(productOf(x, b)));
  const yByMean = add(y, divideByB(scale(y, a)));
  const logX = logOf(xByMean, divideByA(scale(shortfall, -1)));
  const logY = logOf(yByMean, divideByB(shortfall));
  const exponent = add(scale(logX, a), scale(logY, b));
  const remainders = stirlingError(a + b) - stirlingError(a) - stirlingError(b);
  return Math.sqrt(a / (a + b)) * Math.sqrt(b / (2 * Math.PI)) * expOf(exponent) * Math.exp(remainders);
}

/** p^small q^large / B(small, large), from the logarithms of p and q. */
function ofOneLarge(small: number, logP: Pair, large: number, logQ: Pair): number {
  const exponent = add(scale(add(logP, logOfNumber(large)), small), scale(logQ, large));
  return small * expOf(exponent) * Math.exp(gammaRatioExcess(large, small) - logGamma(1 + small));
}
