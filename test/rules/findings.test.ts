import { compileConditions, type Condition, evaluateRules, explainRule, startSight } from "clientele/rules";
import type { ConditionFinding, RuleContext } from "clientele/rules";
import { describe, expect, test } from "vitest";
import { AS_OF, type KnownMetric, ruleOf } from "../support/conditions.ts";

const explained = (when: Condition<KnownMetric>, values: unknown, context: unknown = {}) =>
  explainRule(values as Record<string, never>, ruleOf(when), { asOf: AS_OF, ...(context as RuleContext) });
const saidOf = (findings: readonly ConditionFinding[]): unknown => findings.map(({ code, params }) => [code, params]);

describe("metrics", () => {
  const program = compileConditions({
    metrics: [{ id: "fresh", kind: "number", minSample: 5, maxAge: "P30D" }],
    currency: "CNY",
    timeZone: "Asia/Shanghai",
    conditions: [{ keys: [], condition: { metric: "fresh", op: ">=", value: 0.5 } }],
  });
  const instant = (at: string) => ({ kind: "instant", at });

  test.each<[unknown, string, object]>([
    [1, "metric-small-sample", { observed: null, required: 5 }],
    [null, "metric-missing", {}],
    [undefined, "metric-missing", {}],
    [{ value: 1, n: 4 }, "metric-small-sample", { observed: "4", required: 5 }],
    [{ value: 1, n: null }, "metric-small-sample", { observed: null, required: 5 }],
    [{ value: 1, n: "9" }, "metric-small-sample", { observed: '"9"', required: 5 }],
    [
      { value: 1, n: 5, freshAt: "2026-06-01T00:00:00+08:00" },
      "metric-stale",
      { observed: instant("2026-05-31T16:00:00.000Z"), required: "P30D" },
    ],
    [{ value: 1, n: 5, freshAt: null }, "metric-stale", { observed: null, required: "P30D" }],
    [{ value: 1, n: 5 }, "metric-stale", { observed: null, required: "P30D" }],
    [
      { value: 1, n: 5, freshAt: "2027-01-01T00:00:00Z" },
      "metric-from-the-future",
      { observed: instant("2027-01-01T00:00:00.000Z"), required: instant("2026-06-30T16:00:00.000Z") },
    ],
    [{ value: null, n: 5, freshAt: AS_OF }, "metric-missing", {}],
    [{ value: "x", n: 1 }, "metric-not-a-number", { observed: '"x"' }],
  ])("measured as %j", (fresh, code, params) => {
    const sight = startSight(program, { asOf: AS_OF });
    const findings: ConditionFinding[] = [];
    sight.observe({ fresh: fresh as null }, findings);
    expect(saidOf(findings)).toEqual([[code, { metric: "fresh", ...params }]]);
    expect(sight.trace(0)[0]).toMatchObject({ verdict: "unknown", observed: null, gap: null });
  });

  test.each<[KnownMetric, string, string | number | boolean, unknown, string, object]>([
    ["spend", "=", "1", 5, "metric-not-money", { observed: "5" }],
    ["spend", "=", "1", null, "metric-missing", {}],
    ["spend", "=", "1", { amount: "5.", currency: "CNY" }, "metric-not-money", { observed: '"5."' }],
    [
      "spend",
      "=",
      "1",
      { amount: "5", currency: "USD" },
      "metric-other-currency",
      { observed: "USD", expected: "CNY" },
    ],
    ["orders", "=", 1, 1.5, "metric-out-of-range", { observed: "1.5", expected: "count" }],
    ["orders", "=", 1, -1, "metric-out-of-range", { observed: "-1", expected: "count" }],
    ["repeat", "=", 1, 25, "metric-out-of-range", { observed: "25", expected: "share" }],
    ["nps", "=", 1, "9", "metric-not-a-number", { observed: '"9"' }],
    ["nps", "=", 1, Infinity, "metric-not-a-number", { observed: "Infinity" }],
    ["city", "=", "x", 5, "metric-wrong-type", { observed: "5", expected: "text" }],
    ["listed", "=", true, 1, "metric-wrong-type", { observed: "1", expected: "boolean" }],
    ["since", "=", "2026-01-01", "2026-02-30", "metric-wrong-type", { observed: '"2026-02-30"', expected: "day" }],
  ])("%s %s %j, given %j", (metric, op, value, given, code, params) => {
    const when = { metric, op, value } as Condition<KnownMetric>;
    const { findings, reasons, result } = explained(when, { [metric]: given });
    expect([result, saidOf(findings)]).toEqual(["unknown", [[code, { metric, ...params }]]]);
    expect(reasons[0]?.observed).toBeNull();
  });

  test.each<[KnownMetric, number]>([
    ["repeat", 0],
    ["repeat", 1],
    ["orders", 0],
    ["orders", Number.MAX_SAFE_INTEGER],
    ["nps", -Number.MAX_VALUE],
  ])("%s of %d lies within its range, plain and measured", (metric, value) => {
    for (const given of [value, { value }]) {
      const { findings, result } = explained({ metric, op: "=", value }, { [metric]: given });
      expect([findings, result]).toEqual([[], true]);
    }
  });

  test("without limits a measured value may be of any sample and age", () => {
    const { findings, result } = explained({ metric: "nps", op: "=", value: 3 }, { nps: { value: 3, freshAt: null } });
    expect([findings, result]).toEqual([[], true]);
    const later = { nps: { value: 3, freshAt: "2027-01-01T00:00:00Z" } };
    expect(explained({ metric: "nps", op: "=", value: 3 }, later).findings[0]?.code).toBe("metric-from-the-future");
  });

  test("a value that throws when it is read", () => {
    const given = {
      get orders(): never {
        throw new Error("no");
      },
    };
    expect(saidOf(explained({ metric: "orders", op: "=", value: 1 }, given).findings)).toEqual([
      ["metric-wrong-type", { metric: "orders", observed: "null", expected: "count" }],
    ]);
  });
});

describe("behaviour", () => {
  const login = (at: unknown, more: object = {}) => ({ customerId: "C-1", at, kind: "login", ...more });
  const often: Condition<KnownMetric> = { performed: { event: "login", within: "P1M", times: 1 } };
  const lately: Condition<KnownMetric> = { lastPerformed: { event: "login", op: "within", duration: "P1M" } };
  const onPhone: Condition<KnownMetric> = { performed: { event: "login", where: { app: "ios" } } };
  const missing = ["activity-missing", { event: "login" }];
  const counts = (...activityCounts: readonly unknown[]) => ({ activityCounts });
  const later = "2027-01-01T00:00:00Z";

  test.each<[string, Condition<KnownMetric>, unknown, unknown, unknown, readonly unknown[]]>([
    ["nothing is known", often, {}, "unknown", null, [missing]],
    ["nothing is known of the last time", lately, {}, "unknown", null, [missing]],
    [
      "rows of every kind",
      often,
      {
        customerId: "C-1",
        activity: [
          login("June"),
          3,
          null,
          login(later),
          login(later),
          login(AS_OF, { customerId: "C-2" }),
          login("2026-06-10T00:00:00Z"),
          login("2026-06-20T00:00:00Z"),
          login("2026-06-15T00:00:00Z"),
        ],
      },
      true,
      { kind: "number", value: 3, unit: "times" },
      [
        ["activity-unreadable", { event: "login", rows: 3 }],
        ["activity-from-the-future", { event: "login", rows: 2 }],
        ["activity-of-another", { event: "login", rows: 1 }],
      ],
    ],
    [
      "the last of them, in any order",
      lately,
      { activity: [login("2026-06-10T00:00:00Z"), login("2026-06-20T00:00:00Z"), login("2026-06-15T00:00:00Z")] },
      true,
      { kind: "instant", at: "2026-06-20T00:00:00.000Z" },
      [],
    ],
    [
      "counts, among others",
      often,
      counts(null, 3, { kind: "visit", times: 9, within: "P1M" }, { kind: "login", times: 0, within: "P1M" }),
      false,
      { kind: "number", value: 0, unit: "times" },
      [],
    ],
    ["a count below none", often, counts({ kind: "login", times: -1, within: "P1M" }), "unknown", null, [missing]],
    ["counts that are none", often, { activityCounts: 3 }, "unknown", null, [missing]],
    [
      "a count of another window",
      often,
      counts({ kind: "login", times: 4, within: "P2M" }),
      "unknown",
      null,
      [missing],
    ],
    [
      "no last time among the counts",
      lately,
      counts(null, { kind: "visit", lastAt: AS_OF }, { kind: "login" }),
      "unknown",
      null,
      [missing],
    ],
    [
      "the last time at the moment itself",
      lately,
      counts({ kind: "visit", lastAt: "2026-06-20T00:00:00Z" }, { kind: "login" }, { kind: "login", lastAt: AS_OF }),
      true,
      { kind: "instant", at: "2026-06-30T16:00:00.000Z" },
      [],
    ],
    [
      "the last time where the window begins",
      lately,
      counts({ kind: "login", lastAt: "2026-06-01T00:00:00+08:00" }),
      false,
      { kind: "instant", at: "2026-05-31T16:00:00.000Z" },
      [],
    ],
    [
      "a last time to come",
      lately,
      counts({ kind: "login", lastAt: later }),
      "unknown",
      null,
      [["activity-from-the-future", { event: "login", rows: 1, observed: `"${later}"` }]],
    ],
    [
      "a last time that is none",
      lately,
      counts({ kind: "login", lastAt: "June" }),
      "unknown",
      null,
      [["activity-unreadable", { event: "login", rows: 1, observed: '"June"' }]],
    ],
    ["a count does not tell fields apart", onPhone, counts({ kind: "login", times: 4 }), "unknown", null, [missing]],
    [
      "no fields ask for none",
      { performed: { event: "login", where: {} } },
      counts({ kind: "login", times: 4 }),
      true,
      { kind: "number", value: 4, unit: "times" },
      [],
    ],
    [
      "fields that are missing, and null",
      onPhone,
      { activity: [login(AS_OF), login(AS_OF, { app: null })] },
      "unknown",
      { kind: "number", value: 0, unit: "times" },
      [],
    ],
    [
      "segments that are none",
      { memberOf: { segment: "vip" } },
      { segments: 3 },
      "unknown",
      null,
      [["segment-missing", { segment: "vip" }]],
    ],
  ])("%s", (_, when, context, result, observed, findings) => {
    const { reasons, ...found } = explained(when, {}, context);
    expect([found.result, reasons[0]?.observed, saidOf(found.findings)]).toEqual([result, observed, findings]);
  });
});

describe("populations", () => {
  test("each row has its own findings, or none", () => {
    const rows = [
      { metrics: { nps: 9 } },
      { metrics: {} },
      { metrics: { nps: 3 } },
      { metrics: { nps: "9" as never } },
    ];
    const judged = Array.from(evaluateRules(rows, ruleOf({ metric: "nps", op: ">=", value: 7 })));
    expect(judged.map(({ row, result, findings }) => [row, result, saidOf(findings)])).toEqual([
      [rows[0], true, []],
      [rows[1], "unknown", [["metric-missing", { metric: "nps" }]]],
      [rows[2], false, []],
      [rows[3], "unknown", [["metric-not-a-number", { metric: "nps", observed: '"9"' }]]],
    ]);
    expect(Object.isFrozen(judged[0]?.findings)).toBe(true);
  });
});
