import {
  type ClvModel,
  compareModels,
  expectedSpend,
  fitBdw,
  fitBgNbd,
  fitLogNormal,
  fitSbg,
  historyColumns,
  type LogNormalScoring,
  opportunityOutlook,
  restoreClvModel,
} from "clientele/clv";
import { money, orThrow } from "clientele/core";
import { describe, expect, test } from "vitest";
import type { PopulationMaximum } from "../../src/clv/internal/columns.ts";
import { fitFindings } from "../../src/clv/internal/fitReport.ts";
import { BG_BB, BG_NBD } from "../../src/clv/internal/modelKinds.ts";
import { spendModel } from "../support/clv.ts";

/** A search that arrived, of customers known for 40 units of time. */
const arrived: PopulationMaximum = {
  parameters: [0.3, 5, 0.8, 2.5],
  covariance: null,
  logLikelihood: -100,
  objective: -100,
  gradientNorm: 1e-12,
  iterations: 5,
  evaluations: 6,
  hessianCondition: 200,
  starts: 1,
  stopped: "gradient",
  customers: 90,
  rows: 90,
  fingerprint: "0123456789abcdef",
  scale: 40,
};

describe("what to know of a fit before it is used", () => {
  const boundary = (parameter: string, estimate: number): object => ({
    code: "boundary-estimate",
    severity: "warning",
    path: `/parameters/${parameter}`,
    keys: ["parameters", parameter],
    params: { parameter, estimate },
  });
  const ridge = (first: string, second: string, ratio: number): object => ({
    code: "ridge-estimate",
    severity: "warning",
    path: `/parameters/${first}`,
    keys: ["parameters", first],
    params: { first, second, ratio },
  });

  test.each<readonly [string, readonly number[], readonly object[]]>([
    ["nothing of ordinary parameters", [0.3, 5, 0.8, 2.5], []],
    ["nothing at a factor of ten thousand from the typical size", [1e4, 4e-3, 1e-4, 1], []],
    ["a parameter that vanished", [0.3, 5, 1e-6, 2.5], [boundary("a", 1e-6)]],
    ["one that ran away", [0.3, 5, 0.8, 1e6], [boundary("b", 1e6)]],
    ["a rate by the unit of the data: 40 times 20,000", [0.3, 8e5, 0.8, 2.5], [boundary("alpha", 8e5)]],
    ["a rate of 40 times 9,000 is within", [0.3, 3.6e5, 0.8, 2.5], []],
    ["two that ran away together", [0.3, 5, 1e3, 4e6], [ridge("a", "b", 2.5e-4)]],
    ["a shape and a rate that did, whatever the unit", [2e4, 4e5, 0.8, 2.5], [ridge("r", "alpha", 0.05)]],
    ["a rate that ran away alone", [50, 4e6, 0.8, 2.5], [boundary("alpha", 4e6)]],
    ["both pairs", [2e4, 4e5, 1e6, 1e5], [ridge("r", "alpha", 0.05), ridge("a", "b", 10)]],
    ["two large, none beyond the boundary", [0.3, 5, 1e3, 1e4], []],
  ])("%s", (_, parameters, findings) => {
    expect(fitFindings({ ...arrived, parameters }, BG_NBD)).toEqual(findings);
  });

  test("parameters without a unit are judged as they are", () => {
    expect(fitFindings({ ...arrived, parameters: [1, 3.6e5, 1, 1] }, BG_BB)).toEqual([boundary("beta", 3.6e5)]);
  });

  test("a likelihood that is flat, or cannot tell", () => {
    const flat = (hessianCondition: number | null): object => ({
      code: "flat-likelihood",
      severity: "warning",
      path: "/convergence/hessianCondition",
      keys: ["convergence", "hessianCondition"],
      params: { condition: hessianCondition },
    });
    for (const hessianCondition of [1e9, null]) {
      expect(fitFindings({ ...arrived, hessianCondition }, BG_NBD)).toEqual([flat(hessianCondition)]);
    }
    expect(fitFindings({ ...arrived, hessianCondition: 1e7 }, BG_NBD)).toEqual([]);
  });

  test("a search that did not arrive", () => {
    const lost = {
      code: "not-converged",
      severity: "warning",
      path: "/convergence/stopped",
      keys: ["convergence", "stopped"],
    };
    expect(fitFindings({ ...arrived, gradientNorm: 1e-7 }, BG_NBD)).toEqual([
      { ...lost, params: { gradientNorm: 1e-7, iterations: 5 } },
    ]);
    expect(fitFindings({ ...arrived, stopped: "iterations", iterations: 200 }, BG_NBD)).toEqual([
      { ...lost, params: { gradientNorm: 1e-12, iterations: 200 } },
    ]);
    expect(fitFindings({ ...arrived, stopped: "flat", gradientNorm: 1e-9 }, BG_NBD)).toEqual([]);
  });
});

describe("comparison of models of the same data", () => {
  const rows = { frequency: [0, 1, 2, 3, 0], recency: [0, 5, 30, 12, 0], age: [39, 39, 33, 39, 20] };
  const made = orThrow(fitBgNbd(rows, { unit: "week" })).model;
  const modelOf = (logLikelihood: number, parameters: object): ClvModel =>
    ({ ...made, logLikelihood, parameters, customers: 100, penalty: 0 }) as unknown as ClvModel;

  test("AIC and BIC by their formulae, the least AIC first", () => {
    const two = modelOf(-50, { r: 1, alpha: 1 });
    const four = modelOf(-49, { r: 1, alpha: 1, a: 1, b: 1 });
    const lines = orThrow(compareModels([four, two]));
    expect(lines.map(({ aic, parameters, behind }) => [aic, parameters, behind])).toEqual([
      [104, 2, 0],
      [106, 4, 2],
    ]);
    expect(lines[0]?.bic).toBeCloseTo(2 * Math.log(100) + 100, 12);
    expect(lines[1]?.bic).toBeCloseTo(4 * Math.log(100) + 98, 12);
  });

  test("refused for other data and for drawn parameters", () => {
    expect(compareModels([made, { ...made, fingerprint: "0123456789abcdef" }])).toEqual({
      ok: false,
      error: { code: "different-data", first: "bg-nbd-model/1", other: "bg-nbd-model/1" },
    });
    expect(compareModels([made, { ...made, penalty: 0.5 }])).toEqual({
      ok: false,
      error: { code: "penalised-fit", format: "bg-nbd-model/1", penalty: 0.5 },
    });
    expect(orThrow(compareModels([made])).map(({ behind }) => behind)).toEqual([0]);
  });
});

describe("rows and facts that cannot be used", () => {
  test("are listed up to as many as asked for, and counted beyond", () => {
    const repeat = { frequency: 1, recencyDays: 3, ageDays: 9, spend: money("4.00", "CNY") };
    const subjects = [
      { customerId: "a", repeat: null },
      { customerId: "b", repeat: null },
      { customerId: "c", repeat: { ...repeat, spend: money("4.00", "USD") } },
    ];
    const { findings } = historyColumns(subjects, { unit: "day", currency: "CNY", listed: 2 });
    expect(findings).toMatchObject({ total: 3 });
    expect(findings.rows).toEqual([
      { index: 0, code: "never-purchased", path: "/repeat", params: { index: 0, customerId: "a" } },
      { index: 1, code: "never-purchased", path: "/repeat", params: { index: 1, customerId: "b" } },
    ]);
    const all = historyColumns(subjects, { unit: "day", currency: "CNY" }).findings.rows;
    expect(all).toHaveLength(3);
    expect(all[2]).toEqual({
      index: 2,
      code: "currency-mismatch",
      path: "/repeat/spend/currency",
      params: { index: 2, expected: "CNY", observed: "USD" },
    });
  });

  test("a penalty draws the parameters of every fit of renewals nearer to where the search begins", () => {
    const left = { renewals: [0, 1, 2, 3, 4, 5], ended: [1, 1, 1, 1, 1, 0], weight: [40, 12, 6, 3, 2, 37] };
    for (const fit of [fitSbg, fitBdw]) {
      const [free, drawn] = [0, 3].map(
        (penalty) => orThrow<{ readonly model: ClvModel }>(fit(left, { penalty })).model,
      );
      expect(free?.penalty).toBe(0);
      expect(drawn?.penalty).toBe(3);
      expect(drawn?.logLikelihood).toBeLessThan(free?.logLikelihood ?? NaN);
    }
  });

  test("are listed by fits alike", () => {
    const rowsOf = (refused: { readonly ok: boolean; readonly error?: unknown }): unknown =>
      (refused.error as { readonly rows?: unknown }).rows;
    const spent = { frequency: [0, 0, 0], geometricMean: [1, 1, 1], logSquares: [0, 0, 0] };
    const left = { renewals: [-1, -1, -1], ended: [1, 1, 0] };
    for (const listed of [1, 2]) {
      const expected = { total: 3, rows: Array.from({ length: listed }, () => expect.anything() as unknown) };
      expect(rowsOf(fitLogNormal(spent, { currency: "CNY", listed }))).toMatchObject(expected);
      expect(rowsOf(fitSbg(left, { listed }))).toMatchObject(expected);
    }
    expect(rowsOf(fitLogNormal(spent, { currency: "CNY" }))).toMatchObject({
      rows: [0, 1, 2].map((index) => ({ index, code: "invalid-fact", path: "/frequency" })),
    });
    const endless = { frequency: [2, 0.5], geometricMean: [3, 3], logSquares: [Infinity, 0] };
    expect(rowsOf(fitLogNormal(endless, { currency: "CNY" }))).toMatchObject({
      rows: [
        { path: "/logSquares", params: { expected: "non-negative-number" } },
        { path: "/frequency", params: { expected: "positive-integer", observed: "0.5" } },
      ],
    });
    expect(rowsOf(fitSbg(left))).toMatchObject({ rows: [{ index: 0 }, { index: 1 }, { index: 2 }] });
  });

  test("what is stored and no model, whole", () => {
    const rows = { frequency: [0, 1, 2, 3, 0], recency: [0, 5, 30, 12, 0], age: [39, 39, 33, 39, 20] };
    const { model } = orThrow(fitBgNbd(rows, { unit: "week", penalty: 1 }));
    const covariance = model.covariance?.map((row) => [...row]) ?? [];
    const changed = (i: number, j: number, cell: unknown): unknown =>
      covariance.map((row, at) => row.map((each, place) => (at === i && place === j ? cell : each)));
    const cases: readonly (readonly [object, string, string])[] = [
      [{ unit: 7 }, "/unit", "time-unit"],
      [{ parameters: 7 }, "/parameters", "object"],
      [{ parameters: "r" }, "/parameters", "object"],
      [{ parameters: { ...model.parameters, b: Infinity } }, "/parameters/b", "positive-number"],
      [{ standardErrors: 7 }, "/standardErrors", "object"],
      [{ standardErrors: null }, "/covariance", "covariance-matrix"],
      [{ covariance: null }, "/covariance", "covariance-matrix"],
      [{ covariance: changed(1, 1, 0) }, "/covariance", "covariance-matrix"],
      [{ covariance: changed(3, 3, -1) }, "/covariance", "covariance-matrix"],
      [{ covariance: changed(2, 0, 0.123) }, "/covariance", "covariance-matrix"],
      [{ covariance: changed(0, 0, "1") }, "/covariance", "covariance-matrix"],
      [{ covariance: [...covariance, [1, 1, 1, 1]] }, "/covariance", "covariance-matrix"],
      [{ covariance: covariance.map((row) => [...row, 1]) }, "/covariance", "covariance-matrix"],
      [{ logLikelihood: "1" }, "/logLikelihood", "finite-number"],
      [{ penalty: -1 }, "/penalty", "non-negative-number"],
      [{ penalty: "1" }, "/penalty", "non-negative-number"],
      [{ customers: 0 }, "/customers", "positive-number"],
      [{ rows: 1.5 }, "/rows", "positive-integer"],
      [{ rows: 0 }, "/rows", "positive-integer"],
      [{ fingerprint: 7 }, "/fingerprint", "text"],
      [{ fingerprint: "0123456789abcdefg" }, "/fingerprint", "text"],
      [{ fingerprint: "g0123456789abcdef" }, "/fingerprint", "text"],
      [{ convergence: null }, "/convergence", "object"],
      [{ convergence: "yes" }, "/convergence", "object"],
    ];
    for (const [change, path, expected] of cases) {
      expect(restoreClvModel({ ...model, ...change })).toMatchObject({
        ok: false,
        error: { code: "invalid-fact", path, expected },
      });
    }
    expect(restoreClvModel({ ...model, standardErrors: null, covariance: null }).ok).toBe(true);
  });

  test("opportunities that cannot be, whole", () => {
    const gifts = { format: "bg-bb-model/1", parameters: { alpha: 1.2, beta: 0.75, gamma: 0.65, delta: 2.8 } } as const;
    for (const [nothing, observed] of [
      [null, "null"],
      [undefined, "undefined"],
      ["x", '"x"'],
    ] as const) {
      expect(opportunityOutlook(nothing as never, gifts, { horizon: 3 })).toEqual({
        ok: false,
        error: { code: "invalid-fact", path: "", expected: "object", observed },
      });
    }
  });

  test("spend that cannot be, whole", () => {
    const refused = (path: string, expected: string, observed: string): object => ({
      ok: false,
      error: { code: "invalid-fact", path, expected, observed },
    });
    const logs: LogNormalScoring = {
      format: "log-normal-model/1",
      currency: "CNY",
      parameters: { median: 80, between: 0.7, within: 0.4 },
    };
    for (const nothing of [null, undefined, 7, "x"]) {
      const observed = typeof nothing === "string" ? '"x"' : String(nothing);
      expect(expectedSpend(nothing as never, logs)).toEqual(refused("", "object", observed));
      expect(expectedSpend(nothing as never, spendModel)).toEqual(refused("", "object", observed));
    }
    expect(expectedSpend({ frequency: 1.5, geometricMean: 3 }, logs)).toEqual(
      refused("/frequency", "non-negative-integer", "1.5"),
    );
    expect(expectedSpend({ frequency: 1, geometricMean: -3 }, logs)).toEqual(
      refused("/geometricMean", "positive-number", "-3"),
    );
    expect(expectedSpend({ frequency: -1, monetary: 3 }, spendModel)).toEqual(
      refused("/frequency", "non-negative-integer", "-1"),
    );
    expect(expectedSpend({ frequency: 1, monetary: -3 }, spendModel)).toEqual(
      refused("/monetary", "positive-number", "-3"),
    );
    expect(expectedSpend({ frequency: 1, spend: money("-3.00", "USD") }, spendModel)).toEqual(
      refused("/spend/amount", "positive-number", '"-3.00"'),
    );
    expect(expectedSpend({ frequency: 0, spend: money("0.00", "USD") }, spendModel).ok).toBe(true);
  });
});
