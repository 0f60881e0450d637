import fc from "fast-check";
import { type Instant, instantFromMs } from "clientele/core";
import {
  type LifecycleEntry,
  type LifecycleEvent,
  type LifecycleHistory,
  type LifecyclePolicy,
  type LifecyclePolicyInput,
  parseLifecycle,
} from "clientele/lifecycle";

/** A small course as input: lead, client, idle after 30 days, gone after a month more; gone is final. */
export const course = {
  id: "course",
  version: 2,
  timeZone: "Asia/Shanghai",
  stages: [
    { id: "lead", order: 1 },
    { id: "client", order: 2, labels: { en: "Client", "zh-CN": "客户" } },
    { id: "idle", order: 3 },
    { id: "gone", order: 4, final: true },
  ],
  events: ["bought", "called"],
  transitions: [
    { from: "lead", on: "bought", to: "client" },
    { from: ["client", "idle"], on: "bought", to: "client" },
    { from: "client", after: "P30D", to: "idle" },
    { from: "idle", after: "P1M", to: "gone" },
    { from: "idle", on: "called", to: "client" },
  ],
  initial: "lead",
} as const satisfies LifecyclePolicyInput;

const START = Date.UTC(2026, 0, 1);
const HOUR = 3_600_000;

/** A moment of the half year that the histories cover, often the same one. */
const anyMoment: fc.Arbitrary<Instant> = fc.nat({ max: 180 * 24 }).map((hours) => instantFromMs(START + hours * HOUR));

/** A course of up to four stages in which anything may lead anywhere, in circles too. */
export const anyLifecycle: fc.Arbitrary<LifecyclePolicy> = fc
  .record({
    events: fc.dictionary(fc.stringMatching(/^[0-3]-[ab]$/), fc.nat({ max: 3 }), { maxKeys: 8 }),
    timers: fc.dictionary(fc.stringMatching(/^[0-3]-(?:P1M|P7D|PT36H|P2M)$/), fc.nat({ max: 3 }), { maxKeys: 4 }),
    timeZone: fc.constantFrom("Asia/Shanghai", "Europe/Berlin", "UTC"),
  })
  .map(({ events, timers, timeZone }) => {
    const transitions = [
      ...Object.entries(events).map(([key, to]) => ({ from: `s${key[0] ?? ""}`, on: key.slice(2), to: `s${to}` })),
      ...Object.entries(timers).map(([key, to]) => ({ from: `s${key[0] ?? ""}`, after: key.slice(2), to: `s${to}` })),
    ];
    const sources = ["s0", "s1", "s2", "s3"];
    return parseLifecycle({
      ...course,
      timeZone,
      stages: sources.map((id, order) => ({ id, order })),
      events: ["a", "b"],
      transitions,
      initial: "s0",
    });
  })
  .filter((parsed) => parsed.ok)
  .map(({ value }) => value);

/** Events in any order, some at one moment, some with one identifier (and then the same). */
const anyEvents: fc.Arbitrary<readonly LifecycleEvent[]> = fc
  .array(fc.record({ kind: fc.constantFrom("a", "b", "c"), at: anyMoment, named: fc.boolean(), twice: fc.boolean() }), {
    maxLength: 12,
  })
  .map((events) =>
    events.flatMap(({ kind, at, named, twice }) => {
      const event = named ? { kind, at, id: `${kind}-${at}` } : { kind, at };
      return twice && named ? [event, { ...event }] : [event];
    }),
  );

/** A course and what happened in it. */
export interface LifecycleCase {
  readonly policy: LifecyclePolicy;
  readonly history: Omit<LifecycleHistory, "events"> & { readonly events: readonly LifecycleEvent[] };
  readonly asOf: Instant;
}

/** A course, a history that starts by the moment asked about, and that moment. */
export const anyLifecycleCase: fc.Arbitrary<LifecycleCase> = fc
  .record({ policy: anyLifecycle, events: anyEvents, one: anyMoment, other: anyMoment })
  .map(({ policy, events, one, other }) => ({
    policy,
    history: { startedAt: one < other ? one : other, events },
    asOf: one < other ? other : one,
  }));

/** A course with conditions, tasks and limits, on top of {@link anyLifecycle}. */
export const anyGuardedLifecycle: fc.Arbitrary<LifecyclePolicy> = fc
  .record({
    base: anyLifecycle,
    levels: fc.array(fc.option(fc.nat({ max: 3 }), { nil: null }), { minLength: 12, maxLength: 12 }),
    owed: fc.array(
      fc.option(fc.record({ days: fc.integer({ min: 1, max: 40 }), again: fc.boolean() }), { nil: null }),
      {
        minLength: 4,
        maxLength: 4,
      },
    ),
    regression: fc.constantFrom("allow", "forbid", "requireReason", null),
    acceptWithin: fc.constantFrom(null, null, "P20D"),
    second: fc.option(fc.nat({ max: 3 }), { nil: null }),
  })
  .map(({ base, levels, owed, regression, acceptWithin, second }) => {
    const asked = (at: number): unknown => {
      const level = levels[at % levels.length] ?? null;
      return level === null ? null : { metric: "score", op: at % 2 === 0 ? ">=" : "<", value: level };
    };
    const first = base.transitions.map((transition, at) => ({ ...transition, when: asked(at) }));
    const [some] = first;
    // a second way by the same event, so that two may be open at once
    const also =
      second === null || some?.on === null || some === undefined
        ? []
        : [{ ...some, when: { metric: "score", op: "=", value: second }, to: `s${second}` }];
    return parseLifecycle({
      ...base,
      currency: "CNY",
      metrics: [{ id: "score", kind: "count" }],
      stages: base.stages.map((stage, at) => {
        const task = owed[at] ?? null;
        return {
          ...stage,
          phase: at < 2 ? "early" : "late",
          owed:
            task === null
              ? null
              : [
                  {
                    id: "task",
                    within: `P${task.days}D`,
                    every: task.again ? "P9D" : null,
                    doneBy: at % 2 === 0 ? ["b"] : ["a", "b"],
                  },
                ],
        };
      }),
      transitions: [...first, ...also],
      regression,
      acceptWithin,
    });
  })
  .filter((parsed) => parsed.ok)
  .map(({ value }) => value);

/** Everything that a log may hold, in any order: events with facts and reasons, controls, all with identifiers of their own. */
export const anyEntries: fc.Arbitrary<
  readonly (LifecycleEntry & { readonly id: string; readonly recordedAt: Instant })[]
> = fc
  .array(
    fc.record({
      what: fc.constantFrom("a", "a", "b", "b", "c", "pause", "resume", "learn"),
      at: anyMoment,
      delay: fc.constantFrom(0, 0, 0, 1, 30 * 24),
      score: fc.option(fc.nat({ max: 3 }), { nil: null }),
      reason: fc.constantFrom(null, "because"),
      catchUp: fc.constantFrom("fromStart", "remaining", "restart"),
    }),
    { maxLength: 14 },
  )
  .map((entries) =>
    entries.map(({ what, at, delay, score, reason, catchUp }, index) => {
      const common = { at, id: `e${index}`, recordedAt: instantFromMs(Date.parse(at) + delay * HOUR) };
      const facts = score === null ? null : { metrics: { score } };
      if (what === "pause") return { ...common, control: what };
      if (what === "resume") return { ...common, control: what, catchUp };
      if (what === "learn") return { ...common, control: what, facts: facts ?? {} };
      return { ...common, kind: what, facts, reason };
    }),
  );
