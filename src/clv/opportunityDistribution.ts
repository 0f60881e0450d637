import { ok, type Result } from "../core/index.ts";
import { requireScoring } from "./internal/checkedModel.ts";
import { BG_BB } from "./internal/modelKinds.ts";
import { checkedCount, readOpportunities } from "./internal/readOpportunities.ts";
import { bgBbProcess, type OpportunityRow } from "./kernel.ts";
import type { BgBbScoring } from "./model.ts";
import type { OpportunityDistribution, OpportunityRefusal } from "./opportunityModel.ts";

/** Most opportunities ahead: every count is a sum over them. */
const MOST = 10_000;

/**
 * The chances that a customer orders at 0, 1, 2, ... of the next opportunities, under BG/BB.
 *
 *     P(k) = [k = 0] (1 - P(alive)) + P(alive) * sum over i, the opportunities lived through, of C(i, k)
 *            B(alpha+x+k, beta+n-x+i-k)/B(alpha+x, beta+n-x) * the chance to live through just i of them
 *
 * All of them are listed, up to an order at every opportunity, and add up to 1.
 *
 * @param history - Frequency x, recency t, opportunities n. A new customer is one whose three numbers are 0.
 * @param model - What a fit gave, perhaps read back from JSON.
 * @param options - `horizon`: how many opportunities ahead, from 0 to 10,000.
 * @returns The chances, one more than there are opportunities; or a refusal as of `opportunityOutlook`.
 * @throws `DomainError` with code `invalid-model`, or `invalid-option`.
 *
 * @example The published estimates for donations; given in years 1 and 4 of 6
 * ```ts
 * import { type BgBbScoring, opportunityDistribution } from "clientele/clv";
 *
 * const model: BgBbScoring = {
 *   format: "bg-bb-model/1", parameters: { alpha: 1.204, beta: 0.75, gamma: 0.657, delta: 2.783 },
 * };
 * const donations = opportunityDistribution({ frequency: 2, recency: 4, opportunities: 6 }, model, { horizon: 2 });
 *
 * donations.ok && donations.value.probabilities.map((chance) => chance.toFixed(3)); // => ["0.644", "0.251", "0.104"]
 * ```
 *
 * @see P. S. Fader, B. G. S. Hardie and J. Shang, Marketing Science 29(6), 2010.
 */
export function opportunityDistribution(
  history: OpportunityRow,
  model: BgBbScoring,
  options: { readonly horizon: number },
): Result<OpportunityDistribution, OpportunityRefusal> {
  requireScoring([BG_BB], model);
  const horizon = checkedCount(options.horizon, { path: "horizon", most: MOST });
  const row = readOpportunities(history);
  if (!row.ok) return row;
  const process = bgBbProcess(model.parameters);
  const alive = process.probabilityAlive(row.value);
  const future = process.future(row.value);
  return ok({
    probabilities: Array.from(
      { length: horizon + 1 },
      (_, orders) => alive * future.exactly({ orders, to: horizon }) + (orders === 0 ? 1 - alive : 0),
    ),
    horizon,
  });
}
