import fc from "fast-check";
import { orThrow } from "clientele/core";
import {
  applyEvent,
  checkLifecycle,
  defineLifecycle,
  dueTransitions,
  lifecycleDot,
  lifecycleMermaid,
  type LifecyclePolicy,
  type LifecyclePolicyInput,
  lifecyclePresets,
  lifecycleScxml,
  type LifecycleState,
  lifecycleXState,
  type StageChange,
  startLifecycle,
  stateAt,
  testPaths,
} from "clientele/lifecycle";
import { describe, expect, test } from "vitest";
import { initialTransition, setup, transition } from "xstate";
import { anyGuardedLifecycle, anyLifecycle, course } from "../support/lifecycle.ts";

const policy = defineLifecycle(course);
const START = "2026-01-01T00:00:00.000Z";

/** Names that mean something to one format or another. */
const HOSTILE = [
  "*",
  "a.b",
  "#x",
  '"q"',
  "a]]>b",
  "<b>&amp;",
  "s0 --> s1 : x",
  "\\",
  "é 客户",
  "1st",
  "_",
  "a_b",
  "constructor",
];
const hostile = defineLifecycle<string, string>({
  id: 'x"; } <!--',
  version: 1,
  timeZone: "UTC",
  stages: HOSTILE.map((id, order) => ({ id, order, labels: { en: `${id}\u2028|` } })),
  events: HOSTILE,
  transitions: HOSTILE.map((on, at) => ({ from: HOSTILE, on, to: HOSTILE[(at + 1) % HOSTILE.length] ?? "" })),
  initial: "*",
});

describe("Mermaid", () => {
  test("the whole diagram", () => {
    expect(lifecycleMermaid(policy, { locale: "zh-CN" }).split("\n")).toEqual([
      "stateDiagram-v2",
      "  s0 : lead",
      "  s1 : 客户",
      "  s2 : idle",
      "  s3 : gone",
      "  [*] --> s0",
      "  s0 --> s1 : bought",
      "  s1 --> s1 : bought",
      "  s2 --> s1 : bought",
      "  s1 --> s2 : 满 30 天",
      "  s2 --> s3 : 满 1 个月",
      "  s2 --> s1 : called",
      "  s3 --> [*]",
    ]);
  });

  test("conditions stand on their arrows", () => {
    const metrics = [
      { id: "spend", kind: "money" },
      { id: "city", kind: "text" },
    ] as const;
    const when = {
      any: [
        {
          all: [{ metric: "spend", op: ">=", value: "100" }, { not: { metric: "city", op: "in", value: ["x", "y"] } }],
        },
        { atLeast: { n: 1, of: [{ memberOf: { segment: "vip" } }, { bucket: { seed: "t", share: 0.5 } }] } },
        { performed: { event: "login" } },
        { lastPerformed: { event: "login", op: "before", duration: "P3D" } },
      ],
    } as const;
    const asked = defineLifecycle({
      ...course,
      currency: "CNY",
      metrics,
      transitions: [{ from: "lead", on: "bought", when, to: "client", labels: { en: "First order" } }],
    });
    const dot = lifecycleDot(asked, { locale: "en" });
    expect(dot).toContain(
      '[label="First order [(spend >= 100 and not city in x/y) or (1 of in vip, bucket t < 0.5) or performed login or last login before P3D]"]',
    );
  });

  test("hostile names stay text", () => {
    const text = lifecycleMermaid(hostile, { locale: "en" });
    const lines = text.split("\n");
    expect(lines.length).toBe(2 + HOSTILE.length * (HOSTILE.length + 1));
    for (const line of lines.slice(1)) {
      const rest = line.replace(/^ {2}(?:s\d+ : |\[\*\] --> s0$|s\d+ --> s\d+ : )/, "").replace(/#\d+;/g, "");
      expect(rest).not.toMatch(/[:;<>"\\|#*]/);
    }
  });
});

describe("DOT", () => {
  test("the whole graph", () => {
    expect(lifecycleDot(policy).split("\n")).toEqual([
      'digraph "course" {',
      "  rankdir=LR;",
      "  node [shape=box, style=rounded];",
      "  start [shape=point];",
      '  s0 [label="lead"];',
      '  s1 [label="client"];',
      '  s2 [label="idle"];',
      '  s3 [label="gone", peripheries=2];',
      "  start -> s0;",
      '  s0 -> s1 [label="bought"];',
      '  s1 -> s1 [label="bought"];',
      '  s2 -> s1 [label="bought"];',
      '  s1 -> s2 [label="after P30D", style=dashed];',
      '  s2 -> s3 [label="after P1M", style=dashed];',
      '  s2 -> s1 [label="called"];',
      "}",
    ]);
  });

  test("hostile names stay text", () => {
    const text = lifecycleDot(hostile, { locale: "en" });
    const unquoted = text.replace(/"(?:[^"\\]|\\.)*"/g, "Q");
    const named = /^ {2}(?:s\d+ \[label=Q\]|s\d+ -> s\d+ \[label=Q\]);$/;
    expect(unquoted.split("\n").filter((line) => !named.test(line))).toEqual([
      "digraph Q {",
      "  rankdir=LR;",
      "  node [shape=box, style=rounded];",
      "  start [shape=point];",
      "  start -> s0;",
      "}",
    ]);
    expect(
      text
        .match(/"(?:[^"\\]|\\.)*"/g)
        ?.slice(1, 14)
        .map((quoted) => JSON.parse(quoted) as unknown),
    ).toEqual(HOSTILE.map((id) => `${id} |`));
  });
});

describe("SCXML", () => {
  test("the whole document", () => {
    const strict = defineLifecycle({
      ...course,
      regression: "requireReason",
      metrics: [{ id: "n", kind: "count" }],
      transitions: [
        ...course.transitions,
        { from: "lead", on: "called", when: { metric: "n", op: ">", value: 1 }, to: "gone" },
        { from: "lead", after: { workingDays: 3, calendar: "office" }, to: "gone" },
      ],
    });
    expect(lifecycleScxml(strict).split("\n")).toEqual([
      '<?xml version="1.0" encoding="UTF-8"?>',
      '<scxml xmlns="http://www.w3.org/2005/07/scxml" version="1.0" datamodel="ecmascript" name="course" initial="lead">',
      '  <state id="lead">',
      '    <transition event="bought" target="client"/>',
      `    <transition event="called" cond="_event.data.held['/transitions/5']" target="gone"/>`,
      '    <transition event="after_office-3" target="gone"/>',
      "  </state>",
      '  <state id="client">',
      '    <transition event="bought" target="client"/>',
      '    <transition event="after_P30D" target="idle"/>',
      "  </state>",
      '  <state id="idle">',
      `    <transition event="bought" cond="_event.data.held['/transitions/1']" target="client"/>`,
      '    <transition event="after_P1M" target="gone"/>',
      `    <transition event="called" cond="_event.data.held['/transitions/4']" target="client"/>`,
      "  </state>",
      '  <final id="gone"/>',
      "</scxml>",
    ]);
    expect(lifecycleScxml(defineLifecycle({ ...course, regression: "forbid" }))).not.toContain("called");
  });

  test("hostile names become names, each its own", () => {
    const ids = [...lifecycleScxml(hostile).matchAll(/<state id="([^"]*)">/g)].map(([, id]) => id ?? "");
    expect(new Set(ids).size).toBe(HOSTILE.length);
    for (const id of ids) expect(id).toMatch(/^[A-Za-z_][\w-]*$/);
    expect(
      lifecycleScxml(hostile)
        .split("\n")
        .every((line) => /^ *<[^<>]*>$/.test(line)),
    ).toBe(true);
  });
});

/** Walks XState and the library along the same random events and lapses of time. */
function walkBoth(some: LifecyclePolicy, moves: readonly { kind: string; days: number; score: number }[]): void {
  const { config, keys, delays } = lifecycleXState(some);
  interface Sent {
    type: string;
    open?: ReadonlySet<string>;
  }
  const machine = setup({
    types: { events: {} as Sent },
    // a delay that is not implemented is none at all
    delays: Object.fromEntries(Object.keys(delays).map((name) => [name, 1e9])),
    guards: {
      lifecycle: ({ event }, { rule }: { rule: string }) => event.open?.has(rule) ?? true,
    },
  }).createMachine(config as never);
  let [theirs] = initialTransition(machine);
  let ours: LifecycleState = orThrow(startLifecycle({ startedAt: START }, some));
  let now = Date.parse(START);
  const send = (change: StageChange | null, on: string | null): void => {
    const { after } = some.transitions[Number(change?.rule.split("/")[2] ?? -1)] ?? {};
    const timer = `xstate.after.${String(after)}.${config.id}.${keys.stages[change?.from ?? ""] ?? ""}`;
    const type = on === null ? timer : (keys.events[on] ?? "");
    [theirs] = transition(machine, theirs, { type, open: new Set(change === null ? [] : [change.rule]) });
  };
  const same = (): void => {
    expect(theirs.value).toBe(keys.stages[ours.stage]);
  };
  for (const { kind, days, score } of moves) {
    now += days * 86_400_000;
    const at = new Date(now).toISOString();
    const { due, stateAfter } = orThrow(dueTransitions(ours, some, { asOf: at }));
    for (const change of due) send(change, change.on);
    ours = stateAfter;
    same();
    const applied = applyEvent(ours, { kind, at, facts: { metrics: { score } } }, some);
    const changes = applied.ok ? applied.value.happened : [];
    if (!changes.some(({ on }) => on !== null)) send(null, kind); // which must not move them either
    for (const change of changes) send(change, change.on);
    if (applied.ok) ours = applied.value.state;
    same();
  }
}

describe("XState", () => {
  // of two ways that are both open XState takes the first, where the library refuses
  const anyUnambiguous = fc
    .oneof(anyLifecycle, anyGuardedLifecycle)
    .filter((some) => !checkLifecycle(some).some(({ code }) => code === "transitions-overlap"));
  const anyMoves = fc.array(
    fc.record({ kind: fc.constantFrom("a", "b"), days: fc.nat({ max: 45 }), score: fc.nat({ max: 3 }) }),
    { minLength: 5, maxLength: 25 },
  );

  test("the same states for the same events, of thousands of sequences", () => {
    fc.assert(
      fc.property(anyUnambiguous, fc.array(anyMoves, { minLength: 8, maxLength: 8 }), (some, walks) => {
        // one score decides a way: a condition told as open must be the one taken
        const kept = { ...some, metrics: some.metrics ?? [{ id: "score", kind: "count" }], currency: "CNY" };
        const given = defineLifecycle<string, string, string, string>(kept);
        for (const moves of walks) walkBoth(given, moves);
      }),
      { numRuns: 100, endOnFailure: true },
    );
  });

  test("hostile names, the whole configuration", () => {
    const { config, keys } = lifecycleXState(hostile);
    expect(new Set(Object.keys(config.states)).size).toBe(HOSTILE.length);
    const machine = setup({ guards: { lifecycle: () => true } }).createMachine(config as never);
    let [state] = initialTransition(machine);
    for (const [at, on] of [...HOSTILE, ...HOSTILE.toReversed()].entries()) {
      [state] = transition(machine, state, { type: keys.events[on] ?? "" });
      const place = at < HOSTILE.length ? at : HOSTILE.length * 2 - 1 - at;
      expect(state.value).toBe(keys.stages[HOSTILE[(place + 1) % HOSTILE.length] ?? ""]);
    }
    expect(JSON.parse(JSON.stringify(config))).toEqual(config);
    expect(lifecycleXState(defineLifecycle(course)).config.states["gone"]).toEqual({
      type: "final",
      meta: { stage: "gone", order: 4, phase: null },
      on: {},
      after: {},
    });
    const back = lifecycleXState(defineLifecycle({ ...course, regression: "requireReason" })).config;
    expect(back.states["idle"]?.on["called"]?.[0]?.guard).toEqual({
      type: "lifecycle",
      params: { rule: "/transitions/4", when: null, needsReason: true },
    });
    expect(lifecycleXState(defineLifecycle({ ...course, regression: "forbid" })).config.states["idle"]?.on).toEqual({});
  });
});

describe("XState, names and guards", () => {
  const strict = defineLifecycle({
    ...course,
    regression: "requireReason",
    metrics: [{ id: "n", kind: "count" }],
    transitions: [
      { from: ["lead", "idle"], on: "bought", when: { metric: "n", op: ">", value: 1 }, to: "client" },
      { from: ["lead", "idle"], on: "bought", to: "gone" },
      { from: "client", after: { workingDays: 3, calendar: "office" }, to: "lead" },
      { from: "client", after: "P1M", to: "client" },
    ],
  });
  test("the whole configuration", () => {
    const when = { metric: "n", op: ">", value: 1, onMissing: null };
    const onwards = [
      {
        ...{ target: "client", reenter: true },
        guard: { type: "lifecycle", params: { rule: "/transitions/0", when, needsReason: false } },
      },
      { target: "gone", reenter: true },
    ];
    const [asked, free] = onwards;
    const back = { type: "lifecycle", params: { rule: "/transitions/0", when, needsReason: true } };
    expect(lifecycleXState(strict)).toEqual({
      config: {
        id: "course",
        initial: "lead",
        states: {
          lead: { meta: { stage: "lead", order: 1, phase: null }, on: { bought: onwards }, after: {} },
          client: {
            meta: { stage: "client", order: 2, phase: null },
            on: {},
            after: {
              "office-3": [{ target: "lead", reenter: true }], // time needs no reason
              P1M: [{ target: "client", reenter: true }],
            },
          },
          idle: {
            meta: { stage: "idle", order: 3, phase: null },
            on: { bought: [{ ...asked, guard: back }, free] },
            after: {},
          },
          gone: { type: "final", meta: { stage: "gone", order: 4, phase: null }, on: {}, after: {} },
        },
      },
      keys: {
        stages: { lead: "lead", client: "client", idle: "idle", gone: "gone" },
        events: { bought: "bought", called: "called" },
      },
      delays: { "office-3": { workingDays: 3, calendar: "office" }, P1M: "P1M" },
    });
  });

  test("what leads into the same stage is not back; where it is allowed, back is not asked about", () => {
    const transitions = [
      { from: "idle", on: "called", to: "idle" },
      { from: "idle", on: "bought", to: "client" },
      { from: "idle", after: "P1D", to: "idle" },
    ] as const;
    const guards = (regression: "allow" | "forbid" | "requireReason"): unknown[] => {
      const { idle } = lifecycleXState(defineLifecycle({ ...course, regression, transitions })).config.states;
      return [...Object.entries(idle?.on ?? {}), ...Object.entries(idle?.after ?? {})].map(([key, ways]) => [
        key,
        ...ways.map(({ guard }) => guard?.params.needsReason ?? null),
      ]);
    };
    expect(guards("allow")).toEqual([
      ["called", null],
      ["bought", null],
      ["P1D", null],
    ]);
    expect(guards("requireReason")).toEqual([
      ["called", null],
      ["bought", true],
      ["P1D", null],
    ]);
    expect(guards("forbid")).toEqual([
      ["called", null],
      ["P1D", null],
    ]);
    const { paths, uncovered } = testPaths(
      defineLifecycle({ ...course, regression: "forbid", transitions, initial: "idle" }),
      {
        startedAt: START,
      },
    );
    expect(paths.flatMap(({ steps }) => steps.map(({ rule }) => rule))).toEqual(["/transitions/0", "/transitions/2"]);
    expect(uncovered).toEqual([{ rule: "/transitions/1", from: "idle", to: "client", on: "bought" }]);
  });

  test("signs that mean something to Mermaid become their codes", () => {
    const named = defineLifecycle({
      ...course,
      stages: [{ id: "lead", order: 1, labels: { en: "a:b <c>" } }, ...course.stages.slice(1)],
    });
    expect(lifecycleMermaid(named, { locale: "en" }).split("\n")[1]).toBe("  s0 : a#58;b #60;c#62;");
  });

  test("names of one sign, digits first, and signs beyond the first plane", () => {
    const named = defineLifecycle<string, string>({
      ...course,
      stages: [
        { id: "1a-2", order: 1 },
        { id: "𠮷", order: 2 },
        { id: "-x", order: 3, final: true },
      ],
      events: ["a b"],
      transitions: [{ from: "1a-2", on: "a b", to: "𠮷" }],
      initial: "1a-2",
    });
    expect(lifecycleXState(named).keys).toEqual({
      stages: { "1a-2": "_31_a-2", 𠮷: "_20bb7_", "-x": "_2d_x" },
      events: { "a b": "a_20_b" },
    });
    expect(lifecycleMermaid(named).split("\n").slice(1, 4)).toEqual(["  s0 : 1a-2", "  s1 : 𠮷", "  s2 : -x"]);
  });

  test("groups of conditions stand in brackets inside others", () => {
    const n = { metric: "n", op: ">", value: 1 } as const;
    const textOf = (when: NonNullable<LifecyclePolicyInput["transitions"][number]["when"]>): string => {
      const asked = defineLifecycle<string, string, string, string>({
        ...course,
        metrics: [{ id: "n", kind: "count" }],
        transitions: [{ from: "lead", on: "bought", when, to: "client" }],
      });
      return /\[label="bought \[(.*)\]"\]/.exec(lifecycleDot(asked))?.[1] ?? "";
    };
    expect([textOf({ not: { any: [n, n] } }), textOf({ all: [{ any: [n, n] }, { not: n }] })]).toEqual([
      "not (n > 1 or n > 1)",
      "(n > 1 or n > 1) and not n > 1",
    ]);
    expect(textOf({ any: [{ atLeast: { n: 1, of: [n] } }, { all: [n, n] }] })).toBe(
      "(1 of n > 1) or (n > 1 and n > 1)",
    );
  });
});

describe("paths for tests", () => {
  test("only with facts that open a way and keep its rivals closed; what was not taken is told", () => {
    const high = { metric: "n", op: ">=", value: 5 } as const;
    const pathsOf = (transitions: readonly object[], more: object = {}) => {
      const some = defineLifecycle<string, string, string, string>({
        ...course,
        metrics: [{ id: "n", kind: "count" }],
        transitions,
        ...more,
      } as LifecyclePolicyInput);
      const { paths, uncovered } = testPaths(some, { startedAt: START });
      return {
        taken: paths.map(({ steps }) => steps.map(({ rule }) => Number(rule.split("/")[2]))),
        events: paths.map(({ history }) => history.events),
        uncovered,
      };
    };
    const bought = { from: "lead", on: "bought", to: "client" };
    // a rival that asks nothing is always open
    expect(
      pathsOf([
        { ...bought, when: high },
        { ...bought, to: "idle" },
      ]),
    ).toMatchObject({
      taken: [[1]],
      uncovered: [{ rule: "/transitions/0", from: "lead", to: "client", on: "bought" }],
    });
    // what nothing is asked about is not known
    expect(pathsOf([bought, { from: "client", on: "called", when: high, to: "gone" }])).toMatchObject({
      taken: [[0, 1]],
      events: [
        [
          { kind: "bought", facts: { metrics: { n: null } } },
          { kind: "called", facts: { metrics: { n: 5 } } },
        ],
      ],
      uncovered: [],
    });
    // nor can a timer fire that another always precedes, or that is never due
    const timer = { from: "lead", after: "P2D", to: "client" };
    expect(pathsOf([timer, { ...timer, after: "P1D", to: "idle" }])).toMatchObject({
      taken: [[1]],
      uncovered: [{ rule: "/transitions/0", from: "lead", to: "client", on: null }],
    });
    expect(pathsOf([{ ...timer, after: "P9000Y" }])).toMatchObject({ taken: [], uncovered: [{ on: null }] });
    // the later of two can, when the earlier does not hold
    expect(pathsOf([timer, { ...timer, after: "P1D", when: high, to: "idle" }])).toMatchObject({
      taken: [[0], [1]],
      uncovered: [],
    });
    expect(pathsOf([{ ...bought, when: { memberOf: { segment: "vip" } } }], { metrics: null })).toMatchObject({
      taken: [[0]],
      events: [[{ kind: "bought", facts: { segments: { vip: true } } }]],
    });
    expect(pathsOf([{ ...bought, when: { performed: { event: "login" } } }])).toMatchObject({
      taken: [],
      uncovered: [{ rule: "/transitions/0" }],
    });
    expect(pathsOf([bought], { metrics: null })).toMatchObject({
      taken: [[0]],
      events: [[{ kind: "bought", reason: "test" }]],
    });
  });

  test("every way out of every stage, and what comes of it", () => {
    const { paths, uncovered } = testPaths(policy, { startedAt: START });
    expect(uncovered).toEqual([]);
    const taken = new Set(paths.flatMap(({ steps }) => steps.map(({ rule, from }) => `${rule} ${from}`)));
    expect(taken.size).toBe(6);
  });

  test("facts that open one way and close the others; what cannot be taken is told", () => {
    const guarded = defineLifecycle({
      ...course,
      metrics: [{ id: "score", kind: "count" }],
      regression: "forbid",
      transitions: [
        { from: "lead", on: "bought", when: { metric: "score", op: ">=", value: 5 }, to: "client" },
        { from: "lead", on: "bought", when: { metric: "score", op: "<", value: 7 }, to: "idle" },
        {
          from: "lead",
          after: "P3D",
          when: { all: [{ metric: "score", op: ">", value: 3 }, { memberOf: { segment: "x" } }] },
          to: "gone",
        },
        { from: "lead", after: "P4D", to: "gone" },
        { from: "lead", after: "P5D", to: "gone" },
        { from: "lead", on: "called", when: { performed: { event: "login" } }, to: "gone" },
        { from: "idle", on: "called", to: "lead" },
      ],
    });
    const { paths, uncovered } = testPaths(guarded, { startedAt: START });
    expect(uncovered.map(({ rule }) => rule)).toEqual(["/transitions/5", "/transitions/4", "/transitions/6"]);
    for (const { history, asOf, steps } of paths) {
      const { happened, ignored } = orThrow(stateAt(history, guarded, { asOf }));
      expect(happened.map(({ rule, from, to, at, on }) => ({ rule, from, to, on, at }))).toEqual(steps);
      expect(ignored).toEqual([]);
    }
  });

  test("they hold for any course", () => {
    fc.assert(
      fc.property(anyGuardedLifecycle, (some) => {
        const { paths, uncovered } = testPaths(some, { startedAt: START });
        const ways = some.transitions.reduce((sum, { from }) => sum + (typeof from === "string" ? 1 : from.length), 0);
        const taken = new Set<string>();
        for (const { history, asOf, steps } of paths) {
          const { happened } = orThrow(stateAt(history, some, { asOf }));
          expect(happened.map(({ rule, to }) => [rule, to])).toEqual(steps.map(({ rule, to }) => [rule, to]));
          for (const { rule, from } of steps) taken.add(`${rule} ${from}`);
        }
        expect(taken.size + uncovered.length).toBe(ways);
      }),
    );
  });
});

describe("checkLifecycle", () => {
  const task = [{ id: "call", within: "P1D", doneBy: ["go" as const] }];
  const sound = {
    id: "sound",
    version: 1,
    timeZone: "UTC",
    metrics: [{ id: "n", kind: "count" }],
    stages: [
      { id: "a", order: 1, owed: task },
      { id: "b", order: 2, owed: task },
      { id: "c", order: 3, final: true },
    ],
    events: ["go", "stop"],
    transitions: [
      { from: "a", on: "go", when: { metric: "n", op: ">=", value: 5 }, to: "b" },
      { from: "a", on: "go", when: { metric: "n", op: "<", value: 5 }, to: "c" },
      { from: "b", on: "stop", to: "a" },
      { from: "b", after: "P30D", to: "c" },
      { from: "b", after: "P31D", when: { metric: "n", op: ">=", value: 5 }, to: "a" },
    ],
    initial: "a",
  } as const satisfies LifecyclePolicyInput;
  type Draft = LifecyclePolicyInput;
  const told = (draft: Draft): unknown[] =>
    checkLifecycle(defineLifecycle<string, string, string, string>(draft)).map(({ code, severity, path }) => [
      code,
      severity,
      path,
    ]);
  const { stages, transitions, events } = sound;

  test("sound", () => {
    expect(told({ ...sound, transitions: transitions.slice(0, 4) })).toEqual([]);
    for (const preset of Object.values(lifecyclePresets)) {
      const found = checkLifecycle(defineLifecycle<string, string, string, string>(preset as never));
      expect(found).toEqual([]);
    }
  });

  test.each<[string, Draft, [string, string, string][]]>([
    ["a timer after another", sound, [["timer-never-fires", "error", "/transitions/4/after"]]],
    [
      "a stage that nothing leads to, since its condition never holds",
      {
        ...sound,
        transitions: [
          {
            from: "a",
            on: "go",
            when: {
              all: [
                { metric: "n", op: ">", value: 5 },
                { metric: "n", op: "<", value: 5 },
              ],
            },
            to: "b",
          },
          ...transitions.slice(1, 4),
        ],
      },
      [
        ["guard-never-holds", "error", "/transitions/0/when"],
        ["unreachable-stage", "error", "/stages/1"],
      ],
    ],
    [
      "a dead end",
      { ...sound, transitions: [...transitions.slice(0, 2), { from: "b", on: "stop", to: "b" }] },
      [["dead-end", "error", "/stages/1"]],
    ],
    [
      "two ways at once",
      { ...sound, transitions: [...transitions.slice(0, 4), { from: ["a", "b"], on: "go", to: "b" }] },
      [
        ["transitions-overlap", "error", "/transitions/4"],
        ["transitions-overlap", "error", "/transitions/4"],
      ],
    ],
    [
      "a timer longer than the calendar",
      { ...sound, transitions: [...transitions.slice(0, 3), { from: "b", after: "P20000Y", to: "c" }] },
      [["timer-never-fires", "error", "/transitions/3/after"]],
    ],
    [
      "working days that come later",
      {
        ...sound,
        transitions: [
          ...transitions.slice(0, 3),
          { from: "b", after: { workingDays: 3, calendar: "office" }, to: "c" },
          { from: "b", after: { workingDays: 4, calendar: "office" }, to: "a" },
          { from: "b", after: { workingDays: 4, calendar: "shop" }, to: "a" },
          { from: "b", after: "P9D", to: "a" },
        ],
      },
      [["timer-never-fires", "error", "/transitions/4/after"]],
    ],
    [
      "a way that is forbidden",
      { ...sound, regression: "forbid", transitions: transitions.slice(0, 4) },
      [["way-forbidden", "error", "/transitions/2"]],
    ],
    [
      "an event for nothing",
      { ...sound, events: [...events, "moved"], transitions: transitions.slice(0, 4) },
      [["unused-event", "warning", "/events/2"]],
    ],
    [
      "nothing owed",
      { ...sound, stages: [{ id: "a", order: 1 }, ...stages.slice(1)], transitions: transitions.slice(0, 4) },
      [["nothing-owed", "warning", "/stages/0"]],
    ],
  ])("%s", (_, draft, found) => {
    expect(told(draft)).toEqual(found);
  });

  test("two ways at once: facts that show it are facts for which the event is refused", () => {
    fc.assert(
      fc.property(anyGuardedLifecycle, (some) => {
        for (const { code, params, example } of checkLifecycle(some)) {
          if (code !== "transitions-overlap") continue;
          const applied = applyEvent(
            { stage: String(params["stage"]), enteredAt: START },
            { kind: String(params["event"]), at: START, reason: "x", facts: { metrics: example?.metrics ?? {} } },
            some,
          );
          expect(applied).toMatchObject({ ok: false, error: { code: "ambiguous-transition" } });
        }
      }),
    );
  });
});
