import {
  type BgNbdModel,
  type BgNbdScoring,
  type ClvPolicyInput,
  compareNested,
  customerValue,
  defineClvPolicy,
  fitBgNbd,
  fitMbgNbd,
  fitNbd,
  fitParetoNbd,
  fitSbg,
  type NbdScoring,
  type OrderingModel,
  probabilityAlive,
  restoreClvModel,
  restoreClvScoring,
  reviewClvPolicy,
  simulateOrders,
  survivorColumns,
} from "clientele/clv";
import { money, orThrow } from "clientele/core";
import type { Order } from "clientele/customer";
import { explain } from "clientele/explain";
import { defineHistoryPolicy, summarizeOrders } from "clientele/history";
import { describe, expect, test } from "vitest";
import { published, simulateBgNbd, spendModel } from "../support/clv.ts";

const unit = "week";
const nobodyLeaves: NbdScoring = { format: "nbd-model/1", unit, parameters: { r: 0.8, alpha: 6 } };
const ages = Array.from({ length: 200 }, (_, i) => 26 + (i % 14));
const loyal = simulateOrders(nobodyLeaves, { ages, unit, seed: 3 });
const passing = simulateBgNbd(published.parameters, { customers: 800, age: 39, seed: 1 });
const who = { frequency: 2, recencyDays: 100, ageDays: 250 };

describe("a model that cannot be told from nobody leaving", () => {
  test.each([
    ["BG/NBD", fitBgNbd, "/parameters/a"],
    ["MBG/NBD", fitMbgNbd, "/parameters/a"],
    ["Pareto/NBD", fitParetoNbd, "/parameters/s"],
  ] as const)("%s says so, keeps it in storage, and every answer tells it", (_, fit, path) => {
    const { model, findings } = orThrow<{ model: OrderingModel; findings: readonly { code: string; path: string }[] }>(
      fit(loyal, { unit }),
    );
    expect(findings.find(({ code }) => code === "leaving-not-seen")?.path).toBe(path);
    const stored = orThrow(restoreClvModel(JSON.parse(JSON.stringify(model)))) as OrderingModel;
    expect(stored.findings).toEqual(findings.map(({ code }) => code));
    expect(orThrow(probabilityAlive(who, stored)).reasons.map(({ code }) => code)).toContain("alive-unsettled");
  });

  test("the finding is the likelihood-ratio test against NBD at 5 %", () => {
    for (const columns of [loyal, passing]) {
      const { model, findings } = orThrow(fitBgNbd(columns, { unit }));
      const simpler = orThrow(fitNbd(columns, { unit })).model;
      const { pValue } = orThrow(compareNested({ simpler, larger: model }));
      const found = findings.find(({ code }) => code === "leaving-not-seen");
      expect(found !== undefined).toBe(pValue > 0.05);
      if (found !== undefined) expect(found.params["pValue"]).toBeCloseTo(pValue, 12);
    }
  });

  test("is not said of customers who are seen to leave, of NBD itself, or where a penalty says what the data do not", () => {
    const codes = (fit: { readonly model: { readonly findings: readonly string[] } }) => fit.model.findings;
    expect(codes(orThrow(fitBgNbd(passing, { unit })))).not.toContain("leaving-not-seen");
    expect(codes(orThrow(fitNbd(loyal, { unit })))).not.toContain("leaving-not-seen");
    expect(codes(orThrow(fitBgNbd(loyal, { unit, penalty: 1 })))).not.toContain("leaving-not-seen");
  });
});

describe("what a fit left on record", () => {
  const { model } = orThrow(fitBgNbd(passing, { unit }));
  const codes = (each: BgNbdScoring) => orThrow(probabilityAlive(who, each)).reasons.map(({ code }) => code);

  test("nothing of a sound fit, nor of parameters without one", () => {
    expect([codes(model), codes(published)]).toEqual([[], []]);
  });

  test("no standard errors, or a search that did not arrive", () => {
    const unsure: BgNbdModel = { ...model, standardErrors: null, covariance: null };
    const lost: BgNbdModel = { ...model, findings: ["not-converged"] };
    for (const each of [unsure, lost]) expect(codes(each)).toEqual(["model-unsettled"]);
    const answer = orThrow(probabilityAlive(who, unsure));
    expect(explain(answer, { locale: "en" })[0]).toContain("the fit of bg-nbd-model/1 did not settle");
    expect(explain(answer, { locale: "zh-CN" })[0]).toContain("bg-nbd-model/1 的拟合未能确定");
  });

  test("is checked on the way back", () => {
    expect(restoreClvModel({ ...model, findings: undefined })).toMatchObject({ error: { path: "/findings" } });
    expect(restoreClvModel({ ...model, findings: null })).toMatchObject({ error: { path: "/findings" } });
    expect(restoreClvModel({ ...model, findings: ["a", 1] })).toMatchObject({ error: { path: "/findings/1" } });
  });

  test("shares of a cohort taken for customers are too few", () => {
    const { model: few, findings } = orThrow(fitSbg(orThrow(survivorColumns([1, 0.63, 0.47, 0.38]))));
    expect(findings.map(({ code }) => code)).toContain("few-customers");
    expect(few.findings).toContain("few-customers");
    const many = orThrow(fitSbg(orThrow(survivorColumns([10, 6.3, 4.7, 3.8]))));
    expect(many.findings.map(({ code }) => code)).not.toContain("few-customers");
  });
});

describe("parameters from storage", () => {
  const slim = { format: "bg-nbd-model/1", unit, parameters: published.parameters };
  const { model } = orThrow(fitBgNbd(passing, { unit }));

  test("published ones are for scoring, not a fitted model", () => {
    expect(restoreClvScoring(JSON.parse(JSON.stringify(slim)))).toEqual({ ok: true, value: slim });
    expect(restoreClvModel(slim)).toMatchObject({ error: { code: "invalid-fact", path: "/standardErrors" } });
    expect(restoreClvScoring(model)).toEqual({ ok: true, value: model });
  });

  test.each<[string, unknown, object]>([
    ["text", JSON.stringify(slim), { code: "model-as-text" }],
    ["the answer of a fit", { model: slim, findings: [] }, { code: "model-wrapped", at: "model" }],
    ["its result", { ok: true, value: { model: slim, findings: [] } }, { code: "model-wrapped", at: "value.model" }],
    ["nothing", undefined, { code: "unsupported-format", observed: "undefined" }],
    ["another format", { ...slim, format: "x" }, { code: "unsupported-format", observed: '"x"' }],
    ["no parameters", { ...slim, parameters: { r: 1 } }, { code: "invalid-fact", path: "/parameters/alpha" }],
    ["another unit", { ...slim, unit: "fortnight" }, { code: "invalid-fact", path: "/unit", expected: "time-unit" }],
    ["a fit without its errors", { ...model, standardErrors: 1 }, { code: "invalid-fact", path: "/standardErrors" }],
  ])("%s is refused", (_, stored, error) => {
    expect(restoreClvScoring(stored)).toMatchObject({ ok: false, error });
  });

  test("what is handed to a verb instead of a model is told", () => {
    const wrong = (given: unknown) => () => probabilityAlive(who, given as typeof published);
    expect(wrong(JSON.stringify(slim))).toThrow("JSON.parse it first");
    expect(wrong({ model: slim })).toThrow("hand in its .model");
    expect(wrong({ ok: true, value: { model: slim } })).toThrow("hand in its .value.model");
    expect(wrong({ format: "x" })).toThrow('nbd-model/1, received "x"');
  });
});

describe("input that says two things, or nothing", () => {
  test("a history in days and in a unit of its own", () => {
    const both = { ...who, recency: 14, age: 36, unit: "week" } as const;
    const refused = probabilityAlive(both, published);
    expect(refused).toEqual({ ok: false, error: { code: "history-in-two-forms", unit: '"week"' } });
    if (!refused.ok) expect(explain(refused.error, { locale: "zh-CN" })[0]).toContain("只能保留其一");
    // a column of one's own is not a second form
    const lone = { ...who, age: 34 };
    expect(probabilityAlive(lone, published).ok).toBe(true);
  });

  test("columns that are none", () => {
    const fit = (columns: unknown) => () => fitBgNbd(columns as typeof loyal, { unit });
    expect(fit(undefined)).toThrow("expected columns, received undefined");
    expect(fit({ ok: true, value: loyal })).toThrow("received a result");
    expect(() => fitSbg(null as never)).toThrow("expected columns, received null");
  });

  test("rows that cannot be true are told with whose they are", () => {
    const refused = fitBgNbd(
      { frequency: [0, 1], recency: [0, 9], age: [5, 5], ids: ["ada", "bob"] },
      { unit, listed: 1 },
    );
    if (refused.ok) throw new Error("expected a refusal");
    expect(explain(refused.error, { locale: "en" })).toEqual([
      "rows that cannot be true: 1, so nothing was fitted; the first is row 1",
      "  row 1 (bob): the last purchase, at 9, lies beyond the customer's age of 5",
    ]);
    expect(explain(refused.error, { locale: "zh-CN" })[1]).toMatch(/^ {2}第 1 行（bob）：/);
  });
});

describe("what a value rests on", () => {
  const literal: ClvPolicyInput = {
    id: "value",
    version: 1,
    currency: "GBP",
    timeZone: "UTC",
    refunds: "net",
    firstOrderInSpend: false,
    margin: "0.30",
    discount: { annual: 0.1 },
    horizon: { amount: 3, unit: "year" },
    rounding: "half-even",
  };
  const models = { orders: published, spend: { ...spendModel, currency: "GBP" } };
  const asOf = "2011-12-09T23:59:59Z";
  const order = (on: string, amount: string): Order => ({
    id: on,
    customerId: "16446",
    at: `${on}T12:00:00Z`,
    amount: money(amount, "GBP"),
  });
  const bought = [order("2011-05-18", "2.90"), order("2011-12-08", "168469.60")];
  const told = (orders: readonly Order[], part: Partial<ClvPolicyInput> = {}) =>
    orThrow(customerValue({ customerId: "16446", orders }, models, defineClvPolicy({ ...literal, ...part }), { asOf }));
  const cancelled = [...bought, order("2011-12-09", "-168469.60")];

  test("most of what was spent was given back: said, since the orders still count", () => {
    const value = told(cancelled);
    const reason = value.reasons.find(({ code }) => code === "value-mostly-refunded");
    expect(reason).toMatchObject({ verdict: "unmet", observed: { amount: "2.90" }, required: { amount: "168472.50" } });
    expect(Number(value.residual.amount)).toBeGreaterThan(1000);
    expect(told(bought).reasons.map(({ code }) => code)).not.toContain("value-mostly-refunded");
  });

  test("a cancellation paired with its order takes it out whole", () => {
    const [first, second] = bought;
    if (first === undefined || second === undefined) throw new Error("expected two orders");
    const refunds = [{ at: "2011-12-09T12:00:00Z", amount: second.amount }];
    const value = told([first, { ...second, refunds }], { refunds: "void" });
    expect(value.residual).toEqual(told([first]).residual);
    expect(value.reasons.map(({ code }) => code)).not.toContain("value-mostly-refunded");
  });

  test.each<[Partial<ClvPolicyInput>, string, string]>([
    [{}, "of the next 3 years|(margin 30 %; discounted at 10 % a year)", "未来 3 年的订单现值"],
    [{ horizon: null }, "of all time to come|(margin 30 %; discounted at 10 % a year)", "未来无期限的订单现值"],
    [
      { discount: { annual: 0 }, refundShare: "0.055", costs: { perOrder: "1.50" } },
      "of the next 3 years|(margin 30 %; 5.5 % of it given back; GBP 1.50 to serve each purchase day; not discounted)",
      "每个购买日的服务成本 1.50 GBP；不折现",
    ],
    [
      { discount: { continuous: 0.002, per: "week" }, horizon: { amount: 1, unit: "month" } },
      "of the next 1 month|(margin 30 %; discounted continuously at 0.2 % for each 1 week)",
      "连续折现率 0.2%（每 1 周）",
    ],
  ])("%j is told", (part, en, zh) => {
    const sentences = (locale: "en" | "zh-CN") => explain(told(bought, part), { locale }).join("\n");
    for (const each of en.split("|")) expect(sentences("en")).toContain(each);
    expect(sentences("zh-CN")).toContain(zh);
  });

  test("a spend model of logarithms is no model of means", () => {
    const logs = { format: "log-normal-model/1", currency: "GBP", parameters: { median: 20, between: 1, within: 1 } };
    const policy = defineClvPolicy(literal);
    for (const orders of [bought, bought.slice(1)]) {
      const value = () =>
        customerValue({ customerId: "16446", orders }, { ...models, spend: logs as never }, policy, { asOf });
      expect(value).toThrow('gamma-gamma-model/1, received "log-normal-model/1"');
    }
  });

  test("a rate meant as per cent", () => {
    const found = (annual: number) =>
      reviewClvPolicy({ ...literal, discount: { annual } }).findings.map(({ code, params }) => [code, params]);
    expect(found(0.99)).toEqual([]);
    expect(found(10)).toEqual([["discount-large", { rate: 10, percent: 9.091 }]]);
    expect(found(1)).toEqual([["discount-large", { rate: 1, percent: 50 }]]);
  });

  test("the summary of the same orders says the same", () => {
    const history = defineHistoryPolicy({ id: "h", version: 1, timeZone: "UTC", currency: "GBP", refunds: "net" });
    const [summary] = summarizeOrders(cancelled, history, { asOf }).customers;
    if (summary === undefined) throw new Error("expected a customer");
    expect(orThrow(customerValue(summary, models, defineClvPolicy(literal), { asOf }))).toEqual(told(cancelled));
  });
});
