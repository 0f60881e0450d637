import { expE, expEWithin, logBeta, logConcaveIntegral, logGamma, logGammaDifference } from "../../numeric/index.ts";
import type { OrderingFuture, OrderingProcess } from "./orderingProcess.ts";
import { survivorShare } from "./survivorShare.ts";
import { timeTable } from "./timeTable.ts";

/** Frequencies below this have their shares kept by age, where there are no more ages than this. */
const COMMON = 256;
const AGES = 1024;
/** From this growth on e^-growth may leave the range of doubles. */
const STEEP = 600;

/** The parameters of a Pareto/NBD model: time in the unit of `alpha` and `beta`. */
export interface ParetoNbdParameters {
  /** Shape of the ordering rates over the customers. */
  readonly r: number;
  /** Rate of the ordering rates: r / alpha is the mean number of orders in a unit of time. */
  readonly alpha: number;
  /** Shape of the leaving rates over the customers. */
  readonly s: number;
  /** Rate of the leaving rates: s / beta is the mean of them. */
  readonly beta: number;
}

/**
 * The Pareto/NBD model: orders come at a rate lambda ~ Gamma(r, alpha); customers leave at any time, at a rate
 * mu ~ Gamma(s, beta).
 *
 *     ln L = ln[Γ(r+x)/Γ(r)] - x ln(alpha+T) - r ln(1 + T/alpha) - s ln(1 + T/beta) + ln[1 - rho(T) + e^D rho(t)]
 *     P(alive) = 1 / [1 - rho(T) + e^D rho(t)];    e^D = [(alpha+T)/(alpha+t)]^(r+x) [(beta+T)/(beta+t)]^s
 *
 * rho is `survivorShare`. Who is alive goes on with r + x, alpha + T, s, beta + T.
 *
 * @param parameters - r, alpha, s, beta; all positive.
 * @returns The process: log-likelihood, P(alive), and the future of who is alive.
 * @see D. C. Schmittlein, D. G. Morrison and R. Colombo, Counting Your Customers: Who Are They and What Will They Do Next?,
 *   Management Science 33(1), 1987; P. S. Fader and B. G. S. Hardie, A Note on Deriving the Pareto/NBD Model (2005).
 */
export function paretoNbdProcess({ r, alpha, s, beta }: ParetoNbdParameters): OrderingProcess {
  const apart = beta - alpha;
  const shareAt = (x: number, time: number): number =>
    survivorShare({ q: r + x, s, ordering: alpha + time, leaving: beta + time, apart });
  /** ln[1 - rho(T) + e^D rho(t)], from its larger part. */
  const logOddsSum = (x: number, recency: number, age: number, atLast: number, atAge: number): number => {
    if (recency === age) return 0;
    const silence = age - recency;
    const growth = (r + x) * Math.log1p(silence / (alpha + recency)) + s * Math.log1p(silence / (beta + recency));
    return growth > 1
      ? growth + Math.log(atLast + (1 - atAge) * Math.exp(-growth))
      : Math.log1p(atLast * Math.expm1(growth) + (atLast - atAge));
  };
  /** e^-logOddsSum, where nothing is so small that it takes logarithms. */
  const aliveOf = (x: number, recency: number, age: number, atLast: number, atAge: number): number => {
    if (recency === age) return 1;
    const silence = age - recency;
    const growth = (r + x) * Math.log1p(silence / (alpha + recency)) + s * Math.log1p(silence / (beta + recency));
    if (growth > STEEP) return Math.exp(-logOddsSum(x, recency, age, atLast, atAge));
    const shrunk = Math.exp(-growth);
    return growth > 1
      ? shrunk / (atLast + (1 - atAge) * shrunk)
      : 1 / (1 + (atLast * Math.expm1(growth) + (atLast - atAge)));
  };
  const logOddsOf = (x: number, recency: number, age: number): number =>
    logOddsSum(x, recency, age, shareAt(x, recency), shareAt(x, age));
  return {
    scale: Math.min(alpha, beta),
    logLikelihood({ frequency: x, recency, age }) {
      const always = -r * Math.log1p(age / alpha) - s * Math.log1p(age / beta) + logOddsOf(x, recency, age);
      return x === 0 ? always : logGammaDifference(r, x) - x * Math.log(alpha + age) + always;
    },
    probabilityAlive: ({ frequency: x, recency, age }) =>
      aliveOf(x, recency, age, shareAt(x, recency), shareAt(x, age)),
    aliveColumn({ frequency, recency, age }, out) {
      // where ages repeat, the share at an age is kept by frequency, and of those without a repeat purchase the chance itself
      const table = timeTable(age, 0, out.length, AGES);
      const width = table?.times.length ?? 0;
      const kept = new Float64Array(COMMON * width).fill(NaN);
      for (let row = 0; row < out.length; row++) {
        if (Number.isNaN(out[row]!)) continue;
        const x = frequency[row]!;
        const last = recency[row]!;
        const now = age[row]!;
        if (table === null || x >= COMMON) {
          out[row] = aliveOf(x, last, now, shareAt(x, last), shareAt(x, now));
          continue;
        }
        const cell = x * width + table.placeOf[row]!;
        if (Number.isNaN(kept[cell]!)) {
          const atAge = shareAt(x, now);
          kept[cell] = x === 0 ? aliveOf(0, 0, now, shareAt(0, 0), atAge) : atAge;
        }
        out[row] = x === 0 ? kept[cell]! : aliveOf(x, last, now, shareAt(x, last), kept[cell]!);
      }
    },
    future: ({ frequency: x, age }) => paretoFuture({ n: r + x, start: alpha + age, s, beta: beta + age }),
  };
}

/** What is known of a customer who is alive and may leave at any time. */
interface ParetoState {
  /** Shape of the ordering rate, as the orders so far leave it: r + x. */
  readonly n: number;
  /** Rate of the ordering rate: alpha + T. */
  readonly start: number;
  /** Shape of the leaving rate. */
  readonly s: number;
  /** Rate of the leaving rate: beta + T. */
  readonly beta: number;
}

/**
 * What is to come of a customer who orders at a rate lambda ~ Gamma(n, start) and leaves at a rate mu ~ Gamma(s, beta).
 *
 *     survival:   (1 + t / beta)^-s
 *     orders:     n / start times the integral of the survival
 *     discounted: n beta / start e^z E_s(z), z = delta beta, for an endless horizon
 *     exactly, at least: the integral over when the customer leaves, or when the last of these orders comes
 */
function paretoFuture(state: ParetoState): OrderingFuture {
  const { n, start, s, beta } = state;
  const survival = (time: number): number => Math.exp(-s * Math.log1p(time / beta));
  return {
    survival,
    orders: ({ from, to }) =>
      (n / start) * (beta + from) * survival(from) * expEWithin(s, 0, (to - from) / (beta + from)),
    discountedOrders: ({ delta, horizon }) =>
      horizon === Infinity
        ? ((n * beta) / start) * expE(s, delta * beta)
        : ((n * beta) / start) * expEWithin(s, delta * beta, horizon / beta),
    exactly: ({ orders, time }) => exactly(state, orders, time),
    atLeast: ({ orders, time }) => atLeast(state, orders, time),
    nextOrder: (chance) => nextOrder(state, chance),
  };
}

/** The chance of k orders in time: of those still alive, and of those who left on the way. */
function exactly({ n, start, s, beta }: ParetoState, orders: number, time: number): number {
  if (time === 0) return orders === 0 ? 1 : 0;
  const ways = logGammaDifference(n, orders) - logGamma(orders + 1);
  const alive = ways - n * Math.log1p(time / start) - orders * Math.log1p(start / time) - s * Math.log1p(time / beta);
  // left at e^v: n ln start + k v - (n + k) ln(start + e^v) + s ln beta - (s + 1) ln(beta + e^v) + v
  const [lnStart, lnBeta] = [Math.log(start), Math.log(beta)];
  const left = logConcaveIntegral({
    value: (v) =>
      -n * softplus(v - lnStart) - orders * softplus(lnStart - v) - s * softplus(v - lnBeta) - softplus(lnBeta - v),
    slope: (v) => orders + 1 - (n + orders) * logistic(v - lnStart) - (s + 1) * logistic(v - lnBeta),
    limit: Math.log(time),
  });
  return Math.exp(alive) + s * Math.exp(ways + left);
}

/** The chance that the k-th order comes within time, before the customer leaves. */
function atLeast({ n, start, s, beta }: ParetoState, orders: number, time: number): number {
  if (orders === 0) return 1;
  if (time === 0) return 0;
  const [lnStart, lnBeta] = [Math.log(start), Math.log(beta)];
  const log = logConcaveIntegral({
    value: (v) => -n * softplus(v - lnStart) - orders * softplus(lnStart - v) - s * softplus(v - lnBeta),
    slope: (v) => orders - (n + orders) * logistic(v - lnStart) - s * logistic(v - lnBeta),
    limit: Math.log(time),
  });
  return Math.min(1, Math.exp(log - logBeta(n, orders)));
}

/** Chances, relative to their limit, below which what is left open has lost the digits that the chance itself has. */
const SMALL = 0.02;

/**
 * The time by which the next event has come and was an order, by Newton's steps: for small chances on the chance, which lies
 * below its tangent, so that from the left they never overshoot; else on the logarithm of what is left open, which is
 * nearly straight in the logarithm of 1 + t / start.
 */
function nextOrder(state: ParetoState, chance: number): number {
  const { n, start, s, beta } = state;
  if (chance === 0) return 0;
  // of what is open at t, the share that ends by an order: rho with the two processes exchanged
  const share = (time: number): number =>
    survivorShare({ q: s, s: n, ordering: beta + time, leaving: start + time, apart: start - beta });
  const limit = share(0);
  if (chance >= limit) return Infinity;
  let log = -Math.log1p(-chance) / n; // without leaving: never too late
  if (chance < SMALL * limit) {
    let time = start * Math.expm1(log);
    for (let step = 0; step < 50; step++) {
      const short = chance - atLeast(state, 1, time);
      const density = (n / start) * Math.exp(-(n + 1) * Math.log1p(time / start) - s * Math.log1p(time / beta));
      const next = time + short / density;
      if (!(next > time * (1 + 1e-15) && next < Infinity)) break;
      time = next;
    }
    return time;
  }
  const target = Math.log(limit - chance);
  for (let step = 0; step < 100; step++) {
    if (log > 700) return Infinity;
    const time = start * Math.expm1(log);
    const open = share(time);
    const excess = Math.log(open) - n * log - s * Math.log1p(time / beta) - target;
    const move = (excess * open) / n;
    log = Math.max(log / 2, log + move);
    if (Math.abs(move) < 1e-15 * log) break;
  }
  return start * Math.expm1(log);
}

/** ln(1 + e^u). */
const softplus = (u: number): number => (u > 0 ? u + Math.log1p(Math.exp(-u)) : Math.log1p(Math.exp(u)));

/** 1 / (1 + e^-u). */
const logistic = (u: number): number => 1 / (1 + Math.exp(-u));
