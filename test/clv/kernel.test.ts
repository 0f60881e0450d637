import {
  type BgNbdParameters,
  bgNbdProcess,
  gammaGammaExpectedSpend,
  gammaGammaLogLikelihood,
  type GammaGammaParameters,
  historyFault,
  type OrderingRow,
} from "clientele/kernel";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bgNbdLikelihood } from "../../src/clv/internal/bgNbdLikelihood.ts";
import { distinctRows } from "../../src/clv/internal/distinctRows.ts";
import { gammaGammaLikelihood } from "../../src/clv/internal/gammaGammaLikelihood.ts";
import type { LikelihoodAt } from "../../src/clv/internal/maximizeLikelihood.ts";
import golden from "../golden/clv.json" with { type: "json" };
import { anyBgNbd, anyHistory, relativeError, simulateBgNbd, simulateSpend, startUniform } from "../support/clv.ts";

const bgNbdLogLikelihood = (row: OrderingRow, parameters: BgNbdParameters): number =>
  bgNbdProcess(parameters).logLikelihood(row);
const bgNbdProbabilityAlive = (row: OrderingRow, parameters: BgNbdParameters): number =>
  bgNbdProcess(parameters).probabilityAlive(row);
const bgNbdExpectedOrders = (row: OrderingRow, parameters: BgNbdParameters, to: number): number =>
  bgNbdProbabilityAlive(row, parameters) * bgNbdProcess(parameters).future(row).orders({ from: 0, to });
const bgNbdDiscountedOrders = (
  row: OrderingRow,
  parameters: BgNbdParameters,
  discounting: { readonly horizon: number; readonly delta: number },
): number =>
  bgNbdProbabilityAlive(row, parameters) * bgNbdProcess(parameters).future(row).discountedOrders(discounting);

const DELTA = Math.log(1.15) / 52;
/** Weeks after which nothing counts any more at this discount. */
const FOREVER = 20_000;

describe("golden", () => {
  test.each(golden.extremes)("$tag: frequency $frequency, recency $recency, age $age", (truth) => {
    const { parameters } = truth;
    const holds = (got: number, expected: string, floor = 1e-290): void =>
      expect(relativeError(got, Number(expected), floor)).toBeLessThan(1e-12);
    holds(bgNbdLogLikelihood(truth, parameters), truth.logLikelihood, 1e-3);
    holds(bgNbdProbabilityAlive(truth, parameters), truth.probabilityAlive);
    holds(bgNbdExpectedOrders(truth, parameters, 39), truth.expectedOrders39);
    holds(bgNbdDiscountedOrders(truth, parameters, { horizon: FOREVER, delta: DELTA }), truth.discountedOrders);
  });

  test.each(golden.customers.rows)("a customer of $ageDays days with $frequency repeat purchases", (truth) => {
    const { bgNbd, gammaGamma } = golden.customers;
    const { frequency, recencyDays, ageDays, monetary } = truth;
    const row = { frequency, recency: recencyDays / 7, age: ageDays / 7 };
    expect(bgNbdLogLikelihood(row, bgNbd)).toBeCloseTo(Number(truth.logLikelihood), 12);
    expect(bgNbdProbabilityAlive(row, bgNbd)).toBeCloseTo(Number(truth.probabilityAlive), 13);
    expect(bgNbdExpectedOrders(row, bgNbd, 39)).toBeCloseTo(Number(truth.expectedOrders39), 12);
    const discounted = bgNbdDiscountedOrders(row, bgNbd, { horizon: FOREVER, delta: DELTA });
    expect(relativeError(discounted, Number(truth.discountedOrders15))).toBeLessThan(1e-12);
    expect(gammaGammaExpectedSpend({ frequency, monetary }, gammaGamma)).toBeCloseTo(Number(truth.expectedSpend), 11);
  });
});

describe("the histories that can be", () => {
  test.each([
    [0, 0, 0, null],
    [0, 0, 39, null],
    [3, 39, 39, null],
    [-1, 0, 39, "frequency"],
    [1.5, 1, 39, "frequency"],
    [NaN, 1, 39, "frequency"],
    [1, -1, 39, "recency"],
    [1, Infinity, Infinity, "recency"],
    [1, 1, NaN, "age"],
    [1, 40, 39, "recency-beyond-age"],
    [0, 2, 39, "recency-without-repeat"],
    [2, 0, 39, "repeat-without-recency"],
    [2, 0, 0, "repeat-without-recency"],
  ])("frequency %d, recency %d, age %d: %s", (frequency, recency, age, fault) => {
    expect(historyFault({ frequency, recency, age })).toBe(fault);
  });
});

describe("laws", () => {
  test("a likelihood's derivatives are those of its differences, and the population's is the sum of the customers'", () => {
    const orders = simulateBgNbd({ r: 0.6, alpha: 5, a: 0.9, b: 2.8 }, { customers: 300, age: 60, seed: 1 });
    const ofOrders = bgNbdLikelihood(distinctRows({ ...namedColumns(orders), weight: null }), 0);
    const spend = simulateSpend({ p: 6, q: 4, v: 15 }, { customers: 200, seed: 2 });
    const ofSpend = gammaGammaLikelihood(
      distinctRows({ frequency: spend.frequency, first: spend.monetary, second: spend.frequency, weight: null }),
    );
    const uniform = startUniform(3);
    for (let turn = 0; turn < 20; turn++) {
      const [r, alpha, a, b] = [1, 2, 3, 4].map(() => 0.2 + 4 * uniform() ** 2) as [number, number, number, number];
      agreesWithDifferences(ofOrders, [r, alpha, a, b]);
      const customers = orders.frequency.map((frequency, row) =>
        bgNbdLogLikelihood({ frequency, recency: orders.recency[row]!, age: orders.age[row]! }, { r, alpha, a, b }),
      );
      expect(relativeError(ofOrders([r, alpha, a, b]).value, sum(customers))).toBeLessThan(1e-12);
      agreesWithDifferences(ofSpend, [r, a, alpha]);
      const spenders = spend.frequency.map((frequency, row) =>
        gammaGammaLogLikelihood({ frequency, monetary: spend.monetary[row]! }, { p: r, q: a, v: alpha }),
      );
      expect(relativeError(ofSpend([r, a, alpha]).value, sum(spenders))).toBeLessThan(1e-12);
    }
  });

  test("the likelihood of a customer is that of the published densities", () => {
    const small = fc.record({
      r: fc.double({ min: 0.2, max: 5, noNaN: true }),
      alpha: fc.double({ min: 0.5, max: 10, noNaN: true }),
      a: fc.double({ min: 0.2, max: 5, noNaN: true }),
      b: fc.double({ min: 0.2, max: 5, noNaN: true }),
    });
    fc.assert(
      fc.property(
        small,
        fc.nat({ max: 6 }),
        fc.double({ min: 0.1, max: 1, noNaN: true }),
        (parameters, frequency, share) => {
          const age = 20;
          const row = { frequency, recency: frequency === 0 ? 0 : age * share, age };
          expect(bgNbdLogLikelihood(row, parameters)).toBeCloseTo(Math.log(rawDensity(row, parameters)), 9);
        },
      ),
    );
  });

  test("P(alive) lies in (0, 1] and falls with silence", () => {
    fc.assert(
      fc.property(anyHistory, anyBgNbd, fc.double({ min: 1, max: 4, noNaN: true }), (row, parameters, factor) => {
        const now = bgNbdProbabilityAlive(row, parameters);
        const later = bgNbdProbabilityAlive({ ...row, age: row.age * factor }, parameters);
        expect(now).toBeGreaterThanOrEqual(0);
        expect(now).toBeLessThanOrEqual(1);
        expect(later).toBeLessThanOrEqual(now);
      }),
    );
  });

  test("expected orders grow with the horizon, ever more slowly, and never beyond the rate of someone who stays", () => {
    fc.assert(
      fc.property(anyHistory, anyBgNbd, fc.double({ min: 0.1, max: 500, noNaN: true }), (row, parameters, horizon) => {
        const orders = (time: number): number => bgNbdExpectedOrders(row, parameters, time);
        const [half, whole] = [orders(horizon / 2), orders(horizon)];
        const slack = 1e-9 * whole;
        expect(orders(0)).toBe(0);
        expect(whole).toBeGreaterThanOrEqual(half - slack); // they level off, to rounding
        expect(whole - half).toBeLessThanOrEqual(half + slack);
        const rate = (parameters.r + row.frequency) / (parameters.alpha + row.age);
        expect(whole).toBeLessThanOrEqual(rate * horizon * bgNbdProbabilityAlive(row, parameters) + slack);
      }),
    );
  });

  test("for a short horizon expected orders are the rate times the time", () => {
    const row = { frequency: 3, recency: 20, age: 30 };
    const parameters = { r: 0.5, alpha: 6, a: 0.8, b: 2.5 };
    const rate = (bgNbdProbabilityAlive(row, parameters) * 3.5) / 36;
    expect(bgNbdExpectedOrders(row, parameters, 1e-7) / 1e-7).toBeCloseTo(rate, 8);
  });

  test("nothing happens at a = 1 and a + b = 1: the values beside are the limits", () => {
    const row = { frequency: 0, recency: 0, age: 30 };
    for (const [a, b] of [
      [1, 2.5],
      [0.4, 0.6],
    ] as const) {
      const at = (nudge: number): number => bgNbdExpectedOrders(row, { r: 0.5, alpha: 6, a: a + nudge, b }, 39);
      expect(at(0)).toBeCloseTo((at(1e-7) + at(-1e-7)) / 2, 12);
    }
  });

  test("discounting takes something off, the more the dearer time is, and nothing at a rate of zero", () => {
    fc.assert(
      fc.property(anyHistory, anyBgNbd, fc.double({ min: 1e-4, max: 1, noNaN: true }), (row, parameters, delta) => {
        const orders = (rate: number): number => bgNbdDiscountedOrders(row, parameters, { horizon: 100, delta: rate });
        const plain = bgNbdExpectedOrders(row, parameters, 100);
        expect(orders(0)).toBe(plain);
        expect(orders(delta)).toBeLessThanOrEqual(plain * (1 + 1e-12));
        expect(orders(2 * delta)).toBeLessThanOrEqual(orders(delta) * (1 + 1e-12));
        expect(orders(delta)).toBeGreaterThanOrEqual(plain * Math.exp(-100 * delta) * (1 - 1e-12));
      }),
    );
  });

  test("the unit of time does not matter", () => {
    fc.assert(
      fc.property(anyHistory, anyBgNbd, (row, parameters) => {
        const days = { ...row, recency: row.recency * 7, age: row.age * 7 };
        const inDays = { ...parameters, alpha: parameters.alpha * 7 };
        const [weekly, daily] = [bgNbdExpectedOrders(row, parameters, 39), bgNbdExpectedOrders(days, inDays, 273)];
        expect(relativeError(daily, weekly)).toBeLessThan(1e-9);
      }),
    );
  });
});

test("frequencies of 100,000 and ages of a million overflow nowhere", () => {
  const row = { frequency: 100_000, recency: 999_000, age: 1_000_000 };
  for (const parameters of [
    { r: 0.2, alpha: 4, a: 0.8, b: 2.4 },
    { r: 1e5, alpha: 1e5, a: 1e5, b: 1e5 },
    { r: 1e-3, alpha: 1e-3, a: 1e-3, b: 1e-3 },
  ]) {
    expect(Number.isFinite(bgNbdLogLikelihood(row, parameters))).toBe(true);
    expect(bgNbdProbabilityAlive(row, parameters)).toBeGreaterThanOrEqual(0);
    expect(Number.isFinite(bgNbdExpectedOrders(row, parameters, 1e6))).toBe(true);
  }
});

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

const namedColumns = (columns: {
  readonly frequency: number[];
  readonly recency: number[];
  readonly age: number[];
}) => ({
  frequency: columns.frequency,
  first: columns.recency,
  second: columns.age,
});

/** Central differences of the value against the gradient, and of the gradient against the hessian. */
function agreesWithDifferences(evaluate: (parameters: number[]) => LikelihoodAt, point: number[]): void {
  const { gradient, hessian } = evaluate(point);
  const size = point.length;
  const scale = Math.max(...Array.from(gradient, Math.abs), 1);
  const curve = Math.max(...Array.from(hessian, Math.abs), 1);
  for (let row = 0; row < size; row++) {
    const step = 1e-5 * point[row]!;
    const up = evaluate(point.map((value, index) => (index === row ? value + step : value)));
    const down = evaluate(point.map((value, index) => (index === row ? value - step : value)));
    expect(Math.abs((up.value - down.value) / (2 * step) - gradient[row]!) / scale).toBeLessThan(1e-5);
    for (let column = 0; column < size; column++) {
      const difference = (up.gradient[column]! - down.gradient[column]!) / (2 * step);
      expect(Math.abs(difference - hessian[row * size + column]!) / curve).toBeLessThan(1e-6);
    }
  }
}

/** The density as it is printed, without logarithms; gamma functions of whole steps as products. */
function rawDensity(
  { frequency: x, recency, age }: { frequency: number; recency: number; age: number },
  { r, alpha, a, b }: BgNbdParameters,
): number {
  const rising = (base: number, steps: number): number =>
    Array.from({ length: steps }, (_, step) => base + step).reduce((product, factor) => product * factor, 1);
  const stays = rising(b, x) / rising(a + b, x);
  const leaves = x === 0 ? 0 : (a * rising(b, x - 1)) / rising(a + b, x);
  const orders = (time: number): number => (rising(r, x) * alpha ** r) / (alpha + time) ** (r + x);
  return stays * orders(age) + (x === 0 ? 0 : leaves * orders(recency));
}

test("spend: the mean of few orders is drawn towards everyone's, that of many is kept", () => {
  const parameters: GammaGammaParameters = { p: 6.25, q: 3.74, v: 15.44 };
  const everyone = gammaGammaExpectedSpend({ frequency: 0, monetary: 0 }, parameters);
  const few = gammaGammaExpectedSpend({ frequency: 1, monetary: 100 }, parameters);
  const many = gammaGammaExpectedSpend({ frequency: 1000, monetary: 100 }, parameters);
  expect(everyone).toBeCloseTo((6.25 * 15.44) / 2.74, 12);
  expect([everyone < few, few < many, many < 100]).toEqual([true, true, true]);
  expect(many).toBeCloseTo(100, 1);
  expect(gammaGammaExpectedSpend({ frequency: 0, monetary: 0 }, { ...parameters, q: 1 })).toBeNaN();
});
