import { DomainError } from "../core/index.ts";
import type { LifecycleProgram, LifecycleProgramTimer, LifecycleProgramWay } from "./kernel.ts";
import { compiledLifecycle, type CompiledStage, type CompiledTransition } from "./lifecycleKind.ts";
import type { LifecyclePolicy } from "./policyModel.ts";

/**
 * Makes plain data of a lifecycle policy, for `replayLifecycleColumns` of `clientele/kernel`: it can be cloned into a worker,
 * where nothing else of the library is needed.
 *
 * @param policy - The course; its timers ask for no condition.
 * @returns The program. Stages, events and transitions go by their places in the policy.
 * @throws `DomainError` with code `policy-not-checked`; `invalid-option` when a timer has a condition, which columns cannot answer
 *   at the moment it is due.
 *
 * @example
 * ```ts
 * import { defineLifecycle, lifecyclePresets, lifecycleProgram } from "clientele/lifecycle";
 *
 * const program = lifecycleProgram(defineLifecycle(lifecyclePresets.acquireToWinBack));
 *
 * structuredClone(program).events; // => ["purchased", "contacted", "visited", "offered"]
 * ```
 */
export function lifecycleProgram<
  Stage extends string,
  Event extends string,
  Phase extends string,
  Metric extends string,
>(policy: LifecyclePolicy<Stage, Event, Phase, Metric>): LifecycleProgram {
  const { stages, transitions, events, initial, regression, data } = compiledLifecycle(policy);
  const listed = [...stages.values()];
  const placeOf = (id: string): number => stages.get(id)?.place ?? -1;
  const isBack = (stage: CompiledStage, to: string): boolean => (stages.get(to)?.order ?? 0) < stage.order;
  const allows = (stage: CompiledStage, to: string): boolean => regression !== "forbid" || !isBack(stage, to);
  const choices: LifecycleProgramWay[][] = [];
  const table = new Int32Array(listed.length * events.size).fill(-1);
  for (const stage of listed) {
    for (const [event, ways] of stage.on) {
      const open = ways.filter(({ to }) => allows(stage, to)).map((way) => wayOf(way, stage));
      const [only] = open;
      if (only === undefined) continue;
      const plain = open.length === 1 && !only.guarded && !only.needsReason;
      table[stage.place * events.size + (events.get(event) ?? 0)] = plain ? only.transition : -1 - choices.push(open);
    }
  }
  function wayOf({ place, to, when }: CompiledTransition, stage: CompiledStage): LifecycleProgramWay {
    const needsReason = regression === "requireReason" && isBack(stage, to);
    return { transition: place, to: placeOf(to), guarded: when >= 0, needsReason };
  }
  const phases = [...new Set(listed.flatMap(({ phase }) => phase ?? []))];
  return {
    stages: listed.map(({ id }) => id),
    events: [...events.keys()],
    phases,
    phaseOf: Int16Array.from(listed, ({ phase }) => (phase === null ? -1 : phases.indexOf(phase))),
    orders: Float64Array.from(listed, ({ order }) => order),
    final: Uint8Array.from(data.stages, ({ final }) => (final === true ? 1 : 0)),
    initial: initial.place,
    transitions: transitions.length,
    table,
    targets: Int32Array.from(transitions, ({ to }) => placeOf(to)),
    choices,
    timers: listed.map((stage) => stage.timers.filter(({ to }) => allows(stage, to)).map((timer) => timerOf(timer))),
    timeZone: data.timeZone,
  };

  function timerOf({ place, to, after, when, rule }: CompiledTransition): LifecycleProgramTimer {
    if (after === null || when >= 0) {
      throw new DomainError("invalid-option", `policy: expected timers without conditions, received one at ${rule}`);
    }
    const { calendarId, ...term } = after;
    return { transition: place, to: placeOf(to), after: term, calendarId };
  }
}
