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
import { checkLifecycleParts } from "./lifecycleChecks.ts";
import { findingsIn } from "./internal/findings.ts";
import { type CompiledLifecycle, lifecycleKind } from "./lifecycleKind.ts";
import { lifecycleMessages } from "./messages.ts";
import type { LifecyclePolicy, LifecyclePolicyData, LifecyclePolicyInput } from "./policyModel.ts";
import { lifecyclePolicySchema } from "./schema.ts";

const guard: PolicyGuard<LifecyclePolicyData, CompiledLifecycle> = /* @__PURE__ */ (() => ({
  ...lifecycleKind,
  schema: lifecyclePolicySchema,
  crossCheck: checkLifecycleParts,
  findings: (data, report) => {
    for (const { code, keys, params } of findingsIn(data)) report(code, keys, params);
  },
  messages: { ...conditionMessages, ...lifecycleMessages },
}))();

/**
 * Checks a lifecycle policy written in code. The names of its stages and events are kept as types: a misspelt one does not
 * compile, neither in the policy nor in what is asked of it.
 *
 * @param literal - Stages, events, and how stages follow one another.
 * @returns The policy, frozen.
 * @throws `DomainError` with code `invalid-policy`, naming every issue.
 *
 * @example
 * ```ts
 * import { defineLifecycle } from "clientele/lifecycle";
 *
 * const policy = defineLifecycle({
 *   id: "trial",
 *   version: 1,
 *   timeZone: "Europe/Paris",
 *   stages: [
 *     { id: "trial", order: 1 },
 *     { id: "paying", order: 2, final: true },
 *     { id: "expired", order: 3 },
 *   ],
 *   events: ["paid"],
 *   transitions: [
 *     { from: ["trial", "expired"], on: "paid", to: "paying" },
 *     { from: "trial", after: "P14D", to: "expired" },
 *   ],
 *   initial: "trial",
 * });
 *
 * policy.transitions.map(({ on, after }) => [on, after]); // => [["paid", null], [null, "P14D"]]
 * ```
 */
export const defineLifecycle = <
  const Stage extends string,
  const Event extends string,
  const Phase extends string = never,
  const Metric extends string = never,
>(
  literal: LifecyclePolicyInput<Stage, Event, Phase, Metric>,
): LifecyclePolicy<Stage, Event, Phase, Metric> =>
  definePolicy(guard, literal) as LifecyclePolicy<Stage, Event, Phase, Metric>;

/**
 * Checks a lifecycle policy from outside (a file, a form, a database).
 *
 * @param input - Anything.
 * @returns The policy, or every issue.
 *
 * @example
 * ```ts
 * import { lifecyclePresets, parseLifecycle } from "clientele/lifecycle";
 *
 * const parsed = parseLifecycle({ ...lifecyclePresets.acquireToWinBack, initial: "lead" });
 *
 * parsed.ok || parsed.error.map(({ code, path }) => [code, path]); // => [["unknown-stage", "/initial"]]
 * ```
 */
export const parseLifecycle = (input: unknown): Result<LifecyclePolicy, readonly Issue[]> => parsePolicy(guard, input);

/**
 * Looks a draft of a lifecycle policy over, for a form: never throws. Findings are those of `checkLifecycle`.
 *
 * @param draft - Anything.
 * @returns The policy or null, with all issues and findings.
 *
 * @example
 * ```ts
 * import { lifecyclePresets, reviewLifecycle } from "clientele/lifecycle";
 *
 * const { findings } = reviewLifecycle({ ...lifecyclePresets.acquireToWinBack, events: ["purchased", "contacted", "visited", "offered", "moved"] });
 *
 * findings.map(({ code, path }) => [code, path]); // => [["unused-event", "/events/4"]]
 * ```
 */
export const reviewLifecycle = (draft: unknown): PolicyReview<LifecyclePolicy> => reviewPolicy(guard, draft);
