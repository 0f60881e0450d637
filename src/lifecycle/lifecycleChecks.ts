import { durationParts, pointer, type Report, type Sound } from "../core/index.ts";
import type { LifecyclePolicyData, LifecycleTransition } from "./model.ts";

/** Codes of what can be wrong between the parts of a lifecycle policy, and of what is worth knowing about one. */
export type LifecyclePolicyCode =
  | "duplicate-order"
  | "unknown-stage"
  | "event-not-in-policy"
  | "trigger-missing"
  | "two-triggers"
  | "zero-timer"
  | "ambiguous-event"
  | "ambiguous-timer"
  | "final-stage-left"
  | "unreachable-stage"
  | "dead-end"
  | "timer-never-fires"
  | "unused-event";

/** Lists the codes, so that a report cannot misspell one. */
type LifecycleReport = (code: LifecyclePolicyCode | "duplicate-id", ...rest: Tail<Parameters<Report>>) => void;
type Tail<List extends readonly unknown[]> = List extends readonly [unknown, ...infer Rest] ? Rest : never;
type Draft = Sound<LifecyclePolicyData>;
type Way = Sound<LifecycleTransition>;

/**
 * Checks what the parts of a lifecycle policy demand of one another.
 *
 * @param draft - The policy, without its unsound parts.
 * @param report - Takes the issues.
 */
export function checkLifecycleParts(draft: Draft, report: LifecycleReport): void {
  const { stages = [], events = [], transitions = [] } = draft;
  reportRepeated(
    stages.map((stage) => stage?.id),
    (first, at, id) => {
      report("duplicate-id", ["stages", at, "id"], { id, first: pointer(["stages", first, "id"]) });
    },
  );
  reportRepeated(
    stages.map((stage) => stage?.order),
    (first, at, order) => {
      report("duplicate-order", ["stages", at, "order"], { order, first: pointer(["stages", first, "order"]) });
    },
  );
  reportRepeated(events, (first, at, id) => {
    report("duplicate-id", ["events", at], { id, first: pointer(["events", first]) });
  });
  checkNames(draft, report);
  transitions.forEach((transition, at) => {
    if (transition !== undefined) checkTrigger(transition, at, report);
  });
  checkChoices(transitions, report);
  checkPaths(draft, report);
}

/**
 * Lists what is worth knowing about a lifecycle policy that may be used.
 *
 * @param data - The policy.
 * @param report - Takes the findings.
 */
export function findLifecycleOddities(data: LifecyclePolicyData, report: LifecycleReport): void {
  const { events, transitions } = data;
  events.forEach((event, at) => {
    if (!transitions.some(({ on }) => on === event)) report("unused-event", ["events", at], { event });
  });
  transitions.forEach((timer, at) => {
    const { after } = timer;
    if (after === null) return;
    // without conditions, the shorter of two timers always comes first
    const overtaken = sourcesOf(timer).every((stage) =>
      transitions.some(
        (other) => other.after !== null && sourcesOf(other).includes(stage) && isShorter(other.after, after),
      ),
    );
    if (overtaken) report("timer-never-fires", ["transitions", at, "after"], { after });
  });
}

function isShorter(one: string, other: string): boolean {
  const [a, b] = [durationParts(one), durationParts(other)];
  return a.months <= b.months && a.days <= b.days && a.ms <= b.ms && lengthOf(one) !== lengthOf(other);
}

function reportRepeated<Value extends string | number>(
  values: readonly (Value | undefined)[],
  report: (first: number, at: number, value: Value) => void,
): void {
  const seen = new Map<Value, number>();
  values.forEach((value, at) => {
    if (value === undefined) return;
    const first = seen.get(value);
    if (first === undefined) seen.set(value, at);
    else report(first, at, value);
  });
}

/** Every name must be known. With an unsound one in the list, an unknown name may be the one that was meant. */
function checkNames({ stages, events, transitions = [], initial }: Draft, report: LifecycleReport): void {
  const stageIds = stages?.map((stage) => stage?.id) ?? [undefined];
  const eventIds = events ?? [undefined];
  const checkStage = (stage: string | undefined, keys: readonly (string | number)[]): void => {
    if (stage !== undefined && !stageIds.includes(stage) && !stageIds.includes(undefined))
      report("unknown-stage", keys, { stage });
  };
  checkStage(initial, ["initial"]);
  transitions.forEach((transition, at) => {
    const { from, on, to } = transition ?? {};
    if (typeof from === "string") checkStage(from, ["transitions", at, "from"]);
    else {
      reportRepeated(from ?? [], (first, index, id) => {
        report("duplicate-id", ["transitions", at, "from", index], {
          id,
          first: pointer(["transitions", at, "from", first]),
        });
      });
      from?.forEach((stage, index) => {
        checkStage(stage, ["transitions", at, "from", index]);
      });
    }
    checkStage(to, ["transitions", at, "to"]);
    if (typeof on === "string" && !eventIds.includes(on) && !eventIds.includes(undefined)) {
      report("event-not-in-policy", ["transitions", at, "on"], { event: on });
    }
  });
}

/** One trigger and no more; a key that is there but undefined was unsound. */
function checkTrigger(transition: Way, at: number, report: LifecycleReport): void {
  const isNone = (key: "on" | "after"): boolean => !Object.hasOwn(transition, key) || transition[key] === null;
  if (isNone("on") && isNone("after")) report("trigger-missing", ["transitions", at]);
  if (!isNone("on") && !isNone("after")) report("two-triggers", ["transitions", at]);
  if (typeof transition.after === "string" && lengthOf(transition.after) === "0/0/0") {
    report("zero-timer", ["transitions", at, "after"]);
  }
}

/** No stage may have two ways on by one event, or by timers of one length. */
function checkChoices(transitions: readonly (Way | undefined)[], report: LifecycleReport): void {
  const [byEvent, byLength] = [new Map<string, number>(), new Map<string, number>()];
  transitions.forEach((transition, at) => {
    const { on, after } = transition ?? {};
    for (const stage of sourcesOf(transition)) {
      if (typeof on === "string") {
        const key = JSON.stringify([stage, on]);
        const first = byEvent.get(key);
        if (first === undefined) byEvent.set(key, at);
        else
          report("ambiguous-event", ["transitions", at, "on"], {
            stage,
            event: on,
            first: pointer(["transitions", first]),
          });
      } else if (typeof after === "string") {
        const key = JSON.stringify([stage, lengthOf(after)]);
        const first = byLength.get(key);
        if (first === undefined) byLength.set(key, at);
        else
          report("ambiguous-timer", ["transitions", at, "after"], {
            stage,
            after,
            first: pointer(["transitions", first]),
          });
      }
    }
  });
}

/** Every stage can be reached, and left unless it is final. Told only of policies whose ways are all known. */
function checkPaths({ stages = [], transitions = [], initial }: Draft, report: LifecycleReport): void {
  const ids = new Set(stages.map((stage) => stage?.id));
  const sound = transitions.every((way) => sourcesOf(way).length > 0 && way?.to !== undefined && ids.has(way.to));
  const ways = transitions.flatMap((way, at) =>
    sourcesOf(way).flatMap((from) => (way?.to === undefined ? [] : [{ from, to: way.to, at }])),
  );
  const reached = new Set(initial === undefined ? [] : [initial]);
  const queue = [...reached];
  for (let stage = queue.pop(); stage !== undefined; stage = queue.pop()) {
    for (const { from, to } of ways) {
      if (from !== stage || reached.has(to)) continue;
      reached.add(to);
      queue.push(to);
    }
  }
  stages.forEach((stage, at) => {
    const id = stage?.id;
    if (id === undefined) return;
    if (stage?.final === true) {
      for (const way of ways.filter(({ from }) => from === id)) {
        report("final-stage-left", ["transitions", way.at, "from"], { stage: id });
      }
    } else if (sound && !ways.some(({ from, to }) => from === id && to !== id))
      report("dead-end", ["stages", at], { stage: id });
    if (sound && initial !== undefined && ids.has(initial) && !reached.has(id)) {
      report("unreachable-stage", ["stages", at], { stage: id });
    }
  });
}

/** The stages a transition leads out of, each once; none when that is not known. */
function sourcesOf(transition: Way | undefined): readonly string[] {
  const from = transition?.from ?? [];
  return typeof from === "string" ? [from] : [...new Set(from)].filter((stage) => stage !== undefined);
}

/** Equal for durations of equal length, however they are written. */
function lengthOf(duration: string): string {
  const { months, days, ms } = durationParts(duration);
  return `${months}/${days}/${ms}`;
}
