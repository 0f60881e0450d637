import { orThrow, storePolicy } from "clientele/core";
import {
  attributeChurn,
  churnPresets,
  defineChurnPolicy,
  parseChurnPolicy,
  restoreChurnPolicy,
  reviewChurnPolicy,
} from "clientele/lifecycle";
import { describe, expect, test } from "vitest";
import { churn } from "../support/churn.ts";

const preset = defineChurnPolicy(churnPresets.fiveCauses);

describe("doors", () => {
  test("every issue at once", () => {
    const parsed = parseChurnPolicy({
      ...churn,
      signals: ["complaint", "complaint", "said"],
      causes: [{ ...churn.causes[0], responseOdds: "-0.1" }, churn.causes[1], churn.causes[0]],
      oddsUnknown: "1.01",
      offers: [
        { id: "x", causes: ["rain"], cost: "-1" },
        { id: "x", minValue: "-2", causes: ["price", "price"] },
      ],
    });
    expect(parsed.ok ? [] : parsed.error.map(({ code, path }) => [code, path])).toEqual([
      ["duplicate-id", "/signals/1"],
      ["duplicate-id", "/causes/2/id"],
      ["duplicate-id", "/offers/1/id"],
      ["odds-out-of-range", "/causes/0/responseOdds"],
      ["unknown-signal", "/causes/1/evidence/0/signal"],
      ["odds-out-of-range", "/oddsUnknown"],
      ["unknown-cause", "/offers/0/causes/0"],
      ["negative-amount", "/offers/0/cost"],
      ["duplicate-id", "/offers/1/causes/1"],
      ["negative-amount", "/offers/1/minValue"],
    ]);
  });

  test("issues name what is meant, and where it was first", () => {
    const parsed = parseChurnPolicy({
      ...churn,
      signals: ["complaint", "priceRise", "complaint"],
      causes: [churn.causes[0], { ...churn.causes[1], responseOdds: "1.5" }],
      offers: [{ id: "x", causes: ["rain"], cost: "-1" }, { id: "y" }, { id: "x" }],
    });
    expect(parsed.ok ? [] : parsed.error.map(({ path, params }) => [path, params])).toEqual([
      ["/signals/2", { id: "complaint", first: "/signals/0" }],
      ["/offers/2/id", { id: "x", first: "/offers/0/id" }],
      ["/causes/1/responseOdds", { odds: "1.5" }],
      ["/causes/1/evidence/1/signal", { signal: "said" }],
      ["/offers/0/causes/0", { cause: "rain" }],
      ["/offers/0/cost", { amount: "-1" }],
    ]);
  });

  test.each<[string, object, string[]]>([
    ["signals that are no list", { signals: 5 }, ["/signals"]],
    ["signals of which one is no name", { signals: ["complaint", 5] }, ["/signals/1"]],
    ["causes that are no list", { causes: "rain" }, ["/causes"]],
    ["causes of which two are none", { causes: [5, churn.causes[0], 6] }, ["/causes/0", "/causes/2"]],
    ["a cause without a name", { causes: [{ ...churn.causes[0], id: 5 }] }, ["/causes/0/id"]],
    ["evidence that is no list", { causes: [{ ...churn.causes[0], evidence: 5 }] }, ["/causes/0/evidence"]],
    [
      "evidence of which some is none, some unknown",
      {
        causes: [
          churn.causes[0],
          { ...churn.causes[1], evidence: [5, { signal: 5, weight: 1 }, { signal: "rain", weight: 1 }] },
        ],
      },
      ["/causes/1/evidence/0", "/causes/1/evidence/1/signal", "/causes/1/evidence/2/signal"],
    ],
    ["odds that are no decimal", { oddsUnknown: 0.5 }, ["/oddsUnknown"]],
    ["offers that are no list", { offers: {} }, ["/offers"]],
    ["offers of which two are none", { offers: [5, { id: "x" }, 6] }, ["/offers/0", "/offers/2"]],
    [
      "offers for causes that are none, or unknown",
      {
        offers: [
          { id: "x", causes: 5 },
          { id: "y", causes: [5, "rain"] },
          { id: "z", cost: 5 },
        ],
      },
      ["/offers/0/causes", "/offers/1/causes/0", "/offers/1/causes/1", "/offers/2/cost"],
    ],
  ])("an unsound part hides nothing, and makes nothing else wrong: %s", (_, change, paths) => {
    const parsed = parseChurnPolicy({ ...churn, ...change });
    expect(parsed.ok ? [] : parsed.error.map(({ path }) => path).sort()).toEqual(paths);
  });

  test("what is worth knowing", () => {
    const { findings } = reviewChurnPolicy({
      ...churn,
      causes: [...churn.causes, { id: "rain", evidence: [], responseOdds: "0" }],
      offers: [churn.offers[1], churn.offers[0]],
    });
    expect(findings.map(({ code, path }) => [code, path])).toEqual([
      ["cause-without-offer", "/causes/1"],
      ["cause-without-evidence", "/causes/2/evidence"],
      ["cause-without-offer", "/causes/2"],
      ["offer-never-first", "/offers/1"],
    ]);
  });

  test("what findings name", () => {
    const { findings } = reviewChurnPolicy({
      ...churn,
      causes: [...churn.causes, { id: "rain", evidence: [], responseOdds: "0" }],
      offers: [{ id: "all" }, { id: "some", causes: ["price"] }],
    });
    expect(findings.map(({ code, params }) => [code, params])).toEqual([
      ["cause-without-evidence", { cause: "rain" }],
      ["offer-never-first", { offer: "some", first: "all" }],
    ]);
    const without = reviewChurnPolicy({ ...churn, offers: [churn.offers[0]] });
    expect(without.findings.map(({ code, params }) => [code, params])).toEqual([
      ["cause-without-offer", { cause: "price" }],
    ]);
  });

  const both = ["service", "price"];
  test.each<[string, object, object, boolean]>([
    ["one for any cause before one for some", {}, { causes: both }, true],
    ["one for any cause before another", {}, {}, true],
    ["one for all causes before one for any: those not known are left", { causes: both }, {}, false],
    ["one for a cause before one for it and another", { causes: ["service"] }, { causes: both }, false],
    ["one for both before one for the second", { causes: both }, { causes: ["price"] }, true],
    ["one for a higher value", { minValue: "10" }, { minValue: "9.99" }, false],
    ["one for as high a value", { minValue: "10" }, { minValue: "10.0" }, true],
    ["one for a value before one for any", { minValue: "0.01" }, {}, false],
    ["one for any value before one for a value", {}, { minValue: "0.01" }, true],
  ])("an offer never comes first behind %s", (_, first, second, isNever) => {
    const { findings } = reviewChurnPolicy({
      ...churn,
      offers: [
        { id: "a", ...first },
        { id: "b", ...second },
      ],
    });
    expect(findings.filter(({ code }) => code === "offer-never-first").map(({ path }) => path)).toEqual(
      isNever ? ["/offers/1"] : [],
    );
  });

  test("the preset is sound, and comes back from storage", () => {
    expect(reviewChurnPolicy(churnPresets.fiveCauses)).toMatchObject({ issues: [], findings: [] });
    expect(orThrow(restoreChurnPolicy(JSON.parse(JSON.stringify(storePolicy(preset)))))).toEqual(preset);
    expect(restoreChurnPolicy({ ...storePolicy(preset), fingerprint: "0" }).ok).toBe(false);
  });
  test("one that was restored answers as the one that was stored", () => {
    const facts = { churnedAt: "2026-06-01T00:00:00Z", signals: [{ signal: "complaint", at: "2026-05-01T00:00:00Z" }] };
    const options = { asOf: "2026-06-02T00:00:00Z" };
    const restored = orThrow(restoreChurnPolicy(storePolicy(defineChurnPolicy(churnPresets.fiveCauses))));
    const answer = orThrow(attributeChurn(facts, restored, options));
    expect([answer.cause, answer.policy]).toEqual(["service", { id: "churn-five-causes", version: 1 }]);
  });
});
