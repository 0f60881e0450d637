import type { BusinessCalendarInput, HolidayInput, HoursInterval } from "./model.ts";

const ROUND_THE_CLOCK: readonly HoursInterval[] = /* @__PURE__ */ (() => [{ from: "00:00", to: "24:00" }])();
const NINE_TO_SIX: readonly HoursInterval[] = /* @__PURE__ */ (() => [{ from: "09:00", to: "18:00" }])();
const NOON: readonly HoursInterval[] = /* @__PURE__ */ (() => [{ from: "12:00", to: "13:00" }])();
const NINE_TO_SIX_WITH_LUNCH: readonly HoursInterval[] = /* @__PURE__ */ (() => [
  { from: "09:00", to: "12:00" },
  { from: "13:00", to: "18:00" },
])();

/** Days off in a row. */
const daysOff = (en: string, zh: string, month: string, first: number, last: number): readonly HolidayInput[] =>
  Array.from({ length: last - first + 1 }, (_, index) => ({
    date: `2026-${month}-${String(first + index).padStart(2, "0")}`,
    labels: { en, "zh-CN": zh },
  }));

/** The calendars that come with the library. */
export interface CalendarPresets {
  /** Round the clock, every day. Our own definition. */
  readonly always: BusinessCalendarInput<"24x7">;
  /**
   * Monday to Friday, 09:00 to 18:00, with an hour for lunch at noon; in UTC, so give it your own zone:
   * `{ ...calendarPresets.weekdays, timeZone: "Europe/Paris" }`. Our own definition.
   */
  readonly weekdays: BusinessCalendarInput<"weekdays-9-18">;
  /**
   * The same hours in China, with the public holidays of 2026 and the weekends worked in exchange (调休). Known until the end
   * of 2026: the dates of a year are announced in the autumn before.
   *
   * @see Notice of the General Office of the State Council on the holidays of 2026 (国务院办公厅关于2026年部分节假日安排的通知),
   *   4 November 2025, as carried by Xinhua: https://politics.gmw.cn/2025-11/04/content_38391083.htm
   */
  readonly china2026: BusinessCalendarInput<"china-2026">;
}

/** Calendars to start from: data, to be handed to `defineCalendar`, whole or changed. */
export const calendarPresets: CalendarPresets = /* @__PURE__ */ (() => ({
  always: {
    id: "24x7",
    timeZone: "UTC",
    labels: { en: "Round the clock", "zh-CN": "全天候" },
    weekly: {
      mon: ROUND_THE_CLOCK,
      tue: ROUND_THE_CLOCK,
      wed: ROUND_THE_CLOCK,
      thu: ROUND_THE_CLOCK,
      fri: ROUND_THE_CLOCK,
      sat: ROUND_THE_CLOCK,
      sun: ROUND_THE_CLOCK,
    },
  },
  weekdays: {
    id: "weekdays-9-18",
    timeZone: "UTC",
    labels: { en: "Weekdays, nine to six", "zh-CN": "工作日九点至十八点" },
    weekly: { mon: NINE_TO_SIX, tue: NINE_TO_SIX, wed: NINE_TO_SIX, thu: NINE_TO_SIX, fri: NINE_TO_SIX },
    breaks: { mon: NOON, tue: NOON, wed: NOON, thu: NOON, fri: NOON },
  },
  china2026: {
    id: "china-2026",
    timeZone: "Asia/Shanghai",
    labels: { en: "China, working days of 2026", "zh-CN": "中国 2026 年工作日" },
    weekly: {
      mon: NINE_TO_SIX_WITH_LUNCH,
      tue: NINE_TO_SIX_WITH_LUNCH,
      wed: NINE_TO_SIX_WITH_LUNCH,
      thu: NINE_TO_SIX_WITH_LUNCH,
      fri: NINE_TO_SIX_WITH_LUNCH,
    },
    holidays: [
      ...daysOff("New Year", "元旦", "01", 1, 3),
      ...daysOff("Spring Festival", "春节", "02", 15, 23),
      ...daysOff("Qingming Festival", "清明节", "04", 4, 6),
      ...daysOff("Labour Day", "劳动节", "05", 1, 5),
      ...daysOff("Dragon Boat Festival", "端午节", "06", 19, 21),
      ...daysOff("Mid-Autumn Festival", "中秋节", "09", 25, 27),
      ...daysOff("National Day", "国庆节", "10", 1, 7),
    ],
    dateHours: {
      "2026-01-04": NINE_TO_SIX_WITH_LUNCH,
      "2026-02-14": NINE_TO_SIX_WITH_LUNCH,
      "2026-02-28": NINE_TO_SIX_WITH_LUNCH,
      "2026-05-09": NINE_TO_SIX_WITH_LUNCH,
      "2026-09-20": NINE_TO_SIX_WITH_LUNCH,
      "2026-10-10": NINE_TO_SIX_WITH_LUNCH,
    },
    knownUntil: "2026-12-31",
  },
}))();
