import { logGammaDifference } from "../../numeric/index.ts";
import { logSurvival, survivorsBetween, survivorsForEver } from "./betaSurvival.ts";
import type { OpportunityRow } from "./opportunityFault.ts";

/** Parameters of BG/BB. */
export interface BgBbParameters {
  /** First shape of the chance to order at an opportunity. */
  readonly alpha: number;
  /** Second shape of it. */
  readonly beta: number;
  /** First shape of the chance to leave before an opportunity. */
  readonly gamma: number;
  /** Second shape of it. */
  readonly delta: number;
}

/**
 * What is to come of a customer who is alive at the last opportunity. What is to come of one who may have left is this
 * times P(alive). Opportunities are counted from there, the next being 1.
 */
export interface OpportunityFuture {
  /**
   * The chance of still being alive at an opportunity.
   *
   * @param opportunity - Which; a whole number of zero or more.
   */
  survival(opportunity: number): number;
  /**
   * Orders expected at the opportunities after `from`, up to `to`.
   *
   * @param span - Whole numbers; 0 <= from <= to.
   */
  orders(span: { readonly from: number; readonly to: number }): number;
  /**
   * Orders expected, that at opportunity k divided by (1 + rate)^k.
   *
   * @param discount - `rate`: not negative; positive where there is no end. `to`: a whole number, perhaps infinite.
   */
  discountedOrders(discount: { readonly rate: number; readonly to: number }): number;
  /**
   * The chance of just so many orders at the opportunities up to `to`.
   *
   * @param count - `orders`, `to`: whole numbers of zero or more.
   */
  exactly(count: { readonly orders: number; readonly to: number }): number;
}

/** BG/BB with its parameters. */
export interface OpportunityProcess {
  /**
   * The log-likelihood of a customer's orders.
   *
   * @param row - Possible, as `opportunityFault` has it.
   */
  logLikelihood(row: OpportunityRow): number;
  /**
   * The chance that a customer is alive at the last opportunity so far.
   *
   * @param row - A new customer is one whose three numbers are 0.
   */
  probabilityAlive(row: OpportunityRow): number;
  /**
   * What is to come of a customer, given that they are alive.
   *
   * @param row - Frequency, recency, opportunities.
   */
  future(row: OpportunityRow): OpportunityFuture;
}

/**
 * BG/BB: before each opportunity a customer leaves with chance theta ~ Beta(gamma, delta); one who is there orders with
 * chance p ~ Beta(alpha, beta).
 *
 *     L        = B(alpha+x, beta+t-x)/B(alpha, beta) B(gamma, delta+t)/B(gamma, delta) [A + D], m = n - t
 *     A        = product over i < m of u_i s_i,    u_i = (beta+t-x+i)/(alpha+beta+t+i), s_i = (delta+t+i)/(gamma+delta+t+i)
 *     D        = sum over i < m of u_0 s_0 ... u_(i-1) s_(i-1) (1 - s_i)
 *     P(alive) = A / (A + D)
 *
 * A is the chance of silence by someone who stayed, D that by someone who left. All terms are positive.
 *
 * @param parameters - alpha, beta, gamma, delta; all positive.
 * @see P. S. Fader, B. G. S. Hardie and J. Shang, Customer-Base Analysis in a Discrete-Time Noncontractual Setting,
 *   Marketing Science 29(6), 2010; the arrangement of the sum is our own.
 */
export function bgBbProcess(parameters: BgBbParameters): OpportunityProcess {
  const { alpha, beta, gamma, delta } = parameters;
  return {
    logLikelihood(row) {
      const { frequency: x, recency: t } = row;
      const { stayed, left } = silenceOf(parameters, row);
      const orders =
        logGammaDifference(alpha, x) + logGammaDifference(beta, t - x) - logGammaDifference(alpha + beta, t);
      return orders + logSurvival({ leaves: gamma, stays: delta }, t) + Math.log(stayed + left);
    },
    probabilityAlive(row) {
      const { stayed, left } = silenceOf(parameters, row);
      return stayed / (stayed + left);
    },
    future: ({ frequency: x, opportunities: n }) =>
      futureOf({ alpha: alpha + x, beta: beta + (n - x), gamma, delta: delta + n }),
  };
}

/** The chance of silence since the last order, by someone who stayed and by someone who left. */
function silenceOf(
  { alpha, beta, gamma, delta }: BgBbParameters,
  { frequency: x, recency: t, opportunities: n }: OpportunityRow,
): { readonly stayed: number; readonly left: number } {
  let stayed = 1;
  let left = 0;
  for (let j = t; j < n; j++) {
    const there = gamma + delta + j;
    left += stayed * (gamma / there);
    stayed *= ((delta + j) / there) * ((beta + (j - x)) / (alpha + beta + j));
  }
  return { stayed, left };
}

function futureOf({ alpha, beta, gamma, delta }: BgBbParameters): OpportunityFuture {
  const survival = { leaves: gamma, stays: delta };
  const mean = alpha / (alpha + beta);
  return {
    survival: (opportunity) => (opportunity === 0 ? 1 : Math.exp(logSurvival(survival, opportunity))),
    orders: ({ from, to }) => mean * survivorsBetween(survival, { from, to, rate: 0 }),
    discountedOrders: ({ rate, to }) =>
      mean * (to === Infinity ? survivorsForEver(survival, rate) : survivorsBetween(survival, { from: 0, to, rate })),
    exactly: ({ orders, to }) => exactly({ alpha, beta, gamma, delta }, orders, to),
  };
}

/** Above this a term is brought down again, and the power of two noted. */
const LARGE = 2 ** 900;
const LOG_LARGE = 900 * Math.LN2;

/**
 * The sum over i, the opportunities lived through, of the chance of so many orders at i of them. The chance of the i-th is
 * got from the one before; on a scale of its own, since the first may lie below the range of numbers.
 */
function exactly({ alpha, beta, gamma, delta }: BgBbParameters, orders: number, to: number): number {
  if (orders > to) return 0;
  let scale =
    logSurvival({ leaves: beta, stays: alpha }, orders) + logSurvival({ leaves: gamma, stays: delta }, orders);
  let term = 1;
  let sum = 0;
  for (let i = orders; i < to; i++) {
    const there = gamma + delta + i;
    sum += term * (gamma / there);
    term *= ((delta + i) / there) * (((i + 1) / (i + 1 - orders)) * ((beta + (i - orders)) / (alpha + beta + i)));
    if (term > LARGE) {
      term /= LARGE;
      sum /= LARGE;
      scale += LOG_LARGE;
    }
  }
  return Math.exp(scale + Math.log(sum + term));
}
