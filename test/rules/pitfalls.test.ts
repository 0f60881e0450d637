import { readFileSync } from "node:fs";
import { orThrow, sumMoney } from "clientele/core";
import { evaluateRule, explainRule, parseRule } from "clientele/rules";
import { describe, expect, test } from "vitest";

const { rows } = JSON.parse(readFileSync(new URL("../golden/rule-engine-pitfalls.json", import.meta.url), "utf8")) as {
  rows: readonly {
    case: string;
    engine: string;
    theirs: string;
    values: Record<string, unknown>;
    when: unknown;
    ours: unknown;
  }[];
};
const metrics = [
  { id: "n", kind: "number" },
  { id: "t", kind: "text" },
  { id: "m", kind: "money" },
];
const ruleOf = (when: unknown) => parseRule({ id: "r", version: 1, timeZone: "UTC", currency: "EUR", metrics, when });

describe("what rule engines get wrong", () => {
  test.each(rows)("$case ($engine: $theirs)", ({ values, when, ours }) => {
    const rule = ruleOf(when);
    if (!rule.ok) {
      expect(rule.error.map(({ code }) => code)).toEqual([ours]);
      return;
    }
    const { m } = values as { m?: readonly string[] };
    const amounts = m?.map((amount) => ({ amount, currency: "EUR" }));
    const facts = amounts === undefined ? values : { m: orThrow(sumMoney(amounts, "EUR")) };
    expect(evaluateRule(facts as never, rule.value)).toBe(ours);
  });

  test("what comes after a part that already failed is told as well", () => {
    const part = (value: number) => ({ metric: "n", op: ">=", value });
    const rule = ruleOf({ all: [part(9), part(5), part(3)] });
    expect(rule.ok && explainRule({ n: 4 }, rule.value).reasons.map(({ verdict }) => verdict)).toEqual([
      "unmet",
      "unmet",
      "unmet",
      "met",
    ]);
  });
});
