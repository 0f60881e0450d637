import { discountedPanels } from "./internal/discountedPanels.ts";

/** From here the continued fraction is the shorter way. */
const FRACTION = 2;

/**
 * The exponential integral of any positive order, times e^z: a power discounted for ever.
 *
 *     expE(s, z) = e^z E_s(z) = ∫ e^(-z w) (1 + w)^(-s) dw, w from 0 to infinity
 *
 * s = 1 and the whole orders are points like any other. About 1/(z + s) for large arguments; as z goes to 0 it goes to
 * 1/(s - 1) for s > 1 and beyond all bounds for s <= 1. NaN outside the domain.
 *
 * @param s - The order; positive.
 * @param z - Positive; at 0 the limit is given.
 * @returns e^z E_s(z), relative error below 1e-14.
 *
 * @see https://dlmf.nist.gov/8.19.E17 for the continued fraction; the quadrature is our own arrangement.
 */
export function expE(s: number, z: number): number {
  if (!(s > 0 && z >= 0 && s < Infinity)) return NaN;
  if (z === 0) return s > 1 ? 1 / (s - 1) : Infinity;
  if (z === Infinity) return 0;
  return z >= FRACTION ? byFraction(s, z) : discountedPanels(s, z, Infinity);
}

/**
 * The same up to a limit.
 *
 *     expEWithin(s, z, limit) = ∫ e^(-z w) (1 + w)^(-s) dw, w from 0 to limit
 *
 * @param s - The order; positive.
 * @param z - Not negative.
 * @param limit - Not negative, perhaps infinite.
 * @returns The integral, relative error below 1e-14.
 */
export function expEWithin(s: number, z: number, limit: number): number {
  if (limit === Infinity) return expE(s, z);
  if (!(s > 0 && z >= 0 && s < Infinity && limit >= 0)) return NaN;
  if (z === 0) {
    const log = Math.log1p(limit);
    return s === 1 ? log : -Math.expm1((1 - s) * log) / (s - 1);
  }
  return discountedPanels(s, z, limit);
}

/** 1/(z+s - 1 s/(z+s+2 - 2 (s+1)/(z+s+4 - ...))), from the front (Lentz). */
function byFraction(s: number, z: number): number {
  let denominator = z + s;
  let d = 1 / denominator;
  let c = Infinity;
  let fraction = d;
  for (let k = 1; k < 500; k += 1) {
    const numerator = -k * (s + (k - 1));
    denominator += 2;
    d = 1 / (denominator + numerator * d);
    c = denominator + numerator / c;
    const change = c * d;
    fraction *= change;
    if (Math.abs(change - 1) < 1e-16) break;
  }
  return fraction;
}
