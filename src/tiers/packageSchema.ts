import * as z from "zod";
import { currencySchema, decimalSchema, idSchema, labelsSchema, metaSchema, timeZoneSchema } from "../core/index.ts";
import type { ServicePackagePolicyData } from "./packageModel.ts";

/** More would not be read by anyone. */
const MOST_ENTITLEMENTS = 200;
/** No ladder has more tiers. */
const MOST_PACKAGES = 100;
/** No quota is larger, so that sums stay exact. */
const MOST_TIMES = 1_000_000;

/** Guards {@link ServicePackagePolicyData}. */
export const servicePackageSchema: z.ZodType<ServicePackagePolicyData> = /* @__PURE__ */ (() => {
  const period = z.enum(["month", "quarter", "halfYear", "year"]);
  const per = z.union([
    z.strictObject({ calendar: period, fiscalStart: z.nullable(z.int().min(1).max(12)).default(null) }),
    z.strictObject({ anniversary: period }),
  ]);
  const partial = z.union([
    z.enum(["best", "first", "last"]),
    z.strictObject({ proRata: z.enum(["up", "down", "nearest"]) }),
  ]);
  const times = z.int().nonnegative().max(MOST_TIMES);
  const named = { id: idSchema, labels: labelsSchema };
  return z.strictObject({
    id: idSchema,
    version: z.int().positive(),
    timeZone: timeZoneSchema,
    currency: currencySchema,
    entitlements: z
      .array(
        z.discriminatedUnion("kind", [
          z.strictObject({ ...named, kind: z.literal("included") }),
          z.strictObject({
            ...named,
            kind: z.literal("level"),
            levels: z.array(z.strictObject(named)).min(1).max(MOST_ENTITLEMENTS),
          }),
          z.strictObject({ ...named, kind: z.literal("duration"), betterWhen: z.enum(["shorter", "longer"]) }),
          z.strictObject({
            ...named,
            kind: z.literal("count"),
            per,
            partial,
            carryOver: z.nullable(times).default(null),
            unit: labelsSchema,
          }),
          z.strictObject({
            ...named,
            kind: z.literal("amount"),
            per,
            partial,
            carryOver: z.nullable(decimalSchema).default(null),
          }),
        ]),
      )
      .max(MOST_ENTITLEMENTS),
    packages: z
      .array(
        z.strictObject({
          ...named,
          grants: z.record(idSchema, z.union([z.literal(true), times, z.string().min(1).max(200)])),
          cost: z.nullable(z.strictObject({ amount: decimalSchema, per: period })).default(null),
          meta: metaSchema,
        }),
      )
      .min(1)
      .max(MOST_PACKAGES),
    meta: metaSchema,
  });
})();
