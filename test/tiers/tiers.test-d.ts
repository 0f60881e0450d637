import { type Result } from "clientele/core";
import {
  defineTierPolicy,
  evaluateTier,
  evaluateTiers,
  parseTierPolicy,
  type TierDecision,
  type TierPolicy,
  type TierPolicyData,
  tierPresets,
  type TierRefusal,
  type TierState,
} from "clientele/tiers";
import { assertType, expectTypeOf, test } from "vitest";
import { ladder } from "../support/tiers.ts";

const policy = defineTierPolicy(ladder);
const asOf = "2026-07-01T00:00:00Z";

test("names of tiers and metrics are known", () => {
  expectTypeOf(policy).toEqualTypeOf<TierPolicy<"bronze" | "silver" | "gold", "spend" | "orders" | "idleDays">>();
  expectTypeOf(evaluateTier({ customerId: "C", state: null, metrics: {} }, policy, { asOf })).toEqualTypeOf<
    Result<TierDecision<"bronze" | "silver" | "gold">, TierRefusal>
  >();
  expectTypeOf(defineTierPolicy(tierPresets.valueGrade).tiers[0])
    .exclude<undefined>()
    .toHaveProperty("id")
    .toEqualTypeOf<"ordinary" | "silver" | "gold" | "diamond">();
});

test("a typo does not compile", () => {
  // @ts-expect-error no such metric
  evaluateTier({ customerId: "C", state: null, metrics: { spent: 1 } }, policy, { asOf });
  // @ts-expect-error no such tier
  evaluateTier({ customerId: "C", state: { tier: "golden", since: asOf }, metrics: {} }, policy, { asOf });
  defineTierPolicy({
    ...ladder,
    // @ts-expect-error no such metric
    tiers: [{ id: "a", rank: 0, attain: { all: [{ metric: "spent", op: ">=", value: "1" }] } }],
  });
  const gold = { kind: "pin", tier: "golden", reason: "r", actor: "a", from: asOf, until: null } as const;
  // @ts-expect-error no such tier to pin
  evaluateTier({ customerId: "C", state: null, metrics: {}, overrides: [gold] }, policy, { asOf });
  // @ts-expect-error no such tier to be earned for life
  evaluateTier({ customerId: "C", state: { tier: "gold", since: asOf, lifetime: "vip" }, metrics: {} }, policy, {
    asOf,
  });
  defineTierPolicy({
    ...ladder,
    // @ts-expect-error no such metric, however deep
    tiers: [{ id: "a", rank: 0, lifetime: { any: [{ not: { metric: "spent", op: ">=", value: "1" } }] } }],
  });
  // @ts-expect-error a condition is data
  defineTierPolicy({ ...ladder, downgrade: { mode: "oneStep", also: [{ id: "x", when: () => true }] } });
});

test("what is kept fits what is asked", () => {
  const decided = evaluateTier({ customerId: "C", state: null, metrics: {} }, policy, { asOf });
  if (decided.ok) {
    const { stateAfter } = decided.value;
    expectTypeOf(stateAfter.tier).toEqualTypeOf<"bronze" | "silver" | "gold">();
    expectTypeOf(stateAfter).toExtend<TierState<"bronze" | "silver" | "gold">>();
    evaluateTier({ customerId: "C", state: stateAfter, metrics: {} }, policy, { asOf });
  }
});

test("a policy from outside has names unknown to the compiler", () => {
  expectTypeOf(parseTierPolicy).returns.toExtend<Result<TierPolicy, unknown>>();
});

test("a changed copy has lost its seal", () => {
  const copy = { ...policy, version: 2 };
  // @ts-expect-error it has to go through a door again
  assertType<TierPolicy>(copy);
  assertType<TierPolicyData>(copy);
});

test("rows keep their type", () => {
  const rows = [{ customerId: "C", state: null, metrics: {}, shop: "Xi'an" }];
  for (const { row } of evaluateTiers(rows, policy, { asOf })) expectTypeOf(row.shop).toEqualTypeOf<string>();
});
