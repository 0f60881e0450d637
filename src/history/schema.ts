import * as z from "zod";
import { currencySchema, idSchema, metaSchema, timeZoneSchema } from "../core/index.ts";
import type { HistoryPolicyData } from "./model.ts";

/** Guards {@link HistoryPolicyData}. */
export const historyPolicySchema: z.ZodType<HistoryPolicyData> = /* @__PURE__ */ (() =>
  z.strictObject({
    id: idSchema,
    version: z.int().positive(),
    timeZone: timeZoneSchema,
    currency: currencySchema,
    refunds: z.enum(["net", "ignore"]),
    meta: metaSchema,
  }))();
