import { GAUSS_LEGENDRE_32 } from "./gaussLegendre.ts";

/** The widest panel, in the logarithm of 1 + w. */
const WIDEST = 1.5;
/** How far the exponent may fall within a panel. */
const FALL = 24;
/** More panels than any arguments need. */
const MOST_PANELS = 4000;

/**
 * A discounted power between 0 and a limit, by Gauss rules over panels in the logarithm of 1 + w.
 *
 *     ∫ e^(-z w) (1 + w)^(-s) dw, w from 0 to limit
 *
 * Every term is positive and the integrand is entire in that logarithm, so that nothing is lost whatever the arguments.
 *
 * @param s - The power, positive.
 * @param z - The rate, positive; 0 with a finite limit.
 * @param limit - Not negative, perhaps infinite.
 * @returns The integral, relative error below 1e-14.
 */
export function discountedPanels(s: number, z: number, limit: number): number {
  const end = Math.log1p(limit);
  let sum = 0;
  let from = 0;
  for (let panels = 0; panels < MOST_PANELS && from < end; panels += 1) {
    const drop = z * Math.exp(from);
    const width = Math.min(WIDEST, FALL / (Math.abs(s - 1) + drop), end - from);
    const half = width / 2;
    const middle = from + half;
    let panel = 0;
    for (const [node, weight] of GAUSS_LEGENDRE_32) {
      const low = middle - half * node;
      const high = middle + half * node;
      panel +=
        weight * (Math.exp(-z * Math.expm1(low) - (s - 1) * low) + Math.exp(-z * Math.expm1(high) - (s - 1) * high));
    }
    sum += half * panel;
    if (drop + (s - 1) > 0 && half * panel < 1e-18 * sum) break;
    from += width;
  }
  return sum;
}
