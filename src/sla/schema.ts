import * as z from "zod";
import { idSchema, instantSchema, labelsSchema, metaSchema, timeDurationSchema } from "../core/index.ts";
import type { SlaPolicyData } from "./model.ts";

/** Guards {@link SlaPolicyData}. */
export const slaPolicySchema: z.ZodType<SlaPolicyData> = /* @__PURE__ */ (() => {
  const text = z.nullable(z.string().min(1)).default(null);
  const ids = z.array(idSchema);
  const signals = z
    .array(z.enum(["opened", "response", "customerReply", "followUp", "assigned", "resolved", "closed"]))
    .min(1);
  return z.strictObject({
    id: idSchema,
    version: z.int().positive(),
    labels: labelsSchema,
    kind: z.enum(["sla", "ola", "underpinning"]).default("sla"),
    effectiveFrom: z.nullable(instantSchema).default(null),
    effectiveTo: z.nullable(instantSchema).default(null),
    responsibleDepartment: text,
    contractTerm: text,
    tiers: z.nullable(ids).default(null),
    severities: z.nullable(ids).default(null),
    conditions: z
      .array(z.strictObject({ field: z.enum(["subject", "channel", "department"]), in: ids.min(1) }))
      .default([]),
    metrics: z
      .record(
        idSchema,
        z.strictObject({
          startOn: signals,
          pauseWhile: z.array(z.enum(["waitingForCustomer", "waitingForThirdParty", "onHold"])),
          stopOn: signals,
          cycle: z.enum(["once", "perEvent"]),
          onReopen: z.enum(["stay", "resume", "newCycle"]),
        }),
      )
      .default({}),
    targets: z
      .array(
        z.strictObject({
          tier: z.nullable(idSchema).default(null),
          severity: z.nullable(idSchema).default(null),
          metric: idSchema,
          within: timeDurationSchema,
          hours: z.union([z.literal("24x7"), z.strictObject({ business: idSchema })]),
          labels: labelsSchema,
          responsibleDepartment: text,
          contractTerm: text,
        }),
      )
      .min(1),
    onChange: z.enum(["keepElapsed", "fromNow", "freeze"]).default("keepElapsed"),
    escalations: z
      .array(
        z.strictObject({
          id: idSchema,
          metric: z.nullable(idSchema).default(null),
          when: z.union([
            z.strictObject({ atPercent: z.number().positive().max(1000) }),
            z.strictObject({ afterStart: timeDurationSchema }),
            z.strictObject({ beforeDue: timeDurationSchema }),
            z.strictObject({ afterDue: timeDurationSchema }),
          ]),
          level: z.int().positive(),
          notify: ids,
          assign: z.nullable(idSchema).default(null),
        }),
      )
      .default([]),
    routing: z
      .nullable(
        z.strictObject({
          automaticSubjects: ids.min(1),
          personFromRepeats: z.nullable(z.int().positive()).default(null),
          personForSeverities: ids.default([]),
          personForSentiments: ids.default([]),
        }),
      )
      .default(null),
    meta: metaSchema,
  });
})();
