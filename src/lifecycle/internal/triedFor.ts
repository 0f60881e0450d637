import type { CompiledLifecycle } from "../lifecycleKind.ts";
import type { TriedTransition } from "../model.ts";
import type { Course } from "./course.ts";
import type { KnownEntry } from "./readEntry.ts";

/**
 * Looks at every transition that leads out of the stage or waits for an event.
 *
 * @param entry - What happened.
 * @param course - Where the customer stands, the timers up to the event having fired, and the facts that it brings being known.
 * @param compiled - The policy.
 * @returns Each with what keeps it from applying.
 */
export function triedFor(entry: KnownEntry, course: Course, compiled: CompiledLifecycle): readonly TriedTransition[] {
  return compiled.transitions.flatMap((way) => {
    const seen = course.lookAt(way, entry);
    if (seen === null) return [];
    const { reason, guard } = seen;
    return [
      {
        rule: way.rule,
        to: way.to,
        code: reason.code as TriedTransition["code"],
        verdict: reason.verdict,
        reason,
        guard,
      },
    ];
  });
}
