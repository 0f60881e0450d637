import type { DescriptionLine } from "../core/index.ts";
import type { MetricDefinitionInput } from "./metricModel.ts";

/** What the words of a condition are taken from: the metrics it may ask about, and the currency of their amounts. */
export interface ConditionWords {
  /** The metrics. */
  readonly metrics: readonly MetricDefinitionInput[];
  /** Of every amount: ISO 4217. */
  readonly currency: string;
}

/** Codes of what is asked of a customer, in words. */
export type AskingCode =
  | `asks-${"from" | "up-to" | "above" | "below" | "exactly" | "other-than" | "is" | "is-not" | "one-of" | "none-of"}`
  | `asks-day-${"from" | "up-to" | "after" | "before"}`
  | `asks-unknown-${"met" | "unmet"}`
  | `asks-${"all" | "any" | "at-least" | "not"}${"" | "-of"}`
  | `asks-performed${"" | "-within" | "-where"}`
  | "asks-field"
  | `asks-last-${"within" | "before"}`
  | "asks-member"
  | "asks-bucket";

/** Codes of what a metric is, in words. */
export type MetricWordsCode =
  | "metric-described"
  | "metric-with-id"
  | `kind-${"money" | "count" | "days" | "share" | "number" | "text" | "boolean" | "day"}`
  | "metric-unit"
  | `metric-${"higher" | "lower"}-better`
  | "metric-min-sample"
  | "metric-max-age"
  | "metric-redeemable"
  | "metric-confidential"
  | `measures-orders-${"net" | "gross" | "count" | "purchase-days" | "mean" | "largest-day"}`
  | `measures-refunds-${"amount" | "count" | "share"}`
  | `measures-${"activity" | "interactions"}-${"count" | "days"}`
  | `measures-cases-${"opened" | "open" | "repeated-share"}`
  | `measures-answers-${"count" | "mean" | "share-at-or-above" | "share-at-or-below" | "nps"}`
  | `measures-contracts-${"active" | "value" | "ends-in-days"}`
  | `measures-tenure-${"enrolment" | "first-purchase" | "tier-start"}`
  | `measures-inactivity-${"orders" | "activity" | "interactions"}`
  | `measures-${"share" | "change-difference" | "change-ratio" | "nothing" | "where"}`
  | `rounded-${"half-even" | "half-up" | "half-down" | "up" | "down" | "floor" | "ceiling"}`
  | `filter-${"kind" | "subject" | "channel" | "severity" | "survey" | "question"}`
  | `filter-${"inbound" | "outbound"}`
  | "window-lifetime"
  | "window-rolling"
  | `window-${"calendar" | "anniversary"}-${"running" | "last" | "back"}`
  | "window-fiscal"
  | `period-${"month" | "quarter" | "half-year" | "year"}`
  | `anchor-${"enrolment" | "first-purchase" | "tier-start"}`;

/** Codes of conditions and metrics in words. */
export type RuleWordsCode = AskingCode | MetricWordsCode;

/** A line that tells what a condition asks, or what a metric is. */
export type RuleLine = DescriptionLine<RuleWordsCode>;
