import { ok, type Result } from "../core/index.ts";
import { readyOrdering } from "./internal/checkedModel.ts";
import { spanIn } from "./internal/options.ts";
import { readHistory } from "./internal/readHistory.ts";
import type { ClvTimeSpan, OrderingScoring } from "./model.ts";
import type { HistoryRefusal, PurchaseHistory } from "./historyModel.ts";
import type { AliveEstimate } from "./estimateModel.ts";

/**
 * The chance that a customer is still alive, that is may order again: now, or some time ahead.
 *
 *     BG/NBD     1 / (1 + a / (b + x - 1) * [(alpha + T) / (alpha + t)]^(r + x)), for x > 0; 1 for x = 0
 *     MBG/NBD    1 / (1 + a / (b + x) * [(alpha + T) / (alpha + t)]^(r + x))
 *     Pareto/NBD 1 / (1 + s / (r + s + x) * [...]), the bracket as of Fader and Hardie (2005)
 *     ahead      times the mean of (1 + p u / (alpha + T))^-(r + x); for Pareto/NBD times (1 + u / (beta + T))^-s
 *
 * Under BG/NBD customers can leave only after a repeat purchase: the 1 of those without one says nothing, and the reasons
 * say so. The chance falls with silence, and the faster the more often the customer used to order. That of the time ahead
 * takes for granted nothing of what the customer does until then.
 *
 * @param history - Frequency x, recency t and age T: in days (`CustomerSummary.repeat` fits), or with their unit. They are
 *   converted to the model's unit.
 * @param model - What a fit gave, perhaps read back from JSON.
 * @param options - `in`: how far ahead; now unless given.
 * @returns The chance; or `invalid-fact`, `recency-beyond-age`, `recency-without-repeat`, `repeat-without-recency`.
 * @throws `DomainError` with code `invalid-model` for something that is no model, `invalid-option` for no stretch of time.
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
export function probabilityAlive(
  history: PurchaseHistory,
  model: OrderingScoring,
  options: { readonly in?: ClvTimeSpan | null | undefined } = {},
): Result<AliveEstimate, HistoryRefusal> {
  const { unit, process, reasons } = readyOrdering(model);
  const ahead = options.in ?? null;
  const time = ahead === null ? 0 : spanIn(ahead, unit, "in");
  const row = readHistory(history, unit);
  if (!row.ok) return row;
  return ok({
    probability: process.probabilityAlive(row.value) * process.future(row.value).survival(time),
    in: ahead,
    reasons: reasons(row.value.frequency),
  });
}
