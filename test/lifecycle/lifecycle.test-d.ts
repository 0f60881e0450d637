import { instant, type Result } from "clientele/core";
import {
  applyEvent,
  defineLifecycle,
  type LifecyclePolicy,
  type LifecyclePolicyData,
  lifecyclePresets,
  parseLifecycle,
  type StageAnswer,
  type StageRefusal,
  startLifecycle,
  stateAt,
} from "clientele/lifecycle";
import { assertType, expectTypeOf, test } from "vitest";
import { course } from "../support/lifecycle.ts";

const policy = defineLifecycle(course);
const at = instant("2026-01-01T00:00:00Z");

test("names of stages and events are known", () => {
  expectTypeOf(policy).toEqualTypeOf<
    LifecyclePolicy<"lead" | "client" | "idle" | "gone", "bought" | "called", never, never>
  >();
  expectTypeOf(stateAt({ startedAt: at, events: [] }, policy, { asOf: at })).toEqualTypeOf<
    Result<StageAnswer<"lead" | "client" | "idle" | "gone", "bought" | "called", never>, StageRefusal>
  >();
  const started = startLifecycle({ startedAt: at }, defineLifecycle(lifecyclePresets.acquireToWinBack));
  if (started.ok) {
    const { stage, phase: reached } = started.value;
    expectTypeOf(stage).toEqualTypeOf<"prospect" | "new" | "active" | "dormant" | "lost" | "wonBack">();
    expectTypeOf(reached).toEqualTypeOf<"acquire" | "nurture" | "retain" | "winBack" | null>();
    // every stage is handled: one more, or one left out, does not compile
    const phase = (): string => {
      switch (stage) {
        case "prospect":
          return "acquire";
        case "new":
          return "nurture";
        case "active":
        case "dormant":
          return "retain";
        case "lost":
        case "wonBack":
          return "win back";
      }
    };
    const partly = (): string | undefined => {
      switch (stage) {
        case "prospect":
          return "acquire";
        case "new":
        case "active":
        case "dormant":
        case "lost":
          return "later";
      }
      assertType<"wonBack">(stage);
      return undefined;
    };
    expectTypeOf(partly).returns.toEqualTypeOf<string | undefined>();
    expectTypeOf(phase).returns.toEqualTypeOf<string>();
  }
});

test("a typo does not compile", () => {
  // @ts-expect-error no such stage
  applyEvent({ stage: "leed", enteredAt: at }, { kind: "bought", at }, policy);
  // @ts-expect-error no such event
  applyEvent({ stage: "lead", enteredAt: at }, { kind: "buy", at }, policy);
  // @ts-expect-error no such event
  stateAt({ startedAt: at, events: [{ kind: "buy", at }] }, policy, { asOf: at });
  // @ts-expect-error no such stage
  defineLifecycle({ ...course, initial: "leed" });
  // @ts-expect-error no such event
  defineLifecycle({ ...course, transitions: [{ from: "lead", on: "buy", to: "client" }] });
  // @ts-expect-error an event and a time
  defineLifecycle({ ...course, transitions: [{ from: "lead", on: "bought", after: "P1D", to: "client" }] });
});

test("names in conditions, obligations, facts", () => {
  const guarded = defineLifecycle({
    ...course,
    metrics: [{ id: "logins", kind: "count" }],
    transitions: [{ from: "lead", on: "bought", when: { metric: "logins", op: ">=", value: 3 }, to: "client" }],
  });
  expectTypeOf(guarded).toExtend<LifecyclePolicy<"lead" | "client" | "idle" | "gone", "bought" | "called">>();
  applyEvent({ stage: "lead", enteredAt: at }, { kind: "bought", at, facts: { metrics: { logins: 3 } } }, guarded);
  // @ts-expect-error no such metric
  applyEvent({ stage: "lead", enteredAt: at }, { kind: "bought", at, facts: { metrics: { login: 3 } } }, guarded);
  defineLifecycle({
    ...course,
    metrics: [{ id: "logins", kind: "count" }],
    // @ts-expect-error no such metric
    transitions: [{ from: "lead", on: "bought", when: { metric: "login", op: ">=", value: 3 }, to: "client" }],
  });
  defineLifecycle({
    ...course,
    // @ts-expect-error no such event
    stages: [{ id: "lead", order: 1, owed: [{ id: "call", within: "P1D", doneBy: ["caled"] }] }],
    transitions: [],
  });
});

test("a policy from outside has names unknown to the compiler", () => {
  expectTypeOf(parseLifecycle).returns.toExtend<Result<LifecyclePolicy, unknown>>();
});

test("a changed copy has lost its seal", () => {
  const copy = { ...policy, version: 3 };
  // @ts-expect-error it has to go through a door again
  assertType<LifecyclePolicy>(copy);
  assertType<LifecyclePolicyData>(copy);
});
