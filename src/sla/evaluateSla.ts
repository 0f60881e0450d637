import type { Result } from "../core/index.ts";
import type { Case } from "../customer/index.ts";
import { judgeOf } from "./internal/judge.ts";
import type { SlaContext, SlaPolicy, SlaRefusal, SlaStatus } from "./model.ts";

/**
 * Tells how the promises about a case stand at a moment: what was promised, when it is due, how much time has run and is
 * left, and whether it was kept.
 *
 *     elapsed  = open time of the promise's hours from the start of its clock to its stop, or to asOf, without pauses
 *     breached = elapsed > target
 *
 * Where several targets match, the strictest holds: the one due first when nothing pauses the clock; the reasons name all. A
 * promise kept exactly at its target is met. A clock that starts outside its hours runs, and counts nothing until they
 * begin. While it is paused it is due at no moment, and what remains is frozen. A promise broken is broken: a later answer
 * stops the clock, a later target is another promise, a breach that was recorded stays, whatever is learned since. A change
 * of severity, tier or policy version does what `onChange` says. Events after `asOf` are not known yet; their order does not
 * matter; a hold that a metric is not defined to pause for does not pause it, and a reason says so; the same event given twice counts once; those dated before the opening of the case do not count, nor do those of
 * unknown kinds, and reasons say so.
 *
 * @param subject - The case with its events.
 * @param policy - The promises.
 * @param context - `asOf`, the moment of judgement; `calendars`, those that the policy names.
 * @returns The status; or a refusal: a fact that cannot be read (`invalid-fact`, `unknown-choice`, `too-large`); two
 *   different events with one id (`conflicting-events`); a case opened after `asOf` (`case-not-open-yet`); a calendar whose
 *   open time ends before the promise is due (`no-open-time-found`).
 * @throws `DomainError` with code `invalid-instant` (a bad `asOf`), `policy-not-checked`, `unknown-calendar` (the policy names
 *   one that is not among `calendars`) or `invalid-option` (two calendars with one id, versions of another policy or of the
 *   same time, an unknown `trace`).
 *
 * @example A major complaint, answered ten minutes late
 * ```ts
 * import { orThrow } from "clientele/core";
 * import { defineSlaPolicy, evaluateSla, slaPresets } from "clientele/sla";
 *
 * const policy = defineSlaPolicy(slaPresets.majorAndOrdinary);
 * const complaint = {
 *   id: "case-7",
 *   customerId: "c1",
 *   severity: "major",
 *   openedAt: "2026-03-01T22:00:00+08:00",
 *   events: [
 *     { id: "e1", at: "2026-03-01T22:01:00+08:00", kind: "reply", by: "system" },
 *     { id: "e2", at: "2026-03-02T00:10:00+08:00", kind: "reply", by: "agent" },
 *   ],
 * } as const;
 * const { firstResponse } = orThrow(evaluateSla(complaint, policy, { asOf: "2026-03-02T09:00:00+08:00" })).metrics;
 *
 * [firstResponse.state, firstResponse.dueAt]; // => ["breached", "2026-03-01T16:00:00.000Z"]
 * firstResponse.remainingMs; // => -600000
 * ```
 *
 * @example In office hours: opened on Friday evening, due on Monday
 * ```ts
 * import { orThrow } from "clientele/core";
 * import { defineCalendar } from "clientele/calendar";
 * import { defineSlaPolicy, evaluateSla } from "clientele/sla";
 *
 * const day = [{ from: "09:00", to: "17:00" }];
 * const office = defineCalendar({ id: "office", timeZone: "Asia/Shanghai", weekly: { mon: day, fri: day } });
 * const policy = defineSlaPolicy({
 *   id: "promises",
 *   version: 1,
 *   targets: [{ severity: "question", metric: "firstResponse", within: "PT4H", hours: { business: "office" } }],
 * });
 * const question = { id: "q", customerId: "c", severity: "question", openedAt: "2026-03-06T20:00:00+08:00", events: [] };
 * const status = orThrow(evaluateSla(question, policy, { asOf: "2026-03-08T12:00:00+08:00", calendars: [office] }));
 *
 * const { state, dueAt, elapsedMs } = status.metrics.firstResponse;
 *
 * [state, dueAt, elapsedMs]; // => ["running", "2026-03-09T05:00:00.000Z", 0]
 * status.reasons.map(({ code, verdict }) => [code, verdict]); // => [["target-applied", "met"], ["clock-running", "unknown"]]
 * ```
 */
export function evaluateSla<Metric extends string>(
  subject: Case,
  policy: SlaPolicy<string, string, Metric>,
  context: SlaContext,
): Result<SlaStatus<Metric>, SlaRefusal> {
  return judgeOf<Metric>(policy, context)(subject);
}
