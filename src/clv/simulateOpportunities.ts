import { requireScoring } from "./internal/checkedModel.ts";
import { BG_BB } from "./internal/modelKinds.ts";
import { MOST_OPPORTUNITIES } from "./internal/opportunityFault.ts";
import { checkedSeed } from "./internal/options.ts";
import { checkedCount } from "./internal/readOpportunities.ts";
import { simulateTaken } from "./internal/simulatePeriods.ts";
import type { BgBbScoring } from "./model.ts";
import type { SimulatedOpportunities } from "./opportunityModel.ts";

/**
 * Makes up customers who take opportunities as BG/BB says: for trying things out, and for seeing whether a fit finds its own
 * parameters again.
 *
 * The same seed gives the same customers everywhere.
 *
 * @param model - BG/BB, fitted or written down.
 * @param options - `opportunities`: how many there have been, one customer each; `seed`: a safe integer.
 * @returns Columns for `fitBgBb`.
 * @throws `DomainError` with code `invalid-model`, or `invalid-option`.
 *
 * @example
 * ```ts
 * import { type BgBbScoring, simulateOpportunities } from "clientele/clv";
 *
 * const model: BgBbScoring = {
 *   format: "bg-bb-model/1", parameters: { alpha: 1.204, beta: 0.75, gamma: 0.657, delta: 2.783 },
 * };
 * const donors = simulateOpportunities(model, { opportunities: [6, 6, 4], seed: 1 });
 *
 * Array.from(donors.opportunities); // => [6, 6, 4]
 * ```
 */
export function simulateOpportunities(
  model: BgBbScoring,
  options: { readonly opportunities: ArrayLike<number>; readonly seed: number },
): SimulatedOpportunities {
  requireScoring([BG_BB], model);
  const opportunities = Float64Array.from(options.opportunities, (count, index) =>
    checkedCount(count, { path: `opportunities.${index}`, most: MOST_OPPORTUNITIES }),
  );
  return { ...simulateTaken(opportunities, model.parameters, checkedSeed(options.seed)), opportunities };
}
