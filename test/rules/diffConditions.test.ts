import { LOCALES } from "clientele/core";
import { explain } from "clientele/explain";
import {
  type Condition,
  type ConditionWords,
  diffConditions,
  diffMetrics,
  type MetricDefinitionInput,
} from "clientele/rules";
import { describe, expect, test } from "vitest";

const words: ConditionWords = {
  currency: "CNY",
  metrics: [
    { id: "spend", kind: "money" },
    { id: "visits", kind: "count", unit: "visits" },
    { id: "idle", kind: "days" },
    { id: "part", kind: "share" },
    { id: "score", kind: "number" },
    { id: "city", kind: "text" },
    { id: "vip", kind: "boolean" },
    { id: "joined", kind: "day" },
  ],
};
const at = (condition: Condition | null, version: ConditionWords = words) => ({
  ...version,
  condition: condition === null ? null : { keys: ["when"], condition },
});
const diff = (
  before: Condition | null,
  after: Condition | null,
  versions: readonly [ConditionWords, ConditionWords] = [words, words],
) => diffConditions(at(before, versions[0]), at(after, versions[1]), { place: "P" });
const told = (...given: Parameters<typeof diff>) =>
  diff(...given).map((change) => [
    change.code,
    change.pathBefore,
    change.path,
    ...explain(change, { locale: "en" }).map((line) => line.replace(/^P: /, "")),
  ]);
const compare = (metric: string, op: ">=" | ">" | "<=" | "<" | "=" | "in", value: unknown): Condition =>
  ({ metric, op, value }) as Condition;
const spend = (value: string): Condition => compare("spend", ">=", value);
const idle = compare("idle", "<", 30);
const member = (segment: string): Condition => ({ memberOf: { segment } });
const done = (event: string, times: number): Condition => ({ performed: { event, times } });
const sample = (share: number): Condition => ({ bucket: { seed: "s", share } });

describe("a condition in one version", () => {
  test("is new, or gone; without any, nothing is told", () => {
    expect(told(null, null)).toEqual([]);
    expect(told(null, idle)).toEqual([["condition-added", null, "/when", "new: idle is less than 30 days"]]);
    expect(told(idle, null)).toEqual([["condition-removed", "/when", "/when", "no longer: idle is less than 30 days"]]);
    expect(told(idle, idle)).toEqual([]);
  });
});

describe("a threshold", () => {
  const value = "/when/value";
  test.each<[Condition, Condition, string, string]>([
    [
      spend("50000"),
      spend("60000"),
      "threshold-raised",
      "spend, raised from CNY 50,000 to CNY 60,000 (by CNY 10,000, 20 %)",
    ],
    [
      spend("50000"),
      spend("40000"),
      "threshold-lowered",
      "spend, lowered from CNY 50,000 to CNY 40,000 (by CNY 10,000, 20 %)",
    ],
    [spend("0"), spend("0.01"), "threshold-raised", "spend, raised from CNY 0 to CNY 0.01 (by CNY 0.01)"],
    [spend("100"), spend("0"), "threshold-lowered", "spend, lowered from CNY 100 to CNY 0 (by CNY 100, 100 %)"],
    [
      spend("100000000"),
      spend("100000000.01"),
      "threshold-raised",
      "spend, raised from CNY 100,000,000 to CNY 100,000,000.01 (by CNY 0.01)",
    ],
    [
      spend("50000"),
      spend("50000.00"),
      "written-otherwise",
      'written as "50000.00", no longer as "50000", which means the same',
    ],
    [
      compare("visits", ">=", 4),
      compare("visits", ">=", 5),
      "threshold-raised",
      "visits, raised from 4 visits to 5 visits (by 1 visits, 25 %)",
    ],
    [
      compare("visits", ">=", 3),
      compare("visits", ">=", 1),
      "threshold-lowered",
      "visits, lowered from 3 visits to 1 visits (by 2 visits, 66.67 %)",
    ],
    [
      compare("idle", "<=", 0),
      compare("idle", "<=", 10),
      "threshold-raised",
      "idle, raised from 0 days to 10 days (by 10 days)",
    ],
    [
      compare("part", ">=", 0.07),
      compare("part", ">=", 0.3),
      "threshold-raised",
      "part, raised from 7 % to 30 % (by 23 percentage points)",
    ],
    [
      compare("score", ">", -0.5),
      compare("score", ">", -0.25),
      "threshold-raised",
      "score, raised from -0.5 to -0.25 (by 0.25, 50 %)",
    ],
    [
      compare("score", ">", 0.1),
      compare("score", ">", 0.3),
      "threshold-raised",
      "score, raised from 0.1 to 0.3 (by 0.2, 200 %)",
    ],
    [
      compare("elsewhere", ">", 3),
      compare("elsewhere", ">", 4),
      "threshold-raised",
      "elsewhere, raised from 3 to 4 (by 1, 33.33 %)",
    ],
    [
      compare("city", "=", "Suzhou"),
      compare("city", "=", "Wuxi"),
      "threshold-changed",
      "city, changed from Suzhou to Wuxi",
    ],
    [
      compare("city", "in", ["Wuxi"]),
      compare("city", "in", ["Wuxi", "Suzhou"]),
      "threshold-changed",
      "city, changed from Wuxi to Wuxi, Suzhou",
    ],
    [compare("vip", "=", true), compare("vip", "=", false), "threshold-changed", "vip, changed from yes to no"],
    [
      compare("joined", ">", "2025-01-01"),
      compare("joined", ">", "2026-01-01"),
      "threshold-changed",
      "joined, changed from 2025-01-01 to 2026-01-01",
    ],
  ])("%j, then %j", (before, after, code, sentence) => {
    expect(told(before, after)).toEqual([[code, value, value, sentence]]);
  });

  test("carries how far it moved", () => {
    expect(diff(spend("3"), spend("4"))[0]?.params).toMatchObject({
      difference: { kind: "money", amount: "1", currency: "CNY" },
      percent: 33.33,
    });
    expect(diff(spend("0"), spend("4"))[0]?.params).toMatchObject({ percent: null });
    expect(diff(compare("part", "=", 0.2), compare("part", "=", 0.1))[0]?.params).toMatchObject({
      difference: { kind: "number", value: 10, unit: "percentagePoints" },
      percent: null,
    });
    expect(diff(compare("score", "=", 0), compare("score", "=", -0.1))[0]?.params).toMatchObject({
      difference: { kind: "number", value: 0.1 },
      percent: null,
    });
  });

  test("has not moved by anything that can be said where its metric is of another kind or currency", () => {
    const part = { ...words, metrics: [{ id: "score", kind: "share" }] } as const;
    expect(told(compare("score", ">", 0.5), compare("score", ">", 0.6), [words, part])).toEqual([
      ["threshold-changed", "/when/value", "/when/value", "score, changed from 0.5 to 60 %"],
    ]);
    expect(told(spend("50000"), spend("8000"), [words, { ...words, currency: "USD" }])).toEqual([
      ["threshold-changed", "/when/value", "/when/value", "spend, changed from CNY 50,000 to USD 8,000"],
    ]);
  });
});

describe("a condition that asks otherwise", () => {
  test.each<[Condition, Condition, string]>([
    [spend("5"), compare("spend", ">", "5"), "“spend is at least CNY 5” became “spend is more than CNY 5”"],
    [spend("5"), compare("visits", ">=", 5), "“spend is at least CNY 5” became “visits is at least 5 visits”"],
    [spend("5"), member("vip"), "“spend is at least CNY 5” became “the customer belongs to the segment vip”"],
    [member("vip"), spend("5"), "“the customer belongs to the segment vip” became “spend is at least CNY 5”"],
    [{ not: idle }, idle, "“not [idle is less than 30 days]” became “idle is less than 30 days”"],
    [
      { atLeast: { n: 1, of: [idle] } },
      idle,
      "“1 or more of [idle is less than 30 days]” became “idle is less than 30 days”",
    ],
    [
      idle,
      { atLeast: { n: 1, of: [idle] } },
      "“idle is less than 30 days” became “1 or more of [idle is less than 30 days]”",
    ],
    [
      { all: [idle, idle] },
      { any: [idle, idle] },
      "“all of [idle is less than 30 days; idle is less than 30 days]” became “any of [idle is less than 30 days; idle is less than 30 days]”",
    ],
  ])("%j, then %j", (before, after, sentence) => {
    expect(told(before, after)).toEqual([["condition-changed", "/when", "/when", sentence]]);
  });

  test("what means the same is told as that", () => {
    expect(told({ any: [idle] }, idle).map(([code]) => code)).toEqual(["written-otherwise"]);
    expect(told(idle, { all: [idle] }).map(([code, , path]) => [code, path])).toEqual([["written-otherwise", "/when"]]);
  });
});

describe("parts of a group", () => {
  test.each<[string, Condition, Condition, readonly (readonly (string | null)[])[]]>([
    [
      "one more than a single one",
      idle,
      { any: [member("a"), idle] },
      [["condition-added", null, "/when/any/0", "new: the customer belongs to the segment a"]],
    ],
    [
      "only one left",
      { all: [member("a"), idle] },
      idle,
      [["condition-removed", "/when/all/0", "/when/all/0", "no longer: the customer belongs to the segment a"]],
    ],
    [
      "the opposite",
      { not: compare("idle", ">=", 3) },
      { not: compare("idle", ">=", 6) },
      [
        [
          "threshold-raised",
          "/when/not/value",
          "/when/not/value",
          "idle, raised from 3 days to 6 days (by 3 days, 100 %)",
        ],
      ],
    ],
    [
      "how many",
      { atLeast: { n: 1, of: [idle, member("a")] } },
      { atLeast: { n: 2, of: [idle, member("b")] } },
      [
        ["parts-needed-changed", "/when/atLeast/n", "/when/atLeast/n", "2 or more of the parts must hold, no longer 1"],
        [
          "condition-changed",
          "/when/atLeast/of/1",
          "/when/atLeast/of/1",
          "“the customer belongs to the segment a” became “the customer belongs to the segment b”",
        ],
      ],
    ],
    [
      "in another order",
      { all: [idle, member("a")] },
      { all: [member("a"), idle] },
      [["conditions-reordered", "/when/all", "/when/all", "the parts stand in another order, which changes nothing"]],
    ],
    [
      "belong together by metric and operator",
      { all: [spend("10"), compare("spend", "<=", "90")] },
      { all: [compare("spend", "<=", "80"), spend("20")] },
      [
        [
          "threshold-raised",
          "/when/all/0/value",
          "/when/all/1/value",
          "spend, raised from CNY 10 to CNY 20 (by CNY 10, 100 %)",
        ],
        [
          "threshold-lowered",
          "/when/all/1/value",
          "/when/all/0/value",
          "spend, lowered from CNY 90 to CNY 80 (by CNY 10, 11.11 %)",
        ],
        ["conditions-reordered", "/when/all", "/when/all", "the parts stand in another order, which changes nothing"],
      ],
    ],
    [
      "then by the metric alone",
      { all: [idle, spend("10")] },
      { all: [compare("spend", ">", "10"), idle] },
      [
        [
          "condition-changed",
          "/when/all/1",
          "/when/all/0",
          "“spend is at least CNY 10” became “spend is more than CNY 10”",
        ],
        ["conditions-reordered", "/when/all", "/when/all", "the parts stand in another order, which changes nothing"],
      ],
    ],
    [
      "by what was done",
      { all: [done("a", 1), done("b", 1)] },
      { all: [done("b", 2), done("a", 1), done("c", 1)] },
      [
        [
          "condition-changed",
          "/when/all/1",
          "/when/all/0",
          "“b was done at least 1 time” became “b was done at least 2 times”",
        ],
        ["condition-added", null, "/when/all/2", "new: c was done at least 1 time"],
        ["conditions-reordered", "/when/all", "/when/all", "the parts stand in another order, which changes nothing"],
      ],
    ],
    [
      "by what they ask",
      { all: [member("a"), sample(0.1)] },
      { all: [sample(0.2), member("b")] },
      [
        [
          "condition-changed",
          "/when/all/0",
          "/when/all/1",
          "“the customer belongs to the segment a” became “the customer belongs to the segment b”",
        ],
        [
          "condition-changed",
          "/when/all/1",
          "/when/all/0",
          "“the customer is in the sample of 10 % that is drawn by s” became “the customer is in the sample of 20 % that is drawn by s”",
        ],
        ["conditions-reordered", "/when/all", "/when/all", "the parts stand in another order, which changes nothing"],
      ],
    ],
    [
      "groups by what their parts are about, in whatever order",
      { all: [{ any: [spend("1"), idle] }, { any: [member("a"), compare("score", ">", 1)] }] },
      { all: [{ any: [compare("score", ">", 2), member("a")] }, { any: [idle, spend("2")] }] },
      [
        [
          "threshold-raised",
          "/when/all/0/any/0/value",
          "/when/all/1/any/1/value",
          "spend, raised from CNY 1 to CNY 2 (by CNY 1, 100 %)",
        ],
        [
          "conditions-reordered",
          "/when/all/0/any",
          "/when/all/1/any",
          "the parts stand in another order, which changes nothing",
        ],
        [
          "threshold-raised",
          "/when/all/1/any/1/value",
          "/when/all/0/any/0/value",
          "score, raised from 1 to 2 (by 1, 100 %)",
        ],
        [
          "conditions-reordered",
          "/when/all/1/any",
          "/when/all/0/any",
          "the parts stand in another order, which changes nothing",
        ],
        ["conditions-reordered", "/when/all", "/when/all", "the parts stand in another order, which changes nothing"],
      ],
    ],
    [
      "groups of one form",
      { all: [{ any: [idle, spend("1")] }, { not: idle }] },
      { all: [{ not: member("a") }, { any: [member("b"), spend("1")] }] },
      [
        ["condition-removed", "/when/all/0/any/0", "/when/all/0/any/0", "no longer: idle is less than 30 days"],
        ["condition-added", null, "/when/all/1/any/0", "new: the customer belongs to the segment b"],
        ["condition-removed", "/when/all/1/not", "/when/all/1/not", "no longer: idle is less than 30 days"],
        ["condition-added", null, "/when/all/0/not", "new: the customer belongs to the segment a"],
        ["conditions-reordered", "/when/all", "/when/all", "the parts stand in another order, which changes nothing"],
      ],
    ],
  ])("%s", (_, before, after, changes) => {
    expect(told(before, after)).toEqual(changes);
  });
});

describe("metrics", () => {
  const metric = (part: Partial<MetricDefinitionInput>): MetricDefinitionInput => ({ id: "m", kind: "count", ...part });
  const changes = (before: readonly MetricDefinitionInput[], after: readonly MetricDefinitionInput[]) =>
    diffMetrics({ currency: "CNY", metrics: before }, { currency: "CNY", metrics: after }).map((change) => [
      change.code,
      change.kind,
      change.pathBefore,
      change.path,
      change.before,
      change.after,
      ...LOCALES.flatMap((locale) => explain(change, { locale })),
    ]);

  test.each<[Partial<MetricDefinitionInput>, Partial<MetricDefinitionInput>, readonly unknown[]]>([
    [
      {},
      { labels: { en: "M" } },
      [
        "metric-renamed",
        "changed",
        "/metrics/0/labels",
        "/metrics/0/labels",
        null,
        { en: "M" },
        "the metric m is called M, no longer nothing",
        "指标 m 的名称由“无”改为“M”",
      ],
    ],
    [
      {},
      { kind: "money" },
      [
        "metric-kind-changed",
        "changed",
        "/metrics/0/kind",
        "/metrics/0/kind",
        "count",
        "money",
        "m is an amount in CNY, no longer a count",
        "m 由计数改为金额（CNY）",
      ],
    ],
    [
      {},
      { measure: { orders: "count" } },
      [
        "metric-measure-changed",
        "changed",
        "/metrics/0/measure",
        "/metrics/0/measure",
        null,
        { orders: "count" },
        "m measures: the number of orders; before: nothing",
        "m 的度量内容由“无”改为“订单数”",
      ],
    ],
    [
      { window: { rolling: "P1Y" } },
      { window: null },
      [
        "metric-window-changed",
        "changed",
        "/metrics/0/window",
        "/metrics/0/window",
        { rolling: "P1Y" },
        null,
        "m is counted: nothing; before: over the last 1 year",
        "m 的统计期间由“最近 1 年”改为“无”",
      ],
    ],
    [
      {},
      { unit: "cups" },
      [
        "metric-unit-changed",
        "changed",
        "/metrics/0/unit",
        "/metrics/0/unit",
        null,
        "cups",
        "m is counted in cups, no longer in nothing",
        "m 的单位由“无”改为“cups”",
      ],
    ],
    [
      { betterWhen: "higher" },
      { betterWhen: "lower" },
      [
        "metric-direction-changed",
        "changed",
        "/metrics/0/betterWhen",
        "/metrics/0/betterWhen",
        "higher",
        "lower",
        "m, which way is better: the lower, the better; before: the higher, the better",
        "m 的优劣方向由“越高越好”改为“越低越好”",
      ],
    ],
    [
      { minSample: 2 },
      {},
      [
        "metric-sample-changed",
        "changed",
        "/metrics/0/minSample",
        "/metrics/0/minSample",
        2,
        null,
        "m, the facts it must rest on: nothing; before: 2",
        "m 所需的最少事实数由“2”改为“无”",
      ],
    ],
    [
      { maxAge: "P3M" },
      { maxAge: "P90D" },
      [
        "metric-age-changed",
        "changed",
        "/metrics/0/maxAge",
        "/metrics/0/maxAge",
        "P3M",
        "P90D",
        "m, how old its newest fact may be: 90 days; before: 3 months",
        "m 最新事实的最长时效由“3 个月”改为“90 天”",
      ],
    ],
    [
      {},
      { redeemable: true },
      [
        "metric-redeemable-changed",
        "changed",
        "/metrics/0/redeemable",
        "/metrics/0/redeemable",
        null,
        true,
        "m, whether the customer can spend it: yes; before: no",
        "m 是否可由客户支取由“否”改为“是”",
      ],
    ],
    [
      { redeemable: null },
      { redeemable: false },
      [
        "written-otherwise",
        "changed",
        "/metrics/0/redeemable",
        "/metrics/0/redeemable",
        null,
        false,
        "m: written as false, no longer as null, which means the same",
        "m：写法由 null 改为 false，含义不变",
      ],
    ],
    [
      { confidential: true },
      {},
      [
        "metric-confidential-changed",
        "changed",
        "/metrics/0/confidential",
        "/metrics/0/confidential",
        true,
        null,
        "m, whether it is kept from the customer: no; before: yes",
        "m 是否对客户保密由“是”改为“否”",
      ],
    ],
  ])("%j, then %j", (before, after, change) => {
    expect(changes([metric(before)], [metric(after)])).toEqual([change]);
  });

  test("days are counted in days, whether that is said or not", () => {
    const [silent, said] = [metric({ kind: "days" }), metric({ kind: "days", unit: "days" })];
    expect(changes([silent], [said]).map(([code]) => code)).toEqual(["written-otherwise"]);
    expect(changes([said], [metric({ kind: "days", unit: "nights" })]).map(([code]) => code)).toEqual([
      "metric-unit-changed",
    ]);
  });

  test("that are new or gone are told with what they are", () => {
    const spent = metric({ id: "s", kind: "money", window: { rolling: "P1Y" }, measure: { orders: "net" } });
    const host = metric({ id: "h", window: null });
    expect(changes([spent], [host])).toEqual([
      [
        "metric-removed",
        "removed",
        "/metrics/0",
        "/metrics/0",
        spent,
        null,
        "the metric s is gone; it was an amount in CNY; the cost of orders, less what was given back; over the last 1 year",
        "取消指标 s（原为：金额（CNY）；订单净额（扣除退款）；最近 1 年）",
      ],
      [
        "metric-added",
        "added",
        null,
        "/metrics/0",
        null,
        host,
        "the metric h is new: a count; brought in, not measured from facts",
        "新增指标 h：计数；由外部提供，非由事实度量",
      ],
    ]);
  });

  test("belong together by id, and may stand anywhere", () => {
    const [one, other] = [metric({ id: "a" }), metric({ id: "b" })];
    expect(changes([one, other], [other, { ...one, unit: "x" }]).map(([code, , was, is]) => [code, was, is])).toEqual([
      ["metric-unit-changed", "/metrics/0/unit", "/metrics/1/unit"],
      ["metrics-reordered", "/metrics", "/metrics"],
    ]);
    expect(changes([one], [one])).toEqual([]);
    const version = { currency: "CNY", keys: ["of"] };
    const [moved, ...rest] = diffMetrics({ ...version, metrics: [one, other] }, { ...version, metrics: [other, one] });
    expect([moved?.code, moved?.path, moved?.pathBefore, rest]).toEqual(["metrics-reordered", "/of", "/of", []]);
    const [fresh] = diffMetrics({ ...version, metrics: [] }, { ...version, metrics: [one] });
    expect([fresh?.path, fresh?.pathBefore, fresh?.after]).toEqual(["/of/0", null, one]);
  });
});
