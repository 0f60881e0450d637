import fc from "fast-check";
import { instantFromMs, minusDuration, plusDuration } from "clientele/core";
import { type MetricWindow, windowOf, type WindowOptions, type WindowSpan } from "clientele/rules";
import { describe, expect, test } from "vitest";
import { anyInstant, anyZone, hostileValues, thrown } from "../support/core.ts";
import { anyEvery, anyFiscalStart, PERIODS } from "../support/rules.ts";

const asOf = "2026-08-15T12:00:00.000Z";
const shanghai = { asOf, timeZone: "Asia/Shanghai" };
const span = (window: MetricWindow, options: WindowOptions): WindowSpan => {
  const found = windowOf(window, options);
  if (!found.ok) throw new Error(found.error.code);
  return found.value;
};
/** As people would write it. */
const written = ({ from, fromInclusive, to, toInclusive }: WindowSpan): string =>
  `${fromInclusive ? "[" : "("}${from ?? "ever"}, ${to}${toInclusive ? "]" : ")"}`;

describe("examples", () => {
  test.each<readonly [MetricWindow, string]>([
    ["lifetime", "[ever, 2026-08-15T12:00:00.000Z]"],
    [{ rolling: "P12M" }, "(2025-08-15T12:00:00.000Z, 2026-08-15T12:00:00.000Z]"],
    [{ rolling: "P400D" }, "(2025-07-11T12:00:00.000Z, 2026-08-15T12:00:00.000Z]"],
    [{ rolling: "PT36H" }, "(2026-08-14T00:00:00.000Z, 2026-08-15T12:00:00.000Z]"],
    [{ calendar: "month" }, "[2026-07-31T16:00:00.000Z, 2026-08-15T12:00:00.000Z]"],
    [{ calendar: "month", back: 1 }, "[2026-06-30T16:00:00.000Z, 2026-07-31T16:00:00.000Z)"],
    [{ calendar: "quarter", fiscalStart: 2, back: 1 }, "[2026-04-30T16:00:00.000Z, 2026-07-31T16:00:00.000Z)"],
    [{ calendar: "halfYear" }, "[2026-06-30T16:00:00.000Z, 2026-08-15T12:00:00.000Z]"],
    [{ calendar: "year", fiscalStart: 4, back: 2 }, "[2024-03-31T16:00:00.000Z, 2025-03-31T16:00:00.000Z)"],
    [{ anniversary: "enrolment", every: "P1Y" }, "[2025-09-30T16:00:00.000Z, 2026-08-15T12:00:00.000Z]"],
    [{ anniversary: "enrolment", every: "P6M", back: 1 }, "[2025-09-30T16:00:00.000Z, 2026-03-31T16:00:00.000Z)"],
    [{ anniversary: "tierStart", every: "P30D" }, "[2026-07-20T08:00:00.000Z, 2026-08-15T12:00:00.000Z]"],
  ])("%j is %s", (window, expected) => {
    const anchors = { enrolment: "2024-10-01", tierStart: new Date("2026-07-20T08:00:00Z") };
    expect(written(span(window, { ...shanghai, anchors }))).toBe(expected);
  });

  test("a period that runs still tells when it is over; one that is over ends there", () => {
    expect(span({ calendar: "month" }, shanghai).periodEnd).toBe("2026-08-31T16:00:00.000Z");
    expect(span({ calendar: "month", back: 1 }, shanghai).periodEnd).toBe("2026-07-31T16:00:00.000Z");
    expect(span({ rolling: "P1M" }, shanghai).periodEnd).toBeNull();
    expect(span("lifetime", shanghai).periodEnd).toBeNull();
  });

  test.each([
    ["2026-03-31T09:00:00Z", "2026-02-28T09:00:00.000Z"],
    ["2024-03-31T09:00:00Z", "2024-02-29T09:00:00.000Z"],
    ["2026-03-28T09:00:00Z", "2026-02-28T09:00:00.000Z"],
  ])("a month before %s is %s", (moment, from) => {
    expect(span({ rolling: "P1M" }, { asOf: moment, timeZone: "UTC" }).from).toBe(from);
  });

  test("a day of summer time has 23 hours, 24 hours are 24", () => {
    const morning = { asOf: "2026-03-29T12:00:00+02:00", timeZone: "Europe/Berlin" };
    expect(span({ rolling: "P1D" }, morning).from).toBe("2026-03-28T11:00:00.000Z");
    expect(span({ rolling: "PT24H" }, morning).from).toBe("2026-03-28T10:00:00.000Z");
  });

  // mzcsn.com/archive/detail/10151: spend counts within 400 days
  test("a window of 400 days", () => {
    const midnight = { asOf: "2026-08-15T00:00:00+08:00", timeZone: "Asia/Shanghai" };
    expect(span({ rolling: "P400D" }, midnight).from).toBe("2025-07-10T16:00:00.000Z");
  });

  // frappe/erpnext issue #14930: spend adds up within a period of the programme
  test("the running year of a programme keeps what was spent since it began", () => {
    expect(span({ calendar: "year" }, { asOf, timeZone: "UTC" }).from).toBe("2026-01-01T00:00:00.000Z");
  });
});

describe("refusals", () => {
  const yearly: MetricWindow = { anniversary: "tierStart", every: "P1Y" };

  test.each<readonly [string, WindowOptions["anchors"], MetricWindow, unknown]>([
    ["no anchors", undefined, yearly, { code: "anchor-missing", anchor: "tierStart" }],
    ["an anchor of null", { tierStart: null }, yearly, { code: "anchor-missing", anchor: "tierStart" }],
    ["another anchor", { enrolment: "2020-01-01" }, yearly, { code: "anchor-missing", anchor: "tierStart" }],
    ["a later anchor", { tierStart: "2026-08-16" }, yearly, { code: "no-period-yet", anchor: "tierStart" }],
    [
      "no year before",
      { tierStart: "2026-01-01" },
      { ...yearly, back: 1 },
      { code: "no-period-yet", anchor: "tierStart" },
    ],
    [
      "a day that does not exist",
      { tierStart: "2026-02-30" },
      yearly,
      { code: "invalid-fact", path: "/anchors/tierStart", expected: "instant", observed: '"2026-02-30"' },
    ],
  ])("%s", (_, anchors, window, error) => {
    expect(windowOf(window, { ...shanghai, ...(anchors === undefined ? {} : { anchors }) })).toEqual({
      ok: false,
      error,
    });
  });

  test.each(hostileValues)("%s as an anchor", (_, value) => {
    const found = windowOf(yearly, { ...shanghai, anchors: { tierStart: value as never } });
    expect(found.ok ? "laid" : found.error.code).toBe(
      value === null || value === undefined ? "anchor-missing" : "invalid-fact",
    );
  });

  test.each<readonly [string, () => unknown, string]>([
    ["no window", () => windowOf(null as never, shanghai), "invalid-option"],
    ["another window", () => windowOf({ sliding: "P1M" } as never, shanghai), "invalid-option"],
    ["no duration", () => windowOf({ rolling: "12 months" }, shanghai), "invalid-duration"],
    ["a week", () => windowOf({ calendar: "week" as never }, shanghai), "invalid-option"],
    ["a day as asOf", () => windowOf("lifetime", { ...shanghai, asOf: "2026-08-15" }), "invalid-instant"],
    ["no options", () => windowOf("lifetime", undefined as never), "invalid-option"],
    ["another zone", () => windowOf({ calendar: "month" }, { asOf, timeZone: "Asia/Nowhere" }), "unknown-time-zone"],
    [
      "before the years",
      () => windowOf({ rolling: "P12M" }, { asOf: "0000-06-01T00:00:00Z", timeZone: "UTC" }),
      "out-of-range",
    ],
    [
      "after the years",
      () => windowOf({ calendar: "year" }, { asOf: "9999-06-01T00:00:00Z", timeZone: "UTC" }),
      "out-of-range",
    ],
  ])("%s", (_, call, code) => {
    expect(thrown(call)).toBe(`DomainError ${code}`);
  });

  test("the first and the last year that can be counted in", () => {
    expect(span({ rolling: "P12M" }, { asOf: "0001-06-01T00:00:00Z", timeZone: "UTC" }).from).toBe(
      "0000-06-01T00:00:00.000Z",
    );
    expect(span({ calendar: "year" }, { asOf: "9998-06-01T00:00:00Z", timeZone: "UTC" }).periodEnd).toBe(
      "9999-01-01T00:00:00.000Z",
    );
  });
});

/** A window of any kind that has a period before it. */
const anyWindow: fc.Arbitrary<MetricWindow> = fc.oneof(
  fc
    .tuple(fc.constantFrom(...PERIODS), anyFiscalStart, fc.integer({ min: 0, max: 3 }))
    .map(([calendar, fiscalStart, back]) => ({ calendar, fiscalStart, back })),
  fc
    .tuple(anyEvery, fc.integer({ min: 0, max: 3 }))
    .map(([every, back]) => ({ anniversary: "enrolment" as const, every, back })),
);

describe("laws", () => {
  test("a window holds nothing from after the moment of judgement, and what it holds lies in the order of time", () =>
    fc.assert(
      fc.property(anyWindow, anyInstant, anyZone, (window, at, timeZone) => {
        const found = windowOf(window, { asOf: at, timeZone, anchors: { enrolment: "1900-01-31" } });
        if (!found.ok) return;
        const { from, to, toInclusive, periodEnd } = found.value;
        expect(from !== null && from <= to && to <= at).toBe(true);
        expect(toInclusive).toBe(periodEnd !== null && periodEnd > at);
        expect(JSON.parse(JSON.stringify(found))).toEqual(found);
      }),
    ));

  test("one period back is the running one, judged at its last moment", () =>
    fc.assert(
      fc.property(anyWindow, anyInstant, anyZone, (window, at, timeZone) => {
        if (window === "lifetime" || "rolling" in window) return;
        const anchors = { enrolment: "1900-01-31" };
        const before = windowOf({ ...window, back: 1 }, { asOf: at, timeZone, anchors });
        // a day that the zone skipped holds no moment to judge at
        if (!before.ok || before.value.from === before.value.to) return;
        const last = instantFromMs(Date.parse(before.value.to) - 1);
        const running = span({ ...window, back: 0 }, { asOf: last, timeZone, anchors });
        expect(running).toEqual({ ...before.value, to: last, toInclusive: true });
      }),
    ));

  test("rolling windows of exact time that follow each other leave no moment out and hold none twice", () =>
    fc.assert(
      fc.property(anyInstant, anyZone, fc.integer({ min: 1, max: 10_000 }), (at, timeZone, hours) => {
        const rolling = `PT${hours}H`;
        const now = span({ rolling }, { asOf: at, timeZone });
        const next = span({ rolling }, { asOf: plusDuration(at, rolling, { timeZone }), timeZone });
        expect([next.from, next.fromInclusive, now.to, now.toInclusive]).toEqual([at, false, at, true]);
        expect(now.from).toBe(minusDuration(at, rolling, { timeZone }));
      }),
    ));
});
