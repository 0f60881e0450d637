import {
  definePolicy,
  type Issue,
  parsePolicy,
  type PolicyGuard,
  type PolicyReview,
  type Result,
  reviewPolicy,
} from "../core/index.ts";
import { checkLifecycleParts, findLifecycleOddities } from "./lifecycleChecks.ts";
import { type CompiledLifecycle, lifecycleKind } from "./lifecycleKind.ts";
import { lifecycleMessages } from "./messages.ts";
import type { LifecyclePolicy, LifecyclePolicyData, LifecyclePolicyInput } from "./model.ts";
import { lifecyclePolicySchema } from "./schema.ts";

const guard: PolicyGuard<LifecyclePolicyData, CompiledLifecycle> = /* @__PURE__ */ (() => ({
  ...lifecycleKind,
  schema: lifecyclePolicySchema,
  crossCheck: checkLifecycleParts,
  findings: findLifecycleOddities,
  messages: lifecycleMessages,
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
export const defineLifecycle = <const Stage extends string, const Event extends string>(
  literal: LifecyclePolicyInput<Stage, Event>,
): LifecyclePolicy<Stage, Event> => definePolicy(guard, literal) as LifecyclePolicy<Stage, Event>;

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
 * Looks a draft of a lifecycle policy over, for a form: never throws. Findings tell timers that never fire and events that
 * trigger nothing.
 *
 * @param draft - Anything.
 * @returns The policy or null, with all issues and findings.
 *
 * @example
 * ```ts
 * import { lifecyclePresets, reviewLifecycle } from "clientele/lifecycle";
 *
 * const { findings } = reviewLifecycle({ ...lifecyclePresets.acquireToWinBack, events: ["purchased", "contacted", "moved"] });
 *
 * findings.map(({ code, path }) => [code, path]); // => [["unused-event", "/events/2"]]
 * ```
 */
export const reviewLifecycle = (draft: unknown): PolicyReview<LifecyclePolicy> => reviewPolicy(guard, draft);
