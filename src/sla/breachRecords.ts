import { err, instantFromMs, ok, pointer, type Result } from "../core/index.ts";
import type { Case } from "../customer/index.ts";
import { followCase } from "./internal/followCase.ts";
import { judgementOf } from "./internal/judgement.ts";
import { instantOrNull, measureCycle } from "./internal/reading.ts";
import type { BreachRecord, SlaContext, SlaPolicy, SlaRefusal } from "./model.ts";

/**
 * Lists the broken promises about a case, for those who answer for them: which, since when, by how much, and whose they are.
 *
 * A record has the same id each time it is listed. To hold it for good, add a `breached` event to the case when it is issued:
 * no pause or change that is learned of later then undoes it. An `excused` event says that it is not to be held against
 * anybody.
 *
 * @param subject - The case with its events.
 * @param policy - The promises.
 * @param context - `asOf`, `calendars`, `versions`, as for `evaluateSla`.
 * @returns The records, metric by metric, in the order in which the clocks were started; or a refusal, as of `evaluateSla`.
 * @throws `DomainError`, as `evaluateSla`.
 *
 * @example
 * ```ts
 * import { orThrow } from "clientele/core";
 * import { breachRecords, defineSlaPolicy, slaPresets } from "clientele/sla";
 *
 * const policy = defineSlaPolicy({ ...slaPresets.majorAndOrdinary, responsibleDepartment: "客户服务部", contractTerm: "4.2" });
 * const complaint = { id: "k", customerId: "c", severity: "major", openedAt: "2026-03-01T00:00:00Z", events: [] };
 * const [record] = orThrow(breachRecords(complaint, policy, { asOf: "2026-03-01T03:00:00Z" }));
 *
 * [record?.department, record?.contractTerm, record?.overByMs]; // => ["客户服务部", "4.2", 3600000]
 * ```
 */
export function breachRecords<Metric extends string>(
  subject: Case,
  policy: SlaPolicy<string, string, Metric>,
  context: SlaContext,
): Result<readonly BreachRecord<Metric>[], SlaRefusal> {
  const judgement = judgementOf(policy, context);
  const followed = followCase(subject, judgement);
  if (!followed.ok) return followed;
  const records: BreachRecord<Metric>[] = [];
  for (const [metric, { cycles }] of followed.value.runs) {
    for (const cycle of cycles) {
      const { breachedAt, dueAt, remainingMs, never } = measureCycle(cycle, judgement.at);
      if (never !== null) return err(never);
      if (breachedAt === null) continue;
      const { version, target } = cycle.segment.choice;
      const startedAt = instantFromMs(cycle.startedAt);
      records.push({
        id: pointer([subject.id, metric.id, startedAt]),
        caseId: subject.id,
        customerId: subject.customerId,
        metric: metric.id as Metric,
        startedAt,
        dueAt: instantOrNull(dueAt),
        occurredAt: instantFromMs(breachedAt),
        overByMs: Math.max(0, -(remainingMs ?? 0)),
        settled: cycle.stoppedAt !== null,
        policy: judgement.policy.reference.id,
        version: version?.reference.version ?? null,
        target: target?.rule ?? null,
        department:
          target?.target.responsibleDepartment ?? version?.data.responsibleDepartment ?? subject.department ?? null,
        owner: subject.owner ?? null,
        contractTerm: target?.target.contractTerm ?? version?.data.contractTerm ?? null,
        excusedBy: cycle.excusedBy,
      });
    }
  }
  return ok(records);
}
