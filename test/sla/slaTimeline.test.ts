import { defineCalendar } from "clientele/calendar";
import { orThrow } from "clientele/core";
import type { CaseEvent } from "clientele/customer";
import { defineSlaPolicy, slaTimeline } from "clientele/sla";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { aCase, aLaterMoment, event, everything, office, someBusyCase } from "../support/sla.ts";

const at = (hours: number): string =>
  new Date(Date.parse("2026-03-02T10:00:00+08:00") + hours * 3_600_000).toISOString();
const calendars = [office];

describe("examples", () => {
  test("a clock that ran, stood still, and ran beyond its target", () => {
    const events = [event("paused", at(1)), event("resumed", at(2)), event("resolved", at(13))];
    const {
      lanes,
      from,
      to,
      events: told,
    } = orThrow(slaTimeline(aCase({ events }), everything, { asOf: at(20), calendars }));
    const lane = lanes.find(({ metric }) => metric === "agentWork");
    expect([from, to, told.map(({ kind }) => kind)]).toEqual([at(0), at(20), ["paused", "resumed", "resolved"]]);
    expect(lane?.bars).toEqual([
      { from: at(0), to: at(1), kind: "running" },
      { from: at(1), to: at(2), kind: "paused" },
      { from: at(2), to: at(11), kind: "running" },
      { from: at(11), to: at(13), kind: "overdue" },
    ]);
    expect(lane?.marks.map(({ kind, at: when }) => [kind, when])).toEqual([
      ["started", at(0)],
      ["due", at(11)],
      ["breached", at(11)],
      ["stopped", at(13)],
    ]);
  });
});

describe("examples: marks", () => {
  const target = { metric: "periodicUpdate", within: "PT2H", hours: "24x7" } as const;
  const policy = defineSlaPolicy({
    id: "p",
    version: 1,
    targets: [target, { ...target, severity: "major", within: "PT1H" }],
  });
  const marksOf = (events: readonly CaseEvent[], hours: number) => {
    const { lanes } = orThrow(slaTimeline(aCase({ events }), policy, { asOf: at(hours) }));
    return lanes.map(({ metric, bars, marks }) => [
      metric,
      bars.map(({ kind, from, to }) => [kind, from, to]),
      marks.map((mark) => [mark.kind, mark.at]),
    ]);
  };

  test("of several runs, by their moments; of one moment a start comes before a stop", () => {
    expect(marksOf([event("reply", at(0)), event("reply", at(3)), event("reply", at(4))], 4)).toEqual([
      [
        "periodicUpdate",
        [
          ["running", at(0), at(2)],
          ["overdue", at(2), at(3)],
          ["running", at(3), at(4)],
        ],
        [
          ["started", at(0)],
          ["due", at(2)],
          ["breached", at(2)],
          ["started", at(3)],
          ["stopped", at(3)],
          ["started", at(4)],
          ["stopped", at(4)],
          ["due", at(5)],
          ["due", at(6)],
        ],
      ],
    ]);
  });

  test("a change of the target; nothing else is told before it happens", () => {
    const events = [event("reply", at(0)), event("severity-changed", at(1), { severity: "major" })];
    expect(marksOf(events, 1)).toEqual([
      [
        "periodicUpdate",
        [["running", at(0), at(1)]],
        [
          ["started", at(0)],
          ["target-changed", at(1)],
          ["due", at(1)],
        ],
      ],
    ]);
    const recorded = event("breached", at(1), { metric: "periodicUpdate", breachedAt: at(1.5) });
    expect(marksOf([event("reply", at(0)), recorded], 1)[0]?.[2]).toEqual([
      ["started", at(0)],
      ["due", at(2)],
    ]);
    expect(marksOf([], 1)).toEqual([["periodicUpdate", [], []]]);
  });

  test("another version of the policy is no event of the case", () => {
    const first = defineSlaPolicy({ id: "p", version: 1, effectiveTo: at(1), targets: [target] });
    const second = defineSlaPolicy({
      id: "p",
      version: 2,
      effectiveFrom: at(1),
      targets: [{ ...target, within: "PT3H" }],
    });
    const events = [event("reply", at(0))];
    const told = orThrow(slaTimeline(aCase({ events }), second, { asOf: at(2), versions: [first] }));
    expect(told.events).toEqual([{ at: at(0), kind: "reply", by: "agent" }]);
    expect(told.lanes[0]?.marks).toContainEqual({ at: at(1), kind: "target-changed" });
  });
});

describe("refusals", () => {
  test("a promise that is never due", () => {
    const ended = defineCalendar({
      id: "office",
      timeZone: "UTC",
      weekly: {},
      dateHours: { "2026-03-02": [{ from: "00:00", to: "03:00" }] },
    });
    expect(slaTimeline(aCase(), everything, { asOf: at(1), calendars: [ended] })).toMatchObject({
      ok: false,
      error: { code: "no-open-time-found", calendar: "office" },
    });
  });

  test("what evaluateSla refuses", () => {
    expect(slaTimeline(aCase({ openedAt: at(2) }), everything, { asOf: at(1), calendars })).toMatchObject({
      ok: false,
      error: { code: "case-not-open-yet" },
    });
  });
});

describe("laws", () => {
  test("bars are in order, within the picture, and do not overlap", () => {
    fc.assert(
      fc.property(someBusyCase, aLaterMoment, (subject, asOf) => {
        const { lanes, from, to } = orThrow(slaTimeline(subject, everything, { asOf, calendars }));
        for (const { bars } of lanes) {
          let last: string = from;
          for (const bar of bars) {
            expect(bar.from >= last && bar.from < bar.to && bar.to <= to).toBe(true);
            last = bar.to;
          }
        }
      }),
    );
  });
});
