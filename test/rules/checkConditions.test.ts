import { checkConditions, type ConditionDraft } from "clientele/rules";
import { describe, expect, test } from "vitest";
import { metrics } from "../support/conditions.ts";

/** What is reported of one condition: code, place, and what the sentence needs. */
const reported = (condition: unknown, part: Partial<ConditionDraft> = {}): unknown => {
  const found: unknown[] = [];
  const conditions = [{ keys: ["when"], condition }] as ConditionDraft["conditions"];
  checkConditions({ metrics, currency: "CNY", conditions, ...part }, (code, keys, params) => {
    found.push([code, keys.join("/"), params]);
  });
  return found;
};
const asked = (metric: string, op: string, value: unknown) => ({ metric, op, value });
const nothing = asked("nothing", "=", 1);

describe("refusals", () => {
  test.each<[string, unknown, readonly unknown[]]>([
    ["an unknown metric", nothing, ["unknown-metric", "when/metric", { metric: "nothing" }]],
    ["under not", { not: nothing }, ["unknown-metric", "when/not/metric", { metric: "nothing" }]],
    ["under all", { all: [nothing] }, ["unknown-metric", "when/all/0/metric", { metric: "nothing" }]],
    [
      "under atLeast",
      { atLeast: { n: 1, of: [asked("orders", "=", 1), nothing] } },
      ["unknown-metric", "when/atLeast/of/1/metric", { metric: "nothing" }],
    ],
    [
      "more than there are",
      { atLeast: { n: 3, of: [asked("orders", "=", 1), asked("orders", "=", 2)] } },
      ["n-too-large", "when/atLeast/n", { n: 3, parts: 2 }],
    ],
    [
      "a name by order",
      asked("city", ">", "a"),
      ["op-not-for-kind", "when/op", { metric: "city", kind: "text", op: ">" }],
    ],
    [
      "a value twice",
      asked("orders", "in", [4, 5, 4]),
      ["repeated-value", "when/value/2", { observed: "4", first: "/when/value/0" }],
    ],
    [
      "a coin that is not minted",
      asked("spend", "=", "0.001"),
      ["too-many-decimals", "when/value", { observed: "0.001", currency: "CNY", digits: 2 }],
    ],
    [
      "an amount beyond what is exact",
      asked("spend", "=", "10000000000000.00"),
      ["threshold-too-large", "when/value", { observed: "10000000000000.00", currency: "CNY" }],
    ],
    [
      "an endless number",
      asked("idle", "<", Infinity),
      ["threshold-not-number", "when/value", { metric: "idle", observed: "Infinity" }],
    ],
    [
      "a number in words",
      asked("nps", "<", "9"),
      ["threshold-not-number", "when/value", { metric: "nps", observed: '"9"' }],
    ],
    [
      "a share below nothing",
      asked("repeat", ">", -0.1),
      ["threshold-not-share", "when/value", { metric: "repeat", observed: "-0.1" }],
    ],
    [
      "a share in words",
      asked("repeat", ">", "0.5"),
      ["threshold-not-share", "when/value", { metric: "repeat", observed: '"0.5"' }],
    ],
  ])("%s", (_, condition, expected) => {
    expect(reported(condition)).toEqual([expected]);
  });

  test.each<[string, unknown, string]>([
    ["counts below none", asked("orders", "in", [-1, -1]), "threshold-not-whole"],
    ["coins that are not minted", asked("spend", "in", ["0.001", "0.001"]), "too-many-decimals"],
    ["endless amounts", asked("spend", "in", ["1".repeat(20), "1".repeat(20)]), "threshold-too-large"],
  ])("%s are wrong each by itself, not repeated", (_, condition, code) => {
    expect(reported(condition)).toEqual([
      [code, "when/value/0", expect.anything()],
      [code, "when/value/1", expect.anything()],
    ]);
  });
});

describe("drafts", () => {
  test.each<[string, unknown]>([
    ["no condition", undefined],
    ["an empty group has no parts to be fewer than", { atLeast: { n: 2, of: [] } }],
    ["a group whose parts are unsound", { atLeast: { n: 2 } }],
    ["a group without its number", { atLeast: { of: [asked("orders", "=", 1)] } }],
    ["a comparison without its operator", { metric: "city", value: "a" }],
    ["a comparison without its value", { metric: "orders", op: "=" }],
    ["a list with an unsound item", asked("orders", "in", [1, undefined, 2, undefined])],
    ["a month and a day", { performed: { within: "P1M1D" } }],
    ["a day and a millisecond", { lastPerformed: { duration: "P1DT0.001S" } }],
    ["no duration", { performed: { within: null } }],
  ])("%s: nothing to report", (_, condition) => {
    expect(reported(condition)).toEqual([]);
  });

  test("an unsound metric may be the one that was meant; those that are sound are held to", () => {
    const draft = { metrics: [undefined, { id: "orders", kind: "count" as const }, { id: "odd" }] };
    expect(reported(nothing, draft)).toEqual([]);
    expect(reported(asked("odd", "in", [1, "a", 1]), draft)).toEqual([]);
    expect(reported(asked("orders", "=", 0.5), draft)).toEqual([
      ["threshold-not-whole", "when/value", { metric: "orders", observed: "0.5" }],
    ]);
  });

  test("an amount of no currency is held to its form alone", () => {
    const draft = { currency: undefined };
    expect(reported(asked("spend", "in", ["0.5", "0.5"]), draft)).toEqual([]);
    expect(reported(asked("spend", "=", "half"), draft)).toEqual([
      ["threshold-not-decimal", "when/value", { metric: "spend", observed: '"half"' }],
    ]);
  });
});
