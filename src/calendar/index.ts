/**
 * Business calendars: when a team works, how much working time has passed, and when an amount of it will have.
 *
 * @module
 */
export { addWorkingTime } from "./addWorkingTime.ts";
export { defineCalendar, parseCalendar, reviewCalendar } from "./businessCalendar.ts";
export { compiledCalendar } from "./calendarKind.ts";
export { isOpen } from "./isOpen.ts";
export type {
  BusinessCalendar,
  BusinessCalendarData,
  BusinessCalendarInput,
  CalendarCode,
  CalendarFindingCode,
  CalendarIssueCode,
  Holiday,
  HolidayInput,
  HoursInterval,
  NoOpenTimeFound,
  Span,
  SpanInput,
  Weekday,
  WeeklyHours,
} from "./model.ts";
export { nextOpen } from "./nextOpen.ts";
export { openSpans } from "./openSpans.ts";
export { restoreCalendar } from "./restoreCalendar.ts";
export { calendarSchema } from "./schema.ts";
export { workingTime } from "./workingTime.ts";
