import { centralSeries, millsRatio, normalDensity } from "./internal/normal.ts";

/**
 * The chance that a standard normal variate is at most x.
 *
 *     |x| <= 1.5:  1/2 + φ(x) (x + x^3/3 + x^5/(3·5) + ...)
 *     beyond:      φ(x) / (|x| + 1/(|x| + 2/(|x| + 3/(...)))) is the smaller tail
 *
 * with φ the density. The tail below keeps its relative accuracy down to the end of the range of doubles (x near
 * -38). 0 at -Infinity, 1 at Infinity.
 *
 * @param x - Any number.
 * @returns Φ(x), relative error below 5e-15.
 *
 * @see https://dlmf.nist.gov/7.6.E2 and https://dlmf.nist.gov/7.9.E1
 */
export function normalCdf(x: number): number {
  if (Math.abs(x) <= 1.5) return 0.5 + normalDensity(x) * centralSeries(x);
  const tail = normalDensity(x) * millsRatio(Math.abs(x));
  return x < 0 ? tail : 1 - tail;
}
