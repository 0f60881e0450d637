import { DomainError, invalidFact, LISTED_ROWS, startRowFindings } from "../core/index.ts";
import { checkedGammaGamma, readyOrdering } from "./internal/checkedModel.ts";
import { checkedUnit, discountingIn, spanIn } from "./internal/options.ts";
import { historyRefusal } from "./internal/readHistory.ts";
import { noteRow, rowsOf } from "./internal/rowRefusals.ts";
import { expectedSpendColumn, historyFault, inUnit, scoreOrderingColumns, spendFault } from "./kernel.ts";
import type { ClvDiscount, ClvTimeSpan, GammaGammaScoring, OrderingScoring } from "./model.ts";
import type { ClvColumns, ClvScores } from "./estimateModel.ts";

/**
 * Scores a population: who is still alive, how many orders are to be expected by when, and how much each.
 *
 * The numbers are those of `probabilityAlive`, `expectedOrders`, `discountedOrders` and `expectedSpend`, row by row; where
 * a frequency has many rows they agree with those to about 12 digits. Rows that cannot be true are NaN and listed; the
 * others are scored all the same.
 *
 * @param columns - Histories with their unit (`historyColumns` fits); `monetary` where spend is asked for.
 * @param models - `orders`: any model of orders; and `spend`, a Gamma-Gamma model, where spend is asked for.
 * @param options - `horizon`: the time to come, with its unit; `discount`, where the discounted orders are asked for: those
 *   within the horizon, or within `discountHorizon`, null for all time to come (the discount must then be above zero); `listed`: how many bad rows are listed (all are counted; default 100).
 * @returns Columns as long as those given.
 * @throws `DomainError` with code `invalid-model`, `invalid-option`, or `invalid-columns` for columns of different lengths,
 *   a missing `monetary`, or another currency than the spend model's.
 *
 * @example
 * ```ts
 * import { type BgNbdScoring, scoreClv } from "clientele/clv";
 *
 * const orders: BgNbdScoring = {
 *   format: "bg-nbd-model/1", unit: "week", parameters: { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 },
 * };
 * const scores = scoreClv(
 *   { unit: "day", frequency: [2, 0, 1], recency: [213, 0, 300], age: [272, 272, 272] },
 *   { orders },
 *   { horizon: { amount: 39, unit: "week" } },
 * );
 *
 * Array.from(scores.expectedOrders, (orders) => orders.toFixed(3)); // => ["1.226", "0.195", "NaN"]
 * scores.findings.byCode; // => { "recency-beyond-age": 1 }
 * ```
 */
export function scoreClv(
  columns: ClvColumns,
  models: { readonly orders: OrderingScoring; readonly spend?: GammaGammaScoring | undefined },
  options: {
    readonly horizon: ClvTimeSpan;
    readonly discount?: ClvDiscount | undefined;
    readonly discountHorizon?: ClvTimeSpan | null | undefined;
    readonly listed?: number;
  },
): ClvScores {
  const { unit, process } = readyOrdering(models.orders);
  const spendModel = models.spend === undefined ? null : checkedGammaGamma(models.spend);
  const { horizon, discount, discountHorizon = horizon, listed = LISTED_ROWS } = options;
  const time = spanIn(horizon, unit, "horizon");
  const discounting = discount === undefined ? null : discountingIn({ discount, horizon: discountHorizon }, unit);
  const from = checkedUnit(columns.unit, "columns.unit");
  const { frequency, recency, age, monetary, currency } = columns;
  const rows = rowsOf({ frequency, recency, age, ...(monetary === undefined ? {} : { monetary }) });
  if (spendModel !== null && monetary === undefined) {
    throw new DomainError("invalid-columns", "expected a column monetary, since a spend model is given");
  }
  if (spendModel !== null && currency !== undefined && currency !== spendModel.currency) {
    throw new DomainError("invalid-columns", `expected amounts in ${spendModel.currency}, received ${currency}`);
  }

  const findings = startRowFindings(listed);
  for (let index = 0; index < rows; index++) {
    const row = { frequency: frequency[index] ?? NaN, recency: recency[index] ?? NaN, age: age[index] ?? NaN };
    const fault = historyFault(row);
    if (fault !== null) {
      noteRow(findings, index, historyRefusal(fault, row).error);
      continue;
    }
    const mean = monetary?.[index] ?? NaN;
    if (spendModel !== null && spendFault({ frequency: row.frequency, monetary: mean }) !== null) {
      noteRow(findings, index, invalidFact("/monetary", "positive-number", mean));
    }
  }
  const converted = (times: ArrayLike<number>): ArrayLike<number> =>
    from === unit
      ? times
      : Float64Array.from({ length: rows }, (_, row) => inUnit(times[row] ?? NaN, { from, to: unit }));
  return {
    horizon,
    discountHorizon,
    ...scoreOrderingColumns({ frequency, recency: converted(recency), age: converted(age) }, process, {
      horizon: time,
      discounting,
    }),
    expectedSpend:
      spendModel === null || monetary === undefined
        ? null
        : expectedSpendColumn({ frequency, monetary }, spendModel.parameters),
    findings: findings.result(),
  };
}
