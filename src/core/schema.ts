import * as z from "zod";
import { minorDigits } from "./currencies.ts";
import { isDecimalText } from "./decimalText.ts";
import { parseDuration, timeDurationMs } from "./duration.ts";
import type { JsonObject } from "./json.ts";
import type { Labels } from "./reason.ts";
import { epochDayOfText, epochMsOf } from "./time.ts";
import { zoneRules } from "./zone.ts";

/** Text that passes a test; otherwise the issue `malformed` names what was expected. */
const textThat = (format: string, holds: (text: string) => boolean): z.ZodType<string, string> =>
  z.string().refine(holds, { params: { code: "malformed", format }, error: format });

/** Guards a name: 1 to 200 characters, none of them a control character; `__proto__` is no name. */
export const idSchema: z.ZodType<string, string> = /* @__PURE__ */ (() =>
  textThat("id", (text) => text.length > 0 && text.length <= 200 && !/\p{Cc}/u.test(text) && text !== "__proto__"))();

/** Guards a moment: text with an offset. */
export const instantSchema: z.ZodType<string, string> = /* @__PURE__ */ (() =>
  textThat("instant", (text) => !Number.isNaN(epochMsOf(text))))();

/** Guards a day `YYYY-MM-DD` that exists. */
export const daySchema: z.ZodType<string, string> = /* @__PURE__ */ (() =>
  textThat("day", (text) => !Number.isNaN(epochDayOfText(text))))();

/** Guards an ISO 8601 duration. */
export const durationSchema: z.ZodType<string, string> = /* @__PURE__ */ (() =>
  textThat("duration", (text) => parseDuration(text).ok))();

/** Guards an ISO 8601 duration of hours, minutes and seconds only. */
export const timeDurationSchema: z.ZodType<string, string> = /* @__PURE__ */ (() =>
  textThat("time-duration", (text) => timeDurationMs(text).ok))();

/** Guards plain decimal text. */
export const decimalSchema: z.ZodType<string, string> = /* @__PURE__ */ (() => textThat("decimal", isDecimalText))();

/** Guards an ISO 4217 code. */
export const currencySchema: z.ZodType<string, string> = /* @__PURE__ */ (() =>
  textThat("currency", (text) => minorDigits(text) !== null))();

/** Guards a time zone that this host knows. */
export const timeZoneSchema: z.ZodType<string, string> = /* @__PURE__ */ (() =>
  textThat("time-zone", (text) => {
    try {
      return zoneRules(text).timeZone !== "";
    } catch {
      return false;
    }
  }))();

/** Guards a name for people: English, Chinese, or both. */
export const labelsSchema: z.ZodType<Labels | null> = /* @__PURE__ */ (() => {
  const name = z.nullable(z.string().min(1)).default(null);
  return z
    .nullable(
      z.strictObject({ en: name, "zh-CN": name }).refine((labels) => labels.en !== null || labels["zh-CN"] !== null, {
        params: { code: "malformed", format: "labels" },
      }),
    )
    .default(null);
})();

/** Guards the host's own JSON, which travels along unread. */
export const metaSchema: z.ZodType<JsonObject | null> = /* @__PURE__ */ (() =>
  z.nullable(z.record(z.string(), z.json())).default(null))();
