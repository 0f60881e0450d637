import {
  type ClvPolicyInput,
  customerValue,
  customerValues,
  defineClvPolicy,
  expectedOrders,
  historicValue,
  parseClvPolicy,
  type ParetoNbdScoring,
  residualValue,
  restoreClvPolicy,
  reviewClvPolicy,
  spendColumns,
  valueConcentration,
  type ValueModels,
  type ValueSubject,
} from "clientele/clv";
import { type Money, money, moneyFromMinor, orThrow, storePolicy } from "clientele/core";
import type { Order } from "clientele/customer";
import { explain } from "clientele/explain";
import { type CustomerSummary, defineHistoryPolicy, summarizeOrders } from "clientele/history";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { throughJson } from "../support/history.ts";
import { published, relativeError, spendModel } from "../support/clv.ts";

const paretoNbd: ParetoNbdScoring = {
  format: "pareto-nbd-model/1",
  unit: "week",
  parameters: { r: 0.553, alpha: 10.578, s: 0.606, beta: 11.669 },
};
const models: ValueModels = { orders: paretoNbd, spend: spendModel };
const literal: ClvPolicyInput = {
  id: "value",
  version: 2,
  currency: "USD",
  timeZone: "America/New_York",
  refunds: "net",
  firstOrderInSpend: false,
  margin: "0.35",
  costs: { acquisition: "5.00", perOrder: "1.50" },
  discount: { annual: 0.1 },
  horizon: { amount: 3, unit: "year" },
  rounding: "half-even",
};
const policyWith = (part: Partial<ClvPolicyInput> = {}) => defineClvPolicy({ ...literal, ...part });
const asOf = "2026-05-31T23:59:59-04:00";
const usd = (amount: string): Money => money(amount, "USD");
const order = (day: string, amount: string, refund?: string): Order => ({
  id: day,
  customerId: "ada",
  at: `${day}T12:00:00-05:00`,
  amount: usd(amount),
  ...(refund === undefined ? {} : { refunds: [{ at: `${day}T13:00:00-05:00`, amount: usd(refund) }] }),
});
const orders = [order("2026-01-03", "21.00"), order("2026-03-14", "44.69")];
const ada = { customerId: "ada", orders };
const summaryOf = (of: readonly Order[], refunds: "net" | "ignore" = "net"): CustomerSummary => {
  const counting = { id: "orders", version: 1, timeZone: "America/New_York", currency: "USD", refunds };
  const [summary] = summarizeOrders(of, defineHistoryPolicy(counting), { asOf }).customers;
  if (summary === undefined) throw new Error("no customer");
  return summary;
};
const valueOf = (subject: ValueSubject, part: Partial<ClvPolicyInput> = {}) =>
  customerValue(subject, models, policyWith(part), { asOf });

describe("examples", () => {
  // by quadrature in mpmath 1.3 with 30 digits: one repeat purchase after 70 of 148 days, mean spend 44.69
  const truth = {
    alive: 0.707760035651184457,
    discounted: 2.55741877098487878,
    spend: 41.8033926585094549,
    residual: 33.58, // 33.581945...
  };

  test("a customer by their orders, part by part", () => {
    const value = orThrow(valueOf(ada));
    expect(relativeError(value.probabilityAlive, truth.alive)).toBeLessThan(1e-12);
    expect(relativeError(value.discountedOrders, truth.discounted)).toBeLessThan(1e-12);
    expect(relativeError(value.expectedSpend, truth.spend)).toBeLessThan(1e-12);
    expect(value).toMatchObject({
      customerId: "ada",
      asOf: "2026-06-01T03:59:59.000Z",
      policy: { id: "value", version: 2 },
      models: { orders: "pareto-nbd-model/1", spend: "gamma-gamma-model/1" },
      historic: usd("14.99"), // 22.9915, less 5 and twice 1.50
      residual: usd(truth.residual.toFixed(2)),
      total: usd("48.57"),
      assumes: ["assumes-steady-customers", "assumes-independent-spend", "assumes-constant-margin"],
    });
    expect(explain(value, { locale: "en" })).toEqual([
      "the chance that the customer is still alive is 0.708",
      "expected orders of the next 3 years, each discounted to now: 2.557",
      "an order of this customer is expected to come to USD 41.80",
      "the margin on what was spent so far is USD 22.99",
      "the customer has cost USD 8.00 so far",
      "the orders of the next 3 years are worth USD 33.58 today (margin 35 %; USD 1.50 to serve each purchase day; discounted at 10 % a year)",
    ]);
    expect(explain(value, { locale: "zh-CN" })[5]).toBe(
      "未来 3 年的订单现值为 33.58 USD（利润率 35%；每个购买日的服务成本 1.50 USD；年折现率 10%）",
    );
  });

  test("tells which part of the policy each figure comes from", () => {
    const value = orThrow(valueOf(ada));
    expect(value.reasons.map(({ code, rule, metric }) => [code, rule, metric])).toEqual([
      ["value-alive", "", "probabilityAlive"],
      ["value-orders", "/horizon", "discountedOrders"],
      ["value-spend", "/firstOrderInSpend", "expectedSpend"],
      ["value-margin-so-far", "/margin", "monetary"],
      ["value-costs-so-far", "/costs", "costs"],
      ["value-to-come", "/discount", "residual"],
    ]);
    for (const { op, required, verdict, label } of value.reasons) {
      expect([op, required, verdict, label]).toEqual([null, null, "met", null]);
    }
    expect(value.reasons.map(({ observed }) => observed)).toMatchObject([
      { kind: "number", value: 0.708 },
      { kind: "number", value: 2.557 },
      { kind: "money", amount: "41.80", currency: "USD" },
      { kind: "money", amount: "22.99", currency: "USD" },
      { kind: "money", amount: "8.00", currency: "USD" },
      { kind: "money", amount: "33.58", currency: "USD" },
    ]);
    const endless = orThrow(valueOf(ada, { horizon: null }));
    expect(endless.reasons[1]).toMatchObject({ code: "value-orders", rule: "/discount" });
    const { repeat } = summaryOf(orders);
    if (repeat === null) throw new Error("expected repeat purchases");
    const plain = orThrow(expectedOrders(repeat, paretoNbd, { horizon: { amount: 3, unit: "year" } })).orders;
    expect(value.expectedOrders).toBeCloseTo(plain, 12);
    expect(value.discountedOrders).toBeLessThan(plain);
  });

  test("with the first order in the mean, and a share that comes back", () => {
    const value = orThrow(valueOf(ada, { firstOrderInSpend: true, refundShare: "0.1" }));
    expect(relativeError(value.expectedSpend, 33.2718175853018372)).toBeLessThan(1e-12);
    expect(value.residual).toEqual(usd("22.97")); // 22.96721...
  });

  test("with costs of their own, which may exceed all they bring", () => {
    const value = orThrow(valueOf({ ...ada, costs: [usd("50.00"), usd("0.99")] }));
    expect([value.historic, value.total]).toEqual([usd("-36.00"), usd("-2.42")]);
    expect(orThrow(valueOf(ada, { costs: { perOrder: "100" } })).residual.amount).toMatch(/^-218/);
  });

  test("refunds count as the policy says", () => {
    const refunded = {
      customerId: "ada",
      orders: [order("2026-01-03", "21.00"), order("2026-03-14", "44.69", "10.00")],
    };
    expect(orThrow(valueOf(refunded)).historic).toEqual(usd("11.49")); // 55.69 * 0.35 = 19.4915, less 8
    expect(orThrow(valueOf(refunded, { refunds: "ignore" })).historic).toEqual(usd("14.99"));
    const voided = { customerId: "ada", orders: [order("2026-01-03", "21.00"), order("2026-03-14", "44.69", "44.69")] };
    const value = orThrow(valueOf(voided, { refunds: "void" }));
    expect(value.historic).toEqual(usd("0.85")); // one order of 21.00
    expect(value.probabilityAlive).toBeLessThan(truth.alive);
  });

  test("without costs and horizon", () => {
    const value = orThrow(valueOf(ada, { costs: null, horizon: null }));
    expect([value.expectedOrders, value.historic]).toEqual([null, usd("22.99")]);
    expect(value.discountedOrders).toBeGreaterThan(truth.discounted);
  });

  test("someone with one order under BG/NBD: the reasons say that 1 means nothing", () => {
    const newcomer = { customerId: "ada", orders: [order("2026-04-01", "21.00")] };
    const value = orThrow(customerValue(newcomer, { ...models, orders: published }, policyWith(), { asOf }));
    expect(value.probabilityAlive).toBe(1);
    expect(value.reasons.map(({ code }) => code)).toEqual([
      "value-alive",
      "value-orders",
      "value-spend",
      "value-margin-so-far",
      "value-costs-so-far",
      "value-to-come",
      "alive-uninformative",
    ]);
  });

  test("a day begins where the policy says", () => {
    // half past eleven in New York is the next day in London
    const late = { ...order("2026-05-31", "10.00"), at: "2026-05-30T23:30:00-04:00" };
    const until = { asOf: "2026-05-31T00:30:00-04:00" };
    const subject = { customerId: "ada", orders: [{ ...late, id: "x", at: "2026-05-30T12:00:00-04:00" }, late] };
    const repeats = (timeZone: string) => {
      const value = customerValue(subject, { ...models, orders: published }, policyWith({ timeZone }), until);
      return orThrow(value).reasons.some(({ code }) => code === "alive-uninformative") ? 0 : 1;
    };
    expect([repeats("America/New_York"), repeats("Europe/London")]).toEqual([0, 1]);
  });
});

describe("refusals", () => {
  const summary = summaryOf(orders);

  test.each<[string, unknown, unknown]>([
    ["no customer", null, { code: "invalid-fact", path: "", expected: "object", observed: "null" }],
    [
      "no name",
      { orders },
      { code: "invalid-fact", path: "/customerId", expected: "non-empty-text", observed: "undefined" },
    ],
    ["no order", { customerId: "ada", orders: [] }, { code: "never-purchased", customerId: "ada" }],
    [
      "orders of someone else",
      { customerId: "bob", orders },
      { code: "invalid-fact", path: "/orders/0/customerId", expected: "this-customer", observed: '"ada"' },
    ],
    [
      "no order at all",
      { customerId: "ada", orders: [...orders, null] },
      { code: "invalid-fact", path: "/orders/2/customerId", expected: "this-customer", observed: "undefined" },
    ],
    [
      "a summary of another moment",
      { ...summary, asOf: "2026-05-31T00:00:00.000Z" },
      { code: "as-of-mismatch", expected: "2026-06-01T03:59:59.000Z", observed: "2026-05-31T00:00:00.000Z" },
    ],
    ["a summary without purchase", { ...summary, repeat: null }, { code: "never-purchased", customerId: "ada" }],
    [
      "a summary that counts no orders",
      { ...summary, orders: -1 },
      { code: "invalid-fact", path: "/orders", expected: "non-negative-integer", observed: "-1" },
    ],
    [
      "orders that are none",
      { customerId: "ada", orders: "many", asOf: summary.asOf },
      { code: "invalid-fact", path: "/orders", expected: "non-negative-integer", observed: '"many"' },
    ],
    [
      "costs that are no list",
      { ...summary, costs: "5" },
      { code: "invalid-fact", path: "/costs", expected: "array", observed: '"5"' },
    ],
    [
      "a cost that is no money",
      { ...summary, costs: [usd("1"), { amount: "x", currency: "USD" }] },
      { code: "invalid-fact", path: "/costs/1/amount", expected: "decimal", observed: '"x"' },
    ],
    [
      "spend that is no money",
      { ...summary, repeat: { ...summary.repeat, spend: null } },
      { code: "invalid-fact", path: "/repeat/spend", expected: "money", observed: "null" },
    ],
    [
      "a free repeat order, from which no spend follows",
      { ...summary, repeat: { ...summary.repeat, spend: usd("0.00") } },
      { code: "invalid-fact", path: "/repeat/spend/amount", expected: "positive-number", observed: '"0.00"' },
    ],
    [
      "a time that is none",
      { ...summary, repeat: { ...summary.repeat, ageDays: NaN } },
      { code: "invalid-fact", path: "/repeat/ageDays", expected: "non-negative-number", observed: "NaN" },
    ],
    [
      "gross that is no money",
      { ...summary, gross: 3 },
      { code: "invalid-fact", path: "/gross", expected: "money", observed: "3" },
    ],
    [
      "repeats that are none",
      { ...summary, repeat: 3 },
      { code: "invalid-fact", path: "/repeat", expected: "object", observed: "3" },
    ],
    [
      "another currency",
      { ...summary, monetary: money("5", "CNY") },
      { code: "currency-mismatch", expected: "CNY", observed: "USD" },
    ],
    [
      "a history that cannot be",
      { ...summary, repeat: { ...summary.repeat, recencyDays: 900 } },
      { code: "recency-beyond-age", recency: 900, age: 148 },
    ],
  ])("%s", (_, subject, error) => {
    expect(valueOf(subject as ValueSubject)).toEqual({ ok: false, error });
  });

  test("orders that cannot be read are told, none is left out", () => {
    const result = valueOf({
      customerId: "ada",
      orders: [...orders, { ...order("2026-02-01", "1"), at: "yesterday" }],
    });
    expect(result).toMatchObject({ ok: false, error: { code: "invalid-orders", total: 1, first: 2 } });
    if (!result.ok) {
      expect(explain(result.error, { locale: "en" })).toEqual([
        "orders that cannot be read: 1, so nothing was valued; the first is number 2",
        expect.stringMatching(/^  row 2: /),
      ]);
    }
  });

  test("a value that has no plain decimal text", () => {
    const rich = {
      ...summary,
      repeat: { frequency: 1, recencyDays: 70, ageDays: 148, spend: usd(`1${"0".repeat(30)}`) },
    };
    expect(valueOf(rich)).toMatchObject({ ok: false, error: { code: "value-out-of-range" } });
  });

  test("mistakes of the caller throw", () => {
    const of = (part: { models?: unknown; policy?: unknown; asOf?: unknown }) => () =>
      customerValue(ada, (part.models ?? models) as ValueModels, (part.policy ?? policyWith()) as never, {
        asOf: (part.asOf ?? asOf) as string,
      });
    expect(of({ policy: { ...policyWith() } })).toThrow(expect.objectContaining({ code: "policy-not-checked" }));
    expect(of({ asOf: "today" })).toThrow(expect.objectContaining({ code: "invalid-instant" }));
    expect(of({ models: { ...models, orders: spendModel } })).toThrow(
      expect.objectContaining({ code: "invalid-model" }),
    );
    expect(of({ models: { ...models, spend: published } })).toThrow(expect.objectContaining({ code: "invalid-model" }));
    expect(of({ models: { ...models, spend: { ...spendModel, currency: "CNY" } } })).toThrow(
      expect.objectContaining({ code: "invalid-model" }),
    );
  });
});

describe("the policy", () => {
  test("goes through its doors, and back from storage without a schema", () => {
    const policy = policyWith();
    expect(parseClvPolicy(throughJson(literal))).toEqual({ ok: true, value: policy });
    const restored = orThrow(restoreClvPolicy(throughJson(storePolicy(policy))));
    expect(restored).toEqual(policy);
    expect(customerValue(ada, models, restored, { asOf })).toEqual(valueOf(ada));
    expect(restoreClvPolicy({ ...storePolicy(policy), fingerprint: "" })).toMatchObject({
      error: { code: "corrupt-policy" },
    });
    expect(policy).toMatchObject({ refundShare: null, meta: null });
  });

  test.each<[string, object, string, string]>([
    ["no margin", { margin: undefined }, "missing-key", "/margin"],
    ["a margin that is a number", { margin: 0.35 }, "wrong-type", "/margin"],
    ["a zone that is none", { timeZone: "Mars" }, "malformed", "/timeZone"],
    ["an unknown field", { colour: "blue" }, "unknown-key", "/colour"],
    ["a cost below zero", { costs: { perOrder: "-1" } }, "cost-negative", "/costs/perOrder"],
    ["more given back than paid", { refundShare: "1.1" }, "refund-share-out-of-range", "/refundShare"],
    ["less than nothing given back", { refundShare: "-0.1" }, "refund-share-out-of-range", "/refundShare"],
    ["for ever without a discount", { horizon: null, discount: { annual: 0 } }, "endless-undiscounted", "/discount"],
    [
      "for ever without a continuous discount",
      { horizon: null, discount: { continuous: 0, per: "week" } },
      "endless-undiscounted",
      "/discount",
    ],
  ])("with %s is refused", (_, part, code, path) => {
    const { policy, issues } = reviewClvPolicy({ ...literal, ...part });
    expect(policy).toBeNull();
    expect(issues.map((issue) => [issue.code, issue.path])).toEqual([[code, path]]);
  });

  test("a share and a cost at the edge are taken, and what is refused comes back with the issue", () => {
    for (const refundShare of ["0", "1"]) expect(reviewClvPolicy({ ...literal, refundShare }).issues).toEqual([]);
    expect(reviewClvPolicy({ ...literal, costs: { perOrder: "0" } }).issues).toEqual([]);
    expect(reviewClvPolicy({ ...literal, costs: { perOrder: "-1.50" } }).issues).toMatchObject([
      { code: "cost-negative", severity: "error", keys: ["costs", "perOrder"], params: { cost: "-1.50" } },
    ]);
    expect(reviewClvPolicy({ ...literal, refundShare: "2" }).issues).toMatchObject([
      { code: "refund-share-out-of-range", keys: ["refundShare"], params: { share: "2" } },
    ]);
    expect(reviewClvPolicy({ ...literal, margin: "3" }).findings).toMatchObject([
      { code: "margin-no-share", keys: ["margin"], params: { margin: "3" } },
    ]);
  });

  test("one wrong type does not hide the rest", () => {
    const { issues } = reviewClvPolicy({ ...literal, margin: 3, costs: { perOrder: "-1" }, refundShare: "2" });
    expect(issues.map(({ path }) => path).toSorted()).toEqual(["/costs/perOrder", "/margin", "/refundShare"]);
  });

  test("a margin that is no share is worth knowing", () => {
    for (const margin of ["1.5", "0", "-0.1"]) {
      const { policy, findings } = reviewClvPolicy({ ...literal, margin });
      expect(policy).not.toBeNull();
      expect(findings).toMatchObject([{ code: "margin-no-share", path: "/margin", severity: "warning" }]);
    }
    expect(reviewClvPolicy(literal).findings).toEqual([]);
    expect(reviewClvPolicy({ ...literal, margin: "1" }).findings).toEqual([]);
  });
});

describe("a portfolio", () => {
  test("keeps the caller's rows, is lazy, and can be gone through again", () => {
    const summary = { ...summaryOf(orders), note: "mine" };
    let asked = 0;
    const rows = {
      *[Symbol.iterator]() {
        for (const row of [summary, { ...summary, repeat: null }]) {
          asked++;
          yield row;
        }
      },
    };
    const values = customerValues(rows, models, policyWith(), { asOf });
    expect(asked).toBe(0);
    const [first, second] = Array.from(values);
    expect(first?.row.note).toBe("mine");
    expect(first?.result).toEqual(valueOf(ada));
    expect(second?.result).toMatchObject({ error: { code: "never-purchased" } });
    expect(Array.from(values)).toEqual([first, second]);
    expect(() => customerValues([], { ...models, orders: null as never }, policyWith(), { asOf })).toThrow(
      "expected a model",
    );
  });
});

describe("columns of spend", () => {
  const subject = (customerId: string, frequency: number, spend: string, gross: string) => ({
    customerId,
    gross: usd(gross),
    repeat: { frequency, recencyDays: frequency, ageDays: 30, spend: usd(spend) },
  });

  test("with and without the first order", () => {
    const subjects = [
      subject("a", 2, "50.00", "90.00"),
      subject("b", 0, "0.00", "20.00"),
      { customerId: "c", gross: usd("0.00"), repeat: null },
      subject("d", 1, "0.00", "0.00"),
      subject("e", 1, "-1.00", "-1.00"),
      subject("f", -1, "1.00", "1.00"),
      {
        ...subject("g", 1, "1.00", "1.00"),
        gross: money("1", "CNY"),
        repeat: { ...subject("g", 1, "1", "1").repeat, spend: money("1", "CNY") },
      },
      {
        ...subject("h", 1, "1.00", "1.00"),
        gross: null as never,
        repeat: { ...subject("h", 1, "1", "1").repeat, spend: null as never },
      },
    ];
    const { findings, ...repeats } = spendColumns(subjects, { currency: "USD", firstOrder: false });
    expect(repeats).toEqual({
      currency: "USD",
      ids: ["a"],
      frequency: Float64Array.of(2),
      monetary: Float64Array.of(25),
      leftOut: 3,
    });
    expect(findings.rows.map(({ index, code, path }) => [index, code, path])).toEqual([
      [4, "invalid-fact", "/repeat/spend/amount"],
      [5, "invalid-fact", "/repeat/frequency"],
      [6, "currency-mismatch", "/repeat/spend/currency"],
      [7, "invalid-fact", "/repeat/spend"],
    ]);
    const all = spendColumns(subjects, { currency: "USD", firstOrder: true });
    expect([all.ids, Array.from(all.frequency), Array.from(all.monetary), all.leftOut]).toEqual([
      ["a", "b"],
      [3, 1],
      [30, 20],
      2,
    ]);
    expect(all.findings.rows.map(({ path }) => path)).toEqual([
      "/gross/amount",
      "/repeat/frequency",
      "/gross/currency",
      "/gross",
    ]);
    expect(() => spendColumns([], { currency: "XX", firstOrder: true })).toThrow("ISO 4217");
  });
});

describe("concentration", () => {
  const cents = (values: readonly number[]): Money[] => values.map((value) => moneyFromMinor(value, "USD"));

  test("of the usual shares", () => {
    const values = Array.from({ length: 200 }, (_, i) => i + 1);
    const { top, gini, total, customers } = orThrow(valueConcentration(cents(values), { currency: "USD" }));
    expect([customers, total]).toEqual([200, usd("201.00")]);
    expect(top).toEqual([
      { of: 0.01, customers: 2, value: usd("3.99"), share: 399 / 20_100 },
      { of: 0.05, customers: 10, value: usd("19.55"), share: 1955 / 20_100 },
      { of: 0.1, customers: 20, value: usd("38.10"), share: 3810 / 20_100 },
      { of: 0.2, customers: 40, value: usd("72.20"), share: 7220 / 20_100 },
    ]);
    expect(gini).toBeCloseTo(199 / 600, 14); // (n - 1) / (3 n) for 1 to n
  });

  test("of nobody, of nothing, and of less than nothing", () => {
    const of = (values: readonly number[]) => {
      const { gini, top } = orThrow(valueConcentration(cents(values), { currency: "USD", top: [0.5] }));
      return [gini, top[0]?.customers, top[0]?.value.amount, top[0]?.share];
    };
    expect(of([])).toEqual([null, 0, "0.00", null]);
    expect(of([0, 0])).toEqual([null, 1, "0.00", null]);
    expect(of([-100, 300])).toEqual([null, 1, "3.00", 1.5]);
    expect(of([-300, 100])).toEqual([null, 1, "1.00", null]);
  });

  test("is exact beyond the integers of numbers", () => {
    const huge = usd("90071992547409930.01");
    const { total, gini } = orThrow(valueConcentration([huge, huge], { currency: "USD" }));
    expect([total, gini]).toEqual([usd("180143985094819860.02"), 0]);
  });

  test("of what is no money", () => {
    expect(valueConcentration([usd("1"), usd("0.001")], { currency: "USD" })).toMatchObject({
      error: { code: "invalid-fact", path: "/1/amount" },
    });
    expect(valueConcentration([null as never], { currency: "USD" })).toMatchObject({ error: { path: "/0" } });
    expect(valueConcentration([money("1", "CNY")], { currency: "USD" })).toEqual({
      ok: false,
      error: { code: "currency-mismatch", expected: "USD", observed: "CNY" },
    });
    for (const options of [{ currency: "?" }, { currency: "USD", top: [0] }, { currency: "USD", top: [1.01] }]) {
      expect(() => valueConcentration([], options)).toThrow(expect.objectContaining({ code: "invalid-option" }));
    }
  });
});

describe("laws", () => {
  const anyDay = fc.integer({ min: 0, max: 140 }).map((days) => new Date(Date.UTC(2026, 0, 3) + days * 86_400_000));
  const anyOrder = fc.record({ at: anyDay, minor: fc.integer({ min: 1, max: 1_000_000 }) }).map(
    ({ at, minor }): Order => ({
      id: at.toISOString(),
      customerId: "ada",
      at: at.toISOString(),
      amount: moneyFromMinor(minor, "USD"),
    }),
  );
  const anyOrders = fc.array(anyOrder, { minLength: 1, maxLength: 8 });
  const anyRounding = fc.constantFrom("half-even", "up", "floor", "ceiling", "down" as const);

  test("the total is its parts to the cent, and those are historic and residual value", () =>
    fc.assert(
      fc.property(anyOrders, anyRounding, (made, rounding) => {
        const summary = summaryOf(made);
        const value = orThrow(valueOf({ customerId: "ada", orders: made }, { rounding, costs: null }));
        const minor = ({ amount }: Money): bigint => BigInt(amount.replace(".", ""));
        expect(minor(value.total)).toBe(minor(value.historic) + minor(value.residual));
        const options = { margin: "0.35", rounding };
        expect(orThrow(historicValue(summary, options)).value).toEqual(value.historic);
        if (summary.repeat === null) throw new Error("no purchase");
        const { discount, horizon } = policyWith();
        const residual = residualValue(summary.repeat, models, { ...options, discount, horizon });
        expect(orThrow(residual).value).toEqual(value.residual);
      }),
    ));

  test("orders and their summary are the same customer, whatever the order of the orders", () =>
    fc.assert(
      fc.property(anyOrders, (made) => {
        const value = valueOf({ customerId: "ada", orders: made });
        expect(valueOf({ customerId: "ada", orders: made.toReversed() })).toEqual(value);
        expect(valueOf(summaryOf(made))).toEqual(value);
        expect(throughJson(value)).toEqual(value);
      }),
    ));

  test("a dearer service and a higher discount never raise the value", () =>
    fc.assert(
      fc.property(anyOrders, (made) => {
        const residual = (part: Partial<ClvPolicyInput>): number =>
          Number(orThrow(valueOf({ customerId: "ada", orders: made }, part)).residual.amount);
        expect(residual({ costs: { perOrder: "2" } })).toBeLessThanOrEqual(residual({}));
        expect(residual({ costs: null, discount: { annual: 0.2 } })).toBeLessThanOrEqual(residual({ costs: null }));
        expect(residual({ costs: null, refundShare: "0.5" })).toBeLessThanOrEqual(residual({ costs: null }));
      }),
    ));

  test("shares of the top rise to all, whatever the order, and doubling everything changes none", () =>
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 1_000_000 }), { minLength: 1, maxLength: 50 }), (values) => {
        const options = { currency: "USD", top: [0.1, 0.3, 0.7, 1] };
        const of = orThrow(valueConcentration(cents(values), options));
        const doubled = orThrow(valueConcentration(cents(values.map((value) => 2 * value).reverse()), options));
        expect(doubled.gini).toBe(of.gini);
        expect(doubled.top.map(({ share }) => share)).toEqual(of.top.map(({ share }) => share));
        if (of.gini === null) return;
        expect(of.gini).toBeGreaterThanOrEqual(0);
        expect(of.gini).toBeLessThanOrEqual((values.length - 1) / values.length);
        expect(of.top.at(-1)?.share).toBe(1);
        of.top.forEach(({ share }, place) => {
          expect(share).toBeGreaterThanOrEqual(of.top[place - 1]?.share ?? 0);
        });
      }),
    ));
  const cents = (values: readonly number[]): Money[] => values.map((value) => moneyFromMinor(value, "USD"));
});
