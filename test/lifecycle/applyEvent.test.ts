import fc from "fast-check";
import { type Instant, instant, orThrow } from "clientele/core";
import {
  applyEvent,
  canApply,
  defineLifecycle,
  type LifecycleEvent,
  lifecyclePresets,
  type LifecycleStateInput,
  startLifecycle,
} from "clientele/lifecycle";
import { describe, expect, test } from "vitest";
import { anyLifecycleCase, course } from "../support/lifecycle.ts";

const policy = defineLifecycle(course);
const startedAt = "2026-01-01T00:00:00.000Z";
type Stage = (typeof course.stages)[number]["id"];
type Event = (typeof course.events)[number];
type Given = LifecycleStateInput<Stage>;
const in_ = (stage: Stage): Given => ({ stage, enteredAt: instant("2026-01-31T00:00:00+08:00") });

describe("examples", () => {
  test.each<[Stage, Event, string, [Stage, Stage, Event | null][]]>([
    ["lead", "bought", "2026-06-01T00:00:00Z", [["lead", "client", "bought"]]],
    ["client", "bought", "2026-02-01T00:00:00Z", [["client", "client", "bought"]]],
    [
      "client",
      "bought",
      "2026-03-10T00:00:00Z",
      [
        ["client", "idle", null],
        ["idle", "client", "bought"],
      ],
    ],
    // a timer that is due at the very moment of the event comes first
    [
      "client",
      "called",
      "2026-03-02T00:00:00+08:00",
      [
        ["client", "idle", null],
        ["idle", "client", "called"],
      ],
    ],
    ["idle", "called", "2026-02-27T23:59:59.999+08:00", [["idle", "client", "called"]]], // a moment before 28 February
  ])("%s, %s at %s", (stage, kind, at, changes) => {
    const { happened, state } = orThrow(applyEvent(in_(stage), { kind, at }, policy));
    expect(happened.map(({ from, to, on }) => [from, to, on])).toEqual(changes);
    expect(state).toMatchObject({ stage: changes.at(-1)?.[1], enteredAt: instant(at), at: instant(at) });
  });

  test("an event at the very moment of entering", () => {
    const { enteredAt } = in_("client");
    expect(orThrow(applyEvent(in_("client"), { kind: "bought", at: enteredAt }, policy)).state.stage).toBe("client");
  });

  test("the whole answer", () => {
    expect(applyEvent(in_("client"), { kind: "called", at: "2026-03-05T00:00:00+08:00", id: "T-9" }, policy)).toEqual({
      ok: true,
      value: {
        state: {
          stage: "client",
          enteredAt: "2026-03-04T16:00:00.000Z",
          at: "2026-03-04T16:00:00.000Z",
          phase: null,
          phaseSince: "2026-01-30T16:00:00.000Z",
          highest: { stage: "idle", at: "2026-03-01T16:00:00.000Z" },
          clock: { from: "2026-03-04T16:00:00.000Z", notBefore: null, pausedAt: null },
          facts: null,
          owed: [],
          turn: 0,
          acquisition: null,
        },
        asOf: "2026-03-04T16:00:00.000Z",
        policy: { id: "course", version: 2 },
        happened: [
          {
            at: "2026-03-01T16:00:00.000Z",
            from: "client",
            to: "idle",
            on: null,
            eventId: null,
            rule: "/transitions/2",
          },
          {
            at: "2026-03-04T16:00:00.000Z",
            from: "idle",
            to: "client",
            on: "called",
            eventId: "T-9",
            rule: "/transitions/4",
          },
        ],
        intents: [],
        findings: [],
        reasons: [
          {
            code: "timer-fired",
            rule: "/transitions/2",
            metric: null,
            op: null,
            observed: { kind: "instant", at: "2026-03-01T16:00:00.000Z" },
            required: { kind: "period", duration: "P30D" },
            verdict: "met",
            label: { en: "idle", "zh-CN": "idle" },
          },
          {
            code: "event-applied",
            rule: "/transitions/4",
            metric: null,
            op: null,
            observed: { kind: "text", text: "called" },
            required: { kind: "text", text: "called" },
            verdict: "met",
            label: { en: "Client", "zh-CN": "客户" },
          },
        ],
      },
    });
  });

  test("a customer starts in the initial stage", () => {
    const started = orThrow(startLifecycle({ startedAt: "2026-01-01 08:00:00+08" }, policy));
    expect(started).toMatchObject({ stage: "lead", enteredAt: "2026-01-01T00:00:00.000Z" });
    expect(applyEvent(started, { kind: "bought", at: startedAt }, policy)).toEqual(
      applyEvent({ stage: "lead", enteredAt: startedAt }, { kind: "bought", at: startedAt }, policy),
    );
  });

  test("the preset leads from prospect to won back", () => {
    const whole = defineLifecycle(lifecyclePresets.acquireToWinBack);
    let state = orThrow(startLifecycle({ startedAt: "2025-01-01T00:00:00+08:00" }, whole));
    const reached: string[] = [];
    for (const [kind, at] of [
      ["purchased", "2025-01-02T00:00:00+08:00"],
      ["purchased", "2025-02-01T00:00:00+08:00"],
      ["contacted", "2025-06-01T00:00:00+08:00"], // dormant since 2 May
      ["purchased", "2025-11-28T00:00:00+08:00"], // lost on this day: 180 days after the contact
    ] as const) {
      const applied = orThrow(applyEvent(state, { kind, at }, whole));
      reached.push(...applied.happened.map(({ to }) => to));
      state = applied.state;
    }
    expect(reached).toEqual(["new", "active", "dormant", "dormant", "lost", "wonBack"]);
  });
});

describe("refusals", () => {
  const refusal = (state: object, event: object): unknown => {
    const result = applyEvent(state as Given, event as LifecycleEvent<Event>, policy);
    return result.ok ? null : result.error;
  };

  test("nothing leads on: every transition tried is told", () => {
    const tried = { metric: null, op: null, verdict: "unmet" } as const;
    const text = (of: string): object => ({ kind: "text", text: of });
    const client = { en: "Client", "zh-CN": "客户" };
    expect(refusal(in_("client"), { kind: "called", at: "2026-02-01T00:00:00+08:00" })).toEqual({
      code: "no-transition",
      event: "called",
      at: "2026-01-31T16:00:00.000Z",
      stage: "client",
      label: client,
      findings: [],
      tried: [
        {
          ...tried,
          code: "wrong-event",
          rule: "/transitions/1",
          observed: text("called"),
          required: text("bought"),
          label: client,
        },
        {
          ...tried,
          code: "timer-not-due",
          rule: "/transitions/2",
          observed: { kind: "instant", at: "2026-01-31T16:00:00.000Z" },
          required: { kind: "instant", at: "2026-03-01T16:00:00.000Z" },
          label: { en: "idle", "zh-CN": "idle" },
        },
        {
          ...tried,
          code: "wrong-stage",
          rule: "/transitions/4",
          observed: text("client"),
          required: text("idle"),
          label: client,
          params: { observed: client, required: [{ en: "idle", "zh-CN": "idle" }] },
        },
      ],
    });
  });

  test("the refusal is about the stage after the timers that were due", () => {
    expect(refusal(in_("idle"), { kind: "called", at: "2026-02-28T00:00:00+08:00" })).toMatchObject({
      code: "no-transition",
      stage: "gone",
    });
  });

  const at = "2026-02-01T00:00:00Z";
  test.each<[string, object, object, unknown]>([
    [
      "an event of another course",
      in_("lead"),
      { kind: "sold", at },
      { code: "unknown-event", event: "sold", policy: "course" },
    ],
    [
      "a stage of another course",
      { ...in_("lead"), stage: "toString" },
      { kind: "bought", at },
      { code: "stage-not-in-policy", stage: "toString", policy: "course" },
    ],
    [
      "an event before the stage was entered",
      in_("lead"),
      { kind: "bought", at: "2026-01-30T23:59:59.999+08:00" },
      { code: "event-out-of-order", at: "2026-01-30T15:59:59.999Z", since: "2026-01-30T16:00:00.000Z" },
    ],
    [
      "a day for a moment",
      in_("lead"),
      { kind: "bought", at: "2026-02-01" },
      { code: "invalid-fact", path: "/event/at", expected: "instant", observed: '"2026-02-01"' },
    ],
    [
      "an event without a kind",
      in_("lead"),
      { at },
      { code: "invalid-fact", path: "/event/kind", expected: "text", observed: "undefined" },
    ],
    [
      "a number for an identifier",
      in_("lead"),
      { kind: "bought", at, id: 7 },
      { code: "invalid-fact", path: "/event/id", expected: "text", observed: "7" },
    ],
    [
      "a state without a moment",
      { stage: "lead" },
      { kind: "bought", at },
      { code: "invalid-fact", path: "/state/enteredAt", expected: "instant", observed: "undefined" },
    ],
    [
      "a state without a stage",
      {},
      { kind: "bought", at },
      { code: "invalid-fact", path: "/state/stage", expected: "text", observed: "undefined" },
    ],
  ])("%s", (_, state, event, error) => {
    expect(refusal(state, event)).toEqual(error);
  });

  test("no state, no event, a start that is no moment", () => {
    const none = null as unknown as Given & LifecycleEvent<Event>;
    expect([applyEvent(none, { kind: "bought", at }, policy), applyEvent(in_("lead"), none, policy)]).toMatchObject([
      { error: { code: "invalid-fact", path: "/state" } },
      { error: { code: "invalid-fact", path: "/event" } },
    ]);
    expect(startLifecycle({ startedAt: "soon" }, policy)).toEqual({
      ok: false,
      error: { code: "invalid-fact", path: "/startedAt", expected: "instant", observed: '"soon"' },
    });
  });

  test("a policy that went through no door throws", () => {
    const copy = { ...policy } as typeof policy;
    expect(() => applyEvent(in_("lead"), { kind: "bought", at }, copy)).toThrow(/doors/);
    expect(() => startLifecycle({ startedAt: at }, copy)).toThrow(/doors/);
  });
});

describe("laws", () => {
  const law = (
    holds: (given: [LifecycleStateInput & { enteredAt: Instant }, LifecycleEvent, typeof anyPolicy]) => void,
  ): void => {
    const anyCase = anyLifecycleCase.chain(({ policy: some, history, asOf }) =>
      fc.record({
        some: fc.constant(some),
        stage: fc.constantFrom("s0", "s1", "s2", "s3"),
        event: fc.constantFrom(...history.events, { kind: "a", at: asOf }),
        enteredAt: fc.constant(asOf),
      }),
    );
    fc.assert(
      fc.property(anyCase, ({ some, stage, event, enteredAt }) => {
        holds([{ stage, enteredAt }, { ...event, at: instant(event.at) < enteredAt ? enteredAt : event.at }, some]);
      }),
    );
  };
  const anyPolicy = defineLifecycle<string, string, string, string>(course);

  test("what can be applied is what is not refused", () => {
    law(([state, event, some]) => {
      expect(canApply(state, event, some)).toBe(applyEvent(state, event, some).ok);
    });
  });

  test("changes hang together, and the last one is the event", () => {
    law(([state, event, some]) => {
      const applied = applyEvent(state, event, some);
      if (!applied.ok) return;
      const { happened, reasons, state: after } = applied.value;
      let last: { readonly stage: string; readonly enteredAt: Instant } = state;
      for (const { at, from, to } of happened) {
        expect(from).toBe(last.stage);
        expect(at >= last.enteredAt).toBe(true);
        last = { stage: to, enteredAt: at };
      }
      expect(after).toMatchObject(last);
      expect(happened.map(({ on }) => on)).toEqual([...happened.slice(1).map(() => null), event.kind]);
      expect(reasons.map(({ rule }) => rule)).toEqual(happened.map(({ rule }) => rule));
    });
  });

  test("every rule told is the rule taken", () => {
    law(([state, event, some]) => {
      const applied = applyEvent(state, event, some);
      for (const { rule, from, to, on } of applied.ok ? applied.value.happened : []) {
        expect(some.transitions[Number(rule.split("/").at(-1))]).toMatchObject({ from, to, on });
      }
    });
  });

  test("answers survive JSON, however moments are spelt, and the state is left alone", () => {
    law(([state, event, some]) => {
      const before = structuredClone(state);
      const answer = applyEvent(state, event, some);
      expect(JSON.parse(JSON.stringify(answer))).toEqual(answer);
      expect(applyEvent(state, { ...event, at: new Date(instant(event.at)) }, some)).toEqual(answer);
      expect(state).toEqual(before);
    });
  });
});
