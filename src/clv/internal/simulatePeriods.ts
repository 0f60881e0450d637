import { type Random, startRandom } from "../../numeric/index.ts";
import type { BdwParameters } from "./bdw.ts";
import type { BgBbParameters } from "./bgBb.ts";

/**
 * Customers of BG/BB at their opportunities.
 *
 * @param opportunities - How many there have been, one customer each.
 * @param parameters - alpha, beta, gamma, delta.
 * @param seed - Of chance.
 */
export function simulateTaken(
  opportunities: Float64Array,
  { alpha, beta, gamma, delta }: BgBbParameters,
  seed: number,
): { readonly frequency: Float64Array; readonly recency: Float64Array } {
  const random = startRandom(seed);
  const frequency = new Float64Array(opportunities.length);
  const recency = new Float64Array(opportunities.length);
  for (let customer = 0; customer < opportunities.length; customer++) {
    const orders = betaChance(random, alpha, beta);
    const leaves = betaChance(random, gamma, delta);
    for (let opportunity = 1; opportunity <= opportunities[customer]!; opportunity++) {
      if (random.uniform() < leaves) break;
      if (!(random.uniform() < orders)) continue;
      frequency[customer]!++;
      recency[customer] = opportunity;
    }
  }
  return { frequency, recency };
}

/** A beta variate as the ratio of gamma variates, on the logarithmic scale. */
const betaChance = (random: Random, first: number, second: number): number =>
  1 / (1 + Math.exp(random.logGamma(second) - random.logGamma(first)));

/**
 * Customers of the beta-discrete-Weibull model at their renewals; of sBG for c = 1.
 *
 * @param periods - How many renewals could have come, one customer each.
 * @param parameters - alpha, beta, c.
 * @param seed - Of chance.
 */
export function simulateRenewed(
  periods: Float64Array,
  { alpha, beta, c }: BdwParameters,
  seed: number,
): { readonly renewals: Float64Array; readonly ended: Uint8Array } {
  const random = startRandom(seed);
  const ended = new Uint8Array(periods.length);
  const renewals = periods.map((due, customer) => {
    const leaves = betaChance(random, alpha, beta);
    const aged = Math.log(random.uniform()) / Math.log1p(-leaves);
    const made = Math.floor(c === 1 ? aged : aged ** (1 / c));
    if (!(made < due)) return due;
    ended[customer] = 1;
    return made;
  });
  return { renewals, ended };
}
