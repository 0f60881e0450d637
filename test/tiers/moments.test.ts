import fc from "fast-check";
import { durationParts, epochMsOf, instantFromMs, minusDuration, plusDuration, zoneRules } from "clientele/core";
import { type MetricPeriod, periodContaining, periodEnd as endOfPeriod, roundUpToPeriodEnd } from "clientele/rules";
import { describe, expect, test } from "vitest";
import { MONTHS, type Period, periodEnd, periodStart, plusParts, roundedUp } from "../../src/tiers/internal/moments.ts";

/** The arithmetic of kernels is that of core and rules, which is date-fns'. */

const anyMoment = fc.integer({ min: Date.parse("1950-01-01"), max: Date.parse("2100-01-01") });
const anyZone = fc.constantFrom(
  "UTC",
  "Asia/Shanghai",
  "America/New_York",
  "Asia/Beirut",
  "America/Havana",
  "America/St_Johns",
  "+05:30",
);
const anyDuration = fc.constantFrom("P1M", "P13M", "P1Y", "P30D", "P2W", "PT36H", "P1M1DT1H", "PT0S", "P1200M");
const anyPeriod: fc.Arbitrary<readonly [MetricPeriod, number]> = fc.tuple(
  fc.constantFrom("month", "quarter", "halfYear", "year"),
  fc.integer({ min: 1, max: 12 }),
);
const numbers = ([period, firstMonth]: readonly [MetricPeriod, number]): Period => ({
  months: MONTHS[period],
  firstMonth,
});

describe("examples", () => {
  const at = (moment: string): number => Date.parse(moment);

  test("a clock set back over midnight: the new period and the new day have begun, though the old ones are read once more", () => {
    const zone = zoneRules("America/St_Johns"); // on 1 November 2009, one minute past midnight
    const month = { months: 1, firstMonth: 1 };
    const [november, second] = [at("2009-11-01T02:30:00Z"), at("2009-11-02T03:30:00Z")];
    for (const twice of [at("2009-11-01T02:31:00Z"), at("2009-11-01T03:29:59Z"), at("2009-11-01T03:30:00Z")]) {
      expect(periodStart(twice, month, zone)).toBe(november);
      expect(periodEnd(twice, month, zone)).toBe(at("2009-12-01T03:30:00Z"));
      expect(roundedUp(twice, "day", zone)).toBe(second);
    }
    expect(roundedUp(november, "day", zone)).toBe(november);
    expect(roundedUp(november + 1, "day", zone)).toBe(second);
    expect(roundedUp(november - 1, "day", zone)).toBe(november);
    expect(periodStart(november, month, zone)).toBe(november);
    expect(periodStart(november - 1, month, zone)).toBe(at("2009-10-01T02:30:00Z"));
  });

  test("exact time is counted through a change of clocks, days and months keep the hour", () => {
    const zone = zoneRules("America/New_York"); // 1 November 2026, two o'clock is one o'clock once more
    const [first, again] = [at("2026-11-01T05:30:00Z"), at("2026-11-01T06:30:00Z")];
    expect(plusParts(first, { months: 0, days: 0, ms: 3_600_000 }, zone)).toBe(again);
    expect(plusParts(again, { months: 0, days: 0, ms: 0 }, zone)).toBe(again);
    expect(plusParts(again, { months: 0, days: 1, ms: 0 }, zone)).toBe(at("2026-11-02T06:30:00Z"));
    expect(plusParts(again, { months: 1, days: 0, ms: 1 }, zone)).toBe(at("2026-12-01T06:30:00.001Z"));
    expect(plusParts(at("2026-01-31T17:00:00Z"), { months: 1, days: 0, ms: 0 }, zone)).toBe(at("2026-02-28T17:00:00Z"));
  });
});

describe("laws", () => {
  test("durations, forward and back", () => {
    fc.assert(
      fc.property(anyMoment, anyZone, anyDuration, (ms, timeZone, duration) => {
        const at = instantFromMs(ms);
        const parts = durationParts(duration);
        const back = { months: -parts.months, days: -parts.days, ms: -parts.ms };
        const zone = zoneRules(timeZone);
        expect(plusParts(ms, parts, zone)).toBe(epochMsOf(plusDuration(at, duration, { timeZone })));
        expect(plusParts(ms, back, zone)).toBe(epochMsOf(minusDuration(at, duration, { timeZone })));
      }),
      { numRuns: 1000 },
    );
  });

  test("periods and their ends", () => {
    fc.assert(
      fc.property(anyMoment, anyZone, anyPeriod, fc.nat({ max: 5 }), (ms, timeZone, which, ahead) => {
        const [period, fiscalStart] = which;
        const options = { period, fiscalStart, timeZone };
        const zone = zoneRules(timeZone);
        expect(periodStart(ms, numbers(which), zone)).toBe(
          epochMsOf(periodContaining(instantFromMs(ms), options).start),
        );
        expect(periodEnd(ms, numbers(which), zone, ahead)).toBe(
          epochMsOf(endOfPeriod(instantFromMs(ms), { ...options, ahead })),
        );
      }),
      { numRuns: 1000 },
    );
  });

  test("rounding up: to the boundary at or after, days and periods", () => {
    fc.assert(
      fc.property(anyMoment, anyZone, anyPeriod, fc.boolean(), (ms, timeZone, which, onBoundary) => {
        const [period, fiscalStart] = which;
        const zone = zoneRules(timeZone);
        const at = onBoundary ? periodStart(ms, numbers(which), zone) : ms;
        expect(roundedUp(at, numbers(which), zone)).toBe(
          epochMsOf(roundUpToPeriodEnd(instantFromMs(at), { period, fiscalStart, timeZone })),
        );
        expect(roundedUp(at, null, zone)).toBe(at);
        const midnight = roundedUp(at, "day", zone);
        expect(midnight).toBeGreaterThanOrEqual(at);
        expect(midnight - at).toBeLessThanOrEqual(25 * 3_600_000);
        expect(roundedUp(midnight, "day", zone)).toBe(midnight);
        if (onBoundary) expect(midnight).toBe(at);
      }),
      { numRuns: 1000 },
    );
  });
});
