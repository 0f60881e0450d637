import {
  type BgNbdScoring,
  type ClvModel,
  discountedOrders,
  expectedOrders,
  fitBgNbd,
  fitGammaGamma,
  fitMbgNbd,
  fitParetoNbd,
  type MbgNbdScoring,
  nextOrderQuantiles,
  orderDistribution,
  orderQuantiles,
  type OrderingModel,
  type OrderingScoring,
  outputInterval,
  type ParetoNbdScoring,
  probabilityAlive,
  restoreClvModel,
  scoreClv,
  simulateOrders,
  simulateSpend,
} from "clientele/clv";
import { orThrow } from "clientele/core";
import { describe, expect, test } from "vitest";
import { cdnow, relativeError, spendModel } from "../support/clv.ts";

const unit = "week" as const;
const models = {
  bg: { format: "bg-nbd-model/1", unit, parameters: { r: 0.6, alpha: 6, a: 0.9, b: 2.8 } } satisfies BgNbdScoring,
  mbg: { format: "mbg-nbd-model/1", unit, parameters: { r: 0.8, alpha: 7, a: 0.9, b: 2.4 } } satisfies MbgNbdScoring,
  pareto: {
    format: "pareto-nbd-model/1",
    unit,
    parameters: { r: 0.6, alpha: 10, s: 0.7, beta: 14 },
  } satisfies ParetoNbdScoring,
};
const fits = { bg: fitBgNbd, mbg: fitMbgNbd, pareto: fitParetoNbd };
const names = ["bg", "mbg", "pareto"] as const;
const customer = { frequency: 2, recencyDays: 213, ageDays: 272 };
const newcomer = { frequency: 0, recencyDays: 0, ageDays: 0 };
const horizon = { amount: 39, unit } as const;
const agesOf = (customers: number): number[] => Array.from({ length: customers }, (_, i) => 52 + ((i * 37) % 53));
const numbersOf = (record: object | null): number[] => Object.values(record ?? {}) as number[];
const fitted = (name: (typeof names)[number], customers = 3000, seed = 7): OrderingModel =>
  orThrow<{ readonly model: OrderingModel }>(
    fits[name](simulateOrders(models[name], { ages: agesOf(customers), unit, seed }), { unit }),
  ).model;

describe.each(names)("%s", (name) => {
  const scoring: OrderingScoring = models[name];

  test("finds its own parameters again, as far off as its standard errors say", () => {
    const truth = numbersOf(scoring.parameters);
    const misses = Array.from({ length: 12 }, (_, seed) => {
      const model = fitted(name, 1500, seed);
      expect(model.convergence).toMatchObject({ stopped: "gradient", starts: 1 });
      const errors = numbersOf(model.standardErrors);
      // on the scale of logarithms, where the likelihood is the more even
      return numbersOf(model.parameters).map((value, i) => (Math.log(value / truth[i]!) * value) / errors[i]!);
    }).flat();
    for (const miss of misses) expect(Math.abs(miss)).toBeLessThan(4);
    const spread = Math.sqrt(misses.reduce((sum, miss) => sum + miss * miss, 0) / misses.length);
    expect(spread).toBeGreaterThan(0.6);
    expect(spread).toBeLessThan(1.4);
  });

  test("another unit of time scales the rates and nothing else", () => {
    const columns = simulateOrders(scoring, { ages: agesOf(800), unit, seed: 3 });
    const weeks = orThrow<{ readonly model: OrderingModel }>(fits[name](columns, { unit })).model;
    const inDays = {
      frequency: columns.frequency,
      recency: columns.recency.map((time) => time * 7),
      age: columns.age.map((time) => time * 7),
    };
    const days = orThrow<{ readonly model: OrderingModel }>(fits[name](inDays, { unit: "day" })).model;
    const [one, other] = [numbersOf(weeks.parameters), numbersOf(days.parameters)];
    const scaled = name === "pareto" ? [1, 7, 1, 7] : [1, 7, 1, 1];
    one.forEach((value, i) => expect(relativeError(other[i]!, value * scaled[i]!)).toBeLessThan(1e-6));
    const [a, b] = [weeks, days].map((model) =>
      orThrow(discountedOrders(customer, model, { discount: { annual: 0.1 } })),
    );
    expect(relativeError(a?.orders ?? NaN, b?.orders ?? NaN)).toBeLessThan(1e-6);
  });

  test("a penalty draws the parameters towards the start, costs likelihood, and is kept in the model", () => {
    const columns = simulateOrders(scoring, { ages: agesOf(600), unit, seed: 5 });
    const at = (penalty: number): OrderingModel =>
      orThrow<{ readonly model: OrderingModel }>(fits[name](columns, { unit, penalty })).model;
    const [free, light, heavy] = [at(0), at(5), at(1e9)];
    const start = numbersOf(heavy.parameters);
    const away = (model: OrderingModel): number =>
      numbersOf(model.parameters).reduce((sum, value, i) => sum + Math.log(value / start[i]!) ** 2, 0);
    expect(away(light)).toBeLessThan(away(free));
    expect(light.logLikelihood).toBeLessThan(free.logLikelihood);
    expect(light.logLikelihood - 5 * away(light)).toBeGreaterThan(free.logLikelihood - 5 * away(free));
    expect(light.penalty).toBe(5);
    expect(heavy.standardErrors === null ? NaN : numbersOf(heavy.standardErrors)[0]).toBeLessThan(1e-3);
    expect(() => fits[name](columns, { unit, penalty: -1 })).toThrow(
      expect.objectContaining({ code: "invalid-option" }),
    );
  });

  test("a model comes back from JSON whole; what is not one is refused with its place", () => {
    const model = fitted(name, 400);
    const text = JSON.stringify(model);
    expect(orThrow(restoreClvModel(JSON.parse(text)))).toEqual(model);
    const restored = orThrow(restoreClvModel(JSON.parse(text), { format: model.format }));
    expect(probabilityAlive(customer, restored)).toEqual(probabilityAlive(customer, model));
    const [first = ""] = Object.keys(model.parameters);
    const wrong: readonly [object, string][] = [
      [{ unit: "weeks" }, "/unit"],
      [{ parameters: { ...model.parameters, [first]: -1 } }, `/parameters/${first}`],
      [{ parameters: null }, "/parameters"],
      [{ standardErrors: null }, "/covariance"],
      [{ standardErrors: { ...model.parameters, [first]: "1" } }, `/standardErrors/${first}`],
      [{ covariance: model.covariance?.slice(1) }, "/covariance"],
      [
        { covariance: model.covariance?.map((row, i) => row.map((cell, j) => (i < j ? cell * 2 : cell))) },
        "/covariance",
      ],
      [{ covariance: [1, 2, 3, 4] }, "/covariance"],
      [{ logLikelihood: null }, "/logLikelihood"],
      [{ penalty: -1 }, "/penalty"],
      [{ customers: 0 }, "/customers"],
      [{ rows: 1.5 }, "/rows"],
      [{ fingerprint: "abc" }, "/fingerprint"],
      [{ convergence: 1 }, "/convergence"],
    ];
    for (const [change, path] of wrong) {
      expect(restoreClvModel({ ...model, ...change })).toMatchObject({
        ok: false,
        error: { code: "invalid-fact", path },
      });
    }
    expect(orThrow(restoreClvModel({ ...model, standardErrors: null, covariance: null })).covariance).toBeNull();
  });

  test("the chances of counts, their quantiles and their mean are of one piece", () => {
    for (const who of [customer, newcomer, { frequency: 30, recencyDays: 250, ageDays: 272 }]) {
      const { probabilities, beyond, horizon: asked } = orThrow(orderDistribution(who, scoring, { horizon, upTo: 60 }));
      expect(asked).toEqual(horizon);
      expect(probabilities.reduce((sum, chance) => sum + chance, beyond)).toBeCloseTo(1, 10);
      const chances = [0, 0.05, 0.5, 0.9, 0.99];
      const { orders } = orThrow(orderQuantiles(who, scoring, { horizon, chances }));
      chances.forEach((chance, i) => {
        const upTo = (count: number): number => probabilities.slice(0, count + 1).reduce((sum, each) => sum + each, 0);
        const count = orders[i]!;
        expect(upTo(count)).toBeGreaterThanOrEqual(chance - 1e-12);
        if (count > 0) expect(upTo(count - 1)).toBeLessThan(chance + 1e-12);
      });
      const mean = probabilities.reduce((sum, chance, count) => sum + count * chance, 0);
      const expected = orThrow(expectedOrders(who, scoring, { horizon })).orders;
      expect(mean).toBeLessThanOrEqual(expected * (1 + 1e-9));
      expect(mean + 200 * beyond).toBeGreaterThan(expected * (1 - 1e-9));
    }
  });

  test("the next order comes with its chance, or never", () => {
    const { times } = orThrow(nextOrderQuantiles(customer, scoring, { chances: [0, 0.2, 0.5, 0.999] }));
    expect(times[0]).toEqual({ amount: 0, unit });
    expect(times[3]).toBeNull();
    const half = times[2];
    if (half === undefined || half === null) throw new Error("expected a time");
    const { probabilities } = orThrow(orderDistribution(customer, scoring, { horizon: half, upTo: 0 }));
    expect(probabilities[0]).toBeCloseTo(0.5, 9);
  });

  test("ahead of time P(alive) falls, and the orders of stretches add up", () => {
    const now = orThrow(probabilityAlive(customer, scoring));
    const later = orThrow(probabilityAlive(customer, scoring, { in: { amount: 0.5, unit: "year" } }));
    expect([now.in, later.in]).toEqual([null, { amount: 0.5, unit: "year" }]);
    expect(later.probability).toBeLessThan(now.probability);
    const quarter = { amount: 13, unit } as const;
    const early = orThrow(expectedOrders(customer, scoring, { horizon: quarter })).orders;
    const late = orThrow(expectedOrders(customer, scoring, { from: quarter, horizon }));
    expect(late.from).toEqual(quarter);
    expect(early + late.orders).toBeCloseTo(orThrow(expectedOrders(customer, scoring, { horizon })).orders, 11);
    expect(() => expectedOrders(customer, scoring, { from: horizon, horizon: quarter })).toThrow(
      expect.objectContaining({ code: "invalid-option" }),
    );
  });

  test("a large population is scored as its customers are, to twelve digits", () => {
    const columns = simulateOrders(scoring, { ages: agesOf(2500), unit, seed: 2 });
    const discount = { annual: 0.1 };
    const scores = scoreClv(columns, { orders: scoring }, { horizon, discount });
    const forEver = scoreClv(columns, { orders: scoring }, { horizon, discount, discountHorizon: null });
    expect([scores.discountHorizon, forEver.discountHorizon]).toEqual([horizon, null]);
    for (let row = 0; row < 2500; row += 97) {
      const who = { frequency: columns.frequency[row]!, recency: columns.recency[row]!, age: columns.age[row]!, unit };
      const worth = orThrow(discountedOrders(who, scoring, { discount, horizon })).orders;
      const everWorth = orThrow(discountedOrders(who, scoring, { discount })).orders;
      expect(scores.probabilityAlive[row]).toBe(orThrow(probabilityAlive(who, scoring)).probability);
      expect(
        relativeError(scores.expectedOrders[row]!, orThrow(expectedOrders(who, scoring, { horizon })).orders),
      ).toBeLessThan(1e-12);
      expect(relativeError(scores.discountedOrders?.[row] ?? NaN, worth)).toBeLessThan(1e-12);
      expect(relativeError(forEver.discountedOrders?.[row] ?? NaN, everWorth)).toBeLessThan(1e-12);
    }
  });

  test("customers made up order as expected, and the same seed makes the same ones", () => {
    const customers = 20_000;
    const columns = simulateOrders(scoring, { ages: new Float64Array(customers).fill(273), unit: "day", seed: 11 });
    expect(columns.unit).toBe("day");
    const mean = columns.frequency.reduce((sum, x) => sum + x, 0) / customers;
    const square = columns.frequency.reduce((sum, x) => sum + (x - mean) ** 2, 0) / customers;
    const expected = orThrow(expectedOrders(newcomer, scoring, { horizon })).orders;
    expect(Math.abs(mean - expected)).toBeLessThan(4 * Math.sqrt(square / customers));
    const { probabilities } = orThrow(orderDistribution(newcomer, scoring, { horizon, upTo: 3 }));
    probabilities.forEach((chance, count) => {
      const share = columns.frequency.filter((x) => x === count).length / customers;
      expect(Math.abs(share - chance)).toBeLessThan(4 * Math.sqrt((chance * (1 - chance)) / customers));
    });
    expect(columns.recency.every((time, row) => time <= 273 && time > 0 === columns.frequency[row]! > 0)).toBe(true);
    const again = simulateOrders(scoring, { ages: [40, 80], unit, seed: 4 });
    expect(simulateOrders(scoring, { ages: [40, 80], unit, seed: 4 })).toEqual(again);
    expect(() => simulateOrders(scoring, { ages: [-1], unit, seed: 4 })).toThrow(
      expect.objectContaining({ code: "invalid-option" }),
    );
    expect(() => simulateOrders(scoring, { ages: [1], unit, seed: 0.5 })).toThrow(
      expect.objectContaining({ code: "invalid-option" }),
    );
  });

  test("intervals by slopes and by draws agree, shrink with the population, and stay within what is possible", () => {
    const model = fitted(name, 3000);
    const orders = (each: OrderingScoring): number => orThrow(expectedOrders(customer, each, { horizon })).orders;
    const alive = (each: OrderingScoring): number => orThrow(probabilityAlive(customer, each)).probability;
    const delta = orThrow(outputInterval(model, orders, { level: 0.9, scale: "log" }));
    const drawn = orThrow(outputInterval(model, orders, { level: 0.9, method: "simulation", draws: 2000, seed: 1 }));
    expect(delta.estimate).toBe(orders(model));
    expect(relativeError(drawn.standardError, delta.standardError)).toBeLessThan(0.15);
    expect(Math.abs(drawn.low - delta.low)).toBeLessThan(0.3 * delta.standardError);
    expect(Math.abs(drawn.high - delta.high)).toBeLessThan(0.3 * delta.standardError);
    const wide = orThrow(outputInterval(fitted(name, 300, 1), orders, { level: 0.9 }));
    expect(wide.high - wide.low).toBeGreaterThan(2 * (delta.high - delta.low));
    expect(wide.high - wide.estimate).toBeCloseTo(wide.estimate - wide.low, 12);
    const chance = orThrow(outputInterval(model, alive, { level: 0.999999, scale: "logit" }));
    expect(chance.low).toBeGreaterThan(0);
    expect(chance.high).toBeLessThan(1);
    expect(chance.low).toBeLessThan(chance.estimate);
  });

  test("an output rounded to steps as wide as what is asked is no output for slopes; simulation takes it", () => {
    const model = fitted(name, 3000);
    const rounded = (each: OrderingScoring): number =>
      Number(orThrow(expectedOrders(customer, each, { horizon })).orders.toFixed(2));
    expect(() => outputInterval(model, rounded)).toThrow(expect.objectContaining({ code: "invalid-option" }));
    expect(outputInterval(model, rounded, { method: "simulation", draws: 50, seed: 1 }).ok).toBe(true);
    expect(outputInterval(model, () => 7)).toMatchObject({ ok: true, value: { low: 7, high: 7 } });
  });

  test("options that make no sense are a mistake of the caller", () => {
    const invalid: unknown = expect.objectContaining({ code: "invalid-option" });
    for (const upTo of [-1, 0.5, 1e6, NaN])
      expect(() => orderDistribution(customer, scoring, { horizon, upTo })).toThrow(invalid);
    for (const chance of [1, -0.1, NaN]) {
      expect(() => orderQuantiles(customer, scoring, { horizon, chances: [0.5, chance] })).toThrow(invalid);
      expect(() => nextOrderQuantiles(customer, scoring, { chances: [chance] })).toThrow(invalid);
    }
    expect(() => discountedOrders(customer, scoring, { discount: { annual: 0 } })).toThrow(invalid);
    expect(orThrow(discountedOrders(customer, scoring, { discount: { annual: 0 }, horizon })).orders).toBeCloseTo(
      orThrow(expectedOrders(customer, scoring, { horizon })).orders,
      12,
    );
    const bad = { ...customer, recencyDays: 300 };
    const refused = { ok: false, error: { code: "recency-beyond-age", recency: 300, age: 272 } };
    expect(discountedOrders(bad, scoring, { discount: { annual: 0.1 } })).toEqual(refused);
    expect(orderDistribution(bad, scoring, { horizon, upTo: 1 })).toEqual(refused);
    expect(orderQuantiles(bad, scoring, { horizon, chances: [] })).toEqual(refused);
    expect(nextOrderQuantiles(bad, scoring, { chances: [] })).toEqual(refused);
  });
});

describe("the CDNOW sample", () => {
  // published: Fader, Hardie and Lee 2005, table 2; MBG/NBD as other implementations print it
  test.each([
    ["mbg", ["0.525", "6.183", "0.891", "1.614"], "-9582.1"],
    ["pareto", ["0.553", "10.578", "0.606", "11.669"], "-9595.0"],
  ] as const)("has its published estimates under %s, where the sample is", (name, digits, logLikelihood) => {
    const sample = cdnow();
    const columns =
      sample === null ? null : { frequency: sample["x"] ?? [], recency: sample["t_x"] ?? [], age: sample["T"] ?? [] };
    const model =
      columns === null ? fitted(name) : orThrow<{ readonly model: OrderingModel }>(fits[name](columns, { unit })).model;
    expect(model.convergence.stopped).toBe("gradient");
    if (columns === null) return;
    expect(numbersOf(model.parameters).map((value) => value.toFixed(3))).toEqual(digits);
    expect(model.logLikelihood.toFixed(1)).toBe(logLikelihood);
  });
});

describe("findings", () => {
  test("customers who all leave with the same chance put a and b on a ridge", () => {
    const alike: BgNbdScoring = { format: "bg-nbd-model/1", unit, parameters: { r: 1.5, alpha: 3, a: 2e5, b: 1e6 } };
    const findings = [1, 2, 3, 4].map((seed) => {
      const fit = orThrow(fitBgNbd(simulateOrders(alike, { ages: agesOf(400), unit, seed }), { unit }));
      return fit.findings.find(({ code }) => code === "ridge-estimate");
    });
    const [found] = findings.filter((finding) => finding !== undefined);
    expect(found).toMatchObject({ severity: "warning", path: "/parameters/a", params: { first: "a", second: "b" } });
    expect(Number(found?.params["ratio"])).toBeGreaterThan(0.1);
    expect(Number(found?.params["ratio"])).toBeLessThan(0.35);
  });

  test("customers known for less than a typical time between two orders are too young to tell", () => {
    const slow: ParetoNbdScoring = {
      format: "pareto-nbd-model/1",
      unit,
      parameters: { r: 2, alpha: 100, s: 1, beta: 50 },
    };
    const findings = (age: number) =>
      orThrow(fitParetoNbd(simulateOrders(slow, { ages: new Float64Array(4000).fill(age), unit, seed: 6 }), { unit }))
        .findings;
    const found = findings(20).find(({ code }) => code === "short-observation");
    expect(found).toMatchObject({ severity: "warning", path: "/parameters/alpha", params: { meanAge: 20 } });
    expect(found?.keys).toEqual(["parameters", "alpha"]);
    expect(Number(found?.params["meanGap"])).toBeGreaterThan(20);
    expect(findings(150).map(({ code }) => code)).not.toContain("short-observation");
  });

  test("spend whose customers differ without bound has a heavy tail", () => {
    const codes = (q: number) => {
      const frequency = Array.from({ length: 3000 }, (_, i) => 1 + (i % 5));
      const made = simulateSpend({ ...spendModel, parameters: { p: 4, q, v: 20 } }, { frequency, seed: 2 });
      const { model, findings } = orThrow(fitGammaGamma(made, { currency: "USD" }));
      const heavy = findings.find(({ code }) => code === "heavy-tail");
      if (heavy !== undefined) {
        expect(heavy).toMatchObject({ severity: "warning", path: "/parameters/q", keys: ["parameters", "q"] });
        expect(heavy.params["q"]).toBe(model.parameters.q);
        expect(Number(heavy.params["threshold"])).toBeGreaterThanOrEqual(model.parameters.q);
      }
      return findings.map(({ code }) => code);
    };
    expect(codes(1.4)).toContain("heavy-tail");
    expect(codes(4)).not.toContain("heavy-tail");
  });

  test("only BG/NBD knows nothing of customers without a repeat purchase", () => {
    const once = { frequency: 0, recencyDays: 0, ageDays: 200 };
    const answers = names.map((name) => orThrow(probabilityAlive(once, models[name])));
    expect(answers.map(({ reasons }) => reasons.map(({ code }) => code))).toEqual([["alive-uninformative"], [], []]);
    expect(answers[0]?.probability).toBe(1);
    expect(answers[1]?.probability).toBeLessThan(0.9);
    expect(answers[2]?.probability).toBeLessThan(0.9);
  });
});

describe("refusals", () => {
  test("what is no model, and formats nobody knows", () => {
    const all =
      "bg-nbd-model/1, mbg-nbd-model/1, pareto-nbd-model/1, nbd-model/1, gamma-gamma-model/1, log-normal-model/1, bg-bb-model/1, sbg-model/1, bdw-model/1";
    const unsupported = (expected: string, observed: string) => ({
      ok: false,
      error: { code: "unsupported-format", expected, observed },
    });
    expect(restoreClvModel({ format: "gg-nbd-model/1" })).toEqual(unsupported(all, '"gg-nbd-model/1"'));
    expect(restoreClvModel(null)).toEqual(unsupported(all, "undefined"));
    expect(restoreClvModel({ format: "bg-nbd-model/1" }, { format: "pareto-nbd-model/1" })).toEqual(
      unsupported("pareto-nbd-model/1", '"bg-nbd-model/1"'),
    );
    expect(restoreClvModel({ toString: () => "" })).toMatchObject({
      ok: false,
      error: { code: "invalid-fact", path: "" },
    });
    const nowhere = { ...models.pareto, parameters: { ...models.pareto.parameters, beta: 0 } };
    for (const model of [nowhere, { format: "constructor" }, null, 3]) {
      expect(() => probabilityAlive(customer, model as never)).toThrow(
        expect.objectContaining({ code: "invalid-model" }),
      );
      expect(() => simulateOrders(model as never, { ages: [1], unit, seed: 1 })).toThrow(
        expect.objectContaining({ code: "invalid-model" }),
      );
    }
  });

  test("spend goes through the same doors", () => {
    const { monetary, currency } = simulateSpend(spendModel, { frequency: [1, 3, 2, 5, 8, 1, 1, 2, 0], seed: 3 });
    expect([currency, monetary[8]]).toEqual(["USD", 0]);
    const frequency = [1, 3, 2, 5, 8, 1, 1, 2];
    const model: ClvModel = orThrow(
      fitGammaGamma({ frequency, monetary: monetary.slice(0, 8) }, { currency: "USD", penalty: 1 }),
    ).model;
    expect(orThrow(restoreClvModel(JSON.parse(JSON.stringify(model))))).toEqual(model);
    expect(restoreClvModel({ ...model, currency: "XXL" })).toMatchObject({ error: { path: "/currency" } });
  });

  test("an interval needs a covariance, a number, and options that make sense", () => {
    const model = fitted("bg", 400);
    const alive = (each: OrderingScoring): number => orThrow(probabilityAlive(customer, each)).probability;
    expect(outputInterval({ ...model, covariance: null, standardErrors: null }, alive)).toEqual({
      ok: false,
      error: { code: "no-covariance", format: "bg-nbd-model/1" },
    });
    const singular = {
      ...model,
      covariance: [
        [1, 1, 1, 1],
        [1, 1, 1, 1],
        [1, 1, 1, 1],
        [1, 1, 1, 1],
      ],
    };
    expect(outputInterval(singular, alive, { method: "simulation", seed: 1 })).toMatchObject({
      error: { code: "no-covariance" },
    });
    const invalid: unknown = expect.objectContaining({ code: "invalid-option" });
    expect(() => outputInterval(model, () => NaN)).toThrow(invalid);
    expect(() => outputInterval(model, alive, { level: 1 })).toThrow(invalid);
    expect(() => outputInterval(model, alive, { method: "simulation" })).toThrow(invalid);
    expect(() => outputInterval(model, alive, { method: "simulation", seed: 1, draws: 3 })).toThrow(invalid);
    expect(() => outputInterval(model, (each) => -alive(each), { scale: "log" })).toThrow(invalid);
    expect(() => outputInterval(model, (each) => 1 + alive(each), { scale: "logit" })).toThrow(invalid);
    expect(orThrow(outputInterval(model, () => 4, { scale: "log" }))).toMatchObject({
      low: 4,
      high: 4,
      standardError: 0,
    });
  });
});
