import * as z from "zod";
import {
  currencySchema,
  durationSchema,
  idSchema,
  instantSchema,
  labelsSchema,
  metaSchema,
  timeZoneSchema,
} from "../core/index.ts";
import { conditionSchema, metricDefinitionSchema } from "../rules/index.ts";
import type { TierPolicyData } from "./policyModel.ts";

/** No ladder is higher: columns hold a tier in one byte. */
const MOST_TIERS = 100;

/** Guards {@link TierPolicyData}. */
export const tierPolicySchema: z.ZodType<TierPolicyData> = /* @__PURE__ */ (() => {
  const period = z.enum(["month", "quarter", "halfYear", "year"]);
  const roundUp = z.nullable(z.enum(["day", "month", "quarter", "halfYear", "year"])).default(null);
  const fiscalStart = z.nullable(z.int().min(1).max(12)).default(null);
  const duration = z.nullable(durationSchema).default(null);
  const condition = z.nullable(conditionSchema).default(null);
  const mode = z.enum(["oneStep", "toQualified"]);
  return z.strictObject({
    id: idSchema,
    version: z.int().positive(),
    scheme: z.nullable(idSchema).default(null),
    effectiveFrom: z.nullable(instantSchema).default(null),
    effectiveTo: z.nullable(instantSchema).default(null),
    timeZone: timeZoneSchema,
    currency: currencySchema,
    metrics: z.array(metricDefinitionSchema),
    tiers: z
      .array(
        z.strictObject({
          id: idSchema,
          rank: z.int(),
          labels: labelsSchema,
          servicePackage: z.nullable(idSchema).default(null),
          attain: condition,
          retain: condition,
          lifetime: condition,
          downgradeAllowed: z.nullable(z.boolean()).default(null),
        }),
      )
      .min(1)
      .max(MOST_TIERS),
    upgrade: z
      .nullable(
        z.strictObject({
          mode: z.nullable(mode).default(null),
          when: z.nullable(z.enum(["now", "nextPeriod"])).default(null),
        }),
      )
      .default(null),
    downgrade: z.strictObject({
      mode,
      also: z.array(z.strictObject({ id: idSchema, labels: labelsSchema, when: conditionSchema })).default([]),
      grace: z
        .nullable(z.strictObject({ duration: durationSchema, anchor: z.enum(["firstBreach", "expiry"]), roundUp }))
        .default(null),
    }),
    validity: z
      .nullable(
        z.union([
          z.strictObject({ lasts: durationSchema, roundUp }),
          z.strictObject({
            calendar: period,
            fiscalStart,
            ahead: z.nullable(z.int().nonnegative().max(100)).default(null),
            plus: duration,
          }),
        ]),
      )
      .default(null),
    schedule: z.nullable(z.strictObject({ every: period, fiscalStart })).default(null),
    protectionAfterUpgrade: duration,
    minimumDwell: duration,
    notice: z.nullable(z.strictObject({ lead: durationSchema })).default(null),
    meta: metaSchema,
  });
})();
