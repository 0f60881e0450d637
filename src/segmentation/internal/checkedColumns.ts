import { DomainError, show } from "../../core/index.ts";
import type { RfmColumns } from "../model.ts";
import { ofMetric } from "./metricNames.ts";

/**
 * Makes sure that columns are there and of one length.
 *
 * @param columns - What the caller handed in.
 * @param metrics - The metrics in the order in which their columns are wanted.
 * @param named - Whether identifiers are needed.
 * @returns The columns in that order.
 * @throws `DomainError` with code `invalid-option`.
 */
export function checkedColumns(
  columns: RfmColumns<string>,
  metrics: readonly string[],
  named: boolean,
): {
  readonly values: readonly ArrayLike<number>[];
  readonly customerIds: ArrayLike<string>;
  readonly rows: number;
} {
  const given: unknown = (columns as RfmColumns<string> | null | undefined)?.values;
  if (typeof given !== "object" || given === null) {
    throw new DomainError("invalid-option", `columns: expected { values }, received ${show(columns)}`);
  }
  const values = metrics.map((metric) => {
    const column = ofMetric(given as Readonly<Record<string, unknown>>, metric);
    if (isColumn(column)) return column;
    throw new DomainError("invalid-option", `columns/values/${metric}: expected a column, received ${show(column)}`);
  });
  const rows = values[0]?.length ?? 0;
  const uneven = values.findIndex((column) => column.length !== rows);
  if (uneven >= 0) {
    throw new DomainError("invalid-option", `columns/values/${metrics[uneven] ?? ""}: expected ${rows} values`);
  }
  const customerIds = columns.customerIds ?? null;
  if (customerIds === null ? named : customerIds.length !== rows) {
    throw new DomainError("invalid-option", `columns/customerIds: expected ${rows} identifiers`);
  }
  return { values, customerIds: customerIds ?? [], rows };
}

const isColumn = (column: unknown): column is ArrayLike<number> =>
  typeof column === "object" && column !== null && "length" in column && Number.isSafeInteger(column.length);
