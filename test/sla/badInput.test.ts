import { orThrow } from "clientele/core";
import type { Case, CaseEvent } from "clientele/customer";
import {
  checkSlaPolicy,
  defineSlaPolicy,
  evaluateSla,
  orderQueue,
  parseSlaPolicy,
  type SlaContext,
  slaPresets,
  startComplianceReport,
} from "clientele/sla";
import { describe, expect, test } from "vitest";
import { aCase, event, office, promises } from "../support/sla.ts";

const OPENED = Date.parse("2026-03-02T02:00:00Z");
const asOf = "2026-03-03T00:00:00Z";
const work = defineSlaPolicy({
  id: "work",
  version: 1,
  targets: [
    { severity: "major", metric: "agentWork", within: "PT2H", hours: "24x7" },
    { severity: "question", metric: "agentWork", within: "PT20H", hours: "24x7" },
    { metric: "periodicUpdate", within: "PT1H", hours: "24x7" },
  ],
});
const many = (count: number, of: (index: number) => Partial<CaseEvent> & Pick<CaseEvent, "kind">): Case =>
  aCase({
    events: Array.from({ length: count }, (_, index) => {
      const { kind, ...change } = of(index);
      return event(kind, new Date(OPENED + index * 100).toISOString(), { id: `e${index}`, ...change });
    }),
  });

describe("policies", () => {
  const [target] = slaPresets.majorAndOrdinary.targets;
  const issuesOf = (change: object, policy: object = {}) => {
    const parsed = parseSlaPolicy({
      ...slaPresets.majorAndOrdinary,
      ...policy,
      targets: [target, { ...target, severity: "ordinary", ...change }],
    });
    return parsed.ok ? [] : parsed.error.map(({ code, path }) => [code, path]);
  };

  test.each<[string, object, object, string, string]>([
    ["a target of zero", { within: "PT0S" }, {}, "target-not-positive", "/targets/1/within"],
    ["months in a target", { within: "P1M" }, {}, "malformed", "/targets/1/within"],
    ["days in a target", { within: "P1D" }, {}, "malformed", "/targets/1/within"],
    ["a target below zero", { within: "-PT1H" }, {}, "malformed", "/targets/1/within"],
    ["an unknown tier", { tier: "dimond" }, { tiers: ["diamond"] }, "unknown-tier", "/targets/1/tier"],
    ["an unknown severity", { severity: "mayor" }, {}, "unknown-severity", "/targets/1/severity"],
    ["an unknown metric", { metric: "firstAnswer" }, {}, "undefined-metric", "/targets/1/metric"],
  ])("%s", (_, change, policy, code, path) => {
    expect(issuesOf(change, policy)).toEqual([[code, path]]);
  });

  test("100,000 targets are refused, tens of thousands are not", () => {
    const targets = (count: number) =>
      Array.from({ length: count }, (_, index) => ({ ...target, tier: `t${index % 100}`, severity: `s${index}` }));
    const parsed = (count: number) => parseSlaPolicy({ id: "p", version: 1, targets: targets(count) });
    expect(parsed(100_000)).toMatchObject({ ok: false, error: [{ code: "too-large" }] });
    const policy = orThrow(parsed(12_000));
    const subject = aCase({ tier: "t7", severity: "s107" });
    expect(orThrow(evaluateSla(subject, policy, { asOf })).metrics["firstResponse"]?.target).toBe("/targets/107");
    expect(checkSlaPolicy(policy, { calendars: [] }).length).toBeGreaterThan(0);
  });

  test("thousands of targets and escalations are looked at as far as is stated", () => {
    const policy = orThrow(
      parseSlaPolicy({
        id: "p",
        version: 1,
        targets: Array.from({ length: 5000 }, (_, index) => ({ ...target, severity: `s${index}`, within: "PT9H" })),
        escalations: Array.from({ length: 5000 }, (_, index) => ({
          id: `e${index}`,
          when: { afterStart: "PT1H" },
          level: 1,
          notify: [],
        })),
      }),
    );
    const findings = checkSlaPolicy(policy, { calendars: [] });
    expect(findings.length).toBeGreaterThan(50_000);
    expect(findings.length).toBeLessThan(100_000);
  });
});

describe("logs", () => {
  test.each<[string, Case, Partial<Record<"agentWork" | "periodicUpdate", string>>]>([
    [
      "holds of as many names",
      many(20_000, (index) => ({ kind: "paused", hold: `h${index}` })),
      { agentWork: "paused", periodicUpdate: "notStarted" },
    ],
    [
      "pauses and changes",
      many(20_000, (index) => ({
        kind: (["paused", "resumed", "severity-changed"] as const)[index % 3] ?? "note",
        severity: index % 2 === 0 ? "major" : "question",
      })),
      { agentWork: "breached" },
    ],
    [
      "runs, each with a record",
      many(20_000, (index) => ({
        kind: index % 2 === 0 ? "reply" : "breached",
        metric: "periodicUpdate",
        startedAt: new Date(OPENED + (index - 1) * 100).toISOString(),
      })),
      { periodicUpdate: "breached" },
    ],
  ])("%s", (_, subject, states) => {
    const { metrics } = orThrow(evaluateSla(subject, work, { asOf }));
    expect(metrics).toMatchObject(
      Object.fromEntries(Object.entries(states).map(([metric, state]) => [metric, { state }])),
    );
  });

  test("two stops: the first one counts; a pause without end, a moment before the start", () => {
    const twice = aCase({ events: [event("resolved", "2026-03-02T03:00:00Z"), event("resolved", asOf)] });
    expect(orThrow(evaluateSla(twice, work, { asOf })).metrics.agentWork).toMatchObject({
      state: "met",
      stoppedAt: "2026-03-02T03:00:00.000Z",
    });
    const waiting = aCase({ events: [event("paused", "2026-03-02T03:00:00Z")] });
    expect(orThrow(evaluateSla(waiting, work, { asOf })).metrics.agentWork).toMatchObject({
      state: "paused",
      pauses: [{ from: "2026-03-02T03:00:00.000Z", to: null }],
    });
    expect(evaluateSla(aCase(), work, { asOf: "2026-03-01T00:00:00Z" })).toMatchObject({
      ok: false,
      error: { code: "case-not-open-yet" },
    });
  });
});

describe("options", () => {
  test.each<[string, unknown, string]>([
    ["none at all", undefined, "invalid-option"],
    ["null", null, "invalid-option"],
    ["no moment", {}, "invalid-instant"],
    ["calendars that are no list", { asOf, calendars: {} }, "invalid-option"],
    ["versions that are no list", { asOf, versions: work }, "invalid-option"],
    ["a calendar that went through no door", { asOf, calendars: [{ ...office }] }, "policy-not-checked"],
    ["a version that went through no door", { asOf, versions: [{ ...work }] }, "policy-not-checked"],
    ["a trace that is none", { asOf, calendars: [office], trace: "some" }, "invalid-option"],
  ])("%s", (_, context, code) => {
    expect(() => evaluateSla(aCase(), work, context as SlaContext)).toThrow(expect.objectContaining({ code }));
    if (code !== "invalid-option" || context !== undefined) return;
    expect(() => orderQueue([], work, context as never)).toThrow(expect.objectContaining({ code }));
    expect(() => startComplianceReport(work, context as never)).toThrow(expect.objectContaining({ code }));
  });

  test("an unknown calendar is named", () => {
    expect(() => evaluateSla(aCase(), promises, { asOf })).toThrow(
      expect.objectContaining({ code: "unknown-calendar", message: expect.stringContaining("office") as string }),
    );
  });
});
