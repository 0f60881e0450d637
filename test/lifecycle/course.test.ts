import { calendarPresets, defineCalendar } from "clientele/calendar";
import { type Instant, orThrow } from "clientele/core";
import {
  adoptPolicy,
  applyEvent,
  defineLifecycle,
  dueTransitions,
  explainTransition,
  type LifecyclePolicyInput,
  lifecyclePresets,
  overdueObligations,
  replay,
  startLifecycle,
  stateAt,
} from "clientele/lifecycle";
import { describe, expect, test } from "vitest";
import { course } from "../support/lifecycle.ts";

const at = (day: string): Instant => `2026-${day}T00:00:00.000Z` as Instant;
const START = at("01-01");
const LAST = "9999-12-31T23:59:59.999Z";

/** A course of three stages in UTC; the last is final. */
const base = {
  id: "steps",
  version: 1,
  timeZone: "UTC",
  metrics: [{ id: "score", kind: "count" }],
  stages: [
    { id: "a", order: 1 },
    { id: "b", order: 2 },
    { id: "c", order: 3, final: true },
  ],
  events: ["go", "stop"],
  transitions: [],
  initial: "a",
} as const satisfies LifecyclePolicyInput;
type Ways = LifecyclePolicyInput<"a" | "b" | "c", "go" | "stop", never, "score">["transitions"];
const stepping = (transitions: Ways, more: object = {}) =>
  defineLifecycle<"a" | "b" | "c", "go" | "stop", never, "score">({ ...base, ...more, transitions });
const inA = { stage: "a", enteredAt: START } as const;
const scored = (score: number | null) => ({ facts: { metrics: { score } } }) as const;
const high = { metric: "score", op: ">=", value: 1 } as const;

describe("when a time is over", () => {
  const over = (after: string, startedAt: string, timeZone = "UTC"): string | null => {
    const policy = stepping([{ from: "a", after, to: "b" }], { timeZone });
    return (
      orThrow(dueTransitions({ stage: "a", enteredAt: startedAt }, policy, { asOf: startedAt })).nextTimer?.at ?? null
    );
  };
  test.each([
    ["P1DT12H", "2026-01-01T06:00:00Z", "UTC", "2026-01-02T18:00:00.000Z"],
    ["P1M2DT3H", "2026-01-31T00:00:00Z", "UTC", "2026-03-02T03:00:00.000Z"], // month ends clamped, then days
    // the second half past two of the night on which clocks are put back
    ["PT1H", "2026-10-25T01:30:00Z", "Europe/Berlin", "2026-10-25T02:30:00.000Z"],
    ["P1D", "9999-12-30T12:00:00Z", "UTC", "9999-12-31T12:00:00.000Z"],
    ["PT1H", "9999-12-31T22:59:59.999Z", "UTC", LAST],
  ])("%s after %s in %s: %s", (after, startedAt, timeZone, expected) => {
    expect(over(after, startedAt, timeZone)).toBe(expected);
  });

  test.each([
    ["PT1H", "9999-12-31T23:00:00Z"],
    ["P1D", "9999-12-31T00:00:00Z"],
    ["P1M", "9999-12-02T00:00:00Z"],
    ["P1D", "9999-12-31T12:00:00Z"],
    ["P999999Y", START],
    ["P999999W", START],
    ["PT999999999H", START],
    ["P999999YT999999999H", START],
  ])("%s after %s: not before the end of the calendar", (after, startedAt) => {
    expect(over(after, startedAt)).toBeNull();
    expect(over(after, startedAt, "America/New_York")).toBeNull();
  });

  test("a task due after the end of the calendar is due at no moment, and never overdue", () => {
    const owed = [{ id: "call", within: "P9000Y", doneBy: ["go"] }] as const;
    const policy = defineLifecycle({ ...base, stages: [{ id: "a", order: 1, owed }] });
    const state = orThrow(startLifecycle({ startedAt: START }, policy));
    expect(state.owed).toMatchObject([{ obligation: "call", dueAt: null }]);
    expect(overdueObligations(state, policy, { asOf: LAST })).toEqual({ ok: true, value: [] });
  });
});

describe("timers", () => {
  test("of those overdue at once, the one due earliest fires, wherever the policy lists it", () => {
    const after = (first: string, second: string) =>
      stepping([
        { from: "a", after: first, to: "b" },
        { from: "a", after: second, to: "c" },
      ]);
    const stage = (policy: ReturnType<typeof after>): string => {
      const clock = { from: START, notBefore: at("01-20"), pausedAt: null };
      const { due } = orThrow(dueTransitions({ ...inA, clock }, policy, { asOf: at("02-01") }));
      expect(due[0]?.at).toBe(at("01-20"));
      return due[0]?.to ?? "";
    };
    expect([stage(after("P5D", "P10D")), stage(after("P10D", "P5D"))]).toEqual(["b", "c"]);
    // one overdue, one due at the very moment
    expect([stage(after("P19D", "P5D")), stage(after("P5D", "P19D"))]).toEqual(["c", "b"]);
    expect([stage(after("P25D", "P5D")), stage(after("P5D", "P25D"))]).toEqual(["c", "b"]);
  });

  test("of those due one after the other, the earlier fires, wherever the policy lists it", () => {
    for (const [first, second, to] of [
      ["P5D", "P10D", "b"],
      ["P10D", "P5D", "c"],
    ] as const) {
      const policy = stepping([
        { from: "a", after: first, to: "b" },
        { from: "a", after: second, to: "c" },
      ]);
      const { due, nextTimer } = orThrow(dueTransitions(inA, policy, { asOf: at("01-03") }));
      expect([due, nextTimer?.to, nextTimer?.at]).toEqual([[], to, at("01-06")]);
    }
  });

  test("only one that asks something waits for facts", () => {
    const facts = { known: { metrics: { score: 1 } }, at: at("01-20") };
    const due = (when: typeof high | null) =>
      orThrow(
        dueTransitions({ ...inA, facts }, stepping([{ from: "a", after: "P10D", when, to: "c" }]), {
          asOf: at("02-01"),
        }),
      ).due.map((change) => change.at);
    expect([due(null), due(high)]).toEqual([[at("01-11")], [at("01-20")]]);
  });

  test("one whose condition does not hold lets another fire", () => {
    const policy = stepping([
      { from: "a", after: "P5D", when: high, to: "b" },
      { from: "a", after: "P10D", to: "c" },
    ]);
    const facts = { known: { metrics: { score: 0 } }, at: START };
    const { due, timers } = orThrow(dueTransitions({ ...inA, facts }, policy, { asOf: at("01-08") }));
    expect(due).toEqual([]);
    expect(timers.map(({ to, dueAt, verdict }) => [to, dueAt, verdict])).toEqual([
      ["b", at("01-06"), "unmet"],
      ["c", at("01-11"), "met"],
    ]);
    expect(orThrow(dueTransitions({ ...inA, facts }, policy, { asOf: at("02-01") })).stateAfter.stage).toBe("c");
  });

  test("one that would lead back, which the policy forbids, is listed as not open", () => {
    const policy = stepping([{ from: "b", after: "P5D", to: "a" }], { regression: "forbid" });
    const { due, nextTimer, timers } = orThrow(
      dueTransitions({ stage: "b", enteredAt: START }, policy, { asOf: at("02-01") }),
    );
    expect([due, nextTimer]).toEqual([[], null]);
    expect(timers).toEqual([{ rule: "/transitions/0", to: "a", dueAt: at("01-06"), verdict: "unmet", guard: [] }]);
  });

  test("fired timers and their conditions are told; so are facts learnt, and timers paused", () => {
    const policy = stepping([{ from: "a", after: "P5D", when: high, to: "b" }]);
    const reasonsOf = (entry: object) =>
      orThrow(applyEvent(inA, { at: at("01-02"), ...entry } as never, policy)).reasons;
    const told = { rule: "", metric: null, op: null, required: null, verdict: "met", label: { en: "a", "zh-CN": "a" } };
    expect(reasonsOf({ control: "learn", ...scored(1) })).toEqual([
      { ...told, code: "course-control", observed: { kind: "text", text: "learn" } },
    ]);
    expect(reasonsOf({ control: "pause" })).toEqual([
      { ...told, code: "course-control", observed: { kind: "text", text: "pause" } },
    ]);
    expect(
      reasonsOf({ control: "learn", at: at("01-20"), ...scored(1) }).map(({ code, rule, verdict }) => [
        code,
        rule,
        verdict,
      ]),
    ).toEqual([
      ["course-control", "", "met"],
      ["timer-fired", "/transitions/0", "met"],
      ["comparison", "/transitions/0/when", "met"],
    ]);
  });

  test("paused twice is refused, by the moment", () => {
    const state = { ...inA, clock: { from: START, notBefore: null, pausedAt: START } };
    expect(applyEvent(state, { control: "pause", at: at("01-02") }, stepping([]))).toEqual({
      ok: false,
      error: { code: "already-paused", at: at("01-02") },
    });
  });
});

describe("why not", () => {
  const told = (policy: ReturnType<typeof stepping>, state: object, event: object = {}) =>
    orThrow(explainTransition({ ...inA, ...state }, { kind: "go", at: at("02-01"), ...event }, policy)).tried.map(
      ({ code, verdict, reason, guard }) => [
        code,
        verdict,
        reason.verdict,
        reason.observed,
        reason.required,
        guard.map((part) => part.verdict),
      ],
    );
  const text = (of: string): object => ({ kind: "text", text: of });
  const moment = (day: string): object => ({ kind: "instant", at: at(day) });

  test("a condition that does not hold, one not known, one that holds", () => {
    const policy = stepping([{ from: "a", on: "go", when: high, to: "b" }]);
    expect(told(policy, {}, scored(0))).toEqual([["guard-not-met", "unmet", "unmet", text("go"), null, ["unmet"]]]);
    expect(told(policy, {}, scored(null))).toEqual([
      ["guard-not-known", "unknown", "unknown", text("go"), null, ["unknown"]],
    ]);
    expect(told(policy, {}, scored(1))).toEqual([["event-applied", "met", "met", text("go"), text("go"), ["met"]]]);
  });

  test("a way out of other stages, a way that is forbidden, another event", () => {
    const policy = stepping(
      [
        { from: ["b", "a"], on: "stop", to: "c" },
        { from: "b", on: "go", to: "a" },
      ],
      { regression: "forbid" },
    );
    expect(told(policy, { stage: "b" })).toEqual([
      ["wrong-event", "unmet", "unmet", text("go"), text("stop"), []],
      ["regression-forbidden", "unmet", "unmet", text("go"), text("a"), []],
    ]);
    expect(told(policy, { stage: "c" }, { kind: "stop" })).toEqual([
      ["wrong-stage", "unmet", "unmet", text("c"), text("b, a"), []],
    ]);
  });

  test("a timer that is not due, never will be, stands still, or is held", () => {
    const timer = (after: string, when: typeof high | null = null) => stepping([{ from: "a", after, when, to: "b" }]);
    expect(told(timer("P60D"), {})).toEqual([
      ["timer-not-due", "unmet", "unmet", moment("02-01"), moment("03-02"), []],
    ]);
    expect(told(timer("P9000Y"), {})).toEqual([
      ["timer-not-due", "unmet", "unmet", moment("02-01"), { kind: "period", duration: "P9000Y" }, []],
    ]);
    const clock = { from: START, notBefore: null, pausedAt: at("01-02") };
    expect(told(timer("P10D"), { clock })).toEqual([
      ["timer-not-due", "unmet", "unmet", moment("02-01"), moment("01-11"), []],
    ]);
    expect(told(timer("P31D", high), {}, scored(0))).toEqual([
      ["timer-held", "unmet", "unmet", moment("02-01"), moment("02-01"), ["unmet"]],
    ]);
    expect(told(timer("P10D", high), {}, scored(null))).toEqual([
      ["timer-held", "unknown", "unknown", moment("02-01"), moment("01-11"), ["unknown"]],
    ]);
    // nothing is asked of it, but it would lead back
    const back = stepping([{ from: "b", after: "P10D", to: "a" }], { regression: "forbid" });
    expect(told(back, { stage: "b" })).toEqual([
      ["timer-held", "unmet", "unmet", moment("02-01"), moment("01-11"), []],
    ]);
  });

  test("what is amiss with the facts asked, and every line", () => {
    const policy = stepping([{ from: "a", on: "go", when: high, to: "b" }]);
    const { findings, reasons, tried, before } = orThrow(
      explainTransition(inA, { kind: "go", at: at("02-01") }, policy),
    );
    expect(findings.map(({ code, path }) => [code, path])).toEqual([["metric-missing", "/metrics/0"]]);
    expect(reasons).toEqual(tried.flatMap(({ reason, guard }) => [reason, ...guard]));
    expect(reasons.map(({ code }) => code)).toEqual(["guard-not-known", "comparison"]);
    expect(before).toEqual([]);
  });

  test("the timers that come first", () => {
    const policy = stepping([
      { from: "a", after: "P10D", to: "b" },
      { from: "b", on: "go", to: "c" },
    ]);
    const { before, stage, taken } = orThrow(explainTransition(inA, { kind: "go", at: at("02-01") }, policy));
    expect(before).toEqual([{ at: at("01-11"), from: "a", to: "b", on: null, eventId: null, rule: "/transitions/0" }]);
    expect([stage, taken?.to]).toEqual(["b", "c"]);
  });
});

describe("facts", () => {
  const aging = (maxAge: string | null) =>
    stepping(
      [
        { from: "a", on: "go", when: high, to: "b" },
        { from: "b", on: "go", when: high, to: "c" },
      ],
      { metrics: [{ id: "score", kind: "count", maxAge }] },
    );
  const walk = (policy: ReturnType<typeof aging>, ...days: readonly string[]) => {
    const facts = { metrics: { score: { value: 1, freshAt: at("01-02") } } };
    const [first = ""] = days;
    const events = [
      { control: "learn", at: first, facts } as const,
      ...days.map((day) => ({ kind: "go", at: day }) as const),
    ];
    const { state, ignored } = orThrow(stateAt({ startedAt: START, events }, policy, { asOf: at("06-01") }));
    return [state.stage, ...ignored.map(({ code }) => code)];
  };

  test("grow old between one event and the next", () => {
    expect(walk(aging("P3D"), at("01-03"), at("01-04"))).toEqual(["c"]);
    expect(walk(aging("P3D"), at("01-03"), at("01-06"))).toEqual(["b", "guard-unknown"]);
    expect(walk(aging(null), at("01-03"), at("05-01"))).toEqual(["c"]);
  });

  test("of a moment to come are not known yet, even where no age is asked about", () => {
    expect(walk(aging(null), "2026-01-01T12:00:00.000Z", at("01-02"))).toEqual(["b", "guard-unknown"]);
  });

  test("that a refused event brought are forgotten, with how old they were", () => {
    const policy = aging("P3D");
    const facts = { metrics: { score: { value: 1, freshAt: at("01-02") } } };
    const events = [
      { kind: "go", at: at("01-02"), facts },
      { kind: "go", at: at("01-03"), ...scored(0) },
    ] as const;
    const { state, ignored } = orThrow(stateAt({ startedAt: START, events }, policy, { asOf: at("06-01") }));
    expect(state.facts).toEqual({ known: facts, at: at("01-02") });
    expect(ignored.map(({ code }) => code)).toEqual(["guard-unknown"]);
  });

  test("handed back with a state are as old as before", () => {
    const policy = aging("P3D");
    const facts = { known: { metrics: { score: { value: 1, freshAt: at("01-02") } } }, at: at("01-02") };
    const stage = (day: string): string => {
      const applied = applyEvent({ ...inA, facts }, { kind: "go", at: at(day) }, policy);
      return applied.ok ? applied.value.state.stage : applied.error.code;
    };
    expect([stage("01-04"), stage("01-06")]).toEqual(["b", "guard-unknown"]);
  });
});

describe("what is owed", () => {
  const owed = [
    { id: "call", within: "P2D", doneBy: ["go"], labels: { en: "Call", "zh-CN": "致电" } },
    { id: "visit", within: "P1D", doneBy: ["stop"] },
  ] as const;
  const stages = [{ ...base.stages[0], owed }, { ...base.stages[1], owed }, base.stages[2]] as const;

  test("an event that would lead two ways shows nothing to be done", () => {
    const policy = stepping(
      [
        { from: "a", on: "go", when: high, to: "b" },
        { from: "a", on: "go", when: { metric: "score", op: ">=", value: 2 }, to: "c" },
      ],
      { stages },
    );
    const state = orThrow(startLifecycle({ startedAt: START }, policy));
    const go = (score: number) => applyEvent(state, { kind: "go", at: at("01-02"), ...scored(score) }, policy);
    expect(go(2)).toMatchObject({ ok: false, error: { code: "ambiguous-transition" } });
    const events = [{ kind: "go", at: at("01-02"), ...scored(2) }] as const;
    const answer = orThrow(stateAt({ startedAt: START, events }, policy, { asOf: at("01-03") }));
    expect(answer.state.owed.map(({ obligation }) => obligation)).toEqual(["call", "visit"]);
    // what leads nowhere may still show it
    expect(orThrow(go(0))).toMatchObject({
      happened: [],
      state: { stage: "a", at: at("01-02"), facts: { at: at("01-02") }, owed: [{ obligation: "visit" }] },
      intents: [{ obligation: "call", status: "done" }],
    });
  });

  test("an event that shows one task done leaves the others", () => {
    const policy = stepping([], { stages });
    const state = orThrow(startLifecycle({ startedAt: START }, policy));
    const stranger = { ...state.owed[0], id: "x", obligation: "dance", dueAt: null };
    const given = { ...state, owed: [stranger, ...state.owed] } as typeof state;
    const done = orThrow(applyEvent(given, { kind: "go", at: at("01-02") }, policy));
    expect(done.state.owed.map(({ obligation }) => obligation)).toEqual(["dance", "visit"]);
    expect(done.reasons).toEqual([
      {
        ...{ code: "obligation-done", rule: "/stages/0/owed/0", metric: null, op: null, verdict: "met" },
        ...{ observed: { kind: "text", text: "go" }, required: { kind: "text", text: "call" } },
        label: { en: "Call", "zh-CN": "致电" },
      },
    ]);
    const again = applyEvent(done.state, { kind: "go", at: at("01-03") }, policy);
    expect(again).toMatchObject({ ok: false, error: { code: "not-owed" } });
  });

  test("overdue, the longest first, by their names", () => {
    const policy = stepping([], { stages });
    const state = orThrow(startLifecycle({ startedAt: START }, policy));
    const asked = (day: string) =>
      orThrow(overdueObligations(state, policy, { asOf: at(day) })).map(({ obligation, dueAt, overdueMs, labels }) => [
        obligation,
        dueAt,
        overdueMs / 86_400_000,
        labels.en,
      ]);
    expect(asked("01-02")).toEqual([]);
    expect(asked("01-04")).toEqual([
      ["visit", at("01-02"), 2, "visit"],
      ["call", at("01-03"), 1, "Call"],
    ]);
    const stranger = { ...state.owed[0], obligation: "dance" };
    const given = { ...state, owed: [stranger] } as typeof state;
    expect(orThrow(overdueObligations(given, policy, { asOf: at("01-05") }))).toMatchObject([
      { obligation: "dance", labels: { en: "dance", "zh-CN": "dance" } },
    ]);
  });

  test("a stage entered twice at one moment owes twice, by identifiers of their own", () => {
    const policy = stepping(
      [
        { from: "a", on: "go", to: "b" },
        { from: "b", on: "stop", to: "a" },
      ],
      { stages, events: ["go", "stop"] },
    );
    const ids = new Set<string>();
    let state = orThrow(startLifecycle({ startedAt: START }, policy));
    for (const kind of ["go", "stop", "go", "stop"] as const) {
      for (const { id } of state.owed) ids.add(id);
      state = orThrow(applyEvent(state, { kind, at: START }, policy)).state;
    }
    for (const { id } of state.owed) ids.add(id);
    expect([...ids].filter((id) => id.includes("call"))).toEqual([
      `/a/call/${START}/0`,
      `/b/call/${START}~11/0`,
      `/a/call/${START}~12/0`,
      `/b/call/${START}~13/0`,
      `/a/call/${START}~14/0`,
    ]);
    expect(state.turn).toBe(4);
    const later = orThrow(applyEvent(state, { kind: "go", at: at("01-02") }, policy)).state;
    expect([later.turn, later.owed[0]?.id]).toEqual([0, `/b/call/${at("01-02")}/0`]);
  });
});

describe("another policy", () => {
  const owed = [
    { id: "call", within: "P2D", doneBy: ["go"] },
    { id: "visit", within: "P5D", doneBy: ["stop"] },
  ] as const;
  const next = stepping([{ from: "b", after: "P10D", to: "c" }], {
    version: 2,
    stages: [base.stages[0], { ...base.stages[1], owed }, base.stages[2]],
  });
  const task = { id: "/old/call/x/0", stage: "old", obligation: "call", stay: "x", round: 3, openedAt: START };
  const old = { stage: "old", enteredAt: START } as const;
  const adopt = (state: object, options: object = {}) =>
    adoptPolicy({ ...old, ...state }, next, {
      ...{ at: at("01-05"), catchUp: "fromStart", stages: { old: "b", peak: "c" } },
      ...options,
    });

  test("what was owed stays as long as the stage owes it; what it owes beside is owed from then on", () => {
    const { stage, owed: open } = orThrow(
      adopt({
        owed: [
          { ...task, dueAt: at("01-03") },
          { ...task, id: "y", obligation: "dance", dueAt: null },
        ],
      }),
    );
    expect(stage).toBe("b");
    expect(open).toEqual([
      { ...task, stage: "b", dueAt: at("01-03") },
      {
        ...{ id: `/b/visit/${at("01-05")}/0`, stage: "b", obligation: "visit", stay: at("01-05"), round: 0 },
        ...{ openedAt: at("01-05"), dueAt: at("01-10") },
      },
    ]);
  });

  test("the highest stage reached, under its new name", () => {
    const highest = { stage: "peak", at: "2025-12-01T00:00:00.000Z" };
    expect(orThrow(adopt({ highest })).highest).toEqual({ ...highest, stage: "c" });
    expect(orThrow(adopt({})).highest).toEqual({ stage: "b", at: START });
    expect(orThrow(adopt({ highest: null })).highest).toEqual({ stage: "b", at: START });
    expect(adopt({ highest: { ...highest, stage: "summit" } })).toEqual({
      ok: false,
      error: { code: "stage-not-in-policy", stage: "summit", policy: "steps" },
    });
    expect(adopt({}, { stages: { old: undefined } })).toMatchObject({ error: { stage: "old" } });
  });

  test("timers that stand still do so under the new policy", () => {
    const clock = { from: START, notBefore: null, pausedAt: at("01-03") };
    const { clock: after } = orThrow(adopt({ at: at("01-03"), clock }, { catchUp: "remaining" }));
    // they ran for two days
    expect(after).toEqual({ from: at("01-03"), notBefore: at("01-05"), pausedAt: at("01-05") });
    expect(orThrow(adopt({}, { catchUp: "remaining" })).clock).toEqual({
      from: START,
      notBefore: at("01-05"),
      pausedAt: null,
    });
  });

  test("no moment, a moment before the state, a state that is none", () => {
    expect(adopt({}, { at: "soon" })).toEqual({
      ok: false,
      error: { code: "invalid-fact", path: "/at", expected: "instant", observed: '"soon"' },
    });
    expect(adopt({ at: at("01-06") })).toEqual({
      ok: false,
      error: { code: "asked-before-state", asOf: at("01-05"), since: at("01-06") },
    });
    expect(adopt({ at: at("01-05") }).ok).toBe(true);
    expect(adopt({ stage: 3 })).toEqual({
      ok: false,
      error: { code: "invalid-fact", path: "/state/stage", expected: "text", observed: "3" },
    });
    expect(adopt({ turn: -1 })).toMatchObject({ error: { path: "/state/turn" } });
  });
});

describe("calendars", () => {
  const office = defineCalendar(calendarPresets.china2026);
  const policy = defineLifecycle({
    ...course,
    transitions: [{ from: "lead", after: { workingDays: 1, calendar: office.id }, to: "gone" }],
  });
  const start =
    (calendars: unknown): (() => unknown) =>
    () =>
      startLifecycle({ startedAt: START }, policy, { calendars } as { calendars: [] });

  test("one of the name, and no two that differ", () => {
    const other = defineCalendar({ ...calendarPresets.china2026, meta: { note: "another" } });
    expect(start([office, office])).not.toThrow();
    expect(start([office, other])).toThrow(`calendars: expected one calendar with the id ${office.id}, received two`);
    expect(start([])).toThrow(`calendars: expected ${office.id}, which the policy names, received none of that id`);
    expect(start({})).toThrow("calendars: expected a list, received an object");
    const codeOf = (call: () => unknown): unknown => {
      try {
        return call();
      } catch (error) {
        return (error as { readonly code?: unknown }).code;
      }
    };
    expect([[office, other], [], {}].map((given) => codeOf(start(given)))).toEqual([
      "invalid-option",
      "unknown-calendar",
      "invalid-option",
    ]);
  });

  test("every calendar that a policy names is asked for", () => {
    const owing = (within: object | string, every: object | null) =>
      defineLifecycle({
        ...base,
        stages: [
          { id: "a", order: 1, owed: [{ id: "call", within: within as "P1D", every: every as null, doneBy: ["go"] }] },
        ],
      });
    const days = (calendar: string) => ({ workingDays: 1, calendar });
    const timed = defineLifecycle({ ...base, transitions: [{ from: "a", after: days("third"), to: "b" }] });
    for (const [some, name] of [
      [owing(days("first"), null), "first"],
      [owing("P1D", days("second")), "second"],
      [timed, "third"],
    ] as const) {
      expect(() => startLifecycle({ startedAt: START }, some)).toThrow(`expected ${name}, which`);
    }
  });

  test("a working day is over when the day is, wherever in the day it begins", () => {
    const over = (enteredAt: string): unknown =>
      orThrow(dueTransitions({ stage: "lead", enteredAt }, policy, { asOf: enteredAt, calendars: [office] })).nextTimer
        ?.at;
    const monday = "2026-03-02T16:00:00.000Z"; // the end of it in Shanghai
    expect([over("2026-03-01T00:00:00+08:00"), over("2026-03-01T23:59:59.999+08:00")]).toEqual([monday, monday]);
    expect(over("2026-03-02T00:00:00+08:00")).toBe("2026-03-03T16:00:00.000Z");
  });
});

test("states kept on the way: every 32nd near the end, further back ever fewer", () => {
  const policy = defineLifecycle(lifecyclePresets.acquireToWinBack);
  const kept = (count: number): number[] => {
    const events = Array.from({ length: count }, (_, index) => ({
      kind: "visited" as const,
      at: new Date(Date.parse(START) + index * 1000),
    }));
    return orThrow(replay({ startedAt: START, events }, policy)).record.checkpoints.map(({ after }) => after);
  };
  expect(kept(31)).toEqual([]);
  expect(kept(32)).toEqual([32]);
  expect(kept(500)).toEqual([128, 256, 320, 384, 416, 448, 480]);
  expect(kept(640)).toEqual([256, 384, 448, 512, 544, 576, 608, 640]);
});
