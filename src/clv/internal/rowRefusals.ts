import {
  DomainError,
  invalidFact,
  type RowFindings,
  type RowFindingsBuilder,
  show,
  startRowFindings,
} from "../../core/index.ts";
import type { ClvFitRefusal } from "../model.ts";
import type { HistoryRefusal } from "../historyModel.ts";
import type { ImpossibleOpportunities } from "../opportunityModel.ts";

/** What can be wrong with a row. */
type RowRefusal = HistoryRefusal | ImpossibleOpportunities;

/**
 * Notes a row that cannot be used.
 *
 * @param findings - Where.
 * @param index - The row.
 * @param refusal - Why.
 * @param customerId - Whose it is, where that is known.
 */
export function noteRow(findings: RowFindingsBuilder, index: number, refusal: RowRefusal, customerId?: unknown): void {
  const { code, ...params } = refusal;
  findings.add({
    index,
    code,
    path: refusal.code === "invalid-fact" ? refusal.path : "",
    params: { index, ...params, ...(typeof customerId === "string" ? { customerId } : {}) },
  });
}

/**
 * Looks through the rows a model is to be fitted on.
 *
 * @param columns - By name; all must be of one length. A weight may be left out.
 * @param options - `listed`: how many are listed. `refusalOf`: what is wrong with a row. `ids`: whose each row is, if known.
 * @returns The refusal; null when every row can be used.
 * @throws `DomainError` with code `invalid-columns`.
 */
export function refuseRows(
  columns: Readonly<Record<string, ArrayLike<number | boolean> | undefined>>,
  options: {
    readonly listed: number;
    readonly refusalOf: (row: number) => RowRefusal | null;
    readonly ids?: readonly string[] | undefined;
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
    noteRow(findings, row, refusal, options.ids?.[row]);
    if (first < 0) first = row;
  }
  if (first < 0) return null;
  const noted: RowFindings = findings.result();
  return { code: "invalid-rows", total: noted.total, first, rows: noted };
}

/**
 * Makes sure that there are columns at all.
 *
 * @param columns - What the caller handed in.
 * @throws `DomainError` with code `invalid-columns`.
 */
export function requireColumns(columns: unknown): void {
  if (typeof columns !== "object" || columns === null) {
    throw new DomainError("invalid-columns", `expected columns, received ${show(columns)}`);
  }
  if ("ok" in columns) {
    throw new DomainError(
      "invalid-columns",
      "expected columns, received a result: take its value out, as orThrow does",
    );
  }
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
