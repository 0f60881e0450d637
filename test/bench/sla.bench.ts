import { calendarPresets, defineCalendar } from "clientele/calendar";
import { instantFromMs } from "clientele/core";
import type { Case, CaseEvent } from "clientele/customer";
import { complianceReport, defineSlaPolicy, evaluateCases, evaluateSla } from "clientele/sla";
import type { Bench } from "./harness.ts";

const HOUR = 3_600_000;
const OPENED = Date.parse("2026-03-02T02:00:00.000Z");

/** Cases of twenty events: replies, notes, pauses, a solution. No peer has clocks over a log of events. */
export function bench({ smoke, report, time }: Bench): void {
  const calendar = defineCalendar(calendarPresets.china2026);
  const hours = { business: "china-2026" } as const;
  const one = defineSlaPolicy({
    id: "one",
    version: 1,
    targets: [{ metric: "firstResponse", within: "PT8H", hours }],
  });
  const three = defineSlaPolicy({
    id: "three",
    version: 1,
    targets: [
      { metric: "firstResponse", within: "PT8H", hours },
      { metric: "agentWork", within: "PT24H", hours },
      { metric: "firstResolution", within: "PT40H", hours: "24x7" },
    ],
  });
  const asOf = instantFromMs(OPENED + 300 * HOUR);
  const context = { asOf, calendars: [calendar] };
  // first, so that the peak of memory is its own
  const count = smoke ? 100 : 1_000_000;
  const started = performance.now();
  const { total } = complianceReport(finished(count), one, { ...context, by: ["severity"] });
  if (total.met + total.breached !== count) throw new Error(`expected ${count} finished cycles`);
  const spentMs = performance.now() - started;
  const peak = Math.round(process.resourceUsage().maxRSS / 1024);
  report({ work: `complianceReport, ${count.toLocaleString("en")} cycles, peak ${peak} MB`, ours: spentMs });

  const cases = Array.from({ length: smoke ? 100 : 100_000 }, (_, index) => caseOf(index));
  const evaluate =
    (policy: typeof one | typeof three, trace: "full" | "none") =>
    (times: number): number => {
      let met = 0;
      for (let i = 0; i < times; i++) {
        const subject = cases[i % cases.length];
        if (subject !== undefined && evaluateSla(subject, policy, { ...context, trace }).ok) met += 1;
      }
      return met;
    };
  const evaluateAll =
    (policy: typeof one | typeof three, trace: "full" | "none") =>
    (times: number): number => {
      let met = 0;
      for (let left = times; left > 0; left -= cases.length) {
        const some = left < cases.length ? cases.slice(0, left) : cases;
        for (const { result } of evaluateCases(some, policy, { ...context, trace })) if (result.ok) met += 1;
      }
      return met;
    };
  const works = [
    ["evaluateCases, 20 events as text, 1 metric, no reasons", evaluateAll(one, "none")],
    ["evaluateCases, 20 events as text, 3 metrics, reasons", evaluateAll(three, "full")],
    ["evaluateSla, 20 events as text, 1 metric, no reasons", evaluate(one, "none")],
    ["evaluateSla, 20 events as text, 1 metric, reasons", evaluate(one, "full")],
    ["evaluateSla, 20 events as text, 3 metrics, no reasons", evaluate(three, "none")],
    ["evaluateSla, 20 events as text, 3 metrics, reasons", evaluate(three, "full")],
  ] as const;
  const spent = time(...works.map(([, run]) => run));
  works.forEach(([work], i) => {
    report({ work, ours: (spent[i] ?? NaN) * 1000, unit: "us" });
  });
}

/** Cases that were answered, made as they are read. */
function* finished(count: number): Generator<Case> {
  for (let i = 0; i < count; i++) {
    const reply = { id: "r", at: instantFromMs(OPENED + (1 + (i % 97)) * HOUR), kind: "reply", by: "agent" } as const;
    yield { id: `k${i}`, customerId: "c", openedAt: instantFromMs(OPENED), severity: "major", events: [reply] };
  }
}

function caseOf(index: number): Case {
  const openedAt = OPENED + (index % 5000) * 60_000;
  const at = (step: number): string => instantFromMs(openedAt + step * HOUR);
  const kinds = [
    "assigned",
    "note",
    "paused",
    "resumed",
    "reply",
    "note",
    "reply",
    "paused",
    "note",
    "resumed",
  ] as const;
  const events = Array.from({ length: 20 }, (_, step): CaseEvent => {
    const kind = step === 19 ? "resolved" : (kinds[step % kinds.length] ?? "note");
    const by = step % 10 === 6 ? "customer" : "agent";
    return { id: `${index}-${step}`, at: at(step + 1), kind, by, waitingFor: kind === "paused" ? "customer" : null };
  });
  return { id: `k${index}`, customerId: "c", openedAt: instantFromMs(openedAt), severity: "major", events };
}
