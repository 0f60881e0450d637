import { type OrderingProcess } from "clientele/kernel";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bgNbdLikelihood } from "../../src/clv/internal/bgNbdLikelihood.ts";
import { bgNbdProcess, mbgNbdProcess } from "../../src/clv/internal/bgNbd.ts";
import { distinctRows } from "../../src/clv/internal/distinctRows.ts";
import { paretoNbdLikelihood } from "../../src/clv/internal/paretoNbdLikelihood.ts";
import { paretoNbdProcess } from "../../src/clv/internal/paretoNbd.ts";
import { logUniform, relativeError, simulateBgNbd } from "../support/clv.ts";

const weekly = simulateBgNbd({ r: 0.7, alpha: 5, a: 0.8, b: 2.5 }, { customers: 120, age: 40, seed: 3 });
const rounded = { ...weekly, recency: weekly.recency.map(Math.ceil), age: weekly.age.map(Math.ceil) };
/** Few frequencies, many times: what lies on curves. */
const crowded = (() => {
  const frequency = Array.from({ length: 400 }, (_, row) => row % 2);
  const age = frequency.map((_, row) => 20 + ((row * 13) % 97) / 5);
  return { frequency, age, recency: frequency.map((x, row) => (x === 0 ? 0 : 1 + ((row * 29) % 83) / 5)) };
})();
/** Customers who bought more often than others can count, the oftenest first. */
const often = (() => {
  const frequency = Array.from({ length: 60 }, (_, row) => 9000 - 140 * row + (row % 3));
  const age = frequency.map((_, row) => 30 + (row % 7));
  return { frequency, age, recency: age.map((time, row) => (time * (row % 11)) / 11 + 0.5) };
})();
const models = {
  bg: {
    likelihood: bgNbdLikelihoodOf(0),
    process: ([r, alpha, a, b]: number[]) => bgNbdProcess(named(r, alpha, a, b)),
  },
  mbg: {
    likelihood: bgNbdLikelihoodOf(1),
    process: ([r, alpha, a, b]: number[]) => mbgNbdProcess(named(r, alpha, a, b)),
  },
  pareto: {
    likelihood: paretoNbdLikelihood,
    process: ([r = NaN, alpha = NaN, s = NaN, beta = NaN]: number[]) => paretoNbdProcess({ r, alpha, s, beta }),
  },
};

function bgNbdLikelihoodOf(first: 0 | 1): typeof paretoNbdLikelihood {
  return (population) => bgNbdLikelihood(population, first);
}
function named(r = NaN, alpha = NaN, a = NaN, b = NaN): { r: number; alpha: number; a: number; b: number } {
  return { r, alpha, a, b };
}
const rowsOf = (data: typeof weekly) =>
  distinctRows({ frequency: data.frequency, first: data.recency, second: data.age, weight: null });
const sumOver = (process: OrderingProcess, data: typeof weekly): number =>
  data.frequency.reduce(
    (sum, frequency, row) =>
      sum + process.logLikelihood({ frequency, recency: data.recency[row]!, age: data.age[row]! }),
    0,
  );
const anyPoint = fc.tuple(
  logUniform(0.1, 20),
  logUniform(0.05, 400),
  fc.oneof(logUniform(0.1, 20), fc.constant(1)),
  logUniform(0.05, 400),
);

describe.each(Object.entries(models))("the likelihood of %s", (name, { likelihood, process }) => {
  const data = Object.entries({ weekly, rounded, crowded, often }).map(([, rows]) => ({
    rows,
    of: likelihood(rowsOf(rows)),
  }));

  test("is the sum of that of each customer, folded or not, on curves or not", () => {
    fc.assert(
      fc.property(anyPoint, (point) => {
        for (const { rows, of } of data) {
          expect(relativeError(of(point).value, sumOver(process([...point]), rows), 1)).toBeLessThan(1e-11);
        }
      }),
      { numRuns: 30 },
    );
  });

  test("has the slopes and curvatures it says", () => {
    const points = [
      [0.6, 5, 0.8, 2.5],
      [2, 30, 1.5, 4],
      [0.5, 0.3, 0.7, 60],
      [3, 200, 0.4, 1.5],
      [0.8, 7, 1, 7],
    ];
    for (const point of points) {
      for (const { of } of data) {
        const { gradient, hessian } = of(point);
        const scale = Math.max(...Array.from(gradient, (slope, i) => Math.abs(slope * point[i]!)), 1);
        point.forEach((value, row) => {
          const step = 1e-5 * value;
          const moved = (by: number) => of(point.map((each, index) => (index === row ? each + by : each)));
          const [up, down] = [moved(step), moved(-step)];
          const slope = ((up.value - down.value) / (2 * step)) * value;
          expect(Math.abs(slope - gradient[row]! * value) / scale).toBeLessThan(1e-6);
          point.forEach((other, column) => {
            const curve = ((up.gradient[column]! - down.gradient[column]!) / (2 * step)) * value * other;
            const said = hessian[4 * row + column]! * value * other;
            expect(Math.abs(curve - said) / Math.max(scale, Math.abs(said))).toBeLessThan(1e-6);
            expect(hessian[4 * column + row]).toBe(hessian[4 * row + column]);
          });
        });
      }
    }
  });

  test(`${name} does not see the order of rows, nor whether equal ones are folded`, () => {
    const twice = (column: readonly number[]): number[] => [...column, ...[...column].reverse()];
    const doubled = { frequency: twice(rounded.frequency), recency: twice(rounded.recency), age: twice(rounded.age) };
    const point = [0.6, 5, 0.8, 2.5];
    const once = likelihood(rowsOf(rounded))(point);
    expect(relativeError(likelihood(rowsOf(doubled))(point).value, 2 * once.value)).toBeLessThan(1e-13);
  });
});

test("what tells a population from another: its rows and weights, not their order or folding", () => {
  const print = (rows: readonly (readonly [number, number, number, number])[]): string =>
    distinctRows({
      frequency: rows.map(([x]) => x),
      first: rows.map(([, t]) => t),
      second: rows.map(([, , age]) => age),
      weight: rows.map(([, , , many]) => many),
    }).fingerprint;
  const one = print([
    [1, 2, 5, 1],
    [0, 0, 5, 3],
    [4096, 4, 6, 1],
  ]);
  expect(one).toMatch(/^[0-9a-f]{16}$/);
  const split = print([
    [4096, 4, 6, 1],
    [0, 0, 5, 1],
    [1, 2, 5, 1],
    [0, 0, 5, 2],
  ]);
  expect(split).toBe(one);
  const others = [
    print([
      [1, 2, 5, 1],
      [0, 0, 5, 4],
      [4096, 4, 6, 1],
    ]),
    print([
      [1, 2, 5, 1],
      [0, 0, 5, 3.5],
      [4096, 4, 6, 1],
    ]),
    print([
      [1, 2.5, 5, 1],
      [0, 0, 5, 3],
      [4096, 4, 6, 1],
    ]),
    print([
      [2, 2, 5, 1],
      [0, 0, 5, 3],
      [4096, 4, 6, 1],
    ]),
  ];
  expect(new Set([one, ...others]).size).toBe(5);
});
