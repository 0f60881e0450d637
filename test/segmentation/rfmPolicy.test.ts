import { storePolicy } from "clientele/core";
import { defineRfmPolicy, parseRfmPolicy, restoreRfmPolicy, reviewRfmPolicy } from "clientele/segmentation";
import { describe, expect, test } from "vitest";
import { literal, policyWith } from "../support/segmentation.ts";

describe("examples", () => {
  test("every door gives the same policy, complete and frozen", () => {
    const complete = { ...literal, metrics: null, cuts: null, weights: null, nesting: null, meta: null };
    const policy = policyWith();

    expect(policy).toEqual(complete);
    expect(Object.isFrozen(policy.bins)).toBe(true);
    expect(parseRfmPolicy(JSON.parse(JSON.stringify(literal)))).toEqual({ ok: true, value: complete });
    expect(reviewRfmPolicy(literal)).toEqual({ policy: complete, issues: [], findings: [] });
    expect(restoreRfmPolicy(JSON.parse(JSON.stringify(storePolicy(policy))))).toEqual({ ok: true, value: complete });
  });
});

describe("refusals", () => {
  test("every issue of a draft at once", () => {
    const draft = {
      id: "rfm",
      version: 1.5,
      mode: "median",
      bins: { recency: 1, frequency: 11, monetary: "5" },
      currency: "RMB",
      weights: [1, 1, 1],
    };

    const { policy, issues } = reviewRfmPolicy(draft);

    expect(policy).toBeNull();
    expect(issues.map(({ code, path }) => [code, path]).sort()).toEqual(
      [
        ["wrong-type", "/version"],
        ["not-one-of", "/mode"],
        ["below-minimum", "/bins/recency"],
        ["above-maximum", "/bins/frequency"],
        ["wrong-type", "/bins/monetary"],
        ["malformed", "/currency"],
        ["wrong-type", "/weights"],
      ].sort(),
    );
    expect(() => defineRfmPolicy(draft as never)).toThrow(
      expect.objectContaining({ name: "DomainError", code: "invalid-policy" }),
    );
  });

  const bins = { recency: 5, frequency: 5, monetary: 5 };
  const cuts = [1, 2, 3, 4];
  test.each<readonly [string, object, readonly (readonly [code: string, path: string])[]]>([
    ["one metric", { bins: { recency: 5 } }, [["metrics-out-of-count", "/bins"]]],
    [
      "five metrics",
      {
        bins: { ...bins, a: 2, b: 2 },
        metrics: { a: { from: "a", better: "higher" }, b: { from: "b", better: "lower" } },
      },
      [["metrics-out-of-count", "/bins"]],
    ],
    [
      "a name that is taken",
      { bins: { ...bins, policy: 5 }, metrics: { policy: { from: "p", better: "higher" } } },
      [["reserved-name", "/bins/policy"]],
    ],
    ["a metric found nowhere", { bins: { recency: 5, visits: 5 } }, [["source-needed", "/metrics"]]],
    ["no word on frequency", { frequency: null }, [["source-needed", "/metrics"]]],
    ["no currency", { currency: null }, [["currency-needed", "/currency"]]],
    [
      "a source for nobody",
      { metrics: { visits: { from: "v", better: "higher" } } },
      [["metric-not-listed", "/metrics/visits"]],
    ],
    [
      "no cuts",
      { mode: "fixed" },
      ["cuts-needed", "cuts-needed", "cuts-needed"].map((code) => [code, "/cuts"] as const),
    ],
    [
      "some cuts",
      { mode: "fixed", cuts: { recency: cuts, frequency: [1, 2], monetary: [1, 2, 2, 3] } },
      [
        ["cuts-out-of-count", "/cuts/frequency"],
        ["cuts-not-ascending", "/cuts/monetary/2"],
      ],
    ],
    ["cuts in another mode", { mode: "midrank", cuts: { recency: cuts } }, [["not-in-mode", "/cuts"]]],
    ["cuts of nobody", { cuts: { visits: cuts } }, [["metric-not-listed", "/cuts/visits"]]],
    ["other bins in R's mode", { mode: "rfm-r", bins: { ...bins, recency: 4 } }, [["unequal-bins", "/bins"]]],
    ["nesting in another mode", { nesting: ["recency", "frequency", "monetary"] }, [["not-in-mode", "/nesting"]]],
    ["nesting of two", { mode: "nested", nesting: ["recency", "frequency"] }, [["nesting-needed", "/nesting"]]],
    [
      "nesting of what has no usual order",
      { mode: "nested", bins: { recency: 5, visits: 5 }, metrics: { visits: { from: "v", better: "higher" } } },
      [["nesting-needed", "/nesting"]],
    ],
    ["two weights", { weights: { recency: 1, frequency: 1 } }, [["weight-missing", "/weights"]]],
    [
      "a weight of nobody",
      { weights: { recency: 1, frequency: 1, monetary: 1, visits: 1 } },
      [["metric-not-listed", "/weights/visits"]],
    ],
    [
      "weights of nothing",
      { weights: { recency: 0, frequency: 0, monetary: 0 } },
      [["weights-of-nothing", "/weights"]],
    ],
    [
      "a weight below zero",
      { weights: { recency: 1, frequency: 1, monetary: -1 } },
      [["below-minimum", "/weights/monetary"]],
    ],
  ])("%s", (_, part, issues) => {
    const review = reviewRfmPolicy({ ...literal, ...part });

    expect(review.policy).toBeNull();
    expect(review.issues.map(({ code, path }) => [code, path])).toEqual(issues);
  });

  test.each([
    [null, "unsupported-format"],
    [{ ...storePolicy(policyWith()), data: literal }, "corrupt-policy"],
  ])("restore %#", (stored, code) => {
    const restored = restoreRfmPolicy(stored);

    expect(restored.ok ? null : restored.error.code).toBe(code);
  });
});
