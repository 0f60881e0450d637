import type { JsonObject, Sealed } from "../core/index.ts";
import type { MetricDefinition, MetricDefinitionInput } from "./metricModel.ts";

/** A company's metrics, as a literal gives them. */
export interface MetricDictionaryInput<Metric extends string = string> {
  /** Names the dictionary. */
  readonly id: string;
  /** Its version, from 1. */
  readonly version: number;
  /** IANA zone in whose calendar windows are laid and days begin. */
  readonly timeZone: string;
  /** ISO 4217 code in which every amount must be; nothing is converted. */
  readonly currency: string;
  /** The metrics. */
  readonly metrics: readonly MetricDefinitionInput<Metric>[];
  /** The host's own notes. */
  readonly meta?: JsonObject | null;
}

/** A company's metrics. */
export interface MetricDictionaryData<Metric extends string = string> {
  /** Names the dictionary. */
  readonly id: string;
  /** Its version, from 1. */
  readonly version: number;
  /** IANA zone in whose calendar windows are laid and days begin. */
  readonly timeZone: string;
  /** ISO 4217 code in which every amount must be; nothing is converted. */
  readonly currency: string;
  /** The metrics. */
  readonly metrics: readonly MetricDefinition<Metric>[];
  /** The host's own notes; null when none. */
  readonly meta: JsonObject | null;
}

/** A checked {@link MetricDictionaryData}. */
export type MetricDictionary<Metric extends string = string> = Sealed<MetricDictionaryData<Metric>>;
