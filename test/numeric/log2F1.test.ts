import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { incGammaP, log2F1, logConcaveIntegral, logGamma } from "../../src/numeric/index.ts";
import { relativeError } from "../support/clv.ts";

describe("golden", () => {
  // mpmath, 60 digits
  test.each([
    [1.1595, 0.5533, 2.1595, 0.01, 0.002982254418809053],
    [3.1595, 2.5533, 4.1594999999999995, 0.999999999999, 43.629331548636515],
    [5001.1595, 5000.5533, 5002.1595, 0.9, 11511.897189294157],
    [0.2426, 2.4259, 2.2188, 0.99, 1.4739322779758824],
    [5000.2426, 5002.4259, 5002.2188, 0.99, 23027.921793951172],
    [0.2426, 2.4259, 1e-9, 0.47, 20.860689991710725],
    [2, 3, 5, -1e6, -25.839310910043037],
    [19.979372393455566, 19.98310624614987, 19.98310624614987, 0.6001068154848785, 18.312249731148238],
    [75.842, 0.08782, 0.08785, 0.78704, 117.30057583673481],
    [0.093082, 0.060235, 6.0923, 0.9987, 0.0010123311715996067],
    [80, 0.4, 0.5, -30, -4.789971391762906],
    [5, 2, 2.0003, -400, -22.576133158375295],
    [501.2426, 0.7929, 503.2188, -0.88, -0.49907530658600988],
    [2000, 2000, 2000.5, 0.5, 1385.9478500296061],
    [900, 1500, 1000, 0.59, 1221.5625325058995],
    [0.3, 0.2, 9, 0.9, 0.006474026262973059],
    [3, 0.1, 40, 0.7, 0.005444808103674834],
    [3, 4, 3.2, 0.99, 17.447037981740515],
    [3, 4, 4.3, 0.999, 18.781645238142662],
    [0.7, 0.6, 0.8, 0.97, 1.804253116812429],
    [2.5, 2.2, 1.8, 0.9, 6.812931679510824],
    [2.5, 1.9, 1.7, 0.97, 9.558201634332422],
    [1.5, 8, 8.1, 0.999, 9.872849958935676],
    [4, 5, 2, 0.95, 22.528796710258376],
    [30, 2, 3, -0.5, -4.6201800567932665],
    [30, 2, 3, -50, -13.830399170458024],
    [6, 2, 2.3, -3, -5.889051721479473],
    [1.5, 3.5, 3.8, 0.8, 2.1549506717548357],
    [0.5, 3, 3.6, 0.9999, 1.8477294068173844],
    [0.001, 0.002, 50, 0.9, 3.632626109745113e-8],
    [0.001, 0.002, 3, 0.95, 7.413357010974356e-7],
  ])("log2F1(%d, %d, %d, %d)", (a, b, c, z, truth) => {
    expect(relativeError(log2F1(a, b, c, z), truth)).toBeLessThan(1e-11);
    expect(log2F1(b, a, c, z)).toBe(log2F1(a, b, c, z));
  });
});

describe("laws", () => {
  const shape = fc.double({ min: 0.05, max: 20, noNaN: true });
  const argument = fc.double({ min: -20, max: 0.999, noNaN: true });

  test("with b = c it is a power, at 0 it is 1, outside the domain nothing", () => {
    fc.assert(
      fc.property(shape, shape, fc.double({ min: 0.001, max: 0.999, noNaN: true }), (a, c, z) => {
        expect(Math.abs(log2F1(a, c, c, z) + a * Math.log1p(-z))).toBeLessThan(
          1e-11 * Math.max(1, -a * Math.log1p(-z)),
        );
      }),
    );
    expect(log2F1(1, 2, 3, 0)).toBe(0);
    const outside: readonly (readonly [number, number, number, number])[] = [
      [1, 2, 3, 1],
      [1, 2, 3, 2],
      [0, 2, 3, 0.5],
      [2, 0, 3, 0.5],
      [2, -1, 3, 0.5],
      [1, 2, 0, 0.5],
      [1, 2, -3, 0.5],
      [3, 2, 1, -1],
      [3, 2, 2, -1],
      [NaN, 2, 3, 0],
    ];
    for (const [a, b, c, z] of outside) expect(log2F1(a, b, c, z)).toBeNaN();
  });

  test("2F1(1, 1; 2; z) is -ln(1 - z) / z", () => {
    fc.assert(
      fc.property(argument, (z) => {
        fc.pre(Math.abs(z) > 1e-3);
        expect(Math.abs(log2F1(1, 1, 2, z) - Math.log(-Math.log1p(-z) / z))).toBeLessThan(1e-12);
      }),
    );
  });

  test("a transformed argument gives the same: (1 - z)^-a 2F1(a, c - b; c; z / (z - 1))", () => {
    fc.assert(
      fc.property(shape, shape, shape, argument, (a, b, above, z) => {
        const c = b + above;
        const other = -a * Math.log1p(-z) + log2F1(a, above, c, z / (z - 1));
        expect(Math.abs(log2F1(a, b, c, z) - other)).toBeLessThan(1e-10 * Math.max(1, Math.abs(a * Math.log1p(-z))));
      }),
    );
  });
});

test("the logarithm of an integral: a gamma density in the logarithm of its variable, up to a limit", () => {
  // ∫ e^(a v - e^v) dv to infinity is Γ(a)
  for (const a of [0.5, 4, 300]) {
    const log = logConcaveIntegral({ value: (v) => a * v - Math.exp(v), slope: (v) => a - Math.exp(v), limit: 20 });
    expect(Math.abs(log - logGamma(a))).toBeLessThan(1e-11);
  }
  // up to a limit it is the incomplete function
  for (const [a, limit] of [
    [0.02, 3],
    [0.5, -4],
    [4, 1],
    [4, 1.4],
    [60, 3],
    [60, 4.2],
    [5000, 8.5],
    [5000, 8.53],
  ] as const) {
    const log = logConcaveIntegral({ value: (v) => a * v - Math.exp(v), slope: (v) => a - Math.exp(v), limit });
    expect(Math.abs(log - logGamma(a) - Math.log(incGammaP(a, Math.exp(limit))))).toBeLessThan(1e-11);
  }
  const rising = logConcaveIntegral({ value: (v) => 2 * v, slope: () => 2, limit: 3 });
  expect(rising).toBeCloseTo(6 - Math.LN2, 13);
});
