import {
  type BgNbdScoring,
  expectedOrders,
  expectedSpend,
  type GammaGammaScoring,
  historicValue,
  historyColumns,
  type PurchaseHistory,
  probabilityAlive,
  repeatBuyers,
  residualValue,
  type ResidualValueOptions,
  scoreClv,
} from "clientele/clv";
import { money, orThrow } from "clientele/core";
import { defineHistoryPolicy, summarizeOrders } from "clientele/history";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anyHistory, published, spendModel } from "../support/clv.ts";

const customer = { frequency: 2, recencyDays: 213, ageDays: 272, spend: money("44.69", "USD") };
const horizon = { amount: 39, unit: "week" } as const;
const options: ResidualValueOptions = { horizon, discount: { annual: 0.1 }, margin: "0.35", rounding: "half-even" };
const models = { orders: published, spend: spendModel };

describe("examples", () => {
  test("the first customer of the CDNOW sample expects 1.23 orders in the next 39 weeks, as published", () => {
    // Fader, Hardie and Lee, Implementing the BG/NBD Model in Excel: x = 2, t = 30.43, T = 38.86
    const history = { frequency: 2, recency: 30.43, age: 38.86, unit: "week" } as const;
    expect(orThrow(expectedOrders(history, published, { horizon })).orders).toBeCloseTo(1.226, 3);
  });

  test("days and the model's own unit are one customer", () => {
    const days = orThrow(probabilityAlive(customer, published));
    const weeks = orThrow(probabilityAlive({ frequency: 2, recency: 213 / 7, age: 272 / 7, unit: "week" }, published));
    expect(days).toEqual(weeks);
  });

  test.each([
    ["day", 273],
    ["month", 273 / 30.4375],
    ["year", 273 / 365.25],
  ] as const)("a horizon in %ss is converted", (unit, amount) => {
    const asked = { amount, unit };
    const estimate = orThrow(expectedOrders(customer, published, { horizon: asked }));
    expect(estimate.orders).toBeCloseTo(orThrow(expectedOrders(customer, published, { horizon })).orders, 12);
    expect(estimate.horizon).toEqual(asked);
  });

  test("a newcomer's chance of 1 says nothing, and the reasons say so", () => {
    const newcomer = { frequency: 0, recencyDays: 0, ageDays: 300, spend: money("0.00", "USD") };
    const reason = {
      code: "alive-uninformative",
      rule: "",
      metric: "frequency",
      op: ">",
      observed: { kind: "number", value: 0, unit: "repeat purchases" },
      required: { kind: "number", value: 0, unit: "repeat purchases" },
      verdict: "unknown",
      label: null,
    };
    expect(orThrow(probabilityAlive(newcomer, published))).toEqual({ probability: 1, in: null, reasons: [reason] });
    expect(orThrow(expectedOrders(newcomer, published, { horizon })).reasons).toEqual([reason]);
    expect(orThrow(residualValue(newcomer, models, options)).reasons).toEqual([reason]);
    expect(orThrow(probabilityAlive(customer, published)).reasons).toEqual([]);
  });

  test("historic value is exact, and below zero for who cost more", () => {
    const worth = (amount: string, costs: readonly string[]) => {
      const value = historicValue(
        { monetary: money(amount, "CNY") },
        { margin: "0.35", rounding: "half-even", costs: costs.map((cost) => money(cost, "CNY")) },
      );
      return value.ok ? { ok: true, value: value.value.value } : value;
    };
    expect(worth("0.30", [])).toEqual({ ok: true, value: money("0.10", "CNY") }); // 0.105, to even
    expect(worth("123456789012345678.90", ["0.01", "0.02"])).toEqual({
      ok: true,
      value: money("43209876154320987.59", "CNY"), // .615 to .62, to even; less .03
    });
    expect(worth("10.00", ["5.00"])).toEqual({ ok: true, value: money("-1.50", "CNY") });
    expect(worth("-20.00", [])).toEqual({ ok: true, value: money("-7.00", "CNY") });
  });

  test("historic value counts the service of every order, rounded once with the other costs", () => {
    const value = historicValue(
      { monetary: money("99.99", "CNY"), orders: 7 },
      { margin: "0.5", rounding: "half-even", costs: [money("0.004", "CNY")], perOrder: money("1.143", "CNY") },
    );
    expect(value).toEqual({
      ok: true,
      value: {
        value: money("42.00", "CNY"),
        parts: { margin: money("50.00", "CNY"), costs: money("8.00", "CNY") }, // 49.995, to even; 8.005, to even
        assumes: ["assumes-margin-so-far"],
      },
    });
  });

  test("residual value is its parts", () => {
    const { value, parts, assumes, ...asked } = orThrow(residualValue(customer, models, options));
    expect(parts.probabilityAlive).toBe(orThrow(probabilityAlive(customer, published)).probability);
    expect(parts.expectedOrders).toBe(orThrow(expectedOrders(customer, published, { horizon })).orders);
    expect(parts.expectedSpend).toBe(orThrow(expectedSpend(customer, spendModel)).mean);
    expect(parts.discountedOrders).toBeLessThan(parts.expectedOrders ?? NaN);
    expect(Number(value.amount)).toBeCloseTo(parts.discountedOrders * parts.expectedSpend * 0.35, 2);
    expect(assumes).toEqual(["assumes-steady-customers", "assumes-independent-spend", "assumes-constant-margin"]);
    expect(asked).toMatchObject({ horizon, discount: { annual: 0.1 }, margin: "0.35", reasons: [] });
  });

  test("an annual rate is the continuous one of its logarithm", () => {
    const parts = (discount: ResidualValueOptions["discount"]) =>
      orThrow(residualValue(customer, models, { ...options, discount })).parts.discountedOrders;
    const annual = parts({ annual: 0.15 });
    expect(parts({ continuous: Math.log(1.15), per: "year" })).toBeCloseTo(annual, 13);
    expect(parts({ continuous: (Math.log(1.15) * 7) / 365.25, per: "week" })).toBeCloseTo(annual, 13);
    expect(parts({ continuous: Math.log(1.15) / 365.25, per: "day" })).toBeCloseTo(annual, 13);
  });

  test("the discounted orders are the sum over fine periods of what is expected in each", () => {
    const { discountedOrders } = orThrow(residualValue(customer, models, options)).parts;
    const until = (weeks: number): number =>
      orThrow(expectedOrders(customer, published, { horizon: { amount: weeks, unit: "week" } })).orders;
    let sum = 0;
    for (let step = 0; step < 3900; step++) {
      const middle = (step + 0.5) / 100;
      sum += (until((step + 1) / 100) - until(step / 100)) * 1.1 ** ((-middle * 7) / 365.25);
    }
    expect(discountedOrders).toBeCloseTo(sum, 8);
  });
});

describe("refusals", () => {
  test.each<[PurchaseHistory, unknown]>([
    [
      { frequency: 1.5, recencyDays: 1, ageDays: 2 },
      { code: "invalid-fact", path: "/frequency", expected: "non-negative-integer", observed: "1.5" },
    ],
    [
      { frequency: 1, recencyDays: -1, ageDays: 2 },
      { code: "invalid-fact", path: "/recencyDays", expected: "non-negative-number", observed: "-1" },
    ],
    [
      { frequency: 1, recency: 1, age: NaN, unit: "day" },
      { code: "invalid-fact", path: "/age", expected: "non-negative-number", observed: "NaN" },
    ],
    [
      { frequency: 1, recency: 1, age: 2, unit: "fortnight" as "day" },
      { code: "invalid-fact", path: "/unit", expected: "time-unit", observed: '"fortnight"' },
    ],
    [null as unknown as PurchaseHistory, { code: "invalid-fact", path: "", expected: "object", observed: "null" }],
    [
      { frequency: 1, recencyDays: 3, ageDays: 2 },
      { code: "recency-beyond-age", recency: 3, age: 2 },
    ],
    [
      { frequency: 0, recencyDays: 1, ageDays: 2 },
      { code: "recency-without-repeat", recency: 1 },
    ],
    [
      { frequency: 4, recencyDays: 0, ageDays: 2 },
      { code: "repeat-without-recency", frequency: 4 },
    ],
  ])("%j", (history, error) => {
    expect(probabilityAlive(history, published)).toEqual({ ok: false, error });
    expect(expectedOrders(history, published, { horizon })).toEqual({ ok: false, error });
  });

  test("spend that cannot be read", () => {
    const refusal = (history: Parameters<typeof expectedSpend>[0]) => expectedSpend(history, spendModel);
    expect(refusal({ frequency: 2, monetary: 0 })).toMatchObject({
      error: { code: "invalid-fact", path: "/monetary" },
    });
    expect(refusal({ frequency: -2, monetary: 1 })).toMatchObject({ error: { path: "/frequency" } });
    expect(refusal({ frequency: 2, spend: money("-3.00", "USD") })).toMatchObject({ error: { path: "/spend/amount" } });
    expect(refusal({ frequency: 2, spend: { amount: "x", currency: "USD" } })).toMatchObject({
      error: { path: "/spend/amount" },
    });
    expect(refusal({ frequency: 2, spend: money("3.00", "CNY") })).toEqual({
      ok: false,
      error: { code: "currency-mismatch", expected: "USD", observed: "CNY" },
    });
    expect(refusal(null as never)).toMatchObject({ error: { code: "invalid-fact", path: "" } });
    const heavy: GammaGammaScoring = { ...spendModel, parameters: { p: 1, q: 0.5, v: 10 } };
    expect(expectedSpend({ frequency: 0, monetary: 0 }, heavy)).toEqual({
      ok: false,
      error: { code: "infinite-spend", frequency: 0 },
    });
    expect(residualValue({ ...customer, frequency: 0, recencyDays: 0 }, { ...models, spend: heavy }, options)).toEqual({
      ok: false,
      error: { code: "infinite-spend", frequency: 0 },
    });
  });

  test("a value that has no plain decimal text", () => {
    const rich = { frequency: 2, recencyDays: 213, ageDays: 272, monetary: 1e25 };
    expect(residualValue(rich, models, options)).toMatchObject({ ok: false, error: { code: "value-out-of-range" } });
    const nearly = residualValue({ ...rich, monetary: 1e19 }, models, options);
    expect(orThrow(nearly).value.amount).toMatch(/^\d{18,20}\.\d\d$/);
  });

  test("historic value of what is no money, or of two currencies", () => {
    const plain = { margin: "0.35", rounding: "half-even" } as const;
    expect(historicValue({ monetary: { amount: "1e3", currency: "CNY" } }, plain)).toMatchObject({
      error: { code: "invalid-fact", path: "/monetary/amount" },
    });
    const subject = { monetary: money("1.00", "CNY") };
    expect(historicValue(subject, { ...plain, costs: [money("1.00", "USD")] })).toMatchObject({
      error: { code: "currency-mismatch" },
    });
    expect(historicValue(subject, { ...plain, costs: [money("1.00", "CNY"), money("1.00", "USD")] })).toMatchObject({
      error: { code: "currency-mismatch" },
    });
    expect(historicValue(subject, { ...plain, costs: [null as never] })).toMatchObject({ error: { path: "/costs/0" } });
    const perOrder = money("1.00", "CNY");
    for (const orders of [undefined, -1, 1.5]) {
      expect(historicValue({ ...subject, orders }, { ...plain, perOrder })).toMatchObject({
        error: { code: "invalid-fact", path: "/orders" },
      });
    }
    expect(historicValue({ ...subject, orders: 1 }, { ...plain, perOrder: money("1.00", "USD") })).toMatchObject({
      error: { code: "currency-mismatch", expected: "CNY", observed: "USD" },
    });
    expect(historicValue(null as never, plain)).toMatchObject({ error: { code: "invalid-fact", path: "" } });
  });

  test.each<[string, unknown]>([
    ["nothing", null],
    ["another format", { ...published, format: "bg-nbd-model/2" }],
    ["no unit", { ...published, unit: "weeks" }],
    ["an inherited unit", { ...published, unit: "constructor" }],
    ["a parameter of zero", { ...published, parameters: { ...published.parameters, a: 0 } }],
    ["a parameter missing", { ...published, parameters: { r: 1, alpha: 1, a: 1 } }],
    ["a model of spend", spendModel],
  ])("%s is no BG/NBD model", (_, model) => {
    const invalid: unknown = expect.objectContaining({ code: "invalid-model" });
    expect(() => probabilityAlive(customer, model as BgNbdScoring)).toThrow(invalid);
    expect(() => expectedOrders(customer, model as BgNbdScoring, { horizon })).toThrow(invalid);
    expect(() => residualValue(customer, { ...models, orders: model as BgNbdScoring }, options)).toThrow(invalid);
  });

  test.each<[string, unknown]>([
    ["a model of orders", published],
    ["an unknown currency", { ...spendModel, currency: "XXL" }],
    ["a parameter below zero", { ...spendModel, parameters: { p: 1, q: 2, v: -1 } }],
  ])("%s is no Gamma-Gamma model", (_, model) => {
    expect(() => expectedSpend(customer, model as GammaGammaScoring)).toThrow(
      expect.objectContaining({ code: "invalid-model" }),
    );
  });

  test.each<[string, unknown]>([
    ["a horizon below zero", { horizon: { amount: -1, unit: "week" } }],
    ["an endless horizon", { horizon: { amount: Infinity, unit: "week" } }],
    ["a horizon without unit", { horizon: { amount: 3 } }],
    ["a discount below zero", { discount: { annual: -0.1 } }],
    ["a discount per nothing", { discount: { continuous: 0.1 } }],
    ["a continuous discount that is no number", { discount: { continuous: NaN, per: "day" } }],
    ["a binary margin", { margin: 0.35 }],
    ["another rounding", { rounding: "nearest" }],
  ])("%s is a mistake of the caller", (_, change) => {
    const asked = { ...options, ...(change as Partial<ResidualValueOptions>) };
    expect(() => residualValue(customer, models, asked)).toThrow(expect.objectContaining({ code: "invalid-option" }));
  });
});

describe("populations", () => {
  const summaries = [
    { customerId: "constructor", repeat: customer },
    { customerId: "b", repeat: null },
    { customerId: "c", repeat: { frequency: 0, recencyDays: 0, ageDays: 28, spend: money("0.00", "USD") } },
    { customerId: "d", repeat: { ...customer, spend: money("1.00", "CNY") } },
    { customerId: "e", repeat: { ...customer, recencyDays: 300 } },
    { customerId: "f", repeat: { ...customer, recencyDays: -3 } },
    { customerId: "g", repeat: { ...customer, spend: { amount: "1e3", currency: "USD" } } },
  ];

  test("columns come in the unit asked for; who has no row is listed", () => {
    const columns = historyColumns(summaries, { unit: "week", currency: "USD" });
    expect(columns).toEqual({
      unit: "week",
      currency: "USD",
      ids: ["constructor", "c"],
      frequency: Float64Array.of(2, 0),
      recency: Float64Array.of(213 / 7, 0),
      age: Float64Array.of(272 / 7, 4),
      monetary: Float64Array.of(22.345, 0),
      findings: expect.objectContaining({ total: 5 }) as unknown,
    });
    expect(columns.findings.rows.map(({ index, code, path }) => [index, code, path])).toEqual([
      [1, "never-purchased", "/repeat"],
      [3, "currency-mismatch", "/repeat/spend/currency"],
      [4, "recency-beyond-age", ""],
      [5, "invalid-fact", "/repeat/recencyDays"],
      [6, "invalid-fact", "/repeat/spend/amount"],
    ]);
    expect(structuredClone(columns)).toEqual(columns);
    expect(() => historyColumns([], { unit: "week", currency: "XXL" })).toThrow(
      expect.objectContaining({ code: "invalid-option" }),
    );
  });

  test("summaries of orders go straight in", () => {
    const policy = defineHistoryPolicy({
      id: "orders",
      version: 1,
      timeZone: "Asia/Shanghai",
      currency: "CNY",
      refunds: "net",
    });
    const order = (at: string, amount: string) => ({ customerId: "c1", at, amount: money(amount, "CNY") });
    const { customers } = summarizeOrders(
      [order("2025-01-01T10:00:00+08:00", "10.00"), order("2025-01-15T10:00:00+08:00", "30.00")],
      policy,
      { asOf: "2025-01-29T23:59:59.999+08:00" },
    );
    const { frequency, recency, age, monetary } = historyColumns(customers, { unit: "week", currency: "CNY" });
    expect([...frequency, ...recency, ...age, ...monetary]).toEqual([1, 2, 4, 30]);
    const repeat = customers[0]?.repeat;
    if (repeat === undefined || repeat === null) throw new Error("expected repeat purchases");
    expect(orThrow(probabilityAlive(repeat, published)).probability).toBeLessThan(1);
  });

  test("a population is scored as its customers are, one by one, in whatever unit it comes", () => {
    const rows = fc.array(anyHistory, { maxLength: 8 });
    fc.assert(
      fc.property(rows, fc.constantFrom("day", "week", "month", "year"), (histories, unit) => {
        const columns = {
          unit,
          frequency: histories.map((row) => row.frequency),
          recency: histories.map((row) => row.recency),
          age: histories.map((row) => row.age),
          monetary: histories.map((row) => (row.frequency > 0 ? 20 : 0)),
          currency: "USD",
        };
        const scores = scoreClv(columns, models, { horizon });
        const each = histories.map((row) => ({ ...row, unit }));
        expect(scores.findings.total).toBe(0);
        expect([...scores.probabilityAlive]).toEqual(
          each.map((row) => orThrow(probabilityAlive(row, published)).probability),
        );
        expect([...scores.expectedOrders]).toEqual(
          each.map((row) => orThrow(expectedOrders(row, published, { horizon })).orders),
        );
        expect([...(scores.expectedSpend ?? [])]).toEqual(
          each.map(({ frequency }) => orThrow(expectedSpend({ frequency, monetary: 20 }, spendModel)).mean),
        );
      }),
    );
  });

  test("rows that cannot be true are NaN and listed; the others are scored", () => {
    const columns = {
      unit: "week",
      frequency: [2, 1, 2],
      recency: [30, 40, 30],
      age: [38, 39, 38],
      monetary: [20, 20, -5],
    } as const;
    const scores = scoreClv(columns, models, { horizon });
    expect(scores.findings.rows.map(({ index, code }) => [index, code])).toEqual([
      [1, "recency-beyond-age"],
      [2, "invalid-fact"],
    ]);
    expect(Array.from(scores.probabilityAlive, Number.isNaN)).toEqual([false, true, false]);
    expect(Array.from(scores.expectedOrders, Number.isNaN)).toEqual([false, true, false]);
    expect(Array.from(scores.expectedSpend ?? [], Number.isNaN)).toEqual([false, false, true]);
    expect(scoreClv(columns, { orders: published }, { horizon }).expectedSpend).toBeNull();
    expect(scoreClv(columns, { orders: published }, { horizon, listed: 0 }).findings).toMatchObject({
      total: 1,
      rows: [],
    });
  });

  test("columns that do not fit the models are a mistake of the caller", () => {
    const columns = { unit: "week", frequency: [2], recency: [30], age: [38] } as const;
    const invalid: unknown = expect.objectContaining({ code: "invalid-columns" });
    expect(() => scoreClv(columns, models, { horizon })).toThrow(invalid);
    expect(() => scoreClv({ ...columns, monetary: [1], currency: "CNY" }, models, { horizon })).toThrow(invalid);
    expect(() => scoreClv({ ...columns, age: [1, 2] }, models, { horizon })).toThrow(invalid);
  });

  test("repeat buyers are those a spend model can learn from; how many were left out is told", () => {
    expect(
      repeatBuyers({ frequency: [0, 2, 1, 3], monetary: [9, 30, 0, 5], weight: [1, 2, 3, 4], currency: "CNY" }),
    ).toEqual({
      frequency: Float64Array.of(2, 3),
      monetary: Float64Array.of(30, 5),
      weight: Float64Array.of(2, 4),
      currency: "CNY",
      leftOut: 2,
    });
  });
});
