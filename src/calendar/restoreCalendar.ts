import { type RestoreRefusal, restorePolicy, type Result } from "../core/index.ts";
import { calendarKindWith } from "./calendarKind.ts";
import type { BusinessCalendar, CalendarOptions } from "./model.ts";

/**
 * Takes a business calendar back from storage, without its schema.
 *
 * @param stored - What `storePolicy` wrote, perhaps read back from JSON.
 * @param options - `zones`: rules of zones in place of the host's.
 * @returns The calendar; or `unsupported-format`, `corrupt-policy`.
 *
 * @example
 * ```ts
 * import { orThrow, storePolicy } from "clientele/core";
 * import { defineCalendar, isOpen, restoreCalendar } from "clientele/calendar";
 *
 * const shop = defineCalendar({ id: "shop", timeZone: "UTC", weekly: { mon: [{ from: "09:00", to: "17:00" }] } });
 * const json = JSON.stringify(storePolicy(shop));
 *
 * isOpen("2026-03-02T09:00:00Z", orThrow(restoreCalendar(JSON.parse(json)))); // => true
 * ```
 */
export const restoreCalendar = (
  stored: unknown,
  options: CalendarOptions = {},
): Result<BusinessCalendar, RestoreRefusal> => restorePolicy(calendarKindWith(options), stored);
