import * as z from "zod";
import {
  currencySchema,
  decimalSchema,
  durationSchema,
  idSchema,
  labelsSchema,
  metaSchema,
  timeZoneSchema,
} from "../core/index.ts";
import type { ChurnPolicyData } from "./churnModel.ts";

/** Guards {@link ChurnPolicyData}. */
export const churnPolicySchema: z.ZodType<ChurnPolicyData> = /* @__PURE__ */ (() => {
  const duration = z.nullable(durationSchema).default(null);
  const count = z.int().min(1).max(1000);
  return z.strictObject({
    id: idSchema,
    version: z.int().positive(),
    timeZone: timeZoneSchema,
    currency: currencySchema,
    signals: z.array(idSchema).max(1000),
    causes: z
      .array(
        z.strictObject({
          id: idSchema,
          evidence: z
            .array(
              z.strictObject({
                signal: idSchema,
                within: duration,
                atLeast: z.nullable(count).default(null),
                weight: count,
              }),
            )
            .max(1000),
          responseOdds: decimalSchema,
          labels: labelsSchema,
        }),
      )
      .max(1000),
    oddsUnknown: decimalSchema,
    offers: z
      .array(
        z.strictObject({
          id: idSchema,
          causes: z.nullable(z.array(idSchema).min(1)).default(null),
          minValue: z.nullable(decimalSchema).default(null),
          cost: z.nullable(decimalSchema).default(null),
          labels: labelsSchema,
        }),
      )
      .max(1000),
    contact: z.strictObject({
      most: count,
      per: durationSchema,
      giveUpAfter: z.nullable(count).default(null),
      waitFor: duration,
      until: duration,
    }),
    meta: metaSchema,
  });
})();
