import * as z from "zod";
import { currencySchema, durationSchema, idSchema, labelsSchema, metaSchema, timeZoneSchema } from "../core/index.ts";
import { conditionSchema, metricDefinitionSchema } from "../rules/index.ts";
import type { LifecyclePolicyData } from "./policyModel.ts";

/** Columns hold a stage in two bytes, and tables of stages by events stay small. */
const MOST_STAGES = 1000;

/** Guards {@link LifecyclePolicyData}. */
export const lifecyclePolicySchema: z.ZodType<LifecyclePolicyData> = /* @__PURE__ */ (() => {
  const workingDays = z.strictObject({ workingDays: z.int().min(1).max(10_000), calendar: idSchema });
  const term = z.union([durationSchema, workingDays]);
  const schema = z.strictObject({
    id: idSchema,
    version: z.int().positive(),
    timeZone: timeZoneSchema,
    currency: z.nullable(currencySchema).default(null),
    metrics: z.nullable(z.array(metricDefinitionSchema)).default(null),
    stages: z
      .array(
        z.strictObject({
          id: idSchema,
          order: z.int(),
          phase: z.nullable(idSchema).default(null),
          labels: labelsSchema,
          final: z.nullable(z.boolean()).default(null),
          owed: z
            .nullable(
              z.array(
                z.strictObject({
                  id: idSchema,
                  within: term,
                  every: z.nullable(term).default(null),
                  doneBy: z.array(idSchema).min(1),
                  labels: labelsSchema,
                }),
              ),
            )
            .default(null),
        }),
      )
      .min(1)
      .max(MOST_STAGES),
    events: z.array(idSchema).max(MOST_STAGES),
    transitions: z.array(
      z.strictObject({
        from: z.union([idSchema, z.array(idSchema).min(1)]),
        on: z.nullable(idSchema).default(null),
        after: z.nullable(term).default(null),
        when: z.nullable(conditionSchema).default(null),
        to: idSchema,
        labels: labelsSchema,
      }),
    ),
    initial: idSchema,
    regression: z.nullable(z.enum(["allow", "forbid", "requireReason"])).default(null),
    acceptWithin: z.nullable(durationSchema).default(null),
    meta: metaSchema,
  });
  // that a transition has either `on` or `after`, the cross check holds: it says so better
  return schema as z.ZodType as z.ZodType<LifecyclePolicyData>;
})();
