import type { PolicyChange } from "../core/index.ts";
import type { RuleChangeCode } from "../rules/index.ts";

/** Codes of how a tier policy can have changed, beside its metrics and conditions. */
export type TierOwnChangeCode =
  | `policy-${"id" | "version" | "scheme" | "time-zone" | "currency" | "notes"}-changed`
  | `policy-${"begins" | "ends"}-changed`
  | "tier-added"
  | "tier-dropped"
  | "tier-renamed"
  | "tier-rank-changed"
  | "tier-package-changed"
  | "tier-fixed-changed"
  | "tiers-reordered"
  | "retain-set-apart"
  | "retain-as-attain"
  | "upgrade-changed"
  | "downgrade-mode-changed"
  | "downgrade-rule-added"
  | "downgrade-rule-removed"
  | "downgrade-rule-renamed"
  | "downgrade-rules-reordered"
  | "grace-changed"
  | "validity-changed"
  | "schedule-changed"
  | "protection-changed"
  | "dwell-changed"
  | "notice-changed";

/** Codes of what the conditions of a tier policy are asked for. */
export type TierPlaceCode =
  | "place-attain"
  | "place-attain-and-retain"
  | "place-retain"
  | "place-lifetime"
  | "place-also";

/** Codes of the parts of a tier policy, as its changes name them. */
export type TierPartCode = `part-${
  | "id"
  | "version"
  | "scheme"
  | "begins"
  | "ends"
  | "time-zone"
  | "currency"
  | "notes"
  | "labels"
  | "rank"
  | "package"
  | "fixed"
  | "upgrade"
  | "downgrade"
  | "grace"
  | "validity"
  | "schedule"
  | "protection"
  | "dwell"
  | "notice"}`;

/** Codes of how a tier policy can have changed. */
export type TierChangeCode = TierOwnChangeCode | RuleChangeCode | "written-otherwise";

/** One difference between two versions of a tier policy. */
export type TierPolicyChange = PolicyChange<TierChangeCode>;
