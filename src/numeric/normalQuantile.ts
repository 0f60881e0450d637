import { centralSeries, millsRatio, normalDensity } from "./internal/normal.ts";

const HALF_LOG_TAU = 0.9189385332046728;

/**
 * The point below which a standard normal variate lies with chance p: the inverse of `normalCdf`.
 *
 *     Φ(normalQuantile(p)) = p
 *
 * Newton's method on the side of the smaller tail q: on Φ - 1/2 while q > 1/16, on ln q beyond, where it cannot
 * overshoot. -Infinity at 0, exactly 0 at 1/2, Infinity at 1, NaN outside.
 *
 * @param p - A probability, from 0 to 1.
 * @returns The point, relative error about 5e-16 for the p given (near 1 a double p is itself coarse).
 *
 * @see https://dlmf.nist.gov/7.17 for the function; the iteration is our own.
 */
export function normalQuantile(p: number): number {
  if (p > 0.5) return -normalQuantile(1 - p);
  if (p === 0) return -Infinity;
  return p > 0.0625 ? fromCentre(p - 0.5) : -fromTail(p);
}

/** The z with Φ(z) - 1/2 = share. */
function fromCentre(share: number): number {
  let z = share * 2.5;
  for (let step = 0; step < 8; step += 1) {
    const density = normalDensity(z);
    const miss = centralSeries(z) - share / density;
    z -= miss / (1 + (z * miss) / 2);
  }
  return z;
}

/** The z > 0 with ln(1 - Φ(z)) = ln q. */
function fromTail(q: number): number {
  const target = Math.log(q) + HALF_LOG_TAU;
  let z = Math.sqrt(-2 * Math.log(q)) - 0.5;
  for (let step = 0; step < 8; step += 1) {
    const ratio = millsRatio(z);
    z += (Math.log(ratio) - (z * z) / 2 - target) * ratio;
  }
  return z;
}
