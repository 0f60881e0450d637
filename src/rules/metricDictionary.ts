import * as z from "zod";
import {
  currencySchema,
  definePolicy,
  idSchema,
  type Issue,
  metaSchema,
  parsePolicy,
  type PolicyGuard,
  type PolicyReview,
  type Result,
  reviewPolicy,
  timeZoneSchema,
} from "../core/index.ts";
import { checkMetrics, metricFindings } from "./checkMetrics.ts";
import { metricMessages } from "./metricMessages.ts";
import type { MetricDictionary, MetricDictionaryData, MetricDictionaryInput } from "./metricDictionaryModel.ts";
import { metricDefinitionSchema } from "./metricSchema.ts";
import { metricsKind } from "./metricsKind.ts";

/** Guards {@link MetricDictionaryData}. */
export const metricDictionarySchema: z.ZodType<MetricDictionaryData> = /* @__PURE__ */ (() =>
  z.strictObject({
    id: idSchema,
    version: z.int().positive(),
    timeZone: timeZoneSchema,
    currency: currencySchema,
    metrics: z.array(metricDefinitionSchema).min(1).max(1000),
    meta: metaSchema,
  }))();

const guard: PolicyGuard<MetricDictionaryData, MetricDictionaryData> = /* @__PURE__ */ (() => ({
  ...metricsKind,
  schema: metricDictionarySchema,
  crossCheck: (draft, report) => {
    checkMetrics(draft.metrics, report);
  },
  findings: ({ metrics }, report) => {
    metricFindings(metrics, report);
  },
  messages: metricMessages,
}))();

/**
 * Checks a dictionary of metrics written in code: what a company measures of its customers, over which stretch of time, in
 * which zone and currency.
 *
 * @param literal - The metrics; nullable keys may be left out.
 * @returns The dictionary, frozen; its metrics' names are part of its type.
 * @throws `DomainError` with code `invalid-policy`, naming every issue.
 *
 * @example
 * ```ts
 * import { defineMetrics } from "clientele/rules";
 *
 * const metrics = defineMetrics({
 *   id: "engagement", version: 1, timeZone: "Asia/Shanghai", currency: "CNY",
 *   metrics: [
 *     { id: "logins", kind: "count", window: { rolling: "P30D" }, measure: { activity: "count", where: { kind: "login" } } },
 *     { id: "loginChange", kind: "number", measure: { change: "logins", as: "ratio" } },
 *     { id: "health", kind: "number" }, // brought by the host
 *   ],
 * });
 *
 * metrics.metrics.map(({ id }) => id); // => ["logins", "loginChange", "health"]
 * ```
 */
export const defineMetrics = <const Metric extends string>(
  literal: MetricDictionaryInput<Metric>,
): MetricDictionary<Metric> => definePolicy(guard, literal) as MetricDictionary<Metric>;

/**
 * Checks a dictionary of metrics from outside (a file, a form, a database).
 *
 * @param input - Anything.
 * @returns The dictionary, or every issue.
 */
export const parseMetrics = (input: unknown): Result<MetricDictionary, readonly Issue[]> => parsePolicy(guard, input);

/**
 * Looks a draft of a dictionary of metrics over, for a form: never throws.
 *
 * @param draft - Anything.
 * @returns The dictionary or null, with all issues and findings.
 */
export const reviewMetrics = (draft: unknown): PolicyReview<MetricDictionary> => reviewPolicy(guard, draft);
