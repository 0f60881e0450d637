import fc from "fast-check";
import { forecastStages, stageBottlenecks } from "clientele/lifecycle";
import { describe, expect, test } from "vitest";
import { anyPopulation, spellsIn, spellsOf } from "../support/populations.ts";

const DAY = 86_400_000;
const ahead = { period: "P1D", timeZone: "UTC", periods: 2 } as const;

/** Ten in a at the beginning of the last day, of whom three were in b at its end; two more in b for long. */
const spells = spellsOf(
  ["a", "b"],
  [
    ...Array.from({ length: 7 }, () => [["a", 9]] as const),
    ...Array.from(
      { length: 3 },
      () =>
        [
          ["a", 8.5],
          ["b", 9.5],
        ] as const,
    ),
    [["b", 0]],
    [["b", 0]],
  ],
  10,
);

describe("forecastStages", () => {
  test("counts by hand", () => {
    const { periods, observed, assumedToStay, customers } = forecastStages(spells, {
      ...ahead,
      lookBack: 1,
      confidence: 0.6826894921370859, // one standard deviation
    });
    expect([customers, observed, assumedToStay]).toEqual([12, 12, []]);
    expect(periods.map(({ at }) => at.slice(0, 10))).toEqual(["1970-01-11", "1970-01-12", "1970-01-13"]);
    expect(periods.map(({ stages }) => stages.map(({ expected }) => expected))).toEqual([
      [7, 5],
      [expect.closeTo(4.9, 12), expect.closeTo(7.1, 12)],
      [expect.closeTo(3.43, 12), expect.closeTo(8.57, 12)],
    ]);
    // with z = 1, seven of ten become 7.5 / 11 who stay in a, and two of two 2.5 / 3 in b, where five are today: 0.5 / 3 of them go to a
    const [stay, come] = [7.5 / 11, 0.5 / 3];
    const middle = 7 * stay + 5 * come;
    const byChance = 7 * stay * (1 - stay) + 5 * come * (1 - come);
    const byTrials = (49 * stay * (1 - stay)) / 11 + (25 * come * (1 - come)) / 3;
    const half = Math.sqrt(byChance + byTrials);
    expect(periods.map(({ stages }) => stages[0]?.interval).slice(0, 2)).toEqual([
      [7, 7],
      [expect.closeTo(middle - half, 10), expect.closeTo(middle + half, 10)],
    ]);
  });

  test("two periods ahead, by the derivative of what is expected", () => {
    const { periods } = forecastStages(spells, { ...ahead, lookBack: 1, confidence: 0.6826894921370859 });
    const [stay, come] = [7.5 / 11, 0.5 / 3];
    // what is in a after two days, by the chances of staying there and of coming from b
    const inA = (p: number, q: number): number => {
      const first = 7 * p + 5 * q;
      return first * p + (12 - first) * q;
    };
    const step = 1e-6;
    const byStay = (inA(stay + step, come) - inA(stay - step, come)) / (2 * step);
    const byCome = (inA(stay, come + step) - inA(stay, come - step)) / (2 * step);
    const [fromA, fromB] = [stay * stay + (1 - stay) * come, come * stay + (1 - come) * come];
    const half = Math.sqrt(
      7 * fromA * (1 - fromA) +
        5 * fromB * (1 - fromB) +
        (byStay ** 2 * stay * (1 - stay)) / 11 +
        (byCome ** 2 * come * (1 - come)) / 3,
    );
    expect(periods[2]?.stages[0]?.interval).toEqual([
      expect.closeTo(Math.min(3.43, inA(stay, come) - half), 6),
      expect.closeTo(inA(stay, come) + half, 6),
    ]);
  });

  test("a stage in which nobody was seen at the beginning of a period", () => {
    const { assumedToStay, periods } = forecastStages(spellsOf(["a", "b"], [[["a", 9.5]], [["b", 0]]], 10), ahead);
    expect(assumedToStay).toEqual(["a"]);
    expect(periods[2]?.stages.map(({ expected }) => expected)).toEqual([1, 1]);
  });

  test("months are laid back from the day itself, in the zone asked for", () => {
    const asOf = Date.UTC(2026, 4, 31) / DAY;
    const { periods } = forecastStages(spellsOf(["a"], [[["a", 0]]], asOf), {
      period: "P1M",
      timeZone: "Asia/Shanghai",
      periods: 3,
    });
    expect(periods.map(({ at }) => at.slice(5, 10))).toEqual(["05-31", "06-30", "07-31", "08-31"]);
  });

  test.each([
    ["no periods", { ...ahead, periods: 0 }],
    ["too many periods", { ...ahead, periods: 521 }],
    ["no look back", { ...ahead, lookBack: 0 }],
    ["an empty period", { ...ahead, period: "PT0S" }],
    ["a confidence", { ...ahead, confidence: 0 }],
  ])("refuses %s", (_, options) => {
    expect(() => forecastStages(spells, options)).toThrow(expect.objectContaining({ code: "invalid-option" }));
  });

  test("refuses more stages than a moment's work allows", () => {
    const stages = Array.from({ length: 101 }, (_, at) => `s${at}`);
    expect(() => forecastStages(spellsOf(stages, [], 1), ahead)).toThrow(
      expect.objectContaining({ code: "invalid-option" }),
    );
  });

  test("customers are conserved, and intervals hold what is expected", () => {
    fc.assert(
      fc.property(anyPopulation, fc.constantFrom("P1M", "P7D", "PT36H"), (population, period) => {
        const { customers, periods } = forecastStages(spellsIn(population), { ...ahead, period });
        for (const { stages } of periods) {
          expect(stages.reduce((sum, { expected }) => sum + expected, 0)).toBeCloseTo(customers, 9);
          for (const { expected, interval } of stages) {
            expect(interval[0]).toBeLessThanOrEqual(expected + 1e-9);
            expect(interval[1]).toBeGreaterThanOrEqual(expected - 1e-9);
          }
        }
        expect(JSON.parse(JSON.stringify(periods))).toEqual(periods);
      }),
    );
  });

  test("the order of customers does not matter", () => {
    fc.assert(
      fc.property(anyPopulation, (population) => {
        const turned = { ...population, courses: population.courses.toReversed() };
        expect(forecastStages(spellsIn(turned), ahead)).toEqual(forecastStages(spellsIn(population), ahead));
      }),
    );
  });
});

describe("stageBottlenecks", () => {
  test("where time and customers are lost", () => {
    const rows = stageBottlenecks(
      spellsOf(
        ["lead", "client", "idle", "lost", "gone"],
        [
          [
            ["lead", 0],
            ["client", 6],
            ["idle", 7],
            ["lost", 8],
            ["client", 9],
          ],
          [
            ["lead", 0],
            ["lost", 2],
          ],
          [
            ["idle", 9],
            ["gone", 10],
          ],
        ],
        10,
        ["gone"],
      ),
      { lostIn: ["lost"] },
    );
    expect(rows).toEqual([
      {
        stage: "lead",
        totalMs: 8 * DAY,
        shareOfTime: 8 / 12,
        medianMs: 2 * DAY,
        lost: 1,
        shareOfLost: 0.5,
        lostRate: 0.5,
      },
      { stage: "idle", totalMs: 2 * DAY, shareOfTime: 2 / 12, medianMs: DAY, lost: 1, shareOfLost: 0.5, lostRate: 0.5 },
      { stage: "client", totalMs: 2 * DAY, shareOfTime: 2 / 12, medianMs: DAY, lost: 0, shareOfLost: 0, lostRate: 0 },
    ]);
  });

  test("nobody at all", () => {
    expect(stageBottlenecks(spellsOf(["a", "b"], [], 1), { lostIn: ["b"] })).toEqual([]);
  });

  test("shares sum to one, or there is nothing to share", () => {
    fc.assert(
      fc.property(anyPopulation, (population) => {
        const rows = stageBottlenecks(spellsIn(population), { lostIn: ["s3"] });
        const sum = (of: (row: (typeof rows)[number]) => number): number => rows.reduce((all, row) => all + of(row), 0);
        expect(
          Math.min(...[0, 1].map((whole) => Math.abs(whole - sum(({ shareOfTime }) => shareOfTime)))),
        ).toBeLessThan(1e-12);
        expect(
          Math.min(...[0, 1].map((whole) => Math.abs(whole - sum(({ shareOfLost }) => shareOfLost)))),
        ).toBeLessThan(1e-12);
      }),
    );
  });
});
