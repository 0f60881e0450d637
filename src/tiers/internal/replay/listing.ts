import { canonicalJson } from "../../../core/index.ts";
import type { ReplayFindings } from "../../replayModel.ts";

/** Counts what was amiss, and keeps the first by their order, whatever order they come in. */
export interface Listing<Row> {
  /** Notes one. */
  add(code: string, row: Row): void;
  /** Counts some of which nothing more is known. */
  count(code: string, more: number): void;
  /** Takes others in. */
  merge(findings: ReplayFindings<Row>): void;
  /** All of them. */
  result(): ReplayFindings<Row>;
}

/** Starts a listing. */
export function startListing<Row extends { readonly customerId: string }>(cap: number): Listing<Row> {
  const byCode = new Map<string, number>();
  const rows: { readonly key: string; readonly row: Row }[] = [];
  const keep = (row: Row): void => {
    const key = JSON.stringify([row.customerId, canonicalJson(row)]);
    const after = rows.findIndex((other) => key < other.key);
    rows.splice(after < 0 ? rows.length : after, 0, { key, row });
    if (rows.length > cap) rows.pop();
  };
  const count = (code: string, more: number): void => {
    byCode.set(code, (byCode.get(code) ?? 0) + more);
  };
  return {
    count,
    add(code, row) {
      count(code, 1);
      keep(row);
    },
    merge(findings) {
      for (const [code, more] of Object.entries(findings.byCode)) count(code, more);
      for (const row of findings.listed) keep(row);
    },
    result() {
      const counts = [...byCode].sort(([a], [b]) => (a < b ? -1 : 1));
      return {
        total: counts.reduce((sum, [, more]) => sum + more, 0),
        byCode: Object.fromEntries(counts),
        listed: rows.map(({ row }) => row),
      };
    },
  };
}
