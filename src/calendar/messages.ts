import type { MessageCatalog } from "../core/index.ts";
import type { CalendarCode } from "./model.ts";

/** The sentences of the calendar's codes. */
export const calendarMessages: MessageCatalog<CalendarCode> = {
  "invalid-time-of-day": {
    en: "expected a time HH:MM or HH:MM:SS (24:00 only as an end), received {observed}",
    "zh-CN": "应为 HH:MM 或 HH:MM:SS 形式的时间（24:00 只能作为结束时间），实际为{observed}",
  },
  "empty-interval": {
    en: "the interval ends at {to}, where it begins",
    "zh-CN": "时段的起止时间相同，均为{to}",
  },
  "invalid-date": {
    en: "expected a day YYYY-MM-DD that exists, received {observed}",
    "zh-CN": "应为真实存在的日期 YYYY-MM-DD，实际为{observed}",
  },
  "invalid-break-day": {
    en: "expected a weekday (mon to sun) or a day YYYY-MM-DD that exists, received {observed}",
    "zh-CN": "应为星期（mon 至 sun）或真实存在的日期 YYYY-MM-DD，实际为{observed}",
  },
  "duplicate-holiday": {
    en: "{date} is already a holiday at {first}",
    "zh-CN": "{date}已在{first}处列为假日",
  },
  "no-open-time": {
    en: "the calendar is never open",
    "zh-CN": "该日历没有任何工作时间",
  },
  "overlapping-intervals": {
    en: "{from} to {to} overlaps another interval of the same day; the two count once",
    "zh-CN": "{from}至{to}与同日另一时段重叠，重叠部分只计一次",
  },
  "break-outside-hours": {
    en: "the break {from} to {to} takes nothing away: the calendar is not open then",
    "zh-CN": "休息时段{from}至{to}不起作用：此时段本就不是工作时间",
  },
  "date-after-known": {
    en: "{date} is given, though dates are said to be known only up to {knownUntil}",
    "zh-CN": "给出了{date}的安排，但日历声明仅掌握截至{knownUntil}的日期",
  },
  "beyond-known-dates": {
    en: "the answer rests on dates after {knownUntil}, whose holidays and make-up workdays calendar {calendar} does not know yet",
    "zh-CN": "该结果涉及{knownUntil}之后的日期，日历{calendar}尚未掌握其放假与调休安排",
  },
  "no-open-time-found": {
    en: "calendar {calendar} does not have that much open time between {from} and {searchedUntil}",
    "zh-CN": "日历{calendar}在{from}至{searchedUntil}之间没有足够的工作时间",
  },
  "no-closing-found": {
    en: "calendar {calendar} does not close between {from} and {searchedUntil}",
    "zh-CN": "日历{calendar}在{from}至{searchedUntil}之间始终处于工作时间",
  },
  "no-working-day-found": {
    en: "calendar {calendar} does not have that many working days between {from} and {searchedUntil}",
    "zh-CN": "日历{calendar}在{from}至{searchedUntil}之间没有足够的工作日",
  },
};
