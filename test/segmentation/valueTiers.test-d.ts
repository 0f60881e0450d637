import { assessValueTier, defineValueTierPolicy, type ValueTierDecision } from "clientele/segmentation";
import { assertType, expectTypeOf, test } from "vitest";

const policy = defineValueTierPolicy({
  id: "value",
  version: 1,
  criteria: [{ id: "orders", weight: 1, scale: { kind: "steps", steps: [{ from: 5, points: 100 }] } }],
  classes: [
    { id: "core", from: 50 },
    { id: "potential", from: 0 },
  ],
});
const asOf = "2026-01-01T00:00:00Z";

test("names of classes and criteria flow into decisions", () => {
  const decision = assessValueTier({ customerId: "li", values: { orders: 5 } }, policy, { asOf });
  if (!decision.ok) return;
  expectTypeOf(decision.value).toEqualTypeOf<ValueTierDecision<"core" | "potential", "orders">>();
  // @ts-expect-error no such class
  assertType<boolean>(decision.value.class === "cor");
});

test("a misspelt criterion or a lost seal is not taken", () => {
  // @ts-expect-error no such criterion
  assessValueTier({ customerId: "li", values: { order: 5 } }, policy, { asOf });
  // @ts-expect-error the seal is lost
  assessValueTier({ customerId: "li", values: {} }, { ...policy }, { asOf });
});
