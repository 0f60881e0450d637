import {
  DomainError,
  epochMsOf,
  err,
  instantFromMs,
  type InvalidFact,
  invalidFact,
  ok,
  type Result,
  show,
} from "../../core/index.ts";
import { compiledCalendar } from "../../calendar/index.ts";
import type { CompiledCalendar } from "../../calendar/kernel.ts";
import { compiledLifecycle, type CompiledLifecycle, type CompiledStage } from "../lifecycleKind.ts";
import type { LifecycleContext, LifecycleState, StageNotInPolicy } from "../model.ts";
import type { LifecyclePolicyData } from "../policyModel.ts";
import { openObligation, type OpenTask, type Prepared, type Standing } from "./course.ts";
import { readFacts } from "./readEntry.ts";

/**
 * Takes the compiled form of a policy, with the calendars it names.
 *
 * @param policy - What the caller handed in.
 * @param context - `calendars`.
 * @returns Both.
 * @throws `DomainError` with code `policy-not-checked`, `unknown-calendar` or `invalid-option`.
 */
export function prepared(policy: LifecyclePolicyData, context: LifecycleContext | undefined): Prepared {
  const compiled = compiledLifecycle(policy);
  const calendars = calendarsIn(context);
  for (const id of compiled.calendars) {
    if (calendars.has(id)) continue;
    throw new DomainError(
      "unknown-calendar",
      `calendars: expected ${id}, which the policy names, received none of that id`,
    );
  }
  return { compiled, calendars };
}

/**
 * Reads the calendars handed in.
 *
 * @param context - `calendars`.
 * @returns They, by id.
 * @throws `DomainError` with code `policy-not-checked` or `invalid-option`.
 */
export function calendarsIn(context: LifecycleContext | undefined): ReadonlyMap<string, CompiledCalendar> {
  const { calendars: given = [] } = context ?? {};
  if (!Array.isArray(given)) {
    throw new DomainError("invalid-option", `calendars: expected a list, received ${show(given)}`);
  }
  const calendars = new Map<string, CompiledCalendar>();
  for (const calendar of given as NonNullable<LifecycleContext["calendars"]>) {
    const hours = compiledCalendar(calendar);
    const earlier = calendars.get(calendar.id);
    if (earlier !== undefined && earlier !== hours) {
      throw new DomainError(
        "invalid-option",
        `calendars: expected one calendar with the id ${calendar.id}, received two`,
      );
    }
    calendars.set(calendar.id, hours);
  }
  return calendars;
}

/** The beginning of a course, before anything is owed. */
export const standingAt = (stage: CompiledStage, at: number): Standing => ({
  stage,
  enteredAt: at,
  at,
  phaseSince: at,
  highest: stage,
  highestAt: at,
  clockFrom: at,
  notBefore: -Infinity,
  pausedAt: NaN,
  facts: null,
  factsAt: -Infinity,
  dated: false,
  owed: [],
  turn: 0,
  acquisition: null,
});

/**
 * Finds the stage of a name.
 *
 * @param stage - The name.
 * @param compiled - The policy.
 * @param path - Where it stands among the facts.
 * @returns The stage; or a refusal.
 */
export function stageNamed(
  stage: unknown,
  { stages, policy }: CompiledLifecycle,
  path: string,
): Result<CompiledStage, InvalidFact | StageNotInPolicy> {
  if (typeof stage !== "string") return err(invalidFact(path, "text", stage));
  const found = stages.get(stage);
  return found === undefined ? err({ code: "stage-not-in-policy", stage, policy: policy.id }) : ok(found);
}

/** Reads a state; what is left out is as at the beginning of the stage. */
export function readState(
  state: unknown,
  compiled: CompiledLifecycle,
  path = "/state",
): Result<Standing, InvalidFact | StageNotInPolicy> {
  if (typeof state !== "object" || state === null) return err(invalidFact(path, "object", state));
  const given = state as Readonly<Record<string, unknown>>;
  const stage = stageNamed(given["stage"], compiled, `${path}/stage`);
  if (!stage.ok) return stage;
  const reader = new Reader();
  const enteredAt = reader.moment(given["enteredAt"], `${path}/enteredAt`);
  const clock = reader.object(given["clock"], `${path}/clock`);
  const highest = reader.object(given["highest"], `${path}/highest`);
  const facts = reader.object(given["facts"], `${path}/facts`);
  const standing = standingAt(stage.value, enteredAt);
  standing.at = reader.moment(given["at"] ?? null, `${path}/at`, enteredAt);
  standing.phaseSince = reader.moment(given["phaseSince"] ?? null, `${path}/phaseSince`, enteredAt);
  standing.turn = reader.count(given["turn"] ?? 0, `${path}/turn`);
  if (clock !== null) {
    standing.clockFrom = reader.moment(clock["from"], `${path}/clock/from`);
    standing.notBefore = reader.moment(clock["notBefore"] ?? null, `${path}/clock/notBefore`, -Infinity);
    standing.pausedAt = reader.moment(clock["pausedAt"] ?? null, `${path}/clock/pausedAt`, NaN);
  }
  if (highest !== null) {
    const reached = stageNamed(highest["stage"], compiled, `${path}/highest/stage`);
    if (!reached.ok) return reached;
    standing.highest = reached.value;
    standing.highestAt = reader.moment(highest["at"], `${path}/highest/at`);
  }
  if (facts !== null) {
    const known = readFacts(facts["known"], `${path}/facts/known`);
    if (!known.ok) return known;
    standing.facts = known.value;
    standing.factsAt = reader.moment(facts["at"], `${path}/facts/at`);
    standing.dated = true; // asking with the moment of judgement is never wrong
  }
  const owed = reader.list(given["owed"] ?? [], `${path}/owed`);
  standing.owed = owed.map((task, index) => reader.task(task, `${path}/owed/${index}`));
  const acquisition = reader.object(given["acquisition"], `${path}/acquisition`);
  if (acquisition !== null) {
    standing.acquisition = {
      ...(acquisition as unknown as NonNullable<Standing["acquisition"]>),
      at: reader.moment(acquisition["at"], `${path}/acquisition/at`),
    };
  }
  return reader.wrong === null ? ok(standing) : err(reader.wrong);
}

/** Reads values, and remembers the first that is wrong. */
class Reader {
  wrong: InvalidFact | null = null;

  moment(value: unknown, path: string, none?: number): number {
    if (value === null && none !== undefined) return none;
    const ms = epochMsOf(value);
    if (Number.isNaN(ms)) this.#is(invalidFact(path, "instant", value));
    return ms;
  }

  object(value: unknown, path: string): Readonly<Record<string, unknown>> | null {
    if (value === null || value === undefined) return null;
    if (typeof value === "object" && !Array.isArray(value)) return value as Readonly<Record<string, unknown>>;
    this.#is(invalidFact(path, "object", value));
    return null;
  }

  list(value: unknown, path: string): readonly unknown[] {
    if (Array.isArray(value)) return value;
    this.#is(invalidFact(path, "array", value));
    return [];
  }

  count(value: unknown, path: string): number {
    if (typeof value === "number" && Number.isSafeInteger(value) && value >= 0) return value;
    this.#is(invalidFact(path, "non-negative-integer", value));
    return 0;
  }

  text(value: unknown, path: string): string {
    if (typeof value === "string") return value;
    this.#is(invalidFact(path, "text", value));
    return "";
  }

  task(value: unknown, path: string): OpenTask {
    const task = this.object(value, path);
    if (task === null) this.#is(invalidFact(path, "object", value));
    const { id, stage, obligation, stay, round, openedAt, dueAt } = task ?? {};
    return {
      id: this.text(id, `${path}/id`),
      stage: this.text(stage, `${path}/stage`),
      obligation: this.text(obligation, `${path}/obligation`),
      stay: this.text(stay, `${path}/stay`),
      round: this.count(round, `${path}/round`),
      openedAt: this.moment(openedAt, `${path}/openedAt`),
      dueAt: this.moment(dueAt ?? null, `${path}/dueAt`, Infinity),
    };
  }

  #is(wrong: InvalidFact): void {
    this.wrong ??= wrong;
  }
}

/** Writes a state: plain JSON that reads back as the same standing. */
export function stateOf(standing: Standing): LifecycleState {
  const { stage, highest, facts, acquisition, owed, turn, notBefore, pausedAt } = standing;
  return {
    stage: stage.id,
    enteredAt: instantFromMs(standing.enteredAt),
    at: instantFromMs(standing.at),
    phase: stage.phase,
    phaseSince: instantFromMs(standing.phaseSince),
    highest: { stage: highest.id, at: instantFromMs(standing.highestAt) },
    clock: {
      from: instantFromMs(standing.clockFrom),
      notBefore: notBefore === -Infinity ? null : instantFromMs(notBefore),
      pausedAt: Number.isNaN(pausedAt) ? null : instantFromMs(pausedAt),
    },
    facts: facts === null ? null : { known: facts, at: instantFromMs(standing.factsAt) },
    owed: owed.map(openObligation),
    turn,
    acquisition: acquisition === null ? null : { ...acquisition, at: instantFromMs(acquisition.at) },
  };
}

/** Takes a copy that can be moved on. */
export const copyOf = (standing: Standing): Standing => ({ ...standing });
