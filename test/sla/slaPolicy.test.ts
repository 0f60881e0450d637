import { orThrow, storePolicy } from "clientele/core";
import {
  checkSlaPolicy,
  defineSlaPolicy,
  parseSlaPolicy,
  restoreSlaPolicy,
  reviewSlaPolicy,
  slaPresets,
} from "clientele/sla";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { office, promises } from "../support/sla.ts";

const target = { severity: "major", metric: "firstResponse", within: "PT2H", hours: "24x7" } as const;
const policy = (...targets: readonly unknown[]) => ({ id: "p", version: 1, targets });
const issuesOf = (draft: unknown) => reviewSlaPolicy(draft).issues.map(({ code, path }) => [code, path]);

describe("examples", () => {
  test("a checked policy has every key", () => {
    expect(parseSlaPolicy(policy(target))).toEqual({
      ok: true,
      value: {
        id: "p",
        version: 1,
        labels: null,
        responsibleDepartment: null,
        contractTerm: null,
        targets: [{ ...target, labels: null }],
        meta: null,
      },
    });
  });

  test("severities may have any name", () => {
    const severities = ["constructor", "toString", "a/b", "~"];
    const targets = severities.flatMap((severity) => [
      { ...target, severity },
      { ...target, severity, metric: "firstResolution" },
    ]);
    expect(issuesOf(policy(...targets))).toEqual([]);
  });

  test("findings: severities without a promise, a resolution sooner than the response, calendars that are not there", () => {
    const findings = checkSlaPolicy(promises, { calendars: [] });
    expect(findings.map(({ code, severity, path, params }) => [code, severity, path, params])).toEqual([
      ["severity-without-promise", "warning", "/targets", { severity: "question", metric: "firstResolution" }],
      ["unknown-calendar", "error", "/targets/1/hours/business", { calendar: "office" }],
      ["unknown-calendar", "error", "/targets/2/hours/business", { calendar: "office" }],
    ]);
    expect(checkSlaPolicy(promises, { calendars: [office] })).toEqual(reviewSlaPolicy(promises).findings);

    const hasty = { ...target, metric: "firstResolution", within: "PT1H" };
    expect(reviewSlaPolicy(policy(target, hasty)).findings).toMatchObject([
      { code: "resolution-before-response", path: "/targets/1/within" },
    ]);
    expect(reviewSlaPolicy(policy(target, { ...hasty, hours: { business: "office" } })).findings).toEqual([]);
    expect(reviewSlaPolicy(policy(target, { ...hasty, within: "PT2H" })).findings).toEqual([]);
  });

  test("every preset is a policy with nothing to find", () => {
    for (const preset of Object.values(slaPresets)) {
      expect(checkSlaPolicy(defineSlaPolicy(preset), { calendars: [] })).toEqual([]);
    }
  });
});

describe("refusals", () => {
  test.each<[string, unknown, readonly (readonly [string, string])[]]>([
    ["no data", null, [["wrong-type", ""]]],
    ["no promises", policy(), [["too-few", "/targets"]]],
    ["a field not honoured", { ...policy(target), onChange: "freeze" }, [["unknown-key", "/onChange"]]],
    ["a condition not honoured", policy({ ...target, tier: "gold" }), [["unknown-key", "/targets/0/tier"]]],
    ["an unknown metric", policy({ ...target, metric: "nextResponse" }), [["not-one-of", "/targets/0/metric"]]],
    ["days of working time", policy({ ...target, within: "P1D" }), [["malformed", "/targets/0/within"]]],
    ["no time at all", policy({ ...target, within: "PT0S" }), [["target-not-positive", "/targets/0/within"]]],
    ["unknown hours", policy({ ...target, hours: "always" }), [["no-form-fits", "/targets/0/hours"]]],
    ["a version of zero", { ...policy(target), version: 0 }, [["below-minimum", "/version"]]],
    ["a target twice", policy(target, { ...target, within: "PT4H" }), [["duplicate-target", "/targets/1"]]],
    [
      "every issue at once",
      { id: 7, version: "1", targets: [target, { ...target, within: 2 }, { ...target, within: "PT0H" }, 9] },
      [
        ["wrong-type", "/id"],
        ["wrong-type", "/version"],
        ["wrong-type", "/targets/1/within"],
        ["wrong-type", "/targets/3"],
        ["duplicate-target", "/targets/1"],
        ["target-not-positive", "/targets/2/within"],
        ["duplicate-target", "/targets/2"],
      ],
    ],
  ])("%s", (_, draft, issues) => {
    expect(issuesOf(draft)).toEqual(issues);
  });

  test("an issue whole", () => {
    expect(reviewSlaPolicy(policy(target, target)).issues).toEqual([
      {
        code: "duplicate-target",
        severity: "error",
        path: "/targets/1",
        keys: ["targets", 1],
        params: { severity: "major", metric: "firstResponse", first: "/targets/0" },
      },
    ]);
  });

  test("a policy that went through no door cannot be checked", () => {
    expect(() => checkSlaPolicy({ ...promises } as typeof promises, { calendars: [] })).toThrow(
      expect.objectContaining({ code: "policy-not-checked" }),
    );
  });
});

describe("laws", () => {
  test("storage and back", () => {
    const restored = orThrow(restoreSlaPolicy(JSON.parse(JSON.stringify(storePolicy(promises)))));
    expect(restored).toEqual(promises);
    expect(orThrow(parseSlaPolicy(restored))).toEqual(promises);
    expect(restoreSlaPolicy({ ...storePolicy(promises), fingerprint: "0" })).toEqual({
      ok: false,
      error: { code: "corrupt-policy", format: "sla-policy/1" },
    });
  });

  test("review never throws", () => {
    fc.assert(
      fc.property(fc.anything(), fc.anything(), fc.anything(), (severity, within, hours) => {
        const { policy: made, issues } = reviewSlaPolicy(policy({ ...target, severity, within, hours }));
        expect(made === null).toBe(issues.length > 0);
      }),
    );
  });
});
