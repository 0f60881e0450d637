import { logGammaNearTwo } from "./internal/logGammaNearTwo.ts";
import { stirlingError } from "./internal/stirlingError.ts";

/** (ln(2π) - 1) / 2. */
const HALF_LOG_TAU_LESS_HALF = 0.41893853320467274;

/**
 * The logarithm of the gamma function of a positive number.
 *
 *     x >= 8:  (x - 1/2)(ln x - 1) + (ln 2π - 1)/2 + stirlingError(x)
 *     x <  8:  brought to within 1/2 of two by Γ(x + 1) = x Γ(x), and a rational function there
 *
 * Relatively accurate also beside its zeros, x = 1 and x = 2. Infinity at 0 and at Infinity, NaN below 0.
 *
 * @param x - Positive.
 * @returns ln Γ(x), relative error about 1e-15.
 *
 * @see https://dlmf.nist.gov/5.5.E1 and https://dlmf.nist.gov/5.11.E1
 */
export function logGamma(x: number): number {
  if (x >= 8) return (x - 0.5) * (Math.log(x) - 1) + HALF_LOG_TAU_LESS_HALF + stirlingError(x);
  if (x > 2.5) {
    let product = 1;
    let rest = x;
    while (rest > 2.5) product *= rest -= 1;
    return Math.log(product) + logGammaNearTwo(rest - 2);
  }
  if (x >= 1.5) return logGammaNearTwo(x - 2);
  if (x >= 0.5) return logGammaNearTwo(x - 1) - Math.log1p(x - 1);
  if (x >= 0) return logGammaNearTwo(x) - Math.log(x * (1 + x));
  return NaN;
}
