import fc from "fast-check";
import { epochMsOf, type Instant } from "clientele/core";
import {
  type FollowedCourse,
  type LifecycleEvent,
  type LifecycleHistory,
  type LifecyclePolicy,
  replay,
  type StageSpells,
  stageSpells,
} from "clientele/lifecycle";
import { anyLifecycleCase } from "./lifecycle.ts";

const DAY = 86_400_000;

/** Courses written as stages and the days on which they were entered; followed up to a day. */
export function spellsOf<Stage extends string>(
  stages: readonly Stage[],
  courses: readonly (readonly (readonly [stage: NoInfer<Stage>, day: number])[])[],
  asOf: number,
  final: readonly NoInfer<Stage>[] = [],
): StageSpells<Stage> {
  const rows = courses.flatMap((course, customer) =>
    course.map(([stage, day], at) => {
      const next = course[at + 1];
      return {
        customer,
        stage,
        day,
        until: next?.[1] ?? asOf,
        next: next === undefined ? -1 : stages.indexOf(next[0]),
      };
    }),
  );
  return {
    stages,
    final: Uint8Array.from(stages, (stage) => (final.includes(stage) ? 1 : 0)),
    asOf: asOf * DAY,
    courses: courses.length,
    customers: courses.length,
    customer: Int32Array.from(rows, ({ customer }) => customer),
    stage: Uint16Array.from(rows, ({ stage }) => stages.indexOf(stage)),
    enteredAt: Float64Array.from(rows, ({ day }) => day * DAY),
    until: Float64Array.from(rows, ({ until }) => until * DAY),
    next: Int32Array.from(rows, ({ next }) => next),
    renewals: new Uint32Array(rows.length),
  };
}

/** A population under one policy, as of one moment. */
export interface PopulationCase {
  readonly policy: LifecyclePolicy;
  readonly asOf: Instant;
  readonly histories: readonly (Omit<LifecycleHistory, "events"> & { readonly events: readonly LifecycleEvent[] })[];
  readonly courses: readonly FollowedCourse[];
}

/** Up to eight histories under the first one's policy; those that had not begun by then, or go in circles, are left out. */
export const anyPopulation: fc.Arbitrary<PopulationCase> = fc
  .array(anyLifecycleCase, { minLength: 1, maxLength: 8 })
  .map((cases): PopulationCase | null => {
    const [first] = cases;
    if (first === undefined) return null;
    const { policy, asOf } = first;
    const until = epochMsOf(asOf);
    const followed = cases.flatMap(({ history }) => {
      if (epochMsOf(history.startedAt) > until) return [];
      // repeated identifiers are a matter of rows alone: columns have none
      const seen = new Set<string>();
      const events = history.events
        .filter(({ at, id }) => {
          const isNew = id === undefined || id === null || !seen.has(id);
          if (typeof id === "string") seen.add(id);
          return isNew && epochMsOf(at) <= until;
        })
        .sort((a, b) => epochMsOf(a.at) - epochMsOf(b.at) || (a.kind < b.kind ? -1 : a.kind > b.kind ? 1 : 0));
      const told = { ...history, events };
      const replayed = replay(told, policy, { asOf });
      return replayed.ok ? [{ history: told, course: replayed.value }] : [];
    });
    if (followed.length === 0) return null;
    return {
      policy,
      asOf,
      histories: followed.map(({ history }) => history),
      courses: followed.map(({ course }) => course),
    };
  })
  .filter((made) => made !== null);

/** The stays of a population. */
export function spellsIn({ policy, asOf, courses }: PopulationCase): StageSpells {
  return stageSpells(courses, policy, { asOf }).spells;
}
