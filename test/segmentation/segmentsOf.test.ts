import fc from "fast-check";
import { instant, money, orThrow, storePolicy } from "clientele/core";
import {
  evaluateMembership,
  evaluateSegmentation,
  type MembershipVerdict,
  parseSegmentationPolicy,
  restoreSegmentationPolicy,
  reviewSegmentationPolicy,
  type SegmentationSubject,
  segmentsAt,
  type SegmentsDecision,
  segmentsOf,
} from "clientele/segmentation";
import { describe, expect, test } from "vitest";
import {
  anyMarket,
  anyMarketCustomer,
  market,
  marketLiteral,
  type MarketMetric,
  type MarketSegment,
} from "../support/segmentationPolicies.ts";

const asOf = "2026-07-01T00:00:00+08:00";
const decide = (subject: Partial<SegmentationSubject<MarketMetric>>, at = asOf): SegmentsDecision<MarketSegment> =>
  orThrow(segmentsOf({ customerId: "li", values: {}, ...subject }, market, { asOf: at }));
const known = {
  activity: [],
  segments: [],
  values: { age: 40, region: "east", values: "travel", orders: 8, spend: money("5000", "CNY") },
} as const;

describe("examples", () => {
  test("segments of segments, in whatever order they stand", () => {
    const decision = decide(known);

    expect(decision).toMatchObject({
      customerId: "li",
      asOf: instant(asOf),
      members: ["valued in the east", "regulars", "valued", "quiet", "families"],
      unknown: [],
      findings: [],
      policy: { id: "market", version: 2 },
    });
    expect(
      decision.segments.map(({ segment, membership, families, labels }) => [segment, membership, families, labels?.en]),
    ).toEqual([
      ["valued in the east", "in", ["geographic"], "Valued in the east"],
      ["regulars", "in", ["behavioural"], undefined],
      ["valued", "in", ["behavioural"], undefined],
      ["quiet", "in", ["behavioural"], undefined],
      ["families", "in", ["demographic", "psychographic"], undefined],
    ]);
    expect(decision.segments[0]?.reasons.map(({ code, rule, verdict, about }) => [code, rule, verdict, about])).toEqual(
      [
        ["group-all", "/segments/0/when", "met", null],
        ["member-of", "/segments/0/when/all/0", "met", "valued"],
        ["comparison", "/segments/0/when/all/1", "met", null],
      ],
    );
    expect(decision.reasons).toEqual(decision.segments.flatMap(({ reasons }) => reasons));
  });

  test("three values: what is not known leaves open what it could decide, through segments too", () => {
    const of = (subject: Partial<SegmentationSubject<MarketMetric>>): Readonly<Record<string, MembershipVerdict>> =>
      Object.fromEntries(decide(subject).segments.map(({ segment, membership }) => [segment, membership]));

    expect(of({ ...known, segments: null })).toMatchObject({ valued: "in", "valued in the east": "in" });
    expect(of({ ...known, values: { ...known.values, spend: null } })).toMatchObject({
      regulars: "in",
      valued: "unknown",
      "valued in the east": "unknown",
    });
    expect(of({ ...known, values: { ...known.values, spend: null, region: "west" } })).toMatchObject({
      valued: "unknown",
      "valued in the east": "out",
    });
    expect(of({ ...known, values: { region: "east" }, segments: ["champions"] })).toMatchObject({
      regulars: "unknown",
      valued: "in",
      "valued in the east": "in",
      families: "unknown",
    });
    expect(of({ ...known, activity: null })).toMatchObject({ quiet: "unknown" });
  });

  test("segments from elsewhere by name: true, false, and whatever is neither", () => {
    const champion = (segments: unknown) => {
      const { segments: all, findings } = decide({ ...known, values: { orders: 0 }, segments: segments as never });
      const told = findings.filter(({ code }) => code === "segment-missing").map(({ params }) => params["segment"]);
      return [all.find(({ segment }) => segment === "valued")?.membership, told];
    };

    expect(champion({ champions: true })).toEqual(["in", []]);
    expect(champion({ champions: false })).toEqual(["out", []]);
    expect(champion(["champions"])).toEqual(["in", []]);
    expect(champion([])).toEqual(["out", []]);
    for (const none of [null, undefined, {}, { champions: null }, { champions: "yes" }, { others: true }]) {
      expect(champion(none)).toEqual(["unknown", ["champions"]]);
    }
  });

  test("findings are told once, and name what the caller did not know, not what follows from it", () => {
    const { findings } = decide({ values: { region: "east" } });

    expect(findings.map(({ code, path }) => [code, path])).toEqual([
      ["metric-missing", "/criteria/3"],
      ["metric-missing", "/criteria/2"],
      ["metric-missing", "/criteria/0"],
      ["activity-missing", "/segments/3/when/not"],
      ["metric-missing", "/criteria/4"],
      ["segment-missing", "/segments/2/when/any/1"],
    ]);
  });

  test("a chain of a thousand segments", () => {
    const segments = Array.from({ length: 1000 }, (_, i) => ({
      id: `s${i}`,
      when: i === 999 ? { metric: "orders", op: ">=", value: 1 } : { memberOf: { segment: `s${i + 1}` } },
    }));
    const policy = orThrow(parseSegmentationPolicy({ ...marketLiteral, given: [], segments }));

    expect(orThrow(segmentsOf({ customerId: "li", values: { orders: 1 } }, policy, { asOf })).members).toHaveLength(
      1000,
    );
  });

  test("who entered, who left, who is unsettled, and why", () => {
    const was = "2026-01-01T00:00:00+08:00";
    const before = [
      decide({ customerId: "li", values: { orders: 5 } }, was),
      decide({ customerId: "he", values: { orders: 9 } }, was),
      decide({ customerId: "gone", values: { orders: 9 } }, was),
      decide({ customerId: "wu", values: { orders: 9 } }, was),
    ];
    const after = [
      decide({ customerId: "li", values: { orders: 7 } }),
      decide({ customerId: "he", values: { orders: 2 } }),
      decide({ customerId: "new", values: { orders: 8 } }),
      decide({ customerId: "wu", values: {} }),
    ];
    const { from, to, changes, segments } = evaluateMembership(before, after);

    expect([from, to]).toEqual([instant(was), instant(asOf)]);
    expect(
      changes
        .filter(({ segment }) => segment === "regulars")
        .map((one) => [one.customerId, one.change, one.before, one.after]),
    ).toEqual([
      ["gone", "left", "in", null],
      ["he", "left", "in", "out"],
      ["li", "entered", "out", "in"],
      ["new", "entered", null, "in"],
      ["wu", "unsettled", "in", "unknown"],
    ]);
    expect(changes.find(({ customerId, segment }) => customerId === "li" && segment === "regulars")?.because).toEqual([
      {
        rule: "/segments/1/when",
        before: expect.objectContaining({ observed: { kind: "number", value: 5 }, verdict: "unmet" }) as object,
        after: expect.objectContaining({ observed: { kind: "number", value: 7 }, verdict: "met" }) as object,
      },
    ]);
    expect(segments.find(({ segment }) => segment === "regulars")).toEqual({
      ...{ segment: "regulars", before: 3, after: 2, stayed: 0, entered: 2, left: 2, nowUnknown: 1, onceUnknown: 0 },
    });
    expect(segments.map(({ segment }) => segment)).toEqual(marketLiteral.segments.map(({ id }) => id));
  });

  test("nobody at all", () => {
    expect(evaluateMembership([], [])).toEqual({ from: null, to: null, segments: [], changes: [] });
  });

  test("what was decided at a moment in the past", () => {
    const log = [
      decide({ values: { orders: 9 } }, "2026-01-01T00:00:00Z"),
      decide({ customerId: "he" }, "2026-02-01T00:00:00Z"),
      decide({ values: { orders: 1 } }, "2026-07-01T00:00:00Z"),
    ];
    const corrected: (typeof log)[number] = {
      ...decide({ values: { orders: 9 } }, "2026-01-01T00:00:00Z"),
      members: [],
      policy: { id: "market", version: 3 },
    };
    const at = (moment: string, decisions = log) =>
      segmentsAt(decisions, { asOf: moment }).map(({ customerId, members }) => [customerId, members]);

    expect(at("2025-12-31T00:00:00Z")).toEqual([]);
    expect(at("2026-01-01T00:00:00Z")).toEqual([["li", ["regulars"]]]);
    expect(at("2026-06-30T00:00:00Z", log.toReversed())).toEqual([
      ["he", []],
      ["li", ["regulars"]],
    ]);
    expect(at("2026-07-01T00:00:00Z")).toEqual([
      ["he", []],
      ["li", []],
    ]);
    expect(at("2026-01-01T00:00:00Z", [corrected, ...log])).toEqual([["li", []]]);
    expect(at("2026-01-01T00:00:00Z", [...log, corrected])).toEqual([["li", []]]);
  });

  test("a stored policy decides the same", () => {
    const back = orThrow(restoreSegmentationPolicy(JSON.parse(JSON.stringify(storePolicy(market)))));

    expect(orThrow(segmentsOf({ customerId: "li", ...known }, back, { asOf }))).toEqual(decide(known));
    expect(restoreSegmentationPolicy({ format: "segmentation-policy/1", fingerprint: "", data: {} }).ok).toBe(false);
  });
});

describe("refusals", () => {
  test.each<[string, unknown, string, string]>([
    ["no object", 5, "", "object"],
    ["null", null, "", "object"],
    ["values of null", { customerId: "li", values: null }, "/values", "object"],
    ["no identifier", { values: {} }, "/customerId", "text"],
    ["no values", { customerId: "li" }, "/values", "object"],
  ])("%s", (_, subject, path, expected) => {
    expect(segmentsOf(subject as SegmentationSubject<MarketMetric>, market, { asOf })).toMatchObject({
      ok: false,
      error: { code: "invalid-fact", path, expected },
    });
  });

  test("a subject whose getters throw", () => {
    const hostile = {
      customerId: "li",
      get values(): never {
        throw new Error("no");
      },
    };
    expect(segmentsOf(hostile, market, { asOf })).toEqual({
      ok: false,
      error: { code: "invalid-fact", path: "", expected: "plain-data", observed: "an object" },
    });
  });

  test("moments that are none or in the wrong order, policies never checked, decisions that do not belong together", () => {
    const invalid = (code: string): Error => expect.objectContaining({ code }) as Error;
    const [early, late] = [decide({}, "2026-01-01T00:00:00Z"), decide({}, "2026-02-01T00:00:00Z")];

    expect(() => segmentsOf({ customerId: "li", values: {} }, market, { asOf: "2026-01-01" })).toThrow(
      invalid("invalid-instant"),
    );
    expect(() => evaluateSegmentation([], { ...market } as typeof market, { asOf })).toThrow(
      invalid("policy-not-checked"),
    );
    expect(() => evaluateMembership([late], [early])).toThrow(
      expect.objectContaining({
        code: "invalid-option",
        message: `after: expected a moment at or after ${late.asOf}, received ${early.asOf}`,
      }) as Error,
    );
    expect(evaluateMembership([late], []).segments.every(({ after }) => after === 0)).toBe(true);
    expect(evaluateMembership([early], [early]).changes).toEqual([]);
    expect(() => evaluateMembership([early, { ...late, customerId: "he" }], [])).toThrow(invalid("invalid-option"));
    expect(() => evaluateMembership([early, early], [])).toThrow(invalid("invalid-option"));
  });

  const segment = (id: string, ...needs: readonly string[]) => ({
    id,
    when: { all: needs.map((name) => ({ memberOf: { segment: name } })) },
  });
  test.each<[string, object, readonly (readonly [string, string, unknown?])[]]>([
    [
      "a circle, with its path",
      { segments: [segment("a", "b"), segment("b", "champions", "c"), segment("c", "a"), segment("d", "a")] },
      [["segment-circle", "/segments/2/when/all/0/memberOf/segment", "a → b → c → a"]],
    ],
    [
      "a segment of itself, and another circle beside it",
      { segments: [segment("a", "a"), segment("b", "c"), segment("c", "b")] },
      [
        ["segment-circle", "/segments/0/when/all/0/memberOf/segment", "a → a"],
        ["segment-circle", "/segments/2/when/all/0/memberOf/segment", "b → c → b"],
      ],
    ],
    [
      "a segment that there is not",
      { segments: [{ id: "a", when: { not: { memberOf: { segment: "b" } } } }] },
      [["unknown-segment", "/segments/0/when/not/memberOf/segment"]],
    ],
    [
      "names twice, of segments and of metrics",
      {
        criteria: [marketLiteral.criteria[0], marketLiteral.criteria[0]],
        segments: [segment("a", "champions"), segment("a", "champions"), segment("champions", "x")],
        given: ["champions", "x"],
      },
      [
        ["duplicate-id", "/criteria/1/metric/id"],
        ["duplicate-id", "/segments/1/id"],
        ["duplicate-id", "/segments/2/id"],
      ],
    ],
    [
      "metrics that there are not, and values of another kind",
      {
        segments: [
          { id: "a", when: { metric: "order", op: ">=", value: 1 } },
          { id: "b", when: { metric: "orders", op: ">=", value: "1" } },
        ],
      },
      [
        ["unknown-metric", "/segments/0/when/metric"],
        ["threshold-not-whole", "/segments/1/when/value"],
      ],
    ],
    [
      "another family",
      { criteria: [{ family: "lunar", metric: { id: "age", kind: "number" } }], segments: [segment("a", "champions")] },
      [["not-one-of", "/criteria/0/family"]],
    ],
  ])("%s", (_, part, issues) => {
    const parsed = parseSegmentationPolicy({ ...marketLiteral, ...part });

    expect(
      !parsed.ok &&
        parsed.error.map(({ code, path, params }) => [
          code,
          path,
          ...(code === "segment-circle" ? [params["path"]] : []),
        ]),
    ).toEqual(issues);
  });

  test("what is worth knowing: criteria and given segments that nobody asks about", () => {
    const { findings } = reviewSegmentationPolicy({ ...marketLiteral, segments: [marketLiteral.segments[1]] });

    expect(findings.map(({ code, path }) => [code, path])).toEqual([
      ["criterion-unused", "/criteria/0"],
      ["criterion-unused", "/criteria/1"],
      ["criterion-unused", "/criteria/2"],
      ["criterion-unused", "/criteria/4"],
      ["given-segment-unused", "/given/0"],
    ]);
    expect(reviewSegmentationPolicy(marketLiteral).findings).toEqual([]);
  });
});

const decided = (
  rows: readonly SegmentationSubject<MarketMetric>[],
  at: string,
): readonly SegmentsDecision<MarketSegment>[] =>
  [...evaluateSegmentation(rows, market, { asOf: at })].map(({ result }) => orThrow(result));

describe("laws", () => {
  test("a population is its customers one by one, and JSON-safe", () =>
    fc.assert(
      fc.property(anyMarket, (rows) => {
        const answers = decided(rows, asOf);
        for (const [i, row] of rows.entries()) {
          expect(segmentsOf(row, market, { asOf })).toEqual({ ok: true, value: answers[i] });
        }
        expect(JSON.parse(JSON.stringify(answers))).toEqual(answers);
      }),
    ));

  test("the order in which segments stand does not matter", () => {
    const turned = orThrow(
      parseSegmentationPolicy({ ...marketLiteral, segments: marketLiteral.segments.toReversed() }),
    );
    fc.assert(
      fc.property(anyMarketCustomer, (row) => {
        const [plain, other] = [orThrow(segmentsOf(row, market, { asOf })), orThrow(segmentsOf(row, turned, { asOf }))];
        expect(other.members.toReversed()).toEqual(plain.members);
        expect(other.unknown.toReversed()).toEqual(plain.unknown);
      }),
    );
  });

  test("unknown moves nobody: what turns out later keeps every membership that was known", () =>
    fc.assert(
      fc.property(anyMarketCustomer, anyMarketCustomer, (row, truth) => {
        const values = Object.fromEntries(Object.entries(row.values).filter(([, value]) => value !== null));
        const full = {
          ...truth,
          ...row,
          values: { ...truth.values, ...values },
          segments: row.segments ?? truth.segments,
          activityCounts: row.activityCounts ?? truth.activityCounts,
        };
        const after = new Map(decide(full).segments.map(({ segment, membership }) => [segment, membership]));
        for (const { segment, membership } of decide(row).segments) {
          if (membership !== "unknown") expect(after.get(segment)).toBe(membership);
        }
      }),
    ));

  test("conserving and order-blind: the members before and after are accounted for", () =>
    fc.assert(
      fc.property(anyMarket, anyMarket, (rows, others) => {
        const before = decided(rows, "2026-01-01T00:00:00Z");
        const after = decided(others, "2026-07-01T00:00:00Z");
        const report = evaluateMembership(before, after);
        const size = (decisions: typeof before, segment: MarketSegment): number =>
          decisions.filter(({ members }) => members.includes(segment)).length;

        for (const one of report.segments) {
          expect(one.before).toBe(size(before, one.segment));
          expect(one.after).toBe(size(after, one.segment));
          expect(one.stayed + one.left + one.nowUnknown).toBe(one.before);
          expect(one.stayed + one.entered + one.onceUnknown).toBe(one.after);
          const count = (change: string): number =>
            report.changes.filter((item) => item.segment === one.segment && item.change === change).length;
          expect([count("entered"), count("left")]).toEqual([one.entered, one.left]);
        }
        expect(evaluateMembership(before.toReversed(), after.toReversed())).toEqual(report);
        expect(evaluateMembership(after, after).changes).toEqual([]);
        for (const { because } of report.changes) expect(because.length).toBeGreaterThan(0);
      }),
    ));
});
