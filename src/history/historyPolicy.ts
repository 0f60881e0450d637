import {
  definePolicy,
  type Issue,
  parsePolicy,
  type PolicyGuard,
  type PolicyReview,
  type Report,
  type Result,
  reviewPolicy,
  type Sound,
} from "../core/index.ts";
import { type CompiledHistoryPolicy, historyKind } from "./historyKind.ts";
import { historyMessages } from "./messages.ts";
import type { HistoryPolicy, HistoryPolicyData, HistoryPolicyInput } from "./model.ts";
import { historyPolicySchema } from "./schema.ts";

const guard: PolicyGuard<HistoryPolicyData, CompiledHistoryPolicy> = /* @__PURE__ */ (() => ({
  ...historyKind,
  schema: historyPolicySchema,
  crossCheck: checkRates,
  findings: () => undefined,
  messages: historyMessages,
}))();

function checkRates(draft: Sound<HistoryPolicyData>, report: Report): void {
  for (const [currency, rate] of Object.entries(draft.rates ?? {})) {
    if (currency === draft.currency) report("own-currency-rated", ["rates", currency], { currency });
    if (typeof rate === "string" && !(Number(rate) > 0)) report("rate-not-positive", ["rates", currency], { rate });
  }
}

/**
 * Checks a history policy written in code.
 *
 * @param literal - Zone, currency, rates, and what refunds and cancellations do.
 * @returns The policy, frozen.
 * @throws `DomainError` with code `invalid-policy`, naming every issue.
 *
 * @example
 * ```ts
 * import { defineHistoryPolicy } from "clientele/history";
 *
 * const policy = defineHistoryPolicy({
 *   id: "orders",
 *   version: 1,
 *   timeZone: "Asia/Shanghai",
 *   currency: "CNY",
 *   refunds: "net",
 * });
 *
 * policy.meta; // => null
 * ```
 */
export const defineHistoryPolicy = (literal: HistoryPolicyInput): HistoryPolicy => definePolicy(guard, literal);

/**
 * Checks a history policy from outside (a file, a form, a database).
 *
 * @param input - Anything.
 * @returns The policy, or every issue.
 */
export const parseHistoryPolicy = (input: unknown): Result<HistoryPolicy, readonly Issue[]> =>
  parsePolicy(guard, input);

/**
 * Looks a draft of a history policy over, for a form: never throws.
 *
 * @param draft - Anything.
 * @returns The policy or null, with all issues.
 */
export const reviewHistoryPolicy = (draft: unknown): PolicyReview<HistoryPolicy> => reviewPolicy(guard, draft);
