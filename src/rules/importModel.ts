import type { Issue } from "../core/index.ts";
import type { ConditionCode } from "./checkConditions.ts";
import type { MetricDefinitionInput } from "./metricModel.ts";

/** Codes of what another language can say and conditions cannot. */
export type ImportOwnCode = "operator-not-carried" | "operands-not-carried" | "null-not-carried" | "empty-group";

/** Something that cannot be carried over: its place is a JSON Pointer into what was handed in. */
export type ImportIssue = Issue<
  ImportOwnCode | ConditionCode | "too-few" | "cycle" | "too-deep" | "too-large" | "forbidden-key" | "not-plain-data"
>;

/** What conditions are taken over for. */
export interface ImportOptions<Metric extends string = string> {
  /** The metrics they may ask about. */
  readonly metrics: readonly MetricDefinitionInput<Metric>[];
  /** Of every amount: ISO 4217. */
  readonly currency: string;
}
