import { GAUSS_LEGENDRE_32 } from "./gaussLegendre.ts";
import { log1pMinus } from "./log1pMinus.ts";

/** Beyond this exponent nothing more is seen in a double. */
const SPENT = 40;

/** Doubling so often exceeds any tail: it ends, whatever the arguments. */
const MOST_PANELS = 64;

/**
 * The tail of a gamma or beta density below its mode or above it, in units of the density where the tail begins.
 *
 *     tailIntegral = ∫ exp(-g(v)) dv, v from 0 to limit
 *     g(v) = slope v - toward (ln(1 - v/limit) + v/limit) - away (ln(1 + v) - v)
 *
 * At or beyond the mode every term of g grows and none cancels, whatever the sizes; so the integrand falls from 1 to
 * nothing, and a few panels of a Gauss rule take it whole. The first panel is as wide as g needs to reach about 30,
 * each further one twice as wide, none wider than eight times its distance from the branch point at v = -1.
 *
 * @param tail - `slope` not negative; `toward` 0 with an infinite limit, or at least 10; `away` above -1.
 * @returns The integral, relative error about 1e-15.
 *
 * @see Our own definition; the substitution makes the first-order terms of both powers one number, `slope`.
 */
export function tailIntegral(tail: {
  readonly slope: number;
  readonly toward: number;
  readonly limit: number;
  readonly away: number;
}): number {
  const { slope, toward, limit, away } = tail;
  const exponent = (v: number): number =>
    slope * v - (toward === 0 ? 0 : toward * log1pMinus(-v / limit)) - away * log1pMinus(v);

  const curvature = Math.max(0, toward / limit / limit + away);
  let width = 60 / (slope + Math.hypot(slope, Math.sqrt(60 * curvature)));
  let sum = 0;
  let from = 0;
  for (let panels = 0; panels < MOST_PANELS && exponent(from) <= SPENT; panels += 1) {
    width = Math.min(width, 8 * (1 + from), limit - from);
    const half = width / 2;
    const middle = from + half;
    let panel = 0;
    for (const [node, weight] of GAUSS_LEGENDRE_32) {
      const reach = half * node;
      panel += weight * (Math.exp(-exponent(middle - reach)) + Math.exp(-exponent(middle + reach)));
    }
    sum += half * panel;
    from += width;
    width *= 2;
  }
  return sum;
}
