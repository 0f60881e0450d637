import fc from "fast-check";
import { orThrow } from "clientele/core";
import {
  defineSegmentTable,
  fitRfm,
  scoreRfm,
  segmentOf,
  segmentStability,
  segmentTables,
} from "clientele/segmentation";
import { describe, expect, test } from "vitest";
import { shuffled } from "../support/concentration.ts";
import { policyWith, subject } from "../support/segmentation.ts";

interface Numbered {
  readonly customerId: string;
  readonly orders: number;
}
const numbered = (list: readonly number[]): Numbered[] =>
  list.map((orders, i) => ({ customerId: `c${String(i).padStart(3, "0")}`, orders }));
const byMean = (sample: readonly Numbered[]): ((one: Numbered) => "many" | "few") => {
  const mean = sample.reduce((sum, { orders }) => sum + orders, 0) / sample.length;
  return ({ orders }) => (orders > mean ? "many" : "few");
};

describe("examples", () => {
  test("two groups far apart: nobody changes", () => {
    const subjects = numbered([...new Array<number>(30).fill(1), ...new Array<number>(30).fill(100)]);

    expect(segmentStability(subjects, { seed: 1, resamples: 20, fit: byMean })).toEqual({
      customers: 60,
      unplaced: 0,
      resamples: 20,
      skipped: 0,
      changed: { mean: 0, low: 0, median: 0, high: 0 },
      segments: [
        { segment: "few", customers: 30, changed: 0 },
        { segment: "many", customers: 30, changed: 0 },
      ],
    });
  });

  test("segments of RFM under resampled cuts", () => {
    const subjects = Array.from({ length: 120 }, (_, i) =>
      subject(`c${i}`, (i * 37) % 365, 1 + ((i * 7) % 12), `${i * 9}`),
    );
    const table = defineSegmentTable(segmentTables.tenNames);
    const { customers, changed, segments } = segmentStability(subjects, {
      seed: 3,
      resamples: 25,
      fit: (sample) => {
        const { model } = orThrow(fitRfm(sample, policyWith()));
        return (one) => orThrow(segmentOf(orThrow(scoreRfm(one, model)), table)).segment;
      },
    });

    expect(customers).toBe(120);
    expect(changed?.mean).toBeGreaterThan(0.02);
    expect(changed?.high).toBeLessThan(0.5);
    expect(segments.reduce((sum, one) => sum + one.customers * one.changed, 0) / 120).toBeCloseTo(
      changed?.mean ?? NaN,
      12,
    );
  });

  test("samples stand in the order of the customers; shares and segments are ordered, too", () => {
    const samples: (readonly string[])[] = [];
    let fits = -1;
    const moved = [0, 3, 1, 2, 10];
    const stability = segmentStability(numbered(Array.from({ length: 12 }, (_, i) => i)).toReversed(), {
      seed: 5,
      resamples: 5,
      fit: (sample) => {
        samples.push(sample.map(({ customerId }) => customerId));
        const gone = moved[fits++] ?? 0;
        return ({ orders }: Numbered) => (orders < gone ? null : orders < 2 ? "c" : orders < 7 ? "b" : "a");
      },
    });

    expect(samples).toHaveLength(6);
    for (const ids of samples) expect(ids).toEqual([...ids].sort());
    expect(new Set(samples.slice(1).map(String)).size).toBe(5);
    expect(stability.changed).toEqual({
      mean: expect.closeTo(16 / 60, 12) as number,
      low: expect.closeTo(0.2 / 12, 12) as number,
      median: 2 / 12,
      high: expect.closeTo((3 + 0.8 * 7) / 12, 12) as number,
    });
    expect(stability.segments).toEqual([
      { segment: "a", customers: 5, changed: 3 / 25 },
      { segment: "b", customers: 5, changed: 6 / 25 },
      { segment: "c", customers: 2, changed: 7 / 10 },
    ]);
  });

  test("who is placed nowhere is not looked at; who leaves every segment has changed", () => {
    let fits = 0;
    const stability = segmentStability(numbered([1, 2, 3, 4]), {
      seed: 1,
      resamples: 4,
      fit: () => {
        const first = fits++ === 0;
        return ({ orders }: Numbered) => (first && orders > 1 ? "placed" : null);
      },
    });

    expect([stability.customers, stability.unplaced, stability.changed?.mean]).toEqual([3, 1, 1]);
  });

  test("resamples that cannot be fitted are counted", () => {
    let fits = 0;
    const stability = segmentStability(numbered([1, 2]), {
      seed: 1,
      resamples: 3,
      fit: () => (fits++ === 0 ? () => "all" : null),
    });

    expect(stability).toEqual({ customers: 2, unplaced: 0, resamples: 0, skipped: 3, changed: null, segments: [] });
  });
});

describe("refusals", () => {
  test.each<[string, readonly Numbered[], object]>([
    ["invalid-option", [], { seed: 0.5, fit: byMean }],
    ["invalid-option", [], { seed: 1, resamples: 0, fit: byMean }],
    ["invalid-option", [...numbered([1]), ...numbered([2])], { seed: 1, fit: byMean }],
    ["not-fitted", numbered([1]), { seed: 1, fit: () => null }],
  ])("%s", (code, subjects, options) => {
    expect(() => segmentStability(subjects, options as { seed: number; fit: typeof byMean })).toThrow(
      expect.objectContaining({ code }) as Error,
    );
  });
});

test("what is wrong with the options is told", () => {
  const messageOf = (options: object): unknown => {
    try {
      return segmentStability(numbered([1]), { fit: byMean, ...options } as never);
    } catch (error) {
      return (error as Error).message;
    }
  };

  expect(messageOf({ seed: 0.5 })).toBe("seed: expected a safe integer");
  expect(messageOf({ seed: 1, resamples: 0 })).toBe("resamples: expected an integer of 1 to 10000");
});

describe("laws", () => {
  test("the same seed gives the same answer, whatever the order; shares lie from 0 to 1", () =>
    fc.assert(
      fc.property(
        shuffled(fc.array(fc.nat({ max: 20 }), { minLength: 1, maxLength: 25 }).map(numbered)),
        fc.integer(),
        ([subjects, others], seed) => {
          const options = { seed, resamples: 5, fit: byMean };
          const stability = segmentStability(subjects, options);

          expect(segmentStability(others, options)).toEqual(stability);
          expect(JSON.parse(JSON.stringify(stability))).toEqual(stability);
          expect(stability.segments.reduce((sum, { customers }) => sum + customers, 0)).toBe(subjects.length);
          for (const share of [
            ...Object.values(stability.changed ?? {}),
            ...stability.segments.map((one) => one.changed),
          ]) {
            expect(share).toBeGreaterThanOrEqual(0);
            expect(share).toBeLessThanOrEqual(1);
          }
        },
      ),
    ));
});
