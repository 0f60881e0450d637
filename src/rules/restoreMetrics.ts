import { restorePolicy, type RestoreRefusal, type Result } from "../core/index.ts";
import type { MetricDictionary } from "./metricDictionaryModel.ts";
import { metricsKind } from "./metricsKind.ts";

/**
 * Takes a dictionary of metrics back from storage, without its schema.
 *
 * @param stored - What `storePolicy` wrote.
 * @returns The dictionary; or `unsupported-format`, `corrupt-policy`.
 */
export const restoreMetrics = (stored: unknown): Result<MetricDictionary, RestoreRefusal> =>
  restorePolicy(metricsKind, stored);
