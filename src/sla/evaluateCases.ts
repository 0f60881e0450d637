import type { Result } from "../core/index.ts";
import type { Case } from "../customer/index.ts";
import { judgeOf } from "./internal/judge.ts";
import type { SlaContext, SlaPolicy, SlaRefusal, SlaStatus } from "./model.ts";

/** One case of many, and how its promises stand. */
export interface EvaluatedCase<Row, Metric extends string = string> {
  /** The row as it was handed in, with all its own keys. */
  readonly row: Row;
  /** What `evaluateSla` answers for it. */
  readonly result: Result<SlaStatus<Metric>, SlaRefusal>;
}

/**
 * Tells of many cases how their promises stand, one at a time: nothing is held in memory, and a case that is refused does not
 * stop the others. Policy, calendars and options are read once, at the call, cases when they are reached; rows that can be
 * gone through again give an answer that can be gone through again.
 *
 * @param rows - Cases with their events; further keys travel along.
 * @param policy - The promises.
 * @param context - As for `evaluateSla`.
 * @returns Each row with its result, in the order of the rows.
 * @throws `DomainError`, as `evaluateSla`.
 *
 * @example What is due, over all the cases of a desk
 * ```ts
 * import { defineSlaPolicy, evaluateCases, slaPresets } from "clientele/sla";
 *
 * const policy = defineSlaPolicy(slaPresets.majorAndOrdinary);
 * const opened = { customerId: "c", openedAt: "2026-03-01T00:00:00Z", events: [] };
 * const cases = [
 *   { ...opened, id: "a", severity: "major", desk: "north" },
 *   { ...opened, id: "b", severity: "ordinary", desk: "south" },
 * ];
 * const evaluated = evaluateCases(cases, policy, { asOf: "2026-03-01T03:00:00Z" });
 *
 * [...evaluated].map(({ row, result }) => [row.desk, result.ok && result.value.metrics.firstResponse.state]); // => [["north", "breached"], ["south", "running"]]
 * ```
 */
export function evaluateCases<Metric extends string, Row extends Case>(
  rows: Iterable<Row>,
  policy: SlaPolicy<string, string, Metric>,
  context: SlaContext,
): Iterable<EvaluatedCase<Row, Metric>> {
  const judge = judgeOf<Metric>(policy, context);
  return {
    *[Symbol.iterator]() {
      for (const row of rows) yield { row, result: judge(row) };
    },
  };
}
