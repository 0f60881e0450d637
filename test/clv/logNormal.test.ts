import {
  expectedSpend,
  fitLogNormal,
  type LogNormalScoring,
  logSpendColumns,
  outputInterval,
  restoreClvModel,
  simulateLogSpend,
} from "clientele/clv";
import { orThrow } from "clientele/core";
import { startOrderSummary } from "clientele/history";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { logUniform, relativeError } from "../support/clv.ts";
import { orderOf, policyWith } from "../support/history.ts";

const names = ["median", "between", "within"] as const;
const model: LogNormalScoring = {
  format: "log-normal-model/1",
  currency: "CNY",
  parameters: { median: 80, between: 0.7, within: 0.4 },
};
const six = {
  frequency: [1, 2, 1, 4, 2, 3],
  geometricMean: [20, 30, 6, 90, 18, 36],
  logSquares: [0, 0.3, 0, 0.9, 0.1, 0.4],
};

describe("golden", () => {
  // Newton's method in mpmath 1.3 with 40 digits on the density of a normal vector of equal correlations
  test("the fit of six customers", () => {
    const fitted = orThrow(fitLogNormal(six, { currency: "CNY" })).model;
    const truth = [26.208252135478197, 0.71640936701363559, 0.4941189524644484];
    const errors = [8.75839440363, 0.268042583524, 0.132239995695];
    names.forEach((name, index) => {
      expect(relativeError(fitted.parameters[name], truth[index] ?? NaN)).toBeLessThan(1e-9);
      expect(relativeError(fitted.standardErrors?.[name] ?? NaN, errors[index] ?? NaN)).toBeLessThan(1e-8);
    });
    expect(relativeError(fitted.logLikelihood, -14.178222505345499)).toBeLessThan(1e-13);
    expect(fitted.convergence).toMatchObject({ stopped: "gradient", starts: 1 });
    // the mean over the customer's own median, by quadrature
    const mean = (frequency: number, geometricMean: number): number =>
      orThrow(expectedSpend({ frequency, geometricMean }, fitted)).mean;
    expect(relativeError(mean(2, 60), 60.7385624977537)).toBeLessThan(1e-9);
    expect(relativeError(mean(0, NaN), 38.27405641037513)).toBeLessThan(1e-9);
    expect(relativeError(mean(9, 60), 65.87262082453915)).toBeLessThan(1e-8);
  });
});

describe("examples", () => {
  test("columns from customers by day, with and without the first", () => {
    const collected = startOrderSummary(policyWith());
    collected.add([
      orderOf("a", "2026-01-05T10:00:00+08:00", "50.00"),
      orderOf("a", "2026-01-06T10:00:00+08:00", "10.00"),
      orderOf("a", "2026-01-06T18:00:00+08:00", "10.00"), // one day, 20 in all
      orderOf("a", "2026-01-09T10:00:00+08:00", "80.00", [["2026-01-10T10:00:00+08:00", "5.00"]]),
      orderOf("a", "2026-01-11T10:00:00+08:00", "0.00"),
      orderOf("b", "2026-01-05T10:00:00+08:00", "30.00"),
    ]);
    const histories = Array.from(collected.histories());
    const repeats = logSpendColumns(histories, { currency: "CNY", firstOrder: false });
    expect(repeats).toMatchObject({ currency: "CNY", ids: ["a"], leftOut: 1, freeDays: 1 });
    expect(Array.from(repeats.frequency)).toEqual([2]);
    expect(repeats.geometricMean[0]).toBeCloseTo(40, 12);
    expect(repeats.logSquares[0]).toBeCloseTo(Math.log(4) ** 2 / 2, 12);
    const all = logSpendColumns(histories, { currency: "CNY", firstOrder: true });
    expect([all.ids, Array.from(all.frequency), all.leftOut]).toEqual([["a", "b"], [3, 1], 0]);
    expect(all.geometricMean[0]).toBeCloseTo(80_000 ** (1 / 3), 10);
    expect([all.geometricMean[1], all.logSquares[1]]).toEqual([30, 0]);
    expect(() => logSpendColumns([], { currency: "?", firstOrder: true })).toThrow("ISO 4217");
  });

  test("simulated customers are found out within four standard errors", () => {
    const frequency = Array.from({ length: 2500 }, (_, i) => 1 + (i % 6));
    const misses = [1, 2, 3, 4, 5, 6].flatMap((seed) => {
      const fit = orThrow(fitLogNormal(simulateLogSpend(model, { frequency, seed }), { currency: "CNY" }));
      expect(fit.findings).toEqual([]);
      return names.map(
        (name) => (fit.model.parameters[name] - model.parameters[name]) / (fit.model.standardErrors?.[name] ?? 0),
      );
    });
    for (const miss of misses) expect(Math.abs(miss)).toBeLessThan(4);
    const spread = Math.sqrt(misses.reduce((sum, miss) => sum + miss * miss, 0) / misses.length);
    expect(spread).toBeGreaterThan(0.4);
  });

  test("orders once each settle only how widely both spread", () => {
    const frequency = new Float64Array(500).fill(1);
    const { findings } = orThrow(fitLogNormal(simulateLogSpend(model, { frequency, seed: 1 }), { currency: "CNY" }));
    expect(findings.length).toBeGreaterThan(0);
  });

  test("comes back from JSON whole, and has intervals like every model", () => {
    const fitted = orThrow(fitLogNormal(six, { currency: "CNY" })).model;
    const restored = orThrow(restoreClvModel(JSON.parse(JSON.stringify(fitted)), { format: "log-normal-model/1" }));
    expect(restored).toEqual(fitted);
    expect(restoreClvModel({ ...fitted, currency: "XXL" })).toMatchObject({ error: { path: "/currency" } });
    const mean = (each: LogNormalScoring): number =>
      orThrow(expectedSpend({ frequency: 2, geometricMean: 60 }, each)).mean;
    const { low, high, estimate } = orThrow(outputInterval(fitted, mean, { scale: "log" }));
    expect(low).toBeLessThan(estimate);
    expect(high).toBeGreaterThan(estimate);
  });
});

describe("refusals", () => {
  test("rows that cannot be used are named", () => {
    const refused = fitLogNormal(
      { frequency: [1, 0, 2, 2, 1, 2], geometricMean: [1, 1, 0, 1, 1, 1], logSquares: [0, 0, 0, -1, 0.5, NaN] },
      { currency: "CNY" },
    );
    const rows = refused.ok || refused.error.code !== "invalid-rows" ? [] : refused.error.rows.rows;
    expect(rows.map(({ index, path }) => [index, path])).toEqual([
      [1, "/frequency"],
      [2, "/geometricMean"],
      [3, "/logSquares"],
      [4, "/logSquares"],
      [5, "/logSquares"],
    ]);
    expect(fitLogNormal({ frequency: [1, 1], geometricMean: [2, 3], logSquares: [0, 0] }, { currency: "CNY" })).toEqual(
      {
        ok: false,
        error: { code: "too-few-distinct-rows", distinct: 2, required: 3 },
      },
    );
  });

  test("spend that cannot be, and too much of it", () => {
    expect(expectedSpend({ frequency: -1, geometricMean: 3 }, model)).toMatchObject({ error: { path: "/frequency" } });
    expect(expectedSpend({ frequency: 1, geometricMean: 0 }, model)).toMatchObject({
      error: { path: "/geometricMean" },
    });
    expect(expectedSpend(null as never, model)).toMatchObject({ error: { path: "" } });
    const wide = { ...model, parameters: { median: 80, between: 40, within: 1 } };
    expect(expectedSpend({ frequency: 0, geometricMean: 0 }, wide)).toEqual({
      ok: false,
      error: { code: "infinite-spend", frequency: 0 },
    });
  });

  test("mistakes of the caller throw", () => {
    const invalid = (code: string): unknown => expect.objectContaining({ code });
    expect(() => fitLogNormal(six, { currency: "?" })).toThrow(invalid("invalid-option"));
    expect(() => fitLogNormal({ ...six, currency: "USD" }, { currency: "CNY" })).toThrow(invalid("invalid-option"));
    expect(() => fitLogNormal({ ...six, logSquares: [] }, { currency: "CNY" })).toThrow(invalid("invalid-columns"));
    const none = { ...model, parameters: { median: 80, between: 0, within: 1 } };
    expect(() => expectedSpend({ frequency: 0, geometricMean: 0 }, none)).toThrow(invalid("invalid-model"));
    expect(() => simulateLogSpend(none, { frequency: [1], seed: 1 })).toThrow(invalid("invalid-model"));
    expect(() => simulateLogSpend(model, { frequency: [-1], seed: 1 })).toThrow(invalid("invalid-option"));
    expect(() => simulateLogSpend(model, { frequency: [1], seed: 0.5 })).toThrow(invalid("invalid-option"));
  });
});

describe("laws", () => {
  const anyModel = fc
    .record({ median: logUniform(0.1, 1e4), between: logUniform(0.05, 2), within: logUniform(0.05, 2) })
    .map((parameters): LogNormalScoring => ({ ...model, parameters }));

  test("the more orders, the closer to the customer's own; a dearer customer is expected dearer", () =>
    fc.assert(
      fc.property(
        anyModel,
        logUniform(0.1, 1e4),
        fc.integer({ min: 1, max: 1000 }),
        (each, geometricMean, frequency) => {
          const mean = (orders: number, own: number): number =>
            orThrow(expectedSpend({ frequency: orders, geometricMean: own }, each)).mean;
          expect(mean(frequency, geometricMean * 1.5)).toBeGreaterThan(mean(frequency, geometricMean));
          const { within } = each.parameters;
          const own = geometricMean * Math.exp((within * within) / 2);
          expect(relativeError(mean(1e12, geometricMean), own)).toBeLessThan(1e-6);
        },
      ),
    ));

  test("amounts in another unit scale the median and the expectation, and nothing else", () =>
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e6 }), logUniform(1e-3, 1e3), (seed, factor) => {
        const made = simulateLogSpend(model, { frequency: Array.from({ length: 80 }, (_, i) => 1 + (i % 4)), seed });
        const one = orThrow(fitLogNormal(made, { currency: "CNY" })).model.parameters;
        const scaled = { ...made, geometricMean: made.geometricMean.map((mean) => mean * factor) };
        const other = orThrow(fitLogNormal(scaled, { currency: "CNY" })).model.parameters;
        expect(relativeError(other.median, one.median * factor)).toBeLessThan(1e-6);
        expect(relativeError(other.between, one.between)).toBeLessThan(1e-6);
        expect(relativeError(other.within, one.within)).toBeLessThan(1e-6);
      }),
      { numRuns: 30 },
    ));
});
