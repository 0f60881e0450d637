import { err, multiplyMoney, ok, type Result } from "../core/index.ts";
import { expectedSpend } from "./expectedSpend.ts";
import { checkedBgNbd, checkedGammaGamma } from "./internal/checkedScoring.ts";
import { checkedMargin, deltaIn, horizonIn } from "./internal/options.ts";
import { aliveReasons, readHistory } from "./internal/readHistory.ts";
import { bgNbdDiscountedOrders, bgNbdExpectedOrders, bgNbdProbabilityAlive } from "./kernel.ts";
import type {
  BgNbdScoring,
  GammaGammaScoring,
  PurchaseHistory,
  ResidualValue,
  ResidualValueOptions,
  ResidualValueRefusal,
  SpendHistory,
} from "./model.ts";

/** From here a number has no plain decimal text. */
const LARGEST = 1e21;

/**
 * What a customer is still worth: the margin on the orders expected within a horizon, each discounted to now.
 *
 *     value = E[spend] * margin * integral over s from 0 to t of e^(-delta s) dE(s),    E(s) = expected orders in (T, T + s]
 *     delta = ln(1 + annual) a year, or the continuous rate
 *
 * Discounting is continuous: each order counts from the moment it is expected, not from the end of a period. The integral
 * is exact to about 12 digits. The amount is exact decimals from the product on: the product is written out to twelve
 * decimals, multiplied by the margin, and rounded once.
 *
 * @param history - The purchases, in days or with their unit, and what was spent on the repeat ones
 *   (`CustomerSummary.repeat` fits).
 * @param models - `bgNbd`: what `fitBgNbd` gave; `gammaGamma`: what `fitGammaGamma` gave. The value is in its currency.
 * @param options - `horizon`, `discount`, `margin`, `rounding`; units of time are converted to the model's.
 * @returns The value with its parts and what it takes for granted; or a refusal as of `probabilityAlive` or
 *   `expectedSpend`, or `value-out-of-range` for an amount of 1e21 or more.
 * @throws `DomainError` with code `invalid-model`, or `invalid-option`.
 *
 * @example
 * ```ts
 * import { type BgNbdScoring, type GammaGammaScoring, residualValue } from "clientele/clv";
 * import { money } from "clientele/core";
 *
 * const bgNbd: BgNbdScoring = {
 *   format: "bg-nbd-model/1", unit: "week", parameters: { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 },
 * };
 * const gammaGamma: GammaGammaScoring = {
 *   format: "gamma-gamma-model/1", currency: "USD", parameters: { p: 6.25, q: 3.74, v: 15.44 },
 * };
 * const customer = { frequency: 2, recencyDays: 213, ageDays: 272, spend: money("44.69", "USD") };
 * const worth = residualValue(customer, { bgNbd, gammaGamma }, {
 *   horizon: { amount: 3, unit: "year" }, discount: { annual: 0.1 }, margin: "0.35", rounding: "half-even",
 * });
 *
 * worth.ok && worth.value.value; // => { amount: "27.28", currency: "USD" }
 * ```
 *
 * @see P. S. Fader, B. G. S. Hardie and K. L. Lee, RFM and CLV: Using Iso-Value Curves for Customer Base Analysis, Journal
 *   of Marketing Research 42(4), 2005, for the decomposition.
 */
export function residualValue(
  history: PurchaseHistory & SpendHistory,
  models: { readonly bgNbd: BgNbdScoring; readonly gammaGamma: GammaGammaScoring },
  { horizon, discount, margin, rounding }: ResidualValueOptions,
): Result<ResidualValue, ResidualValueRefusal> {
  const { unit, parameters } = checkedBgNbd(models.bgNbd);
  const { currency } = checkedGammaGamma(models.gammaGamma);
  const time = horizonIn(horizon, unit);
  const delta = deltaIn(discount, unit);
  checkedMargin(margin);
  const row = readHistory(history, unit);
  if (!row.ok) return row;
  const spend = expectedSpend(history, models.gammaGamma);
  if (!spend.ok) return spend;
  const discountedOrders = bgNbdDiscountedOrders(row.value, parameters, { horizon: time, delta });
  const worth = discountedOrders * spend.value.mean;
  if (!(worth < LARGEST)) return err({ code: "value-out-of-range", observed: worth });
  return ok({
    value: multiplyMoney({ amount: worth.toFixed(12), currency }, margin, { rounding }),
    parts: {
      probabilityAlive: bgNbdProbabilityAlive(row.value, parameters),
      expectedOrders: bgNbdExpectedOrders(row.value, parameters, time),
      discountedOrders,
      expectedSpend: spend.value.mean,
    },
    horizon,
    discount,
    margin,
    assumes: ["assumes-steady-customers", "assumes-independent-spend", "assumes-constant-margin"],
    reasons: aliveReasons(row.value.frequency),
  });
}
