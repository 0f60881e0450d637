import { incGammaPair } from "./internal/incGammaPair.ts";

/**
 * The chance that a gamma variate of shape a and rate 1 exceeds x: the regularized upper incomplete gamma function.
 *
 *     incGammaQ(a, x) = 1/Γ(a) ∫ t^(a-1) e^-t dt, t from x to Infinity = 1 - incGammaP(a, x)
 *
 * 1 at x = 0, 0 at Infinity; NaN outside the domain. Small answers keep their relative accuracy down to the end of the
 * range of doubles.
 *
 * @param a - Shape; positive and finite.
 * @param x - Not negative.
 * @returns Q(a, x), relative error below 5e-15.
 *
 * @see https://dlmf.nist.gov/8.2.E4
 */
export const incGammaQ = (a: number, x: number): number => incGammaPair(a, x).upper;
