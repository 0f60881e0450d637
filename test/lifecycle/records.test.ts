import fc from "fast-check";
import { type Instant, instantFromMs, orThrow } from "clientele/core";
import {
  adoptPolicy,
  applyEvent,
  defineLifecycle,
  dueTransitions,
  type LifecycleEntry,
  lifecyclePresets,
  type LifecycleRecord,
  type LifecycleState,
  type LifecycleWithdrawal,
  type ObligationIntent,
  passTime,
  receiveEvent,
  type ReceivedEvent,
  replay,
  startLifecycle,
  stateAt,
} from "clientele/lifecycle";
import { describe, expect, test } from "vitest";
import { anyEntries, anyGuardedLifecycle, course } from "../support/lifecycle.ts";

const policy = defineLifecycle(lifecyclePresets.acquireToWinBack);
const at = (day: string): Instant => `2026-${day}T00:00:00.000Z` as Instant;
const START = at("01-01");
const END = "2026-12-01T00:00:00.000Z" as Instant;
const beginning = orThrow(replay({ startedAt: START, events: [] }, policy)).record;
const bought = (day: string, id: string) => ({ kind: "purchased", at: at(day), id }) as const;
type Entry = Parameters<typeof receiveEvent<"prospect", "purchased", "acquire", never>>[1];

/** Receives one after the other, each at its day. */
const received = (...messages: readonly (readonly [object, string])[]): ReceivedEvent[] => {
  let record: LifecycleRecord = beginning;
  return messages.map(([message, day]) => {
    const answer = orThrow(receiveEvent(record, message as Entry, policy as never, { asOf: at(day) }));
    record = answer.recordAfter;
    return answer;
  });
};

describe("examples", () => {
  test("applied, duplicate, reordered, unmatched", () => {
    const answers = received(
      [bought("01-10", "O-1"), "01-10"],
      [bought("01-10", "O-1"), "01-11"],
      [bought("02-10", "O-3"), "02-10"],
      [bought("01-20", "O-2"), "02-11"],
      [{ kind: "offered", at: at("02-12"), id: "W-1" }, "02-12"],
      [{ kind: "sold", at: at("02-13"), id: "S-1" }, "02-13"],
    );
    expect(answers.map(({ outcome }) => outcome)).toEqual([
      "applied",
      "duplicate",
      "applied",
      "reordered",
      "unmatched",
      "unmatched",
    ]);
    expect(answers[1]?.recordAfter).toEqual(answers[0]?.recordAfter);
    expect(answers[1]).toMatchObject({ intents: { added: [], withdrawn: [] }, trace: [{ code: "event-ignored" }] });
    expect(answers[4]?.trace.map(({ code }) => code)).toContain("wrong-event");
    expect(answers[3]?.trace).toMatchObject([{ code: "event-applied", rule: "/transitions/1" }]);
  });

  test("tasks keep their identifiers; what is not warranted any more is taken back", () => {
    const [first, , late] = received(
      [bought("01-10", "O-1"), "01-10"],
      [bought("01-20", "O-2"), "05-01"],
      [bought("04-15", "O-3"), "05-02"],
    );
    expect(first?.intents.added.map(({ id, status }) => [id, status])).toEqual([
      ["/prospect/firstContact/2026-01-01T00:00:00.000Z/0", "lapsed"],
      ["/new/welcome/2026-01-10T00:00:00.000Z/0", "open"],
    ]);
    // dormant since 20 April by what was known on 1 May
    expect(late?.intents).toMatchObject({
      added: [{ id: "/active/visit/2026-01-20T00:00:00.000Z/0", status: "open", closedAt: null }],
      withdrawn: [{ obligation: "wakeUp" }],
    });
    expect(late?.stateAfter.stage).toBe("active");
  });

  test("withdrawn, before or after it is known", () => {
    const cancel = { control: "withdraw", withdraws: "O-1", at: at("01-15") } as const;
    const [, after] = received([bought("01-10", "O-1"), "01-10"], [cancel, "01-15"]);
    const [before, then, again] = received([cancel, "01-15"], [bought("01-10", "O-1"), "01-16"], [cancel, "01-17"]);
    expect([after?.outcome, before?.outcome, then?.outcome, again?.outcome]).toEqual([
      "applied",
      "unmatched",
      "unmatched",
      "duplicate",
    ]);
    expect(after?.stateAfter.stage).toBe("prospect");
    expect(after?.intents.withdrawn.map(({ obligation }) => obligation)).toEqual(["welcome"]);
    expect(then?.recordAfter.state).toEqual(after?.recordAfter.state);
    expect(orThrow(stateAt(after?.recordAfter.log as never, policy, { asOf: at("02-01") })).ignored).toMatchObject([
      { id: "O-1", code: "event-withdrawn" },
    ]);
  });

  test("too late to count", () => {
    const strict = defineLifecycle({ ...lifecyclePresets.acquireToWinBack, acceptWithin: "P7D" });
    const start = orThrow(replay({ startedAt: START, events: [] }, strict)).record;
    const asked = (day: string): unknown => {
      const { outcome, stateAfter } = orThrow(receiveEvent(start, bought("01-10", "O-1"), strict, { asOf: at(day) }));
      return [outcome, stateAfter.stage];
    };
    expect([asked("01-17"), asked("01-18")]).toEqual([
      ["applied", "new"],
      ["late", "prospect"],
    ]);
  });

  test("as of, and as known at", () => {
    const [, late] = received([bought("01-10", "O-1"), "01-10"], [bought("01-20", "O-2"), "03-01"]);
    const { log } = late?.recordAfter ?? expect.fail();
    const stage = (asOf: string, knownAt: string | null): string =>
      orThrow(stateAt(log as never, policy, { asOf: at(asOf), knownAt: knownAt === null ? null : at(knownAt) })).state
        .stage;
    expect([stage("02-01", "02-01"), stage("02-01", "03-01"), stage("02-01", null), stage("01-09", "03-01")]).toEqual([
      "new",
      "active",
      "active",
      "prospect",
    ]);
  });

  test("where the customer came from is kept: the first that is known", () => {
    const acquisition = { source: "referral", campaign: "spring", cost: { amount: "12.50", currency: "CNY" } };
    const [, second] = received(
      [{ ...bought("01-10", "O-1"), acquisition }, "01-10"],
      [{ ...bought("01-20", "O-2"), acquisition: { source: "advertisement" } }, "01-20"],
    );
    expect(second?.recordAfter.state.acquisition).toEqual({ ...acquisition, at: at("01-10") });
  });

  test("a hundred thousand events of one customer, shuffled, are replayed", () => {
    const count = 100_000;
    const events = Array.from({ length: count }, (_, index) => ({
      kind: "purchased" as const,
      at: instantFromMs(Date.parse(START) + ((index * 7919) % count) * 10_000),
    }));
    const { record, happened } = orThrow(replay({ startedAt: START, events }, policy));
    expect(happened.length).toBe(count);
    expect(record.log.events.length).toBe(count);
    expect(record.checkpoints.length).toBeLessThan(60);
    const next = orThrow(receiveEvent(record, bought("02-01", "O"), policy, { asOf: at("02-02") }));
    expect([next.outcome, next.stateAfter.stage]).toEqual(["applied", "active"]);
    const late = orThrow(receiveEvent(next.recordAfter, bought("01-12", "P"), policy, { asOf: at("02-02") }));
    expect(late.outcome).toBe("reordered");
  });

  test("a state carried over to another policy", () => {
    const old = { stage: "client", enteredAt: at("01-01") } as const;
    const next = defineLifecycle({
      ...course,
      version: 3,
      transitions: [
        ...course.transitions.slice(0, 2),
        ...course.transitions.slice(3),
        { from: "client", after: "P10D", to: "idle" },
      ],
    });
    const dueAt = (catchUp: "fromStart" | "remaining" | "restart"): unknown =>
      orThrow(
        dueTransitions(orThrow(adoptPolicy(old, next, { at: at("01-16"), catchUp })), next, { asOf: at("01-16") }),
      ).due[0]?.at ?? null;
    expect([dueAt("fromStart"), dueAt("restart")]).toEqual([at("01-16"), null]);
    expect(adoptPolicy({ ...old, stage: "buyer" }, next, { at: at("01-16"), catchUp: "restart" })).toMatchObject({
      error: { code: "stage-not-in-policy", stage: "buyer" },
    });
    expect(adoptPolicy(old, next, { at: "2025-12-31T00:00:00Z", catchUp: "restart" })).toMatchObject({
      error: { code: "asked-before-state" },
    });
  });
});

describe("refusals", () => {
  const refusal = (record: unknown, message: object, asOf = at("03-01")): unknown => {
    const answer = receiveEvent(record as typeof beginning, message as Entry as never, policy, { asOf });
    return answer.ok ? null : answer.error;
  };
  const [known] = received([{ ...bought("01-10", "O-1"), facts: { segments: ["a"] } }, "01-10"]);

  test.each<[string, object]>([
    ["another moment", bought("01-11", "O-1")],
    ["another kind", { ...bought("01-10", "O-1"), kind: "visited" }],
    ["other facts", { ...bought("01-10", "O-1"), facts: { segments: ["b"] } }],
    ["another reason", { ...bought("01-10", "O-1"), facts: { segments: ["a"] }, reason: "x" }],
  ])("one identifier, %s", (_, message) => {
    expect(refusal(known?.recordAfter, message)).toEqual({ code: "event-conflict", id: "O-1" });
  });

  test("from the future", () => {
    expect(refusal(beginning, bought("03-02", "O-1"))).toEqual({
      code: "event-from-the-future",
      at: at("03-02"),
      asOf: at("03-01"),
    });
    expect(refusal(beginning, { control: "withdraw", withdraws: "x", at: at("03-02") })).toMatchObject({
      code: "event-from-the-future",
    });
  });

  test("another policy", () => {
    expect(
      refusal({ ...beginning, policy: { id: "acquire-to-win-back", version: 2 } }, bought("01-10", "O-1")),
    ).toEqual({
      code: "record-of-another-policy",
      expected: "acquire-to-win-back",
      expectedVersion: 1,
      observed: "acquire-to-win-back",
      observedVersion: 2,
    });
  });

  test.each<[string, unknown, object, string]>([
    ["no record", null, bought("01-10", "O"), "/record"],
    ["no policy", { ...beginning, policy: null }, bought("01-10", "O"), "/record/policy/id"],
    [
      "no version",
      { ...beginning, policy: { id: "acquire-to-win-back" } },
      bought("01-10", "O"),
      "/record/policy/version",
    ],
    ["no log", { ...beginning, log: null }, bought("01-10", "O"), "/record/log/startedAt"],
    ["no events", { ...beginning, log: { ...beginning.log, events: 3 } }, bought("01-10", "O"), "/record/log/events"],
    [
      "no withdrawals",
      { ...beginning, log: { ...beginning.log, withdrawals: 3 } },
      bought("01-10", "O"),
      "/record/log/withdrawals",
    ],
    ["no checkpoints", { ...beginning, checkpoints: 3 }, bought("01-10", "O"), "/record/checkpoints"],
    ["no moment", { ...beginning, asOf: "x" }, bought("01-10", "O"), "/record/asOf"],
    ["no state", { ...beginning, state: null }, bought("01-10", "O"), "/record/state"],
    [
      "a broken log",
      { ...beginning, log: { ...beginning.log, events: [{ kind: "x" }] } },
      bought("01-10", "O"),
      "/record/log/events/0/at",
    ],
    [
      "a broken withdrawal",
      { ...beginning, log: { ...beginning.log, withdrawals: [{}] } },
      bought("01-10", "O"),
      "/record/log/withdrawals/0/control",
    ],
    ["no withdrawn identifier", beginning, { control: "withdraw", at: at("01-10") }, "/event/withdraws"],
    ["no moment of withdrawal", beginning, { control: "withdraw", withdraws: "x" }, "/event/at"],
    ["an unknown control", beginning, { control: "stop", at: at("01-10") }, "/event/control"],
    ["no catch-up", beginning, { control: "resume", at: at("01-10") }, "/event/catchUp"],
    ["nothing learnt", beginning, { control: "learn", at: at("01-10") }, "/event/facts"],
    ["facts that are none", beginning, { ...bought("01-10", "O"), facts: [] }, "/event/facts"],
    ["metrics that are none", beginning, { ...bought("01-10", "O"), facts: { metrics: 3 } }, "/event/facts/metrics"],
    [
      "a metric without end",
      beginning,
      { ...bought("01-10", "O"), facts: { metrics: { "a/b": { value: Infinity } } } },
      "/event/facts/metrics/a~1b",
    ],
    [
      "facts with code",
      beginning,
      { ...bought("01-10", "O"), facts: { segments: [() => 1] } },
      "/event/facts/segments/0",
    ],
    ["a reason that says nothing", beginning, { ...bought("01-10", "O"), reason: "" }, "/event/reason"],
    ["no source", beginning, { ...bought("01-10", "O"), acquisition: {} }, "/event/acquisition/source"],
    [
      "a campaign that is none",
      beginning,
      { ...bought("01-10", "O"), acquisition: { source: "x", campaign: 3 } },
      "/event/acquisition/campaign",
    ],
    [
      "a cost that is none",
      beginning,
      { ...bought("01-10", "O"), acquisition: { source: "x", cost: { amount: "1.5.", currency: "CNY" } } },
      "/event/acquisition/cost/amount",
    ],
    ["known at no moment", beginning, { ...bought("01-10", "O"), recordedAt: "x" }, "/event/recordedAt"],
  ])("%s", (_, record, message, path) => {
    expect(refusal(record, message)).toMatchObject({ code: "invalid-fact", path });
  });

  test.each<[string, object, string]>([
    ["clock", { clock: 3 }, "/state/clock"],
    ["from", { clock: { from: "x" } }, "/state/clock/from"],
    ["highest", { highest: { stage: "active", at: "x" } }, "/state/highest/at"],
    ["facts", { facts: { known: {}, at: "x" } }, "/state/facts/at"],
    ["owed", { owed: {} }, "/state/owed"],
    ["a task", { owed: [null] }, "/state/owed/0"],
    ["a round", { owed: [{ id: "x", stage: "a", obligation: "b", stay: "c", round: 0.5 }] }, "/state/owed/0/round"],
    ["a turn", { turn: -1 }, "/state/turn"],
    ["acquired", { acquisition: [] }, "/state/acquisition"],
  ])("a state without a sound %s", (_, part, path) => {
    const state = { stage: "active", enteredAt: at("01-01"), ...part } as never;
    expect(dueTransitions(state, policy, { asOf: at("02-01") })).toMatchObject({
      error: { code: "invalid-fact", path },
    });
  });

  test("histories that start nowhere, or are not in order where they must be", () => {
    const asked = (history: unknown, options = {}): unknown => {
      const answer = replay(history as never, policy, options);
      return answer.ok ? null : answer.error;
    };
    expect(asked(null)).toMatchObject({ path: "" });
    expect(asked({ events: [] })).toMatchObject({ path: "/startedAt" });
    expect(asked({ startedAt: START, startedIn: "nowhere", events: [] })).toMatchObject({
      code: "stage-not-in-policy",
    });
    expect(asked({ startedAt: START, events: [], withdrawals: 3 })).toMatchObject({ path: "/withdrawals" });
    const events = [bought("01-20", "2"), bought("01-10", "1")];
    expect(asked({ startedAt: START, events }, { outOfOrder: "reject" })).toEqual({
      code: "history-out-of-order",
      path: "/events/1",
    });
    expect(asked({ startedAt: START, events: events.toReversed() }, { outOfOrder: "reject" })).toBeNull();
  });
});

describe("laws", () => {
  const anyWithdrawn = fc.uniqueArray(
    fc.nat({ max: 15 }).map((index) => `e${index}`),
    { maxLength: 3 },
  );
  const withdrawal = (withdraws: string): LifecycleWithdrawal => ({ control: "withdraw", withdraws, at: at("03-01") });
  const anyTold = fc.record({
    some: anyGuardedLifecycle,
    entries: anyEntries,
    withdrawn: anyWithdrawn,
    seed: fc.infiniteStream(fc.nat({ max: 1000 })),
  });
  const shuffled = <Item>(items: readonly Item[], seed: Iterator<number>): Item[] =>
    items
      .map((item) => [Number(seed.next().value), item] as const)
      .toSorted(([a], [b]) => a - b)
      .map(([, item]) => item);

  test("replay is applying one by one, and then time", () => {
    fc.assert(
      fc.property(anyGuardedLifecycle, anyEntries, (some, entries) => {
        const policyOnTime = { ...some, acceptWithin: null };
        const free = defineLifecycle<string, string, string, string>(policyOnTime);
        const history = { startedAt: START, events: entries };
        const replayed = orThrow(replay(history, free, { asOf: END }));
        let state: LifecycleState = orThrow(startLifecycle(history, free));
        const outbox = new Map<string, ObligationIntent>();
        const put = (intents: readonly ObligationIntent[]): void => {
          for (const intent of intents) outbox.set(intent.id, intent);
        };
        put(orThrow(replay({ startedAt: START, events: [] }, free)).intents);
        for (const entry of replayed.record.log.events) {
          const applied = applyEvent(state, entry, free);
          if (!applied.ok) continue;
          put(applied.value.intents);
          state = applied.value.state;
        }
        const { stateAfter, intents } = orThrow(dueTransitions(state, free, { asOf: END }));
        put(intents);
        expect(replayed.state).toEqual(stateAfter);
        expect(replayed.intents).toEqual([...outbox.values()]);
      }),
    );
  });

  test("received in any order, some of it twice, the record is that of the replayed log; the outbox agrees", () => {
    fc.assert(
      fc.property(anyTold, ({ some, entries, withdrawn, seed }) => {
        const messages: (LifecycleEntry | LifecycleWithdrawal)[] = [...entries, ...withdrawn.map(withdrawal)];
        let record = orThrow(replay({ startedAt: START, events: [] }, some)).record;
        const outbox = new Map<string, ObligationIntent>();
        for (const intent of orThrow(replay({ startedAt: START, events: [] }, some)).intents) {
          outbox.set(intent.id, intent);
        }
        const known = new Set<unknown>();
        let asOf: Instant = at("07-15");
        for (const message of shuffled([...messages, ...messages.slice(0, 3)], seed)) {
          asOf = instantFromMs(Date.parse(asOf) + 200_000 * Number(seed.next().value));
          const before = structuredClone(record);
          const answer = orThrow(receiveEvent(record, message, some, { asOf }));
          expect(record).toEqual(before);
          if (known.has(message)) {
            expect(answer).toMatchObject({ outcome: "duplicate", intents: { added: [], withdrawn: [] } });
            expect(answer.recordAfter).toEqual(record);
          }
          known.add(message);
          for (const { id } of answer.intents.withdrawn) expect(outbox.delete(id)).toBe(true);
          for (const intent of answer.intents.added) outbox.set(intent.id, intent);
          record = answer.recordAfter;
          expect(JSON.parse(JSON.stringify(answer))).toEqual(answer);
        }
        const passed = orThrow(passTime(record, some, { asOf: END }));
        for (const { id } of passed.intents.withdrawn) expect(outbox.delete(id)).toBe(true);
        for (const intent of passed.intents.added) outbox.set(intent.id, intent);
        const history = { startedAt: START, events: entries, withdrawals: withdrawn.map(withdrawal) };
        const whole = orThrow(replay(history, some, { asOf: END }));
        expect(passed.recordAfter).toEqual(whole.record);
        expect(orThrow(replay(whole.record.log, some, { asOf: END }))).toEqual(whole);
        expect(passed.stateAfter).toEqual(whole.state);
        expect(new Map([...outbox].toSorted())).toEqual(
          new Map(whole.intents.map((intent) => [intent.id, intent] as const).toSorted()),
        );
      }),
    );
  });

  test("long logs: states on the way are where a replay would have kept them", () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 400 }), { minLength: 60, maxLength: 200 }), fc.nat(), (hours, from) => {
        const entries = hours.map((hour, index) => ({
          kind: index % 3 === 0 ? ("purchased" as const) : ("visited" as const),
          at: instantFromMs(Date.parse(START) + hour * 3_600_000),
          id: `e${index}`,
          recordedAt: at("02-01"),
        }));
        const cut = from % entries.length;
        let { record } = orThrow(replay({ startedAt: START, events: entries.slice(0, cut) }, policy));
        for (const entry of entries.slice(cut)) {
          record = orThrow(receiveEvent(record, entry, policy, { asOf: at("02-01") })).recordAfter;
        }
        expect(record).toEqual(orThrow(replay({ startedAt: START, events: entries }, policy)).record);
      }),
      { numRuns: 20 },
    );
  });

  test("time asked in one step or in many leads to the same place", () => {
    fc.assert(
      fc.property(anyGuardedLifecycle, anyEntries, fc.array(fc.nat({ max: 3000 })), (some, events, hours) => {
        const { state } = orThrow(replay({ startedAt: START, events }, some)).record;
        const moments = hours
          .toSorted((a, b) => a - b)
          .map((hour) => instantFromMs(Date.parse(state.at) + hour * 3_600_000));
        const last = moments.at(-1) ?? state.at;
        const once = orThrow(dueTransitions(state, some, { asOf: last }));
        let stepped = state;
        const due: unknown[] = [];
        for (const asOf of moments) {
          const step = orThrow(dueTransitions(stepped, some, { asOf }));
          due.push(...step.due);
          stepped = step.stateAfter;
        }
        expect(due).toEqual(once.due);
        expect(stepped).toEqual(once.stateAfter);
      }),
    );
  });

  test("what becomes known later does not change what was known", () => {
    fc.assert(
      fc.property(
        anyTold,
        fc.nat({ max: 180 * 24 }),
        fc.nat({ max: 180 * 24 }),
        ({ some, entries, withdrawn }, one, other) => {
          const asOf = instantFromMs(Date.parse(START) + one * 3_600_000);
          const knownAt = instantFromMs(Date.parse(START) + other * 3_600_000);
          const withdrawals = withdrawn.map(withdrawal);
          const whole = { startedAt: START, events: entries, withdrawals };
          const then = {
            startedAt: START,
            events: entries.filter(({ recordedAt }) => recordedAt <= knownAt),
            withdrawals: withdrawals.filter((word) => String(word.at) <= knownAt),
          };
          const told = orThrow(stateAt(whole, some, { asOf, knownAt }));
          expect(told).toEqual(orThrow(stateAt(then, some, { asOf, knownAt })));
          expect({ ...orThrow(stateAt(then, some, { asOf })), knownAt }).toEqual(told);
        },
      ),
    );
  });
});
