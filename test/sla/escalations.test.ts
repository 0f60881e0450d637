import { defineCalendar } from "clientele/calendar";
import { instantFromMs, type InstantInput, orThrow } from "clientele/core";
import type { Case, CaseEvent } from "clientele/customer";
import {
  breachRecords,
  defineSlaPolicy,
  evaluateSla,
  orderQueue,
  planEscalations,
  projectSla,
  routeCase,
  slaPresets,
} from "clientele/sla";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { aCase, aLaterMoment, event, everything, office, someBusyCase, someVersions } from "../support/sla.ts";

const HOUR = 3_600_000;
const calendars = [office];
const at = (hours: number): string => new Date(Date.parse("2026-03-02T10:00:00+08:00") + hours * HOUR).toISOString();
const policy = defineSlaPolicy({
  id: "p",
  version: 4,
  responsibleDepartment: "service",
  contractTerm: "4.2",
  tiers: ["diamond", "gold"],
  severities: ["major", "question"],
  targets: [
    { metric: "agentWork", within: "PT4H", hours: "24x7" },
    { metric: "agentWork", severity: "major", within: "PT2H", hours: "24x7", responsibleDepartment: "quality" },
  ],
  escalations: [
    { id: "start", when: { afterStart: "PT1H" }, level: 1, notify: ["lead"] },
    { id: "half", when: { atPercent: 50 }, level: 1, notify: ["lead"] },
    { id: "soon", when: { beforeDue: "PT30M" }, level: 2, notify: ["lead", "manager"] },
    { id: "late", when: { afterDue: "PT1H" }, level: 3, notify: ["director"], assign: "duty officer" },
  ],
});
const plan = (events: readonly CaseEvent[], hours: number, change: Partial<Case> = {}) =>
  orThrow(planEscalations(aCase({ events, ...change }), policy, { asOf: at(hours) }));
const brief = (...args: Parameters<typeof plan>) => plan(...args).map(({ escalation, at: when }) => [escalation, when]);

describe("escalations", () => {
  test("a whole intent", () => {
    expect(plan([], 1)[0]).toEqual({
      id: "/k1/agentWork/2026-03-02T02:00:00.000Z/start",
      at: at(1),
      reached: true,
      caseId: "k1",
      metric: "agentWork",
      startedAt: at(0),
      escalation: "start",
      rule: "/escalations/0",
      level: 1,
      notify: ["lead"],
      assign: null,
    });
  });

  test("after the start, at a share, before and after it is due", () => {
    expect(brief([], 0)).toEqual([
      ["start", at(1)],
      ["half", at(2)],
      ["soon", at(3.5)],
      ["late", at(5)],
    ]);
  });

  test("an answer ends those to come; a pause holds them, and a new target moves them", () => {
    expect(brief([event("resolved", at(2))], 9)).toEqual([
      ["start", at(1)],
      ["half", at(2)],
    ]);
    expect(brief([event("paused", at(1.5))], 9)).toEqual([["start", at(1)]]);
    expect(brief([event("paused", at(0))], 9)).toEqual([]);
    expect(brief([event("paused", at(1.5)), event("resumed", at(2.5))], 3)[1]).toEqual(["half", at(3)]);
    const worse = event("severity-changed", at(1.25), { severity: "major" });
    expect(brief([worse], 2)).toEqual([
      ["start", at(1)],
      ["half", at(1.25)],
      ["soon", at(1.5)],
      ["late", at(3)],
    ]);
  });

  test("a change while it stands still; one at once, though it stands still from its start", () => {
    const events = [event("paused", at(1.5)), event("severity-changed", at(3), { severity: "major" })];
    expect(brief(events, 9)).toEqual([["start", at(1)]]);
    const eager = defineSlaPolicy({
      id: "p",
      version: 1,
      targets: [{ metric: "agentWork", within: "PT1H", hours: "24x7" }],
      escalations: [{ id: "soon", when: { beforeDue: "PT2H" }, level: 1, notify: ["lead"] }],
    });
    const soon = (hours: number, ...given: readonly CaseEvent[]) =>
      orThrow(planEscalations(aCase({ events: given }), eager, { asOf: at(hours) })).map(({ at: when }) => when);
    expect(soon(1)).toEqual([at(0)]);
    expect(soon(1, event("paused", at(0)))).toEqual([]);
  });

  test.each([
    ["atPercent", { atPercent: 150 }, 3],
    ["afterStart", { afterStart: "PT30M" }, 0.5],
    ["beforeDue", { beforeDue: "PT15M" }, 1.75],
    ["afterDue", { afterDue: "PT90M" }, 3.5],
  ])("the moment of %s", (_, when, hours) => {
    const made = defineSlaPolicy({
      id: "p",
      version: 1,
      targets: [{ metric: "agentWork", within: "PT2H", hours: "24x7" }],
      escalations: [{ id: "e", when, level: 1, notify: [] }],
    });
    expect(orThrow(planEscalations(aCase(), made, { asOf: at(0) })).map((intent) => intent.at)).toEqual([at(hours)]);
  });

  test("of one moment: the lower level first, then by id; and each only of its own metric", () => {
    const made = defineSlaPolicy({
      id: "p",
      version: 1,
      targets: [
        { metric: "timeToOwn", within: "PT2H", hours: "24x7" },
        { metric: "agentWork", within: "PT4H", hours: "24x7" },
      ],
      escalations: [
        { id: "c", when: { afterStart: "PT1H" }, level: 2, notify: [] },
        { id: "b", when: { afterStart: "PT1H" }, level: 1, notify: [] },
        { id: "a", metric: "agentWork", when: { afterStart: "PT1H" }, level: 3, notify: [] },
        { id: "d", metric: "timeToOwn", when: { afterStart: "PT30M" }, level: 9, notify: [] },
      ],
    });
    const told = orThrow(planEscalations(aCase(), made, { asOf: at(1) }));
    expect(told.map(({ escalation, metric, rule, level }) => [escalation, metric, rule, level])).toEqual([
      ["d", "timeToOwn", "/escalations/3", 9],
      ["b", "agentWork", "/escalations/1", 1],
      ["b", "timeToOwn", "/escalations/1", 1],
      ["c", "agentWork", "/escalations/0", 2],
      ["c", "timeToOwn", "/escalations/0", 2],
      ["a", "agentWork", "/escalations/2", 3],
    ]);
    const refused = { ok: false, error: { code: "invalid-fact" } };
    expect(planEscalations(aCase({ openedAt: "?" }), made, { asOf: at(1) })).toMatchObject(refused);
    expect(projectSla(aCase({ openedAt: "?" }), made, { asOf: at(1) })).toMatchObject(refused);
    expect(breachRecords(aCase({ openedAt: "?" }), made, { asOf: at(1) })).toMatchObject(refused);
  });

  test("as text any id is apart from any other", () => {
    const ids = ["a/b", "a~1b", "a", "\ud800"].flatMap((id) => plan([], 0, { id }).map((intent) => intent.id));
    expect(new Set(ids).size).toBe(ids.length);
  });

  test("a law: what has been reached does not change its moment, and has one id for good", () => {
    fc.assert(
      fc.property(someBusyCase, aLaterMoment, aLaterMoment, (subject, a, b) => {
        const intents = (asOf: InstantInput) => orThrow(planEscalations(subject, everything, { asOf, calendars }));
        const [before, after] = [intents(a < b ? a : b), intents(a < b ? b : a)];
        expect(new Set(after.map(({ id }) => id)).size).toBe(after.length);
        for (const was of before.filter(({ reached, at: when }) => reached && when < (a < b ? a : b))) {
          expect(after).toContainEqual(was);
        }
      }),
    );
  });
});

describe("what will happen if nothing happens", () => {
  test("escalations and the breach, in order", () => {
    const prospects = orThrow(projectSla(aCase(), policy, { asOf: at(3) }));
    expect(prospects.map(({ kind, at: when }) => [kind, when])).toEqual([
      ["escalation", at(3.5)],
      ["breach", new Date(Date.parse(at(4)) + 1).toISOString()],
      ["escalation", at(5)],
    ]);
  });

  const versions = (within: string, change: object = {}) => {
    const target = { severity: "major", metric: "firstResponse", within: "PT4H", hours: "24x7" } as const;
    const first = defineSlaPolicy({ id: "v", version: 1, effectiveTo: at(3), targets: [target] });
    const second = defineSlaPolicy({
      id: "v",
      version: 2,
      effectiveFrom: at(3),
      targets: [{ ...target, within }],
      escalations: [{ id: "half", when: { atPercent: 50 }, level: 1, notify: ["lead"] }],
      ...change,
    });
    const told = (hours: number, events: readonly CaseEvent[] = []) =>
      orThrow(projectSla(aCase({ severity: "major", events }), second, { asOf: at(hours), versions: [first] }));
    return (...args: Parameters<typeof told>) => told(...args).map(({ kind, at: when }) => [kind, when]);
  };
  const after = (hours: number) => new Date(Date.parse(at(hours)) + 1).toISOString();

  test("beyond another version: what it promises is broken later", () => {
    const told = orThrow(
      projectSla(
        aCase({ severity: "major" }),
        defineSlaPolicy({ ...slaPresets.majorAndOrdinary, effectiveTo: at(1) }),
        {
          asOf: at(0),
          versions: [defineSlaPolicy({ ...slaPresets.majorAndOrdinary, version: 2, effectiveFrom: at(1) })],
        },
      ),
    );
    expect(told).toEqual([
      { kind: "version", at: at(1), version: 2 },
      { kind: "breach", at: after(2), metric: "firstResponse" },
    ]);
    expect(versions("PT9H")(0)).toEqual([
      ["escalation", at(2)],
      ["version", at(3)],
      ["breach", after(9)],
    ]);
  });

  test("or at once", () => {
    expect(versions("PT2H")(2.5)).toEqual([
      ["version", at(3)],
      ["breach", at(3)],
    ]);
    expect(versions("PT3H")(2.5).at(-1)).toEqual(["breach", after(3)]);
  });

  test("not twice, nor what has been broken already, nor what is done with", () => {
    const [first] = versions("PT9H")(5).filter(([kind]) => kind === "breach");
    expect(first).toEqual(["breach", after(9)]);
    expect(versions("PT1H")(9)).toEqual([]);
    expect(versions("PT9H")(1, [event("reply", at(0.5))])).toEqual([]);
    expect(versions("PT1H", { onChange: "freeze" })(1)).toEqual([
      ["escalation", at(2)],
      ["version", at(3)],
      ["breach", after(4)],
    ]);
  });

  test("what happens after the moment of judgement is not known yet", () => {
    expect(versions("PT9H")(0, [event("reply", at(1))])).toHaveLength(3);
  });

  test("a law: each breach comes to pass when it is told, and no other does", () => {
    fc.assert(
      fc.property(someBusyCase, aLaterMoment, someVersions, ({ events, ...rest }, asOf, [first, second, third]) => {
        if (first === undefined || second === undefined || third === undefined) throw new Error("three versions");
        const subject = { ...rest, events: events.filter(({ at: when }) => (when as string) <= asOf) };
        const context = { calendars, versions: [first, second] };
        const broken = (moment: string) =>
          Object.entries(orThrow(evaluateSla(subject, third, { ...context, asOf: moment })).metrics)
            .filter(([, { state }]) => state === "breached")
            .map(([metric]) => metric);
        const prospects = orThrow(projectSla(subject, third, { ...context, asOf }));
        const breaches = prospects.filter((prospect) => prospect.kind === "breach");
        for (const { at: when, metric } of breaches) {
          expect(broken(when)).toContain(metric);
          expect(broken(instantFromMs(Date.parse(when) - 1))).not.toContain(metric);
        }
        const end = "2027-01-01T00:00:00.000Z";
        expect(broken(end).sort()).toEqual([...broken(asOf), ...breaches.map(({ metric }) => metric)].sort());

        const told = prospects.flatMap((prospect) => (prospect.kind === "escalation" ? [prospect.intent.id] : []));
        const due = orThrow(planEscalations(subject, third, { ...context, asOf: end }));
        expect(told).toEqual(due.filter(({ at: when }) => when > asOf).map(({ id }) => id));
      }),
    );
  });

  test("a law: the first breach is the first change", () => {
    fc.assert(
      fc.property(someBusyCase, aLaterMoment, (subject, asOf) => {
        const prospects = orThrow(projectSla(subject, everything, { asOf, calendars }));
        const { nextChangeAt } = orThrow(evaluateSla(subject, everything, { asOf, calendars }));
        expect(prospects.find(({ kind }) => kind === "breach")?.at ?? null).toBe(nextChangeAt);
        expect(prospects.every(({ at: when }) => when > asOf)).toBe(true);
      }),
    );
  });
});

describe("breach records", () => {
  const records = (events: readonly CaseEvent[], hours: number, change: Partial<Case> = {}) =>
    orThrow(breachRecords(aCase({ events, ...change }), policy, { asOf: at(hours) }));

  test("a whole record", () => {
    const events = [event("resolved", at(3)), event("excused", at(5), { metric: "agentWork", excuse: "flood" })];
    expect(records(events, 9, { severity: "major", owner: "li" })).toEqual([
      {
        id: "/k1/agentWork/2026-03-02T02:00:00.000Z",
        caseId: "k1",
        customerId: "c1",
        metric: "agentWork",
        startedAt: at(0),
        dueAt: at(2),
        occurredAt: at(2),
        overByMs: HOUR,
        settled: true,
        policy: "p",
        version: 4,
        target: "/targets/1",
        department: "quality",
        owner: "li",
        contractTerm: "4.2",
        excusedBy: "flood",
      },
    ]);
  });

  test("none before it is broken; the department of the policy; overrun so far", () => {
    expect(records([], 4)).toEqual([]);
    expect(records([], 5)).toMatchObject([{ department: "service", overByMs: HOUR, settled: false, excusedBy: null }]);
  });

  test("a recorded breach stays on record though a late pause makes it look kept", () => {
    const late = [event("paused", at(1)), event("resumed", at(8)), event("breached", at(5), { metric: "agentWork" })];
    expect(records(late, 9)).toMatchObject([{ occurredAt: at(5), overByMs: 0 }]);
  });
});

describe("breach records without a target", () => {
  const target = { metric: "agentWork", within: "PT2H", hours: "24x7" } as const;

  test("a promise that was broken and withdrawn since", () => {
    const made = defineSlaPolicy({ id: "p", version: 2, contractTerm: "7", targets: [{ ...target, tier: "gold" }] });
    const subject = aCase({ tier: "gold", department: "desk", events: [event("tier-changed", at(3), { tier: null })] });
    expect(orThrow(evaluateSla(subject, made, { asOf: at(4) })).metrics.agentWork).toMatchObject({
      state: "breached",
      breachedAt: at(2),
      target: null,
      targetMs: null,
      dueAt: null,
    });
    expect(orThrow(breachRecords(subject, made, { asOf: at(4) }))).toMatchObject([
      { occurredAt: at(2), dueAt: null, overByMs: 0, version: 2, target: null, department: "desk", contractTerm: "7" },
    ]);
    const earlier = { ...subject, events: [event("breached", at(3), { metric: "agentWork", breachedAt: at(1) })] };
    expect(orThrow(breachRecords(earlier, made, { asOf: at(4) }))).toMatchObject([{ occurredAt: at(1) }]);
  });

  test("a breach that was recorded where no version is in force", () => {
    const over = defineSlaPolicy({ id: "p", version: 2, effectiveTo: at(-1), targets: [target] });
    const subject = aCase({ events: [event("breached", at(3), { metric: "agentWork" })] });
    expect(orThrow(breachRecords(subject, over, { asOf: at(4) }))).toMatchObject([
      { occurredAt: at(3), version: null, target: null, department: null, contractTerm: null, policy: "p" },
    ]);
  });

  test("none where nobody can say when it is due", () => {
    const ended = defineCalendar({
      id: "office",
      timeZone: "UTC",
      weekly: {},
      dateHours: { "2026-03-02": [{ from: "00:00", to: "03:00" }] },
    });
    const refused = { ok: false, error: { code: "no-open-time-found", calendar: "office" } };
    expect(breachRecords(aCase(), everything, { asOf: at(1), calendars: [ended] })).toMatchObject(refused);
    expect(projectSla(aCase(), everything, { asOf: at(1), calendars: [ended] })).toMatchObject(refused);
  });
});

describe("routing", () => {
  const routed = defineSlaPolicy({
    ...slaPresets.majorAndOrdinary,
    routing: {
      automaticSubjects: ["delivery"],
      personFromRepeats: 2,
      personForSeverities: ["major"],
      personForSentiments: ["angry"],
    },
  });
  const simple = { severity: "ordinary", subject: "delivery" } as const;
  test.each<[string, Partial<Case>, "person" | "automatic", readonly string[]]>([
    ["a standard request", simple, "automatic", ["subject-automatic"]],
    ["once before", { ...simple, repeats: 1 }, "automatic", ["subject-automatic"]],
    ["twice before", { ...simple, repeats: 2 }, "person", ["subject-automatic", "repeats-call-for-person"]],
    [
      "something serious",
      { ...simple, severity: "major" },
      "person",
      ["subject-automatic", "severity-calls-for-person"],
    ],
    ["anger", { ...simple, sentiment: "angry" }, "person", ["subject-automatic", "sentiment-calls-for-person"]],
    [
      "a failed answer",
      { ...simple, automaticAnswerFailed: true },
      "person",
      ["subject-automatic", "automatic-answer-failed"],
    ],
    ["anything else", { ...simple, subject: "refund" }, "person", []],
    ["nobody knows what", { ...simple, subject: null }, "person", []],
  ])("%s", (_, change, to, met) => {
    const decision = orThrow(routeCase(aCase(change), routed));
    expect(decision.to).toBe(to);
    expect(decision.reasons.filter(({ verdict }) => verdict === "met").map(({ code }) => code)).toEqual(met);
    expect(decision.reasons).toHaveLength(5);
  });

  const reason = (
    code: string,
    key: string,
    metric: string,
    op: string,
    observed: object | null,
    required: object,
    verdict: string,
  ) => ({ code, rule: `/routing${key}`, metric, op, observed, required, verdict, label: null });
  const text = (value: string) => ({ kind: "text", text: value });
  const number = (value: number) => ({ kind: "number", value });
  const truth = (value: boolean) => ({ kind: "boolean", value });
  const whole = defineSlaPolicy({
    ...slaPresets.majorAndOrdinary,
    routing: {
      automaticSubjects: ["delivery", "address"],
      personFromRepeats: 2,
      personForSeverities: ["major"],
      personForSentiments: ["angry", "sad"],
    },
  });
  test.each<[string, Partial<Case>, "person" | "automatic", readonly object[]]>([
    [
      "each sign",
      { severity: "major", subject: "address", repeats: 3, sentiment: "sad", automaticAnswerFailed: true },
      "person",
      [
        reason(
          "subject-automatic",
          "/automaticSubjects",
          "subject",
          "in",
          text("address"),
          text("delivery, address"),
          "met",
        ),
        reason("repeats-call-for-person", "/personFromRepeats", "repeats", ">=", number(3), number(2), "met"),
        reason(
          "severity-calls-for-person",
          "/personForSeverities",
          "severity",
          "in",
          text("major"),
          text("major"),
          "met",
        ),
        reason(
          "sentiment-calls-for-person",
          "/personForSentiments",
          "sentiment",
          "in",
          text("sad"),
          text("angry, sad"),
          "met",
        ),
        reason("automatic-answer-failed", "", "automaticAnswerFailed", "=", truth(true), truth(true), "met"),
      ],
    ],
    [
      "no sign",
      { severity: "ordinary", subject: "delivery", repeats: 0, sentiment: "calm", automaticAnswerFailed: false },
      "automatic",
      [
        reason(
          "subject-automatic",
          "/automaticSubjects",
          "subject",
          "in",
          text("delivery"),
          text("delivery, address"),
          "met",
        ),
        reason("repeats-call-for-person", "/personFromRepeats", "repeats", ">=", number(0), number(2), "unmet"),
        reason(
          "severity-calls-for-person",
          "/personForSeverities",
          "severity",
          "in",
          text("ordinary"),
          text("major"),
          "unmet",
        ),
        reason(
          "sentiment-calls-for-person",
          "/personForSentiments",
          "sentiment",
          "in",
          text("calm"),
          text("angry, sad"),
          "unmet",
        ),
        reason("automatic-answer-failed", "", "automaticAnswerFailed", "=", truth(false), truth(true), "unmet"),
      ],
    ],
    [
      "nothing known",
      { severity: "ordinary" },
      "person",
      [
        reason("subject-automatic", "/automaticSubjects", "subject", "in", null, text("delivery, address"), "unknown"),
        reason("repeats-call-for-person", "/personFromRepeats", "repeats", ">=", null, number(2), "unknown"),
        reason(
          "severity-calls-for-person",
          "/personForSeverities",
          "severity",
          "in",
          text("ordinary"),
          text("major"),
          "unmet",
        ),
        reason(
          "sentiment-calls-for-person",
          "/personForSentiments",
          "sentiment",
          "in",
          null,
          text("angry, sad"),
          "unknown",
        ),
        reason("automatic-answer-failed", "", "automaticAnswerFailed", "=", null, truth(true), "unknown"),
      ],
    ],
  ])("a whole decision: %s", (_, change, to, reasons) => {
    expect(orThrow(routeCase(aCase(change), whole))).toEqual({
      caseId: "k1",
      policy: { id: "major-and-ordinary", version: 1 },
      to,
      reasons,
    });
  });

  test("repeats say nothing where the policy does not ask for them", () => {
    const routing = { ...whole.routing, automaticSubjects: ["delivery"], personFromRepeats: null };
    const { to, reasons } = orThrow(
      routeCase(aCase({ ...simple, repeats: 99 }), defineSlaPolicy({ ...slaPresets.majorAndOrdinary, routing })),
    );
    expect([to, reasons.map(({ metric }) => metric)]).toEqual([
      "automatic",
      ["subject", "severity", "sentiment", "automaticAnswerFailed"],
    ]);
  });

  test("without routing everything is for people; what cannot be read is refused", () => {
    expect(orThrow(routeCase(aCase(simple), policy))).toMatchObject({ to: "person", reasons: [] });
    expect(routeCase(aCase({ repeats: -1 }), routed)).toMatchObject({ ok: false, error: { path: "/repeats" } });
  });
});

describe("the queue", () => {
  const queueOf = (cases: readonly Case[]) => orderQueue(cases, policy, { asOf: at(3) });
  const ids = (cases: readonly Case[]) => queueOf(cases).queue.map(({ row }) => row.id);
  const cases = [
    aCase({ id: "plain" }),
    aCase({ id: "paused", events: [event("paused", at(1))] }),
    aCase({ id: "late", severity: "major" }),
    aCase({ id: "later", severity: "major", openedAt: at(-1) }),
    aCase({ id: "gold", tier: "gold" }),
    aCase({ id: "upgraded", events: [event("tier-changed", at(1), { tier: "diamond" })] }),
    aCase({ id: "unranked", tier: "bronze", severity: "major" }),
    aCase({ id: "done", tier: "diamond", events: [event("resolved", at(1))] }),
    aCase({ id: "again", events: [event("resolved", at(1)), event("reopened", at(2))] }),
    aCase({ id: "tomorrow", openedAt: at(24) }),
  ];

  test("tier, then severity, then the time left; paused ones last of theirs", () => {
    expect(ids(cases)).toEqual(["upgraded", "gold", "later", "late", "unranked", "plain", "again", "paused"]);
  });

  test("a place with its reasons", () => {
    const [first] = queueOf([aCase({ tier: "gold" })]).queue;
    expect(first).toMatchObject({ place: 1, metric: "agentWork", remainingMs: HOUR });
    expect(first?.reasons.map(({ code, observed, verdict }) => [code, observed, verdict])).toEqual([
      ["queue-tier", { kind: "text", text: "gold" }, "met"],
      ["queue-severity", { kind: "text", text: "question" }, "met"],
      ["queue-remaining", { kind: "duration", ms: HOUR }, "unknown"],
    ]);
  });

  test("rows that cannot be read are told", () => {
    const { queue, findings } = queueOf([aCase({ openedAt: "soon" }), aCase()]);
    expect([queue.length, findings.byCode, findings.rows[0]?.path]).toEqual([1, { "invalid-fact": 1 }, "/openedAt"]);
  });

  test("whole reasons: known names, unknown ones, overdue, due just now, and standing still", () => {
    const reasonsOf = (change: Partial<Case>, hours = 3) =>
      orderQueue([aCase(change)], policy, { asOf: at(hours) }).queue[0]?.reasons;
    const reason = (code: string, rule: string, observed: object, verdict: string, metric: string | null = null) => ({
      code,
      rule,
      metric,
      op: null,
      observed,
      required: null,
      verdict,
      label: null,
    });
    const text = (value: string) => ({ kind: "text", text: value });
    const left = (ms: number) => ({ kind: "duration", ms });
    const question = reason("queue-severity", "/severities", text("question"), "met");
    expect(reasonsOf({ tier: "gold" }, 6)).toEqual([
      reason("queue-tier", "/tiers", text("gold"), "met"),
      question,
      reason("queue-overdue", "/targets", left(2 * HOUR), "unmet", "agentWork"),
    ]);
    expect(reasonsOf({ tier: "bronze", severity: "wish" }, 4)).toEqual([
      reason("queue-tier", "/tiers", text("bronze"), "unknown"),
      reason("queue-severity", "/severities", text("wish"), "unknown"),
      reason("queue-remaining", "/targets", left(0), "unknown", "agentWork"),
    ]);
    expect(reasonsOf({ events: [event("paused", at(1))] })).toEqual([question]);
    const unranked = defineSlaPolicy({
      id: "p",
      version: 1,
      targets: [{ metric: "agentWork", within: "PT4H", hours: "24x7" }],
    });
    const { queue } = orderQueue(
      [aCase({ id: "b", tier: "gold", severity: "wish", openedAt: at(1) }), aCase({ id: "a", tier: "x" }), aCase()],
      unranked,
      { asOf: at(3) },
    );
    expect(queue.map(({ row }) => row.id)).toEqual(["a", "k1", "b"]);
    expect(queue[0]?.reasons).toEqual([
      reason("queue-tier", "/tiers", text("x"), "unknown"),
      reason("queue-severity", "/severities", text("question"), "unknown"),
      reason("queue-remaining", "/targets", left(HOUR), "unknown", "agentWork"),
    ]);
  });

  test("of several clocks the most urgent counts, of equal ones the first, and none without a promise", () => {
    const several = (
      ...targets: readonly (readonly [metric: "agentWork" | "timeToOwn" | "firstResponse", within: string])[]
    ) => {
      const made = defineSlaPolicy({
        id: "p",
        version: 1,
        targets: [
          ...targets.map(([metric, within]) => ({ metric, within, hours: "24x7" }) as const),
          { metric: "totalResolution", severity: "major", within: "PT1H", hours: "24x7" },
        ],
      });
      const [first] = orderQueue([aCase()], made, { asOf: at(1) }).queue;
      return [first?.metric, first?.remainingMs];
    };
    expect(several(["agentWork", "PT4H"], ["timeToOwn", "PT2H"], ["firstResponse", "PT3H"])).toEqual([
      "timeToOwn",
      HOUR,
    ]);
    expect(several(["agentWork", "PT2H"], ["timeToOwn", "PT2H"])).toEqual(["agentWork", HOUR]);
    expect(several(["agentWork", "PT30M"], ["timeToOwn", "PT2H"])).toEqual(["agentWork", -HOUR / 2]);
  });

  test("where no time tells them apart the one opened first, then the id", () => {
    const still = (id: string, hours: number) => aCase({ id, openedAt: at(hours), events: [event("paused", at(2))] });
    const some = [still("c", 0), still("a", 1), still("b", 0), still("d", 1)];
    expect(ids(some)).toEqual(["b", "c", "a", "d"]);
    expect(ids([...some].reverse())).toEqual(["b", "c", "a", "d"]);
  });

  test("rows that say two things at once, or are never due, are told by their place; those to come are not", () => {
    const twice = aCase({ events: [event("note", at(1), { id: "e" }), event("reply", at(1), { id: "e" })] });
    const given = [aCase({ openedAt: at(24) }), aCase(), twice, aCase(), aCase({ openedAt: "soon" })];
    const { queue, findings } = queueOf(given);
    expect(queue.map(({ place }) => place)).toEqual([1, 2]);
    expect(findings).toMatchObject({
      total: 2,
      byCode: { "conflicting-events": 1, "invalid-fact": 1 },
      rows: [
        { index: 2, code: "conflicting-events", path: "", params: { caseId: "k1", eventId: "e" } },
        { index: 4, code: "invalid-fact", path: "/openedAt" },
      ],
    });
    const ended = defineCalendar({
      id: "office",
      timeZone: "UTC",
      weekly: {},
      dateHours: { "2026-03-02": [{ from: "00:00", to: "03:00" }] },
    });
    const never = orderQueue([aCase()], everything, { asOf: at(1), calendars: [ended] });
    expect([never.queue.length, never.findings.byCode]).toEqual([0, { "no-open-time-found": 1 }]);
  });

  test("a law: a total order, whatever the order of the input", () => {
    const some = fc
      .array(someBusyCase, { maxLength: 12 })
      .map((rows) => rows.map((row, index) => ({ ...row, id: `k${index}` })));
    fc.assert(
      fc.property(
        some.chain((rows) => fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length }))),
        aLaterMoment,
        ([rows, shuffled], asOf) => {
          const order = (given: readonly Case[]) =>
            orderQueue(given, everything, { asOf, calendars }).queue.map(({ row }) => row.id);
          expect(order(shuffled)).toEqual(order(rows));
        },
      ),
    );
  });
});
