import * as z from "zod";
import { idSchema, labelsSchema, metaSchema, timeDurationSchema } from "../core/index.ts";
import type { SlaPolicyData } from "./model.ts";

/** Guards {@link SlaPolicyData}. */
export const slaPolicySchema: z.ZodType<SlaPolicyData> = /* @__PURE__ */ (() => {
  const text = z.nullable(z.string().min(1)).default(null);
  return z.strictObject({
    id: idSchema,
    version: z.int().positive(),
    labels: labelsSchema,
    responsibleDepartment: text,
    contractTerm: text,
    targets: z
      .array(
        z.strictObject({
          severity: idSchema,
          metric: z.enum(["firstResponse", "firstResolution"]),
          within: timeDurationSchema,
          hours: z.union([z.literal("24x7"), z.strictObject({ business: idSchema })]),
          labels: labelsSchema,
        }),
      )
      .min(1),
    meta: metaSchema,
  });
})();
