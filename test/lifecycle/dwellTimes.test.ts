import { dwellTimes } from "clientele/lifecycle";
import { describe, expect, test } from "vitest";
import { spellsOf } from "../support/populations.ts";

const DAY = 86_400_000;

/** Stays in a that ended after so many days each, all begun at once. */
const ended = (...days: readonly number[]) =>
  spellsOf(
    ["a", "b"],
    days.map((after) => [
      ["a", 0],
      ["b", after],
    ]),
    99,
    ["b"],
  );

describe("examples", () => {
  test("the whole row", () => {
    expect(dwellTimes(ended(1, 1, 2, 4), { confidence: 0.9 })).toEqual([
      {
        stage: "a",
        entered: 4,
        left: 4,
        standing: 0,
        totalMs: 8 * DAY,
        meanMs: 2 * DAY,
        medianMs: DAY,
        medianInterval: [DAY, null], // four stays are too few to tell from when on less than half remain
        curve: [
          { afterMs: DAY, atRisk: 4, left: 2, remaining: 0.5, interval: expect.any(Array) as unknown },
          { afterMs: 2 * DAY, atRisk: 2, left: 1, remaining: 0.25, interval: expect.any(Array) as unknown },
          { afterMs: 4 * DAY, atRisk: 1, left: 1, remaining: 0, interval: null },
        ],
      },
      {
        stage: "b",
        entered: 4,
        left: 0,
        standing: 4,
        totalMs: (4 * 99 - 8) * DAY,
        meanMs: null,
        medianMs: null,
        medianInterval: [null, null],
        curve: [],
      },
    ]);
  });

  test("a half that fractions miss by their last digit is a half", () => {
    // 9/10 × 8/9 × ... × 5/6 is one half, by products of floating point perhaps not quite
    for (let many = 2; many <= 60; many += 2) {
      const [row] = dwellTimes(ended(...Array.from({ length: many }, (_, at) => at + 1)));
      expect(row?.medianMs).toBe((many / 2) * DAY);
    }
  });

  test("the order of stays does not matter", () => {
    expect(dwellTimes(ended(4, 1, 9, 1, 30, 4, 2))).toEqual(dwellTimes(ended(1, 1, 2, 4, 4, 9, 30)));
  });

  test("curves are written down evenly among their steps, the last always", () => {
    const spells = ended(...Array.from({ length: 10 }, (_, at) => at + 1));
    const days = (points: number) => dwellTimes(spells, { points })[0]?.curve.map(({ afterMs }) => afterMs / DAY);
    expect([days(1), days(3), days(5)]).toEqual([[10], [3, 6, 10], [2, 4, 6, 8, 10]]);
    const all = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
    expect([days(10), days(11)]).toEqual([all, all]);
    const long = dwellTimes(ended(...Array.from({ length: 150 }, (_, at) => at + 1)))[0];
    expect([long?.curve.length, (long?.curve.at(-1)?.afterMs ?? 0) / DAY]).toEqual([100, 150]);
  });

  test("times are cut off to whole multiples of the resolution; the time spent is not", () => {
    const [row] = dwellTimes(ended(1.5, 3, 6.9), { resolutionMs: 3 * DAY });
    expect(row?.curve.map(({ afterMs, left }) => [afterMs / DAY, left])).toEqual([
      [0, 1],
      [3, 1],
      [6, 1],
    ]);
    expect([row?.totalMs, row?.medianMs]).toEqual([11.4 * DAY, 3 * DAY]);
  });
});

describe("refusals", () => {
  test.each([
    ["no resolution", { resolutionMs: 0 }, "resolutionMs: expected a positive integer, received 0"],
    ["a fraction of a millisecond", { resolutionMs: 1.5 }, "resolutionMs: expected a positive integer, received 1.5"],
    ["no points", { points: 0 }, "points: expected a positive integer, received 0"],
    ["half a point", { points: 2.5 }, "points: expected a positive integer, received 2.5"],
    ["certainty", { confidence: 1 }, "confidence: expected a share above 0 and below 1, received 1"],
  ])("%s", (_, options, message) => {
    expect(() => dwellTimes(ended(1), options)).toThrow(expect.objectContaining({ code: "invalid-option", message }));
  });
});
