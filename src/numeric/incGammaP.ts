import { incGammaPair } from "./internal/incGammaPair.ts";

/**
 * The chance that a gamma variate of shape a and rate 1 is at most x: the regularized lower incomplete gamma function.
 *
 *     incGammaP(a, x) = 1/Γ(a) ∫ t^(a-1) e^-t dt, t from 0 to x
 *
 * 0 at x = 0, 1 at Infinity; NaN outside the domain. Small answers keep their relative accuracy down to the end of the
 * range of doubles.
 *
 * @param a - Shape; positive and finite.
 * @param x - Not negative.
 * @returns P(a, x), relative error below 5e-15.
 *
 * @see https://dlmf.nist.gov/8.2.E4, https://dlmf.nist.gov/8.7.E1
 */
export const incGammaP = (a: number, x: number): number => incGammaPair(a, x).lower;
