import fc from "fast-check";
import {
  analyzeConditions,
  checkRule,
  compileConditions,
  type Condition,
  type ConditionInsight,
  evaluateRule,
  findConditionExample,
} from "clientele/rules";
import { describe, expect, test } from "vitest";
import { anyKnownValues, anyMetricCondition, type KnownMetric, metrics, ruleOf } from "../support/conditions.ts";

type Tree = Condition<KnownMetric>;
const is = (op: string, value: unknown, metric: KnownMetric = "orders"): Tree => ({ metric, op, value }) as Tree;
const said = (when: Tree): unknown => checkRule(ruleOf(when)).map(({ code, path }) => [code, path]);
const member = (segment: string): Tree => ({ memberOf: { segment } });
const login = (times: number, within: string | null, where: Record<string, string> | null = null): Tree => ({
  performed: { event: "login", times, within, where },
});
const last = (op: "within" | "before", duration: string): Tree => ({ lastPerformed: { event: "login", op, duration } });

describe("examples", () => {
  test.each<[string, Tree, readonly (readonly [string, string])[]]>([
    ["nothing to say", { all: [is(">=", 3), is("<", 6), member("a")] }, []],
    ["three or more, and fewer", { all: [is(">=", 3), is("<", 3)] }, [["contradiction", "/when"]]],
    ["between two counts", { all: [is(">", 3), is("<", 4)] }, [["contradiction", "/when"]]],
    ["between two amounts there is room", { all: [is(">", "3", "spend"), is("<", "3.01", "spend")] }, []],
    [
      "between two days there is none",
      { all: [is(">", "2026-01-01", "since"), is("<", "2026-01-02", "since")] },
      [["contradiction", "/when"]],
    ],
    ["a count below zero", { all: [is("<", 0), member("a")] }, [["contradiction", "/when"]]],
    ["a share above all", { all: [is(">", 1, "repeat"), member("a")] }, [["contradiction", "/when"]]],
    ["a share of all", is(">=", 1, "repeat"), []],
    ["two names at once", { all: [is("=", "a", "city"), is("=", "b", "city")] }, [["contradiction", "/when"]]],
    ["a name among others", { all: [is("in", ["a", "b"], "city"), is("notIn", ["a"], "city")] }, []],
    ["yes and no", { all: [is("=", true, "listed"), is("!=", true, "listed")] }, [["contradiction", "/when"]]],
    ["three or more, or fewer", { any: [is(">=", 3), is("<", 3)] }, [["tautology", "/when"]]],
    ["no fewer than none", { any: [is(">=", 0), member("a")] }, [["tautology", "/when"]]],
    ["yes or no", { any: [is("=", true, "listed"), is("=", false, "listed")] }, [["tautology", "/when"]]],
    ["twelve implies six", { all: [is(">=", 6), is(">=", 12)] }, [["implied-clause", "/when/all/0"]]],
    ["said twice", { all: [is(">=", 6), is(">=", 6)] }, [["implied-clause", "/when/all/1"]]],
    [
      "said three times",
      { all: [is(">=", 6), is(">=", 6), is(">", 5)] },
      [
        ["implied-clause", "/when/all/2"],
        ["implied-clause", "/when/all/1"],
      ],
    ],
    ["six covers twelve", { any: [is(">=", 6), is(">=", 12)] }, [["implied-clause", "/when/any/1"]]],
    ["under not", { not: { any: [is(">=", 6), is(">=", 12)] } }, [["implied-clause", "/when/not/any/1"]]],
    ["under not, all", { not: { all: [is(">=", 6), is(">=", 12)] } }, [["implied-clause", "/when/not/all/0"]]],
    [
      "a way that is closed",
      { all: [is(">=", 6), { any: [is("<", 3), member("a")] }] },
      [["unreachable-branch", "/when/all/1/any/0"]],
    ],
    [
      "a clause far away",
      { all: [is(">=", 6), { any: [{ all: [is(">=", 5), member("a")] }, member("b")] }] },
      [["implied-clause", "/when/all/1/any/0/all/0"]],
    ],
    ["two of three", { atLeast: { n: 2, of: [is(">=", 3), is("<", 2), member("a")] } }, []],
    [
      "two of three, one of them impossible",
      { atLeast: { n: 2, of: [is("<", 0), member("a"), member("b")] } },
      [["unreachable-branch", "/when/atLeast/of/0"]],
    ],
    [
      "all by number",
      { atLeast: { n: 2, of: [is(">=", 3), is(">=", 2)] } },
      [["implied-clause", "/when/atLeast/of/1"]],
    ],
    [
      "one by number",
      { atLeast: { n: 1, of: [is(">=", 3), is(">=", 2)] } },
      [["implied-clause", "/when/atLeast/of/0"]],
    ],
    ["one part alone", { all: [{ any: [is(">=", 3)] }] }, []],
    ["what missing counts as makes a difference", { all: [{ ...is(">=", 3), onMissing: "met" }, is(">=", 2)] }, []],
    [
      "held when missing, failed when missing",
      {
        all: [
          { ...is(">=", 3), onMissing: "met" },
          { ...is("<", 3), onMissing: "met" },
        ],
      },
      [],
    ],
    [
      "a sample and its rest",
      { all: [{ bucket: { seed: "a", share: 0.2 } }, { not: { bucket: { seed: "a", share: 0.2 } } }] },
      [["contradiction", "/when"]],
    ],
    [
      "two samples",
      { all: [{ bucket: { seed: "a", share: 0.2 } }, { not: { bucket: { seed: "b", share: 0.2 } } }] },
      [],
    ],
    ["a sample of everyone", { any: [{ bucket: { seed: "a", share: 1 } }, member("a")] }, [["tautology", "/when"]]],
    ["a sample of nobody", { all: [{ bucket: { seed: "a", share: 0 } }, member("a")] }, [["contradiction", "/when"]]],
    ["in and out", { all: [member("a"), { not: member("a") }] }, [["contradiction", "/when"]]],
    ["often, and seldom", { all: [login(3, "P1M"), { not: login(2, "P1M") }] }, [["contradiction", "/when"]]],
    [
      "often of late, seldom in all",
      { all: [login(3, "P10D"), { not: login(2, "P1M10D") }] },
      [["contradiction", "/when"]],
    ],
    ["often in all, seldom of late", { all: [{ not: login(2, "P10D") }, login(3, null)] }, []],
    [
      "often of one, seldom of any",
      { all: [login(3, null, { app: "ios" }), { not: login(2, null) }] },
      [["contradiction", "/when"]],
    ],
    [
      "lately, and not for long",
      { all: [last("within", "P30D"), last("before", "P60D")] },
      [["contradiction", "/when"]],
    ],
    ["lately, and not so lately", { all: [last("within", "P60D"), last("before", "P30D")] }, []],
    ["lately, and never", { all: [last("within", "P30D"), { not: login(1, null) }] }, [["contradiction", "/when"]]],
    [
      "which is longer hangs on the month",
      { all: [last("within", "P30D"), last("before", "P1M")] },
      [["not-proved", "/when"]],
    ],
    [
      "of two kinds, and few in all",
      { all: [login(1, null, { app: "a" }), login(1, null, { app: "b" }), { not: login(2, null) }] },
      [["not-proved", "/when"]],
    ],
  ])("%s", (_, when, expected) => {
    expect(said(when)).toEqual(expected);
  });

  test("with facts that show it", () => {
    const [insight] = checkRule(ruleOf({ all: [is(">=", 6), { any: [is("<", 3), member("a")] }] }));
    expect(insight).toEqual({
      code: "unreachable-branch",
      severity: "warning",
      path: "/when/all/1/any/0",
      keys: ["when", "all", 1, "any", 0],
      params: {},
      example: { metrics: { orders: 2 }, beside: [] },
    });
  });

  test("facts of every kind", () => {
    const when: Tree = {
      all: [
        is(">", "3", "spend"),
        is("<", "3.01", "spend"),
        is("!=", "other", "city"),
        is("=", "2026-01-01", "since"),
        is("=", true, "listed"),
        is(">", 0.5, "repeat"),
        login(2, "P1M"),
        member("a"),
        { bucket: { seed: "s", share: 0.5 } },
      ],
    };
    const program = compileConditions({
      metrics,
      currency: "CNY",
      timeZone: "UTC",
      conditions: [{ keys: [], condition: when }],
    });
    expect(findConditionExample(program, [{ condition: 0, least: 2, most: 2 }])).toEqual({
      answer: "found",
      example: {
        metrics: {
          spend: { amount: "3.005", currency: "CNY" },
          city: "other-",
          since: "2026-01-01",
          listed: true,
          repeat: 0.75,
        },
        beside: [
          { kind: "performed", about: "login", within: "P1M", value: 2 },
          { kind: "member-of", about: "a", within: null, value: 1 },
          { kind: "bucket", about: "s", within: null, value: 0.25 },
        ],
      },
    });
  });

  test("what cannot be known may be what is wanted", () => {
    const program = compileConditions({
      metrics,
      currency: "CNY",
      timeZone: "UTC",
      conditions: [{ keys: [], condition: is("<", 3) }],
    });
    expect(findConditionExample(program, [{ condition: 0, least: 1, most: 1 }])).toEqual({
      answer: "found",
      example: { metrics: { orders: null }, beside: [] },
    });
    expect(() => findConditionExample(program, [{ condition: 1, least: 1, most: 1 }])).toThrow(
      expect.objectContaining({ code: "invalid-option" }),
    );
  });

  test("amounts below zero, and none between", () => {
    const program = compileConditions({
      metrics,
      currency: "JPY",
      timeZone: "UTC",
      conditions: [{ keys: [], condition: { all: [is("<", "-5", "spend"), is(">", "-6", "spend")] } }],
    });
    expect(findConditionExample(program, [{ condition: 0, least: 2, most: 2 }])).toMatchObject({
      example: { metrics: { spend: { amount: "-5.5", currency: "JPY" } } },
    });
  });

  test("what would take too long is said not to be proved", () => {
    const parts = Array.from({ length: 60 }, (_, i): Tree => ({ any: [is(">=", i), member(`s${i}`)] }));
    expect(checkRule(ruleOf({ all: parts })).at(-1)).toMatchObject({
      code: "not-proved",
      severity: "info",
      path: "/when",
      params: { property: "implied-clause" },
      example: null,
    });
  });

  test("each condition of a document by itself", () => {
    const program = compileConditions({
      metrics,
      currency: "CNY",
      timeZone: "UTC",
      conditions: [
        { keys: ["a"], condition: is("<", 0) },
        { keys: ["b"], condition: is(">=", 1) },
        { keys: ["c"], condition: is(">=", 0) },
      ],
    });
    expect(analyzeConditions(program).map(({ code, path }) => [code, path])).toEqual([
      ["contradiction", "/a"],
      ["tautology", "/c"],
    ]);
  });
});

describe("laws", () => {
  const of = (when: Tree, code: ConditionInsight["code"]): readonly ConditionInsight[] =>
    checkRule(ruleOf(when)).filter((insight) => insight.code === code);
  const without = (when: Tree, path: string): Tree | null => {
    const drop = (tree: Tree, at: string): Tree | null => {
      if (at === path) return null;
      const parts = (list: readonly Tree[], form: string): Tree[] =>
        list.flatMap((part, index) => drop(part, `${at}/${form}/${index}`) ?? []);
      if ("all" in tree) return { all: parts(tree.all, "all") };
      if ("any" in tree) return { any: parts(tree.any, "any") };
      if ("not" in tree) {
        const not = drop(tree.not, `${at}/not`);
        return not === null ? null : { not };
      }
      return tree;
    };
    return drop(when, "/when");
  };

  test("a contradiction never holds, a tautology never fails", () => {
    fc.assert(
      fc.property(anyMetricCondition, anyKnownValues, (when, values) => {
        const truth = evaluateRule(values, ruleOf(when));
        if (of(when, "contradiction").length > 0) expect(truth).not.toBe(true);
        if (of(when, "tautology").length > 0) expect(truth).not.toBe(false);
      }),
    );
  });

  test("what is neither has facts for both", () => {
    fc.assert(
      fc.property(anyMetricCondition, (when) => {
        const program = compileConditions({
          metrics,
          currency: "CNY",
          timeZone: "UTC",
          conditions: [{ keys: [], condition: when }],
        });
        for (const [truth, code] of [
          [2, "contradiction"],
          [0, "tautology"],
        ] as const) {
          const found = findConditionExample(program, [{ condition: 0, least: truth, most: truth }]);
          if (found.answer === "found") expect(evaluateRule(found.example.metrics, ruleOf(when))).toBe(truth === 2);
          else if (found.answer === "none" && of(when, "contradiction").length === 0)
            expect(of(when, code)).toHaveLength(1);
        }
      }),
    );
  });

  test("an idle part may be left out", () => {
    // `atLeast` counts its parts: leaving one out would change what it asks for
    const plain = anyMetricCondition.filter((when) => !JSON.stringify(when).includes("atLeast"));
    fc.assert(
      fc.property(plain, anyKnownValues, (when, values) => {
        for (const { path } of [...of(when, "implied-clause"), ...of(when, "unreachable-branch")].slice(0, 1)) {
          const less = without(when, path);
          if (less !== null) expect(evaluateRule(values, ruleOf(less))).toBe(evaluateRule(values, ruleOf(when)));
        }
      }),
    );
  });
});
