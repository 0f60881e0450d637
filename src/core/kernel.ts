/**
 * Integers of the calendar and rules of time zones, for the kernels of the other modules.
 *
 * @module
 */
export { type CivilDate, civilDateOf, DAY_MS, daysInMonth, epochDayOf, weekdayOf } from "./civil.ts";
export { DomainError, unreachable } from "./error.ts";
export { fixedZone, tableZone, type TimeZone, wallToEpochMs, type ZoneRules, zoneRules } from "./zone.ts";
