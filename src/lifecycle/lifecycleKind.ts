import {
  compiledPolicy,
  type Duration,
  durationParts,
  type Labels,
  type PolicyKind,
  type PolicyReference,
  unreachable,
} from "../core/index.ts";
import type { LifecyclePolicyData } from "./model.ts";

/** A transition, ready to be taken. */
export interface CompiledTransition {
  /** Where it stands in the policy. */
  readonly rule: string;
  /** The stages it leads out of. */
  readonly from: readonly string[];
  /** The event that triggers it; null for a timer. */
  readonly on: string | null;
  /** The stage it leads to. */
  readonly to: string;
}

/** A timer, ready to be laid on the calendar. */
export interface CompiledTimer extends CompiledTransition {
  /** How long after entering the stage. */
  readonly after: Duration;
  /** Whether that is longer than the calendar: it never fires. */
  readonly beyond: boolean;
}

/** A stage, with what leads out of it. */
export interface CompiledStage {
  /** Its name for people. */
  readonly labels: Labels | null;
  /** By event. */
  readonly on: ReadonlyMap<string, CompiledTransition>;
  /** In the policy's order. */
  readonly timers: readonly CompiledTimer[];
}

/** What the verbs of this module work with. */
export interface CompiledLifecycle {
  /** Named in every answer. */
  readonly policy: PolicyReference;
  /** Of the calendar. */
  readonly timeZone: string;
  /** Where everybody starts. */
  readonly initial: string;
  /** By name. */
  readonly stages: ReadonlyMap<string, CompiledStage>;
  /** The place of each event in the policy. */
  readonly events: ReadonlyMap<string, number>;
  /** In the policy's order. */
  readonly transitions: readonly (CompiledTransition | CompiledTimer)[];
}

/** More than the ten thousand years that moments can have. */
const BEYOND = { months: 120_000, days: 3_660_000, ms: 320_000_000_000_000 };

/** The stored format of lifecycle policies, and how one is made ready. */
export const lifecycleKind: PolicyKind<LifecyclePolicyData, CompiledLifecycle> = {
  format: "lifecycle-policy/1",
  compile: ({ id, version, timeZone, initial, stages: listed, events, transitions: given }) => {
    const transitions = given.map(({ from, on, after, to }, index) => {
      const transition = { rule: `/transitions/${index}`, from: typeof from === "string" ? [from] : from, on, to };
      return after === null ? transition : { ...transition, after, beyond: isBeyond(after) };
    });
    const stages = new Map(
      listed.map((stage): [string, CompiledStage] => {
        const leading = transitions.filter(({ from }) => from.includes(stage.id));
        const timers = leading.filter((transition) => "after" in transition);
        const on = new Map(
          leading.flatMap((transition) => (transition.on === null ? [] : [[transition.on, transition]])),
        );
        return [stage.id, { labels: stage.labels, on, timers }];
      }),
    );
    const known = [initial, ...transitions.flatMap(({ from, to }) => [...from, to])];
    if (!known.every((stage) => stages.has(stage))) unreachable("a checked policy names known stages");
    return {
      policy: Object.freeze({ id, version }),
      timeZone,
      initial,
      stages,
      events: new Map(events.map((event, place) => [event, place])),
      transitions,
    };
  },
};

/**
 * Takes the compiled form of a lifecycle policy.
 *
 * @param policy - What the caller handed in.
 * @returns What the verbs work with.
 * @throws `DomainError` with code `policy-not-checked`.
 */
export const compiledLifecycle = (policy: LifecyclePolicyData): CompiledLifecycle =>
  compiledPolicy(lifecycleKind, policy);

function isBeyond(after: Duration): boolean {
  const { months, days, ms } = durationParts(after);
  return months > BEYOND.months || days > BEYOND.days || ms > BEYOND.ms;
}
