import fc from "fast-check";
import { build } from "esbuild";
import { fingerprint, type JsonValue, type StoredPolicy, storePolicy } from "clientele/core";
import {
  checkConditions,
  compileConditions,
  conditionSchema,
  defineRule,
  evaluateRule,
  explainRule,
  parseRule,
  restoreRule,
  reviewRule,
  startSight,
} from "clientele/rules";
import { describe, expect, test } from "vitest";
import { anyCondition, anyContext, anyValues, AS_OF, inputOf, metrics, ruleOf } from "../support/conditions.ts";

const issuesOf = (draft: unknown): unknown => {
  const parsed = parseRule(draft);
  return parsed.ok ? [] : parsed.error.map(({ code, path }) => [code, path]);
};
const asking = (when: unknown): unknown => ({ ...inputOf({ memberOf: { segment: "x" } }), when });
const holding = (metric: string, value: unknown, op = ">="): unknown => asking({ metric, op, value });
const nested = (depth: number): unknown => {
  let tree: unknown = { memberOf: { segment: "x" } };
  for (let i = 0; i < depth; i++) tree = { not: tree };
  return tree;
};

describe("examples", () => {
  test("what was left out is null", () => {
    const rule = defineRule(inputOf({ metric: "orders", op: ">=", value: 3 }));
    expect(rule).toMatchObject({ labels: null, meta: null, when: { onMissing: null } });
    expect(rule.metrics[2]).toMatchObject({ id: "idle", unit: null, window: null, minSample: null, maxAge: null });
    expect(defineRule(inputOf({ performed: { event: "login" } })).when).toEqual({
      performed: { event: "login", where: null, times: null, within: null },
    });
  });

  test("a rule is frozen, through and through", () => {
    const rule = defineRule(inputOf({ all: [{ memberOf: { segment: "a" } }] }));
    expect(() => {
      (rule.when as unknown as { all: unknown[] }).all.push({});
    }).toThrow(TypeError);
  });

  test("every form of a condition is sound", () => {
    const forms = [
      { metric: "spend", op: "in", value: ["1", "2"], onMissing: "met" },
      { performed: { event: "e", where: { a: 1, b: "x", c: true }, times: 2, within: "P1M" } },
      { lastPerformed: { event: "e", op: "before", duration: "P90D" } },
      { memberOf: { segment: "s" } },
      { bucket: { seed: "s", share: 0.5 } },
    ];
    expect(
      issuesOf(asking({ all: [...forms, { any: forms }, { atLeast: { n: 2, of: forms } }, { not: forms[0] }] })),
    ).toEqual([]);
  });

  test("as deep as a document may be", () => {
    expect(issuesOf(asking(nested(60)))).toEqual([]);
  });

  test("as wide as a document may be", () => {
    const parts = Array.from({ length: 20_000 }, (_, value) => ({ metric: "orders", op: "=", value }));
    const rule = parseRule(asking({ any: parts }));
    expect(rule.ok && evaluateRule({ orders: 19_999 }, rule.value)).toBe(true);
    const list = Array.from({ length: 150_000 }, (_, value) => value);
    const long = parseRule(holding("orders", list, "in"));
    expect(long.ok && evaluateRule({ orders: 149_999 }, long.value)).toBe(true);
    expect(long.ok && evaluateRule({ orders: 150_000 }, long.value)).toBe(false);
  });

  test("a review tells what can be used and what is idle in it", () => {
    const over = { metric: "orders", op: ">=", value: 3 } as const;
    const { policy, issues, findings } = reviewRule(inputOf({ all: [over, over] }));
    expect(policy).not.toBeNull();
    expect([issues, findings.map(({ code, path }) => [code, path])]).toEqual([[], [["implied-clause", "/when/all/1"]]]);
  });
});

describe("refusals", () => {
  test.each<[string, unknown, readonly (readonly [string, string])[]]>([
    ["nothing", null, [["wrong-type", ""]]],
    ["an unknown key", { ...inputOf({ memberOf: { segment: "x" } }), then: 1 }, [["unknown-key", "/then"]]],
    ["no condition", { ...inputOf({ memberOf: { segment: "x" } }), when: undefined }, [["missing-key", "/when"]]],
    ["a condition of no form", asking({}), [["no-form-fits", "/when"]]],
    ["of two forms", asking({ all: [], any: [] }), [["no-form-fits", "/when"]]],
    ["of another type", asking([]), [["wrong-type", "/when"]]],
    ["a further key", asking({ memberOf: { segment: "x" }, id: 1 }), [["unknown-key", "/when/id"]]],
    ["a further term", asking({ memberOf: { segment: "x", id: 1 } }), [["unknown-key", "/when/memberOf/id"]]],
    ["terms that are none", asking({ atLeast: 3 }), [["wrong-type", "/when/atLeast"]]],
    ["an empty all", asking({ all: [] }), [["too-few", "/when/all"]]],
    ["an empty any", asking({ any: [] }), [["too-few", "/when/any"]]],
    ["an empty atLeast", asking({ atLeast: { n: 1, of: [] } }), [["too-few", "/when/atLeast/of"]]],
    ["parts that are none", asking({ all: {} }), [["wrong-type", "/when/all"]]],
    ["no parts", asking({ atLeast: { n: 1 } }), [["missing-key", "/when/atLeast/of"]]],
    [
      "n of zero",
      asking({ atLeast: { n: 0, of: [{ memberOf: { segment: "x" } }] } }),
      [["below-minimum", "/when/atLeast/n"]],
    ],
    [
      "n of a half",
      asking({ atLeast: { n: 0.5, of: [{ memberOf: { segment: "x" } }] } }),
      [["wrong-type", "/when/atLeast/n"]],
    ],
    [
      "n beyond the parts",
      asking({ atLeast: { n: 2, of: [{ memberOf: { segment: "x" } }] } }),
      [["n-too-large", "/when/atLeast/n"]],
    ],
    ["an empty not", asking({ not: {} }), [["no-form-fits", "/when/not"]]],
    ["no metric", asking({ metric: "", op: ">=", value: 1 }), [["malformed", "/when/metric"]]],
    ["a metric that is no text", asking({ metric: 3, op: ">=", value: 1 }), [["wrong-type", "/when/metric"]]],
    ["an operator that there is not", asking({ metric: "orders", op: "=>", value: 1 }), [["not-one-of", "/when/op"]]],
    ["a list without its operator", asking({ metric: "orders", op: "=>", value: [1] }), [["not-one-of", "/when/op"]]],
    ["no operator", asking({ metric: "orders", value: 1 }), [["missing-key", "/when/op"]]],
    ["no value", asking({ metric: "orders", op: ">=" }), [["missing-key", "/when/value"]]],
    ["a value that is none", asking({ metric: "orders", op: ">=", value: null }), [["no-form-fits", "/when/value"]]],
    ["a list where one is asked for", holding("orders", [1]), [["no-form-fits", "/when/value"]]],
    ["one where a list is asked for", holding("orders", 1, "in"), [["wrong-type", "/when/value"]]],
    ["no list", asking({ metric: "orders", op: "in" }), [["missing-key", "/when/value"]]],
    ["an empty list", holding("orders", [], "in"), [["too-few", "/when/value"]]],
    ["a list of lists", holding("orders", [[1]], "in"), [["no-form-fits", "/when/value/0"]]],
    [
      "another onMissing",
      asking({ metric: "orders", op: "=", value: 1, onMissing: "no" }),
      [["not-one-of", "/when/onMissing"]],
    ],
    [
      "a duration that is none",
      asking({ performed: { event: "e", within: "1 month" } }),
      [["malformed", "/when/performed/within"]],
    ],
    [
      "a duration of nothing",
      asking({ performed: { event: "e", within: "P0D" } }),
      [["empty-duration", "/when/performed/within"]],
    ],
    [
      "a last time of nothing",
      asking({ lastPerformed: { event: "e", op: "within", duration: "PT0S" } }),
      [["empty-duration", "/when/lastPerformed/duration"]],
    ],
    [
      "a last time at what",
      asking({ lastPerformed: { event: "e", op: "at", duration: "P1D" } }),
      [["not-one-of", "/when/lastPerformed/op"]],
    ],
    ["no times", asking({ performed: { event: "e", times: 0 } }), [["below-minimum", "/when/performed/times"]]],
    [
      "fields that are none",
      asking({ performed: { event: "e", where: [] } }),
      [["wrong-type", "/when/performed/where"]],
    ],
    [
      "a field of nothing",
      asking({ performed: { event: "e", where: { a: null } } }),
      [["no-form-fits", "/when/performed/where/a"]],
    ],
    [
      "a share of more than all",
      asking({ bucket: { seed: "s", share: 1.1 } }),
      [["above-maximum", "/when/bucket/share"]],
    ],
    [
      "a share below nothing",
      asking({ bucket: { seed: "s", share: -0.1 } }),
      [["below-minimum", "/when/bucket/share"]],
    ],
    ["a share in text", asking({ bucket: { seed: "s", share: "0.1" } }), [["wrong-type", "/when/bucket/share"]]],
    ["an unknown metric", holding("order", 3), [["unknown-metric", "/when/metric"]]],
    ["a name compared by order", holding("city", "a"), [["op-not-for-kind", "/when/op"]]],
    ["yes and no as a list", holding("listed", [true], "in"), [["op-not-for-kind", "/when/op"]]],
    ["an amount as a number", holding("spend", 5), [["threshold-not-decimal", "/when/value"]]],
    ["an amount in words", holding("spend", "5 yuan"), [["threshold-not-decimal", "/when/value"]]],
    ["an amount finer than a coin", holding("spend", "0.001"), [["too-many-decimals", "/when/value"]]],
    ["an amount of sixteen digits", holding("spend", "10000000000000.00"), [["threshold-too-large", "/when/value"]]],
    ["an amount of fifteen", holding("spend", "-9999999999999.99"), []],
    ["half an order", holding("orders", 0.5), [["threshold-not-whole", "/when/value"]]],
    ["orders below none", holding("orders", -1), [["threshold-not-whole", "/when/value"]]],
    ["orders as text", holding("orders", "3"), [["threshold-not-whole", "/when/value"]]],
    ["a share of percents", holding("repeat", 25), [["threshold-not-share", "/when/value"]]],
    ["days as text", holding("idle", "P3D"), [["threshold-not-number", "/when/value"]]],
    ["days that do not exist", holding("since", "2026-02-29"), [["threshold-not-day", "/when/value"]]],
    ["a name as a number", holding("city", 3, "="), [["threshold-not-text", "/when/value"]]],
    ["yes as text", holding("listed", "true", "="), [["threshold-not-boolean", "/when/value"]]],
    ["one value twice", holding("orders", [1, 2, 1], "in"), [["repeated-value", "/when/value/2"]]],
    ["one amount twice", holding("spend", ["1", "1.00"], "notIn"), [["repeated-value", "/when/value/1"]]],
    [
      "a metric twice",
      { ...inputOf({ memberOf: { segment: "x" } }), metrics: [metrics[0], metrics[0]] },
      [["duplicate-id", "/metrics/1/id"]],
    ],
    [
      "metrics amiss",
      {
        ...inputOf({ memberOf: { segment: "x" } }),
        metrics: [
          { id: "a", kind: "count", window: { rolling: "P0D" } },
          { id: "b", kind: "count", window: { anniversary: "enrolment", every: "P0D" } },
          { id: "c", kind: "count", window: { anniversary: "enrolment", every: "PT24H" } },
          { id: "d", kind: "count", maxAge: "P0D" },
          { id: "e", kind: "coins" },
        ],
      },
      [
        ["not-one-of", "/metrics/4/kind"],
        ["empty-window", "/metrics/0/window/rolling"],
        ["empty-window", "/metrics/1/window/every"],
        ["window-not-in-days", "/metrics/2/window/every"],
        ["empty-duration", "/metrics/3/maxAge"],
      ],
    ],
    ["a tree too deep", asking(nested(10_000)), [["too-deep", `/when${"/not".repeat(63)}`]]],
    [
      "a tree too wide",
      asking({ any: Array.from({ length: 200_000 }, () => ({ memberOf: { segment: "x" } })) }),
      [["too-large", "/when/any"]],
    ],
    [
      "all of it at once, each in its place",
      asking({
        all: [
          { metric: "spend", op: "~", value: "0.001" },
          {
            any: [
              { metric: "nothing", op: "=", value: 1 },
              { metric: "orders", op: "=", value: -1 },
            ],
          },
        ],
      }),
      [
        ["not-one-of", "/when/all/0/op"],
        ["too-many-decimals", "/when/all/0/value"],
        ["unknown-metric", "/when/all/1/any/0/metric"],
        ["threshold-not-whole", "/when/all/1/any/1/value"],
      ],
    ],
  ])("%s", (_, draft, expected) => {
    expect(issuesOf(draft)).toEqual(expected);
  });

  const x = { memberOf: { segment: "x" } };
  const array = { expected: "array" };
  const several = { minimum: 1, inclusive: true, observed: "an array" };
  test.each<[unknown, string, string, unknown]>([
    [{ all: {} }, "wrong-type", "/all", { ...array, key: "all", observed: "an object" }],
    [{ atLeast: { n: 1 } }, "missing-key", "/atLeast/of", { ...array, key: "of", observed: "undefined" }],
    [{ all: [] }, "too-few", "/all", several],
    [{ memberOf: { segment: "x", id: 1 } }, "unknown-key", "/memberOf/id", { key: "id", observed: "1" }],
    [{ memberOf: {} }, "missing-key", "/memberOf/segment", { key: "segment", observed: "undefined" }],
    [{ metric: "orders", op: "in", value: 1 }, "wrong-type", "/value", { ...array, key: "value", observed: "1" }],
    [{ metric: "orders", op: "in" }, "missing-key", "/value", { ...array, key: "value", observed: "undefined" }],
    [{ metric: "orders", op: "in", value: [] }, "too-few", "/value", several],
    [{ performed: { event: "e", where: 3 } }, "wrong-type", "/performed/where", { expected: "object", observed: "3" }],
    [
      { metric: "orders", op: "=>", value: 1 },
      "not-one-of",
      "/op",
      { allowed: [">=", "<=", ">", "<", "=", "!=", "in", "notIn"], observed: '"=>"' },
    ],
    [{ memberOf: { segment: "" } }, "malformed", "/memberOf/segment", { format: "id", observed: '""' }],
    [
      { memberOf: { segment: "__proto__" } },
      "malformed",
      "/memberOf/segment",
      { format: "id", observed: '"__proto__"' },
    ],
    [{ memberOf: { segment: "a\nb" } }, "malformed", "/memberOf/segment", { format: "id", observed: '"a\\nb"' }],
    [{ memberOf: { segment: 3 } }, "wrong-type", "/memberOf/segment", { expected: "string", observed: "3" }],
    [
      { performed: { event: "e", within: "soon" } },
      "malformed",
      "/performed/within",
      { format: "duration", observed: '"soon"' },
    ],
    [
      { performed: { event: "e", within: 3 } },
      "wrong-type",
      "/performed/within",
      { expected: "string", observed: "3" },
    ],
    [{ atLeast: { n: 0, of: [x] } }, "below-minimum", "/atLeast/n", { minimum: 1, inclusive: true, observed: "0" }],
    [{ atLeast: { n: "1", of: [x] } }, "wrong-type", "/atLeast/n", { expected: "int", observed: '"1"' }],
    [
      { bucket: { seed: "s", share: -1 } },
      "below-minimum",
      "/bucket/share",
      { minimum: 0, inclusive: true, observed: "-1" },
    ],
    [
      { bucket: { seed: "s", share: 2 } },
      "above-maximum",
      "/bucket/share",
      { maximum: 1, inclusive: true, observed: "2" },
    ],
    [{ bucket: { seed: "s", share: "1" } }, "wrong-type", "/bucket/share", { expected: "number", observed: '"1"' }],
    [{ metric: "orders", op: "=", value: {} }, "no-form-fits", "/value", { key: "value", observed: "an object" }],
    [{ metric: "orders", op: "in", value: [{}] }, "no-form-fits", "/value/0", { key: 0, observed: "an object" }],
    [{ metric: "orders", op: "=" }, "missing-key", "/value", { key: "value", observed: "undefined" }],
    [{ atLeast: 3 }, "wrong-type", "/atLeast", { expected: "object", observed: "3" }],
    [{ not: null }, "wrong-type", "/not", { expected: "object", observed: "null" }],
  ])("%j: the issue holds what its sentence needs", (when, code, path, params) => {
    const parsed = parseRule(asking(when));
    expect(parsed.ok ? [] : parsed.error.map((issue) => [issue.code, issue.path, issue.params])).toEqual([
      [code, `/when${path}`, params],
    ]);
  });

  test("a name has two hundred characters at most", () => {
    expect(issuesOf(asking({ memberOf: { segment: "s".repeat(200) } }))).toEqual([]);
    expect(issuesOf(asking({ memberOf: { segment: "s".repeat(201) } }))).toEqual([
      ["malformed", "/when/memberOf/segment"],
    ]);
  });

  test("what is no part of a condition leaves nothing behind", () => {
    for (const when of [{ all: 3 }, { not: {} }, { atLeast: 3 }, { metric: "orders", op: "in", value: 3 }]) {
      const { policy, issues } = reviewRule(asking(when));
      expect([policy, issues.length]).toEqual([null, 1]);
    }
  });

  test("a condition that contains itself", () => {
    const all: unknown[] = [];
    const tree = { all };
    all.push(tree);
    expect(issuesOf(asking(tree))).toEqual([["cycle", "/when/all/0"]]);
    expect(conditionSchema.safeParse(tree).success).toBe(false);
    expect(conditionSchema.safeParse(nested(10_000)).success).toBe(false);
  });

  test("with an unsound metric an unknown name may be the one that was meant", () => {
    const draft = {
      ...inputOf({ memberOf: { segment: "x" } }),
      metrics: [{ id: 3, kind: "count" }],
      when: { metric: "a", op: "=", value: 1 },
    };
    expect(issuesOf(draft)).toEqual([["wrong-type", "/metrics/0/id"]]);
  });

  test("define says where and why", () => {
    expect(() => defineRule(asking({ metric: "orders", op: ">=", value: -1 }) as never)).toThrow(
      expect.objectContaining({
        code: "invalid-policy",
        message: "rule/1: /when/value: orders is counted: expected a whole number of zero or more, received -1",
      }),
    );
  });

  test("a stored rule that is not what was written", () => {
    const { format, fingerprint: mark, data } = storePolicy(ruleOf({ metric: "orders", op: ">=", value: 3 }));
    const corrupt = { ok: false, error: { code: "corrupt-policy", format: "rule/1" } };
    expect(restoreRule({ format, fingerprint: mark, data: { ...data, version: 9 } })).toEqual(corrupt);
    expect(restoreRule({ format: "rule/2", fingerprint: mark, data })).toMatchObject({
      error: { code: "unsupported-format" },
    });
    // the mark fits, but nothing can be made of it
    for (const when of [
      { metric: "nothing", op: ">=", value: 3 },
      { metric: "orders", op: ">=", value: "x" },
      { all: 3 },
      null,
    ]) {
      const forged = { ...data, when } as unknown as JsonValue;
      expect(restoreRule({ format, fingerprint: fingerprint(forged), data: forged })).toEqual(corrupt);
    }
  });

  test("a draft without metrics or currency is checked as far as it goes", () => {
    const found: unknown[] = [];
    const condition = { metric: "orders", op: ">=" as const, value: 1 };
    checkConditions(
      {
        metrics: undefined,
        currency: undefined,
        conditions: [
          { keys: ["a"], condition },
          { keys: ["b"], condition: null },
        ],
      },
      (code, keys) => found.push([code, keys]),
    );
    expect(found).toEqual([["unknown-metric", ["a", "metric"]]]);
  });
});

describe("programs", () => {
  const program = compileConditions({
    metrics: [...metrics, { id: "fresh", kind: "number", minSample: 5, maxAge: "P30D" }],
    metricKeys: ["dictionary"],
    currency: "CNY",
    timeZone: "Asia/Shanghai",
    conditions: [
      { keys: ["a"], condition: { metric: "fresh", op: ">=", value: 0.5 } },
      {
        keys: ["b", 0],
        condition: {
          all: [
            { metric: "orders", op: ">=", value: 3 },
            { metric: "fresh", op: "<", value: 2 },
          ],
        },
      },
    ],
  });
  const seen = (fresh: unknown): unknown => {
    const sight = startSight(program, { asOf: AS_OF });
    const findings: { code: string; path: string }[] = [];
    sight.observe({ fresh: fresh as null, orders: 3 }, findings as never);
    return [sight.truth(0), sight.truth(1), findings.map(({ code, path }) => [code, path])];
  };

  test("several conditions, one look", () => {
    expect(program).toEqual({ conditions: 2, metrics: ["fresh", "orders"], needsAsOf: true });
    expect(seen({ value: 1, n: 5, freshAt: "2026-06-01T00:00:00.001+08:00" })).toEqual([2, 2, []]);
  });

  test.each<[string, unknown, string]>([
    ["plain", 1, "metric-small-sample"],
    ["too few", { value: 1, n: 4, freshAt: AS_OF }, "metric-small-sample"],
    ["as many as what", { value: 1, n: "9", freshAt: AS_OF }, "metric-small-sample"],
    ["too old", { value: 1, n: 5, freshAt: "2026-06-01T00:00:00+08:00" }, "metric-stale"],
    ["of no date", { value: 1, n: 5 }, "metric-stale"],
    ["of a date that is none", { value: 1, n: 5, freshAt: "June" }, "metric-stale"],
    ["from the future", { value: 1, n: 5, freshAt: "2026-07-01T00:00:00.001+08:00" }, "metric-from-the-future"],
    ["missing", { value: null, n: 5, freshAt: AS_OF }, "metric-missing"],
    ["missing altogether", undefined, "metric-missing"],
    ["of another type", { value: "1", n: 5, freshAt: AS_OF }, "metric-not-a-number"],
  ])("a value that is %s is not known", (_, fresh, code) => {
    expect(seen(fresh)).toEqual([1, 1, [[code, "/dictionary/8"]]]);
  });

  test.each<[string, unknown, string]>([
    ["spend", 5, "metric-not-money"],
    ["spend", { amount: "5", currency: "USD" }, "metric-other-currency"],
    ["spend", { amount: "5.", currency: "CNY" }, "metric-not-money"],
    ["spend", { amount: "05", currency: "CNY" }, "metric-not-money"],
    ["spend", { amount: "-0.00", currency: "CNY" }, "metric-not-money"],
    ["spend", { amount: "", currency: "CNY" }, "metric-not-money"],
    ["spend", { amount: "-", currency: "CNY" }, "metric-not-money"],
    ["spend", { amount: ".5", currency: "CNY" }, "metric-not-money"],
    ["spend", { amount: "1.2.3", currency: "CNY" }, "metric-not-money"],
    ["spend", { amount: "9".repeat(41), currency: "CNY" }, "metric-not-money"],
    ["orders", 1.5, "metric-out-of-range"],
    ["orders", -1, "metric-out-of-range"],
    ["orders", 2 ** 53, "metric-out-of-range"],
    ["repeat", 25, "metric-out-of-range"],
    ["repeat", -0.1, "metric-out-of-range"],
    ["nps", "9", "metric-not-a-number"],
    ["nps", Infinity, "metric-not-a-number"],
    ["city", 5, "metric-wrong-type"],
    ["listed", 1, "metric-wrong-type"],
    ["since", "2026-02-30", "metric-wrong-type"],
    ["since", AS_OF, "metric-wrong-type"],
  ])("%s of %j: %s", (metric, value, code) => {
    const asked = { spend: "1", city: "x", listed: true, since: "2026-01-01", repeat: 1 }[metric] ?? 1;
    const rule = defineRule(asking({ metric, op: "=", value: asked }) as never);
    expect(explainRule({ [metric]: value } as never, rule).findings.map((finding) => finding.code)).toEqual([code]);
  });

  test("two sights share nothing", () => {
    const [one, other] = [startSight(program, { asOf: AS_OF }), startSight(program, { asOf: AS_OF })];
    one.observe({ orders: 3, fresh: { value: 1, n: 9, freshAt: AS_OF } }, []);
    other.observe({ orders: 0, fresh: { value: 1, n: 9, freshAt: AS_OF } }, []);
    expect([one.truth(1), other.truth(1)]).toEqual([2, 0]);
  });

  test("before anyone is looked at nothing is known", () => {
    expect(startSight(program, { asOf: AS_OF }).truth(1)).toBe(1);
  });

  test.each([2, -1, 0.5])("there is no condition %s", (condition) => {
    const sight = startSight(program, { asOf: AS_OF });
    expect(() => sight.truth(condition)).toThrow(expect.objectContaining({ code: "invalid-option" }));
    expect(() => sight.trace(condition)).toThrow(expect.objectContaining({ code: "invalid-option" }));
  });

  test("a currency that there is not, values that were not checked", () => {
    const make = (currency: string, condition: unknown) => () =>
      compileConditions({
        metrics,
        currency,
        timeZone: "UTC",
        conditions: [{ keys: [], condition: condition as { memberOf: { segment: string } } }],
      });
    expect(make("ZZZ", { memberOf: { segment: "x" } })).toThrow("a checked document has a known currency");
    expect(make("CNY", { metric: "nothing", op: "=", value: 1 })).toThrow(
      "a checked condition asks about known metrics",
    );
    expect(make("CNY", { metric: "orders", op: "in", value: [1, "2"] })).toThrow(
      "a checked condition holds orders against values of its kind",
    );
    expect(make("CNY", { metric: "city", op: "=", value: 1 })).toThrow("against values of its kind");
    expect(make("CNY", { metric: "listed", op: "=", value: "yes" })).toThrow("against values of its kind");
  });

  test("what a program tells of itself", () => {
    const asks = (condition: unknown) => {
      const conditions = [{ keys: [], condition: condition as { memberOf: { segment: string } } }];
      return compileConditions({ metrics, currency: "CNY", timeZone: "UTC", conditions });
    };
    const { conditions, metrics: asked, needsAsOf } = asks({ memberOf: { segment: "x" } });
    expect([conditions, asked, needsAsOf]).toEqual([1, [], false]);
    expect(asks({ performed: { event: "e" } }).needsAsOf).toBe(true);
    expect(asks({ lastPerformed: { event: "e", op: "within", duration: "P1D" } }).needsAsOf).toBe(true);
    const named = asks({ metric: "orders", op: "=", value: 1 });
    expect([named.metrics, Object.isFrozen(named), Object.isFrozen(named.metrics)]).toEqual([["orders"], true, true]);
    expect(() => startSight({ ...named }, {})).toThrow("expected a program of compileConditions, received an object");
  });

  test("a program that is none, a moment that is needed", () => {
    expect(() => startSight({ ...program }, { asOf: AS_OF })).toThrow(
      expect.objectContaining({ code: "policy-not-checked" }),
    );
    expect(() => startSight(program, {})).toThrow(expect.objectContaining({ code: "invalid-option" }));
    expect(() => startSight(program, null as never)).toThrow(expect.objectContaining({ code: "invalid-option" }));
  });
});

describe("laws", () => {
  test("a rule survives its storage, and answers as before", () => {
    fc.assert(
      fc.property(anyCondition, anyValues, anyContext, (when, values, context) => {
        const rule = ruleOf(when);
        const stored = JSON.parse(JSON.stringify(storePolicy(rule))) as StoredPolicy;
        const restored = restoreRule(stored);
        expect(restored).toEqual({ ok: true, value: rule });
        if (restored.ok)
          expect(explainRule(values, restored.value, context)).toEqual(explainRule(values, rule, context));
      }),
    );
  });

  test("a checked condition checks again, unchanged", () => {
    fc.assert(
      fc.property(anyCondition, (when) => {
        const once = conditionSchema.parse(when);
        expect(conditionSchema.parse(once)).toEqual(once);
      }),
    );
  });

  test("no input makes a review throw", () => {
    fc.assert(
      fc.property(fc.anything({ withBigInt: true, withMap: true, withSparseArray: true }), (when) => {
        expect(reviewRule(asking(when)).findings).toBeDefined();
      }),
    );
  });

  test("a restored rule needs no zod", async () => {
    const { outputFiles } = await build({
      stdin: {
        contents: 'export { evaluateRule, explainRule, restoreRule } from "./src/rules/index.ts";',
        resolveDir: `${import.meta.dirname}/../..`,
        loader: "ts",
      },
      bundle: true,
      write: false,
      format: "esm",
      platform: "neutral",
      mainFields: ["module", "main"],
      treeShaking: true,
      external: ["zod", "decimal.js", "date-fns", "date-fns/*", "@date-fns/tz"],
    });
    const text = outputFiles[0]?.text ?? "";
    expect(text).not.toMatch(/from "zod"/);
  });
});
