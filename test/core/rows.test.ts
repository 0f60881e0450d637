import fc from "fast-check";
import { LISTED_ROWS, type RowFinding, startRowFindings } from "clientele/core";
import { describe, expect, test } from "vitest";

const row = (index: number, code = "invalid-fact"): RowFinding => ({ index, code, path: "/at", params: {} });

describe("examples", () => {
  test("all are counted, the first ones listed", () => {
    const findings = startRowFindings(2);
    [row(0, "b"), row(4, "a"), row(9, "b")].forEach((found) => {
      findings.add(found);
    });

    expect(findings.result()).toEqual({ total: 3, byCode: { a: 1, b: 2 }, rows: [row(0, "b"), row(4, "a")] });
    expect(Object.keys(findings.result().byCode)).toEqual(["a", "b"]); // sorted, so that equal findings have equal text
  });

  test("none", () => {
    expect(startRowFindings().result()).toEqual({ total: 0, byCode: {}, rows: [] });
  });

  test("a hundred are listed unless told otherwise, none when told so", () => {
    const [usual, none] = [startRowFindings(), startRowFindings(0)];
    for (let index = 0; index < 150; index++) {
      usual.add(row(index));
      none.add(row(index));
    }

    expect([LISTED_ROWS, usual.result().rows.length, usual.result().total]).toEqual([100, 100, 150]);
    expect(none.result()).toEqual({ total: 150, byCode: { "invalid-fact": 150 }, rows: [] });
  });

  test("a result is a snapshot, and names of Object.prototype are codes like others", () => {
    const findings = startRowFindings();
    findings.add(row(0, "constructor"));
    const before = findings.result();
    findings.add(row(1, "constructor"));

    expect(before).toEqual({ total: 1, byCode: { constructor: 1 }, rows: [row(0, "constructor")] });
    expect(findings.result().byCode).toEqual({ constructor: 2 });
  });
});

describe("laws", () => {
  test("counts by code sum to the total, and listing is a prefix", () =>
    fc.assert(
      fc.property(fc.array(fc.constantFrom("a", "b", "toString")), fc.nat(10), (codes, cap) => {
        const findings = startRowFindings(cap);
        codes.forEach((code, index) => {
          findings.add(row(index, code));
        });
        const { total, byCode, rows } = findings.result();
        expect(Object.values(byCode).reduce((sum, n) => sum + n, 0)).toBe(total);
        expect(total).toBe(codes.length);
        expect(rows.map(({ code }) => code)).toEqual(codes.slice(0, cap));
      }),
    ));
});
