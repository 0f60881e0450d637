import {
  compareModels,
  discountedOrders,
  expectedOrders,
  fitBgNbd,
  fitNbd,
  type NbdScoring,
  nextOrderQuantiles,
  orderDistribution,
  outputInterval,
  probabilityAlive,
  restoreClvModel,
  scoreClv,
  simulateOrders,
} from "clientele/clv";
import { orThrow } from "clientele/core";
import { explain } from "clientele/explain";
import { nbdProcess } from "clientele/kernel";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { distinctRows } from "../../src/clv/internal/distinctRows.ts";
import { nbdLikelihood } from "../../src/clv/internal/nbdLikelihood.ts";
import { anyHistory, cdnow, logUniform, relativeError } from "../support/clv.ts";

const unit = "week" as const;
const model: NbdScoring = { format: "nbd-model/1", unit, parameters: { r: 0.6, alpha: 9 } };
const horizon = { amount: 39, unit } as const;
const small = {
  frequency: [0, 0, 1, 1, 2, 3, 5, 8],
  recency: [0, 0, 5, 21, 30, 12, 36, 38],
  age: [39, 30, 39, 35, 33, 39, 38, 39],
  weight: [40, 22, 9, 5, 6, 4, 3, 1],
};

describe("golden", () => {
  // roots of the gradient in mpmath 1.3 with 30 digits, errors from the second derivatives
  test("the fit of ninety customers", () => {
    const fit = orThrow(fitNbd(small, { unit }));
    const { parameters, standardErrors, logLikelihood, convergence } = fit.model;
    expect(relativeError(parameters.r, 0.358017730383611799)).toBeLessThan(1e-10);
    expect(relativeError(parameters.alpha, 19.3819717777291999)).toBeLessThan(1e-10);
    expect(relativeError(logLikelihood, -281.360751430245091)).toBeLessThan(1e-13);
    expect(relativeError(standardErrors?.r ?? NaN, 0.123130305307356)).toBeLessThan(1e-9);
    expect(relativeError(standardErrors?.alpha ?? NaN, 7.85673948642515)).toBeLessThan(1e-9);
    expect(convergence).toMatchObject({ stopped: "gradient", starts: 1 });
    expect(fit.findings.map(({ code }) => code)).toEqual(["short-observation"]);
  });

  test("the fit of the CDNOW sample, where the sample is", () => {
    const sample = cdnow();
    const columns =
      sample === null ? small : { frequency: sample["x"] ?? [], recency: sample["t_x"] ?? [], age: sample["T"] ?? [] };
    const fit = orThrow(fitNbd(columns, { unit })).model;
    expect(fit.convergence.stopped).toBe("gradient");
    if (sample === null) return;
    expect(relativeError(fit.parameters.r, 0.384766135768784861)).toBeLessThan(1e-9);
    expect(relativeError(fit.parameters.alpha, 12.0720228448369052)).toBeLessThan(1e-9);
    expect(relativeError(fit.logLikelihood, -9763.65761467261524)).toBeLessThan(1e-13);
    expect(relativeError(fit.standardErrors?.alpha ?? NaN, 0.80872318177678)).toBeLessThan(1e-7);
  });
});

describe("examples", () => {
  const customer = { frequency: 2, recencyDays: 213, ageDays: 273 };

  test("everyone is alive, and the reasons say what that is worth", () => {
    const answer = orThrow(probabilityAlive(customer, model, { in: { amount: 10, unit: "year" } }));
    expect(answer.probability).toBe(1);
    expect(explain(answer, { locale: "en" })).toEqual([
      "in this model nobody ever leaves, so the probability of 1 says nothing",
    ]);
    expect(explain(answer, { locale: "zh-CN" })).toEqual(["此模型假定客户从不流失，仍然活跃的概率为 1 不具参考意义"]);
  });

  test("orders go on at the rate learnt, discounted as an annuity", () => {
    expect(orThrow(expectedOrders(customer, model, { horizon })).orders).toBeCloseTo((2.6 / 48) * 39, 12);
    const { orders } = orThrow(discountedOrders(customer, model, { discount: { continuous: 0.01, per: unit } }));
    expect(orders).toBeCloseTo(2.6 / 48 / 0.01, 12);
    const [half] = orThrow(nextOrderQuantiles(customer, model, { chances: [0.5] })).times;
    expect(half?.amount).toBeCloseTo(48 * (2 ** (1 / 2.6) - 1), 12);
  });

  test("when someone last ordered makes no difference", () => {
    const long = { ...customer, recencyDays: 20 };
    expect(expectedOrders(long, model, { horizon })).toEqual(expectedOrders(customer, model, { horizon }));
  });

  test("columns are scored as customers are", () => {
    const columns = simulateOrders(model, { ages: new Float64Array(600).fill(40), unit, seed: 3 });
    const scores = scoreClv(columns, { orders: model }, { horizon });
    columns.frequency.forEach((frequency, row) => {
      const who = { frequency, recency: columns.recency[row] ?? NaN, age: 40, unit };
      expect(scores.probabilityAlive[row]).toBe(1);
      expect(scores.expectedOrders[row]).toBeCloseTo(orThrow(expectedOrders(who, model, { horizon })).orders, 11);
    });
  });

  test("a model of leaving fits customers who leave better, one of nobody leaving those who stay", () => {
    const pareto = { format: "pareto-nbd-model/1", unit, parameters: { r: 0.6, alpha: 10, s: 0.7, beta: 14 } } as const;
    const ages = Array.from({ length: 1500 }, (_, i) => 52 + (i % 26));
    const bestOf = (made: Parameters<typeof fitNbd>[0]) => {
      const fits = [fitNbd(made, { unit }), fitBgNbd(made, { unit })];
      return orThrow(compareModels(fits.map((fit) => orThrow<{ readonly model: never }>(fit as never).model)))[0]
        ?.format;
    };
    expect(bestOf(simulateOrders(pareto, { ages, unit, seed: 1 }))).toBe("bg-nbd-model/1");
    expect(bestOf(simulateOrders(model, { ages, unit, seed: 1 }))).toBe("nbd-model/1");
  });

  test("finds its own parameters again, as far off as its standard errors say", () => {
    const ages = Array.from({ length: 1200 }, (_, i) => 52 + (i % 53));
    const misses = Array.from({ length: 20 }, (_, seed) => {
      const { parameters, standardErrors } = orThrow(
        fitNbd(simulateOrders(model, { ages, unit, seed }), { unit }),
      ).model;
      return (["r", "alpha"] as const).map(
        (name) =>
          (Math.log(parameters[name] / model.parameters[name]) * parameters[name]) / (standardErrors?.[name] ?? NaN),
      );
    }).flat();
    for (const miss of misses) expect(Math.abs(miss)).toBeLessThan(4);
    const spread = Math.sqrt(misses.reduce((sum, miss) => sum + miss * miss, 0) / misses.length);
    expect(spread).toBeGreaterThan(0.6);
    expect(spread).toBeLessThan(1.4);
  });

  test("comes back from JSON whole, and has intervals like every model", () => {
    const fit = orThrow(fitNbd(small, { unit })).model;
    const restored = orThrow(restoreClvModel(JSON.parse(JSON.stringify(fit)), { format: "nbd-model/1" }));
    expect(restored).toEqual(fit);
    expect(restoreClvModel({ ...fit, parameters: { r: 1, alpha: 0 } })).toMatchObject({
      error: { path: "/parameters/alpha" },
    });
    const interval = orThrow(
      outputInterval(restored, (each) => orThrow(expectedOrders(customer, each, { horizon })).orders),
    );
    expect(interval.low).toBeLessThan(interval.estimate);
    expect(interval.high).toBeGreaterThan(interval.estimate);
  });

  test("refuses what every fit of orders refuses", () => {
    expect(fitNbd({ frequency: [1], recency: [9], age: [3] }, { unit })).toMatchObject({
      error: { code: "invalid-rows", total: 1 },
    });
    expect(fitNbd({ frequency: [0, 0], recency: [0, 0], age: [3, 4] }, { unit })).toMatchObject({
      error: { code: "nobody-repeats" },
    });
    expect(fitNbd({ frequency: [0, 1], recency: [0, 2], age: [3, 4] }, { unit })).toMatchObject({
      error: { code: "too-few-distinct-rows" },
    });
  });
});

describe("laws", () => {
  const anyNbd = fc.record({ r: logUniform(0.01, 100), alpha: logUniform(0.01, 1000) });

  test("the likelihood of a population is the sum of its customers', with its own derivatives", () =>
    fc.assert(
      fc.property(anyNbd, fc.array(anyHistory, { minLength: 1, maxLength: 12 }), ({ r, alpha }, rows) => {
        const population = distinctRows({
          frequency: rows.map(({ frequency }) => frequency),
          first: rows.map(({ recency }) => recency),
          second: rows.map(({ age }) => age),
          weight: null,
        });
        const likelihood = nbdLikelihood(population);
        const at = likelihood([r, alpha]);
        const sum = rows.reduce((total, row) => total + nbdProcess({ r, alpha }).logLikelihood(row), 0);
        expect(Math.abs(at.value - sum)).toBeLessThan(
          1e-11 * (1 + rows.reduce((all, row) => all + row.frequency, 0) * 10),
        );
        const step = 1e-5;
        [r, alpha].forEach((value, which) => {
          const moved = (by: number) => likelihood([r, alpha].map((each, i) => (i === which ? each * (1 + by) : each)));
          const [low, high] = [moved(-step), moved(step)];
          const scale = Math.abs(at.value) + 1;
          const near = (slope: number, change: number, size: number): void => {
            expect(Math.abs(slope * value - change / (2 * step))).toBeLessThan(1e-4 * size);
          };
          near(at.gradient[which] ?? NaN, high.value - low.value, scale);
          [0, 1].forEach((other) => {
            const size = scale / ([r, alpha][other] ?? NaN);
            near(
              at.hessian[2 * which + other] ?? NaN,
              (high.gradient[other] ?? NaN) - (low.gradient[other] ?? NaN),
              size,
            );
          });
        });
      }),
    ));

  test("chances of counts add up, and their mean is the orders expected", () =>
    fc.assert(
      fc.property(fc.record({ r: logUniform(0.1, 10), alpha: logUniform(5, 50) }), (parameters) => {
        const who = { frequency: 1, recency: 3, age: 20, unit };
        const asked = { horizon: { amount: 10, unit }, upTo: 200 } as const;
        const { probabilities, beyond } = orThrow(orderDistribution(who, { ...model, parameters }, asked));
        expect(probabilities.reduce((sum, chance) => sum + chance, beyond)).toBeCloseTo(1, 10);
        const mean = probabilities.reduce((sum, chance, count) => sum + count * chance, 0);
        expect(mean).toBeCloseTo(orThrow(expectedOrders(who, { ...model, parameters }, asked)).orders, 6);
      }),
    ));
});
