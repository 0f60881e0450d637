import fc from "fast-check";
import { instant, orThrow, type Result } from "clientele/core";
import {
  defineRfmPolicy,
  defineSegmentTable,
  fitRfm,
  fitRfmColumns,
  parseSegmentTable,
  restoreRfmModel,
  type RfmMode,
  type RfmModel,
  type RfmPolicy,
  type RfmSubject,
  scoreRfm,
  scoreRfmColumns,
  scoreRfmRows,
  segmentColumns,
  segmentOf,
  segmentTables,
} from "clientele/segmentation";
import { describe, expect, test } from "vitest";
import { anySubject, asOf, halves, metrics, policyWith, subject } from "../support/segmentation.ts";

const values = (list: readonly number[]): readonly RfmSubject[] =>
  list.map((value, i) => subject(`c${String(i).padStart(2, "0")}`, value, value, String(value)));
const fitted = (subjects: readonly RfmSubject[], by: RfmPolicy): RfmModel => orThrow(fitRfm(subjects, by)).model;
const scores = (subjects: readonly RfmSubject[], model: RfmModel, metric: "recency" | "frequency" | "monetary") =>
  subjects.map((one) => orThrow(scoreRfm(one, model))[metric]);

describe("examples", () => {
  const skewed = [1, 1, 1, 1, 1, 1, 2, 2, 3, 9];

  test.each<readonly [RfmMode, readonly number[], readonly number[]]>([
    ["quantile", [1, 1, 1, 1, 1, 1, 4, 4, 5, 5], [3, 3, 3, 3, 3, 3, 2, 2, 1, 1]],
    ["midrank", [2, 2, 2, 2, 2, 2, 4, 4, 5, 5], [4, 4, 4, 4, 4, 4, 2, 2, 1, 1]],
    ["minrank", [1, 1, 1, 1, 1, 1, 4, 4, 5, 5], [3, 3, 3, 3, 3, 3, 2, 2, 1, 1]],
    ["maxrank", [3, 3, 3, 3, 3, 3, 4, 4, 5, 5], [5, 5, 5, 5, 5, 5, 2, 2, 1, 1]],
    ["ntile", [1, 1, 2, 2, 3, 3, 4, 4, 5, 5], [3, 3, 4, 4, 5, 5, 2, 2, 1, 1]],
    ["min-max", [1, 1, 1, 1, 1, 1, 1, 1, 2, 5], [5, 5, 5, 5, 5, 5, 5, 5, 4, 1]],
    ["rfm-r", [1, 1, 1, 1, 1, 1, 3, 3, 4, 5], [5, 5, 5, 5, 5, 5, 3, 3, 2, 1]],
  ])("%s, where higher is better and where lower is", (mode, higher, lower) => {
    const model = fitted(values(skewed), policyWith({ mode }));

    expect(scores(values(skewed), model, "frequency")).toEqual(higher);
    expect(scores(values(skewed), model, "recency")).toEqual(lower);
  });

  test("fixed cuts are reached, whoever else there is", () => {
    const cuts = { recency: [30, 90], frequency: [3, 10], monetary: [100, 1000] };
    const by = policyWith({ mode: "fixed", cuts, bins: { recency: 3, frequency: 3, monetary: 3 } });
    const model = fitted([subject("a", 1, 1, "1")], by);
    const scored = (one: RfmSubject) => metrics.map((metric) => orThrow(scoreRfm(one, model))[metric]);

    expect(scored(subject("b", 30, 3, "100"))).toEqual([3, 2, 2]);
    expect(scored(subject("b", 31, 10, "999.99"))).toEqual([2, 3, 2]);
    expect(scored(subject("b", 91, 2, "1000"))).toEqual([1, 1, 3]);
  });

  test("some cuts may be given beside those that are fitted", () => {
    const cuts = { recency: [30, 90, 180, 365] };

    expect(fitted(values([1, 2, 3]), policyWith({ cuts })).dimensions).toMatchObject({
      recency: { cuts: cuts.recency },
      frequency: { cuts: [1.4, 1.8, 2.2, 2.6] },
    });
  });

  test("nested: frequency is cut within each score of recency, monetary value within both", () => {
    const by = policyWith({ mode: "nested", bins: { recency: 2, frequency: 2, monetary: 2 } });
    const people = [
      subject("a", 1, 1, "1"),
      subject("b", 1, 3, "2"),
      subject("c", 9, 10, "3"),
      subject("d", 9, 30, "4"),
    ];
    const model = fitted(people, by);

    expect(model.nesting).toEqual(["recency", "frequency", "monetary"]);
    expect(model.dimensions.frequency.within).toEqual([[20], [2]]);
    expect(model.dimensions.monetary.within).toEqual([[3], [4], [1], [2]]);
    expect(people.map((one) => orThrow(scoreRfm(one, model)).frequency)).toEqual([1, 2, 1, 2]);
    // nobody was fitted there: cut as everybody is
    const one = fitted([subject("a", 1, 5, "10")], by);
    expect(orThrow(scoreRfm(subject("x", 0, 6, "11"), one))).toMatchObject({ recency: 2, frequency: 2, monetary: 2 });
  });

  test("ntile: a stranger is scored by the same groups; fewer customers than groups leave groups empty", () => {
    const by = policyWith({ mode: "ntile", bins: { recency: 3, frequency: 3, monetary: 3 } });
    const model = fitted([subject("b", 5, 5, "5"), subject("d", 5, 5, "5")], by);

    expect(model.dimensions.frequency).toEqual({ bins: 3, cuts: [5], ids: ["d"], counts: [1, 1, 0] });
    expect(["a", "c", "d", "e"].map((id) => orThrow(scoreRfm(subject(id, 5, 5, "5"), model)).frequency)).toEqual([
      1, 1, 2, 2,
    ]);
  });

  test("weights", () => {
    const weights = { recency: 1, frequency: 2, monetary: 1 };
    const model = fitted(values([1, 2, 3, 4, 5]), policyWith({ weights }));

    expect(orThrow(scoreRfm(values([1])[0]!, model))).toMatchObject({
      recency: 5,
      frequency: 1,
      monetary: 1,
      weighted: 2,
    });
    expect(orThrow(scoreRfm(values([1])[0]!, halves))).not.toHaveProperty("weighted");
  });

  test("tenure and engagement, by name", () => {
    const by = defineRfmPolicy({
      id: "rte",
      version: 1,
      mode: "quantile",
      bins: { recency: 2, tenure: 2, engagement: 2 },
      metrics: { tenure: { from: "tenureDays", better: "higher" }, engagement: { from: "visits", better: "higher" } },
    });
    const people = [1, 2, 3].map((n) => ({
      ...subject(`c${n}`, n, 0, "0"),
      tenureDays: 10 * n,
      metrics: { visits: n },
    }));
    const { model, rows } = orThrow(
      fitRfm(
        [...people, { ...subject("x", 1, 0, "0"), tenureDays: 1 }, { ...people[0]!, metrics: { visits: NaN } }],
        by,
      ),
    );

    expect(rows.rows.map(({ code, params }) => [code, params["metric"] ?? params["path"]])).toEqual([
      ["unscored-metric", "engagement"],
      ["invalid-fact", "/metrics/visits"],
    ]);
    const [score] = people.map((one) => orThrow(scoreRfm(one, model)));
    expect([score?.recency, score?.tenure, score?.engagement]).toEqual([2, 1, 1]);
    const table = defineSegmentTable({
      id: "t",
      version: 1,
      bins: { recency: 2, tenure: 2, engagement: 2 },
      boxes: [{ segment: "fresh", tenure: { from: 1, to: 1 } }, { segment: "old" }],
    });
    expect(orThrow(segmentOf(score!, table)).segment).toBe("fresh");
    expect(restoreRfmModel(JSON.parse(JSON.stringify(model)))).toMatchObject({ error: { path: "/dimensions" } });
    expect(
      orThrow(restoreRfmModel(JSON.parse(JSON.stringify(model)), { metrics: ["recency", "tenure", "engagement"] })),
    ).toEqual(model);
    expect(segmentOf(score as never, defineSegmentTable(segmentTables.tenNames))).toMatchObject({
      error: { code: "bins-mismatch", observed: "recency 2, engagement 2, tenure 2" },
    });
  });

  test("a metric that is found elsewhere, or is better the other way, says so in its model", () => {
    const by = policyWith({
      metrics: { recency: { from: "tenureDays", better: "lower" }, frequency: { from: "orders", better: "lower" } },
    });
    const { dimensions } = fitted(
      [1, 2, 3].map((n) => ({ ...subject(`c${n}`, n, n, `${n}`), tenureDays: 10 * n })),
      by,
    );

    expect(
      Object.entries(dimensions).map(([metric, { from, better, cuts }]) => [metric, from, better, cuts.length]),
    ).toEqual([
      ["recency", "tenureDays", "lower", 4],
      ["frequency", "orders", "lower", 4],
      ["monetary", undefined, undefined, 4],
    ]);
    expect(dimensions).not.toHaveProperty("recency.within");
  });

  test("nested: the second within the first, the third within both; the first within nothing", () => {
    const by = policyWith({
      mode: "nested",
      bins: { recency: 2, frequency: 2, monetary: 2 },
      nesting: ["monetary", "frequency", "recency"],
    });
    const people = [
      ["a", 9, 1, "1"],
      ["b", 8, 2, "2"],
      ["c", 7, 8, "11"],
      ["d", 6, 9, "12"],
    ] as const;
    const model = fitted(
      people.map(([id, recency, orders, amount]) => subject(id, recency, orders, amount)),
      by,
    );

    expect(model.nesting).toEqual(["monetary", "frequency", "recency"]);
    expect(model.dimensions).toEqual({
      monetary: { bins: 2, cuts: [6.5], counts: [2, 2] },
      frequency: { bins: 2, cuts: [5], counts: [2, 2], within: [[1.5], [8.5]] },
      recency: { bins: 2, cuts: [7.5], counts: [4, 0], within: [[9], [8], [7], [6]] },
    });
    expect(
      people.map(([id, recency, orders, amount]) => {
        const score = orThrow(scoreRfm(subject(id, recency, orders, amount), model));
        return [score.monetary, score.frequency, score.recency];
      }),
    ).toEqual([
      [1, 1, 1],
      [1, 2, 1],
      [2, 1, 1],
      [2, 2, 1],
    ]);
  });

  test("groups of equal size: the earlier ones take one more, ties go by name", () => {
    const model = fitted(
      values([5, 5, 5, 5, 5, 5, 5]),
      policyWith({ mode: "ntile", bins: { recency: 3, frequency: 3, monetary: 3 } }),
    );

    expect(model.dimensions.frequency).toEqual({ bins: 3, cuts: [5, 5], ids: ["c03", "c05"], counts: [3, 2, 2] });
    expect(model.dimensions.recency).toEqual({ bins: 3, cuts: [5, 5], ids: ["c05", "c03"], counts: [3, 2, 2] });
    const two = fitted(values([1, 2]), policyWith({ mode: "ntile" })).dimensions.frequency;
    expect(two).toEqual({ bins: 5, cuts: [2], ids: ["c01"], counts: [1, 1, 0, 0, 0] });
  });

  test("rows keep what the caller has in them", () => {
    const rows = [...scoreRfmRows([{ ...subject("a", 1, 1, "1"), region: "east" }], halves)];

    expect(rows.map(({ row, result }) => [row.region, result.ok])).toEqual([["east", true]]);
  });
});

describe("refusals", () => {
  test("customers summarised up to different moments", () => {
    const later = instant("2026-02-01T00:00:00Z");
    const people = [subject("a", 1, 1, "1"), { ...subject("b", 1, 1, "1"), asOf: later }];
    const refusal = { ok: false, error: { code: "mixed-as-of", earliest: asOf, latest: later } };

    expect(fitRfm(people, policyWith())).toEqual(refusal);
    expect(fitRfm([...people].reverse(), policyWith())).toEqual(refusal);
    expect(
      orThrow(fitRfm([people[0]!, { ...people[1]!, asOf: "now" as never }], policyWith())).rows.rows,
    ).toMatchObject([{ index: 1, code: "invalid-fact", path: "/asOf" }]);
  });

  const three = { recency: [1], frequency: [1], monetary: [1] };
  test.each<readonly [string, unknown, string]>([
    ["no columns", null, "columns: expected { values }, received null"],
    ["values that are none", { values: null }, "columns: expected { values }, received an object"],
    ["values as text", { values: "abc" }, "columns: expected { values }, received an object"],
    [
      "a column missing",
      { values: { recency: [], frequency: [] } },
      "columns/values/monetary: expected a column, received undefined",
    ],
    ["a null", { values: { ...three, recency: null } }, "columns/values/recency: expected a column, received null"],
    ["text", { values: { ...three, recency: "1" } }, 'columns/values/recency: expected a column, received "1"'],
    [
      "half a length",
      { values: { ...three, frequency: { length: 0.5 } } },
      "columns/values/frequency: expected a column, received an object",
    ],
    [
      "nothing with a length",
      { values: { ...three, frequency: {} } },
      "columns/values/frequency: expected a column, received an object",
    ],
    ["a first column of its own", { values: { ...three, recency: [] } }, "columns/values/frequency: expected 0 values"],
    ["a last column of its own", { values: { ...three, monetary: [] } }, "columns/values/monetary: expected 1 values"],
    ["more names than rows", { values: three, customerIds: ["a", "b"] }, "columns/customerIds: expected 1 identifiers"],
  ])("columns: %s", (_, columns, message) => {
    expect(() => scoreRfmColumns(columns as never, halves)).toThrow(
      expect.objectContaining({ name: "DomainError", code: "invalid-option", message }),
    );
    expect(() => fitRfmColumns(columns as never, policyWith(), { asOf })).toThrow(
      expect.objectContaining({ name: "DomainError", code: "invalid-option", message }),
    );
  });

  test("groups of equal size need names, to fit and to score; no other mode does", () => {
    const needed = expect.objectContaining({
      code: "invalid-option",
      message: "columns/customerIds: expected 1 identifiers",
    }) as Error;
    const ntile = fitted([subject("a", 1, 1, "1")], policyWith({ mode: "ntile" }));

    expect(() => fitRfmColumns({ values: three }, policyWith({ mode: "ntile" }), { asOf })).toThrow(needed);
    expect(() => scoreRfmColumns({ values: three }, ntile)).toThrow(needed);
    expect(fitRfmColumns({ values: three }, policyWith(), { asOf }).ok).toBe(true);
    expect(fitRfmColumns({ values: three, customerIds: null }, policyWith(), { asOf }).ok).toBe(true);
  });

  test("columns without anybody; a table for other scores", () => {
    const nobody = { values: { recency: [NaN], frequency: [1], monetary: [1] } };

    expect(fitRfmColumns(nobody, policyWith(), { asOf })).toEqual({ ok: false, error: { code: "no-customers" } });
    expect(() => segmentColumns(scoreRfmColumns(nobody, halves), defineSegmentTable(segmentTables.tenNames))).toThrow(
      expect.objectContaining({ code: "bins-mismatch" }),
    );
  });

  test("a table of other metrics, or other scores, than the columns", () => {
    const columns = scoreRfmColumns({ values: three }, halves);
    const of = (bins: Readonly<Record<string, number>>) =>
      orThrow(parseSegmentTable({ id: "t", version: 1, bins, boxes: [{ segment: "all" }] }));
    const mismatch = (message: string): Error => expect.objectContaining({ code: "bins-mismatch", message }) as Error;

    expect(() => segmentColumns(columns, of({ recency: 2, frequency: 3, monetary: 2 }))).toThrow(
      mismatch("table t: expected 3 scores of frequency"),
    );
    expect(() => segmentColumns(columns, of({ recency: 2, frequency: 2, tenure: 2 }))).toThrow(
      mismatch("table t: expected 2 scores of tenure"),
    );
    expect(() => segmentColumns(columns, of({ recency: 2, frequency: 2 }))).toThrow(
      mismatch("table t: expected the metrics recency, frequency"),
    );
  });

  test("segments in columns: each name once, rows without a score apart from those that no box holds", () => {
    const columns = scoreRfmColumns(
      { values: { recency: [10, 10, 90, 90, NaN], frequency: [5, 1, 5, 1, 1], monetary: [1, 1, 1, 1, 1] } },
      halves,
    );
    const table = defineSegmentTable({
      id: "t",
      version: 1,
      bins: { recency: 2, frequency: 2, monetary: 2 },
      boxes: [
        { segment: "b", recency: { from: 1, to: 1 }, frequency: { from: 2, to: 2 } },
        { segment: "a", recency: { from: 2, to: 2 }, frequency: { from: 1, to: 1 } },
        { segment: "b", recency: { from: 2, to: 2 } },
      ],
    });

    expect(columns.unscored).toBe(1);
    expect(segmentColumns(columns, table)).toEqual({
      segments: ["b", "a"],
      codes: Int16Array.of(0, 1, 0, -1, -1),
      counts: [2, 1],
      uncovered: 1,
    });
  });

  test("a model from outside that was changed afterwards is looked at again", () => {
    const model = structuredClone(halves) as { -readonly [Key in keyof RfmModel]: RfmModel[Key] };
    expect(scoreRfm(subject("a", 1, 1, "1"), model).ok).toBe(true);
    model.currency = "RMB";

    expect(() => scoreRfm(subject("a", 1, 1, "1"), model)).toThrow(expect.objectContaining({ code: "invalid-model" }));
  });
});

describe("laws", () => {
  const anyMode = fc.constantFrom<RfmMode>(
    "quantile",
    "midrank",
    "minrank",
    "maxrank",
    "ntile",
    "min-max",
    "nested",
    "rfm-r",
  );
  const anyPopulation = fc.uniqueArray(anySubject, {
    minLength: 1,
    maxLength: 30,
    selector: ({ customerId }) => customerId,
  });
  const policyOf = (mode: RfmMode): RfmPolicy =>
    policyWith({ mode, weights: { recency: 3, frequency: 2, monetary: 1 } });
  const answer = (one: RfmSubject, model: RfmModel): Result<object, object> => scoreRfm(one, model);

  test("order-blind, and the same from JSON, in every mode", () =>
    fc.assert(
      fc.property(anyPopulation, anyMode, anySubject, (people, mode, stranger) => {
        const model = fitted(people, policyOf(mode));
        const stored = JSON.parse(JSON.stringify(model)) as unknown;
        const restored = orThrow(restoreRfmModel(stored));

        expect(fitted([...people].reverse(), policyOf(mode))).toEqual(model);
        expect(restored).toEqual(model);
        expect([Object.isFrozen(model.dimensions.recency.cuts), Object.isFrozen(restored.dimensions)]).toEqual([
          true,
          true,
        ]);
        for (const one of [...people, stranger]) {
          expect(answer(one, restored)).toEqual(answer(one, model));
          expect(answer(one, stored as RfmModel)).toEqual(answer(one, model));
        }
      }),
    ));

  test("monotone in every metric, in every mode but nested ones", () =>
    fc.assert(
      fc.property(
        anyPopulation,
        anyMode.filter((mode) => mode !== "nested"),
        anySubject,
        fc.integer({ min: 1, max: 9 }),
        (people, mode, one, more) => {
          const model = fitted(people, policyOf(mode));
          const worse = orThrow(scoreRfm(one, model));
          const better = orThrow(
            scoreRfm({ ...one, recencyDays: one.recencyDays! - more, orders: one.orders + more }, model),
          );

          expect(better.recency).toBeGreaterThanOrEqual(worse.recency);
          expect(better.frequency).toBeGreaterThanOrEqual(worse.frequency);
        },
      ),
    ));

  test("groups of ntile differ by one at most, however many ties there are", () =>
    fc.assert(
      fc.property(anyPopulation, (people) => {
        for (const { counts } of Object.values(fitted(people, policyOf("ntile")).dimensions)) {
          expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
          expect([...counts].sort((a, b) => b - a)).toEqual(counts);
        }
      }),
    ));

  test("scaled or shifted values have the same scores by ranks and by groups", () =>
    fc.assert(
      fc.property(
        anyPopulation,
        fc.constantFrom<RfmMode>("midrank", "minrank", "maxrank", "ntile"),
        fc.integer({ min: 2, max: 9 }),
        fc.nat({ max: 50 }),
        (people, mode, factor, shift) => {
          const changed = people.map((one) => ({ ...one, orders: factor * one.orders + shift }));
          const [before, after] = [people, changed].map((all) => scores(all, fitted(all, policyOf(mode)), "frequency"));

          expect(after).toEqual(before);
        },
      ),
    ));

  test("columns are as objects: models, scores and segments, in every mode", () =>
    fc.assert(
      fc.property(anyPopulation, anyMode, (people, mode) => {
        const by = policyOf(mode);
        const columns = {
          customerIds: people.map(({ customerId }) => customerId),
          values: {
            recency: people.map(({ recencyDays }) => recencyDays!),
            frequency: people.map(({ orders }) => orders),
            monetary: people.map(({ monetary }) => Number(monetary.amount)),
          },
        };
        const model = fitted(people, by);
        const table = defineSegmentTable(segmentTables.rfmR030);
        const scored = scoreRfmColumns(columns, model);
        const named = segmentColumns(structuredClone(scored), table);

        expect(orThrow(fitRfmColumns(columns, by, { asOf })).model).toEqual(model);
        expect(scored.unscored).toBe(0);
        let uncovered = 0;
        for (const [row, one] of people.entries()) {
          const score = orThrow(scoreRfm(one, model));
          for (const metric of metrics) expect(scored.scores[metric][row]).toBe(score[metric]);
          const decision = segmentOf(score, table);
          if (!decision.ok) uncovered++;
          expect(named.segments[named.codes[row]!] ?? null).toBe(decision.ok ? decision.value.segment : null);
        }
        expect(named.uncovered).toBe(uncovered);
        expect(named.counts.reduce((a, b) => a + b, 0) + uncovered).toBe(people.length);
      }),
    ));

  test("a row with any value missing has no score at all, and does not move the cuts", () =>
    fc.assert(
      fc.property(anyPopulation, anyMode, fc.constantFrom(NaN, Infinity, -Infinity), (people, mode, hole) => {
        const list = (extra: number, of: (one: RfmSubject) => number) => [...people.map(of), extra];
        const columns = {
          customerIds: [...people.map(({ customerId }) => customerId), "?"],
          values: {
            recency: list(1, ({ recencyDays }) => recencyDays!),
            frequency: list(hole, ({ orders }) => orders),
            monetary: list(1, ({ monetary }) => Number(monetary.amount)),
          },
        };
        const { model, rows } = orThrow(fitRfmColumns(columns, policyOf(mode), { asOf }));
        const scored = scoreRfmColumns(columns, model);

        expect(model).toEqual(fitted(people, policyOf(mode)));
        expect([rows.total, scored.unscored]).toEqual([1, 1]);
        expect(metrics.map((metric) => scored.scores[metric].at(-1))).toEqual([0, 0, 0]);
      }),
    ));
});
