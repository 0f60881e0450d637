import type { CompiledCalendar } from "../calendar/kernel.ts";
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
import type { LifecycleContext, StageNotInPolicy } from "./model.ts";
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
  /** Whether every step is explained. */
  readonly conforms: boolean;
  /** How many changes there are. */
  readonly steps: number;
  /** How many of them have nothing wrong with them. */
  readonly explained: number;
  /** What is wrong, in order. */
  readonly deviations: readonly CourseDeviation<Stage, Event>[];
  /** Up to when timers were looked at; null for the last change. */
  readonly asOf: Instant | null;
  /** The policy. */
  readonly policy: PolicyReference;
}

/**
 * Checks a course that another system recorded against a policy: which change no path of the policy explains, and what was allowed there.
 *
 * Each change is judged from the stage the record says the customer was in, so that one wrong step does not make the next ones
 * wrong. Conditions are not asked (facts are not at hand): a way with one may have been open, and a timer with one may have been held.
 * Timers count from entering the stage; pauses are not known here.
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
  const calendarNamed: ReadonlyMap<string | null, CompiledCalendar> = calendars;
  const dueOf = ({ after }: CompiledTransition, since: number): number =>
    after === null
      ? Infinity
      : dueMs(since, { ...after, calendar: calendarNamed.get(after.calendarId) ?? null }, compiled.zone);

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
  /** The first timer without a condition that should have fired before a moment, or at it. */
  const passedOver = (until: number, isIncluded: boolean): CompiledTransition | null => {
    const due = here.timers
      .filter((timer) => timer.when < 0 && isOpen(here, timer))
      .map((timer) => ({ timer, at: dueOf(timer, since) }))
      .filter(({ at }) => (isIncluded ? at <= until : at < until))
      .sort((a, b) => a.at - b.at);
    return due[0]?.timer ?? null;
  };

  for (const [step, change] of course.changes.entries()) {
    const at = epochMsOf(change.at);
    if (Number.isNaN(at)) return err(invalidFact(`/changes/${step}/at`, "instant", change.at));
    const target = stageNamed(change.to, compiled, `/changes/${step}/to`);
    if (!target.ok) return target;
    const to = target.value;
    if (at < since) wrong(step, "change-before-last", at, to.id, null);
    if ((change.from ?? here.id) !== here.id) {
      const left = stageNamed(change.from, compiled, `/changes/${step}/from`);
      if (!left.ok) return left;
      wrong(step, "change-from-elsewhere", at, to.id, null);
      [here, since] = [left.value, at];
    } else {
      const missed = passedOver(at, change.on !== null && change.on !== undefined);
      if (missed !== null) wrong(step, "timer-passed-over", at, to.id, missed);
    }
    judge(step, change, at, to);
    [here, since] = [to, at];
  }
  const steps = course.changes.length;
  if (asOf !== null) {
    const missed = passedOver(epochMsOf(asOf), true);
    if (missed !== null) wrong(steps, "timer-passed-over", epochMsOf(asOf), null, missed);
  }
  const answer: CourseConformance = {
    conforms: deviations.length === 0,
    steps,
    explained: steps - new Set(deviations.map(({ step }) => step).filter((step) => step < steps)).size,
    deviations,
    asOf,
    policy: compiled.policy,
  };
  return ok(answer as unknown as CourseConformance<Stage, Event>);

  /** Whether some way leads from here to there, by what is said to have happened, at that moment. */
  function judge(step: number, { on, reason }: ObservedCourse["changes"][number], at: number, to: CompiledStage): void {
    const byEvent = [...here.on]
      .filter(([event]) => on === undefined || on === event)
      .some(([, ways]) => ways.some((way) => way.to === to.id && isOpen(here, way)));
    const timers =
      on === undefined || on === null ? here.timers.filter((timer) => timer.to === to.id && isOpen(here, timer)) : [];
    const inTime = timers.some((timer) => {
      const due = dueOf(timer, since);
      return timer.when < 0 ? due === at : due <= at;
    });
    if (!byEvent && !inTime) {
      const [timer = null] = timers;
      if (timer !== null) wrong(step, "way-at-wrong-time", at, to.id, timer);
      else wrong(step, "no-such-way", at, to.id, null);
      return;
    }
    const isToldWhy = typeof reason === "string" && reason.trim() !== "";
    if (byEvent && !inTime && compiled.regression === "requireReason" && isBack(here, to.id) && !isToldWhy) {
      wrong(step, "way-back-without-reason", at, to.id, null);
    }
  }
}
