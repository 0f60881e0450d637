import * as z from "zod";
import { durationSchema, idSchema, labelsSchema, metaSchema, timeZoneSchema } from "../core/index.ts";
import type { LifecyclePolicyData } from "./model.ts";

/** Guards {@link LifecyclePolicyData}. */
export const lifecyclePolicySchema: z.ZodType<LifecyclePolicyData> = /* @__PURE__ */ (() =>
  z.strictObject({
    id: idSchema,
    version: z.int().positive(),
    timeZone: timeZoneSchema,
    stages: z
      .array(
        z.strictObject({
          id: idSchema,
          order: z.int(),
          labels: labelsSchema,
          final: z.nullable(z.boolean()).default(null),
        }),
      )
      .min(1),
    events: z.array(idSchema),
    transitions: z.array(
      z.strictObject({
        from: z.union([idSchema, z.array(idSchema).min(1)]),
        on: z.nullable(idSchema).default(null),
        after: z.nullable(durationSchema).default(null),
        to: idSchema,
      }),
    ),
    initial: idSchema,
    meta: metaSchema,
  }))();
