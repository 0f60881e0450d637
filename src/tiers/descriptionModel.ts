import type { DescriptionLine, Phrase } from "../core/index.ts";
import type { RuleWordsCode } from "../rules/index.ts";

/** Codes of the headings of a described tier policy. */
export type TierSectionCode =
  | "described-policy"
  | "described-metrics"
  | "described-tiers"
  | "described-rising"
  | "described-falling"
  | "described-holding"
  | "described-telling";

/** Codes of what a tier policy says, in words. */
export type TierWordsCode =
  | "described-purpose"
  | "described-scheme"
  | `described-in-force-${"always" | "from" | "until" | "between"}`
  | "described-time-zone"
  | "described-currency"
  | "described-fingerprint"
  | "described-tier"
  | `described-tier-${"package" | "base" | "attain" | "retain" | "retain-same" | "lifetime" | "fixed"}`
  | `described-upgrade-${"one-step" | "to-qualified" | "now" | "next-period"}`
  | `described-downgrade-${"one-step" | "to-qualified"}`
  | "described-also"
  | `described-grace-${"none" | "first-breach" | "expiry"}`
  | `described-validity-${"none" | "lasts" | "calendar"}`
  | `described-schedule${"" | "-none"}`
  | "described-protection"
  | "described-dwell"
  | `described-notice${"" | "-none"}`
  | "rounded-up-to-day"
  | "rounded-up-to-period"
  | "fiscal-year"
  | "periods-ahead"
  | "longer-by";

/** Codes of a described tier policy. */
export type TierDescriptionCode = TierSectionCode | TierWordsCode | RuleWordsCode;

/** Words about a tier policy. */
export type TierPhrase = Phrase<TierDescriptionCode>;

/** A line of a described tier policy: a sentence, the place it tells of, and the lines below it. */
export type TierDescriptionLine = DescriptionLine<TierDescriptionCode>;
