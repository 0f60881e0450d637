import { DomainError } from "./error.ts";
import type { Labels, Tagged } from "./reason.ts";
import { show } from "./refusal.ts";

/** One row of the input that was not used, and why. */
export interface RowFinding {
  /** Its place in the input, counted from zero over everything handed in; null when it is about no single row. */
  readonly index: number | null;
  /** Why. */
  readonly code: string;
  /** JSON Pointer into the row; `""` is the row itself. */
  readonly path: string;
  /** What the sentence needs to know. */
  readonly params: Readonly<Record<string, string | number | boolean | null | Tagged | Labels>>;
}

/** What was left out of a population, or is worth knowing of its rows: all counted, the first ones listed. */
export interface RowFindings {
  /** How many rows. */
  readonly total: number;
  /** How many rows by code. */
  readonly byCode: Readonly<Record<string, number>>;
  /** The first ones, up to the cap. */
  readonly rows: readonly RowFinding[];
}

/** How many rows are listed unless told otherwise. */
export const LISTED_ROWS = 100;

/** Collects {@link RowFindings} in place. */
export interface RowFindingsBuilder {
  /** Notes one row. */
  add(row: RowFinding): void;
  /** Counts rows of which nothing more is known. */
  count(code: string, rows: number): void;
  /** What was noted so far. */
  result(): RowFindings;
}

/**
 * Starts collecting findings about rows: every row is counted by code, details are kept up to a cap.
 *
 * @param cap - How many rows are listed: an integer of zero or more.
 * @param from - Findings to go on from; none by default.
 * @returns The collector.
 * @throws {@link DomainError} with code `invalid-option` for another cap.
 */
export function startRowFindings(
  cap: number = LISTED_ROWS,
  from: RowFindings = { total: 0, byCode: {}, rows: [] },
): RowFindingsBuilder {
  if (!Number.isSafeInteger(cap) || cap < 0) {
    throw new DomainError("invalid-option", `listed: expected an integer of zero or more, received ${show(cap)}`);
  }
  let total = from.total;
  const byCode = new Map<string, number>(Object.entries(from.byCode));
  const rows: RowFinding[] = from.rows.slice(0, cap);
  const count = (code: string, more: number): void => {
    total += more;
    byCode.set(code, (byCode.get(code) ?? 0) + more);
  };
  return {
    count,
    add(row) {
      count(row.code, 1);
      if (rows.length < cap) rows.push(row);
    },
    result: () => ({
      total,
      byCode: Object.fromEntries([...byCode].sort(([a], [b]) => (a < b ? -1 : 1))),
      rows: [...rows],
    }),
  };
}
