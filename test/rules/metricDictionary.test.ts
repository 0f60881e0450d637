import { type Locale, renderMessage, storePolicy } from "clientele/core";
import {
  defineMetrics,
  measure,
  type MetricDefinitionInput,
  type MetricDictionaryInput,
  parseMetrics,
  restoreMetrics,
  reviewMetrics,
} from "clientele/rules";
import { describe, expect, test } from "vitest";
import { coreMessages, coreTerms } from "../../src/core/messages.ts";
import { ruleMessages } from "../../src/rules/messages.ts";
import { hostileValues, places, thrown } from "../support/core.ts";
import { throughJson } from "../support/history.ts";

const spend = { id: "spend", kind: "money", window: { rolling: "P12M" }, measure: { orders: "net" } } as const;
const logins = { id: "logins", kind: "count", window: { rolling: "P30D" }, measure: { activity: "count" } } as const;
const literal = (...metrics: readonly MetricDefinitionInput[]): MetricDictionaryInput => ({
  id: "m",
  version: 1,
  timeZone: "Asia/Shanghai",
  currency: "CNY",
  metrics,
});
const issuesOf = (input: unknown): readonly (readonly [string, string])[] => {
  const parsed = parseMetrics(input);
  return parsed.ok ? [] : parsed.error.map(({ code, path }) => [code, path]);
};

describe("examples", () => {
  test("what may be left out is null in the checked dictionary, and what was left out within too", () => {
    const checked = defineMetrics(
      literal({
        id: "x",
        kind: "count",
        window: { calendar: "month" },
        measure: { activity: "count", where: { kind: "login" } },
      }),
    );
    expect(checked).toEqual({
      id: "m",
      version: 1,
      timeZone: "Asia/Shanghai",
      currency: "CNY",
      metrics: [
        {
          id: "x",
          kind: "count",
          unit: null,
          betterWhen: null,
          window: { calendar: "month", fiscalStart: null, back: null },
          measure: { activity: "count", where: { kind: "login", subject: null } },
          minSample: null,
          redeemable: null,
          maxAge: null,
          confidential: null,
          labels: null,
        },
      ],
      meta: null,
    });
  });

  test("a dictionary comes back from storage, and measures the same", () => {
    const metrics = defineMetrics(literal(logins));
    const restored = restoreMetrics(throughJson(storePolicy(metrics)));
    if (!restored.ok) throw new Error(restored.error.code);
    const facts = { customerId: "c1", activity: [{ customerId: "c1", at: "2026-06-01T00:00:00Z", kind: "login" }] };
    const options = { asOf: "2026-06-02T00:00:00Z" };
    expect(measure(facts, restored.value, options)).toEqual(measure(facts, metrics, options));
    expect(restoreMetrics({ ...storePolicy(metrics), format: "tier-policy/1" })).toEqual({
      ok: false,
      error: { code: "unsupported-format", expected: "metric-dictionary/1", observed: '"tier-policy/1"' },
    });
  });

  test("a running period held against a whole one is worth knowing", () => {
    const change = { id: "change", kind: "number", measure: { change: "logins", as: "ratio" } } as const;
    const month = (back: number) => literal({ ...logins, window: { calendar: "month", back } }, change);
    expect(reviewMetrics(month(0)).findings).toEqual([
      {
        code: "change-of-running-period",
        severity: "warning",
        path: "/metrics/1/measure/change",
        keys: ["metrics", 1, "measure", "change"],
        params: { metric: "logins" },
      },
    ]);
    expect(reviewMetrics(month(1)).findings).toEqual([]);
    expect(reviewMetrics(literal(logins, change)).findings).toEqual([]);
    const ofShare = literal(
      { ...logins, window: { calendar: "month" } },
      { ...logins, id: "visits" },
      { id: "part", kind: "share", measure: { share: "visits", of: "logins" } },
      { id: "change", kind: "number", measure: { change: "part", as: "difference" } },
    );
    expect(reviewMetrics(ofShare).findings.map(({ path, params }) => [path, params])).toEqual([
      ["/metrics/3/measure/change", { metric: "logins" }],
    ]);
  });
});

describe("refusals", () => {
  const mean = { orders: "mean", rounding: "half-even" } as const;
  const day = { id: "x", kind: "number", measure: { change: "logins", as: "ratio" } } as const;
  test.each<readonly [string, readonly unknown[], readonly (readonly [string, string])[]]>([
    ["a name twice", [spend, logins, { ...logins, id: "spend" }], [["duplicate-id", "/metrics/2/id"]]],
    ["an empty window", [{ ...spend, window: { rolling: "P0D" } }], [["empty-window", "/metrics/0/window/rolling"]]],
    [
      "an anniversary of nothing",
      [{ ...spend, window: { anniversary: "enrolment", every: "PT0S" } }],
      [["empty-window", "/metrics/0/window/every"]],
    ],
    [
      "an anniversary of hours",
      [{ ...spend, window: { anniversary: "enrolment", every: "P1DT1H" } }],
      [["window-not-in-days", "/metrics/0/window/every"]],
    ],
    [
      "a thirteenth month",
      [{ ...spend, window: { calendar: "year", fiscalStart: 13 } }],
      [["above-maximum", "/metrics/0/window/fiscalStart"]],
    ],
    ["another week", [{ ...spend, window: { calendar: "week" } }], [["no-form-fits", "/metrics/0/window"]]],
    ["no such window", [{ ...spend, window: { sliding: "P1M" } }], [["no-form-fits", "/metrics/0/window"]]],
    ["no window for a sum", [{ ...spend, window: null }], [["window-missing", "/metrics/0/window"]]],
    [
      "a window for what has none",
      [{ id: "x", kind: "days", window: "lifetime", measure: { tenure: "enrolment" } }],
      [["window-unused", "/metrics/0/window"]],
    ],
    [
      "a window for what is open now",
      [{ id: "x", kind: "count", window: "lifetime", measure: { cases: "open" } }],
      [["window-unused", "/metrics/0/window"]],
    ],
    ["a sum of money that counts", [{ ...spend, kind: "count" }], [["kind-unfit", "/metrics/0/kind"]]],
    ["a count that is money", [{ ...logins, kind: "money" }], [["kind-unfit", "/metrics/0/kind"]]],
    [
      "a score that is a share",
      [{ ...logins, kind: "share", measure: { answers: "nps" } }],
      [["kind-unfit", "/metrics/0/kind"]],
    ],
    [
      "a mean without rounding",
      [{ ...spend, measure: { orders: "mean" } }],
      [["rounding-missing", "/metrics/0/measure/rounding"]],
    ],
    [
      "a sum with rounding",
      [{ ...spend, measure: { ...mean, orders: "net" } }],
      [["rounding-unused", "/metrics/0/measure/rounding"]],
    ],
    [
      "a share of answers without a level",
      [{ ...logins, kind: "share", measure: { answers: "shareAtOrAbove" } }],
      [["level-missing", "/metrics/0/measure/level"]],
    ],
    [
      "a mean with a level",
      [{ ...logins, kind: "number", measure: { answers: "mean", level: 4 } }],
      [["level-unused", "/metrics/0/measure/level"]],
    ],
    [
      "inactivity by another family's filter",
      [{ id: "x", kind: "days", measure: { inactivity: "activity", where: { channel: "email" } } }],
      [["filter-unfit", "/metrics/0/measure/where/channel"]],
    ],
    [
      "inactivity of orders by kind",
      [{ id: "x", kind: "days", measure: { inactivity: "orders", where: { kind: "web" } } }],
      [["filter-unfit", "/metrics/0/measure/where/kind"]],
    ],
    ["a change of nothing", [spend, day], [["part-not-defined", "/metrics/1/measure/change"]]],
    [
      "a change of what the host brings",
      [{ id: "logins", kind: "number" }, day],
      [["part-not-measured", "/metrics/1/measure/change"]],
    ],
    [
      "a change of the lifetime",
      [{ ...logins, window: "lifetime" }, day],
      [["change-without-period", "/metrics/1/measure/change"]],
    ],
    [
      "a change of what has no window",
      [{ id: "logins", kind: "days", measure: { tenure: "enrolment" } }, day],
      [["change-without-period", "/metrics/1/measure/change"]],
    ],
    ["a change of itself", [{ ...day, id: "logins" }], [["part-not-measured", "/metrics/0/measure/change"]]],
    ["a change of counts in money", [logins, { ...day, kind: "money" }], [["kind-unfit", "/metrics/1/kind"]]],
    [
      "a difference of money as a number",
      [spend, { ...day, measure: { change: "spend", as: "difference" } }],
      [["kind-unfit", "/metrics/1/kind"]],
    ],
    [
      "a ratio of money as money",
      [spend, { ...day, kind: "money", measure: { change: "spend", as: "ratio" } }],
      [["kind-unfit", "/metrics/1/kind"]],
    ],
    [
      "a share of nothing",
      [logins, { id: "x", kind: "share", measure: { share: "logins", of: "visits" } }],
      [["part-not-defined", "/metrics/1/measure/of"]],
    ],
    [
      "a share of money in counts",
      [logins, spend, { id: "x", kind: "share", measure: { share: "logins", of: "spend" } }],
      [["parts-differ", "/metrics/2/measure"]],
    ],
    [
      "a share of itself",
      [{ id: "x", kind: "share", measure: { share: "x", of: "x" } }],
      [
        ["part-not-measured", "/metrics/0/measure/share"],
        ["part-not-measured", "/metrics/0/measure/of"],
      ],
    ],
    ["no such measure", [{ ...spend, measure: { points: "earned" } }], [["no-form-fits", "/metrics/0/measure"]]],
    [
      "two measures at once",
      [{ ...spend, measure: { orders: "net", refunds: "count" } }],
      [["no-form-fits", "/metrics/0/measure"]],
    ],
    ["no such sum", [{ ...spend, measure: { orders: "sum" } }], [["no-form-fits", "/metrics/0/measure"]]],
    [
      "no filters at all",
      [{ ...logins, measure: { activity: "count", where: { kind: [] } } }],
      [["too-few", "/metrics/0/measure/where/kind"]],
    ],
    ["a sample of none", [{ ...logins, minSample: 0 }], [["below-minimum", "/metrics/0/minSample"]]],
    ["nothing", [], [["too-few", "/metrics"]]],
    [
      "one wrong type does not hide the rest",
      [
        { ...spend, kind: 3 },
        { ...logins, kind: "money" },
        { ...day, measure: { change: "spend", as: "ratio" } },
      ],
      [
        ["not-one-of", "/metrics/0/kind"],
        ["kind-unfit", "/metrics/1/kind"],
      ],
    ],
    ["an unsound name may be the one that was meant", [{ ...logins, id: 7 }, day], [["wrong-type", "/metrics/0/id"]]],
  ])("%s", (_, metrics, issues) => {
    expect(issuesOf(literal(...(metrics as readonly MetricDefinitionInput[])))).toEqual(issues);
  });

  test.each(hostileValues)("%s is no dictionary", (_, value) => {
    expect(parseMetrics(value).ok).toBe(false);
    expect(parseMetrics(literal(value as never)).ok).toBe(false);
    expect(parseMetrics(literal({ ...spend, measure: value as never })).ok).toBe(value === null || value === undefined);
    expect(reviewMetrics(value).policy).toBeNull();
  });

  test("a literal with an issue throws, and says it in words", () => {
    expect(thrown(() => defineMetrics(literal({ ...spend, kind: "count" })))).toBe("DomainError invalid-policy");
    expect(() => defineMetrics(literal({ ...spend, kind: "count" }))).toThrow(
      "metric-dictionary/1: /metrics/0/kind: what is measured cannot be of kind count; it is of money",
    );
  });
});

describe("messages", () => {
  test.each(Object.entries(ruleMessages))("%s is said in both languages, with the same places", (_, message) => {
    expect(message.en).toMatch(/[a-z]/);
    expect(message["zh-CN"]).toMatch(/\p{Script=Han}/u);
    expect(places(message["zh-CN"])).toEqual(places(message.en));
  });

  test("no code is said twice", () => {
    expect(Object.keys(ruleMessages).filter((code) => Object.hasOwn(coreMessages, code))).toEqual([]);
  });

  test("every issue has what its sentence needs", () => {
    const parsed = parseMetrics(
      literal(
        { ...spend, kind: "count" },
        { ...logins, window: null },
        { id: "a", kind: "share", measure: { share: "logins", of: "spend" } },
        { id: "b", kind: "days", measure: { inactivity: "orders", where: { kind: "web" } } },
        { id: "c", kind: "number", measure: { change: "z", as: "ratio" } },
        { id: "d", kind: "number", measure: { change: "a", as: "ratio" } },
      ),
    );
    const issues = parsed.ok ? [] : parsed.error;
    const inLocale = (locale: Locale): readonly string[] =>
      issues.map(({ code, params }) =>
        renderMessage(ruleMessages[code as keyof typeof ruleMessages], params, { locale, terms: coreTerms }),
      );
    expect(inLocale("en")).toEqual([
      "what is measured cannot be of kind count; it is of money",
      "what is measured is counted over time, so a window must be given",
      "orders cannot be told apart by kind",
      "z is not among these metrics",
      "logins is not counted over a period that could have one before it",
    ]);
    expect(inLocale("zh-CN").join()).not.toContain("未知");
  });
});
