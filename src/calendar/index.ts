/**
 * Business calendars: when a team works, how much working time has passed, and when an amount of it will have.
 *
 * @module
 */
export { addWorkingDays } from "./addWorkingDays.ts";
export { addWorkingTime } from "./addWorkingTime.ts";
export { defineCalendar, parseCalendar, reviewCalendar } from "./businessCalendar.ts";
export { compiledCalendar } from "./calendarKind.ts";
export { checkRange } from "./checkRange.ts";
export { describeCalendar, type DescribeOptions } from "./describeCalendar.ts";
export { intersect } from "./intersect.ts";
export { isOpen } from "./isOpen.ts";
export type {
  AddOptions,
  AnyCalendar,
  BusinessCalendar,
  BusinessCalendarData,
  BusinessCalendarInput,
  CalendarCode,
  CalendarFindingCode,
  CalendarIssueCode,
  CalendarOptions,
  CombinedCalendar,
  DaySpanInput,
  Holiday,
  HolidayInput,
  HolidayScope,
  HoursInterval,
  NoClosingFound,
  NoOpenTimeFound,
  NoWorkingDayFound,
  Span,
  SpanInput,
  Weekday,
  WeeklyHours,
} from "./model.ts";
export { nextClose } from "./nextClose.ts";
export { nextOpen } from "./nextOpen.ts";
export { openSpans } from "./openSpans.ts";
export { calendarPresets, type CalendarPresets } from "./presets.ts";
export { restoreCalendar } from "./restoreCalendar.ts";
export { calendarSchema } from "./schema.ts";
export { subtract } from "./subtract.ts";
export { unite } from "./unite.ts";
export { workingDays } from "./workingDays.ts";
export { workingTime } from "./workingTime.ts";
