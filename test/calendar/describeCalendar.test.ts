import {
  type BusinessCalendarInput,
  calendarPresets,
  defineCalendar,
  describeCalendar,
  type DescribeOptions,
} from "clientele/calendar";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { sentences, weekdayNames, words } from "../../src/calendar/internal/words.ts";
import { aCalendar } from "../support/calendar.ts";
import { places } from "../support/core.ts";

const asOf = "2026-03-01T00:00:00Z";
const desk = defineCalendar({
  id: "desk",
  timeZone: "UTC",
  labels: { "zh-CN": "服务台" },
  weekly: {
    mon: [
      { from: "13:00", to: "17:00" },
      { from: "08:30:15", to: "12:00" },
    ],
    tue: [{ from: "00:00", to: "24:00" }],
    fri: [{ from: "22:00", to: "06:00" }],
    sun: [{ from: "18:00", to: "00:00" }],
  },
  breaks: { mon: [{ from: "10:00", to: "10:15" }], "2026-03-09": [{ from: "14:00", to: "15:00" }] },
  holidays: [
    { date: "2026-02-27" },
    { date: "2026-03-03", labels: { en: "Founding Day" } },
    { date: "2026-03-06", removes: "shift" },
    { date: "2026-03-10" },
    { date: "2026-03-11" },
    { date: "2026-03-12" },
  ],
  dateHours: { "2026-03-02": [], "2026-03-04": [{ from: "09:00", to: "12:00" }] },
});

describe("examples", () => {
  test("in English", () => {
    expect(describeCalendar(desk, { locale: "en", asOf })).toEqual([
      "服务台: hours on the clock of UTC",
      "Monday: 08:30:15 to 12:00, 13:00 to 17:00",
      "Tuesday: all day",
      "Wednesday to Thursday: closed",
      "Friday: 22:00 to 06:00 the next day",
      "Saturday: closed",
      "Sunday: 18:00 to 24:00",
      "Break on Monday: 10:00 to 10:15",
      "2026-03-02 (Monday): closed",
      "2026-03-03 (Tuesday), Founding Day: closed",
      "2026-03-04 (Wednesday): 09:00 to 12:00",
      "2026-03-06 (Friday): no shift starts",
      "2026-03-09 (Monday): break 14:00 to 15:00",
      "2026-03-10 (Tuesday) to 2026-03-12 (Thursday): closed",
    ]);
  });

  test("in Chinese", () => {
    expect(describeCalendar(desk, { locale: "zh-CN", asOf, exceptions: 2 })).toEqual([
      "服务台：按 UTC 时间",
      "周一：08:30:15–12:00、13:00–17:00",
      "周二：全天",
      "周三至周四：休息",
      "周五：22:00–次日 06:00",
      "周六：休息",
      "周日：18:00–24:00",
      "周一休息时段：10:00–10:15",
      "2026-03-02（周一）：休息",
      "2026-03-03（周二），Founding Day：休息",
      "另有 4 条",
    ]);
  });

  test("as many exceptions as asked for, and how many are left", () => {
    const lines = (exceptions: number) => describeCalendar(desk, { locale: "en", asOf, exceptions }).slice(8);
    expect(lines(0)).toEqual(["and 6 more"]);
    expect(lines(5).at(-1)).toBe("and 1 more");
    expect(lines(6).at(-1)).toBe("2026-03-10 (Tuesday) to 2026-03-12 (Thursday): closed");
  });

  test("the week of an office; hours from midnight, and to midnight in seconds", () => {
    const lines = (weekly: BusinessCalendarInput["weekly"]) =>
      describeCalendar(defineCalendar({ id: "x", timeZone: "UTC", weekly }), { locale: "en", asOf }).slice(1, -1);
    const hours = [
      { from: "00:00", to: "06:00" },
      { from: "20:00", to: "00:00:00" },
    ];
    const text = "00:00 to 06:00, 20:00 to 24:00";
    expect(lines({ mon: hours, tue: hours })).toEqual([`Monday to Tuesday: ${text}`, "Wednesday to Sunday: closed"]);
    expect(lines({ sat: hours, sun: hours })).toEqual(["Monday to Friday: closed", `Saturday to Sunday: ${text}`]);
  });

  test("every day alike, nothing to come", () => {
    expect(describeCalendar(defineCalendar(calendarPresets.always), { locale: "en", asOf })).toEqual([
      "Round the clock: hours on the clock of UTC",
      "Every day: all day",
      "From 2026-03-01 on: no holidays, special hours or breaks of single dates",
    ]);
  });

  test("the date is that of the calendar's zone; what is past is not told, what is not known is", () => {
    const china = defineCalendar(calendarPresets.china2026);
    const lines = (at: string) => describeCalendar(china, { locale: "zh-CN", asOf: at }).slice(3);
    expect(lines("2026-10-09T15:59:59Z")[0]).toBe("2026-10-10（周六）：09:00–12:00、13:00–18:00");
    expect(lines("2026-10-10T15:59:59Z")[0]).toBe("2026-10-10（周六）：09:00–12:00、13:00–18:00");
    expect(lines("2026-10-10T16:00:00Z")).toEqual([
      "自 2026-10-11 起：没有假日、特殊营业时间或单日休息时段",
      "2026-12-31 之后的放假与调休安排尚未掌握",
    ]);
  });

  test("a date with hours and a break says both", () => {
    const fair = defineCalendar({
      id: "fair",
      timeZone: "UTC",
      weekly: {},
      dateHours: { "2026-05-02": [{ from: "10:00", to: "18:00" }] },
      breaks: { "2026-05-02": [{ from: "12:00", to: "13:00" }] },
    });
    expect(describeCalendar(fair, { locale: "en", asOf })).toEqual([
      "fair: hours on the clock of UTC",
      "Every day: closed",
      "2026-05-02 (Saturday): 10:00 to 18:00; break 12:00 to 13:00",
    ]);
  });
});

describe("refusals", () => {
  test.each<[string, DescribeOptions, string]>([
    ["a language", { locale: "fr" as "en", asOf }, "invalid-option"],
    ["a count", { locale: "en", asOf, exceptions: 0.5 }, "invalid-option"],
    ["a count below zero", { locale: "en", asOf, exceptions: -1 }, "invalid-option"],
    ["a moment", { locale: "en", asOf: "today" }, "invalid-instant"],
    ["options", null as unknown as DescribeOptions, "invalid-option"],
  ])("%s", (_, options, code) => {
    const message = expect.stringMatching(
      /^(options|locale|exceptions): expected (an object|en or zh-CN|a count), received |^expected a Date/,
    ) as string;
    expect(() => describeCalendar(desk, options)).toThrow(expect.objectContaining({ code, message }));
  });

  test("a date in the zone that cannot be written", () => {
    const east = defineCalendar({ ...calendarPresets.always, timeZone: "+14:00" });
    const say = (asOf: string) => () => describeCalendar(east, { locale: "en", asOf });
    expect(say("9999-12-31T09:59:59Z")).not.toThrow();
    expect(say("9999-12-31T10:00:00Z")).toThrow(expect.objectContaining({ code: "out-of-range" }));
  });
});

describe.each(Object.entries({ ...sentences, ...words, ...weekdayNames }))("%s", (_, message) => {
  test("has the same placeholders in both languages", () => {
    expect(places(message.en)).toEqual(places(message["zh-CN"]));
  });
});

test("every calendar is described, without a placeholder left", () => {
  fc.assert(
    fc.property(aCalendar, fc.constantFrom("en", "zh-CN"), ({ calendar }, locale) => {
      const lines = describeCalendar(calendar, { locale, asOf, exceptions: 100 });
      expect(lines.join("\n")).not.toMatch(/[{}]|undefined|not known|未知/);
    }),
  );
});
