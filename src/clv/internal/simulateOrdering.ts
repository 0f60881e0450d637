import { type Random, startRandom } from "../../numeric/index.ts";
import type { BgNbdParameters } from "./bgNbd.ts";
import type { GammaGammaParameters } from "./gammaGamma.ts";
import type { NbdParameters } from "./nbd.ts";
import type { ParetoNbdParameters } from "./paretoNbd.ts";

/** Orders after which a customer is followed no longer: it takes parameters without sense to come here. */
const MOST_ORDERS = 1e6;

/** How a customer of a model lives: draws their rate of ordering and when they leave. */
export type OrderingLife = (random: Random) => {
  /** Orders in a unit of time. */
  readonly rate: number;
  /** When they leave, whatever they do; Infinity where they leave only after orders. */
  readonly until: number;
  /** Tells whether they leave after an order. */
  readonly leaves: () => boolean;
  /** Whether they leave after their first purchase already. */
  readonly gone: boolean;
};

/**
 * Customers of BG/NBD.
 *
 * @param parameters - r, alpha, a, b.
 */
export const bgNbdLife = (parameters: BgNbdParameters): OrderingLife => geometricLife(parameters, false);

/**
 * Customers of MBG/NBD.
 *
 * @param parameters - r, alpha, a, b.
 */
export const mbgNbdLife = (parameters: BgNbdParameters): OrderingLife => geometricLife(parameters, true);

function geometricLife({ r, alpha, a, b }: BgNbdParameters, atOnce: boolean): OrderingLife {
  return (random) => {
    const rate = Math.exp(random.logGamma(r)) / alpha;
    // p / (1 - p) as the ratio of two gamma variates, on the logarithmic scale
    const odds = random.logGamma(a) - random.logGamma(b);
    const chance = 1 / (1 + Math.exp(-odds));
    const leaves = (): boolean => random.uniform() < chance;
    return { rate, until: Infinity, leaves, gone: atOnce && leaves() };
  };
}

/**
 * Customers of Pareto/NBD.
 *
 * @param parameters - r, alpha, s, beta.
 */
export const paretoNbdLife =
  ({ r, alpha, s, beta }: ParetoNbdParameters): OrderingLife =>
  (random) => {
    const rate = Math.exp(random.logGamma(r)) / alpha;
    const until = random.exponential() * beta * Math.exp(-random.logGamma(s));
    return { rate, until, leaves: () => false, gone: false };
  };

/**
 * Customers of NBD.
 *
 * @param parameters - r, alpha.
 */
export const nbdLife =
  ({ r, alpha }: NbdParameters): OrderingLife =>
  (random) => ({
    rate: Math.exp(random.logGamma(r)) / alpha,
    until: Infinity,
    leaves: () => false,
    gone: false,
  });

/**
 * Follows customers to their ages.
 *
 * @param ages - From the first purchase to the end of observation, one customer each.
 * @param life - How they live.
 * @param seed - Of chance.
 */
export function simulateOrdering(
  ages: ArrayLike<number>,
  life: OrderingLife,
  seed: number,
): { readonly frequency: Float64Array; readonly recency: Float64Array; readonly age: Float64Array } {
  const random = startRandom(seed);
  const customers = ages.length;
  const frequency = new Float64Array(customers);
  const recency = new Float64Array(customers);
  for (let customer = 0; customer < customers; customer++) {
    const { rate, until, leaves, gone } = life(random);
    const end = Math.min(until, ages[customer]!);
    let now = 0;
    for (let orders = 0; !gone && orders < MOST_ORDERS; ) {
      now += random.exponential() / rate;
      if (!(now <= end)) break;
      frequency[customer] = ++orders;
      recency[customer] = now;
      if (leaves()) break;
    }
  }
  return { frequency, recency, age: Float64Array.from(ages) };
}

/**
 * Draws the mean spend of customers of Gamma-Gamma.
 *
 * @param frequencies - Of how many orders each mean is; 0 where there are none.
 * @param parameters - p, q, v.
 * @param seed - Of chance.
 */
export function simulateMeans(
  frequencies: ArrayLike<number>,
  { p, q, v }: GammaGammaParameters,
  seed: number,
): Float64Array {
  const random = startRandom(seed);
  return Float64Array.from({ length: frequencies.length }, (_, customer) => {
    const x = frequencies[customer]!;
    const scale = Math.log(v) - random.logGamma(q);
    return x === 0 ? 0 : Math.exp(random.logGamma(p * x) + scale - Math.log(x));
  });
}
