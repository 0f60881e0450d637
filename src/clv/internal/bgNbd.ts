import { logGammaDifference } from "../../numeric/index.ts";
import { betaMixtureExpectation } from "./betaMixtureExpectation.ts";

/** The parameters of a BG/NBD model: time in the unit of `alpha`. */
export interface BgNbdParameters {
  /** Shape of the ordering rates over the customers. */
  readonly r: number;
  /** Rate of the ordering rates: r / alpha is the mean number of orders in a unit of time. */
  readonly alpha: number;
  /** First shape of the chance to leave after an order: a / (a + b) is its mean. */
  readonly a: number;
  /** Second shape of the chance to leave after an order. */
  readonly b: number;
}

/** What a lifetime value model knows of a customer: times in one unit, that of the model. */
export interface OrderingRow {
  /** Repeat purchases. */
  readonly frequency: number;
  /** From the first purchase to the last; 0 without a repeat purchase. */
  readonly recency: number;
  /** From the first purchase to the moment of judgement. */
  readonly age: number;
}

/** Terms of the series after which quadrature is taken. */
const TERMS = 1000;
/** Loss of digits up to which the series is taken. */
const CANCELLATION = 500;

/** Positive nodes and weights of the Gauss-Legendre rule of 16 points on [-1, 1]. */
const GAUSS_LEGENDRE = [
  [0.09501250983763744, 0.18945061045506864],
  [0.2816035507792589, 0.18260341504492364],
  [0.45801677765722737, 0.16915651939500265],
  [0.6178762444026438, 0.1495959888165767],
  [0.755404408355003, 0.12462897125553407],
  [0.8656312023878318, 0.0951585116824926],
  [0.9445750230732326, 0.062253523938647456],
  [0.9894009349916499, 0.027152459411754176],
] as const;

/**
 * The log-likelihood of one customer's purchases under BG/NBD.
 *
 *     ln L = ln[Γ(r+x)/Γ(r)] + ln[Γ(b+x)/Γ(b)] - ln[Γ(a+b+x)/Γ(a+b)] - r ln(1 + T/alpha) - x ln(alpha + T) + ln(1 + e^w)
 *     w = ln a - ln(b + x - 1) + (r + x) ln[(alpha + T)/(alpha + t)], for x > 0; without it for x = 0
 *
 * @param row - Frequency x, recency t, age T; possible, as `historyFault` has it.
 * @param parameters - r, alpha, a, b.
 * @returns The log-likelihood; 0 for a customer of age 0.
 * @see P. S. Fader, B. G. S. Hardie and K. L. Lee, "Counting Your Customers" the Easy Way, Marketing Science 24(2), 2005.
 */
export function bgNbdLogLikelihood(row: OrderingRow, parameters: BgNbdParameters): number {
  const { frequency: x, age } = row;
  const { r, alpha, a, b } = parameters;
  const always = -r * Math.log1p(age / alpha);
  if (x === 0) return always;
  const w = logOddsOfLeft(row, parameters);
  const left = w > 0 ? w + Math.log1p(Math.exp(-w)) : Math.log1p(Math.exp(w));
  const shapes = logGammaDifference(r, x) + logGammaDifference(b, x) - logGammaDifference(a + b, x);
  return shapes - x * Math.log(alpha + age) + always + left;
}

/**
 * The chance that a customer is still alive under BG/NBD.
 *
 *     P(alive) = 1 / (1 + a / (b + x - 1) * [(alpha + T) / (alpha + t)]^(r + x)), for x > 0; 1 for x = 0
 *
 * The model lets customers leave only after a repeat purchase, so that the 1 of those without one says nothing.
 *
 * @param row - Frequency x, recency t, age T.
 * @param parameters - r, alpha, a, b.
 * @returns From 0 to 1; 0 only where the chance lies below the range of doubles.
 * @see P. S. Fader, B. G. S. Hardie and K. L. Lee (2005); B. Hardie, technical note 021 (2008).
 */
export function bgNbdProbabilityAlive(row: OrderingRow, parameters: BgNbdParameters): number {
  if (row.frequency === 0) return 1;
  const w = logOddsOfLeft(row, parameters);
  const small = Math.exp(-Math.abs(w));
  return w > 0 ? small / (1 + small) : 1 / (1 + small);
}

function logOddsOfLeft({ frequency: x, recency, age }: OrderingRow, { r, alpha, a, b }: BgNbdParameters): number {
  return Math.log(a / (b + (x - 1))) + (r + x) * Math.log1p((age - recency) / (alpha + recency));
}

/**
 * The repeat orders expected of a customer within the time to come, under BG/NBD.
 *
 *     P(alive) * E over p ~ Beta(a, b + x) of [1 - ((alpha + T) / (alpha + T + p t))^(r + x)] / p
 *
 * which is (a+b+x-1)/(a-1) [1 - ((alpha+T)/(alpha+T+t))^(r+x) 2F1(r+x, b+x; a+b+x-1; t/(alpha+T+t))] P(alive), without
 * the pole at a = 1.
 *
 * @param row - Frequency x, recency, age T.
 * @param parameters - r, alpha, a, b.
 * @param horizon - The time t to come, in the unit of the parameters: orders in (T, T + t]. Not negative.
 * @returns Orders; 0 for a horizon of 0.
 * @see P. S. Fader, B. G. S. Hardie and K. L. Lee (2005), equation 10.
 */
export const bgNbdExpectedOrders = (row: OrderingRow, parameters: BgNbdParameters, horizon: number): number =>
  bgNbdProbabilityAlive(row, parameters) * ordersWhileAlive(row, parameters, horizon);

/** The expectation, given that the customer is alive. */
function ordersWhileAlive(
  { frequency: x, age }: OrderingRow,
  { r, alpha, a, b }: BgNbdParameters,
  horizon: number,
): number {
  if (horizon === 0) return 0;
  const n = r + x;
  const d = a - 1;
  const c = a + b + (x - 1);
  const capital = a + b - r - 1;
  const start = alpha + age;
  const z = horizon / (start + horizon);
  const log = -Math.log1p(horizon / start);

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
  return sound ? orders : betaMixtureExpectation({ a, b: b + x, n, tau: horizon / start });
}

/**
 * The repeat orders expected of a customer within the time to come, each discounted to now, under BG/NBD.
 *
 *     integral over s from 0 to t of e^(-delta s) dE(s) = e^(-delta t) E(t) + delta * integral of e^(-delta s) E(s) ds
 *
 * E(s) is `bgNbdExpectedOrders`. The integral is taken by Gauss-Legendre panels that widen with s, to about 12 digits.
 *
 * @param row - Frequency, recency, age.
 * @param parameters - r, alpha, a, b.
 * @param future - `horizon`: t, finite; `delta`: the continuous discount rate; both in the unit of the parameters.
 * @returns Discounted orders; the undiscounted ones for a `delta` of 0.
 * @see Our own arrangement: P. S. Fader and B. G. S. Hardie give the discounted expectation for Pareto/NBD only.
 */
export function bgNbdDiscountedOrders(
  row: OrderingRow,
  parameters: BgNbdParameters,
  { horizon, delta }: { readonly horizon: number; readonly delta: number },
): number {
  const alive = bgNbdProbabilityAlive(row, parameters);
  const orders = (within: number): number => ordersWhileAlive(row, parameters, within);
  const whole = Math.exp(-delta * horizon) * orders(horizon);
  if (delta === 0 || horizon === 0) return alive * whole;
  const { r, alpha, a, b } = parameters;
  const n = r + row.frequency;
  const scale = (alpha + row.age) / (1 + (n * a) / (a + b + row.frequency));
  let integral = 0;
  for (let from = 0; from < horizon && delta * from < 750; ) {
    const width = Math.min(scale + from, 4 / delta, horizon - from);
    const middle = from + width / 2;
    for (const [node, weight] of GAUSS_LEGENDRE) {
      for (const at of [middle - (node * width) / 2, middle + (node * width) / 2]) {
        integral += (weight * width * Math.exp(-delta * at) * orders(at)) / 2;
      }
    }
    const next = from + width;
    if (next <= from) break;
    from = next;
  }
  return alive * (whole + delta * integral);
}
