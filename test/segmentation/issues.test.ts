import {
  parsePositioningPolicy,
  parseRfmPolicy,
  parseSegmentationPolicy,
  parseSegmentTable,
  parseValueTierPolicy,
  type RfmMode,
} from "clientele/segmentation";
import { describe, expect, test } from "vitest";
import { literal } from "../support/segmentation.ts";
import { marketLiteral } from "../support/segmentationPolicies.ts";

type Told = readonly [code: string, path: string, params?: object];
type Parsed = ReturnType<typeof parseRfmPolicy> | ReturnType<typeof parseSegmentTable>;

/** What is wrong with a draft; of the shape of parts, which the shape of policies settles, only where. */
const told = (parsed: Parsed | { readonly ok: boolean }): readonly Told[] => {
  const { error = [] } = parsed as { readonly error?: readonly { code: string; path: string; params: object }[] };
  const shape = ["wrong-type", "not-one-of", "malformed", "too-few"];
  return error.map(({ code, path, params }) => (shape.includes(code) ? [code, path] : [code, path, params]));
};

describe("RFM policies", () => {
  const bins = { recency: 5, frequency: 5, monetary: 5 };
  const cuts = [1, 2, 3, 4];
  const source = { from: "v", better: "higher" };
  test.each<readonly [string, object, readonly Told[]]>([
    ["two metrics", { bins: { recency: 5, monetary: 2 } }, []],
    ["four metrics", { bins: { ...bins, visits: 5 }, metrics: { visits: source } }, []],
    ["one metric", { bins: { recency: 5 } }, [["metrics-out-of-count", "/bins", { count: 1 }]]],
    [
      "five metrics",
      { bins: { ...bins, a: 2, b: 2 }, metrics: { a: source, b: source } },
      [["metrics-out-of-count", "/bins", { count: 5 }]],
    ],
    ...["customerId", "asOf", "bins", "weighted", "policy", "segment", "labels"].map(
      (metric) =>
        [
          `a metric called ${metric}`,
          { bins: { recency: 5, [metric]: 5 }, metrics: { [metric]: source } },
          [["reserved-name", `/bins/${metric}`, { metric }]],
        ] as const,
    ),
    [
      "a metric found nowhere",
      { bins: { recency: 5, visits: 5 } },
      [["source-needed", "/metrics", { metric: "visits" }]],
    ],
    ["no word on frequency", { frequency: null }, [["source-needed", "/metrics", { metric: "frequency" }]]],
    ["no currency", { currency: null }, [["currency-needed", "/currency", { metric: "monetary" }]]],
    [
      "money for a metric of another name, and no currency",
      { currency: null, bins: { recency: 5, spend: 5 }, metrics: { spend: { from: "monetary", better: "higher" } } },
      [["currency-needed", "/currency", { metric: "spend" }]],
    ],
    ["no currency where there is no money", { currency: null, bins: { recency: 5, frequency: 5 } }, []],
    ...(["metrics", "cuts", "weights"] as const).map(
      (key) =>
        [
          `${key} of what is no metric`,
          {
            [key]: {
              ...(key === "weights" ? { recency: 1, frequency: 1, monetary: 1 } : {}),
              visits: { metrics: source, cuts, weights: 1 }[key],
            },
          },
          [["metric-not-listed", `/${key}/visits`, { metric: "visits" }]],
        ] as const,
    ),
    [
      "one weight",
      { weights: { frequency: 1 } },
      [
        ["weight-missing", "/weights", { metric: "recency" }],
        ["weight-missing", "/weights", { metric: "monetary" }],
      ],
    ],
    [
      "weights of nothing",
      { weights: { recency: 0, frequency: 0, monetary: 0 } },
      [["weights-of-nothing", "/weights", {}]],
    ],
    ["a weight of something", { weights: { recency: 0, frequency: 0, monetary: 1 } }, []],
    [
      "fixed cuts that are not there",
      { mode: "fixed" },
      Object.keys(bins).map((metric) => ["cuts-needed", "/cuts", { metric }] as const),
    ],
    [
      "cuts that are too few, too many, or do not ascend",
      { mode: "fixed", cuts: { recency: [2, 1, 3], frequency: [1, 2, 2, 3, 4], monetary: [1, 2, 3, 2.5] } },
      [
        ["cuts-out-of-count", "/cuts/recency", { metric: "recency", expected: 4, observed: 3 }],
        ["cuts-not-ascending", "/cuts/recency/1", { metric: "recency" }],
        ["cuts-out-of-count", "/cuts/frequency", { metric: "frequency", expected: 4, observed: 5 }],
        ["cuts-not-ascending", "/cuts/frequency/2", { metric: "frequency" }],
        ["cuts-not-ascending", "/cuts/monetary/3", { metric: "monetary" }],
      ],
    ],
    ...(["quantile", "rfm-r", "fixed"] satisfies RfmMode[]).map(
      (mode) =>
        [`all cuts in mode ${mode}`, { mode, cuts: { recency: cuts, frequency: cuts, monetary: cuts } }, []] as const,
    ),
    ...(["midrank", "minrank", "maxrank", "ntile", "min-max", "nested"] satisfies RfmMode[]).map(
      (mode) =>
        [
          `cuts in mode ${mode}`,
          { mode, cuts: { recency: [3, 2, 1] } },
          [["not-in-mode", "/cuts", { mode, key: "cuts" }]],
        ] as const,
    ),
    ["R's mode with other bins", { mode: "rfm-r", bins: { ...bins, recency: 4 } }, [["unequal-bins", "/bins", {}]]],
    ["R's mode with equal bins", { mode: "rfm-r" }, []],
    ["nested as usual", { mode: "nested" }, []],
    ["nested otherwise", { mode: "nested", nesting: ["monetary", "recency", "frequency"] }, []],
    ...[
      ["recency", "frequency"],
      ["recency", "frequency", "frequency"],
      ["recency", "frequency", "monetary", "visits"],
    ].map(
      (nesting) =>
        [`nesting ${nesting.join()}`, { mode: "nested", nesting }, [["nesting-needed", "/nesting", {}]]] as const,
    ),
    [
      "nesting that is not asked for",
      { nesting: ["recency", "frequency", "monetary"] },
      [["not-in-mode", "/nesting", { mode: "quantile", key: "nesting" }]],
    ],
    [
      "unsound bins, which are not held against each other",
      { mode: "rfm-r", bins: { ...bins, recency: "5" }, cuts: { recency: [1] } },
      [["wrong-type", "/bins/recency"]],
    ],
    [
      "an unsound mode, and what would not be in it",
      { mode: "mean", cuts: { recency: [3, 1] }, nesting: ["recency", "frequency", "monetary"] },
      [["not-one-of", "/mode"]],
    ],
    ["unsound sources", { frequency: null, metrics: 5 }, [["wrong-type", "/metrics"]]],
    ["an unsound source", { frequency: null, metrics: { frequency: 5 } }, [["wrong-type", "/metrics/frequency"]]],
    [
      "an unsound frequency, and another currency",
      { frequency: "visits", currency: "RMB" },
      [
        ["not-one-of", "/frequency"],
        ["malformed", "/currency"],
      ],
    ],
    [
      "unsound cuts beside none",
      { mode: "fixed", cuts: { recency: "1", frequency: cuts } },
      [
        ["wrong-type", "/cuts/recency"],
        ["cuts-needed", "/cuts", { metric: "monetary" }],
      ],
    ],
    [
      "an unsound weight",
      { weights: { recency: 0, frequency: "0", monetary: 0 } },
      [
        ["wrong-type", "/weights/frequency"],
        ["weights-of-nothing", "/weights", {}],
      ],
    ],
  ])("%s", (_, part, issues) => {
    expect(told(parseRfmPolicy({ ...literal, ...part }))).toEqual(issues);
  });
});

describe("segment tables", () => {
  const box = { segment: "a" };
  test.each<readonly [string, object, object[], readonly Told[]]>([
    ["one metric", { recency: 2 }, [box], [["metrics-out-of-count", "/bins", { count: 1 }]]],
    ["two metrics", { recency: 2, a: 2 }, [box], []],
    ["four metrics", { recency: 2, a: 2, b: 2, c: 2 }, [box], []],
    ["five metrics", { recency: 2, a: 2, b: 2, c: 2, d: 2 }, [box], [["metrics-out-of-count", "/bins", { count: 5 }]]],
    ["a reserved name", { recency: 2, segment: 2 }, [box], [["reserved-name", "/bins/segment", { metric: "segment" }]]],
    [
      "a metric that is not one of the table",
      { recency: 2, frequency: 2 },
      [box, { ...box, monetary: { from: 9, to: 1 } }],
      [["metric-not-listed", "/boxes/1/monetary", { metric: "monetary" }]],
    ],
    [
      "ranges that are unsound, reversed, or beyond",
      { recency: 2, frequency: 2 },
      [
        { ...box, recency: { from: "2", to: 1 } },
        { ...box, recency: { from: 2, to: "1" } },
        { ...box, recency: { from: 2, to: 1 } },
        { ...box, recency: { from: 2, to: 2 }, frequency: { from: 2, to: 3 } },
      ],
      [
        ["wrong-type", "/boxes/0/recency/from"],
        ["wrong-type", "/boxes/1/recency/to"],
        ["range-reversed", "/boxes/2/recency", { from: 2, to: 1 }],
        ["range-beyond-bins", "/boxes/3/frequency/to", { to: 3, bins: 2 }],
      ],
    ],
  ])("%s", (_, bins, boxes, issues) => {
    expect(told(parseSegmentTable({ id: "t", version: 1, bins, boxes }))).toEqual(issues);
  });
});

describe("value tier policies", () => {
  const table = { kind: "table", table: { x: 10 } };
  const criterion = { id: "a", weight: 1, scale: table };
  const stepsOf = (...steps: readonly unknown[]) => ({ ...criterion, scale: { kind: "steps", steps } });
  const classes = [
    { id: "core", from: 50 },
    { id: "rest", from: 0 },
  ];
  test.each<readonly [string, object, readonly Told[]]>([
    [
      "names twice",
      { criteria: [criterion, { ...criterion, id: "b" }, criterion], classes: [classes[0], { id: "core", from: 0 }] },
      [
        ["duplicate-id", "/criteria/2/id", { id: "a", first: "/criteria/0/id" }],
        ["duplicate-id", "/classes/1/id", { id: "core", first: "/classes/0/id" }],
      ],
    ],
    [
      "names that are none, twice",
      { criteria: [{ ...criterion, id: 5 }, { ...criterion, id: 5 }, "a", "a"] },
      [
        ["wrong-type", "/criteria/0/id"],
        ["wrong-type", "/criteria/1/id"],
        ["wrong-type", "/criteria/2"],
        ["wrong-type", "/criteria/3"],
      ],
    ],
    [
      "steps that do not ascend, unsound ones among them",
      {
        criteria: [
          stepsOf({ from: 1, points: 0 }, { from: 1, points: 1 }, { from: 0.5, points: 1 }),
          { ...stepsOf({ from: 1, points: 0 }, "2", { from: 0, points: 1 }, { from: "3", points: 2 }), id: "b" },
          { ...criterion, id: "c", scale: { kind: "steps" } },
        ],
      },
      [
        ["wrong-type", "/criteria/1/scale/steps/1"],
        ["wrong-type", "/criteria/1/scale/steps/3/from"],
        ["missing-key", "/criteria/2/scale/steps", { key: "steps" }],
        ["steps-out-of-order", "/criteria/0/scale/steps/1/from", { from: 1, before: 1 }],
        ["steps-out-of-order", "/criteria/0/scale/steps/2/from", { from: 0.5, before: 1 }],
      ],
    ],
    [
      "text with a currency; an amount may have one",
      {
        criteria: [
          { ...criterion, currency: "CNY" },
          { ...stepsOf({ from: 1, points: 0 }), id: "b", currency: "CNY" },
        ],
      },
      [["currency-of-text", "/criteria/0/currency", { currency: "CNY" }]],
    ],
    [
      "text with an unsound currency",
      { criteria: [{ ...criterion, currency: 5 }] },
      [["wrong-type", "/criteria/0/currency"]],
    ],
    [
      "classes that do not descend, the last of which asks for something",
      {
        classes: [
          { id: "a", from: 40 },
          { id: "b", from: 40 },
          { id: "c", from: 60 },
          { id: "d", from: 10 },
        ],
      },
      [
        ["classes-out-of-order", "/classes/1/from", { from: 40, above: 40 }],
        ["classes-out-of-order", "/classes/2/from", { from: 60, above: 40 }],
        ["lowest-class-asks", "/classes/3/from", { from: 10 }],
      ],
    ],
    [
      "unsound classes, which are not held against others",
      {
        classes: ["core", { id: "a", from: 50 }, { id: "b", from: "x" }, { id: "c", from: 70 }, { id: "d", from: "0" }],
      },
      [
        ["wrong-type", "/classes/0"],
        ["wrong-type", "/classes/2/from"],
        ["wrong-type", "/classes/4/from"],
      ],
    ],
    [
      "no lists",
      { criteria: 5, classes: 5 },
      [
        ["wrong-type", "/criteria"],
        ["wrong-type", "/classes"],
      ],
    ],
  ])("%s", (_, part, issues) => {
    const policy = { id: "v", version: 1, criteria: [criterion], classes };

    expect(told(parseValueTierPolicy({ ...policy, ...part }))).toEqual(issues);
  });
});

describe("segmentation policies", () => {
  const member = (id: string, ...names: readonly string[]) => ({
    id,
    when: { all: names.map((segment) => ({ memberOf: { segment } })) },
  });
  const [age] = marketLiteral.criteria;
  test.each<readonly [string, object, readonly Told[]]>([
    [
      "names twice",
      {
        criteria: [age, age],
        given: ["x", "y", "x"],
        segments: [member("a", "x"), member("b", "y"), member("a", "y"), member("y", "x")],
      },
      [
        ["duplicate-id", "/criteria/1/metric/id", { id: "age", first: "/criteria/0/metric/id" }],
        ["duplicate-id", "/given/2", { id: "x", first: "/given/0" }],
        ["duplicate-id", "/segments/2/id", { id: "a", first: "/segments/0/id" }],
        ["duplicate-id", "/segments/3/id", { id: "y", first: "/given/1" }],
      ],
    ],
    [
      "a segment that there is not",
      {
        segments: [
          {
            id: "a",
            when: {
              any: [
                { not: { memberOf: { segment: "b" } } },
                { atLeast: { n: 1, of: [{ memberOf: { segment: "c" } }] } },
              ],
            },
          },
        ],
      },
      [
        ["unknown-segment", "/segments/0/when/any/0/not/memberOf/segment", { segment: "b" }],
        ["unknown-segment", "/segments/0/when/any/1/atLeast/of/0/memberOf/segment", { segment: "c" }],
      ],
    ],
    [
      "unsound segments, any of which may be what was meant",
      { segments: [member("a", "b"), { ...member("a", "champions"), id: 5 }, "b"] },
      [
        ["wrong-type", "/segments/1/id"],
        ["wrong-type", "/segments/2"],
      ],
    ],
    [
      "a given segment that is none",
      { given: ["champions", 5], segments: [member("a", "b")] },
      [["wrong-type", "/given/1"]],
    ],
    [
      "circles, each told where it closes",
      { segments: [member("d", "a"), member("a", "b", "c"), member("b", "a"), member("c", "c", "b")] },
      [
        ["segment-circle", "/segments/2/when/all/0/memberOf/segment", { path: "a → b → a" }],
        ["segment-circle", "/segments/3/when/all/0/memberOf/segment", { path: "c → c" }],
      ],
    ],
    [
      "a segment of a name that is there twice is of the first",
      { segments: [member("a", "champions"), member("a", "b"), member("b", "a")] },
      [["duplicate-id", "/segments/1/id", { id: "a", first: "/segments/0/id" }]],
    ],
    [
      "no lists",
      { criteria: 5, given: 5, segments: 5 },
      [
        ["wrong-type", "/criteria"],
        ["wrong-type", "/given"],
        ["wrong-type", "/segments"],
      ],
    ],
    [
      "an unsound criterion beside sound segments",
      { criteria: ["age", age], segments: [{ id: "a", when: { metric: "age", op: ">", value: 1 } }] },
      [["wrong-type", "/criteria/0"]],
    ],
  ])("%s", (_, part, issues) => {
    expect(told(parseSegmentationPolicy({ ...marketLiteral, ...part }))).toEqual(issues);
  });
});

describe("positioning policies", () => {
  const words = { en: "words" };
  const target = { id: "a", segments: ["core"], priority: 1, proposition: words, channels: ["email"], treatments: [] };
  const against = (competitor: unknown) => ({ competitor, theirs: words, ours: words });
  const policy = { id: "p", version: 1, segments: [{ id: "core" }], competitors: [{ id: "x" }], targets: [target] };
  test.each<readonly [string, object, readonly Told[]]>([
    [
      "names twice",
      {
        segments: [{ id: "core" }, { id: "rest" }, { id: "core" }],
        competitors: [{ id: "y" }, { id: "x" }, { id: "x" }],
        targets: [{ ...target, segments: ["core", "rest", "core"] }, target],
      },
      [
        ["duplicate-id", "/segments/2/id", { id: "core", first: "/segments/0/id" }],
        ["duplicate-id", "/competitors/2/id", { id: "x", first: "/competitors/1/id" }],
        ["duplicate-id", "/targets/1/id", { id: "a", first: "/targets/0/id" }],
        ["duplicate-id", "/targets/0/segments/2", { id: "core", first: "/targets/0/segments/0" }],
      ],
    ],
    [
      "names of nobody",
      { targets: [{ ...target, segments: ["core", "cor"], against: [against("x"), against("z")] }] },
      [
        ["unknown-segment", "/targets/0/segments/1", { segment: "cor" }],
        ["unknown-competitor", "/targets/0/against/1/competitor", { competitor: "z" }],
      ],
    ],
    [
      "unsound names, any of which may be what was meant",
      {
        segments: [{ id: "core" }, 5, { id: 5 }],
        competitors: ["z"],
        targets: [
          "a",
          { ...target, segments: ["cor", 5], against: [against("z"), against(5), "y"] },
          { ...target, id: "b", segments: 5 },
        ],
      },
      [
        ["wrong-type", "/segments/1"],
        ["wrong-type", "/segments/2/id"],
        ["wrong-type", "/competitors/0"],
        ["wrong-type", "/targets/0"],
        ["wrong-type", "/targets/1/segments/1"],
        ["wrong-type", "/targets/1/against/1/competitor"],
        ["wrong-type", "/targets/1/against/2"],
        ["wrong-type", "/targets/2/segments"],
      ],
    ],
    [
      "no lists",
      { segments: 5, competitors: 5, targets: 5 },
      [
        ["wrong-type", "/segments"],
        ["wrong-type", "/competitors"],
        ["wrong-type", "/targets"],
      ],
    ],
  ])("%s", (_, part, issues) => {
    expect(told(parsePositioningPolicy({ ...policy, ...part }))).toEqual(issues);
  });
});
