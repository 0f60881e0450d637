import { DomainError, ok, type Result, show } from "../core/index.ts";
import { readyOrdering } from "./internal/checkedModel.ts";
import { spanIn } from "./internal/options.ts";
import { readHistory } from "./internal/readHistory.ts";
import type { ClvTimeSpan, OrderingScoring } from "./model.ts";
import type { HistoryRefusal, PurchaseHistory } from "./historyModel.ts";
import type { OrderDistribution } from "./estimateModel.ts";

/** Most counts listed. */
const MOST = 100_000;

/**
 * The chances of 0, 1, 2, ... repeat orders of a customer within a horizon.
 *
 *     P(N = k) = P(alive) P(N = k | alive) + [k = 0] (1 - P(alive))
 *     given alive, BG/NBD and MBG/NBD: B(a, b' + k) / B(a, b') NB(k) + [k > 0] B(a + 1, b' + k - 1) / B(a, b') P(NB >= k)
 *     Pareto/NBD: NB(k) (1 + t / beta')^-s and the integral of NB(k) over when the customer left
 *
 * NB is the negative binomial distribution with r + x and alpha + T; b' = b + x, for MBG/NBD one more; beta' = beta + T.
 * All terms are positive, so that small chances keep their digits. The chances and what lies beyond them add up to 1.
 *
 * @param history - Frequency x, recency and age T: in days (`CustomerSummary.repeat` fits), or with their unit. A new
 *   customer is one whose three numbers are 0.
 * @param model - What a fit gave, perhaps read back from JSON.
 * @param options - `horizon`: the time to come; `upTo`: the largest count to list, at most 100,000.
 * @returns The chances; or a refusal as of `probabilityAlive`.
 * @throws `DomainError` with code `invalid-model`, or `invalid-option`.
 *
 * @example A new customer's first 39 weeks, by the published CDNOW estimates
 * ```ts
 * import { type BgNbdScoring, orderDistribution } from "clientele/clv";
 *
 * const model: BgNbdScoring = {
 *   format: "bg-nbd-model/1", unit: "week", parameters: { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 },
 * };
 * const newcomer = { frequency: 0, recencyDays: 0, ageDays: 0 };
 * const orders = orderDistribution(newcomer, model, { horizon: { amount: 39, unit: "week" }, upTo: 2 });
 *
 * orders.ok && orders.value.probabilities.map((chance) => chance.toFixed(3)); // => ["0.574", "0.199", "0.085"]
 * orders.ok && orders.value.beyond.toFixed(3); // => "0.141"
 * ```
 *
 * @see P. S. Fader, B. G. S. Hardie and K. L. Lee, Marketing Science 24(2), 2005, equation 8; P. S. Fader and B. G. S. Hardie,
 *   Deriving an Expression for P(X(t) = x) Under the Pareto/NBD Model (2006). The integral form is our own.
 */
export function orderDistribution(
  history: PurchaseHistory,
  model: OrderingScoring,
  options: { readonly horizon: ClvTimeSpan; readonly upTo: number },
): Result<OrderDistribution, HistoryRefusal> {
  const { unit, process, reasons } = readyOrdering(model);
  const { horizon, upTo } = options;
  const time = spanIn(horizon, unit, "horizon");
  if (!(Number.isSafeInteger(upTo) && upTo >= 0 && upTo <= MOST)) {
    throw new DomainError("invalid-option", `upTo: expected a whole number from 0 to ${MOST}, received ${show(upTo)}`);
  }
  const row = readHistory(history, unit);
  if (!row.ok) return row;
  const alive = process.probabilityAlive(row.value);
  const future = process.future(row.value);
  return ok({
    probabilities: Array.from(
      { length: upTo + 1 },
      (_, orders) => alive * future.exactly({ orders, time }) + (orders === 0 ? 1 - alive : 0),
    ),
    beyond: alive * future.atLeast({ orders: upTo + 1, time }),
    horizon,
    reasons: reasons(row.value.frequency),
  });
}
