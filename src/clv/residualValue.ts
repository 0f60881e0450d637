import { err, multiplyMoney, ok, type Result } from "../core/index.ts";
import { expectedSpend } from "./expectedSpend.ts";
import { checkedGammaGamma, readyOrdering } from "./internal/checkedModel.ts";
import { checkedMargin, discountingIn } from "./internal/options.ts";
import { readHistory } from "./internal/readHistory.ts";
import type { GammaGammaScoring, OrderingScoring } from "./model.ts";
import type { PurchaseHistory, SpendHistory } from "./historyModel.ts";
import type { ResidualValue, ResidualValueOptions, ResidualValueRefusal } from "./estimateModel.ts";

/** From here a number has no plain decimal text. */
const LARGEST = 1e21;

/**
 * What a customer is still worth: the margin on the orders to come, for ever or within a horizon, each discounted to now.
 *
 *     value = E[spend] * margin * integral over s from 0 to t of e^(-delta s) dE(s),    E(s) = expected orders in (T, T + s]
 *     delta = ln(1 + annual) a year, or the continuous rate
 *
 * Discounting is continuous: each order counts from the moment it is expected, not from the end of a period
 * (`discountedOrders`). The amount is exact decimals from the product on: the product is written out to twelve
 * decimals, multiplied by the margin, and rounded once.
 *
 * @param history - The purchases, in days or with their unit, and what was spent on the repeat ones
 *   (`CustomerSummary.repeat` fits).
 * @param models - `orders`: what `fitBgNbd`, `fitMbgNbd` or `fitParetoNbd` gave; `spend`: what `fitGammaGamma` gave. The
 *   value is in its currency.
 * @param options - `discount`, `margin`, `rounding`, and `horizon`, for ever unless given; units of time are converted to
 *   the model's.
 * @returns The value with its parts (`parts.value` is the number before rounding, which `outputInterval` takes) and what it
 *   takes for granted; or a refusal as of `probabilityAlive` or
 *   `expectedSpend`, or `value-out-of-range` for an amount of 1e21 or more.
 * @throws `DomainError` with code `invalid-model`, or `invalid-option`.
 *
 * @example
 * ```ts
 * import { type BgNbdScoring, type GammaGammaScoring, residualValue } from "clientele/clv";
 * import { money } from "clientele/core";
 *
 * const orders: BgNbdScoring = {
 *   format: "bg-nbd-model/1", unit: "week", parameters: { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 },
 * };
 * const spend: GammaGammaScoring = {
 *   format: "gamma-gamma-model/1", currency: "USD", parameters: { p: 6.25, q: 3.74, v: 15.44 },
 * };
 * const customer = { frequency: 2, recencyDays: 213, ageDays: 272, spend: money("44.69", "USD") };
 * const worth = residualValue(customer, { orders, spend }, {
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
  models: { readonly orders: OrderingScoring; readonly spend: GammaGammaScoring },
  options: ResidualValueOptions,
): Result<ResidualValue, ResidualValueRefusal> {
  const { unit, process, reasons } = readyOrdering(models.orders);
  const { currency } = checkedGammaGamma(models.spend);
  const { discount, margin, rounding, horizon = null } = options;
  const discounting = discountingIn(options, unit);
  checkedMargin(margin);
  const row = readHistory(history, unit);
  if (!row.ok) return row;
  const spend = expectedSpend(history, models.spend);
  if (!spend.ok) return spend;
  const alive = process.probabilityAlive(row.value);
  const future = process.future(row.value);
  const discountedOrders = alive * future.discountedOrders(discounting);
  const worth = discountedOrders * spend.value.mean;
  if (!(worth < LARGEST)) return err({ code: "value-out-of-range", observed: worth });
  return ok({
    value: multiplyMoney({ amount: worth.toFixed(12), currency }, margin, { rounding }),
    parts: {
      value: worth * Number(margin),
      probabilityAlive: alive,
      expectedOrders: horizon === null ? null : alive * future.orders({ from: 0, to: discounting.horizon }),
      discountedOrders,
      expectedSpend: spend.value.mean,
    },
    horizon,
    discount,
    margin,
    assumes: ["assumes-steady-customers", "assumes-independent-spend", "assumes-constant-margin"],
    reasons: reasons(row.value.frequency),
  });
}
