import { conditionSchema, ruleBuilder } from "clientele/rules";
import { describe, expect, test } from "vitest";
import { metrics } from "../support/conditions.ts";

const { metric, all, any, atLeast, not, performed, lastWithin, notSince, memberOf, bucket } = ruleBuilder(metrics);

describe("examples", () => {
  test.each([
    [metric("spend").atLeast("1"), { metric: "spend", op: ">=", value: "1" }],
    [metric("orders").atMost(3), { metric: "orders", op: "<=", value: 3 }],
    [metric("idle").moreThan(0.5), { metric: "idle", op: ">", value: 0.5 }],
    [metric("since").lessThan("2026-01-01"), { metric: "since", op: "<", value: "2026-01-01" }],
    [metric("city").is("a"), { metric: "city", op: "=", value: "a" }],
    [metric("listed").isNot(true), { metric: "listed", op: "!=", value: true }],
    [metric("nps").oneOf([1, 2]), { metric: "nps", op: "in", value: [1, 2] }],
    [
      metric("city").noneOf(["a"], { onMissing: "met" }),
      { metric: "city", op: "notIn", value: ["a"], onMissing: "met" },
    ],
    [
      any(memberOf("a"), not(memberOf("b"))),
      { any: [{ memberOf: { segment: "a" } }, { not: { memberOf: { segment: "b" } } }] },
    ],
    [
      atLeast(1, memberOf("a"), metric("orders").is(1)),
      { atLeast: { n: 1, of: [{ memberOf: { segment: "a" } }, { metric: "orders", op: "=", value: 1 }] } },
    ],
    [
      all(performed("login"), performed("login", { times: 2, within: "P1M" })),
      { all: [{ performed: { event: "login" } }, { performed: { event: "login", times: 2, within: "P1M" } }] },
    ],
    [lastWithin("login", { duration: "P1M" }), { lastPerformed: { event: "login", op: "within", duration: "P1M" } }],
    [notSince("login", { duration: "P1M" }), { lastPerformed: { event: "login", op: "before", duration: "P1M" } }],
    [bucket("s", { share: 0.1 }), { bucket: { seed: "s", share: 0.1 } }],
  ])("%j", (made, expected) => {
    expect(made).toEqual(expected);
    expect(conditionSchema.safeParse(made).success).toBe(true);
  });
});

test("a metric that there is not", () => {
  expect(() => metric("constructor" as "orders")).toThrow(expect.objectContaining({ code: "invalid-option" }));
});
