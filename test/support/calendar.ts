import {
  type BusinessCalendar,
  type BusinessCalendarInput,
  defineCalendar,
  type HoursInterval,
  type Weekday,
} from "clientele/calendar";
import { DAY_MS, dayFromNumber, zoneRules } from "clientele/core";
import fc from "fast-check";

/** Nine to five, Monday to Friday. */
export const nineToFive: readonly HoursInterval[] = [{ from: "09:00", to: "17:00" }];

/** An office in Shanghai with a lunch break, the Spring Festival of 2026, and the make-up workdays around it. */
const shanghaiHours: readonly HoursInterval[] = [
  { from: "09:00", to: "12:00" },
  { from: "13:30", to: "18:00" },
];

/** The literal behind {@link shanghai}. */
export const shanghaiLiteral = {
  id: "shanghai-office",
  timeZone: "Asia/Shanghai",
  labels: { "zh-CN": "上海办公室" },
  weekly: { mon: shanghaiHours, tue: shanghaiHours, wed: shanghaiHours, thu: shanghaiHours, fri: shanghaiHours },
  holidays: [
    { date: "2026-02-15" },
    { date: "2026-02-16" },
    { date: "2026-02-17", labels: { en: "Chinese New Year", "zh-CN": "春节" } },
    { date: "2026-02-18" },
    { date: "2026-02-19" },
    { date: "2026-02-20" },
    { date: "2026-02-23" },
  ],
  dateHours: { "2026-02-14": shanghaiHours, "2026-02-28": shanghaiHours },
} as const satisfies BusinessCalendarInput;

/** That office, checked. */
export const shanghai: BusinessCalendar<"shanghai-office"> = defineCalendar(shanghaiLiteral);

/** A calendar with the same intervals on every day. */
export const daily = (timeZone: string, ...hours: readonly HoursInterval[]): BusinessCalendar =>
  defineCalendar({
    id: "daily",
    timeZone,
    weekly: { mon: hours, tue: hours, wed: hours, thu: hours, fri: hours, sat: hours, sun: hours },
  });

export const MINUTE = 60_000;
export const WEEKDAYS: readonly Weekday[] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/** Days around which a clock was changed in some unusual way, and an ordinary one. */
const CHANGES: readonly { readonly timeZone: string; readonly day: number }[] = [
  { timeZone: "UTC", day: 20_000 },
  { timeZone: "Asia/Shanghai", day: 20_500 },
  { timeZone: "+05:30", day: 19_000 },
  { timeZone: "America/New_York", day: dayNumber(2024, 3, 10) },
  { timeZone: "America/New_York", day: dayNumber(2024, 11, 3) },
  { timeZone: "Australia/Lord_Howe", day: dayNumber(2024, 4, 7) }, // half an hour back
  { timeZone: "Australia/Lord_Howe", day: dayNumber(2024, 10, 6) }, // half an hour forward
  { timeZone: "Asia/Beirut", day: dayNumber(2021, 3, 28) }, // midnight does not exist
  { timeZone: "America/Havana", day: dayNumber(2024, 11, 3) }, // midnight comes twice
  { timeZone: "America/St_Johns", day: dayNumber(2010, 11, 7) }, // a minute after midnight back into the day before
  { timeZone: "Pacific/Apia", day: dayNumber(2011, 12, 30) }, // a day that was skipped
  { timeZone: "Africa/Casablanca", day: dayNumber(2024, 3, 10) }, // back for the month of fasting
  { timeZone: "Africa/Cairo", day: dayNumber(2010, 8, 11) }, // the same, from midnight into the day before
  { timeZone: "Asia/Gaza", day: dayNumber(2024, 4, 20) },
  { timeZone: "Asia/Kathmandu", day: dayNumber(1986, 1, 1) }, // a quarter of an hour, once and for all
  { timeZone: "Antarctica/Troll", day: dayNumber(2024, 3, 31) }, // two hours
  { timeZone: "Atlantic/Azores", day: dayNumber(2024, 10, 27) }, // from one o'clock back to midnight
  { timeZone: "Pacific/Chatham", day: dayNumber(2024, 9, 29) }, // at a quarter to three
];

function dayNumber(year: number, month: number, day: number): number {
  return Date.UTC(year, month - 1, day) / DAY_MS;
}

const clockText = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;

/** An interval of whole minutes, overnight ones included. */
const anInterval: fc.Arbitrary<HoursInterval> = fc
  .tuple(
    fc.oneof(fc.constantFrom(0, 15, 30, 60, 90, 105, 120, 150, 180, 1320, 1410, 1439), fc.nat(1439)),
    fc.oneof(fc.constantFrom(0, 1, 30, 90, 120, 150, 360, 1440), fc.nat(1440)),
  )
  .filter(([from, to]) => from !== to)
  .map(([from, to]) => ({ from: clockText(from), to: clockText(to) }));

/** A break of at most three hours, so that a week is never closed by breaks alone but by chance. */
const aBreak: fc.Arbitrary<HoursInterval> = fc
  .tuple(fc.oneof(fc.constantFrom(0, 60, 120, 720, 1380, 1410), fc.nat(1439)), fc.integer({ min: 1, max: 180 }))
  .map(([from, length]) => ({ from: clockText(from), to: clockText((from + length) % 1440) }));

const someHours = fc.array(anInterval, { maxLength: 3 });

/** A calendar in a zone and around a day that {@link CHANGES} names, with that day's number. */
export const aCalendar: fc.Arbitrary<{ readonly calendar: BusinessCalendar; readonly day: number }> = fc
  .constantFrom(...CHANGES)
  .chain(({ timeZone, day }) => {
    const near = fc.integer({ min: day - 4, max: day + 4 });
    return fc
      .record({
        weekly: fc.tuple(
          fc
            .array(anInterval, { minLength: 1, maxLength: 2 })
            .map((hours) => [...hours, { from: "04:00", to: "20:00" }]),
          ...Array.from({ length: 6 }, () => someHours),
        ),
        dates: fc.uniqueArray(fc.tuple(near, someHours), { maxLength: 2, selector: ([date]) => date }),
        holidays: fc.uniqueArray(fc.tuple(near, fc.constantFrom("day" as const, "shift" as const)), {
          maxLength: 2,
          selector: ([date]) => date,
        }),
        breaks: fc.uniqueArray(fc.tuple(fc.oneof(near, fc.nat(6)), fc.array(aBreak, { maxLength: 2 })), {
          maxLength: 2,
          selector: ([key]) => key,
        }),
      })
      .map(({ weekly, dates, holidays, breaks }) => ({
        calendar: defineCalendar({
          id: "random",
          timeZone,
          weekly: Object.fromEntries(WEEKDAYS.map((weekday, index) => [weekday, weekly[index] ?? []])),
          dateHours: Object.fromEntries(dates.map(([date, hours]) => [dayFromNumber(date), hours])),
          holidays: holidays.map(([date, removes]) => ({ date: dayFromNumber(date), removes })),
          breaks: Object.fromEntries(
            breaks.map(([key, intervals]) => [key < 7 ? (WEEKDAYS[key] ?? "mon") : dayFromNumber(key), intervals]),
          ),
        }),
        day,
      }));
  });

/** A calendar and some minutes near its day, as epoch milliseconds in ascending order. */
export const aCalendarAnd = (
  moments: number,
): fc.Arbitrary<{ readonly calendar: BusinessCalendar; readonly at: readonly number[] }> =>
  aCalendar.chain(({ calendar, day }) =>
    fc
      .array(fc.integer({ min: -2 * 1440, max: 3 * 1440 }), { minLength: moments, maxLength: moments })
      .map((minutes) => ({
        calendar,
        at: minutes.map((minute) => day * DAY_MS + minute * MINUTE).sort((a, b) => a - b),
      })),
  );

/**
 * A slow second opinion, minute by minute and without spans: a moment is open when the latest time that the zone's clock
 * has shown up to then is within the hours of the calendar. (So an hour that the clock repeats belongs to the time reached
 * before it went back.) With a date, only minutes of that date.
 */
export function openMinutes(
  calendar: BusinessCalendar,
  from: number,
  to: number,
  date: number | null = null,
): ReadonlySet<number> {
  const rules = zoneRules(calendar.timeZone);
  const hoursOn = hoursOnDates(calendar);
  const open = new Set<number>();
  let latest = -Infinity;
  for (let at = from - 2 * DAY_MS; at < to; at += MINUTE) {
    latest = Math.max(latest, at + rules.offsetAt(at));
    if (at < from || isBreak(calendar, latest)) continue;
    if (date !== null && Math.floor(latest / DAY_MS) !== date) continue;
    if (isWithin(hoursOn(Math.floor(latest / DAY_MS)), latest)) open.add(at);
  }
  return open;
}

interface Wall {
  readonly from: number;
  readonly to: number;
}

const isWithin = (hours: readonly Wall[], wall: number): boolean =>
  hours.some(({ from, to }) => from <= wall && wall < to);

/** The hours that count within a date, also those that started the day before, each date looked up once. */
function hoursOnDates({ weekly, dateHours, holidays }: BusinessCalendar): (date: number) => readonly Wall[] {
  const known = new Map<number, readonly Wall[]>();
  const removed = (day: number): string | undefined =>
    holidays.find(({ date }) => date === dayFromNumber(day))?.removes;
  const lookUp = (today: number): readonly Wall[] =>
    [today, today - 1].flatMap((date) => {
      const special = dateHours[dayFromNumber(date)];
      const off = removed(today) === "day" || removed(date) === "shift";
      return (special ?? (off ? [] : weekly[weekdayName(date)])).map((interval) => wallOf(date, interval));
    });
  return (date) => {
    const hours = known.get(date) ?? lookUp(date);
    known.set(date, hours);
    return hours;
  };
}

const weekdayName = (date: number): Weekday => WEEKDAYS[(((date + 3) % 7) + 7) % 7] ?? "mon";

function wallOf(date: number, { from, to }: HoursInterval): Wall {
  const start = date * DAY_MS + minutesOf(from) * MINUTE;
  const end = date * DAY_MS + minutesOf(to) * MINUTE;
  return { from: start, to: end <= start ? end + DAY_MS : end };
}

/** Whether a break of a date, or of the date before, holds at a wall time. */
function isBreak({ breaks }: BusinessCalendar, wall: number): boolean {
  const today = Math.floor(wall / DAY_MS);
  return [today, today - 1].some((date) =>
    [weekdayName(date), dayFromNumber(date)].some((key) =>
      isWithin(
        (breaks[key] ?? []).map((interval) => wallOf(date, interval)),
        wall,
      ),
    ),
  );
}

const minutesOf = (text: string): number => Number(text.slice(0, 2)) * 60 + Number(text.slice(3, 5));
