import { expEWithin, logGammaDifference } from "../../numeric/index.ts";
import { arrivesBy, justSoMany } from "./arrivals.ts";
import { betaMean } from "./betaMean.ts";
import type { OrderingFuture } from "./orderingProcess.ts";

/** Terms of the series after which quadrature is taken. */
const TERMS = 1000;
/** Loss of digits up to which the series is taken. */
const CANCELLATION = 500;

/** What is known of a customer who is alive and leaves, if ever, right after an order. */
export interface GeometricState {
  /** Shape of the ordering rate, as the orders so far leave it: r + x. */
  readonly n: number;
  /** Rate of the ordering rate: alpha + T. */
  readonly start: number;
  /** First shape of the chance to leave after an order. */
  readonly a: number;
  /** Second shape of it, as the orders so far leave it. */
  readonly b: number;
}

/**
 * What is to come of a customer who orders at a rate lambda ~ Gamma(n, start) and leaves after each order with chance
 * p ~ Beta(a, b). BG/NBD and MBG/NBD share it: they differ only in who is alive.
 *
 *     survival:   E over p of (1 + p t / start)^-n
 *     orders:     E over p of [(1 + p t1 / start)^-n - (1 + p t2 / start)^-n] / p
 *     discounted: E over p of n/p times the integral of e^(-z w) (1 + w)^-(n+1) dw to p t / start, z = delta start / p
 *     at least k: B(a, b + k - 1) / B(a, b) times the chance of at least k orders in a negative binomial distribution
 *
 * @param state - n, start, a, b; all positive.
 * @see Our own arrangement of P. S. Fader, B. G. S. Hardie and K. L. Lee, Marketing Science 24(2), 2005.
 */
export function geometricFuture(state: GeometricState): OrderingFuture {
  const { n, start, a, b } = state;
  return {
    survival: (time) =>
      time === 0
        ? 1
        : betaMean({ a, b, value: (p) => Math.exp(-n * Math.log1p((p * time) / start)), sharpest: (n * time) / start }),
    orders: ({ from, to }) => (from === 0 ? ordersUntil(state, to) : ordersBetween(state, from, to)),
    discountedOrders({ delta, horizon }) {
      if (horizon === 0) return 0;
      if (delta === 0) return ordersUntil(state, horizon);
      const decay = delta * start;
      return betaMean({
        a,
        b,
        value: (p) =>
          p * (n + 1) < 1e-17 * decay
            ? (n / decay) * -Math.expm1(-delta * horizon)
            : (n / p) * expEWithin(n + 1, decay / p, (p * horizon) / start),
        sharpest: Math.max(n, 1) * (1 + Math.min(1 / decay, horizon / start)),
      });
    },
    exactly: ({ orders, time }) => exactly(state, orders, time),
    atLeast: ({ orders, time }) => (orders === 0 ? 1 : stays(state, orders - 1) * arrivesBy(state, orders, time)),
    nextOrder: (chance) => start * Math.expm1(-Math.log1p(-chance) / n),
  };
}

/** The chance of not leaving after so many orders: B(a, b + k) / B(a, b). */
const stays = ({ a, b }: GeometricState, orders: number): number =>
  Math.exp(logGammaDifference(b, orders) - logGammaDifference(a + b, orders));

function exactly(state: GeometricState, orders: number, time: number): number {
  const { n, start, a, b } = state;
  if (time === 0) return orders === 0 ? 1 : 0;
  const arrivals = justSoMany({ n, start }, orders, time);
  if (orders === 0) return arrivals;
  const leaves = (a / (a + b + (orders - 1))) * stays(state, orders - 1);
  return stays(state, orders) * arrivals + leaves * arrivesBy(state, orders, time);
}

/** Orders expected in (0, time], without the pole at a = 1; by quadrature where the series would lose digits. */
function ordersUntil(state: GeometricState, time: number): number {
  if (time === 0) return 0;
  const { n, start, a, b } = state;
  const d = a - 1;
  const c = a + (b - 1);
  const capital = a + b - n - 1;
  const z = time / (start + time);
  const log = -Math.log1p(time / start);

  // c (1 - e^(d log)) / d - e^(d log) sum over k >= 1 of (capital)_k (a)_(k-1) z^k / ((c+1)_(k-1) k!)
  const head = d === 0 ? -c * log : (-c * Math.expm1(d * log)) / d;
  let term = capital * z;
  let sum = term;
  let sizes = Math.abs(term);
  let k = 1;
  while (Math.abs(term) > 1e-17 * sizes && k < TERMS) {
    term *= ((capital + k) * (a + (k - 1)) * z) / ((c + k) * (k + 1));
    sum += term;
    sizes += Math.abs(term);
    k++;
  }
  const factor = Math.exp(d * log);
  const orders = head - factor * sum;
  const sound = k < TERMS && Math.abs(head) + factor * sizes < CANCELLATION * orders;
  return sound ? orders : ordersBetween(state, 0, time);
}

/** Orders expected in (from, to], by quadrature. */
function ordersBetween({ n, start, a, b }: GeometricState, from: number, to: number): number {
  const [first, last] = [from / start, to / start];
  return betaMean({
    a,
    b,
    value: (p) => {
      const begun = Math.exp(-n * Math.log1p(p * first));
      if (p < 1e-290) return n * (last - first) * begun;
      return (begun * -Math.expm1(-n * Math.log1p((p * (last - first)) / (1 + p * first)))) / p;
    },
    sharpest: n * last,
  });
}
