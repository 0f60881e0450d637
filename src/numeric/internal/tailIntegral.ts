import { log1pMinus } from "./log1pMinus.ts";

/** Positive nodes and weights of the Gauss-Legendre rule of 32 points on [-1, 1], computed with mpmath, 40 digits. */
const GAUSS_LEGENDRE = [
  [0.9972638618494816, 0.007018610009470096],
  [0.9856115115452684, 0.01627439473090567],
  [0.9647622555875064, 0.02539206530926206],
  [0.9349060759377397, 0.03427386291302143],
  [0.8963211557660521, 0.04283589802222668],
  [0.84936761373257, 0.050998059262376175],
  [0.7944837959679424, 0.058684093478535544],
  [0.7321821187402897, 0.06582222277636185],
  [0.6630442669302152, 0.0723457941088485],
  [0.5877157572407623, 0.07819389578707031],
  [0.5068999089322294, 0.08331192422694675],
  [0.42135127613063533, 0.08765209300440381],
  [0.33186860228212767, 0.09117387869576389],
  [0.23928736225213706, 0.09384439908080457],
  [0.1444719615827965, 0.09563872007927486],
  [0.04830766568773832, 0.0965400885147278],
] as const;

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
  for (let panels = 0; panels < MOST_PANELS && from < limit && exponent(from) <= SPENT; panels += 1) {
    width = Math.min(width, 8 * (1 + from), limit - from);
    const half = width / 2;
    const middle = from + half;
    let panel = 0;
    for (const [node, weight] of GAUSS_LEGENDRE) {
      const reach = half * node;
      panel += weight * (Math.exp(-exponent(middle - reach)) + Math.exp(-exponent(middle + reach)));
    }
    sum += half * panel;
    from += width;
    width *= 2;
  }
  return sum;
}
