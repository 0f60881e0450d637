import * as z from "zod";
import { currencySchema, idSchema, labelsSchema, metaSchema } from "../core/index.ts";
import type { RfmBins, RfmPolicyData, ScoreRange, SegmentTableData } from "./model.ts";

const binsSchema: z.ZodType<RfmBins> = /* @__PURE__ */ (() => {
  const bins = z.int().min(2).max(10);
  return z.strictObject({ recency: bins, frequency: bins, monetary: bins });
})();

/** Guards {@link RfmPolicyData}. */
export const rfmPolicySchema: z.ZodType<RfmPolicyData> = /* @__PURE__ */ (() =>
  z.strictObject({
    id: idSchema,
    version: z.int().positive(),
    mode: z.enum(["quantile", "rfm-r"]),
    bins: binsSchema,
    frequency: z.enum(["orders", "purchaseDays"]),
    currency: currencySchema,
    meta: metaSchema,
  }))();

const rangeSchema: z.ZodType<ScoreRange | null> = /* @__PURE__ */ (() =>
  z.nullable(z.strictObject({ from: z.int().min(1).max(10), to: z.int().min(1).max(10) })).default(null))();

/** Guards {@link SegmentTableData}. Its cross-checks hold ranges against the bins. */
export const segmentTableSchema: z.ZodType<SegmentTableData> = /* @__PURE__ */ (() =>
  z.strictObject({
    id: idSchema,
    version: z.int().positive(),
    bins: binsSchema,
    boxes: z
      .array(
        z.strictObject({
          segment: idSchema,
          labels: labelsSchema,
          recency: rangeSchema,
          frequency: rangeSchema,
          monetary: rangeSchema,
        }),
      )
      .min(1)
      .max(1000),
    meta: metaSchema,
  }))();
