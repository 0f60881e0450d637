import * as z from "zod";
import { idSchema, type Labels, labelsSchema, metaSchema } from "../core/index.ts";
import type { PositioningPolicyData } from "./positioningModel.ts";

/** Guards {@link PositioningPolicyData}. Its cross-checks hold names. */
export const positioningPolicySchema: z.ZodType<PositioningPolicyData> = /* @__PURE__ */ (() => {
  const named = z.strictObject({ id: idSchema, labels: labelsSchema });
  const name = z.nullable(z.string().min(1)).default(null);
  const words: z.ZodType<Labels> = z
    .strictObject({ en: name, "zh-CN": name })
    .refine((labels) => labels.en !== null || labels["zh-CN"] !== null, {
      params: { code: "malformed", format: "labels" },
    });
  return z.strictObject({
    id: idSchema,
    version: z.int().positive(),
    segments: z.array(named).min(1).max(1000),
    competitors: z.array(named).max(1000).default([]),
    targets: z
      .array(
        z.strictObject({
          id: idSchema,
          labels: labelsSchema,
          segments: z.array(idSchema).min(1).max(1000),
          priority: z.int(),
          proposition: words,
          against: z
            .array(z.strictObject({ competitor: idSchema, theirs: words, ours: words }))
            .max(1000)
            .default([]),
          channels: z.array(idSchema).max(100),
          treatments: z.array(idSchema).max(100),
        }),
      )
      .min(1)
      .max(1000),
    meta: metaSchema,
  });
})();
