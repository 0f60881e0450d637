import {
  addMoney,
  err,
  type Money,
  multiplyMoney,
  ok,
  parseMoney,
  type Result,
  type Rounding,
  subtractMoney,
} from "../core/index.ts";
import { checkedMargin } from "./internal/options.ts";
import type { HistoricValueRefusal } from "./model.ts";

/**
 * What a customer has been worth so far: the margin on what they spent, less what they cost. Exact decimals; rounded once
 * when the margin is taken. It says nothing of the future.
 *
 *     round(monetary * margin) - sum of costs
 *
 * @param subject - `monetary`: what was spent, refunds already taken off where they should be (`CustomerSummary` fits).
 * @param options - `margin`: the share that is earned, decimal text; `rounding`: to the currency's minor unit; `costs`:
 *   what was spent on the customer (acquisition, service), in the same currency, none by default.
 * @returns The value, below zero for a customer who cost more; or `invalid-fact`, `currency-mismatch`.
 * @throws `DomainError` with code `invalid-option` for a margin that is no decimal text or another rounding.
 *
 * @example
 * ```ts
 * import { money } from "clientele/core";
 * import { historicValue } from "clientele/clv";
 *
 * const value = historicValue(
 *   { monetary: money("1290.50", "CNY") },
 *   { margin: "0.35", rounding: "half-even", costs: [money("60.00", "CNY")] },
 * );
 *
 * value; // => { ok: true, value: { amount: "391.68", currency: "CNY" } }
 * ```
 *
 * @see Our own definition.
 */
export function historicValue(
  subject: { readonly monetary: Money },
  options: { readonly margin: string; readonly rounding: Rounding; readonly costs?: readonly Money[] },
): Result<Money, HistoricValueRefusal> {
  const margin = checkedMargin(options.margin);
  const spent = parseMoney(subject.monetary);
  if (!spent.ok) return err({ ...spent.error, path: `/monetary${spent.error.path}` });
  let value = multiplyMoney(spent.value, margin, { rounding: options.rounding });
  let costs: Money | null = null;
  for (const [index, input] of (options.costs ?? []).entries()) {
    const cost = parseMoney(input);
    if (!cost.ok) return err({ ...cost.error, path: `/costs/${index}${cost.error.path}` });
    const sum: Result<Money, HistoricValueRefusal> = costs === null ? cost : addMoney(costs, cost.value);
    if (!sum.ok) return sum;
    costs = sum.value;
  }
  if (costs !== null) {
    const rest = subtractMoney(value, costs);
    if (!rest.ok) return rest;
    value = rest.value;
  }
  return ok(value);
}
