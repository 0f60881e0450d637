import { calendarPresets, defineCalendar } from "clientele/calendar";
import { DomainError, orThrow, storePolicy } from "clientele/core";
import {
  checkSlaPolicy,
  evaluateSla,
  type MetricStatus,
  parseSlaPolicy,
  planEscalations,
  restoreSlaPolicy,
  reviewSlaPolicy,
  type SlaFinding,
  type SlaPolicy,
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
        kind: "sla",
        effectiveFrom: null,
        effectiveTo: null,
        responsibleDepartment: null,
        contractTerm: null,
        tiers: null,
        severities: null,
        conditions: [],
        metrics: {},
        targets: [{ ...target, tier: null, labels: null, responsibleDepartment: null, contractTerm: null }],
        onChange: "keepElapsed",
        escalations: [],
        routing: null,
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

  test("calendars that are not there", () => {
    const findings = checkSlaPolicy(promises, { calendars: [] });
    expect(findings.map(({ code, severity, path, params }) => [code, severity, path, params])).toEqual([
      [
        "severity-without-promise",
        "warning",
        "/targets",
        { tier: "*", severity: "question", metric: "firstResolution" },
      ],
      [
        "unknown-calendar",
        "error",
        "/targets/1/hours/business",
        { calendar: "office", tier: "*", severity: "question" },
      ],
      ["unknown-calendar", "error", "/targets/2/hours/business", { calendar: "office", tier: "*", severity: "major" }],
    ]);
    expect(checkSlaPolicy(promises, { calendars: [office] }).map(({ code, path }) => [code, path])).toEqual(
      reviewSlaPolicy(promises).findings.map(({ code, path }) => [code, path]),
    );
  });

  test("every preset is a policy with nothing to find", () => {
    for (const preset of Object.values(slaPresets)) {
      const calendars = [defineCalendar(calendarPresets.china2026)];
      expect(checkSlaPolicy(orThrow(parseSlaPolicy(preset)), { calendars })).toEqual([]);
    }
  });
});

describe("refusals", () => {
  test.each<[string, unknown, readonly (readonly [string, string])[]]>([
    ["no data", null, [["wrong-type", ""]]],
    ["no promises", policy(), [["too-few", "/targets"]]],
    ["a field not honoured", { ...policy(target), onHold: "freeze" }, [["unknown-key", "/onHold"]]],
    ["an unknown way to change", { ...policy(target), onChange: "restart" }, [["not-one-of", "/onChange"]]],
    ["an unknown metric", policy({ ...target, metric: "constructor" }), [["undefined-metric", "/targets/0/metric"]]],
    [
      "a metric that nobody defined, in an escalation",
      { ...policy(target), escalations: [{ id: "e", metric: "m", when: { atPercent: 5 }, level: 1, notify: [] }] },
      [["undefined-metric", "/escalations/0/metric"]],
    ],
    [
      "an unknown tier",
      { ...policy({ ...target, tier: "golden" }), tiers: ["gold"] },
      [["unknown-tier", "/targets/0/tier"]],
    ],
    [
      "unknown severities",
      {
        ...policy(target),
        severities: ["minor"],
        routing: { automaticSubjects: ["x"], personForSeverities: ["major"] },
      },
      [
        ["unknown-severity", "/targets/0/severity"],
        ["unknown-severity", "/routing/personForSeverities/0"],
      ],
    ],
    ["a tier twice", { ...policy(target), tiers: ["gold", "gold"] }, [["duplicate-name", "/tiers/1"]]],
    [
      "an end that is no later than the beginning",
      { ...policy(target), effectiveFrom: "2026-01-01T00:00:00Z", effectiveTo: "2026-01-01T08:00:00+08:00" },
      [["never-in-force", "/effectiveTo"]],
    ],
    ["months of working time", policy({ ...target, within: "P1M" }), [["malformed", "/targets/0/within"]]],
    [
      "an escalation of a day before",
      { ...policy(target), escalations: [{ id: "e", when: { beforeDue: "P1D" }, level: 1, notify: [] }] },
      [["malformed", "/escalations/0/when/beforeDue"]],
    ],
    ["100,000 targets", policy(...Array.from({ length: 100_000 }, () => target)), [["too-large", "/targets/39999"]]],
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
        params: { severity: "major", tier: "*", metric: "firstResponse", first: "/targets/0" },
      },
    ]);
  });

  test("a policy that went through no door cannot be checked", () => {
    expect(() => checkSlaPolicy({ ...promises } as typeof promises, { calendars: [] })).toThrow(
      expect.objectContaining({ code: "policy-not-checked" }),
    );
  });
});

describe("every finding, with a faulty and a sound policy, and cases that show it", () => {
  const t = (change: object) => ({ ...target, ...change });
  const calendars = [office];
  const statusesOf = (made: SlaPolicy, { examples, asOf }: SlaFinding) =>
    examples.map((example) => orThrow(evaluateSla(example, made, { asOf, calendars })).metrics);
  type Shows = (made: SlaPolicy, finding: SlaFinding) => boolean;
  const due = (status: MetricStatus | undefined) => status?.targetMs ?? NaN;

  test.each<[string, object, object, Shows]>([
    [
      "severity-without-promise",
      policy(t({}), t({ metric: "firstResolution" }), t({ severity: "minor" })),
      policy(t({}), t({ severity: "minor" })),
      (made, finding) => statusesOf(made, finding)[0]?.["firstResolution"]?.state === "noPromise",
    ],
    [
      "resolution-before-response",
      policy(t({}), t({ metric: "firstResolution", within: "PT1H" })),
      policy(t({}), t({ metric: "firstResolution", within: "PT2H" })),
      (made, finding) => {
        const [status] = statusesOf(made, finding);
        return due(status?.["firstResolution"]) < due(status?.["firstResponse"]);
      },
    ],
    [
      "next-response-before-first",
      policy(t({}), t({ metric: "nextResponse", within: "PT1H" })),
      policy(t({}), t({ metric: "nextResponse", within: "PT1H", hours: { business: "office" } })),
      (made, finding) => {
        const [status] = statusesOf(made, finding);
        return due(status?.["nextResponse"]) < due(status?.["firstResponse"]);
      },
    ],
    [
      "stricter-tier-looser-promise",
      { ...policy(t({ tier: "diamond", within: "PT3H" }), t({ tier: "gold" })), tiers: ["diamond", "gold"] },
      { ...policy(t({ tier: "diamond" }), t({ tier: "gold" })), tiers: ["diamond", "gold"] },
      (made, finding) => {
        const [higher, lower] = statusesOf(made, finding);
        return due(higher?.["firstResponse"]) > due(lower?.["firstResponse"]);
      },
    ],
    [
      "target-unreachable",
      policy(t({}), t({ tier: "gold", within: "PT4H" })),
      policy(t({}), t({ tier: "gold", within: "PT1H" })),
      (made, finding) => statusesOf(made, finding)[0]?.["firstResponse"]?.target !== finding.path,
    ],
    [
      "target-after-escalation",
      { ...policy(t({})), escalations: [{ id: "e", when: { afterStart: "PT1H" }, level: 1, notify: ["a"] }] },
      { ...policy(t({})), escalations: [{ id: "e", when: { afterStart: "PT2H" }, level: 1, notify: ["a"] }] },
      (made, { examples, asOf }) =>
        examples.every((example) => {
          const [first] = orThrow(planEscalations(example, made, { asOf: example.openedAt, calendars }));
          const status = orThrow(evaluateSla(example, made, { asOf, calendars })).metrics["firstResponse"];
          return (first?.at ?? "") < (status?.dueAt ?? "") || first === undefined;
        }),
    ],
    [
      "escalation-at-once",
      { ...policy(t({})), escalations: [{ id: "e", when: { beforeDue: "PT2H" }, level: 1, notify: ["a"] }] },
      { ...policy(t({})), escalations: [{ id: "e", when: { beforeDue: "PT1H" }, level: 1, notify: ["a"] }] },
      (made, { examples, asOf }) =>
        examples.every((example) => {
          const waiting = { ...example, events: [] };
          const [first] = orThrow(planEscalations(waiting, made, { asOf, calendars }));
          return first?.at === example.openedAt;
        }),
    ],
    [
      "unknown-calendar",
      policy(t({ hours: { business: "elsewhere" } })),
      policy(t({ hours: { business: "office" } })),
      (made, { examples, asOf }) =>
        examples.every((example) => {
          try {
            evaluateSla(example, made, { asOf, calendars });
            return false;
          } catch (error) {
            return error instanceof DomainError && error.code === "unknown-calendar";
          }
        }),
    ],
  ])("%s", (code, faulty, sound, shows) => {
    const found = (draft: object) =>
      checkSlaPolicy(orThrow(parseSlaPolicy(draft)), { calendars }).filter((finding) => finding.code === code);
    const [finding] = found(faulty);
    expect(finding?.examples.length).toBeGreaterThan(0);
    expect(finding !== undefined && shows(orThrow(parseSlaPolicy(faulty)), finding)).toBe(true);
    expect(found(sound)).toEqual([]);
  });

  test("examples fit the conditions, and a policy of its time", () => {
    const made = orThrow(
      parseSlaPolicy({
        ...policy(t({}), t({ metric: "firstResolution", within: "PT1H" })),
        conditions: [{ field: "channel", in: ["email"] }],
        effectiveFrom: "2030-01-01T00:00:00Z",
      }),
    );
    const [finding] = checkSlaPolicy(made, { calendars: [] });
    expect(finding?.examples[0]).toMatchObject({ channel: "email", openedAt: "2030-01-01T00:00:00.000Z" });
    expect(finding && statusesOf(made, finding)[0]?.["firstResolution"]?.targetMs).toBe(3_600_000);
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
