import { orThrow } from "clientele/core";
import {
  applyEvent,
  defineLifecycle,
  dueTransitions,
  explainTransition,
  overdueObligations,
  passTime,
  receiveEvent,
  replay,
} from "clientele/lifecycle";
import { describe, expect, test } from "vitest";

const startedAt = "2026-01-01T00:00:00.000Z";
const at = "2026-02-01T00:00:00.000Z";
/** A thousand times a second. */
const policy = defineLifecycle({
  id: "clockwork",
  version: 1,
  timeZone: "UTC",
  stages: [{ id: "tick", order: 1 }],
  events: ["rung"],
  transitions: [{ from: "tick", after: "PT0.001S", to: "tick" }],
  initial: "tick",
});
const state = { stage: "tick", enteredAt: startedAt } as const;
const rung = { kind: "rung", at, id: "R" } as const;
const { record } = orThrow(replay({ startedAt, events: [] }, policy));

describe("timers that go round in a circle for too long are refused, whoever asks", () => {
  test.each<[string, () => unknown]>([
    ["applyEvent", () => applyEvent(state, rung, policy)],
    ["explainTransition", () => explainTransition(state, rung, policy)],
    ["dueTransitions", () => dueTransitions(state, policy, { asOf: at })],
    ["overdueObligations", () => overdueObligations(state, policy, { asOf: at })],
    ["replay", () => replay({ startedAt, events: [rung] }, policy)],
    ["receiveEvent", () => receiveEvent(record, rung, policy, { asOf: at })],
    ["passTime", () => passTime(record, policy, { asOf: at })],
  ])("%s", (_, ask) => {
    expect(ask()).toEqual({
      ok: false,
      error: { code: "too-many-timers", limit: 100_000, stage: "tick", at: "2026-01-01T00:01:40.000Z" },
    });
  });
});
