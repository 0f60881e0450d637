import {
  definePolicy,
  type Issue,
  parsePolicy,
  type PolicyGuard,
  type PolicyReview,
  type Result,
  reviewPolicy,
} from "../core/index.ts";
import { segmentationMessages } from "./messages.ts";
import type { RfmPolicy, RfmPolicyData, RfmPolicyInput } from "./model.ts";
import { rfmKind } from "./rfmKind.ts";
import { rfmPolicySchema } from "./schema.ts";

const guard: PolicyGuard<RfmPolicyData, RfmPolicyData> = /* @__PURE__ */ (() => ({
  ...rfmKind,
  schema: rfmPolicySchema,
  crossCheck: () => undefined,
  findings: () => undefined,
  messages: segmentationMessages,
}))();

/**
 * Checks an RFM policy written in code.
 *
 * @param literal - Mode, bins, what counts as frequency, currency.
 * @returns The policy, frozen.
 * @throws `DomainError` with code `invalid-policy`, naming every issue.
 *
 * @example
 * ```ts
 * import { defineRfmPolicy } from "clientele/segmentation";
 *
 * const policy = defineRfmPolicy({
 *   id: "rfm", version: 1, mode: "quantile", frequency: "orders", currency: "CNY",
 *   bins: { recency: 5, frequency: 5, monetary: 5 },
 * });
 *
 * policy.mode; // => "quantile"
 * ```
 */
export const defineRfmPolicy = (literal: RfmPolicyInput): RfmPolicy => definePolicy(guard, literal);

/**
 * Checks an RFM policy from outside (a file, a form, a database).
 *
 * @param input - Anything.
 * @returns The policy, or every issue.
 */
export const parseRfmPolicy = (input: unknown): Result<RfmPolicy, readonly Issue[]> => parsePolicy(guard, input);

/**
 * Looks a draft of an RFM policy over, for a form: never throws.
 *
 * @param draft - Anything.
 * @returns The policy or null, with all issues.
 */
export const reviewRfmPolicy = (draft: unknown): PolicyReview<RfmPolicy> => reviewPolicy(guard, draft);
