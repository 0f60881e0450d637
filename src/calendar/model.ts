import type {
  Day,
  Instant,
  InstantInput,
  JsonObject,
  Labels,
  LabelsInput,
  Seal,
  Sealed,
  ZoneRules,
} from "../core/index.ts";
import type { Landing, SetOperation } from "./kernel.ts";

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

/** How much a holiday takes away: `day`, all from 00 to 24 of its date; `shift`, the shifts that start on it, to their end. */
export type HolidayScope = "day" | "shift";

/** A day off. */
export interface Holiday {
  /** The day, `YYYY-MM-DD`, in the calendar's zone. */
  readonly date: string;
  /**
   * `day`: 00 to 24 of the date is closed, the end of the night shift of the day before included, while a night shift of its own
   * goes on after midnight. `shift`: what starts on the date is off, to its end on the following day.
   */
  readonly removes: HolidayScope;
  /** What people call it; null when not given. */
  readonly labels: Labels | null;
}

/**
 * When a team, shop or office works: an ordinary week, and the dates that differ from it.
 *
 * Date hours stand over holidays, holidays over weekly hours, and breaks over all:
 *
 *     open = (weekly hours of dates without date hours, minus holidays) + date hours - breaks
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
  /** Days off. */
  readonly holidays: readonly Holiday[];
  /**
   * What is closed whatever else holds, by weekday (`mon`: a lunch break) or date (`YYYY-MM-DD`: a works meeting). A break of a
   * weekday holds on make-up workdays too. Past midnight as in hours: `22:00` to `02:00` ends on the following day.
   */
  readonly breaks: Readonly<Record<string, readonly HoursInterval[]>>;
  /**
   * The last date, `YYYY-MM-DD`, whose holidays and date hours are known; null when nothing more is to come. What is answered
   * about later dates goes by the ordinary week, and `checkRange` says so.
   */
  readonly knownUntil: string | null;
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
  /** What is closed whatever else holds, by weekday or date. */
  readonly breaks?: Readonly<Record<string, readonly HoursInterval[]>>;
  /** The last date whose holidays and date hours are known. */
  readonly knownUntil?: string | null;
  /** The host's own JSON. */
  readonly meta?: JsonObject | null;
}

/** A day off as a literal gives it. */
export interface HolidayInput {
  /** The day, `YYYY-MM-DD`, in the calendar's zone. */
  readonly date: string;
  /** How much it takes away; default `day`. */
  readonly removes?: HolidayScope;
  /** What people call it. */
  readonly labels?: LabelsInput | null;
}

/** A calendar made of two others, whose zones may differ: `intersect`, `unite`, `subtract`. */
export type CombinedCalendar<Id extends string = string> = Seal & {
  /** The operation with the names of the two, such as `intersect(berlin, shanghai)`. */
  readonly id: Id;
  /** What was done. */
  readonly operation: SetOperation;
  /** To what, in this order. */
  readonly of: readonly [AnyCalendar, AnyCalendar];
};

/** What can be asked about open time: a calendar, or one combined from others. */
export type AnyCalendar = BusinessCalendar | CombinedCalendar;

/** What a door of calendars may be given. */
export interface CalendarOptions {
  /**
   * Rules of zones, to be used in place of the host's for the names they carry: for hosts without `Intl`, and where every
   * machine must agree.
   */
  readonly zones?: readonly ZoneRules[];
}

/** How working time is added. */
export interface AddOptions {
  /**
   * Where to land when closed time lies at the end of the amount. `nearest` (the default): on the near side of it, the closing
   * moment going forward and the opening moment going back. `nextOpen`: the moment at which it ends and work goes on.
   * `adjacent`: the moment at which it began, the previous closing.
   */
  readonly landOn?: Landing;
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
  /** Where it was given up: about a hundred years away, or at either end of the years that can be written. */
  readonly searchedUntil: Instant;
}

/** Why no closing moment was found: the calendar is open all the time. */
export interface NoClosingFound {
  /** Always this. */
  readonly code: "no-closing-found";
  /** The `id` of the calendar. */
  readonly calendar: string;
  /** Where the search began. */
  readonly from: Instant;
  /** Where it was given up. */
  readonly searchedUntil: Instant;
}

/** Why no working day was found. */
export interface NoWorkingDayFound {
  /** Always this. */
  readonly code: "no-working-day-found";
  /** The `id` of the calendar. */
  readonly calendar: string;
  /** Where the search began. */
  readonly from: Day;
  /** Where it was given up: about a hundred years away, or at either end of the years that can be written. */
  readonly searchedUntil: Day;
}

/** A stretch of days: `from` belongs to it, `to` no longer does. */
export interface DaySpanInput {
  /** The first day, `YYYY-MM-DD`. */
  readonly from: string;
  /** The first day that no longer belongs to it, `YYYY-MM-DD`. */
  readonly to: string;
}

/** Codes of what can be wrong with a calendar. */
export type CalendarIssueCode =
  | "invalid-time-of-day"
  | "empty-interval"
  | "invalid-date"
  | "invalid-break-day"
  | "duplicate-holiday"
  | "no-open-time";

/** Codes of what is worth knowing about a calendar that may be used, or about what it answers. */
export type CalendarFindingCode =
  | "overlapping-intervals"
  | "break-outside-hours"
  | "date-after-known"
  | "beyond-known-dates";

/** All codes of this module. */
export type CalendarCode =
  | CalendarIssueCode
  | CalendarFindingCode
  | NoOpenTimeFound["code"]
  | NoClosingFound["code"]
  | NoWorkingDayFound["code"];
