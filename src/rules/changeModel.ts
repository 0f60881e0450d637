import type { PhraseValue, PolicyChange } from "../core/index.ts";
import type { ConditionWords } from "./descriptionModel.ts";
import type { PlacedCondition } from "./programModel.ts";

/** Codes of how a condition can have changed. */
export type ConditionChangeCode =
  | "threshold-raised"
  | "threshold-lowered"
  | "threshold-changed"
  | "condition-added"
  | "condition-removed"
  | "condition-changed"
  | "conditions-reordered"
  | "parts-needed-changed";

/** Codes of how a metric can have changed. */
export type MetricChangeCode =
  | "metric-added"
  | "metric-removed"
  | "metric-renamed"
  | "metric-kind-changed"
  | "metric-measure-changed"
  | "metric-window-changed"
  | "metric-unit-changed"
  | "metric-direction-changed"
  | "metric-sample-changed"
  | "metric-age-changed"
  | "metric-redeemable-changed"
  | "metric-confidential-changed"
  | "metrics-reordered";

/** Codes of changes of conditions and metrics, and of the words in their sentences. */
export type RuleChangeCode =
  | ConditionChangeCode
  | MetricChangeCode
  | "by-difference"
  | "by-difference-and-percent"
  | "higher-is-better"
  | "lower-is-better";

/** One difference between two versions of a condition or of a metric. */
export type RuleChange = PolicyChange<RuleChangeCode | "written-otherwise">;

/** One version of the conditions that are held against each other. */
export interface ConditionVersion extends ConditionWords {
  /** The condition, and where it stands; null where nothing is asked. */
  readonly condition: PlacedCondition | null;
}

/** What the sentences about a condition begin with. */
export interface ConditionPlace {
  /** What it is asked for, such as the name of a tier. */
  readonly place: PhraseValue;
}
