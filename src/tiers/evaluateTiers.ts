import type { Result } from "../core/index.ts";
import { startJudge } from "./internal/judge.ts";
import type { TierDecision, TierOptions, TierRefusal, TierSubject } from "./model.ts";
import type { TierPolicy } from "./policyModel.ts";

/** One customer of a population, and what was decided. */
export interface EvaluatedRow<Row, Name extends string = string> {
  /** The row as it was handed in, with all its own keys. */
  readonly row: Row;
  /** What `evaluateTier` answers for it. */
  readonly result: Result<TierDecision<Name>, TierRefusal>;
}

/**
 * Decides for a population, one row at a time: nothing is held in memory, and a row that is refused does not stop the
 * others. Policy and options are checked at the call, rows when they are reached; rows that can be gone through again give
 * an answer that can be gone through again.
 *
 * @param rows - Customers in the form that `evaluateTier` takes; further keys travel along.
 * @param policy - The ladder.
 * @param options - `asOf`, the moment of judgement; `trace`, `none` to leave out reasons and outlook.
 * @returns Each row with its result, in the order of the rows.
 * @throws `DomainError` with code `policy-not-checked`, `invalid-instant` or `invalid-option`.
 *
 * @example
 * ```ts
 * import { money } from "clientele/core";
 * import { defineTierPolicy, evaluateTiers, tierPresets } from "clientele/tiers";
 *
 * const rows = [
 *   { customerId: "C-1", state: null, metrics: { spend: money("50000", "CNY"), orders: 9, idleDays: 12 }, city: "Xi'an" },
 *   { customerId: "C-2", state: null, metrics: { spend: money("9", "CNY"), orders: 1, idleDays: 3 }, city: "Suzhou" },
 * ];
 * const decided = evaluateTiers(rows, defineTierPolicy(tierPresets.valueGrade), { asOf: "2026-07-01T00:00:00+08:00" });
 *
 * [...decided].map(({ row, result }) => [row.city, result.ok && result.value.to]); // => [["Xi'an", "gold"], ["Suzhou", "ordinary"]]
 * ```
 */
export function evaluateTiers<
  Name extends string,
  Metric extends string,
  Row extends TierSubject<NoInfer<Name>, NoInfer<Metric>>,
>(rows: Iterable<Row>, policy: TierPolicy<Name, Metric>, options: TierOptions): Iterable<EvaluatedRow<Row, Name>> {
  const judge = startJudge(policy, options);
  return {
    *[Symbol.iterator]() {
      for (const row of rows) yield { row, result: judge(row) as Result<TierDecision<Name>, TierRefusal> };
    },
  };
}
