import type { Instant, InstantInput, JsonObject, Labels, LabelsInput, Sealed } from "../core/index.ts";

/** A day of the week, Monday first. */
export type Weekday = "mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun";

/** A stretch of open time on the wall clock: `from` belongs to it, `to` no longer does. */
export interface HoursInterval {
  /** `HH:MM` or `HH:MM:SS`. */
  readonly from: string;
  /**
   * `HH:MM` or `HH:MM:SS`; `24:00` is the end of the day. Earlier than `from`, it is on the following day: `22:00` to
   * `06:00` is one night shift, of the day on which it starts.
   */
  readonly to: string;
}

/** The open intervals of each weekday. Overlapping ones merge, touching ones join; an empty list is a closed day. */
export type WeeklyHours = Readonly<Record<Weekday, readonly HoursInterval[]>>;

/** A day off. */
export interface Holiday {
  /** The day, `YYYY-MM-DD`, in the calendar's zone. */
  readonly date: string;
  /** What people call it; null when not given. */
  readonly labels: Labels | null;
}

/**
 * When a team, shop or office works: an ordinary week, and the dates that differ from it.
 *
 * Date hours stand over holidays, and holidays over weekly hours:
 *
 *     open = (weekly hours of dates without date hours, minus 00-24 of every holiday) + date hours
 */
export interface BusinessCalendarData<Id extends string = string> {
  /** The name by which policies ask for this calendar. */
  readonly id: Id;
  /** IANA zone whose wall clock all hours are read on, such as `Asia/Shanghai`; or `UTC`, or an offset such as `+08:00`. */
  readonly timeZone: string;
  /** What people call it; null when not given. */
  readonly labels: Labels | null;
  /** The ordinary week. */
  readonly weekly: WeeklyHours;
  /**
   * Hours of single dates (`YYYY-MM-DD`), in place of what would start on that date: half days, make-up workdays, an extra
   * Sunday. An empty list closes the date. A night shift that started the day before still ends in it, unless the date is a
   * holiday too.
   */
  readonly dateHours: Readonly<Record<string, readonly HoursInterval[]>>;
  /** Days off: 00-24 of each is closed, the end of a night shift of the day before included. */
  readonly holidays: readonly Holiday[];
  /** The host's own JSON, which travels along unread; null when not given. */
  readonly meta: JsonObject | null;
}

/** A checked calendar. */
export type BusinessCalendar<Id extends string = string> = Sealed<BusinessCalendarData<Id>>;

/** A calendar as a literal gives it: closed weekdays and keys that may be null can be left out. */
export interface BusinessCalendarInput<Id extends string = string> {
  /** The name by which policies ask for this calendar. */
  readonly id: Id;
  /** IANA zone, `UTC`, or an offset such as `+08:00`. */
  readonly timeZone: string;
  /** What people call it. */
  readonly labels?: LabelsInput | null;
  /** The ordinary week; a weekday left out is closed. */
  readonly weekly: Readonly<Partial<Record<Weekday, readonly HoursInterval[]>>>;
  /** Hours of single dates. */
  readonly dateHours?: Readonly<Record<string, readonly HoursInterval[]>>;
  /** Days off. */
  readonly holidays?: readonly HolidayInput[];
  /** The host's own JSON. */
  readonly meta?: JsonObject | null;
}

/** A day off as a literal gives it. */
export interface HolidayInput {
  /** The day, `YYYY-MM-DD`, in the calendar's zone. */
  readonly date: string;
  /** What people call it. */
  readonly labels?: LabelsInput | null;
}

/** A stretch of time between two moments: `from` belongs to it, `to` no longer does. */
export interface Span {
  /** The first moment that belongs to it. */
  readonly from: Instant;
  /** The first moment that no longer does. */
  readonly to: Instant;
}

/** A stretch of time as a caller gives it. */
export interface SpanInput {
  /** Where it begins. */
  readonly from: InstantInput;
  /** Where it ends. */
  readonly to: InstantInput;
}

/** Why no open moment, or not enough open time, was found. */
export interface NoOpenTimeFound {
  /** Always this. */
  readonly code: "no-open-time-found";
  /** The `id` of the calendar. */
  readonly calendar: string;
  /** Where the search began. */
  readonly from: Instant;
  /** Where it was given up: about a hundred years later, or at the end of the year 9999. */
  readonly searchedUntil: Instant;
}

/** Codes of what can be wrong with a calendar. */
export type CalendarIssueCode =
  | "invalid-time-of-day"
  | "empty-interval"
  | "invalid-date"
  | "duplicate-holiday"
  | "no-open-time";

/** Codes of what is worth knowing about a calendar that may be used. */
export type CalendarFindingCode = "overlapping-intervals";

/** All codes of this module. */
export type CalendarCode = CalendarIssueCode | CalendarFindingCode | NoOpenTimeFound["code"];
