import * as z from "zod";
import { currencySchema, idSchema, labelsSchema, metaSchema, timeZoneSchema } from "../core/index.ts";
import { conditionSchema, metricDefinitionSchema } from "../rules/index.ts";
import type { SegmentationPolicyData } from "./segmentationModel.ts";

/** Guards {@link SegmentationPolicyData}. Its cross-checks hold names, metrics and circles. */
export const segmentationPolicySchema: z.ZodType<SegmentationPolicyData> = /* @__PURE__ */ (() =>
  z.strictObject({
    id: idSchema,
    version: z.int().positive(),
    timeZone: timeZoneSchema,
    currency: currencySchema,
    criteria: z
      .array(
        z.strictObject({
          family: z.enum(["demographic", "geographic", "psychographic", "behavioural"]),
          metric: metricDefinitionSchema,
        }),
      )
      .max(1000),
    given: z.array(idSchema).max(1000).default([]),
    segments: z
      .array(z.strictObject({ id: idSchema, labels: labelsSchema, when: conditionSchema }))
      .min(1)
      .max(1000),
    meta: metaSchema,
  }))();
