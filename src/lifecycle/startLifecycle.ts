import { err, type InstantInput, type InvalidFact, invalidFact, ok, parseInstant, type Result } from "../core/index.ts";
import { compiledLifecycle } from "./lifecycleKind.ts";
import type { LifecyclePolicy, LifecycleState } from "./model.ts";

/**
 * Puts a customer at the start of their course: in the policy's initial stage.
 *
 * @param beginning - `startedAt`, when the relationship began.
 * @param policy - The course.
 * @returns The state to apply events to; or `invalid-fact`.
 * @throws `DomainError` with code `policy-not-checked`.
 *
 * @example
 * ```ts
 * import { orThrow } from "clientele/core";
 * import { defineLifecycle, lifecyclePresets, startLifecycle } from "clientele/lifecycle";
 *
 * const policy = defineLifecycle(lifecyclePresets.acquireToWinBack);
 *
 * orThrow(startLifecycle({ startedAt: "2026-03-01T09:00:00+08:00" }, policy)); // => { stage: "prospect", enteredAt: "2026-03-01T01:00:00.000Z" }
 * ```
 */
export function startLifecycle<Stage extends string, Event extends string>(
  beginning: { readonly startedAt: InstantInput },
  policy: LifecyclePolicy<Stage, Event>,
): Result<LifecycleState<Stage>, InvalidFact> {
  compiledLifecycle(policy);
  const { startedAt } = beginning;
  const enteredAt = parseInstant(startedAt);
  if (!enteredAt.ok) return err(invalidFact("/startedAt", "instant", startedAt));
  return ok({ stage: policy.initial, enteredAt: enteredAt.value });
}
