import {
  fitSbg,
  outputInterval,
  renewalOutlook,
  restoreClvModel,
  retentionCurve,
  type SbgScoring,
  simulateRenewals,
  survivorColumns,
} from "clientele/clv";
import { orThrow } from "clientele/core";
import { sbgProcess } from "clientele/kernel";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import golden from "../golden/clv-periods.json" with { type: "json" };
import { logUniform, relativeError, sharedRows } from "../support/clv.ts";

const names = ["alpha", "beta"] as const;
const regular: SbgScoring = { format: "sbg-model/1", parameters: { alpha: 0.704, beta: 1.182 } };
const anyModel = fc
  .record({ alpha: fc.oneof(logUniform(1e-3, 1e4), fc.constant(1)), beta: logUniform(1e-3, 1e4) })
  .map((parameters): SbgScoring => ({ format: "sbg-model/1", parameters }));
const anyRate = logUniform(1e-6, 10);

describe("golden", () => {
  test("retention, survival and discounted renewals are those computed with forty digits", () => {
    const { params, rows } = golden.models.find(({ model }) => model.startsWith("sbg"))!;
    const { alpha, beta } = params;
    const model: SbgScoring = { format: "sbg-model/1", parameters: { alpha: Number(alpha), beta: Number(beta) } };
    const curve = retentionCurve(model, { renewals: rows.length });
    for (const [index, truth] of (rows as unknown as Readonly<Record<string, string>>[]).entries()) {
      const point = curve[index]!;
      const outlook = orThrow(renewalOutlook({ renewals: index }, model, { discount: { perPeriod: 0.1 } }));
      expect(point.renewal).toBe(Number(truth["t"]));
      expect(relativeError(point.leaving, Number(truth["pChurn"]))).toBeLessThan(1e-13);
      expect(relativeError(point.survival, Number(truth["survival"]))).toBeLessThan(1e-13);
      expect(relativeError(point.retention, Number(truth["retention"]))).toBeLessThan(1e-14);
      expect(relativeError(outlook.discountedRenewals ?? NaN, Number(truth["derl10"]))).toBeLessThan(1e-12);
      expect(outlook.retention).toBe(point.retention);
    }
  });

  test("long tenure, extreme shapes and rates near zero are computed as with forty digits", () => {
    for (const [renewals, alpha, beta, rate, truth] of golden.hardSbg.rows as unknown as readonly Hard[]) {
      const process = sbgProcess({ alpha, beta });
      expect(relativeError(process.survival(renewals), Number(truth[0]))).toBeLessThan(1e-11);
      expect(relativeError(process.discounted({ renewals, horizon: Infinity, rate }), Number(truth[1]))).toBeLessThan(
        1e-11,
      );
    }
  });

  test("two cohorts have the published estimates; without them, simulated customers their own", () => {
    const data = sharedRows("sbg_retention.csv");
    if (data !== null) {
      const fitted = ["regular_pct", "high_end_pct"].map((column) => {
        const columns = orThrow(survivorColumns(data[column]!.slice(0, 8).map((percent) => 10 * percent)));
        const { model, findings } = orThrow(fitSbg(columns));
        return [...names.map((name) => model.parameters[name].toFixed(3)), model.logLikelihood.toFixed(1), findings];
      });
      expect(["the public data", ...fitted]).toEqual([
        "the public data",
        ["0.704", "1.182", "-1680.3", []],
        ["0.668", "3.806", "-1611.2", []],
      ]);
      return;
    }
    expectFoundAgain(1);
  });
});

/** Renewals, alpha, beta, rate, figures. */
type Hard = readonly [number, number, number, number, readonly string[]];

/** Simulates customers, and fits them. */
function expectFoundAgain(seed: number): void {
  const due = Array.from({ length: 4000 }, (_, customer) => 2 + (customer % 9));
  const { model, findings } = orThrow(fitSbg(simulateRenewals(regular, { due, seed })));
  for (const name of names) {
    const off = Math.abs(model.parameters[name] - regular.parameters[name]) / (model.standardErrors?.[name] ?? 0);
    expect(off).toBeLessThan(4);
  }
  expect([findings, model.convergence.starts, model.customers]).toEqual([[], 1, 4000]);
  const stored: unknown = JSON.parse(JSON.stringify(model));
  expect(restoreClvModel(stored, { format: "sbg-model/1" })).toEqual({ ok: true, value: model });
}

describe("simulated customers", () => {
  test("are found out within four standard errors", () => {
    expectFoundAgain(2);
    expectFoundAgain(5);
  });

  test("who could not be told apart are a ridge", () => {
    // nine in ten renew, always
    const columns = orThrow(survivorColumns([100_000, 90_000, 81_000, 72_900, 65_610]));
    const { findings } = orThrow(fitSbg(columns));
    expect(findings.map(({ code }) => code)).toContain("ridge-estimate");
  });
});

describe("refusals", () => {
  test("rows that cannot be true are named", () => {
    const refused = fitSbg({ renewals: [1, -1, 0.5, 2, 2], ended: [1, 0, true, 2, false], weight: [1, 1, 1, 1, 0] });
    const rows = refused.ok || refused.error.code !== "invalid-rows" ? [] : refused.error.rows.rows;
    expect(rows.map(({ index, path }) => [index, path])).toEqual([
      [1, "/renewals"],
      [2, "/renewals"],
      [3, "/ended"],
      [4, "/weight"],
    ]);
  });

  test("cohorts of which nothing can be learnt, or that grow", () => {
    expect(fitSbg({ renewals: [1, 2], ended: [false, false], weight: [3, 4] })).toEqual({
      ok: false,
      error: { code: "nobody-left", customers: 7 },
    });
    expect(fitSbg({ renewals: [1, 1], ended: [1, 1] })).toEqual({
      ok: false,
      error: { code: "too-few-distinct-rows", distinct: 1, required: 2 },
    });
    expect(survivorColumns([100, 80, 81])).toEqual({
      ok: false,
      error: { code: "survivors-rise", renewals: 2, before: 80, now: 81 },
    });
    expect(survivorColumns([100, NaN])).toMatchObject({ ok: false, error: { code: "invalid-fact", path: "/1" } });
  });

  test("customers and options that are none", () => {
    expect(renewalOutlook({ renewals: -1 }, regular)).toMatchObject({ ok: false, error: { path: "/renewals" } });
    const rate = (perPeriod: number) => () => renewalOutlook({ renewals: 0 }, regular, { discount: { perPeriod } });
    for (const wrong of [rate(0), rate(-1), rate(NaN), () => retentionCurve(regular, { renewals: 1.5 })]) {
      expect(wrong).toThrow(expect.objectContaining({ code: "invalid-option" }));
    }
    expect(() => simulateRenewals(regular, { due: [1, -1], seed: 1 })).toThrow(/due\.1/);
    expect(() => retentionCurve({ ...regular, parameters: { alpha: 1, beta: -1 } }, { renewals: 1 })).toThrow(
      /parameters\/beta/,
    );
  });
});

describe("laws", () => {
  test("retention rises, survival falls, and who leaves and who stays are everybody", () => {
    fc.assert(
      fc.property(anyModel, fc.integer({ min: 1, max: 60 }), (model, renewals) => {
        const curve = retentionCurve(model, { renewals });
        let left = 0;
        curve.forEach(({ retention, survival, leaving }, index) => {
          left += leaving;
          expect(retention).toBeGreaterThanOrEqual(curve[index - 1]?.retention ?? 0);
          expect(survival).toBeLessThanOrEqual((curve[index - 1]?.survival ?? 1) * (1 + 1e-12));
          expect(left + survival).toBeCloseTo(1, 10);
        });
      }),
    );
  });

  test("renewals are discounted within the horizon that is asked", () => {
    fc.assert(
      fc.property(
        anyModel,
        fc.nat({ max: 100 }),
        anyRate,
        fc.nat({ max: 40 }),
        (model, renewals, perPeriod, horizon) => {
          const discount = { perPeriod };
          const within = orThrow(renewalOutlook({ renewals }, model, { discount, horizon }));
          let [there, sum] = [1, 0];
          for (let ahead = 1; ahead <= horizon; ahead++) {
            there *= orThrow(renewalOutlook({ renewals: renewals + ahead - 1 }, model)).retention;
            sum += there / (1 + perPeriod) ** (ahead - 1);
          }
          expect(Math.abs((within.discountedRenewals ?? NaN) - sum)).toBeLessThanOrEqual(1e-10 * sum);
          expect(within.discountedRenewals).toBeLessThanOrEqual(
            (orThrow(renewalOutlook({ renewals }, model, { discount })).discountedRenewals ?? NaN) * (1 + 1e-10),
          );
        },
      ),
    );
  });

  test("discounted renewals are the next, and the rest discounted once more", () => {
    fc.assert(
      fc.property(anyModel, fc.nat({ max: 100 }), anyRate, (model, renewals, perPeriod) => {
        const at = (tenure: number) =>
          orThrow(renewalOutlook({ renewals: tenure }, model, { discount: { perPeriod } }));
        const [now, then] = [at(renewals), at(renewals + 1)];
        const sum = now.retention * (1 + (then.discountedRenewals ?? NaN) / (1 + perPeriod));
        expect(relativeError(now.discountedRenewals ?? NaN, sum)).toBeLessThan(1e-10);
      }),
    );
  });

  test("renewals within a horizon are survivors added up, and approach those for ever where these are finite", () => {
    fc.assert(
      fc.property(anyModel, fc.nat({ max: 30 }), (model, horizon) => {
        const { expectedRenewals } = orThrow(renewalOutlook({ renewals: 0 }, model, { horizon }));
        const curve = retentionCurve(model, { renewals: horizon });
        const sum = curve.reduce((total, { survival }) => total + survival, 0);
        expect(Math.abs((expectedRenewals ?? NaN) - sum)).toBeLessThanOrEqual(1e-10 * sum);
        const forEver = orThrow(renewalOutlook({ renewals: 0 }, model)).expectedRenewals;
        if (model.parameters.alpha <= 1) expect(forEver).toBe(null);
        else expect(sum).toBeLessThanOrEqual((forEver ?? NaN) * (1 + 1e-10));
      }),
    );
    const finite: SbgScoring = { format: "sbg-model/1", parameters: { alpha: 4, beta: 3 } };
    expect(orThrow(renewalOutlook({ renewals: 0 }, finite)).expectedRenewals).toBe(1);
    expect(orThrow(renewalOutlook({ renewals: 0 }, finite, { horizon: 3000 })).expectedRenewals).toBeCloseTo(1, 8);
  });

  test("one by one, in any order, or as survivors, customers are fitted alike", () => {
    const survivors = [60, 41, 30, 26, 22];
    const columns = orThrow(survivorColumns(survivors));
    const rows = columns.weight.flatMap((many, row) =>
      Array.from({ length: many }, () => [columns.renewals[row]!, columns.ended[row] === 1] as const),
    );
    const one = orThrow(fitSbg(columns)).model;
    const backward = [...rows].reverse();
    const other = orThrow(
      fitSbg({ renewals: backward.map(([renewals]) => renewals), ended: backward.map(([, ended]) => ended) }),
    ).model;
    for (const name of names) expect(relativeError(other.parameters[name], one.parameters[name])).toBeLessThan(1e-9);
    expect([other.fingerprint, other.customers]).toEqual([one.fingerprint, 60]);
    const process = sbgProcess(one.parameters);
    const sum = rows.reduce((total, [renewals, ended]) => total + process.logLikelihood({ renewals, ended }), 0);
    expect(relativeError(one.logLikelihood, sum)).toBeLessThan(1e-12);
    const interval = outputInterval(one, (each) => retentionCurve(each, { renewals: 8 })[7]?.survival ?? NaN, {
      scale: "logit",
    });
    expect(interval.ok && interval.value.low < interval.value.estimate).toBe(true);
  });
});
