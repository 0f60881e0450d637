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
});

describe("refusals", () => {
  test.each([
    ["a start", { startedAt: "x", changes: [] }, "invalid-fact"],
    ["a moment", started({ at: "x", to: "client" }), "invalid-fact"],
    ["a stage", started({ at: day("01-02"), to: "z" as "lead" }), "stage-not-in-policy"],
    ["a stage left", started({ at: day("01-02"), to: "lead", from: "z" as "lead" }), "stage-not-in-policy"],
    ["a first stage", { ...started(), startedIn: "z" as "lead" }, "stage-not-in-policy"],
  ])("%s", (_, observed, code) => {
    expect(checkConformance(observed, policy)).toMatchObject({ ok: false, error: { code } });
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
