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

  test.each<[string, object, readonly unknown[]]>([
    [
      "escalations of one name",
      { escalations: ["e", "f", "e"].map((id) => ({ id, when: { atPercent: 5 }, level: 1, notify: [] })) },
      [["duplicate-name", "/escalations/2/id", { name: "e", first: "/escalations/0" }]],
    ],
    [
      "conditions of one field",
      { conditions: ["channel", "subject", "channel"].map((field) => ({ field, in: ["x"] })) },
      [["duplicate-name", "/conditions/2/field", { name: "channel", first: "/conditions/0" }]],
    ],
    [
      "severities of one name",
      { severities: ["major", "minor", "minor"] },
      [["duplicate-name", "/severities/2", { name: "minor", first: "/severities/1" }]],
    ],
    [
      "a metric of nobody",
      { escalations: [{ id: "e", metric: "m", when: { atPercent: 5 }, level: 1, notify: [] }] },
      [["undefined-metric", "/escalations/0/metric", { metric: "m" }]],
    ],
    [
      "an unknown severity to route by",
      { severities: ["major"], routing: { automaticSubjects: ["x"], personForSeverities: ["major", "minor"] } },
      [["unknown-severity", "/routing/personForSeverities/1", { severity: "minor" }]],
    ],
    ["any severity to route by", { routing: { automaticSubjects: ["x"], personForSeverities: ["minor"] } }, []],
    ["a beginning alone", { effectiveFrom: "2026-01-01T00:00:00Z" }, []],
    ["an end alone", { effectiveTo: "2026-01-01T00:00:00Z" }, []],
    [
      "one target for all, twice, in hours of one name; others in other hours",
      {
        targets: ["a", "b", "a", null, null].map((business) => ({
          metric: "firstResponse",
          within: "PT2H",
          hours: business === null ? "24x7" : { business },
        })),
      },
      [
        ["duplicate-target", "/targets/2", { severity: "*", tier: "*", metric: "firstResponse", first: "/targets/0" }],
        ["duplicate-target", "/targets/4", { severity: "*", tier: "*", metric: "firstResponse", first: "/targets/3" }],
      ],
    ],
  ])("issues with what they are about: %s", (_, change, issues) => {
    const told = reviewSlaPolicy({ ...policy(target), ...change }).issues;
    expect(told.map(({ code, path, params }) => [code, path, params])).toEqual(issues);
  });

  test.each<[string, object, readonly string[]]>([
    ["a tier that is none", { targets: [target, { ...target, tier: 5 }] }, ["/targets/1/tier"]],
    ["a severity that is none", { targets: [target, { ...target, severity: 5 }] }, ["/targets/1/severity"]],
    [
      "a severity that is none, beside a target for all",
      {
        targets: [
          { ...target, severity: null },
          { ...target, severity: 5 },
        ],
      },
      ["/targets/1/severity"],
    ],
    ["lists that are none", { escalations: 5, conditions: 5, metrics: 5 }, ["/conditions", "/metrics", "/escalations"]],
    [
      "items that are none",
      { escalations: [5, 5], conditions: [5, 5] },
      ["/conditions/0", "/conditions/1", "/escalations/0", "/escalations/1"],
    ],
    [
      "names that are none",
      { severities: ["minor", 5, 5], routing: { automaticSubjects: ["x"], personForSeverities: [5, "x"] } },
      ["/severities/1", "/severities/2", "/routing/personForSeverities/0"],
    ],
    [
      "a routing without its severities",
      { severities: ["major"], routing: { automaticSubjects: ["x"], personForSeverities: 5 } },
      ["/routing/personForSeverities"],
    ],
    [
      "names and fields of the wrong type, twice",
      {
        escalations: [5, 6].map((id) => ({ id, when: { atPercent: 5 }, level: 1, notify: [] })),
        conditions: [5, 6].map((field) => ({ field, in: ["x"] })),
      },
      ["/conditions/0/field", "/conditions/1/field", "/escalations/0/id", "/escalations/1/id"],
    ],
    [
      "a target without its parts",
      {
        targets: [
          { ...target, metric: 5 },
          { ...target, metric: 5 },
          { ...target, within: 5 },
        ],
      },
      ["/targets/0/metric", "/targets/1/metric", "/targets/2/within"],
    ],
  ])("what cannot be read hides nothing else, and nothing more is said of it: %s", (_, change, paths) => {
    expect(issuesOf({ ...policy(target), ...change }).map(([, path]) => path)).toEqual(paths);
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

describe("findings with what they are about", () => {
  const HOUR = 3_600_000;
  const t = (change: object = {}) => ({ ...target, ...change });
  const time = (hours: number) => ({ kind: "duration", ms: hours * HOUR });
  const metric = "firstResponse";
  const resolution = "firstResolution";
  const escalation = (when: object, change: object = {}) => ({
    escalations: [{ id: "e", when, level: 1, notify: [], ...change }],
  });
  const office_ = { hours: { business: "office" } };

  test.each<[string, object, readonly unknown[]]>([
    [
      "a resolution before the response",
      policy(t(), t({ metric: resolution, within: "PT1H" })),
      [
        [
          "resolution-before-response",
          "/targets/1/within",
          { tier: "*", severity: "major", observed: time(1), required: time(2) },
        ],
      ],
    ],
    [
      "a tier that is promised less than the one below it",
      { ...policy(t({ tier: "diamond", within: "PT3H" }), t({ tier: "gold" })), tiers: ["diamond", "gold"] },
      [
        [
          "stricter-tier-looser-promise",
          "/targets/0/within",
          { severity: "major", metric, tier: "diamond", lower: "gold", observed: time(3), required: time(2) },
        ],
      ],
    ],
    [
      "a target that another one is always stricter than",
      policy(t(), t({ tier: "gold", within: "PT4H" })),
      [["target-unreachable", "/targets/1", { tier: "gold", severity: "major", metric, by: "/targets/0" }]],
    ],
    [
      "of two that are alike the later one",
      policy(t(), t({ tier: "gold" })),
      [["target-unreachable", "/targets/1", { tier: "gold", severity: "major", metric, by: "/targets/0" }]],
    ],
    ["the earlier one of two that are alike", policy(t({ tier: "gold" }), t()), []],
    ["hours of another name", policy(t(), t({ tier: "gold", within: "PT4H", ...office_ })), []],
    [
      "an escalation before the target, for all severities",
      { ...policy({ ...target, severity: null }), ...escalation({ afterStart: "PT1H" }) },
      [
        [
          "target-after-escalation",
          "/targets/0/within",
          { tier: "*", severity: "*", metric, escalation: "e", observed: time(2), required: time(1) },
        ],
      ],
    ],
    [
      "an escalation at once",
      { ...policy(t()), ...escalation({ beforeDue: "PT2H" }) },
      [
        [
          "escalation-at-once",
          "/targets/0/within",
          { tier: "*", severity: "major", metric, escalation: "e", observed: time(2), required: time(2) },
        ],
      ],
    ],
    [
      "an escalation of another metric",
      { ...policy(t()), ...escalation({ afterStart: "PT1H" }, { metric: "agentWork" }) },
      [],
    ],
    [
      "an escalation of that metric",
      { ...policy(t()), ...escalation({ afterStart: "PT1H" }, { metric }) },
      [
        [
          "target-after-escalation",
          "/targets/0/within",
          { tier: "*", severity: "major", metric, escalation: "e", observed: time(2), required: time(1) },
        ],
      ],
    ],
    ["one of the same", { ...policy(t()), ...escalation({ afterStart: "PT2H" }, { metric }) }, []],
    [
      "a tier alone, where all tiers count",
      policy(t({ tier: "gold" })),
      [["severity-without-promise", "/targets", { tier: "*", severity: "major", metric }]],
    ],
    ["a tier alone, where it is the only one", { ...policy(t({ tier: "gold" })), tiers: ["gold"] }, []],
    [
      "the strictest of the promises is compared, whichever comes last",
      {
        ...policy(
          t({ tier: "gold", within: "PT1H" }),
          t({ within: "PT2H" }),
          t({ tier: "gold", metric: resolution, within: "PT1H30M" }),
        ),
        tiers: ["gold"],
      },
      [],
    ],
    [
      "or first",
      {
        ...policy(
          t({ tier: "gold", within: "PT4H" }),
          t({ within: "PT2H" }),
          t({ tier: "gold", metric: resolution, within: "PT3H" }),
        ),
        tiers: ["gold"],
      },
      [["target-unreachable", "/targets/0", { tier: "gold", severity: "major", metric, by: "/targets/1" }]],
    ],
    [
      "promises in several hours are not compared",
      {
        ...policy(
          t({ tier: "gold", within: "PT4H", ...office_ }),
          t({ within: "PT5H" }),
          t({ tier: "gold", metric: resolution, within: "PT3H", ...office_ }),
        ),
        tiers: ["gold"],
      },
      [],
    ],
  ])("%s", (_, draft, findings) => {
    const told = reviewSlaPolicy(draft);
    expect(told.issues).toEqual([]);
    expect(told.findings.map(({ code, path, params }) => [code, path, params])).toEqual(findings);
  });

  test("2500 pairs of tier and severity are looked at", () => {
    const names = (letter: string) => Array.from({ length: 60 }, (_, index) => `${letter}${index}`);
    const draft = { ...policy(t({ tier: "t0", severity: "s0" })), tiers: names("t"), severities: names("s") };
    expect(reviewSlaPolicy(draft).findings).toHaveLength(2499);
  });

  const found = (draft: object, calendars: readonly (typeof office)[] = []) =>
    checkSlaPolicy(orThrow(parseSlaPolicy(draft)), { calendars });
  const late = escalation({ afterStart: "PT1H" });
  const example = (openedAt: string, answeredAt: string, change: object) => ({
    id: "example-1",
    customerId: "example",
    openedAt,
    events: [
      { id: "response", at: openedAt, kind: "reply", by: "agent" },
      { id: "answer", at: answeredAt, kind: "reply", by: "customer" },
    ],
    ...change,
  });
  const [moment, after] = ["2026-03-02T02:00:00.000Z", "2026-03-02T02:00:00.001Z"] as const;

  test.each<[string, object, string, readonly object[]]>([
    [
      "of any severity and no tier",
      { ...policy({ ...target, severity: null }), ...late },
      after,
      [example(moment, after, { severity: "any", tier: null })],
    ],
    [
      "of the first severity and tier",
      { ...policy({ ...target, severity: null }), ...late, tiers: ["diamond", "gold"], severities: ["minor", "major"] },
      after,
      [example(moment, after, { severity: "minor", tier: "diamond" })],
    ],
    [
      "of those it names",
      { ...policy(t({ tier: "gold" })), ...late, tiers: ["gold"] },
      after,
      [example(moment, after, { severity: "major", tier: "gold" })],
    ],
    [
      "of both tiers",
      { ...policy(t({ tier: "diamond", within: "PT3H" }), t({ tier: "gold" })), tiers: ["diamond", "gold"] },
      after,
      [
        example(moment, after, { severity: "major", tier: "diamond" }),
        example(moment, after, { severity: "major", tier: "gold", id: "example-2" }),
      ],
    ],
    [
      "of the time when it was in force",
      { ...policy(t()), ...late, effectiveTo: moment },
      "2026-03-02T01:59:59.999Z",
      [example("2026-03-02T01:59:59.998Z", "2026-03-02T01:59:59.999Z", { severity: "major", tier: null })],
    ],
    [
      "of the usual time, when it is in force still",
      { ...policy(t()), ...late, effectiveTo: "2027-01-01T00:00:00Z" },
      after,
      [example(moment, after, { severity: "major", tier: null })],
    ],
  ])("whole examples: %s", (_, draft, asOf, examples) => {
    expect(found(draft).map((finding) => [finding.asOf, finding.examples])).toEqual([[asOf, examples]]);
  });

  test("a calendar that is not there, for all", () => {
    const [finding] = found(policy({ ...target, severity: null, ...office_ }));
    expect(finding).toMatchObject({
      code: "unknown-calendar",
      keys: ["targets", 0, "hours", "business"],
      params: { calendar: "office", tier: "*", severity: "*" },
    });
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
