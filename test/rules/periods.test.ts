import fc from "fast-check";
import { dayOf, instant, plusDays, plusDuration, plusMonths, startOfDay } from "clientele/core";
import {
  anniversaryContaining,
  endOfDayAfter,
  periodContaining,
  periodEnd,
  type PeriodOptions,
  roundUpToPeriodEnd,
} from "clientele/rules";
import { describe, expect, test } from "vitest";
import { anyInstant, anyZone, thrown } from "../support/core.ts";
import { anyEvery, anyPeriodOptions } from "../support/rules.ts";

const UTC = { timeZone: "UTC" } as const;
const monthly = { period: "month", timeZone: "UTC" } as const;

/** The last day of a half-open stretch, as people say it. */
const lastDayBefore = (end: string): string => dayOf(new Date(Date.parse(end) - 1), UTC);

describe("examples", () => {
  test.each<readonly [string, Partial<PeriodOptions> & { back?: number }, string, string]>([
    ["2026-08-15T12:00:00Z", { period: "month" }, "2026-08-01", "2026-09-01"],
    ["2026-08-15T12:00:00Z", { period: "quarter" }, "2026-07-01", "2026-10-01"],
    ["2026-08-15T12:00:00Z", { period: "halfYear" }, "2026-07-01", "2027-01-01"],
    ["2026-08-15T12:00:00Z", { period: "year" }, "2026-01-01", "2027-01-01"],
    ["2026-08-15T12:00:00Z", { period: "year", fiscalStart: 4 }, "2026-04-01", "2027-04-01"],
    ["2026-03-31T23:59:59.999Z", { period: "year", fiscalStart: 4 }, "2025-04-01", "2026-04-01"],
    ["2026-08-15T12:00:00Z", { period: "quarter", fiscalStart: 2 }, "2026-08-01", "2026-11-01"],
    ["2026-01-15T12:00:00Z", { period: "halfYear", fiscalStart: 2 }, "2025-08-01", "2026-02-01"],
    ["2026-08-15T12:00:00Z", { period: "month", back: 8 }, "2025-12-01", "2026-01-01"],
    ["2026-08-15T12:00:00Z", { period: "quarter", back: 1 }, "2026-04-01", "2026-07-01"],
    ["2026-08-15T12:00:00Z", { period: "year", fiscalStart: 9, back: 2 }, "2023-09-01", "2024-09-01"],
    ["2026-07-31T16:00:00Z", { period: "month", timeZone: "Asia/Shanghai" }, "2026-08-01", "2026-09-01"],
    ["2026-07-31T15:59:59.999Z", { period: "month", timeZone: "Asia/Shanghai" }, "2026-07-01", "2026-08-01"],
  ])("%s lies in %j: from %s until %s", (at, options, firstDay, endDay) => {
    const found = periodContaining(at, { ...monthly, ...options });
    const timeZone = options.timeZone ?? "UTC";
    expect(found).toEqual({
      firstDay,
      endDay,
      start: startOfDay(firstDay as typeof found.firstDay, { timeZone }),
      end: startOfDay(endDay as typeof found.endDay, { timeZone }),
    });
  });

  test("a boundary belongs to the period that begins there", () => {
    expect(periodContaining("2026-08-01T00:00:00Z", monthly).firstDay).toBe("2026-08-01");
    expect(periodContaining("2026-07-31T23:59:59.999Z", monthly).firstDay).toBe("2026-07-01");
    expect(roundUpToPeriodEnd("2026-08-01T00:00:00Z", monthly)).toBe("2026-08-01T00:00:00.000Z");
    expect(roundUpToPeriodEnd("2026-08-01T00:00:00.001Z", monthly)).toBe("2026-09-01T00:00:00.000Z");
  });

  test.each([
    ["2026-01-31", "P1M", "2026-02-28T12:00:00Z", 1, "2026-02-28", "2026-03-31"],
    ["2024-01-31", "P1M", "2024-02-29T00:00:00Z", 1, "2024-02-29", "2024-03-31"],
    ["2026-01-31", "P1M", "2026-04-29T23:59:59.999Z", 2, "2026-03-31", "2026-04-30"],
    ["2024-02-29", "P1Y", "2026-03-01T00:00:00Z", 2, "2026-02-28", "2027-02-28"],
    ["2024-02-29", "P1Y", "2028-02-29T00:00:00Z", 4, "2028-02-29", "2029-02-28"],
    ["2026-03-10", "P30D", "2026-04-08T23:59:59.999Z", 0, "2026-03-10", "2026-04-09"],
    ["2026-03-10", "P2W", "2026-03-24T00:00:00Z", 1, "2026-03-24", "2026-04-07"],
    ["2026-01-31", "P1M1D", "2026-03-01T00:00:00Z", 1, "2026-03-01", "2026-04-02"],
  ])("from %s, every %s: %s is in period %s", (anchor, every, at, index, first, end) => {
    expect(anniversaryContaining(at, { anchor, every, timeZone: "UTC" })).toEqual({
      index,
      start: `${first}T00:00:00.000Z`,
      end: `${end}T00:00:00.000Z`,
    });
  });

  test("an anniversary keeps the wall time of its anchor through summer time, and that of a day is its first moment", () => {
    const noon = { anchor: "2026-02-10T12:00:00+01:00", every: "P2M", timeZone: "Europe/Berlin" };
    expect(anniversaryContaining("2026-05-01T00:00:00Z", noon)).toEqual({
      index: 1,
      start: "2026-04-10T10:00:00.000Z",
      end: "2026-06-10T10:00:00.000Z",
    });
    // 2021-03-28 had no midnight in Beirut; the years after it have
    const gap = { anchor: "2021-03-28", every: "P1Y", timeZone: "Asia/Beirut" };
    expect(anniversaryContaining("2021-03-27T22:00:00Z", gap)).toEqual({
      index: 0,
      start: "2021-03-27T22:00:00.000Z",
      end: "2022-03-27T21:00:00.000Z",
    });
  });

  test("there is no period before the anchor", () => {
    const yearly = { anchor: "2025-06-01T09:00:00Z", every: "P1Y", timeZone: "UTC" };
    expect(anniversaryContaining("2025-06-01T08:59:59.999Z", yearly)).toBeNull();
    expect(anniversaryContaining("2026-05-31T00:00:00Z", { ...yearly, back: 1 })).toBeNull();
    expect(anniversaryContaining("2026-06-01T09:00:00Z", { ...yearly, back: 1 })?.index).toBe(0);
  });
});

describe("messages", () => {
  const at = "2026-08-15T12:00:00Z";
  const yearly = { anchor: "2025-06-01", every: "P1Y", timeZone: "UTC" };
  test.each<readonly [() => unknown, string]>([
    [
      () => periodContaining(at, { ...monthly, period: "week" as never }),
      'period: expected month, quarter, halfYear or year, received "week"',
    ],
    [
      () => periodContaining(at, { ...monthly, fiscalStart: 13 }),
      "fiscalStart: expected a month of 1 to 12, received 13",
    ],
    [
      () => periodContaining(at, { ...monthly, fiscalStart: 0 }),
      "fiscalStart: expected a month of 1 to 12, received 0",
    ],
    [
      () => periodContaining(at, { ...monthly, fiscalStart: 1.5 }),
      "fiscalStart: expected a month of 1 to 12, received 1.5",
    ],
    [() => periodContaining(at, { ...monthly, back: -1 }), "back: expected a whole number of periods, received -1"],
    [() => periodEnd(at, { ...monthly, ahead: 0.5 }), "ahead: expected a whole number of periods, received 0.5"],
    [
      () => periodEnd(at, { ...monthly, ahead: 4_000_001 }),
      "ahead: expected a whole number of periods, received 4000001",
    ],
    [() => endOfDayAfter(at, "PT36H", UTC), 'duration: expected years, months, weeks or days, received "PT36H"'],
    [
      () => anniversaryContaining(at, { ...yearly, every: "P1DT1H" }),
      'every: expected years, months, weeks or days, received "P1DT1H"',
    ],
    [
      () => anniversaryContaining(at, { ...yearly, every: "P0D" }),
      'every: expected a length of a day or more, received "P0D"',
    ],
    [
      () => anniversaryContaining(at, { ...yearly, back: 0.5 }),
      "back: expected a whole number of periods, received 0.5",
    ],
  ])("%s", (call, message) => {
    expect(call).toThrow(message);
  });

  test("so many periods are counted, and are then beyond the calendar", () => {
    expect(thrown(() => periodEnd(at, { ...monthly, ahead: 4_000_000 }))).toBe("DomainError out-of-range");
  });

  test("each period so many back begins and ends where it did when it ran", () => {
    const monthEnds = { anchor: "2026-01-31", every: "P1M", timeZone: "UTC" };
    const inMay = "2026-05-30T23:59:59.999Z";
    expect([0, 1, 2, 3].map((back) => anniversaryContaining(inMay, { ...monthEnds, back }))).toEqual(
      [
        ["2026-04-30", "2026-05-31"],
        ["2026-03-31", "2026-04-30"],
        ["2026-02-28", "2026-03-31"],
        ["2026-01-31", "2026-02-28"],
      ].map(([start, end], back) => ({
        start: `${start}T00:00:00.000Z`,
        end: `${end}T00:00:00.000Z`,
        index: 3 - back,
      })),
    );
    expect(anniversaryContaining(inMay, { ...monthEnds, back: 4 })).toBeNull();
  });

  test("where the average month counts one period too many, the one before is found", () => {
    const fromJanuary = { anchor: "2025-01-01", every: "P1M", timeZone: "UTC" };
    for (const [day, index] of [
      ["2025-01-31", 0],
      ["2025-03-31", 2],
      ["2025-08-31", 7],
      ["2028-12-31", 47],
    ] as const) {
      expect(anniversaryContaining(`${day}T23:59:59.999Z`, fromJanuary)?.index).toBe(index);
    }
  });
});

describe("golden", () => {
  // voucherify-openapi @65c33a7a documentation/build/create-tier-structures.mdx
  test("thirty days from the day of entry, the last day counted to its end", () => {
    expect(endOfDayAfter("2026-07-20T15:00:00Z", "P30D", UTC)).toBe("2026-08-20T00:00:00.000Z");
  });

  // the same; the source counts the grace from the day of entry
  test("a grace of a month, and the same rounded up to the end of the month", () => {
    const graceEnds = plusDuration(startOfDay(dayOf("2026-07-20T00:00:00Z", UTC), UTC), "P1M", UTC);
    expect(lastDayBefore(graceEnds)).toBe("2026-08-19");
    expect(lastDayBefore(roundUpToPeriodEnd(graceEnds, monthly))).toBe("2026-08-31");
  });

  // documentation/build/loyalty-points.mdx
  test.each([
    ["2026-01-25", "P1M", "2026-02-25"],
    ["2026-01-31", "P1M", "2026-02-28"],
    ["2026-01-01", "P0M", "2026-01-01"],
  ])("points earned on %s that last %s after it last through %s", (earned, duration, lastDay) => {
    expect(lastDayBefore(endOfDayAfter(`${earned}T10:00:00Z`, duration, UTC))).toBe(lastDay);
  });
  test.each(["2026-01-01", "2026-01-15", "2026-01-31"])(
    "earned on %s, rounded up to the end of the month",
    (earned) => {
      const end = endOfDayAfter(`${earned}T10:00:00Z`, "P1M", UTC);
      expect(lastDayBefore(roundUpToPeriodEnd(end, monthly))).toBe("2026-02-28");
    },
  );

  // documentation/build/loyalty-tiers.mdx
  test("a tier reached on 10 March ends with the month, the next one, or seven days after it; or starts with the next", () => {
    const reached = "2026-03-10T09:00:00Z";
    expect(lastDayBefore(periodEnd(reached, monthly))).toBe("2026-03-31");
    expect(lastDayBefore(periodEnd(reached, { ...monthly, ahead: 1 }))).toBe("2026-04-30");
    expect(lastDayBefore(plusDuration(periodEnd(reached, monthly), "P7D", UTC))).toBe("2026-04-07");
    expect(periodEnd(reached, monthly)).toBe("2026-04-01T00:00:00.000Z");
  });

  // thepointsguy.com/2016/01/when-does-hotel-status-expire
  test("a status earned in June 2016 that runs through March of the second year after", () => {
    const status = { period: "year", fiscalStart: 4, timeZone: "UTC", ahead: 1 } as const;
    expect(lastDayBefore(periodEnd("2016-06-15T00:00:00Z", status))).toBe("2018-03-31");
  });
});

describe("refusals", () => {
  const at = "2026-08-15T12:00:00Z";
  const yearly = { anchor: "2025-06-01", every: "P1Y", timeZone: "UTC" };
  test.each<readonly [string, () => unknown, string]>([
    ["another period", () => periodContaining(at, { ...monthly, period: "week" as never }), "invalid-option"],
    [
      "a period named constructor",
      () => periodContaining(at, { ...monthly, period: "constructor" as never }),
      "invalid-option",
    ],
    ["a thirteenth month", () => periodContaining(at, { ...monthly, fiscalStart: 13 }), "invalid-option"],
    ["part of a month", () => periodEnd(at, { ...monthly, fiscalStart: 1.5 }), "invalid-option"],
    ["a negative back", () => periodContaining(at, { ...monthly, back: -1 }), "invalid-option"],
    ["NaN back", () => periodContaining(at, { ...monthly, back: NaN }), "invalid-option"],
    ["part of a period ahead", () => periodEnd(at, { ...monthly, ahead: 0.5 }), "invalid-option"],
    ["a day as a moment", () => periodContaining("2026-08-15", monthly), "invalid-instant"],
    ["an unknown zone", () => periodContaining(at, { ...monthly, timeZone: "Asia/Nowhere" }), "unknown-time-zone"],
    ["before the years", () => periodContaining(at, { ...monthly, period: "year", back: 3000 }), "out-of-range"],
    ["after the years", () => periodEnd("9999-12-15T00:00:00Z", monthly), "out-of-range"],
    ["an empty anniversary", () => anniversaryContaining(at, { ...yearly, every: "P0D" }), "invalid-option"],
    ["an anniversary of hours", () => anniversaryContaining(at, { ...yearly, every: "PT36H" }), "invalid-option"],
    [
      "an anniversary of no duration",
      () => anniversaryContaining(at, { ...yearly, every: "yearly" }),
      "invalid-duration",
    ],
    ["a bad anchor", () => anniversaryContaining(at, { ...yearly, anchor: "2025-02-30" }), "invalid-instant"],
    [
      "an anniversary beyond the years",
      () => anniversaryContaining(at, { ...yearly, every: "P9000Y" }),
      "out-of-range",
    ],
    ["a validity of hours", () => endOfDayAfter(at, "PT36H", UTC), "invalid-option"],
  ])("%s", (_, call, code) => {
    expect(thrown(call)).toBe(`DomainError ${code}`);
  });
});

describe("laws", () => {
  test("every moment lies in exactly one calendar period, and the one before it ends where it begins", () =>
    fc.assert(
      fc.property(anyInstant, anyPeriodOptions, (at, options) => {
        const here = periodContaining(at, options);
        const before = periodContaining(at, { ...options, back: 1 });
        expect(here.start <= at && at < here.end).toBe(true);
        expect(before.end).toBe(here.start);
        expect(periodContaining(here.start, options)).toEqual(here);
        expect(periodContaining(new Date(Date.parse(here.end) - 1), options)).toEqual(here);
        expect(periodContaining(here.end, options).start).toBe(here.end);
        expect(periodContaining(here.end, { ...options, back: 1 })).toEqual(here);
      }),
    ));

  test("back n is back 1, n times", () =>
    fc.assert(
      fc.property(anyInstant, anyPeriodOptions, fc.integer({ min: 1, max: 8 }), (at, options, back) => {
        let slowly = periodContaining(at, options);
        for (let n = 0; n < back; n++) slowly = periodContaining(new Date(Date.parse(slowly.start) - 1), options);
        expect(periodContaining(at, { ...options, back })).toEqual(slowly);
      }),
    ));

  test("periods ahead follow each other", () =>
    fc.assert(
      fc.property(anyInstant, anyPeriodOptions, fc.integer({ min: 0, max: 8 }), (at, options, ahead) => {
        let end = periodEnd(at, options);
        for (let n = 0; n < ahead; n++) end = periodEnd(end, options);
        expect(periodEnd(at, { ...options, ahead })).toBe(end);
      }),
    ));

  test("rounding up is idempotent, never earlier, and less than a period", () =>
    fc.assert(
      fc.property(anyInstant, anyPeriodOptions, (at, options) => {
        const rounded = roundUpToPeriodEnd(at, options);
        expect(rounded >= at).toBe(true);
        expect(roundUpToPeriodEnd(rounded, options)).toBe(rounded);
        expect(rounded <= periodEnd(at, options)).toBe(true);
      }),
    ));

  test("every moment from the anchor on lies in exactly one anniversary period, the ones before in none", () =>
    fc.assert(
      fc.property(anyInstant, anyInstant, anyEvery, anyZone, (a, b, every, timeZone) => {
        const [anchor, at] = a < b ? [a, b] : [b, a];
        const by = { anchor, every, timeZone };
        const here = anniversaryContaining(at, by);
        if (here === null) throw new Error("a period");
        expect(here.start <= at && at < here.end).toBe(true);
        expect(anniversaryContaining(here.end, { ...by, back: 1 })?.end).toBe(here.end);
        if (here.index > 0) {
          expect(anniversaryContaining(at, { ...by, back: 1 })?.end).toBe(here.start);
          expect(anniversaryContaining(at, { ...by, back: here.index })?.start).toBe(anchor);
        } else expect(here.start).toBe(anchor);
        if (at > anchor) expect(anniversaryContaining(anchor, { ...by, anchor: at })).toBeNull();
      }),
    ));

  test("a month from any day is the same day of the month, or its last", () =>
    fc.assert(
      fc.property(anyInstant, fc.integer({ min: 1, max: 30 }), (at, months) => {
        const anchor = dayOf(at, UTC);
        const period = anniversaryContaining(startOfDay(plusMonths(anchor, months), UTC), {
          anchor,
          every: "P1M",
          ...UTC,
        });
        expect(period?.index).toBe(months);
        expect(period?.start).toBe(instant(`${plusMonths(anchor, months)}T00:00:00Z`));
        const landed = plusMonths(anchor, months);
        expect(landed.slice(8) === anchor.slice(8) || plusDays(landed, 1).endsWith("-01")).toBe(true);
      }),
    ));
});
