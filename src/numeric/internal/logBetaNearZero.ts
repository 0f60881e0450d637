import { gammaRatioExcess } from "./gammaRatioExcess.ts";
import { add, divide, logOf, logOfNumber, multiply, type Pair, scale, sumOf } from "./pair.ts";

const ONE: Pair = { high: 1, low: 0 };
const FACTORIAL_15 = 1_307_674_368_000;

/**
 * ln B(a, b) where it is near 0, to an absolute error of about 1e-17.
 *
 *     ln B = ln Q + a ln(16 / b') + excess(16, a) - excess(b', a)
 *     Q = 15! / (a (a + 1) ... (a + 15)) * product of (b + j + a) / (b + j) over the j that bring b to b' >= 16
 *
 * What cancels, Q and the two powers, is held to 31 digits; the excesses are small.
 *
 * @param a - The smaller number; positive, at most about 1.
 * @param b - The larger number.
 * @returns ln B(a, b).
 *
 * @see https://dlmf.nist.gov/5.5.E1; `gammaRatioExcess` for the excess.
 */
export function logBetaNearZero(a: number, b: number): number {
  let quotient: Pair = { high: FACTORIAL_15, low: 0 };
  for (let j = 0; j < 16; j += 1) quotient = divide(quotient, sumOf(a, j));
  let raised: Pair = { high: b, low: 0 };
  while (raised.high < 16) {
    quotient = divide(multiply(quotient, add(raised, { high: a, low: 0 })), raised);
    raised = add(raised, ONE);
  }
  const powers = add(logOfNumber(16), scale(logOf(raised), -1));
  const logs = add(logOf(quotient), scale(powers, a));
  return logs.high + (logs.low + gammaRatioExcess(16, a) - gammaRatioExcess(raised.high, a));
}
