import {
  asOfIn,
  DomainError,
  epochMsOf,
  type InstantInput,
  invalidFact,
  LISTED_ROWS,
  type RowFindings,
  startRowFindings,
} from "../core/index.ts";
import { SpellColumns, type StageSpells } from "./internal/spells.ts";
import { compiledLifecycle } from "./lifecycleKind.ts";
import type { StageChange } from "./model.ts";
import type { LifecyclePolicy } from "./policyModel.ts";

/** A course that was followed: what `replay` answers. */
export interface FollowedCourse<Stage extends string = string> {
  /** The record kept. */
  readonly record: {
    /** When and where the course began. */
    readonly log: {
      /** When. */
      readonly startedAt: InstantInput;
      /** Where; null for the policy's initial stage. */
      readonly startedIn: Stage | null;
    };
    /** Up to when it was followed. */
    readonly asOf: InstantInput;
  };
  /** Every change of stage, in order. */
  readonly happened: readonly Pick<StageChange<Stage>, "at" | "from" | "to">[];
}

/** Codes of what is wrong with a course of a population. */
export type CourseCode = "course-not-begun" | "course-not-followed" | "course-broken";

/**
 * Takes the stays in stages from replayed histories. Questions about a population (`dwellTimes`, `stageFunnel`, `transitionMatrix`,
 * `stageAbsorption`, `forecastStages`, `stageBottlenecks`) are asked of them. Those of several batches are put together by
 * `joinStageSpells`; `stageSpellColumns` of `clientele/kernel` takes them from columns.
 *
 * What happened after `asOf` is left out. A course that was followed for a shorter time is not used, since timers may have fired since:
 * replay it with that `asOf`.
 *
 * @param courses - What `replay` answered for each customer; read once.
 * @param policy - The course they follow.
 * @param options - `asOf`, up to when; `listed`, how many courses that were not used are listed (100).
 * @returns The stays, and the courses not used: `course-not-begun` by then, `course-not-followed` up to then, `course-broken` whose
 *   changes do not follow one another, `stage-not-in-policy`, `invalid-fact`.
 * @throws `DomainError` with code `policy-not-checked`, `invalid-instant` or `invalid-option`.
 *
 * @example
 * ```ts
 * import { orThrow } from "clientele/core";
 * import { defineLifecycle, lifecyclePresets, replay, stageSpells } from "clientele/lifecycle";
 *
 * const policy = defineLifecycle(lifecyclePresets.acquireToWinBack);
 * const asOf = "2026-06-01T00:00:00Z";
 * const histories = [
 *   { startedAt: "2026-01-01T00:00:00Z", events: [{ kind: "purchased", at: "2026-05-30T00:00:00Z" }] },
 *   { startedAt: "2026-02-01T00:00:00Z", events: [] },
 * ] as const;
 * const { spells } = stageSpells(
 *   histories.map((history) => orThrow(replay(history, policy, { asOf }))),
 *   policy,
 *   { asOf },
 * );
 *
 * Array.from(spells.stage, (place) => spells.stages[place]); // => ["prospect", "new", "prospect"]
 * ```
 */
export function stageSpells<Stage extends string, Event extends string, Phase extends string, Metric extends string>(
  courses: Iterable<FollowedCourse<NoInfer<Stage>>>,
  policy: LifecyclePolicy<Stage, Event, Phase, Metric>,
  options: { readonly asOf: InstantInput; readonly listed?: number | undefined },
): {
  /** Every stay in a stage. */
  readonly spells: StageSpells<Stage>;
  /** Courses that could not be used. */
  readonly findings: RowFindings;
} {
  const { stages, initial, data } = compiledLifecycle(policy);
  const asOf = epochMsOf(asOfIn(options));
  const findings = startRowFindings(options.listed ?? LISTED_ROWS);
  const spells = new SpellColumns(1024);
  let index = -1;
  for (const course of courses) {
    index += 1;
    const read = coursePlaces(course, {
      asOf,
      placeOf: (stage) => stages.get(stage)?.place ?? -1,
      initial: initial.place,
    });
    if ("code" in read) {
      findings.add({ index, code: read.code, path: read.path, params: read.params });
      continue;
    }
    spells.begin(index, read.stage, read.startedAt);
    for (const { to, at } of read.changes) spells.move(to, at);
    spells.end(asOf);
  }
  return {
    spells: spells.columns({
      stages: data.stages.map(({ id }) => id as Stage),
      final: Uint8Array.from(data.stages, ({ final }) => (final === true ? 1 : 0)),
      asOf,
      courses: index + 1,
    }),
    findings: findings.result(),
  };
}

/** A course in places, or what is wrong with it. */
function coursePlaces(
  { record, happened }: FollowedCourse,
  about: { readonly asOf: number; readonly placeOf: (stage: string) => number; readonly initial: number },
):
  | {
      readonly stage: number;
      readonly startedAt: number;
      readonly changes: readonly { readonly to: number; readonly at: number }[];
    }
  | { readonly code: string; readonly path: string; readonly params: Readonly<Record<string, string>> } {
  const { asOf, placeOf } = about;
  const { startedAt: begun, startedIn } = record.log;
  const startedAt = epochMsOf(begun);
  const wrong = (path: string, value: unknown) => {
    const { code, ...params } = invalidFact(path, "instant", value);
    return { code, path, params };
  };
  if (Number.isNaN(startedAt)) return wrong("/record/log/startedAt", begun);
  if (startedAt > asOf) return { code: "course-not-begun", path: "/record/log/startedAt", params: {} };
  const followed = epochMsOf(record.asOf);
  if (Number.isNaN(followed)) return wrong("/record/asOf", record.asOf);
  if (followed < asOf) return { code: "course-not-followed", path: "/record/asOf", params: {} };
  const stage = startedIn === null ? about.initial : placeOf(startedIn);
  if (stage < 0) {
    return { code: "stage-not-in-policy", path: "/record/log/startedIn", params: { stage: String(startedIn) } };
  }
  const changes: { readonly to: number; readonly at: number }[] = [];
  let [here, since] = [stage, startedAt];
  for (const [row, change] of happened.entries()) {
    const at = epochMsOf(change.at);
    if (Number.isNaN(at)) return wrong(`/happened/${row}/at`, change.at);
    if (at > asOf) break;
    const to = placeOf(change.to);
    if (to < 0) return { code: "stage-not-in-policy", path: `/happened/${row}/to`, params: { stage: change.to } };
    if (placeOf(change.from) !== here || at < since) {
      return { code: "course-broken", path: `/happened/${row}`, params: {} };
    }
    changes.push({ to, at });
    [here, since] = [to, at];
  }
  return { stage, startedAt, changes };
}

/**
 * Puts the stays of batches of customers together: the answers are those of all of them at once.
 *
 * @param batches - Of one policy, as of one moment; at least one. Customers keep their order, batch after batch.
 * @returns The stays of all.
 * @throws `DomainError` with code `invalid-option` for none, or for batches of different stages or moments.
 *
 * @example
 * ```ts
 * import { defineLifecycle, joinStageSpells, lifecyclePresets, replay, stageSpells } from "clientele/lifecycle";
 * import { orThrow } from "clientele/core";
 *
 * const policy = defineLifecycle(lifecyclePresets.acquireToWinBack);
 * const asOf = "2026-06-01T00:00:00Z";
 * const batch = [orThrow(replay({ startedAt: "2026-05-01T00:00:00Z", events: [] }, policy, { asOf }))];
 * const { spells } = stageSpells(batch, policy, { asOf });
 *
 * Array.from(joinStageSpells([spells, spells]).customer); // => [0, 1]
 * ```
 */
export function joinStageSpells<Stage extends string>(batches: readonly StageSpells<Stage>[]): StageSpells<Stage> {
  const [first] = batches;
  const isAlike = ({ stages, asOf }: StageSpells<Stage>): boolean =>
    asOf === first?.asOf && stages.length === first.stages.length && stages.every((id, at) => id === first.stages[at]);
  if (first === undefined || !batches.every(isAlike)) {
    throw new DomainError(
      "invalid-option",
      "batches: expected stays of one policy as of one moment, at least one batch",
    );
  }
  const length = batches.reduce((sum, { stage }) => sum + stage.length, 0);
  const all = {
    customer: new Int32Array(length),
    stage: new Uint16Array(length),
    enteredAt: new Float64Array(length),
    until: new Float64Array(length),
    next: new Int32Array(length),
    renewals: new Uint32Array(length),
  };
  let [place, courses, customers] = [0, 0, 0];
  for (const batch of batches) {
    const before = courses;
    all.customer.set(
      batch.customer.map((customer) => customer + before),
      place,
    );
    all.stage.set(batch.stage, place);
    all.enteredAt.set(batch.enteredAt, place);
    all.until.set(batch.until, place);
    all.next.set(batch.next, place);
    all.renewals.set(batch.renewals, place);
    place += batch.stage.length;
    courses += batch.courses;
    customers += batch.customers;
  }
  return { stages: first.stages, final: first.final, asOf: first.asOf, courses, customers, ...all };
}
