import { calendarPresets, defineCalendar } from "clientele/calendar";
import { orThrow } from "clientele/core";
import {
  applyEvent,
  canApply,
  checkLifecycle,
  defineLifecycle,
  dueTransitions,
  explainTransition,
  type LifecycleFacts,
  overdueObligations,
  startLifecycle,
  stateAt,
} from "clientele/lifecycle";
import { describe, expect, test } from "vitest";

const at = (day: string): string => `2026-${day}T00:00:00.000Z`;

/** Leads are qualified by score; quiet clients leave when they spent little. */
const guarded = defineLifecycle({
  id: "guarded",
  version: 1,
  timeZone: "UTC",
  currency: "CNY",
  metrics: [
    { id: "score", kind: "count" },
    { id: "spend", kind: "money" },
  ],
  stages: [
    { id: "lead", order: 1, phase: "before" },
    { id: "client", order: 3, phase: "with" },
    { id: "nursery", order: 2, phase: "before" },
    { id: "quiet", order: 4, phase: "with" },
    { id: "gone", order: 5, phase: "after", final: true },
  ],
  events: ["judged", "bought"],
  transitions: [
    { from: "lead", on: "judged", when: { metric: "score", op: ">=", value: 50 }, to: "client" },
    { from: "lead", on: "judged", when: { metric: "score", op: "<", value: 60 }, to: "nursery" },
    { from: ["client", "quiet", "nursery"], on: "bought", to: "client" },
    { from: "client", after: "P10D", to: "quiet" },
    { from: "quiet", after: "P10D", when: { metric: "spend", op: "<", value: "100" }, to: "gone" },
  ],
  initial: "lead",
});
const lead = { stage: "lead", enteredAt: at("01-01") } as const;
const judged = (score?: number) =>
  ({ kind: "judged", at: at("01-02"), ...(score === undefined ? {} : { facts: { metrics: { score } } }) }) as const;

describe("guards", () => {
  test.each<[number | undefined, string]>([
    [60, "client"],
    [49, "nursery"],
    [55, "ambiguous-transition"],
    [undefined, "guard-unknown"],
  ])("a score of %s: %s", (score, expected) => {
    const applied = applyEvent(lead, judged(score), guarded);
    expect(applied.ok ? applied.value.state.stage : applied.error.code).toBe(expected);
    expect(canApply(lead, judged(score), guarded)).toBe(applied.ok);
    const { taken, tried } = orThrow(explainTransition(lead, judged(score), guarded));
    expect(taken?.to ?? null).toBe(applied.ok ? expected : null);
    expect(tried.map(({ rule }) => rule)).toEqual(["/transitions/0", "/transitions/1"]);
    expect(tried.every(({ guard }) => guard.length === 1)).toBe(true);
    if (applied.ok || !("tried" in applied.error)) return;
    expect(applied.error.tried).toEqual(tried.flatMap(({ reason, guard }) => [reason, ...guard]));
  });

  test("a refusal tells every failed condition, and what is known", () => {
    const { state } = orThrow(applyEvent(lead, judged(20), guarded));
    expect(state.facts).toEqual({ known: { metrics: { score: 20 } }, at: at("01-02") });
    const refused = applyEvent(lead, judged(55), guarded);
    expect(refused.ok || refused.error).toMatchObject({
      code: "ambiguous-transition",
      stage: "lead",
      tried: [
        { code: "event-applied", rule: "/transitions/0", verdict: "met" },
        { code: "comparison", rule: "/transitions/0/when", verdict: "met", observed: { kind: "number", value: 55 } },
        { code: "event-applied", rule: "/transitions/1", verdict: "met" },
        { code: "comparison", rule: "/transitions/1/when", verdict: "met" },
      ],
    });
  });

  test("a refused event leaves nothing behind, not even its facts", () => {
    const refused = orThrow(stateAt({ startedAt: at("01-01"), events: [judged(55)] }, guarded, { asOf: at("02-01") }));
    expect(refused.state.facts).toBeNull();
    expect(refused.ignored.map(({ code }) => code)).toEqual(["ambiguous-transition"]);
  });

  test("what is unknown beside what is met is told, and does not stop it", () => {
    const two = defineLifecycle({
      id: "two",
      version: 1,
      timeZone: "UTC",
      metrics: [
        { id: "a", kind: "count" },
        { id: "b", kind: "count" },
      ],
      stages: [
        { id: "x", order: 1 },
        { id: "y", order: 2, final: true },
        { id: "z", order: 3, final: true },
      ],
      events: ["go"],
      transitions: [
        { from: "x", on: "go", when: { metric: "a", op: ">=", value: 1 }, to: "y" },
        { from: "x", on: "go", when: { metric: "b", op: ">=", value: 1 }, to: "z" },
      ],
      initial: "x",
    });
    const { state, reasons, findings } = orThrow(
      applyEvent(
        { stage: "x", enteredAt: at("01-01") },
        { kind: "go", at: at("01-02"), facts: { metrics: { a: 1 } } },
        two,
      ),
    );
    expect(state.stage).toBe("y");
    expect(reasons.map(({ code, rule, verdict }) => [code, rule, verdict])).toEqual([
      ["guard-not-known", "/transitions/1", "unknown"],
      ["comparison", "/transitions/1/when", "unknown"],
      ["event-applied", "/transitions/0", "met"],
      ["comparison", "/transitions/0/when", "met"],
    ]);
    expect(findings.map(({ code, path }) => [code, path])).toEqual([["metric-missing", "/metrics/1"]]);
  });

  const quiet = { stage: "quiet", enteredAt: at("01-01") } as const;
  const learn = (day: string, spend: string) => ({
    control: "learn" as const,
    at: at(day),
    facts: { metrics: { spend: { amount: spend, currency: "CNY" } } },
  });

  test("a timer whose condition is not known holds, and is told", () => {
    const { due, timers, nextTimer } = orThrow(dueTransitions(quiet, guarded, { asOf: at("03-01") }));
    expect([due, nextTimer]).toEqual([[], null]);
    expect(timers).toMatchObject([
      { rule: "/transitions/4", to: "gone", dueAt: at("01-11"), verdict: "unknown", guard: [{ verdict: "unknown" }] },
    ]);
  });

  test.each([
    ["01-05", "99.99", "01-11"], // known before it is due
    ["01-20", "99.99", "01-20"], // known only afterwards: from then on
    ["01-05", "100.00", null],
    ["01-20", "100.00", null],
  ])("spend learnt on %s: %s", (day, spend, left) => {
    const history = { startedAt: at("01-01"), startedIn: "quiet", events: [learn(day, spend)] } as const;
    const { state, happened } = orThrow(stateAt(history, guarded, { asOf: at("06-01") }));
    expect(happened.map((change) => change.at)).toEqual(left === null ? [] : [at(left)]);
    expect(state.stage).toBe(left === null ? "quiet" : "gone");
  });

  test("facts are kept until others come", () => {
    const facts: LifecycleFacts<"score" | "spend"> = { metrics: { score: 3 }, segments: ["vip"] };
    const history = {
      startedAt: at("01-01"),
      events: [{ control: "learn" as const, at: at("01-02"), facts }, learn("01-03", "5.00")],
    };
    expect(orThrow(stateAt(history, guarded, { asOf: at("01-04") })).state.facts).toEqual({
      known: { metrics: { score: 3, spend: { amount: "5.00", currency: "CNY" } }, segments: ["vip"] },
      at: at("01-03"),
    });
  });

  test("what depends on the age of facts is asked with the moment", () => {
    const aging = defineLifecycle({
      id: "aging",
      version: 1,
      timeZone: "UTC",
      metrics: [{ id: "score", kind: "count", maxAge: "P3D" }],
      stages: [
        { id: "x", order: 1 },
        { id: "y", order: 2, final: true },
      ],
      events: ["go"],
      transitions: [{ from: "x", on: "go", when: { metric: "score", op: ">=", value: 1 }, to: "y" }],
      initial: "x",
    });
    const outcome = (day: string): boolean =>
      canApply(
        { stage: "x", enteredAt: at("01-01") },
        { kind: "go", at: at(day), facts: { metrics: { score: { value: 1, freshAt: at("01-02") } } } },
        aging,
      );
    expect([outcome("01-04"), outcome("01-05"), outcome("01-01")]).toEqual([true, false, false]);
  });
});

describe("phases, highest stage, regression", () => {
  test("the phase lasts through its stages; the highest stage stays", () => {
    const history = {
      startedAt: at("01-01"),
      events: [judged(10), { kind: "bought", at: at("01-05") } as const, { kind: "bought", at: at("01-20") } as const],
    };
    const { state } = orThrow(stateAt(history, guarded, { asOf: at("01-21") }));
    expect(state).toMatchObject({
      stage: "client",
      enteredAt: at("01-20"),
      phase: "with",
      phaseSince: at("01-05"),
      highest: { stage: "quiet", at: at("01-15") },
    });
  });

  const back = (regression: "allow" | "forbid" | "requireReason") =>
    defineLifecycle({
      id: "back",
      version: 1,
      timeZone: "UTC",
      stages: [
        { id: "low", order: 1 },
        { id: "high", order: 2 },
      ],
      events: ["up", "down"],
      transitions: [
        { from: "low", on: "up", to: "high" },
        { from: "high", on: "down", to: "low" },
        { from: "high", after: "P1D", to: "low" },
      ],
      initial: "low",
      regression,
    });
  const high = { stage: "high", enteredAt: at("01-01") } as const;
  const down = { kind: "down", at: at("01-01") } as const;

  test.each([
    ["allow", "low", "low", "low"],
    ["forbid", "regression-refused", "regression-refused", "high"],
    ["requireReason", "regression-refused", "low", "low"], // time needs no reason
  ] as const)("%s", (regression, plain, reasoned, inTime) => {
    const policy = back(regression);
    const outcome = (reason: string | null): string => {
      const applied = applyEvent(high, { ...down, reason }, policy);
      return applied.ok ? applied.value.state.stage : applied.error.code;
    };
    expect([outcome(null), outcome("a mistake")]).toEqual([plain, reasoned]);
    expect(orThrow(dueTransitions(high, policy, { asOf: at("02-01") })).stateAfter.stage).toBe(inTime);
  });

  test("why not", () => {
    const refused = applyEvent(high, down, back("requireReason"));
    expect(refused.ok || refused.error).toMatchObject({
      code: "regression-refused",
      tried: [{ code: "regression-needs-reason", rule: "/transitions/1", verdict: "unmet" }, { code: "timer-not-due" }],
    });
    expect(checkLifecycle(back("forbid")).map(({ code, path }) => [code, path])).toEqual([
      ["way-forbidden", "/transitions/1"],
      ["way-forbidden", "/transitions/2"],
      ["nothing-owed", "/stages/0"],
      ["dead-end", "/stages/1"],
      ["nothing-owed", "/stages/1"],
    ]);
  });
});

describe("pauses", () => {
  const history = (...controls: { control: "pause" | "resume"; day: string; catchUp?: string }[]) => ({
    startedAt: at("01-01"),
    startedIn: "client" as const,
    events: controls.map(({ day, ...rest }) => ({ ...rest, at: at(day) })) as never[],
  });
  const pause = { control: "pause", day: "01-06" } as const;
  test.each([
    ["fromStart", "01-08", "01-11"],
    ["fromStart", "01-20", "01-20"], // overdue: at once
    ["remaining", "01-08", "01-13"],
    ["remaining", "01-20", "01-25"],
    ["restart", "01-08", "01-18"],
  ])("%s, resumed on %s: quiet on %s", (catchUp, day, quiet) => {
    const { happened } = orThrow(
      stateAt(history(pause, { control: "resume", day, catchUp }), guarded, { asOf: at("06-01") }),
    );
    expect(happened[0]).toMatchObject({ at: at(quiet), to: "quiet", on: null });
  });

  test("nothing is due while timers stand still, but events go on", () => {
    const paused = orThrow(stateAt(history(pause), guarded, { asOf: at("06-01") }));
    expect(paused).toMatchObject({ happened: [], nextTimer: null, timers: [{ dueAt: null }] });
    const { state } = orThrow(applyEvent(paused.state, { kind: "bought", at: at("03-01") }, guarded));
    expect(state).toMatchObject({ enteredAt: at("03-01"), clock: { from: at("03-01"), pausedAt: at("01-06") } });
    const resumed = orThrow(
      applyEvent(state, { control: "resume", catchUp: "remaining", at: at("04-01") }, guarded),
    ).state;
    // a stage entered in between has all of its time left
    expect(orThrow(dueTransitions(resumed, guarded, { asOf: at("04-10") })).nextTimer?.at).toBe(at("04-11"));
  });

  test("twice, or none", () => {
    const twice = orThrow(stateAt(history(pause, { ...pause, day: "01-07" }), guarded, { asOf: at("06-01") }));
    expect(twice.ignored.map(({ code }) => code)).toEqual(["already-paused"]);
    const state = { stage: "client", enteredAt: at("01-01") } as const;
    const resumed = applyEvent(state, { control: "resume", catchUp: "restart", at: at("01-02") }, guarded);
    expect(resumed.ok || resumed.error).toEqual({ code: "not-paused", at: at("01-02") });
  });
});

describe("what is owed", () => {
  const office = defineCalendar(calendarPresets.china2026);
  const owing = defineLifecycle({
    id: "owing",
    version: 1,
    timeZone: "Asia/Shanghai",
    stages: [
      {
        id: "lead",
        order: 1,
        owed: [{ id: "call", within: { workingDays: 2, calendar: office.id }, doneBy: ["called"] }],
      },
      { id: "client", order: 2, owed: [{ id: "visit", within: "P30D", every: "P60D", doneBy: ["visited"] }] },
      { id: "gone", order: 3, final: true },
    ],
    events: ["called", "visited", "bought"],
    transitions: [
      { from: ["lead", "client"], on: "bought", to: "client" },
      { from: "lead", after: { workingDays: 5, calendar: office.id }, to: "gone" },
      { from: "client", after: "P1Y", to: "gone" },
    ],
    initial: "lead",
  });
  const calendars = [office];
  const started = orThrow(startLifecycle({ startedAt: "2026-02-13T10:00:00+08:00" }, owing, { calendars }));

  test("working days over the Spring Festival", () => {
    expect(started.owed.map(({ dueAt }) => dueAt)).toEqual(["2026-02-24T16:00:00.000Z"]); // 14 and 24 February are worked
    const { nextTimer } = orThrow(dueTransitions(started, owing, { asOf: started.at, calendars }));
    expect(nextTimer?.at).toBe("2026-02-27T16:00:00.000Z");
    expect(() => startLifecycle({ startedAt: at("01-01") }, owing)).toThrow(/china/);
    expect(() => startLifecycle({ startedAt: at("01-01") }, owing, { calendars: {} as never })).toThrow(/a list/);
  });

  test("overdue, done, dropped", () => {
    const overdue = (asOf: string) => orThrow(overdueObligations(started, owing, { asOf, calendars }));
    expect(overdue("2026-02-25T00:00:00+08:00")).toEqual([]);
    expect(overdue("2026-02-25T01:00:00+08:00")).toMatchObject([{ obligation: "call", overdueMs: 3_600_000 }]);
    expect(overdue("2026-03-01T00:00:00+08:00")).toEqual([]); // gone by then, and nothing owed
    const called = orThrow(
      applyEvent(started, { kind: "called", at: "2026-02-14T10:00:00+08:00" }, owing, { calendars }),
    );
    expect(called.happened).toEqual([]);
    expect(called.intents).toMatchObject([
      { obligation: "call", status: "done", closedAt: "2026-02-14T02:00:00.000Z" },
    ]);
    expect(called.reasons).toMatchObject([{ code: "obligation-done", rule: "/stages/0/owed/0" }]);
    const bought = orThrow(
      applyEvent(started, { kind: "bought", at: "2026-02-15T10:00:00+08:00" }, owing, { calendars }),
    );
    expect(bought.intents.map(({ obligation, status }) => [obligation, status])).toEqual([
      ["call", "lapsed"],
      ["visit", "open"],
    ]);
  });

  test("regular visits, each from the one before; another purchase does not start them again", () => {
    let state = orThrow(
      startLifecycle({ startedAt: "2026-03-01T00:00:00+08:00", startedIn: "client" }, owing, { calendars }),
    );
    const due: unknown[] = [state.owed[0]?.dueAt];
    const ids = new Set(state.owed.map(({ id }) => id));
    for (const [kind, day] of [
      ["visited", "03-11"],
      ["bought", "03-20"],
      ["visited", "05-01"],
    ] as const) {
      state = orThrow(applyEvent(state, { kind, at: `2026-${day}T00:00:00+08:00` }, owing, { calendars })).state;
      due.push(state.owed[0]?.dueAt);
      ids.add(state.owed[0]?.id ?? "");
    }
    expect(due.map((moment) => String(moment).slice(0, 10))).toEqual([
      "2026-03-30",
      "2026-05-09",
      "2026-05-09",
      "2026-06-29",
    ]);
    expect([...ids]).toEqual([0, 1, 2].map((round) => `/client/visit/2026-02-28T16:00:00.000Z/${round}`));
  });
});
