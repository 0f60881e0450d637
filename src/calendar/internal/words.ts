import type { Locale, MessageCatalog } from "../../core/index.ts";
import type { HoursInterval, Weekday } from "../model.ts";

/** The sentences of a description. */
export const sentences: MessageCatalog<
  "title" | "hours" | "breaks" | "date" | "named" | "dates" | "between" | "nothing-more" | "known-until" | "more"
> = {
  title: { en: "{name}: hours on the clock of {timeZone}", "zh-CN": "{name}：按 {timeZone} 时间" },
  hours: { en: "{days}: {hours}", "zh-CN": "{days}：{hours}" },
  breaks: { en: "Break on {days}: {hours}", "zh-CN": "{days}休息时段：{hours}" },
  date: { en: "{date} ({weekday})", "zh-CN": "{date}（{weekday}）" },
  between: { en: "{first} to {last}", "zh-CN": "{first}至{last}" },
  named: { en: "{dates}, {name}: {hours}", "zh-CN": "{dates}，{name}：{hours}" },
  dates: { en: "{dates}: {hours}", "zh-CN": "{dates}：{hours}" },
  more: { en: "and {count} more", "zh-CN": "另有 {count} 条" },
  "nothing-more": {
    en: "From {date} on: no holidays, special hours or breaks of single dates",
    "zh-CN": "自 {date} 起：没有假日、特殊营业时间或单日休息时段",
  },
  "known-until": {
    en: "Holidays and special hours after {knownUntil} are not known yet",
    "zh-CN": "{knownUntil} 之后的放假与调休安排尚未掌握",
  },
};

/** The words of a description that are no sentences. */
export const words: MessageCatalog<
  "closed" | "all-day" | "shift-off" | "break" | "overnight" | "interval" | "every-day" | "comma" | "semicolon"
> = {
  closed: { en: "closed", "zh-CN": "休息" },
  "all-day": { en: "all day", "zh-CN": "全天" },
  "shift-off": { en: "no shift starts", "zh-CN": "当日班次停班" },
  break: { en: "break {hours}", "zh-CN": "休息时段 {hours}" },
  interval: { en: "{from} to {to}", "zh-CN": "{from}–{to}" },
  overnight: { en: "{from} to {to} the next day", "zh-CN": "{from}–次日 {to}" },
  "every-day": { en: "Every day", "zh-CN": "每天" },
  comma: { en: ", ", "zh-CN": "、" },
  semicolon: { en: "; ", "zh-CN": "；" },
};

/** The names of the weekdays. */
export const weekdayNames: MessageCatalog<Weekday> = {
  mon: { en: "Monday", "zh-CN": "周一" },
  tue: { en: "Tuesday", "zh-CN": "周二" },
  wed: { en: "Wednesday", "zh-CN": "周三" },
  thu: { en: "Thursday", "zh-CN": "周四" },
  fri: { en: "Friday", "zh-CN": "周五" },
  sat: { en: "Saturday", "zh-CN": "周六" },
  sun: { en: "Sunday", "zh-CN": "周日" },
};

/** Writes intervals out, in the order of their beginnings. */
export function hoursInWords(intervals: readonly HoursInterval[], locale: Locale): string {
  if (intervals.length === 0) return words.closed[locale];
  return [...intervals]
    .sort((a, b) => (a.from < b.from ? -1 : 1))
    .map((interval) => intervalInWords(interval, locale))
    .join(words.comma[locale]);
}

function intervalInWords({ from, to }: HoursInterval, locale: Locale): string {
  const end = to === "00:00" || to === "00:00:00" ? "24:00" : to;
  if (from === "00:00" && end === "24:00") return words["all-day"][locale];
  const form = end < from ? words.overnight : words.interval;
  return form[locale].replace("{from}", from).replace("{to}", end);
}
