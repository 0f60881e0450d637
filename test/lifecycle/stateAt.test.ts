import fc from "fast-check";
import { instant, instantFromMs, orThrow } from "clientele/core";
import {
  applyEvent,
  defineLifecycle,
  type LifecycleEvent,
  type LifecycleHistory,
  type StageAnswer,
  startLifecycle,
  stateAt,
} from "clientele/lifecycle";
import { describe, expect, test } from "vitest";
import { anyLifecycleCase, course, type LifecycleCase } from "../support/lifecycle.ts";

const policy = defineLifecycle(course);
type Event = (typeof course.events)[number];
type Stage = (typeof course.stages)[number]["id"];
const bought = (at: string, id?: string): LifecycleEvent<Event> => ({
  kind: "bought",
  at,
  ...(id === undefined ? {} : { id }),
});
const startedAt = "2026-01-01T00:00:00+08:00";
const at = (asOf: string, ...events: LifecycleEvent<Event>[]): ReturnType<typeof told> =>
  told({ startedAt, events }, asOf);
const told = (history: LifecycleHistory<Event, Stage>, asOf: string): StageAnswer<string, Event> =>
  orThrow(stateAt(history, policy, { asOf }));

describe("examples", () => {
  test.each([
    ["2026-01-05T00:00:00+08:00", "lead"],
    ["2026-01-09T23:59:59.999+08:00", "lead"], // what comes later is not known
    ["2026-01-10T00:00:00+08:00", "client"], // what comes now is
    ["2026-02-08T23:59:59.999+08:00", "client"],
    ["2026-02-09T00:00:00+08:00", "idle"], // a stage is held during [entered, due)
    ["2026-03-08T23:59:59.999+08:00", "idle"],
    ["2026-03-09T00:00:00+08:00", "gone"], // a month on the calendar, not thirty days
    ["2036-01-01T00:00:00+08:00", "gone"],
  ])("bought on 10 January, asked at %s: %s", (asOf, stage) => {
    expect(at(asOf, bought("2026-01-10T00:00:00+08:00")).state.stage).toBe(stage);
  });

  test("a self-transition starts the time again", () => {
    const answer = at(
      "2026-03-01T00:00:00+08:00",
      bought("2026-01-10T00:00:00+08:00"),
      bought("2026-02-08T00:00:00+08:00"),
    );
    expect(answer.state).toMatchObject({ stage: "client", enteredAt: "2026-02-07T16:00:00.000Z" });
    expect(answer.nextTimer).toEqual({
      code: "timer-ahead",
      at: "2026-03-09T16:00:00.000Z",
      to: "idle",
      label: { en: "idle", "zh-CN": "idle" },
      rule: "/transitions/2",
    });
  });

  test("an hour across a change of clock, a day across it", () => {
    const clocks = (after: string): unknown => {
      const berlin = defineLifecycle({
        ...course,
        timeZone: "Europe/Berlin",
        stages: [
          { id: "a", order: 1 },
          { id: "b", order: 2, final: true },
        ],
        events: [],
        transitions: [{ from: "a", after, to: "b" }],
        initial: "a",
      });
      return orThrow(
        stateAt({ startedAt: "2026-03-28T12:00:00+01:00", events: [] }, berlin, { asOf: "2026-04-01T00:00:00Z" }),
      ).state.enteredAt;
    };
    expect([clocks("PT24H"), clocks("P1D")]).toEqual(["2026-03-29T11:00:00.000Z", "2026-03-29T10:00:00.000Z"]);
  });

  test("what changed nothing is told", () => {
    const answer = at(
      "2026-02-01T00:00:00+08:00",
      { kind: "called", at: "2026-01-03T00:00:00+08:00", id: "T-1" },
      bought("2025-12-31T00:00:00+08:00"),
      bought("2026-01-10T00:00:00+08:00", "O-1"),
      bought("2026-01-10T00:00:00+08:00", "O-1"),
      { kind: "sold" as Event, at: "2026-01-12T00:00:00+08:00" },
    );
    const lead = { en: "lead", "zh-CN": "lead" };
    const called = { kind: "called", at: "2026-01-02T16:00:00.000Z", id: "T-1" };
    const met = { event: "called", stage: "lead", label: lead };
    expect(answer.ignored).toEqual([
      { kind: "bought", at: "2025-12-30T16:00:00.000Z", id: null, code: "before-start", params: {} },
      { ...called, code: "no-transition", params: met },
      { kind: "bought", at: "2026-01-09T16:00:00.000Z", id: "O-1", code: "duplicate-event", params: {} },
      {
        kind: "sold",
        at: "2026-01-11T16:00:00.000Z",
        id: null,
        code: "unknown-event",
        params: { event: "sold", policy: "course" },
      },
    ]);
    expect(answer.reasons.map(({ code }) => code)).toEqual([
      "event-ignored",
      "event-ignored",
      "event-applied",
      "event-ignored",
      "event-ignored",
    ]);
    expect(answer.reasons[1]).toEqual({
      code: "event-ignored",
      rule: "",
      metric: null,
      op: null,
      observed: { kind: "text", text: "called" },
      required: null,
      verdict: "unmet",
      label: lead,
      params: { why: { code: "no-transition", params: { ...called, ...met } } },
    });
  });

  test("of one moment, the event that the policy lists earlier comes first", () => {
    const moment = "2026-02-20T00:00:00+08:00"; // idle by then
    const both: LifecycleEvent<Event>[] = [{ kind: "called", at: moment }, bought(moment)];
    const answer = at("2026-02-21T00:00:00+08:00", bought(startedAt), ...both);
    expect(answer.happened.map(({ on }) => on)).toEqual(["bought", null, "bought"]);
    expect(answer.ignored.map(({ kind }) => kind)).toEqual(["called"]);
  });

  test("of two timers due at one moment, the policy's order decides", () => {
    const tie = (transitions: { from: "a"; after: string; to: "b" | "c" }[]): unknown =>
      orThrow(
        stateAt(
          { startedAt: "2026-04-01T00:00:00+08:00", events: [] },
          defineLifecycle({
            ...course,
            stages: [
              { id: "a", order: 1 },
              { id: "b", order: 2, final: true },
              { id: "c", order: 3, final: true },
            ],
            events: [],
            transitions,
            initial: "a",
          }),
          { asOf: "2026-06-01T00:00:00Z" },
        ),
      ).state.stage;
    const [month, days] = [
      { from: "a", after: "P1M", to: "b" },
      { from: "a", after: "P30D", to: "c" },
    ] as const;
    expect([tie([month, days]), tie([days, month])]).toEqual(["b", "c"]);
  });

  test("a timer beyond the end of the calendar never fires", () => {
    for (const after of ["P999999Y", "P8000Y", "P500000W", "P999999W"]) {
      const patient = defineLifecycle({
        ...course,
        transitions: [...course.transitions, { from: "lead", after, to: "gone" }],
      });
      const answer = orThrow(stateAt({ startedAt, events: [] }, patient, { asOf: "9999-12-31T23:59:59.999Z" }));
      expect([answer.state.stage, answer.nextTimer]).toEqual(["lead", null]);
    }
  });
});

describe("refusals", () => {
  const refusal = (history: object, asOf = "2026-06-01T00:00:00Z"): unknown => {
    const result = stateAt(history as LifecycleHistory<Event, Stage>, policy, { asOf });
    return result.ok ? null : result.error;
  };

  test.each<[string, object, unknown]>([
    [
      "a relationship that begins later",
      { startedAt: "2027-01-01T00:00:00Z", events: [] },
      { code: "not-started", startedAt: "2027-01-01T00:00:00.000Z", asOf: "2026-06-01T00:00:00.000Z" },
    ],
    [
      "one identifier, two events",
      { startedAt, events: [bought("2026-01-10T00:00:00Z", "O-1"), bought("2026-01-11T00:00:00Z", "O-1")] },
      { code: "event-conflict", id: "O-1" },
    ],
    [
      "a start that is no moment",
      { startedAt: "2026-01-01", events: [] },
      { code: "invalid-fact", path: "/startedAt", expected: "instant", observed: '"2026-01-01"' },
    ],
    [
      "no list of events",
      { startedAt, events: {} },
      { code: "invalid-fact", path: "/events", expected: "array", observed: "an object" },
    ],
    [
      "an event that is none",
      { startedAt, events: [bought(startedAt), "bought"] },
      { code: "invalid-fact", path: "/events/1", expected: "object", observed: '"bought"' },
    ],
    [
      "an event without a moment",
      { startedAt, events: [{ kind: "bought" }] },
      { code: "invalid-fact", path: "/events/0/at", expected: "instant", observed: "undefined" },
    ],
  ])("%s", (_, history, error) => {
    expect(refusal(history)).toEqual(error);
  });

  test("a conflict that is not known yet is none", () => {
    expect(
      refusal({ startedAt, events: [bought("2026-01-10T00:00:00Z", "O-1"), bought("2026-07-11T00:00:00Z", "O-1")] }),
    ).toBeNull();
  });

  test("timers that go round in a circle for too long", () => {
    const clockwork = defineLifecycle({
      ...course,
      stages: [
        { id: "tick", order: 1 },
        { id: "tock", order: 2 },
      ],
      events: [],
      transitions: [
        { from: "tick", after: "PT1H", to: "tock" },
        { from: "tock", after: "PT1H", to: "tick" },
      ],
      initial: "tick",
    });
    const asked = (hours: number): unknown => {
      const result = stateAt({ startedAt: new Date(0), events: [] }, clockwork, {
        asOf: instantFromMs(hours * 3_600_000),
      });
      return result.ok ? result.value.happened.length : result.error;
    };
    expect(asked(100_000)).toBe(100_000);
    expect(asked(100_001)).toEqual({
      code: "too-many-timers",
      limit: 100_000,
      stage: "tick",
      at: instantFromMs(360_000_000_000),
    });
  });

  test("mistakes of the calling code throw", () => {
    expect(() => stateAt({ startedAt, events: [] }, policy, { asOf: "now" })).toThrow(/offset/);
    expect(() => stateAt({ startedAt, events: [] }, { ...policy } as typeof policy, { asOf: startedAt })).toThrow(
      /doors/,
    );
  });
});

describe("laws", () => {
  const law = (holds: (given: LifecycleCase, answer: StageAnswer) => void): void => {
    fc.assert(
      fc.property(anyLifecycleCase, (given) => {
        holds(given, orThrow(stateAt(given.history, given.policy, given)));
      }),
      { numRuns: 200 },
    );
  };

  test("it is applying the events one by one", () => {
    law(({ policy: some, history, asOf }, answer) => {
      let state = orThrow(startLifecycle(history, some));
      const start = state.enteredAt;
      const happened: unknown[] = [];
      const counted = new Set<unknown>();
      const known = history.events.filter((event) => instant(event.at) <= asOf && instant(event.at) >= start);
      for (const event of known.toSorted((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0))) {
        if (event.id !== undefined && counted.has(event.id)) continue;
        counted.add(event.id);
        const applied = applyEvent(state, event, some);
        if (!applied.ok) continue;
        happened.push(...applied.value.happened);
        state = applied.value.state;
      }
      const lastEvent = answer.happened.findLastIndex(({ on }) => on !== null);
      expect(answer.happened.slice(0, lastEvent + 1)).toEqual(happened);
    });
  });

  test("the order in which events are handed in does not matter", () => {
    fc.assert(
      fc.property(
        anyLifecycleCase.chain((given) =>
          fc.record({
            given: fc.constant(given),
            events: fc.shuffledSubarray([...given.history.events], { minLength: given.history.events.length }),
          }),
        ),
        ({ given, events }) => {
          const { policy: some, history, asOf } = given;
          expect(stateAt({ ...history, events }, some, { asOf })).toEqual(stateAt(history, some, { asOf }));
        },
      ),
    );
  });

  test("who asks later hears the same story, continued", () => {
    law(({ policy: some, history, asOf }, answer) => {
      const later = orThrow(stateAt(history, some, { asOf: instantFromMs(Date.parse(asOf) + 40 * 86_400_000) }));
      expect(later.happened.slice(0, answer.happened.length)).toEqual(answer.happened);
      expect(later.ignored.slice(0, answer.ignored.length)).toEqual(answer.ignored);
    });
  });

  test("the next timer fires at its moment and not before, if nothing else happens", () => {
    law(({ policy: some, history, asOf }, { nextTimer, state, happened }) => {
      if (nextTimer === null) return;
      expect(nextTimer.at > asOf).toBe(true);
      const events = history.events.filter((event) => instant(event.at) <= asOf);
      const ask = (ms: number): StageAnswer =>
        orThrow(stateAt({ ...history, events }, some, { asOf: instantFromMs(ms) }));
      const due = Date.parse(nextTimer.at);
      expect(ask(due - 1).state).toEqual(state);
      expect(ask(due).happened.slice(happened.length)).toEqual([
        { at: nextTimer.at, from: state.stage, to: nextTimer.to, on: null, eventId: null, rule: nextTimer.rule },
      ]);
    });
  });

  test("every event known is either applied or ignored", () => {
    law(({ history, asOf }, { happened, ignored, reasons }) => {
      const known = history.events.filter((event) => instant(event.at) <= asOf);
      expect(happened.filter(({ on }) => on !== null).length + ignored.length).toBe(known.length);
      expect(reasons.length).toBe(happened.length + ignored.length);
    });
  });

  test("an answer survives JSON, however moments are spelt", () => {
    law(({ policy: some, history, asOf }, answer) => {
      const spelt = {
        startedAt: new Date(instant(history.startedAt)),
        events: history.events.map((event) => ({ ...event, at: instant(event.at).replace("Z", "+00:00") })),
      };
      expect(JSON.parse(JSON.stringify(answer))).toEqual(answer);
      expect(stateAt(spelt, some, { asOf: new Date(asOf) })).toEqual({ ok: true, value: answer });
    });
  });
});

/** Time, then the policy's order of kinds (a before b, unknown ones last). */
const key = ({ at: moment, kind, id }: LifecycleEvent): string => `${instant(moment)} ${kind} ${id ?? ""}`;
