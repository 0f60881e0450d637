import type { CompiledCalendar } from "../../calendar/kernel.ts";
import {
  err,
  instantFromMs,
  type Labels,
  ok,
  pointer,
  type Result,
  type Tagged,
  unreachable,
} from "../../core/index.ts";
import {
  type ConditionFinding,
  type ConditionReason,
  type ConditionSight,
  startSight,
  type Truth,
} from "../../rules/index.ts";
import type {
  CompiledLifecycle,
  CompiledObligation,
  CompiledStage,
  CompiledTerm,
  CompiledTransition,
} from "../lifecycleKind.ts";
import type {
  Acquisition,
  CourseReason,
  IgnoredCode,
  LifecycleFacts,
  LifecycleReason,
  LifecycleReasonCode,
  NextTimer,
  ObligationIntent,
  OpenObligation,
  StageChange,
  StageTimer,
  TooManyTimers,
} from "../model.ts";
import { dueMs } from "./dueMs.ts";
import type { KnownEntry } from "./readEntry.ts";

/** How many timers may fire between two entries. */
const TIMER_LIMIT = 100_000;

/** A policy with the calendars it names. */
export interface Prepared {
  /** The policy. */
  readonly compiled: CompiledLifecycle;
  /** The calendars by id. */
  readonly calendars: ReadonlyMap<string, CompiledCalendar>;
}

/** What is owed and not yet done, in epoch milliseconds. */
export interface OpenTask {
  /** The intent's identifier. */
  readonly id: string;
  /** The stage that owes it. */
  readonly stage: string;
  /** Its name in the policy. */
  readonly obligation: string;
  /** Names the stay in the stage: part of the identifier. */
  readonly stay: string;
  /** How many times it was done before. */
  readonly round: number;
  /** Since when it is owed. */
  readonly openedAt: number;
  /** Until when. */
  readonly dueAt: number;
}

/** Where a course stands: all that goes into a state, in epoch milliseconds. */
export interface Standing {
  /** The stage. */
  stage: CompiledStage;
  /** When it was entered. */
  enteredAt: number;
  /** The moment of what was last taken in. */
  at: number;
  /** Since when its phase lasts. */
  phaseSince: number;
  /** The highest stage reached. */
  highest: CompiledStage;
  /** When it was first reached. */
  highestAt: number;
  /** From where timers count. */
  clockFrom: number;
  /** None fires before. */
  notBefore: number;
  /** Since when they stand still; NaN when they run. */
  pausedAt: number;
  /** What is known; null when nothing. */
  facts: LifecycleFacts | null;
  /** Since when; -Infinity when nothing. */
  factsAt: number;
  /** Whether the facts say how old they are. */
  dated: boolean;
  /** What is owed. */
  owed: readonly OpenTask[];
  /** How many stages were entered before at this very moment. */
  turn: number;
  /** Where the customer came from. */
  acquisition: (Acquisition & { readonly at: number }) | null;
}

/** Where what happens is written down; null for what nobody wants to know. */
export interface Sinks {
  /** Every change of stage. */
  readonly happened: StageChange[] | null;
  /** Why. */
  readonly reasons: LifecycleReason[] | null;
  /** Tasks that changed, by identifier, each as it is now. */
  readonly intents: Map<string, ObligationIntent> | null;
}

/** Nothing is written down. */
export const NO_SINKS: Sinks = { happened: null, reasons: null, intents: null };

/** A timer that may fire. */
interface Firing {
  readonly timer: CompiledTransition;
  readonly at: number;
  readonly due: number;
}

/** A customer on the way through the stages. */
export class Course {
  readonly #prepared: Prepared;
  readonly #compiled: CompiledLifecycle;
  readonly #sinks: Sinks;
  /** Where it stands. */
  readonly now: Standing;
  /** When the timers of the stage are over; null until they are asked for. */
  #dues: readonly number[] | null = null;
  #sight: ConditionSight | null = null;
  #sightFacts: LifecycleFacts | null = null;
  #sightAt = NaN;
  /** What was amiss with the facts last asked. */
  findings: readonly ConditionFinding[] = [];

  constructor(prepared: Prepared, standing: Standing, sinks: Sinks) {
    this.#prepared = prepared;
    this.#compiled = prepared.compiled;
    this.now = standing;
    this.#sinks = sinks;
  }

  /** Enters the first stage of a course: opens what it owes. */
  begin(): void {
    this.#open(this.now.enteredAt);
  }

  /** Fires the timers that are due up to and including a moment, one after the other. */
  fire(until: number): Result<null, TooManyTimers> {
    if (this.now.stage.timers.length === 0) return DONE;
    for (let fired = 0; ; fired++) {
      const next = this.#next(until);
      if (next === null) return DONE;
      if (fired === TIMER_LIMIT) {
        const { stage, enteredAt } = this.now;
        return err({ code: "too-many-timers", limit: TIMER_LIMIT, stage: stage.id, at: instantFromMs(enteredAt) });
      }
      const { timer, at } = next;
      this.#sinks.reasons?.push(
        reason("timer-fired", timer.rule, {
          observed: { kind: "instant", at: instantFromMs(at) },
          required: timer.afterTag,
          verdict: "met",
          label: this.#stage(timer.to).name,
        }),
        ...this.guardTrace(timer, at),
      );
      this.#enter(timer, at, null, null);
    }
  }

  /**
   * Takes in an entry; the timers up to it have fired.
   *
   * @returns Null when it was taken in, else why it changed nothing.
   */
  take(entry: KnownEntry): IgnoredCode | null {
    if (entry.control !== null) return this.#control(entry);
    const { kind, at } = entry;
    const { now } = this;
    if (!this.#compiled.events.has(kind)) return "unknown-event";
    const { facts, factsAt, dated } = now;
    this.#learn(entry);
    const choice = this.#choose(kind, at, entry.reason);
    const settled = choice !== "ambiguous-transition" && this.#settle(kind, at);
    if (typeof choice === "string" && !settled) {
      now.facts = facts;
      now.factsAt = factsAt;
      now.dated = dated;
      return choice === "no-transition" && this.#compiled.doers.has(kind) ? "not-owed" : choice;
    }
    now.at = at;
    if (entry.acquisition !== null && now.acquisition === null) now.acquisition = { ...entry.acquisition, at };
    if (typeof choice !== "string") {
      this.#sinks.reasons?.push(
        reason("event-applied", choice.rule, {
          observed: textTag(kind),
          required: textTag(kind),
          verdict: "met",
          label: this.#stage(choice.to).name,
        }),
        ...this.guardTrace(choice, at),
      );
      this.#enter(choice, at, kind, entry.id);
    }
    return null;
  }

  /** The transition that an event takes, or why none. */
  #choose(kind: string, at: number, why: string | null): CompiledTransition | IgnoredCode {
    const ways = this.now.stage.on.get(kind);
    if (ways === undefined) return "no-transition";
    let met: CompiledTransition | null = null;
    let refusal: IgnoredCode = "no-transition";
    for (const way of ways) {
      const truth = this.truth(way, at);
      if (truth === 0) {
        if (refusal === "no-transition") refusal = "guard-failed";
        continue;
      }
      if (truth === 1) {
        refusal = "guard-unknown";
        this.#sinks.reasons?.push(this.#guardUnknown(way, kind), ...this.guardTrace(way, at));
        continue;
      }
      if (this.#back(way, why) !== null) {
        refusal = "regression-refused";
        continue;
      }
      if (met !== null) return "ambiguous-transition";
      met = way;
    }
    return met ?? refusal;
  }

  /** Why a way back is not taken; null when it is taken, or leads on. */
  #back({ to, on }: CompiledTransition, why: string | null): "regression-forbidden" | "regression-needs-reason" | null {
    const { regression } = this.#compiled;
    if (regression === "allow" || this.#stage(to).order >= this.now.stage.order) return null;
    if (regression === "forbid") return "regression-forbidden";
    return on === null || why !== null ? null : "regression-needs-reason";
  }

  /** Looks at every transition that leads out of the stage or waits for an event, and tells what keeps it from applying. */
  lookAt(
    way: CompiledTransition,
    { kind, at, reason: why }: { readonly kind: string; readonly at: number; readonly reason: string | null },
  ): { readonly reason: CourseReason; readonly guard: readonly ConditionReason[] } | null {
    const { stage } = this.now;
    const label = this.#stage(way.to).name;
    const line = (
      code: LifecycleReasonCode,
      observed: Tagged | null,
      required: Tagged | null,
      verdict: "met" | "unmet" | "unknown",
    ) => reason(code, way.rule, { observed, required, verdict, label });
    if (!way.from.includes(stage.id)) {
      if (way.on !== kind) return null;
      const params = { observed: stage.name, required: way.from.map((id) => this.#stage(id).name) };
      const seen = line("wrong-stage", textTag(stage.id), textTag(way.from.join(", ")), "unmet");
      return { reason: { ...seen, params }, guard: [] };
    }
    if (way.on === null) return this.#lookAtTimer(way, at, line);
    if (way.on !== kind) return { reason: line("wrong-event", textTag(kind), textTag(way.on), "unmet"), guard: [] };
    const guard = this.guardTrace(way, at);
    const truth = this.truth(way, at);
    if (truth === 0) return { reason: line("guard-not-met", textTag(kind), null, "unmet"), guard };
    if (truth === 1) return { reason: this.#guardUnknown(way, kind), guard };
    const back = this.#back(way, why);
    if (back !== null) return { reason: line(back, textTag(kind), textTag(way.to), "unmet"), guard };
    return { reason: line("event-applied", textTag(kind), textTag(kind), "met"), guard };
  }

  #guardUnknown({ rule, to }: CompiledTransition, kind: string): CourseReason {
    return reason("guard-not-known", rule, {
      observed: textTag(kind),
      required: null,
      verdict: "unknown",
      label: this.#stage(to).name,
    });
  }

  #lookAtTimer(
    way: CompiledTransition,
    at: number,
    line: (
      code: LifecycleReasonCode,
      observed: Tagged | null,
      required: Tagged | null,
      verdict: "met" | "unmet" | "unknown",
    ) => CourseReason,
  ): { readonly reason: CourseReason; readonly guard: readonly ConditionReason[] } {
    const due = this.#dueOf(way);
    const required = due === Infinity ? way.afterTag : momentTag(due);
    if (due > at || !Number.isNaN(this.now.pausedAt)) {
      return { reason: line("timer-not-due", momentTag(at), required, "unmet"), guard: [] };
    }
    const fireAt = this.#fireAt(way, due);
    const verdict = VERDICTS[this.truth(way, fireAt)];
    return {
      reason: line("timer-held", momentTag(at), required, verdict === "met" ? "unmet" : verdict),
      guard: this.guardTrace(way, fireAt),
    };
  }

  #control(entry: KnownEntry): IgnoredCode | null {
    const { now } = this;
    const { at } = entry;
    if (entry.control === "pause") {
      if (!Number.isNaN(now.pausedAt)) return "already-paused";
      now.pausedAt = at;
    } else if (entry.control === "resume") {
      if (Number.isNaN(now.pausedAt)) return "not-paused";
      this.restart(entry.catchUp, at);
    } else this.#learn(entry);
    now.at = at;
    this.#sinks.reasons?.push(
      reason("course-control", "", {
        observed: textTag(entry.kind),
        required: null,
        verdict: "met",
        label: now.stage.name,
      }),
    );
    return null;
  }

  /** Lets timers run again. */
  restart(catchUp: KnownEntry["catchUp"], at: number): void {
    const { now } = this;
    const since = Number.isNaN(now.pausedAt) ? at : now.pausedAt;
    if (catchUp === "remaining") now.clockFrom += at - Math.max(since, now.clockFrom);
    else if (catchUp === "restart") now.clockFrom = at;
    now.notBefore = at;
    now.pausedAt = NaN;
    this.#dues = null;
  }

  /** Keeps of what is owed what the stage owes, and opens the rest. */
  adopt(at: number): void {
    const { now } = this;
    const { stage } = now;
    const kept = now.owed
      .map((task) => ({ ...task, stage: stage.id }))
      .filter(({ obligation }) => stage.owed.some(({ id }) => id === obligation));
    const stay = instantFromMs(at);
    const opened = stage.owed
      .filter(({ id }) => !kept.some(({ obligation }) => obligation === id))
      .map((obligation) => this.#task(obligation, stay, 0, at, obligation.within));
    now.owed = [...kept, ...opened];
  }

  #learn({ facts, dated, at }: KnownEntry): void {
    if (facts === null) return;
    const { now } = this;
    const metrics = { ...now.facts?.metrics, ...facts.metrics };
    now.facts = { ...now.facts, ...facts, metrics };
    now.factsAt = at;
    now.dated ||= dated;
  }

  /** A course at the same place that knows the facts of an entry too; for looking only. */
  withFacts(entry: KnownEntry): Course {
    const course = new Course(this.#prepared, { ...this.now }, NO_SINKS);
    course.#learn(entry);
    return course;
  }

  /**
   * What is amiss with what is known at a moment. Where conditions were asked about it, also what is missing; what they would have
   * asked is looked over for an entry that brings facts.
   */
  findingsAt(at: number, { facts }: KnownEntry): readonly ConditionFinding[] {
    if (facts === null || this.#compiled.program === null || this.#sightFacts === this.now.facts) return this.findings;
    this.#look(at);
    return this.findings.filter(({ code }) => code !== "metric-missing");
  }

  /** Whether a transition's condition holds at a moment: 0 no, 1 unknown, 2 yes. */
  truth({ when }: CompiledTransition, at: number): Truth {
    return when < 0 ? 2 : this.#look(at).truth(when);
  }

  /** A transition's condition, part by part. */
  guardTrace({ when }: CompiledTransition, at: number): readonly ConditionReason[] {
    return when < 0 ? [] : this.#look(at).trace(when);
  }

  #look(at: number): ConditionSight {
    const { facts, dated } = this.now;
    const program = this.#compiled.program ?? unreachable("a condition is part of a program");
    const moment = program.needsAsOf || dated ? at : NaN;
    const fits = Number.isNaN(moment) ? Number.isNaN(this.#sightAt) : moment === this.#sightAt;
    if (this.#sight !== null && fits && facts === this.#sightFacts) return this.#sight;
    const sight =
      this.#sight !== null && fits
        ? this.#sight
        : startSight(program, { asOf: Number.isNaN(moment) ? null : { epochMilliseconds: moment } });
    const findings: ConditionFinding[] = [];
    sight.observe(facts?.metrics ?? {}, findings, facts);
    this.findings = findings;
    this.#sight = sight;
    this.#sightFacts = facts;
    this.#sightAt = moment;
    return sight;
  }

  /** The timer that fires next, up to a moment: the earliest, then the one due earliest, then the policy's order. */
  #next(until: number): Firing | null {
    const { stage, pausedAt } = this.now;
    if (!Number.isNaN(pausedAt)) return null;
    let next: Firing | null = null;
    for (const timer of stage.timers) {
      const due = this.#dueOf(timer);
      const at = this.#fireAt(timer, due);
      if (at > until) continue;
      if (next !== null && (at > next.at || (at === next.at && due >= next.due))) continue;
      if (this.#back(timer, null) !== null || this.truth(timer, at) !== 2) continue;
      next = { timer, at, due };
    }
    return next;
  }

  #dueOf(timer: CompiledTransition): number {
    const { stage, clockFrom } = this.now;
    this.#dues ??= stage.timers.map(({ after }) => this.due(clockFrom, after));
    return this.#dues[stage.timers.indexOf(timer)] ?? unreachable("a timer is one of its stage");
  }

  #fireAt({ when }: CompiledTransition, due: number): number {
    const { notBefore, factsAt } = this.now;
    return when < 0 ? Math.max(due, notBefore) : Math.max(due, notBefore, factsAt);
  }

  /** Lays a length of time on its calendar; what has none is never over. */
  due(from: number, term: CompiledTerm | null): number {
    const { zone } = this.#compiled;
    if (term === null) return Infinity;
    if (term.calendarId === null) return dueMs(from, term, zone);
    const calendar = this.#prepared.calendars.get(term.calendarId) ?? unreachable("the calendars are at hand");
    return dueMs(from, { ...term, calendar }, zone);
  }

  #enter(way: CompiledTransition, at: number, on: string | null, eventId: string | null): void {
    const { now } = this;
    const left = now.stage;
    const stage = this.#stage(way.to);
    this.#sinks.happened?.push({ at: instantFromMs(at), from: left.id, to: stage.id, on, eventId, rule: way.rule });
    now.turn = at === now.enteredAt ? now.turn + 1 : 0;
    now.stage = stage;
    now.enteredAt = at;
    now.at = at;
    now.clockFrom = at;
    now.notBefore = -Infinity;
    this.#dues = null;
    if (stage === left) return;
    if (stage.phase !== left.phase) now.phaseSince = at;
    if (stage.order > now.highest.order) {
      now.highest = stage;
      now.highestAt = at;
    }
    for (const task of now.owed) this.#tell(task, "lapsed", at);
    now.owed = NOTHING_OWED;
    this.#open(at);
  }

  #open(at: number): void {
    const { now } = this;
    const { stage } = now;
    if (stage.owed.length === 0) return;
    const stay = now.turn === 0 ? instantFromMs(at) : `${instantFromMs(at)}/${now.turn}`;
    now.owed = stage.owed.map((obligation) => this.#task(obligation, stay, 0, at, obligation.within));
  }

  #task({ id }: CompiledObligation, stay: string, round: number, at: number, term: CompiledTerm): OpenTask {
    const stage = this.now.stage.id;
    const task: OpenTask = {
      id: pointer([stage, id, stay, round]),
      stage,
      obligation: id,
      stay,
      round,
      openedAt: at,
      dueAt: this.due(at, term),
    };
    this.#tell(task, "open", null);
    return task;
  }

  /** Marks as done what an event shows to be done; what recurs is owed anew. */
  #settle(kind: string, at: number): boolean {
    const { now } = this;
    const { owed } = now.stage;
    const left: OpenTask[] = [];
    let any = false;
    for (const task of now.owed) {
      const obligation = owed.find(({ id }) => id === task.obligation);
      if (!obligation?.doneBy.has(kind)) {
        left.push(task);
        continue;
      }
      any = true;
      this.#tell(task, "done", at);
      this.#sinks.reasons?.push(
        reason("obligation-done", `/stages/${now.stage.place}/owed/${owed.indexOf(obligation)}`, {
          observed: textTag(kind),
          required: textTag(obligation.id),
          verdict: "met",
          label: obligation.name,
        }),
      );
      if (obligation.every !== null) left.push(this.#task(obligation, task.stay, task.round + 1, at, obligation.every));
    }
    now.owed = left;
    return any;
  }

  #tell(task: OpenTask, status: ObligationIntent["status"], closedAt: number | null): void {
    const { intents } = this.#sinks;
    if (intents === null) return;
    intents.set(task.id, {
      ...openObligation(task),
      status,
      closedAt: closedAt === null ? null : instantFromMs(closedAt),
    });
  }

  #stage(id: string): CompiledStage {
    return this.#compiled.stages.get(id) ?? unreachable("a course keeps to the stages of its policy");
  }

  /** The timer that fires next, however far ahead. */
  nextTimer(): NextTimer | null {
    const next = this.#next(Number.MAX_VALUE);
    if (next === null) return null;
    const { to, rule } = next.timer;
    return { code: "timer-ahead", at: instantFromMs(next.at), to, label: this.#stage(to).name, rule };
  }

  /** Every timer of the stage, and whether its condition holds. */
  timers(): readonly StageTimer[] {
    const paused = !Number.isNaN(this.now.pausedAt);
    return this.now.stage.timers.map((timer) => {
      const at = this.#fireAt(timer, this.#dueOf(timer));
      const beyond = at === Infinity;
      const judged = beyond ? this.now.at : at;
      return {
        rule: timer.rule,
        to: timer.to,
        dueAt: beyond || paused ? null : instantFromMs(at),
        verdict: this.#back(timer, null) === null ? VERDICTS[this.truth(timer, judged)] : "unmet",
        guard: this.guardTrace(timer, judged),
      };
    });
  }
}

const DONE: Result<null, never> = /* @__PURE__ */ (() => ok(null))();
const NOTHING_OWED: readonly OpenTask[] = [];
const VERDICTS = ["unmet", "unknown", "met"] as const;

/** What is owed, as a state shows it. */
export const openObligation = ({ id, stage, obligation, stay, round, openedAt, dueAt }: OpenTask): OpenObligation => ({
  id,
  stage,
  obligation,
  stay,
  round,
  openedAt: instantFromMs(openedAt),
  dueAt: dueAt === Infinity ? null : instantFromMs(dueAt),
});

/** Tags text for a reason. */
export const textTag = (text: string): Tagged => ({ kind: "text", text });

const momentTag = (ms: number): Tagged => ({ kind: "instant", at: instantFromMs(ms) });

/** Writes a reason, which here never compares a metric. */
export const reason = (
  code: LifecycleReasonCode,
  rule: string,
  rest: {
    readonly observed: Tagged | null;
    readonly required: Tagged | null;
    readonly verdict: "met" | "unmet" | "unknown";
    readonly label: Labels | null;
  },
): CourseReason => ({ code, rule, metric: null, op: null, ...rest });
