import fc from "fast-check";
import { fixedZone, tableZone, type TimeZone, wallToEpochMs, zoneRules } from "clientele/core";
import { afterEach, describe, expect, test, vi } from "vitest";
import { anyMs, anyZone, ODD_ZONES, thrown } from "../support/core.ts";

const HOUR = 3_600_000;
const ms = (text: string): number => Date.parse(text);
const moment = (epochMs: number): string => new Date(epochMs).toISOString();
const wall = (text: string, zone: TimeZone): string => moment(wallToEpochMs(ms(`${text}Z`), zoneRules(zone)));

/** The offset as Intl writes it, a way the library does not use: `GMT+08:05:43`. */
function offsetByName(timeZone: string, epochMs: number): number {
  const text = names(timeZone).format(epochMs);
  const [, sign, hours = "0", minutes = "0", seconds = "0"] =
    /GMT(?:([+\u2212-])(\d\d):?(\d\d)?:?(\d\d)?)?$/.exec(text) ?? [];
  return (
    (sign === undefined || sign === "+" ? 1 : -1) *
      (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) *
      1000 +
    0
  );
}
const formats = new Map<string, Intl.DateTimeFormat>();
function names(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat("en-US", { timeZone, timeZoneName: "longOffset", year: "numeric" });
    formats.set(timeZone, format);
  }
  return format;
}

afterEach(() => {
  vi.unstubAllGlobals();
});

describe("examples", () => {
  test.each([
    ["UTC", "2026-03-01T00:00:00Z", 0],
    ["Z", "2026-03-01T00:00:00Z", 0],
    ["+08:00", "2026-03-01T00:00:00Z", 8],
    ["+0530", "2026-03-01T00:00:00Z", 5.5],
    ["-03", "2026-03-01T00:00:00Z", -3],
    ["-00:00", "2026-03-01T00:00:00Z", 0],
    ["+23:59", "2026-03-01T00:00:00Z", 23 + 59 / 60],
    ["Asia/Shanghai", "2026-07-01T00:00:00Z", 8],
    ["Asia/Shanghai", "1988-07-01T00:00:00Z", 9],
    ["Asia/Kathmandu", "2026-07-01T00:00:00Z", 5.75],
    ["Asia/Kathmandu", "1985-07-01T00:00:00Z", 5.5],
    ["Europe/London", "1970-01-01T00:00:00Z", 1], // British Standard Time
    ["Australia/Lord_Howe", "2026-01-01T00:00:00Z", 11],
    ["Australia/Lord_Howe", "2026-07-01T00:00:00Z", 10.5],
    ["Asia/Shanghai", "1850-01-01T00:00:00Z", 8 + 5 / 60 + 43 / 3600], // local mean time
    ["Africa/Monrovia", "1960-01-01T00:00:00Z", -(44 / 60 + 30 / 3600)],
    ["America/New_York", "9999-07-01T00:00:00Z", -4],
    ["America/New_York", "0001-07-01T00:00:00Z", -(4 + 56 / 60 + 2 / 3600)],
  ])("%s at %s is %d hours ahead", (zone, at, hours) => {
    expect(zoneRules(zone).offsetAt(ms(at))).toBe(Math.round(hours * HOUR));
  });

  test.each([
    // Zone Asia/Shanghai of the tz database: the last summer time ended on 1991-09-15 at two in the morning
    ["Asia/Shanghai", "1991-05-01T00:00:00Z", "1991-09-14T17:00:00.000Z"],
    ["Asia/Shanghai", "1986-01-01T00:00:00Z", "1986-05-03T18:00:00.000Z"],
    ["America/New_York", "2026-01-01T00:00:00Z", "2026-03-08T07:00:00.000Z"],
    ["America/New_York", "2026-03-08T06:59:59.999Z", "2026-03-08T07:00:00.000Z"],
    ["America/New_York", "2026-03-08T07:00:00Z", "2026-11-01T06:00:00.000Z"], // after, not at
    ["Pacific/Apia", "2011-10-01T00:00:00Z", "2011-12-30T10:00:00.000Z"],
    ["Africa/Monrovia", "1960-01-01T00:00:00Z", "1972-01-07T00:44:30.000Z"],
  ])("%s: the first change after %s is at %s", (zone, from, at) => {
    expect(moment(zoneRules(zone).transitionAfter(ms(from)))).toBe(at);
  });

  test.each([
    ["Asia/Shanghai", "1991-09-14T17:00:00Z"],
    ["Asia/Kathmandu", "2026-01-01T00:00:00Z"],
    ["UTC", "0000-01-01T00:00:00Z"],
    ["+08:00", "2026-01-01T00:00:00Z"],
  ])("%s does not change after %s", (zone, from) => {
    expect(zoneRules(zone).transitionAfter(ms(from))).toBe(Infinity);
  });

  test.each([
    ["America/New_York", "2026-03-08T02:30", "2026-03-08T07:00:00.000Z"], // gap: the transition
    ["America/New_York", "2026-11-01T01:30", "2026-11-01T05:30:00.000Z"], // overlap: the earlier
    ["Australia/Lord_Howe", "2026-10-04T02:15", "2026-10-03T15:30:00.000Z"], // a gap of half an hour
    ["Australia/Lord_Howe", "2026-04-05T01:45", "2026-04-04T14:45:00.000Z"], // an overlap of half an hour
    ["America/Sao_Paulo", "2018-11-04T00:00", "2018-11-04T03:00:00.000Z"], // no midnight
    ["Asia/Beirut", "2021-03-28T00:30", "2021-03-27T22:00:00.000Z"],
    ["Pacific/Apia", "2011-12-30T12:00", "2011-12-30T10:00:00.000Z"], // a day that never was
    ["Pacific/Apia", "2011-12-29T23:59", "2011-12-30T09:59:00.000Z"],
    ["Pacific/Kwajalein", "1993-08-21T12:00", "1993-08-21T12:00:00.000Z"], // nor this one
    ["Africa/Casablanca", "2026-02-15T02:30", "2026-02-15T01:30:00.000Z"], // set back for Ramadan
    ["Asia/Shanghai", "0000-01-01T08:05:43", "0000-01-01T00:00:00.000Z"],
  ])("%s: %s is at %s", (zone, text, at) => {
    expect(wall(text, zone)).toBe(at);
  });

  test("rules go through as they are", () => {
    const rules = fixedZone("shop", 8 * HOUR);

    expect(zoneRules(rules)).toBe(rules);
    expect(zoneRules("Asia/Tokyo")).toBe(zoneRules("Asia/Tokyo"));
  });

  test("a table of transitions, the last of which holds ever after", () => {
    const rules = tableZone("table", {
      initialOffsetMs: -HOUR,
      transitions: [
        { at: 0, offsetMs: HOUR },
        { at: 1000, offsetMs: 0 },
      ],
    });

    expect([-1e15, -1, 0, 999, 1000, 1e15].map((at) => rules.offsetAt(at))).toEqual([-HOUR, -HOUR, HOUR, HOUR, 0, 0]);
    expect([-1, 0, 999, 1000].map((at) => rules.transitionAfter(at))).toEqual([0, 1000, 1000, Infinity]);
    expect(tableZone("none", { initialOffsetMs: 5, transitions: [] }).offsetAt(0)).toBe(5);
  });
});

describe("refusals", () => {
  test.each(["", "Mars/Olympus", "constructor", "+24:00", "+08:60", "8", "Asia/Shanghai ", "__proto__"])(
    "no zone: %j",
    (zone) => {
      expect(thrown(() => zoneRules(zone))).toBe("DomainError unknown-time-zone");
    },
  );

  test.each([null, undefined, 8, {}, { offsetAt: 8 }, { offsetAt: () => 0 }])("no rules: %j", (zone) => {
    expect(thrown(() => zoneRules(zone as unknown as TimeZone))).toBe("DomainError unknown-time-zone");
  });

  test.each([2 * 86_400_000, -2 * 86_400_000, 0.5, NaN, Infinity])("an offset of %d", (offsetMs) => {
    expect(thrown(() => fixedZone("x", offsetMs))).toBe("DomainError invalid-zone-rules");
    expect(thrown(() => tableZone("x", { initialOffsetMs: 0, transitions: [{ at: 0, offsetMs }] }))).toBe(
      "DomainError invalid-zone-rules",
    );
  });

  test.each([[[1, 1]], [[2, 1]], [[0.5]], [[NaN]], [[-Infinity]]])("transitions at %j", (moments) => {
    const transitions = moments.map((at) => ({ at, offsetMs: 0 }));

    expect(thrown(() => tableZone("x", { initialOffsetMs: 0, transitions }))).toBe("DomainError invalid-zone-rules");
  });

  test("a clock that changes without end", () => {
    const rules = { timeZone: "mad", offsetAt: () => 0, transitionAfter: (epochMs: number) => epochMs + 1 };

    expect(thrown(() => wallToEpochMs(0, rules))).toBe("DomainError invalid-zone-rules");
  });
});

describe("a host without Intl", () => {
  test("offsets, UTC and handed-in rules do; names do not, and say so", () => {
    vi.stubGlobal("Intl", undefined);

    expect(zoneRules("+09:30").offsetAt(0)).toBe(9.5 * HOUR);
    expect(zoneRules("Etc/UTC").offsetAt(0)).toBe(0);
    expect(wall("2026-01-01T00:00", fixedZone("x", HOUR))).toBe("2025-12-31T23:00:00.000Z");
    expect(thrown(() => zoneRules("Indian/Mauritius"))).toBe("DomainError no-zone-rules");
    vi.unstubAllGlobals();
    expect(zoneRules("Indian/Mauritius").offsetAt(0)).toBe(4 * HOUR); // the refusal was not remembered
  });
});

describe("laws", () => {
  test("agrees with Intl at any moment, whatever was asked before", () =>
    fc.assert(
      fc.property(anyZone, fc.integer({ min: Date.UTC(1801, 0), max: Date.UTC(2150, 0) }), (zone, at) => {
        expect(zoneRules(zone).offsetAt(at)).toBe(offsetByName(zone, at));
      }),
      { numRuns: 600 },
    ));

  test("agrees with Intl in the far future too, about changes as well", () =>
    fc.assert(
      fc.property(anyZone, fc.integer({ min: Date.UTC(2150, 0), max: Date.UTC(9998, 0) }), (zone, at) => {
        const rules = zoneRules(zone);
        expect(rules.offsetAt(at)).toBe(offsetByName(zone, at));
        const next = rules.transitionAfter(at);
        if (next === Infinity) return;
        expect(next).toBeGreaterThan(at);
        expect(next - at).toBeLessThan(400 * 24 * HOUR);
        expect(offsetByName(zone, next - 1)).toBe(offsetByName(zone, at));
        expect(offsetByName(zone, next)).not.toBe(offsetByName(zone, at));
      }),
      { numRuns: 300 },
    ));

  test.each(ODD_ZONES)("%s: from 1970 to 2040 the clock changes exactly where it is said to", (zone) => {
    const rules = zoneRules(zone);
    let from = 0;
    for (;;) {
      const next = rules.transitionAfter(from);
      const last = Math.min(next, Date.UTC(2040, 0)) - 1;
      expect(offsetByName(zone, last)).toBe(offsetByName(zone, from));
      expect(rules.offsetAt(last)).toBe(rules.offsetAt(from));
      if (next > last + 1) break;
      expect(offsetByName(zone, next)).not.toBe(offsetByName(zone, last));
      from = next;
    }
    expect(rules.transitionAfter(from)).toBeGreaterThanOrEqual(Date.UTC(2040, 0));
  });

  test("a wall time is found at the first moment whose clock reads it or later", () =>
    fc.assert(
      fc.property(anyZone, anyMs, (zone, wallMs) => {
        const rules = zoneRules(zone);
        const at = wallToEpochMs(wallMs, rules);
        const reads = (epochMs: number): number => epochMs + rules.offsetAt(epochMs);

        expect(reads(at)).toBeGreaterThanOrEqual(wallMs);
        // never before: between two changes the clock runs on, so the last millisecond of each stretch is its latest reading
        for (let from = at - 4 * 86_400_000; from < at; from = rules.transitionAfter(from)) {
          expect(reads(Math.min(rules.transitionAfter(from), at) - 1)).toBeLessThan(wallMs);
        }
      }),
      { numRuns: 200 },
    ));

  test("close to a change too, and a later wall time is never an earlier moment", () =>
    fc.assert(
      fc.property(
        anyZone,
        anyMs,
        fc.integer({ min: -90_000_000, max: 90_000_000 }),
        fc.nat(7_200_000),
        (zone, near, by, step) => {
          const rules = zoneRules(zone);
          const change = rules.transitionAfter(near);
          const wallMs = (change === Infinity ? near : change) + rules.offsetAt(near) + by;
          const at = wallToEpochMs(wallMs, rules);

          expect(at + rules.offsetAt(at)).toBeGreaterThanOrEqual(wallMs);
          expect(at - 1 + rules.offsetAt(at - 1)).toBeLessThan(wallMs);
          expect(wallToEpochMs(wallMs + step, rules)).toBeGreaterThanOrEqual(at);
        },
      ),
      { numRuns: 200 },
    ));

  test("a table drawn from a zone is that zone", () =>
    fc.assert(
      fc.property(anyZone, fc.integer({ min: Date.UTC(1990, 0), max: Date.UTC(2020, 0) }), (zone, at) => {
        const rules = zoneRules(zone);
        const transitions: { at: number; offsetMs: number }[] = [];
        for (let t = rules.transitionAfter(Date.UTC(1989, 0)); t < Date.UTC(2021, 0); t = rules.transitionAfter(t)) {
          transitions.push({ at: t, offsetMs: rules.offsetAt(t) });
        }
        const table = tableZone(zone, { initialOffsetMs: rules.offsetAt(Date.UTC(1989, 0)), transitions });
        expect(table.offsetAt(at)).toBe(rules.offsetAt(at));
        expect(wallToEpochMs(at, table)).toBe(wallToEpochMs(at, rules));
      }),
    ));
});
