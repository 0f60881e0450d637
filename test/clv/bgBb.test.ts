import {
  type BgBbScoring,
  fitBgBb,
  opportunityDistribution,
  opportunityOutlook,
  outputInterval,
  restoreClvModel,
  simulateOpportunities,
} from "clientele/clv";
import { orThrow } from "clientele/core";
import { bgBbProcess, opportunityFault } from "clientele/kernel";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bgBbLikelihood } from "../../src/clv/internal/bgBbLikelihood.ts";
import { distinctRows } from "../../src/clv/internal/distinctRows.ts";
import golden from "../golden/clv-periods.json" with { type: "json" };
import { logUniform, relativeError, sharedRows } from "../support/clv.ts";

const names = ["alpha", "beta", "gamma", "delta"] as const;
const published: BgBbScoring = {
  format: "bg-bb-model/1",
  parameters: { alpha: 1.204, beta: 0.75, gamma: 0.657, delta: 2.783 },
};
const anyParameters = fc.record({
  alpha: logUniform(1e-3, 1e4),
  beta: logUniform(1e-3, 1e4),
  gamma: fc.oneof(logUniform(1e-3, 1e4), fc.constant(1)),
  delta: logUniform(1e-3, 1e4),
});
/** Row, parameters, horizon, rate, figures. */
type Hard = readonly [readonly number[], readonly number[], number, number, readonly string[]];

const anyRow = fc
  .record({
    opportunities: fc.nat({ max: 60 }),
    last: fc.double({ min: 0, max: 1, noNaN: true }),
    share: fc.double({ min: 0, max: 1, noNaN: true }),
  })
  .map(({ opportunities, last, share }) => {
    const recency = Math.round(opportunities * last);
    return { opportunities, recency, frequency: recency === 0 ? 0 : 1 + Math.floor((recency - 1) * share) };
  });

describe("golden", () => {
  test("the outlook of every pattern of six opportunities is that computed with forty digits", () => {
    const { params, rows } = golden.models.find(({ model }) => model.startsWith("bg-bb"))!;
    const p = params as Readonly<Record<string, string>>;
    const parameters = {
      alpha: Number(p["alpha"]),
      beta: Number(p["beta"]),
      gamma: Number(p["gamma"]),
      delta: Number(p["delta"]),
    };
    for (const row of rows as unknown as Readonly<Record<string, string | number>>[]) {
      const history = { frequency: Number(row["x"]), recency: Number(row["tx"]), opportunities: Number(row["n"]) };
      const outlook = orThrow(
        opportunityOutlook(
          history,
          { format: "bg-bb-model/1", parameters },
          { horizon: 5, discount: { perPeriod: 0.1 }, discountHorizon: null },
        ),
      );
      const next = orThrow(opportunityOutlook(history, { format: "bg-bb-model/1", parameters }, { horizon: 1 }));
      expect(relativeError(outlook.probabilityAlive, Number(row["pAliveNow"]))).toBeLessThan(1e-13);
      expect(relativeError(next.probabilityAliveThen, Number(row["pAliveNext"]))).toBeLessThan(1e-13);
      expect(relativeError(outlook.expectedOrders, Number(row["cet5"]))).toBeLessThan(1e-13);
      expect(relativeError(outlook.discountedOrders ?? NaN, Number(row["dert10pct"]))).toBeLessThan(1e-12);
      expect(relativeError(bgBbProcess(parameters).logLikelihood(history), Number(row["logLikelihood"]))).toBeLessThan(
        1e-13,
      );
    }
  });

  test("hundreds of opportunities, shapes over eight decades and rates near zero are computed as with forty digits", () => {
    for (const [row, shapes, horizon, rate, truth] of golden.hardBgBb.rows as unknown as readonly Hard[]) {
      const [frequency = NaN, recency = NaN, opportunities = NaN] = row;
      const [alpha = NaN, beta = NaN, gamma = NaN, delta = NaN] = shapes;
      const model: BgBbScoring = { format: "bg-bb-model/1", parameters: { alpha, beta, gamma, delta } };
      const history = { frequency, recency, opportunities };
      const outlook = orThrow(
        opportunityOutlook(history, model, { horizon, discount: { perPeriod: rate }, discountHorizon: null }),
      );
      const got = [
        bgBbProcess(model.parameters).logLikelihood(history),
        outlook.probabilityAlive,
        outlook.expectedOrders,
        outlook.discountedOrders ?? NaN,
      ];
      got.forEach((figure, index) => {
        expect(relativeError(figure, Number(truth[index]))).toBeLessThan(1e-11);
      });
    }
  });

  test("donors have the published estimates; without them, simulated ones their own", () => {
    const donors = sharedRows("donations/donations_rf.csv");
    if (donors !== null) {
      const columns = {
        frequency: donors["x"]!,
        recency: donors["t.x"]!,
        opportunities: donors["n.cal"]!,
        weight: donors["custs"]!,
      };
      const { model, findings } = orThrow(fitBgBb(columns));
      const digits = names.map((name) => model.parameters[name].toFixed(3));
      expect(["the public data", ...digits]).toEqual(["the public data", "1.204", "0.750", "0.657", "2.783"]); // table 3
      expect([model.customers, model.logLikelihood.toFixed(1), findings]).toEqual([11104, "-33225.6", []]);
      return;
    }
    expectFoundAgain(1);
  });
});

describe("simulated customers", () => {
  test("are found out within four standard errors", () => {
    expectFoundAgain(3);
    expectFoundAgain(8);
  });

  test("are the same for the same seed", () => {
    const draw = (seed: number) => simulateOpportunities(published, { opportunities: [9, 9, 9, 9, 9], seed });
    expect(draw(1)).toEqual(draw(1));
    expect(draw(1)).not.toEqual(draw(2));
  });
});

/** Simulates customers, and fits them. */
function expectFoundAgain(seed: number): void {
  const opportunities = Array.from({ length: 4000 }, (_, customer) => 6 + (customer % 5));
  const { model, findings } = orThrow(fitBgBb(simulateOpportunities(published, { opportunities, seed })));
  for (const name of names) {
    const off = Math.abs(model.parameters[name] - published.parameters[name]) / (model.standardErrors?.[name] ?? 0);
    expect(off).toBeLessThan(4);
  }
  expect([findings, model.convergence.starts]).toEqual([[], 1]);
  expect(restoreClvModel(JSON.parse(JSON.stringify(model)), { format: "bg-bb-model/1" })).toEqual({
    ok: true,
    value: model,
  });
}

describe("refusals", () => {
  test("rows that cannot be true are named, each with its reason", () => {
    const refused = fitBgBb({
      frequency: [1, -1, 1, 1, 2, 3, 0, 0],
      recency: [1, 0, 0.5, 3, 3, 2, 2, 0],
      opportunities: [4, 4, 4, NaN, 2, 4, 4, 2e6],
    });
    const rows = refused.ok || refused.error.code !== "invalid-rows" ? [] : refused.error.rows.rows;
    expect(rows.map(({ index, code, path }) => [index, code, path])).toEqual([
      [1, "invalid-fact", "/frequency"],
      [2, "invalid-fact", "/recency"],
      [3, "invalid-fact", "/opportunities"],
      [4, "recency-beyond-opportunities", ""],
      [5, "orders-beyond-recency", ""],
      [6, "recency-without-order", ""],
      [7, "too-many-opportunities", ""],
    ]);
    expect(opportunityOutlook({ frequency: 3, recency: 2, opportunities: 4 }, published, { horizon: 1 })).toEqual({
      ok: false,
      error: { code: "orders-beyond-recency", frequency: 3, recency: 2 },
    });
    expect(
      opportunityDistribution({ frequency: 0, recency: 0, opportunities: 2e6 }, published, { horizon: 1 }),
    ).toEqual({
      ok: false,
      error: { code: "too-many-opportunities", opportunities: 2e6, most: 1e6 },
    });
  });

  test("populations of which nothing can be learnt", () => {
    const zeros = [0, 0];
    expect(fitBgBb({ frequency: zeros, recency: zeros, opportunities: [3, 4], weight: [2, 5] })).toEqual({
      ok: false,
      error: { code: "nobody-repeats", customers: 7 },
    });
    expect(fitBgBb({ frequency: [1, 0], recency: [1, 0], opportunities: [3, 4] })).toEqual({
      ok: false,
      error: { code: "too-few-distinct-rows", distinct: 2, required: 4 },
    });
  });

  test("options that are none", () => {
    const newcomer = { frequency: 0, recency: 0, opportunities: 0 };
    const ask =
      (horizon: number, perPeriod = 0.1) =>
      () =>
        opportunityOutlook(newcomer, published, { horizon, discount: { perPeriod } });
    for (const wrong of [ask(-1), ask(1.5), ask(NaN), ask(2e6), ask(1, 0), ask(1, -0.1), ask(1, Infinity)]) {
      expect(wrong).toThrow(expect.objectContaining({ code: "invalid-option" }));
    }
    expect(() => opportunityDistribution(newcomer, published, { horizon: 10_001 })).toThrow(/horizon/);
    expect(() => simulateOpportunities(published, { opportunities: [1, -1], seed: 1 })).toThrow(/opportunities\.1/);
    const another = { ...published, parameters: { ...published.parameters, gamma: 0 } };
    expect(() => opportunityOutlook(newcomer, another, { horizon: 1 })).toThrow(/parameters\/gamma/);
  });
});

describe("laws", () => {
  test("the chances of all that could have happened add up to 1", () => {
    fc.assert(
      fc.property(anyParameters, fc.integer({ min: 1, max: 12 }), (parameters, opportunities) => {
        const process = bgBbProcess(parameters);
        let total = 0;
        for (let recency = 0; recency <= opportunities; recency++) {
          for (let frequency = Math.min(recency, 1); frequency <= recency; frequency++) {
            const ways = recency === 0 ? 1 : choose(recency - 1, frequency - 1);
            total += ways * Math.exp(process.logLikelihood({ frequency, recency, opportunities }));
          }
        }
        expect(total).toBeCloseTo(1, 10);
      }),
    );
  });

  test("the chances of all that may come add up to 1, and their mean is the orders expected", () => {
    fc.assert(
      fc.property(anyParameters, anyRow, fc.nat({ max: 40 }), (parameters, row, horizon) => {
        const model: BgBbScoring = { format: "bg-bb-model/1", parameters };
        const { probabilities } = orThrow(opportunityDistribution(row, model, { horizon }));
        const { expectedOrders } = orThrow(opportunityOutlook(row, model, { horizon }));
        expect(probabilities.reduce((sum, chance) => sum + chance, 0)).toBeCloseTo(1, 10);
        const mean = probabilities.reduce((sum, chance, orders) => sum + chance * orders, 0);
        expect(Math.abs(mean - expectedOrders)).toBeLessThanOrEqual(1e-10 * expectedOrders);
      }),
    );
  });

  test("P(alive) lies in [0, 1] and falls with silence; whoever took the last opportunity is there", () => {
    fc.assert(
      fc.property(anyParameters, anyRow, fc.nat({ max: 20 }), (parameters, row, more) => {
        const process = bgBbProcess(parameters);
        const now = process.probabilityAlive(row);
        const later = process.probabilityAlive({ ...row, opportunities: row.opportunities + more });
        expect(now).toBeLessThanOrEqual(1);
        expect(later).toBeGreaterThanOrEqual(0);
        expect(later).toBeLessThanOrEqual(now * (1 + 1e-12));
        expect(process.probabilityAlive({ ...row, opportunities: row.recency })).toBe(1);
      }),
    );
  });

  test("one opportunity at a time: discounted orders are those of the next and, discounted once more, of the rest", () => {
    fc.assert(
      fc.property(anyParameters, logUniform(1e-6, 10), (parameters, rate) => {
        // sum from 1 on = v s (1 + sum from the state one further), s = delta / (gamma + delta); the mean chance stays
        const here = bgBbProcess(parameters).future({ frequency: 0, recency: 0, opportunities: 0 });
        const further = bgBbProcess({ ...parameters, delta: parameters.delta + 1 }).future({
          frequency: 0,
          recency: 0,
          opportunities: 0,
        });
        const mean = parameters.alpha / (parameters.alpha + parameters.beta);
        const step = parameters.delta / (parameters.gamma + parameters.delta) / (1 + rate);
        const all = here.discountedOrders({ rate, to: Infinity });
        expect(relativeError(all, step * (mean + further.discountedOrders({ rate, to: Infinity })))).toBeLessThan(
          1e-10,
        );
        expect(here.discountedOrders({ rate, to: 30 })).toBeLessThanOrEqual(all * (1 + 1e-12));
      }),
    );
  });

  test("discounted at a rate that leaves no later opportunity, and at next to none", () => {
    const future = bgBbProcess({ alpha: 1, beta: 2, gamma: 3, delta: 4 }).future({
      frequency: 0,
      recency: 0,
      opportunities: 0,
    });
    // without a discount the sum is delta / (gamma - 1)
    expect(relativeError(future.discountedOrders({ rate: 1e-12, to: Infinity }), 2 / 3)).toBeLessThan(1e-10);
    expect(
      relativeError(
        future.discountedOrders({ rate: 0.1, to: 2000 }),
        future.discountedOrders({ rate: 0.1, to: Infinity }),
      ),
    ).toBeLessThan(1e-12);
  });

  test("the likelihood of a population is the sum of the customers', with the slopes and curvatures it says", () => {
    const data = simulateOpportunities(published, {
      opportunities: Array.from({ length: 200 }, (_, i) => 3 + (i % 9)),
      seed: 5,
    });
    const of = bgBbLikelihood(
      distinctRows({ frequency: data.frequency, first: data.recency, second: data.opportunities, weight: null }),
    );
    const near = fc.tuple(logUniform(0.05, 50), logUniform(0.05, 50), logUniform(0.05, 50), logUniform(0.05, 50));
    fc.assert(
      fc.property(near, (point) => {
        const { value, gradient, hessian } = of(point);
        const [alpha, beta, gamma, delta] = point;
        const process = bgBbProcess({ alpha, beta, gamma, delta });
        const sum = data.frequency.reduce(
          (total, frequency, row) =>
            total +
            process.logLikelihood({ frequency, recency: data.recency[row]!, opportunities: data.opportunities[row]! }),
          0,
        );
        expect(relativeError(value, sum)).toBeLessThan(1e-11);
        const moved = (index: number, step: number) =>
          of(point.map((each, i) => (i === index ? each * (1 + step) : each)));
        for (let i = 0; i < 4; i++) {
          const [up, down] = [moved(i, 1e-5), moved(i, -1e-5)];
          expect(Math.abs((up.value - down.value) / 2e-5 - gradient[i]! * point[i]!)).toBeLessThan(1e-4);
          for (let j = 0; j < 4; j++) {
            const slope = ((up.gradient[j]! - down.gradient[j]!) / 2e-5) * point[j]!;
            expect(Math.abs(slope - hessian[4 * i + j]! * point[i]! * point[j]!)).toBeLessThan(1e-4);
          }
        }
      }),
      { numRuns: 50 },
    );
  });

  test("neither the order of rows matters nor whether equal ones come as one with a weight", () => {
    const data = simulateOpportunities(published, { opportunities: Array.from({ length: 300 }, () => 6), seed: 4 });
    const rows = Array.from(data.frequency, (frequency, row) => ({
      frequency,
      recency: data.recency[row]!,
      opportunities: 6,
    }));
    const columnsOf = (list: typeof rows) => ({
      frequency: list.map((row) => row.frequency),
      recency: list.map((row) => row.recency),
      opportunities: list.map((row) => row.opportunities),
    });
    const counts = new Map<string, number>();
    for (const row of rows) counts.set(JSON.stringify(row), (counts.get(JSON.stringify(row)) ?? 0) + 1);
    const folded = columnsOf(Array.from(counts.keys(), (key) => JSON.parse(key) as (typeof rows)[number]));
    const [one, two, three] = [
      orThrow(fitBgBb(columnsOf(rows))).model,
      orThrow(fitBgBb(columnsOf([...rows].reverse()))).model,
      orThrow(fitBgBb({ ...folded, weight: [...counts.values()] })).model,
    ];
    for (const other of [two, three]) {
      for (const name of names) expect(relativeError(other.parameters[name], one.parameters[name])).toBeLessThan(1e-8);
      expect([other.fingerprint, other.customers]).toEqual([one.fingerprint, one.customers]);
    }
    const interval = outputInterval(
      one,
      (each) => orThrow(opportunityOutlook(rows[0]!, each, { horizon: 5 })).expectedOrders,
      { scale: "log" },
    );
    expect(
      interval.ok && interval.value.low < interval.value.estimate && interval.value.estimate < interval.value.high,
    ).toBe(true);
  });

  test("a hundred thousand opportunities and shapes over ten decades overflow nowhere", () => {
    for (const opportunities of [100_000, 10_000]) {
      for (const shape of [1e-5, 1, 1e5]) {
        for (const [frequency, recency] of [
          [0, 0],
          [1, 1],
          [opportunities / 2, opportunities / 2],
          [opportunities / 10, opportunities - 1],
          [opportunities, opportunities],
        ] as const) {
          const row = { frequency, recency, opportunities };
          expect(opportunityFault(row)).toBe(null);
          const model: BgBbScoring = {
            format: "bg-bb-model/1",
            parameters: { alpha: shape, beta: 1 / shape, gamma: shape, delta: 1 },
          };
          const outlook = orThrow(opportunityOutlook(row, model, { horizon: 100_000, discount: { perPeriod: 1e-9 } }));
          expect(Number.isFinite(bgBbProcess(model.parameters).logLikelihood(row))).toBe(true);
          expect(outlook.probabilityAlive >= 0 && outlook.probabilityAlive <= 1).toBe(true);
          expect(Number.isFinite(outlook.expectedOrders) && Number.isFinite(outlook.discountedOrders)).toBe(true);
        }
      }
    }
    const { probabilities } = orThrow(
      opportunityDistribution({ frequency: 0, recency: 0, opportunities: 0 }, published, { horizon: 3000 }),
    );
    expect(probabilities.reduce((sum, chance) => sum + chance, 0)).toBeCloseTo(1, 10);
  });
});

const choose = (n: number, k: number): number => (k <= 0 ? 1 : (choose(n - 1, k - 1) * n) / k);
