import { describe, expect, test } from "vitest";
import { startRandom } from "../../src/numeric/index.ts";

const moments = (draw: () => number, count = 40_000): readonly [number, number] => {
  const values = Array.from({ length: count }, draw);
  const mean = values.reduce((sum, each) => sum + each, 0) / count;
  return [mean, values.reduce((sum, each) => sum + (each - mean) ** 2, 0) / count];
};

describe("chance with a seed", () => {
  test("is the same for the same seed, and another for another", () => {
    const take = (seed: number): number[] => Array.from({ length: 5 }, startRandom(seed).uniform);
    expect(take(7)).toEqual(take(7));
    expect(new Set([7, 8, -7, 0, 2 ** 40 + 7].map((seed) => take(seed)[0])).size).toBe(5);
    expect(take(1).every((u) => u > 0 && u < 1)).toBe(true);
  });

  test("draws every whole number below a bound, equally often to four standard errors", () => {
    const random = startRandom(5);
    const counts = new Uint32Array(7);
    for (let i = 0; i < 70_000; i++) {
      const drawn = random.below(7);
      counts[drawn] = (counts[drawn] ?? 0) + 1;
    }
    expect(counts.reduce((sum, each) => sum + each, 0)).toBe(70_000);
    for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(4 * Math.sqrt(10_000 * (6 / 7)));
    expect(Array.from({ length: 20 }, () => random.below(1))).toEqual(Array.from({ length: 20 }, () => 0));
    const wide = Array.from({ length: 100 }, () => random.below(2 ** 32));
    expect(wide.every((drawn) => Number.isInteger(drawn) && drawn >= 0 && drawn < 2 ** 32)).toBe(true);
    expect(Math.max(...wide)).toBeGreaterThan(2 ** 31);
  });

  test("has the moments of its distributions, to four standard errors", () => {
    const random = startRandom(3);
    const near = ([mean, variance]: readonly [number, number], truth: number, spread: number): void => {
      expect(Math.abs(mean - truth)).toBeLessThan((4 * Math.sqrt(spread)) / 200);
      expect(Math.abs(variance / spread - 1)).toBeLessThan(0.1);
    };
    near(moments(random.uniform), 0.5, 1 / 12);
    near(moments(random.normal), 0, 1);
    near(moments(random.exponential), 1, 1);
    near(
      moments(() => Math.exp(random.logGamma(4.5))),
      4.5,
      4.5,
    );
    near(
      moments(() => Math.exp(random.logGamma(0.4))),
      0.4,
      0.4,
    );
    near(
      moments(() => random.logGamma(0.001) * 0.001),
      -1,
      1,
    ); // nearly an exponential variate, negated
  });
});
