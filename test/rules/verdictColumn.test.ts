import fc from "fast-check";
import { epochDayOfText, epochMsOf } from "clientele/core";
import { verdictColumn, verdictColumns } from "clientele/kernel";
import { type Condition, defineRule, evaluateRule, type MeasuredValue, ruleProgram } from "clientele/rules";
import { describe, expect, test } from "vitest";
import { anyMetricCondition, AS_OF, type KnownMetric, metrics, ruleOf } from "../support/conditions.ts";

const program = (when: Condition<KnownMetric>) => ruleProgram(ruleOf(when));
const list = (verdicts: Uint8Array): number[] => Array.from(verdicts);

describe("examples", () => {
  test.each<[Condition<KnownMetric>, Parameters<typeof verdictColumn>[0], readonly number[]]>([
    [{ metric: "orders", op: ">=", value: 3 }, { orders: [3, 2, NaN, -1, 2.5, 4] }, [2, 0, 1, 1, 1, 2]],
    [{ metric: "orders", op: ">=", value: 3 }, { orders: Int32Array.of(3, 2, -1) }, [2, 0, 1]],
    [{ metric: "orders", op: ">=", value: 3 }, { orders: Float64Array.of(3, 2.5) }, [2, 1]],
    [{ metric: "orders", op: ">", value: 3 }, { orders: [3, 4, NaN] }, [0, 2, 1]],
    [{ metric: "orders", op: "<=", value: 3 }, { orders: [3, 4, NaN] }, [2, 0, 1]],
    [{ metric: "orders", op: "<", value: 3 }, { orders: [3, 2, NaN] }, [0, 2, 1]],
    [{ metric: "orders", op: "!=", value: 3 }, { orders: [3, 2, NaN] }, [0, 2, 1]],
    [{ metric: "spend", op: "=", value: "5.00" }, { spend: [500, 5, 500.5] }, [2, 0, 0]],
    [
      { metric: "since", op: "<", value: "2026-03-01" },
      { since: [epochDayOfText("2026-02-28"), epochDayOfText("2026-03-01"), 0.5] },
      [2, 0, 1],
    ],
    [{ metric: "listed", op: "=", value: true }, { listed: Uint8Array.of(1, 0, 2) }, [2, 0, 1]],
    [{ metric: "repeat", op: "<=", value: 1 }, { repeat: [1, 1.5, -0.5] }, [2, 1, 1]],
    [{ metric: "nps", op: ">=", value: 0 }, { nps: [Infinity, -Infinity, 0] }, [1, 1, 2]],
    [
      { metric: "city", op: "in", value: ["a", "b"] },
      { city: { values: [0, 1, 2, 3, -1, 0.5, NaN], names: ["b", "c", "a"] } },
      [2, 0, 2, 1, 1, 1, 1],
    ],
    [{ metric: "city", op: "!=", value: "a" }, { city: [0, 1] }, [1, 1]], // places without names
    [{ metric: "city", op: "=", value: "a" }, { nps: [1, 2] }, [1, 1]], // no column
    [{ ...{ metric: "nps", op: ">=", value: 0 }, onMissing: "met" }, { nps: [NaN, -1] }, [2, 0]],
    [{ ...{ metric: "nps", op: ">=", value: 0 }, onMissing: "unmet" }, { nps: [NaN, 1] }, [0, 2]],
    [{ metric: "nps", op: ">=", value: 0 }, { nps: [] }, []],
  ])("%j of %j", (when, columns, expected) => {
    expect(list(verdictColumn(columns, program(when)))).toEqual(expected);
  });

  test("samples and ages", () => {
    const rule = defineRule({
      id: "fresh",
      version: 1,
      timeZone: "Asia/Shanghai",
      currency: "CNY",
      metrics: [{ id: "nps", kind: "number", minSample: 3, maxAge: "P30D" }],
      when: { metric: "nps", op: ">=", value: 0 },
    });
    const [now, old] = [epochMsOf(AS_OF), epochMsOf("2026-06-01T00:00:00+08:00")];
    const made = ruleProgram(rule, { asOf: AS_OF });
    const columns = {
      nps: { values: [1, 1, 1, 1, 1, -1], n: [3, 2, 3, 3, NaN, 3], freshAt: [now, now, old, now + 1, now, old + 1] },
    };

    expect(list(verdictColumn(columns, made))).toEqual([2, 1, 1, 1, 1, 0]);
    expect(list(verdictColumn({ nps: [1] }, made))).toEqual([1]);
    expect(() => ruleProgram(rule)).toThrow(expect.objectContaining({ code: "invalid-option" }));
  });

  const [orders, nps, idle] = [
    { metric: "orders", op: ">=", value: 3 },
    { metric: "nps", op: ">", value: 1 },
    { metric: "idle", op: "<", value: 9 },
  ] as const;
  // all that three comparisons can be: met, unmet, not known
  const every = [2, 0, 1].flatMap((a) => [2, 0, 1].flatMap((b) => [2, 0, 1].map((c) => [a, b, c] as const)));
  const of = (truth: number, met: number, unmet: number): number => (truth === 1 ? NaN : truth === 2 ? met : unmet);
  const table = {
    orders: every.map(([a]) => of(a, 3, 2)),
    nps: every.map(([, b]) => of(b, 2, 1)),
    idle: every.map(([, , c]) => of(c, 8, 9)),
  };
  const most = (truths: readonly number[], n: number): number => truths.toSorted((a, b) => b - a)[n - 1] ?? NaN;
  test.each<[string, Condition<KnownMetric>, (...truths: [number, number, number]) => number]>([
    ["all of them", { all: [orders, nps, idle] }, Math.min],
    ["any of them", { any: [orders, nps, idle] }, Math.max],
    ["two of them", { atLeast: { n: 2, of: [orders, nps, idle] } }, (...truths) => most(truths, 2)],
    ["not two of them", { not: { atLeast: { n: 2, of: [orders, nps, idle] } } }, (...truths) => 2 - most(truths, 2)],
    ["not all", { not: { all: [orders, nps, idle] } }, (...truths) => 2 - Math.min(...truths)],
    ["all within all", { all: [orders, { all: [nps, idle] }] }, Math.min],
    ["any within all", { all: [orders, { any: [nps, idle] }] }, (a, b, c) => Math.min(a, Math.max(b, c))],
    ["all within any", { any: [{ all: [orders, nps] }, idle] }, (a, b, c) => Math.max(Math.min(a, b), c)],
    [
      "any within two of them",
      { atLeast: { n: 2, of: [orders, { any: [nps, idle] }, { not: idle }] } },
      (a, b, c) => most([a, Math.max(b, c), 2 - c], 2),
    ],
    [
      "two of them within any",
      { any: [{ atLeast: { n: 2, of: [orders, nps, idle] } }, { all: [orders, { not: idle }] }] },
      (a, b, c) => Math.max(most([a, b, c], 2), Math.min(a, 2 - c)),
    ],
    [
      "two of them within two of them",
      { atLeast: { n: 2, of: [{ atLeast: { n: 2, of: [orders, nps, idle] } }, orders, { not: nps }] } },
      (a, b, c) => most([most([a, b, c], 2), a, 2 - b], 2),
    ],
  ])("%s", (_, when, expected) => {
    expect(list(verdictColumn(table, program(when)))).toEqual(every.map((truths) => expected(...truths)));
  });

  test.each<["met" | "unmet", number, number]>([
    ["met", 2, 0],
    ["unmet", 0, 2],
  ])("what is missing counts as %s, also under not", (onMissing, plain, negated) => {
    const when = { ...nps, onMissing };
    expect(list(verdictColumn({ nps: [NaN] }, program(when)))).toEqual([plain]);
    expect(list(verdictColumn({ nps: [NaN] }, program({ not: when })))).toEqual([negated]);
  });

  test.each<[object, object, readonly number[]]>([
    [{}, {}, [2, 2, 1, 2]], // one is from the future
    [{ minSample: 3 }, {}, [2, 1, 1, 2]],
    [{ maxAge: "P30D" }, {}, [2, 2, 1, 1]],
    [{}, { freshAt: undefined }, [2, 2, 2, 2]],
    [{ minSample: 3 }, { freshAt: undefined }, [2, 1, 2, 2]],
    [{ minSample: 3 }, { n: undefined }, [1, 1, 1, 1]],
    [{ maxAge: "P30D" }, { freshAt: undefined }, [1, 1, 1, 1]],
  ])("with limits %j, the column having %j", (limits, part, expected) => {
    const rule = defineRule({
      id: "fresh",
      version: 1,
      timeZone: "Asia/Shanghai",
      currency: "CNY",
      metrics: [{ id: "nps", kind: "number", ...limits }],
      when: { metric: "nps", op: ">=", value: 0 },
    });
    const now = epochMsOf(AS_OF);
    const full = { values: [1, 1, 1, 1], n: [3, 2, 3, 4], freshAt: [now, now, now + 1, now - 31 * 86_400_000] };
    const column = Object.fromEntries(
      Object.entries<unknown>({ ...full, ...part }).filter(([, value]) => value !== undefined),
    );
    expect(list(verdictColumn({ nps: column as typeof full }, ruleProgram(rule, { asOf: AS_OF })))).toEqual(expected);
  });

  test.each([Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array])(
    "whole numbers in a typed array, more than are taken up at a time: %o",
    (Kind) => {
      const values = new Kind(Array.from({ length: 2500 }, (_, row) => row % 100));
      for (const metric of ["nps", "orders", "repeat"] as const) {
        const verdicts = verdictColumn({ [metric]: values }, program({ metric, op: ">=", value: 1 }));
        const of = (value: number): number => (metric === "repeat" && value > 1 ? 1 : value >= 1 ? 2 : 0);
        expect(list(verdicts)).toEqual(Array.from(values, of));
      }
    },
  );

  test("a program can be cloned", () => {
    const made = program({
      atLeast: {
        n: 2,
        of: [
          { metric: "orders", op: ">=", value: 3 },
          { metric: "nps", op: ">", value: 1 },
          { metric: "idle", op: "<", value: 9 },
        ],
      },
    });
    const columns = { orders: [3, 3, 0], nps: [0, 2, NaN], idle: [9, 9, 1] };
    expect(list(verdictColumn(columns, structuredClone(made)))).toEqual([0, 2, 1]);
  });

  test("more rows than are taken up at a time", () => {
    const orders = Int32Array.from({ length: 3000 }, (_, row) => row % 7);
    const verdicts = verdictColumn({ orders }, program({ metric: "orders", op: ">=", value: 5 }));
    expect(list(verdicts)).toEqual(Array.from(orders, (count) => (count >= 5 ? 2 : 0)));
  });

  test("as many values as one likes", () => {
    const value = Array.from({ length: 40 }, (_, index) => index * 2);
    const made = program({ metric: "orders", op: "notIn", value });
    expect(list(verdictColumn({ orders: [0, 1, 78, 79, 80, NaN] }, made))).toEqual([0, 2, 0, 2, 2, 1]);
  });
});

describe("refusals", () => {
  test("no columns, or of different lengths", () => {
    const made = program({ metric: "orders", op: ">=", value: 3 });
    for (const columns of [{}, { orders: [1], nps: [1, 2] }, { orders: { values: [1, 2], n: [1] } }]) {
      expect(() => verdictColumn(columns, made)).toThrow(expect.objectContaining({ code: "invalid-option" }));
    }
  });

  test("what no column has", () => {
    expect(() => program({ any: [{ memberOf: { segment: "x" } }] })).toThrow(
      expect.objectContaining({ code: "invalid-option", message: expect.stringContaining("member-of") as string }),
    );
  });
});

describe("messages", () => {
  test.each<[object, string]>([
    [{}, "received lengths none"],
    [{ orders: [1], nps: [1, 2] }, "received lengths 1, 2"],
    [{ orders: { values: [1, 2], n: [1] } }, "received lengths 2, 1"],
    [{ orders: { values: [1, 2], freshAt: [1, 2, 3] } }, "received lengths 2, 3"],
  ])("columns %j", (columns, message) => {
    const made = program({ metric: "orders", op: ">=", value: 3 });
    expect(() => verdictColumn(columns as Record<string, number[]>, made)).toThrow(
      `columns: expected at least one, all of one length, ${message}`,
    );
  });
});

describe("laws", () => {
  test("several rules are told one by one, whatever they read alike", () => {
    const numbers = fc.constantFrom(-1.5, 0, 0.5, 3, NaN);
    const row = fc.record({ orders: numbers, city: fc.constantFrom(0, 1, 2, NaN), n: fc.nat({ max: 4 }) });
    const anyRule = fc
      .record({ when: anyMetricCondition, minSample: fc.constantFrom(null, 2) })
      .map(({ when, minSample }) => {
        const sampled = metrics.map((metric) => ({ ...metric, minSample }));
        return ruleProgram(
          defineRule<string>({ id: "rule", version: 1, timeZone: "UTC", currency: "CNY", metrics: sampled, when }),
        );
      });
    fc.assert(
      fc.property(fc.array(anyRule, { maxLength: 4 }), fc.array(row, { maxLength: 20 }), (programs, rows) => {
        const [orders, city, n] = (["orders", "city", "n"] as const).map((id) => rows.map((values) => values[id]));
        const columns = {
          orders: { values: orders ?? [], n: n ?? [] },
          city: { values: city ?? [], n: n ?? [], names: ["Suzhou", "constructor", "Wuhan"] },
        };
        expect(verdictColumns(columns, programs)).toEqual(programs.map((one) => verdictColumn(columns, one)));
      }),
    );
  });

  test("a column says what each row does", () => {
    const numbers = fc.constantFrom(-1.5, 0, 0.1, 0.25, 0.5, 1, 2, 3, 7, NaN);
    const row = fc.record({
      spend: fc.oneof(fc.nat({ max: 32 }), fc.constant(NaN)),
      orders: numbers,
      idle: numbers,
      repeat: numbers,
      nps: numbers,
      city: fc.constantFrom(0, 1, 2, NaN),
      listed: fc.constantFrom(0, 1, NaN),
      since: fc.constantFrom("2025-12-30", "2025-12-31", "2026-02-28", "").map(epochDayOfText),
    });
    const names = ["Suzhou", "constructor", "Wuhan"];
    fc.assert(
      fc.property(anyMetricCondition, fc.array(row, { minLength: 1, maxLength: 20 }), (when, rows) => {
        const column = (id: KnownMetric): readonly number[] => rows.map((values) => values[id]);
        const columns = Object.fromEntries(
          metrics.map(({ id }) => [id, id === "city" ? { values: column(id), names } : column(id)]),
        );
        const plain = (values: (typeof rows)[number]): Record<string, MeasuredValue["value"]> => ({
          ...values,
          spend: Number.isNaN(values.spend) ? null : { amount: (values.spend / 100).toFixed(2), currency: "CNY" },
          city: names[values.city] ?? null,
          listed: Number.isNaN(values.listed) ? null : values.listed === 1,
          since: Number.isNaN(values.since) ? null : new Date(values.since * 86_400_000).toISOString().slice(0, 10),
        });
        const expected = rows.map((values) => {
          const truth = evaluateRule(plain(values), ruleOf(when));
          return truth === true ? 2 : truth === false ? 0 : 1;
        });
        expect(list(verdictColumn(columns, program(when)))).toEqual(expected);
      }),
    );
  });
});
