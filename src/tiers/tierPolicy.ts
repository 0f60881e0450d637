import {
  definePolicy,
  type Issue,
  parsePolicy,
  type PolicyGuard,
  type PolicyReview,
  type Result,
  reviewPolicy,
} from "../core/index.ts";
import { conditionMessages } from "../rules/index.ts";
import type { TierPolicyFinding } from "./checkModel.ts";
import { checkTierPolicy } from "./checkTierPolicy.ts";
import { tierMessages } from "./messages.ts";
import type { TierPolicy, TierPolicyData, TierPolicyInput } from "./policyModel.ts";
import { tierPolicySchema } from "./schema.ts";
import { type CompiledTierPolicy, tierKind } from "./tierKind.ts";
import { checkTierParts } from "./tierPolicyChecks.ts";

const guard: PolicyGuard<TierPolicyData, CompiledTierPolicy> = /* @__PURE__ */ (() => ({
  ...tierKind,
  schema: tierPolicySchema,
  crossCheck: checkTierParts,
  findings: () => undefined,
  messages: { ...conditionMessages, ...tierMessages },
}))();

/**
 * Checks a tier policy written in code. The names of its tiers and metrics are kept as types: a misspelt one does not
 * compile, neither in the policy nor in what is asked of it.
 *
 * @param literal - The ladder: metrics, tiers, and how tiers are lost.
 * @returns The policy, frozen.
 * @throws `DomainError` with code `invalid-policy`, naming every issue.
 *
 * @example
 * ```ts
 * import { defineTierPolicy } from "clientele/tiers";
 *
 * const policy = defineTierPolicy({
 *   id: "members",
 *   version: 1,
 *   timeZone: "Europe/Berlin",
 *   currency: "EUR",
 *   metrics: [{ id: "spend", kind: "money", window: { rolling: "P12M" } }],
 *   tiers: [
 *     { id: "basic", rank: 0 },
 *     { id: "gold", rank: 1, attain: { all: [{ metric: "spend", op: ">=", value: "2000" }] } },
 *   ],
 *   downgrade: { mode: "toQualified", also: [] },
 * });
 *
 * policy.tiers.map(({ id }) => id); // => ["basic", "gold"]
 * ```
 */
export const defineTierPolicy = <const Name extends string, const Metric extends string>(
  literal: TierPolicyInput<Name, Metric>,
): TierPolicy<Name, Metric> => definePolicy(guard, literal) as TierPolicy<Name, Metric>;

/**
 * Checks a tier policy from outside (a file, a form, a database).
 *
 * @param input - Anything.
 * @returns The policy, or every issue.
 *
 * @example
 * ```ts
 * import { parseTierPolicy, tierPresets } from "clientele/tiers";
 *
 * const parsed = parseTierPolicy({ ...tierPresets.valueGrade, currency: "Yuan" });
 *
 * parsed.ok || parsed.error.map(({ code, path }) => [code, path]); // => [["malformed", "/currency"]]
 * ```
 */
export const parseTierPolicy = (input: unknown): Result<TierPolicy, readonly Issue[]> => parsePolicy(guard, input);

/**
 * Looks a draft of a tier policy over, for a form: never throws.
 *
 * @param draft - Anything.
 * @returns The policy or null, with all issues, and the findings of {@link checkTierPolicy}.
 *
 * @example
 * ```ts
 * import { reviewTierPolicy, tierPresets } from "clientele/tiers";
 *
 * const { policy, issues } = reviewTierPolicy({ ...tierPresets.valueGrade, tiers: [] });
 *
 * [policy, issues.map(({ code, path }) => [code, path])]; // => [null, [["too-few", "/tiers"]]]
 * ```
 */
export function reviewTierPolicy(draft: unknown): TierPolicyReview {
  const { policy, issues } = reviewPolicy(guard, draft);
  return { policy, issues, findings: policy === null ? [] : checkTierPolicy(policy) };
}

/** What {@link reviewTierPolicy} says of a draft. */
export interface TierPolicyReview extends PolicyReview<TierPolicy> {
  /** What is worth knowing; empty as long as there are issues. */
  readonly findings: readonly TierPolicyFinding[];
}
