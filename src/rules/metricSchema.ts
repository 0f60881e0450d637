import * as z from "zod";
import { durationSchema, idSchema, labelsSchema } from "../core/index.ts";
import type { Measure } from "./measureModel.ts";
import type { MetricDefinition, MetricWindow } from "./metricModel.ts";

/** Guards a {@link MetricWindow}. */
export const metricWindowSchema: z.ZodType<MetricWindow> = /* @__PURE__ */ (() => {
  const back = z.nullable(z.int().min(0).max(1000)).default(null);
  return z.union([
    z.literal("lifetime"),
    z.strictObject({ rolling: durationSchema }),
    z.strictObject({
      calendar: z.enum(["month", "quarter", "halfYear", "year"]),
      fiscalStart: z.nullable(z.int().min(1).max(12)).default(null),
      back,
    }),
    z.strictObject({ anniversary: z.enum(["enrolment", "firstPurchase", "tierStart"]), every: durationSchema, back }),
  ]);
})();

/** Guards a {@link Measure}. */
export const measureSchema: z.ZodType<Measure> = /* @__PURE__ */ (() => {
  const names = z.nullable(z.union([idSchema, z.array(idSchema).min(1).max(100)])).default(null);
  const direction = z.nullable(z.enum(["inbound", "outbound"])).default(null);
  const where = <Shape extends z.core.$ZodLooseShape>(shape: Shape) => z.nullable(z.strictObject(shape)).default(null);
  const rounding = z.enum(["half-even", "half-up", "half-down", "up", "down", "floor", "ceiling"]);
  return z.union([
    z.strictObject({
      orders: z.enum(["net", "gross", "count", "purchaseDays", "mean", "largestDay"]),
      rounding: z.nullable(rounding).default(null),
    }),
    z.strictObject({ refunds: z.enum(["amount", "count", "share"]) }),
    z.strictObject({ activity: z.enum(["count", "days"]), where: where({ kind: names, subject: names }) }),
    z.strictObject({
      interactions: z.enum(["count", "days"]),
      where: where({ channel: names, direction, subject: names }),
    }),
    z.strictObject({
      cases: z.enum(["opened", "open", "repeatedShare"]),
      where: where({ severity: names, subject: names, channel: names }),
    }),
    z.strictObject({
      answers: z.enum(["count", "mean", "shareAtOrAbove", "shareAtOrBelow", "nps"]),
      level: z.nullable(z.number()).default(null),
      where: where({ survey: names, question: names }),
    }),
    z.strictObject({ contracts: z.enum(["active", "value", "endsInDays"]) }),
    z.strictObject({ tenure: z.enum(["enrolment", "firstPurchase", "tierStart"]) }),
    z.strictObject({
      inactivity: z.enum(["orders", "activity", "interactions"]),
      where: where({ kind: names, channel: names, direction, subject: names }),
    }),
    z.strictObject({ share: idSchema, of: idSchema }),
    z.strictObject({ change: idSchema, as: z.enum(["difference", "ratio"]) }),
  ]);
})();

/** Guards a {@link MetricDefinition}. What its parts demand of one another, and of other metrics, `checkMetrics` holds. */
export const metricDefinitionSchema: z.ZodType<MetricDefinition> = /* @__PURE__ */ (() =>
  z.strictObject({
    id: idSchema,
    kind: z.enum(["money", "count", "days", "share", "number", "text", "boolean", "day"]),
    unit: z.nullable(z.string().min(1).max(200)).default(null),
    betterWhen: z.nullable(z.enum(["higher", "lower"])).default(null),
    window: z.nullable(metricWindowSchema).default(null),
    measure: z.nullable(measureSchema).default(null),
    minSample: z.nullable(z.int().positive()).default(null),
    maxAge: z.nullable(durationSchema).default(null),
    redeemable: z.nullable(z.boolean()).default(null),
    labels: labelsSchema,
    confidential: z.nullable(z.boolean()).default(null),
  }))();
