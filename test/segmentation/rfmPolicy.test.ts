import { storePolicy } from "clientele/core";
import { defineRfmPolicy, parseRfmPolicy, restoreRfmPolicy, reviewRfmPolicy } from "clientele/segmentation";
import { describe, expect, test } from "vitest";
import { literal, policyWith } from "../support/segmentation.ts";

describe("examples", () => {
  test("every door gives the same policy, complete and frozen", () => {
    const complete = { ...literal, meta: null };
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
      mode: "ntile",
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
        ["missing-key", "/frequency"],
        ["malformed", "/currency"],
        ["unknown-key", "/weights"],
      ].sort(),
    );
    expect(() => defineRfmPolicy(draft as never)).toThrow(
      expect.objectContaining({ name: "DomainError", code: "invalid-policy" }),
    );
  });

  test.each([
    [null, "unsupported-format"],
    [{ ...storePolicy(policyWith()), data: literal }, "corrupt-policy"],
  ])("restore %#", (stored, code) => {
    const restored = restoreRfmPolicy(stored);

    expect(restored.ok ? null : restored.error.code).toBe(code);
  });
});
