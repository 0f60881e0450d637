import { fitGammaGamma, repeatBuyers, type SpendColumns } from "clientele/clv";
import { orThrow } from "clientele/core";
import { describe, expect, test } from "vitest";
import golden from "../golden/clv.json" with { type: "json" };
import { cdnow, relativeError, simulateSpend } from "../support/clv.ts";

const names = ["p", "q", "v"] as const;
const table: SpendColumns = {
  frequency: golden.gammaGamma.rows.map((row) => row[0]!),
  monetary: golden.gammaGamma.rows.map((row) => row[1]!),
  weight: golden.gammaGamma.rows.map((row) => row[2]!),
};

describe("golden", () => {
  test("a weighted table is fitted as an independent optimiser fits it on the raw densities", () => {
    const { model } = orThrow(fitGammaGamma(table, { currency: "USD" }));
    names.forEach((name, index) => {
      expect(relativeError(model.parameters[name], golden.gammaGamma.parameters[index]!)).toBeLessThan(1e-8);
      const error = model.standardErrors?.[name] ?? NaN;
      expect(relativeError(error, golden.gammaGamma.standardErrors[index]!)).toBeLessThan(1e-7);
    });
    expect(relativeError(model.logLikelihood, golden.gammaGamma.logLikelihood)).toBeLessThan(1e-13);
    expect(model.convergence.stopped).toBe("gradient");
    expect(JSON.parse(JSON.stringify(model))).toEqual(model);
  });

  test("the CDNOW sample has the published estimates; without it, simulated customers their own", () => {
    const sample = cdnow();
    if (sample !== null) {
      const buyers = repeatBuyers({ frequency: sample["x"]!, monetary: sample["zbar"]! });
      const { model, findings } = orThrow(fitGammaGamma(buyers, { currency: "USD" }));
      const digits = names.map((name) => model.parameters[name].toFixed(2));
      expect(["the public sample", ...digits]).toEqual(["the public sample", "6.25", "3.74", "15.44"]); // note 025
      expect(findings).toEqual([]);
      return;
    }
    const truth = { p: 6.25, q: 3.74, v: 15.44 };
    const { model } = orThrow(fitGammaGamma(simulateSpend(truth, { customers: 1000, seed: 2 }), { currency: "USD" }));
    for (const name of names) {
      const off = Math.abs(model.parameters[name] - truth[name]) / (model.standardErrors?.[name] ?? 0);
      expect(["simulated customers", off < 4]).toEqual(["simulated customers", true]);
    }
  });
});

describe("simulated customers", () => {
  test("are found out within four standard errors", () => {
    const truth = { p: 6, q: 4, v: 15 };
    const { model, findings } = orThrow(
      fitGammaGamma(simulateSpend(truth, { customers: 4000, seed: 7 }), { currency: "CNY" }),
    );
    for (const name of names) {
      const off = Math.abs(model.parameters[name] - truth[name]) / (model.standardErrors?.[name] ?? 0);
      expect(off).toBeLessThan(4);
    }
    expect(findings).toEqual([]);
  });

  test("whose spend goes with their frequency are a finding", () => {
    const { frequency, monetary } = simulateSpend({ p: 6, q: 4, v: 15 }, { customers: 500, seed: 7 });
    const tied = { frequency, monetary: monetary.map((mean, row) => mean * frequency[row]!) };
    const { model, findings } = orThrow(fitGammaGamma(tied, { currency: "CNY" }));
    expect(model.correlation).toBeGreaterThan(0.2);
    expect(findings).toEqual([
      {
        code: "spend-correlates",
        severity: "warning",
        path: "/correlation",
        keys: ["correlation"],
        params: { correlation: model.correlation, threshold: 0.2 },
      },
    ]);
  });

  test("who all spend about the same run along a ridge, which is a finding and not a hang", () => {
    const monetary = Array.from({ length: 40 }, (_, row) => 20 + (row % 5) / 100);
    const frequency = monetary.map((_, row) => 1 + (row % 3));
    const { model, findings } = orThrow(fitGammaGamma({ frequency, monetary }, { currency: "CNY" }));
    expect(findings.map(({ code }) => code)).toContain("boundary-estimate");
    expect(model.convergence.evaluations).toBeLessThanOrEqual(200);
    expect(names.every((name) => Number.isFinite(model.parameters[name]))).toBe(true);
  });
});

describe("refusals", () => {
  test("rows without a repeat purchase or without spend are refused by their place", () => {
    const columns = { frequency: [1, 0, 2, 3, 1.5], monetary: [10, 20, 0, Infinity, 3] };
    const refused = fitGammaGamma(columns, { currency: "CNY" });
    if (refused.ok || refused.error.code !== "invalid-rows") throw new Error("expected invalid-rows");
    expect(refused.error.first).toBe(1);
    expect(refused.error.rows.rows.map(({ index, path, params }) => [index, path, params["expected"]])).toEqual([
      [1, "/frequency", "positive-integer"],
      [2, "/monetary", "positive-number"],
      [3, "/monetary", "positive-number"],
      [4, "/frequency", "positive-integer"],
    ]);
  });

  test("too few different rows settle nothing", () => {
    expect(fitGammaGamma({ frequency: [1, 1, 2], monetary: [5, 5, 7] }, { currency: "CNY" })).toEqual({
      ok: false,
      error: { code: "too-few-distinct-rows", distinct: 2, required: 3 },
    });
  });

  test("an unknown or contradicted currency is a mistake of the caller", () => {
    const invalid: unknown = expect.objectContaining({ code: "invalid-option" });
    expect(() => fitGammaGamma(table, { currency: "XXL" })).toThrow(invalid);
    expect(() => fitGammaGamma({ ...table, currency: "CNY" }, { currency: "USD" })).toThrow(invalid);
  });
});

describe("laws", () => {
  test("another unit of money scales v and nothing else", () => {
    const { model } = orThrow(fitGammaGamma(table, { currency: "CNY" }));
    const cents = { ...table, monetary: Array.from(table.monetary, (mean) => mean * 100) };
    const { model: fine } = orThrow(fitGammaGamma(cents, { currency: "CNY" }));
    expect(relativeError(fine.parameters.v / 100, model.parameters.v)).toBeLessThan(1e-8);
    expect(relativeError(fine.parameters.p, model.parameters.p)).toBeLessThan(1e-8);
    expect(relativeError(fine.parameters.q, model.parameters.q)).toBeLessThan(1e-8);
  });

  test("a row with a weight is as many rows, in any order", () => {
    const rows = golden.gammaGamma.rows.flatMap(([x = 0, mean = 0, weight = 0]) =>
      Array.from({ length: weight }, () => [x, mean] as const),
    );
    rows.reverse();
    const columns = { frequency: rows.map(([x]) => x), monetary: rows.map(([, mean]) => mean) };
    const { model } = orThrow(fitGammaGamma(columns, { currency: "USD" }));
    const { model: weighted } = orThrow(fitGammaGamma(table, { currency: "USD" }));
    expect(relativeError(model.logLikelihood, weighted.logLikelihood)).toBeLessThan(1e-13);
    expect(relativeError(model.parameters.p, weighted.parameters.p)).toBeLessThan(1e-8);
    expect(model.correlation).toBeCloseTo(weighted.correlation ?? NaN, 12);
  });
});
