import fc from "fast-check";
import { explain } from "clientele/explain";
import { stageAbsorption } from "clientele/lifecycle";
import { describe, expect, test } from "vitest";
import { anyPopulation, spellsIn, spellsOf } from "../support/populations.ts";

const DAY = 86_400_000;
const Z = 1.959963984540054;

type Stage = "a" | "b" | "c" | "d" | "e";
/** So many stays in a stage of so many days, each seen on its own, into another; null for one that lasts. */
const moves = (...rows: readonly (readonly [from: Stage, to: Stage | null, count: number, days?: number])[]) =>
  spellsOf<Stage>(
    ["a", "b", "c", "d", "e"],
    rows.flatMap(([from, to, count, days = 1]) =>
      Array.from({ length: count }, () =>
        to === null ? [[from, 100 - days] as const] : [[from, 100 - days] as const, [to, 100] as const],
      ),
    ),
    100,
    ["d", "e"],
  );
const logit = (p: number): number => Math.log(p / (1 - p));

describe("stageAbsorption, how sure it is", () => {
  test("one step: the variance of a share, on the logit scale", () => {
    const [a] = stageAbsorption(moves(["a", "d", 7], ["a", "e", 3]));
    const [toD, toE] = a?.probabilities ?? [];
    const spread = (Z * Math.sqrt((0.7 * 0.3) / 10)) / (0.7 * 0.3);
    expect(toD?.interval?.map(logit)).toEqual(
      [logit(0.7) - spread, logit(0.7) + spread].map((v) => expect.closeTo(v, 9) as number),
    );
    expect(toE?.interval?.map(logit)).toEqual(
      [logit(0.3) - spread, logit(0.3) + spread].map((v) => expect.closeTo(v, 9) as number),
    );
    expect(a?.caveats).toEqual([]);
  });

  test("two stages that lead to each other: by the derivatives of the closed form", () => {
    const [a] = stageAbsorption(moves(["a", "b", 12], ["a", "d", 8], ["b", "a", 6], ["b", "e", 14]));
    const [p, q] = [0.6, 0.3]; // of going from a to b, and back: then d is reached with (1 - p) / (1 - p q)
    const chance = (1 - p) / (1 - p * q);
    const byP = (q - 1) / (1 - p * q) ** 2;
    const byQ = (p * (1 - p)) / (1 - p * q) ** 2;
    const variance = (byP ** 2 * p * (1 - p)) / 20 + (byQ ** 2 * q * (1 - q)) / 20;
    const spread = (Z * Math.sqrt(variance)) / (chance * (1 - chance));
    expect(a?.probabilities[0]?.probability).toBeCloseTo(chance, 12);
    expect(a?.probabilities[0]?.interval?.map(logit)).toEqual(
      [logit(chance) - spread, logit(chance) + spread].map((v) => expect.closeTo(v, 9) as number),
    );
  });

  test("a time: that of a constant chance to leave, and of the ways taken", () => {
    const [a, b] = stageAbsorption(moves(["a", "d", 10], ["a", "b", 10], ["b", "d", 25, 4]), { into: ["d"] });
    const interval = (mean: number, variance: number): number[] =>
      [-1, 1].map((side) => expect.closeTo(mean * Math.exp((side * Z * Math.sqrt(variance)) / mean), 9) as number);
    expect(b?.expectedInterval?.map((end) => end / DAY)).toEqual(interval(4, 16 / 25));
    // a day in a, then in half of the cases four in b
    expect(a?.expectedInterval?.map((end) => end / DAY)).toEqual(
      interval(3, 1 / 20 + (16 * 0.25) / 20 + 0.25 * (16 / 25)),
    );
  });

  test("one departure says nearly nothing", () => {
    const [a] = stageAbsorption(moves(["a", "d", 1], ["a", null, 9, 3]), { into: ["d"] });
    expect([a?.arrives, (a?.expectedMs ?? 0) / DAY]).toEqual(["surely", 28]);
    expect(a?.expectedInterval?.map((end) => Number((end / DAY).toFixed(1)))).toEqual([3.9, 198.8]);
    expect(a?.probabilities[0]?.interval).toEqual([expect.closeTo(1 / (1 + Z ** 2), 12), 1]);
    expect(a?.caveats).toEqual([
      { code: "few-departures", stage: "a", left: 1, standing: 9 },
      { code: "many-unfinished", stage: "a", left: 1, standing: 9 },
    ]);
  });

  test("a way never seen is not ruled out", () => {
    const [a] = stageAbsorption(moves(["a", "d", 50], ["b", "e", 5]));
    const high = 1 - 50 / (50 + Z ** 2);
    expect(a?.probabilities.map(({ interval }) => interval)).toEqual([
      [expect.closeTo(1 - high, 12), 1],
      [0, expect.closeTo(high, 12)],
    ]);
  });

  test.each([
    [9, 0, ["few-departures"]],
    [10, 0, []],
    [12, 4, []],
    [12, 5, ["many-unfinished"]],
    [0, 1, ["few-departures", "many-unfinished"]],
    [0, 0, ["few-departures"]],
  ] as const)("%i left and %i last: %j", (left, standing, codes) => {
    const [a] = stageAbsorption(moves(["a", "d", left], ["a", null, standing]));
    expect(a?.caveats.map(({ code }) => code)).toEqual(codes);
  });

  test("caveats of every stage on the way, in the policy's order, in words", () => {
    const rows = stageAbsorption(moves(["c", "a", 20], ["a", "b", 20], ["b", "d", 2], ["b", "a", 2]), { into: ["d"] });
    expect(rows.map(({ caveats }) => caveats.map(({ stage }) => stage))).toEqual([
      ["a", "b", "b"],
      ["a", "b", "b"],
      ["a", "b", "b"],
      [],
      [],
    ]);
    expect(explain(rows[2]?.caveats.slice(1) ?? [], { locale: "en" })).toEqual([
      "few customers were seen to leave the stage b (departures: 4, still there: 20)",
      "many customers are still in the stage b, and how they will leave it is not known (departures: 4, still there: 20)",
    ]);
  });

  test.each([
    [
      "none where the policy has no final stage",
      {},
      "into: expected at least one stage, as the policy has no final one",
    ],
    ["none at all", { into: [] }, "into: expected at least one stage, received none"],
    ["a confidence", { into: ["a"] as const, confidence: 1 }, "confidence: expected a share above 0 and below 1"],
  ])("refuses %s", (_, options, message) => {
    expect(() => stageAbsorption(spellsOf(["a", "b"], [[["a", 0]]], 1), options)).toThrow(message);
  });

  test("intervals hold what they are of, grow with confidence, and are JSON", () => {
    fc.assert(
      fc.property(anyPopulation, (population) => {
        const spells = spellsIn(population);
        const ask = (confidence: number) => stageAbsorption(spells, { into: ["s2", "s3"], confidence });
        const wide = ask(0.99);
        for (const [at, row] of ask(0.5).entries()) {
          const pairs = [
            ...row.probabilities.map(({ probability, interval }, target) => ({
              value: probability,
              interval,
              wider: wide[at]?.probabilities[target]?.interval,
              most: 1,
            })),
            {
              value: row.expectedMs ?? 0,
              interval: row.expectedInterval,
              wider: wide[at]?.expectedInterval,
              most: Infinity,
            },
          ];
          for (const { value, interval, wider, most } of pairs) {
            if (interval === null || wider === null || wider === undefined) {
              expect([interval, wider]).toEqual([null, null]);
              continue;
            }
            const slack = 1e-9 * Math.max(1, value);
            expect(interval[0]).toBeLessThanOrEqual(value + slack);
            expect(interval[1]).toBeGreaterThanOrEqual(value - slack);
            expect(interval[0]).toBeGreaterThanOrEqual(wider[0] - slack);
            expect(interval[1]).toBeLessThanOrEqual(wider[1] + slack);
            expect(interval[0]).toBeGreaterThanOrEqual(0);
            expect(interval[1]).toBeLessThanOrEqual(most);
          }
        }
        expect(JSON.parse(JSON.stringify(wide))).toEqual(wide);
      }),
      { numRuns: 50 },
    );
  });
});
