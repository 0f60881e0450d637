import { defineSegmentationPolicy, type SegmentsDecision, segmentsOf } from "clientele/segmentation";
import { assertType, expectTypeOf, test } from "vitest";

const base = { id: "market", version: 1, timeZone: "Asia/Shanghai", currency: "CNY" } as const;
const policy = defineSegmentationPolicy({
  ...base,
  criteria: [{ family: "behavioural", metric: { id: "orders", kind: "count" } }],
  segments: [{ id: "regulars", when: { metric: "orders", op: ">=", value: 6 } }],
});
const asOf = "2026-01-01T00:00:00Z";

test("names of segments and metrics flow into decisions", () => {
  const decision = segmentsOf({ customerId: "li", values: { orders: 5 } }, policy, { asOf });
  if (!decision.ok) return;
  expectTypeOf(decision.value).toEqualTypeOf<SegmentsDecision<"regulars">>();
  // @ts-expect-error no such segment
  assertType<boolean>(decision.value.members.includes("regular"));
});

test("a misspelt metric or a lost seal is not taken", () => {
  // @ts-expect-error no such metric
  segmentsOf({ customerId: "li", values: { order: 5 } }, policy, { asOf });
  // @ts-expect-error the seal is lost
  segmentsOf({ customerId: "li", values: {} }, { ...policy }, { asOf });
  defineSegmentationPolicy({
    ...base,
    criteria: [{ family: "behavioural", metric: { id: "orders", kind: "count" } }],
    // @ts-expect-error no such metric
    segments: [{ id: "regulars", when: { metric: "order", op: ">=", value: 6 } }],
  });
});
