import type { Result } from "clientele/core";
import {
  type Condition,
  defineRule,
  evaluateRule,
  evaluateRules,
  explainRule,
  fromMongoQuery,
  type ImportIssue,
  parseRule,
  type Rule,
  ruleBuilder,
  type RuleData,
} from "clientele/rules";
import { assertType, expectTypeOf, test } from "vitest";
import { inputOf, metrics } from "../support/conditions.ts";

const rule = defineRule({
  id: "r",
  version: 1,
  timeZone: "UTC",
  currency: "EUR",
  metrics: [
    { id: "spend", kind: "money" },
    { id: "orders", kind: "count" },
  ],
  when: { all: [{ metric: "spend", op: ">=", value: "1" }, { not: { metric: "orders", op: "<", value: 3 } }] },
});
const { metric, all } = ruleBuilder(metrics);

test("names of metrics are known", () => {
  expectTypeOf(rule).toEqualTypeOf<Rule<"spend" | "orders">>();
  expectTypeOf(parseRule).returns.toExtend<Result<Rule, unknown>>();
  // @ts-expect-error no such metric
  evaluateRule({ spent: null }, rule);
  // @ts-expect-error no such metric
  explainRule({ order: 1 }, rule);
  const input = inputOf({ memberOf: { segment: "a" } });
  // @ts-expect-error no such metric, however deep
  defineRule({ ...input, metrics, when: { not: { metric: "spent", op: "=", value: "1" } } });
  // @ts-expect-error a condition is data
  defineRule({ ...inputOf({ memberOf: { segment: "a" } }), when: () => true });
});

test("rows keep their type", () => {
  for (const { row, result } of evaluateRules([{ metrics: { orders: 1 }, shop: "a" }], rule)) {
    expectTypeOf(row.shop).toEqualTypeOf<string>();
    expectTypeOf(result).toEqualTypeOf<boolean | "unknown">();
  }
});

test("a changed copy has lost its seal", () => {
  const copy = { ...rule, version: 2 };
  // @ts-expect-error it has to go through a door again
  assertType<Rule>(copy);
  assertType<RuleData>(copy);
});

test("builders know names and kinds", () => {
  expectTypeOf(metric("spend").atLeast("1").metric).toEqualTypeOf<"spend">();
  // @ts-expect-error no such metric
  metric("spent");
  // @ts-expect-error an amount is text
  metric("spend").atLeast(1);
  // @ts-expect-error a count is no text
  metric("orders").atLeast("1");
  // @ts-expect-error names have no order
  metric("city").atLeast("a");
  // @ts-expect-error yes and no are not listed
  metric("listed").oneOf([true]);
  // @ts-expect-error of another set of metrics
  all({ metric: "other", op: "=", value: 1 });
});

test("what is carried over asks about the metrics given", () => {
  expectTypeOf(fromMongoQuery({}, { metrics: [{ id: "a", kind: "count" }], currency: "EUR" })).toEqualTypeOf<
    Result<Condition<"a">, readonly ImportIssue[]>
  >();
});
