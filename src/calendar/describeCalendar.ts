import {
  type Day,
  dayFromNumber,
  DomainError,
  epochDayOfText,
  type InstantInput,
  type Labels,
  type Locale,
  LOCALES,
  type Message,
  type MessageParams,
  renderMessage,
  show,
} from "../core/index.ts";
import { weekdayOf } from "../core/kernel.ts";
import { datedCalendar, WEEKDAYS } from "./calendarKind.ts";
import { given } from "./internal/given.ts";
import { readMoment } from "./internal/moments.ts";
import { hoursInWords, sentences, weekdayNames, words } from "./internal/words.ts";
import type { BusinessCalendar, HoursInterval, Weekday } from "./model.ts";

/** What to say of a calendar. */
export interface DescribeOptions {
  /** The language. */
  readonly locale: Locale;
  /** The moment from whose date on exceptions are told. */
  readonly asOf: InstantInput;
  /** How many exceptions to tell, those in a row that are alike counted once; default 10. */
  readonly exceptions?: number;
}

/**
 * Writes a calendar out in words, for people to check what they configured: the hours of the week, breaks, the next dates that
 * differ, and how far dates are known.
 *
 * Hours stand as they were written; a line that is wrong can be found in the calendar. Days in a row that are alike share one.
 *
 * @param calendar - The calendar.
 * @param options - `locale`; `asOf`; `exceptions`, how many of them (default 10).
 * @returns Lines of text.
 * @throws `DomainError` with code `policy-not-checked` (a combined calendar has no hours to tell), `invalid-instant`,
 *   `invalid-option`, or `out-of-range` where the date in the zone is beyond the years 0000 to 9999.
 *
 * @example
 * ```ts
 * import { calendarPresets, defineCalendar, describeCalendar } from "clientele/calendar";
 *
 * const office = defineCalendar(calendarPresets.china2026);
 * const asOf = "2026-09-15T00:00:00+08:00";
 *
 * describeCalendar(office, { locale: "en", asOf });
 * // => [
 * //   "China, working days of 2026: hours on the clock of Asia/Shanghai",
 * //   "Monday to Friday: 09:00 to 12:00, 13:00 to 18:00",
 * //   "Saturday to Sunday: closed",
 * //   "2026-09-20 (Sunday): 09:00 to 12:00, 13:00 to 18:00",
 * //   "2026-09-25 (Friday) to 2026-09-27 (Sunday), Mid-Autumn Festival: closed",
 * //   "2026-10-01 (Thursday) to 2026-10-07 (Wednesday), National Day: closed",
 * //   "2026-10-10 (Saturday): 09:00 to 12:00, 13:00 to 18:00",
 * //   "Holidays and special hours after 2026-12-31 are not known yet",
 * // ]
 * describeCalendar(office, { locale: "zh-CN", asOf })[4]; // => "2026-09-25（周五）至 2026-09-27（周日），中秋节：休息"
 * ```
 */
export function describeCalendar(calendar: BusinessCalendar, options: DescribeOptions): readonly string[] {
  const { index } = datedCalendar(calendar);
  const { locale, asOf, exceptions = 10 } = given("options", options);
  if (!LOCALES.includes(locale)) {
    throw new DomainError("invalid-option", `locale: expected ${LOCALES.join(" or ")}, received ${show(locale)}`);
  }
  if (!Number.isSafeInteger(exceptions) || exceptions < 0) {
    throw new DomainError("invalid-option", `exceptions: expected a count, received ${show(exceptions)}`);
  }
  const say = (message: Message, params: MessageParams): string =>
    renderMessage(message, params, { locale, terms: {} });
  const today = dayFromNumber(index.layout.dayNear(readMoment(asOf)));
  const { labels, id, timeZone, weekly, breaks, knownUntil } = calendar;
  const groups = exceptionGroups(calendar, today, locale);
  const left = groups.length - exceptions;
  return [
    say(sentences.title, { name: nameOf(labels, locale) ?? id, timeZone }),
    ...weekGroups((weekday) => hoursInWords(weekly[weekday], locale), locale).map(({ days, text }) =>
      say(sentences.hours, { days, hours: text }),
    ),
    ...weekGroups((weekday) => breaksText(breaks, weekday, locale), locale).flatMap(({ days, text }) =>
      text === "" ? [] : [say(sentences.breaks, { days, hours: text })],
    ),
    ...groups.slice(0, exceptions).map(({ first, last, name, text }) => {
      const dates =
        first === last
          ? dateText(first, locale)
          : say(sentences.between, { first: dateText(first, locale), last: dateText(last, locale) });
      return name === null
        ? say(sentences.dates, { dates, hours: text })
        : say(sentences.named, { dates, name, hours: text });
    }),
    ...(left > 0 ? [say(sentences.more, { count: left })] : []),
    ...(groups.length === 0 ? [say(sentences["nothing-more"], { date: today })] : []),
    ...(knownUntil === null ? [] : [say(sentences["known-until"], { knownUntil })]),
  ];
}

const nameOf = (labels: Labels | null, locale: Locale): string | null =>
  labels === null ? null : (labels[locale] ?? labels.en ?? labels["zh-CN"]);

const breaksText = (breaks: BusinessCalendar["breaks"], key: string, locale: Locale): string => {
  const intervals = Object.hasOwn(breaks, key) ? (breaks[key] ?? []) : [];
  return intervals.length === 0 ? "" : hoursInWords(intervals, locale);
};

interface WeekGroup {
  readonly days: string;
  readonly text: string;
}

/** Weekdays in a row with the same text. */
function weekGroups(textOf: (weekday: Weekday) => string, locale: Locale): readonly WeekGroup[] {
  const runs: { first: Weekday; last: Weekday; text: string }[] = [];
  for (const weekday of WEEKDAYS) {
    const [run, text] = [runs.at(-1), textOf(weekday)];
    if (run?.text === text) run.last = weekday;
    else runs.push({ first: weekday, last: weekday, text });
  }
  return runs.map(({ first, last, text }) => ({ days: daysText(first, last, locale), text }));
}

function daysText(first: Weekday, last: Weekday, locale: Locale): string {
  if (first === last) return weekdayNames[first][locale];
  if (first === "mon" && last === "sun") return words["every-day"][locale];
  const params = { first: weekdayNames[first][locale], last: weekdayNames[last][locale] };
  return renderMessage(sentences.between, params, { locale, terms: {} });
}

interface DateGroup {
  readonly first: number;
  last: number;
  readonly name: string | null;
  readonly text: string;
}

/** The dates from one on that differ, those in a row that are alike together. */
function exceptionGroups(calendar: BusinessCalendar, today: Day, locale: Locale): readonly DateGroup[] {
  const { holidays, dateHours, breaks } = calendar;
  const off = new Map(holidays.map((holiday) => [holiday.date, holiday]));
  const dates = new Set([...off.keys(), ...Object.keys(dateHours), ...Object.keys(breaks)]);
  const groups: DateGroup[] = [];
  for (const date of [...dates].filter((key) => key >= today && !Number.isNaN(epochDayOfText(key))).sort()) {
    const holiday = off.get(date) ?? null;
    const hours: readonly HoursInterval[] | null = Object.hasOwn(dateHours, date) ? (dateHours[date] ?? []) : null;
    const pause = breaksText(breaks, date, locale);
    const parts = [
      hours !== null
        ? hoursInWords(hours, locale)
        : holiday === null
          ? ""
          : words[holiday.removes === "day" ? "closed" : "shift-off"][locale],
      pause === "" ? "" : words.break[locale].replace("{hours}", pause),
    ];
    const text = parts.filter((part) => part !== "").join(words.semicolon[locale]);
    const name = nameOf(holiday?.labels ?? null, locale);
    const day = epochDayOfText(date);
    const group = groups.at(-1);
    if (group?.last === day - 1 && group.text === text && group.name === name) group.last = day;
    else groups.push({ first: day, last: day, name, text });
  }
  return groups;
}

function dateText(day: number, locale: Locale): string {
  const weekday = weekdayNames[WEEKDAYS[weekdayOf(day)] ?? "mon"][locale];
  return renderMessage(sentences.date, { date: dayFromNumber(day), weekday }, { locale, terms: {} });
}
