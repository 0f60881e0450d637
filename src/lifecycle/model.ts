import type {
  Instant,
  InstantInput,
  InvalidFact,
  Labels,
  Money,
  PhraseParams,
  PolicyReference,
  Reason,
  Verdict,
} from "../core/index.ts";
import type { BusinessCalendar } from "../calendar/index.ts";
import type { ConditionFinding, ConditionReason, ConditionSubject, MetricValues } from "../rules/index.ts";

/** What conditions may ask about a customer: plain JSON, moments as text. */
export interface LifecycleFacts<Metric extends string = string> extends ConditionSubject {
  /** Values of the policy's metrics. What is not named stays as it was known before. */
  readonly metrics?: MetricValues<Metric> | null | undefined;
}

/** Where a customer came from. */
export interface Acquisition {
  /** What brought the customer: an advertisement, a promotion, public relations, a referral, ... */
  readonly source: string;
  /** The campaign; null or left out when none. */
  readonly campaign?: string | null | undefined;
  /** What reaching the customer by it cost; null or left out when that is not known. */
  readonly cost?: Money | null | undefined;
}

/** Something that happened with a customer. */
export interface LifecycleEvent<Event extends string = string, Metric extends string = string> {
  /** What, by the policy's names. */
  readonly kind: Event;
  /** When. */
  readonly at: InstantInput;
  /** The host's identifier; of events with the same one, a history counts only one. */
  readonly id?: string | null | undefined;
  /** When it became known; left out, when it happened (or, in `receiveEvent`, when it is received). */
  readonly recordedAt?: InstantInput | null | undefined;
  /** What became known of the customer with it: conditions ask it from this event on. */
  readonly facts?: LifecycleFacts<Metric> | null | undefined;
  /** Why, where a way back asks for a reason. */
  readonly reason?: string | null | undefined;
  /** Where the customer came from. */
  readonly acquisition?: Acquisition | null | undefined;
}

/**
 * How timers go on after they stood still: `fromStart`, as if they never had, those overdue at once; `remaining`, with the
 * time that was left; `restart`, from the beginning.
 */
export type CatchUp = "fromStart" | "remaining" | "restart";

/** Something that concerns the course itself and is no event of the policy. */
export type LifecycleControl<Metric extends string = string> = {
  /** When. */
  readonly at: InstantInput;
  /** The host's identifier; of those with the same one, a history counts only one. */
  readonly id?: string | null | undefined;
  /** When it became known; left out, when it happened. */
  readonly recordedAt?: InstantInput | null | undefined;
} & (
  | {
      /** Timers stand still from now on; events go on. */
      readonly control: "pause";
    }
  | {
      /** Timers run again. */
      readonly control: "resume";
      /** From where. */
      readonly catchUp: CatchUp;
    }
  | {
      /** Facts became known, and nothing happened. */
      readonly control: "learn";
      /** What became known. */
      readonly facts: LifecycleFacts<Metric>;
    }
);

/** What a course is made of. */
export type LifecycleEntry<Event extends string = string, Metric extends string = string> =
  | LifecycleEvent<Event, Metric>
  | LifecycleControl<Metric>;

/** Word that an event did not happen after all. */
export interface LifecycleWithdrawal {
  /** Tells it from events. */
  readonly control: "withdraw";
  /** Identifier of what is withdrawn, whether it is known already or not. */
  readonly withdraws: string;
  /** When this became known. */
  readonly at: InstantInput;
}

/** What a verb needs beside the policy. */
export interface LifecycleContext {
  /** The calendars that the policy names, in any order; others may be among them. */
  readonly calendars?: readonly BusinessCalendar[] | undefined;
}

/** Something owed to the customer, not yet done. */
export interface OpenObligation<Stage extends string = string> {
  /** Names this task among all of the customer's: the same whenever the same history is told. */
  readonly id: string;
  /** The stage that owes it. */
  readonly stage: Stage;
  /** Its name in the policy. */
  readonly obligation: string;
  /** Names the stay in the stage: when it began, and a number behind it where several began at that moment. */
  readonly stay: string;
  /** How many times it was done before during this stay in the stage. */
  readonly round: number;
  /** Since when it is owed. */
  readonly openedAt: Instant;
  /** Until when it is to be done; null when that is after the end of the calendar. */
  readonly dueAt: Instant | null;
}

/** A task that an outbox keeps: what is owed, and what has become of it. */
export interface ObligationIntent<Stage extends string = string> extends OpenObligation<Stage> {
  /** `lapsed` when the stage was left before it was done. */
  readonly status: "open" | "done" | "lapsed";
  /** When it was done or lapsed; null while it is open. */
  readonly closedAt: Instant | null;
}

/** Where a customer stands: what the host keeps between two events. Plain JSON. */
export interface LifecycleState<Stage extends string = string, Phase extends string = string> {
  /** The stage. */
  readonly stage: Stage;
  /** When it was entered, last. */
  readonly enteredAt: Instant;
  /** The moment of what was last taken in: nothing earlier can be applied any more. */
  readonly at: Instant;
  /** The phase of the stage; null when it has none. */
  readonly phase: Phase | null;
  /** Since when the phase lasts, through whichever stages. */
  readonly phaseSince: Instant;
  /** The stage of the highest order ever reached, and when that was first. */
  readonly highest: {
    /** The stage. */
    readonly stage: Stage;
    /** When it was first reached. */
    readonly at: Instant;
  };
  /** From where the timers of the stage count. */
  readonly clock: {
    /** From here. */
    readonly from: Instant;
    /** None fires before this; null when that does not matter. */
    readonly notBefore: Instant | null;
    /** Since when they stand still; null when they run. */
    readonly pausedAt: Instant | null;
  };
  /** What is known of the customer, and since when; null when nothing. */
  readonly facts: {
    /** What. */
    readonly known: LifecycleFacts;
    /** When it last changed. */
    readonly at: Instant;
  } | null;
  /** What is owed and not yet done. */
  readonly owed: readonly OpenObligation<Stage>[];
  /** How many stages were entered before at the very same moment. */
  readonly turn: number;
  /** Where the customer came from: the first that became known; null when nothing did. */
  readonly acquisition:
    | (Acquisition & {
        /** When that was. */
        readonly at: Instant;
      })
    | null;
}

/** A state as the host may give it: `stage` and `enteredAt` are enough to begin with. */
export interface LifecycleStateInput<Stage extends string = string>
  extends Partial<Omit<LifecycleState<Stage>, "stage" | "enteredAt">> {
  /** The stage. */
  readonly stage: Stage;
  /** When it was entered, last. */
  readonly enteredAt: InstantInput;
}

/** All that happened with a customer. */
export interface LifecycleHistory<
  Event extends string = string,
  Stage extends string = string,
  Metric extends string = string,
> {
  /** When the relationship began, or was taken over. */
  readonly startedAt: InstantInput;
  /** Where the customer stood then; left out for the policy's initial stage. */
  readonly startedIn?: Stage | null | undefined;
  /** What happened since, in any order. */
  readonly events: readonly LifecycleEntry<Event, Metric>[];
  /** What did not happen after all. */
  readonly withdrawals?: readonly LifecycleWithdrawal[] | null | undefined;
}

/** One change of stage. */
export interface StageChange<Stage extends string = string, Event extends string = string> {
  /** When. */
  readonly at: Instant;
  /** The stage left. */
  readonly from: Stage;
  /** The stage entered; the same one when its time starts again. */
  readonly to: Stage;
  /** The event that triggered it; null for a timer. */
  readonly on: Event | null;
  /** The event's identifier; null for a timer and where the event has none. */
  readonly eventId: string | null;
  /** JSON Pointer (RFC 6901) to the transition inside the policy. */
  readonly rule: string;
}

/** Codes of what happened, and of why something did not. */
export type LifecycleReasonCode =
  | "event-applied"
  | "timer-fired"
  | "obligation-done"
  | "course-control"
  | "wrong-stage"
  | "wrong-event"
  | "timer-not-due"
  | "timer-held"
  | "guard-not-met"
  | "guard-not-known"
  | "regression-forbidden"
  | "regression-needs-reason"
  | "event-ignored"
  | "withdrawal-ahead"
  | "withdrawal-repeated";

/** A line about the course itself. Its `label` is the stage's or the task's own name where the policy gives none. */
export interface CourseReason extends Reason<LifecycleReasonCode> {
  /** What its sentence needs beside: the names of stages for people, or why an entry was ignored. */
  readonly params?: PhraseParams;
}

/** One line of an explanation; after a line about a transition come those of its condition. */
export type LifecycleReason = CourseReason | ConditionReason;

/** Why an entry of a history changed nothing. */
export type IgnoredCode =
  | "no-transition"
  | "guard-failed"
  | "not-owed"
  | "guard-unknown"
  | "ambiguous-transition"
  | "regression-refused"
  | "unknown-event"
  | "before-start"
  | "duplicate-event"
  | "event-withdrawn"
  | "event-too-late"
  | "already-paused"
  | "not-paused";

/** An entry of a history that changed nothing. */
export interface IgnoredEvent {
  /** What, as it was handed in; the control's name for a control. */
  readonly kind: string;
  /** When. */
  readonly at: Instant;
  /** The host's identifier; null when none. */
  readonly id: string | null;
  /** Why. */
  readonly code: IgnoredCode;
  /** What the sentence about it needs beside. */
  readonly params: PhraseParams;
}

/** The timer that will fire next, unless something happens before. */
export interface NextTimer<Stage extends string = string> {
  /** Always this, for `explain`. */
  readonly code: "timer-ahead";
  /** The name of the stage it leads to, for people. */
  readonly label: Labels;
  /** The first moment at which the customer is no longer in the stage. */
  readonly at: Instant;
  /** The stage it leads to. */
  readonly to: Stage;
  /** JSON Pointer (RFC 6901) to the transition inside the policy. */
  readonly rule: string;
}

/** A timer of the present stage. */
export interface StageTimer<Stage extends string = string> {
  /** JSON Pointer (RFC 6901) to the transition inside the policy. */
  readonly rule: string;
  /** The stage it leads to. */
  readonly to: Stage;
  /** When it fires, if its condition holds then; null while timers stand still, or after the end of the calendar. */
  readonly dueAt: Instant | null;
  /** Whether its condition holds at that moment by what is known now. One that does not keeps the customer where they are. */
  readonly verdict: Verdict;
  /** The condition, part by part; empty when there is none. */
  readonly guard: readonly ConditionReason[];
}

/** What an event led to. */
export interface AppliedEvent<
  Stage extends string = string,
  Event extends string = string,
  Phase extends string = string,
> {
  /** What the host keeps for the next event. */
  readonly state: LifecycleState<Stage, Phase>;
  /** The moment of the event. */
  readonly asOf: Instant;
  /** The policy that was applied. */
  readonly policy: PolicyReference;
  /** Every change of stage, in order: the timers that were due, then the event. */
  readonly happened: readonly StageChange<Stage, Event>[];
  /** The tasks that were opened, done or dropped, each as it is now. */
  readonly intents: readonly ObligationIntent<Stage>[];
  /** Why. */
  readonly reasons: readonly LifecycleReason[];
  /**
   * What is amiss with the facts that conditions ask about, those that the event brought among them: such a fact is kept as it
   * came, and counts as not known.
   */
  readonly findings: readonly ConditionFinding[];
}

/** Where a customer stands at a moment, and how they got there. */
export interface StageAnswer<
  Stage extends string = string,
  Event extends string = string,
  Phase extends string = string,
> {
  /** The stage, and since when. */
  readonly state: LifecycleState<Stage, Phase>;
  /** The moment asked about. */
  readonly asOf: Instant;
  /** The moment whose knowledge was used; null for all there is. */
  readonly knownAt: Instant | null;
  /** The policy that was applied. */
  readonly policy: PolicyReference;
  /** Every change of stage, in order. */
  readonly happened: readonly StageChange<Stage, Event>[];
  /** Entries that changed nothing, in order. */
  readonly ignored: readonly IgnoredEvent[];
  /** Why, one for each change and each ignored entry, in order. */
  readonly reasons: readonly LifecycleReason[];
  /** The timer that will fire next; null when the stage has none whose condition holds. */
  readonly nextTimer: NextTimer<Stage> | null;
  /** Every timer of the stage, and whether its condition holds. */
  readonly timers: readonly StageTimer<Stage>[];
}

/** What time alone has done with a customer. */
export interface DueTransitions<
  Stage extends string = string,
  Event extends string = string,
  Phase extends string = string,
> {
  /** Every timer that fired by then, in order. */
  readonly due: readonly StageChange<Stage, Event>[];
  /** Where the customer stands after them. */
  readonly stateAfter: LifecycleState<Stage, Phase>;
  /** The tasks that were opened or dropped, each as it is now. */
  readonly intents: readonly ObligationIntent<Stage>[];
  /** The moment asked about. */
  readonly asOf: Instant;
  /** The policy that was applied. */
  readonly policy: PolicyReference;
  /** Why. */
  readonly reasons: readonly LifecycleReason[];
  /** The timer that will fire next; null when the stage has none whose condition holds. */
  readonly nextTimer: NextTimer<Stage> | null;
  /** Every timer of the stage reached, and whether its condition holds. */
  readonly timers: readonly StageTimer<Stage>[];
}

/** A transition that was tried for an event. */
export interface TriedTransition<Stage extends string = string> {
  /** JSON Pointer (RFC 6901) to the transition inside the policy. */
  readonly rule: string;
  /** The stage it leads to. */
  readonly to: Stage;
  /** Whether it applies, and why not. */
  readonly code: Exclude<
    LifecycleReasonCode,
    "timer-fired" | "event-ignored" | "obligation-done" | "course-control" | "withdrawal-ahead" | "withdrawal-repeated"
  >;
  /** Whether it applies. */
  readonly verdict: Verdict;
  /** The line of the explanation. */
  readonly reason: CourseReason;
  /** Its condition, part by part; empty when it has none or was not asked. */
  readonly guard: readonly ConditionReason[];
}

/** More timers fired in a row than any sensible policy needs: they lead in a circle that went round for too long. */
export interface TooManyTimers {
  /** Always this. */
  readonly code: "too-many-timers";
  /** How many fired. */
  readonly limit: number;
  /** The stage reached by then. */
  readonly stage: string;
  /** When it was entered. */
  readonly at: Instant;
}

/** A state that the policy knows no stage of. */
export interface StageNotInPolicy {
  /** Always this. */
  readonly code: "stage-not-in-policy";
  /** The name. */
  readonly stage: string;
  /** Id of the policy. */
  readonly policy: string;
}

/** Nothing leads on from the stage by an event, as things stand. */
export interface NotMoved {
  /**
   * `no-transition`: nothing leads on. `not-owed`: the same, but the event is one that shows tasks to be done, of which none is
   * owed now; it does no harm. `guard-failed`: something would lead on, but its condition does not hold. `guard-unknown`: whether
   * its condition holds is not known. `ambiguous-transition`: more than one leads on. `regression-refused`: it leads back, and
   * the policy forbids that or asks for a reason.
   */
  readonly code:
    | "no-transition"
    | "not-owed"
    | "guard-failed"
    | "guard-unknown"
    | "ambiguous-transition"
    | "regression-refused";
  /** The event. */
  readonly event: string;
  /** When it happened. */
  readonly at: Instant;
  /** The stage then, after the timers that were due. */
  readonly stage: string;
  /** Its name for people. */
  readonly label: Labels;
  /**
   * Every transition that leads out of the stage or waits for the event, why it does not apply, and its condition part by part:
   * those that only their condition or a rule about ways back kept from applying come first.
   */
  readonly tried: readonly LifecycleReason[];
  /** What is amiss with the facts known then, those that the event brought among them. */
  readonly findings: readonly ConditionFinding[];
}

/** Why an event was not applied. The state stays as it was. */
export type ApplyRefusal =
  | InvalidFact
  | TooManyTimers
  | StageNotInPolicy
  | NotMoved
  | {
      /** The policy has no event of that name. */
      readonly code: "unknown-event";
      /** The name. */
      readonly event: string;
      /** Id of the policy. */
      readonly policy: string;
    }
  | {
      /** It happened before what was last taken in. */
      readonly code: "event-out-of-order";
      /** When the event happened. */
      readonly at: Instant;
      /** Up to when everything is taken in. */
      readonly since: Instant;
    }
  | {
      /** Timers stand still already, or run already. */
      readonly code: "already-paused" | "not-paused";
      /** When they were to stand still or go on. */
      readonly at: Instant;
    };

/** Two entries have the same identifier, but are not the same. */
export interface EventConflict {
  /** Always this. */
  readonly code: "event-conflict";
  /** The identifier. */
  readonly id: string;
}

/** Why no stage could be told. */
export type StageRefusal =
  | InvalidFact
  | TooManyTimers
  | StageNotInPolicy
  | EventConflict
  | {
      /** The relationship begins after the moment asked about. */
      readonly code: "not-started";
      /** When it begins. */
      readonly startedAt: Instant;
      /** The moment asked about. */
      readonly asOf: Instant;
    };

/** An entry of a record's log: plain JSON, read as the same entry again. */
export type LoggedEntry<Event extends string = string> =
  | {
      /** What. */
      readonly kind: Event;
      /** When. */
      readonly at: Instant;
      /** The host's identifier; null when none. */
      readonly id: string | null;
      /** When it became known; null when that was not said. */
      readonly recordedAt: Instant | null;
      /** What became known with it; null when nothing. */
      readonly facts: LifecycleFacts | null;
      /** Why; null when not said. */
      readonly reason: string | null;
      /** Where the customer came from; null when not said. */
      readonly acquisition: Acquisition | null;
    }
  | ({
      /** When. */
      readonly at: Instant;
      /** The host's identifier; null when none. */
      readonly id: string | null;
      /** When it became known; null when that was not said. */
      readonly recordedAt: Instant | null;
    } & (
      | {
          /** Timers stand still from now on. */
          readonly control: "pause";
        }
      | {
          /** Timers run again. */
          readonly control: "resume";
          /** From where. */
          readonly catchUp: CatchUp;
        }
      | {
          /** Facts became known. */
          readonly control: "learn";
          /** What. */
          readonly facts: LifecycleFacts;
        }
    ));
