import type { Instant, InvalidFact, PolicyReference } from "../core/index.ts";
import type { ConditionFinding } from "../rules/index.ts";
import type {
  EventConflict,
  IgnoredEvent,
  LifecycleReason,
  LifecycleState,
  LifecycleWithdrawal,
  LoggedEntry,
  ObligationIntent,
  StageChange,
  StageNotInPolicy,
  TooManyTimers,
} from "./model.ts";

/** All that was ever told about a customer, in order: a history that `stateAt` and `replay` take. Plain JSON. */
export interface LifecycleLog<Stage extends string = string, Event extends string = string> {
  /** When the relationship began, or was taken over. */
  readonly startedAt: Instant;
  /** Where the customer stood then; null for the policy's initial stage. */
  readonly startedIn: Stage | null;
  /** What happened, in order of time; each identifier once. */
  readonly events: readonly LoggedEntry<Event>[];
  /** What did not happen after all, in order of identifiers. */
  readonly withdrawals: readonly LifecycleWithdrawal[];
}

/** What a host keeps of a customer who is told about by messages that come late, twice, or not in order. Plain JSON. */
export interface LifecycleRecord<
  Stage extends string = string,
  Event extends string = string,
  Phase extends string = string,
> {
  /** Where the customer stood after the last entry of the log. */
  readonly state: LifecycleState<Stage, Phase>;
  /** All that was told. */
  readonly log: LifecycleLog<Stage, Event>;
  /** Up to when time has been followed: what was due by then is among the intents told. */
  readonly asOf: Instant;
  /** The policy it is kept under. */
  readonly policy: PolicyReference;
  /** States on the way, few and ever farther apart, so that what comes late is replayed from near where it belongs. */
  readonly checkpoints: readonly {
    /** After how many entries of the log. */
    readonly after: number;
    /** The state. */
    readonly state: LifecycleState<Stage, Phase>;
  }[];
}

/** What tasks an outbox is to upsert, by identifier, and which to take back. */
export interface IntentChanges<Stage extends string = string> {
  /** New, or changed: as they are now. */
  readonly added: readonly ObligationIntent<Stage>[];
  /** Not warranted by what is known now; as they were told before. */
  readonly withdrawn: readonly ObligationIntent<Stage>[];
}

/**
 * What became of an entry: `applied` at the end of the log; `reordered`, applied before what was known already; `duplicate`, known
 * already; `late`, known too late to count; `unmatched`, in the log without an effect.
 */
export type ReceiveOutcome = "applied" | "duplicate" | "reordered" | "late" | "unmatched";

/** What became of an entry that was received. */
export interface ReceivedEvent<
  Stage extends string = string,
  Event extends string = string,
  Phase extends string = string,
> {
  /** What became of it. */
  readonly outcome: ReceiveOutcome;
  /** What to keep. */
  readonly recordAfter: LifecycleRecord<Stage, Event, Phase>;
  /** Where the customer stands at the moment up to which time has been followed. */
  readonly stateAfter: LifecycleState<Stage, Phase>;
  /** What it changes about the tasks told before. */
  readonly intents: IntentChanges<Stage>;
  /** Why, as of the entry's place in the log; of one that changed nothing, why not. */
  readonly trace: readonly LifecycleReason[];
  /** What is amiss with the facts that conditions ask about, as of the entry's place in the log. */
  readonly findings: readonly ConditionFinding[];
  /** When it was received. */
  readonly asOf: Instant;
  /** The policy that was applied. */
  readonly policy: PolicyReference;
}

/** What time has done with a record. */
export interface PassedTime<
  Stage extends string = string,
  Event extends string = string,
  Phase extends string = string,
> {
  /** What to keep. */
  readonly recordAfter: LifecycleRecord<Stage, Event, Phase>;
  /** Where the customer stands now. */
  readonly stateAfter: LifecycleState<Stage, Phase>;
  /** Every timer that fired since time was last followed, in order. */
  readonly happened: readonly StageChange<Stage, Event>[];
  /** What that changes about the tasks told before. */
  readonly intents: IntentChanges<Stage>;
  /** Up to when time has been followed. */
  readonly asOf: Instant;
  /** The policy that was applied. */
  readonly policy: PolicyReference;
}

/** A history, replayed. */
export interface ReplayedHistory<
  Stage extends string = string,
  Event extends string = string,
  Phase extends string = string,
> {
  /** What to keep. */
  readonly record: LifecycleRecord<Stage, Event, Phase>;
  /** Where the customer stands at the record's `asOf`. */
  readonly state: LifecycleState<Stage, Phase>;
  /** Every change of stage up to then, in order. */
  readonly happened: readonly StageChange<Stage, Event>[];
  /** Entries that changed nothing, in order. */
  readonly ignored: readonly IgnoredEvent[];
  /** Every task that was ever opened, in order, as it is at the record's `asOf`. */
  readonly intents: readonly ObligationIntent<Stage>[];
}

/** A record cannot be continued under this policy: replay its log. */
export interface RecordOfAnotherPolicy {
  /** Always this. */
  readonly code: "record-of-another-policy";
  /** The policy handed in. */
  readonly expected: string;
  /** Its version. */
  readonly expectedVersion: number;
  /** The policy the record was kept under. */
  readonly observed: string;
  /** Its version. */
  readonly observedVersion: number;
}

/** Why an entry was not received. The record stays as it was. */
export type ReceiveRefusal =
  | InvalidFact
  | TooManyTimers
  | StageNotInPolicy
  | EventConflict
  | RecordOfAnotherPolicy
  | {
      /** It is said to have happened after it was received. */
      readonly code: "event-from-the-future";
      /** When it is said to have happened. */
      readonly at: Instant;
      /** When it was received. */
      readonly asOf: Instant;
    };

/** Why a history was not replayed. */
export type LifecycleReplayRefusal =
  | InvalidFact
  | TooManyTimers
  | StageNotInPolicy
  | EventConflict
  | {
      /** It is not in order, and was to be. */
      readonly code: "history-out-of-order";
      /** JSON Pointer (RFC 6901) to the first entry that happened before the one ahead of it. */
      readonly path: string;
    };
