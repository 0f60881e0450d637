import type { InstantInput, Result } from "../core/index.ts";
import { readyValue } from "./internal/readyValue.ts";
import type { ClvPolicy, CustomerValue, CustomerValueRefusal, ValueModels, ValueSubject } from "./valueModel.ts";

/**
 * What a customer is worth in all: the margin so far, and the margin on the orders to come, under one policy.
 *
 *     historic = round(monetary * margin) - round(acquisition + perOrder * orders + costs of their own)
 *     residual = round(D * E[spend] * margin * (1 - refundShare) - D * perOrder),    total = historic + residual
 *     D = P(alive) * expected orders within the horizon, each discounted to now
 *
 * Amounts are exact decimals from D and D * E[spend] on, which are written out to twelve decimals. Nothing is fitted here: the
 * models may come from storage (`restoreClvModel`), and any machine gives the same answer. The reasons tell the parts in
 * order, numbers to three decimals. A customer without a repeat order has a value too; under BG/NBD it says little, and the
 * reasons say so.
 *
 * @param subject - The customer's orders, or their summary as of the same moment; and what was spent on them, if anything
 *   beyond the policy's costs.
 * @param models - `orders`: what `fitBgNbd`, `fitMbgNbd` or `fitParetoNbd` gave; `spend`: what a fit of spend gave, in
 *   the policy's currency.
 * @param policy - Margin, costs, discount, horizon, rounding, and how orders are counted.
 * @param options - `asOf`: the moment of judgement.
 * @returns The value with its parts and reasons; or `never-purchased`, `invalid-orders` naming the orders that cannot be
 *   read, `as-of-mismatch` for a summary of another moment, or a refusal as of `residualValue`.
 * @throws `DomainError` with code `policy-not-checked`, `invalid-model`, or `invalid-instant`.
 *
 * @example
 * ```ts
 * import { customerValue, defineClvPolicy } from "clientele/clv";
 * import { orThrow } from "clientele/core";
 * import { explain } from "clientele/explain";
 *
 * const policy = defineClvPolicy({
 *   id: "value", version: 1, currency: "USD", timeZone: "America/New_York", refunds: "net", firstOrderInSpend: false,
 *   margin: "0.35", costs: { acquisition: "5.00", perOrder: "1.50" },
 *   discount: { annual: 0.1 }, horizon: { amount: 3, unit: "year" }, rounding: "half-even",
 * });
 * const orders = [
 *   { id: "1", customerId: "ada", at: "2026-01-03T12:00:00-05:00", amount: { amount: "21.00", currency: "USD" } },
 *   { id: "2", customerId: "ada", at: "2026-03-14T12:00:00-04:00", amount: { amount: "44.69", currency: "USD" } },
 * ];
 * const value = orThrow(
 *   customerValue(
 *     { customerId: "ada", orders },
 *     {
 *       orders: { format: "pareto-nbd-model/1", unit: "week", parameters: { r: 0.553, alpha: 10.578, s: 0.606, beta: 11.669 } },
 *       spend: { format: "gamma-gamma-model/1", currency: "USD", parameters: { p: 6.25, q: 3.74, v: 15.44 } },
 *     },
 *     policy,
 *     { asOf: "2026-05-31T23:59:59-04:00" },
 *   ),
 * );
 *
 * [value.historic, value.residual, value.total].map(({ amount }) => amount); // => ["14.99", "33.58", "48.57"]
 * explain(value, { locale: "en" })[0]; // => "the chance that the customer is still alive is 0.708"
 * ```
 *
 * @see Our own definition; for residual value as orders times spend, P. S. Fader, B. G. S. Hardie and K. L. Lee, RFM and CLV:
 *   Using Iso-Value Curves for Customer Base Analysis, Journal of Marketing Research 42(4), 2005.
 */
export const customerValue = (
  subject: ValueSubject,
  models: ValueModels,
  policy: ClvPolicy,
  options: { readonly asOf: InstantInput },
): Result<CustomerValue, CustomerValueRefusal> => readyValue(models, policy, options)(subject);
