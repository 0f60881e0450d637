import {
  type BdwScoring,
  compareModels,
  fitBdw,
  fitSbg,
  outputInterval,
  renewalOutlook,
  restoreClvModel,
  retentionCurve,
  simulateRenewals,
  survivorColumns,
} from "clientele/clv";
import { orThrow } from "clientele/core";
import { bdwProcess, sbgProcess } from "clientele/kernel";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bdwLikelihood } from "../../src/clv/internal/bdw.ts";
import { distinctRows } from "../../src/clv/internal/distinctRows.ts";
import { logUniform, relativeError } from "../support/clv.ts";

const names = ["alpha", "beta", "c"] as const;
const tired: BdwScoring = { format: "bdw-model/1", parameters: { alpha: 0.5, beta: 1.2, c: 1.3 } };
const anyParameters = fc.record({
  alpha: logUniform(0.02, 50),
  beta: logUniform(0.02, 50),
  c: fc.oneof(logUniform(0.3, 3), fc.constant(1)),
});
const anyModel = anyParameters.map((parameters): BdwScoring => ({ format: "bdw-model/1", parameters }));

describe("golden", () => {
  // the survivors published with sBG; maximum by Newton's method in mpmath 1.3 with 50 digits, differences for slopes
  test.each([
    {
      cohort: [1000, 631, 468, 382, 326, 289, 262, 241],
      parameters: [0.45561398937163812, 0.77932550838795592, 1.2834512857832903],
      errors: [0.167041427453, 0.282709917397, 0.298095071239],
      logLikelihood: -1679.6028329071783,
      later: [0.177331398294902, 0.927582630123081],
    },
    {
      cohort: [1000, 869, 743, 653, 593, 551, 517, 491],
      parameters: [0.21425333928084996, 1.4265748748600842, 1.7235648487445279],
      errors: [0.0595797064428, 0.381408614693, 0.301043281724],
      logLikelihood: -1605.3142132141932,
      later: [0.403929590700038, 0.953357190410063],
    },
  ])("the fit of $cohort", ({ cohort, parameters, errors, logLikelihood, later }) => {
    const { model, findings } = orThrow(fitBdw(orThrow(survivorColumns(cohort))));
    names.forEach((name, index) => {
      expect(relativeError(model.parameters[name], parameters[index] ?? NaN)).toBeLessThan(1e-9);
      expect(relativeError(model.standardErrors?.[name] ?? NaN, errors[index] ?? NaN)).toBeLessThan(1e-8);
    });
    expect(relativeError(model.logLikelihood, logLikelihood)).toBeLessThan(1e-13);
    expect([findings, model.convergence.stopped, model.convergence.starts]).toEqual([[], "gradient", 1]);
    const curve = retentionCurve(model, { renewals: 12 });
    expect(relativeError(curve[11]?.survival ?? NaN, later[0] ?? NaN)).toBeLessThan(1e-9);
    expect(relativeError(curve[7]?.retention ?? NaN, later[1] ?? NaN)).toBeLessThan(1e-9);
  });

  // Euler-Maclaurin sums in mpmath 1.3 with 25 and 70 digits
  test.each([
    [0.5, 1.2, 1.3, 0, 0.1, 3.35245619790546],
    [0.5, 1.2, 1.3, 4, 0.1, 5.95046296116713401],
    [0.5, 1.2, 0.7, 3, 0.0005, 332.866158876757164],
    [0.05, 0.3, 2.5, 0, 0.00001, 21992.1748627736189],
  ])("discounted renewals of alpha %f, beta %f, c %f after %i at %f", (alpha, beta, c, renewals, perPeriod, truth) => {
    const model: BdwScoring = { format: "bdw-model/1", parameters: { alpha, beta, c } };
    const { discountedRenewals } = orThrow(renewalOutlook({ renewals }, model, { discount: { perPeriod } }));
    expect(relativeError(discountedRenewals ?? NaN, truth)).toBeLessThan(1e-12);
  });

  test("renewals for ever, where their mean is finite", () => {
    const endless = (parameters: BdwScoring["parameters"]) =>
      orThrow(renewalOutlook({ renewals: 2 }, { format: "bdw-model/1", parameters })).expectedRenewals;
    expect(relativeError(endless({ alpha: 2, beta: 1.5, c: 1.2 }) ?? NaN, 2.06543310895179293)).toBeLessThan(1e-11);
    expect(endless({ alpha: 0.5, beta: 1.5, c: 2 })).toBeNull();
  });
});

describe("examples", () => {
  test("customers who tire: retention falls before it rises", () => {
    const retention = retentionCurve(
      { format: "bdw-model/1", parameters: { alpha: 0.214, beta: 1.427, c: 1.72 } },
      { renewals: 10 },
    ).map((point) => point.retention);
    expect(retention[1]).toBeLessThan(retention[0] ?? NaN);
    expect(retention[9]).toBeGreaterThan(retention[0] ?? NaN);
  });

  test("simulated customers are found out within four standard errors, and told from those of sBG", () => {
    const due = Array.from({ length: 6000 }, (_, customer) => 3 + (customer % 10));
    for (const seed of [1, 2, 3]) {
      const columns = simulateRenewals(tired, { due, seed });
      const { model } = orThrow(fitBdw(columns));
      for (const name of names) {
        const off = Math.abs(model.parameters[name] - tired.parameters[name]) / (model.standardErrors?.[name] ?? 0);
        expect(off).toBeLessThan(4);
      }
      expect(orThrow(compareModels([orThrow(fitSbg(columns)).model, model]))[0]?.format).toBe("bdw-model/1");
    }
  });

  test("comes back from JSON whole, and has intervals like every model", () => {
    const { model } = orThrow(fitBdw(orThrow(survivorColumns([1000, 631, 468, 382, 326]))));
    const restored = orThrow(restoreClvModel(JSON.parse(JSON.stringify(model)), { format: "bdw-model/1" }));
    expect(restored).toEqual(model);
    expect(restoreClvModel({ ...model, parameters: { ...model.parameters, c: 0 } })).toMatchObject({
      error: { path: "/parameters/c" },
    });
    const survival = (each: BdwScoring): number => retentionCurve(each, { renewals: 8 })[7]?.survival ?? NaN;
    const { low, high, estimate } = orThrow(outputInterval(model, survival, { scale: "logit" }));
    expect(low).toBeLessThan(estimate);
    expect(high).toBeGreaterThan(estimate);
  });
});

describe("refusals", () => {
  test("cohorts of which nothing can be learnt, rows that cannot be, models that are none", () => {
    expect(fitBdw({ renewals: [1, 2], ended: [0, 0] })).toMatchObject({ error: { code: "nobody-left", customers: 2 } });
    expect(fitBdw({ renewals: [1, 2], ended: [0, 1] })).toMatchObject({
      error: { code: "too-few-distinct-rows", distinct: 2, required: 3 },
    });
    expect(fitBdw({ renewals: [-1], ended: [0] })).toMatchObject({ error: { code: "invalid-rows", total: 1 } });
    for (const wrong of [{ ...tired, parameters: { alpha: 1, beta: 1 } }, null, { format: "constructor" }]) {
      expect(() => retentionCurve(wrong as never, { renewals: 1 })).toThrow(
        expect.objectContaining({ code: "invalid-model" }),
      );
      expect(() => simulateRenewals(wrong as never, { due: [1], seed: 1 })).toThrow(
        expect.objectContaining({ code: "invalid-model" }),
      );
    }
  });
});

describe("laws", () => {
  test("for c = 1 it is sBG", () =>
    fc.assert(
      fc.property(anyParameters, fc.nat({ max: 40 }), logUniform(1e-4, 1), ({ alpha, beta }, renewals, rate) => {
        const [one, other] = [bdwProcess({ alpha, beta, c: 1 }), sbgProcess({ alpha, beta })];
        const same = (got: number, truth: number, within: number): void => {
          expect(relativeError(got, truth)).toBeLessThan(within);
        };
        same(one.survival(renewals), other.survival(renewals), 1e-12);
        same(one.retention(renewals + 1), other.retention(renewals + 1), 1e-12);
        same(one.attrition(renewals + 1), other.attrition(renewals + 1), 1e-9);
        same(
          one.discounted({ renewals, horizon: Infinity, rate }),
          other.discounted({ renewals, horizon: Infinity, rate }),
          1e-9,
        );
        for (const ended of [true, false]) {
          const log = other.logLikelihood({ renewals, ended });
          expect(Math.abs(one.logLikelihood({ renewals, ended }) - log)).toBeLessThan(1e-9 * (1 + Math.abs(log)));
        }
      }),
    ));

  test("survival falls, and who leaves and who stays are everybody", () =>
    fc.assert(
      fc.property(anyModel, fc.integer({ min: 1, max: 60 }), (model, renewals) => {
        const curve = retentionCurve(model, { renewals });
        let left = 0;
        curve.forEach(({ survival, leaving, retention }, index) => {
          left += leaving;
          const before = curve[index - 1]?.survival ?? 1;
          expect(survival).toBeLessThanOrEqual(before * (1 + 1e-12));
          expect(Math.abs(survival - before * retention)).toBeLessThanOrEqual(1e-11 * before);
          expect(left + survival).toBeCloseTo(1, 10);
        });
      }),
    ));

  test("discounted renewals are the next, and the rest discounted once more", () =>
    fc.assert(
      fc.property(anyModel, fc.nat({ max: 50 }), logUniform(1e-5, 2), (model, renewals, perPeriod) => {
        const at = (tenure: number) =>
          orThrow(renewalOutlook({ renewals: tenure }, model, { discount: { perPeriod } }));
        const [now, then] = [at(renewals), at(renewals + 1)];
        const sum = now.retention * (1 + (then.discountedRenewals ?? NaN) / (1 + perPeriod));
        // below this nobody is left, and digits are lost with them
        expect(Math.abs((now.discountedRenewals ?? NaN) - sum)).toBeLessThan(1e-9 * sum + 1e-290);
      }),
      { numRuns: 60 },
    ));

  test("the likelihood of a population is the sum of its customers', with its own derivatives", () =>
    fc.assert(
      fc.property(
        anyParameters,
        fc.array(fc.tuple(fc.nat({ max: 12 }), fc.boolean(), fc.integer({ min: 1, max: 9 })), {
          minLength: 1,
          maxLength: 12,
        }),
        ({ alpha, beta, c }, rows) => {
          const population = distinctRows({
            frequency: rows.map(([renewals]) => renewals),
            first: rows.map(([, ended]) => Number(ended)),
            second: rows.map(() => 0),
            weight: rows.map(([, , weight]) => weight),
          });
          const likelihood = bdwLikelihood(population);
          const point = [alpha, beta, c];
          const at = likelihood(point);
          const process = bdwProcess({ alpha, beta, c });
          const sum = rows.reduce(
            (total, [renewals, ended, weight]) => total + weight * process.logLikelihood({ renewals, ended }),
            0,
          );
          const size = 1 + Math.abs(sum);
          expect(Math.abs(at.value - sum)).toBeLessThan(1e-11 * size);
          const step = 1e-5;
          point.forEach((value, which) => {
            const moved = (by: number) => likelihood(point.map((each, i) => (i === which ? each * (1 + by) : each)));
            const [low, high] = [moved(-step), moved(step)];
            const slope = (high.value - low.value) / (2 * step);
            expect(Math.abs((at.gradient[which] ?? NaN) * value - slope)).toBeLessThan(1e-4 * size);
            point.forEach((other, place) => {
              const bend = (((high.gradient[place] ?? NaN) - (low.gradient[place] ?? NaN)) / (2 * step)) * other;
              const mine = (at.hessian[3 * which + place] ?? NaN) * value * other;
              expect(Math.abs(mine - bend)).toBeLessThan(1e-4 * (size + Math.abs(mine)));
            });
          });
        },
      ),
    ));
});
