import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { kaplanMeier, survivalInterval } from "../../src/numeric/index.ts";

interface Computed {
  readonly time: number;
  readonly atRisk: number;
  readonly ended: number;
  readonly survival: number;
  readonly standardError?: number;
  readonly plain?: readonly [number, number];
  readonly logLog?: readonly [number, number];
}

interface Arm {
  readonly time: readonly number[];
  readonly ended: readonly number[];
  readonly computed: readonly Computed[];
}

const golden = JSON.parse(readFileSync(new URL("../golden/kaplan-meier.json", import.meta.url), "utf8")) as {
  readonly treated: Arm & { readonly published: readonly (readonly [number, number, number, number, number])[] };
  readonly placebo: Arm;
};

describe("the remission of leukaemia", () => {
  test("as published to four decimals", () => {
    const steps = kaplanMeier(golden.treated).map((step) => {
      const ends = survivalInterval(step, { confidence: 0.95, scale: "log-log" }) ?? [NaN, NaN];
      const error = step.survival * Math.sqrt(step.logVariance);
      return [step.time, ...[step.survival, error, ...ends].map((number) => Number(number.toFixed(4)))];
    });
    expect(steps).toEqual(golden.treated.published);
  });

  test.each(["treated", "placebo"] as const)("%s, as computed", (arm) => {
    const steps = kaplanMeier(golden[arm]);
    expect(steps.map(({ time, atRisk, ended }) => [time, atRisk, ended])).toEqual(
      golden[arm].computed.map(({ time, atRisk, ended }) => [time, atRisk, ended]),
    );
    steps.forEach((step, index) => {
      const { survival, standardError, plain, logLog } = golden[arm].computed[index] ?? { survival: NaN };
      expect(step.survival).toBeCloseTo(survival, 14);
      const asPlain = survivalInterval(step, { confidence: 0.95, scale: "plain" });
      const asLogLog = survivalInterval(step, { confidence: 0.95, scale: "log-log" });
      if (standardError === undefined || plain === undefined || logLog === undefined) {
        expect([step.survival, step.logVariance, asPlain, asLogLog]).toEqual([0, Infinity, null, null]);
        return;
      }
      expect(step.survival * Math.sqrt(step.logVariance)).toBeCloseTo(standardError, 14);
      for (const end of [0, 1] as const) {
        expect(asPlain?.[end]).toBeCloseTo(plain[end], 13);
        expect(asLogLog?.[end]).toBeCloseTo(logLog[end], 13);
      }
    });
  });
});

describe("edges", () => {
  test("no lives, and none that ended", () => {
    expect(kaplanMeier({ time: [], ended: [] })).toEqual([]);
    expect(kaplanMeier({ time: [3, 4], ended: [0, false] })).toEqual([]);
  });

  test("where all survive, the interval is all", () => {
    const all = { survival: 1, logVariance: 0 };
    expect(survivalInterval(all, { confidence: 0.9, scale: "log-log" })).toEqual([1, 1]);
    expect(survivalInterval(all, { confidence: 0.9, scale: "plain" })).toEqual([1, 1]);
  });

  test("a plain interval is cut off at 0 and 1", () => {
    const steps = kaplanMeier({ time: [1, 2, 3], ended: [1, 1, 0] });
    expect(steps.map((step) => survivalInterval(step, { confidence: 0.99, scale: "plain" }))).toEqual([
      [0, 1],
      [0, 1],
    ]);
  });
});

describe("laws", () => {
  const lives = fc.array(
    fc.record({ time: fc.integer({ min: 0, max: 12 }), ended: fc.boolean(), weight: fc.integer({ min: 1, max: 5 }) }),
    { maxLength: 40 },
  );
  const columnsOf = (
    rows: readonly { readonly time: number; readonly ended: boolean; readonly weight: number }[],
  ): { readonly time: number[]; readonly ended: boolean[]; readonly weight: number[] } => ({
    time: rows.map(({ time }) => time),
    ended: rows.map(({ ended }) => ended),
    weight: rows.map(({ weight }) => weight),
  });

  test("falls, from at most 1 to no less than 0, and its ends add up", () =>
    fc.assert(
      fc.property(lives, (rows) => {
        const steps = kaplanMeier(columnsOf(rows));
        let before = 1;
        for (const step of steps) {
          expect(step.survival).toBeLessThan(before);
          expect(step.survival).toBeGreaterThanOrEqual(0);
          before = step.survival;
        }
        const ended = rows.reduce((sum, row) => sum + (row.ended ? row.weight : 0), 0);
        expect(steps.reduce((sum, step) => sum + step.ended, 0)).toBe(ended);
      }),
    ));

  test("is blind to the order of rows, and a weight is so many rows", () =>
    fc.assert(
      fc.property(lives, (rows) => {
        const steps = kaplanMeier(columnsOf(rows));
        const single = rows.flatMap((row) => Array.from({ length: row.weight }, () => ({ ...row, weight: 1 })));
        const { time, ended } = columnsOf(single.reverse());
        expect(kaplanMeier({ time, ended })).toEqual(steps);
      }),
    ));

  test("without censoring it is the share that lives longer", () =>
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 30 }), (time) => {
        for (const step of kaplanMeier({ time, ended: time.map(() => 1) })) {
          const longer = time.filter((each) => each > step.time).length / time.length;
          expect(step.survival).toBeCloseTo(longer, 12);
        }
      }),
    ));

  test("the log-log interval holds the share and widens with confidence", () =>
    fc.assert(
      fc.property(lives, fc.double({ min: 0.5, max: 0.99, noNaN: true }), (rows, confidence) => {
        for (const step of kaplanMeier(columnsOf(rows))) {
          const near = survivalInterval(step, { confidence, scale: "log-log" });
          const wide = survivalInterval(step, { confidence: (1 + confidence) / 2, scale: "log-log" });
          if (near === null || wide === null) {
            expect(step.survival).toBe(0);
            continue;
          }
          expect(near[0]).toBeGreaterThan(0);
          expect(near[1]).toBeLessThan(1);
          expect(near[0]).toBeLessThan(step.survival);
          expect(near[1]).toBeGreaterThan(step.survival);
          expect(wide[0]).toBeLessThan(near[0]);
          expect(wide[1]).toBeGreaterThan(near[1]);
        }
      }),
    ));
});
