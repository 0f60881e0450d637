import type { PolicyKind } from "../core/index.ts";
import type { MetricDictionaryData } from "./metricDictionaryModel.ts";

/** The stored format of metric dictionaries. What measuring needs of them is made when it first does. */
export const metricsKind: PolicyKind<MetricDictionaryData, MetricDictionaryData> = {
  format: "metric-dictionary/1",
  compile: (dictionary) => dictionary,
};
