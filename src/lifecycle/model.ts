import type {
  Duration,
  Instant,
  InstantInput,
  InvalidFact,
  JsonObject,
  Labels,
  LabelsInput,
  PolicyReference,
  Reason,
  Sealed,
} from "../core/index.ts";

/** A stage as a literal gives it. */
export interface LifecycleStageInput<Stage extends string = string> {
  /** Names the stage. */
  readonly id: Stage;
  /** Its place when stages are listed; a whole number, no two alike. */
  readonly order: number;
  /** Its name for people. */
  readonly labels?: LabelsInput | null;
  /** True when nothing leads out of it. */
  readonly final?: boolean | null;
}

/** A stage of the relationship. */
export interface LifecycleStage<Stage extends string = string> extends LifecycleStageInput<Stage> {
  /** Its name for people; null when none. */
  readonly labels: Labels | null;
  /** True when nothing leads out of it; null when not stated, which means the same as false. */
  readonly final: boolean | null;
}

/** A transition as a literal gives it: `on` an event, or `after` a time. */
export type LifecycleTransitionInput<Stage extends string = string, Event extends string = string> =
  | {
      /** The stage or stages it leads out of. */
      readonly from: Stage | readonly Stage[];
      /** The event that triggers it. */
      readonly on: Event;
      /** Not together with `on`. */
      readonly after?: null;
      /** The stage it leads to. */
      readonly to: Stage;
    }
  | {
      /** The stage or stages it leads out of. */
      readonly from: Stage | readonly Stage[];
      /** Not together with `after`. */
      readonly on?: null;
      /** How long after entering the stage it happens by itself. */
      readonly after: Duration;
      /** The stage it leads to. */
      readonly to: Stage;
    };

/** A way from one stage to another, or anew into the same one, which starts its time again. */
export interface LifecycleTransition<Stage extends string = string, Event extends string = string> {
  /** The stage or stages it leads out of. */
  readonly from: Stage | readonly Stage[];
  /** The event that triggers it; null for a timer. */
  readonly on: Event | null;
  /** How long after entering the stage it happens by itself; null when an event triggers it. */
  readonly after: Duration | null;
  /** The stage it leads to. */
  readonly to: Stage;
}

/** The course of a relationship, as a literal gives it. */
export interface LifecyclePolicyInput<Stage extends string = string, Event extends string = string> {
  /** Names the policy. */
  readonly id: string;
  /** Its version, from 1. */
  readonly version: number;
  /** IANA zone on whose calendar the times of timers are laid. */
  readonly timeZone: string;
  /** The stages. */
  readonly stages: readonly LifecycleStageInput<Stage>[];
  /** What can happen. Among events of one moment, the one listed earlier comes first. */
  readonly events: readonly Event[];
  /** How stages follow one another. */
  readonly transitions: readonly LifecycleTransitionInput<NoInfer<Stage>, NoInfer<Event>>[];
  /** Where everybody starts. */
  readonly initial: NoInfer<Stage>;
  /** The host's own notes. */
  readonly meta?: JsonObject | null;
}

/** The course of a relationship: its stages, what can happen, and how stages follow one another. */
export interface LifecyclePolicyData<Stage extends string = string, Event extends string = string> {
  /** Names the policy. */
  readonly id: string;
  /** Its version, from 1. */
  readonly version: number;
  /** IANA zone on whose calendar the times of timers are laid. */
  readonly timeZone: string;
  /** The stages. */
  readonly stages: readonly LifecycleStage<Stage>[];
  /** What can happen. Among events of one moment, the one listed earlier comes first. */
  readonly events: readonly Event[];
  /** How stages follow one another. */
  readonly transitions: readonly LifecycleTransition<Stage, Event>[];
  /** Where everybody starts. */
  readonly initial: Stage;
  /** The host's own notes; null when none. */
  readonly meta: JsonObject | null;
}

/** A checked {@link LifecyclePolicyData}. */
export type LifecyclePolicy<Stage extends string = string, Event extends string = string> = Sealed<
  LifecyclePolicyData<Stage, Event>
>;

/** Something that happened with a customer. */
export interface LifecycleEvent<Event extends string = string> {
  /** What, by the policy's names. */
  readonly kind: Event;
  /** When. */
  readonly at: InstantInput;
  /** The host's identifier; of two events with the same one, a history counts only one. */
  readonly id?: string | null | undefined;
}

/** Where a customer stands: what the host keeps between two events. */
export interface LifecycleState<Stage extends string = string> {
  /** The stage. */
  readonly stage: Stage;
  /** When it was entered, last. */
  readonly enteredAt: Instant;
}

/** All that happened with a customer. */
export interface LifecycleHistory<Event extends string = string> {
  /** When the relationship began. */
  readonly startedAt: InstantInput;
  /** What happened since, in any order. */
  readonly events: readonly LifecycleEvent<Event>[];
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
  | "wrong-stage"
  | "wrong-event"
  | "timer-not-due"
  | "event-ignored";

/** One line of an explanation. */
export type LifecycleReason = Reason<LifecycleReasonCode>;

/** An event of a history that changed nothing. */
export interface IgnoredEvent {
  /** What, as it was handed in. */
  readonly kind: string;
  /** When. */
  readonly at: Instant;
  /** The host's identifier; null when none. */
  readonly id: string | null;
  /** Why: nothing leads on from the stage; a name the policy lacks; before the start; an identifier seen already. */
  readonly code: "no-transition" | "unknown-event" | "before-start" | "duplicate-event";
}

/** The timer that will fire next, unless something happens before. */
export interface NextTimer<Stage extends string = string> {
  /** The first moment at which the customer is no longer in the stage. */
  readonly at: Instant;
  /** The stage it leads to. */
  readonly to: Stage;
  /** JSON Pointer (RFC 6901) to the transition inside the policy. */
  readonly rule: string;
}

/** What an event led to. */
export interface AppliedEvent<Stage extends string = string, Event extends string = string> {
  /** What the host keeps for the next event. */
  readonly state: LifecycleState<Stage>;
  /** The moment of the event. */
  readonly asOf: Instant;
  /** The policy that was applied. */
  readonly policy: PolicyReference;
  /** Every change of stage, in order: the timers that were due, then the event. */
  readonly happened: readonly StageChange<Stage, Event>[];
  /** Why, one for each change. */
  readonly reasons: readonly LifecycleReason[];
}

/** Where a customer stands at a moment, and how they got there. */
export interface StageAnswer<Stage extends string = string, Event extends string = string> {
  /** The stage, and since when. */
  readonly state: LifecycleState<Stage>;
  /** The moment asked about. */
  readonly asOf: Instant;
  /** The policy that was applied. */
  readonly policy: PolicyReference;
  /** Every change of stage, in order. */
  readonly happened: readonly StageChange<Stage, Event>[];
  /** Events that changed nothing, in order. */
  readonly ignored: readonly IgnoredEvent[];
  /** Why, one for each change and each ignored event, in order. */
  readonly reasons: readonly LifecycleReason[];
  /** The timer that will fire next; null when the stage has none. */
  readonly nextTimer: NextTimer<Stage> | null;
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

/** Why an event was not applied. The state stays as it was. */
export type ApplyRefusal =
  | InvalidFact
  | TooManyTimers
  | {
      /** Nothing leads on from the stage by this event. */
      readonly code: "no-transition";
      /** The event. */
      readonly event: string;
      /** When it happened. */
      readonly at: Instant;
      /** The stage then, after the timers that were due. */
      readonly stage: string;
      /** Every transition that leads out of the stage or waits for the event, and why it does not apply. */
      readonly tried: readonly LifecycleReason[];
    }
  | {
      /** The policy has no event of that name. */
      readonly code: "unknown-event";
      /** The name. */
      readonly event: string;
      /** Id of the policy. */
      readonly policy: string;
    }
  | {
      /** The policy has no stage of that name. */
      readonly code: "stage-not-in-policy";
      /** The name. */
      readonly stage: string;
      /** Id of the policy. */
      readonly policy: string;
    }
  | {
      /** The event happened before the stage was entered. */
      readonly code: "event-out-of-order";
      /** When the event happened. */
      readonly at: Instant;
      /** When the stage was entered. */
      readonly enteredAt: Instant;
    };

/** Why no stage could be told. */
export type StageRefusal =
  | InvalidFact
  | TooManyTimers
  | {
      /** The relationship begins after the moment asked about. */
      readonly code: "not-started";
      /** When it begins. */
      readonly startedAt: Instant;
      /** The moment asked about. */
      readonly asOf: Instant;
    }
  | {
      /** Two events have the same identifier, but are not the same. */
      readonly code: "event-conflict";
      /** The identifier. */
      readonly id: string;
    };
