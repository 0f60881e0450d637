import fc from "fast-check";
import { dwellTimes, type StageSpells } from "clientele/lifecycle";
import { describe, expect, test } from "vitest";
import { kaplanMeier, survivalInterval } from "../../src/numeric/index.ts";
import { spellsOf } from "../support/populations.ts";

const DAY = 86_400_000;
type Stays = readonly { readonly length: number; readonly isOver: boolean }[];

/** Stays in one stage, of so many milliseconds each; who left it was seen no more. */
const staying = (stays: Stays): StageSpells<"here" | "there"> => {
  const asOf = Math.max(0, ...stays.map(({ length }) => length));
  const spells = spellsOf(
    ["here", "there"],
    stays.map(({ length, isOver }) =>
      isOver
        ? [
            ["here", 0],
            ["there", length / DAY],
          ]
        : [["here", (asOf - length) / DAY]],
    ),
    asOf / DAY,
  );
  // days written as fractions of one are whole milliseconds again
  const whole = (times: Float64Array): Float64Array => times.map((time) => Math.round(time));
  return { ...spells, enteredAt: whole(spells.enteredAt), until: whole(spells.until) };
};

const anyStays = (most: number): fc.Arbitrary<Stays> =>
  fc.array(fc.record({ length: fc.nat({ max: most }), isOver: fc.boolean() }), { minLength: 1, maxLength: 60 });

/** Ten stays end, one a day; five more were seen for five days and a half. */
const known = staying([
  ...Array.from({ length: 10 }, (_, at) => ({ length: (at + 1) * DAY, isOver: true })),
  ...Array.from({ length: 5 }, () => ({ length: 5.5 * DAY, isOver: false })),
]);

describe("the curve at times asked about", () => {
  test("before, at and between its steps, and when no stay was seen for that long", () => {
    const [here] = dwellTimes(known, { atMs: [0, 1, 1.5, 5, 5.5, 5.75, 6, 10, 11].map((days) => days * DAY) });
    expect(here?.curve.map(({ afterMs, atRisk, left, remaining }) => [afterMs / DAY, atRisk, left, remaining])).toEqual(
      [
        [0, 15, 0, 1],
        [1, 15, 1, 14 / 15],
        [1.5, 14, 0, 14 / 15],
        [5, 11, 1, 10 / 15],
        [5.5, 10, 0, 10 / 15],
        [5.75, 5, 0, 10 / 15],
        [6, 5, 1, (10 / 15) * (4 / 5)],
        [10, 1, 1, 0],
      ],
    );
    expect(here?.curve[0]?.interval).toEqual([1, 1]);
    expect(here?.curve.at(-1)?.interval).toBe(null);
  });

  test("nothing of the estimate depends on what is written down", () => {
    const [all, few, asked] = [{}, { points: 1 }, { atMs: [] }].map((options) => dwellTimes(known, options)[0]);
    for (const some of [few, asked]) expect({ ...some, curve: [] }).toEqual({ ...all, curve: [] });
    expect(few?.curve).toEqual(all?.curve.slice(-1));
    expect(asked?.curve).toEqual([]);
  });

  test("a stage that nobody left: all remain for as long as anybody was seen", () => {
    const [, there] = dwellTimes(known, { atMs: [0, 9 * DAY, 10 * DAY] });
    expect(there?.curve).toEqual([
      { afterMs: 0, atRisk: 10, left: 0, remaining: 1, interval: [1, 1] },
      { afterMs: 9 * DAY, atRisk: 1, left: 0, remaining: 1, interval: [1, 1] },
    ]);
  });

  test("with times cut off to days, what holds of those", () => {
    const hours = staying([30, 40, 60].map((length) => ({ length: (length * DAY) / 24, isOver: true })));
    const [here] = dwellTimes(hours, { resolutionMs: DAY, atMs: [0.5, 1, 1.5, 2].map((days) => days * DAY) });
    expect(here?.curve.map(({ atRisk, left, remaining }) => [atRisk, left, remaining])).toEqual([
      [3, 0, 1],
      [3, 2, 1 / 3],
      [1, 0, 1 / 3],
      [1, 1, 0],
    ]);
  });

  test.each([
    ["below zero", { atMs: [-1] }],
    ["not ascending", { atMs: [2, 2] }],
    ["not a number", { atMs: [NaN] }],
    ["without end", { atMs: [Infinity] }],
    ["beside points", { atMs: [1], points: 3 }],
  ])("refuses times %s", (_, options) => {
    expect(() => dwellTimes(known, options)).toThrow(expect.objectContaining({ code: "invalid-option" }));
  });
});

describe("laws", () => {
  test("the curve is that of the product, term by term", () => {
    fc.assert(
      fc.property(fc.oneof(anyStays(8), anyStays(100 * DAY)), (stays) => {
        const [here] = dwellTimes(staying(stays), { points: 1000, confidence: 0.9 });
        const expected = kaplanMeier({
          time: stays.map(({ length }) => length),
          ended: stays.map(({ isOver }) => isOver),
        });
        expect(here?.curve.map(({ afterMs, atRisk, left }) => [afterMs, atRisk, left])).toEqual(
          expected.map(({ time, atRisk, ended }) => [time, atRisk, ended]),
        );
        for (const [at, step] of expected.entries()) {
          const { remaining, interval } = here?.curve[at] ?? expect.fail();
          expect(remaining).toBeCloseTo(step.survival, 13);
          const ends = survivalInterval(step, { confidence: 0.9, scale: "log-log" });
          expect(interval === null).toBe(ends === null);
          for (const end of [0, 1] as const) expect(interval?.[end] ?? 0).toBeCloseTo(ends?.[end] ?? 0, 11);
        }
      }),
    );
  });

  test("while no stay was lost sight of, what remains is a quotient of two counts", () => {
    fc.assert(
      fc.property(anyStays(1000), (stays) => {
        const over = stays.map(({ length }) => ({ length, isOver: true }));
        const [here] = dwellTimes(staying(over), { points: 1000 });
        for (const { afterMs, remaining } of here?.curve ?? []) {
          expect(remaining).toBe(over.filter(({ length }) => length > afterMs).length / over.length);
        }
      }),
    );
  });

  test("at the time of a step, the step; between two, the one before", () => {
    fc.assert(
      fc.property(anyStays(50), (stays) => {
        const spells = staying(stays);
        const curve = dwellTimes(spells, { points: 1000 })[0]?.curve ?? [];
        const times = curve.map(({ afterMs }) => afterMs);
        expect(dwellTimes(spells, { atMs: times })[0]?.curve).toEqual(curve);
        const between = dwellTimes(spells, { atMs: times.map((time) => time + 0.5) })[0]?.curve ?? [];
        for (const [at, { remaining, left, interval }] of between.entries()) {
          expect([remaining, left, interval]).toEqual([curve[at]?.remaining, 0, curve[at]?.interval]);
        }
      }),
    );
  });

  test("many stays: sorted by digits, the same as in two units of time", () => {
    const stays = Array.from({ length: 5000 }, (_, at) => ({ length: (at * 7919) % 3001, isOver: at % 3 > 0 }));
    const scaled = stays.map(({ length, isOver }) => ({ length: length * DAY, isOver }));
    const [fine, coarse] = [dwellTimes(staying(stays)), dwellTimes(staying(scaled), { resolutionMs: DAY })];
    expect(coarse[0]?.curve.map(({ remaining }) => remaining)).toEqual(
      fine[0]?.curve.map(({ remaining }) => remaining),
    );
    expect(coarse[0]?.medianMs).toBe((fine[0]?.medianMs ?? 0) * DAY);
  });
});
