import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DomainError } from "../../src/core/error.ts";
import { quantile } from "../../src/numeric/index.ts";

describe("examples", () => {
  // R 4: quantile(c(1, 2, 4, 8, 16), p), type 7
  test.each([
    [0, 1],
    [0.1, 1.4],
    [0.25, 2],
    [0.5, 4],
    [0.6, 5.6],
    [0.9, 12.8],
    [1, 16],
  ])("share %d of 1, 2, 4, 8, 16 lies below %d", (p, expected) => {
    expect(quantile([1, 2, 4, 8, 16], p)).toBeCloseTo(expected, 14);
  });

  test("typed arrays serve too, and one member is every quantile", () => {
    expect(quantile(Float64Array.of(1, 3), 0.5)).toBe(2);
    expect([0, 0.3, 1].map((p) => quantile([7], p))).toEqual([7, 7, 7]);
  });

  test("infinite members do not spoil their neighbours", () => {
    const sample = [-Infinity, -Infinity, 5, Infinity, Infinity];
    expect([0, 0.1, 0.5, 0.9, 1].map((p) => quantile(sample, p))).toEqual([
      -Infinity,
      -Infinity,
      5,
      Infinity,
      Infinity,
    ]);
  });
});

describe("refusals", () => {
  test("a sample of none", () => {
    expect(() => quantile([], 0.5)).toThrow(
      new DomainError("empty-sample", "quantile: expected at least one number, received none"),
    );
    expect(() => quantile([], 0.5)).toThrow(expect.objectContaining({ code: "empty-sample" }));
  });

  test.each([-1e-9, 1.0000001, NaN])("a share of %d", (p) => {
    expect(() => quantile([1, 2], p)).toThrow(expect.objectContaining({ code: "invalid-probability" }));
    expect(() => quantile([1, 2], p)).toThrow(`expected p from 0 to 1, received ${p}`);
  });
});

describe("laws", () => {
  const anySample = fc
    .array(fc.integer({ min: -1e9, max: 1e9 }), { minLength: 1, maxLength: 30 })
    .map((numbers) => numbers.map((number) => number / 1000).sort((a, b) => a - b));
  const anyP = fc.double({ min: 0, max: 1, noNaN: true });

  test("exact at the ends", () => {
    fc.assert(
      fc.property(anySample, (sample) => {
        expect(quantile(sample, 0)).toBe(sample[0]);
        expect(quantile(sample, 1)).toBe(sample.at(-1));
      }),
    );
  });

  test("between two equal members it is that member", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true }), fc.integer({ min: 1, max: 40 }), anyP, (value, count, p) => {
        expect(quantile(Array<number>(count).fill(value), p)).toBe(value);
      }),
    );
  });

  test("never falls as p grows, and stays within the sample", () => {
    fc.assert(
      fc.property(anySample, anyP, anyP, (sample, p, q) => {
        const [low, high] = [quantile(sample, Math.min(p, q)), quantile(sample, Math.max(p, q))];
        expect(low).toBeLessThanOrEqual(high + Math.abs(high) * 1e-15 + 1e-9);
        expect(low).toBeGreaterThanOrEqual(sample[0]!);
        expect(high).toBeLessThanOrEqual(sample.at(-1)!);
      }),
    );
  });

  test("moves with the sample's scale, and mirrors with its sign", () => {
    fc.assert(
      fc.property(anySample, fc.integer({ min: 0, max: 64 }), (sample, share) => {
        const p = share / 64;
        const mirrored = sample.map((value) => -value).reverse();
        expect(
          quantile(
            sample.map((value) => 4 * value),
            p,
          ),
        ).toBe(4 * quantile(sample, p));
        expect(-quantile(mirrored, 1 - p)).toBeCloseTo(quantile(sample, p), 8);
      }),
    );
  });
});
