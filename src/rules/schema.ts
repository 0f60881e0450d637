import * as z from "zod";
import { currencySchema, idSchema, labelsSchema, metaSchema, timeZoneSchema } from "../core/index.ts";
import { readCondition } from "./internal/readCondition.ts";
import { metricDefinitionSchema } from "./metricSchema.ts";
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
