import type { JsonValue } from "../core/index.ts";
import { nameOfTerm, safeName } from "./internal/drawing.ts";
import { compiledLifecycle } from "./lifecycleKind.ts";
import type { LifecyclePolicy, LifecycleTerm } from "./policyModel.ts";

/** A transition of a {@link LifecycleXState}. */
export interface LifecycleXStateTransition {
  /** The key of the state it leads to. */
  readonly target: string;
  /** Entering the same state again is entering it. */
  readonly reenter: true;
  /** What must hold; left out when nothing must. */
  readonly guard?: {
    /** The one guard to implement. */
    readonly type: "lifecycle";
    /** What it is asked. */
    readonly params: {
      /** JSON Pointer (RFC 6901) to the transition inside the policy. */
      readonly rule: string;
      /** The condition; null when there is none. */
      readonly when: JsonValue;
      /** Whether the event must say why. */
      readonly needsReason: boolean;
    };
  };
}

/** A state of a {@link LifecycleXState}. */
export interface LifecycleXStateNode {
  /** `final` when nothing leads out of it. */
  readonly type?: "final";
  /** What it is in the policy. */
  readonly meta: {
    /** The stage's name. */
    readonly stage: string;
    /** Its order. */
    readonly order: number;
    /** Its phase; null when none. */
    readonly phase: string | null;
  };
  /** By the key of the event. */
  readonly on: Readonly<Record<string, readonly LifecycleXStateTransition[]>>;
  /** By the name of the delay. */
  readonly after: Readonly<Record<string, readonly LifecycleXStateTransition[]>>;
}

/** A lifecycle for XState v5. Plain JSON. */
export interface LifecycleXState {
  /** For `createMachine` of `setup({ guards: { lifecycle }, delays })`. */
  readonly config: {
    /** The policy's. */
    readonly id: string;
    /** The key of the first state. */
    readonly initial: string;
    /** By key. */
    readonly states: Readonly<Record<string, LifecycleXStateNode>>;
  };
  /** The keys of stages and events that are not keys as they stand: dots and stars mean something to XState. */
  readonly keys: {
    /** By stage. */
    readonly stages: Readonly<Record<string, string>>;
    /** By event. */
    readonly events: Readonly<Record<string, string>>;
  };
  /** The delays to implement, by name, with their length in the policy. */
  readonly delays: Readonly<Record<string, LifecycleTerm>>;
}

/**
 * Writes a lifecycle as a machine for XState v5.
 *
 * The host implements one guard, `lifecycle`, which is told the place of the transition, its condition, and whether the event must say
 * why; and all the delays, whose lengths are laid on a calendar (`dueTransitions` tells when a timer is due): one that is not
 * implemented XState takes for none at all. XState takes the first of
 * two ways that are both open, where `applyEvent` refuses: see `checkLifecycle` for policies that have such.
 *
 * What stages owe is not in it: the tasks are told by this library's own verbs.
 *
 * @param policy - The course.
 * @returns The machine's configuration, and the keys of its names.
 * @throws `DomainError` with code `policy-not-checked`.
 *
 * @example
 * ```ts
 * import { defineLifecycle, lifecyclePresets, lifecycleXState } from "clientele/lifecycle";
 *
 * const { config, delays } = lifecycleXState(defineLifecycle(lifecyclePresets.acquireToWinBack));
 *
 * config.states["lost"]?.on; // => { purchased: [{ target: "wonBack", reenter: true }] }
 * delays; // => { P90D: "P90D", P180D: "P180D" }
 * ```
 * @see https://stately.ai/docs/machines
 */
export function lifecycleXState<
  Stage extends string,
  Event extends string,
  Phase extends string,
  Metric extends string,
>(policy: LifecyclePolicy<Stage, Event, Phase, Metric>): LifecycleXState {
  const { data, regression, stages, initial } = compiledLifecycle(policy);
  const delays: [string, LifecycleTerm][] = [];
  const keysOf = (names: readonly string[]): Readonly<Record<string, string>> =>
    Object.fromEntries(names.map((name) => [name, safeName(name)]));
  const states = data.stages.map(({ id, order, phase, final }): [string, LifecycleXStateNode] => {
    const on = new Map<string, LifecycleXStateTransition[]>();
    const after = new Map<string, LifecycleXStateTransition[]>();
    data.transitions.forEach((way, place) => {
      const isBack = (stages.get(way.to)?.order ?? 0) < order;
      if (!(way.from === id || (typeof way.from !== "string" && way.from.includes(id)))) return;
      if (isBack && regression === "forbid") return;
      const needsReason = isBack && way.on !== null && regression === "requireReason";
      const guard = {
        type: "lifecycle" as const,
        params: { rule: `/transitions/${place}`, when: way.when as JsonValue, needsReason },
      };
      const node: LifecycleXStateTransition = {
        target: safeName(way.to),
        reenter: true,
        ...(way.when === null && !needsReason ? {} : { guard }),
      };
      if (way.on !== null) put(on, safeName(way.on), node);
      else {
        const name = nameOfTerm(way.after);
        delays.push([name, way.after]);
        put(after, name, node);
      }
    });
    return [
      safeName(id),
      {
        ...(final === true ? { type: "final" as const } : {}),
        meta: { stage: id, order, phase },
        on: Object.fromEntries(on),
        after: Object.fromEntries(after),
      },
    ];
  });
  return {
    config: { id: safeName(data.id), initial: safeName(initial.id), states: Object.fromEntries(states) },
    keys: { stages: keysOf(data.stages.map(({ id }) => id)), events: keysOf(data.events) },
    delays: Object.fromEntries(delays),
  };
}

function put<Item>(into: Map<string, Item[]>, key: string, item: Item): void {
  const known = into.get(key);
  if (known === undefined) into.set(key, [item]);
  else known.push(item);
}
