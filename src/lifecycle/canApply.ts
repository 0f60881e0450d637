import { applyEvent } from "./applyEvent.ts";
import type { LifecycleEvent, LifecyclePolicy, LifecycleState } from "./model.ts";

/**
 * Tells whether an event would move a customer on, that is whether `applyEvent` would not refuse it.
 *
 * @param state - Where the customer stands.
 * @param event - What might happen.
 * @param policy - The course.
 * @returns False whenever `applyEvent` refuses, also for facts that cannot be read.
 * @throws `DomainError` with code `policy-not-checked`.
 *
 * @example
 * ```ts
 * import { instant } from "clientele/core";
 * import { canApply, defineLifecycle, lifecyclePresets } from "clientele/lifecycle";
 *
 * const policy = defineLifecycle(lifecyclePresets.acquireToWinBack);
 * const state = { stage: "active", enteredAt: instant("2026-01-01T00:00:00Z") } as const;
 *
 * canApply(state, { kind: "purchased", at: "2026-01-05T00:00:00Z" }, policy); // => true
 * canApply(state, { kind: "contacted", at: "2026-01-05T00:00:00Z" }, policy); // => false
 * ```
 */
export const canApply = <Stage extends string, Event extends string>(
  state: LifecycleState<NoInfer<Stage>>,
  event: LifecycleEvent<NoInfer<Event>>,
  policy: LifecyclePolicy<Stage, Event>,
): boolean => applyEvent(state, event, policy).ok;
