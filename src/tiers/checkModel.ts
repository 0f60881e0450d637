import type { Instant, Issue } from "../core/index.ts";
import type { TierAction, TierRefusal, TierSubject } from "./model.ts";

/** Codes of what can be wrong with a tier policy that may be used. */
export type TierPolicyFindingCode =
  | "tier-unreachable"
  | "tier-barred"
  | "retain-stricter"
  | "retain-redundant"
  | "windows-differ"
  | "tiers-alike"
  | "tier-gap"
  | "retain-gap"
  | "unit-other-currency"
  | "grace-outlasts-period"
  | "protection-outlasts-period"
  | "dwell-outlasts-period"
  | "condition-contradicts"
  | "condition-always-holds"
  | "balance-asked"
  | "also-holds-down"
  | "metric-unused"
  | "unknown-demotes"
  | "notice-too-late"
  | "tier-gone"
  | "check-not-proved";

/** The check that a finding belongs to. `T001` and `T009` are met by the doors alone, and so are parts of `T006` and `T013`. */
export type TierCheckNumber =
  | "T002"
  | "T003"
  | "T004"
  | "T005"
  | "T006"
  | "T007"
  | "T008"
  | "T010"
  | "T011"
  | "T012"
  | "T013"
  | "T014"
  | "T015";

/** One judgement of an example: hand `subject` and `asOf` to `evaluateTier`, and it says what stands here. */
export interface TierExampleStep {
  /** The customer: what is known of them, and the tier they hold. */
  readonly subject: TierSubject;
  /** The moment of judgement. */
  readonly asOf: Instant;
  /** What happens; null when the customer cannot be judged. */
  readonly action: TierAction | null;
  /** The tier decided on; null when the customer cannot be judged. */
  readonly to: string | null;
  /** Why the customer cannot be judged; null when they can. */
  readonly refusal: TierRefusal["code"] | null;
}

/** A customer who shows what a finding says. */
export interface TierPolicyExample {
  /** Judgements to be seen together. Each stands by itself: whoever was judged before has that state in its subject. */
  readonly steps: readonly TierExampleStep[];
}

/** Something worth knowing about a tier policy that may be used. */
export interface TierPolicyFinding extends Issue<TierPolicyFindingCode> {
  /** The check it belongs to. */
  readonly number: TierCheckNumber;
  /** Whether it is certain. False where the analysis had to leave off, or where it hangs on what is not told. */
  readonly proved: boolean;
  /** A customer who shows it; null where no customer can. */
  readonly example: TierPolicyExample | null;
}

/** What a tier policy is checked against. */
export interface TierCheckOptions {
  /** The policy it takes the place of: its tiers may be held by customers. */
  readonly before?:
    | {
        /** Its tiers. */
        readonly tiers: readonly {
          /** Names the tier. */
          readonly id: string;
        }[];
      }
    | null
    | undefined;
  /** The tiers that customers hold, have earned for life, or are promised; left out when that is not known. */
  readonly occupied?: readonly string[] | null | undefined;
}
