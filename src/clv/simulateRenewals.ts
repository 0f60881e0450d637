import { readyRenewals } from "./internal/checkedModel.ts";
import { MOST_OPPORTUNITIES } from "./internal/opportunityFault.ts";
import { checkedSeed } from "./internal/options.ts";
import { checkedCount } from "./internal/readOpportunities.ts";
import { simulateRenewed } from "./internal/simulatePeriods.ts";
import type { RenewalScoring } from "./model.ts";
import type { SimulatedRenewals } from "./renewalModel.ts";

/**
 * Makes up customers who renew as a model says: for trying things out, and for seeing whether a fit finds its own parameters again.
 *
 * The same seed gives the same customers everywhere.
 *
 * @param model - sBG or beta-discrete-Weibull, fitted or written down.
 * @param options - `due`: how many renewals could have come so far, one customer each, to 1,000,000; `seed`: a safe integer.
 * @returns Columns for `fitSbg` and `fitBdw`.
 * @throws `DomainError` with code `invalid-model`, or `invalid-option`.
 *
 * @example
 * ```ts
 * import { simulateRenewals } from "clientele/clv";
 *
 * const members = simulateRenewals(
 *   { format: "sbg-model/1", parameters: { alpha: 0.704, beta: 1.182 } },
 *   { due: [0, 12, 12], seed: 1 },
 * );
 *
 * [members.renewals.length, members.renewals[0], members.ended[0]]; // => [3, 0, 0]
 * ```
 */
export function simulateRenewals(
  model: RenewalScoring,
  options: { readonly due: ArrayLike<number>; readonly seed: number },
): SimulatedRenewals {
  readyRenewals(model);
  const due = Float64Array.from(options.due, (count, index) =>
    checkedCount(count, { path: `due.${index}`, most: MOST_OPPORTUNITIES }),
  );
  return simulateRenewed(due, { c: 1, ...model.parameters }, checkedSeed(options.seed));
}
