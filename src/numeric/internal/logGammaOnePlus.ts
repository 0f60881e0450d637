import { logGamma } from "../logGamma.ts";
import { logGammaNearTwo } from "./logGammaNearTwo.ts";

/**
 * ln Γ(1 + z) from z itself, so that a tiny z is not lost in rounding 1 + z.
 *
 * @param z - Not negative.
 * @returns The logarithm, relatively accurate for z up to 1/2.
 *
 * @see https://dlmf.nist.gov/5.5.E1
 */
export const logGammaOnePlus = (z: number): number => (z <= 0.5 ? logGammaNearTwo(z) - Math.log1p(z) : logGamma(1 + z));
