import { logGammaDifference } from "../../numeric/index.ts";
import { geometricFuture } from "./geometricFuture.ts";
import type { OrderingProcess } from "./orderingProcess.ts";

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

/**
 * The BG/NBD model: orders come at a rate lambda ~ Gamma(r, alpha); after each repeat order a customer leaves with chance
 * p ~ Beta(a, b).
 *
 *     ln L = ln[Γ(r+x)/Γ(r)] + ln[Γ(b+x)/Γ(b)] - ln[Γ(a+b+x)/Γ(a+b)] - r ln(1 + T/alpha) - x ln(alpha + T) + ln(1 + e^w)
 *     P(alive) = 1 / (1 + e^w);    w = ln a - ln(b + x - 1) + (r + x) ln[(alpha + T)/(alpha + t)]
 *
 * Without e^w for x = 0: customers leave only after a repeat order, so that the P(alive) of 1 of those without one says
 * nothing. Who is alive goes on with r + x, alpha + T, a, b + x.
 *
 * @param parameters - r, alpha, a, b; all positive.
 * @returns The process: log-likelihood, P(alive), and the future of who is alive.
 * @see P. S. Fader, B. G. S. Hardie and K. L. Lee, "Counting Your Customers" the Easy Way, Marketing Science 24(2), 2005;
 *   B. Hardie, technical note 021 (2008).
 */
export const bgNbdProcess = (parameters: BgNbdParameters): OrderingProcess => geometricProcess(parameters, 0);

/**
 * The MBG/NBD model: as BG/NBD, but customers may leave after their first purchase too.
 *
 *     ln L = as of BG/NBD with Γ(b+x+1) / Γ(b) and Γ(a+b+x+1) / Γ(a+b) for the chances to stay
 *     P(alive) = 1 / (1 + e^w);    w = ln a - ln(b + x) + (r + x) ln[(alpha + T)/(alpha + t)], for x = 0 too
 *
 * Who is alive goes on with r + x, alpha + T, a, b + x + 1. A new customer is alive with chance b / (a + b).
 *
 * @param parameters - r, alpha, a, b; all positive.
 * @returns The process: log-likelihood, P(alive), and the future of who is alive.
 * @see E. P. Batislam, M. Denizel and A. Filiztekin, Empirical validation and comparison of models for customer base
 *   analysis, International Journal of Research in Marketing 24(3), 2007.
 */
export const mbgNbdProcess = (parameters: BgNbdParameters): OrderingProcess => geometricProcess(parameters, 1);

/** Both: `first` is how many of a customer's purchases before the repeat ones they could leave after. */
function geometricProcess({ r, alpha, a, b }: BgNbdParameters, first: 0 | 1): OrderingProcess {
  const logOddsOfLeft = (x: number, recency: number, age: number): number =>
    x + first === 0
      ? -Infinity
      : Math.log(a / (b + (x + first - 1))) + (r + x) * Math.log1p((age - recency) / (alpha + recency));
  const alive = (x: number, recency: number, age: number): number => {
    const w = logOddsOfLeft(x, recency, age);
    const small = Math.exp(-Math.abs(w));
    return w > 0 ? small / (1 + small) : 1 / (1 + small);
  };
  return {
    scale: alpha,
    logLikelihood({ frequency: x, recency, age }) {
      const w = logOddsOfLeft(x, recency, age);
      const left = w > 0 ? w + Math.log1p(Math.exp(-w)) : Math.log1p(Math.exp(w));
      const stays = logGammaDifference(b, x + first) - logGammaDifference(a + b, x + first);
      const always = -r * Math.log1p(age / alpha);
      return x === 0
        ? always + stays + left
        : logGammaDifference(r, x) + stays - x * Math.log(alpha + age) + always + left;
    },
    probabilityAlive: ({ frequency, recency, age }) => alive(frequency, recency, age),
    aliveColumn({ frequency, recency, age }, out) {
      for (let row = 0; row < out.length; row++) {
        if (!Number.isNaN(out[row]!)) out[row] = alive(frequency[row]!, recency[row]!, age[row]!);
      }
    },
    future: ({ frequency: x, age }) => geometricFuture({ n: r + x, start: alpha + age, a, b: b + x + first }),
  };
}
