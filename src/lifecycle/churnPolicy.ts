import {
  definePolicy,
  type Issue,
  parsePolicy,
  type PolicyGuard,
  type PolicyReview,
  type Result,
  reviewPolicy,
} from "../core/index.ts";
import { checkChurnParts, churnFindings } from "./churnChecks.ts";
import { churnKind, type CompiledChurn } from "./churnKind.ts";
import type { ChurnPolicy, ChurnPolicyData, ChurnPolicyInput } from "./churnModel.ts";
import { churnPolicySchema } from "./churnSchema.ts";
import { lifecycleMessages } from "./messages.ts";

const guard: PolicyGuard<ChurnPolicyData, CompiledChurn> = /* @__PURE__ */ (() => ({
  ...churnKind,
  schema: churnPolicySchema,
  crossCheck: checkChurnParts,
  findings: churnFindings,
  messages: lifecycleMessages,
}))();

/**
 * Checks a policy of churn causes and winning back written in code. The names of its causes, signals and offers are kept as types.
 *
 * @param literal - Causes with what speaks for them, offers, and how often customers are asked.
 * @returns The policy, frozen.
 * @throws `DomainError` with code `invalid-policy`, naming every issue.
 *
 * @example
 * ```ts
 * import { defineChurnPolicy } from "clientele/lifecycle";
 *
 * const policy = defineChurnPolicy({
 *   id: "win-back",
 *   version: 1,
 *   timeZone: "Asia/Shanghai",
 *   currency: "CNY",
 *   signals: ["complaint", "saidTooExpensive"],
 *   causes: [
 *     { id: "service", evidence: [{ signal: "complaint", within: "P90D", weight: 3 }], responseOdds: "0.2" },
 *     { id: "price", evidence: [{ signal: "saidTooExpensive", weight: 5 }], responseOdds: "0.1" },
 *   ],
 *   oddsUnknown: "0.05",
 *   offers: [{ id: "apology", causes: ["service"] }, { id: "discount", minValue: "1000", cost: "20" }],
 *   contact: { most: 1, per: "P30D", giveUpAfter: 3, until: "P2Y" },
 * });
 *
 * policy.offers.map(({ id, causes }) => [id, causes]); // => [["apology", ["service"]], ["discount", null]]
 * ```
 */
export const defineChurnPolicy = <const Cause extends string, const Signal extends string, const Offer extends string>(
  literal: ChurnPolicyInput<Cause, Signal, Offer>,
): ChurnPolicy<Cause, Signal, Offer> => definePolicy(guard, literal) as ChurnPolicy<Cause, Signal, Offer>;

/**
 * Checks a policy of churn causes from outside (a file, a form, a database).
 *
 * @param input - Anything.
 * @returns The policy, or every issue.
 *
 * @example
 * ```ts
 * import { churnPresets, parseChurnPolicy } from "clientele/lifecycle";
 *
 * const parsed = parseChurnPolicy({ ...churnPresets.fiveCauses, oddsUnknown: "1.5" });
 *
 * parsed.ok || parsed.error.map(({ code, path }) => [code, path]); // => [["odds-out-of-range", "/oddsUnknown"]]
 * ```
 */
export const parseChurnPolicy = (input: unknown): Result<ChurnPolicy, readonly Issue[]> => parsePolicy(guard, input);

/**
 * Looks a draft of a policy of churn causes over, for a form: never throws. Findings: a cause for which nothing speaks, or for which
 * there is no offer; an offer that another always comes before.
 *
 * @param draft - Anything.
 * @returns The policy or null, with all issues and findings.
 *
 * @example
 * ```ts
 * import { churnPresets, reviewChurnPolicy } from "clientele/lifecycle";
 *
 * const { findings } = reviewChurnPolicy({ ...churnPresets.fiveCauses, offers: [{ id: "any" }, { id: "better", minValue: "500" }] });
 *
 * findings.map(({ code, path }) => [code, path]); // => [["offer-never-first", "/offers/1"]]
 * ```
 */
export const reviewChurnPolicy = (draft: unknown): PolicyReview<ChurnPolicy> => reviewPolicy(guard, draft);
