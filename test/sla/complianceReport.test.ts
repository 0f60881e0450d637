import { defineCalendar } from "clientele/calendar";
import { orThrow } from "clientele/core";
import type { Case, CaseEvent } from "clientele/customer";
import {
  complianceReport,
  type ComplianceState,
  defineSlaPolicy,
  evaluateSla,
  type SlaCycle,
  slaPresets,
  startComplianceReport,
} from "clientele/sla";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { quantile } from "../../src/numeric/index.ts";
import { aCase, aLaterMoment, event, everything, office, someBusyCase } from "../support/sla.ts";

const HOUR = 3_600_000;
const at = (hours: number): string => new Date(Date.parse("2026-03-02T10:00:00+08:00") + hours * HOUR).toISOString();
const policy = defineSlaPolicy({ ...slaPresets.majorAndOrdinary, responsibleDepartment: "service" });
const answered = (id: string, hours: number, change: Partial<Case> = {}): Case =>
  aCase({ id, severity: "major", events: [event("reply", at(hours))], ...change });
const cases = [
  answered("met", 1),
  answered("late", 3),
  answered("later", 5, { severity: "ordinary", tier: "gold" }),
  aCase({ id: "running", severity: "ordinary" }),
  aCase({ id: "overdue", severity: "major" }),
  aCase({ id: "cancelled", severity: "ordinary", events: [event("cancelled", at(1))] }),
  aCase({ id: "none", severity: "wish" }),
  answered("excused", 4, {
    events: [event("reply", at(4)), event("excused", at(5), { metric: "firstResponse", excuse: "flood" })],
  }),
];

describe("examples", () => {
  test("a whole report", () => {
    const { rows, total, ...rest } = complianceReport(cases, policy, { asOf: at(6), percentiles: [50] });
    expect(rest).toEqual({
      asOf: at(6),
      policy: { id: "major-and-ordinary", version: 1 },
      by: ["metric"],
      findings: { total: 0, byCode: {}, rows: [] },
    });
    const counted = {
      met: 2,
      breached: 2,
      excused: 1,
      running: 1,
      cancelled: 1,
      noPromise: 1,
      rate: 0.5,
      elapsedMs: { 50: 3 * HOUR },
      overrunMs: { 50: 2.5 * HOUR },
    };
    expect(rows).toMatchObject([{ key: { metric: "firstResponse" }, ...counted }]);
    expect(total).toMatchObject({ key: {}, ...counted });
  });

  // Wilson's interval, by hand: for 2 of 4 at 95 percent, z = 1.959964
  test("the interval of a rate", () => {
    const { total } = complianceReport(cases, policy, { asOf: at(6) });
    expect(total.interval?.low).toBeCloseTo(0.150036, 5);
    expect(total.interval?.high).toBeCloseTo(0.849964, 5);
    const sure = complianceReport([answered("a", 1)], policy, { asOf: at(6) }).total;
    expect([sure.rate, sure.interval?.high]).toEqual([1, 1]);
    const none = complianceReport([], policy, { asOf: at(6) }).total;
    expect([none.rate, none.interval, none.elapsedMs, none.overrunMs]).toEqual([null, null, null, null]);
  });

  test("by tier, severity, department and period", () => {
    const options = {
      asOf: at(6),
      by: ["tier", "severity", "department", "period"],
      timeZone: "Asia/Shanghai",
    } as const;
    const early = answered("early", 1, { openedAt: "2026-02-28T16:00:00Z" });
    const { rows } = complianceReport([...cases, early], policy, options);
    expect(rows.map(({ key, met, breached }) => [...Object.values(key), met, breached])).toEqual([
      ["gold", "ordinary", "service", "2026-03", 1, 0],
      [null, "major", "service", "2026-03", 1, 3],
      [null, "ordinary", "service", "2026-03", 0, 0],
      [null, "wish", "service", "2026-03", 0, 0],
    ]);
  });
});

describe("examples: what a clock counts for", () => {
  const tiers = ["diamond", "gold"] as const;
  const target = { metric: "firstResponse", hours: "24x7" } as const;
  const upgraded = aCase({
    tier: "gold",
    events: [
      event("reply", at(1)),
      event("tier-changed", at(2), { tier: "diamond" }),
      event("severity-changed", at(2), { severity: "major" }),
    ],
  });
  const keys = (onChange: "keepElapsed" | "freeze", subject: Case) =>
    complianceReport(
      [subject],
      defineSlaPolicy({ id: "p", version: 1, tiers, onChange, targets: [{ ...target, within: "PT2H" }] }),
      { asOf: at(9), by: ["tier", "severity"] },
    ).rows.map(({ key }) => [key.tier, key.severity]);

  test("a clock that had stopped counts for the tier and severity it was run for", () => {
    expect(keys("keepElapsed", upgraded)).toEqual([["gold", "question"]]);
  });

  test("one that runs counts for those it follows", () => {
    const { events } = upgraded;
    expect(keys("keepElapsed", { ...upgraded, events: events.slice(1) })).toEqual([["diamond", "major"]]);
    expect(keys("freeze", { ...upgraded, events: events.slice(1) })).toEqual([["gold", "question"]]);
  });

  test("departments: of the target, of the policy, of the case", () => {
    const departments = (change: object, of: object = {}) =>
      complianceReport(
        [answered("a", 1, { department: "desk" })],
        defineSlaPolicy({ id: "p", version: 1, ...of, targets: [{ ...target, within: "PT2H", ...change }] }),
        { asOf: at(9), by: ["department"] },
      ).rows.map(({ key }) => key.department);
    const policyNames = { responsibleDepartment: "service" };
    expect(departments({ responsibleDepartment: "quality" }, policyNames)).toEqual(["quality"]);
    expect(departments({}, policyNames)).toEqual(["service"]);
    expect(departments({})).toEqual(["desk"]);
    expect(departments({}, { ...policyNames, effectiveTo: at(-1) })).toEqual(["desk"]);
  });
});

describe("refusals", () => {
  test("cases that cannot be judged are told", () => {
    const { findings, total } = complianceReport([aCase({ openedAt: "?" }), answered("a", 1)], policy, { asOf: at(6) });
    expect([findings.byCode, findings.rows[0]?.path, total.met]).toEqual([{ "invalid-fact": 1 }, "/openedAt", 1]);
  });

  test("rows that say two things at once, or are never due, are told by their place, in parts too", () => {
    const twice = aCase({ events: [event("note", at(1), { id: "e" }), event("reply", at(1), { id: "e" })] });
    const bad = [...Array.from({ length: 260 }, () => aCase({ openedAt: "?" })), twice, answered("a", 1), twice];
    const whole = complianceReport(bad, policy, { asOf: at(6) });
    expect(whole.findings.byCode).toEqual({ "invalid-fact": 260, "conflicting-events": 2 });
    const [merged, part] = [
      startComplianceReport(policy, { asOf: at(6) }),
      startComplianceReport(policy, { asOf: at(6) }),
    ];
    merged.add(bad.slice(0, 3));
    part.add(bad.slice(3));
    expect(merged.merge(part.state())).toEqual({ ok: true, value: undefined });
    const { total, byCode } = merged.finish().findings;
    expect([total, byCode]).toEqual([262, { "invalid-fact": 260, "conflicting-events": 2 }]);
    expect(merged.finish().total).toEqual(whole.total);
    const few = complianceReport([answered("b", 1), twice], policy, { asOf: at(6) }).findings;
    expect(few.rows).toEqual([
      { index: 1, code: "conflicting-events", path: "", params: { caseId: "k1", eventId: "e" } },
    ]);
    const ended = defineCalendar({
      id: "office",
      timeZone: "UTC",
      weekly: {},
      dateHours: { "2026-03-02": [{ from: "00:00", to: "03:00" }] },
    });
    const never = complianceReport([aCase()], everything, { asOf: at(1), calendars: [ended] });
    expect([never.rows, never.findings.byCode]).toEqual([[], { "no-open-time-found": 1 }]);
  });

  test("the median, and the ninetieth and ninety-fifth percentiles, where none are asked for", () => {
    const { total } = complianceReport([answered("a", 0.5), answered("b", 1.5)], policy, { asOf: at(6) });
    expect(total.elapsedMs).toEqual({ 50: HOUR, 90: 1.4 * HOUR, 95: 1.45 * HOUR });
    expect(total.overrunMs).toBeNull();
  });

  test("a state whole, in a zone", () => {
    const options = { asOf: at(6), by: ["period", "metric"], timeZone: "Asia/Shanghai" } as const;
    const report = startComplianceReport(policy, options);
    report.add([answered("a", 1), answered("b", 3), answered("c", 3), aCase({ id: "w", severity: "wish" })]);
    expect(report.state()).toEqual({
      format: "sla-compliance/1",
      asOf: at(6),
      policy: { id: "major-and-ordinary", version: 1 },
      by: ["period", "metric"],
      timeZone: "Asia/Shanghai",
      rows: [
        {
          key: ["2026-03", "firstResponse"],
          counts: [1, 2, 0, 0, 0, 1],
          elapsedMs: { values: [HOUR, 3 * HOUR], times: [1, 2] },
          overrunMs: { values: [HOUR], times: [2] },
        },
      ],
      findings: { total: 0, byCode: {}, rows: [] },
    });
    expect(report.finish()).not.toHaveProperty("timeZone");
    expect(report.finish().total.key).toEqual({});
    expect(startComplianceReport(policy, { asOf: at(6) }).state().timeZone).toBeNull();
  });

  test("paused clocks are running ones; cancelled ones and those without an end have no length", () => {
    const work = defineSlaPolicy({
      id: "p",
      version: 1,
      targets: [{ metric: "agentWork", within: "PT4H", hours: "24x7" }],
    });
    const of = (...events: readonly CaseEvent[]) => aCase({ events });
    const excuse = event("excused", at(5), { metric: "agentWork" });
    const { total } = complianceReport(
      [
        of(event("paused", at(1))),
        of(event("cancelled", at(2))),
        of(event("resolved", at(3)), excuse),
        of(event("resolved", at(5)), excuse),
        of(event("resolved", at(4)), event("breached", at(4), { metric: "agentWork" })),
        of(),
      ],
      work,
      { asOf: at(6), percentiles: [0, 100] },
    );
    expect(total).toMatchObject({
      met: 1,
      breached: 2,
      excused: 1,
      running: 1,
      cancelled: 1,
      elapsedMs: { 0: 3 * HOUR, 100: 4 * HOUR },
      overrunMs: { 0: 2 * HOUR, 100: 2 * HOUR },
    });
  });

  test.each<[string, object, string]>([
    [
      "an unknown dimension",
      { by: ["owner"] },
      "by: expected each once of metric, tier, severity, department, period, received",
    ],
    ["periods without a zone", { by: ["period"] }, "timeZone: expected a zone, for periods, received"],
    ["a level of zero", { level: 0 }, "level: expected a number between 0 and 1, received 0"],
    ["a level beyond one", { level: 2 }, "level: expected a number between 0 and 1, received 2"],
    ["a percentile below none", { percentiles: [-1] }, "percentiles: expected numbers from 0 to 100, received -1"],
  ])("%s is said", (_, options, message) => {
    expect(() => complianceReport([], policy, { asOf: at(6), ...options })).toThrow(message);
  });

  test.each([
    ["an unknown dimension", { by: ["owner" as "tier"] }],
    ["a dimension twice", { by: ["tier", "tier"] as const }],
    ["periods without a zone", { by: ["period"] as const }],
    ["a level of one", { level: 1 }],
    ["a percentile beyond all", { percentiles: [101] }],
  ])("%s throws", (_, options) => {
    expect(() => complianceReport([], policy, { asOf: at(6), ...options })).toThrow(
      expect.objectContaining({ code: "invalid-option" }),
    );
  });

  test.each<[string, Partial<ComplianceState>]>([
    ["asOf", { asOf: "x" as ComplianceState["asOf"] }],
    ["policy", { policy: { id: "major-and-ordinary", version: 2 } }],
    ["by", { by: ["tier"] }],
    ["timeZone", { timeZone: "UTC" }],
    ["format", { format: "other" as "sla-compliance/1" }],
  ])("counts that differ in %s do not merge", (what, change) => {
    const report = startComplianceReport(policy, { asOf: at(6) });
    expect(report.merge({ ...report.state(), ...change })).toMatchObject({
      ok: false,
      error: { code: "compliance-mismatch", what },
    });
  });
});

describe("laws", () => {
  test("merge-blind: any partition of the cases gives the same report, through JSON too", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(someBusyCase, fc.nat({ max: 2 })), { maxLength: 12 }),
        aLaterMoment,
        (parts, asOf) => {
          const options = { asOf, calendars: [office], by: ["metric", "severity"] } as const;
          const whole = complianceReport(
            parts.map(([row]) => row),
            everything,
            options,
          );
          const merged = startComplianceReport(everything, options);
          for (const part of [0, 1, 2]) {
            const report = startComplianceReport(everything, options);
            report.add(parts.filter(([, of]) => of === part).map(([row]) => row));
            orThrow(merged.merge(JSON.parse(JSON.stringify(report.state())) as ComplianceState));
          }
          expect(merged.finish()).toEqual(whole);
        },
      ),
      { numRuns: 50 },
    );
  });

  test("it counts the clocks that evaluateSla tells of, and the percentiles are those of all their lengths", () => {
    const percentiles = [0, 10, 50, 99.5, 100];
    fc.assert(
      fc.property(fc.array(someBusyCase, { maxLength: 8 }), aLaterMoment, (rows, asOf) => {
        const context = { asOf, calendars: [office] };
        const report = complianceReport(rows, everything, { ...context, percentiles });
        for (const { key, ...told } of report.rows) {
          const clocks = rows.flatMap((row): readonly SlaCycle[] => {
            const status = orThrow(evaluateSla(row, everything, context)).metrics[key.metric as "agentWork"];
            return [...status.earlier, status].filter(({ startedAt }) => startedAt !== null);
          });
          const inState = (...states: readonly string[]) => clocks.filter(({ state }) => states.includes(state));
          expect(told).toMatchObject({
            met: inState("met").length,
            breached: inState("breached").length,
            running: inState("running", "paused").length,
            cancelled: inState("cancelled").length,
            noPromise: inState("noPromise").length,
          });
          const finished = inState("met", "breached").filter(({ stoppedAt }) => stoppedAt !== null);
          const lengths = finished.flatMap(({ elapsedMs }) => elapsedMs ?? []).sort((a, b) => a - b);
          const overruns = inState("breached").flatMap(({ remainingMs }) => Math.max(0, -(remainingMs ?? 0)) || []);
          for (const [sample, found] of [
            [lengths, told.elapsedMs],
            [overruns.sort((a, b) => a - b), told.overrunMs],
          ] as const) {
            if (sample.length === 0) expect(found).toBeNull();
            else {
              expect(found).toEqual(
                Object.fromEntries(percentiles.map((percent) => [percent, quantile(sample, percent / 100)])),
              );
            }
          }
        }
      }),
      { numRuns: 50 },
    );
  });

  test("of thousands of lengths too, many of them alike", () => {
    const hours = Array.from({ length: 5000 }, (_, i) => (i * 7919) % 23);
    const { total } = complianceReport(
      hours.map((spent, i) => answered(`k${i}`, spent / 10)),
      policy,
      { asOf: at(6), percentiles: [0, 33, 100] },
    );
    const sorted = hours.map((spent) => (spent * HOUR) / 10).sort((a, b) => a - b);
    expect(total.elapsedMs).toEqual({ 0: 0, 33: quantile(sorted, 0.33), 100: (22 * HOUR) / 10 });
    expect(total.met + total.breached).toBe(5000);
  });

  test("the rows add up to the whole, and the interval holds the rate", () => {
    fc.assert(
      fc.property(fc.array(someBusyCase, { maxLength: 8 }), aLaterMoment, (rows, asOf) => {
        const report = complianceReport(rows, everything, { asOf, calendars: [office] });
        for (const name of ["met", "breached", "excused", "running", "cancelled", "noPromise"] as const) {
          expect(report.rows.reduce((sum, row) => sum + row[name], 0)).toBe(report.total[name]);
        }
        for (const { rate, interval } of report.rows) {
          if (rate === null || interval === null) continue;
          expect(interval.low <= rate && rate <= interval.high && interval.low >= 0 && interval.high <= 1).toBe(true);
        }
      }),
      { numRuns: 50 },
    );
  });
});
