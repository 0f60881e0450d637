import { existsSync, readFileSync } from "node:fs";
import type { BgNbdParameters, BgNbdScoring, GammaGammaParameters, GammaGammaScoring } from "clientele/clv";
import fc from "fast-check";

/** The estimates published for the CDNOW sample. */
export const published: BgNbdScoring = {
  format: "bg-nbd-model/1",
  unit: "week",
  parameters: { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 },
};

/** A spend model like the one published for the CDNOW sample. */
export const spendModel: GammaGammaScoring = {
  format: "gamma-gamma-model/1",
  currency: "USD",
  parameters: { p: 6.25, q: 3.74, v: 15.44 },
};

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
export function startUniform(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return (((t ^ (t >>> 14)) >>> 0) + 0.5) / 2 ** 32;
  };
}

/** A gamma variate (Marsaglia and Tsang). */
function gamma(shape: number, uniform: () => number): number {
  if (shape < 1) return gamma(shape + 1, uniform) * uniform() ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const normal = Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
    const v = (1 + c * normal) ** 3;
    if (v > 0 && Math.log(uniform()) < normal * normal * 0.5 + d - d * v + d * Math.log(v)) return d * v;
  }
}

/** Customers who behave as BG/NBD says. */
export function simulateBgNbd(
  { r, alpha, a, b }: BgNbdParameters,
  { customers, age, seed }: { readonly customers: number; readonly age: number; readonly seed: number },
): { readonly frequency: number[]; readonly recency: number[]; readonly age: number[] } {
  const uniform = startUniform(seed);
  const rows = Array.from({ length: customers }, () => {
    const rate = gamma(r, uniform) / alpha;
    const first = gamma(a, uniform);
    const leaving = first / (first + gamma(b, uniform));
    const until = age * (0.5 + 0.5 * uniform());
    let now = 0;
    let frequency = 0;
    let recency = 0;
    for (;;) {
      now -= Math.log(uniform()) / rate;
      if (!(now <= until)) break;
      frequency++;
      recency = now;
      if (uniform() < leaving) break;
    }
    return { frequency, recency, age: until };
  });
  return {
    frequency: rows.map((row) => row.frequency),
    recency: rows.map((row) => row.recency),
    age: rows.map((row) => row.age),
  };
}

/** Customers who spend as Gamma-Gamma says. */
export function simulateSpend(
  { p, q, v }: GammaGammaParameters,
  { customers, seed }: { readonly customers: number; readonly seed: number },
): { readonly frequency: number[]; readonly monetary: number[] } {
  const uniform = startUniform(seed);
  const frequency = Array.from({ length: customers }, () => 1 + Math.floor(8 * uniform()));
  const monetary = frequency.map((x) => gamma(p * x, uniform) / x / (gamma(q, uniform) / v));
  return { frequency, monetary };
}

/** Numbers spread evenly on the scale of their logarithms. */
export const logUniform = (low: number, high: number): fc.Arbitrary<number> =>
  fc.double({ min: Math.log(low), max: Math.log(high), noNaN: true }).map(Math.exp);

/** Parameters over four decades each way. */
export const anyBgNbd: fc.Arbitrary<BgNbdParameters> = fc.record({
  r: logUniform(0.01, 100),
  alpha: logUniform(0.01, 1000),
  a: fc.oneof(logUniform(0.001, 1000), fc.constantFrom(0.5, 1, 2)),
  b: fc.oneof(logUniform(0.001, 1000), fc.constantFrom(0.5, 1, 2)),
});

/** A possible history in no particular unit. */
export const anyHistory: fc.Arbitrary<{ frequency: number; recency: number; age: number }> = fc
  .record({
    frequency: fc.oneof(fc.nat({ max: 5 }), fc.nat({ max: 500 })),
    age: logUniform(0.1, 1000),
    share: fc.double({ min: 0.01, max: 1, noNaN: true }),
  })
  .map(({ frequency, age, share }) => ({ frequency, age, recency: frequency === 0 ? 0 : age * share }));

/** The public CDNOW sample, when it stands beside the checkout; else null. */
export function cdnow(): Readonly<Record<string, number[]>> | null {
  const file = new URL("../../../shared/data/cdnow/cdnow_sample_cbs_weeks.csv", import.meta.url);
  if (!existsSync(file)) return null;
  const [head = "", ...lines] = readFileSync(file, "utf8").trim().split(/\r?\n/);
  const cells = lines.map((line) => line.split(",").map(Number));
  return Object.fromEntries(head.split(",").map((name, index) => [name, cells.map((row) => row[index]!)]));
}

/** How far a number is from another, relative to the other. */
export const relativeError = (got: number, truth: number, floor = 1e-290): number =>
  Math.abs(got - truth) / Math.max(Math.abs(truth), floor);

/** The columns of a public data set, when it stands beside the checkout; else null. */
export function sharedRows(name: string): Readonly<Record<string, number[]>> | null {
  const file = new URL(`../../../shared/data/${name}`, import.meta.url);
  if (!existsSync(file)) return null;
  const [head = "", ...lines] = readFileSync(file, "utf8").trim().split(/\r?\n/);
  const cells = lines.map((line) => line.split(",").map(Number));
  return Object.fromEntries(head.split(",").map((column, index) => [column, cells.map((row) => row[index]!)]));
}
