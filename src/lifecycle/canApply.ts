import { applyEvent } from "./applyEvent.ts";
import type { LifecycleContext, LifecycleEntry, LifecycleStateInput } from "./model.ts";
import type { LifecyclePolicy } from "./policyModel.ts";

/**
 * Tells whether an event would be taken in, that is whether `applyEvent` would not refuse it.
 *
 * @param state - Where the customer stands.
 * @param event - What might happen.
 * @param policy - The course.
 * @param context - `calendars`, those that the policy names.
 * @returns False whenever `applyEvent` refuses, also for facts that cannot be read.
 * @throws `DomainError` with code `policy-not-checked`, `unknown-calendar` or `invalid-option`.
 *
 * @example
 * ```ts
 * import { instant } from "clientele/core";
 * import { canApply, defineLifecycle, lifecyclePresets } from "clientele/lifecycle";
 *
 * const policy = defineLifecycle(lifecyclePresets.acquireToWinBack);
 * const state = { stage: "lost", enteredAt: instant("2026-01-01T00:00:00Z") } as const;
 *
 * canApply(state, { kind: "purchased", at: "2026-01-05T00:00:00Z" }, policy); // => true
 * canApply(state, { kind: "visited", at: "2026-01-05T00:00:00Z" }, policy); // => false
 * ```
 */
export const canApply = <Stage extends string, Event extends string, Phase extends string, Metric extends string>(
  state: LifecycleStateInput<NoInfer<Stage>>,
  event: LifecycleEntry<NoInfer<Event>, NoInfer<Metric>>,
  policy: LifecyclePolicy<Stage, Event, Phase, Metric>,
  context?: LifecycleContext,
): boolean => applyEvent(state, event, policy, context).ok;
