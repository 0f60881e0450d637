import type { RfmModel, RfmRow, RfmSubject } from "./model.ts";
import { scoreRfm } from "./scoreRfm.ts";

/**
 * Scores a population row by row, lazily: nothing is held but the row at hand.
 *
 * @param rows - Summaries, with whatever else the caller keeps in them.
 * @param model - What `fitRfm` gave, perhaps read back from JSON.
 * @returns Each row as it came in, with its scores or the reason why there are none.
 * @throws `DomainError` with code `invalid-model` for something that is no model.
 *
 * @example
 * ```ts
 * import { instant, money, orThrow } from "clientele/core";
 * import { defineRfmPolicy, fitRfm, scoreRfmRows } from "clientele/segmentation";
 *
 * const policy = defineRfmPolicy({
 *   id: "rfm", version: 1, mode: "quantile", frequency: "orders", currency: "CNY",
 *   bins: { recency: 2, frequency: 2, monetary: 2 },
 * });
 * const asOf = instant("2026-01-01T00:00:00+08:00");
 * const customer = (customerId: string, recencyDays: number | null, orders: number, amount: string) =>
 *   ({ customerId, asOf, recencyDays, orders, purchaseDays: orders, monetary: money(amount, "CNY") });
 * const customers = [customer("a", 3, 9, "900.00"), customer("b", 80, 1, "40.00"), customer("c", null, 0, "0.00")];
 * const { model } = orThrow(fitRfm(customers, policy));
 * const rows = [...scoreRfmRows(customers, model)];
 *
 * rows.map(({ row, result }) => [row.customerId, result.ok ? result.value.recency : result.error.code]); // => [["a", 2], ["b", 1], ["c", "no-purchase"]]
 * ```
 */
export function* scoreRfmRows<Row extends RfmSubject, Metric extends string>(
  rows: Iterable<Row>,
  model: RfmModel<Metric>,
): IterableIterator<RfmRow<Row, Metric>> {
  for (const row of rows) yield { row, result: scoreRfm(row, model) };
}
