import fc from "fast-check";
import {
  type CalendarUnit,
  day,
  dayOf,
  durationParts,
  epochMsOf,
  type Instant,
  instant,
  instantFromMs,
  minusDuration,
  parseDuration,
  periodOf,
  plusDuration,
  plusMonths,
  timeDurationMs,
} from "clientele/core";
import { daysInMonth } from "../../src/core/kernel.ts";
import { afterEach, describe, expect, test, vi } from "vitest";
import { anyDay, anyInstant, anyZone, hostileValues, thrown } from "../support/core.ts";

const UNITS: readonly CalendarUnit[] = ["month", "quarter", "half-year", "year"];
const anyFiscalStart = fc
  .tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 28 }))
  .map(([month, date]) => `${String(month).padStart(2, "0")}-${String(date).padStart(2, "0")}`);

afterEach(() => {
  vi.unstubAllGlobals();
});

describe("examples", () => {
  test.each([
    ["PT2H", { months: 0, days: 0, ms: 7_200_000 }],
    ["P90D", { months: 0, days: 90, ms: 0 }],
    ["P2W", { months: 0, days: 14, ms: 0 }],
    ["P1Y6M", { months: 18, days: 0, ms: 0 }],
    ["P1M", { months: 1, days: 0, ms: 0 }],
    ["PT1M", { months: 0, days: 0, ms: 60_000 }],
    ["P1Y2M3W4DT5H6M7.89S", { months: 14, days: 25, ms: 18_367_890 }],
    ["PT0.001S", { months: 0, days: 0, ms: 1 }],
    ["PT0S", { months: 0, days: 0, ms: 0 }],
    ["P0D", { months: 0, days: 0, ms: 0 }],
    ["P999999YT999999999H", { months: 11_999_988, days: 0, ms: 3_599_999_996_400_000 }],
  ])("%s", (text, parts) => {
    expect(parseDuration(text)).toEqual({ ok: true, value: parts });
    expect(durationParts(text)).toEqual(parts);
  });

  test.each([
    ["2026-01-31", 1, "2026-02-28"],
    ["2024-01-31", 1, "2024-02-29"],
    ["2024-02-29", 12, "2025-02-28"],
    ["2024-02-29", 48, "2028-02-29"],
    ["2026-03-31", -1, "2026-02-28"],
    ["2026-01-15", -1, "2025-12-15"],
    ["2026-01-15", 0, "2026-01-15"],
    ["0000-01-31", 1, "0000-02-29"],
    ["0050-12-31", 2, "0051-02-28"],
    ["9999-11-30", 1, "9999-12-30"],
  ])("%s and %i months is %s", (from, months, to) => {
    expect(plusMonths(day(from), months)).toBe(to);
  });

  test.each([
    ["2026-03-07T17:00:00Z", "P1D", "America/New_York", "2026-03-08T16:00:00.000Z"], // noon to noon, 23 hours
    ["2026-03-07T17:00:00Z", "PT24H", "America/New_York", "2026-03-08T17:00:00.000Z"],
    ["2026-03-07T07:30:00Z", "P1D", "America/New_York", "2026-03-08T07:00:00.000Z"], // half past two is skipped
    ["2026-10-31T05:30:00Z", "P1D", "America/New_York", "2026-11-01T05:30:00.000Z"], // the earlier half past one
    ["2026-01-31T09:00:00+08:00", "P1MT1H", "Asia/Shanghai", "2026-02-28T02:00:00.000Z"], // months, then exact time
    ["2026-01-30T00:00:00Z", "P1M1D", "UTC", "2026-03-01T00:00:00.000Z"], // clamped first, then a day
    ["2011-12-29T12:00:00-10:00", "P1D", "Pacific/Apia", "2011-12-30T10:00:00.000Z"], // a day that never was
    ["2026-03-01T00:00:00Z", "PT0S", "Asia/Shanghai", "2026-03-01T00:00:00.000Z"],
    ["9999-01-01T00:00:00Z", "P11M30DT23H59M59.999S", "UTC", "9999-12-31T23:59:59.999Z"],
  ])("%s and %s in %s is %s", (at, duration, timeZone, to) => {
    expect(plusDuration(at, duration, { timeZone })).toBe(to);
  });

  test.each([
    ["2026-03-31T09:00:00Z", "P1M", "UTC", "2026-02-28T09:00:00.000Z"],
    ["2026-03-08T16:00:00Z", "P1D", "America/New_York", "2026-03-07T17:00:00.000Z"],
    ["2024-02-29T00:00:00Z", "P1Y", "UTC", "2023-02-28T00:00:00.000Z"],
    ["2026-05-03T00:00:00Z", "P2M1DT1H", "UTC", "2026-03-01T23:00:00.000Z"],
  ])("%s less %s in %s is %s", (at, duration, timeZone, to) => {
    expect(minusDuration(at, duration, { timeZone })).toBe(to);
  });

  test.each<[string, CalendarUnit, string, string, string, string]>([
    ["2026-02-10T00:00:00Z", "year", "UTC", "01-01", "2026-01-01", "2027-01-01"],
    ["2026-02-10T00:00:00Z", "half-year", "UTC", "01-01", "2026-01-01", "2026-07-01"],
    ["2026-02-10T00:00:00Z", "month", "UTC", "01-01", "2026-02-01", "2026-03-01"],
    ["2026-03-31T15:00:00Z", "year", "Asia/Tokyo", "04-01", "2026-04-01", "2027-04-01"],
    ["2026-03-31T14:59:59.999Z", "year", "Asia/Tokyo", "04-01", "2025-04-01", "2026-04-01"],
    ["2026-04-05T12:00:00Z", "year", "Europe/London", "04-06", "2025-04-06", "2026-04-06"], // the tax year
    ["2026-04-05T12:00:00Z", "month", "Europe/London", "04-06", "2026-03-06", "2026-04-06"],
    ["2026-12-15T00:00:00Z", "quarter", "UTC", "11-01", "2026-11-01", "2027-02-01"],
    ["2026-01-01T00:00:00Z", "half-year", "UTC", "02-28", "2025-08-28", "2026-02-28"],
    // in St John's the night of 1 November 2009 began, and a minute later it was 31 October again
    ["2009-11-01T02:29:59.999Z", "month", "America/St_Johns", "01-01", "2009-10-01", "2009-11-01"],
    ["2009-11-01T02:30:30Z", "month", "America/St_Johns", "01-01", "2009-11-01", "2009-12-01"],
    ["2009-11-01T02:45:00Z", "month", "America/St_Johns", "01-01", "2009-11-01", "2009-12-01"],
  ])("%s: the %s in %s counted from %s is [%s, %s)", (at, unit, timeZone, fiscalStart, firstDay, endDay) => {
    expect(periodOf(at, { unit, timeZone, fiscalStart })).toMatchObject({ firstDay, endDay });
  });

  test("a period starts and ends at the zone's midnights", () => {
    expect(periodOf("2026-03-15T00:00:00Z", { unit: "month", timeZone: "America/New_York" })).toEqual({
      start: "2026-03-01T05:00:00.000Z",
      end: "2026-04-01T04:00:00.000Z",
      firstDay: "2026-03-01",
      endDay: "2026-04-01",
    });
  });

  test("days and months need no Intl", () => {
    vi.stubGlobal("Intl", undefined);

    expect(plusMonths(day("2026-01-31"), 13)).toBe("2027-02-28");
    expect(plusDuration("2026-01-31T00:00:00Z", "P1M", { timeZone: "+08:00" })).toBe("2026-02-28T00:00:00.000Z");
    expect(periodOf("2026-02-10T00:00:00Z", { unit: "year", timeZone: "UTC" }).firstDay).toBe("2026-01-01");
  });
});

describe("refusals", () => {
  test.each([
    "",
    "P",
    "PT",
    "P1YT",
    "P1",
    "1D",
    "-P1D",
    "P-1D",
    "+P1D",
    "P1.5D",
    "PT1.5H",
    "PT1.2345S",
    "PT1,5S",
    "P1D1M",
    "PT1H1D",
    "p1d",
    " P1D",
    "P1D\n",
    "P1000000D",
    "PT1000000000S",
    "P２D",
    "2 hours",
  ])("no duration: %j", (text) => {
    const error = { code: "invalid-fact", path: "", expected: "duration", observed: JSON.stringify(text) };

    expect(parseDuration(text)).toEqual({ ok: false, error });
    expect(timeDurationMs(text)).toEqual({ ok: false, error });
    expect(thrown(() => durationParts(text))).toBe("DomainError invalid-duration");
  });

  test.each(hostileValues)("no duration: %s", (_, input) => {
    expect(parseDuration(input).ok).toBe(false);
    expect(thrown(() => durationParts(input as string))).toBe("DomainError invalid-duration");
  });

  test.each(["P1D", "P1M", "P1W", "P1DT1H"])("no exact time: %s", (text) => {
    expect(timeDurationMs(text)).toEqual({
      ok: false,
      error: { code: "invalid-fact", path: "", expected: "time-duration", observed: JSON.stringify(text) },
    });
  });

  test.each([
    ["P999999Y", "UTC"],
    ["P999999W", "Asia/Shanghai"],
    ["P273000Y999999W", "Asia/Shanghai"], // beyond what Date and Intl can hold
    ["P272000Y", "America/New_York"],
    ["PT999999999H", "Asia/Shanghai"],
    ["P7974Y", "UTC"],
  ])("%s in %s leads out of the calendar, both ways", (duration, timeZone) => {
    expect(thrown(() => plusDuration("2026-01-01T00:00:00Z", duration, { timeZone }))).toBe("DomainError out-of-range");
    expect(thrown(() => minusDuration("2026-01-01T00:00:00Z", duration, { timeZone }))).toBe(
      "DomainError out-of-range",
    );
  });

  test.each([1e9, -1e9, 1e15, 12 * 8000])("%d months lead out of the calendar", (months) => {
    expect(thrown(() => plusMonths(day("2026-01-01"), months))).toBe("DomainError out-of-range");
  });

  test.each([0.5, NaN, Infinity, 2 ** 53])("%d months", (months) => {
    expect(thrown(() => plusMonths(day("2026-01-01"), months))).toBe("DomainError invalid-option");
  });

  test.each(["", "1-1", "00-01", "13-01", "01-00", "02-29", "12-31", "04-01 ", null])(
    "fiscalStart %j",
    (fiscalStart) => {
      expect(
        thrown(() => periodOf("2026-01-01T00:00:00Z", { unit: "year", timeZone: "UTC", fiscalStart: fiscalStart! })),
      ).toBe("DomainError invalid-option");
    },
  );

  test.each(["week", "constructor", "", undefined])("unit %j", (unit) => {
    expect(thrown(() => periodOf("2026-01-01T00:00:00Z", { unit: unit as CalendarUnit, timeZone: "UTC" }))).toBe(
      "DomainError invalid-option",
    );
  });

  test("periods that reach out of the calendar, moments that are none, zones that are none", () => {
    const year = { unit: "year", timeZone: "UTC" } as const;

    expect(thrown(() => periodOf("9999-06-01T00:00:00Z", year))).toBe("DomainError out-of-range");
    expect(thrown(() => periodOf("0000-01-15T00:00:00Z", { ...year, fiscalStart: "02-01" }))).toBe(
      "DomainError out-of-range",
    );
    expect(thrown(() => periodOf("2026-06-01", year))).toBe("DomainError invalid-instant");
    expect(thrown(() => periodOf("2026-06-01T00:00:00Z", { ...year, timeZone: "Mars" }))).toBe(
      "DomainError unknown-time-zone",
    );
    expect(thrown(() => plusDuration("2026-06-01", "P1D", year))).toBe("DomainError invalid-instant");
    expect(thrown(() => plusDuration("2026-06-01T00:00:00Z", "1D", year))).toBe("DomainError invalid-duration");
    expect(thrown(() => plusDuration("2026-06-01T00:00:00Z", "P1D", { timeZone: "Mars" }))).toBe(
      "DomainError unknown-time-zone",
    );
  });
});

describe("laws", () => {
  test("months keep the day of the month, or end in a shorter month", () =>
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -30, max: 30 }), (from, months) => {
        fc.pre(from > "0003" && from < "9996");
        const to = plusMonths(from, months);
        const count = Number(from.slice(0, 4)) * 12 + Number(from.slice(5, 7)) - 1 + months;
        const [year, month] = [Math.floor(count / 12), (count % 12) + 1];
        expect(Number(to.slice(0, 4)) * 12 + Number(to.slice(5, 7)) - 1).toBe(count);
        expect(Number(to.slice(8))).toBe(Math.min(Number(from.slice(8)), daysInMonth(year, month)));
      }),
    ));

  test("more is never earlier, and exact time adds up", () =>
    fc.assert(
      fc.property(
        anyInstant,
        anyZone,
        fc.nat(40),
        fc.nat(40),
        fc.nat(10 ** 7),
        (at, timeZone, months, days, seconds) => {
          const zone = { timeZone };
          const to = plusDuration(at, `P${months}M${days}D`, zone);
          expect(plusDuration(at, `P${months + 1}M${days}D`, zone) >= to).toBe(true);
          expect(plusDuration(at, `P${months}M${days + 1}D`, zone) >= to).toBe(true);
          expect(epochMsOf(plusDuration(at, `PT${seconds}S`, zone)) - epochMsOf(at)).toBe(seconds * 1000);
          expect(minusDuration(plusDuration(at, `PT${seconds}S`, zone), `PT${seconds}S`, zone)).toBe(at);
        },
      ),
      { numRuns: 100 },
    ));

  test("a later moment is never moved to an earlier one", () =>
    fc.assert(
      fc.property(anyInstant, anyInstant, anyZone, fc.nat(30), (a, b, timeZone, days) => {
        const [first, second] = a <= b ? [a, b] : [b, a];
        // whole days on the calendar: the clock must not have been set back between them
        fc.pre(wallOf(first, timeZone) <= wallOf(second, timeZone));
        expect(plusDuration(first, `P${days}D`, { timeZone }) <= plusDuration(second, `P${days}D`, { timeZone })).toBe(
          true,
        );
      }),
      { numRuns: 100 },
    ));

  test("a period holds its moment, and periods tile", () =>
    fc.assert(
      fc.property(anyInstant, anyZone, fc.constantFrom(...UNITS), anyFiscalStart, (at, timeZone, unit, fiscalStart) => {
        const options = { unit, timeZone, fiscalStart };
        const period = periodOf(at, options);
        const justBefore = instantFromMs(epochMsOf(period.start) - 1);

        expect(period.start <= at && at < period.end).toBe(true);
        expect(periodOf(period.start, options)).toEqual(period);
        expect(periodOf(period.end, options).start).toBe(period.end);
        expect(periodOf(justBefore, options).end).toBe(period.start);
        expect(plusMonths(period.firstDay, { month: 1, quarter: 3, "half-year": 6, year: 12 }[unit])).toBe(
          period.endDay,
        );
        expect(period.firstDay.slice(8)).toBe(fiscalStart.slice(3));
      }),
      { numRuns: 100 },
    ));

  test("periods tile around every night on which the clock is set back over midnight", () => {
    const timeZone = "America/St_Johns";
    for (let minute = -120; minute <= 180; minute += 1) {
      const at = instantFromMs(epochMsOf("2009-11-01T02:31:00Z") + minute * 60_000);
      const period = periodOf(at, { unit: "month", timeZone });
      expect(period.start <= at && at < period.end).toBe(true);
      expect(period.firstDay).toBe(minute < -1 ? "2009-10-01" : "2009-11-01");
    }
  });

  test("a year is four quarters is twelve months, from any first day", () =>
    fc.assert(
      fc.property(anyInstant, anyZone, anyFiscalStart, (at, timeZone, fiscalStart) => {
        const of = (unit: CalendarUnit) => periodOf(at, { unit, timeZone, fiscalStart });
        const [month, quarter, half, year] = UNITS.map(of) as [
          ReturnType<typeof of>,
          ReturnType<typeof of>,
          ReturnType<typeof of>,
          ReturnType<typeof of>,
        ];
        expect(year.firstDay.slice(5)).toBe(fiscalStart);
        for (const [inner, outer] of [
          [month, quarter],
          [quarter, half],
          [half, year],
        ] as const) {
          expect(outer.start <= inner.start && inner.end <= outer.end).toBe(true);
        }
      }),
      { numRuns: 100 },
    ));
});

const wallOf = (at: Instant, timeZone: string): string => {
  const parts = new Intl.DateTimeFormat("en-CA", {
    timeZone,
    dateStyle: "short",
    timeStyle: "medium",
    hourCycle: "h23",
  });
  return `${dayOf(at, { timeZone })} ${parts.format(epochMsOf(instant(at))).slice(-8)}`;
};
