import {
  checkLifecycle,
  defineLifecycle,
  type LifecyclePolicyInput,
  parseLifecycle,
  reviewLifecycle,
} from "clientele/lifecycle";
import { describe, expect, test } from "vitest";
import { course } from "../support/lifecycle.ts";

const owed = [{ id: "call", within: "P1D", doneBy: ["go" as const] }];
const base = {
  id: "sound",
  version: 1,
  timeZone: "UTC",
  metrics: [{ id: "n", kind: "count" }],
  stages: [
    { id: "a", order: 1, owed },
    { id: "b", order: 2, owed },
    { id: "c", order: 3, final: true },
  ],
  events: ["go"],
  transitions: [{ from: "a", on: "go", to: "b" }],
  initial: "a",
} as const satisfies LifecyclePolicyInput;
type Way = LifecyclePolicyInput["transitions"][number];
const some = { metric: "n", op: ">=", value: 5 } as const;
const findings = (ways: readonly Way[], more: object = {}) =>
  checkLifecycle(
    defineLifecycle<string, string, string, string>({
      ...base,
      transitions: [...base.transitions, ...ways],
      ...more,
    }),
  );

describe("timers that never fire", () => {
  const days = (workingDays: number, calendar = "office") => ({ workingDays, calendar });
  const timer = (after: Way["after"], isAsked = false): Way =>
    ({ from: "b", after, to: "c", ...(isAsked ? { when: some } : {}) }) as Way;
  const never = (...timers: readonly Way[]): unknown[] =>
    findings(timers).flatMap(({ code, keys }) => (code === "timer-never-fires" ? [Number(keys[1]) - 1] : []));

  test.each<[string, Way, Way, number[]]>([
    ["a day more", timer("P30D"), timer("P31D"), [1]],
    ["a day less", timer("P31D"), timer("P30D"), [0]],
    ["a day more, asked", timer("P30D"), timer("P31D", true), [1]],
    ["after one that is asked", timer("P30D", true), timer("P31D"), []],
    ["an hour more", timer("P1M"), timer("P1MT1H"), [1]],
    ["a month and a day, a month", timer("P1M1D"), timer("P1M"), [0]],
    ["a month, thirty days: it depends", timer("P1M"), timer("P30D"), []],
    ["thirty days, a month", timer("P30D"), timer("P1M"), []],
    ["a day and an hour, a month: it depends", timer("P1DT1H"), timer("P1M"), []],
    ["two days, a day and 30 hours: it depends", timer("P2D"), timer("P1DT30H"), []],
    ["a month and a day, two months: it depends", timer("P1M1D"), timer("P2M"), []],
    ["a month, two months and a day", timer("P1M"), timer("P2M1D"), [1]],
    ["of one length, the asked one later", timer("P7D"), timer("P1W", true), [1]],
    ["of one length, the asked one first", timer("P1W", true), timer("P7D"), []],
    ["working days", timer(days(3)), timer(days(4)), [1]],
    ["working days, the other way round", timer(days(4)), timer(days(3)), [0]],
    ["working days of two calendars", timer(days(3)), timer(days(4, "shop")), []],
    ["as many working days, the asked one later", timer(days(3)), timer(days(3), true), [1]],
    ["as many working days, the asked one first", timer(days(3), true), timer(days(3)), []],
    ["working days and others", timer(days(3)), timer("P1Y"), []],
    ["others and working days", timer("P1D"), timer(days(30)), []],
    ["longer than ten thousand years", timer("P10001Y", true), timer("P1D"), [0]],
    ["ten thousand years", timer("P10000Y", true), timer("P522857W", true), []],
    ["more weeks than that", timer("P522858W"), timer(days(1)), [0]],
    ["more hours than that", timer("PT88888889H"), timer(days(1)), [0]],
    ["almost as many hours", timer("PT88888888H"), timer(days(1)), []],
  ])("%s", (_, first, second, expected) => {
    expect(never(first, second)).toEqual(expected);
  });

  test("in the stages they lead out of: one is enough to fire in", () => {
    expect(never(timer("P1D"), { from: ["a", "b"], after: "P2D", to: "c" })).toEqual([]);
    expect(never(timer("P1D"), { from: "a", after: "P2D", to: "c" })).toEqual([]);
  });

  test("with its length", () => {
    const lengths = findings([timer("P1D"), timer("P2D"), timer(days(3)), timer(days(4))]).flatMap(
      ({ code, severity, path, params }) => (code === "timer-never-fires" ? [[severity, path, params]] : []),
    );
    expect(lengths).toEqual([
      ["error", "/transitions/2/after", { after: { kind: "period", duration: "P2D" } }],
      ["error", "/transitions/4/after", { after: { kind: "number", value: 4, unit: "workingDays" } }],
    ]);
  });
});

describe("what is told beside", () => {
  const named = (id: string) => ({ en: id, "zh-CN": id });
  const onwards = { from: "b", after: "P9D", to: "c" } as const;
  const told = (ways: readonly Way[], more: object = {}) =>
    findings(ways, more).map(({ code, severity, path, params, example }) => [
      code,
      severity,
      path,
      params,
      example?.metrics ?? null,
    ]);

  test("nothing of a sound policy, even without conditions or tasks to check", () => {
    expect(told([onwards])).toEqual([]);
    expect(told([onwards], { metrics: null, currency: null })).toEqual([]);
  });

  test("names, places and facts that show it", () => {
    const nothing = {
      all: [
        { metric: "n", op: ">", value: 5 },
        { metric: "n", op: "<", value: 5 },
      ],
    } as const;
    expect(
      told([onwards, { from: "b", on: "go", when: nothing, to: "c" }, { from: "a", on: "go", when: some, to: "c" }]),
    ).toEqual([
      ["guard-never-holds", "error", "/transitions/2/when", { to: "c", label: named("c") }, null],
      [
        ...["transitions-overlap", "error", "/transitions/3"],
        ...[{ stage: "a", label: named("a"), event: "go", first: "/transitions/0" }, { n: 5 }],
      ],
    ]);
    expect(told([onwards], { events: ["go", "stop"], initial: "b" })).toEqual([
      ["unreachable-stage", "error", "/stages/0", { stage: "a", label: named("a") }, null],
      ["unused-event", "warning", "/events/1", { event: "stop" }, null],
    ]);
    expect(told([], { stages: [...base.stages, { id: "d", order: 0 }], regression: "forbid" })).toEqual([
      ["dead-end", "error", "/stages/1", { stage: "b", label: named("b") }, null],
      ["unreachable-stage", "error", "/stages/2", { stage: "c", label: named("c") }, null],
      ["unreachable-stage", "error", "/stages/3", { stage: "d", label: named("d") }, null],
      ["dead-end", "error", "/stages/3", { stage: "d", label: named("d") }, null],
      ["nothing-owed", "warning", "/stages/3", { stage: "d", label: named("d") }, null],
    ]);
  });

  test("two ways by one event out of different stages do not meet", () => {
    expect(told([onwards, { from: "b", on: "go", when: some, to: "c" }])).toEqual([]);
  });

  test("a way back that is forbidden out of every stage, or out of some", () => {
    const back = { from: ["b", "a"], on: "back", to: "a" } as const;
    const more = { regression: "forbid", events: ["go", "back"] };
    expect(told([onwards, back], more)).toEqual([]);
    const stages = [...base.stages.slice(0, 2), { id: "d", order: 5, owed }, base.stages[2]];
    expect(
      told(
        [
          { ...onwards, from: ["b", "d"] },
          { ...back, from: ["d", "b"] },
        ],
        { ...more, stages },
      ),
    ).toEqual([
      ["way-forbidden", "error", "/transitions/2", { from: "d, b", to: "a", label: named("a") }, null],
      ["unreachable-stage", "error", "/stages/2", { stage: "d", label: named("d") }, null],
      ["dead-end", "error", "/stages/2", { stage: "d", label: named("d") }, null], // what leads on is of a lower order
    ]);
  });

  test("a review tells it too", () => {
    const { policy, issues, findings: found } = reviewLifecycle({ ...base, events: ["go", "stop"] });
    expect([policy === null, issues]).toEqual([false, []]);
    expect(found.map(({ code, path }) => [code, path])).toEqual([
      ["dead-end", "/stages/1"],
      ["unreachable-stage", "/stages/2"],
      ["unused-event", "/events/1"],
    ]);
  });
});

describe("issues name what they are about", () => {
  const { stages, transitions } = course;
  const issues = (draft: object): unknown => {
    const parsed = parseLifecycle({ ...course, ...draft });
    return parsed.ok ? [] : parsed.error.map(({ code, path, params }) => [code, path, params]);
  };
  const also = (...more: readonly object[]): object => ({ transitions: [...transitions, ...more] });
  const task = { id: "call", within: "P1D", doneBy: ["called"] };

  test.each<[string, object, unknown[]]>([
    [
      "a stage twice",
      { stages: [...stages, stages[1]] },
      [
        ["duplicate-id", "/stages/4/id", { id: "client", first: "/stages/1/id" }],
        ["duplicate-order", "/stages/4/order", { order: 2, first: "/stages/1/order" }],
      ],
    ],
    [
      "an event three times",
      { events: ["bought", "called", "bought", "bought"] },
      [
        ["duplicate-id", "/events/2", { id: "bought", first: "/events/0" }],
        ["duplicate-id", "/events/3", { id: "bought", first: "/events/0" }],
      ],
    ],
    [
      "unknown names",
      {
        initial: "led",
        ...also({ from: ["leed", "lead"], on: "cold", to: "lid" }, { from: "lood", on: "bought", to: "lead" }),
      },
      [
        ["unknown-stage", "/initial", { stage: "led" }],
        ["unknown-stage", "/transitions/5/from/0", { stage: "leed" }],
        ["unknown-stage", "/transitions/5/to", { stage: "lid" }],
        ["event-not-in-policy", "/transitions/5/on", { event: "cold" }],
        ["unknown-stage", "/transitions/6/from", { stage: "lood" }],
      ],
    ],
    [
      "a source twice",
      also({ from: ["lead", "idle", "lead"], on: "called", when: { bucket: { seed: "x", share: 0.5 } }, to: "gone" }),
      [["duplicate-id", "/transitions/5/from/2", { id: "lead", first: "/transitions/5/from/0" }]],
    ],
    [
      "tasks",
      {
        stages: [{ ...stages[0], owed: [task, { ...task, doneBy: ["called", "sold", "called"] }] }, ...stages.slice(1)],
      },
      [
        ["duplicate-id", "/stages/0/owed/1/id", { id: "call", first: "/stages/0/owed/0/id" }],
        ["duplicate-id", "/stages/0/owed/1/doneBy/2", { id: "called", first: "/stages/0/owed/1/doneBy/0" }],
        ["event-not-in-policy", "/stages/0/owed/1/doneBy/1", { event: "sold" }],
      ],
    ],
    [
      "two ways by one event",
      also({ from: ["lead", "idle"], on: "called", to: "gone" }),
      [["ambiguous-event", "/transitions/5/on", { stage: "idle", event: "called", first: "/transitions/4" }]],
    ],
    [
      "two timers of one length",
      also(
        { from: "lead", after: "P7D", to: "gone" },
        { from: ["client", "lead"], after: "P1W", to: "gone" },
        { from: "lead", after: { workingDays: 2, calendar: "office" }, to: "gone" },
        { from: "lead", after: { workingDays: 2, calendar: "office" }, to: "client" },
        { from: "lead", after: { workingDays: 2, calendar: "shop" }, to: "client" },
        { from: "lead", after: { workingDays: 3, calendar: "shop" }, to: "client" },
        { from: "idle", after: { workingDays: 3, calendar: "shop" }, to: "client" },
      ),
      [
        ["ambiguous-timer", "/transitions/6/after", { stage: "lead", after: "P1W", first: "/transitions/5" }],
        ["ambiguous-timer", "/transitions/8/after", { stage: "lead", after: "2 × office", first: "/transitions/7" }],
      ],
    ],
    [
      "a way out of a final stage",
      also({ from: ["lead", "gone"], on: "called", to: "client" }),
      [["final-stage-left", "/transitions/5/from", { stage: "gone" }]],
    ],
    ["no trigger", also({ from: "lead", to: "client" }), [["trigger-missing", "/transitions/5", {}]]],
  ])("%s", (_, draft, expected) => {
    expect(issues(draft)).toEqual(expected);
  });

  test("what is unsound itself is not blamed for anything else", () => {
    const codes = (draft: object): unknown => {
      const parsed = parseLifecycle({ ...course, ...draft });
      return parsed.ok ? [] : parsed.error.map(({ code, path }) => [code, path]);
    };
    expect(codes({ stages: 3 })).toEqual([["wrong-type", "/stages"]]);
    expect(codes({ events: 3 })).toEqual([["wrong-type", "/events"]]);
    expect(codes({ transitions: 3 })).toEqual([["wrong-type", "/transitions"]]);
    expect(codes({ initial: 3 })).toEqual([["wrong-type", "/initial"]]);
    expect(codes({ events: ["bought", 3] })).toEqual([["wrong-type", "/events/1"]]);
    expect(codes({ transitions: [...transitions, 3] })).toEqual([["wrong-type", "/transitions/5"]]);
    expect(codes({ stages: [{ ...stages[0], owed: [3, { ...task, doneBy: [3] }] }, ...stages.slice(1)] })).toEqual([
      ["wrong-type", "/stages/0/owed/0"],
      ["wrong-type", "/stages/0/owed/1/doneBy/0"],
    ]);
    expect(codes({ events: 3, stages: [{ ...stages[0], owed: [task] }, ...stages.slice(1)] })).toEqual([
      ["wrong-type", "/events"],
    ]);
    expect(
      codes(also({ from: "lead", on: "called", when: 3, to: "gone" }, { from: "lead", on: "called", to: "gone" })),
    ).toHaveLength(1);
  });
});
