import { type DomainError, money, orThrow } from "clientele/core";
import type { ComparisonOp, Condition, ComparisonValue } from "clientele/rules";
import {
  compareTierPolicies,
  defineTierPolicy,
  scaleThresholds,
  simulateTierPolicy,
  solveThreshold,
  thresholdSensitivity,
  type ThresholdTarget,
  type TierPolicy,
  type TierPortfolioRow,
  withThreshold,
} from "clientele/tiers";
import { describe, expect, test } from "vitest";
import { programme, seen, yuan } from "../support/tiers.ts";

const asOf = "2026-07-01T00:00:00.000Z";
type Kind = "money" | "count" | "days" | "share" | "number";
/** A ladder whose upper tier hangs on a condition alone. */
const upper = (attain: Condition, kind: Kind = "number", unit: string | null = null, currency = "CNY"): TierPolicy =>
  defineTierPolicy<string, string>({
    id: "upper",
    version: 7,
    timeZone: "UTC",
    currency,
    metrics: [{ id: "m", kind, unit }],
    tiers: [
      { id: "low", rank: 0 },
      { id: "high", rank: 1, attain },
    ],
    downgrade: { mode: "toQualified", also: [] },
  });
const M = "/tiers/1/attain";
const rowsOf = (values: readonly unknown[]): readonly TierPortfolioRow[] =>
  values.map((m, at) => ({ customerId: `C-${at}`, state: null, metrics: { m: m as number } }));
const amounts = (...texts: readonly string[]): readonly TierPortfolioRow[] =>
  rowsOf(texts.map((amount) => money(amount, "CNY")));
const compares = (op: ComparisonOp, value: ComparisonValue, kind: Kind = "number"): TierPolicy =>
  upper({ metric: "m", op, value }, kind);

describe("the value that is solved for", () => {
  const solved = (policy: TierPolicy, rows: readonly TierPortfolioRow[], customers: number): readonly unknown[] => {
    const target = { tier: "high", customers } as const;
    const told = orThrow(solveThreshold(rows, policy, { asOf, threshold: M, target }));
    const plain = (tagged: unknown): unknown =>
      tagged === null ? null : ((tagged as { value?: unknown }).value ?? (tagged as { amount?: unknown }).amount);
    const { from, fromInclusive, to, toInclusive } = told.alike;
    const span = `${fromInclusive ? "[" : "("}${String(plain(from))} ${String(plain(to))}${toInclusive ? "]" : ")"}`;
    return [told.value, told.tiers[1]?.customers, span, told.reached];
  };
  const whole = rowsOf([3, 5, 5, 8]);

  test.each([
    [
      ">=",
      [
        [9, 0, "(8 null)", true],
        [8, 1, "(5 8]", true],
        [4, 3, "(3 5]", false],
        [4, 3, "(3 5]", true],
        [3, 4, "(null 3]", true],
      ],
    ],
    [
      ">",
      [
        [8, 0, "[8 null)", true],
        [5, 1, "[5 8)", true],
        [4, 3, "[3 5)", false],
        [4, 3, "[3 5)", true],
        [2, 4, "(null 3)", true],
      ],
    ],
    [
      "<=",
      [
        [2, 0, "(null 3)", true],
        [4, 1, "[3 5)", true],
        [4, 1, "[3 5)", false],
        [5, 3, "[5 8)", true],
        [8, 4, "[8 null)", true],
      ],
    ],
    [
      "<",
      [
        [3, 0, "(null 3]", true],
        [4, 1, "(3 5]", true],
        [4, 1, "(3 5]", false],
        [8, 3, "(5 8]", true],
        [9, 4, "(8 null)", true],
      ],
    ],
  ] as const)("counts, by %s: nobody to everybody", (op, expected) => {
    expect([0, 1, 2, 3, 4].map((customers) => solved(compares(op, 4, "count"), whole, customers))).toEqual(expected);
  });

  test("nothing below what the metric can be: the present value stays where nothing better can be written", () => {
    expect(solved(compares("<", 4, "count"), rowsOf([0, 1]), 0)).toEqual([0, 0, "(null 0]", true]);
    expect(solved(compares("<=", 4, "count"), rowsOf([0, 1]), 0)).toEqual([0, 1, "[0 1)", false]);
    expect(solved(compares(">", 0.5, "share"), rowsOf([0, 0.5, 1]), 3)).toEqual([0, 2, "[0 0.5)", false]);
    expect(solved(compares(">=", 0.5, "share"), rowsOf([0, 0.5, 1]), 0)).toEqual([1, 1, "(0.5 1]", false]);
    expect(solved(compares(">", 0.5, "share"), rowsOf([0.2, 0.5, 1]), 3)).toEqual([0, 3, "(null 0.2)", true]);
    expect(solved(compares(">=", 0.5, "share"), rowsOf([0.2, 0.5, 0.9]), 0)).toEqual([1, 0, "(0.9 null)", true]);
    expect(solved(compares("<=", 0.5, "share"), rowsOf([0.2, 0.5, 0.9]), 0)).toEqual([0, 0, "(null 0.2)", true]);
    expect(solved(compares("<", 0.5, "share"), rowsOf([0.2, 0.5, 0.9]), 3)).toEqual([1, 3, "(0.9 null)", true]);
  });

  test("numbers and days: their own values, and a whole step beyond", () => {
    expect(solved(compares(">=", 1, "number"), rowsOf([-2.5, 1.5]), 0)).toEqual([2, 0, "(1.5 null)", true]);
    expect(solved(compares(">", 1, "number"), rowsOf([-2.5, 1.5]), 2)).toEqual([-3, 2, "(null -2.5)", true]);
    expect(solved(compares("<", 1, "days"), rowsOf([2.5, 1.5]), 2)).toEqual([3, 2, "(2.5 null)", true]);
    expect(solved(compares("<=", 1, "days"), rowsOf([2.5, 1.5]), 0)).toEqual([1, 0, "(null 1.5)", true]);
  });

  test("amounts between two fen: the threshold stays a whole number of fen", () => {
    const between = amounts("1.005", "2.00", "-1.005");
    expect([0, 1, 2, 3].map((n) => solved(compares(">=", "1", "money"), between, n))).toEqual([
      ["2.01", 0, "(2.00 null)", true],
      ["2.00", 1, "(1.00 2.00]", true],
      ["1", 2, "(-1.01 1.00]", true],
      ["-1.01", 3, "(null -1.01]", true],
    ]);
    expect([0, 1, 2, 3].map((n) => solved(compares("<", "1", "money"), between, n))).toEqual([
      ["-1.01", 0, "(null -1.01]", true],
      ["1", 1, "(-1.01 1.00]", true],
      ["2.00", 2, "(1.00 2.00]", true],
      ["2.01", 3, "(2.00 null)", true],
    ]);
  });
});

describe("what is told of a solution", () => {
  const rows = ["900", "1100", "1300"].map(
    (spend, at): TierPortfolioRow => ({ customerId: `C-${at}`, state: null, metrics: seen(spend) }),
  );
  const policy = programme({});
  const SILVER = "/tiers/1/attain/all/0";
  const solve = (target: ThresholdTarget<"bronze" | "silver" | "gold">, more: object = {}) =>
    orThrow(solveThreshold(rows, policy, { asOf, threshold: SILVER, target, ...more }));

  test("all of it", () => {
    const costs = { per: "P1Y", amounts: { bronze: "1", silver: "10.125", gold: "0" } };
    const broken = null as never;
    const told = orThrow(
      solveThreshold([...rows, broken], policy, {
        asOf,
        threshold: SILVER,
        target: { tier: "silver", orHigher: true, share: 1 / 3 },
        costs,
        horizon: "afresh",
      }),
    );
    const cny = (amount: string): unknown => ({ kind: "money", amount, currency: "CNY" });
    expect(told).toEqual({
      asOf,
      horizon: "afresh",
      policy: { id: "ladder", version: 3 },
      threshold: {
        rule: SILVER,
        role: "attain",
        part: "silver",
        partLabel: { en: "silver", "zh-CN": "silver" },
        metric: "spend",
        label: { en: "spend", "zh-CN": null },
        op: ">=",
        required: cny("1000"),
      },
      reached: true,
      monotone: true,
      value: "1300.00",
      required: cny("1300.00"),
      alike: { from: cny("1100.00"), fromInclusive: false, to: cny("1300.00"), toInclusive: true },
      customers: 3,
      pivotal: 3,
      tiers: [
        { tier: "bronze", customers: 2, share: 2 / 3 },
        { tier: "silver", customers: 1, share: 1 / 3 },
        { tier: "gold", customers: 0, share: 0 },
      ],
      cost: money("12.125", "CNY"),
      refusals: {
        total: 1,
        byCode: { "invalid-fact": 1 },
        rows: [{ index: 3, code: "invalid-fact", path: "", params: { expected: "object", observed: "null" } }],
      },
    });
  });

  test("nobody at all", () => {
    const told = orThrow(solveThreshold([], policy, { asOf, threshold: SILVER, target: { tier: "gold", share: 0.5 } }));
    expect([told.value, told.reached, told.customers, told.pivotal, told.tiers.map(({ share }) => share)]).toEqual([
      "1000",
      true,
      0,
      0,
      [0, 0, 0],
    ]);
  });

  test("a budget that is met to the last, missed by the least, or rounded down", () => {
    const amounts = { bronze: "0", silver: "10", gold: "0" };
    const budgeted = (budget: string, each: object = amounts): readonly unknown[] => {
      const told = solve({ budget }, { costs: { per: "P1Y", amounts: each } });
      return [told.value, told.reached, told.cost?.amount];
    };
    expect(["-1", "0", "9.99", "9.999", "10", "20", "29.99", "30", "99"].map((budget) => budgeted(budget))).toEqual([
      ["1300.01", false, "0.00"],
      ["1300.01", true, "0.00"],
      ["1300.01", true, "0.00"],
      ["1300.01", true, "0.00"],
      ["1300.00", true, "10.00"],
      ["1000", true, "20.00"],
      ["1000", true, "20.00"],
      ["900.00", true, "30.00"],
      ["900.00", true, "30.00"],
    ]);
    expect(budgeted("5", { bronze: "10", silver: "2", gold: "0" })).toEqual(["900.00", false, "6.00"]);
    expect(budgeted("14", { bronze: "10", silver: "2", gold: "0" })).toEqual(["1000", true, "14.00"]);
  });

  test("targets at their very edge", () => {
    expect(solve({ tier: "silver", share: 0 }).tiers[1]).toEqual({ tier: "silver", customers: 0, share: 0 });
    expect(solve({ tier: "silver", share: 1 }).tiers[1]).toEqual({ tier: "silver", customers: 3, share: 1 });
    expect(solve({ tier: "silver", share: 0.5 })).toMatchObject({
      value: "1000",
      required: { kind: "money", amount: "1000", currency: "CNY" },
      reached: true,
    });
    expect(solve({ tier: "silver", customers: 0 }).reached).toBe(true);
    expect(solve({ tier: "silver", customers: 4 }).reached).toBe(false);
    expect(solve({ tier: "bronze", orHigher: true, customers: 3 })).toMatchObject({ value: "1000", reached: true });
    expect(solve({ tier: "bronze", orHigher: false, customers: 3 })).toMatchObject({ value: "1300.01", reached: true });
    expect(solve({ tier: "gold", customers: 0 })).toMatchObject({ value: "1000", reached: true, monotone: true });
  });

  test("a response that stays and falls goes one way", () => {
    const some = ["500", "4000"].map(
      (spend): TierPortfolioRow => ({ customerId: spend, state: null, metrics: seen(spend) }),
    );
    const monotone = (tier: "bronze" | "silver", orHigher: boolean): boolean =>
      orThrow(
        solveThreshold(some, policy, {
          asOf,
          threshold: "/tiers/2/attain/all/0",
          target: { tier, orHigher, customers: 1 },
        }),
      ).monotone;
    expect([monotone("silver", true), monotone("silver", false), monotone("bronze", false)]).toEqual([
      true,
      true,
      true,
    ]);
  });

  test("targets that are none", () => {
    const message = (target: unknown, more: object = {}): string => {
      try {
        solve(target as never, more);
        return "";
      } catch (error) {
        return `${(error as DomainError).code}: ${(error as DomainError).message}`;
      }
    };
    const costs = { per: "P1Y", amounts: { bronze: "0", silver: "10", gold: "0" } };
    expect([
      message("gold"),
      message(null),
      message({ budget: "1" }),
      message({ budget: "1,5" }, { costs }),
      message({ tier: "jade", share: 1 }),
      message({ tier: "gold", share: 1.01 }),
      message({ tier: "gold", share: -0.01 }),
      message({ tier: "gold", share: NaN }),
      message({ tier: "gold", customers: -1 }),
      message({ tier: "gold", customers: 0.5 }),
      message({ tier: "gold" }),
    ]).toEqual([
      'invalid-option: target: expected an object, received "gold"',
      "invalid-option: target: expected an object, received null",
      "invalid-option: target: expected costs beside a budget, received null",
      'invalid-option: target: expected a budget as decimal text such as "19.90", received "1,5"',
      'invalid-option: target: expected a tier of the policy, received "jade"',
      "invalid-option: target: expected a share of 0 to 1, received 1.01",
      "invalid-option: target: expected a share of 0 to 1, received -0.01",
      "invalid-option: target: expected a share of 0 to 1, received NaN",
      "invalid-option: target: expected a whole number of customers, received -1",
      "invalid-option: target: expected a whole number of customers, received 0.5",
      "invalid-option: target: expected a whole number of customers, received undefined",
    ]);
  });
});

describe("what a threshold is", () => {
  const nested = upper({
    any: [
      { all: [{ metric: "m", op: ">=", value: 1 }] },
      { atLeast: { n: 1, of: [{ metric: "m", op: "<", value: -1 }] } },
      { not: { metric: "m", op: ">", value: 2, onMissing: "met" } },
      { metric: "m", op: "=", value: 7 },
      { metric: "m", op: "in", value: [8, 9] },
      { memberOf: { segment: "s" } },
    ],
  });

  test("comparisons by order, wherever they stand, in their order; others have values that can be replaced", () => {
    const { thresholds } = thresholdSensitivity([], nested, { asOf });
    expect(thresholds.map(({ rule }) => rule)).toEqual([
      `${M}/any/0/all/0`,
      `${M}/any/1/atLeast/of/0`,
      `${M}/any/2/not`,
    ]);
    expect(thresholds[0]).toEqual({
      rule: `${M}/any/0/all/0`,
      role: "attain",
      part: "high",
      partLabel: { en: "high", "zh-CN": "high" },
      metric: "m",
      label: null,
      op: ">=",
      required: { kind: "number", value: 1 },
      pivotal: { customers: 0, value: yuan(0) },
      changes: ["-20", "-10", "10", "20"].map((percent) => ({
        percent,
        required: { kind: "number", value: 1 + Number(percent) / 100 },
        up: { customers: 0, value: yuan(0) },
        down: { customers: 0, value: yuan(0) },
      })),
      nearest: [],
    });
    const replaced = orThrow(withThreshold(nested, `${M}/any/3`, 6));
    expect(replaced.version).toBe(nested.version + 1);
    expect(JSON.stringify(replaced.tiers[1]?.attain)).toContain('"op":"=","value":6');
    expect(scaleThresholds(nested, [`${M}/any/3`], "2").ok).toBe(false);
    const solved = solveThreshold([], nested, { asOf, threshold: `${M}/any/3`, target: { tier: "high", share: 1 } });
    expect(solved.ok || solved.error).toEqual([
      {
        code: "not-a-threshold",
        severity: "error",
        path: `${M}/any/3`,
        keys: [],
        params: { pointer: `"${M}/any/3"` },
      },
    ]);
  });

  test.each([
    [null, 2, 1],
    ["met", 3, 1],
    ["unmet", 2, 1],
  ] as const)("who is not known stays as the policy says: %s", (onMissing, high, pivotal) => {
    const policy = upper({
      any: [
        { metric: "m", op: ">=", value: 5, onMissing },
        { metric: "m", op: ">=", value: 50 },
      ],
    });
    const rows = rowsOf([60, 7, null]);
    const { thresholds } = thresholdSensitivity(rows, policy, { asOf });
    const now = compareTierPolicies(rows, [policy], { asOf }).policies[0]?.tiers[1]?.customers;
    expect([now, thresholds[0]?.pivotal.customers]).toEqual([high, pivotal]);
    const held = rows.map((row) => ({ ...row, state: { tier: "high", since: "2026-01-01T00:00:00Z" } }));
    const kept = thresholdSensitivity(held, policy, { asOf });
    expect(kept.thresholds[0]?.pivotal.customers).toBe(pivotal);
  });

  test.each([
    [
      "money",
      null,
      { kind: "money", amount: "110.00", currency: "CNY" },
      { kind: "money", amount: "90.00", currency: "CNY" },
    ],
    ["count", null, { kind: "number", value: 110 }, { kind: "number", value: 90 }],
    ["count", "points", { kind: "number", value: 110, unit: "points" }, { kind: "number", value: 90, unit: "points" }],
    ["days", null, { kind: "number", value: 110, unit: "days" }, { kind: "number", value: 90, unit: "days" }],
    ["number", null, { kind: "number", value: 110 }, { kind: "number", value: 90 }],
  ] as const)("%s, unit %s: tagged as reasons tag it", (kind, unit, more, less) => {
    const policy = upper({ metric: "m", op: ">=", value: kind === "money" ? "100" : 100 }, kind, unit);
    const { thresholds } = thresholdSensitivity([], policy, { asOf, percents: ["10", "-10"] });
    expect(thresholds[0]?.changes.map(({ required }) => required)).toEqual([more, less]);
  });

  test("a threshold moved past what the metric can be moves nobody, and says so", () => {
    const moved = (kind: Kind, value: ComparisonValue, ...percents: readonly string[]): readonly unknown[] => {
      const rows = kind === "money" ? amounts("0.01", "999999999999.99") : rowsOf([0, 0.5, 1]);
      const { thresholds } = thresholdSensitivity(rows, compares(">=", value, kind), { asOf, percents });
      return (thresholds[0]?.changes ?? []).map(({ required, up, down }) => [
        required !== null,
        up.customers,
        down.customers,
      ]);
    };
    expect(moved("share", 0.5, "100", "100.1", "-100", "-101")).toEqual([
      [true, 0, 1],
      [false, 0, 0],
      [true, 1, 0],
      [false, 0, 0],
    ]);
    expect(moved("count", 1, "-100", "-200", "1000", "99999999999999999", "999999999999999999999")).toEqual([
      [true, 1, 0],
      [false, 0, 0],
      [true, 0, 1],
      [true, 0, 1],
      [false, 0, 0],
    ]);
    expect(moved("money", "999999999999.99", "900", "901", "-200", "-1200")).toEqual([
      [true, 0, 1],
      [false, 0, 0],
      [true, 1, 0],
      [false, 0, 0],
    ]);
    expect(moved("number", 1, "-100", "-200")).toEqual([
      [true, 2, 0],
      [true, 2, 0],
    ]);
  });

  test.each([
    [">=", [0, 1], [1, 0]],
    [">", [0, 1], [1, 0]],
    ["<=", [1, 0], [0, 1]],
    ["<", [1, 0], [0, 1]],
  ] as const)("who rises and falls when it goes up, and down: by %s", (op, raised, lowered) => {
    const rows = rowsOf([85, 95, 105, 115]).map((row) => ({ ...row, value: yuan(1) }));
    const { thresholds } = thresholdSensitivity(rows, compares(op, 100), { asOf, percents: ["10", "-10"] });
    expect(thresholds[0]?.changes.map(({ up, down }) => [up.customers, down.customers])).toEqual([raised, lowered]);
    expect(thresholds[0]?.pivotal).toEqual({ customers: 4, value: yuan(4) });
    const at = rowsOf([100, 110]);
    const edge = thresholdSensitivity(at, compares(op, 100), { asOf, percents: ["10"] }).thresholds[0]?.changes[0];
    const simulated = simulateTierPolicy(
      at,
      { before: compares(op, 100), after: orThrow(scaleThresholds(compares(op, 100), [M], "1.1")) },
      { asOf },
    ).moved;
    expect([edge?.up, edge?.down]).toEqual([simulated.up, simulated.down]);
  });

  test("the nearest first, then by identifier, then by place; of those as near, so many as are listed", () => {
    const near = (id: string, m: number): TierPortfolioRow => ({ customerId: id, state: null, metrics: { m } });
    const rows = [near("b", 11), near("a", 9), near("z", 10), near("a", 11), near("c", 30)];
    const listed = (most: number): readonly unknown[] =>
      thresholdSensitivity(rows, compares(">=", 10), { asOf, listed: most }).thresholds[0]?.nearest.map(
        ({ customerId, index }) => [customerId, index],
      ) ?? [];
    const all = [
      ["z", 2],
      ["a", 1],
      ["a", 3],
      ["b", 0],
      ["c", 4],
    ];
    expect([0, 1, 2, 3, 9].map(listed)).toEqual([0, 1, 2, 3, 9].map((most) => all.slice(0, most)));
    const nearest = thresholdSensitivity(rows, compares(">=", 10), { asOf }).thresholds[0]?.nearest[1];
    expect(nearest).toEqual({
      customerId: "a",
      index: 1,
      from: "low",
      to: "high",
      met: false,
      marginal: { kind: "number", value: 9 },
      distance: { kind: "number", value: 1 },
      value: null,
    });
  });

  test("distances are exact, as the values are written", () => {
    const distances = (policy: TierPolicy, rows: readonly TierPortfolioRow[]): readonly unknown[] =>
      thresholdSensitivity(rows, policy, { asOf }).thresholds[0]?.nearest.map(({ marginal, distance }) => [
        marginal,
        distance,
      ]) ?? [];
    const cny = (amount: string): unknown => ({ kind: "money", amount, currency: "CNY" });
    expect(distances(compares(">=", "1", "money"), amounts("0.9", "-1.0005", "3"))).toEqual([
      [cny("0.9"), cny("0.10")],
      [cny("3"), cny("2.00")],
      [cny("-1.0005"), cny("2.0005")],
    ]);
    expect(distances(compares(">=", 0.3), rowsOf([0.1, { value: 0.7 }]))).toEqual([
      [
        { kind: "number", value: 0.1 },
        { kind: "number", value: 0.2 },
      ],
      [
        { kind: "number", value: 0.7 },
        { kind: "number", value: 0.4 },
      ],
    ]);
  });
});
