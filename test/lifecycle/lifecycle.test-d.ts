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
  expectTypeOf(policy).toEqualTypeOf<LifecyclePolicy<"lead" | "client" | "idle" | "gone", "bought" | "called">>();
  expectTypeOf(stateAt({ startedAt: at, events: [] }, policy, { asOf: at })).toEqualTypeOf<
    Result<StageAnswer<"lead" | "client" | "idle" | "gone", "bought" | "called">, StageRefusal>
  >();
  const started = startLifecycle({ startedAt: at }, defineLifecycle(lifecyclePresets.acquireToWinBack));
  if (started.ok) {
    const { stage } = started.value;
    expectTypeOf(stage).toEqualTypeOf<"prospect" | "new" | "active" | "dormant" | "lost" | "wonBack">();
    const phase = (): string => {
      switch (stage) {
        case "prospect":
          return "acquire";
        case "new":
        case "active":
          return "nurture";
        case "dormant":
          return "retain";
        case "lost":
        case "wonBack":
          return "win back";
      }
    };
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

test("a policy from outside has names unknown to the compiler", () => {
  expectTypeOf(parseLifecycle).returns.toExtend<Result<LifecyclePolicy, unknown>>();
});

test("a changed copy has lost its seal", () => {
  const copy = { ...policy, version: 3 };
  // @ts-expect-error it has to go through a door again
  assertType<LifecyclePolicy>(copy);
  assertType<LifecyclePolicyData>(copy);
});
