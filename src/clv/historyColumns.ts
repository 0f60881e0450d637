import { DomainError, LISTED_ROWS, minorDigits, parseMoney, show, startRowFindings } from "../core/index.ts";
import { checkedUnit, checkOptions } from "./internal/options.ts";
import { readHistory } from "./internal/readHistory.ts";
import { noteRow } from "./internal/rowRefusals.ts";
import type { ClvUnit } from "./kernel.ts";
import type { HistoryColumns, HistorySubject } from "./historyModel.ts";

/**
 * Turns customer summaries, which count in days, into columns in the unit of a model.
 *
 * Customers without a purchase, with spend in another currency, or with a history that cannot be true have no row: each is
 * listed in `findings`, none is dropped silently. The columns carry their unit and currency, and fitting and scoring hold
 * them against what they are told.
 *
 * @param subjects - Summaries, such as `summarizeOrders` gives.
 * @param options - `unit`: of the columns; a month is 365.25 / 12 days, a year 365.25; `currency`: ISO 4217 code the spend
 *   must be in; `listed`: how many findings are listed (all are counted; default 100).
 * @returns The columns, in the order of the subjects.
 * @throws `DomainError` with code `invalid-option` for another unit or an unknown currency.
 *
 * @example
 * ```ts
 * import { historyColumns } from "clientele/clv";
 * import { money } from "clientele/core";
 *
 * const columns = historyColumns(
 *   [
 *     { customerId: "a", repeat: { frequency: 2, recencyDays: 14, ageDays: 28, spend: money("60.00", "CNY") } },
 *     { customerId: "b", repeat: null },
 *   ],
 *   { unit: "week", currency: "CNY" },
 * );
 *
 * [columns.ids, Array.from(columns.recency), Array.from(columns.monetary)]; // => [["a"], [2], [30]]
 * columns.findings.byCode; // => { "never-purchased": 1 }
 * ```
 */
export function historyColumns(
  subjects: Iterable<HistorySubject>,
  options: { readonly unit: ClvUnit; readonly currency: string; readonly listed?: number },
): HistoryColumns {
  checkOptions(options, "{ unit, currency }");
  const unit = checkedUnit(options.unit, "unit");
  const { currency } = options;
  if (typeof currency !== "string" || minorDigits(currency) === null) {
    throw new DomainError("invalid-option", `currency: expected an ISO 4217 code, received ${show(currency)}`);
  }
  const findings = startRowFindings(options.listed ?? LISTED_ROWS);
  const ids: string[] = [];
  const frequency: number[] = [];
  const recency: number[] = [];
  const age: number[] = [];
  const monetary: number[] = [];
  let index = -1;
  for (const { customerId, repeat } of subjects) {
    index++;
    if (repeat === null) {
      findings.add({ index, code: "never-purchased", path: "/repeat", params: { index, customerId } });
      continue;
    }
    const { spend } = repeat;
    const row = readHistory(repeat, unit);
    if (!row.ok) {
      const { error } = row;
      noteRow(findings, index, error.code === "invalid-fact" ? { ...error, path: `/repeat${error.path}` } : error);
      continue;
    }
    const read = parseMoney(spend);
    if (!read.ok) {
      noteRow(findings, index, { ...read.error, path: `/repeat/spend${read.error.path}` });
      continue;
    }
    if (read.value.currency !== currency) {
      const params = { index, expected: currency, observed: read.value.currency };
      findings.add({ index, code: "currency-mismatch", path: "/repeat/spend/currency", params });
      continue;
    }
    ids.push(customerId);
    frequency.push(row.value.frequency);
    recency.push(row.value.recency);
    age.push(row.value.age);
    monetary.push(row.value.frequency === 0 ? 0 : Number(read.value.amount) / row.value.frequency);
  }
  return {
    unit,
    currency,
    ids,
    frequency: Float64Array.from(frequency),
    recency: Float64Array.from(recency),
    age: Float64Array.from(age),
    monetary: Float64Array.from(monetary),
    findings: findings.result(),
  };
}
