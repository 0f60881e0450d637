import { durationParts, type Issue, type Labels, pointer, unreachable } from "../../core/index.ts";
import {
  compileConditions,
  type ConditionExample,
  type ConditionProgram,
  type ExampleSearch,
  findConditionExample,
  type PlacedCondition,
} from "../../rules/index.ts";
import { namedOr, tagOfTerm } from "../lifecycleKind.ts";
import type { LifecyclePolicyData, LifecycleTerm, LifecycleTransition } from "../policyModel.ts";

/** Codes of what is worth knowing about a lifecycle policy that may be used. */
export type LifecycleInsightCode =
  | "unreachable-stage"
  | "dead-end"
  | "transitions-overlap"
  | "overlap-not-proved"
  | "guard-never-holds"
  | "timer-never-fires"
  | "way-forbidden"
  | "unused-event"
  | "nothing-owed"
  | "calendar-not-given";

/** Something worth knowing about a lifecycle policy. */
export interface LifecycleInsight extends Issue<LifecycleInsightCode> {
  /** `error`: hardly what was meant, though the policy can be used; `warning`: worth a look. */
  readonly severity: Issue["severity"];
  /** Facts that show it; null where there are none. */
  readonly example: ConditionExample | null;
}

type Keys = readonly (string | number)[];

/** A transition with what was found out about it. */
interface Way {
  readonly at: number;
  readonly from: readonly string[];
  readonly data: LifecycleTransition;
  /** Its place in the program; -1 for no condition. */
  readonly when: number;
  /** The stages from which it can be taken. */
  readonly open: readonly string[];
}

/**
 * Looks a policy over.
 *
 * @param data - The policy.
 * @param calendars - Ids of the calendars there are; null where that is not known.
 * @returns What was found.
 */
export function findingsIn(
  data: LifecyclePolicyData,
  calendars: ReadonlySet<string> | null = null,
): readonly LifecycleInsight[] {
  const found: LifecycleInsight[] = [];
  const say = (
    code: LifecycleInsightCode,
    severity: Issue["severity"],
    keys: Keys,
    params: Issue["params"],
    example: ConditionExample | null = null,
  ): void => {
    found.push({ code, severity, path: pointer(keys), keys, params, example });
  };
  const { stages, events, transitions, initial, regression } = data;
  const orderOf = new Map(stages.map(({ id, order }) => [id, order]));
  const names = new Map(stages.map(({ id, labels }) => [id, namedOr(labels, id)]));
  const named = (stage: string): Labels => names.get(stage) ?? namedOr(null, stage);
  const placed: PlacedCondition[] = [];
  const first = transitions.map((way, at): Way => {
    const from = typeof way.from === "string" ? [way.from] : way.from;
    const when = way.when === null ? -1 : placed.push({ keys: ["transitions", at, "when"], condition: way.when }) - 1;
    return { at, from, data: way, when, open: from };
  });
  const program =
    placed.length === 0
      ? null
      : compileConditions({
          metrics: data.metrics ?? [],
          currency: data.currency ?? "CNY",
          timeZone: data.timeZone,
          conditions: placed,
        });

  const holding = first.map((way) => {
    if (way.when < 0 || together(program, [way.when]).answer !== "none") return way;
    say("guard-never-holds", "error", ["transitions", way.at, "when"], {
      to: way.data.to,
      label: named(way.data.to),
    });
    return { ...way, open: [] };
  });
  const allowed = holding.map((way) => {
    if (regression !== "forbid" || way.open.length === 0) return way;
    const open = way.open.filter((stage) => (orderOf.get(way.data.to) ?? 0) >= (orderOf.get(stage) ?? 0));
    if (open.length === 0) {
      say("way-forbidden", "error", ["transitions", way.at], {
        from: way.open.join(", "),
        to: way.data.to,
        label: named(way.data.to),
      });
    }
    return { ...way, open };
  });
  const ways = allowed.map((way) => {
    const { after } = way.data;
    if (after === null || way.open.length === 0) return way;
    const open = isBeyond(after)
      ? []
      : way.open.filter((stage) => !allowed.some((other) => overtakes(other, way, stage)));
    if (open.length === 0)
      say("timer-never-fires", "error", ["transitions", way.at, "after"], { after: tagOfTerm(after) });
    return { ...way, open };
  });

  overlaps(ways, { program, named, say });
  const reached = reachedFrom(initial, ways);
  stages.forEach(({ id, final, owed }, at) => {
    const params = { stage: id, label: named(id) };
    if (!reached.has(id)) say("unreachable-stage", "error", ["stages", at], params);
    const leads = ways.some(({ open, data: { to } }) => to !== id && open.includes(id));
    if (final !== true && !leads) say("dead-end", "error", ["stages", at], params);
    if (final !== true && owed === null) say("nothing-owed", "warning", ["stages", at], params);
  });
  events.forEach((event, at) => {
    const used =
      transitions.some(({ on }) => on === event) ||
      stages.some(({ owed }) => (owed ?? []).some(({ doneBy }) => doneBy.includes(event)));
    if (!used) say("unused-event", "warning", ["events", at], { event });
  });
  if (calendars !== null) {
    for (const { term, keys } of termsOf(data)) {
      if (typeof term === "string" || calendars.has(term.calendar)) continue;
      say("calendar-not-given", "error", keys, { calendar: term.calendar });
    }
  }
  return found;
}

/** Every length of time in a policy, and where it stands. */
const termsOf = ({
  stages,
  transitions,
}: LifecyclePolicyData): readonly { readonly term: LifecycleTerm; readonly keys: Keys }[] => [
  ...stages.flatMap(({ owed }, stage) =>
    (owed ?? []).flatMap(({ within, every }, at) => [
      { term: within, keys: ["stages", stage, "owed", at, "within"] },
      ...(every === null ? [] : [{ term: every, keys: ["stages", stage, "owed", at, "every"] }]),
    ]),
  ),
  ...transitions.flatMap(({ after }, at) =>
    after === null ? [] : [{ term: after, keys: ["transitions", at, "after"] }],
  ),
];

/** Looks for facts for which some conditions hold at once. */
function together(program: ConditionProgram | null, conditions: readonly number[]): ExampleSearch {
  const asked = conditions.filter((condition) => condition >= 0);
  return findConditionExample(
    program ?? unreachable("of two ways of a checked policy that meet, one has a condition"),
    asked.map((condition) => ({ condition, least: 2, most: 2 })),
  );
}

/** Two ways on by one event, both of which can be open. */
function overlaps(
  ways: readonly Way[],
  {
    program,
    named,
    say,
  }: {
    readonly program: ConditionProgram | null;
    readonly named: (stage: string) => Labels;
    readonly say: (
      code: LifecycleInsightCode,
      severity: Issue["severity"],
      keys: Keys,
      params: Issue["params"],
      example?: ConditionExample | null,
    ) => void;
  },
): void {
  ways.forEach((way, index) => {
    const { on } = way.data;
    if (on === null) return;
    for (const other of ways.slice(0, index)) {
      if (other.data.on !== on) continue;
      const stage = way.open.find((id) => other.open.includes(id));
      if (stage === undefined) continue;
      const both = together(program, [other.when, way.when]);
      if (both.answer === "none") continue;
      const params = { stage, label: named(stage), event: on, first: pointer(["transitions", other.at]) };
      if (both.answer === "found") say("transitions-overlap", "error", ["transitions", way.at], params, both.example);
      else say("overlap-not-proved", "warning", ["transitions", way.at], params);
    }
  });
}

function reachedFrom(initial: string, ways: readonly Way[]): ReadonlySet<string> {
  const reached = new Set([initial]);
  const queue = [initial];
  for (let stage = queue.pop(); stage !== undefined; stage = queue.pop()) {
    for (const { open, data } of ways) {
      if (!open.includes(stage) || reached.has(data.to)) continue;
      reached.add(data.to);
      queue.push(data.to);
    }
  }
  return reached;
}

/** Whether a timer without a condition always comes before another of the same stage. */
function overtakes(other: Way, { at, data: { after } }: Way, stage: string): boolean {
  const sooner = other.data.after;
  if (other.at === at || other.when >= 0 || sooner === null || after === null || !other.open.includes(stage))
    return false;
  const [a, b] = [lengthOf(sooner), lengthOf(after)];
  if (a.calendar !== b.calendar) return false;
  const longer = a.parts.map((part, index) => part - (b.parts[index] ?? 0));
  return longer.every((by) => by <= 0) && (other.at < at || longer.some((by) => by < 0));
}

/** A length of time in parts that do not make up for one another; lengths of one calendar have the same ones. */
function lengthOf(term: LifecycleTerm): { readonly calendar: string | null; readonly parts: readonly number[] } {
  if (typeof term !== "string") return { calendar: term.calendar, parts: [term.workingDays] };
  const { months, days, ms } = durationParts(term);
  return { calendar: null, parts: [months, days, ms] };
}

/** Longer than the ten thousand years that moments can have. */
function isBeyond(after: LifecycleTerm): boolean {
  if (typeof after !== "string") return false;
  const { months, days, ms } = durationParts(after);
  return months > 120_000 || days > 3_660_000 || ms > 320_000_000_000_000;
}
