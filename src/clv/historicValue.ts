import {
  err,
  type Exact,
  exact,
  invalidFact,
  minorDigits,
  type Money,
  ok,
  parseMoney,
  type Result,
  type Rounding,
  roundedText,
  subtractMoney,
} from "../core/index.ts";
import { checkedMargin } from "./internal/options.ts";
import type { HistoricValue, HistoricValueRefusal } from "./observedModel.ts";

/**
 * What a customer has been worth so far: the margin on what they spent, less what they cost. Exact decimals; margin and costs
 * are rounded once each. It says nothing of the future.
 *
 *     round(monetary * margin) - round(sum of costs + perOrder * orders)
 *
 * @param subject - `monetary`: what was spent, refunds already taken off where they should be; `orders`: how many orders that
 *   was, asked for only with `perOrder` (`CustomerSummary` of `clientele/history` fits).
 * @param options - `margin`: the share that is earned, decimal text; `rounding`: to the currency's minor unit; `costs`:
 *   what was spent on the customer, such as on winning them, none unless given; `perOrder`: what it costs to serve one
 *   order. All in one currency.
 * @returns The value, below zero for a customer who cost more, with its parts and what it takes for granted; or
 *   `invalid-fact`, `currency-mismatch`.
 * @throws `DomainError` with code `invalid-option` for a margin that is no decimal text or another rounding.
 *
 * @example
 * ```ts
 * import { historicValue } from "clientele/clv";
 * import { money, orThrow } from "clientele/core";
 *
 * const { value, parts } = orThrow(
 *   historicValue(
 *     { monetary: money("1290.50", "CNY"), orders: 4 },
 *     { margin: "0.35", rounding: "half-even", costs: [money("60.00", "CNY")], perOrder: money("8.00", "CNY") },
 *   ),
 * );
 *
 * [value.amount, parts.margin.amount, parts.costs.amount]; // => ["359.68", "451.68", "92.00"]
 * ```
 *
 * @see Our own definition.
 */
export function historicValue(
  subject: { readonly monetary: Money; readonly orders?: number | undefined },
  options: {
    readonly margin: string;
    readonly rounding: Rounding;
    readonly costs?: readonly Money[];
    readonly perOrder?: Money;
  },
): Result<HistoricValue, HistoricValueRefusal> {
  const share = checkedMargin(options.margin);
  const input: unknown = subject;
  if (typeof input !== "object" || input === null) return err(invalidFact("", "object", input));
  const spent = parseMoney(subject.monetary);
  if (!spent.ok) return err({ ...spent.error, path: `/monetary${spent.error.path}` });
  const { currency } = spent.value;
  const rounded = (value: Exact): Money => ({
    amount: roundedText(value, minorDigits(currency) ?? 2, options.rounding),
    currency,
  });
  let sum = exact("0");
  const add = (input: Money, path: string, times: number): HistoricValueRefusal | null => {
    const cost = parseMoney(input);
    if (!cost.ok) return { ...cost.error, path: `${path}${cost.error.path}` };
    if (cost.value.currency !== currency) {
      return { code: "currency-mismatch", expected: currency, observed: cost.value.currency };
    }
    sum = sum.plus(exact(cost.value.amount).times(times));
    return null;
  };
  for (const [index, cost] of (options.costs ?? []).entries()) {
    const refusal = add(cost, `/costs/${index}`, 1);
    if (refusal !== null) return err(refusal);
  }
  if (options.perOrder !== undefined) {
    const { orders } = subject;
    if (!(Number.isSafeInteger(orders) && (orders ?? -1) >= 0)) {
      return err(invalidFact("/orders", "non-negative-integer", orders));
    }
    const refusal = add(options.perOrder, "/perOrder", orders ?? 0);
    if (refusal !== null) return err(refusal);
  }
  const margin = rounded(exact(spent.value.amount).times(share));
  const costs = rounded(sum);
  const value = subtractMoney(margin, costs);
  return value.ok ? ok({ value: value.value, parts: { margin, costs }, assumes: ["assumes-margin-so-far"] }) : value;
}
