import { describe, expect, test } from "vitest";
import { incGammaP, normalCdf, type Random, startRandom } from "../../src/numeric/index.ts";

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

  // xoshiro128** programmed again from its publication in integers of any size, started from the same four words
  test.each([
    [7, [0.15211369936307978, 0.8945195154838264, 0.7832322021692024, 0.10470121466207655]],
    [-7, [0.22479045900024758, 0.08857416736365448, 0.936009295617781, 0.5943637050502586]],
    [2 ** 40 + 7, [0.7021856888281084, 0.9485660252781303, 0.4328539578157253, 0.24330687008861845]],
  ])("is the same everywhere and in every release: seed %d", (seed, expected) => {
    expect(Array.from({ length: 4 }, startRandom(seed).uniform)).toEqual(expected);
  });

  test("draws below a bound from the same numbers", () => {
    const random = startRandom(1);
    expect(Array.from({ length: 6 }, () => random.below(1e6))).toEqual([
      996671, 791994, 532216, 142037, 854366, 729696,
    ]);
  });

  test.each<readonly [string, (random: Random) => number, (value: number) => number]>([
    ["normal variates", (random) => random.normal(), normalCdf],
    ["exponential variates", (random) => random.exponential(), (value) => -Math.expm1(-value)],
    ...[1, 1.5, 4.5, 0.4].map(
      (shape) =>
        [
          `gamma variates of shape ${shape}`,
          (random: Random): number => Math.exp(random.logGamma(shape)),
          (value: number): number => incGammaP(shape, value),
        ] as const,
    ),
  ])("%s fall into twenty equal chances as often as chi-squared allows at 1 in 1,000", (_, draw, chanceBelow) => {
    const random = startRandom(11);
    const counts = new Float64Array(20);
    const many = 12_000;
    for (let i = 0; i < many; i++) counts[Math.floor(chanceBelow(draw(random)) * 20)]! += 1;
    const distance = counts.reduce((sum, count) => sum + (count - many / 20) ** 2 / (many / 20), 0);
    expect(distance).toBeLessThan(43.82); // of 19 degrees of freedom
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
