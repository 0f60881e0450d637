import * as z from "zod";
import { currencySchema, idSchema, labelsSchema, metaSchema } from "../core/index.ts";
import type { ValueTierPolicyData } from "./valueTierModel.ts";

/** Guards {@link ValueTierPolicyData}. Its cross-checks hold orders and names. */
export const valueTierPolicySchema: z.ZodType<ValueTierPolicyData> = /* @__PURE__ */ (() => {
  const points = z.number().min(0).max(100);
  const better = z.enum(["higher", "lower"]);
  return z.strictObject({
    id: idSchema,
    version: z.int().positive(),
    criteria: z
      .array(
        z.strictObject({
          id: idSchema,
          labels: labelsSchema,
          weight: z.int().min(1).max(1000),
          currency: z.nullable(currencySchema).default(null),
          scale: z.discriminatedUnion("kind", [
            z.strictObject({
              kind: z.literal("steps"),
              steps: z
                .array(z.strictObject({ from: z.number().min(-1e300).max(1e300), points }))
                .min(1)
                .max(1000),
            }),
            z.strictObject({
              kind: z.literal("table"),
              table: z.record(z.string(), points),
              otherwise: z.nullable(points).default(null),
            }),
            z.strictObject({ kind: z.literal("minMax"), better }),
            z.strictObject({ kind: z.literal("percentile"), better }),
          ]),
        }),
      )
      .min(1)
      .max(100),
    classes: z
      .array(z.strictObject({ id: idSchema, labels: labelsSchema, from: points }))
      .min(1)
      .max(100),
    meta: metaSchema,
  });
})();
