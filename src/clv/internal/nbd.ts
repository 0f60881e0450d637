import { logGammaDifference } from "../../numeric/index.ts";
import { arrivesBy, justSoMany } from "./arrivals.ts";
import type { OrderingFuture, OrderingProcess } from "./orderingProcess.ts";

/** The parameters of an NBD model: time in the unit of `alpha`. */
export interface NbdParameters {
  /** Shape of the ordering rates over the customers. */
  readonly r: number;
  /** Rate of the ordering rates: r / alpha is the mean number of orders in a unit of time. */
  readonly alpha: number;
}

/**
 * The NBD model: orders come at a rate lambda ~ Gamma(r, alpha), and nobody leaves.
 *
 *     ln L = ln[Γ(r+x)/Γ(r)] - r ln(1 + T/alpha) - x ln(alpha + T);    orders in (T, T + t] = (r + x) t / (alpha + T)
 *
 * The likelihood is that of the times of purchase, as of the models in which customers leave, so that they can be compared.
 *
 * @param parameters - r, alpha; both positive.
 * @returns The process: log-likelihood, P(alive), which is 1, and the future.
 * @see A. S. C. Ehrenberg, The Pattern of Consumer Purchases, Applied Statistics 8(1), 1959.
 */
export const nbdProcess = ({ r, alpha }: NbdParameters): OrderingProcess => ({
  scale: alpha,
  logLikelihood: ({ frequency: x, age }) =>
    -r * Math.log1p(age / alpha) + (x === 0 ? 0 : logGammaDifference(r, x) - x * Math.log(alpha + age)),
  probabilityAlive: () => 1,
  aliveColumn(_, out) {
    for (let row = 0; row < out.length; row++) if (!Number.isNaN(out[row]!)) out[row] = 1;
  },
  future: ({ frequency: x, age }) => steadyFuture(r + x, alpha + age),
});

const steadyFuture = (n: number, start: number): OrderingFuture => ({
  survival: () => 1,
  orders: ({ from, to }) => (n / start) * (to - from),
  discountedOrders: ({ delta, horizon }) =>
    (n / start) * (delta === 0 ? horizon : -Math.expm1(-delta * horizon) / delta),
  exactly: ({ orders, time }) => (time === 0 ? Number(orders === 0) : justSoMany({ n, start }, orders, time)),
  atLeast: ({ orders, time }) => (orders === 0 ? 1 : arrivesBy({ n, start }, orders, time)),
  nextOrder: (chance) => start * Math.expm1(-Math.log1p(-chance) / n),
});
