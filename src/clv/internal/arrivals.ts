import { incBetaRegularized, logGamma, logGammaDifference } from "../../numeric/index.ts";

/** How fast a customer orders: a rate of Gamma(n, start). */
export interface ArrivalState {
  /** Shape of the ordering rate, as the orders so far leave it: r + x. */
  readonly n: number;
  /** Rate of the ordering rate: alpha + T. */
  readonly start: number;
}

/**
 * The chance that so many orders would come in time, if nobody left: a negative binomial distribution.
 *
 * @param state - n, start; positive.
 * @param orders - At least 1.
 * @param time - Not negative.
 */
export function arrivesBy({ n, start }: ArrivalState, orders: number, time: number): number {
  if (orders === 1) return -Math.expm1(-n * Math.log1p(time / start));
  // near 1 the share has lost the digits that its complement still has
  if (time > 4 * start) {
    const chance = 1 - incBetaRegularized(n, orders, start / (start + time));
    if (chance > 1e-3) return chance;
  }
  return incBetaRegularized(orders, n, time / (start + time));
}

/**
 * The chance that just so many orders would come in time, if nobody left.
 *
 *     Γ(n+k) / (Γ(n) k!) (start / (start + t))^n (t / (start + t))^k
 *
 * @param state - n, start; positive.
 * @param orders - k, zero or more.
 * @param time - t, above zero.
 */
export function justSoMany({ n, start }: ArrivalState, orders: number, time: number): number {
  const none = -n * Math.log1p(time / start);
  return orders === 0
    ? Math.exp(none)
    : Math.exp(logGammaDifference(n, orders) - logGamma(orders + 1) + none - orders * Math.log1p(start / time));
}
