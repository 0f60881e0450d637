import { type BgNbdModel, fitBgNbd, type OrderingColumns } from "clientele/clv";
import { orThrow } from "clientele/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import golden from "../golden/clv.json" with { type: "json" };
import { cdnow, relativeError, simulateBgNbd } from "../support/clv.ts";

const names = ["r", "alpha", "a", "b"] as const;
const table: OrderingColumns = {
  frequency: golden.bgNbd.rows.map((row) => row[0]!),
  recency: golden.bgNbd.rows.map((row) => row[1]!),
  age: golden.bgNbd.rows.map((row) => row[2]!),
  weight: golden.bgNbd.rows.map((row) => row[3]!),
};
const fit = (columns: OrderingColumns): BgNbdModel => orThrow(fitBgNbd(columns, { unit: "week" })).model;
const parametersOf = ({ parameters }: BgNbdModel): number[] => names.map((name) => parameters[name]);

describe("golden", () => {
  test("a weighted table is fitted as an independent optimiser fits it on the raw densities", () => {
    const { model, findings } = orThrow(fitBgNbd(table, { unit: "week" }));
    names.forEach((name, index) => {
      expect(relativeError(model.parameters[name], golden.bgNbd.parameters[index]!)).toBeLessThan(1e-9);
      expect(relativeError(model.standardErrors?.[name] ?? NaN, golden.bgNbd.standardErrors[index]!)).toBeLessThan(
        1e-9,
      );
    });
    expect(relativeError(model.logLikelihood, golden.bgNbd.logLikelihood)).toBeLessThan(1e-13);
    expect([model.format, model.unit, model.rows, model.customers]).toEqual(["bg-nbd-model/1", "week", 75, 3721]);
    expect(model.convergence).toMatchObject({ stopped: "gradient" });
    expect(model.convergence.gradientNorm).toBeLessThan(1e-12);
    expect(findings).toEqual([]);
  });

  test("the CDNOW sample has the published estimates; without it, simulated customers their own", () => {
    const sample = cdnow();
    if (sample !== null) {
      const model = fit({ frequency: sample["x"]!, recency: sample["t_x"]!, age: sample["T"]! });
      const digits = parametersOf(model).map((value) => value.toFixed(3));
      expect(["the public sample", ...digits, model.logLikelihood.toFixed(1)]).toEqual([
        "the public sample",
        "0.243",
        "4.414",
        "0.793",
        "2.426",
        "-9582.4", // Fader, Hardie and Lee 2005, table 2
      ]);
      return;
    }
    const truth = { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 };
    const model = fit(simulateBgNbd(truth, { customers: 2357, age: 39, seed: 9 }));
    for (const name of names) {
      const off = Math.abs(model.parameters[name] - truth[name]) / (model.standardErrors?.[name] ?? 0);
      expect(["simulated customers", off < 4]).toEqual(["simulated customers", true]);
    }
  });
});

describe("simulated customers", () => {
  test.each([
    { r: 0.25, alpha: 4, a: 0.8, b: 2.5 },
    { r: 2, alpha: 10, a: 0.5, b: 3 },
    { r: 0.6, alpha: 30, a: 2, b: 4 },
  ])("who behave by $r, $alpha, $a, $b are found out within four standard errors", (truth) => {
    const { model, findings } = orThrow(
      fitBgNbd(simulateBgNbd(truth, { customers: 6000, age: 80, seed: 20 }), { unit: "week" }),
    );
    for (const name of names) {
      const off = Math.abs(model.parameters[name] - truth[name]) / (model.standardErrors?.[name] ?? 0);
      expect(off).toBeLessThan(4);
    }
    expect(findings).toEqual([]);
  });

  test("who all ordered just now put the chance of leaving at its boundary, which is a finding", () => {
    const { frequency, age } = simulateBgNbd({ r: 2, alpha: 10, a: 1, b: 9 }, { customers: 500, age: 60, seed: 4 });
    const recency = age.map((until, row) => (frequency[row] === 0 ? 0 : until));
    const { model, findings } = orThrow(fitBgNbd({ frequency, recency, age }, { unit: "week" }));
    expect(findings.map(({ code, path }) => [code, path])).toContainEqual(["boundary-estimate", "/parameters/a"]);
    expect(findings.every(({ severity }) => severity === "warning")).toBe(true);
    expect(parametersOf(model).every(Number.isFinite)).toBe(true);
    expect(model.convergence.evaluations).toBeLessThanOrEqual(200);
    expect(JSON.parse(JSON.stringify(model))).toEqual(model);
  });

  test("whose orders all come at one rate put its spread at the boundary", () => {
    const columns = simulateBgNbd({ r: 1e6, alpha: 1e7, a: 1, b: 4 }, { customers: 300, age: 60, seed: 4 });
    const { model, findings } = orThrow(fitBgNbd(columns, { unit: "week" }));
    expect(model.convergence.evaluations).toBeLessThanOrEqual(200);
    expect(parametersOf(model).every(Number.isFinite)).toBe(true);
    if (model.parameters.r > 1e4) expect(findings.map(({ path }) => path)).toContain("/parameters/r");
    expect(model.parameters.r).toBeGreaterThan(10);
  });
});

describe("refusals", () => {
  test("every row that cannot be true is listed with its place and reason; nothing is fitted", () => {
    const columns = {
      frequency: [1, 1.5, -1, 0, 2, 2, 3, NaN, 1],
      recency: [2, 2, 0, 4, 0, 50, -1, 1, 2],
      age: [9, 9, 9, 9, 9, 49, 9, 9, 9],
      weight: [1, 1, 1, 1, 1, 1, 1, 1, 0],
    };
    const refused = fitBgNbd(columns, { unit: "day" });
    expect(refused).toMatchObject({ ok: false, error: { code: "invalid-rows", total: 8, first: 1 } });
    if (refused.ok || refused.error.code !== "invalid-rows") throw new Error("expected invalid-rows");
    expect(refused.error.rows).toMatchObject({
      total: 8,
      byCode: { "invalid-fact": 5, "recency-beyond-age": 1, "recency-without-repeat": 1, "repeat-without-recency": 1 },
    });
    expect(refused.error.rows.rows.map(({ index, code, path }) => [index, code, path])).toEqual([
      [1, "invalid-fact", "/frequency"],
      [2, "invalid-fact", "/frequency"],
      [3, "recency-without-repeat", ""],
      [4, "repeat-without-recency", ""],
      [5, "recency-beyond-age", ""],
      [6, "invalid-fact", "/recency"],
      [7, "invalid-fact", "/frequency"],
      [8, "invalid-fact", "/weight"],
    ]);
    expect(refused.error.rows.rows[4]?.params).toEqual({ index: 5, recency: 50, age: 49 });
  });

  test("all bad rows are counted, those beyond the cap not listed", () => {
    const refused = fitBgNbd(
      { frequency: [-1, -2, -3], recency: [0, 0, 0], age: [1, 1, 1] },
      { unit: "day", listed: 2 },
    );
    if (refused.ok || refused.error.code !== "invalid-rows") throw new Error("expected invalid-rows");
    expect([refused.error.total, refused.error.rows.rows.length]).toEqual([3, 2]);
  });

  test.each<[string, OrderingColumns, unknown]>([
    [
      "nobody at all",
      { frequency: [], recency: [], age: [] },
      { code: "too-few-distinct-rows", distinct: 0, required: 4 },
    ],
    [
      "nobody who repeats",
      { frequency: [0, 0, 0, 0, 0], recency: [0, 0, 0, 0, 0], age: [1, 2, 3, 4, 5], weight: [1, 1, 2, 1, 1] },
      { code: "nobody-repeats", customers: 6 },
    ],
    [
      "everyone alike",
      { frequency: [2, 2, 2, 2, 2], recency: [5, 5, 5, 5, 5], age: [9, 9, 9, 9, 9] },
      { code: "too-few-distinct-rows", distinct: 1, required: 4 },
    ],
  ])("%s", (_, columns, error) => {
    expect(fitBgNbd(columns, { unit: "week" })).toEqual({ ok: false, error });
  });

  test("another unit, a contradicted unit and crooked columns are mistakes of the caller", () => {
    const columns = { frequency: [1], recency: [1], age: [2] };
    expect(() => fitBgNbd(columns, { unit: "weeks" as "week" })).toThrow(
      expect.objectContaining({ code: "invalid-option" }),
    );
    expect(() => fitBgNbd({ ...columns, unit: "day" }, { unit: "week" })).toThrow(
      expect.objectContaining({ code: "invalid-option" }),
    );
    expect(() => fitBgNbd({ ...columns, age: [2, 3] }, { unit: "week" })).toThrow(
      expect.objectContaining({ code: "invalid-columns" }),
    );
    expect(() => fitBgNbd({ ...columns, age: undefined as never }, { unit: "week" })).toThrow(
      expect.objectContaining({ code: "invalid-columns" }),
    );
  });
});

describe("laws", () => {
  const people = simulateBgNbd({ r: 0.6, alpha: 5, a: 0.9, b: 2.8 }, { customers: 400, age: 60, seed: 8 });
  const rounded = {
    frequency: people.frequency,
    recency: people.recency.map((recency) => Math.ceil(recency / 10)),
    age: people.age.map((age) => Math.ceil(age / 10)),
  };
  const model = fit(rounded);
  const take = (column: ArrayLike<number>, order: readonly number[]): number[] => order.map((row) => column[row]!);
  const close = (other: BgNbdModel, tolerance: number): void => {
    parametersOf(other).forEach((value, index) =>
      expect(relativeError(value, parametersOf(model)[index]!)).toBeLessThan(tolerance),
    );
    expect(relativeError(other.logLikelihood, model.logLikelihood)).toBeLessThan(1e-12);
  };

  test("a row with a weight is as many rows", () => {
    const weights = new Map<string, number>();
    rounded.frequency.forEach((x, row) => {
      const key = `${x} ${rounded.recency[row]} ${rounded.age[row]}`;
      weights.set(key, (weights.get(key) ?? 0) + 1);
    });
    const rows = [...weights.keys()].map((key) => key.split(" ").map(Number));
    const weighted = fit({
      frequency: rows.map((row) => row[0]!),
      recency: rows.map((row) => row[1]!),
      age: rows.map((row) => row[2]!),
      weight: [...weights.values()],
    });
    expect(rows.length).toBeLessThan(200);
    expect({ ...weighted, rows: 400 }).toEqual(model);
  });

  test("the order of rows does not matter", () => {
    const orders = fc.shuffledSubarray([...rounded.frequency.keys()], { minLength: 400, maxLength: 400 });
    fc.assert(
      fc.property(orders, (order) => {
        close(
          fit({
            frequency: take(rounded.frequency, order),
            recency: take(rounded.recency, order),
            age: take(rounded.age, order),
          }),
          1e-9,
        );
      }),
      { numRuns: 10 },
    );
  });

  test("another unit of time scales alpha and nothing else", () => {
    const times = (column: readonly number[]): number[] => column.map((value) => value * 7);
    const days = fit({ frequency: rounded.frequency, recency: times(rounded.recency), age: times(rounded.age) });
    const orders = rounded.frequency.reduce((sum, x) => sum + x, 0);
    close(
      {
        ...days,
        parameters: { ...days.parameters, alpha: days.parameters.alpha / 7 },
        logLikelihood: days.logLikelihood + orders * Math.log(7), // densities are per unit of time
      },
      1e-9,
    );
  });

  test("rows that hardly repeat are taken as they are, with the same answer", () => {
    const many = simulateBgNbd({ r: 2, alpha: 10, a: 0.5, b: 3 }, { customers: 12_000, age: 80, seed: 3 });
    const once = fit(many);
    const half = fit({ ...many, weight: many.age.map(() => 0.5) });
    expect(half.customers).toBe(6000);
    expect(relativeError(half.logLikelihood, once.logLikelihood / 2)).toBeLessThan(1e-12);
    expect(relativeError(half.parameters.alpha, once.parameters.alpha)).toBeLessThan(1e-9);
  });

  test("the model is plain JSON, and standard errors are the roots of the covariance", () => {
    expect(JSON.parse(JSON.stringify(model))).toEqual(model);
    names.forEach((name, index) => {
      expect(model.standardErrors?.[name]).toBe(Math.sqrt(model.covariance?.[index]?.[index] ?? NaN));
    });
  });
});
