import {
  compiledPolicy,
  durationParts,
  type Labels,
  type PolicyKind,
  type PolicyReference,
  type Tagged,
  taggedNumber,
  unreachable,
  type ZoneRules,
  zoneRules,
} from "../core/index.ts";
import { compileConditions, type ConditionProgram, type PlacedCondition } from "../rules/index.ts";
import type { Term } from "./internal/dueMs.ts";
import type { LifecyclePolicyData, LifecycleTerm, Regression } from "./policyModel.ts";

/** A length of time before its calendar is at hand. */
export interface CompiledTerm extends Term {
  /** Id of the calendar; null where none is needed. */
  readonly calendarId: string | null;
}

/** A transition, ready to be taken. */
export interface CompiledTransition {
  /** Its place in the policy. */
  readonly place: number;
  /** Where it stands in the policy. */
  readonly rule: string;
  /** The stages it leads out of. */
  readonly from: readonly string[];
  /** The event that triggers it; null for a timer. */
  readonly on: string | null;
  /** How long after entering the stage; null when an event triggers it. */
  readonly after: CompiledTerm | null;
  /** The same, for people; null when an event triggers it. */
  readonly afterTag: Tagged | null;
  /** The place of its condition in the program; -1 for none. */
  readonly when: number;
  /** The stage it leads to. */
  readonly to: string;
}

/** Something owed, ready to be laid on the calendar. */
export interface CompiledObligation {
  /** Its name. */
  readonly id: string;
  /** How long it may take. */
  readonly within: CompiledTerm;
  /** How long after being done it is due again; null for once. */
  readonly every: CompiledTerm | null;
  /** The events that show it was done. */
  readonly doneBy: ReadonlySet<string>;
  /** Its name for people: its own where the policy gives none. */
  readonly name: Labels;
}

/** A stage, with what leads out of it. */
export interface CompiledStage {
  /** Its name. */
  readonly id: string;
  /** Its place in the policy. */
  readonly place: number;
  /** How far along the course. */
  readonly order: number;
  /** Its phase. */
  readonly phase: string | null;
  /** Its name for people: its own where the policy gives none. */
  readonly name: Labels;
  /** By event, in the policy's order. */
  readonly on: ReadonlyMap<string, readonly CompiledTransition[]>;
  /** In the policy's order. */
  readonly timers: readonly CompiledTransition[];
  /** What it owes. */
  readonly owed: readonly CompiledObligation[];
}

/** What the verbs of this module work with. */
export interface CompiledLifecycle {
  /** Named in every answer. */
  readonly policy: PolicyReference;
  /** The policy. */
  readonly data: LifecyclePolicyData;
  /** Of the calendar. */
  readonly zone: ZoneRules;
  /** Where everybody starts. */
  readonly initial: CompiledStage;
  /** By name. */
  readonly stages: ReadonlyMap<string, CompiledStage>;
  /** The place of each event in the policy. */
  readonly events: ReadonlyMap<string, number>;
  /** In the policy's order. */
  readonly transitions: readonly CompiledTransition[];
  /** All conditions; null when there are none. */
  readonly program: ConditionProgram | null;
  /** What becomes of a way back. */
  readonly regression: Regression;
  /** How long an event may take to become known; null for ever. */
  readonly acceptWithin: Term | null;
  /** The ids of the calendars that terms name. */
  readonly calendars: ReadonlySet<string>;
  /** The events that show something to be done, in whichever stage. */
  readonly doers: ReadonlySet<string>;
}

/** The stored format of lifecycle policies, and how one is made ready. */
export const lifecycleKind: PolicyKind<LifecyclePolicyData, CompiledLifecycle> = {
  format: "lifecycle-policy/1",
  compile: (data) => {
    const { id, version, timeZone, currency, metrics, stages: listed, events } = data;
    const placed: PlacedCondition[] = [];
    const transitions = data.transitions.map(
      ({ from, on, after, when, to }, place): CompiledTransition => ({
        place,
        rule: `/transitions/${place}`,
        from: typeof from === "string" ? [from] : from,
        on,
        after: after === null ? null : termOf(after),
        afterTag: after === null ? null : tagOfTerm(after),
        when: when === null ? -1 : placed.push({ keys: ["transitions", place, "when"], condition: when }) - 1,
        to,
      }),
    );
    const stages = new Map(
      listed.map((stage, place): [string, CompiledStage] => {
        const leading = transitions.filter(({ from }) => from.includes(stage.id));
        const on = new Map<string, CompiledTransition[]>();
        for (const transition of leading) {
          if (transition.on === null) continue;
          const known = on.get(transition.on);
          if (known === undefined) on.set(transition.on, [transition]);
          else known.push(transition);
        }
        const owed = (stage.owed ?? []).map(({ id: name, within, every, doneBy, labels }) => ({
          id: name,
          within: termOf(within),
          every: every === null ? null : termOf(every),
          doneBy: new Set(doneBy),
          name: namedOr(labels, name),
        }));
        const { order, phase, labels } = stage;
        const timers = leading.filter(({ after }) => after !== null);
        return [stage.id, { id: stage.id, place, order, phase, name: namedOr(labels, stage.id), on, timers, owed }];
      }),
    );
    const known = transitions.flatMap(({ from, to }) => [...from, to]);
    const initial = stages.get(data.initial);
    if (initial === undefined || !known.every((stage) => stages.has(stage))) {
      unreachable("a checked policy names known stages");
    }
    const program =
      placed.length === 0
        ? null
        : compileConditions({
            metrics: metrics ?? [],
            currency: currency ?? ANY_CURRENCY,
            timeZone,
            conditions: placed,
          });
    return {
      policy: Object.freeze({ id, version }),
      data,
      zone: zoneRules(timeZone),
      initial,
      stages,
      events: new Map(events.map((event, place) => [event, place])),
      transitions,
      program,
      regression: data.regression ?? "allow",
      acceptWithin: data.acceptWithin === null ? null : termOf(data.acceptWithin),
      calendars: calendarsIn(data),
      doers: new Set(listed.flatMap(({ owed }) => (owed ?? []).flatMap(({ doneBy }) => doneBy))),
    };
  },
};

/** For conditions that ask about no metric. */
const ANY_CURRENCY = "CNY";

/**
 * Takes the compiled form of a lifecycle policy.
 *
 * @param policy - What the caller handed in.
 * @returns What the verbs work with.
 * @throws `DomainError` with code `policy-not-checked`.
 */
export const compiledLifecycle = (policy: LifecyclePolicyData): CompiledLifecycle =>
  compiledPolicy(lifecycleKind, policy);

/**
 * Writes a length of time as text.
 *
 * @param term - As the policy gives it.
 * @returns ISO 8601 text, or the number of working days with the calendar's id.
 */
export const textOfTerm = (term: LifecycleTerm): string =>
  typeof term === "string" ? term : `${term.workingDays} × ${term.calendar}`;

/**
 * Tags a length of time.
 *
 * @param term - As the policy gives it.
 * @returns It, tagged; of working days without their calendar.
 */
export const tagOfTerm = (term: LifecycleTerm): Tagged =>
  typeof term === "string" ? { kind: "period", duration: term } : taggedNumber(term.workingDays, "workingDays");

/**
 * Names something for people.
 *
 * @param labels - What the policy calls it; null when nothing.
 * @param id - Its name in the policy, which stands in.
 * @returns The name.
 */
export const namedOr = (labels: Labels | null, id: string): Labels => labels ?? { en: id, "zh-CN": id };

function termOf(term: LifecycleTerm): CompiledTerm {
  return typeof term === "string"
    ? { ...durationParts(term), workingDays: 0, calendar: null, calendarId: null }
    : { months: 0, days: 0, ms: 0, workingDays: term.workingDays, calendar: null, calendarId: term.calendar };
}

function calendarsIn({ transitions, stages }: LifecyclePolicyData): ReadonlySet<string> {
  const terms = [
    ...transitions.map(({ after }) => after),
    ...stages.flatMap(({ owed }) => (owed ?? []).flatMap(({ within, every }) => [within, every])),
  ];
  return new Set(terms.flatMap((term) => (term === null || typeof term === "string" ? [] : [term.calendar])));
}
