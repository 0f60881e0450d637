import fc from "fast-check";
import { compareSegmentations, migrationMatrix, type SegmentPlacement } from "clientele/segmentation";
import { describe, expect, test } from "vitest";
import { shuffled } from "../support/concentration.ts";
import { anyPlaced, sizeOf } from "../support/placements.ts";

const spring = "2026-04-01T00:00:00+08:00";
const autumn = "2026-10-01T00:00:00+08:00";
const matrixOf = (before: readonly SegmentPlacement[], after: readonly SegmentPlacement[], options = {}) =>
  migrationMatrix({ asOf: spring, customers: before }, { asOf: autumn, customers: after }, options);
const placed = (names: Readonly<Record<string, string>>): SegmentPlacement[] =>
  Object.entries(names).map(([customerId, segment]) => ({ customerId, segment }));

describe("examples", () => {
  test("the whole answer", () => {
    expect(
      matrixOf(placed({ li: "core", wu: "core", he: "rest" }), placed({ li: "core", he: "core", ma: "rest" })),
    ).toEqual({
      from: "2026-03-31T16:00:00.000Z",
      to: "2026-09-30T16:00:00.000Z",
      segments: ["core", "rest"],
      cells: [
        { from: "core", to: "core", customers: 1, share: 0.5 },
        { from: "core", to: "rest", customers: 0, share: 0 },
        { from: "rest", to: "core", customers: 1, share: 1 },
        { from: "rest", to: "rest", customers: 0, share: 0 },
      ],
      totals: [
        { segment: "core", before: 2, after: 2, stayed: 1, movedIn: 1, movedOut: 0, entered: 0, left: 1 },
        { segment: "rest", before: 1, after: 1, stayed: 0, movedIn: 0, movedOut: 1, entered: 1, left: 0 },
      ],
      both: 2,
      stayed: 1,
      entered: 1,
      left: 1,
      rows: { before: { total: 0, byCode: {}, rows: [] }, after: { total: 0, byCode: {}, rows: [] } },
    });
  });

  test("in the order asked for, others behind; a segment that was empty has no shares", () => {
    const { segments, cells } = matrixOf(placed({ li: "rest" }), placed({ li: "core" }), {
      segments: ["top", "rest"],
    });

    expect(segments).toEqual(["top", "rest", "core"]);
    expect(cells.slice(0, 3).map(({ share }) => share)).toEqual([null, null, null]);
  });

  test("another method: who would change, and how far the divisions agree whatever their names", () => {
    expect(
      compareSegmentations(placed({ a: "x", b: "x", c: "y", d: "y" }), placed({ a: "y", b: "y", c: "x", e: "x" })),
    ).toEqual({
      customers: 3,
      changed: 3,
      share: { share: 1, low: expect.closeTo(0.4385, 4) as number, high: 1 },
      adjustedRand: 1,
      pairs: [
        { a: "x", b: "y", customers: 2 },
        { a: "y", b: "x", customers: 1 },
      ],
      onlyA: 1,
      onlyB: 1,
      rows: { a: { total: 0, byCode: {}, rows: [] }, b: { total: 0, byCode: {}, rows: [] } },
    });
    expect(
      compareSegmentations(
        placed({ a: "z", b: "y", c: "y", d: "x", e: "x", f: "x", g: "y" }),
        placed({ a: "z", b: "x", c: "w", d: "y", e: "y", f: "x", g: "w" }),
      ).pairs,
    ).toEqual([
      { a: "x", b: "y", customers: 2 },
      { a: "y", b: "w", customers: 2 },
      { a: "x", b: "x", customers: 1 },
      { a: "y", b: "x", customers: 1 },
      { a: "z", b: "z", customers: 1 },
    ]);
    expect(compareSegmentations([], [])).toMatchObject({ customers: 0, share: { share: 0, low: 0, high: 1 } });
  });
});

describe("refusals", () => {
  test("rows that cannot be used", () => {
    const bad = [
      { customerId: "li", segment: null },
      { customerId: "wu", segment: "core" },
    ] as unknown as SegmentPlacement[];
    const { rows, left } = matrixOf([...bad, ...placed({ wu: "rest" })], []);

    expect(rows.before.rows.map(({ index, code, path }) => [index, code, path])).toEqual([
      [0, "invalid-fact", "/segment"],
      [2, "repeated-customer", ""],
    ]);
    expect(left).toBe(1);
  });

  test("moments that are none, or in the wrong order; populations that are none", () => {
    const at = (asOf: string) => ({ asOf, customers: [] });
    const invalid = (code: string): Error => expect.objectContaining({ code }) as Error;

    expect(() => migrationMatrix(at("2026-01-01"), at(autumn))).toThrow(invalid("invalid-instant"));
    expect(() => migrationMatrix(at(autumn), at(spring))).toThrow(
      expect.objectContaining({
        code: "invalid-option",
        message: "after: expected a moment at or after 2026-09-30T16:00:00.000Z, received 2026-03-31T16:00:00.000Z",
      }) as Error,
    );
    expect(migrationMatrix(at(spring), at(spring))).toMatchObject({ both: 0, cells: [] });
    expect(() => compareSegmentations(5 as unknown as [], [])).toThrow(invalid("invalid-option"));
  });
});

describe("laws", () => {
  test("conserving: every customer of either moment is told once, in rows, columns, comers and leavers", () =>
    fc.assert(
      fc.property(anyPlaced, anyPlaced, (before, after) => {
        const matrix = matrixOf(before, after);
        const sum = (of: readonly number[]): number => of.reduce((a, b) => a + b, 0);

        expect(matrix.both + matrix.left).toBe(before.length);
        expect(matrix.both + matrix.entered).toBe(after.length);
        expect(sum(matrix.cells.map(({ customers }) => customers))).toBe(matrix.both);
        expect(matrix.cells).toHaveLength(matrix.segments.length ** 2);
        for (const one of matrix.totals) {
          expect(one.before).toBe(sizeOf(before, one.segment));
          expect(one.after).toBe(sizeOf(after, one.segment));
          expect(one.stayed + one.movedOut + one.left).toBe(one.before);
          expect(one.stayed + one.movedIn + one.entered).toBe(one.after);
          const row = matrix.cells.filter(({ from }) => from === one.segment);
          if (one.before > 0)
            expect(sum(row.map(({ share }) => share ?? NaN)) + one.left / one.before).toBeCloseTo(1, 12);
        }
        expect(sum(matrix.totals.map(({ entered }) => entered))).toBe(matrix.entered);
        expect(sum(matrix.totals.map(({ left }) => left))).toBe(matrix.left);
      }),
    ));

  test("order-blind, JSON-safe, and turned round where before and after change places", () =>
    fc.assert(
      fc.property(shuffled(anyPlaced), shuffled(anyPlaced), ([before, before2], [after, after2]) => {
        const matrix = matrixOf(before, after);
        expect(matrixOf(before2, after2)).toEqual(matrix);
        expect(JSON.parse(JSON.stringify(matrix))).toEqual(matrix);
        const back = matrixOf(after, before);
        for (const { from, to, customers } of matrix.cells) {
          expect(back.cells.find((cell) => cell.from === to && cell.to === from)?.customers).toBe(customers);
        }
      }),
    ));

  test("nobody moves between a population and itself", () =>
    fc.assert(
      fc.property(anyPlaced, (customers) => {
        const matrix = matrixOf(customers, customers);
        expect([matrix.stayed, matrix.entered, matrix.left]).toEqual([customers.length, 0, 0]);
        expect(compareSegmentations(customers, customers)).toMatchObject({ changed: 0, onlyA: 0, onlyB: 0 });
      }),
    ));

  test("a comparison counts whom the matrix counts", () =>
    fc.assert(
      fc.property(anyPlaced, anyPlaced, (a, b) => {
        const { customers, changed, pairs, onlyA, onlyB } = compareSegmentations(a, b);
        const matrix = matrixOf(a, b);

        expect([customers, customers - changed, onlyA, onlyB]).toEqual([
          matrix.both,
          matrix.stayed,
          matrix.left,
          matrix.entered,
        ]);
        for (const pair of pairs) {
          expect(matrix.cells.find(({ from, to }) => from === pair.a && to === pair.b)?.customers).toBe(pair.customers);
        }
      }),
    ));
});
