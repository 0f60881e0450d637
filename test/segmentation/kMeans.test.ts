import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { startRandom } from "../../src/numeric/index.ts";
import { assignNearest, type Cloud, kMeans } from "../../src/segmentation/internal/kMeans.ts";

const cloudOf = (points: readonly (readonly number[])[]): Cloud => ({
  count: points.length,
  width: points[0]?.length ?? 0,
  coordinates: Float64Array.from(points.flat()),
});
const search = (cloud: Cloud, clusters: number, seed: number, iterations: number, restarts = 1) =>
  kMeans(cloud, { clusters, restarts, iterations, draws: startRandom(seed) });

const apart = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, value, k) => sum + (value - (b[k] ?? NaN)) ** 2, 0);
const pointsOf = (coordinates: Float64Array, width: number): readonly (readonly number[])[] =>
  Array.from({ length: coordinates.length / width }, (_, i) =>
    Array.from(coordinates.subarray(i * width, (i + 1) * width)),
  );
const nearest = (point: readonly number[], centres: readonly (readonly number[])[]): number => {
  const squares = centres.map((centre) => apart(point, centre));
  return squares.indexOf(Math.min(...squares));
};

/** Lloyd's method by its definition: every point is held against every centre in every step. */
function lloyd(points: readonly (readonly number[])[], start: readonly (readonly number[])[], most: number) {
  let centres = start;
  let labels = points.map((point) => nearest(point, centres));
  let iterations = 0;
  let changed = true;
  while (changed && iterations < most) {
    const taken = new Set<number>();
    const before = centres;
    centres = centres.map((_, c) => {
      const own = points.filter((__, i) => labels[i] === c);
      if (own.length > 0)
        return before[c]?.map((__, k) => own.reduce((sum, p) => sum + (p[k] ?? NaN), 0) / own.length) ?? [];
      const left = points.map((point, i) => (taken.has(i) ? -1 : apart(point, before[labels[i] ?? 0] ?? [])));
      const far = left.indexOf(Math.max(...left));
      taken.add(far);
      return points[far] ?? [];
    });
    const next = points.map((point) => nearest(point, centres));
    changed = next.some((label, i) => label !== labels[i]);
    labels = next;
    iterations++;
  }
  return { centres, labels, iterations, settled: !changed };
}

describe("examples", () => {
  test("the nearest centre of each point, of several the first; and how many changed", () => {
    const labels = Uint8Array.of(0, 9, 2, 2);
    const squares = new Float64Array(4);
    const cloud = cloudOf([
      [0, 0],
      [4, 0],
      [2, 0],
      [10, 3],
    ]);

    expect(assignNearest(cloud, Float64Array.of(0, 0, 4, 0, 9, 1), labels, squares)).toBe(2);
    expect(labels).toEqual(Uint8Array.of(0, 1, 0, 2));
    expect(squares).toEqual(Float64Array.of(0, 0, 4, 5));
    expect(assignNearest(cloud, Float64Array.of(0, 0, 4, 0, 9, 1), labels, squares)).toBe(0);
  });

  test("centres start in points far from each other: one in each group, whatever the seed", () => {
    const groups = [0, 1e6, 3e6, 7e6].flatMap((x) => [0, 1, 2].map((i) => [x + i, (x / 1e6) % 2 === 0 ? -x : i]));
    for (let seed = 0; seed < 60; seed++) {
      const { centres, labels, iterations, settled } = search(cloudOf(groups), 4, seed, 0);

      expect(pointsOf(centres, 2).every((centre) => groups.some((point) => apart(point, centre) === 0))).toBe(true);
      expect(new Set(labels).size).toBe(4);
      expect(groups.map((_, i) => labels[i])).toEqual(groups.map((_, i) => labels[i - (i % 3)]));
      expect([iterations, settled]).toEqual([0, false]);
    }
  });

  test("among equal points, different ones are found", () => {
    const points = [[5], [5], [5], [5], [5], [5], [5], [5], [6], [7]];
    for (let seed = 0; seed < 30; seed++) {
      expect(Array.from(search(cloudOf(points), 3, seed, 0).centres).sort()).toEqual([5, 6, 7]);
    }
  });

  test("every point may be the first centre, in equal parts; the second is drawn by squared distance", () => {
    const points = [[0], [1], [3]];
    const firsts = [0, 0, 0];
    for (let seed = 0; seed < 600; seed++) {
      const centre = search(cloudOf(points), 1, seed, 0).centres[0] ?? NaN;
      const at = points.findIndex(([x]) => x === centre);
      firsts[at] = (firsts[at] ?? 0) + 1;
    }

    for (const times of firsts) expect(Math.abs(times - 200)).toBeLessThan(60);
  });

  test("more starts are the starts of fewer and some more: the best of all", () => {
    const random = startRandom(3);
    const cloud = cloudOf(Array.from({ length: 40 }, () => [random.below(100), random.below(100)]));
    const draws = startRandom(11);
    const one = () => kMeans(cloud, { clusters: 5, restarts: 1, iterations: 50, draws });
    const single = Array.from({ length: 8 }, one);
    const least = Math.min(...single.map(({ inertia }) => inertia));

    expect(new Set(single.map(({ inertia }) => inertia)).size).toBeGreaterThan(1);
    expect(search(cloud, 5, 11, 50, 8)).toEqual(single.find(({ inertia }) => inertia === least));
  });
});

describe("laws", () => {
  const anyPoints = fc.oneof(
    fc.array(fc.tuple(fc.nat({ max: 9 }), fc.nat({ max: 9 })), { minLength: 6, maxLength: 30 }),
    fc.array(fc.tuple(fc.integer({ min: -999, max: 999 }), fc.integer({ min: -99, max: 99 }), fc.nat({ max: 5 })), {
      minLength: 6,
      maxLength: 60,
    }),
  );

  test("step by step as by the definition: bounds spare work and change nothing; once settled, it only gets better", () =>
    fc.assert(
      fc.property(anyPoints, fc.integer({ min: 1, max: 6 }), fc.nat(), (points, clusters, seed) => {
        fc.pre(new Set(points.map(String)).size >= clusters);
        const cloud = cloudOf(points);
        const start = pointsOf(search(cloud, clusters, seed, 0).centres, cloud.width);
        for (const most of [1, 2, 3, 5, 300]) {
          const found = search(cloud, clusters, seed, most);
          const slowly = lloyd(points, start, most);
          const inertia = points.reduce(
            (sum, point, i) => sum + apart(point, slowly.centres[slowly.labels[i] ?? 0] ?? []),
            0,
          );
          if (found.iterations > slowly.iterations) {
            expect(slowly.settled).toBe(true);
            expect(found.inertia).toBeLessThan(inertia);
            continue;
          }

          expect(found.iterations).toBe(slowly.iterations);
          expect(found.settled).toBe(slowly.settled);
          expect(pointsOf(found.centres, cloud.width)).toEqual(slowly.centres);
          expect(Array.from(found.labels)).toEqual(slowly.labels);
          expect(found.inertia).toBeCloseTo(inertia, 6);
        }
      }),
    ));

  test("everyone is at the nearest centre, centres are means, and nobody is better off in another cluster", () =>
    fc.assert(
      fc.property(anyPoints, fc.integer({ min: 1, max: 6 }), fc.nat(), (points, clusters, seed) => {
        fc.pre(new Set(points.map(String)).size >= clusters);
        const { centres, labels, inertia, settled } = search(cloudOf(points), clusters, seed, 300);
        const means = pointsOf(centres, points[0]?.length ?? 0);
        const inertiaOf = (of: readonly number[]): number => {
          let sum = 0;
          for (let c = 0; c < clusters; c++) {
            const own = points.filter((_, i) => of[i] === c);
            const mean = (points[0] ?? []).map(
              (_, k) => own.reduce((total, p) => total + (p[k] ?? NaN), 0) / own.length,
            );
            for (const point of own) sum += apart(point, mean);
          }
          return sum;
        };

        expect(settled).toBe(true);
        expect(inertia).toBeCloseTo(inertiaOf(Array.from(labels)), 6);
        for (const [i, point] of points.entries()) {
          expect(labels[i]).toBe(nearest(point, means));
          for (let c = 0; c < clusters; c++) {
            const other = Array.from(labels, (label, j) => (j === i ? c : label));
            expect(inertiaOf(other)).toBeGreaterThanOrEqual(inertia * (1 - 1e-9) - 1e-9);
          }
        }
      }),
      { numRuns: 40 },
    ));
});
