import { defineCalendar } from "clientele/calendar";
import { orThrow } from "clientele/core";
import { type Case, type CaseEvent, parseCase } from "clientele/customer";
import {
  checkSlaPolicy,
  defineSlaPolicy,
  evaluateSla,
  orderQueue,
  parseSlaPolicy,
  type SlaContext,
  slaPresets,
  startComplianceReport,
} from "clientele/sla";
import { describe, expect, test } from "vitest";
import { aCase, event, office, promises } from "../support/sla.ts";

const OPENED = Date.parse("2026-03-02T02:00:00Z");
const asOf = "2026-03-03T00:00:00Z";
const work = defineSlaPolicy({
  id: "work",
  version: 1,
  targets: [
    { severity: "major", metric: "agentWork", within: "PT2H", hours: "24x7" },
    { severity: "question", metric: "agentWork", within: "PT20H", hours: "24x7" },
    { metric: "periodicUpdate", within: "PT1H", hours: "24x7" },
  ],
});
const many = (count: number, of: (index: number) => Partial<CaseEvent> & Pick<CaseEvent, "kind">): Case =>
  aCase({
    events: Array.from({ length: count }, (_, index) => {
      const { kind, ...change } = of(index);
      return event(kind, new Date(OPENED + index * 100).toISOString(), { id: `e${index}`, ...change });
    }),
  });

describe("policies", () => {
  const [target] = slaPresets.majorAndOrdinary.targets;
  const issuesOf = (change: object, policy: object = {}) => {
    const parsed = parseSlaPolicy({
      ...slaPresets.majorAndOrdinary,
      ...policy,
      targets: [target, { ...target, severity: "ordinary", ...change }],
    });
    return parsed.ok ? [] : parsed.error.map(({ code, path }) => [code, path]);
  };

  test.each<[string, object, object, string, string]>([
    ["a target of zero", { within: "PT0S" }, {}, "target-not-positive", "/targets/1/within"],
    ["months in a target", { within: "P1M" }, {}, "malformed", "/targets/1/within"],
    ["days in a target", { within: "P1D" }, {}, "malformed", "/targets/1/within"],
    ["a target below zero", { within: "-PT1H" }, {}, "malformed", "/targets/1/within"],
    ["an unknown tier", { tier: "dimond" }, { tiers: ["diamond"] }, "unknown-tier", "/targets/1/tier"],
    ["an unknown severity", { severity: "mayor" }, {}, "unknown-severity", "/targets/1/severity"],
    ["an unknown metric", { metric: "firstAnswer" }, {}, "undefined-metric", "/targets/1/metric"],
  ])("%s", (_, change, policy, code, path) => {
    expect(issuesOf(change, policy)).toEqual([[code, path]]);
  });

  test("100,000 targets are refused, tens of thousands are not", () => {
    const targets = (count: number) =>
      Array.from({ length: count }, (_, index) => ({ ...target, tier: `t${index % 100}`, severity: `s${index}` }));
    const parsed = (count: number) => parseSlaPolicy({ id: "p", version: 1, targets: targets(count) });
    expect(parsed(100_000)).toMatchObject({ ok: false, error: [{ code: "too-large" }] });
    const policy = orThrow(parsed(12_000));
    const subject = aCase({ tier: "t7", severity: "s107" });
    expect(orThrow(evaluateSla(subject, policy, { asOf })).metrics["firstResponse"]?.target).toBe("/targets/107");
    expect(checkSlaPolicy(policy, { calendars: [] }).length).toBeGreaterThan(0);
  });

  test("thousands of targets and escalations are looked at as far as is stated", () => {
    const policy = orThrow(
      parseSlaPolicy({
        id: "p",
        version: 1,
        targets: Array.from({ length: 5000 }, (_, index) => ({ ...target, severity: `s${index}`, within: "PT9H" })),
        escalations: Array.from({ length: 5000 }, (_, index) => ({
          id: `e${index}`,
          when: { afterStart: "PT1H" },
          level: 1,
          notify: [],
        })),
      }),
    );
    const findings = checkSlaPolicy(policy, { calendars: [] });
    expect(findings.length).toBeGreaterThan(50_000);
    expect(findings.length).toBeLessThan(100_000);
  });
});

describe("logs", () => {
  test.each<[string, Case, Partial<Record<"agentWork" | "periodicUpdate", string>>]>([
    [
      "holds of as many names",
      many(20_000, (index) => ({ kind: "paused", hold: `h${index}` })),
      { agentWork: "paused", periodicUpdate: "notStarted" },
    ],
    [
      "pauses and changes",
      many(20_000, (index) => ({
        kind: (["paused", "resumed", "severity-changed"] as const)[index % 3] ?? "note",
        severity: index % 2 === 0 ? "major" : "question",
      })),
      { agentWork: "breached" },
    ],
    [
      "runs, each with a record",
      many(20_000, (index) => ({
        kind: index % 2 === 0 ? "reply" : "breached",
        metric: "periodicUpdate",
        startedAt: new Date(OPENED + (index - 1) * 100).toISOString(),
      })),
      { periodicUpdate: "breached" },
    ],
  ])("%s", (_, subject, states) => {
    const { metrics } = orThrow(evaluateSla(subject, work, { asOf }));
    expect(metrics).toMatchObject(
      Object.fromEntries(Object.entries(states).map(([metric, state]) => [metric, { state }])),
    );
  });

  test("two stops: the first one counts; a pause without end, a moment before the start", () => {
    const twice = aCase({ events: [event("resolved", "2026-03-02T03:00:00Z"), event("resolved", asOf)] });
    expect(orThrow(evaluateSla(twice, work, { asOf })).metrics.agentWork).toMatchObject({
      state: "met",
      stoppedAt: "2026-03-02T03:00:00.000Z",
    });
    const waiting = aCase({ events: [event("paused", "2026-03-02T03:00:00Z")] });
    expect(orThrow(evaluateSla(waiting, work, { asOf })).metrics.agentWork).toMatchObject({
      state: "paused",
      pauses: [{ from: "2026-03-02T03:00:00.000Z", to: null }],
    });
    expect(evaluateSla(aCase(), work, { asOf: "2026-03-01T00:00:00Z" })).toMatchObject({
      ok: false,
      error: { code: "case-not-open-yet" },
    });
  });
});

describe("facts", () => {
  const told = (subject: unknown) => {
    const result = evaluateSla(subject as Case, work, { asOf });
    return result.ok ? "read" : result.error;
  };
  const checked = (subject: unknown) => {
    const result = parseCase(subject);
    return result.ok ? "read" : result.error[0];
  };
  const moment = "2026-03-02T03:00:00Z";
  const odd = [undefined, null, "", "x", "customer", moment, 0, 1, -1, 1.5, NaN, true, false, {}, [], ["x"], () => 1];
  const head = aCase({
    tier: "gold",
    subject: "delivery",
    channel: "mail",
    department: "desk",
    owner: "li",
    repeats: 1,
    sentiment: "calm",
    automaticAnswerFailed: false,
  });
  const full = event("reply", moment, {
    public: true,
    response: true,
    waitingFor: "customer",
    hold: "a",
    severity: "major",
    tier: "gold",
    metric: "agentWork",
    startedAt: moment,
    breachedAt: moment,
    excuse: "flood",
  });

  test.each(Object.keys(head))("a case is read exactly when its %s can be, as the full check says", (key) => {
    for (const value of odd) {
      const subject = { ...head, [key]: value };
      expect([value, told(subject)]).toEqual([value, checked(subject)]);
    }
  });

  test.each(Object.keys(full))("so is an event, whatever its %s", (key) => {
    for (const kind of ["reply", "severity-changed", "breached", "excused"] as const) {
      for (const value of odd) {
        const subject = aCase({ events: [{ ...full, kind, [key]: value }] });
        expect([kind, value, told(subject)]).toEqual([kind, value, checked(subject)]);
      }
    }
  });

  test("what is no case, and what is no event", () => {
    const list = Object.assign([], aCase());
    const call = Object.assign(() => 1, aCase());
    for (const subject of [...odd, list, call]) expect([subject, told(subject)]).toEqual([subject, checked(subject)]);
    for (const item of [...odd, Object.assign(() => 1, full)]) {
      const subject = aCase({ events: [item as CaseEvent] });
      expect([item, told(subject)]).toEqual([item, checked(subject)]);
    }
    expect(told(aCase({ events: [full, null as unknown as CaseEvent] }))).toMatchObject({ path: "/events/1" });
  });

  test("the longest log, and one entry more", () => {
    const log = (count: number) => many(count, () => ({ kind: "note" }));
    expect([told(log(100_000)), told(log(100_001))]).toMatchObject(["read", { code: "too-large", path: "/events" }]);
  });

  test("a key that throws the first time is no fact, though it can be read when it is looked at again", () => {
    let looks = 0;
    const subject = Object.defineProperty({ ...aCase() }, "severity", {
      enumerable: true,
      get: () => {
        looks += 1;
        if (looks === 1) throw new Error("not yet");
        return "major";
      },
    });
    expect(told(subject)).toEqual({ code: "invalid-fact", path: "", expected: "plain-data", observed: "an object" });
  });

  const conflict = (changes: readonly object[]) =>
    told(aCase({ events: changes.map((change): CaseEvent => ({ ...full, id: "e", ...change })) }));
  test.each<[string, object, object]>([
    ["kind", {}, { kind: "note" }],
    ["author", {}, { by: "customer" }],
    ["moment", {}, { at: "2026-03-02T03:00:00.001Z" }],
    ["audience", {}, { public: false }],
    ["audience, which is all unless it is told", { public: null }, { public: false }],
    ["being a response", {}, { response: false }],
    ["being a response or not telling", { response: false }, { response: null }],
    ["whom it waits for", {}, { waitingFor: "thirdParty" }],
    ["hold", {}, { hold: "b" }],
    ["severity", {}, { severity: "question" }],
    ["tier", {}, { tier: "silver" }],
    ["tier or none", {}, { tier: null }],
    ["metric", {}, { metric: "timeToOwn" }],
    ["clock", {}, { startedAt: asOf }],
    ["clock or none", { startedAt: null }, { startedAt: asOf }],
    ["breach", {}, { breachedAt: asOf }],
    ["breach or none", {}, { breachedAt: undefined }],
    ["excuse", {}, { excuse: "storm" }],
    ["excuse or none", { excuse: null }, {}],
  ])("two events with one id that differ in their %s", (_, a, b) => {
    const error = { code: "conflicting-events", caseId: "k1", eventId: "e" };
    expect([conflict([a, b]), conflict([b, a])]).toEqual([error, error]);
    expect([conflict([a, a]), conflict([b, b])]).toEqual(["read", "read"]);
  });

  test.each<[string, object, object]>([
    [
      "moments in two spellings",
      {},
      { at: new Date(moment), startedAt: new Date(moment), breachedAt: new Date(moment) },
    ],
    ["public and not told", { public: true }, { public: undefined }],
    [
      "nothing, told or not",
      { response: null, waitingFor: null, hold: null, severity: null, tier: null, startedAt: null, excuse: null },
      {
        response: undefined,
        waitingFor: undefined,
        hold: undefined,
        severity: undefined,
        tier: undefined,
        startedAt: undefined,
        excuse: undefined,
      },
    ],
    ["no metric, told or not", { metric: null, breachedAt: null }, { metric: undefined, breachedAt: undefined }],
  ])("one event given twice: %s", (_, a, b) => {
    expect([conflict([a, b]), conflict([b, a])]).toEqual(["read", "read"]);
  });

  test("of several conflicts that of the first id is told, whatever their order", () => {
    const pair = (id: string) => [event("note", moment, { id }), event("reply", moment, { id })];
    for (const ids of [
      ["b", "a", "c"],
      ["a", "b", "c"],
      ["c", "b", "a"],
    ]) {
      expect(told(aCase({ events: ids.flatMap(pair) }))).toMatchObject({ code: "conflicting-events", eventId: "a" });
    }
  });

  test.each([1, 47, 48, 49, 200])("of %i events each is found again by its id, and no other is", (count) => {
    const ids = Array.from({ length: count }, (_, index) => (index % 3 === 0 ? `${index}` : `${index}-${index % 7}`));
    const events = ids.map((id) => event("merged", moment, { id }));
    const counted = (given: readonly CaseEvent[]) =>
      orThrow(evaluateSla(aCase({ events: given }), work, { asOf })).reasons.at(-1)?.observed;
    expect(counted(events)).toEqual({ kind: "number", value: count });
    expect(counted([...events, ...events])).toEqual({ kind: "number", value: count });
    for (const twin of events.slice(-20)) {
      expect(told(aCase({ events: [...events, { ...twin, by: "system" }] }))).toMatchObject({ eventId: twin.id });
    }
  });
});

describe("options", () => {
  test.each<[string, unknown, string]>([
    ["none at all", undefined, "invalid-option"],
    ["null", null, "invalid-option"],
    ["no moment", {}, "invalid-instant"],
    ["calendars that are no list", { asOf, calendars: {} }, "invalid-option"],
    ["versions that are no list", { asOf, versions: work }, "invalid-option"],
    ["a calendar that went through no door", { asOf, calendars: [{ ...office }] }, "policy-not-checked"],
    ["a version that went through no door", { asOf, versions: [{ ...work }] }, "policy-not-checked"],
    ["a trace that is none", { asOf, calendars: [office], trace: "some" }, "invalid-option"],
  ])("%s", (_, context, code) => {
    expect(() => evaluateSla(aCase(), work, context as SlaContext)).toThrow(expect.objectContaining({ code }));
    if (code !== "invalid-option" || context !== undefined) return;
    expect(() => orderQueue([], work, context as never)).toThrow(expect.objectContaining({ code }));
    expect(() => startComplianceReport(work, context as never)).toThrow(expect.objectContaining({ code }));
  });

  test.each<[unknown, string]>([
    [undefined, "options: expected { asOf }, received undefined"],
    [{ asOf, calendars: 7 }, "calendars: expected a list, received 7"],
    [{ asOf, versions: 7 }, "versions: expected a list, received 7"],
    [{ asOf, trace: "some" }, "trace: expected full or none, received"],
  ])("what is wrong is said: %j", (context, message) => {
    expect(() => evaluateSla(aCase(), work, context as SlaContext)).toThrow(message);
  });

  test("asked again with other calendars or versions, the answer is theirs", () => {
    const other = defineCalendar({ id: "office", timeZone: "UTC", weekly: { mon: [{ from: "02:00", to: "23:00" }] } });
    const spare = defineCalendar({ id: "spare", timeZone: "UTC", weekly: { mon: [{ from: "02:00", to: "23:00" }] } });
    const due = (...calendars: readonly (typeof office | typeof spare)[]) =>
      orThrow(evaluateSla(aCase(), promises, { asOf, calendars })).metrics.firstResponse.dueAt;
    for (let again = 0; again < 2; again++) {
      expect(due(spare, office)).toBe("2026-03-02T07:30:00.000Z");
      expect(due(spare, other)).toBe("2026-03-02T06:00:00.000Z");
      expect(due(other)).toBe("2026-03-02T06:00:00.000Z");
      expect(() => due(other, office)).toThrow("calendars: expected one calendar with the id office, received two");
      expect(() => due(spare)).toThrow(expect.objectContaining({ code: "unknown-calendar" }));
    }
    const [target] = work.targets;
    const of = (version: number, within: string) =>
      defineSlaPolicy({
        id: "work",
        version,
        effectiveTo: "2026-03-02T03:00:00Z",
        targets: [{ metric: "agentWork", within, hours: "24x7" }],
      });
    const later = defineSlaPolicy({
      id: "work",
      version: 9,
      effectiveFrom: "2026-03-02T03:00:00Z",
      targets: [{ metric: "agentWork", within: target?.within ?? "", hours: "24x7" }],
    });
    const told = (...versions: readonly (typeof later)[]) =>
      orThrow(evaluateSla(aCase(), later, { asOf, versions })).metrics.agentWork.targetHistory.map(
        ({ version }) => version,
      );
    const [one, two] = [of(1, "PT5H"), of(2, "PT6H")];
    expect([told(one), told(two), told(), told(one)]).toEqual([[1, 9], [2, 9], [null], [1, 9]]);
  });

  test("an unknown calendar is named", () => {
    expect(() => evaluateSla(aCase(), promises, { asOf })).toThrow(
      expect.objectContaining({ code: "unknown-calendar", message: expect.stringContaining("office") as string }),
    );
  });
});
