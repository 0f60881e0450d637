import { orThrow } from "clientele/core";
import { slaTimeline } from "clientele/sla";
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

describe("refusals", () => {
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
