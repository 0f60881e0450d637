import fc from "fast-check";
import {
  type Day,
  day,
  dayFromNumber,
  dayOf,
  daysBetween,
  endOfDay,
  epochDayOfText,
  epochMsOf,
  fixedZone,
  fromWallTime,
  instant,
  instantFromMs,
  type InstantInput,
  orThrow,
  parseDay,
  parseInstant,
  plusDays,
  startOfDay,
} from "clientele/core";
import vm from "node:vm";
import { describe, expect, test } from "vitest";
import { anyDay, anyInstant, anyMs, anyZone, hostileValues, thrown } from "../support/core.ts";

const MIN = -62_167_219_200_000;
const MAX = 253_402_300_799_999;

describe("examples", () => {
  test.each([
    ["2026-03-01T10:00:00+08:00", "2026-03-01T02:00:00.000Z"],
    ["2026-03-01 10:00:00+08", "2026-03-01T02:00:00.000Z"], // as Postgres writes it
    ["2026-03-01 10:00:00.12+0530", "2026-03-01T04:30:00.120Z"],
    ["2026-03-01T10:00Z", "2026-03-01T10:00:00.000Z"],
    ["2026-03-01T10:00:00.5-00:00", "2026-03-01T10:00:00.500Z"],
    ["2024-02-29T23:59:59.999-23:59", "2024-03-01T23:58:59.999Z"],
    ["0000-01-01T00:00:00Z", "0000-01-01T00:00:00.000Z"],
    ["0099-12-31T00:00:00Z", "0099-12-31T00:00:00.000Z"], // not 1999
    ["9999-12-31T23:59:59.999Z", "9999-12-31T23:59:59.999Z"],
  ])("%s is %s", (text, at) => {
    expect(instant(text)).toBe(at);
    expect(parseInstant(text)).toEqual({ ok: true, value: at });
  });

  test.each<[string, InstantInput, number]>([
    ["a Date", new Date(5), 5],
    ["a Date of another realm", vm.runInNewContext("new Date(5)") as Date, 5],
    ["a Date of a class", new (class Later extends Date {})(5), 5],
    ["a Date that fibs", Object.assign(new Date(5), { getTime: () => 7 }), 5],
    ["a moment with epochMilliseconds", { epochMilliseconds: 5 }, 5],
    [
      "one that has it from its class, as Temporal's",
      new (class {
        get epochMilliseconds(): number {
          return Number("5");
        }
      })(),
      5,
    ],
    ["minus zero", { epochMilliseconds: -0 }, 0],
    ["the first moment", new Date(MIN), MIN],
    ["the last moment", new Date(MAX), MAX],
  ])("%s", (_, input, ms) => {
    expect(epochMsOf(input)).toBe(ms);
  });

  test.each([
    ["Asia/Shanghai", "2026-03-01T15:59:59.999Z", "2026-03-01"],
    ["Asia/Shanghai", "2026-03-01T16:00:00.000Z", "2026-03-02"],
    ["America/New_York", "2026-03-01T04:59:59.999Z", "2026-02-28"],
    ["Pacific/Apia", "2011-12-30T09:59:59.999Z", "2011-12-29"],
    ["Pacific/Apia", "2011-12-30T10:00:00.000Z", "2011-12-31"],
    ["America/St_Johns", "2009-11-01T02:30:30.000Z", "2009-11-01"], // for one minute,
    ["America/St_Johns", "2009-11-01T02:31:00.000Z", "2009-10-31"], // then the old day once more
  ])("in %s %s is on %s", (timeZone, at, on) => {
    expect(dayOf(at, { timeZone })).toBe(on);
  });

  test.each([
    ["America/Sao_Paulo", "2018-11-04", "2018-11-04T03:00:00.000Z", "2018-11-05T01:59:59.999Z"], // 23 hours, from one o'clock
    ["America/New_York", "2026-11-01", "2026-11-01T04:00:00.000Z", "2026-11-02T04:59:59.999Z"], // 25 hours
    ["Pacific/Apia", "2011-12-30", "2011-12-30T10:00:00.000Z", "2011-12-30T09:59:59.999Z"], // none at all
    ["America/Havana", "2026-11-01", "2026-11-01T04:00:00.000Z", "2026-11-02T04:59:59.999Z"], // midnight twice
  ])("in %s %s goes from %s to %s", (timeZone, on, start, end) => {
    expect([startOfDay(day(on), { timeZone }), endOfDay(day(on), { timeZone })]).toEqual([start, end]);
  });

  test.each([
    ["2026-01-31", 1, "2026-02-01"],
    ["2024-02-28", 1, "2024-02-29"],
    ["2026-03-01", -1, "2026-02-28"],
    ["0000-01-01", 0, "0000-01-01"],
    ["9999-12-30", 1, "9999-12-31"],
  ])("%s and %i days is %s", (from, days, to) => {
    expect(plusDays(day(from), days)).toBe(to);
    expect(daysBetween(day(from), day(to))).toBe(days);
  });

  test.each([
    ["2026-03-08T02:30", "America/New_York", "2026-03-08T07:00:00.000Z"],
    ["2026-03-08T12:30:15.25", "America/New_York", "2026-03-08T16:30:15.250Z"],
    ["0000-01-01T00:00", "UTC", "0000-01-01T00:00:00.000Z"],
  ])("the wall time %s in %s is %s", (wall, timeZone, at) => {
    expect(orThrow(fromWallTime(wall, { timeZone }))).toBe(at);
  });
});

describe("refusals", () => {
  test.each([
    "",
    "now",
    "2026-03-01",
    "2026-03-01T10:00:00", // no offset: whose ten o'clock?
    "2026-02-29T10:00:00Z",
    "2026-00-10T10:00:00Z",
    "2026-13-01T10:00:00Z",
    "2026-04-31T10:00:00Z",
    "2026-03-00T10:00:00Z",
    "2026-03-01T24:00:00Z",
    "2026-03-01T23:60:00Z",
    "2016-12-31T23:59:60Z", // a leap second that was
    "2026-03-01T10:00:00.1234Z",
    "2026-03-01T10:00:00.Z",
    "2026-03-01T10:00:00,5Z",
    "2026-03-01T10:00:00+24:00",
    "2026-03-01T10:00:00+08:60",
    "2026-03-01T10:00:00z",
    "2026-03-01t10:00:00Z",
    "2026-3-1T10:00:00Z",
    "+002026-03-01T10:00:00Z",
    "12026-03-01T10:00:00Z",
    " 2026-03-01T10:00:00Z",
    "2026-03-01T10:00:00Z\n",
    "2026-03-01T10:00:00\u221208:00",
    "２０２６-03-01T10:00:00Z",
    "0000-01-01T00:00:00+00:01", // before the year 0
    "9999-12-31T23:59:59.999-00:01", // after the year 9999
    "2026-03-01T10:00:00Z[Asia/Shanghai]",
    "Sun, 01 Mar 2026 10:00:00 GMT",
  ])("no moment: %j", (text) => {
    expect(thrown(() => instant(text))).toBe("DomainError invalid-instant");
    expect(parseInstant(text)).toEqual({
      ok: false,
      error: { code: "invalid-fact", path: "", expected: "instant", observed: JSON.stringify(text) },
    });
  });

  test.each<readonly [string, unknown]>([
    ...hostileValues,
    ["a number", 0],
    ["a fraction", { epochMilliseconds: 0.5 }],
    ["text for a number", { epochMilliseconds: "0" }],
    ["a bigint for a number", { epochMilliseconds: 0n }],
    ["too early", { epochMilliseconds: MIN - 1 }],
    ["too late", new Date(MAX + 1)],
    ["boxed text", Object("2026-03-01T10:00:00Z")],
  ])("no moment, no day: %s", (_, input) => {
    expect(epochMsOf(input)).toBeNaN();
    expect(epochDayOfText(input)).toBeNaN();
    expect(thrown(() => instant(input as InstantInput))).toBe("DomainError invalid-instant");
    expect(thrown(() => day(input as string))).toBe("DomainError invalid-day");
    expect(parseInstant(input)).toMatchObject({ ok: false, error: { code: "invalid-fact", expected: "instant" } });
    expect(parseDay(input)).toMatchObject({ ok: false, error: { code: "invalid-fact", expected: "day" } });
    expect(fromWallTime(input as string, { timeZone: "UTC" })).toMatchObject({ ok: false });
  });

  test.each([
    "",
    "2026-02-29",
    "2026-1-1",
    "2026-01-01Z",
    "2026-01-01T00:00:00Z",
    "20260101",
    "2026-01-01\n",
    "-0001-01-01",
  ])("no day: %j", (text) => {
    expect(thrown(() => day(text))).toBe("DomainError invalid-day");
    expect(parseDay(text)).toEqual({
      ok: false,
      error: { code: "invalid-fact", path: "", expected: "day", observed: JSON.stringify(text) },
    });
  });

  test.each(["", "2026-03-01", "2026-03-01T10:00Z", "2026-03-01T10:00+08", "2026-03-01T24:00", "2026-02-30T10:00"])(
    "no wall time: %j",
    (wall) => {
      expect(fromWallTime(wall, { timeZone: "Asia/Shanghai" })).toEqual({
        ok: false,
        error: { code: "invalid-fact", path: "", expected: "instant", observed: JSON.stringify(wall) },
      });
    },
  );

  test("beyond the calendar's ends", () => {
    const [east, west] = [{ timeZone: "+14:00" }, { timeZone: "-12:00" }];
    const [first, last] = [day("0000-01-01"), day("9999-12-31")];

    expect(fromWallTime("0000-01-01T00:00", east).ok).toBe(false);
    expect(fromWallTime("9999-12-31T23:00", west).ok).toBe(false);
    for (const run of [
      () => startOfDay(first, east),
      () => endOfDay(last, west),
      () => dayOf("9999-12-31T23:00:00Z", east),
      () => dayOf("0000-01-01T00:00:00Z", west),
      () => plusDays(last, 1),
      () => plusDays(first, -1),
      () => plusDays(first, 0.5),
      () => plusDays(first, NaN),
      () => instantFromMs(MAX + 1),
      () => instantFromMs(MIN - 1),
      () => instantFromMs(0.5),
      () => instantFromMs(NaN),
      () => dayFromNumber(Infinity),
    ]) {
      expect(thrown(run)).toBe("DomainError out-of-range");
    }
  });

  test("a zone that does not exist, and a moment for a day", () => {
    const timeZone = "Mars/Olympus";

    expect(thrown(() => dayOf("2026-03-01T10:00:00Z", { timeZone }))).toBe("DomainError unknown-time-zone");
    expect(thrown(() => startOfDay(day("2026-03-01"), { timeZone }))).toBe("DomainError unknown-time-zone");
    expect(thrown(() => startOfDay("2026-03-01T10:00:00Z" as unknown as Day, { timeZone: "UTC" }))).toBe(
      "DomainError invalid-day",
    );
  });
});

describe("laws", () => {
  test("a moment is written as the platform writes it, over all years", () => {
    fc.assert(
      fc.property(fc.integer({ min: -62_167_219_200_000, max: 253_402_300_799_999 }), (ms) => {
        expect(instantFromMs(ms)).toBe(new Date(ms).toISOString());
      }),
      { numRuns: 2000, examples: [[-62_167_219_200_000], [253_402_300_799_999], [-1], [0], [951_782_400_000]] },
    );
  });

  test("a moment has one spelling: round trip through text, Date and number; order is the order of time", () =>
    fc.assert(
      fc.property(fc.integer({ min: MIN, max: MAX }), fc.integer({ min: MIN, max: MAX }), (a, b) => {
        const text = instantFromMs(a);
        expect(text).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
        expect(epochMsOf(text)).toBe(a);
        expect(instant(new Date(a))).toBe(text);
        expect(instant(text)).toBe(text);
        expect(text < instantFromMs(b)).toBe(a < b);
      }),
    ));

  test("a text that is nearly in the one spelling is read as in any other", () => {
    const spoilt = fc.tuple(
      fc.integer({ min: MIN, max: MAX }),
      fc.nat({ max: 22 }),
      fc.constantFrom("0", "2", "3", "6", "9", "-", "T", " ", "+", ":", "/", ".", "x", "\u0661"),
    );
    fc.assert(
      fc.property(spoilt, ([ms, place, put]) => {
        const text = instantFromMs(ms);
        const odd = text.slice(0, place) + put + text.slice(place + 1, -1);
        expect(epochMsOf(`${odd}Z`)).toBe(epochMsOf(`${odd}+00:00`));
      }),
      { numRuns: 1000 },
    );
  });

  test("an offset moves the clock, not the moment", () =>
    fc.assert(
      fc.property(anyMs, fc.integer({ min: -1439, max: 1439 }), (at, minutes) => {
        const clock = instantFromMs(at + minutes * 60_000).slice(0, -1);
        const pad = (n: number): string => String(n).padStart(2, "0");
        const size = Math.abs(minutes);
        const offset = `${minutes < 0 ? "-" : "+"}${pad(Math.floor(size / 60))}:${pad(size % 60)}`;
        expect(epochMsOf(clock + offset)).toBe(at);
        expect(epochMsOf(clock.replace("T", " ") + offset.replace(":", ""))).toBe(at);
      }),
    ));

  test("text is a moment exactly when Date agrees that it exists", () =>
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9999 }), fc.nat(13), fc.nat(32), fc.nat(25), (year, month, date, hour) => {
        const pad = (n: number, width = 2): string => String(n).padStart(width, "0");
        const text = `${pad(year, 4)}-${pad(month)}-${pad(date)}T${pad(hour)}:00:00.000Z`;
        const read = new Date(text);
        const exists = !Number.isNaN(read.getTime()) && read.toISOString() === text;
        expect(epochMsOf(text)).toBe(exists ? read.getTime() : NaN);
        expect(epochDayOfText(text.slice(0, 10))).toBe(
          Number.isNaN(epochMsOf(`${text.slice(0, 10)}T00:00:00Z`)) ? NaN : Date.parse(text.slice(0, 10)) / 86_400_000,
        );
      }),
      { numRuns: 500 },
    ));

  test("Z and +00:00 are read alike, whatever one character before them has become", () => {
    const aCharacter = fc.oneof(fc.constantFrom(..."0123456789:-. TtZ/;"), fc.string({ minLength: 1, maxLength: 1 }));
    fc.assert(
      fc.property(anyInstant, fc.nat(22), aCharacter, (text, index, character) => {
        const clock = `${text.slice(0, index)}${character}${text.slice(index + 1, -1)}`;
        expect(epochMsOf(`${clock}Z`)).toBe(epochMsOf(`${clock}+00:00`));
      }),
      { numRuns: 1000 },
    );
  });

  test("a moment lies on its day, and days tile time", () =>
    fc.assert(
      fc.property(anyInstant, anyZone, (at, timeZone) => {
        const on = dayOf(at, { timeZone });
        const next = plusDays(on, 1);
        expect(startOfDay(on, { timeZone }) <= at).toBe(true);
        expect(epochMsOf(endOfDay(on, { timeZone })) + 1).toBe(epochMsOf(startOfDay(next, { timeZone })));
        // but for a clock set back over midnight, which reads the old day once more
        if (timeZone !== "America/St_Johns") expect(at <= endOfDay(on, { timeZone })).toBe(true);
      }),
      { numRuns: 100 },
    ));

  test("days add up, and come back", () =>
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -300, max: 300 }), fc.integer({ min: -60, max: 60 }), (from, a, b) => {
        expect(plusDays(plusDays(from, a), b)).toBe(plusDays(from, a + b));
        expect(daysBetween(from, plusDays(from, a))).toBe(a);
        expect(dayFromNumber(epochDayOfText(from))).toBe(from);
      }),
    ));

  test("a wall time that exists once is read back as it was written", () =>
    fc.assert(
      fc.property(anyMs, fc.integer({ min: -14 * 60, max: 14 * 60 }), (at, minutes) => {
        const timeZone = fixedZone("here", minutes * 60_000);
        const wall = instantFromMs(at + minutes * 60_000).slice(0, -1);
        expect(fromWallTime(wall, { timeZone })).toEqual({ ok: true, value: instantFromMs(at) });
      }),
    ));
});
