import { asOfIn, compiledPolicy, err, type InstantInput, ok, type Result } from "../core/index.ts";
import { checkedColumns } from "./internal/checkedColumns.ts";
import { modelOf } from "./internal/modelOf.ts";
import type { RfmColumns, RfmFit, RfmFitRefusal, RfmPolicy } from "./model.ts";
import { rfmKind } from "./rfmKind.ts";

/**
 * Fits the cuts of a population that comes as columns: the same model as {@link fitRfm} gives, without an object for each
 * customer.
 *
 * @param columns - For each metric of the policy its values: days, counts, major units of the currency. A row in which any of
 *   them is not finite is left out, and counted in `rows` under `unscored-metric`.
 * @param policy - Mode, bins, currency.
 * @param options - `asOf`, the moment up to which the customers were summarised.
 * @returns The model, frozen, with its findings; or `no-customers` when no row could be used.
 * @throws `DomainError` with code `policy-not-checked`, `invalid-instant`, or `invalid-option` for columns that are missing or
 *   differ in length, and for mode `ntile` without identifiers.
 *
 * @example
 * ```ts
 * import { orThrow } from "clientele/core";
 * import { defineRfmPolicy, defineSegmentTable, fitRfmColumns, scoreRfmColumns, segmentColumns } from "clientele/segmentation";
 *
 * const bins = { recency: 2, frequency: 2, monetary: 2 };
 * const policy = defineRfmPolicy({ id: "rfm", version: 1, mode: "quantile", frequency: "orders", currency: "CNY", bins });
 * const columns = { values: { recency: [3, 80, NaN], frequency: [9, 1, 0], monetary: [900, 40, 0] } };
 * const { model } = orThrow(fitRfmColumns(columns, policy, { asOf: "2026-01-01T00:00:00+08:00" }));
 * const scores = scoreRfmColumns(columns, model);
 * const table = defineSegmentTable({
 *   id: "halves", version: 1, bins,
 *   boxes: [{ segment: "core", recency: { from: 2, to: 2 }, monetary: { from: 2, to: 2 } }, { segment: "potential" }],
 * });
 * const { segments, codes, counts } = segmentColumns(scores, table);
 *
 * [Array.from(scores.scores.recency), scores.unscored]; // => [[2, 1, 0], 1]
 * Array.from(codes, (code) => segments[code] ?? null); // => ["core", "potential", null]
 * counts; // => [1, 1]
 * ```
 */
export function fitRfmColumns<Metric extends string>(
  columns: RfmColumns<Metric>,
  policy: RfmPolicy<Metric>,
  options: { readonly asOf: InstantInput },
): Result<RfmFit<Metric>, RfmFitRefusal> {
  const { sources } = compiledPolicy(rfmKind, policy);
  const asOf = asOfIn(options);
  const metrics = sources.map(({ metric }) => metric);
  const { values, customerIds, rows } = checkedColumns(columns, metrics, policy.mode === "ntile");
  const usable = new Uint8Array(rows);
  let customers = 0;
  for (let row = 0; row < rows; row++) {
    if (values.every((column) => Number.isFinite(column[row]))) {
      usable[row] = 1;
      customers++;
    }
  }
  if (customers === 0) return err({ code: "no-customers" });
  const kept = <T>(column: ArrayLike<T>): ArrayLike<T> =>
    customers === rows
      ? column
      : Array.from({ length: rows }, (_, row) => column[row] as T).filter((_, row) => usable[row] === 1);
  const { model, findings } = modelOf(policy, values.map(kept), kept(customerIds), asOf);
  const left = rows - customers;
  const byCode: Readonly<Record<string, number>> = left === 0 ? {} : { "unscored-metric": left };
  return ok({ model, findings, rows: { total: left, byCode, rows: [] } });
}
