import type { ConditionFinding } from "../../rules/index.ts";
import type { CompiledLifecycle } from "../lifecycleKind.ts";
import type { TriedTransition } from "../model.ts";
import type { Course } from "./course.ts";
import type { KnownEntry } from "./readEntry.ts";

/** What an event was held against. */
interface Tried {
  /** Each transition, in the policy's order. */
  readonly tried: readonly TriedTransition[];
  /** What is amiss with the facts. */
  readonly findings: readonly ConditionFinding[];
}

/**
 * Looks at every transition that leads out of the stage or waits for an event.
 *
 * @param entry - What happened.
 * @param course - Where the customer stands, the timers up to the event having fired.
 * @param compiled - The policy.
 * @returns Each with what keeps it from applying, as the facts that the event brings have it; and what is amiss with the facts.
 */
export function triedFor(entry: KnownEntry, course: Course, compiled: CompiledLifecycle): Tried {
  const asked = course.withFacts(entry);
  const tried = compiled.transitions.flatMap((way) => {
    const seen = asked.lookAt(way, entry);
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
  return { tried, findings: asked.findingsAt(entry.at, entry) };
}
