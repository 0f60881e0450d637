import { startOrderSummary, summarizeOrders } from "clientele/history";
import { describe, expect, test } from "vitest";
import { noCounts, orderOf, policy, policyWith } from "../support/history.ts";

const asOf = "2026-01-31T23:59:59.999+08:00";
const at = "2026-01-05T10:00:00+08:00";
const summarize = (orders: readonly unknown[], by = policy) => summarizeOrders(orders, by, { asOf });
const money = (amount: unknown, currency: unknown = "CNY") => ({
  ...orderOf("c1", at, "1"),
  amount: { amount, currency },
});

/** The table of the guide, row by row. */
describe("each kind of bad input has its outcome", () => {
  test("a negative amount is a cancellation: no purchase, money given back", () => {
    expect(summarize([orderOf("c1", at, "-5")])).toMatchObject({
      customers: [{ orders: 0, cancellations: 1, recencyDays: null, monetary: { amount: "-5.00" } }],
      findings: { total: 0 },
    });
  });

  test("zero is an order that cost nothing", () => {
    expect(summarize([orderOf("c1", at, "0")])).toMatchObject({
      customers: [{ orders: 1, purchaseDays: 1, monetary: { amount: "0.00" } }],
      counts: { freeOrders: 1 },
    });
  });

  test.each([
    ["a number of 300 digits", "9".repeat(300), "decimal"],
    ["a fraction of 300 digits", `1.${"9".repeat(300)}`, "decimal"],
    ["more than integers can count", "90071992547409.92", "minor-units"],
    ["half a cent", "1.005", "minor-units"],
    ["an exponent", "1e3", "decimal"],
    ["a number", 5, "decimal"],
    ["NaN", NaN, "decimal"],
    ["Infinity", Infinity, "decimal"],
    ["the text NaN", "NaN", "decimal"],
    ["minus nothing", "-0", "decimal"],
  ])("%s as an amount is a bad row", (_, amount, expected) => {
    expect(summarize([money(amount), orderOf("c1", at, "1")])).toMatchObject({
      customers: [{ orders: 1, monetary: { amount: "1.00" } }],
      findings: {
        byCode: { "invalid-fact": 1 },
        rows: [{ index: 0, path: "/amount/amount", params: { expected } }],
      },
    });
  });

  test("a refund without its order is a bad row; a refund row below zero is a cancellation", () => {
    const refund = { customerId: "c1", at, refunds: [{ at, amount: { amount: "5", currency: "CNY" } }] };

    expect(summarize([refund]).findings.rows).toMatchObject([{ path: "/amount", params: { expected: "money" } }]);
    expect(summarize([orderOf("c1", at, "-5")]).customers[0]).toMatchObject({ orders: 0, repeat: null });
  });

  test("refunds beyond their order make a bad row of it", () => {
    expect(summarize([orderOf("c1", at, "5", [[at, "6"]])])).toMatchObject({
      customers: [],
      findings: { byCode: { "refunds-exceed-order": 1 } },
    });
  });

  test("an order after the moment of judgement is counted, not used", () => {
    expect(summarize([orderOf("c1", "2026-02-01T00:00:00+08:00", "5")])).toMatchObject({
      customers: [],
      counts: { ...noCounts, afterAsOf: 1 },
      findings: { total: 0 },
    });
  });

  test("a second currency is a bad row, unless the policy has a rate for it", () => {
    const rows = [orderOf("c1", at, "1"), money("2", "USD")];

    expect(summarize(rows)).toMatchObject({
      customers: [{ monetary: { amount: "1.00", currency: "CNY" } }],
      findings: {
        rows: [{ index: 1, code: "currency-mismatch", params: { expected: "CNY", observed: "USD" } }],
      },
    });
    expect(summarize(rows, policyWith({ rates: { USD: "7.1" } }))).toMatchObject({
      customers: [{ monetary: { amount: "15.20", currency: "CNY" } }],
      findings: { total: 0 },
    });
    expect(summarize([money("2", "XYZ"), money("2", null)]).findings.rows).toMatchObject([
      { code: "invalid-fact", params: { expected: "currency" } },
      { code: "invalid-fact", params: { expected: "currency" } },
    ]);
  });

  test("one customer is a population", () => {
    expect(summarize([orderOf("c1", at, "1")]).customers).toHaveLength(1);
  });

  test("equal orders are as many orders, on one day", () => {
    expect(summarize(Array.from({ length: 5 }, () => orderOf("c1", at, "1"))).customers[0]).toMatchObject({
      orders: 5,
      purchaseDays: 1,
      interPurchase: null,
    });
  });

  test("nothing is no customers", () => {
    expect(summarize([])).toMatchObject({ customers: [], counts: noCounts, findings: { total: 0 } });
    expect(startOrderSummary(policy).columns()).toMatchObject({ customerIds: [], day: new Int32Array(0) });
  });

  test.each(["__proto__", "constructor", "hasOwnProperty", "", " ", "客户", "\u0000"])(
    "the identifier %j is a name like any other, but for the empty one",
    (customerId) => {
      const { customers, findings } = summarize([orderOf(customerId, at, "1")]);

      expect(customers.map((customer) => customer.customerId)).toEqual(customerId === "" ? [] : [customerId]);
      expect(findings.total).toBe(customerId === "" ? 1 : 0);
    },
  );

  test.each([[5], [null], [undefined], [{}], [["c1"]]])("the identifier %j is a bad row", (customerId) => {
    expect(summarize([{ ...orderOf("c1", at, "1"), customerId }]).findings.rows).toMatchObject([
      { path: "/customerId", params: { expected: "non-empty-text" } },
    ]);
  });

  test.each(["2026-01-05", "2026-01-05T10:00:00", "2026-02-30T00:00:00Z", 5, NaN, new Date(NaN), null])(
    "the moment %s is a bad row",
    (moment) => {
      expect(summarize([{ ...orderOf("c1", at, "1"), at: moment }]).findings.rows).toMatchObject([
        { path: "/at", params: { expected: "instant" } },
      ]);
    },
  );
});
