import { log1pMinus } from "./log1pMinus.ts";

/** Coefficients of x^-1, x^-3, ... in Stirling's remainder. */
const STIRLING = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360, 1 / 156, -3617 / 122400] as const;

/**
 * By how much ln Γ(x + n) - ln Γ(x) exceeds n ln x, for x >= 8 and n >= 0.
 *
 *     excess = x [(1 + t) ln(1 + t) - t] - ln(1 + t) / 2 + stirlingError(x + n) - stirlingError(x),    t = n / x
 *
 * The difference of the two remainders is taken term by term with the factor 1/(x + n) - 1/x in front, so that the
 * whole stays relatively accurate as n goes to 0.
 *
 * @param x - At least 8.
 * @param n - Not negative.
 * @returns The excess; about n (n - 1) / (2 x) when x is large.
 *
 * @see https://dlmf.nist.gov/5.11.E1
 */
export function gammaRatioExcess(x: number, n: number): number {
  const t = n / x;
  const p = 1 / x;
  const q = 1 / (x + n);
  const log = Math.log1p(t);

  // complete = the complete homogeneous polynomial of p and q: (q^m - p^m) / (q - p)
  let remainder = 0;
  let complete = 1;
  let power = 1;
  for (const coefficient of STIRLING) {
    remainder += coefficient * complete;
    power *= p;
    complete = complete * q + power;
    power *= p;
    complete = complete * q + power;
  }
  return x * (log1pMinus(t) + t * log) - log / 2 - t * q * remainder;
}
