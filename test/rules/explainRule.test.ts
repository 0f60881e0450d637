import { explain } from "clientele/explain";
import { type Condition, explainRule, type MetricValues, type RuleContext } from "clientele/rules";
import { describe, expect, test } from "vitest";
import { AS_OF, type KnownMetric, ruleOf, yuan } from "../support/conditions.ts";

const linesOf = (
  when: Condition<KnownMetric>,
  values: Readonly<Record<string, unknown>>,
  context: RuleContext = { asOf: AS_OF },
) => explainRule(values as MetricValues<KnownMetric>, ruleOf(when), context).reasons;
const money = (amount: string) => ({ kind: "money", amount, currency: "CNY" });
const number = (value: number, unit?: string) =>
  unit === undefined ? { kind: "number", value } : { kind: "number", value, unit };

describe("examples", () => {
  test("every group and every comparison, whole", () => {
    const explained = explainRule(
      { spend: yuan(49_950), orders: 3 },
      ruleOf({
        all: [{ metric: "spend", op: ">=", value: "500" }, { not: { metric: "orders", op: "in", value: [9, 3] } }],
      }),
      { customerId: "C-1", asOf: AS_OF },
    );
    const line = {
      metric: null,
      op: null,
      observed: null,
      required: null,
      label: null,
      choices: null,
      about: null,
      negated: false,
      gap: null,
    };
    expect(explained).toEqual({
      customerId: "C-1",
      result: false,
      asOf: "2026-06-30T16:00:00.000Z",
      policy: { id: "rule", version: 3 },
      findings: [],
      reasons: [
        {
          ...line,
          code: "group-all",
          rule: "/when",
          depth: 0,
          op: ">=",
          observed: number(0),
          required: number(2),
          verdict: "unmet",
        },
        {
          ...line,
          code: "comparison",
          rule: "/when/all/0",
          depth: 1,
          metric: "spend",
          label: { en: "spend", "zh-CN": "消费" },
          op: ">=",
          observed: money("499.50"),
          required: money("500"),
          verdict: "unmet",
          gap: money("0.50"),
        },
        { ...line, code: "group-not", rule: "/when/all/1", depth: 1, verdict: "unmet" },
        {
          ...line,
          code: "comparison-in",
          rule: "/when/all/1/not",
          depth: 2,
          negated: true,
          metric: "orders",
          op: "in",
          observed: number(3, "orders"),
          choices: [number(9, "orders"), number(3, "orders")],
          verdict: "met",
        },
      ],
    });
  });

  test("nothing said, nothing told", () => {
    expect(explainRule({}, ruleOf({ memberOf: { segment: "x" } }))).toMatchObject({
      customerId: null,
      asOf: null,
      result: "unknown",
    });
  });

  // [op, value, observed, gap, gap under `not`]
  test.each<[KnownMetric, string, unknown, unknown, unknown, unknown]>([
    ["spend", ">=", "500", yuan(49_999), money("0.01"), null],
    ["spend", ">=", "500", yuan(50_000), null, money("0.01")],
    ["spend", ">", "500", yuan(50_000), money("0.01"), null],
    ["spend", ">", "500", yuan(50_100), null, money("1.00")],
    ["spend", "<=", "500", yuan(50_100), money("1.00"), null],
    ["spend", "<=", "500", yuan(50_000), null, money("0.01")],
    ["spend", "<", "500", yuan(50_000), money("0.01"), null],
    ["spend", "=", "500", yuan(49_000), money("10.00"), null],
    ["spend", "!=", "500", yuan(50_000), null, null],
    ["spend", "!=", "500", yuan(49_000), null, money("10.00")],
    ["spend", ">=", "500", { amount: "499.9951", currency: "CNY" }, money("0.0049"), null],
    ["spend", ">", "500", { amount: "499.9951", currency: "CNY" }, money("0.0149"), null],
    [
      "spend",
      ">=",
      "500",
      { amount: "-12345678901234567890.5", currency: "CNY" },
      money("12345678901234568390.50"),
      null,
    ],
    ["spend", "in", ["1", "9"], yuan(800), money("1.00"), null],
    ["spend", "notIn", ["1", "9"], yuan(800), null, money("1.00")],
    ["orders", ">=", 6, 4, number(2, "orders"), null],
    ["orders", ">", 6, 4, number(3, "orders"), null],
    ["orders", "<", 6, 6, number(1, "orders"), null],
    ["orders", "<", 6, 4, null, number(2, "orders")],
    ["orders", "<=", 6, 4, null, number(3, "orders")],
    ["idle", "<", 30, 30.5, number(0.5, "days"), null],
    ["nps", ">", 7, 7, number(0), null],
    ["nps", "in", [1, 7, 9], 6.5, number(0.5), null],
    ["since", "<=", "2026-01-01", "2026-01-03", number(2, "days"), null],
    ["since", "<", "2026-01-01", "2026-01-01", number(1, "days"), null],
    ["city", "=", "Suzhou", "Wuhan", null, null],
    ["listed", "=", true, false, null, null],
    ["nps", ">=", 7, null, null, null],
  ])("%s %s %j, being %j: %j from there", (metric, op, value, observed, gap, gapUnderNot) => {
    const when = { metric, op, value } as Condition<KnownMetric>;
    const measured = { [metric]: { value: observed, n: 3 } };
    expect(linesOf(when, { [metric]: observed })[0]?.gap).toEqual(gap);
    expect(linesOf(when, measured)[0]?.gap).toEqual(gap);
    expect(linesOf({ not: when }, { [metric]: observed })[1]?.gap).toEqual(gapUnderNot);
  });

  test.each<[KnownMetric, Condition<KnownMetric>, unknown, unknown]>([
    ["city", { metric: "city", op: "=", value: "a" }, "b", { kind: "text", text: "b" }],
    ["listed", { metric: "listed", op: "=", value: true }, false, { kind: "boolean", value: false }],
    ["since", { metric: "since", op: "=", value: "2026-01-01" }, "2026-02-01", { kind: "day", on: "2026-02-01" }],
    ["idle", { metric: "idle", op: "=", value: 1 }, 2, { kind: "number", value: 2, unit: "days" }],
    ["spend", { metric: "spend", op: "=", value: "1" }, { amount: "2.5", currency: "CNY", note: 1 }, money("2.5")],
    ["city", { metric: "city", op: "=", value: "a" }, { value: "b", n: 1 }, { kind: "text", text: "b" }],
  ])("%s as it was seen: %j", (metric, when, value, observed) => {
    expect(linesOf(when, { [metric]: value })[0]?.observed).toEqual(observed);
  });

  test("what was done", () => {
    const login = (at: string) => ({ customerId: "C-1", at, kind: "login" });
    const context = {
      asOf: AS_OF,
      activity: [login("2026-06-20T00:00:00Z"), login("2026-06-10T00:00:00Z"), login("2026-01-01T00:00:00Z")],
    };
    const line = (when: Condition<KnownMetric>, given: RuleContext = context) => {
      const { code, about, op, observed, required, verdict, gap } = linesOf(when, {}, given).at(-1) ?? {};
      return [code, about, op, observed, required, verdict, gap];
    };
    const performed = (times: number) => ({ performed: { event: "login", within: "P1M", times } });

    expect(line(performed(5))).toEqual([
      "performed",
      "login",
      ">=",
      number(2, "times"),
      number(5, "times"),
      "unmet",
      number(3, "times"),
    ]);
    expect(line(performed(2))).toEqual([
      "performed",
      "login",
      ">=",
      number(2, "times"),
      number(2, "times"),
      "met",
      null,
    ]);
    expect(line({ not: performed(2) })).toEqual([
      "performed",
      "login",
      ">=",
      number(2, "times"),
      number(2, "times"),
      "met",
      number(1, "times"),
    ]);
    expect(line({ not: performed(4) }).at(-1)).toBeNull();
    expect(line(performed(5), { asOf: AS_OF })).toEqual([
      "performed",
      "login",
      ">=",
      null,
      number(5, "times"),
      "unknown",
      null,
    ]);
    const last = { lastPerformed: { event: "login", op: "within", duration: "P1M" } } as const;
    const june1 = { kind: "instant", at: "2026-05-31T16:00:00.000Z" };
    expect(line(last)).toEqual([
      "last-performed",
      "login",
      ">",
      { kind: "instant", at: "2026-06-20T00:00:00.000Z" },
      june1,
      "met",
      null,
    ]);
    expect(line(last, { asOf: AS_OF, activity: [] })).toEqual([
      "last-performed",
      "login",
      ">",
      null,
      june1,
      "unmet",
      null,
    ]);
    expect(line({ lastPerformed: { ...last.lastPerformed, op: "before" } })[5]).toBe("unmet");
    expect(line({ memberOf: { segment: "vip" } }, { segments: ["vip"] })).toEqual([
      "member-of",
      "vip",
      "=",
      { kind: "boolean", value: true },
      { kind: "boolean", value: true },
      "met",
      null,
    ]);
    expect(line({ bucket: { seed: "s", share: 0.5 } }, {})).toEqual([
      "bucket",
      "s",
      "<",
      null,
      number(0.5),
      "unknown",
      null,
    ]);
  });

  test("findings stand where they were asked", () => {
    const { findings } = explainRule(
      { spend: { amount: "1", currency: "USD" } },
      ruleOf({
        all: [
          { metric: "spend", op: "!=", value: "1" },
          { performed: { event: "login" } },
          { memberOf: { segment: "s" } },
          { bucket: { seed: "s", share: 1 } },
        ],
      }),
      {
        asOf: AS_OF,
        activity: [
          { customerId: "C-1", at: "2027-01-01T00:00:00Z", kind: "login" },
          { customerId: "C-1", at: "soon", kind: "login" },
        ],
      },
    );
    expect(findings).toEqual([
      {
        code: "metric-other-currency",
        severity: "warning",
        path: "/metrics/0",
        keys: ["metrics", 0],
        params: { metric: "spend", observed: "USD", expected: "CNY" },
      },
      {
        code: "activity-unreadable",
        severity: "warning",
        path: "/when/all/1",
        keys: ["when", "all", 1],
        params: { event: "login", rows: 1 },
      },
      {
        code: "activity-from-the-future",
        severity: "warning",
        path: "/when/all/1",
        keys: ["when", "all", 1],
        params: { event: "login", rows: 1 },
      },
      {
        code: "segment-missing",
        severity: "warning",
        path: "/when/all/2",
        keys: ["when", "all", 2],
        params: { segment: "s" },
      },
      { code: "customer-id-missing", severity: "warning", path: "/when/all/3", keys: ["when", "all", 3], params: {} },
    ]);
  });

  test("in sentences", () => {
    const explained = explainRule(
      { spend: yuan(49_950) },
      ruleOf({
        any: [
          { metric: "spend", op: ">=", value: "500" },
          { metric: "city", op: "in", value: ["Suzhou", "Wuhan"] },
        ],
      }),
    );
    expect(explain(explained, { locale: "en" })).toEqual([
      "one condition or more must hold; 0 do",
      "spend must be at least CNY 500; it is CNY 499.50",
      "city must be one of Suzhou, Wuhan; it is not known",
    ]);
    expect(explain(explained, { locale: "zh-CN" })).toEqual([
      "至少须满足 1 个条件，已满足 0 个",
      "要求消费不少于 500 元，实际为 499.50 元",
      "要求 city 为以下之一：Suzhou、Wuhan；实际为未知",
    ]);
  });
});
