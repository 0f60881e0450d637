import {
  DomainError,
  type InvalidFact,
  invalidFact,
  type RowFindings,
  type RowFindingsBuilder,
  startRowFindings,
} from "../../core/index.ts";
import type { ClvFitRefusal } from "../model.ts";
import type { ImpossibleHistory } from "../historyModel.ts";
import type { ImpossibleOpportunities } from "../opportunityModel.ts";

/** What can be wrong with a row. */
type RowRefusal = InvalidFact | ImpossibleHistory | ImpossibleOpportunities;

/**
 * Notes a row that cannot be used.
 *
 * @param findings - Where.
 * @param index - The row.
 * @param refusal - Why.
 */
export function noteRow(findings: RowFindingsBuilder, index: number, refusal: RowRefusal): void {
  const { code, ...params } = refusal;
  findings.add({
    index,
    code,
    path: refusal.code === "invalid-fact" ? refusal.path : "",
    params: { index, ...params },
  });
}

/**
 * Looks through the rows a model is to be fitted on.
 *
 * @param columns - By name; all must be of one length. A weight may be left out.
 * @param options - `listed`: how many are listed. `refusalOf`: what is wrong with a row.
 * @returns The refusal; null when every row can be used.
 * @throws `DomainError` with code `invalid-columns`.
 */
export function refuseRows(
  columns: Readonly<Record<string, ArrayLike<number | boolean> | undefined>>,
  options: {
    readonly listed: number;
    readonly refusalOf: (row: number) => RowRefusal | null;
  },
): Extract<ClvFitRefusal, { readonly code: "invalid-rows" }> | null {
  const rows = rowsOf(columns);
  const { weight } = columns;
  const findings = startRowFindings(options.listed);
  let first = -1;
  for (let row = 0; row < rows; row++) {
    const many = weight?.[row] ?? 1;
    const refusal =
      options.refusalOf(row) ??
      (typeof many === "number" && many > 0 && many < Infinity
        ? null
        : invalidFact("/weight", "positive-number", many));
    if (refusal === null) continue;
    noteRow(findings, row, refusal);
    if (first < 0) first = row;
  }
  if (first < 0) return null;
  const noted: RowFindings = findings.result();
  return { code: "invalid-rows", total: noted.total, first, rows: noted };
}

/** Columns that may be missing. */
const OPTIONAL: ReadonlySet<string> = /* @__PURE__ */ new Set(["weight"]);

/**
 * The one length of all columns.
 *
 * @param columns - By name.
 * @throws `DomainError` with code `invalid-columns`.
 */
export function rowsOf(columns: Readonly<Record<string, ArrayLike<number | boolean> | undefined>>): number {
  let rows: number | null = null;
  for (const [name, column] of Object.entries(columns)) {
    if (column === undefined && OPTIONAL.has(name)) continue;
    const length: unknown = (column as { readonly length?: unknown } | null | undefined)?.length;
    if (typeof length !== "number") throw new DomainError("invalid-columns", `expected a column of numbers at ${name}`);
    rows ??= length;
    if (length !== rows) {
      throw new DomainError("invalid-columns", `expected ${rows} rows in every column, received ${length} in ${name}`);
    }
  }
  return rows ?? 0;
}
