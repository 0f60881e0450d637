import fc from "fast-check";
import { orThrow, storePolicy } from "clientele/core";
import {
  checkSegmentTable,
  defineSegmentTable,
  parseSegmentTable,
  restoreSegmentTable,
  reviewSegmentTable,
  type SegmentTableInput,
  segmentTables,
} from "clientele/segmentation";
import { describe, expect, test } from "vitest";
import { policyWith } from "../support/segmentation.ts";

const range = (from: number, to: number) => ({ from, to });
const two: SegmentTableInput = {
  id: "halves",
  version: 1,
  bins: { recency: 2, frequency: 2, monetary: 2 },
  boxes: [{ segment: "core", recency: range(2, 2), monetary: range(2, 2) }, { segment: "rest" }],
};
const withBoxes = (...boxes: SegmentTableInput["boxes"]) => defineSegmentTable({ ...two, boxes });

describe("examples", () => {
  test("every door gives the same table, complete and frozen", () => {
    const complete = {
      ...two,
      meta: null,
      boxes: [
        { segment: "core", labels: null, recency: range(2, 2), frequency: null, monetary: range(2, 2) },
        { segment: "rest", labels: null, recency: null, frequency: null, monetary: null },
      ],
    };
    const table = defineSegmentTable(two);

    expect(table).toEqual(complete);
    expect(Object.isFrozen(table.boxes[0]?.recency)).toBe(true);
    expect(parseSegmentTable(two)).toEqual({ ok: true, value: complete });
    expect(reviewSegmentTable(two)).toEqual({ policy: complete, issues: [], findings: [] });
    expect(restoreSegmentTable(JSON.parse(JSON.stringify(storePolicy(table))))).toEqual({ ok: true, value: complete });
  });

  test("the ten names leave nothing out, and are known in both languages", () => {
    const table = defineSegmentTable(segmentTables.tenNames);

    expect(checkSegmentTable(table)).toEqual([]);
    expect(new Set(table.boxes.map(({ segment }) => segment)).size).toBe(10);
    expect(table.boxes.every(({ labels }) => labels?.en && labels["zh-CN"])).toBe(true);
  });

  const finding = (code: string, path: string, keys: (string | number)[], params: object) => ({
    code,
    severity: "warning",
    path,
    keys,
    params,
  });
  test.each([
    ["nothing", two.boxes, []],
    [
      "one combination",
      [
        { segment: "a", recency: range(2, 2) },
        { segment: "b", frequency: range(2, 2) },
        { segment: "c", monetary: range(2, 2) },
      ],
      [
        finding("uncovered-combinations", "/boxes", ["boxes"], { count: 1, examples: ["1-1-1"] }),
        finding("overlapping-boxes", "/boxes/1", ["boxes", 1], { segment: "b", earlier: "a" }),
        finding("overlapping-boxes", "/boxes/2", ["boxes", 2], { segment: "c", earlier: "a" }),
      ],
    ],
    [
      "more than it names",
      [{ segment: "a", recency: range(1, 1), frequency: range(2, 2) }],
      [finding("uncovered-combinations", "/boxes", ["boxes"], { count: 6, examples: ["1-1-1", "1-1-2", "2-1-1"] })],
    ],
    [
      "a box behind one that takes all of it",
      [{ segment: "all" }, { segment: "none", recency: range(2, 2) }],
      [
        finding("unreachable-box", "/boxes/1", ["boxes", 1], { segment: "none" }),
        finding("unreachable-segment", "/boxes", ["boxes"], { segment: "none" }),
      ],
    ],
    [
      "a box behind several that together take all of it",
      [
        { segment: "a", recency: range(1, 1) },
        { segment: "b", recency: range(2, 2) },
        { segment: "c", monetary: range(1, 1) },
      ],
      [
        finding("unreachable-box", "/boxes/2", ["boxes", 2], { segment: "c" }),
        finding("unreachable-segment", "/boxes", ["boxes"], { segment: "c" }),
      ],
    ],
    [
      "a box of a name that has another one",
      [{ segment: "a", recency: range(1, 1) }, { segment: "b" }, { segment: "a", recency: range(2, 2) }],
      [finding("unreachable-box", "/boxes/2", ["boxes", 2], { segment: "a" })],
    ],
    [
      "nothing, by an exception before the rule",
      [{ segment: "exception", recency: range(1, 1), monetary: range(1, 1) }, { segment: "rule" }],
      [],
    ],
    [
      "both",
      [
        { segment: "a", recency: range(1, 1) },
        { segment: "b", recency: range(1, 1), monetary: range(2, 2) },
      ],
      [
        finding("uncovered-combinations", "/boxes", ["boxes"], { count: 4, examples: ["2-1-1", "2-1-2", "2-2-1"] }),
        finding("unreachable-box", "/boxes/1", ["boxes", 1], { segment: "b" }),
        finding("unreachable-segment", "/boxes", ["boxes"], { segment: "b" }),
      ],
    ],
  ])("a table that leaves out %s", (_, boxes, findings) => {
    expect(checkSegmentTable(withBoxes(...boxes))).toEqual(findings);
    expect(reviewSegmentTable({ ...two, boxes }).findings).toEqual(findings);
  });

  test.each([
    ["a box within a later one is an exception to it", range(2, 3), range(1, 4), false],
    ["one that has every score leaves nothing", range(1, 4), null, null],
    ["one that begins within and ends beyond", range(3, 4), range(1, 3), true],
    ["one that ends within and began before", range(1, 2), range(2, 4), true],
    ["one beside it", range(1, 2), range(3, 4), false],
    ["one that is wider", range(1, 4), range(2, 3), null],
    ["any score before some", null, range(2, 3), null],
  ])("%s", (_, earlier, later, overlaps) => {
    const table = defineSegmentTable({
      ...two,
      bins: { recency: 4, frequency: 2, monetary: 2 },
      boxes: [
        { segment: "a", recency: earlier },
        { segment: "b", recency: later },
      ],
    });
    const codes = checkSegmentTable(table).map(({ code }) => code);

    expect(codes.includes("overlapping-boxes")).toBe(overlaps === true);
    expect(codes.includes("unreachable-box")).toBe(overlaps === null);
  });

  test("a segment may have several boxes, and a name that trips up objects", () => {
    const table = withBoxes(
      { segment: "constructor", recency: range(1, 1) },
      { segment: "constructor", recency: range(2, 2) },
    );

    expect(checkSegmentTable(table)).toEqual([]);
  });
});

describe("refusals", () => {
  test("every issue of a draft, one wrong part not hiding another", () => {
    const draft = {
      id: "t",
      version: 1,
      bins: { recency: 3, frequency: "five", monetary: 3 },
      boxes: [
        { segment: "a", recency: range(3, 1), frequency: range(1, 9), monetary: range(2, 4) },
        "b",
        { segment: "c", recency: range(0, 3), monetary: { from: 1, to: 5, step: 1 } },
        { segment: "d", monetary: range(5, 4) },
      ],
    };

    const { policy, issues, findings } = reviewSegmentTable(draft);

    expect([policy, findings]).toEqual([null, []]);
    expect(issues.map(({ code, path, params }) => [code, path, params])).toEqual([
      ["wrong-type", "/bins/frequency", { expected: "number", observed: '"five"' }],
      ["wrong-type", "/boxes/1", { expected: "object", observed: '"b"' }],
      ["below-minimum", "/boxes/2/recency/from", { minimum: 1, inclusive: true, observed: "0" }],
      ["unknown-key", "/boxes/2/monetary/step", { key: "step" }],
      ["range-reversed", "/boxes/0/recency", { from: 3, to: 1 }],
      ["range-beyond-bins", "/boxes/0/monetary/to", { to: 4, bins: 3 }],
      ["range-beyond-bins", "/boxes/2/monetary/to", { to: 5, bins: 3 }],
      ["range-reversed", "/boxes/3/monetary", { from: 5, to: 4 }],
      ["range-beyond-bins", "/boxes/3/monetary/to", { to: 4, bins: 3 }],
    ]);
  });

  test.each([
    ["no boxes", { ...two, boxes: [] }, ["too-few"]],
    ["boxes without end", { ...two, boxes: new Array(1001).fill({ segment: "a" }) }, ["too-many"]],
    ["one score", { ...two, bins: { ...two.bins, recency: 1 } }, ["below-minimum"]],
    ["eleven scores", { ...two, bins: { ...two.bins, recency: 11 } }, ["above-maximum"]],
    ["half a score", { ...two, boxes: [{ segment: "a", recency: range(1, 1.5) }] }, ["wrong-type"]],
    ["a nameless segment", { ...two, boxes: [{ segment: "" }] }, ["malformed"]],
    ["empty labels", { ...two, boxes: [{ segment: "a", labels: {} }] }, ["malformed"]],
    ["nothing", null, ["wrong-type"]],
    ["a table in itself", Object.assign({ ...two }, { meta: circular() }), ["cycle"]],
  ])("%s", (_, draft, codes) => {
    const parsed = parseSegmentTable(draft);

    expect(parsed.ok ? [] : parsed.error.map(({ code }) => code)).toEqual(codes);
    expect(() => defineSegmentTable(draft as SegmentTableInput)).toThrow(
      expect.objectContaining({ name: "DomainError", code: "invalid-policy" }),
    );
  });

  test("what went through no door is not checked for gaps", () => {
    expect(() => checkSegmentTable({ ...defineSegmentTable(two) } as never)).toThrow(
      expect.objectContaining({ code: "policy-not-checked" }),
    );
  });

  test("a stored table of another kind, or changed since", () => {
    const stored = storePolicy(defineSegmentTable(two));

    expect(restoreSegmentTable(storePolicy(policyWith()))).toEqual({
      ok: false,
      error: { code: "unsupported-format", expected: "segment-table/1", observed: '"rfm-policy/1"' },
    });
    expect(restoreSegmentTable({ ...stored, data: { ...stored.data, version: 2 } })).toEqual({
      ok: false,
      error: { code: "corrupt-policy", format: "segment-table/1" },
    });
  });
});

describe("laws", () => {
  const anyRange = fc.option(
    fc
      .tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 }))
      .map(([a, b]) => range(Math.min(a, b), Math.max(a, b))),
  );
  const anyBoxes = fc.array(
    fc.record({ segment: fc.constantFrom("a", "b", "c"), recency: anyRange, frequency: anyRange, monetary: anyRange }),
    { minLength: 1, maxLength: 6 },
  );
  const four = (boxes: SegmentTableInput["boxes"]) =>
    defineSegmentTable({ ...two, bins: { recency: 4, frequency: 4, monetary: 4 }, boxes });

  test("a last box for the rest closes every gap; without unreachable boxes the table means the same", () =>
    fc.assert(
      fc.property(anyBoxes, (boxes) => {
        const findings = checkSegmentTable(four(boxes));
        const unreachable = new Set(
          findings.filter(({ code }) => code === "unreachable-box").map(({ keys }) => keys[1]),
        );
        const gaps = findings.filter(({ code }) => code === "uncovered-combinations");

        const closed = checkSegmentTable(four([...boxes, { segment: "rest" }]));
        expect(closed.filter(({ code }) => code === "uncovered-combinations")).toEqual([]);
        expect(closed.some(({ code, keys }) => code === "unreachable-box" && keys[1] === boxes.length)).toBe(
          gaps.length === 0,
        );

        const useful = boxes.filter((_, at) => !unreachable.has(at));
        expect(checkSegmentTable(four(useful)).filter(({ code }) => code !== "overlapping-boxes")).toEqual(gaps);
      }),
    ));

  test("a table from storage is the same table", () =>
    fc.assert(
      fc.property(anyBoxes, (boxes) => {
        const table = four(boxes);
        const restored = orThrow(restoreSegmentTable(JSON.parse(JSON.stringify(storePolicy(table)))));
        expect(restored).toEqual(table);
        expect(checkSegmentTable(restored)).toEqual(checkSegmentTable(table));
      }),
    ));
});

function circular(): Record<string, unknown> {
  const self: Record<string, unknown> = {};
  self["self"] = self;
  return self;
}
