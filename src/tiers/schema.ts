import * as z from "zod";
import { currencySchema, durationSchema, idSchema, labelsSchema, metaSchema, timeZoneSchema } from "../core/index.ts";
import type { Condition, TierPolicyData } from "./model.ts";

const conditionSchema: z.ZodType<Condition> = /* @__PURE__ */ (() =>
  z.strictObject({
    all: z
      .array(
        z.strictObject({
          metric: idSchema,
          op: z.enum([">=", "<=", ">", "<"]),
          value: z.union([z.string(), z.number()]),
        }),
      )
      .min(1),
  }))();

/** Guards {@link TierPolicyData}. */
export const tierPolicySchema: z.ZodType<TierPolicyData> = /* @__PURE__ */ (() =>
  z.strictObject({
    id: idSchema,
    version: z.int().positive(),
    scheme: z.nullable(idSchema).default(null),
    timeZone: timeZoneSchema,
    currency: currencySchema,
    metrics: z.array(
      z.strictObject({
        id: idSchema,
        kind: z.enum(["money", "count", "days"]),
        window: z.union([z.strictObject({ rolling: durationSchema }), z.literal("lifetime")]),
        labels: labelsSchema,
      }),
    ),
    tiers: z
      .array(
        z.strictObject({
          id: idSchema,
          rank: z.int(),
          labels: labelsSchema,
          attain: z.nullable(conditionSchema).default(null),
          retain: z.nullable(conditionSchema).default(null),
        }),
      )
      .min(1),
    downgrade: z.strictObject({
      mode: z.enum(["oneStep", "toQualified"]),
      also: z.array(z.strictObject({ id: idSchema, labels: labelsSchema, when: conditionSchema })),
    }),
    meta: metaSchema,
  }))();
