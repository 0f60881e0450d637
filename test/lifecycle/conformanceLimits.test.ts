import fc from "fast-check";
import { epochMsOf, instantFromMs, orThrow } from "clientele/core";
import { explain } from "clientele/explain";
import {
  checkConformance,
  type CoursePause,
  defineLifecycle,
  type LifecycleEntry,
  type ObservedCourse,
  replay,
} from "clientele/lifecycle";
import { describe, expect, test } from "vitest";
import { anyEntries, anyGuardedLifecycle, anyLifecycleCase, course } from "../support/lifecycle.ts";

const policy = defineLifecycle(course);
const guarded = defineLifecycle({
  ...course,
  metrics: [{ id: "score", kind: "count" }],
  transitions: [
    { from: "lead", on: "bought", when: { metric: "score", op: ">=", value: 2 }, to: "client" },
    { from: "client", on: "bought", to: "client" },
    { from: "client", after: "P30D", when: { metric: "score", op: "<", value: 2 }, to: "idle" },
    { from: "idle", on: "bought", to: "client" },
    { from: "idle", on: "called", when: { metric: "score", op: ">=", value: 1 }, to: "client" },
    { from: "idle", after: "P1M", to: "gone" },
  ],
});
const day = (date: string): string => `2026-${date}T00:00:00+08:00`;
type Observed = ObservedCourse<"lead" | "client" | "idle" | "gone", "bought" | "called">;
const client = (about: Omit<Observed, "startedAt" | "startedIn">): Observed => ({
  startedAt: day("01-01"),
  startedIn: "client",
  ...about,
});
const unjudged = (observed: Observed, options?: Parameters<typeof checkConformance>[2]) => {
  const { conforms, notJudged } = orThrow(checkConformance(observed, guarded, options));
  return { conforms, notJudged: notJudged.map(({ code, step, rule }) => [code, step, rule]) };
};

describe("conditions that were not asked", () => {
  test("of a way that alone explains a change, in full", () => {
    const { conforms, notJudged } = orThrow(
      checkConformance(
        { startedAt: day("01-01"), changes: [{ at: day("01-02"), to: "client", on: "bought" }] },
        guarded,
      ),
    );
    expect(conforms).toBe(true);
    expect(notJudged).toEqual([
      {
        code: "condition-not-asked",
        step: 0,
        at: "2026-01-01T16:00:00.000Z",
        from: "lead",
        to: "client",
        rule: "/transitions/0",
      },
    ]);
  });

  test("none where a way without one explains it", () => {
    const observed = {
      startedAt: day("01-01"),
      startedIn: "idle",
      changes: [{ at: day("01-02"), to: "client" }],
    } as const;
    expect(unjudged(observed)).toEqual({ conforms: true, notJudged: [] });
    const called = { ...observed, changes: [{ at: day("01-02"), to: "client", on: "called" }] } as const;
    expect(unjudged(called)).toEqual({ conforms: true, notJudged: [["condition-not-asked", 0, "/transitions/4"]] });
  });

  test("of a timer that was due and did not fire, before a change and after the last", () => {
    expect(
      unjudged(client({ changes: [{ at: day("02-15"), to: "client", on: "bought" }] }), { asOf: day("03-25") }),
    ).toEqual({
      conforms: true,
      notJudged: [
        ["timer-condition-not-asked", 0, "/transitions/2"],
        ["timer-condition-not-asked", 1, "/transitions/2"],
      ],
    });
  });

  test("none of a change that is not explained", () => {
    expect(unjudged(client({ changes: [{ at: day("02-15"), to: "gone" }] }))).toEqual({
      conforms: false,
      notJudged: [],
    });
  });

  test("are said in both languages", () => {
    const { notJudged } = orThrow(checkConformance(client({ changes: [] }), guarded, { asOf: day("02-01") }));
    expect(explain(notJudged, { locale: "en" })).toEqual([
      "time has led from the stage client to idle since 2026-01-30 16:00 UTC under a condition, which was not asked: it is taken not to have held",
    ]);
    expect(explain(notJudged, { locale: "zh-CN" })[0]).toContain("视为不成立");
  });
});

describe("pauses", () => {
  const january = { from: day("01-11"), until: day("01-21") } as const;
  const seen = (pauses: readonly CoursePause[], at: string, options: object = {}) =>
    orThrow(
      checkConformance(client({ pauses, changes: [{ at, to: "idle", on: null }] }), policy, options),
    ).deviations.map(({ code }) => code);

  test.each<[string, CoursePause[], string]>([
    ["none", [], day("01-31")],
    ["as if there had been none", [{ ...january, catchUp: "fromStart" }], day("01-31")],
    ["the time that was left", [{ ...january, catchUp: "remaining" }], day("02-10")],
    ["from the beginning", [{ ...january, catchUp: "restart" }], day("02-20")],
    ["overdue at the end of it", [{ ...january, until: day("02-03"), catchUp: "fromStart" }], day("02-03")],
    ["due as it begins", [{ from: day("01-31"), until: null, catchUp: "restart" }], day("01-31")],
    [
      "begun before the stage was entered",
      [{ from: "2025-12-01T00:00:00Z", until: day("01-06"), catchUp: "remaining" }],
      day("02-05"),
    ],
    [
      "over before the stage was entered",
      [{ from: "2025-12-01T00:00:00Z", until: "2025-12-02T00:00:00Z", catchUp: "restart" }],
      day("01-31"),
    ],
    [
      "two",
      [
        { ...january, catchUp: "remaining" },
        { from: day("01-25"), until: day("01-26"), catchUp: "remaining" },
      ],
      day("02-11"),
    ],
  ])("%s", (_, pauses, at) => {
    expect(seen(pauses, at)).toEqual([]);
    const early = instantFromMs(epochMsOf(at) - 1);
    expect(seen(pauses, early)).toEqual(["way-at-wrong-time"]);
    const late = instantFromMs(epochMsOf(at) + 1);
    expect(seen(pauses, late)).toEqual(["timer-passed-over", "way-at-wrong-time"]);
  });

  test("while timers stand still, none is passed over and none with a condition fires", () => {
    const pauses: CoursePause[] = [{ from: day("01-11"), until: null, catchUp: "restart" }];
    const { conforms } = orThrow(checkConformance(client({ pauses, changes: [] }), policy, { asOf: day("12-31") }));
    expect(conforms).toBe(true);
    const during = client({
      pauses: [{ from: day("02-05"), until: day("02-20"), catchUp: "remaining" }],
      changes: [{ at: day("02-10"), to: "idle", on: null }],
    });
    expect(orThrow(checkConformance(during, guarded)).deviations.map(({ code }) => code)).toEqual([
      "way-at-wrong-time",
    ]);
  });

  test.each<[string, unknown[], string]>([
    ["no moment", [{ from: "x", until: null, catchUp: "restart" }], "/pauses/0/from"],
    [
      "an end before the beginning",
      [{ from: day("01-02"), until: day("01-01"), catchUp: "restart" }],
      "/pauses/0/until",
    ],
    ["no way to go on", [{ ...january, catchUp: "never" }], "/pauses/0/catchUp"],
    [
      "one that begins while another lasts",
      [
        { ...january, catchUp: "restart" },
        { ...january, catchUp: "restart" },
      ],
      "/pauses/1/from",
    ],
    [
      "one after one that lasts",
      [
        { ...january, until: null, catchUp: "restart" },
        { ...january, catchUp: "restart" },
      ],
      "/pauses/1/from",
    ],
  ])("%s is refused", (_, pauses, path) => {
    const answer = checkConformance(client({ pauses: pauses as CoursePause[], changes: [] }), policy);
    expect(answer).toMatchObject({ ok: false, error: { code: "invalid-fact", path } });
  });
});

describe("laws", () => {
  test("what is replayed with a pause conforms with it told", () => {
    const HOUR = 3_600_000;
    fc.assert(
      fc.property(
        anyLifecycleCase,
        fc.nat({ max: 4000 }),
        fc.option(fc.integer({ min: 1, max: 2000 }), { nil: null }),
        fc.constantFrom("fromStart", "remaining", "restart"),
        ({ policy: any, history, asOf }, after, lasted, catchUp) => {
          // at odd minutes, at which nothing else happens
          const from = epochMsOf(history.startedAt) + after * HOUR + 60_000;
          const until = lasted === null ? null : from + lasted * HOUR + 60_000;
          const controls: LifecycleEntry[] = [
            { control: "pause", at: instantFromMs(from) },
            ...(until === null ? [] : [{ control: "resume", at: instantFromMs(until), catchUp } as const]),
          ];
          const replayed = replay({ ...history, events: [...history.events, ...controls] }, any, { asOf });
          fc.pre(replayed.ok);
          const { happened, record } = replayed.value;
          const observed = {
            startedAt: history.startedAt,
            changes: happened.map(({ at, to, on }) => ({ at, to, on })),
            pauses: [{ from: instantFromMs(from), until: until === null ? null : instantFromMs(until), catchUp }],
          };
          const answer = orThrow(checkConformance(observed, any, { asOf: record.asOf }));
          expect(answer).toMatchObject({ conforms: true, deviations: [], notJudged: [] });
        },
      ),
    );
  });

  test("what is replayed under conditions conforms, and each condition that was met is named", () => {
    fc.assert(
      fc.property(anyGuardedLifecycle, anyEntries, (any, entries) => {
        const events = entries.filter((entry) => !("control" in entry) || entry.control === "learn");
        const start = "2025-12-31T00:00:00Z";
        const replayed = replay({ startedAt: start, events }, any, { asOf: "2026-07-15T00:00:00Z" });
        fc.pre(replayed.ok);
        const { happened, record } = replayed.value;
        const changes = happened.map(({ at, to, on }) => ({ at, to, on, reason: "because" }));
        const answer = orThrow(checkConformance({ startedAt: start, changes }, any, { asOf: record.asOf }));
        expect(answer).toMatchObject({ conforms: true, deviations: [] });
        expect(JSON.parse(JSON.stringify(answer))).toEqual(answer);
        const named = new Set(answer.notJudged.map(({ step, rule }) => `${step} ${rule}`));
        for (const [step, { rule, from, to, on }] of happened.entries()) {
          const isAsked = (place: number): boolean => any.transitions[place]?.when !== null;
          const place = Number(rule.split("/")[2]);
          const isFree = any.transitions.some(
            (way, at) =>
              !isAsked(at) && way.to === to && way.on === on && on !== null && [way.from].flat().includes(from),
          );
          if (isAsked(place) && on !== null && !isFree) expect(named).toContain(`${step} ${rule}`);
        }
      }),
    );
  });
});
