import {
  bootstrapInterval,
  compareNested,
  expectedOrders,
  fitBdw,
  fitBgBb,
  fitBgNbd,
  fitGammaGamma,
  fitMbgNbd,
  fitNbd,
  fitParetoNbd,
  fitSbg,
  type NbdModel,
  type NbdScoring,
  outputInterval,
  type ProfiledModel,
  profileInterval,
  simulateOpportunities,
  simulateOrders,
  simulateRenewals,
  simulateSpend,
  survivorColumns,
} from "clientele/clv";
import { orThrow } from "clientele/core";
import { describe, expect, test } from "vitest";
import { relativeError, spendModel } from "../support/clv.ts";

const unit = "week" as const;
const small = {
  frequency: [0, 0, 1, 1, 2, 3, 5, 8],
  recency: [0, 0, 5, 21, 30, 12, 36, 38],
  age: [39, 30, 39, 35, 33, 39, 38, 39],
  weight: [40, 22, 9, 5, 6, 4, 3, 1],
};
const steady: NbdScoring = { format: "nbd-model/1", unit, parameters: { r: 0.6, alpha: 9 } };
const pareto = { format: "pareto-nbd-model/1", unit, parameters: { r: 0.6, alpha: 10, s: 0.7, beta: 14 } } as const;
const ages = (customers: number): number[] => Array.from({ length: customers }, (_, i) => 52 + ((i * 37) % 53));

describe("profile likelihood", () => {
  const { model } = orThrow(fitNbd(small, { unit }));

  // scipy 1.17: the inner maximum by Brent's bounded search, the ends by Brent's root finder
  test.each([
    ["r", 0.1860682070566578, 0.7323427565462781],
    ["alpha", 8.363348570044923, 42.70195712509459],
  ] as const)("of %s for ninety customers", (parameter, low, high) => {
    const interval = orThrow(profileInterval(model, small, { parameter }));
    expect(relativeError(interval.low ?? NaN, low)).toBeLessThan(1e-6);
    expect(relativeError(interval.high ?? NaN, high)).toBeLessThan(1e-6);
    expect(interval).toMatchObject({ parameter, estimate: model.parameters[parameter], level: 0.95 });
  });

  test("approaches the interval of standard errors where the data are many, in every kind of model", () => {
    const orders = simulateOrders(pareto, { ages: ages(900), unit, seed: 1 });
    const renewals = simulateRenewals(
      { format: "bdw-model/1", parameters: { alpha: 0.8, beta: 1.6, c: 1.2 } },
      { due: Array.from({ length: 8000 }, (_, i) => 4 + (i % 8)), seed: 1 },
    );
    const spend = simulateSpend(spendModel, {
      frequency: Array.from({ length: 2500 }, (_, i) => 1 + (i % 5)),
      seed: 1,
    });
    const gifts = simulateOpportunities(
      { format: "bg-bb-model/1", parameters: { alpha: 1.2, beta: 0.75, gamma: 0.65, delta: 2.8 } },
      { opportunities: new Float64Array(8000).fill(6), seed: 1 },
    );
    const near = <Model extends ProfiledModel>(
      fitted: Model,
      columns: Parameters<typeof profileInterval<Model>>[1],
      parameter: keyof Model["parameters"] & string,
    ): void => {
      const { low, high, estimate } = orThrow(profileInterval(fitted, columns, { parameter, level: 0.68 }));
      const error = (fitted.standardErrors as Readonly<Record<string, number>> | null)?.[parameter] ?? NaN;
      expect((estimate - (low ?? NaN)) / error).toBeGreaterThan(0.8);
      expect(((high ?? NaN) - estimate) / error).toBeGreaterThan(0.8);
      expect(((high ?? NaN) - (low ?? NaN)) / error).toBeLessThan(2.4);
    };
    near(orThrow(fitParetoNbd(orders, { unit })).model, orders, "s");
    near(orThrow(fitBgNbd(orders, { unit })).model, orders, "b");
    near(orThrow(fitMbgNbd(orders, { unit })).model, orders, "r");
    near(orThrow(fitBdw(renewals)).model, renewals, "c");
    near(orThrow(fitSbg(renewals)).model, renewals, "alpha");
    near(orThrow(fitGammaGamma(spend, { currency: "USD" })).model, spend, "q");
    near(orThrow(fitBgBb(gifts)).model, gifts, "gamma");
  });

  test("has no end where the data set none", () => {
    // nobody leaves: how seldom they might is not bounded from one side
    const columns = simulateOrders(steady, { ages: ages(400), unit, seed: 3 });
    const fitted = orThrow(fitBgNbd(columns, { unit })).model;
    const { low, high } = orThrow(profileInterval(fitted, columns, { parameter: "b" }));
    expect([low === null, high === null]).toContain(true);
  });

  test("nests by level, and is told of another order of rows alike", () => {
    const turned = {
      frequency: small.frequency.toReversed(),
      recency: small.recency.toReversed(),
      age: small.age.toReversed(),
      weight: small.weight.toReversed(),
    };
    const wide = orThrow(profileInterval(model, turned, { parameter: "r", level: 0.99 }));
    const narrow = orThrow(profileInterval(model, small, { parameter: "r", level: 0.5 }));
    expect(wide.low).toBeLessThan(narrow.low ?? NaN);
    expect(wide.high).toBeGreaterThan(narrow.high ?? NaN);
  });

  test("refuses other data and drawn parameters; throws for mistakes", () => {
    const other = { ...small, weight: [41, 22, 9, 5, 6, 4, 3, 1] };
    expect(profileInterval(model, other, { parameter: "r" })).toEqual({
      ok: false,
      error: { code: "other-columns", format: "nbd-model/1" },
    });
    const drawn = orThrow(fitNbd(small, { unit, penalty: 1 })).model;
    expect(profileInterval(drawn, small, { parameter: "r" })).toMatchObject({ error: { code: "penalised-fit" } });
    const code = (name: string): unknown => expect.objectContaining({ code: name });
    expect(() => profileInterval(model, small, { parameter: "r", level: 1 })).toThrow(code("invalid-option"));
    expect(() => profileInterval(model, small, { parameter: "s" as never })).toThrow(code("invalid-option"));
    expect(() => profileInterval(model, { ...small, age: [1] }, { parameter: "r" })).toThrow(code("invalid-columns"));
    expect(() => profileInterval({ ...model, format: "x" as never }, small as never, { parameter: "r" })).toThrow(
      code("invalid-model"),
    );
  });
});

describe("nested models", () => {
  const columns = orThrow(survivorColumns([1000, 869, 743, 653, 593, 551, 517, 491]));
  const [sbg, bdw] = [orThrow(fitSbg(columns)).model, orThrow(fitBdw(columns)).model];

  test("the likelihood ratio of sBG in the beta-discrete-Weibull model", () => {
    const { statistic, degrees, pValue, edge } = orThrow(compareNested({ simpler: sbg, larger: bdw }));
    expect(statistic).toBeCloseTo(2 * (bdw.logLikelihood - sbg.logLikelihood), 12);
    expect([degrees, edge]).toEqual([1, false]);
    expect(pValue).toBeCloseTo(0.000629, 5); // chi2.sf of scipy, of the published -1611.2 with its digits
  });

  test("customers who leave ask for a model of leaving, those who do not hardly do", () => {
    const chance = (model: NbdScoring | typeof pareto): number => {
      const made = simulateOrders(model, { ages: ages(800), unit, seed: 2 });
      const test = compareNested({
        simpler: orThrow(fitNbd(made, { unit })).model,
        larger: orThrow(fitBgNbd(made, { unit })).model,
      });
      expect(orThrow(test)).toMatchObject({ degrees: 2, edge: true });
      return orThrow(test).pValue;
    };
    expect(chance(pareto)).toBeLessThan(1e-6);
    expect(chance(steady)).toBeGreaterThan(0.01);
  });

  test("the larger model is rejected as often as the level says, where the simpler is true", () => {
    const alike = { format: "sbg-model/1", parameters: { alpha: 0.8, beta: 1.6 } } as const;
    const due = Array.from({ length: 1500 }, (_, i) => 4 + (i % 5));
    const rejected = Array.from({ length: 60 }, (_, seed) => {
      const made = simulateRenewals(alike, { due, seed });
      return orThrow(compareNested({ simpler: orThrow(fitSbg(made)).model, larger: orThrow(fitBdw(made)).model }));
    }).filter(({ pValue }) => pValue < 0.2).length;
    expect(rejected).toBeGreaterThan(2);
    expect(rejected).toBeLessThan(25);
  });

  test("refuses models that are not nested, of other data, or drawn", () => {
    expect(compareNested({ simpler: bdw, larger: sbg })).toEqual({
      ok: false,
      error: { code: "not-nested", simpler: "bdw-model/1", larger: "sbg-model/1" },
    });
    const strange = { ...sbg, format: "constructor" as never };
    expect(compareNested({ simpler: strange, larger: bdw })).toMatchObject({ error: { code: "not-nested" } });
    expect(compareNested({ simpler: sbg, larger: strange })).toMatchObject({ error: { code: "not-nested" } });
    const elsewhere = { ...sbg, fingerprint: "0123456789abcdef" };
    expect(compareNested({ simpler: elsewhere, larger: bdw })).toMatchObject({ error: { code: "different-data" } });
    const drawn = { ...sbg, penalty: 2 };
    expect(compareNested({ simpler: drawn, larger: bdw })).toEqual({
      ok: false,
      error: { code: "penalised-fit", format: "sbg-model/1", penalty: 2 },
    });
    expect(() => compareNested({ simpler: { ...sbg, parameters: null as never }, larger: bdw })).toThrow(
      expect.objectContaining({ code: "invalid-model" }),
    );
  });
});

describe("the bootstrap", () => {
  const columns = simulateOrders(steady, { ages: ages(400), unit, seed: 9 });
  const { model } = orThrow(fitNbd(columns, { unit }));
  const orders = (each: NbdScoring): number =>
    orThrow(expectedOrders({ frequency: 2, recencyDays: 90, ageDays: 365 }, each, { horizon: { amount: 52, unit } }))
      .orders;
  const options = {
    simulate: (each: NbdModel, seed: number) => simulateOrders(each, { ages: ages(400), unit, seed }),
    fit: (made: Parameters<typeof fitNbd>[0]) => fitNbd(made, { unit }),
    draws: 150,
    seed: 5,
  };

  test("agrees with the interval of slopes where the data are many, and comes again with its seed", () => {
    const interval = orThrow(bootstrapInterval(model, orders, options));
    const delta = orThrow(outputInterval(model, orders, { scale: "log" }));
    expect(interval.estimate).toBe(delta.estimate);
    expect(interval.standardError / delta.standardError).toBeGreaterThan(0.75);
    expect(interval.standardError / delta.standardError).toBeLessThan(1.3);
    expect(Math.abs(interval.bias)).toBeLessThan(interval.standardError);
    expect(interval.low).toBeLessThan(interval.estimate);
    expect(interval.high).toBeGreaterThan(interval.estimate);
    expect(interval).toMatchObject({ draws: 150, fits: 150, level: 0.95 });
    const few = { ...options, draws: 20 };
    expect(bootstrapInterval(model, orders, few)).toEqual(bootstrapInterval(model, orders, few));
  });

  test("tells nothing where too few populations can be fitted", () => {
    let calls = 0;
    const fit = (made: Parameters<typeof fitNbd>[0]) =>
      ++calls % 2 === 0 ? fitNbd(made, { unit }) : fitNbd({ frequency: [], recency: [], age: [] }, { unit });
    expect(bootstrapInterval(model, orders, { ...options, fit, draws: 20 })).toEqual({
      ok: false,
      error: { code: "too-few-fits", draws: 20, fits: 10 },
    });
  });

  test("of as many draws as are allowed at least and at most is one", () => {
    let asked = 0;
    const same = { simulate: () => ++asked, fit: () => ({ ok: true, value: { model } }) as const, seed: 1 };
    for (const draws of [20, 10_000]) {
      asked = 0;
      expect(orThrow(bootstrapInterval(model, () => 7, { ...same, draws }))).toEqual({
        estimate: 7,
        standardError: 0,
        bias: 0,
        low: 7,
        high: 7,
        level: 0.95,
        draws,
        fits: draws,
      });
      expect(asked).toBe(draws);
    }
  });

  test.each([{ draws: 19 }, { draws: 10_001 }, { draws: 20.5 }, { level: 0 }, { seed: NaN }])(
    "throws for %j",
    (part) => {
      expect(() => bootstrapInterval(model, orders, { ...options, ...part })).toThrow(
        expect.objectContaining({ code: "invalid-option" }),
      );
    },
  );

  test("throws for an output that is no number", () => {
    expect(() => bootstrapInterval(model, () => NaN, options)).toThrow(
      expect.objectContaining({ code: "invalid-option" }),
    );
  });
});
