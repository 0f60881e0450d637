import { orThrow } from "clientele/core";
import {
  applyEvent,
  checkLifecycle,
  defineLifecycle,
  dueTransitions,
  lifecyclePresets,
  startLifecycle,
  stateAt,
  testPaths,
} from "clientele/lifecycle";
import { describe, expect, test } from "vitest";

const START = "2026-01-01T00:00:00+08:00";
const all = Object.entries(lifecyclePresets).map(
  ([name, preset]) => [name, defineLifecycle<string, string, string, string>(preset as never)] as const,
);

describe("every preset", () => {
  test.each(all)("%s: nothing is found in it, and every way of it can be taken", (_, policy) => {
    expect(checkLifecycle(policy)).toEqual([]);
    expect(testPaths(policy, { startedAt: START }).uncovered).toEqual([]);
  });

  test.each(all)("%s: stages, tasks and metrics have names in both languages", (_, policy) => {
    const named = [...policy.stages, ...policy.stages.flatMap(({ owed }) => owed ?? []), ...(policy.metrics ?? [])];
    expect(named.filter(({ labels }) => !labels?.en || !/\p{Script=Han}/u.test(labels["zh-CN"] ?? ""))).toEqual([]);
  });
});

test("from market research to the late cooperation, and back after the customer left", () => {
  const policy = defineLifecycle(lifecyclePresets.prospectingToWinBack);
  const at = (day: number) => new Date(Date.parse(START) + day * 86_400_000).toISOString();
  const kinds = ["researched", "identified", "contacted", "needsAnalysed", "proposed", "agreed"] as const;
  const events = [
    ...kinds.map((kind, day) => ({ kind, at: at(day) })),
    { kind: "left" as const, at: at(1500) },
    { kind: "causeAnalysed" as const, at: at(1505) },
    { kind: "offered" as const, at: at(1510) },
    { kind: "returned" as const, at: at(1520) },
  ];
  const { happened, state, ignored } = orThrow(stateAt({ startedAt: START, events }, policy, { asOf: at(1521) }));
  expect(happened.map(({ to }) => to)).toEqual([...policy.stages.slice(1).map(({ id }) => id), "early"]);
  expect([state.phase, state.highest.stage, ignored]).toEqual(["nurturing", "churned", []]);
});

test("a funnel leads one way; a score that is too low, or not known, does not qualify", () => {
  const policy = defineLifecycle(lifecyclePresets.funnel);
  const lead = { stage: "lead", enteredAt: START } as const;
  const scored = (score?: number): string => {
    const applied = applyEvent(
      lead,
      { kind: "scored", at: START, facts: score === undefined ? null : { metrics: { score } } },
      policy,
    );
    return applied.ok ? applied.value.state.stage : applied.error.code;
  };
  expect([scored(50), scored(49), scored()]).toEqual(["marketingQualified", "guard-failed", "guard-unknown"]);
  const won = orThrow(applyEvent(lead, { kind: "dealWon", at: START }, policy)).state;
  expect(applyEvent(won, { kind: "captured", at: START }, policy)).toMatchObject({ error: { code: "no-transition" } });
});

test("engagement: active week after week, dormant, resurrecting", () => {
  const policy = defineLifecycle(lifecyclePresets.engagement);
  const events = ["01-07", "01-14", "02-10", "02-17"].map((day) => ({
    kind: "active" as const,
    at: `2026-${day}T00:00:00+08:00`,
  }));
  const { happened } = orThrow(stateAt({ startedAt: START, events }, policy, { asOf: "2026-02-18T00:00:00+08:00" }));
  expect(happened.map(({ to, at }) => [to, at.slice(0, 10)])).toEqual([
    ["returning", "2026-01-06"],
    ["returning", "2026-01-13"],
    ["dormant", "2026-01-27"],
    ["resurrecting", "2026-02-09"],
    ["returning", "2026-02-16"],
  ]);
});

test("the pool takes back what nobody follows up", () => {
  const policy = defineLifecycle(lifecyclePresets.leadPool);
  const start = orThrow(startLifecycle({ startedAt: START }, policy));
  const claim = { kind: "assigned", at: START } as const;
  const claimed = orThrow(applyEvent(start, claim, policy)).state;
  const back = orThrow(dueTransitions(claimed, policy, { asOf: "2026-01-04T00:00:00+08:00" }));
  expect([back.stateAfter.stage, back.due[0]?.rule]).toEqual(["pool", "/transitions/7"]);
  const followed = orThrow(applyEvent(claimed, { kind: "followedUp", at: "2026-01-02T00:00:00+08:00" }, policy)).state;
  expect(orThrow(dueTransitions(followed, policy, { asOf: "2026-01-16T00:00:00+08:00" })).due).toEqual([]);
  expect(orThrow(dueTransitions(followed, policy, { asOf: "2026-01-17T00:00:00+08:00" })).stateAfter.stage).toBe(
    "pool",
  );
});
