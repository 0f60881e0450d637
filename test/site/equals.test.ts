import fc from "fast-check";
import { expect, test } from "vitest";
import { equals } from "../../docs/site/browser/live/equals.ts";

/** What the tests of the examples say. */
function tested(a: unknown, b: unknown): boolean {
  try {
    expect(a).toEqual(b);
    return true;
  } catch {
    return false;
  }
}
class Point {
  readonly x = 1;
}
const circle = (name: string): unknown => {
  const one: Record<string, unknown> = { name };
  one["self"] = one;
  return one;
};

test.each<readonly [unknown, unknown]>([
  [{ a: 1, b: undefined }, { a: 1 }],
  [{ a: 1 }, { b: undefined, a: 1 }],
  [{ a: 1 }, { a: 1, b: null }],
  [[1, undefined], [1]],
  [
    [1, 2],
    [2, 1],
  ],
  [0, -0],
  [NaN, NaN],
  [1n, 1n],
  [1n, 1],
  ["1", 1],
  [null, undefined],
  [[], {}],
  [new Point(), { x: 1 }],
  [new Date(0), new Date(0)],
  [new Date(0), new Date(1)],
  [new Date(NaN), new Date(NaN)],
  [/a/g, /a/g],
  [/a/g, /a/],
  [new RangeError("a"), new RangeError("a")],
  [new RangeError("a"), new RangeError("b")],
  [new Map([["a", { b: 1 }]]), new Map([["a", { b: 1 }]])],
  [new Map([["a", 1]]), new Map([["a", 2]])],
  [
    new Map([
      ["a", 1],
      ["b", 2],
    ]),
    new Map([
      ["b", 2],
      ["a", 1],
    ]),
  ],
  [new Set([{ a: 1 }, { a: 2 }]), new Set([{ a: 2 }, { a: 1 }])],
  [new Set([{ a: 1 }, { a: 1 }]), new Set([{ a: 2 }, { a: 1 }])],
  [new Float64Array([1, NaN]), new Float64Array([1, NaN])],
  [new Float64Array([1]), new Float64Array([1, 2])],
  [new Float64Array([1]), [1]],
  [new Float64Array([1]), new Float32Array([1])],
  [circle("a"), circle("a")],
  [circle("a"), circle("b")],
  [expect, expect],
  [() => 1, () => 1],
  [{ [Symbol.for("a")]: 1 }, {}],
])("an example is held as its test holds it: %o and %o", (a, b) => {
  expect([equals(a, b), equals(b, a)]).toEqual([tested(a, b), tested(b, a)]);
});

test("any two values are held as the tests of the examples hold them", () => {
  const value = fc.anything({
    withBigInt: true,
    withDate: true,
    withMap: true,
    withSet: true,
    withTypedArray: true,
    maxDepth: 2,
  });
  const pair = fc.oneof(
    fc.tuple(value, value),
    value.map((one) => [one, structuredCopy(one)] as const),
  );
  fc.assert(fc.property(pair, ([a, b]) => equals(a, b) === tested(a, b)));
});

function structuredCopy(value: unknown): unknown {
  try {
    return structuredClone(value);
  } catch {
    return value;
  }
}
