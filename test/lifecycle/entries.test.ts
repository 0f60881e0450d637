import fc from "fast-check";
import { type Instant, orThrow } from "clientele/core";
import {
  adoptPolicy,
  applyEvent,
  defineLifecycle,
  dueTransitions,
  explainTransition,
  type LifecycleEntry,
  type LifecycleStateInput,
  overdueObligations,
  passTime,
  receiveEvent,
  replay,
  stateAt,
} from "clientele/lifecycle";
import { describe, expect, test } from "vitest";
import { course } from "../support/lifecycle.ts";

const policy = defineLifecycle(course);
const at = (day: string): Instant => `2026-${day}T00:00:00.000Z` as Instant;
const START = at("01-01");
const logOf = (events: readonly unknown[]): readonly unknown[] =>
  orThrow(replay({ startedAt: START, events: events as LifecycleEntry<"bought">[] }, policy)).record.log.events;

describe("what a log keeps of an entry", () => {
  const plain = { id: null, recordedAt: null };
  const event = { kind: "bought", at: at("02-01"), ...plain, facts: null, reason: null, acquisition: null };
  test.each<[string, object, object]>([
    ["an event", { kind: "bought", at: "2026-02-01T08:00:00+08:00" }, event],
    [
      "an event with everything",
      {
        ...{ kind: "bought", at: at("02-01"), id: "O-1", recordedAt: "2026-02-02T08:00:00+08:00", reason: "a fair" },
        facts: { metrics: { spend: 3 }, segments: { vip: true } },
        acquisition: { source: "fair", cost: { amount: "2.50", currency: "CNY" }, visitor: 7 },
      },
      {
        ...{ ...event, id: "O-1", recordedAt: at("02-02"), reason: "a fair" },
        facts: { metrics: { spend: 3 }, segments: { vip: true } },
        acquisition: { source: "fair", campaign: null, cost: { amount: "2.50", currency: "CNY" } },
      },
    ],
    [
      "where from, and nothing more",
      { kind: "bought", at: at("02-01"), acquisition: { source: "fair" } },
      { ...event, acquisition: { source: "fair", campaign: null, cost: null } },
    ],
    [
      "facts as JSON has them",
      {
        ...{ kind: "bought", at: at("02-01") },
        facts: { metrics: { a: undefined, b: null, c: { value: 1, freshAt: undefined } }, segments: ["x", undefined] },
      },
      { ...event, facts: { metrics: { b: null, c: { value: 1 } }, segments: ["x", null] } },
    ],
    ["timers paused", { control: "pause", at: at("02-01") }, { control: "pause", at: at("02-01"), ...plain }],
    [
      "timers resumed",
      { control: "resume", catchUp: "remaining", at: at("02-01") },
      { control: "resume", catchUp: "remaining", at: at("02-01"), ...plain },
    ],
    [
      "facts learnt",
      { control: "learn", facts: { metrics: null }, at: at("02-01"), id: "L" },
      { control: "learn", facts: { metrics: null }, at: at("02-01"), id: "L", recordedAt: null },
    ],
    [
      "what a control has no use for is not looked at",
      { control: "pause", kind: 3, at: at("02-01"), reason: 3, acquisition: 3, catchUp: 3 },
      { control: "pause", at: at("02-01"), ...plain },
    ],
  ])("%s", (_, entry, logged) => {
    expect(logOf([entry])).toEqual([logged]);
    expect(logOf([logged])).toEqual([logged]);
  });

  test("a later change to the caller's facts changes nothing", () => {
    const metrics = { spend: 1 };
    const state = { stage: "client", enteredAt: START } as const;
    const applied = orThrow(applyEvent(state, { control: "learn", at: START, facts: { metrics } }, policy));
    metrics.spend = 2;
    expect(applied.state.facts?.known).toEqual({ metrics: { spend: 1 } });
  });
});

describe("the order of one moment", () => {
  const moment = at("02-01");
  const inOrder: readonly object[] = [
    { control: "learn", facts: {}, at: moment },
    { control: "resume", catchUp: "restart", at: moment },
    { kind: "bought", at: moment },
    { kind: "bought", at: moment, recordedAt: at("02-02") },
    { kind: "bought", at: moment, recordedAt: at("02-03"), reason: "a" },
    { kind: "bought", at: moment, recordedAt: at("02-03"), reason: "b" },
    { kind: "bought", at: moment, id: "A" },
    { kind: "bought", at: moment, id: "B" },
    { kind: "called", at: moment },
    { kind: "abandoned", at: moment },
    { kind: "sold", at: moment },
    { control: "pause", at: moment, id: "P" },
  ];

  test("facts learnt, timers resumed, events as the policy lists them, unknown ones by name, timers paused", () => {
    const kept = logOf(inOrder);
    kept.forEach((entry, place) => {
      expect(entry).toMatchObject(inOrder[place] ?? {});
    });
    fc.assert(
      fc.property(fc.shuffledSubarray([...inOrder], { minLength: inOrder.length }), (shuffled) => {
        expect(logOf(shuffled)).toEqual(kept);
      }),
    );
  });

  test("it is that of messages received one by one, too", () => {
    let { record } = orThrow(replay({ startedAt: START, events: [] }, policy));
    const named = inOrder.map((entry, place) => ({ recordedAt: null, id: `E-${place}`, ...entry }));
    for (const entry of [...named.slice(5), ...named.slice(0, 5)]) {
      record = orThrow(receiveEvent(record, entry as never, policy, { asOf: at("03-01") })).recordAfter;
    }
    expect(record.log.events).toEqual(logOf(record.log.events.toReversed()));
  });
});

describe("entries that are none", () => {
  const event = { kind: "bought", at: START };
  const refusal = (entry: object): unknown => {
    const answer = applyEvent({ stage: "client", enteredAt: START }, entry as LifecycleEntry<"bought">, policy);
    return answer.ok ? null : answer.error;
  };
  test.each<[string, object, string, string, string]>([
    ["an unknown control", { control: "stop", at: START }, "control", "known-name", '"stop"'],
    ["a moment of knowledge that is none", { ...event, recordedAt: "x" }, "recordedAt", "instant", '"x"'],
    ["no way to catch up", { control: "resume", at: START }, "catchUp", "known-name", "undefined"],
    ["an unknown way to catch up", { control: "resume", at: START, catchUp: "x" }, "catchUp", "known-name", '"x"'],
    ["nothing learnt", { control: "learn", at: START, facts: null }, "facts", "object", "null"],
    ["a text for facts", { ...event, facts: "x" }, "facts", "object", '"x"'],
    ["a list for facts", { ...event, facts: [] }, "facts", "object", "an array"],
    ["code among facts", { ...event, facts: { f: () => 1 } }, "facts/f", "plain-data", "an object"],
    ["a number for metrics", { ...event, facts: { metrics: 3 } }, "facts/metrics", "object", "3"],
    ["a list for metrics", { ...event, facts: { metrics: [] } }, "facts/metrics", "object", "an array"],
    ["no number", { ...event, facts: { metrics: { n: NaN } } }, "facts/metrics/n", "finite-number", "NaN"],
    [
      "a value without end",
      { ...event, facts: { metrics: { "a/b": { value: -Infinity } } } },
      "facts/metrics/a~1b",
      "finite-number",
      "-Infinity",
    ],
    ["an empty reason", { ...event, reason: "" }, "reason", "non-empty-text", '""'],
    ["a number for a reason", { ...event, reason: 3 }, "reason", "non-empty-text", "3"],
    ["a text for where from", { ...event, acquisition: "x" }, "acquisition", "object", '"x"'],
    ["an empty source", { ...event, acquisition: { source: "" } }, "acquisition/source", "non-empty-text", '""'],
    ["no source", { ...event, acquisition: {} }, "acquisition/source", "non-empty-text", "undefined"],
    [
      "a number for a campaign",
      { ...event, acquisition: { source: "x", campaign: 3 } },
      "acquisition/campaign",
      "text",
      "3",
    ],
  ])("%s", (_, entry, path, expected, observed) => {
    expect(refusal(entry)).toEqual({ code: "invalid-fact", path: `/event/${path}`, expected, observed });
  });

  test("metrics that are null are none", () => {
    expect(refusal({ ...event, facts: { metrics: null } })).toBeNull();
    expect(refusal({ ...event, facts: { metrics: { a: null, b: { value: null } } } })).toBeNull();
  });

  test.each<[string, unknown, string, string, string]>([
    ["no object", 3, "", "object", "3"],
    ["nothing", null, "", "object", "null"],
    ["another control", { control: "pause" }, "/control", "known-name", '"pause"'],
    ["no identifier", { control: "withdraw", at: START }, "/withdraws", "text", "undefined"],
    ["no moment", { control: "withdraw", withdraws: "x", at: "x" }, "/at", "instant", '"x"'],
  ])("a withdrawal with %s", (_, withdrawal, path, expected, observed) => {
    const history = { startedAt: START, events: [], withdrawals: [withdrawal] } as never;
    expect(replay(history, policy)).toEqual({
      ok: false,
      error: { code: "invalid-fact", path: `/withdrawals/0${path}`, expected, observed },
    });
  });
});

describe("one identifier, two entries", () => {
  const conflict = (one: object, other: object): boolean => {
    const events = [one, other].map((entry) => ({ at: START, ...entry, id: "E" })) as never;
    const answer = replay({ startedAt: START, events }, policy);
    if (!answer.ok) expect(answer.error).toEqual({ code: "event-conflict", id: "E" });
    return !answer.ok;
  };
  const bought = { kind: "bought" };
  test.each<[string, object, object, boolean]>([
    ["the same", bought, bought, false],
    ["the same, known at another time", bought, { ...bought, recordedAt: at("02-01") }, false],
    ["facts in another order", { ...bought, facts: { a: 1, b: 2 } }, { ...bought, facts: { b: 2, a: 1 } }, false],
    ["another moment", bought, { ...bought, at: at("02-01") }, true],
    ["another kind", bought, { kind: "called" }, true],
    ["an event named as a control", { kind: "pause" }, { control: "pause" }, true],
    ["other facts", bought, { ...bought, facts: {} }, true],
    ["another reason", { ...bought, reason: "a" }, { ...bought, reason: "b" }, true],
    ["another source", bought, { ...bought, acquisition: { source: "x" } }, true],
    [
      "another way to catch up",
      { control: "resume", catchUp: "restart" },
      { control: "resume", catchUp: "remaining" },
      true,
    ],
  ])("%s", (_, one, other, expected) => {
    expect(conflict(one, other)).toBe(expected);
  });
});

describe("states", () => {
  const base = { stage: "client", enteredAt: START } as const;
  const task = { id: "x", stage: "client", obligation: "call", stay: "s", round: 0, openedAt: START };
  const refusal = (part: object): unknown => {
    const answer = dueTransitions({ ...base, ...part }, policy, { asOf: at("02-01") });
    return answer.ok ? null : answer.error;
  };
  test.each<[string, object, string, string, string]>([
    ["no stage", { stage: 3 }, "stage", "text", "3"],
    ["no moment of entering", { enteredAt: null }, "enteredAt", "instant", "null"],
    ["no moment", { at: "x" }, "at", "instant", '"x"'],
    ["no moment of its phase", { phaseSince: "x" }, "phaseSince", "instant", '"x"'],
    ["half a turn", { turn: 0.5 }, "turn", "non-negative-integer", "0.5"],
    ["a turn before the first", { turn: -1 }, "turn", "non-negative-integer", "-1"],
    ["a text for a turn", { turn: "1" }, "turn", "non-negative-integer", '"1"'],
    ["a list for a clock", { clock: [] }, "clock", "object", "an array"],
    ["a clock from nowhere", { clock: {} }, "clock/from", "instant", "undefined"],
    ["no moment before which", { clock: { from: START, notBefore: 3 } }, "clock/notBefore", "instant", "3"],
    ["no moment of a pause", { clock: { from: START, pausedAt: 3 } }, "clock/pausedAt", "instant", "3"],
    ["a text for the highest stage", { highest: "client" }, "highest", "object", '"client"'],
    ["no highest stage", { highest: {} }, "highest/stage", "text", "undefined"],
    ["no moment of the highest stage", { highest: { stage: "idle" } }, "highest/at", "instant", "undefined"],
    ["a text for facts", { facts: "x" }, "facts", "object", '"x"'],
    ["facts that are none", { facts: { known: 3, at: START } }, "facts/known", "object", "3"],
    ["facts of no moment", { facts: { known: {} } }, "facts/at", "instant", "undefined"],
    ["no list of tasks", { owed: {} }, "owed", "array", "an object"],
    ["a task that is none", { owed: [task, null] }, "owed/1", "object", "null"],
    ["a task without identifier", { owed: [{ ...task, id: 3 }] }, "owed/0/id", "text", "3"],
    ["a task of no stage", { owed: [{ ...task, stage: 3 }] }, "owed/0/stage", "text", "3"],
    ["a task without a name", { owed: [{ ...task, obligation: 3 }] }, "owed/0/obligation", "text", "3"],
    ["a task of no stay", { owed: [{ ...task, stay: 3 }] }, "owed/0/stay", "text", "3"],
    ["half a round", { owed: [{ ...task, round: 0.5 }] }, "owed/0/round", "non-negative-integer", "0.5"],
    ["a task never opened", { owed: [{ ...task, openedAt: null }] }, "owed/0/openedAt", "instant", "null"],
    ["a task due at no moment", { owed: [{ ...task, dueAt: "x" }] }, "owed/0/dueAt", "instant", '"x"'],
    ["a text for where from", { acquisition: "x" }, "acquisition", "object", '"x"'],
    ["where from at no moment", { acquisition: { source: "x" } }, "acquisition/at", "instant", "undefined"],
    ["two things, the first is told", { turn: -1, owed: 3 }, "turn", "non-negative-integer", "-1"],
  ])("%s", (_, part, path, expected, observed) => {
    expect(refusal(part)).toEqual({ code: "invalid-fact", path: `/state/${path}`, expected, observed });
  });

  test("a highest stage of another policy", () => {
    expect(refusal({ highest: { stage: "buyer", at: START } })).toEqual({
      code: "stage-not-in-policy",
      stage: "buyer",
      policy: "course",
    });
  });

  test("what is left out is as at the beginning of the stage", () => {
    const { stateAfter } = orThrow(dueTransitions(base, policy, { asOf: START }));
    expect(stateAfter).toEqual({
      ...{ ...base, at: START, phase: null, phaseSince: START, highest: { stage: "client", at: START } },
      ...{ clock: { from: START, notBefore: null, pausedAt: null }, facts: null, owed: [], turn: 0, acquisition: null },
    });
  });

  test("everything is read back as it was written", () => {
    const whole = {
      ...{ stage: "client", enteredAt: START, at: at("01-02"), phase: null, phaseSince: at("01-01"), turn: 2 },
      highest: { stage: "idle", at: "2025-11-01T00:00:00.000Z" },
      clock: { from: at("01-02"), notBefore: at("01-03"), pausedAt: at("01-04") },
      facts: { known: { metrics: { n: 1 } }, at: at("01-01") },
      owed: [
        { ...task, dueAt: null },
        { ...task, id: "y", round: 3, dueAt: at("03-01") },
      ],
      acquisition: { source: "fair", campaign: null, cost: null, at: START },
    };
    expect(orThrow(dueTransitions(whole as never, policy, { asOf: at("06-01") })).stateAfter).toEqual(whole);
  });

  test("every verb names what is wrong with a state, an event and the order of both", () => {
    const none = { stage: "nowhere", enteredAt: START } as unknown as LifecycleStateInput<"client">;
    const asOf = at("02-01");
    const event = { kind: "bought", at: asOf } as const;
    const unknown = { ok: false, error: { code: "stage-not-in-policy", stage: "nowhere", policy: "course" } };
    expect(applyEvent(none, event, policy)).toEqual(unknown);
    expect(explainTransition(none, event, policy)).toEqual(unknown);
    expect(dueTransitions(none, policy, { asOf })).toEqual(unknown);
    expect(overdueObligations(none, policy, { asOf })).toEqual(unknown);
    expect(adoptPolicy(none, policy, { at: asOf, catchUp: "restart" })).toEqual(unknown);
    expect(explainTransition(base, { ...event, at: "soon" }, policy)).toEqual({
      ok: false,
      error: { code: "invalid-fact", path: "/event/at", expected: "instant", observed: '"soon"' },
    });
    const early = { ...event, at: "2025-12-31T23:59:59.999Z" };
    const error = { code: "event-out-of-order", at: "2025-12-31T23:59:59.999Z", since: START };
    expect(explainTransition(base, early, policy)).toEqual({ ok: false, error });
    expect(applyEvent(base, early, policy)).toEqual({ ok: false, error });
    expect(orThrow(explainTransition(base, { ...event, at: START }, policy)).taken?.to).toBe("client");
    expect(dueTransitions(base, policy, { asOf: "2025-12-31T23:59:59.999Z" })).toEqual({
      ok: false,
      error: { code: "asked-before-state", asOf: "2025-12-31T23:59:59.999Z", since: START },
    });
  });
});

describe("records", () => {
  const { record } = orThrow(
    replay({ startedAt: START, events: [{ kind: "bought", at: at("01-10"), id: "O-1" }] }, policy, {
      asOf: at("01-20"),
    }),
  );
  const wrong = (path: string, expected: string, observed: string): unknown => ({
    ok: false,
    error: { code: "invalid-fact", path: `/record${path}`, expected, observed },
  });
  test.each<[string, unknown, string, string, string]>([
    ["no record", 3, "", "object", "3"],
    ["null", null, "", "object", "null"],
    ["a policy without an id", { ...record, policy: 3 }, "/policy/id", "text", "undefined"],
    [
      "a policy without a version",
      { ...record, policy: { id: "course" } },
      "/policy/version",
      "positive-integer",
      "undefined",
    ],
    ["no log", { ...record, log: null }, "/log/startedAt", "instant", "undefined"],
    ["no events", { ...record, log: { ...record.log, events: 3 } }, "/log/events", "array", "3"],
    ["no withdrawals", { ...record, log: { ...record.log, withdrawals: 3 } }, "/log/withdrawals", "array", "3"],
    [
      "a withdrawal that is none",
      { ...record, log: { ...record.log, withdrawals: [3] } },
      "/log/withdrawals/0",
      "object",
      "3",
    ],
    ["no checkpoints", { ...record, checkpoints: 3 }, "/checkpoints", "array", "3"],
    ["no moment", { ...record, asOf: "x" }, "/asOf", "instant", '"x"'],
    ["no state", { ...record, state: 3 }, "/state", "object", "3"],
  ])("%s", (_, given, path, expected, observed) => {
    const some = given as typeof record;
    const asOf = at("02-01");
    const refused = wrong(path, expected, observed);
    expect(passTime(some, policy, { asOf })).toEqual(refused);
    expect(receiveEvent(some, { kind: "bought", at: asOf }, policy, { asOf })).toEqual(refused);
  });

  test("what is known already, with a state that is none", () => {
    const broken = { ...record, state: 3 } as unknown as typeof record;
    const asOf = at("02-01");
    expect(receiveEvent(broken, { kind: "bought", at: at("01-10"), id: "O-1" }, policy, { asOf })).toEqual(
      wrong("/state", "object", "3"),
    );
  });

  test("an entry of the log that is none, where it is looked at", () => {
    const broken = { ...record, log: { ...record.log, events: [{ ...record.log.events[0], at: 3 }] } } as never;
    const late = { kind: "bought", at: at("01-05"), id: "O-0" };
    const again = { kind: "bought", at: at("01-10"), id: "O-1" };
    for (const event of [late, again]) {
      expect(receiveEvent(broken, event as never, policy, { asOf: at("02-01") })).toEqual(
        wrong("/log/events/0/at", "instant", "3"),
      );
    }
  });

  test("the moment up to which time was followed, however it is spelt", () => {
    const spelt = { ...record, asOf: "2026-01-20T08:00:00+08:00" as Instant };
    // later by the clock, lesser as text
    const asOf = "2026-01-20T00:30:00.000Z";
    const passed = orThrow(passTime(spelt, policy, { asOf }));
    expect([passed.asOf, passed.recordAfter.asOf]).toEqual([asOf, asOf]);
    const event = { kind: "bought", at: asOf } as const;
    expect(orThrow(receiveEvent(spelt, event, policy, { asOf })).recordAfter.asOf).toBe(asOf);
    expect(orThrow(passTime(record, policy, { asOf: at("01-15") })).asOf).toBe(at("01-20"));
    expect(
      orThrow(receiveEvent(record, { kind: "bought", at: at("01-11") }, policy, { asOf: at("01-15") })),
    ).toMatchObject({ asOf: at("01-15"), recordAfter: { asOf: at("01-20") } });
  });
});

test("histories that cannot be read, whole values", () => {
  const refusal = (history: unknown): unknown => {
    const answer = stateAt(history as never, policy, { asOf: at("02-01") });
    return answer.ok ? null : answer.error;
  };
  const fact = (path: string, expected: string, observed: string): object => ({
    code: "invalid-fact",
    path,
    expected,
    observed,
  });
  expect(refusal(3)).toEqual(fact("", "object", "3"));
  expect(refusal(null)).toEqual(fact("", "object", "null"));
  expect(refusal({ startedAt: START, startedIn: 3, events: [] })).toEqual(fact("/startedIn", "text", "3"));
  expect(refusal({ startedAt: START, startedIn: "nowhere", events: [] })).toEqual({
    code: "stage-not-in-policy",
    stage: "nowhere",
    policy: "course",
  });
  expect(refusal({ startedAt: START, events: [], withdrawals: 3 })).toEqual(fact("/withdrawals", "array", "3"));
  expect(refusal({ startedAt: START, events: [], withdrawals: null })).toBeNull();
});
