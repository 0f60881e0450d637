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
  // @ts-expect-error a condition is data
  defineTierPolicy({ ...ladder, downgrade: { mode: "oneStep", also: [{ id: "x", when: () => true }] } });
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
