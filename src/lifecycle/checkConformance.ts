import {
  asOfIn,
  epochMsOf,
  err,
  type Instant,
  instantFromMs,
  type InstantInput,
  type InvalidFact,
  invalidFact,
  ok,
  type PolicyReference,
  type Result,
} from "../core/index.ts";
import { dueMs } from "./internal/dueMs.ts";
import { prepared, stageNamed } from "./internal/readState.ts";
import type { CompiledStage, CompiledTransition } from "./lifecycleKind.ts";
import type { CatchUp, LifecycleContext, StageNotInPolicy } from "./model.ts";
import type { LifecyclePolicy } from "./policyModel.ts";

/** The stages a customer was in, as another system recorded them. */
export interface ObservedCourse<Stage extends string = string, Event extends string = string> {
  /** When the course began. */
  readonly startedAt: InstantInput;
  /** In which stage; null or left out for the policy's initial one. */
  readonly startedIn?: Stage | null | undefined;
  /** Every change of stage, in order. */
  readonly changes: readonly {
    /** When. */
    readonly at: InstantInput;
    /** The stage entered. */
    readonly to: Stage;
    /** The stage left; null or left out for the one entered before. */
    readonly from?: Stage | null | undefined;
    /** The event that led there; null for time alone; left out when that is not known. */
    readonly on?: Event | null | undefined;
    /** Why, where the policy asks for a reason on a way back. */
    readonly reason?: string | null | undefined;
  }[];
  /** When timers stood still, in order; left out when they never did. */
  readonly pauses?: readonly CoursePause[] | null | undefined;
}

/** A time for which the timers of a course stood still; events went on. */
export interface CoursePause {
  /** Since when. */
  readonly from: InstantInput;
  /** Until when; null for one that lasts. */
  readonly until: InstantInput | null;
  /** How timers went on then: `fromStart`, `remaining` or `restart`; without meaning for a pause that lasts. */
  readonly catchUp: CatchUp;
}

/** Codes of what was not judged. */
export type UnjudgedCode = "condition-not-asked" | "timer-condition-not-asked";

/** A condition that was not asked, since facts are not at hand, and on which the answer rests. */
export interface UnjudgedCondition<Stage extends string = string> {
  /**
   * `condition-not-asked`: it is taken to have held, since only ways with a condition explain the change.
   * `timer-condition-not-asked`: it is taken not to have held, since its timer was due and did not fire.
   */
  readonly code: UnjudgedCode;
  /** Which change, from zero; the number of changes for a timer that did not fire after the last. */
  readonly step: number;
  /** When the change was made; for a timer, since when it was due. */
  readonly at: Instant;
  /** The stage the customer was in. */
  readonly from: Stage;
  /** Where the way leads. */
  readonly to: Stage;
  /** JSON Pointer (RFC 6901) to the transition inside the policy. */
  readonly rule: string;
}

/** Codes of what no policy path explains. */
export type ConformanceCode =
  | "no-such-way"
  | "way-at-wrong-time"
  | "way-back-without-reason"
  | "timer-passed-over"
  | "change-before-last"
  | "change-from-elsewhere";

/** One step that no path of the policy explains. */
export interface CourseDeviation<Stage extends string = string, Event extends string = string> {
  /** What is wrong with it. */
  readonly code: ConformanceCode;
  /** Which change, from zero; the number of changes for what should have happened after the last. */
  readonly step: number;
  /** When. */
  readonly at: Instant;
  /** The stage the customer was in. */
  readonly from: Stage;
  /** The stage entered; null where none was. */
  readonly to: Stage | null;
  /** When a timer was due, and where it leads; null where this is not about one. */
  readonly timer: {
    /** JSON Pointer (RFC 6901) to the transition inside the policy. */
    readonly rule: string;
    /** When it was due; null after the end of the calendar. */
    readonly dueAt: Instant | null;
    /** Where it leads. */
    readonly to: Stage;
  } | null;
  /** The ways that the policy has out of the stage. */
  readonly allowed: readonly {
    /** JSON Pointer (RFC 6901) to the transition inside the policy. */
    readonly rule: string;
    /** Where it leads. */
    readonly to: Stage;
    /** By which event; null for a timer. */
    readonly on: Event | null;
  }[];
}

/** Whether a course follows a policy. */
export interface CourseConformance<Stage extends string = string, Event extends string = string> {
  /** Whether every step is explained, the conditions in `notJudged` taken to be as that needs. */
  readonly conforms: boolean;
  /** How many changes there are. */
  readonly steps: number;
  /** How many of them have nothing wrong with them. */
  readonly explained: number;
  /** What is wrong, in order. */
  readonly deviations: readonly CourseDeviation<Stage, Event>[];
  /** Conditions that were not asked, in order; when there are none, the answer rests on nothing but the course and the policy. */
  readonly notJudged: readonly UnjudgedCondition<Stage>[];
  /** Up to when timers were looked at; null for the last change. */
  readonly asOf: Instant | null;
  /** The policy. */
  readonly policy: PolicyReference;
}

/**
 * Checks a course that another system recorded against a policy: which change no path of the policy explains, and what was allowed there.
 *
 * Each change is judged from the stage the record says the customer was in, so that one wrong step does not make the next ones
 * wrong. Conditions are not asked, since facts are not at hand: each on which the answer rests is named in `notJudged`. Of a change
 * with something wrong about it nothing more is asked. Timers count from entering the stage, and stand still in the `pauses` that are
 * told, as in `replay`; where pauses are not told, timers that stood still show as `timer-passed-over` or `way-at-wrong-time`.
 *
 * @param course - What was recorded. What `replay` tells has `happened` for `changes`.
 * @param policy - The course it should follow.
 * @param options - `asOf`, up to when timers should have fired, the last change when left out; `calendars`, those that the policy names.
 * @returns What is not explained; or `invalid-fact`, `stage-not-in-policy`.
 * @throws `DomainError` with code `policy-not-checked`, `invalid-instant`, `unknown-calendar` or `invalid-option`.
 *
 * @example
 * ```ts
 * import { orThrow } from "clientele/core";
 * import { checkConformance, defineLifecycle, lifecyclePresets } from "clientele/lifecycle";
 *
 * const policy = defineLifecycle(lifecyclePresets.acquireToWinBack);
 * const { conforms, deviations } = orThrow(
 *   checkConformance(
 *     {
 *       startedAt: "2026-01-01T00:00:00Z",
 *       changes: [
 *         { at: "2026-01-05T00:00:00Z", to: "new", on: "purchased" },
 *         { at: "2026-01-09T00:00:00Z", to: "wonBack" },
 *       ],
 *     },
 *     policy,
 *   ),
 * );
 *
 * conforms; // => false
 * deviations.map(({ code, step, allowed }) => [code, step, allowed.map(({ to }) => to)]); // => [["no-such-way", 1, ["active", "dormant"]]]
 *
 * // dormant after 90 days, of which timers stood still for 30
 * const paused = {
 *   startedAt: "2026-01-01T00:00:00Z",
 *   startedIn: "new",
 *   pauses: [{ from: "2026-02-01T00:00:00Z", until: "2026-03-03T00:00:00Z", catchUp: "remaining" }],
 *   changes: [{ at: "2026-05-01T00:00:00Z", to: "dormant", on: null }],
 * } as const;
 * orThrow(checkConformance(paused, policy)).conforms; // => true
 * ```
 *
 * @see W. van der Aalst, Process Mining, 2nd ed. 2016, chapter 8, for conformance checking; this is its simplest form.
 */
export function checkConformance<
  Stage extends string,
  Event extends string,
  Phase extends string,
  Metric extends string,
>(
  course: ObservedCourse<NoInfer<Stage>, NoInfer<Event>>,
  policy: LifecyclePolicy<Stage, Event, Phase, Metric>,
  options: { readonly asOf?: InstantInput | null | undefined } & LifecycleContext = {},
): Result<CourseConformance<Stage, Event>, InvalidFact | StageNotInPolicy> {
  const { compiled, calendars } = prepared(policy, options);
  const asked = options.asOf ?? null;
  const asOf = asked === null ? null : asOfIn({ asOf: asked });
  const startedAt = epochMsOf(course.startedAt);
  if (Number.isNaN(startedAt)) return err(invalidFact("/startedAt", "instant", course.startedAt));
  const started = stageNamed(course.startedIn ?? compiled.initial.id, compiled, "/startedIn");
  if (!started.ok) return started;
  const isBack = (from: CompiledStage, to: string): boolean => (compiled.stages.get(to) ?? from).order < from.order;
  const isOpen = (from: CompiledStage, { to }: CompiledTransition): boolean =>
    compiled.regression !== "forbid" || !isBack(from, to);
  const told = readPauses(course.pauses ?? []);
  if (!told.ok) return told;
  const pauses = told.value;
  const dueOf = ({ after }: CompiledTransition, since: number): number => {
    if (after === null) return Infinity;
    const calendar = after.calendarId === null ? null : (calendars.get(after.calendarId) ?? null);
    const term = { ...after, calendar };
    return firesAt(since, pauses, (from) => dueMs(from, term, compiled.zone));
  };

  const notJudged: UnjudgedCondition[] = [];
  const deviations: CourseDeviation[] = [];
  let [here, since] = [started.value, startedAt];
  const wrong = (
    step: number,
    code: ConformanceCode,
    at: number,
    to: string | null,
    timer: CompiledTransition | null,
  ) => {
    const due = timer === null ? Infinity : dueOf(timer, since);
    const ways = [...[...here.on.values()].flat(), ...here.timers].filter((way) => isOpen(here, way));
    deviations.push({
      code,
      step,
      at: instantFromMs(at),
      from: here.id,
      to,
      timer:
        timer === null ? null : { rule: timer.rule, dueAt: due === Infinity ? null : instantFromMs(due), to: timer.to },
      allowed: ways.map(({ rule, to: leadsTo, on }) => ({ rule, to: leadsTo, on })),
    });
  };
  const notAsked = (code: UnjudgedCode, step: number, at: number, { rule, to }: CompiledTransition): void => {
    notJudged.push({ code, step, at: instantFromMs(at), from: here.id, to, rule });
  };
  /** The first timer without a condition that should have fired before a moment, or at it; those with one are noted. */
  const passedOver = (step: number, until: number, isIncluded: boolean): CompiledTransition | null => {
    const due = here.timers
      .filter((timer) => isOpen(here, timer))
      .map((timer) => ({ timer, at: dueOf(timer, since) }))
      .filter(({ at }) => (isIncluded ? at <= until : at < until))
      .sort((a, b) => a.at - b.at);
    const missed = due.find(({ timer }) => timer.when < 0)?.timer ?? null;
    if (missed === null) for (const { timer, at } of due) notAsked("timer-condition-not-asked", step, at, timer);
    return missed;
  };

  for (const [step, change] of course.changes.entries()) {
    const at = epochMsOf(change.at);
    if (Number.isNaN(at)) return err(invalidFact(`/changes/${step}/at`, "instant", change.at));
    const target = stageNamed(change.to, compiled, `/changes/${step}/to`);
    if (!target.ok) return target;
    const to = target.value;
    const [asked, amiss] = [notJudged.length, deviations.length];
    if (at < since) wrong(step, "change-before-last", at, to.id, null);
    if ((change.from ?? here.id) !== here.id) {
      const left = stageNamed(change.from, compiled, `/changes/${step}/from`);
      if (!left.ok) return left;
      wrong(step, "change-from-elsewhere", at, to.id, null);
      [here, since] = [left.value, at];
    } else {
      const missed = passedOver(step, at, change.on !== null && change.on !== undefined);
      if (missed !== null) wrong(step, "timer-passed-over", at, to.id, missed);
    }
    judge(step, change, at, to);
    if (deviations.length > amiss) notJudged.splice(asked);
    [here, since] = [to, at];
  }
  const steps = course.changes.length;
  if (asOf !== null) {
    const missed = passedOver(steps, epochMsOf(asOf), true);
    if (missed !== null) wrong(steps, "timer-passed-over", epochMsOf(asOf), null, missed);
  }
  const answer: CourseConformance = {
    conforms: deviations.length === 0,
    steps,
    explained: steps - new Set(deviations.map(({ step }) => step).filter((step) => step < steps)).size,
    deviations,
    notJudged,
    asOf,
    policy: compiled.policy,
  };
  return ok(answer as unknown as CourseConformance<Stage, Event>);

  /** Whether some way leads from here to there, by what is said to have happened, at that moment. */
  function judge(step: number, { on, reason }: ObservedCourse["changes"][number], at: number, to: CompiledStage): void {
    const leadsThere = (way: CompiledTransition): boolean => way.to === to.id && isOpen(here, way);
    const events = [...here.on]
      .flatMap(([event, ways]) => (on === undefined || on === event ? ways : []))
      .filter(leadsThere);
    const timers = on === undefined || on === null ? here.timers.filter(leadsThere) : [];
    const inTime = timers.filter((timer) => {
      const due = dueOf(timer, since);
      return timer.when < 0 ? due === at : due <= at && !standsStill(at, pauses);
    });
    const ways = [...events, ...inTime];
    if (ways.length === 0) {
      const [timer = null] = timers;
      if (timer !== null) wrong(step, "way-at-wrong-time", at, to.id, timer);
      else wrong(step, "no-such-way", at, to.id, null);
      return;
    }
    const isToldWhy = typeof reason === "string" && reason.trim() !== "";
    if (inTime.length === 0 && compiled.regression === "requireReason" && isBack(here, to.id) && !isToldWhy) {
      wrong(step, "way-back-without-reason", at, to.id, null);
      return;
    }
    if (ways.every(({ when }) => when >= 0)) for (const way of ways) notAsked("condition-not-asked", step, at, way);
  }
}

/** A time for which timers stood still, in epoch milliseconds. */
interface Pause {
  readonly from: number;
  /** Infinity for one that lasts. */
  readonly until: number;
  readonly catchUp: CatchUp;
}

const CATCH_UPS: readonly unknown[] = ["fromStart", "remaining", "restart"] satisfies CatchUp[];

function readPauses(given: readonly CoursePause[]): Result<readonly Pause[], InvalidFact> {
  const pauses: Pause[] = [];
  let last = -Infinity;
  for (const [index, { from, until, catchUp }] of given.entries()) {
    const path = `/pauses/${index}`;
    const pause = { from: epochMsOf(from), until: until === null ? Infinity : epochMsOf(until), catchUp };
    if (!(pause.from >= last)) return err(invalidFact(`${path}/from`, "instant", from));
    if (!(pause.until >= pause.from)) return err(invalidFact(`${path}/until`, "instant", until));
    if (!CATCH_UPS.includes(catchUp)) return err(invalidFact(`${path}/catchUp`, "known-name", catchUp));
    pauses.push(pause);
    last = pause.until;
  }
  return ok(pauses);
}

/** When a timer fires that counts from entering a stage: what is due as a pause begins still does. */
function firesAt(since: number, pauses: readonly Pause[], due: (from: number) => number): number {
  let [from, notBefore] = [since, -Infinity];
  for (const pause of pauses) {
    if (pause.until < since) continue;
    const at = Math.max(due(from), notBefore);
    if (at <= pause.from || pause.until === Infinity) return at <= pause.from ? at : Infinity;
    if (pause.catchUp === "remaining") from += pause.until - Math.max(pause.from, from);
    else if (pause.catchUp === "restart") from = pause.until;
    notBefore = pause.until;
  }
  return Math.max(due(from), notBefore);
}

const standsStill = (at: number, pauses: readonly Pause[]): boolean =>
  pauses.some(({ from, until }) => from < at && at < until);
