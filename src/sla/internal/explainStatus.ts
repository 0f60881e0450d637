import { instantFromMs, pointer, type Tagged, taggedNumber, unreachable } from "../../core/index.ts";
import type { CompiledMetric } from "../slaKind.ts";
import type { MetricStatus, SlaPause, SlaReason, SlaReasonCode, SlaState } from "../model.ts";
import type { Choice } from "./chooser.ts";
import type { Cycle, Run } from "./clock.ts";
import type { Followed } from "./followCase.ts";
import { PAUSE } from "./signals.ts";

/** A reason that says nothing yet; it concerns the policy as a whole. */
export const BLANK = { rule: "", metric: null, op: null, observed: null, required: null, label: null } as const;

/**
 * Says why the clock of a metric stands as it does.
 *
 * @param metric - The metric.
 * @param run - What its clock did.
 * @param status - How it stands.
 * @param followed - The case.
 * @returns Reasons.
 */
export function reasonsOf(
  metric: CompiledMetric,
  { cycles, recordsWithout, reopenedAt }: Run,
  status: MetricStatus,
  followed: Followed,
): readonly SlaReason[] {
  const reasons: SlaReason[] = [];
  const cycle = cycles.at(-1);
  if (cycle === undefined) {
    reasons.push({ ...BLANK, code: "clock-not-started", metric: metric.id, verdict: "unknown" });
  } else {
    const { choice } = cycle.segment;
    reasons.push(...choiceReasons(metric, choice));
    if (cycle.segments.length > 1) {
      const observed: Tagged = { kind: "instant", at: instantFromMs(choice.at) };
      const required: Tagged | null = choice.target === null ? null : { kind: "duration", ms: choice.target.ms };
      const rule = "/onChange";
      reasons.push({ ...BLANK, code: "target-changed", rule, metric: metric.id, observed, required, verdict: "met" });
    }
    if (choice.target !== null && status.elapsedMs !== null) {
      reasons.push({
        code: CLOCK[status.state] ?? (status.stoppedAt === null ? "clock-running" : "clock-stopped"),
        rule: `${choice.target.rule}/within`,
        metric: metric.id,
        op: "<=",
        observed: { kind: "duration", ms: status.elapsedMs },
        required: { kind: "duration", ms: choice.target.ms },
        verdict: status.state === "breached" ? "unmet" : status.state === "met" ? "met" : "unknown",
        label: choice.target.target.labels,
      });
    }
    const ignored = choice.target === null ? 0 : holdsIgnored(metric, cycle, followed);
    if (ignored !== 0) {
      const names = PAUSES.filter((name) => (ignored & PAUSE[name]) !== 0);
      const observed: Tagged = { kind: "text", text: names.join(", ") };
      reasons.push({ ...BLANK, code: "hold-not-paused-for", metric: metric.id, observed, verdict: "met" });
    }
    if (cycle.recordedAt !== null) {
      const observed: Tagged = { kind: "instant", at: instantFromMs(cycle.recordedAt) };
      reasons.push({ ...BLANK, code: "recorded-breach-stands", metric: metric.id, observed, verdict: "unmet" });
    }
    if (cycle.excusedBy !== null) {
      const observed: Tagged = { kind: "text", text: cycle.excusedBy };
      reasons.push({ ...BLANK, code: "breach-excused", metric: metric.id, observed, verdict: "met" });
    }
  }
  if (recordsWithout > 0) {
    const observed = taggedNumber(recordsWithout);
    reasons.push({ ...BLANK, code: "record-without-clock", metric: metric.id, observed, verdict: "unmet" });
  }
  if (reopenedAt !== null && metric.id === "firstResolution" && followed.log.asOf >= reopenedAt) {
    const observed: Tagged = { kind: "instant", at: instantFromMs(reopenedAt) };
    reasons.push({ ...BLANK, code: "reopened-not-counted", metric: metric.id, observed, verdict: "met" });
  }
  return reasons;
}

const PAUSES: readonly SlaPause[] = ["waitingForCustomer", "waitingForThirdParty", "onHold"];

/** The holds that were on while the last run of a clock went on, as bits. */
function holdsIgnored({ pauseWhile }: CompiledMetric, { startedAt, stoppedAt }: Cycle, { log }: Followed): number {
  const until = stoppedAt ?? log.asOf;
  let ignored = 0;
  log.steps.forEach(({ at, holds }, i) => {
    const end = Math.min(log.steps[i + 1]?.at ?? Infinity, until);
    if ((holds & pauseWhile) === 0 && Math.max(at, startedAt) < end) ignored |= holds;
  });
  return ignored;
}

const CLOCK: Readonly<Partial<Record<SlaState, SlaReasonCode>>> = {
  paused: "clock-paused",
  cancelled: "clock-cancelled",
};

function choiceReasons(metric: CompiledMetric, choice: Choice): readonly SlaReason[] {
  const { severity, tier, target, matched, version, condition } = choice;
  const observed: Tagged = { kind: "text", text: tier === null ? severity : `${tier}, ${severity}` };
  if (target === null) {
    if (version === null) {
      const moment: Tagged = { kind: "instant", at: instantFromMs(choice.at) };
      return [{ ...BLANK, code: "policy-not-in-force", metric: metric.id, observed: moment, verdict: "unmet" }];
    }
    if (condition !== null) {
      const { index } = condition;
      const { field, in: allowed } = version.data.conditions[index] ?? unreachable("a condition that was looked at");
      const required: Tagged = { kind: "text", text: allowed.join(", ") };
      const rule = pointer(["conditions", index]);
      return condition.observed === null
        ? [{ ...BLANK, code: "condition-unknown", rule, metric: field, op: "in", required, verdict: "unknown" }]
        : [
            {
              ...BLANK,
              code: "condition-unmet",
              rule,
              metric: field,
              op: "in",
              observed: { kind: "text", text: condition.observed },
              required,
              verdict: "unmet",
            },
          ];
    }
    return [{ ...BLANK, code: "no-promise", rule: "/targets", metric: metric.id, observed, verdict: "unmet" }];
  }
  const said = (code: SlaReasonCode, { rule, ms, target: { labels } }: typeof target): SlaReason => ({
    code,
    rule,
    metric: metric.id,
    op: "=",
    observed,
    required: { kind: "duration", ms },
    verdict: "met",
    label: labels,
  });
  return [
    said("target-applied", target),
    ...matched.filter((other) => other !== target).map((other) => said("target-matched", other)),
  ];
}

/**
 * Says what happened to a case and moved no clock, though one might think so.
 *
 * @param followed - The case.
 * @returns Reasons.
 */
export function remarksOf({ log }: Followed): readonly SlaReason[] {
  const reasons: SlaReason[] = [];
  if (log.beforeOpening > 0) {
    reasons.push({
      ...BLANK,
      code: "events-before-opening",
      op: ">=",
      observed: taggedNumber(log.beforeOpening),
      required: { kind: "instant", at: instantFromMs(log.openedAt) },
      verdict: "unmet",
    });
  }
  for (const [kind, count] of [...log.unknownKinds].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const required: Tagged = { kind: "text", text: kind };
    const observed = taggedNumber(count);
    reasons.push({ ...BLANK, code: "unknown-event-kind", observed, required, verdict: "unknown" });
  }
  return reasons;
}
