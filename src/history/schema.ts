import * as z from "zod";
import { currencySchema, decimalSchema, idSchema, metaSchema, timeZoneSchema } from "../core/index.ts";
import type { HistoryPolicyData } from "./model.ts";

/** Guards {@link HistoryPolicyData}. Its cross-checks hold rates against the currency. */
export const historyPolicySchema: z.ZodType<HistoryPolicyData> = /* @__PURE__ */ (() =>
  z.strictObject({
    id: idSchema,
    version: z.int().positive(),
    timeZone: timeZoneSchema,
    currency: currencySchema,
    rates: z.nullable(z.record(currencySchema, decimalSchema)).default(null),
    refunds: z.enum(["net", "ignore", "void"]),
    cancellations: z.nullable(z.enum(["net", "ignore", "refuse"])).default(null),
    meta: metaSchema,
  }))();
