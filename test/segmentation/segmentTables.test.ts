import { readFileSync } from "node:fs";
import { orThrow } from "clientele/core";
import { checkSegmentTable, defineSegmentTable, type RfmScore, segmentOf, segmentTables } from "clientele/segmentation";
import { describe, expect, test } from "vitest";
import { score } from "../support/segmentation.ts";

const all = (bins: number): readonly RfmScore[] =>
  Array.from({ length: bins ** 3 }, (_, at) =>
    score(Math.floor(at / bins ** 2) + 1, (Math.floor(at / bins) % bins) + 1, (at % bins) + 1, {
      bins: { recency: bins, frequency: bins, monetary: bins },
    }),
  );
const codes = (table: Parameters<typeof checkSegmentTable>[0]) => checkSegmentTable(table).map(({ code }) => code);

describe("every table", () => {
  test.each(Object.entries(segmentTables))("%s: names in both languages, none unreachable", (_, literal) => {
    const table = defineSegmentTable(literal as (typeof segmentTables)["tenNames"]);

    expect(table.boxes.every(({ labels }) => labels?.en && /\p{Script=Han}/u.test(labels["zh-CN"] ?? ""))).toBe(true);
    expect(codes(table).filter((code) => code.startsWith("unreachable"))).toEqual([]);
    const labels = new Map(table.boxes.map(({ segment, labels: names }) => [segment, JSON.stringify(names)]));
    expect(table.boxes.every((box) => labels.get(box.segment) === JSON.stringify(box.labels))).toBe(true);
    expect(new Set(labels.values()).size).toBe(labels.size);
  });

  test.each(["tenNames", "shopify", "eightValueTypes", "coreImportantPotential"] as const)(
    "%s leaves nothing out",
    (name) => {
      expect(codes(defineSegmentTable(segmentTables[name] as (typeof segmentTables)["tenNames"]))).toEqual([]);
    },
  );
});

describe("rfmR030", () => {
  const table = defineSegmentTable(segmentTables.rfmR030);
  /** By recency; in each, by frequency; in each, by monetary value; a dash for what R calls "Others". */
  const { grid, letters } = JSON.parse(readFileSync(`${import.meta.dirname}/../golden/rfm-segments.json`, "utf8")) as {
    readonly grid: readonly string[];
    readonly letters: Readonly<Record<string, string>>;
  };

  test("names all 125 combinations as R does, and the ten that R leaves out not at all", () => {
    const named = all(5).map((one) => {
      const decision = segmentOf(one, table);
      return decision.ok ? decision.value.labels?.en : "Others";
    });

    expect(named).toEqual([...grid.join("").replaceAll(" ", "")].map((letter) => letters[letter] ?? "Others"));
    expect(checkSegmentTable(table).find(({ code }) => code === "uncovered-combinations")?.params).toEqual({
      count: 10,
      examples: ["2-1-5", "2-4-1", "2-5-1"],
    });
    expect(codes(table).filter((code) => code === "overlapping-boxes").length).toBeGreaterThan(0);
  });
});

describe("shopify", () => {
  const table = defineSegmentTable(segmentTables.shopify);
  const named = (recency: number, frequency: number, monetary: number) =>
    orThrow(segmentOf(score(recency, frequency, monetary), table)).segment;

  test("goes by recency and the mean of the other two", () => {
    expect(new Set(table.boxes.map(({ segment }) => segment)).size).toBe(10);
    for (let a = 1; a <= 5; a++) {
      for (let b = 1; b <= 5; b++) {
        for (let r = 1; r <= 5; r++) {
          expect(named(r, a, b)).toBe(named(r, b, a));
          if (a < 5 && b > 1) expect(named(r, a + 1, b - 1)).toBe(named(r, a, b));
        }
        expect(named(1, a, b)).toBe(named(2, a, b));
      }
    }
  });

  test.each([
    [5, 5, 5, "champions"],
    [5, 3, 5, "champions"],
    [5, 3, 3, "active"],
    [5, 1, 2, "new"],
    [4, 4, 4, "loyal"],
    [4, 1, 1, "promising"],
    [3, 5, 3, "loyal"],
    [3, 2, 3, "needsAttention"],
    [3, 1, 1, "promising"],
    [2, 5, 5, "previouslyLoyal"],
    [1, 4, 5, "previouslyLoyal"],
    [2, 4, 4, "atRisk"],
    [1, 2, 3, "almostLost"],
    [1, 1, 2, "dormant"],
  ] as const)("%i-%i-%i is %s", (recency, frequency, monetary, segment) => {
    expect(named(recency, frequency, monetary)).toBe(segment);
  });
});

test.each([
  [[2, 2, 2], "重要价值客户"],
  [[2, 1, 2], "重要发展客户"],
  [[1, 2, 2], "重要保持客户"],
  [[1, 1, 2], "重要挽留客户"],
  [[2, 2, 1], "一般价值客户"],
  [[2, 1, 1], "一般发展客户"],
  [[1, 2, 1], "一般保持客户"],
  [[1, 1, 1], "一般挽留客户"],
] as const)("eightValueTypes: %j is %s", ([recency, frequency, monetary], label) => {
  const two = { bins: { recency: 2, frequency: 2, monetary: 2 } };
  const decision = segmentOf(
    score(recency, frequency, monetary, two),
    defineSegmentTable(segmentTables.eightValueTypes),
  );

  expect(orThrow(decision).labels?.["zh-CN"]).toBe(label);
});

test("coreImportantPotential: 27 combinations", () => {
  const table = defineSegmentTable(segmentTables.coreImportantPotential);
  const counts = new Map<string, number>();
  for (const one of all(3)) {
    const { segment } = orThrow(segmentOf(one, table));
    counts.set(segment, (counts.get(segment) ?? 0) + 1);
  }

  expect(Object.fromEntries(counts)).toEqual({ core: 2, important: 10, potential: 15 });
});
