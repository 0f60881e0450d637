import type { Instant, MessageParams, PolicyReference } from "../core/index.ts";
import type { EntitlementChangeCode } from "./compareServicePackages.ts";
import type { EntitlementLineCode } from "./internal/entitlementLines.ts";
import type { TierFindingCode, TierLetterCode, TierNotice, TierReasonCode } from "./model.ts";

/** Who is told. */
export type NoticeAudience = "customer" | "accountManager";

/** Keys of the sentences that only planned notices have. */
export type PlannedNoticeCode =
  | "letter-title-welcome"
  | "letter-title-upgraded"
  | "letter-title-downgraded"
  | "letter-title-at-risk"
  | "letter-title-recovered"
  | "letter-title-held"
  | "letter-tier-held"
  | "letter-why"
  | "letter-help-reach"
  | "letter-help-keep"
  | "letter-help-gap"
  | "letter-help-lower"
  | "letter-help-clear"
  | "letter-help-either"
  | "letter-help-by"
  | "letter-help-further"
  | "letter-package-owed"
  | "letter-package-adds"
  | "letter-package-improves"
  | "letter-package-reduces"
  | "letter-package-ends"
  | "letter-package-keeps"
  | "entitlement-ended"
  | "letter-greeting"
  | "letter-greeting-plain"
  | "letter-closing"
  | "manager-title"
  | "manager-enrolled"
  | "manager-moved"
  | "manager-stays"
  | "manager-qualified"
  | "manager-held-by"
  | "manager-held-until"
  | "manager-valid"
  | "manager-letter-due"
  | "manager-no-letter"
  | "manager-package-owed"
  | "manager-package-adds"
  | "manager-package-improves"
  | "manager-package-reduces"
  | "manager-package-ends"
  | "manager-package-keeps"
  | "manager-why"
  | "manager-findings"
  | "manager-reach"
  | "manager-keep"
  | "manager-missing"
  | "manager-missing-unmeasured"
  | "manager-blocked";

/** Keys of everything that may stand in a planned notice. */
export type NoticeLineCode =
  | PlannedNoticeCode
  | TierLetterCode
  | EntitlementLineCode
  | EntitlementChangeCode
  | TierReasonCode
  | TierFindingCode;

/** One sentence of a notice: a key, and what it needs to know. */
export interface NoticeLine {
  /** The key: `explain` has it in English and Chinese. */
  readonly code: NoticeLineCode;
  /** What the sentence needs to know; `entitlement`, where it is about one, is its id. */
  readonly params: MessageParams;
}

/**
 * What a part of a notice is about. `what` happened; `why`; what would `help`; of the service package, what it `owes` somebody
 * new to it, what a change `adds`, `improves`, `reduces`, `ends` and `keeps`; `findings` about the facts, for the account manager.
 *
 * `owes`, `adds`, `improves`, `reduces` and `keeps` promise something: each of their lines is of an entitlement that the package
 * grants.
 */
export type NoticePartKind =
  | "what"
  | "why"
  | "help"
  | "owes"
  | "adds"
  | "improves"
  | "reduces"
  | "ends"
  | "keeps"
  | "findings";

/** A part of a notice. */
export interface NoticePart {
  /** What it is about. */
  readonly kind: NoticePartKind;
  /** What stands above it; null for nothing. */
  readonly heading: NoticeLine | null;
  /** Its sentences; at least one. */
  readonly lines: readonly NoticeLine[];
}

/** What a notice is about: as of a {@link TierNotice}, and `held`, `insufficientData`. */
export type PlannedNoticeKind = TierNotice["kind"] | "held" | "insufficientData";

/** A notice that is to be sent. */
export interface PlannedNotice {
  /** To whom. */
  readonly audience: NoticeAudience;
  /** What about. */
  readonly kind: PlannedNoticeKind;
  /** Whose tier it is about. */
  readonly customerId: string;
  /** When it is due at the latest. */
  readonly dueAt: Instant;
  /** What stands above it. */
  readonly title: NoticeLine;
  /** What it says. */
  readonly parts: readonly NoticePart[];
}

/** Who is to be told what of a decision, and by when. */
export interface TierNoticePlan {
  /** Whose tier was judged. */
  readonly customerId: string;
  /** The moment of judgement. */
  readonly asOf: Instant;
  /** The ladder that was applied. */
  readonly policy: PolicyReference;
  /** The service packages that were applied; null for none. */
  readonly packages: PolicyReference | null;
  /** The notices, by when they are due; nothing when nobody is to be told anything. */
  readonly notices: readonly PlannedNotice[];
}
