import { type BusinessCalendar, nextOpen } from "clientele/calendar";
import { instant, orThrow } from "clientele/core";
import type { Case, CaseEvent } from "clientele/customer";
import { defineSlaPolicy, evaluateSla, type MetricStatus, slaMetrics } from "clientele/sla";
import { calendarOf, type Schedule } from "./calendar.ts";
import { readJson } from "./compare.ts";
import type { Kind, Outcome } from "./kinds.ts";

interface Vector {
  readonly id: string;
  readonly schedule: string;
  readonly start: string;
  readonly targetMinutes: number;
  readonly pauses: readonly (readonly [from: string, to: string | null])[];
  readonly stop: string | null;
  readonly expected: Readonly<Record<string, string | number | boolean | null>>;
}

/** Clocks with pauses: each pause is a hold of its own name, the stop a response, and the moment of judgement the stop. */
export const slaClock: Kind = (file, only) => {
  const { schedules, vectors } = readJson(file) as {
    readonly schedules: readonly Schedule[];
    readonly vectors: readonly Vector[];
  };
  const calendars = new Map<string, BusinessCalendar>(schedules.map((each) => [each.id, calendarOf(each)]));
  return vectors
    .filter(({ id }) => only === null || only.has(id))
    .map((vector): Outcome => {
      const calendar = calendars.get(vector.schedule);
      if (calendar === undefined) {
        const what = { what: "schedule", expected: vector.schedule, got: "none of that id" };
        return { id: vector.id, differences: [what] };
      }
      try {
        const got = answers(statusOf(vector, calendar), calendar);
        const differences = Object.entries(vector.expected)
          .map(([what, expected]) => ({ what, expected: isMoment(what, expected), got: got[what] }))
          .filter((each) => each.expected !== each.got);
        return { id: vector.id, differences };
      } catch (error) {
        return { id: vector.id, differences: [{ what: "status", expected: "an answer", got: String(error) }] };
      }
    });
};

const isMoment = (what: string, expected: Vector["expected"][string]): Vector["expected"][string] =>
  what.startsWith("due") && typeof expected === "string" ? instant(expected) : expected;

function statusOf({ id, start, targetMinutes, pauses, stop }: Vector, calendar: BusinessCalendar): MetricStatus {
  const policy = defineSlaPolicy({
    id: "vector",
    version: 1,
    metrics: {
      clock: { ...slaMetrics.firstResponse, pauseWhile: ["waitingForCustomer", "waitingForThirdParty", "onHold"] },
    },
    targets: [{ metric: "clock", within: `PT${targetMinutes}M`, hours: { business: calendar.id } }],
  });
  const events = pauses.flatMap(([from, to], index): CaseEvent[] => {
    const hold = `hold-${index}`;
    const began: CaseEvent = { id: `${hold}-begins`, at: from, kind: "paused", by: "agent", hold };
    const ended: CaseEvent = { id: `${hold}-ends`, at: to ?? "", kind: "resumed", by: "agent", hold };
    return to === null ? [began] : [began, ended];
  });
  if (stop !== null) events.push({ id: "stop", at: stop, kind: "reply", by: "agent" });
  const subject: Case = { id, customerId: id, openedAt: start, severity: "any", events };
  const moments = [start, ...pauses.flatMap(([from, to]) => (to === null ? [from] : [from, to]))].map((at) =>
    instant(at),
  );
  const asOf = stop ?? moments.reduce((last, at) => (at > last ? at : last));
  return orThrow(evaluateSla(subject, policy, { asOf, calendars: [calendar] })).metrics.clock;
}

const answers = (status: MetricStatus, calendar: BusinessCalendar): Readonly<Record<string, unknown>> => ({
  dueEarliest: status.dueAt,
  dueLatest: status.dueAt === null ? null : orThrow(nextOpen(status.dueAt, calendar)),
  elapsedSeconds: (status.elapsedMs ?? NaN) / 1000,
  remainingSeconds: (status.remainingMs ?? NaN) / 1000,
  breached: status.state === "breached",
});
