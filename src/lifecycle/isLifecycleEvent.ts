import type { LifecyclePolicy } from "./policyModel.ts";

/**
 * Tells whether a text from outside (a message, a form) names an event of a policy, and narrows it to one: what `receiveEvent` and
 * the other verbs take.
 *
 * @param policy - The course.
 * @param kind - Anything.
 * @returns Whether it is one of the policy's events.
 *
 * @example
 * ```ts
 * import { orThrow } from "clientele/core";
 * import { defineLifecycle, isLifecycleEvent, lifecyclePresets, receiveEvent, replay } from "clientele/lifecycle";
 *
 * const course = defineLifecycle(lifecyclePresets.acquireToWinBack);
 * const { record } = orThrow(replay({ startedAt: "2026-01-01T00:00:00Z", events: [] }, course));
 * const take = ({ kind, at, id }: { kind: string; at: string; id: string }) =>
 *   isLifecycleEvent(course, kind)
 *     ? orThrow(receiveEvent(record, { kind, at, id }, course, { asOf: "2026-01-11T00:00:00Z" })).stateAfter.stage
 *     : `no event of ours: ${kind}`;
 *
 * take({ kind: "purchased", at: "2026-01-10T00:00:00Z", id: "O-1" }); // => "new"
 * take({ kind: "toString", at: "2026-01-10T00:00:00Z", id: "O-2" }); // => "no event of ours: toString"
 * ```
 */
export const isLifecycleEvent = <
  Stage extends string,
  Event extends string,
  Phase extends string,
  Metric extends string,
>(
  policy: LifecyclePolicy<Stage, Event, Phase, Metric>,
  kind: unknown,
): kind is Event => (policy.events as readonly unknown[]).includes(kind);
