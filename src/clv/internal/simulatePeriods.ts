import { type Random, startRandom } from "../../numeric/index.ts";
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
