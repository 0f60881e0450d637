import { reviewTierPolicy, type TierPolicy } from "clientele/tiers";
import { type PolicyDraft, reviewText } from "../kit/policy-draft.ts";

export { policyText } from "../kit/policy-draft.ts";

/** What the editor holds. */
export type Draft = PolicyDraft<TierPolicy>;

export const readDraft = (text: string): Draft => reviewText(text, reviewTierPolicy);
