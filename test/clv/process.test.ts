import {
  bgNbdProcess,
  mbgNbdProcess,
  nbdProcess,
  type OrderingProcess,
  type OrderingRow,
  paretoNbdProcess,
} from "clientele/kernel";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { clvHard } from "../conformance/clvHard.ts";
import { orderingProcess } from "../conformance/clvOrdering.ts";
import { clvOutputs } from "../conformance/clvOutputs.ts";
import golden from "../golden/clv-futures.json" with { type: "json" };
import { anyHistory, logUniform, relativeError } from "../support/clv.ts";

const goldenFile = (name: string): string => new URL(`../golden/${name}`, import.meta.url).pathname;

describe("golden", () => {
  test("log-likelihood, P(alive), expectation and discounted orders at the corners of the models", () => {
    const outcomes = clvHard(goldenFile("clv-hard.json"), null);
    expect(outcomes).toHaveLength(51);
    expect(outcomes.filter(({ differences }) => differences.length > 0)).toEqual([]);
  });

  test("customers, expectations and chances by the CDNOW estimates", () => {
    const outcomes = clvOutputs(goldenFile("clv-outputs.json"), null);
    expect(outcomes).toHaveLength(78);
    expect(outcomes.filter(({ differences }) => differences.length > 0)).toEqual([]);
  });

  test.each(golden.cases)("the future of who is alive: $model $params $row", (item) => {
    const [frequency = NaN, recency = NaN, age = NaN] = item.row;
    const future = orderingProcess(item.model, item.params)?.future({
      frequency,
      recency,
      age,
    });
    const close = (got: number | undefined, truth: string): void => {
      expect(relativeError(got ?? NaN, Number(truth))).toBeLessThan(1e-11);
    };
    close(future?.survival(39), item.survival39);
    close(future?.orders({ from: 13, to: 39 }), item.orders13to39);
    close(future?.discountedOrders({ delta: 0.003, horizon: 39 }), item.discounted);
    [1, 2, 5].forEach((orders, index) => {
      close(future?.atLeast({ orders, time: 39 }), item.atLeast[index] ?? "");
    });
    close(future?.nextOrder(0.2), item.next);
  });
});

/** Any model with parameters over four decades, at the special values now and then; and the same in another unit. */
const anyProcess: fc.Arbitrary<{ readonly at: (unit: number) => OrderingProcess; readonly name: string }> = fc
  .record({
    name: fc.constantFrom("bg", "mbg", "pareto"),
    r: logUniform(0.01, 100),
    alpha: logUniform(0.01, 1000),
    a: fc.oneof(logUniform(0.01, 100), fc.constantFrom(0.5, 1, 2)),
    b: fc.oneof(logUniform(0.01, 1000), fc.constantFrom(0.5, 1, 2)),
    equal: fc.boolean(),
  })
  .map(({ name, r, alpha, a, b, equal }) => ({
    name: `${name} ${r} ${alpha} ${a} ${b} ${equal}`,
    at: (unit) => {
      if (name === "bg") return bgNbdProcess({ r, alpha: alpha * unit, a, b });
      if (name === "mbg") return mbgNbdProcess({ r, alpha: alpha * unit, a, b });
      return paretoNbdProcess({ r, alpha: alpha * unit, s: a, beta: (equal ? alpha : b) * unit });
    },
  }));
const anyTime = logUniform(0.1, 500);
const history = anyHistory.map((row): OrderingRow => row);

describe("laws", () => {
  test("P(alive) lies between 0 and 1, falls with silence, and is higher the later the last purchase", () => {
    fc.assert(
      fc.property(anyProcess, history, fc.double({ min: 0.1, max: 1, noNaN: true }), ({ at }, row, share) => {
        const process = at(1);
        const now = process.probabilityAlive(row);
        expect(now).toBeGreaterThanOrEqual(0);
        expect(now).toBeLessThanOrEqual(1);
        expect(process.probabilityAlive({ ...row, age: row.age * 2 })).toBeLessThanOrEqual(now * (1 + 1e-12));
        expect(process.probabilityAlive({ ...row, recency: row.recency * share })).toBeLessThanOrEqual(
          now * (1 + 1e-12),
        );
      }),
    );
  });

  test("the chance of being alive falls with time, and a customer of BG/NBD or Pareto/NBD begins alive", () => {
    fc.assert(
      fc.property(anyProcess, history, anyTime, ({ at, name }, row, time) => {
        const process = at(1);
        const future = process.future(row);
        expect(future.survival(0)).toBe(1);
        expect(future.survival(time)).toBeLessThanOrEqual(1);
        expect(future.survival(2 * time)).toBeLessThanOrEqual(future.survival(time) * (1 + 1e-12));
        const newcomer = process.probabilityAlive({ frequency: 0, recency: 0, age: 0 });
        if (name.startsWith("mbg")) expect(newcomer).toBeLessThan(1);
        else expect(newcomer).toBe(1);
      }),
    );
  });

  test("expected orders add up over stretches of time, and grow ever more slowly", () => {
    fc.assert(
      fc.property(anyProcess, history, anyTime, anyTime, ({ at }, row, first, second) => {
        const future = at(1).future(row);
        const early = future.orders({ from: 0, to: first });
        const late = future.orders({ from: first, to: first + second });
        const whole = future.orders({ from: 0, to: first + second });
        expect(Math.abs(early + late - whole)).toBeLessThanOrEqual(1e-11 * whole);
        expect(future.orders({ from: first, to: first })).toBe(0);
        expect(late / second).toBeLessThanOrEqual((early / first) * (1 + 1e-11));
      }),
    );
  });

  test("the chances of all counts add up to 1, each is the difference of two tails, and their mean is what is expected", () => {
    fc.assert(
      fc.property(anyProcess, history, anyTime, ({ at }, row, time) => {
        const future = at(1).future(row);
        let sum = 0;
        for (let orders = 0; orders < 12; orders++) {
          const exactly = future.exactly({ orders, time });
          const tail = future.atLeast({ orders, time });
          expect(Math.abs(exactly - (tail - future.atLeast({ orders: orders + 1, time })))).toBeLessThan(1e-11);
          sum += exactly;
        }
        expect(Math.abs(sum + future.atLeast({ orders: 12, time }) - 1)).toBeLessThan(1e-11);
      }),
      { numRuns: 60 },
    );
    const future = paretoNbdProcess({ r: 0.55, alpha: 10.6, s: 0.6, beta: 11.7 }).future({
      frequency: 2,
      recency: 30,
      age: 39,
    });
    let mean = 0;
    for (let orders = 1; orders < 200; orders++) mean += future.atLeast({ orders, time: 20 });
    expect(relativeError(mean, future.orders({ from: 0, to: 20 }))).toBeLessThan(1e-10);
  });

  test("discounting lies between the whole and its last moment, falls with the rate, and grows with the horizon", () => {
    fc.assert(
      fc.property(anyProcess, history, anyTime, logUniform(1e-4, 0.5), ({ at }, row, horizon, delta) => {
        const future = at(1).future(row);
        const orders = future.orders({ from: 0, to: horizon });
        const within = future.discountedOrders({ delta, horizon });
        const ever = future.discountedOrders({ delta, horizon: Infinity });
        const slack = 1 + 1e-10;
        expect(within).toBeLessThanOrEqual(orders * slack);
        expect(within).toBeGreaterThanOrEqual((orders * Math.exp(-delta * horizon)) / slack);
        expect(within).toBeLessThanOrEqual(ever * slack);
        expect(future.discountedOrders({ delta: 2 * delta, horizon })).toBeLessThanOrEqual(within * slack);
        expect(future.discountedOrders({ delta: 0, horizon })).toBeCloseTo(orders, 9);
        expect(future.discountedOrders({ delta, horizon: 0 })).toBe(0);
        const rest = Math.exp(-delta * horizon) * (ever - within);
        expect(relativeError(future.discountedOrders({ delta, horizon: 60 / delta }), ever)).toBeLessThan(1e-10);
        expect(rest).toBeGreaterThanOrEqual(-1e-10 * ever);
      }),
    );
  });

  test("in no time nothing comes and nobody leaves", () => {
    fc.assert(
      fc.property(anyProcess, history, fc.integer({ min: 1, max: 9 }), ({ at }, row, orders) => {
        const future = at(1).future(row);
        expect(future.survival(0)).toBe(1);
        expect([future.exactly({ orders: 0, time: 0 }), future.exactly({ orders, time: 0 })]).toEqual([1, 0]);
        expect([future.atLeast({ orders: 0, time: 0 }), future.atLeast({ orders, time: 0 })]).toEqual([1, 0]);
        expect(future.orders({ from: 0, to: 0 })).toBe(0);
        expect(future.discountedOrders({ delta: 0, horizon: 0 })).toBe(0);
      }),
    );
    const steady = nbdProcess({ r: 0.6, alpha: 9 }).future({ frequency: 2, recency: 3, age: 4 });
    expect([steady.exactly({ orders: 0, time: 0 }), steady.exactly({ orders: 2, time: 0 })]).toEqual([1, 0]);
    expect([steady.survival(0), steady.survival(1e9), steady.orders({ from: 0, to: 0 })]).toEqual([1, 1, 0]);
  });

  test("the time of the next order is where its chance is met, and never where it is never met", () => {
    fc.assert(
      fc.property(anyProcess, history, fc.double({ min: 0.001, max: 0.99, noNaN: true }), ({ at }, row, chance) => {
        const future = at(1).future(row);
        const time = future.nextOrder(chance);
        if (time > 1e250) {
          expect(future.atLeast({ orders: 1, time: 1e250 })).toBeLessThan(chance * (1 + 1e-9));
        } else if (time > 1e-250) {
          expect(relativeError(future.atLeast({ orders: 1, time }), chance)).toBeLessThan(1e-9);
        }
        expect(future.nextOrder(0)).toBe(0);
      }),
    );
  });

  test("the unit of time does not matter", () => {
    fc.assert(
      fc.property(anyProcess, history, anyTime, ({ at }, row, time) => {
        const [weeks, days] = [at(1), at(7)];
        const inDays = { ...row, recency: row.recency * 7, age: row.age * 7 };
        const close = (one: number, other: number): void => {
          expect(relativeError(one, other, 1e-250)).toBeLessThan(1e-9);
        };
        close(days.probabilityAlive(inDays), weeks.probabilityAlive(row));
        const [daily, weekly] = [days.future(inDays), weeks.future(row)];
        close(daily.orders({ from: 0, to: 7 * time }), weekly.orders({ from: 0, to: time }));
        close(
          daily.discountedOrders({ delta: 0.01 / 7, horizon: Infinity }),
          weekly.discountedOrders({ delta: 0.01, horizon: Infinity }),
        );
        close(daily.exactly({ orders: 2, time: 7 * time }), weekly.exactly({ orders: 2, time }));
        // densities are per unit of time
        const densities = weeks.logLikelihood(row) - days.logLikelihood(inDays) - row.frequency * Math.log(7);
        expect(Math.abs(densities)).toBeLessThan(1e-9 * Math.max(1, Math.abs(weeks.logLikelihood(row))));
      }),
      { numRuns: 60 },
    );
  });

  test("nothing happens at alpha = beta and s = 1: the values beside are the limits", () => {
    const row = { frequency: 3, recency: 20, age: 30 };
    for (const [s, beta] of [
      [1, 8],
      [0.6, 10],
      [1, 10],
    ] as const) {
      const at = (nudge: number): OrderingProcess =>
        paretoNbdProcess({ r: 0.5, alpha: 10, s: s + nudge, beta: beta + nudge });
      const answers = (nudge: number): number[] => [
        at(nudge).logLikelihood(row),
        at(nudge).probabilityAlive(row),
        at(nudge).future(row).orders({ from: 0, to: 39 }),
        at(nudge).future(row).discountedOrders({ delta: 0.003, horizon: Infinity }),
      ];
      const [above, below] = [answers(1e-7), answers(-1e-7)];
      answers(0).forEach((value, index) => {
        expect(relativeError(value, ((above[index] ?? NaN) + (below[index] ?? NaN)) / 2)).toBeLessThan(1e-12);
      });
    }
  });
});
