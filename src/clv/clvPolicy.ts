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
import { clvKind, type CompiledClvPolicy } from "./clvKind.ts";
import { clvPolicySchema } from "./clvSchema.ts";
import { clvMessages } from "./messages.ts";
import type { ClvPolicy, ClvPolicyData, ClvPolicyInput } from "./valueModel.ts";

const guard: PolicyGuard<ClvPolicyData, CompiledClvPolicy> = /* @__PURE__ */ (() => ({
  ...clvKind,
  schema: clvPolicySchema,
  crossCheck: checkParts,
  findings: findOddShares,
  messages: clvMessages,
}))();

function checkParts({ discount, horizon, costs, refundShare }: Sound<ClvPolicyData>, report: Report): void {
  const undiscounted = Object.entries(discount ?? {}).some(([name, rate]) => name !== "per" && rate === 0);
  if (undiscounted && horizon === null) report("endless-undiscounted", ["discount"]);
  for (const [name, cost] of Object.entries(costs ?? {})) {
    if (typeof cost === "string" && Number(cost) < 0) report("cost-negative", ["costs", name], { cost });
  }
  if (typeof refundShare === "string" && !(Number(refundShare) >= 0 && Number(refundShare) <= 1)) {
    report("refund-share-out-of-range", ["refundShare"], { share: refundShare });
  }
}

/** A whole, written as a rate: what comes in a year would be worth half. */
const LARGE_RATE = 1;

function findOddShares({ margin, discount }: ClvPolicyData, report: Report): void {
  if ("annual" in discount && discount.annual >= LARGE_RATE) {
    const percent = Math.round(100_000 / (1 + discount.annual)) / 1000;
    report("discount-large", ["discount", "annual"], { rate: discount.annual, percent });
  }
  if (!(Number(margin) > 0 && Number(margin) <= 1)) report("margin-no-share", ["margin"], { margin });
}

/**
 * Checks a policy of lifetime value written in code.
 *
 * @param literal - Margin, costs, discount, horizon, and how orders are counted.
 * @returns The policy, frozen.
 * @throws `DomainError` with code `invalid-policy`, naming every issue.
 *
 * @example
 * ```ts
 * import { defineClvPolicy } from "clientele/clv";
 *
 * const policy = defineClvPolicy({
 *   id: "value", version: 1, currency: "CNY", timeZone: "Asia/Shanghai", refunds: "net", firstOrderInSpend: false,
 *   margin: "0.35", costs: { acquisition: "60.00", perOrder: "8.00" },
 *   discount: { annual: 0.1 }, horizon: { amount: 3, unit: "year" }, rounding: "half-even",
 * });
 *
 * [policy.costs, policy.refundShare]; // => [{ acquisition: "60.00", perOrder: "8.00" }, null]
 * ```
 */
export const defineClvPolicy = (literal: ClvPolicyInput): ClvPolicy => definePolicy(guard, literal);

/**
 * Checks a policy of lifetime value from outside (a file, a form, a database).
 *
 * @param input - Anything.
 * @returns The policy, or every issue: besides those of its shape `endless-undiscounted`, `cost-negative`,
 *   `refund-share-out-of-range`.
 */
export const parseClvPolicy = (input: unknown): Result<ClvPolicy, readonly Issue[]> => parsePolicy(guard, input);

/**
 * Looks a draft of a policy of lifetime value over, for a form: never throws.
 *
 * @param draft - Anything.
 * @returns The policy or null, with all issues; and as findings a margin that is no share of what is paid
 *   (`margin-no-share`) and a yearly rate of 1 or more (`discount-large`), which `defineClvPolicy` takes in silence.
 */
export const reviewClvPolicy = (draft: unknown): PolicyReview<ClvPolicy> => reviewPolicy(guard, draft);
