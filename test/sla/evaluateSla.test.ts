import { addWorkingTime, defineCalendar, nextOpen, workingTime } from "clientele/calendar";
import { orThrow } from "clientele/core";
import type { Case, CaseEvent } from "clientele/customer";
import { defineSlaPolicy, evaluateSla, type MetricStatus, slaMetrics, slaPresets } from "clientele/sla";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { aCase, aLaterMoment, event, office, promises, someCase } from "../support/sla.ts";

const HOUR = 3_600_000;
const calendars = [office];
const statusOf = (subject: Case, asOf: string) => orThrow(evaluateSla(subject, promises, { asOf, calendars }));
const responseOf = (subject: Case, asOf: string): MetricStatus => statusOf(subject, asOf).metrics.firstResponse;
const utc = (text: string) => new Date(text).toISOString();

describe("examples", () => {
  test("the whole status of an answered question", () => {
    const subject = aCase({ events: [event("reply", "2026-03-02T14:00:00+08:00")] });
    expect(statusOf(subject, "2026-03-03T00:00:00+08:00")).toEqual({
      caseId: "k1",
      asOf: "2026-03-02T16:00:00.000Z",
      policy: { id: "promises", version: 3 },
      severity: "question",
      tier: null,
      nextChangeAt: null,
      metrics: {
        firstResponse: {
          state: "met",
          startedAt: "2026-03-02T02:00:00.000Z",
          stoppedAt: "2026-03-02T06:00:00.000Z",
          dueAt: "2026-03-02T07:30:00.000Z",
          dueIfResumedAt: null,
          targetMs: 4 * HOUR,
          elapsedMs: 2.5 * HOUR,
          remainingMs: 1.5 * HOUR,
          breachedAt: null,
          target: "/targets/1",
          pauses: [],
          targetHistory: [{ at: "2026-03-02T02:00:00.000Z", target: "/targets/1", version: 3, targetMs: 4 * HOUR }],
          excusedBy: null,
          nextChangeAt: null,
          earlier: [],
        },
        firstResolution: {
          state: "noPromise",
          startedAt: "2026-03-02T02:00:00.000Z",
          stoppedAt: null,
          dueAt: null,
          dueIfResumedAt: null,
          targetMs: null,
          elapsedMs: null,
          remainingMs: null,
          breachedAt: null,
          target: null,
          pauses: [],
          targetHistory: [{ at: "2026-03-02T02:00:00.000Z", target: null, version: 3, targetMs: null }],
          excusedBy: null,
          nextChangeAt: null,
          earlier: [],
        },
      },
      reasons: [
        {
          code: "target-applied",
          rule: "/targets/1",
          metric: "firstResponse",
          op: "=",
          observed: { kind: "text", text: "question" },
          required: { kind: "duration", ms: 4 * HOUR },
          verdict: "met",
          label: null,
        },
        {
          code: "clock-stopped",
          rule: "/targets/1/within",
          metric: "firstResponse",
          op: "<=",
          observed: { kind: "duration", ms: 2.5 * HOUR },
          required: { kind: "duration", ms: 4 * HOUR },
          verdict: "met",
          label: null,
        },
        {
          code: "no-promise",
          rule: "/targets",
          metric: "firstResolution",
          op: null,
          observed: { kind: "text", text: "question" },
          required: null,
          verdict: "unmet",
          label: null,
        },
      ],
    });
  });

  test.each<[string, readonly CaseEvent[], MetricStatus["state"], string | null]>([
    ["a public reply of a person", [event("reply", "2026-03-02T11:00:00+08:00")], "met", "2026-03-02T11:00:00+08:00"],
    ["an internal note", [event("note", "2026-03-02T11:00:00+08:00")], "breached", null],
    ["a reply that is not public", [event("reply", "2026-03-02T11:00:00+08:00", { public: false })], "breached", null],
    ["an automated mail", [event("reply", "2026-03-02T11:00:00+08:00", { by: "system" })], "breached", null],
    ["the customer writing again", [event("reply", "2026-03-02T11:00:00+08:00", { by: "customer" })], "breached", null],
    ["being assigned", [event("assigned", "2026-03-02T11:00:00+08:00")], "breached", null],
    ["a reply after the moment of judgement", [event("reply", "2026-03-03T20:00:00+08:00")], "breached", null],
    [
      "the first of two replies, however they are listed",
      [event("reply", "2026-03-03T09:00:00+08:00"), event("reply", "2026-03-02T10:00:00+08:00")],
      "met",
      "2026-03-02T10:00:00+08:00",
    ],
  ])("what is a response: %s", (_, events, state, stoppedAt) => {
    expect(responseOf(aCase({ events }), "2026-03-03T12:00:00+08:00")).toMatchObject({
      state,
      stoppedAt: stoppedAt === null ? null : utc(stoppedAt),
    });
  });

  // due at 15:30 on the day it was opened
  test.each<[string, string, MetricStatus["state"], number, string | null]>([
    ["before", "2026-03-02T15:29:59.999+08:00", "running", 1, null],
    ["exactly at the target", "2026-03-02T15:30:00+08:00", "running", 0, null],
    ["one millisecond after", "2026-03-02T15:30:00.001+08:00", "breached", -1, "2026-03-02T15:30:00+08:00"],
    ["the next day", "2026-03-03T09:30:00+08:00", "breached", -3 * HOUR, "2026-03-02T15:30:00+08:00"],
  ])("the edge of breach: %s", (_, asOf, state, remainingMs, breachedAt) => {
    const expected = { state, remainingMs, breachedAt: breachedAt === null ? null : utc(breachedAt) };
    expect(responseOf(aCase(), asOf)).toMatchObject(expected);
    const answered = aCase({ events: [event("reply", asOf)] });
    expect(responseOf(answered, "2026-03-09T00:00:00+08:00")).toMatchObject({
      ...expected,
      state: state === "running" ? "met" : state,
    });
  });

  test("due exactly at closing: kept until the next opening, broken from then on", () => {
    const subject = aCase({ openedAt: "2026-03-06T14:00:00+08:00" }); // Friday, four hours before six
    const due = utc("2026-03-06T18:00:00+08:00");
    expect(responseOf(subject, "2026-03-08T12:00:00+08:00")).toMatchObject({
      state: "running",
      dueAt: due,
      remainingMs: 0,
      breachedAt: null,
    });
    expect(responseOf(subject, "2026-03-09T09:00:00.001+08:00")).toMatchObject({
      state: "breached",
      dueAt: due,
      remainingMs: -1,
      breachedAt: utc("2026-03-09T09:00:00+08:00"),
    });
  });

  test("a clock started outside hours runs, and counts nothing", () => {
    const subject = aCase({ openedAt: "2026-03-07T12:00:00+08:00" });
    expect(responseOf(subject, "2026-03-08T12:00:00+08:00")).toMatchObject({
      state: "running",
      elapsedMs: 0,
      remainingMs: 4 * HOUR,
      dueAt: utc("2026-03-09T14:30:00+08:00"),
    });
  });

  test("an answer outside hours took only the open time before it", () => {
    const subject = aCase({
      openedAt: "2026-03-02T17:00:00+08:00",
      events: [event("reply", "2026-03-02T23:00:00+08:00")],
    });
    expect(responseOf(subject, "2026-03-03T12:00:00+08:00")).toMatchObject({ state: "met", elapsedMs: HOUR });
  });

  test("a late answer leaves the breach", () => {
    const subject = aCase({ severity: "major", events: [event("reply", "2026-03-02T12:10:00+08:00")] });
    const status = statusOf(subject, "2026-03-02T13:00:00+08:00");
    expect(status.metrics.firstResponse).toMatchObject({
      state: "breached",
      stoppedAt: utc("2026-03-02T12:10:00+08:00"),
      breachedAt: utc("2026-03-02T12:00:00+08:00"),
      remainingMs: -600_000,
    });
    expect(status.reasons.map(({ code, verdict, label }) => [code, verdict, label?.["zh-CN"]])).toEqual([
      ["target-applied", "met", "重大投诉"],
      ["clock-stopped", "unmet", "重大投诉"],
      ["target-applied", "met", undefined],
      ["clock-running", "unknown", undefined],
    ]);
  });

  test.each<[string, readonly CaseEvent[], string | null]>([
    [
      "for the customer",
      [
        event("paused", "2026-03-02T11:00:00+08:00", { waitingFor: "customer" }),
        event("resumed", "2026-03-02T11:30:00+08:00"),
      ],
      "waitingForCustomer",
    ],
    [
      "for two, while the clock runs",
      [
        event("paused", "2026-03-02T11:00:00+08:00", { waitingFor: "thirdParty", hold: "a" }),
        event("paused", "2026-03-02T11:10:00+08:00", { hold: "b" }),
      ],
      "waitingForThirdParty, onHold",
    ],
    [
      "after the clock has stopped",
      [
        event("reply", "2026-03-02T11:00:00+08:00"),
        event("paused", "2026-03-02T11:00:00+08:00", { waitingFor: "customer" }),
      ],
      null,
    ],
    [
      "for no time at all",
      [
        event("paused", "2026-03-02T11:00:00+08:00", { waitingFor: "customer" }),
        event("resumed", "2026-03-02T11:00:00+08:00"),
      ],
      null,
    ],
  ])("a hold that a clock does not pause for is named: %s", (_, events, holds) => {
    const { metrics, reasons } = statusOf(aCase({ events }), "2026-03-02T14:00:00+08:00");
    expect(metrics.firstResponse.pauses).toEqual([]);
    const said = reasons.filter(({ code }) => code === "hold-not-paused-for");
    expect(said.map(({ metric, observed }) => [metric, observed])).toEqual(
      holds === null ? [] : [["firstResponse", { kind: "text", text: holds }]],
    );
  });

  test("a clock that pauses for a hold says nothing of it", () => {
    const pausing = defineSlaPolicy({
      id: "pausing",
      version: 1,
      metrics: { firstResponse: { ...slaMetrics.firstResponse, pauseWhile: ["waitingForCustomer"] } },
      targets: [{ metric: "firstResponse", within: "PT2H", hours: "24x7" }],
    });
    const subject = aCase({ events: [event("paused", "2026-03-02T11:00:00+08:00", { waitingFor: "customer" })] });
    const { metrics, reasons } = orThrow(evaluateSla(subject, pausing, { asOf: "2026-03-02T23:00:00+08:00" }));
    expect(metrics.firstResponse).toMatchObject({ state: "paused", elapsedMs: HOUR });
    expect(reasons.map(({ code }) => code)).toEqual(["target-applied", "clock-paused"]);
  });

  test("time to the first resolution stays when the case is opened again, and a reason says so", () => {
    const subject = aCase({
      severity: "major",
      events: [
        event("reopened", "2026-03-02T10:30:00+08:00"), // before it was resolved: nothing to say
        event("resolved", "2026-03-02T11:00:00+08:00"),
        event("reopened", "2026-03-03T09:00:00+08:00"),
        event("resolved", "2026-03-04T09:00:00+08:00"),
        event("reopened", "2026-03-05T09:00:00+08:00"),
      ],
    });
    const { metrics, reasons } = statusOf(subject, "2026-03-06T09:00:00+08:00");
    expect(metrics.firstResolution).toMatchObject({ state: "met", elapsedMs: HOUR });
    expect(reasons.at(-1)).toEqual({
      code: "reopened-not-counted",
      rule: "",
      metric: "firstResolution",
      op: null,
      observed: { kind: "instant", at: utc("2026-03-03T09:00:00+08:00") },
      required: null,
      verdict: "met",
      label: null,
    });
  });

  test("events dated before the opening do not count, and a reason says so", () => {
    const subject = aCase({
      severity: "major",
      events: [event("reply", "2026-03-02T09:59:59.999+08:00"), event("resolved", "2026-03-01T00:00:00+08:00")],
    });
    const { metrics, reasons } = statusOf(subject, "2026-03-02T10:00:00+08:00");
    expect([metrics.firstResponse.stoppedAt, metrics.firstResolution.stoppedAt]).toEqual([null, null]);
    expect(reasons.at(-1)).toMatchObject({
      code: "events-before-opening",
      observed: { kind: "number", value: 2 },
      required: { kind: "instant", at: utc("2026-03-02T10:00:00+08:00") },
    });
  });

  test("the preset: major cases within 2 hours, ordinary ones within 24, round the clock", () => {
    const policy = defineSlaPolicy(slaPresets.majorAndOrdinary);
    const dueOf = (severity: string) =>
      orThrow(evaluateSla(aCase({ severity }), policy, { asOf: "2026-03-02T10:00:00+08:00" })).metrics.firstResponse
        .dueAt;
    expect(dueOf("major")).toBe(utc("2026-03-02T12:00:00+08:00"));
    expect(dueOf("ordinary")).toBe(utc("2026-03-03T10:00:00+08:00"));
    expect(dueOf("wish")).toBeNull();
  });
});

describe("refusals", () => {
  const asOf = "2026-03-03T00:00:00Z";
  const refusalOf = (subject: unknown) => evaluateSla(subject as Case, promises, { asOf, calendars });

  test.each<[string, unknown, object]>([
    ["no case", null, { code: "invalid-fact", path: "", expected: "object", observed: "null" }],
    [
      "an opening without an offset",
      aCase({ openedAt: "2026-03-02T10:00:00" }),
      { code: "invalid-fact", path: "/openedAt", expected: "instant", observed: '"2026-03-02T10:00:00"' },
    ],
    [
      "no events",
      { ...aCase(), events: null },
      { code: "invalid-fact", path: "/events", expected: "array", observed: "null" },
    ],
    [
      "an event on no day, even one not reached yet",
      aCase({ events: [event("reply", "2027-02-30T00:00:00Z")] }),
      { code: "invalid-fact", path: "/events/0/at", expected: "instant", observed: '"2027-02-30T00:00:00Z"' },
    ],
    [
      "a case opened after the moment of judgement",
      aCase({ openedAt: "2026-03-04T00:00:00Z" }),
      {
        code: "case-not-open-yet",
        caseId: "k1",
        openedAt: "2026-03-04T00:00:00.000Z",
        asOf: "2026-03-03T00:00:00.000Z",
      },
    ],
    [
      "two different events with one id",
      aCase({ events: [event("reply", asOf, { id: "e" }), event("note", asOf, { id: "e" })] }),
      { code: "conflicting-events", caseId: "k1", eventId: "e" },
    ],
  ])("%s", (_, subject, error) => {
    expect(refusalOf(subject)).toEqual({ ok: false, error });
  });

  test("a calendar whose open time ends before the promise is due", () => {
    const fair = defineCalendar({
      id: "office",
      timeZone: "UTC",
      weekly: {},
      dateHours: { "2026-03-02": [{ from: "00:00", to: "05:00" }] },
    });
    expect(evaluateSla(aCase(), promises, { asOf, calendars: [fair] })).toMatchObject({
      ok: false,
      error: { code: "no-open-time-found", calendar: "office", from: "2026-03-02T02:00:00.000Z" },
    });
  });

  test("a promise due at the last moment that can be written is one", () => {
    const subject = aCase({ openedAt: "9999-12-31T21:59:59.999Z", severity: "major" });
    const policy = defineSlaPolicy(slaPresets.majorAndOrdinary);
    const { metrics } = orThrow(evaluateSla(subject, policy, { asOf: "9999-12-31T22:00:00Z" }));
    expect(metrics.firstResponse).toMatchObject({ dueAt: "9999-12-31T23:59:59.999Z", nextChangeAt: null });
  });

  test("a promise due beyond the years that can be written", () => {
    const end = "9999-12-31T23:00:00.000Z";
    const subject = aCase({ openedAt: end, severity: "major" });
    expect(evaluateSla(subject, defineSlaPolicy(slaPresets.majorAndOrdinary), { asOf: end })).toEqual({
      ok: false,
      error: { code: "no-open-time-found", calendar: "24x7", from: end, searchedUntil: "9999-12-31T23:59:59.999Z" },
    });
  });

  test.each<[string, () => unknown, string]>([
    ["no calendars", () => evaluateSla(aCase(), promises, { asOf }), "unknown-calendar"],
    ["another calendar", () => evaluateSla(aCase(), promises, { asOf, calendars: [] }), "unknown-calendar"],
    [
      "two calendars with one id",
      () => {
        const other = defineCalendar({
          id: "office",
          timeZone: "UTC",
          weekly: { mon: [{ from: "09:00", to: "10:00" }] },
        });
        return evaluateSla(aCase(), promises, { asOf, calendars: [office, other] });
      },
      "invalid-option",
    ],
    ["a bad moment", () => evaluateSla(aCase(), promises, { asOf: "yesterday", calendars }), "invalid-instant"],
    [
      "a policy that went through no door",
      () => evaluateSla(aCase(), { ...promises } as typeof promises, { asOf, calendars }),
      "policy-not-checked",
    ],
  ])("%s is thrown", (_, evaluate, code) => {
    expect(evaluate).toThrow(expect.objectContaining({ code }));
  });

  test("the same calendar twice is one calendar", () => {
    expect(evaluateSla(aCase(), promises, { asOf, calendars: [office, office] }).ok).toBe(true);
  });
});

describe("laws", () => {
  test("order-blind, and blind to repetition", () => {
    fc.assert(
      fc.property(
        someCase.chain((subject) =>
          fc.tuple(
            fc.constant(subject),
            fc.shuffledSubarray([...subject.events, ...subject.events], { minLength: subject.events.length * 2 }),
          ),
        ),
        aLaterMoment,
        ([subject, events], asOf) => {
          expect(statusOf({ ...subject, events }, asOf)).toEqual(statusOf(subject, asOf));
        },
      ),
    );
  });

  test("blind to the future", () => {
    fc.assert(
      fc.property(someCase, aLaterMoment, (subject, asOf) => {
        const known = subject.events.filter(({ at }) => (at as string) <= asOf);
        expect(statusOf(subject, asOf)).toEqual(statusOf({ ...subject, events: known }, asOf));
      }),
    );
  });

  test("what was met stays met, what was breached stays breached, and elapsed time never shrinks", () => {
    fc.assert(
      fc.property(someCase, aLaterMoment, aLaterMoment, (subject, a, b) => {
        const [before, after] = [statusOf(subject, a < b ? a : b).metrics, statusOf(subject, a < b ? b : a).metrics];
        for (const metric of ["firstResponse", "firstResolution"] as const) {
          const [was, is] = [before[metric], after[metric]];
          if (was.state !== "running" && was.state !== "cancelled") expect(is.state).toBe(was.state);
          expect(is.elapsedMs ?? 0).toBeGreaterThanOrEqual(was.elapsedMs ?? 0);
          if (is.pauses.length === 0) expect([is.dueAt, is.targetMs]).toEqual([was.dueAt, was.targetMs]);
          if (was.breachedAt !== null) expect(is.breachedAt).toBe(was.breachedAt);
        }
      }),
    );
  });

  test("agrees with the calendar: elapsed and left make the target, and it is broken only after breachedAt", () => {
    fc.assert(
      fc.property(someCase, aLaterMoment, (subject, asOf) => {
        const { metrics } = statusOf(subject, asOf);
        for (const {
          state,
          startedAt,
          stoppedAt,
          dueAt,
          targetMs,
          elapsedMs,
          remainingMs,
          breachedAt,
          target,
          pauses,
        } of [metrics.firstResponse, metrics.firstResolution]) {
          if (targetMs === null) {
            expect([state, dueAt, elapsedMs, remainingMs, breachedAt, target]).toEqual([
              "noPromise",
              ...Array.from({ length: 5 }, () => null),
            ]);
            continue;
          }
          if (pauses.length > 0 || startedAt === null) continue; // opened again after it was closed
          const to = stoppedAt ?? asOf;
          expect((elapsedMs ?? NaN) + (remainingMs ?? NaN)).toBe(targetMs);
          const breached = state === "breached";
          expect(breached).toBe((remainingMs ?? NaN) < 0);
          expect(breachedAt !== null && breachedAt < to).toBe(breached);
          if (target !== "/targets/0") {
            expect(elapsedMs).toBe(workingTime({ from: startedAt, to }, office));
            expect(dueAt).toBe(orThrow(addWorkingTime(startedAt, `PT${targetMs / 1000}S`, office)));
            if (breached) expect(breachedAt).toBe(orThrow(nextOpen(dueAt ?? "", office)));
          } else expect(elapsedMs).toBe(Date.parse(to) - Date.parse(startedAt));
        }
      }),
    );
  });

  test("JSON-safe, and blind to the form of moments and to the host's own keys", () => {
    fc.assert(
      fc.property(someCase, aLaterMoment, (subject, asOf) => {
        const status = statusOf(subject, asOf);
        expect(JSON.parse(JSON.stringify(status))).toEqual(status);
        const events = subject.events.map((item) => ({ ...item, at: new Date(item.at as string), ticket: 7 }));
        expect(statusOf({ ...subject, events, queue: "north" } as Case, asOf)).toEqual(status);
      }),
    );
  });

  test("a longer promise is never broken earlier", () => {
    const within = (minutes: number) =>
      defineSlaPolicy({
        id: "p",
        version: 1,
        targets: [
          { severity: "question", metric: "firstResponse", within: `PT${minutes}M`, hours: { business: "office" } },
        ],
      });
    fc.assert(
      fc.property(someCase, aLaterMoment, fc.integer({ min: 1, max: 900 }), (subject, asOf, minutes) => {
        const at = (length: number) =>
          orThrow(evaluateSla({ ...subject, severity: "question" }, within(length), { asOf, calendars })).metrics
            .firstResponse;
        const [short, long] = [at(minutes), at(minutes + 1)];
        expect((long.dueAt ?? "") > (short.dueAt ?? "")).toBe(true);
        if (short.state !== "breached") expect(long.state).toBe(short.state);
      }),
    );
  });
});
