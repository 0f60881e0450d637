import {
  DomainError,
  invalidFact,
  LISTED_ROWS,
  minorDigits,
  type Money,
  parseMoney,
  type RowFindings,
  show,
  startRowFindings,
} from "../core/index.ts";
import { checkOptions } from "./internal/options.ts";
import { noteRow } from "./internal/rowRefusals.ts";
import { spendFault } from "./kernel.ts";
import type { HistorySubject } from "./historyModel.ts";

/**
 * Turns customer summaries into what a spend model is fitted on: how many purchase days each mean is of, and the mean.
 *
 * Usually the first purchase day is left out, since the models of orders leave it out, and a first order often differs from
 * later ones. With `firstOrder` it counts, and a customer who came once has a mean too.
 *
 * @param subjects - Summaries, such as `summarizeOrders` gives; `gross` is asked for only with `firstOrder`.
 * @param options - `currency`: ISO 4217 code the spend must be in; `firstOrder`: whether the first purchase day counts; `listed`:
 *   how many findings are listed (all are counted; default 100).
 * @returns Columns for `fitGammaGamma`. Customers with no purchase day that counts, or whose counted orders were free, have no
 *   row: they are counted in `leftOut`. Those whose facts cannot be true, or are in another currency, are listed in `findings`.
 * @throws `DomainError` with code `invalid-option` for an unknown currency.
 *
 * @example
 * ```ts
 * import { spendColumns } from "clientele/clv";
 * import { money } from "clientele/core";
 *
 * const subjects = [
 *   { customerId: "a", gross: money("90.00", "CNY"), repeat: { frequency: 2, recencyDays: 14, ageDays: 28, spend: money("50.00", "CNY") } },
 *   { customerId: "b", gross: money("20.00", "CNY"), repeat: { frequency: 0, recencyDays: 0, ageDays: 9, spend: money("0.00", "CNY") } },
 * ];
 * const repeats = spendColumns(subjects, { currency: "CNY", firstOrder: false });
 * const all = spendColumns(subjects, { currency: "CNY", firstOrder: true });
 *
 * [Array.from(repeats.monetary), repeats.leftOut]; // => [[25], 1]
 * [Array.from(all.frequency), Array.from(all.monetary)]; // => [[3, 1], [30, 20]]
 * ```
 */
export function spendColumns(
  subjects: Iterable<HistorySubject & { readonly gross?: Money }>,
  options: { readonly currency: string; readonly firstOrder: boolean; readonly listed?: number },
): {
  /** ISO 4217 code of `monetary`. */
  readonly currency: string;
  /** Whose row it is. */
  readonly ids: readonly string[];
  /** How many purchase days the mean is of. */
  readonly frequency: Float64Array;
  /** Mean amount of a purchase day, major units. */
  readonly monetary: Float64Array;
  /** How many customers have no row because they paid for nothing that counts. */
  readonly leftOut: number;
  /** Customers without a row because of what is wrong with them, by their place in the input. */
  readonly findings: RowFindings;
} {
  checkOptions(options, "{ currency, firstOrder }");
  const { currency, firstOrder } = options;
  if (typeof currency !== "string" || minorDigits(currency) === null) {
    throw new DomainError("invalid-option", `currency: expected an ISO 4217 code, received ${show(currency)}`);
  }
  const findings = startRowFindings(options.listed ?? LISTED_ROWS);
  const ids: string[] = [];
  const frequency: number[] = [];
  const monetary: number[] = [];
  let leftOut = 0;
  let index = -1;
  for (const { customerId, repeat, gross } of subjects) {
    index++;
    if (repeat === null) {
      leftOut++;
      continue;
    }
    const path = firstOrder ? "/gross" : "/repeat/spend";
    const read = parseMoney(firstOrder ? gross : repeat.spend);
    if (!read.ok) {
      noteRow(findings, index, { ...read.error, path: `${path}${read.error.path}` });
      continue;
    }
    if (read.value.currency !== currency) {
      const params = { index, expected: currency, observed: read.value.currency };
      findings.add({ index, code: "currency-mismatch", path: `${path}/currency`, params });
      continue;
    }
    const days = repeat.frequency + (firstOrder ? 1 : 0);
    const mean = Number(read.value.amount) / days;
    const fault = spendFault({ frequency: repeat.frequency, monetary: 1 });
    if (fault !== null) {
      noteRow(findings, index, invalidFact("/repeat/frequency", "non-negative-integer", repeat.frequency));
    } else if (days === 0 || mean === 0) {
      leftOut++;
    } else if (spendFault({ frequency: days, monetary: mean }) !== null) {
      noteRow(findings, index, invalidFact(`${path}/amount`, "positive-number", read.value.amount));
    } else {
      ids.push(customerId);
      frequency.push(days);
      monetary.push(mean);
    }
  }
  return {
    currency,
    ids,
    frequency: Float64Array.from(frequency),
    monetary: Float64Array.from(monetary),
    leftOut,
    findings: findings.result(),
  };
}
