import { durationParts, pointer, type Report, type Sound } from "../core/index.ts";
import { checkConditions, checkMetrics, type ConditionCode, type MetricsCode } from "../rules/index.ts";
import type { LifecyclePolicyData, LifecycleTerm, LifecycleTransition } from "./policyModel.ts";

/** Codes of what can be wrong between the parts of a lifecycle policy. */
export type LifecyclePolicyCode =
  | "duplicate-order"
  | "lifecycle-currency-missing"
  | "unknown-stage"
  | "event-not-in-policy"
  | "trigger-missing"
  | "two-triggers"
  | "zero-timer"
  | "ambiguous-event"
  | "ambiguous-timer"
  | "final-stage-left"
  | "final-stage-owes";

/** Lists the codes, so that a report cannot misspell one. */
type LifecycleReport = (
  code: LifecyclePolicyCode | ConditionCode | MetricsCode | "duplicate-id",
  ...rest: Tail<Parameters<Report>>
) => void;
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
  checkOwed(draft, report);
  const metrics = draft.metrics ?? [];
  checkMetrics(metrics, report);
  if (draft.currency === null && metrics.some((metric) => metric?.kind === "money")) {
    report("lifecycle-currency-missing", ["currency"]);
  }
  checkConditions(
    {
      metrics,
      currency: draft.currency ?? undefined,
      conditions: transitions.map((way, at) => ({ keys: ["transitions", at, "when"], condition: way?.when })),
    },
    report,
  );
  transitions.forEach((transition, at) => {
    if (transition !== undefined) checkTrigger(transition, at, report);
  });
  checkChoices(transitions, report);
  checkFinal(draft, report);
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

/** Each task of a stage has a name of its own, and is done by events that can happen. */
function checkOwed({ stages = [], events }: Draft, report: LifecycleReport): void {
  stages.forEach((stage, place) => {
    const owed = stage?.owed ?? [];
    const at = (index: number, ...rest: readonly (string | number)[]): readonly (string | number)[] => [
      "stages",
      place,
      "owed",
      index,
      ...rest,
    ];
    if (stage?.final === true && owed.length > 0) report("final-stage-owes", ["stages", place, "owed"]);
    reportRepeated(
      owed.map((obligation) => obligation?.id),
      (first, index, id) => {
        report("duplicate-id", at(index, "id"), { id, first: pointer(at(first, "id")) });
      },
    );
    owed.forEach((obligation, index) => {
      for (const key of ["within", "every"] as const) {
        if (isZero(obligation?.[key])) report("zero-timer", at(index, key));
      }
      const doneBy = obligation?.doneBy ?? [];
      reportRepeated(doneBy, (first, which, id) => {
        report("duplicate-id", at(index, "doneBy", which), { id, first: pointer(at(index, "doneBy", first)) });
      });
      doneBy.forEach((event, which) => {
        if (event === undefined || events === undefined || events.includes(event) || events.includes(undefined)) return;
        report("event-not-in-policy", at(index, "doneBy", which), { event });
      });
    });
  });
}

/** One trigger and no more; a key that is there but undefined was unsound. */
function checkTrigger(transition: Way, at: number, report: LifecycleReport): void {
  const isNone = (key: "on" | "after"): boolean => !Object.hasOwn(transition, key) || transition[key] === null;
  if (isNone("on") && isNone("after")) report("trigger-missing", ["transitions", at]);
  if (!isNone("on") && !isNone("after")) report("two-triggers", ["transitions", at]);
  if (isZero(transition.after)) report("zero-timer", ["transitions", at, "after"]);
}

const isZero = (term: Sound<LifecycleTerm> | null | undefined): boolean =>
  typeof term === "string" && lengthOf(term) === "0/0/0";

/** No stage may have two ways on by one event, or by timers of one length, when nothing is asked on either. */
function checkChoices(transitions: readonly (Way | undefined)[], report: LifecycleReport): void {
  const [byEvent, byLength] = [new Map<string, number>(), new Map<string, number>()];
  transitions.forEach((transition, at) => {
    const { on, after } = transition ?? {};
    // a condition that is there but undefined was unsound
    if (transition === undefined || (Object.hasOwn(transition, "when") && transition.when !== null)) return;
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
      } else if (after !== null && after !== undefined) {
        const length = typeof after === "string" ? lengthOf(after) : [after.workingDays, after.calendar];
        const key = JSON.stringify([stage, length]);
        const first = byLength.get(key);
        if (first === undefined) byLength.set(key, at);
        else
          report("ambiguous-timer", ["transitions", at, "after"], {
            stage,
            after: typeof after === "string" ? after : `${after.workingDays ?? ""} × ${after.calendar ?? ""}`,
            first: pointer(["transitions", first]),
          });
      }
    }
  });
}

/** Nothing leads out of a final stage. */
function checkFinal({ stages = [], transitions = [] }: Draft, report: LifecycleReport): void {
  const final = new Set(stages.flatMap((stage) => (stage?.final === true ? [stage.id] : [])));
  transitions.forEach((way, at) => {
    for (const stage of sourcesOf(way)) {
      if (final.has(stage)) report("final-stage-left", ["transitions", at, "from"], { stage });
    }
  });
}

/** The stages a transition leads out of, each once; none when that is not known. */
function sourcesOf(transition: Way | undefined): readonly string[] {
  const from = transition?.from ?? [];
  return typeof from === "string" ? [from] : [...new Set(from)].flatMap((stage) => stage ?? []);
}

/** Equal for durations of equal length, however they are written. */
function lengthOf(duration: string): string {
  const { months, days, ms } = durationParts(duration);
  return `${months}/${days}/${ms}`;
}
