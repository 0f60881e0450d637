import * as z from "zod";
import { currencySchema, idSchema, labelsSchema, metaSchema } from "../core/index.ts";
import { metricNames } from "./internal/metricNames.ts";
import type { AnySegmentTable, RfmBins, RfmPolicyData, RfmSource, ScoreRange } from "./model.ts";

const binsSchema: z.ZodType<RfmBins<string>> = /* @__PURE__ */ (() => z.record(idSchema, z.int().min(2).max(10)))();

const sourceSchema: z.ZodType<RfmSource | null> = /* @__PURE__ */ (() =>
  z.nullable(z.strictObject({ from: idSchema, better: z.enum(["higher", "lower"]) })))();

/** Guards {@link RfmPolicyData}. Its cross-checks hold what is said of metrics against the metrics. */
export const rfmPolicySchema: z.ZodType<RfmPolicyData<string>> = /* @__PURE__ */ (() =>
  z.strictObject({
    id: idSchema,
    version: z.int().positive(),
    mode: z.enum(["quantile", "midrank", "minrank", "maxrank", "ntile", "fixed", "min-max", "nested", "rfm-r"]),
    bins: binsSchema,
    metrics: z.nullable(z.record(idSchema, sourceSchema)).default(null),
    cuts: z.nullable(z.record(idSchema, z.nullable(z.array(z.number())))).default(null),
    weights: z.nullable(z.record(idSchema, z.number().nonnegative())).default(null),
    nesting: z.nullable(z.array(idSchema)).default(null),
    frequency: z.nullable(z.enum(["orders", "purchaseDays"])).default(null),
    currency: z.nullable(currencySchema).default(null),
    meta: metaSchema,
  }))();

const rangeSchema: z.ZodType<ScoreRange | null> = /* @__PURE__ */ (() =>
  z.nullable(z.strictObject({ from: z.int().min(1).max(10), to: z.int().min(1).max(10) })))();

/** Guards {@link SegmentTableData}. Its cross-checks hold the names and ranges of boxes against the bins. */
export const segmentTableSchema: z.ZodType<AnySegmentTable> = /* @__PURE__ */ (() =>
  z
    .strictObject({
      id: idSchema,
      version: z.int().positive(),
      bins: binsSchema,
      boxes: z
        .array(z.object({ segment: idSchema, labels: labelsSchema }).catchall(rangeSchema))
        .min(1)
        .max(1000),
      meta: metaSchema,
    })
    .transform(complete))();

/** Every box has every metric, null where it may have any score. */
function complete<Table extends { readonly bins: RfmBins<string>; readonly boxes: readonly object[] }>(
  table: Table,
): Table {
  const anything = Object.fromEntries(metricNames(table.bins).map((metric) => [metric, null]));
  return { ...table, boxes: table.boxes.map((box) => ({ ...anything, ...box })) };
}
