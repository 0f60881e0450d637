import { err, invalidFact, ok, type Result } from "../core/index.ts";
import type { SurvivorRefusal, SurvivorRows } from "./renewalModel.ts";

/**
 * How many customers of a cohort were left after each renewal, as columns for `fitSbg`.
 *
 * Those lost from one number to the next left at that renewal; those of the last number are still there. Several cohorts are
 * joined by joining their columns.
 *
 * @param survivors - Customers at the start, after the first renewal, after the second, ...; none more than the one before.
 * @returns One row for each renewal at which somebody left, and one for those still there; or `invalid-fact`, `survivors-rise`.
 *
 * @example
 * ```ts
 * import { survivorColumns } from "clientele/clv";
 *
 * survivorColumns([1000, 631, 631, 382]); // => { ok: true, value: { renewals: [0, 2, 3], ended: [1, 1, 0], weight: [369, 249, 382] } }
 * ```
 */
export function survivorColumns(survivors: readonly number[]): Result<SurvivorRows, SurvivorRefusal> {
  if (!Array.isArray(survivors)) return err(invalidFact("", "array", survivors));
  const rows: { readonly renewals: number; readonly ended: 0 | 1; readonly weight: number }[] = [];
  let before = Infinity;
  for (const [renewals, now] of survivors.entries()) {
    if (!(typeof now === "number" && now >= 0 && now < Infinity)) {
      return err(invalidFact(`/${renewals}`, "non-negative-number", now));
    }
    if (now > before) return err({ code: "survivors-rise", renewals, before, now });
    if (renewals > 0 && now < before) rows.push({ renewals: renewals - 1, ended: 1, weight: before - now });
    before = now;
  }
  if (before > 0 && before < Infinity) rows.push({ renewals: survivors.length - 1, ended: 0, weight: before });
  return ok({
    renewals: rows.map(({ renewals }) => renewals),
    ended: rows.map(({ ended }) => ended),
    weight: rows.map(({ weight }) => weight),
  });
}
