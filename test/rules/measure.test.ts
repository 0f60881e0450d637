import fc from "fast-check";
import { dayFromNumber, endOfDay, instant, type Money, moneyFromMinor, zoneRules } from "clientele/core";
import type { Case, Contract, Interaction, Order, SurveyAnswer } from "clientele/customer";
import { type CustomerHistory, startOrderSummary } from "clientele/history";
import {
  type CustomerAnchors,
  type CustomerFacts,
  defineMetrics,
  measure,
  type MeasuredMetric,
  type Measurement,
  type MetricDefinitionInput,
  type MetricDictionary,
  type MetricWindow,
} from "clientele/rules";
import { describe, expect, test } from "vitest";
import { hostileValues, thrown } from "../support/core.ts";
import { anyOrders, cny, orderOf, policyWith, throughJson } from "../support/history.ts";

const asOf = "2026-06-30T23:59:59.999+08:00";
const year: MetricWindow = { rolling: "P12M" };

/** Metrics of Shanghai, in yuan. */
const dictionary = <const Metric extends string>(...metrics: readonly MetricDefinitionInput<Metric>[]) =>
  defineMetrics({ id: "m", version: 2, timeZone: "Asia/Shanghai", currency: "CNY", metrics });

/** One metric of one customer. */
const measured = (
  facts: Omit<CustomerFacts, "customerId">,
  metric: Omit<MetricDefinitionInput, "id">,
  options: { readonly asOf?: string; readonly anchors?: CustomerAnchors } = {},
): MeasuredMetric => {
  const metrics = dictionary<string>({ id: "x", ...metric });
  const { x } = measure({ customerId: "c1", ...facts }, metrics, { asOf, ...options }).metrics;
  if (x === undefined) throw new Error("x was not measured");
  return x;
};
const valueOf = (...args: Parameters<typeof measured>): unknown => {
  const { value } = measured(...args);
  return typeof value === "object" && value !== null ? `${value.currency} ${value.amount}` : value;
};
const whyOf = (...args: Parameters<typeof measured>): unknown => {
  const { value, unknownBecause } = measured(...args);
  return value ?? unknownBecause;
};

/** Orders of customer c1, each of its own moment. */
const orders: readonly Order[] = [
  orderOf("c1", "2025-06-30T23:59:59.999+08:00", "1000.00"), // a year before, to the millisecond
  orderOf("c1", "2025-07-01T00:00:00+08:00", "100.00"),
  orderOf("c1", "2026-03-10T10:00:00+08:00", "40.00", [["2026-04-02T10:00:00+08:00", "15.50"]]),
  orderOf("c1", "2026-03-10T18:00:00+08:00", "70.01"),
  orderOf("c1", "2026-06-01T10:00:00+08:00", "0"),
  orderOf("c1", "2026-06-02T10:00:00+08:00", "-20"),
  orderOf("c1", "2026-07-01T00:00:00+08:00", "5000.00"), // not yet
];
/** The same, by day. */
const historyOf = (rows: readonly unknown[], by = policyWith()): CustomerHistory => {
  const collected = startOrderSummary(by);
  collected.add(rows);
  return [...collected.histories()].find(({ customerId }) => customerId === "c1") ?? { customerId: "c1", days: [] };
};

const activity = [
  "2026-06-01T09:00",
  "2026-06-01T23:59",
  "2026-06-20T08:00",
  "2026-05-02T08:00",
  "2025-06-30T23:59",
].map((wall, index) => ({ customerId: "c1", at: `${wall}:00+08:00`, kind: index === 2 ? "visit" : "login" }));
const contact = (id: string, at: string, channel: string, direction: Interaction["direction"]): Interaction => ({
  id,
  customerId: "c1",
  at,
  channel,
  direction,
});
const interactions = [
  contact("i1", "2026-06-01T09:00:00+08:00", "telephone", "inbound"),
  contact("i2", "2026-06-01T10:00:00+08:00", "email", "outbound"),
  contact("i3", "2026-06-10T10:00:00+08:00", "telephone", "outbound"),
];
const caseOf = (id: string, openedAt: string, severity: string, events: Case["events"], repeats?: number): Case => ({
  id,
  customerId: "c1",
  openedAt,
  severity,
  events,
  repeats: repeats ?? null,
});
const event = (kind: string, at: string, more: Partial<Case["events"][number]> = {}): Case["events"][number] => ({
  id: `${kind} ${at}`,
  at,
  kind,
  by: "agent",
  ...more,
});
const cases = [
  caseOf("k1", "2026-05-01T09:00:00+08:00", "major", [event("resolved", "2026-05-02T09:00:00+08:00")], 0),
  caseOf(
    "k2",
    "2026-05-03T09:00:00+08:00",
    "ordinary",
    [event("severity-changed", "2026-05-04T09:00:00+08:00", { severity: "major" })],
    2,
  ),
  caseOf("k3", "2026-05-05T09:00:00+08:00", "ordinary", [
    event("reopened", "2026-05-07T09:00:00+08:00"),
    event("closed", "2026-05-06T09:00:00+08:00"),
  ]),
  caseOf("k4", "2026-05-06T09:00:00+08:00", "major", [event("cancelled", "2026-05-07T09:00:00+08:00")], 1),
  caseOf("k5", "2026-06-29T09:00:00+08:00", "minor", [event("resolved", "2026-07-02T09:00:00+08:00")], 0),
];
const answer = (id: string, at: string, value: number | null, more: Partial<SurveyAnswer> = {}): SurveyAnswer => ({
  id,
  customerId: "c1",
  at,
  survey: "care",
  question: "recommend",
  scale: { min: 0, max: 10 },
  value,
  ...more,
});
const answers = [
  answer("a1", "2026-01-10T09:00:00+08:00", 10),
  answer("a2", "2026-02-10T09:00:00+08:00", 9),
  answer("a3", "2026-03-10T09:00:00+08:00", 7),
  answer("a4", "2026-04-10T09:00:00+08:00", 6),
  answer("a5", "2026-05-10T09:00:00+08:00", null),
  answer("a6", "2026-05-11T09:00:00+08:00", 4, { question: "satisfied", scale: { min: 1, max: 5 } }),
];
const contract = (id: string, from: string, to: string | null, value: Money | null = null): Contract => ({
  id,
  customerId: "c1",
  from,
  to,
  value,
});
const contracts = [
  contract("t1", "2024-01-01", "2026-06-30", cny("1000")),
  contract("t2", "2026-01-01", "2026-12-31", cny("12000.50")),
  contract("t3", "2026-06-30", null, cny("7")),
  contract("t4", "2026-07-01", "2027-06-30", cny("9")),
  contract("t5", "2025-01-01", "2026-06-29", cny("9")),
];

describe("examples", () => {
  test.each<readonly [MetricDefinitionInput["kind"], MetricDefinitionInput["measure"], unknown, number]>([
    ["money", { orders: "gross" }, "CNY 210.01", 4],
    ["money", { orders: "net" }, "CNY 174.51", 6],
    ["count", { orders: "count" }, 4, 4],
    ["days", { orders: "purchaseDays" }, 3, 4],
    ["money", { orders: "mean", rounding: "half-even" }, "CNY 52.50", 4],
    ["money", { orders: "mean", rounding: "up" }, "CNY 52.51", 4],
    ["money", { orders: "largestDay" }, "CNY 110.01", 4],
    ["money", { refunds: "amount" }, "CNY 35.50", 2],
    ["count", { refunds: "count" }, 2, 2],
    ["share", { refunds: "share" }, 3550 / 21_001, 6],
  ])("orders of a year: %s %j", (kind, what, value, n) => {
    const metric = { kind, window: year, measure: what ?? null };
    expect([valueOf({ orders }, metric), measured({ orders }, metric).n]).toEqual([value, n]);
    // no window cuts a day here, so days tell the same
    expect(measured({ orders: historyOf(orders) }, metric)).toEqual({
      ...measured({ orders }, metric),
      freshAt: measured({ orders: historyOf(orders) }, metric).freshAt,
    });
  });

  test.each<readonly [MetricWindow, unknown]>([
    ["lifetime", 5],
    [{ rolling: "P12M" }, 4],
    [{ rolling: "P1M" }, 1],
    [{ calendar: "month" }, 1],
    [{ calendar: "quarter", back: 1 }, 2],
    [{ calendar: "year", fiscalStart: 7 }, 4],
    [{ calendar: "year", fiscalStart: 7, back: 1 }, 1],
    [{ anniversary: "enrolment", every: "P1Y" }, 3],
    [{ anniversary: "enrolment", every: "P1Y", back: 1 }, 2],
    [{ anniversary: "firstPurchase", every: "P1Y" }, 0],
    [{ anniversary: "firstPurchase", every: "P1Y", back: 1 }, 5],
  ])("orders counted over %j", (window, expected) => {
    const metric = { kind: "count", window, measure: { orders: "count" } } as const;
    expect(valueOf({ orders }, metric, { anchors: { enrolment: "2024-01-31" } })).toBe(expected);
  });

  test.each<readonly [MetricDefinitionInput["kind"], MetricDefinitionInput["measure"], unknown, number]>([
    ["count", { activity: "count" }, 4, 4],
    ["days", { activity: "days" }, 3, 4],
    ["count", { activity: "count", where: { kind: "login" } }, 3, 3],
    ["count", { activity: "count", where: { kind: ["visit", "view"] } }, 1, 1],
    ["count", { activity: "count", where: { subject: "price list" } }, 0, 0],
    ["count", { interactions: "count" }, 3, 3],
    ["count", { interactions: "days" }, 2, 3],
    ["count", { interactions: "count", where: { channel: "telephone", direction: "outbound" } }, 1, 1],
    ["count", { cases: "opened" }, 4, 4],
    ["count", { cases: "opened", where: { severity: "major" } }, 2, 2],
    ["share", { cases: "repeatedShare" }, 1 / 3, 3],
    ["count", { answers: "count", where: { question: "recommend" } }, 4, 4],
    ["number", { answers: "mean", where: { question: "recommend" } }, 8, 4],
    ["number", { answers: "nps", where: { question: "recommend" } }, 25, 4],
    ["share", { answers: "shareAtOrAbove", level: 7, where: { question: "recommend" } }, 0.75, 4],
    ["share", { answers: "shareAtOrBelow", level: 6, where: { question: "recommend" } }, 0.25, 4],
    ["number", { answers: "mean", where: { question: ["satisfied"], survey: "care" } }, 4, 1],
  ])("of a year: %s %j", (kind, what, value, n) => {
    const found = measured({ activity, interactions, cases, answers }, { kind, window: year, measure: what ?? null });
    expect([found.value, found.n, found.unknownBecause]).toEqual([value, n, null]);
  });

  test.each<readonly [MetricDefinitionInput["kind"], MetricDefinitionInput["measure"], unknown, number, string | null]>(
    [
      ["count", { cases: "open" }, 3, 4, "2026-06-29T01:00:00.000Z"],
      ["count", { cases: "open", where: { severity: ["major"] } }, 1, 2, "2026-05-04T01:00:00.000Z"],
      ["count", { contracts: "active" }, 3, 3, "2026-06-29T16:00:00.000Z"],
      ["money", { contracts: "value" }, "CNY 13007.50", 3, "2026-06-29T16:00:00.000Z"],
      ["days", { contracts: "endsInDays" }, 0, 3, "2026-06-29T16:00:00.000Z"],
      ["days", { tenure: "firstPurchase" }, 365, 1, "2025-06-29T16:00:00.000Z"],
      ["days", { tenure: "enrolment" }, 881, 1, "2024-01-30T16:00:00.000Z"],
      ["days", { tenure: "tierStart" }, 29, 1, "2026-06-01T15:59:59.000Z"],
      ["days", { inactivity: "orders" }, 29, 5, "2026-06-01T02:00:00.000Z"],
      ["days", { inactivity: "activity" }, 10, 5, "2026-06-20T00:00:00.000Z"],
      ["days", { inactivity: "activity", where: { kind: "login" } }, 29, 4, "2026-06-01T15:59:00.000Z"],
      ["days", { inactivity: "interactions", where: { channel: "email" } }, 29, 1, "2026-06-01T02:00:00.000Z"],
    ],
  )("at the moment of judgement: %s %j", (kind, what, value, n, freshAt) => {
    const facts = { orders, activity, interactions, cases, contracts };
    const anchors = { enrolment: "2024-01-31", tierStart: "2026-06-01T23:59:59+08:00" };
    const found = measured(facts, { kind, measure: what ?? null }, { anchors });
    expect([valueOf(facts, { kind, measure: what ?? null }, { anchors }), found.n, found.freshAt]).toEqual([
      value,
      n,
      freshAt,
    ]);
  });

  test("shares and changes", () => {
    const month = (back: number): MetricWindow => ({ calendar: "month", back });
    const metrics = dictionary(
      { id: "complaints", kind: "count", window: { calendar: "quarter" }, measure: { cases: "opened" } },
      { id: "orders", kind: "count", window: { calendar: "quarter", back: 1 }, measure: { orders: "count" } },
      { id: "perOrder", kind: "number", measure: { share: "complaints", of: "orders" } },
      { id: "logins", kind: "count", window: { rolling: "P1M" }, measure: { activity: "count" } },
      { id: "loginRatio", kind: "number", measure: { change: "logins", as: "ratio" } },
      { id: "loginChange", kind: "number", measure: { change: "logins", as: "difference" } },
      { id: "spend", kind: "money", window: month(3), measure: { orders: "gross" } },
      { id: "spendChange", kind: "money", measure: { change: "spend", as: "difference" } },
      { id: "spendRatio", kind: "number", measure: { change: "spend", as: "ratio" } },
      { id: "mood", kind: "number", window: { calendar: "quarter", back: 1 }, measure: { answers: "mean" } },
      { id: "moodChange", kind: "number", measure: { change: "mood", as: "difference" } },
    );
    const found = measure({ customerId: "c1", orders, activity, cases, answers }, metrics, { asOf }).metrics;
    expect(found.perOrder).toMatchObject({ value: 2, n: 2 });
    expect(found.loginRatio).toMatchObject({ value: 3, n: 1 });
    expect(found.loginChange).toMatchObject({ value: 2, n: 1, freshAt: "2026-06-20T00:00:00.000Z" });
    expect(found.spendChange.value).toEqual(cny("110.01"));
    expect(found.spendRatio.unknownBecause).toEqual({ code: "base-not-positive", params: { metric: "spend" } });
    expect(found.mood.value).toBe(26 / 3);
    expect(found.moodChange.unknownBecause).toEqual({ code: "earlier-unknown", params: { metric: "mood" } });
  });

  test("a change of a share compares both of its parts with their earlier periods", () => {
    const metrics = dictionary(
      { id: "back", kind: "count", window: { calendar: "month", back: 1 }, measure: { refunds: "count" } },
      { id: "orders", kind: "count", window: { calendar: "month", back: 1 }, measure: { orders: "count" } },
      { id: "rate", kind: "share", measure: { share: "back", of: "orders" } },
      { id: "rateChange", kind: "number", measure: { change: "rate", as: "difference" } },
    );
    const rows = [
      ...["2026-04-01", "2026-04-02", "2026-05-01", "2026-05-02"].map((day) =>
        orderOf("c1", `${day}T09:00:00+08:00`, "10"),
      ),
      orderOf("c1", "2026-05-20T09:00:00+08:00", "-10"),
    ];
    const found = measure({ customerId: "c1", orders: rows }, metrics, { asOf }).metrics;
    expect([found.rate.value, found.rateChange.value]).toEqual([0.5, 0.5]);
  });

  test("the first purchase is the first one that was not paid back in full", () => {
    const rows = [
      orderOf("c1", "2026-01-01T09:00:00+08:00", "10", [["2026-03-01T09:00:00+08:00", "10"]]),
      orderOf("c1", "2026-01-11T09:00:00+08:00", "10", [["2026-01-12T09:00:00+08:00", "9.99"]]),
    ];
    const tenure = { kind: "days", measure: { tenure: "firstPurchase" } } as const;
    expect(valueOf({ orders: rows }, tenure, { asOf: "2026-01-21T09:00:00+08:00" })).toBe(20);
    expect(valueOf({ orders: rows }, tenure, { asOf: "2026-03-01T09:00:00+08:00" })).toBe(49);
    expect(
      valueOf({ orders: rows }, tenure, {
        asOf: "2026-03-01T09:00:00+08:00",
        anchors: { firstPurchase: "2026-02-01" },
      }),
    ).toBe(28);
    // days do not tell which order was paid back
    const byDay = { customerId: "c1", orders: historyOf(rows) };
    const found = measure(byDay, dictionary({ id: "x", ...tenure }), { asOf: "2026-03-01T09:00:00+08:00" });
    expect([found.metrics.x.value, found.findings.byCode]).toEqual([59, { "first-purchase-uncertain": 1 }]);
  });

  test("what a part lacks is told with numbers, at the limit and beyond it", () => {
    const since = (maxAge: string) =>
      ({ kind: "count", window: year, measure: { activity: "count" }, maxAge }) as const;
    const whole = (minSample: number) =>
      ({ kind: "count", window: year, measure: { activity: "count" }, minSample }) as const;
    const shareOf = (part: Omit<MetricDefinitionInput, "id">) => {
      const parts = dictionary<string>(
        { id: "part", ...part },
        { id: "x", kind: "share", measure: { share: "part", of: "part" } },
      );
      const { x } = measure({ customerId: "c1", activity }, parts, { asOf }).metrics;
      return [x?.value, x?.n, x?.unknownBecause?.code ?? null];
    };
    expect(shareOf(whole(4))).toEqual([1, 4, null]);
    expect(shareOf(whole(5))).toEqual([null, 4, "part-unknown"]);
    // the newest is of 2026-06-20T08:00+08:00, ten days and 15:59:59.999 before
    expect(shareOf(since("P11D"))).toEqual([1, 4, null]);
    expect(shareOf(since("P10D"))).toEqual([null, 4, "part-unknown"]);
    const exact = dictionary<string>(
      { id: "part", ...since("P1D") },
      { id: "x", kind: "share", measure: { share: "part", of: "part" } },
    );
    const at = (moment: string) => measure({ customerId: "c1", activity }, exact, { asOf: moment }).metrics["x"]?.value;
    expect([at("2026-06-21T08:00:00+08:00"), at("2026-06-21T08:00:00.001+08:00")]).toEqual([1, null]);
  });

  test("an older period is as old as it is: its age is not asked", () => {
    const metrics = dictionary(
      { id: "spend", kind: "money", window: { rolling: "P3M" }, measure: { orders: "gross" }, maxAge: "P30D" },
      { id: "change", kind: "money", measure: { change: "spend", as: "difference" } },
    );
    const rows = [orderOf("c1", "2026-06-20T10:00:00+08:00", "30"), orderOf("c1", "2026-02-01T10:00:00+08:00", "20")];
    const { change } = measure({ customerId: "c1", orders: rows }, metrics, { asOf }).metrics;
    expect([change.value, change.unknownBecause]).toEqual([cny("10.00"), null]);
  });

  test.each<readonly [string, Omit<MetricDefinitionInput, "id">, string | null]>([
    ["orders", { kind: "count", window: year, measure: { orders: "count" } }, "2026-06-01T02:00:00.000Z"],
    ["refunds", { kind: "count", window: year, measure: { refunds: "count" } }, "2026-06-02T02:00:00.000Z"],
    ["all of it", { kind: "money", window: year, measure: { orders: "net" } }, "2026-06-02T02:00:00.000Z"],
    [
      "all of it, as a share",
      { kind: "share", window: year, measure: { refunds: "share" } },
      "2026-06-02T02:00:00.000Z",
    ],
    ["cases", { kind: "count", window: year, measure: { cases: "opened" } }, "2026-06-29T01:00:00.000Z"],
    [
      "cases that were told",
      { kind: "share", window: year, measure: { cases: "repeatedShare" } },
      "2026-06-29T01:00:00.000Z",
    ],
    ["answers", { kind: "count", window: year, measure: { answers: "count" } }, "2026-05-11T01:00:00.000Z"],
  ])("as fresh as the newest of the %s", (_, metric, freshAt) => {
    expect(measured({ orders, cases, answers }, metric).freshAt).toBe(freshAt);
  });

  test("an order that is yet to come, or a gift, in the count from the first purchase", () => {
    const tenure = { kind: "days", measure: { tenure: "firstPurchase" } } as const;
    const on = (...rows: readonly Order[]) => whyOf({ orders: rows }, tenure, { asOf: "2026-03-11T09:00:00+08:00" });
    const missing = { code: "anchor-missing", params: { anchor: "firstPurchase" } };
    expect(on(orderOf("c1", "2026-03-01T09:00:00+08:00", "0"))).toBe(10);
    expect(on(orderOf("c1", "2026-03-11T09:00:00+08:00", "5"))).toBe(0);
    expect(on(orderOf("c1", "2026-03-11T09:00:00.001+08:00", "5"))).toEqual(missing);
    expect(on(orderOf("c1", "2026-03-01T09:00:00+08:00", "-5"))).toEqual(missing);
  });

  test("by day, the first purchase is uncertain once as much was given back as it cost", () => {
    const tenure = dictionary({ id: "x", kind: "days", measure: { tenure: "firstPurchase" } });
    const uncertain = (...rows: readonly Order[]) =>
      measure({ customerId: "c1", orders: historyOf(rows) }, tenure, { asOf }).findings.rows;
    const first = orderOf("c1", "2026-03-10T09:00:00+08:00", "10");
    const back = (day: string, amount: string) => orderOf("c1", `${day}T09:00:00+08:00`, amount);
    const found = [
      { index: null, code: "first-purchase-uncertain", path: "/orders/days", params: { on: "2026-03-10" } },
    ];
    expect(uncertain(first)).toEqual([]);
    expect(uncertain(first, back("2026-03-12", "-9.99"))).toEqual([]);
    expect(uncertain(first, back("2026-03-12", "-10"))).toEqual(found);
    expect(uncertain(first, back("2026-03-10", "-10"))).toEqual(found);
    expect(uncertain(back("2026-03-01", "-10"), first)).toEqual([]);
    expect(uncertain(orderOf("c1", "2026-03-10T09:00:00+08:00", "0"))).toEqual([]);
    // a day of the first purchase that is given needs no search
    const given = { asOf, anchors: { firstPurchase: "2026-03-01" } };
    const orders = historyOf([first, back("2026-03-12", "-10")]);
    expect(measure({ customerId: "c1", orders }, tenure, given).findings.rows).toEqual([]);
    expect(
      measure({ customerId: "c1", orders }, tenure, { asOf, anchors: { firstPurchase: null } }).findings.rows,
    ).toEqual(found);
  });

  test("days after the moment of judgement count what they hold; of two days that are cut the earlier is told", () => {
    const counted = dictionary({ id: "x", kind: "count", window: year, measure: { orders: "count" } });
    const rows = [
      orderOf("c1", "2026-07-01T09:00:00+08:00", "10"),
      orderOf("c1", "2026-07-01T10:00:00+08:00", "-3"),
      orderOf("c1", "2026-07-02T10:00:00+08:00", "3"),
    ];
    expect(measure({ customerId: "c1", orders: historyOf(rows) }, counted, { asOf }).afterAsOf).toBe(3);
    // a day of one moment is over with it
    expect(
      valueOf(
        { orders: historyOf(rows) },
        { kind: "count", window: year, measure: { orders: "count" } },
        { asOf: "2026-07-02T10:00:00+08:00" },
      ),
    ).toBe(2);
  });

  test.each<readonly [string, Case["events"], number]>([
    ["solved", [event("resolved", "2026-06-10T09:00:00+08:00")], 0],
    ["closed", [event("closed", "2026-06-10T09:00:00+08:00")], 0],
    ["closed at the moment itself", [event("closed", asOf)], 0],
    ["to be closed", [event("closed", "2026-07-01T00:00:00+08:00")], 1],
    [
      "cancelled, then closed",
      [event("closed", "2026-06-11T09:00:00+08:00"), event("cancelled", "2026-06-10T09:00:00+08:00")],
      0,
    ],
    [
      "opened again, later",
      [event("reopened", "2026-06-11T09:00:00+08:00"), event("resolved", "2026-06-10T09:00:00+08:00")],
      1,
    ],
    [
      "opened again and solved at one moment",
      [event("resolved", "2026-06-10T09:00:00+08:00"), event("reopened", "2026-06-10T09:00:00+08:00")],
      0,
    ],
    ["answered", [event("replied", "2026-06-10T09:00:00+08:00")], 1],
  ])("a case that was %s", (_, events, open) => {
    const one = [caseOf("k", "2026-06-01T09:00:00+08:00", "minor", events)];
    expect(valueOf({ cases: one }, { kind: "count", measure: { cases: "open" } })).toBe(open);
  });

  test("of two severities at one moment the later identifier counts, whichever comes first", () => {
    const at = "2026-06-10T09:00:00+08:00";
    const [a, b] = [
      event("severity-changed", at, { id: "a", severity: "major" }),
      event("severity-changed", at, { id: "b", severity: "minor" }),
    ];
    for (const events of [
      [a, b],
      [b, a],
    ]) {
      const one = [caseOf("k", "2026-06-01T09:00:00+08:00", "ordinary", events)];
      const of = (severity: string) =>
        valueOf({ cases: one }, { kind: "count", measure: { cases: "open", where: { severity } } });
      expect([of("ordinary"), of("major"), of("minor")]).toEqual([0, 0, 1]);
    }
  });

  test("what the host brings is left to the host", () => {
    const metrics = dictionary({ id: "nps", kind: "number" });
    const { metrics: found, ...rest } = measure({ customerId: "c1" }, metrics, { asOf });
    expect(found.nps).toEqual({
      value: null,
      n: 0,
      freshAt: null,
      unknownBecause: { code: "brought-by-host", params: {} },
    });
    expect(rest).toEqual({
      customerId: "c1",
      asOf: instant(asOf),
      policy: { id: "m", version: 2 },
      afterAsOf: 0,
      findings: { total: 0, byCode: {}, rows: [] },
    });
  });
});

describe("not known is not zero", () => {
  const count = { kind: "count", window: year, measure: { orders: "count" } } as const;

  test.each<readonly [MetricDefinitionInput["kind"], MetricDefinitionInput["measure"], boolean, string]>([
    ["money", { orders: "net" }, true, "orders"],
    ["money", { refunds: "amount" }, true, "orders"],
    ["count", { activity: "count" }, true, "activity"],
    ["count", { interactions: "days" }, true, "interactions"],
    ["count", { cases: "opened" }, true, "cases"],
    ["number", { answers: "mean" }, true, "answers"],
    ["count", { contracts: "active" }, false, "contracts"],
    ["days", { inactivity: "activity" }, false, "activity"],
    ["days", { tenure: "firstPurchase" }, false, "orders"],
  ])("%s %j without such facts", (kind, what, windowed, family) => {
    const metric = { kind, window: windowed ? year : null, measure: what ?? null };
    expect(whyOf({}, metric)).toEqual({ code: "facts-not-given", params: { family } });
    expect(whyOf({ [family]: null }, metric)).toEqual({ code: "facts-not-given", params: { family } });
  });

  test.each<readonly [MetricDefinitionInput["kind"], MetricDefinitionInput["measure"], boolean, unknown]>([
    ["money", { orders: "net" }, true, "CNY 0.00"],
    ["count", { orders: "count" }, true, 0],
    ["money", { orders: "mean", rounding: "up" }, true, null],
    ["money", { orders: "largestDay" }, true, null],
    ["money", { refunds: "amount" }, true, "CNY 0.00"],
    ["share", { refunds: "share" }, true, null],
    ["count", { activity: "days" }, true, 0],
    ["count", { interactions: "count" }, true, 0],
    ["count", { cases: "opened" }, true, 0],
    ["count", { cases: "open" }, false, 0],
    ["share", { cases: "repeatedShare" }, true, null],
    ["count", { answers: "count" }, true, 0],
    ["number", { answers: "mean" }, true, null],
    ["number", { answers: "nps" }, true, null],
    ["share", { answers: "shareAtOrAbove", level: 7 }, true, null],
    ["count", { contracts: "active" }, false, 0],
    ["money", { contracts: "value" }, false, "CNY 0.00"],
    ["days", { contracts: "endsInDays" }, false, null],
    ["days", { inactivity: "orders" }, false, null],
    ["days", { inactivity: "interactions" }, false, null],
  ])("%s %j where there are none", (kind, what, windowed, expected) => {
    const none = { orders: [], activity: [], interactions: [], cases: [], answers: [], contracts: [] };
    const metric = { kind, window: windowed ? year : null, measure: what ?? null };
    expect(valueOf(none, metric)).toBe(expected);
    const { n, freshAt, unknownBecause } = measured(none, metric);
    expect([n, freshAt, unknownBecause]).toEqual([
      0,
      null,
      expected === null ? { code: "nothing-to-measure", params: {} } : null,
    ]);
  });

  test("who was asked and did not answer has said nothing", () => {
    const silent = { answers: [answer("a1", "2026-05-01T09:00:00+08:00", null)] };
    expect(whyOf(silent, { kind: "number", window: year, measure: { answers: "mean" } })).toEqual({
      code: "nothing-to-measure",
      params: {},
    });
  });

  test.each<readonly [string, Parameters<typeof measured>, unknown]>([
    [
      "answers on two scales",
      [{ answers }, { kind: "number", window: year, measure: { answers: "mean" } }],
      { code: "scales-differ", params: {} },
    ],
    [
      "a net promoter score of one to five",
      [{ answers }, { kind: "number", window: year, measure: { answers: "nps", where: { question: "satisfied" } } }],
      { code: "scale-not-nps", params: {} },
    ],
    [
      "a contract of unknown value",
      [{ contracts: [contract("t1", "2026-01-01", null)] }, { kind: "money", measure: { contracts: "value" } }],
      { code: "contract-without-value", params: { contracts: 1 } },
    ],
    [
      "an enrolment that was not given",
      [{}, { kind: "days", measure: { tenure: "enrolment" } }],
      { code: "anchor-missing", params: { anchor: "enrolment" } },
    ],
    [
      "a tier that is still to come",
      [{}, { kind: "days", measure: { tenure: "tierStart" } }, { anchors: { tierStart: "2026-07-01" } }],
      { code: "no-period-yet", params: { anchor: "tierStart" } },
    ],
    [
      "the year before the first",
      [
        { orders },
        { kind: "count", window: { anniversary: "enrolment", every: "P1Y", back: 1 }, measure: { orders: "count" } },
        { anchors: { enrolment: "2026-01-01" } },
      ],
      { code: "no-period-yet", params: { anchor: "enrolment" } },
    ],
    [
      "years from a first purchase that was not made",
      [
        { orders: [] },
        { kind: "count", window: { anniversary: "firstPurchase", every: "P1Y" }, measure: { orders: "count" } },
      ],
      { code: "anchor-missing", params: { anchor: "firstPurchase" } },
    ],
  ])("%s", (_, args, why) => {
    expect(whyOf(...args)).toEqual(why);
  });

  test("a part with too few facts, or too old ones, makes what rests on it unknown, but not itself", () => {
    const metrics = dictionary(
      { id: "mood", kind: "number", window: { rolling: "P3M" }, measure: { answers: "mean" }, minSample: 2 },
      { id: "moodChange", kind: "number", measure: { change: "mood", as: "difference" } },
      { id: "visits", kind: "count", window: { rolling: "P12M" }, measure: { activity: "count" }, maxAge: "P7D" },
      {
        id: "logins",
        kind: "count",
        window: { rolling: "P12M" },
        measure: { activity: "count", where: { kind: "login" } },
      },
      { id: "loginShare", kind: "share", measure: { share: "logins", of: "visits" } },
    );
    const few = [
      answer("a1", "2026-06-01T09:00:00+08:00", 8),
      answer("a2", "2026-02-01T09:00:00+08:00", 8),
      answer("a3", "2026-02-02T09:00:00+08:00", 8),
    ];
    const found = measure({ customerId: "c1", answers: few, activity }, metrics, { asOf }).metrics;
    expect([found.mood.value, found.mood.n, found.visits.value]).toEqual([8, 1, 4]);
    expect(found.moodChange.unknownBecause).toEqual({ code: "part-unknown", params: { metric: "mood" } });
    expect(found.loginShare.unknownBecause).toEqual({ code: "part-unknown", params: { metric: "visits" } });
  });

  test("a day that the moment of judgement cuts is known neither as a whole nor in part", () => {
    const days = historyOf([
      orderOf("c1", "2026-06-10T09:00:00+08:00", "10"),
      orderOf("c1", "2026-06-10T15:00:00+08:00", "20"),
    ]);
    const noon = { asOf: "2026-06-10T12:00:00+08:00" };
    expect(whyOf({ orders: days }, count, noon)).toEqual({ code: "day-cut", params: { on: "2026-06-10" } });
    expect(whyOf({ orders: days }, { kind: "days", measure: { inactivity: "orders" } }, noon)).toEqual({
      code: "day-cut",
      params: { on: "2026-06-10" },
    });
    // what was over before the day is known; so is the day before it began, and when it is over
    expect(whyOf({ orders: days }, { ...count, window: { calendar: "month", back: 1 } }, noon)).toBe(0);
    expect(whyOf({ orders: days }, count, { asOf: "2026-06-10T08:59:59+08:00" })).toBe(0);
    expect(whyOf({ orders: days }, count, { asOf: "2026-06-10T15:00:00+08:00" })).toBe(2);
    expect(measure({ customerId: "c1", orders: days }, dictionary({ id: "x", ...count }), noon).findings.rows).toEqual([
      { index: 0, code: "day-cut", path: "/orders/days/0", params: { on: "2026-06-10" } },
    ]);
  });
});

describe("facts that cannot be used", () => {
  const metrics = dictionary(
    { id: "orders", kind: "count", window: year, measure: { orders: "count" } },
    { id: "logins", kind: "count", window: year, measure: { activity: "count" } },
    { id: "contacts", kind: "count", window: year, measure: { interactions: "count" } },
    { id: "cases", kind: "count", window: year, measure: { cases: "opened" } },
    { id: "answers", kind: "count", window: year, measure: { answers: "count" } },
    { id: "contracts", kind: "count", measure: { contracts: "active" } },
  );
  const whole = { orders, activity, interactions, cases, answers, contracts };
  const look = (facts: Partial<Record<keyof typeof whole, unknown>>): Measurement =>
    measure({ customerId: "c1", ...whole, ...facts } as CustomerFacts, metrics, { asOf });

  test.each<readonly [keyof typeof whole, unknown, string, string]>([
    ["orders", { ...orders[0], at: "2026-02-30T09:00:00Z" }, "invalid-fact", "/orders/0/at"],
    [
      "orders",
      { ...orders[0], amount: { amount: "1", currency: "USD" } },
      "currency-mismatch",
      "/orders/0/amount/currency",
    ],
    ["orders", { ...orders[0], amount: cny("0.001") }, "invalid-fact", "/orders/0/amount/amount"],
    ["orders", { ...orders[0], amount: cny("99999999999999999999") }, "invalid-fact", "/orders/0/amount/amount"],
    ["orders", { ...orders[0], amount: { amount: NaN, currency: "CNY" } }, "invalid-fact", "/orders/0/amount/amount"],
    [
      "orders",
      orderOf("c1", "2026-01-01T09:00:00Z", "5", [["2026-01-02T09:00:00Z", "6"]]),
      "refunds-exceed-order",
      "/orders/0/refunds",
    ],
    ["orders", { ...orders[0], customerId: "c2" }, "fact-of-other-customer", "/orders/0/customerId"],
    ["orders", "many", "invalid-fact", "/orders"],
    ["activity", { ...activity[0], kind: "" }, "invalid-fact", "/activity/0/kind"],
    ["activity", null, "invalid-fact", "/activity/0"],
    ["activity", { ...activity[0], customerId: "__proto__" }, "fact-of-other-customer", "/activity/0/customerId"],
    ["interactions", { ...interactions[0], direction: "sideways" }, "unknown-choice", "/interactions/0/direction"],
    ["cases", { ...cases[0], events: [event("resolved", "yesterday")] }, "invalid-fact", "/cases/0/events/0/at"],
    ["answers", answer("a1", asOf, 11), "answer-off-scale", "/answers/0/value"],
    ["answers", answer("a1", asOf, NaN), "invalid-fact", "/answers/0/value"],
    ["contracts", contract("t1", "2026-02-01", "2026-01-01"), "contract-ends-before-start", "/contracts/0/to"],
    [
      "contracts",
      contract("t1", "2026-02-01", null, { amount: "1", currency: "USD" }),
      "currency-mismatch",
      "/contracts/0/value/currency",
    ],
  ])("%s: %j", (family, row, code, path) => {
    const found = look({
      [family]:
        row === "many"
          ? row
          : [row, ...(whole[family] as readonly unknown[])].filter((one, at) => at === 0 || !sameId(one, row)),
    });
    const names = { interactions: "contacts", activity: "logins" } as const;
    const metric = family === "interactions" || family === "activity" ? names[family] : family;
    expect(found.findings.rows.map((row) => [row.code, row.path])).toEqual([[code, path]]);
    expect(found.metrics[metric]).toMatchObject({
      value: null,
      unknownBecause: { code: "facts-unsound", params: { family, facts: 1 } },
    });
    // the other families are as they were
    for (const [id, other] of Object.entries(look({}).metrics))
      if (id !== metric) expect(found.metrics[id]).toEqual(other);
  });

  test("the same fact twice counts once, and is told", () => {
    const twice = look({ orders: [...orders, { ...orders[1], note: "again" }], cases: [...cases, ...cases] });
    expect(twice.metrics).toEqual(look({}).metrics);
    expect(twice.findings.byCode).toEqual({ "duplicate-fact": 6 });
    expect(twice.findings.rows[0]).toEqual({
      index: 7,
      code: "duplicate-fact",
      path: "/orders/7/id",
      params: { path: "/orders/7/id", expected: "", observed: orders[1]?.id },
    });
  });

  test("two different facts under one identifier contradict each other", () => {
    const found = look({ orders: [...orders, { ...orders[1], amount: cny("100.01") }] });
    expect(found.findings.byCode).toEqual({ "conflicting-facts": 1 });
    expect(found.metrics["orders"]?.unknownBecause).toEqual({
      code: "facts-unsound",
      params: { family: "orders", facts: 1 },
    });
  });

  test.each<readonly [string, unknown, unknown]>([
    ["activity twice is two facts", { activity: [activity[0], activity[0]] }, {}],
    ["an answer twice", { answers: [answers[0], answers[0]] }, { "duplicate-fact": 1 }],
    ["an answer of two values", { answers: [answers[0], { ...answers[0], value: 3 }] }, { "conflicting-facts": 1 }],
    ["a contact twice", { interactions: [interactions[0], interactions[0]] }, { "duplicate-fact": 1 }],
    [
      "a contact in two ways",
      { interactions: [interactions[0], { ...interactions[0], channel: "email" }] },
      { "conflicting-facts": 1 },
    ],
    ["a contract twice", { contracts: [contracts[2], contracts[2]] }, { "duplicate-fact": 1 }],
    [
      "a contract of two ends",
      { contracts: [contracts[0], { ...contracts[0], to: "2027-01-01" }] },
      { "conflicting-facts": 1 },
    ],
    [
      "a contract that ends, and does not",
      { contracts: [contracts[0], { ...contracts[0], to: null }] },
      { "conflicting-facts": 1 },
    ],
    [
      "a contract of two values",
      { contracts: [contracts[0], { ...contracts[0], value: cny("1") }] },
      { "conflicting-facts": 1 },
    ],
    [
      "an order paid back in two ways",
      { orders: [orders[2], { ...orders[2], refunds: [] }] },
      { "conflicting-facts": 1 },
    ],
    [
      "an order without word of refunds",
      { orders: [{ ...orders[1], refunds: null }, orders[1]] },
      { "duplicate-fact": 1 },
    ],
  ])("%s", (_, facts, byCode) => {
    expect(look(facts as Partial<typeof whole>).findings.byCode).toEqual(byCode);
  });

  test.each<readonly [string, unknown, string, string, string]>([
    ["a list of orders", { orders: 3 }, "/orders", "array", "3"],
    ["days", { orders: { customerId: "c1", days: 3 } }, "/orders/days", "array", "3"],
    ["a day", { orders: { customerId: "c1", days: [3] } }, "/orders/days/0", "object", "3"],
    ["a day that is null", { orders: { customerId: "c1", days: [null] } }, "/orders/days/0", "object", "null"],
    ["whose history", { orders: { customerId: "c2", days: [] } }, "/orders/customerId", "c1", "c2"],
    ["nobody's history", { orders: { customerId: 2, days: [] } }, "/orders/customerId", "c1", "2"],
    [
      "coins that are not minted",
      { orders: [{ ...orders[1], amount: cny("0.001") }] },
      "/orders/0/amount/amount",
      "minor-units",
      "0.001",
    ],
    [
      "coins given back that are not minted",
      { orders: [orderOf("c1", "2026-01-01T09:00:00Z", "5", [["2026-01-02T09:00:00Z", "0.001"]])] },
      "/orders/0/refunds/0/amount/amount",
      "minor-units",
      "0.001",
    ],
  ])("%s: what was expected, and what came", (_, facts, path, expected, observed) => {
    const { rows } = look(facts as Partial<typeof whole>).findings;
    expect(rows.map(({ params }) => params)).toEqual([
      { path, expected, observed: expect.stringContaining(observed) as string },
    ]);
  });

  test.each<readonly [object, string, string]>([
    [{ on: "2026-02-30" }, "on", "day"],
    [{ firstAt: "soon" }, "firstAt", "instant"],
    [{ firstAt: "2026-03-09T10:00:00.000Z" }, "firstAt", "instant"],
    [{ lastAt: "soon" }, "lastAt", "instant"],
    [{ refunds: -1 }, "refunds", "non-negative-integer"],
    [{ freeOrders: 0.5 }, "freeOrders", "non-negative-integer"],
  ])("a day with %j", (part, key, expected) => {
    const [day] = historyOf([orderOf("c1", "2026-03-10T10:00:00+08:00", "40.00")]).days;
    const { rows } = look({ orders: { customerId: "c1", days: [{ ...day, ...part }] } }).findings;
    expect(rows.map(({ code, path, params }) => [code, path, params["expected"]])).toEqual([
      ["invalid-fact", `/orders/days/0/${key}`, expected],
    ]);
  });

  test("an anchor that is none is told, and taken for missing", () => {
    const tenure = dictionary({ id: "x", kind: "days", measure: { tenure: "enrolment" } });
    const found = measure({ customerId: "c1" }, tenure, { asOf, anchors: { enrolment: "soon" } });
    expect(found.findings.rows).toEqual([
      {
        index: null,
        code: "invalid-fact",
        path: "/anchors/enrolment",
        params: { path: "/anchors/enrolment", expected: "instant", observed: '"soon"' },
      },
    ]);
    expect(measure({ customerId: "c1" }, tenure, { asOf, anchors: null }).metrics.x.unknownBecause?.code).toBe(
      "anchor-missing",
    );
    expect(() => measure(null as never, tenure, { asOf })).toThrow(
      "facts: expected { customerId, ... }, received null",
    );
    expect(measure({ customerId: "c1" }, tenure, { asOf, anchors: { enrolment: asOf } }).metrics.x.value).toBe(0);
  });

  test("families that no metric asks about are not looked at", () => {
    const only = dictionary({ id: "x", kind: "count", window: year, measure: { activity: "count" } });
    const found = measure({ customerId: "c1", activity, orders: [null] as never }, only, { asOf });
    expect([found.metrics.x.value, found.findings.total]).toEqual([4, 0]);
  });

  test("facts from after the moment of judgement are not known yet, and counted", () => {
    expect(look({}).afterAsOf).toBe(1);
    expect(measured({ orders }, { kind: "count", window: "lifetime", measure: { orders: "count" } }).value).toBe(5);
  });

  test.each<readonly [string, unknown, string, string]>([
    ["a day twice", { days: [0, 0] }, "invalid-fact", "/orders/days/1/on"],
    ["a day that does not exist", { days: [0], on: "2026-02-30" }, "invalid-fact", "/orders/days/0/on"],
    [
      "days of another zone",
      { days: [0], lastAt: "2026-03-10T17:00:00.000Z" },
      "invalid-fact",
      "/orders/days/0/lastAt",
    ],
    [
      "a day that ends before it began",
      { days: [0], lastAt: "2026-03-09T17:00:00.000Z" },
      "invalid-fact",
      "/orders/days/0/lastAt",
    ],
    ["less than nothing", { days: [0], spentMinor: -1 }, "invalid-fact", "/orders/days/0/spentMinor"],
    ["NaN", { days: [0], orders: NaN }, "invalid-fact", "/orders/days/0/orders"],
    ["no list of days", { days: "all" }, "invalid-fact", "/orders/days"],
    ["another customer", { days: [0], customerId: "c2" }, "fact-of-other-customer", "/orders/customerId"],
  ])("days: %s", (_, change, code, path) => {
    const { days: which, customerId = "c1", ...part } = change as { days: unknown; customerId?: string };
    const [day] = historyOf([orderOf("c1", "2026-03-10T10:00:00+08:00", "40.00")]).days;
    const days = Array.isArray(which) ? which.map(() => ({ ...day, ...part })) : which;
    const found = look({ orders: { customerId, days } });
    expect(found.findings.rows.map((row) => [row.code, row.path])).toEqual([[code, path]]);
    expect(found.metrics["orders"]?.unknownBecause?.code).toBe("facts-unsound");
  });

  test.each(hostileValues)("%s in place of a fact, a list, a day, an anchor", (name, value) => {
    for (const family of ["orders", "activity", "interactions", "cases", "answers", "contracts"] as const) {
      expect(look({ [family]: [value] }).findings.total).toBe(1);
      const missing = value === null || value === undefined;
      const empty = name === "an array";
      expect(look({ [family]: value }).findings.total).toBe(missing || empty ? 0 : 1);
    }
    expect(look({ orders: { customerId: "c1", days: [value] } }).findings.total).toBe(1);
    expect(look({ orders: { customerId: "c1", days: value } }).findings.total > 0).toBe(name !== "an array");
    const found = measure(
      { customerId: "c1" },
      dictionary({ id: "x", kind: "days", measure: { tenure: "enrolment" } }),
      { asOf, anchors: { enrolment: value as never } },
    );
    expect(found.metrics.x.unknownBecause).toEqual({ code: "anchor-missing", params: { anchor: "enrolment" } });
    expect(found.findings.byCode).toEqual(value === null || value === undefined ? {} : { "invalid-fact": 1 });
  });

  test.each<readonly [string, () => unknown, string]>([
    [
      "a spread dictionary",
      () => measure({ customerId: "c1" }, { ...metrics } as never, { asOf }),
      "policy-not-checked",
    ],
    ["no dictionary", () => measure({ customerId: "c1" }, null as never, { asOf }), "policy-not-checked"],
    [
      "a policy without metrics",
      () => measure({ customerId: "c1" }, policyWith() as never, { asOf }),
      "policy-not-checked",
    ],
    ["no facts", () => measure(null as never, metrics, { asOf }), "invalid-option"],
    ["nobody's facts", () => measure({ customerId: "" }, metrics, { asOf }), "invalid-option"],
    ["a day as asOf", () => measure({ customerId: "c1" }, metrics, { asOf: "2026-06-30" }), "invalid-instant"],
    ["no options", () => measure({ customerId: "c1" }, metrics, undefined as never), "invalid-option"],
    [
      "a year before the years",
      () => measure({ customerId: "c1" }, metrics, { asOf: "0000-06-30T00:00:00Z" }),
      "out-of-range",
    ],
  ])("%s", (_, call, code) => {
    expect(thrown(call)).toBe(`DomainError ${code}`);
  });

  test("a customer named __proto__, metrics named constructor", () => {
    const odd = dictionary({ id: "constructor", kind: "count", window: year, measure: { activity: "count" } });
    const found = measure(
      { customerId: "__proto__", activity: activity.map((one) => ({ ...one, customerId: "__proto__" })) },
      odd,
      { asOf },
    );
    expect([found.customerId, found.metrics.constructor.value]).toEqual(["__proto__", 4]);
  });

  test("amounts beyond the exact range of numbers add up exactly", () => {
    const large = Array.from({ length: 5 }, (_, index) => ({
      ...orderOf("c1", `2026-01-0${index + 1}T00:00:00Z`, "90071992547409.91"),
    }));
    expect(valueOf({ orders: large }, { kind: "money", window: year, measure: { orders: "net" } })).toBe(
      "CNY 450359962737049.55",
    );
  });
});

const sameId = (a: unknown, b: unknown): boolean =>
  (a as { readonly id?: unknown } | null)?.id !== undefined &&
  (a as { readonly id?: unknown }).id === (b as { readonly id?: unknown } | null)?.id;

describe("laws", () => {
  /** Every way to measure orders, over windows of every kind. */
  const everything = (timeZone: string, windows: readonly MetricWindow[]): MetricDictionary => {
    const key = `${timeZone} ${JSON.stringify(windows)}`;
    const made = dictionaries.get(key) ?? everyMetric(timeZone, windows);
    dictionaries.set(key, made);
    return made;
  };
  const dictionaries = new Map<string, MetricDictionary>();
  const everyMetric = (timeZone: string, windows: readonly MetricWindow[]): MetricDictionary =>
    defineMetrics({
      id: "all",
      version: 1,
      timeZone,
      currency: "CNY",
      metrics: windows.flatMap((window, at): MetricDefinitionInput[] => [
        { id: `net${at}`, kind: "money", window, measure: { orders: "net" } },
        { id: `gross${at}`, kind: "money", window, measure: { orders: "gross" } },
        { id: `count${at}`, kind: "count", window, measure: { orders: "count" } },
        { id: `days${at}`, kind: "days", window, measure: { orders: "purchaseDays" } },
        { id: `mean${at}`, kind: "money", window, measure: { orders: "mean", rounding: "half-up" } },
        { id: `largest${at}`, kind: "money", window, measure: { orders: "largestDay" } },
        { id: `back${at}`, kind: "money", window, measure: { refunds: "amount" } },
        { id: `share${at}`, kind: "share", window, measure: { refunds: "share" } },
      ]),
    });
  const WINDOWS: readonly MetricWindow[] = [
    "lifetime",
    { rolling: "P1M" },
    { rolling: "P3D" },
    { calendar: "month" },
    { calendar: "month", back: 1 },
    { anniversary: "enrolment", every: "P2D" },
    { anniversary: "enrolment", every: "P2D", back: 1 },
  ];
  /** Sound orders of one customer, with identifiers of their own, and a night near which they lie. */
  const ownOrders = anyOrders.map(({ timeZone, near, orders: rows }) => ({
    timeZone,
    near,
    rows: rows.map((row, index): Order => ({ ...row, id: `o${index}`, customerId: "c1", refunds: soundRefunds(row) })),
  }));
  /** No more than what the order cost. */
  const soundRefunds = ({ amount, refunds }: Order): Order["refunds"] => {
    let left = Number(amount.amount.replace(".", ""));
    return (refunds ?? []).flatMap((refund) => {
      const minor = Math.min(left, Number(refund.amount.amount.replace(".", "")));
      left -= minor;
      return minor > 0 ? [{ ...refund, amount: moneyFromMinor(minor, "CNY") }] : [];
    });
  };
  const anyDays = fc.integer({ min: -3, max: 4 });
  const nightOf = (near: string, days: number, timeZone: string): string =>
    endOfDay(dayFromNumber(Math.floor(Date.parse(near) / 86_400_000) + days), { timeZone });
  const valuesOf = (found: Measurement): unknown =>
    Object.entries(found.metrics).map(([id, { value, n, unknownBecause }]) => [id, value, n, unknownBecause]);

  test("order-blind: facts in any order measure the same", () =>
    fc.assert(
      fc.property(ownOrders, anyDays, fc.nat(), ({ timeZone, near, rows }, days, seed) => {
        const metrics = everything(timeZone, WINDOWS);
        const options = { asOf: nightOf(near, days, timeZone), anchors: { enrolment: nightOf(near, -9, timeZone) } };
        const turned = rows.toSorted(
          (a, b) =>
            ((a.id.length * 31 + Number(a.id.slice(1)) * 17 + seed) % 7) -
            ((b.id.length * 31 + Number(b.id.slice(1)) * 17 + seed) % 7),
        );
        expect(measure({ customerId: "c1", orders: turned.toReversed() }, metrics, options)).toEqual(
          measure({ customerId: "c1", orders: rows }, metrics, options),
        );
      }),
    ));

  test("merge-blind: any partition of the orders into days, merged, measures the same; and as the orders, at the end of a day", () =>
    fc.assert(
      fc.property(
        ownOrders,
        anyDays,
        fc.array(fc.nat(2), { maxLength: 25 }),
        ({ timeZone, near, rows }, days, shards) => {
          const by = policyWith({ timeZone });
          const merged = startOrderSummary(by);
          for (const shard of [0, 1, 2]) {
            const part = startOrderSummary(by);
            part.add(rows.filter((_, at) => (shards[at] ?? 0) === shard));
            merged.merge(throughJson(part.state()));
          }
          const [history = { customerId: "c1", days: [] }] = merged.histories();
          const asOfNight = nightOf(near, days, timeZone);
          const metrics = everything(
            timeZone,
            WINDOWS.filter((window) => window === "lifetime" || !("anniversary" in window)),
          );
          const byDay = measure({ customerId: "c1", orders: history }, metrics, { asOf: asOfNight });
          expect(byDay).toEqual(
            measure({ customerId: "c1", orders: historyOf(rows, by) }, metrics, { asOf: asOfNight }),
          );
          const cutsNoDay = startsWithDays(timeZone, asOfNight);
          if (cutsNoDay)
            expect(valuesOf(byDay)).toEqual(
              valuesOf(measure({ customerId: "c1", orders: rows }, metrics, { asOf: asOfNight })),
            );
        },
      ),
    ));

  test("conserving: windows that follow each other count every order once", () =>
    fc.assert(
      fc.property(ownOrders, fc.constantFrom("PT144H", "PT36H", "PT1H"), ({ timeZone, near, rows }, rolling) => {
        const hours = Number(rolling.slice(2, -1));
        const start = Date.parse(near) - 12 * 86_400_000;
        const count = { id: "n", kind: "count", measure: { orders: "count" } } as const;
        const spend = { id: "s", kind: "money", measure: { orders: "net" } } as const;
        const within = (at: number, window: MetricWindow) =>
          measure(
            { customerId: "c1", orders: rows },
            defineMetrics({
              id: "w",
              version: 1,
              timeZone,
              currency: "CNY",
              metrics: [
                { ...count, window },
                { ...spend, window },
              ],
            }),
            { asOf: new Date(at) },
          ).metrics;
        const steps = 4;
        const parts = Array.from({ length: steps }, (_, step) =>
          within(start + (step + 1) * hours * 3_600_000, { rolling }),
        );
        const whole = within(start + steps * hours * 3_600_000, { rolling: `PT${hours * steps}H` });
        expect(parts.reduce((sum, part) => sum + Number(part.n.value), 0)).toBe(whole.n.value);
        expect(parts.reduce((sum, part) => sum + minor(part.s), 0)).toBe(minor(whole.s));
      }),
    ));

  test("the lifetime counts no less than any window, and no window less than nothing", () =>
    fc.assert(
      fc.property(ownOrders, anyDays, ({ timeZone, near, rows }, days) => {
        const metrics = everything(timeZone, WINDOWS);
        const options = { asOf: nightOf(near, days, timeZone), anchors: { enrolment: nightOf(near, -9, timeZone) } };
        const found = measure({ customerId: "c1", orders: rows }, metrics, options).metrics;
        for (const [at] of WINDOWS.entries()) {
          for (const name of ["count", "days"]) {
            const value = found[`${name}${at}`]?.value;
            if (value === null) continue;
            expect(Number(value)).toBeGreaterThanOrEqual(0);
            expect(Number(value)).toBeLessThanOrEqual(Number(found[`${name}0`]?.value));
          }
        }
      }),
    ));

  test("what happens later, or is learned of another family, changes nothing", () =>
    fc.assert(
      fc.property(ownOrders, anyDays, ({ timeZone, near, rows }, days) => {
        const metrics = everything(timeZone, WINDOWS);
        const options = { asOf: nightOf(near, days, timeZone), anchors: { enrolment: nightOf(near, -9, timeZone) } };
        const later = [orderOf("c1", "2031-01-01T00:00:00Z", "77"), orderOf("c1", "2031-01-02T00:00:00Z", "-77")];
        const now = measure({ customerId: "c1", orders: rows }, metrics, options);
        const then = measure({ customerId: "c1", orders: [...rows, ...later], activity: [] }, metrics, options);
        expect(then).toEqual({ ...now, afterAsOf: now.afterAsOf + 2 });
      }),
    ));

  test("JSON-safe: facts and answers survive JSON", () =>
    fc.assert(
      fc.property(ownOrders, anyDays, ({ timeZone, near, rows }, days) => {
        const metrics = everything(timeZone, WINDOWS);
        const options = { asOf: nightOf(near, days, timeZone), anchors: { enrolment: nightOf(near, -9, timeZone) } };
        const found = measure({ customerId: "c1", orders: rows }, metrics, options);
        expect(throughJson(found)).toEqual(found);
        expect(measure({ customerId: "c1", orders: throughJson(rows) }, metrics, options)).toEqual(found);
      }),
    ));

  test("time-zone-blind: the host's zone does not matter", () => {
    const host = process.env["TZ"];
    const metrics = everything("Asia/Shanghai", WINDOWS);
    const answersIn = (zone: string): unknown => {
      process.env["TZ"] = zone;
      return measure({ customerId: "c1", orders }, metrics, { asOf, anchors: { enrolment: "2024-01-31" } });
    };
    try {
      const [first, ...rest] = ["UTC", "America/Los_Angeles", "Pacific/Apia", "Asia/Kathmandu"].map(answersIn);
      for (const other of rest) expect(other).toEqual(first);
    } finally {
      if (host === undefined) delete process.env["TZ"];
      else process.env["TZ"] = host;
    }
  });

  const minor = ({ value }: MeasuredMetric): number => Number((value as Money).amount.replace(".", ""));
  /** Whether clocks read the same all through the edges of {@link WINDOWS}, so that these cut no day. */
  const startsWithDays = (timeZone: string, night: string): boolean => {
    const { offsetAt } = zoneRules(timeZone);
    const at = Date.parse(night);
    return [1, 2, 3, 28, 29, 30, 31]
      .flatMap((days) => [0, 3, 6].map((hours) => at - days * 86_400_000 - hours * 3_600_000))
      .every((edge) => offsetAt(edge) === offsetAt(at));
  };
});
