import { instant, orThrow } from "clientele/core";
import { defineTierPolicy, evaluateTier, type TierPolicy, tierPresets } from "clientele/tiers";
import { describe, expect, test } from "vitest";
import { weighReasons } from "../../docs/site/browser/kit/deciding.ts";

const NOW = instant("2026-07-01T00:00:00+08:00");
const SINCE = "2026-01-01T00:00:00+08:00";
const grades = defineTierPolicy<string, string>(tierPresets.valueGrade);

/** Where the lines stand that decide of a customer with this spend, these orders and idle days. */
function decidingOf(
  policy: TierPolicy,
  tier: string | null,
  [spend, orders, idleDays]: readonly [string | null, number, number],
): readonly [to: string, ...rules: string[]] {
  const decision = orThrow(
    evaluateTier(
      {
        customerId: "C",
        state: tier === null ? null : { tier, since: SINCE },
        metrics: { spend: spend === null ? null : { amount: spend, currency: "CNY" }, orders, idleDays },
      },
      policy,
      { asOf: NOW },
    ),
  );
  const { deciding, others } = weighReasons(decision, policy);
  expect(new Set([...deciding, ...others])).toEqual(new Set(decision.reasons));
  expect(deciding.length + others.length).toBe(decision.reasons.length);
  return [decision.to, ...deciding.map(({ rule }) => rule)];
}

describe("what decides", () => {
  test.each([
    [
      "a downgrade rule, under conditions that are all met",
      "silver",
      ["52000", 9, 332],
      "ordinary",
      ["/downgrade/also/0/when/all/0"],
    ],
    ["what is not met of staying", "gold", ["30000", 9, 3], "silver", ["/tiers/2/retain/all/0"]],
    ["both", "gold", ["30000", 9, 200], "silver", ["/downgrade/also/0/when/all/0", "/tiers/2/retain/all/0"]],
    [
      "what is met of the tier reached",
      "silver",
      ["60000", 9, 3],
      "gold",
      ["/tiers/2/attain/all/0", "/tiers/2/attain/all/1"],
    ],
    ["what is met of staying", "gold", ["45000", 9, 3], "gold", ["/tiers/2/retain/all/0"]],
    [
      "what keeps the next tier away from who has the lowest",
      null,
      ["60000", 1, 3],
      "ordinary",
      ["/tiers/1/attain/all/1"],
    ],
    [
      "what is not known",
      "diamond",
      [null, 9, 3],
      "diamond",
      [1, 2, 3].flatMap((tier) => ["attain", "retain"].map((role) => `/tiers/${tier}/${role}/all/0`)),
    ],
  ] as const)("is %s", (_, tier, values, to, rules) => {
    expect(decidingOf(grades, tier, values)).toEqual([to, ...rules]);
  });

  test("is what holds a tier, then why it is lost", () => {
    const held = defineTierPolicy({
      ...tierPresets.valueGrade,
      minimumDwell: "P1Y",
    });
    expect(decidingOf(held, "gold", ["30000", 9, 3])).toEqual(["gold", "/minimumDwell", "/tiers/2/retain/all/0"]);
  });

  test("of several ways, is the one that is met", () => {
    const ways = defineTierPolicy({
      ...tierPresets.valueGrade,
      tiers: [
        { id: "ordinary", rank: 0 },
        {
          id: "silver",
          rank: 1,
          attain: {
            any: [
              { metric: "spend", op: ">=", value: "10000" },
              { all: [{ metric: "orders", op: ">=", value: 3 }, { not: { metric: "idleDays", op: ">", value: 30 } }] },
            ],
          },
        },
      ],
    });
    expect(decidingOf(ways, "silver", ["5", 9, 3])).toEqual([
      "silver",
      "/tiers/1/attain/any/1/all/0",
      "/tiers/1/attain/any/1/all/1/not",
    ]);
    expect(decidingOf(ways, "silver", ["20000", 1, 3])).toEqual(["silver", "/tiers/1/attain/any/0"]);
    expect(decidingOf(ways, "silver", ["5", 9, 40])).toEqual([
      "ordinary",
      "/tiers/1/attain/any/0",
      "/tiers/1/attain/any/1/all/1/not",
    ]);
  });
});
