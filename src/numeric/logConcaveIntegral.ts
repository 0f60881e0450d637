import { GAUSS_LEGENDRE_32 } from "./internal/gaussLegendre.ts";

/** The widest panel. */
const WIDEST = 1.5;
/** How far the exponent may fall within a panel. */
const FALL = 18;
/** How far below its peak an integrand counts no more. */
const SPENT = 44;
/** More panels than any integrand met here needs. */
const MOST_PANELS = 4000;

/**
 * The logarithm of the integral of a log-concave function of a logarithmic variable, from minus infinity to a limit.
 *
 *     ln ∫ e^(g(v)) dv, v from -infinity to limit
 *
 * The peak is found by halving on the slope of g, and Gauss rules are laid from it outward, each panel as wide as the
 * slope there allows and none wider than 1.5: g must be analytic within a distance of about π of the real line, as sums
 * of v, ln(1 + e^v / scale) are.
 *
 * @param g - `value`: the exponent, concave; `slope`: its derivative, positive far to the left; `limit`: the end.
 * @returns The logarithm of the integral, absolute error below 1e-13 and that of `value`.
 *
 * @see Our own arrangement.
 */
export function logConcaveIntegral(g: {
  readonly value: (v: number) => number;
  readonly slope: (v: number) => number;
  readonly limit: number;
}): number {
  const { value, slope, limit } = g;
  const peak = peakOf(slope, limit);
  const top = value(peak);
  let sum = 0;
  for (const direction of [-1, 1]) {
    let from = peak;
    let height = top;
    for (let panels = 0; panels < MOST_PANELS; panels += 1) {
      const rest = direction > 0 ? limit - from : Infinity;
      if (!(rest > 0) || top - height > SPENT) break;
      let width = Math.min(WIDEST, rest);
      // the fall over a panel, by its far end: halved until the panel takes it
      let next = value(from + direction * width);
      while (height - next > FALL && width > 1e-300) {
        width /= 2;
        next = value(from + direction * width);
      }
      const half = width / 2;
      const middle = from + direction * half;
      let panel = 0;
      for (const [node, weight] of GAUSS_LEGENDRE_32) {
        panel += weight * (Math.exp(value(middle - half * node) - top) + Math.exp(value(middle + half * node) - top));
      }
      sum += half * panel;
      from += direction * width;
      height = next;
    }
  }
  return top + Math.log(sum);
}

function peakOf(slope: (v: number) => number, limit: number): number {
  if (slope(limit) >= 0) return limit;
  let high = limit;
  let low = limit - 1;
  while (!(slope(low) >= 0)) {
    high = low;
    low = limit - 2 * (limit - low);
    if (limit - low > 1e6) break;
  }
  for (let step = 0; step < 60 && high - low > 1e-9; step += 1) {
    const middle = (low + high) / 2;
    if (slope(middle) >= 0) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
