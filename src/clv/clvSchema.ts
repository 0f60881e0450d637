import * as z from "zod";
import { currencySchema, decimalSchema, idSchema, metaSchema, timeZoneSchema } from "../core/index.ts";
import type { ClvPolicyData } from "./valueModel.ts";

/** Guards {@link ClvPolicyData}. Its cross-checks hold the discount against the horizon, and costs and shares to their range. */
export const clvPolicySchema: z.ZodType<ClvPolicyData> = /* @__PURE__ */ (() => {
  const unit = z.enum(["day", "week", "month", "year"]);
  const amount = z.nullable(decimalSchema).default(null);
  return z.strictObject({
    id: idSchema,
    version: z.int().positive(),
    currency: currencySchema,
    timeZone: timeZoneSchema,
    refunds: z.enum(["net", "ignore", "void"]),
    firstOrderInSpend: z.boolean(),
    margin: decimalSchema,
    refundShare: amount,
    costs: z.nullable(z.strictObject({ acquisition: amount, perOrder: amount })).default(null),
    discount: z.union([
      z.strictObject({ annual: z.number().nonnegative() }),
      z.strictObject({ continuous: z.number().nonnegative(), per: unit }),
    ]),
    horizon: z.nullable(z.strictObject({ amount: z.number().nonnegative(), unit })).default(null),
    rounding: z.enum(["half-even", "half-up", "half-down", "up", "down", "floor", "ceiling"]),
    meta: metaSchema,
  });
})();
