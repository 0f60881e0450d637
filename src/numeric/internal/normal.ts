import { productOf } from "./pair.ts";

const ROOT_TAU = 2.5066282746310002;

/**
 * The density of the standard normal distribution, its exponent taken exactly.
 *
 *     φ(x) = exp(-x^2 / 2) / sqrt(2π)
 *
 * @param x - Any number.
 * @returns φ(x).
 */
export function normalDensity(x: number): number {
  const { high, low } = productOf(x, x);
  return (Math.exp(-high / 2) * (1 - low / 2)) / ROOT_TAU;
}

/**
 * What lies between 0 and x, in units of the density at x: (Φ(x) - 1/2) / φ(x).
 *
 * @param x - Of moderate size: the series has about 10 + 3 x^2 terms.
 * @returns x + x^3/3 + x^5/15 + ...
 */
export function centralSeries(x: number): number {
  const square = x * x;
  let term = x;
  let sum = x;
  for (let odd = 3; Math.abs(term) > 1e-17 * Math.abs(sum); odd += 2) {
    term *= square / odd;
    sum += term;
  }
  return sum;
}

/**
 * What lies beyond x, in units of the density at x: (1 - Φ(x)) / φ(x), by its continued fraction.
 *
 * @param x - At least 1.
 * @returns The ratio; about 1/x for large x.
 */
export function millsRatio(x: number): number {
  let fraction = x;
  for (let n = Math.ceil(20 + 300 / (x * x)); n > 0; n -= 1) fraction = x + n / fraction;
  return 1 / fraction;
}
