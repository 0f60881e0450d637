import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DomainError } from "../../src/core/error.ts";
import { digamma, type Evaluation, logGamma, minimize, trigamma } from "../../src/numeric/index.ts";
import { anyDefinite } from "../support/numeric.ts";

type Objective = (point: Float64Array) => Evaluation;

/** The same objective, its second derivatives kept back. */
const withoutHessian =
  (evaluate: Objective): Objective =>
  (point) => {
    const { value, gradient } = evaluate(point);
    return { value, gradient };
  };

/** 100 (y - x²)² + (1 - x)², least at (1, 1): H. H. Rosenbrock, Comput. J. 3 (1960). */
const rosenbrock: Objective = ([x = NaN, y = NaN]) => {
  const above = y - x * x;
  return {
    value: 100 * above * above + (1 - x) ** 2,
    gradient: [-400 * x * above - 2 * (1 - x), 200 * above],
    hessian: [1200 * x * x - 400 * y + 2, -400 * x, -400 * x, 200],
  };
};

/** Powell's function, least at 0 where its hessian is singular: M. J. D. Powell, Comput. J. 5 (1962). */
const powell: Objective = ([a = NaN, b = NaN, c = NaN, d = NaN]) => {
  const [u, v, w, z] = [a + 10 * b, c - d, b - 2 * c, a - d];
  const [ww, zz] = [12 * w * w, 120 * z * z];
  return {
    value: u * u + 5 * v * v + w ** 4 + 10 * z ** 4,
    gradient: [2 * u + 40 * z ** 3, 20 * u + 4 * w ** 3, 10 * v - 8 * w ** 3, -10 * v - 40 * z ** 3],
    hessian: [2 + zz, 20, 0, -zz, 20, 200 + ww, -2 * ww, 0, 0, -2 * ww, 10 + 4 * ww, -10, -zz, 0, -10, 10 + zz],
  };
};

/** Minus the likelihood of 2,000 gamma variates of mean 1.7 and mean logarithm 0.1, in logarithms of shape and scale. */
const gammaFit: Objective = ([p = NaN, q = NaN]) => {
  const [n, mean, meanLog] = [2000, 1.7, 0.1];
  const [shape, scale] = [Math.exp(p), Math.exp(q)];
  const byShape = n * (digamma(shape) + q - meanLog) * shape;
  const byScale = n * (shape - mean / scale);
  const mixed = n * shape;
  return {
    value: n * (logGamma(shape) + shape * q - (shape - 1) * meanLog + mean / scale),
    gradient: [byShape, byScale],
    hessian: [n * trigamma(shape) * shape * shape + byShape, mixed, mixed, (n * mean) / scale],
  };
};

/** The shape at its maximum solves ln k - ψ(k) = ln 1.7 - 0.1: computed with mpmath, 50 digits. */
const SHAPE = 1.3025446711183515;

describe("examples", () => {
  test.each([
    ["Newton", rosenbrock, [-1.2, 1], 40],
    ["Newton", rosenbrock, [10, -10], 150],
    ["BFGS", withoutHessian(rosenbrock), [-1.2, 1], 80],
    ["BFGS", withoutHessian(rosenbrock), [10, -10], 120],
  ])("%s finds the end of Rosenbrock's valley", (_, evaluate, start, atMost) => {
    const found = minimize({ evaluate, start });
    expect(found.stopped).toBe("gradient");
    expect(found.point[0]).toBeCloseTo(1, 12);
    expect(found.point[1]).toBeCloseTo(1, 12);
    expect(found.value).toBeLessThan(1e-24);
    expect(found.gradientNorm).toBeLessThanOrEqual(1e-12);
    expect(found.evaluations).toBeLessThanOrEqual(atMost);
    expect(found.iterations).toBeLessThan(found.evaluations);
  });

  test.each([
    ["Newton", powell],
    ["BFGS", withoutHessian(powell)],
  ])("%s nears a minimum without curvature", (_, evaluate) => {
    const { stopped, point, value } = minimize({ evaluate, start: [3, -1, 0, 1] });
    expect(stopped).toBe("gradient");
    expect(value).toBeLessThan(1e-16);
    expect(Math.max(...point.map(Math.abs))).toBeLessThan(1e-4);
  });

  test.each([
    ["Newton", gammaFit, [0, 0]],
    ["Newton", gammaFit, [-5, 8]],
    ["Newton", gammaFit, [20, 20]],
    ["BFGS", withoutHessian(gammaFit), [0, 0]],
    ["BFGS", withoutHessian(gammaFit), [-5, 8]],
  ])("%s fits a gamma distribution from wherever it starts", (_, evaluate, start) => {
    const { stopped, point } = minimize({ evaluate, start });
    expect(stopped).toBe("gradient");
    expect(Math.exp(point[0]!)).toBeCloseTo(SHAPE, 11);
    expect(Math.exp(point[1]!)).toBeCloseTo(1.7 / SHAPE, 11);
  });

  test("a fit takes few evaluations, and reports the last one whole", () => {
    const found = minimize({ evaluate: gammaFit, start: [0, 0] });
    const last = gammaFit(found.point);
    expect(found.evaluations).toBeLessThan(10);
    expect(found.value).toBe(last.value);
    expect([...found.gradient]).toEqual(last.gradient);
    expect([...found.hessian!]).toEqual(last.hessian);
    expect(minimize({ evaluate: withoutHessian(gammaFit), start: [0, 0] }).hessian).toBeNull();
  });

  test("a saddle is left downhill", () => {
    const saddle: Objective = ([x = NaN, y = NaN]) => ({
      value: x * x - y * y + y ** 4,
      gradient: [2 * x, -2 * y + 4 * y ** 3],
      hessian: [2, 0, 0, -2 + 12 * y * y],
    });
    const { point, value } = minimize({ evaluate: saddle, start: [1, 0.01] });
    expect(value).toBeCloseTo(-0.25, 14);
    expect(point[1]).toBeCloseTo(Math.SQRT1_2, 12);
  });

  // (hessian + damping * scale) step = -gradient: the damping twice the first of 0.001, 0.004, 0.016, ... that serves, the
  // scale the row sums of |hessian|, none below a millionth of the largest, and 1 if all are 0
  test.each([
    ["falling", [1], [-1], [2 * 1.024 - 1]],
    ["level", [1], [0], [0.002]],
    ["a saddle", [1, 1], [1, 0, 0, -4], [1 + 2.048, -4 + 4 * 2.048]],
    ["level one way, falling another", [1e-6, 1], [0, 0, 0, -1], [2.048e-6, 1.048]],
    ["hardly falling", [1, 1], [1, 0, 0, -1e-9], [1 + 0.008, -1e-9 + 0.008e-6]],
  ])("a hessian %s is damped by its own measure", (_, slopes, hessian, damped) => {
    const asked: number[][] = [];
    const evaluate: Objective = (point) => {
      asked.push([...point]);
      return { value: asked.length === 1 ? 0 : NaN, gradient: slopes, hessian };
    };
    minimize({ evaluate, start: slopes.map(() => 0), maxIterations: 1 });
    asked[1]!.forEach((reached, row) => expect(reached * damped[row]! + slopes[row]!).toBeCloseTo(0, 10));
  });

  test("a hessian with mixed terms is damped by the sums of its rows", () => {
    // eigenvalues 5 and -1, sums 5 and 5: 5 * 0.256 > 1 > 5 * 0.064
    const asked: number[][] = [];
    const evaluate: Objective = (point) => {
      asked.push([...point]);
      return { value: asked.length === 1 ? 0 : NaN, gradient: [1, -2], hessian: [2, -3, -3, 2] };
    };
    minimize({ evaluate, start: [0, 0], maxIterations: 1 });
    const [x = NaN, y = NaN] = asked[1]!;
    expect((2 + 2.56) * x - 3 * y).toBeCloseTo(-1, 12);
    expect(-3 * x + (2 + 2.56) * y).toBeCloseTo(2, 12);
  });

  test("a zero hessian is no obstacle", () => {
    const { point, stopped } = minimize({
      evaluate: ([x = NaN]) => ({ value: (x - 3) ** 4, gradient: [4 * (x - 3) ** 3], hessian: [0] }),
      start: [0],
      gradientTolerance: 1e-9,
    });
    expect(stopped).toBe("gradient");
    expect(point[0]).toBeCloseTo(3, 2);
  });

  test.each([
    ["Newton", true],
    ["BFGS", false],
  ])("%s steps back from points that are no candidates", (_, curved) => {
    const barrier: Objective = ([x = NaN]) => ({
      value: x > 0 ? x - Math.log(x) : NaN,
      gradient: [1 - 1 / x],
      hessian: curved ? [1 / x / x] : undefined,
    });
    const { stopped, point } = minimize({ evaluate: barrier, start: [50] });
    expect(stopped).toBe("gradient");
    expect(point[0]).toBeCloseTo(1, 11);
  });

  test.each([
    ["gradient", { value: 1, gradient: [NaN], hessian: [1] }],
    ["hessian", { value: 1, gradient: [-1], hessian: [Infinity] }],
  ])("a %s that is not finite is stepped back from", (_, beyond) => {
    const evaluate: Objective = ([x = NaN]) =>
      x > 4 ? beyond : { value: (x - 3.5) ** 4, gradient: [4 * (x - 3.5) ** 3], hessian: [0.01] };
    expect(minimize({ evaluate, start: [0], gradientTolerance: 1e-6 }).point[0]).toBeCloseTo(3.5, 1);
  });

  test("noise in the value does not keep the gradient from its end", () => {
    const noisy: Objective = (point) => {
      const { value, ...rest } = gammaFit(point);
      return { value: value * (1 + 1e-13 * Math.sin(1e9 * point[0]!)), ...rest };
    };
    for (const evaluate of [noisy, withoutHessian(noisy)]) {
      const { point, gradientNorm } = minimize({ evaluate, start: [0, 0], gradientTolerance: 0 });
      expect(gradientNorm).toBeLessThan(1e-14);
      expect(Math.exp(point[0]!)).toBeCloseTo(SHAPE, 13);
    }
  });
});

describe("endings", () => {
  test("at once, where it is level already, or where there is nothing to move", () => {
    expect(minimize({ evaluate: rosenbrock, start: [1, 1] })).toMatchObject({
      stopped: "gradient",
      iterations: 0,
      evaluations: 1,
    });
    expect(minimize({ evaluate: () => ({ value: 3, gradient: [], hessian: [] }), start: [] })).toMatchObject({
      stopped: "gradient",
      value: 3,
    });
  });

  test("when the limit of steps comes first", () => {
    const found = minimize({ evaluate: rosenbrock, start: [-1.2, 1], maxIterations: 3 });
    expect(found).toMatchObject({ stopped: "iterations", iterations: 3 });
    expect(found.value).toBeLessThan(24.2); // the value at the start
    expect(minimize({ evaluate: rosenbrock, start: [-1.2, 1], maxIterations: 0 }).iterations).toBe(0);
  });

  test("a step is first tried no longer than asked, and the end is the same", () => {
    const asked: number[] = [];
    const bowl: Objective = ([x = NaN]) => {
      asked.push(x);
      return { value: (x - 5) ** 4, gradient: [4 * (x - 5) ** 3], hessian: [12 * (x - 5) ** 2] };
    };
    minimize({ evaluate: bowl, start: [-10], longestStep: 0.5, maxIterations: 1 });
    expect(asked.slice(0, 2)).toEqual([-10, -9.5]);
    const found = minimize({ evaluate: rosenbrock, start: [-1.2, 1], longestStep: 0.1 });
    expect(found.point[0]).toBeCloseTo(1, 9);
    expect(found.stopped).toBe("gradient");
  });

  test("flat, when the gradient promises what never comes", () => {
    const lying = minimize({ evaluate: () => ({ value: 3, gradient: [1], hessian: [1] }), start: [1] });
    expect(lying).toMatchObject({ stopped: "flat", iterations: 0, gradientNorm: 1 / 3 });
    expect([...lying.point]).toEqual([1]);
    expect(lying.evaluations).toBeLessThan(200);
  });

  test("step, when the next one is lost in rounding the point", () => {
    const far: Objective = ([x = NaN]) => ({ value: 0, gradient: [1e-9], hessian: [x > 0 ? 1e9 : 1] });
    expect(minimize({ evaluate: far, start: [1] })).toMatchObject({ stopped: "step", iterations: 0 });
  });

  test("the tolerance is the one asked for", () => {
    const loose = minimize({ evaluate: gammaFit, start: [0, 0], gradientTolerance: 1e-3 });
    expect(loose.gradientNorm).toBeLessThanOrEqual(1e-3);
    expect(loose.gradientNorm).toBeGreaterThan(1e-12);
  });

  test("the gradient norm is relative to the value and to the point", () => {
    const at = (value: number, slope: number, x: number): number =>
      minimize({ evaluate: () => ({ value, gradient: [slope, 0] }), start: [x, 0], maxIterations: 0 }).gradientNorm;
    expect([at(0.5, 3, 0.1), at(6, -3, 0.1), at(-6, 3, -4), at(0, 3, 4)]).toEqual([3, 0.5, 2, 12]);
  });
});

describe("refusals", () => {
  const level: Evaluation = { value: 1, gradient: [0], hessian: [1] };
  const refusal = (evaluate: Objective, options: object = {}): unknown => {
    try {
      return minimize({ evaluate, start: [1], ...options });
    } catch (error) {
      return error instanceof DomainError ? error.code : error;
    }
  };

  test.each([
    ["value", { ...level, value: NaN }],
    ["value", { ...level, value: -Infinity }],
    ["gradient", { ...level, gradient: [NaN] }],
    ["hessian", { ...level, hessian: [Infinity] }],
  ])("a start whose %s is not finite", (_, evaluation) => {
    expect(refusal(() => evaluation)).toBe("invalid-start");
  });

  test("derivatives of another length than the point", () => {
    expect(refusal(() => ({ ...level, gradient: [0, 0] }))).toBe("invalid-evaluation");
    expect(refusal(() => ({ ...level, hessian: [1, 0] }))).toBe("invalid-evaluation");
  });

  test("second derivatives at some points only", () => {
    let asked = 0;
    const fickle: Objective = ([x = NaN]) => ({
      value: x * x,
      gradient: [2 * x],
      hessian: (asked += 1) === 1 ? [4] : undefined,
    });
    expect(refusal(fickle)).toBe("invalid-evaluation");
    asked = 0;
    expect(() => minimize({ evaluate: fickle, start: [1] })).toThrow("expected a hessian at every point or at none");
  });

  test.each([
    [{ gradientTolerance: -1 }, "gradientTolerance >= 0, received -1"],
    [{ gradientTolerance: NaN }, "gradientTolerance >= 0, received NaN"],
    [{ maxIterations: -1 }, "a whole maxIterations >= 0, received -1"],
    [{ maxIterations: 1.5 }, "a whole maxIterations >= 0, received 1.5"],
    [{ longestStep: 0 }, "longestStep > 0, received 0"],
    [{ longestStep: NaN }, "longestStep > 0, received NaN"],
  ])("the option %o", (option, expected) => {
    expect(refusal(() => level, option)).toBe("invalid-option");
    expect(() => minimize({ evaluate: () => level, start: [1], ...option })).toThrow(`minimize: expected ${expected}`);
  });

  test.each([
    [{ ...level, value: NaN }, [1, 2], "a finite objective at [1, 2]"],
    [{ ...level, gradient: [0, 0] }, [1], "a gradient of 1, received 2"],
    [{ ...level, hessian: [1, 0] }, [1], "a hessian of 1, received 2"],
    [{ ...level, gradient: [0, 0] }, [1, 2], "a hessian of 4, received 1"],
  ])("are told in words: %#", (evaluation, start, expected) => {
    expect(() => minimize({ evaluate: () => evaluation, start })).toThrow(`minimize: expected ${expected}`);
  });
});

describe("laws", () => {
  const quadratic =
    ({ size, matrix }: { size: number; matrix: readonly number[] }, centre: readonly number[]): Objective =>
    (point) => {
      const from = [...point].map((coordinate, row) => coordinate - centre[row]!);
      const gradient = from.map((_, row) =>
        from.reduce((sum, part, column) => sum + matrix[row * size + column]! * part, 0),
      );
      return { value: from.reduce((sum, part, row) => sum + part * gradient[row]!, 0) / 2, gradient, hessian: matrix };
    };

  test("a convex quadratic is solved: by Newton in a step or two, by BFGS in a few dozen", () => {
    fc.assert(
      fc.property(anyDefinite, fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 6, maxLength: 6 }), (form, c) => {
        const start = new Float64Array(form.size);
        const objective = quadratic(form, c);
        const newton = minimize({ evaluate: objective, start });
        const bfgs = minimize({ evaluate: withoutHessian(objective), start });
        expect(newton.iterations).toBeLessThanOrEqual(3);
        for (const { point } of [newton, bfgs]) {
          point.forEach((coordinate, row) => expect(coordinate).toBeCloseTo(c[row]!, 7));
        }
      }),
    );
  });

  test("never ends above its start, and leaves the start alone", () => {
    fc.assert(
      fc.property(
        fc.double({ min: -20, max: 20, noNaN: true }),
        fc.double({ min: -20, max: 20, noNaN: true }),
        (x, y) => {
          const start = Float64Array.of(x, y);
          for (const evaluate of [rosenbrock, withoutHessian(rosenbrock)]) {
            const { value, evaluations, iterations } = minimize({ evaluate, start, maxIterations: 20 });
            expect(value).toBeLessThanOrEqual(rosenbrock(start).value);
            expect(evaluations).toBeLessThanOrEqual(1 + 121 * (iterations + 1));
          }
          expect([...start]).toEqual([x, y]);
        },
      ),
    );
  });
});
