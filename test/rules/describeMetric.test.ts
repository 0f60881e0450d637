import { explain } from "clientele/explain";
import { type ConditionWords, describeCondition, describeMetric, type MetricDefinitionInput } from "clientele/rules";
import { describe, expect, test } from "vitest";

const words: ConditionWords = {
  currency: "CNY",
  metrics: [
    { id: "spend", kind: "money", labels: { en: "Spend", "zh-CN": "消费额" } },
    { id: "net", kind: "money", labels: { en: "Net spend", "zh-CN": "消费额" } },
    { id: "visits", kind: "count", unit: "visits" },
    { id: "idle", kind: "days", labels: { en: "visits" } },
    { id: "part", kind: "share", labels: { en: "Part" } },
  ],
};
const english = (metric: Partial<MetricDefinitionInput>): readonly string[] =>
  explain(describeMetric({ id: "m", kind: "number", ...metric }, words), { locale: "en" }).map((line) => line.trim());

describe("what a metric measures", () => {
  test.each<[MetricDefinitionInput["measure"], string]>([
    [null, "brought in, not measured from facts"],
    [{ orders: "net" }, "the cost of orders, less what was given back"],
    [{ orders: "count", rounding: null }, "the number of orders"],
    [{ orders: "mean", rounding: "half-up" }, "the mean cost of an order, rounded half up"],
    [{ refunds: "share" }, "what was given back, as a share of the cost of orders"],
    [{ activity: "days" }, "the number of days on which the customer was active"],
    [
      { activity: "count", where: { kind: "login", subject: ["a", "b"] } },
      "how often the customer was active, only of the kind login; about a, b",
    ],
    [{ interactions: "count" }, "the number of contacts"],
    [
      { interactions: "days", where: { channel: "telephone", direction: "inbound" } },
      "the number of days with a contact, only by telephone; begun by the customer",
    ],
    [
      { interactions: "days", where: { direction: "outbound", subject: null } },
      "the number of days with a contact, only begun by us",
    ],
    [
      { cases: "repeatedShare", where: { severity: "major" } },
      "the share of cases with which the customer had come before, only of the severity major",
    ],
    [{ cases: "open", where: null }, "the number of cases that are open"],
    [{ answers: "mean", level: null, where: {} }, "the mean of survey answers"],
    [
      { answers: "shareAtOrAbove", level: 4, where: { survey: "yearly", question: "q1" } },
      "the share of survey answers of 4 or more, only of the survey yearly; of the question q1",
    ],
    [{ contracts: "endsInDays" }, "the days until the first running contract ends"],
    [{ tenure: "firstPurchase" }, "the days since the first purchase"],
    [{ inactivity: "orders" }, "the days since the last order"],
    [{ inactivity: "interactions" }, "the days since the last contact"],
    [{ share: "spend", of: "net" }, "Spend (spend) as a share of Net spend (net)"],
    [{ change: "visits", as: "ratio" }, "the change of visits: now, divided by the period before"],
  ])("%j", (measure, line) => {
    expect(english({ measure: measure ?? null })[1]).toBe(line);
  });
});

describe("over which stretch of time", () => {
  test.each<[NonNullable<MetricDefinitionInput["window"]>, string]>([
    ["lifetime", "over all time"],
    [{ rolling: "P1Y6M" }, "over the last 1 year, 6 months"],
    [{ rolling: "P0D" }, "over the last 0 days"],
    [{ calendar: "month" }, "in the running calendar month"],
    [{ calendar: "quarter", back: 1 }, "in the quarter before the running one"],
    [{ calendar: "halfYear", back: 2 }, "in the half-year that lies 2 periods before the running one"],
    [{ calendar: "year", fiscalStart: 1, back: 0 }, "in the running year"],
    [{ calendar: "year", fiscalStart: 2 }, "in the running year, of years that begin with month 2"],
    [{ anniversary: "enrolment", every: "P1Y" }, "in the running period of 1 year, counted from the enrolment"],
    [
      { anniversary: "tierStart", every: "P6M", back: 1 },
      "in the last whole period of 6 months, counted from the start of the tier",
    ],
    [
      { anniversary: "firstPurchase", every: "P1Y", back: 2 },
      "in the period of 1 year that lies 2 periods before the running one, counted from the first purchase",
    ],
  ])("%j", (window, line) => {
    expect(english({ window })[2]).toBe(line);
  });
});

describe("a metric", () => {
  test("is told with all that is said of it, and where that stands", () => {
    const metric: MetricDefinitionInput = {
      id: "points",
      kind: "count",
      unit: "points",
      labels: { "zh-CN": "积分" },
      betterWhen: "lower",
      minSample: 2,
      maxAge: "P90D",
      redeemable: true,
      confidential: true,
    };
    const line = describeMetric(metric, { ...words, keys: ["metrics", 3] });
    expect(line).toMatchObject({
      path: "/metrics/3",
      params: { label: { en: null, "zh-CN": "积分" }, metric: "points" },
    });
    expect(line.parts.map(({ code, path, params, parts }) => [code, path, params, parts])).toEqual([
      ["measures-nothing", "/metrics/3/measure", {}, []],
      ["metric-unit", "/metrics/3/unit", { unit: "points" }, []],
      ["metric-lower-better", "/metrics/3/betterWhen", {}, []],
      ["metric-min-sample", "/metrics/3/minSample", { n: 2 }, []],
      ["metric-max-age", "/metrics/3/maxAge", { age: [{ kind: "number", value: 90, unit: "days" }] }, []],
      ["metric-redeemable", "/metrics/3/redeemable", {}, []],
      ["metric-confidential", "/metrics/3/confidential", {}, []],
    ]);
  });

  test("of which nothing is said stands alone; flags that are off are not told", () => {
    const plain = describeMetric({ id: "m", kind: "money" }, words);
    expect(plain).toEqual({
      code: "metric-described",
      params: { label: "m", metric: "m", kind: { code: "kind-money", params: { currency: "CNY" } } },
      path: "",
      parts: [{ code: "measures-nothing", params: {}, path: "/measure", parts: [] }],
    });
    const off = { labels: null, unit: null, window: null, redeemable: false, confidential: false } as const;
    expect(describeMetric({ id: "m", kind: "money", ...off }, words)).toEqual(plain);
  });

  test.each<[MetricDefinitionInput["kind"], string, readonly string[]]>([
    ["days", "days", []],
    ["days", "nights", ["counted in nights"]],
    ["count", "days", ["counted in days"]],
  ])("of the kind %s in %s", (kind, unit, lines) => {
    expect(english({ kind, unit }).slice(2)).toEqual(lines);
  });
});

describe("a condition", () => {
  const line = (condition: Parameters<typeof describeCondition>[0]): readonly string[] =>
    explain(describeCondition(condition, words), { locale: "en" });

  test.each<[Parameters<typeof describeCondition>[0], string]>([
    // two metrics are called the same in one language: told with their ids
    [{ metric: "spend", op: ">=", value: "5" }, "Spend (spend) is at least CNY 5"],
    [{ metric: "net", op: "<", value: "5" }, "Net spend (net) is less than CNY 5"],
    // one is called as another, which has no name, is by its id
    [{ metric: "idle", op: ">", value: 5 }, "visits (idle) is more than 5 days"],
    [{ metric: "visits", op: ">", value: 5 }, "visits is more than 5 visits"],
    [{ metric: "part", op: "<=", value: 0.07 }, "Part is at most 7 %"],
    [{ metric: "part", op: "=", value: 1 / 3 }, "Part is exactly 0.3333333333333333"],
    [{ metric: "elsewhere", op: "!=", value: 5 }, "elsewhere is other than 5"],
    [{ metric: "elsewhere", op: "in", value: ["a", true, 3] }, "elsewhere is one of a, yes, 3"],
    [{ metric: "part", op: "<=", value: 0.5, onMissing: "unknown" }, "Part is at most 50 %"],
    [
      { metric: "part", op: "<=", value: 0.5, onMissing: "met" },
      "Part is at most 50 % (taken as met where it is not known)",
    ],
    [{ performed: { event: "visit" } }, "visit was done at least 1 time"],
    [
      { performed: { event: "visit", times: 2, within: "P30D", where: { subject: "fair", n: 2 } } },
      "visit was done at least 2 times within the last 30 days, where subject is fair; n is 2",
    ],
    [
      { lastPerformed: { event: "visit", op: "before", duration: "P30D" } },
      "the last visit was more than 30 days ago, or there was none",
    ],
    [{ memberOf: { segment: "vip" } }, "the customer belongs to the segment vip"],
    [{ bucket: { seed: "trial", share: 0.1 } }, "the customer is in the sample of 10 % that is drawn by trial"],
  ])("%j", (condition, sentence) => {
    expect(line(condition)).toEqual([sentence]);
  });

  test("tells where each part stands", () => {
    const vip = { memberOf: { segment: "vip" } } as const;
    const asked = { all: [vip, { any: [vip, { not: vip }] }, { atLeast: { n: 1, of: [vip] } }] } as const;
    const paths = (one: ReturnType<typeof describeCondition>): readonly string[] => [
      one.path,
      ...one.parts.flatMap((part) => paths(part)),
    ];
    const below = ["", "/all/0", "/all/1", "/all/1/any/0", "/all/1/any/1", "/all/1/any/1/not"];
    expect(paths(describeCondition(asked, words))).toEqual([...below, "/all/2", "/all/2/atLeast/of/0"]);
    expect(paths(describeCondition(asked, { ...words, keys: ["when"] }))[1]).toBe("/when/all/0");
    expect(describeCondition(asked, words).params).toEqual({});
    expect(describeCondition({ atLeast: { n: 1, of: [vip] } }, words).params).toEqual({ n: 1, count: 1 });
  });
});
