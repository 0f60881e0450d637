import fc from "fast-check";
import { fixedZone, instant, type InstantInput, renderValue, type TimeZone, zoneRules } from "clientele/core";
import { describe, expect, test } from "vitest";
import { anyInstant } from "../support/core.ts";

const told = (at: InstantInput, zone: TimeZone | null): string =>
  renderValue({ kind: "instant", at: instant(at) }, "en", zone === null ? null : zoneRules(zone));

describe("examples: moments on the clock of a zone", () => {
  test.each<[string, TimeZone | null, string]>([
    ["2026-06-29T16:30:00Z", null, "2026-06-29 16:30 UTC"],
    ["2026-06-29T16:30:00Z", "Asia/Shanghai", "2026-06-30 00:30"],
    ["2026-06-29T16:30:05Z", "America/New_York", "2026-06-29 12:30:05"],
    ["2026-06-29T16:30:05.080Z", "Asia/Kolkata", "2026-06-29 22:00:05.080"],
    // the hour that comes twice: the second time has its offset
    ["2026-11-01T05:30:00Z", "America/New_York", "2026-11-01 01:30"],
    ["2026-11-01T06:30:00Z", "America/New_York", "2026-11-01 01:30 UTC-05:00"],
    ["2026-10-25T01:30:00Z", "Europe/Paris", "2026-10-25 02:30 UTC+01:00"],
    // a clock that would show a year of five digits
    ["9999-12-31T23:59:00Z", fixedZone("Etc/GMT-1", 3_600_000), "9999-12-31 23:59 UTC"],
    ["0000-01-01T00:00:00Z", fixedZone("Etc/GMT+1", -3_600_000), "0000-01-01 00:00 UTC"],
  ])("%s in %j", (at, zone, text) => {
    expect(told(at, zone)).toBe(text);
    expect(renderValue([instant(at)], "zh-CN", zone === null ? null : zoneRules(zone))).toBe(text);
  });

  test("days are days, whatever the zone", () => {
    expect(renderValue("2026-06-30", "en", zoneRules("Asia/Shanghai"))).toBe("2026-06-30");
  });
});

describe("laws", () => {
  const zones = ["Asia/Shanghai", "America/New_York", "Australia/Lord_Howe", "Europe/London"].map((zone) =>
    zoneRules(zone),
  );
  const anyNear = fc.tuple(anyInstant, fc.integer({ min: -7_200_000, max: 7_200_000 }));

  test("two moments never look alike", () => {
    fc.assert(
      fc.property(anyNear, fc.constantFrom(null, ...zones), ([at, away], zone) => {
        const other = Date.parse(at) + away;
        fc.pre(other >= Date.parse("0001-01-01T00:00:00Z") && other <= Date.parse("9999-12-30T00:00:00Z"));
        expect(told(at, zone) === told(new Date(other).toISOString(), zone)).toBe(away === 0);
      }),
    );
  });
});
