import { checkedGammaGamma } from "./internal/checkedModel.ts";
import { checkedSeed } from "./internal/options.ts";
import { simulateMeans } from "./internal/simulateOrdering.ts";
import type { GammaGammaScoring } from "./model.ts";
import type { SimulatedSpend } from "./historyModel.ts";

/**
 * Makes up what customers spend as Gamma-Gamma says.
 *
 * @param model - A Gamma-Gamma model, fitted or written down.
 * @param options - `frequency`: repeat purchases, one customer each; `seed`: a safe integer.
 * @returns The mean amount of each customer's purchases, major units; 0 where there are none.
 * @throws `DomainError` with code `invalid-model`, or `invalid-option`.
 *
 * @example
 * ```ts
 * import { type GammaGammaScoring, simulateSpend } from "clientele/clv";
 *
 * const model: GammaGammaScoring = {
 *   format: "gamma-gamma-model/1", currency: "USD", parameters: { p: 6.25, q: 3.74, v: 15.44 },
 * };
 * const { monetary } = simulateSpend(model, { frequency: [0, 2, 5], seed: 1 });
 *
 * Array.from(monetary, (mean) => mean > 0); // => [false, true, true]
 * ```
 */
export function simulateSpend(
  model: GammaGammaScoring,
  options: { readonly frequency: ArrayLike<number>; readonly seed: number },
): SimulatedSpend {
  const { currency, parameters } = checkedGammaGamma(model);
  return {
    currency,
    frequency: Float64Array.from(options.frequency),
    monetary: simulateMeans(options.frequency, parameters, checkedSeed(options.seed)),
  };
}
