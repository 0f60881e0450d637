import fc from "fast-check";
import { instant, money, orThrow, storePolicy } from "clientele/core";
import {
  assessValueTier,
  assessValueTiers,
  defineValueTierPolicy,
  fitValueTiers,
  parseValueTierPolicy,
  restoreValueTierPolicy,
  reviewValueTierPolicy,
  type ValueTierModel,
  valueTierPresets,
  type ValueTierSubject,
} from "clientele/segmentation";
import { describe, expect, test } from "vitest";
import { shuffled } from "../support/concentration.ts";
import { anyPopulation, anyValued, type Criterion, valueLiteral, valuePolicy } from "../support/valueTiers.ts";

const asOf = "2026-01-01T00:00:00+08:00";
const subject = (values: ValueTierSubject<Criterion>["values"]): ValueTierSubject<Criterion> => ({
  customerId: "li",
  values,
});

/** Orders 0 to 99, one each; days from 0 to 200. */
const model: ValueTierModel = {
  format: "value-tier-model/1",
  policy: { id: "value", version: 3 },
  customers: 100,
  criteria: [
    { criterion: "orders", kind: "percentile", customers: 100, cuts: Array.from({ length: 99 }, (_, i) => i + 0.5) },
    { criterion: "idleDays", kind: "minMax", customers: 100, min: 0, max: 200 },
  ],
};
const assess = (values: ValueTierSubject<Criterion>["values"]) =>
  orThrow(assessValueTier(subject(values), valuePolicy, { asOf, model }));

describe("examples", () => {
  test("the whole answer", () => {
    expect(assess({ spend: money("1000.00", "CNY"), industry: "machinery", orders: 99, idleDays: 50 })).toEqual({
      customerId: "li",
      asOf: instant(asOf),
      class: "core",
      possible: ["core"],
      score: 75,
      range: { low: 75, high: 75 },
      contributions: [
        { criterion: "spend", weight: 4, points: 50, contribution: 20 },
        { criterion: "industry", weight: 1, points: 100, contribution: 10 },
        { criterion: "orders", weight: 3, points: 100, contribution: 30 },
        { criterion: "idleDays", weight: 2, points: 75, contribution: 15 },
      ],
      policy: { id: "value", version: 3 },
      reasons: [
        {
          code: "criterion-points",
          rule: "/criteria/0/scale/steps/1",
          metric: "spend",
          op: null,
          observed: { kind: "money", amount: "1000.00", currency: "CNY" },
          required: { kind: "number", value: 50, unit: "points" },
          verdict: "met",
          label: { en: "spend", "zh-CN": "消费额" },
        },
        {
          code: "criterion-points",
          rule: "/criteria/1/scale/table/machinery",
          metric: "industry",
          op: null,
          observed: { kind: "text", text: "machinery" },
          required: { kind: "number", value: 100, unit: "points" },
          verdict: "met",
          label: null,
        },
        {
          code: "criterion-points",
          rule: "/criteria/2/scale",
          metric: "orders",
          op: null,
          observed: { kind: "number", value: 99 },
          required: { kind: "number", value: 100, unit: "points" },
          verdict: "met",
          label: null,
        },
        {
          code: "criterion-points",
          rule: "/criteria/3/scale",
          metric: "idleDays",
          op: null,
          observed: { kind: "number", value: 50 },
          required: { kind: "number", value: 75, unit: "points" },
          verdict: "met",
          label: null,
        },
        {
          code: "class-score",
          rule: "/classes/0/from",
          metric: "score",
          op: ">=",
          observed: { kind: "number", value: 75, unit: "points" },
          required: { kind: "number", value: 70, unit: "points" },
          verdict: "met",
          label: { en: "Core", "zh-CN": "核心客户" },
        },
        {
          code: "class-score",
          rule: "/classes/1/from",
          metric: "score",
          op: ">=",
          observed: { kind: "number", value: 75, unit: "points" },
          required: { kind: "number", value: 40, unit: "points" },
          verdict: "met",
          label: { en: "important", "zh-CN": "important" },
        },
        {
          code: "class-score",
          rule: "/classes/2/from",
          metric: "score",
          op: ">=",
          observed: { kind: "number", value: 75, unit: "points" },
          required: { kind: "number", value: 0, unit: "points" },
          verdict: "met",
          label: { en: "potential", "zh-CN": "potential" },
        },
      ],
    });
  });

  const pointsIn = (criterion: Criterion, value: ValueTierSubject<Criterion>["values"][Criterion]): number | null => {
    const { contributions } = assess({ [criterion]: value });
    return contributions.find((one) => one.criterion === criterion)?.points ?? null;
  };
  test.each<[string, Criterion, ValueTierSubject<Criterion>["values"][Criterion], number | null]>([
    ["below the first step there are no points", "spend", money("-0.01", "CNY"), 0],
    ["a step begins at its `from`", "spend", money("0", "CNY"), 10],
    ["and ends below the next", "spend", money("999.99", "CNY"), 10],
    ["decimals are met exactly", "spend", money("9999.99", "CNY"), 100],
    ["a table knows its own keys alone", "industry", "constructor", 40],
    ["and not those of every object", "industry", "toString", null],
    ["a percentile is beaten, not met", "orders", 0.5, 0],
    ["one of them", "orders", 1, 100 / 99],
    ["the best there is", "orders", 1e300, 100],
    ["lower is better", "idleDays", 0, 100],
    ["beyond the fitted range points end", "idleDays", 5000, 0],
    ["on the other side too", "idleDays", -5, 100],
  ])("%s", (_, criterion, value, points) => {
    expect(pointsIn(criterion, value)).toEqual(points === null ? null : expect.closeTo(points, 12));
  });

  test("below the first step there are no points, and the steps are the rule", () => {
    const { contributions, reasons } = assess({
      spend: money("-0.01", "CNY"),
      industry: null,
      orders: 0,
      idleDays: 300,
    });

    expect(contributions).toEqual([
      { criterion: "spend", weight: 4, points: 0, contribution: 0 },
      { criterion: "industry", weight: 1, points: null, contribution: null },
      { criterion: "orders", weight: 3, points: 0, contribution: 0 },
      { criterion: "idleDays", weight: 2, points: 0, contribution: 0 },
    ]);
    expect(reasons.slice(0, 4).map(({ rule, required, verdict }) => [rule, required?.kind, verdict])).toEqual([
      ["/criteria/0/scale/steps", "number", "met"],
      ["/criteria/1/scale", undefined, "unknown"],
      ["/criteria/2/scale", "number", "met"],
      ["/criteria/3/scale", "number", "met"],
    ]);
    expect(reasons[1]).toMatchObject({ observed: null, required: null });
  });

  test("what nobody knows yet may give as much as the scale has", () => {
    const policy = defineValueTierPolicy({
      id: "p",
      version: 1,
      criteria: [
        {
          id: "steps",
          weight: 1,
          scale: {
            kind: "steps",
            steps: [
              { from: 0, points: 5 },
              { from: 9, points: 60 },
              { from: 99, points: 40 },
            ],
          },
        },
        { id: "table", weight: 2, scale: { kind: "table", table: { a: 20, b: 30 }, otherwise: 10 } },
        { id: "none", weight: 1, scale: { kind: "table", table: {} } },
      ],
      classes: [
        { id: "high", from: 31 },
        { id: "some", from: 10 },
        { id: "rest", from: 0 },
      ],
    });
    const of = (values: object) => orThrow(assessValueTier({ customerId: "li", values: values }, policy, { asOf }));

    expect(of({})).toMatchObject({ score: null, class: null, possible: ["some", "rest"], range: { low: 5, high: 30 } });
    expect(of({ steps: 9 })).toMatchObject({ class: "some", possible: ["some"], range: { low: 20, high: 30 } });
    expect(of({ table: "c" })).toMatchObject({ range: { low: 5, high: 20 } });
  });

  test("between the least and the most that there was, wherever they lie", () => {
    const fitted: ValueTierModel = {
      ...model,
      criteria: model.criteria.map((one) => (one.kind === "minMax" ? { ...one, min: 100, max: 300 } : one)),
    };
    const points = (idleDays: number, by: ValueTierModel = fitted) =>
      orThrow(assessValueTier(subject({ idleDays }), valuePolicy, { asOf, model: by })).contributions[3]?.points;

    expect([50, 100, 150, 250, 300, 301].map((days) => points(days))).toEqual([100, 100, 75, 25, 0, 0]);
    const alike = {
      ...fitted,
      criteria: fitted.criteria.map((one) => (one.kind === "minMax" ? { ...one, min: 7, max: 7 } : one)),
    };
    const { contributions, reasons } = orThrow(
      assessValueTier(subject({ idleDays: 7 }), valuePolicy, { asOf, model: alike }),
    );
    expect([contributions[3]?.points, reasons[3]?.rule]).toEqual([0, "/criteria/3/scale"]);
  });

  test("other text has the points of `otherwise`", () => {
    const policy = defineValueTierPolicy({
      id: "p",
      version: 1,
      criteria: [{ id: "industry", weight: 1, scale: { kind: "table", table: { machinery: 100 }, otherwise: 30 } }],
      classes: [{ id: "all", from: 0 }],
    });
    const decision = orThrow(assessValueTier({ customerId: "li", values: { industry: "toys" } }, policy, { asOf }));

    expect([decision.score, decision.reasons[0]?.rule]).toEqual([30, "/criteria/0/scale/otherwise"]);
  });

  test("what is not known decides nothing by itself", () => {
    const certain = assess({ spend: money("9999.99", "CNY"), orders: 99, idleDays: 200 });
    expect([certain.class, certain.possible, certain.score]).toEqual(["core", ["core"], null]);
    expect(certain.range).toEqual({ low: 74, high: 80 }); // the table gives 40 to 100

    const open = assess({ spend: money("9999.99", "CNY"), idleDays: 200 });
    expect([open.class, open.possible, open.range]).toEqual([null, ["core", "important"], { low: 44, high: 80 }]);
    expect(open.reasons.map(({ verdict }) => verdict)).toEqual([
      "met",
      "unknown",
      "unknown",
      "met",
      "unknown",
      "met",
      "met",
    ]);

    expect(assess({}).possible).toEqual(["core", "important", "potential"]);
  });

  test("whole points are added exactly: a score that equals a limit reaches it", () => {
    const policy = defineValueTierPolicy({
      id: "p",
      version: 1,
      criteria: (["a", "b", "c"] as const).map((id) => ({
        id,
        weight: 1,
        scale: { kind: "steps", steps: [{ from: 0, points: id === "a" ? 1 : 2 }] } as const,
      })),
      classes: [
        { id: "reached", from: 5 / 3 },
        { id: "rest", from: 0 },
      ],
    });
    expect(orThrow(assessValueTier({ customerId: "x", values: { a: 1, b: 1, c: 1 } }, policy, { asOf })).class).toBe(
      "reached",
    );
  });

  test("core, important and potential customers, from the population on", () => {
    const policy = defineValueTierPolicy(valueTierPresets.coreImportantPotential);
    const rows = Array.from({ length: 11 }, (_, i) => ({
      customerId: `c${i}`,
      values: { spendingPower: i, industry: i > 5 ? "focus" : "other", frequency: i, value: i, loyalty: i },
    }));
    const fitted = orThrow(fitValueTiers(rows, policy)).model;
    const classes = [...assessValueTiers(rows, policy, { asOf, model: fitted })].map(
      ({ result }) => result.ok && result.value.class,
    );

    expect(classes).toEqual([
      ...["potential", "potential", "potential", "potential", "potential"],
      ...["important", "important", "core", "core", "core", "core"],
    ]);
  });
});

describe("refusals", () => {
  test.each<[string, unknown, object]>([
    ["no object", 7, { code: "invalid-fact", path: "", expected: "object", observed: "7" }],
    [
      "no identifier",
      { values: {} },
      { code: "invalid-fact", path: "/customerId", expected: "text", observed: "undefined" },
    ],
    [
      "no values",
      { customerId: "li" },
      { code: "invalid-fact", path: "/values", expected: "object", observed: "undefined" },
    ],
    [
      "a number for money",
      subject({ spend: 5 }),
      { code: "invalid-fact", path: "/values/spend", expected: "money", observed: "5" },
    ],
    [
      "another currency",
      subject({ spend: money("5", "EUR") }),
      { code: "currency-mismatch", expected: "CNY", observed: "EUR" },
    ],
    [
      "money for a number",
      subject({ orders: money("5", "CNY") }),
      { code: "invalid-fact", path: "/values/orders", expected: "finite-number", observed: "an object" },
    ],
    [
      "an infinite number",
      subject({ orders: Infinity }),
      { code: "invalid-fact", path: "/values/orders", expected: "finite-number", observed: "Infinity" },
    ],
    [
      "a number for text",
      subject({ industry: 5 }),
      { code: "invalid-fact", path: "/values/industry", expected: "text", observed: "5" },
    ],
  ])("%s", (_, input, error) => {
    expect(assessValueTier(input as ValueTierSubject<Criterion>, valuePolicy, { asOf, model })).toEqual({
      ok: false,
      error,
    });
  });

  test("a subject whose getters throw", () => {
    const hostile = {
      customerId: "x",
      get values(): never {
        throw new Error("no");
      },
    };
    expect(assessValueTier(hostile, valuePolicy, { asOf, model })).toMatchObject({
      ok: false,
      error: { code: "invalid-fact", path: "", expected: "plain-data" },
    });
  });

  test.each<[string, unknown]>([
    ["missing", undefined],
    ["no object", 5],
    ["of another format", { ...model, format: "rfm-model/1" }],
    ["of another policy", { ...model, policy: { id: "other", version: 3 } }],
    ["of another version", { ...model, policy: { id: "value", version: 2 } }],
    ["without its criteria", { ...model, criteria: [] }],
    ["with no list of them", { ...model, criteria: {} }],
    ["with null among them", { ...model, criteria: [null] }],
    [
      "with one of another kind",
      { ...model, criteria: model.criteria.map((one) => ({ ...one, kind: "minMax", min: 0, max: 1 })) },
    ],
    [
      "with cuts that do not ascend",
      { ...model, criteria: model.criteria.map((one) => (one.kind === "percentile" ? { ...one, cuts: [2, 1] } : one)) },
    ],
    [
      "with a reversed range",
      { ...model, criteria: model.criteria.map((one) => (one.kind === "minMax" ? { ...one, min: 2, max: 1 } : one)) },
    ],
  ])("a model that is %s is the caller's mistake", (_, wrong) => {
    expect(() => assessValueTier(subject({}), valuePolicy, { asOf, model: wrong as ValueTierModel })).toThrow(
      expect.objectContaining({ code: "invalid-model" }) as Error,
    );
  });

  test("a moment without an offset, and a policy that was never checked", () => {
    expect(() => assessValueTier(subject({}), valuePolicy, { asOf: "2026-01-01", model })).toThrow(
      expect.objectContaining({ code: "invalid-instant" }) as Error,
    );
    expect(() => assessValueTier(subject({}), { ...valuePolicy } as typeof valuePolicy, { asOf, model })).toThrow(
      expect.objectContaining({ code: "policy-not-checked" }) as Error,
    );
  });
});

describe("fitting", () => {
  test("the whole answer", () => {
    const rows = [
      { customerId: "a", values: { orders: 1, idleDays: 7 } },
      { customerId: "b", values: { orders: 2, idleDays: 7 } },
      { customerId: "c", values: { orders: "3" } },
      { customerId: "a", values: {} },
      { customerId: "d", values: null },
    ] as unknown as ValueTierSubject<Criterion>[];
    const fit = orThrow(fitValueTiers(rows, valuePolicy));

    expect(fit.model).toEqual({
      format: "value-tier-model/1",
      policy: { id: "value", version: 3 },
      customers: 2,
      criteria: [
        {
          criterion: "orders",
          kind: "percentile",
          customers: 2,
          cuts: Array.from({ length: 99 }, (_, i) => expect.closeTo(1 + (i + 1) / 100, 12) as number),
        },
        { criterion: "idleDays", kind: "minMax", customers: 2, min: 7, max: 7 },
      ],
    });
    expect(fit.findings).toEqual([
      {
        code: "degenerate-metric",
        severity: "warning",
        path: "/criteria/3",
        keys: ["criteria", 3],
        params: { metric: "idleDays", customers: 2 },
      },
    ]);
    expect(fit.rows.rows.map(({ index, code, path }) => [index, code, path])).toEqual([
      [2, "invalid-fact", "/values/orders"],
      [3, "repeated-customer", ""],
      [4, "invalid-fact", "/values"],
    ]);
  });

  test("where all are alike, everyone has 0 points", () => {
    const rows = [1, 2].map((i) => ({ customerId: `${i}`, values: { orders: 5, idleDays: 9 } }));
    const fitted = orThrow(fitValueTiers(rows, valuePolicy)).model;
    const decision = orThrow(
      assessValueTier(subject({ orders: 5, idleDays: 9 }), valuePolicy, { asOf, model: fitted }),
    );

    expect(decision.contributions.slice(2).map(({ points }) => points)).toEqual([0, 0]);
  });

  test("a criterion in which nobody has a value", () => {
    expect(fitValueTiers([subject({ idleDays: 5 })], valuePolicy)).toEqual({
      ok: false,
      error: { code: "no-values", criterion: "orders" },
    });
  });

  test("something that cannot be iterated over", () => {
    expect(() => fitValueTiers(5 as unknown as [], valuePolicy)).toThrow(
      expect.objectContaining({ code: "invalid-option" }) as Error,
    );
  });
});

describe("policies", () => {
  test.each<[string, object, readonly (readonly [string, string])[]]>([
    ["no criteria", { criteria: [] }, [["too-few", "/criteria"]]],
    [
      "one criterion twice",
      { criteria: [valueLiteral.criteria[0], valueLiteral.criteria[0]] },
      [["duplicate-id", "/criteria/1/id"]],
    ],
    [
      "classes that do not descend, twice one name, none from 0",
      {
        classes: [
          { id: "core", from: 40 },
          { id: "core", from: 40 },
        ],
      },
      [
        ["duplicate-id", "/classes/1/id"],
        ["classes-out-of-order", "/classes/1/from"],
        ["lowest-class-asks", "/classes/1/from"],
      ],
    ],
    [
      "steps that do not ascend",
      {
        criteria: [
          {
            id: "a",
            weight: 1,
            scale: {
              kind: "steps",
              steps: [
                { from: 5, points: 1 },
                { from: 5, points: 2 },
              ],
            },
          },
        ],
      },
      [["steps-out-of-order", "/criteria/0/scale/steps/1/from"]],
    ],
    [
      "text with a currency, and a weight that is not whole",
      { criteria: [{ id: "a", weight: 0.5, currency: "CNY", scale: { kind: "table", table: { x: 101 } } }] },
      [
        ["wrong-type", "/criteria/0/weight"],
        ["above-maximum", "/criteria/0/scale/table/x"],
        ["currency-of-text", "/criteria/0/currency"],
      ],
    ],
    [
      "another scale",
      { criteria: [{ id: "a", weight: 1, scale: { kind: "log" } }] },
      [["not-one-of", "/criteria/0/scale/kind"]],
    ],
  ])("%s", (_, part, issues) => {
    const parsed = parseValueTierPolicy({ ...valueLiteral, ...part });

    expect(!parsed.ok && parsed.error.map(({ code, path }) => [code, path])).toEqual(issues);
  });
});

describe("storage", () => {
  test("a stored policy values the same; a changed one is refused", () => {
    const stored = JSON.parse(JSON.stringify(storePolicy(valuePolicy))) as { readonly data: object };
    const back = orThrow(restoreValueTierPolicy(stored));
    const row = subject({ spend: money("5", "CNY"), orders: 3 });

    expect(assessValueTier(row, back, { asOf, model })).toEqual(assessValueTier(row, valuePolicy, { asOf, model }));
    expect(restoreValueTierPolicy({ ...stored, data: { ...stored.data, version: 4 } })).toEqual({
      ok: false,
      error: { code: "corrupt-policy", format: "value-tier-policy/1" },
    });
  });

  test("a class that no customer could reach is worth knowing", () => {
    const { policy, findings } = reviewValueTierPolicy({
      ...valueLiteral,
      criteria: [{ id: "industry", weight: 1, scale: { kind: "table", table: { machinery: 60 } } }],
    });

    expect(policy?.id).toBe("value");
    expect(findings).toEqual([
      {
        code: "unreachable-class",
        severity: "warning",
        path: "/classes/0/from",
        keys: ["classes", 0, "from"],
        params: { class: "core", from: 70, most: 60 },
      },
    ]);
  });
});

const allKnown = (row: ValueTierSubject<Criterion>): boolean =>
  Object.values(row.values).every((value) => value !== null) && row.values.industry === "machinery";

describe("laws", () => {
  test("order-blind: a model does not depend on the order of the customers", () =>
    fc.assert(
      fc.property(shuffled(anyPopulation), ([rows, others]) => {
        expect(fitValueTiers(others, valuePolicy)).toEqual(fitValueTiers(rows, valuePolicy));
      }),
    ));

  test("JSON round trip: a model read back values the same, and decisions are JSON-safe", () =>
    fc.assert(
      fc.property(anyPopulation, anyValued, (rows, row) => {
        const fitted = orThrow(fitValueTiers(rows, valuePolicy)).model;
        const back = JSON.parse(JSON.stringify(fitted)) as ValueTierModel;
        const decision = assessValueTier(row, valuePolicy, { asOf, model: fitted });

        expect(assessValueTier(row, valuePolicy, { asOf, model: back })).toEqual(decision);
        expect(JSON.parse(JSON.stringify(decision))).toEqual(decision);
      }),
    ));

  test("conserving: contributions add up to the score, which lies from 0 to 100 and within its range", () =>
    fc.assert(
      fc.property(anyPopulation, anyValued, (rows, row) => {
        const fitted = orThrow(fitValueTiers(rows, valuePolicy)).model;
        const { score, range, contributions } = orThrow(assessValueTier(row, valuePolicy, { asOf, model: fitted }));

        expect(range.low).toBeGreaterThanOrEqual(0);
        expect(range.high).toBeLessThanOrEqual(100);
        expect(range.low).toBeLessThanOrEqual(range.high);
        expect(score === null).toBe(contributions.some(({ points }) => points === null));
        if (score === null) return;
        expect([range.low, range.high]).toEqual([score, score]);
        expect(contributions.reduce((sum, { contribution }) => sum + (contribution ?? NaN), 0)).toBeCloseTo(score, 9);
      }),
    ));

  test("monotone: spending or ordering more, or more recently, never lowers a score or a class", () =>
    fc.assert(
      fc.property(
        anyPopulation,
        anyValued.filter(allKnown),
        fc.record({ spend: fc.nat({ max: 9999 }), orders: fc.nat({ max: 5 }), idleDays: fc.nat({ max: 90 }) }),
        (rows, row, more) => {
          const fitted = orThrow(fitValueTiers(rows, valuePolicy)).model;
          const of = (values: ValueTierSubject<Criterion>["values"]) =>
            orThrow(assessValueTier(subject(values), valuePolicy, { asOf, model: fitted }));
          const { spend, orders, idleDays } = row.values;
          const minor = Math.round(Number((spend as { amount: string }).amount) * 100) + more.spend;
          const better = of({
            ...row.values,
            spend: money((minor / 100).toFixed(2).replace(/^-0\.00$/, "0.00"), "CNY"),
            orders: Number(orders) + more.orders,
            idleDays: Number(idleDays) - more.idleDays,
          });
          const plain = of(row.values);
          const rank = ["potential", "important", "core"];

          expect(better.score ?? NaN).toBeGreaterThanOrEqual(plain.score ?? NaN);
          expect(rank.indexOf(better.class ?? "")).toBeGreaterThanOrEqual(rank.indexOf(plain.class ?? ""));
        },
      ),
    ));

  test("whatever an unknown value turns out to be, the class is one of those named possible", () =>
    fc.assert(
      fc.property(anyPopulation, anyValued, anyValued.filter(allKnown), (rows, row, truth) => {
        const fitted = orThrow(fitValueTiers(rows, valuePolicy)).model;
        const known = Object.fromEntries(Object.entries(row.values).filter(([, value]) => value !== null));
        const partly = orThrow(assessValueTier(row, valuePolicy, { asOf, model: fitted }));
        const fully = orThrow(
          assessValueTier(subject({ ...truth.values, ...known }), valuePolicy, { asOf, model: fitted }),
        );
        for (const one of fully.possible) expect(partly.possible).toContain(one);
      }),
    ));
});
