import { definePositioningPolicy, type PositionDecision, positionOf, positionSegments } from "clientele/segmentation";
import { assertType, expectTypeOf, test } from "vitest";

const policy = definePositioningPolicy({
  id: "positions",
  version: 1,
  segments: [{ id: "core" }, { id: "rest" }],
  competitors: [{ id: "discounter" }],
  targets: [
    { id: "partners", segments: ["core"], priority: 1, proposition: { en: "words" }, channels: [], treatments: [] },
  ],
});
const asOf = "2026-01-01T00:00:00Z";

test("names of groups, segments and competitors flow into decisions", () => {
  const decision = positionOf({ customerId: "li", segment: "core" }, policy, { asOf });
  if (!decision.ok) return;
  expectTypeOf(decision.value).toEqualTypeOf<PositionDecision<"partners", "core" | "rest", "discounter">>();
  // @ts-expect-error no such group
  assertType<boolean>(decision.value.target === "partner");
});

test("a misspelt segment or a lost seal is not taken", () => {
  // @ts-expect-error no such segment
  positionOf({ customerId: "li", segment: "cor" }, policy, { asOf });
  // @ts-expect-error the seal is lost
  positionSegments([], { ...policy });
  definePositioningPolicy({
    id: "positions",
    version: 1,
    segments: [{ id: "core" }],
    // @ts-expect-error no such segment
    targets: [{ id: "a", segments: ["cor"], priority: 1, proposition: { en: "x" }, channels: [], treatments: [] }],
  });
});
