import fc from "fast-check";
import { defineSegmentTable, segmentOf, segmentTables, type TenNames } from "clientele/segmentation";
import { describe, expect, test } from "vitest";
import { asOf, policyWith, score } from "../support/segmentation.ts";

const tenNames = defineSegmentTable(segmentTables.tenNames);
const five = { recency: 5, frequency: 5, monetary: 5 };

describe("examples", () => {
  test("the whole answer", () => {
    expect(segmentOf(score(2, 5, 4), tenNames)).toEqual({
      ok: true,
      value: {
        customerId: "c1",
        asOf,
        segment: "cannotLose",
        labels: { en: "Cannot lose", "zh-CN": "不可流失的客户" },
        policy: { id: "ten-names", version: 1 },
        reasons: [
          {
            code: "score-in-range",
            rule: "/boxes/7/recency",
            metric: "recency",
            op: "in",
            observed: { kind: "number", value: 2 },
            required: { kind: "text", text: "1-2" },
            verdict: "met",
            label: { en: "Cannot lose", "zh-CN": "不可流失的客户" },
          },
          {
            code: "score-in-range",
            rule: "/boxes/7/frequency",
            metric: "frequency",
            op: "in",
            observed: { kind: "number", value: 5 },
            required: { kind: "text", text: "5" },
            verdict: "met",
            label: { en: "Cannot lose", "zh-CN": "不可流失的客户" },
          },
        ],
      },
    });
  });

  /** By recency from 5 down to 1, each by frequency from 1 to 5. */
  const grid: readonly (readonly TenNames[])[] = [
    ["newCustomers", "potentialLoyalists", "potentialLoyalists", "champions", "champions"],
    ["promising", "potentialLoyalists", "potentialLoyalists", "loyal", "loyal"],
    ["aboutToSleep", "aboutToSleep", "needAttention", "loyal", "loyal"],
    ["hibernating", "hibernating", "atRisk", "atRisk", "cannotLose"],
    ["hibernating", "hibernating", "atRisk", "atRisk", "cannotLose"],
  ];
  test.each(grid.map((names, row) => [5 - row, names] as const))(
    "ten names at recency %i, whatever was spent",
    (recency, names) => {
      for (const monetary of [1, 2, 3, 4, 5]) {
        expect(
          [1, 2, 3, 4, 5].map((frequency) => {
            const decision = segmentOf(score(recency, frequency, monetary), tenNames);
            return decision.ok && decision.value.segment;
          }),
        ).toEqual(names);
      }
    },
  );

  test("the first box that holds a score names it; a box of any score needs no reasons; without labels the name stands in", () => {
    const table = defineSegmentTable({
      id: "t",
      version: 1,
      bins: five,
      boxes: [
        { segment: "top", monetary: { from: 5, to: 5 } },
        { segment: "high", monetary: { from: 4, to: 5 } },
        { segment: "rest" },
      ],
    });
    const of = (monetary: number) => {
      const decision = segmentOf(score(1, 1, monetary), table);
      return decision.ok && [decision.value.segment, decision.value.reasons.map(({ label }) => label)];
    };

    expect([5, 4, 3].map(of)).toEqual([
      ["top", [{ en: "top", "zh-CN": "top" }]],
      ["high", [{ en: "high", "zh-CN": "high" }]],
      ["rest", []],
    ]);
  });
});

describe("refusals", () => {
  const table = defineSegmentTable({
    id: "best-only",
    version: 1,
    bins: five,
    boxes: [{ segment: "best", recency: { from: 5, to: 5 } }],
  });
  const uncovered = (recency: number, frequency: number, monetary: number) => ({
    code: "uncovered-score",
    table: "best-only",
    scores: { recency, frequency, monetary },
    observed: `${recency}-${frequency}-${monetary}`,
  });

  test.each([
    ["no box", 4, 5, 5],
    ["a score that does not exist", 5, 0, 5],
    ["a score above the bins, which would be another combination", 4, 6, 1],
    ["a monetary score above the bins", 4, 5, 6],
    ["half a score", 5, 2.5, 5],
    ["no number", 5, NaN, 5],
  ])("%s", (_, recency, frequency, monetary) => {
    expect(segmentOf(score(recency, frequency, monetary), table)).toEqual({
      ok: false,
      error: uncovered(recency, frequency, monetary),
    });
  });

  test.each([
    ["nought", 3, 0, 3],
    ["below nought", 3, -1, 3],
    ["half", 3, 2.5, 3],
    ["one and a half", 3, 1.5, 3],
    ["text", 3, "3", 3],
    ["nothing", 3, undefined, 3],
    ["six", 3, 6, 3],
    ["Infinity", 3, Infinity, 3],
  ])("where every combination has a box, a score of %s has none", (_, recency, frequency, monetary) => {
    const all = defineSegmentTable({ id: "all", version: 1, bins: five, boxes: [{ segment: "all" }] });
    const decision = segmentOf(score(recency, frequency as number, monetary), all);
    const shown = typeof frequency === "number" ? frequency : NaN;

    expect(segmentOf(score(recency, 3, monetary), all).ok).toBe(true);
    expect(decision).toEqual({
      ok: false,
      error: {
        code: "uncovered-score",
        table: "all",
        scores: { recency, frequency: shown, monetary },
        observed: `${recency}-${shown}-${monetary}`,
      },
    });
  });

  test("a score with one metric more, or one less, than the table", () => {
    const more = score(5, 5, 5, { bins: { ...five, tenure: 2 } as never });
    const less = score(5, 5, 5, { bins: { recency: 5, frequency: 5 } as never });
    const mismatch = (observed: string) => ({
      ok: false,
      error: {
        code: "bins-mismatch",
        table: "best-only",
        expected: "recency 5, frequency 5, monetary 5",
        observed,
      },
    });

    expect(segmentOf(more, table)).toEqual(mismatch("recency 5, frequency 5, monetary 5, tenure 2"));
    expect(segmentOf(less, table)).toEqual(mismatch("recency 5, frequency 5"));
  });

  test("a table for other numbers of scores", () => {
    const thirds = score(3, 3, 3, { bins: { recency: 3, frequency: 5, monetary: 10 } });

    expect(segmentOf(thirds, table)).toEqual({
      ok: false,
      error: {
        code: "bins-mismatch",
        table: "best-only",
        expected: "5x5x5",
        observed: "3x5x10",
      },
    });
  });

  test.each([
    ["a spread table", { ...table }],
    ["a policy of another kind", policyWith()],
    ["the literal", segmentTables.tenNames],
  ])("%s", (_, unchecked) => {
    expect(() => segmentOf(score(1, 1, 1), unchecked as never)).toThrow(
      expect.objectContaining({ name: "DomainError", code: "policy-not-checked" }),
    );
  });
});

describe("laws", () => {
  const anyScore = fc.integer({ min: 1, max: 5 });

  test("the box that is named holds every score, no earlier box does; the decision is JSON-safe", () =>
    fc.assert(
      fc.property(anyScore, anyScore, anyScore, (recency, frequency, monetary) => {
        const scores = { recency, frequency, monetary };
        const decision = segmentOf(score(recency, frequency, monetary), tenNames);
        const holds = tenNames.boxes.map((box) =>
          (["recency", "frequency", "monetary"] as const).every((metric) => {
            const { from, to } = box[metric] ?? { from: 1, to: 5 };
            return from <= scores[metric] && scores[metric] <= to;
          }),
        );

        expect(decision.ok && decision.value.segment).toBe(tenNames.boxes[holds.indexOf(true)]?.segment);
        expect(JSON.parse(JSON.stringify(decision))).toEqual(decision);
      }),
    ));
});
