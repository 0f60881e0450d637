import { expect, test } from "vitest";
import { show } from "../../docs/site/browser/live/show.ts";

const circle: Record<string, unknown> = { a: 1 };
circle["self"] = circle;

test.each<[unknown, string]>([
  ['a\n"b"', '"a\\n\\"b\\""'],
  [-0, "-0"],
  [12n, "12n"],
  [undefined, "undefined"],
  [[], "[]"],
  [{}, "{}"],
  [{ a: [1, "x"], "b-c": null, 名: true }, '{ a: [1, "x"], "b-c": null, 名: true }'],
  [new Map([["a", 1]]), 'Map { "a" => 1 }'],
  [new Set(), "Set {}"],
  [new Float64Array([0.5]), "Float64Array [0.5]"],
  [new Date(0), "[Date 1970-01-01T00:00:00.000Z]"],
  [new Date(NaN), "[invalid Date]"],
  [new RangeError("far"), "[RangeError: far]"],
  [show, "[function show]"],
  [circle, "{ a: 1, self: [circular] }"],
  [{ a: "x".repeat(50), b: ["y".repeat(50)] }, `{\n  a: "${"x".repeat(50)}",\n  b: ["${"y".repeat(50)}"],\n}`],
])("a value is written as a program would write it: %o", (value, text) => {
  expect(show(value)).toBe(text);
});

test("what is long is cut, and says so", () => {
  expect(show(Array.from({ length: 150 }, (_, i) => i))).toContain("... 50 more");
  let deep: unknown = 1;
  for (let i = 0; i < 50; i++) deep = [deep];
  expect(show(deep)).toBe(`${"[".repeat(9)}[...]${"]".repeat(9)}`);
});
