import { logBetaNearZero } from "./internal/logBetaNearZero.ts";
import { stirlingError } from "./internal/stirlingError.ts";
import { logGamma } from "./logGamma.ts";
import { logGammaDifference } from "./logGammaDifference.ts";

const HALF_LOG_TAU = 0.9189385332046728;

/**
 * The logarithm of the beta function of two positive numbers.
 *
 *     logBeta(a, b) = ln Γ(a) + ln Γ(b) - ln Γ(a + b)
 *
 * The three terms are only summed as they stand when both numbers are below 8. Otherwise the large parts are cancelled
 * on paper, so that a number however large beside one however small costs no digits; and where the answer comes out
 * within 1/20 of 0 it is taken again in 31 digits. Symmetric. Infinity when either is 0, NaN below 0.
 *
 * @param a - Positive.
 * @param b - Positive.
 * @returns ln B(a, b), relative error below 5e-14 (1e-15 away from the curve B(a, b) = 1, 2e-17 absolute on it).
 *
 * @see https://dlmf.nist.gov/5.12.E1 and https://dlmf.nist.gov/5.11.E1
 */
export function logBeta(a: number, b: number): number {
  const small = Math.min(a, b);
  const large = Math.max(a, b);
  if (small >= 8) return ofTwoLarge(small, large);
  const answer =
    large >= 8
      ? logGamma(small) - logGammaDifference(large, small)
      : logGamma(small) + (logGamma(large) - logGamma(small + large));
  return Math.abs(answer) < 0.05 ? logBetaNearZero(small, large) : answer;
}

function ofTwoLarge(small: number, large: number): number {
  const ratio = small / large;
  return (
    HALF_LOG_TAU -
    Math.log(large) / 2 -
    (small - 0.5) * Math.log1p(large / small) -
    large * Math.log1p(ratio) +
    (stirlingError(small) + stirlingError(large) - stirlingError(small + large))
  );
}
