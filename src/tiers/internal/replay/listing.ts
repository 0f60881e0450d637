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
  let rows: { readonly key: string; readonly row: Row }[] = [];
  const keep = (row: Row): void => {
    rows.push({ key: JSON.stringify([row.customerId, canonicalJson(row)]), row });
    if (rows.length >= 2 * cap + 1000) shorten();
  };
  const shorten = (): void => {
    rows = rows.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)).slice(0, cap);
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
      shorten();
      const counts = [...byCode].sort(([a], [b]) => (a < b ? -1 : 1));
      return {
        total: counts.reduce((sum, [, more]) => sum + more, 0),
        byCode: Object.fromEntries(counts),
        listed: rows.map(({ row }) => row),
      };
    },
  };
}
