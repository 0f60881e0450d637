import { defineCalendar, unite } from "clientele/calendar";
import { orThrow } from "clientele/core";
import { defineSlaPolicy, evaluateCases, evaluateSla } from "clientele/sla";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { aCase, aLaterMoment, everything, office, promises, someBusyCase } from "../support/sla.ts";

const asOf = "2026-03-03T00:00:00Z";
const calendars = [office];

describe("examples", () => {
  test("rows keep their own keys, and a case that is refused stops none", () => {
    const rows = [
      { ...aCase({ severity: "major" }), desk: "north" },
      { ...aCase({ openedAt: "yesterday" }), desk: "south" },
      { ...aCase(), desk: "west" },
    ];
    const told = [...evaluateCases(rows, promises, { asOf, calendars })];
    expect(told.map(({ row }) => row)).toEqual(rows);
    expect(
      told.map(({ row, result }) => [row.desk, result.ok ? result.value.metrics.firstResponse.state : null]),
    ).toEqual([
      ["north", "breached"],
      ["south", null],
      ["west", "breached"],
    ]);
  });

  test("lazy: a row is looked at when it is reached; rows of an array can be gone through again", () => {
    let seen = 0;
    function* rows() {
      for (const id of ["a", "b", "c"]) {
        seen += 1;
        yield aCase({ id });
      }
    }
    for (const { result } of evaluateCases(rows(), promises, { asOf, calendars })) {
      expect(result.ok).toBe(true);
      break;
    }
    expect(seen).toBe(1);
    const again = evaluateCases([aCase()], promises, { asOf, calendars });
    expect([...again]).toEqual([...again]);
  });
});

test("hours made of two calendars: both desks", () => {
  const evening = defineCalendar({
    id: "evening",
    timeZone: "Asia/Shanghai",
    weekly: { mon: [{ from: "18:00", to: "22:00" }] },
  });
  const both = unite(office, evening);
  const policy = defineSlaPolicy({
    id: "p",
    version: 1,
    targets: [{ metric: "firstResponse", within: "PT9H", hours: { business: both.id } }],
  });
  const { dueAt } = orThrow(evaluateSla(aCase(), policy, { asOf, calendars: [both] })).metrics.firstResponse;
  expect(dueAt).toBe("2026-03-02T12:30:00.000Z"); // 6.5 hours of the office until six, and 2.5 of the evening
});

describe("refusals", () => {
  test("options are read at the call, not when the first row is reached", () => {
    expect(() => evaluateCases([], promises, { asOf: "yesterday", calendars })).toThrow(
      expect.objectContaining({ code: "invalid-instant" }),
    );
    expect(() => evaluateCases([], promises, { asOf })).toThrow(expect.objectContaining({ code: "unknown-calendar" }));
  });
});

describe("laws", () => {
  test("row by row as evaluateSla", () => {
    fc.assert(
      fc.property(fc.array(someBusyCase), aLaterMoment, fc.constantFrom("full", "none"), (rows, moment, trace) => {
        const context = { asOf: moment, calendars, trace } as const;
        expect([...evaluateCases(rows, everything, context)]).toEqual(
          rows.map((row) => ({ row, result: evaluateSla(row, everything, context) })),
        );
      }),
    );
  });

  test("what was evaluated before changes no answer: other calendars, other versions, other moments", () => {
    const late = [{ from: "13:00", to: "15:00" }];
    const other = defineCalendar({ id: "office", timeZone: "Asia/Shanghai", weekly: { tue: late, sun: late } });
    const dueOf = (calendar: typeof office, moment = asOf) =>
      orThrow(evaluateSla(aCase(), promises, { asOf: moment, calendars: [calendar] })).metrics.firstResponse.dueAt;
    const first = dueOf(office);
    expect(dueOf(other)).not.toBe(first);
    expect(dueOf(office)).toBe(first);
    const mutable = [office];
    const due = () => orThrow(evaluateSla(aCase(), promises, { asOf, calendars: mutable })).metrics.firstResponse.dueAt;
    expect(due()).toBe(first);
    mutable[0] = other;
    expect(due()).toBe(dueOf(other));
    mutable.pop();
    expect(due).toThrow(expect.objectContaining({ code: "unknown-calendar" }));

    const target = { metric: "firstResponse", hours: "24x7" } as const;
    const base = { id: "p", targets: [{ ...target, within: "PT1H" }] } as const;
    const now = defineSlaPolicy({ ...base, version: 2, effectiveFrom: "2026-03-02T12:00:00Z" });
    const before = defineSlaPolicy({ ...base, version: 1, effectiveTo: "2026-03-02T12:00:00Z" });
    const stateOf = (versions: readonly (typeof now)[]) =>
      orThrow(evaluateSla(aCase(), now, { asOf, versions })).metrics.firstResponse.state;
    expect([stateOf([]), stateOf([before]), stateOf([])]).toEqual(["noPromise", "breached", "noPromise"]);
  });
});
