import { type Instant, orThrow } from "clientele/core";
import {
  defineLifecycle,
  type LifecycleEntry,
  type LifecycleRecord,
  type LifecycleWithdrawal,
  passTime,
  receiveEvent,
  replay,
  startLifecycle,
  stateAt,
} from "clientele/lifecycle";
import { describe, expect, test } from "vitest";
import { course } from "../support/lifecycle.ts";

const at = (day: string): Instant => `2026-${day}T00:00:00.000Z` as Instant;
const START = at("01-01");
const owed = [{ id: "thank", within: "P7D", doneBy: ["called"] }] as const;
const { stages } = course;
const policy = defineLifecycle({ ...course, stages: [stages[0], { ...stages[1], owed }, stages[2], stages[3]] });
type Entry = LifecycleEntry<"bought" | "called"> | LifecycleWithdrawal;
const bought = (day: string, id: string | null = null) => ({ kind: "bought", at: at(day), id }) as const;
const withdrawn = (withdraws: string, day: string) => ({ control: "withdraw", withdraws, at: at(day) }) as const;
const begin = (events: readonly Entry[] = [], startedIn: "lead" | "client" | null = null) =>
  orThrow(replay({ startedAt: START, startedIn, events: events as readonly LifecycleEntry<"bought">[] }, policy));
const receive = (record: LifecycleRecord, event: unknown, day: string) =>
  orThrow(receiveEvent(record, event as Entry, policy as never, { asOf: at(day) }));

describe("messages", () => {
  test("without identifiers are never taken for one another", () => {
    const { record } = begin();
    const first = receive(record, bought("01-10"), "01-10");
    const second = receive(first.recordAfter, bought("01-10"), "01-10");
    expect([second.outcome, second.recordAfter.log.events.length]).toEqual(["applied", 2]);
  });

  test("became known when they said so, or when they are received", () => {
    const { record } = begin();
    const known = (event: object) => receive(record, event, "02-01").recordAfter.log.events[0]?.recordedAt;
    expect(known(bought("01-10"))).toBe(at("02-01"));
    expect(known({ ...bought("01-10"), recordedAt: at("01-11") })).toBe(at("01-11"));
  });

  test("are placed by the beginning, a first stage included", () => {
    const { record } = begin([bought("02-20", "B")], "client");
    const { outcome, recordAfter, stateAfter } = receive(record, bought("01-10", "A"), "02-20");
    expect([outcome, recordAfter.log.events.map(({ id }) => id)]).toEqual(["reordered", ["A", "B"]]);
    expect(stateAfter).toMatchObject({ stage: "client", highest: { stage: "idle", at: at("02-09") } });
    const broken = { ...record, log: { ...record.log, startedIn: "nowhere" } } as never;
    expect(receiveEvent(broken, bought("01-10", "A"), policy, { asOf: at("02-20") })).toEqual({
      ok: false,
      error: { code: "stage-not-in-policy", stage: "nowhere", policy: "course" },
    });
  });

  test("that are none", () => {
    const { record } = begin();
    for (const none of [null, undefined, 3, "withdraw"]) {
      expect(receiveEvent(record, none as never, policy, { asOf: START })).toMatchObject({
        error: { code: "invalid-fact", path: "/event", expected: "object" },
      });
    }
  });

  test("the whole answer", () => {
    const { record } = begin([bought("01-10", "A")]);
    const answer = receive(record, { kind: "called", at: at("01-12"), id: "C" }, "01-13");
    expect(answer).toEqual({
      outcome: "applied",
      recordAfter: begin([bought("01-10", "A"), { kind: "called", at: at("01-12"), id: "C", recordedAt: at("01-13") }])
        .record,
      stateAfter: answer.recordAfter.state,
      intents: {
        added: [
          {
            ...{
              id: `/client/thank/${at("01-10")}/0`,
              stage: "client",
              obligation: "thank",
              stay: at("01-10"),
              round: 0,
            },
            ...{ openedAt: at("01-10"), dueAt: at("01-17"), status: "done", closedAt: at("01-12") },
          },
        ],
        withdrawn: [],
      },
      trace: [
        {
          ...{ code: "obligation-done", rule: "/stages/1/owed/0", metric: null, op: null, verdict: "met" },
          ...{
            label: { en: "thank", "zh-CN": "thank" },
            observed: { kind: "text", text: "called" },
            required: { kind: "text", text: "thank" },
          },
        },
      ],
      findings: [],
      asOf: at("01-13"),
      policy: { id: "course", version: 2 },
    });
  });

  test("a task once done stays done, whatever else is received", () => {
    const { record } = begin([bought("01-10", "A"), { kind: "called", at: at("01-12"), id: "C" }]);
    expect(receive(record, bought("01-10", "A"), "01-13")).toMatchObject({
      outcome: "duplicate",
      stateAfter: { owed: [] },
    });
    const next = receive(record, bought("01-13", "B"), "01-13");
    expect([next.stateAfter.owed, next.intents]).toEqual([[], { added: [], withdrawn: [] }]);
    const passed = orThrow(passTime(record, policy, { asOf: at("01-20") }));
    expect([passed.stateAfter.owed, passed.intents]).toEqual([[], { added: [], withdrawn: [] }]);
  });

  test("a control that changes nothing has nothing tried", () => {
    const { outcome, trace } = receive(begin().record, { control: "resume", catchUp: "restart", at: START }, "01-02");
    expect([outcome, trace]).toMatchObject([
      "unmatched",
      [{ code: "event-ignored", params: { why: { code: "not-paused" } } }],
    ]);
  });

  test("a duplicate tells where the customer stands by now", () => {
    const { record } = begin([bought("01-10", "A")]);
    const { recordAfter } = orThrow(passTime(record, policy, { asOf: at("02-20") }));
    expect(receive(recordAfter, bought("01-10", "A"), "02-21")).toMatchObject({
      outcome: "duplicate",
      stateAfter: { stage: "idle" },
      recordAfter: { state: { stage: "client" }, asOf: at("02-20") },
    });
  });
});

describe("withdrawals", () => {
  test("of what is not known change nothing, and say so", () => {
    const { record } = begin([bought("01-10", "A"), bought("01-11", "B")]);
    const { outcome, trace, intents, recordAfter } = receive(record, withdrawn("X", "01-12"), "01-13");
    expect([outcome, trace, intents]).toMatchObject([
      "unmatched",
      [{ code: "withdrawal-ahead" }],
      { added: [], withdrawn: [] },
    ]);
    expect(recordAfter.log.withdrawals).toEqual([withdrawn("X", "01-12")]);
    expect(recordAfter.state).toEqual(record.state);
  });

  test("are kept by identifier, the earliest word of each", () => {
    const words = [withdrawn("B", "01-14"), withdrawn("A", "01-15"), withdrawn("B", "01-12"), withdrawn("C", "01-13")];
    const kept = [withdrawn("A", "01-15"), withdrawn("B", "01-12"), withdrawn("C", "01-13")];
    for (const withdrawals of [words, words.toReversed()]) {
      expect(orThrow(replay({ startedAt: START, events: [], withdrawals }, policy)).record.log.withdrawals).toEqual(
        kept,
      );
    }
    let { record }: { record: LifecycleRecord } = begin();
    for (const word of [kept[2], kept[0], kept[1]]) record = receive(record, word, "02-01").recordAfter;
    expect(record.log.withdrawals).toEqual(kept);
    expect(receive(record, words[0], "02-02")).toMatchObject({ outcome: "duplicate", recordAfter: record });
  });

  test("count from when they were told", () => {
    const history = { startedAt: START, events: [bought("01-10", "A")], withdrawals: [withdrawn("A", "01-20")] };
    const stage = (knownAt: string): string =>
      orThrow(stateAt(history, policy, { asOf: at("02-01"), knownAt: at(knownAt) })).state.stage;
    expect([stage("01-19"), stage("01-20")]).toEqual(["client", "lead"]);
  });
});

describe("time that passes", () => {
  test("the whole answer, of what is new only", () => {
    const { record } = begin([bought("01-10", "A")]);
    const first = orThrow(passTime(record, policy, { asOf: at("02-20") }));
    expect(first).toEqual({
      recordAfter: { ...record, asOf: at("02-20") },
      stateAfter: orThrow(stateAt(record.log, policy, { asOf: at("02-20") })).state,
      happened: [{ at: at("02-09"), from: "client", to: "idle", on: null, eventId: null, rule: "/transitions/2" }],
      intents: {
        added: [
          {
            ...{
              id: `/client/thank/${at("01-10")}/0`,
              stage: "client",
              obligation: "thank",
              stay: at("01-10"),
              round: 0,
            },
            ...{ openedAt: at("01-10"), dueAt: at("01-17"), status: "lapsed", closedAt: at("02-09") },
          },
        ],
        withdrawn: [],
      },
      asOf: at("02-20"),
      policy: { id: "course", version: 2 },
    });
    const again = orThrow(passTime(first.recordAfter, policy, { asOf: at("02-20") }));
    expect(again).toEqual({ ...first, happened: [], intents: { added: [], withdrawn: [] } });
    const later = orThrow(passTime(first.recordAfter, policy, { asOf: at("04-01") }));
    expect(later.happened.map(({ to }) => to)).toEqual(["gone"]);
  });
});

describe("replay", () => {
  test("follows time to the last moment that the history speaks of, or as far as asked", () => {
    const asOf = (history: object, asked: string | null = null): string =>
      orThrow(replay({ startedAt: START, events: [], ...history }, policy, { asOf: asked })).record.asOf;
    expect(asOf({})).toBe(START);
    expect(asOf({ events: [bought("01-10"), bought("01-05")] })).toBe(at("01-10"));
    expect(asOf({ events: [{ ...bought("01-10"), recordedAt: at("01-20") }, bought("01-15")] })).toBe(at("01-20"));
    expect(asOf({ withdrawals: [withdrawn("A", "01-25"), withdrawn("B", "01-11")] })).toBe(at("01-25"));
    expect(asOf({ events: [bought("01-10")] }, at("01-05"))).toBe(at("01-10"));
    expect(asOf({ events: [bought("01-10")] }, "2026-02-01T08:00:00+08:00")).toBe(at("02-01"));
  });

  test("tells what changed nothing in order of time, what was tried before what was there already", () => {
    const events = [
      { kind: "called", at: at("01-20"), id: "D" },
      { kind: "called", at: at("01-05"), id: "B" },
      { kind: "called", at: at("01-05"), id: "B" },
      { kind: "called", at: at("01-05"), id: "C" },
      { kind: "called", at: at("01-02"), id: "A" },
      { kind: "called", at: at("01-20"), id: "D" },
      { kind: "called", at: at("01-02"), id: "A" },
    ] as const;
    const { ignored } = orThrow(replay({ startedAt: START, events }, policy));
    expect(ignored.map(({ id, code }) => [id, code])).toEqual([
      ["A", "not-owed"],
      ["A", "duplicate-event"],
      ["B", "not-owed"],
      ["C", "not-owed"],
      ["B", "duplicate-event"],
      ["D", "not-owed"],
      ["D", "duplicate-event"],
    ]);
    expect(ignored[1]).toEqual({ kind: "called", at: at("01-02"), id: "A", code: "duplicate-event", params: {} });
  });

  test("entries without identifiers are never duplicates, nor withdrawn", () => {
    const events = [bought("01-10"), bought("01-10"), bought("01-10", "A"), bought("01-10", "A")];
    const { happened, ignored } = orThrow(
      replay({ startedAt: START, events, withdrawals: [withdrawn("null", "01-11")] }, policy),
    );
    expect([happened.length, ignored.map(({ code }) => code)]).toEqual([3, ["duplicate-event"]]);
    const answer = orThrow(stateAt({ startedAt: START, events }, policy, { asOf: at("02-01") }));
    expect([answer.happened.length, answer.ignored.map(({ id }) => id)]).toEqual([3, ["A"]]);
  });

  test("a history that must be in order", () => {
    const refusal = (...events: readonly object[]): unknown => {
      const given = { startedAt: START, events: events as readonly LifecycleEntry<"bought">[] };
      const answer = replay(given, policy, { outOfOrder: "reject" });
      return answer.ok ? null : answer.error;
    };
    const path = (index: number): object => ({ code: "history-out-of-order", path: `/events/${index}` });
    expect(refusal(bought("01-10"), bought("01-10"), bought("01-11"))).toBeNull();
    expect(refusal(bought("01-10"), bought("01-09"), bought("01-11"), bought("01-08"))).toEqual(path(1));
    expect(refusal({ ...bought("01-10"), at: "2025-12-31T00:00:00Z" })).toEqual(path(0));
  });
});

test("a course that starts is one without history", () => {
  const started = orThrow(startLifecycle({ startedAt: START, startedIn: "client" }, policy));
  expect(started).toEqual(begin([], "client").state);
  expect(started.owed).toMatchObject([{ obligation: "thank", dueAt: at("01-08") }]);
});
