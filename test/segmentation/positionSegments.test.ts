import fc from "fast-check";
import { instant, orThrow, storePolicy } from "clientele/core";
import {
  definePositioningPolicy,
  parsePositioningPolicy,
  positionOf,
  positionSegments,
  restorePositioningPolicy,
  reviewPositioningPolicy,
  type SegmentSize,
} from "clientele/segmentation";
import { describe, expect, test } from "vitest";

const words = { en: "words", "zh-CN": "话语" };
const group = { proposition: words, channels: ["telephone"], treatments: ["care"] };
const literal = {
  id: "positions",
  version: 2,
  segments: [{ id: "core" }, { id: "important" }, { id: "potential" }, { id: "lost" }],
  competitors: [{ id: "discounter" }, { id: "importer" }],
  targets: [
    { ...group, id: "partners", segments: ["core", "important"], priority: 5, labels: { en: "Partners" } },
    { ...group, id: "growing", segments: ["important", "potential"], priority: 9 },
    {
      ...group,
      id: "everyone",
      segments: ["core", "potential"],
      priority: 5,
      against: [{ competitor: "discounter", theirs: { en: "cheap" }, ours: { "zh-CN": "四小时到货" } }],
    },
  ],
} as const;
const policy = definePositioningPolicy(literal);
const asOf = "2026-01-01T00:00:00+08:00";

describe("examples", () => {
  test("the whole report", () => {
    const sizes = [
      { segment: "core", customers: 10 },
      { segment: "potential", customers: 25 },
      { segment: "core", customers: 5 },
      { segment: "strange", customers: 3 },
      { segment: "lost", customers: 7 },
    ] as SegmentSize<"core">[];

    expect(positionSegments(sizes, policy)).toEqual({
      ok: true,
      value: {
        policy: { id: "positions", version: 2 },
        segments: [
          { segment: "core", customers: 15, target: "partners", outranked: ["everyone"] },
          { segment: "important", customers: 0, target: "growing", outranked: ["partners"] },
          { segment: "potential", customers: 25, target: "growing", outranked: ["everyone"] },
          { segment: "lost", customers: 7, target: null, outranked: [] },
          { segment: "strange", customers: 3, target: null, outranked: [] },
        ],
        targets: [
          { target: "partners", customers: 15, segments: ["core"] },
          { target: "growing", customers: 25, segments: ["important", "potential"] },
          { target: "everyone", customers: 0, segments: [] },
        ],
        customers: 50,
        positioned: 40,
        coverage: 0.8,
        uncovered: ["lost", "strange"],
        conflicts: [{ segment: "core", targets: ["partners", "everyone"] }],
      },
    });
  });

  test("one customer, with the reasons", () => {
    expect(positionOf({ customerId: "li", segment: "core" }, policy, { asOf })).toEqual({
      ok: true,
      value: {
        customerId: "li",
        asOf: instant(asOf),
        segment: "core",
        target: "partners",
        proposition: words,
        against: [],
        channels: ["telephone"],
        treatments: ["care"],
        policy: { id: "positions", version: 2 },
        reasons: [
          {
            code: "target-segment",
            rule: "/targets/0/segments/0",
            metric: "segment",
            op: "in",
            observed: { kind: "text", text: "core" },
            required: { kind: "text", text: "core, important" },
            verdict: "met",
            label: { en: "Partners", "zh-CN": null },
          },
          {
            code: "target-segment",
            rule: "/targets/1/segments",
            metric: "segment",
            op: "in",
            observed: { kind: "text", text: "core" },
            required: { kind: "text", text: "important, potential" },
            verdict: "unmet",
            label: { en: "growing", "zh-CN": "growing" },
          },
          {
            code: "target-segment",
            rule: "/targets/2/segments/0",
            metric: "segment",
            op: "in",
            observed: { kind: "text", text: "core" },
            required: { kind: "text", text: "core, potential" },
            verdict: "met",
            label: { en: "everyone", "zh-CN": "everyone" },
          },
        ],
      },
    });
  });

  test("a segment that no group claims gets nothing", () => {
    expect(orThrow(positionOf({ customerId: "li", segment: "lost" }, policy, { asOf }))).toMatchObject({
      target: null,
      proposition: null,
      against: [],
      channels: [],
      treatments: [],
    });
  });

  test("nobody: no coverage to speak of", () => {
    expect(orThrow(positionSegments([], policy))).toMatchObject({ customers: 0, coverage: null, uncovered: [] });
  });

  test("the highest priority wins, of equals the first; the others are told", () => {
    const claims = [3, 9, 1, 9, 5, 3].map((priority, at) => ({
      ...group,
      id: `t${at}`,
      segments: ["core"] as const,
      priority,
    }));
    const ranked = definePositioningPolicy({ id: "p", version: 1, segments: [{ id: "core" }], targets: claims });

    expect(orThrow(positionSegments([], ranked)).segments).toEqual([
      { segment: "core", customers: 0, target: "t1", outranked: ["t0", "t2", "t3", "t4", "t5"] },
    ]);
  });

  test("a customer whose getters throw", () => {
    const hostile = {
      customerId: "li",
      get segment(): never {
        throw new Error("no");
      },
    };

    expect(positionOf(hostile, policy, { asOf })).toEqual({
      ok: false,
      error: { code: "invalid-fact", path: "", expected: "plain-data", observed: "an object" },
    });
  });

  test("sizes are read one after the other: the first that is wrong is told by its place", () => {
    const sizes = [{ segment: "core", customers: 1 }, { segment: "core", customers: 2 }, null];

    expect(positionSegments(sizes as never, policy)).toMatchObject({ ok: false, error: { path: "/2" } });
  });

  test("what is worth knowing of a policy", () => {
    expect(reviewPositioningPolicy(literal).findings.map(({ code, path, params }) => [code, path, params])).toEqual([
      ["target-conflict", "/segments/0", { segment: "core", targets: ["partners", "everyone"] }],
      ["segment-without-target", "/segments/3", { segment: "lost" }],
      ["target-never-reached", "/targets/2", { target: "everyone" }],
      ["competitor-unanswered", "/competitors/1", { competitor: "importer" }],
    ]);
  });

  test("a stored policy positions the same", () => {
    const back = orThrow(restorePositioningPolicy(JSON.parse(JSON.stringify(storePolicy(policy)))));

    expect(positionOf({ customerId: "li", segment: "core" }, back, { asOf })).toEqual(
      positionOf({ customerId: "li", segment: "core" }, policy, { asOf }),
    );
    expect(restorePositioningPolicy({}).ok).toBe(false);
  });
});

describe("refusals", () => {
  test.each<[string, unknown, object]>([
    ["no object", null, { code: "invalid-fact", path: "", expected: "object", observed: "null" }],
    [
      "no identifier",
      { segment: "core" },
      { code: "invalid-fact", path: "/customerId", expected: "text", observed: "undefined" },
    ],
    [
      "no segment",
      { customerId: "li", segment: null },
      { code: "invalid-fact", path: "/segment", expected: "text", observed: "null" },
    ],
    [
      "a segment that the policy does not know",
      { customerId: "li", segment: "toString" },
      { code: "unknown-segment", segment: "toString" },
    ],
  ])("%s", (_, customer, error) => {
    expect(positionOf(customer as { customerId: string; segment: "core" }, policy, { asOf })).toEqual({
      ok: false,
      error,
    });
  });

  test.each<[unknown, string, string]>([
    [null, "/0", "object"],
    [{ segment: 5, customers: 1 }, "/0/segment", "text"],
    [{ segment: "core", customers: -1 }, "/0/customers", "non-negative-integer"],
    [{ segment: "core", customers: 0.5 }, "/0/customers", "non-negative-integer"],
  ])("a size that is none: %j", (size, path, expected) => {
    expect(positionSegments([size as SegmentSize<"core">], policy)).toMatchObject({
      ok: false,
      error: { code: "invalid-fact", path, expected },
    });
  });

  test.each<[string, object, readonly (readonly [string, string])[]]>([
    [
      "no segments",
      { segments: [], targets: [{ ...group, id: "a", segments: ["core"], priority: 1 }] },
      [
        ["too-few", "/segments"],
        ["unknown-segment", "/targets/0/segments/0"],
      ],
    ],
    [
      "names that are not known",
      {
        targets: [
          {
            ...group,
            id: "a",
            segments: ["core", "cor"],
            priority: 1,
            against: [{ competitor: "x", theirs: words, ours: words }],
          },
        ],
      },
      [
        ["unknown-segment", "/targets/0/segments/1"],
        ["unknown-competitor", "/targets/0/against/0/competitor"],
      ],
    ],
    [
      "names twice",
      {
        segments: [{ id: "core" }, { id: "core" }],
        competitors: [{ id: "x" }, { id: "x" }],
        targets: [
          { ...group, id: "a", segments: ["core", "core"], priority: 1 },
          { ...group, id: "a", segments: ["core"], priority: 1 },
        ],
      },
      [
        ["duplicate-id", "/segments/1/id"],
        ["duplicate-id", "/competitors/1/id"],
        ["duplicate-id", "/targets/1/id"],
        ["duplicate-id", "/targets/0/segments/1"],
      ],
    ],
    [
      "no words, and a wrong name that is not held against the rest",
      {
        segments: [{ id: "" }, { id: "core" }],
        targets: [{ ...group, proposition: {}, id: "a", segments: ["important"], priority: 1 }],
      },
      [
        ["malformed", "/segments/0/id"],
        ["malformed", "/targets/0/proposition"],
      ],
    ],
  ])("%s", (_, part, issues) => {
    const parsed = parsePositioningPolicy({ ...literal, ...part });
    expect(!parsed.ok && parsed.error.map(({ code, path }) => [code, path])).toEqual(issues);
  });
});

const anySizes = fc.array(
  fc.record({
    segment: fc.constantFrom("core" as const, "important" as const, "potential" as const, "lost" as const),
    customers: fc.nat({ max: 1000 }),
  }),
  { maxLength: 12 },
);

describe("laws", () => {
  test("conserving and order-blind: every customer is in one target group or in none", () =>
    fc.assert(
      fc.property(anySizes, (sizes) => {
        const report = orThrow(positionSegments(sizes, policy));
        const sum = (of: readonly { readonly customers: number }[]): number =>
          of.reduce((total, { customers }) => total + customers, 0);

        expect(report.customers).toBe(sum(sizes));
        expect(sum(report.segments)).toBe(report.customers);
        expect(sum(report.targets)).toBe(report.positioned);
        expect(sum(report.segments.filter(({ target }) => target === null))).toBe(report.customers - report.positioned);
        expect(orThrow(positionSegments(sizes.toReversed(), policy))).toEqual(report);
        expect(JSON.parse(JSON.stringify(report))).toEqual(report);
      }),
    ));

  test("one customer has the group that the report gives their segment", () =>
    fc.assert(
      fc.property(
        fc.constantFrom("core" as const, "important" as const, "potential" as const, "lost" as const),
        (segment) => {
          const report = orThrow(positionSegments([{ segment, customers: 1 }], policy));
          expect(orThrow(positionOf({ customerId: "li", segment }, policy, { asOf })).target).toBe(
            report.segments.find((one) => one.segment === segment)?.target,
          );
        },
      ),
    ));
});
