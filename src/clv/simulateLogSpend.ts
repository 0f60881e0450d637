import { DomainError, show } from "../core/index.ts";
import { requireScoring } from "./internal/checkedModel.ts";
import { simulateLogMeans } from "./internal/logNormalSpend.ts";
import { LOG_NORMAL } from "./internal/modelKinds.ts";
import { checkedSeed } from "./internal/options.ts";
import type { LogNormalScoring } from "./model.ts";
import type { SimulatedLogSpend } from "./historyModel.ts";

/** Orders drawn at most for one customer. */
const MOST = 1_000_000;

/**
 * Makes up what customers spend as the log-normal model says, order by order.
 *
 * The same seed gives the same amounts everywhere.
 *
 * @param model - A log-normal model, fitted or written down.
 * @param options - `frequency`: purchases, one customer each, to 1,000,000; `seed`: a safe integer.
 * @returns Columns for `fitLogNormal`, 0 where there are no purchases.
 * @throws `DomainError` with code `invalid-model`, or `invalid-option`.
 *
 * @example
 * ```ts
 * import { simulateLogSpend } from "clientele/clv";
 *
 * const { geometricMean } = simulateLogSpend(
 *   { format: "log-normal-model/1", currency: "CNY", parameters: { median: 80, between: 0.6, within: 0.4 } },
 *   { frequency: [0, 2, 5], seed: 1 },
 * );
 *
 * Array.from(geometricMean, (mean) => mean > 0); // => [false, true, true]
 * ```
 */
export function simulateLogSpend(
  model: LogNormalScoring,
  options: { readonly frequency: ArrayLike<number>; readonly seed: number },
): SimulatedLogSpend {
  requireScoring([LOG_NORMAL], model);
  const { currency, parameters } = model;
  const frequency = Float64Array.from(options.frequency, (orders, index) => {
    if (Number.isSafeInteger(orders) && orders >= 0 && orders <= MOST) return orders;
    throw new DomainError(
      "invalid-option",
      `frequency.${index}: expected a whole number from 0 to ${MOST}, received ${show(orders)}`,
    );
  });
  return { currency, frequency, ...simulateLogMeans(frequency, parameters, checkedSeed(options.seed)) };
}
