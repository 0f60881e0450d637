import { ok, type Result } from "../core/index.ts";
import { checkedBgNbd } from "./internal/checkedScoring.ts";
import { aliveReasons, readHistory } from "./internal/readHistory.ts";
import { bgNbdProbabilityAlive } from "./kernel.ts";
import type { AliveEstimate, BgNbdScoring, HistoryRefusal, PurchaseHistory } from "./model.ts";

/**
 * The chance that a customer is still alive, that is may order again.
 *
 *     P(alive) = 1 / (1 + a / (b + x - 1) * [(alpha + T) / (alpha + t)]^(r + x)), for x > 0; 1 for x = 0
 *
 * Under BG/NBD customers can leave only after a repeat purchase: the 1 of those without one says nothing, and the reasons
 * say so. The chance falls with silence, and the faster the more often the customer used to order.
 *
 * @param history - Frequency x, recency t and age T: in days (`CustomerSummary.repeat` fits), or with their unit. They are
 *   converted to the model's unit.
 * @param model - What `fitBgNbd` gave, perhaps read back from JSON.
 * @returns The chance; or `invalid-fact`, `recency-beyond-age`, `recency-without-repeat`, `repeat-without-recency`.
 * @throws `DomainError` with code `invalid-model` for something that is no model.
 *
 * @example The published CDNOW estimates: two repeat purchases, silent for 19 weeks
 * ```ts
 * import { type BgNbdScoring, probabilityAlive } from "clientele/clv";
 *
 * const model: BgNbdScoring = {
 *   format: "bg-nbd-model/1", unit: "week", parameters: { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 },
 * };
 * const regular = probabilityAlive({ frequency: 2, recencyDays: 140, ageDays: 273 }, model);
 * const newcomer = probabilityAlive({ frequency: 0, recency: 0, age: 39, unit: "week" }, model);
 *
 * regular.ok && regular.value.probability.toFixed(3); // => "0.543"
 * newcomer.ok && [newcomer.value.probability, newcomer.value.reasons[0]?.code]; // => [1, "alive-uninformative"]
 * ```
 *
 * @see P. S. Fader, B. G. S. Hardie and K. L. Lee, Marketing Science 24(2), 2005.
 */
export function probabilityAlive(history: PurchaseHistory, model: BgNbdScoring): Result<AliveEstimate, HistoryRefusal> {
  const { unit, parameters } = checkedBgNbd(model);
  const row = readHistory(history, unit);
  if (!row.ok) return row;
  return ok({
    probability: bgNbdProbabilityAlive(row.value, parameters),
    reasons: aliveReasons(row.value.frequency),
  });
}
