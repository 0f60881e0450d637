import * as z from "zod";
import { currencySchema, durationSchema, idSchema, labelsSchema, metaSchema, timeZoneSchema } from "../core/index.ts";
import { readCondition } from "./internal/readCondition.ts";
import type { MetricDefinition, MetricWindow } from "./metricModel.ts";
import type { Condition } from "./model.ts";
import type { RuleData } from "./ruleModel.ts";

/**
 * Guards a {@link Condition}: its own shape, whatever metrics there are. Every problem is located, however deep, and a cycle
 * or a tree too deep or too wide is refused before anything else. See `checkConditions` for the rest.
 */
export const conditionSchema: z.ZodType<Condition> = /* @__PURE__ */ (() =>
  z.unknown().transform((input, context) => {
    const read = readCondition(input);
    if (read.ok) return read.value;
    for (const { code, keys, params, observed } of read.error) {
      context.addIssue({ code: "custom", path: [...keys], params: { code, ...params }, input: observed });
    }
    return z.NEVER;
  }))();

const windowSchema: z.ZodType<MetricWindow> = /* @__PURE__ */ (() => {
  const back = z.nullable(z.int().nonnegative().max(1000)).default(null);
  return z.union([
    z.strictObject({ rolling: durationSchema }),
    z.strictObject({
      calendar: z.enum(["month", "quarter", "halfYear", "year"]),
      fiscalStart: z.nullable(z.int().min(1).max(12)).default(null),
      back,
    }),
    z.strictObject({ anniversary: z.enum(["enrolment", "firstPurchase", "tierStart"]), every: durationSchema, back }),
    z.literal("lifetime"),
  ]);
})();

/** Guards a {@link MetricDefinition}. See `checkMetrics` for what its parts demand of one another. */
export const metricDefinitionSchema: z.ZodType<MetricDefinition> = /* @__PURE__ */ (() =>
  z.strictObject({
    id: idSchema,
    kind: z.enum(["money", "count", "days", "share", "number", "text", "boolean", "day"]),
    unit: z.nullable(idSchema).default(null),
    betterWhen: z.nullable(z.enum(["higher", "lower"])).default(null),
    window: z.nullable(windowSchema).default(null),
    minSample: z.nullable(z.int().positive()).default(null),
    maxAge: z.nullable(durationSchema).default(null),
    labels: labelsSchema,
  }))();

/** Guards {@link RuleData}. */
export const ruleSchema: z.ZodType<RuleData> = /* @__PURE__ */ (() =>
  z.strictObject({
    id: idSchema,
    version: z.int().positive(),
    timeZone: timeZoneSchema,
    currency: currencySchema,
    metrics: z.array(metricDefinitionSchema),
    when: conditionSchema,
    labels: labelsSchema,
    meta: metaSchema,
  }))();
