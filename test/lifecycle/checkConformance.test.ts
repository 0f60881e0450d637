import fc from "fast-check";
import { calendarPresets, defineCalendar } from "clientele/calendar";
import { orThrow } from "clientele/core";
import { checkConformance, defineLifecycle, type ObservedCourse, replay } from "clientele/lifecycle";
import { describe, expect, test } from "vitest";
import { anyLifecycleCase, course } from "../support/lifecycle.ts";

const policy = defineLifecycle(course);
const day = (date: string): string => `2026-${date}T00:00:00+08:00`;
type Observed = ObservedCourse<"lead" | "client" | "idle" | "gone", "bought" | "called">;
const started = (...changes: Observed["changes"]): Observed => ({ startedAt: day("01-01"), changes });
const seen = (observed: Observed, options?: Parameters<typeof checkConformance>[2], judged = policy) =>
  orThrow(checkConformance(observed, judged, options)).deviations.map(({ code, step }) => [code, step]);

describe("examples", () => {
  test.each<[string, Observed, unknown[]]>([
    [
      "by events and time",
      started({ at: day("01-02"), to: "client", on: "bought" }, { at: day("02-01"), to: "idle", on: null }),
      [],
    ],
    ["by what is not known", started({ at: day("01-02"), to: "client" }, { at: day("02-01"), to: "idle" }), []],
    [
      "begun elsewhere",
      { startedAt: day("01-01"), startedIn: "idle", changes: [{ at: day("01-03"), to: "client", on: "called" }] },
      [],
    ],
    ["no way at all", started({ at: day("01-02"), to: "idle" }), [["no-such-way", 0]]],
    ["by another event", started({ at: day("01-02"), to: "client", on: "called" }), [["no-such-way", 0]]],
    [
      "too early",
      started({ at: day("01-02"), to: "client" }, { at: day("01-03"), to: "idle" }),
      [["way-at-wrong-time", 1]],
    ],
    [
      "too late",
      started({ at: day("01-02"), to: "client" }, { at: day("02-03"), to: "idle", on: null }),
      [
        ["timer-passed-over", 1],
        ["way-at-wrong-time", 1],
      ],
    ],
    [
      "an event after the timer was due",
      started({ at: day("01-02"), to: "client" }, { at: day("02-03"), to: "client", on: "bought" }),
      [["timer-passed-over", 1]],
    ],
    [
      "out of order",
      started({ at: day("01-02"), to: "client" }, { at: day("01-01"), to: "client" }),
      [["change-before-last", 1]],
    ],
    [
      "from elsewhere",
      started({ at: day("01-02"), to: "client", from: "idle", on: "called" }),
      [["change-from-elsewhere", 0]],
    ],
  ])("%s", (_, observed, expected) => {
    expect(seen(observed)).toEqual(expected);
  });

  test("what was allowed, and the timer", () => {
    const {
      deviations,
      explained,
      steps,
      policy: reference,
    } = orThrow(
      checkConformance(started({ at: day("01-02"), to: "client" }, { at: day("01-04"), to: "idle" }), policy),
    );
    expect([explained, steps, reference]).toEqual([1, 2, { id: "course", version: 2 }]);
    expect(deviations).toEqual([
      {
        code: "way-at-wrong-time",
        step: 1,
        at: "2026-01-03T16:00:00.000Z",
        from: "client",
        to: "idle",
        timer: { rule: "/transitions/2", dueAt: "2026-01-31T16:00:00.000Z", to: "idle" },
        allowed: [
          { rule: "/transitions/1", to: "client", on: "bought" },
          { rule: "/transitions/2", to: "idle", on: null },
        ],
      },
    ]);
  });

  test("what conforms, and what does not", () => {
    const answer = (observed: Observed, asOf?: string) => {
      const { conforms, explained, steps, asOf: until } = orThrow(checkConformance(observed, policy, { asOf }));
      return [conforms, explained, steps, until];
    };
    const bought = started({ at: day("01-02"), to: "client", on: "bought" });
    expect(answer(bought)).toEqual([true, 1, 1, null]);
    // what is missing after the last change takes none of them away
    expect(answer(bought, day("03-01"))).toEqual([false, 1, 1, "2026-02-28T16:00:00.000Z"]);
    expect(answer(started({ at: day("01-02"), to: "gone", on: "called" }))).toEqual([false, 0, 1, null]);
  });

  test("an event at the moment of a timer comes after it; what is not known may have been the timer", () => {
    const due = day("02-01");
    const first = { at: day("01-02"), to: "client", on: "bought" } as const;
    expect(seen(started(first, { at: due, to: "client", on: "bought" }))).toEqual([["timer-passed-over", 1]]);
    expect(seen(started(first, { at: due, to: "client" }))).toEqual([]);
    expect(seen(started(first, { at: due, to: "idle" }))).toEqual([]);
    expect(seen(started(first, { at: due, to: "idle", on: null }))).toEqual([]);
    // an event does not lead where only time does
    expect(seen(started(first, { at: day("01-31"), to: "idle", on: "called" }))).toEqual([["no-such-way", 1]]);
    expect(seen(started(first, { at: due, to: "idle", on: "called" }))).toEqual([
      ["timer-passed-over", 1],
      ["no-such-way", 1],
    ]);
    // nor time where only an event does
    expect(seen(started({ at: day("01-02"), to: "client", on: null }))).toEqual([["no-such-way", 0]]);
  });

  test("of several timers the one due first should have fired", () => {
    const several = defineLifecycle({
      ...course,
      transitions: [
        { from: "lead", after: "P9D", to: "gone" },
        { from: "lead", after: "P3D", to: "idle" },
        { from: "lead", after: "P6D", to: "client" },
      ],
    });
    const { deviations } = orThrow(checkConformance(started(), several, { asOf: day("02-01") }));
    expect(deviations.map(({ step, at, from, to, timer }) => [step, at, from, to, timer])).toEqual([
      [
        0,
        "2026-01-31T16:00:00.000Z",
        "lead",
        null,
        { rule: "/transitions/1", dueAt: "2026-01-03T16:00:00.000Z", to: "idle" },
      ],
    ]);
  });

  test("an event that leads to either of two stages, by a condition", () => {
    const either = defineLifecycle({
      ...course,
      transitions: [
        { from: "lead", on: "bought", to: "client", when: { bucket: { seed: "x", share: 0.5 } } },
        { from: "lead", on: "bought", to: "idle", when: { not: { bucket: { seed: "x", share: 0.5 } } } },
      ],
    });
    const led = (to: "client" | "idle" | "gone") => seen(started({ at: day("01-02"), to, on: "bought" }), {}, either);
    expect([led("client"), led("idle"), led("gone")]).toEqual([[], [], [["no-such-way", 0]]]);
  });

  test("a timer with a condition may have been held, and fired later; never before it was due", () => {
    const guarded = defineLifecycle({
      ...course,
      metrics: [{ id: "score", kind: "count" }],
      transitions: [{ from: "lead", after: "P3D", to: "idle", when: { metric: "score", op: ">=", value: 1 } }],
    });
    const held = (observed: Observed) =>
      orThrow(checkConformance(observed, guarded, { asOf: day("02-01") })).deviations.map(({ code }) => code);
    const idle = (date: string) => held(started({ at: day(date), to: "idle" }));
    expect(held(started())).toEqual([]);
    expect([idle("01-04"), idle("01-05")]).toEqual([[], []]);
    expect(idle("01-03")).toEqual(["way-at-wrong-time"]);
  });

  test("where ways back are forbidden they are not allowed, and their timers need not fire; the same stage is none", () => {
    const strict = defineLifecycle({
      ...course,
      regression: "forbid",
      transitions: [...course.transitions, { from: "client", after: "P3D", to: "lead" }],
    });
    const client = started({ at: day("01-02"), to: "client", on: "bought" });
    expect(seen(client, { asOf: day("01-20") }, strict)).toEqual([]);
    const again = started(...client.changes, { at: day("01-03"), to: "client", on: "bought" });
    expect(seen(again, {}, strict)).toEqual([]);
    const { deviations } = orThrow(
      checkConformance(started(...client.changes, { at: day("01-05"), to: "lead" }), strict),
    );
    expect(deviations.map(({ code, allowed }) => [code, allowed])).toEqual([
      [
        "no-such-way",
        [
          { rule: "/transitions/1", to: "client", on: "bought" },
          { rule: "/transitions/2", to: "idle", on: null },
        ],
      ],
    ]);
  });

  test("what should have happened since", () => {
    const observed = started({ at: day("01-02"), to: "client" });
    expect(seen(observed, { asOf: day("01-31") })).toEqual([]);
    expect(seen(observed, { asOf: day("02-01") })).toEqual([["timer-passed-over", 1]]);
  });

  test("ways back", () => {
    const back = started(
      { at: day("01-02"), to: "client" },
      { at: day("02-01"), to: "idle" },
      { at: day("02-02"), to: "client" },
    );
    expect(seen(back, {}, defineLifecycle({ ...course, regression: "forbid" }))).toEqual([["no-such-way", 2]]);
    const strict = defineLifecycle({ ...course, regression: "requireReason" });
    expect(seen(back, {}, strict)).toEqual([["way-back-without-reason", 2]]);
    const told = { ...back, changes: back.changes.map((change) => ({ ...change, reason: "a call" })) };
    expect(seen(told, {}, strict)).toEqual([]);
  });

  test("time needs no reason to lead back, events do", () => {
    const strict = defineLifecycle({
      ...course,
      regression: "requireReason",
      transitions: [
        { from: "lead", on: "bought", to: "client" },
        { from: "client", after: "P3D", to: "lead" },
        { from: "client", on: "called", to: "lead" },
      ],
    });
    const back = (date: string, rest: object) =>
      seen(started({ at: day("01-02"), to: "client" }, { at: day(date), to: "lead", ...rest }), {}, strict);
    expect(back("01-05", {})).toEqual([]);
    expect(back("01-05", { on: null })).toEqual([]);
    expect(back("01-04", {})).toEqual([["way-back-without-reason", 1]]);
    expect(back("01-04", { on: "called" })).toEqual([["way-back-without-reason", 1]]);
    expect(back("01-04", { on: "called", reason: "  " })).toEqual([["way-back-without-reason", 1]]);
    expect(back("01-04", { on: "called", reason: "a call" })).toEqual([]);
  });

  test("timers in working days", () => {
    const office = defineCalendar(calendarPresets.china2026);
    const working = defineLifecycle({
      ...course,
      transitions: [{ from: "lead", after: { workingDays: 2, calendar: office.id }, to: "idle" }],
    });
    // 1 January 2026 is a holiday until the 3rd; the 4th, a Sunday, is worked
    const at = orThrow(
      replay({ startedAt: day("01-01"), events: [] }, working, { asOf: day("02-01"), calendars: [office] }),
    );
    expect(seen(started({ at: at.state.enteredAt, to: "idle", on: null }), { calendars: [office] }, working)).toEqual(
      [],
    );
  });

  test("a timer due after the end of the calendar", () => {
    const long = defineLifecycle({ ...course, transitions: [{ from: "lead", after: "P9000Y", to: "idle" }] });
    const { deviations } = orThrow(checkConformance(started({ at: day("01-02"), to: "idle", on: null }), long));
    expect(deviations).toEqual([
      {
        code: "way-at-wrong-time",
        step: 0,
        at: "2026-01-01T16:00:00.000Z",
        from: "lead",
        to: "idle",
        timer: { rule: "/transitions/0", dueAt: null, to: "idle" },
        allowed: [{ rule: "/transitions/0", to: "idle", on: null }],
      },
    ]);
  });
});

describe("refusals", () => {
  const noMoment = (path: string) => ({ code: "invalid-fact", path, expected: "instant", observed: '"x"' });
  const noText = (path: string) => ({ code: "invalid-fact", path, expected: "text", observed: "5" });
  const noStage = { code: "stage-not-in-policy", stage: "z", policy: "course" };
  const first = { at: day("01-02"), to: "client" } as const;
  test.each<[string, object, object]>([
    ["a start", { startedAt: "x", changes: [] }, noMoment("/startedAt")],
    ["a moment", started(first, { at: "x", to: "client" }), noMoment("/changes/1/at")],
    ["a stage", started({ at: day("01-02"), to: "z" as "lead" }), noStage],
    ["a stage that is no text", started(first, { ...first, to: 5 as unknown as "lead" }), noText("/changes/1/to")],
    ["a stage left", started({ at: day("01-02"), to: "lead", from: "z" as "lead" }), noStage],
    [
      "a stage left that is no text",
      started(first, { ...first, from: 5 as unknown as "lead" }),
      noText("/changes/1/from"),
    ],
    ["a first stage", { ...started(), startedIn: "z" }, noStage],
    ["a first stage that is no text", { ...started(), startedIn: 5 }, noText("/startedIn")],
  ])("%s", (_, observed, error) => {
    expect(checkConformance(observed as Observed, policy)).toEqual({ ok: false, error });
  });

  test("a moment asked about", () => {
    expect(() => checkConformance(started(), policy, { asOf: "x" })).toThrow(
      expect.objectContaining({ code: "invalid-instant" }),
    );
  });
});

describe("laws", () => {
  test("what is replayed conforms, with what happened and without", () => {
    fc.assert(
      fc.property(anyLifecycleCase, fc.boolean(), ({ policy: any, history, asOf }, isTold) => {
        const replayed = replay(history, any, { asOf });
        fc.pre(replayed.ok);
        const { happened, record } = replayed.value;
        const changes = happened.map(({ at, from, to, on }) => (isTold ? { at, from, to, on } : { at, to }));
        const answer = orThrow(checkConformance({ startedAt: history.startedAt, changes }, any, { asOf: record.asOf }));
        expect(answer).toMatchObject({ conforms: true, explained: happened.length, deviations: [] });
        expect(JSON.parse(JSON.stringify(answer))).toEqual(answer);
      }),
    );
  });
});
