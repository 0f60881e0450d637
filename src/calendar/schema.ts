import * as z from "zod";
import { daySchema, idSchema, labelsSchema, metaSchema, timeZoneSchema } from "../core/index.ts";
import type { BusinessCalendarData, HoursInterval } from "./model.ts";
import { endOfIntervalMs, timeOfDayMs } from "./timeOfDay.ts";

const timeThat = (read: (text: string) => number): z.ZodType<string, string> =>
  z.string().refine((text) => !Number.isNaN(read(text)), { params: { code: "invalid-time-of-day" } });

const intervals: z.ZodType<readonly HoursInterval[]> = /* @__PURE__ */ (() =>
  z.array(z.strictObject({ from: timeThat(timeOfDayMs), to: timeThat(endOfIntervalMs) })))();

/**
 * Makes a guard of {@link BusinessCalendarData} that knows zones of its own.
 *
 * @param names - The names of the zones that are known whatever the host knows.
 * @returns The schema.
 */
export function calendarSchemaWith(names: readonly string[]): z.ZodType<BusinessCalendarData> {
  const weekday = intervals.default(() => []);
  return z.strictObject({
    id: idSchema,
    timeZone: names.length === 0 ? timeZoneSchema : z.union([z.literal([...names]), timeZoneSchema]),
    labels: labelsSchema,
    weekly: z.strictObject({
      mon: weekday,
      tue: weekday,
      wed: weekday,
      thu: weekday,
      fri: weekday,
      sat: weekday,
      sun: weekday,
    }),
    dateHours: z.record(z.string(), intervals).default(() => ({})),
    holidays: z
      .array(
        z.strictObject({ date: daySchema, removes: z.enum(["day", "shift"]).default("day"), labels: labelsSchema }),
      )
      .default(() => []),
    breaks: z.record(z.string(), intervals).default(() => ({})),
    knownUntil: z.nullable(daySchema).default(null),
    meta: metaSchema,
  });
}

/** Guards {@link BusinessCalendarData}. */
export const calendarSchema: z.ZodType<BusinessCalendarData> = /* @__PURE__ */ (() => calendarSchemaWith([]))();
