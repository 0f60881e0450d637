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

  test("only a stage that somebody is in is taken to keep them", () => {
    // nobody was ever in c; d was left before the last day began
    const stays = spellsOf(
      ["a", "b", "c", "d"],
      [
        [["a", 9.5]],
        [
          ["d", 0],
          ["b", 8.5],
        ],
      ],
      10,
    );
    expect(forecastStages(stays, { ...ahead, lookBack: 1 }).assumedToStay).toEqual(["a"]);
  });

  test("who changes at the very beginning of a period is in the new stage then, and at its end", () => {
    const stays = spellsOf(
      ["a", "b", "c"],
      [
        [
          ["a", 8],
          ["b", 9],
          ["c", 10],
        ],
        [["a", 10]],
      ],
      10,
    );
    const { observed, assumedToStay, periods } = forecastStages(stays, { ...ahead, periods: 1, lookBack: 2 });
    // from a to b and from b to c, by which today's c is not known to move, and today's a is
    expect([observed, assumedToStay]).toEqual([2, ["c"]]);
    expect(periods.map(({ stages }) => stages.map(({ expected }) => expected))).toEqual([
      [1, 0, 1],
      [0, 1, 1],
    ]);
  });

  test("three stages, against sums written out and slopes measured", () => {
    // where customers were at the beginning and at the end of days: from a, b and c, to a, b and c
    const seen = [
      [6, 3, 1],
      [2, 5, 3],
      [1, 1, 6],
    ] as const;
    const names = ["a", "b", "c"] as const;
    const stays = spellsOf(
      names,
      seen.flatMap((row, from) =>
        row.flatMap((count, to) =>
          Array.from({ length: count }, () => {
            const [one, other] = [names[from] ?? "a", names[to] ?? "a"];
            return from === to ? [[one, 8.5] as const] : [[one, 8.5] as const, [other, 9.5] as const];
          }),
        ),
      ),
      10,
    );
    const begun = [10, 10, 8];
    const today = [9, 9, 10];
    const chances = seen.map((row, from) => row.map((count) => count / (begun[from] ?? 1)));
    // no move is ruled out: with z = 1 half a customer more stays, and a quarter goes to either of the other stages
    const careful = seen.map((row, from) =>
      row.map((count, to) => (count + (from === to ? 0.5 : 0.25)) / ((begun[from] ?? 0) + 1)),
    );
    const after = (days: number, of: readonly (readonly number[])[], first: readonly number[]): readonly number[] =>
      days === 0
        ? first
        : names.map((_, to) =>
            after(days - 1, of, first).reduce((sum, count, from) => sum + count * (of[from]?.[to] ?? 0), 0),
          );
    /** How the number expected changes with one chance. */
    const slope = (days: number, place: number, from: number, to: number): number => {
      const moved = (by: number): number => {
        const changed = careful.map((row, at) =>
          row.map((chance, into) => (at === from && into === to ? chance + by : chance)),
        );
        return after(days, changed, today)[place] ?? 0;
      };
      return (moved(1e-4) - moved(-1e-4)) / 2e-4;
    };
    const { periods, observed } = forecastStages(stays, {
      ...ahead,
      periods: 3,
      lookBack: 1,
      confidence: 0.6826894921370859, // one standard deviation
    });
    expect(observed).toBe(28);
    periods.forEach(({ stages }, days) => {
      const expected = after(days, chances, today);
      stages.forEach(({ stage, expected: told, interval }, place) => {
        expect([stage, told]).toEqual([names[place], expect.closeTo(expected[place] ?? 0, 10)]);
        let variance = 0;
        names.forEach((_, from) => {
          const chance =
            after(
              days,
              careful,
              names.map((__, at) => (at === from ? 1 : 0)),
            )[place] ?? 0;
          variance += (today[from] ?? 0) * chance * (1 - chance);
          const row = careful[from] ?? [];
          const slopes = names.map((__, to) => slope(days, place, from, to));
          const mean = slopes.reduce((sum, each, to) => sum + each * (row[to] ?? 0), 0);
          const spread = slopes.reduce((sum, each, to) => sum + (each - mean) ** 2 * (row[to] ?? 0), 0);
          variance += spread / ((begun[from] ?? 0) + 1);
        });
        const middle = after(days, careful, today)[place] ?? 0;
        expect(interval[0]).toBeCloseTo(Math.max(0, Math.min(told, middle - Math.sqrt(variance))), 5);
        expect(interval[1]).toBeCloseTo(Math.min(28, Math.max(told, middle + Math.sqrt(variance))), 5);
      });
    });
  });

  test("intervals end at none and at all", () => {
    const { periods } = forecastStages(spells, { ...ahead, lookBack: 1, confidence: 0.999999 });
    expect(periods[1]?.stages.map(({ interval }) => interval)).toEqual([
      [0, expect.any(Number)],
      [expect.any(Number), 12],
    ]);
  });

  test("as many periods and stages as are allowed", () => {
    const stages = Array.from({ length: 100 }, (_, at) => `s${at}`);
    expect(forecastStages(spellsOf(stages, [], 1), { ...ahead, periods: 1 }).periods).toHaveLength(2);
    const alone = spellsOf(["a"], [[["a", 0]]], 1000);
    const { periods, observed } = forecastStages(alone, { ...ahead, periods: 520, lookBack: 520 });
    expect([periods.length, observed]).toEqual([521, 520]);
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
    ["no periods", { ...ahead, periods: 0 }, "periods: expected an integer of 1 to 520, received 0"],
    ["half a period", { ...ahead, periods: 1.5 }, "periods: expected an integer of 1 to 520, received 1.5"],
    ["too many periods", { ...ahead, periods: 521 }, "periods: expected an integer of 1 to 520, received 521"],
    ["no look back", { ...ahead, lookBack: 0 }, "lookBack: expected an integer of 1 to 520, received 0"],
    ["too long a look back", { ...ahead, lookBack: 521 }, "lookBack: expected an integer of 1 to 520, received 521"],
    ["an empty period", { ...ahead, period: "PT0S" }, "period: expected a length of time above zero"],
    ["a confidence", { ...ahead, confidence: 0 }, "confidence: expected a share above 0 and below 1, received 0"],
  ])("refuses %s", (_, options, message) => {
    expect(() => forecastStages(spells, options)).toThrow(expect.objectContaining({ code: "invalid-option", message }));
  });

  test("refuses more stages than a moment's work allows", () => {
    const stages = Array.from({ length: 101 }, (_, at) => `s${at}`);
    expect(() => forecastStages(spellsOf(stages, [], 1), ahead)).toThrow(
      expect.objectContaining({
        code: "invalid-option",
        message: "spells: expected at most 100 stages, received 101",
      }),
    );
  });

  test("refuses periods that leave the calendar", () => {
    expect(() => forecastStages(spells, { ...ahead, period: "P9000Y", lookBack: 1 })).toThrow(
      expect.objectContaining({ code: "out-of-range" }),
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

  test("what is large by either share comes first; stages that nobody left, or in which nobody spent time", () => {
    const rows = stageBottlenecks(
      spellsOf(
        ["lead", "client", "idle", "lost"],
        [
          [
            ["lead", 0],
            ["idle", 0],
            ["lost", 1],
          ],
          [["client", 1]],
        ],
        10,
      ),
      { lostIn: ["lost"] },
    );
    // all of the loss and a tenth of the time, before none of the loss and nine tenths of the time, before nothing at all
    expect(
      rows.map(({ stage, shareOfTime, shareOfLost, lostRate }) => [stage, shareOfTime, shareOfLost, lostRate]),
    ).toEqual([
      ["idle", 0.1, 1, 1],
      ["client", 0.9, 0, null],
      ["lead", 0, 0, 0],
    ]);
    const share = (place: "a" | "b" | "c", days: number, isLost: boolean) =>
      isLost ? [[place, 0] as const, ["lost", days] as const] : [[place, 10 - days] as const];
    const mixed = stageBottlenecks(
      spellsOf(["a", "b", "c", "lost"], [share("a", 4, true), share("b", 6, false), share("c", 0, true)], 10),
      { lostIn: ["lost"] },
    );
    expect(mixed.map(({ stage, shareOfTime, shareOfLost }) => [stage, shareOfTime, shareOfLost])).toEqual([
      ["b", 0.6, 0],
      ["a", 0.4, 0.5],
      ["c", 0, 0.5],
    ]);
    const [begun] = stageBottlenecks(spellsOf(["a", "b"], [[["a", 1]]], 1), { lostIn: ["b"] });
    expect(begun).toEqual({
      stage: "a",
      totalMs: 0,
      shareOfTime: 0,
      medianMs: null,
      lost: 0,
      shareOfLost: 0,
      lostRate: null,
    });
  });

  test("refuses a stage that the policy does not have", () => {
    expect(() => stageBottlenecks(spells, { lostIn: ["z" as "a"] })).toThrow(
      expect.objectContaining({
        code: "invalid-option",
        message: 'lostIn: expected stages of the policy, each once, received "z"',
      }),
    );
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
