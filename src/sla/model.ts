import type { BusinessCalendar, NoOpenTimeFound } from "../calendar/index.ts";
import type { FactProblem } from "../customer/index.ts";
import type {
  Duration,
  Instant,
  InstantInput,
  JsonObject,
  Labels,
  LabelsInput,
  PolicyReference,
  Reason,
  Sealed,
} from "../core/index.ts";

/**
 * What is promised about a case:
 *
 * - `firstResponse`: from its opening to the first public reply of a person on our side. Internal notes, automated mails
 *   and what the customer writes are no response.
 * - `firstResolution`: from its opening to the first time it was resolved. What happens when it is opened again is not part
 *   of it.
 */
export type SlaMetric = "firstResponse" | "firstResolution";

/** In which hours a promise is counted: round the clock, or in the open hours of the business calendar with that `id`. */
export type SlaHours<Calendar extends string = string> =
  | "24x7"
  | {
      /** The `id` of the calendar. */
      readonly business: Calendar;
    };

/** One promise: cases of this severity are answered, or resolved, within this time. */
export interface SlaTarget<
  Severity extends string = string,
  Metric extends string = string,
  Calendar extends string = string,
> {
  /** Which cases, by their `severity`. */
  readonly severity: Severity;
  /** What is promised about them: one of {@link SlaMetric}. */
  readonly metric: Metric;
  /** Within how long, inclusive: ISO 8601 text of hours, minutes and seconds, such as `PT2H`; above zero. */
  readonly within: Duration;
  /** The hours it is counted in. */
  readonly hours: SlaHours<Calendar>;
  /** What people call the promise; null when not given. */
  readonly labels: Labels | null;
}

/** The response promises of a company, as data. */
export interface SlaPolicyData<
  Severity extends string = string,
  Metric extends string = string,
  Calendar extends string = string,
> {
  /** Names the policy. */
  readonly id: string;
  /** Its version, from 1. */
  readonly version: number;
  /** What people call it; null when not given. */
  readonly labels: Labels | null;
  /** The department that answers for the promises; null when not given. */
  readonly responsibleDepartment: string | null;
  /** The clause of the contract they are written in; null when they are not. */
  readonly contractTerm: string | null;
  /** The promises: at most one for each severity and metric. */
  readonly targets: readonly SlaTarget<Severity, Metric, Calendar>[];
  /** The host's own JSON, which travels along unread; null when not given. */
  readonly meta: JsonObject | null;
}

/** A checked SLA policy. */
export type SlaPolicy<
  Severity extends string = string,
  Metric extends string = string,
  Calendar extends string = string,
> = Sealed<SlaPolicyData<Severity, Metric, Calendar>>;

/** A promise as a literal gives it. */
export interface SlaTargetInput<
  Severity extends string = string,
  Metric extends SlaMetric = SlaMetric,
  Calendar extends string = string,
> {
  /** Which cases, by their `severity`. */
  readonly severity: Severity;
  /** What is promised about them. */
  readonly metric: Metric;
  /** Within how long, inclusive: ISO 8601 text of hours, minutes and seconds; above zero. */
  readonly within: Duration;
  /** The hours it is counted in. */
  readonly hours: SlaHours<Calendar>;
  /** What people call the promise. */
  readonly labels?: LabelsInput | null;
}

/** An SLA policy as a literal gives it: keys that may be null can be left out. */
export interface SlaPolicyInput<
  Severity extends string = string,
  Metric extends SlaMetric = SlaMetric,
  Calendar extends string = string,
> {
  /** Names the policy. */
  readonly id: string;
  /** Its version, from 1. */
  readonly version: number;
  /** What people call it. */
  readonly labels?: LabelsInput | null;
  /** The department that answers for the promises. */
  readonly responsibleDepartment?: string | null;
  /** The clause of the contract they are written in. */
  readonly contractTerm?: string | null;
  /** The promises: at least one, and at most one for each severity and metric. */
  readonly targets: readonly SlaTargetInput<Severity, Metric, Calendar>[];
  /** The host's own JSON. */
  readonly meta?: JsonObject | null;
}

/** What an evaluation needs besides the case and the policy. */
export interface SlaContext {
  /** The moment of judgement: events up to it, inclusive, are known. */
  readonly asOf: InstantInput;
  /** The calendars that the policy names, in any order; others may be among them. Default none. */
  readonly calendars?: readonly BusinessCalendar[] | undefined;
}

/**
 * How a promise stands: `running` and still keepable, `met`, `breached` (whether or not it has been answered since), or
 * `noPromise` for a severity that no target names.
 */
export type SlaState = "running" | "met" | "breached" | "noPromise";

/** How one promise about a case stands. All lengths are in the hours of the promise. */
export interface MetricStatus {
  /** The state, as of the moment of judgement. */
  readonly state: SlaState;
  /** When the clock started: when the case was opened. */
  readonly startedAt: Instant;
  /** When it stopped; null as long as it has not. */
  readonly stoppedAt: Instant | null;
  /** The last moment at which the promise is kept; null without a promise. */
  readonly dueAt: Instant | null;
  /** How much time was promised; null without a promise. */
  readonly targetMs: number | null;
  /** How much of it has run; null without a promise. */
  readonly elapsedMs: number | null;
  /** `targetMs - elapsedMs`: how much is left, negative once it is overrun; null without a promise. */
  readonly remainingMs: number | null;
  /**
   * From when on the elapsed time exceeds the target: `dueAt`, or the next opening when that is a closing moment. Null as
   * long as the promise is not broken.
   */
  readonly breachedAt: Instant | null;
  /** JSON Pointer to the target in the policy; null without a promise. */
  readonly target: string | null;
}

/** How the promises about a case stand. */
export interface SlaStatus<Metric extends string = string> {
  /** The `id` of the case. */
  readonly caseId: string;
  /** The moment of judgement. */
  readonly asOf: Instant;
  /** The policy that was applied. */
  readonly policy: PolicyReference;
  /** Every metric that the policy promises anything about. */
  readonly metrics: Readonly<Record<Metric, MetricStatus>>;
  /** Metric by metric: which target applies, and how it stands; then events that did not count. */
  readonly reasons: readonly SlaReason[];
}

/** Codes of the reasons of an SLA status. */
export type SlaReasonCode =
  /** The target that the case's severity selects. */
  | "target-applied"
  /** No target names the case's severity. */
  | "no-promise"
  /** A person has replied: the time it took, against the time promised. */
  | "responded"
  /** Nobody has replied yet: the time so far, against the time promised. */
  | "not-responded"
  /** The case was resolved: the time it took, against the time promised. */
  | "resolved"
  /** It is not resolved yet: the time so far, against the time promised. */
  | "not-resolved"
  /** Events dated before the opening of the case were left out: how many. */
  | "events-before-opening"
  /** The case was opened again: the time to the first resolution stays. */
  | "reopened-not-counted";

/** One line of the explanation of an SLA status. */
export type SlaReason = Reason<SlaReasonCode>;

/** The case was opened after the moment of judgement, so nothing can be said of it then. */
export interface CaseNotOpenYet {
  /** Always this. */
  readonly code: "case-not-open-yet";
  /** The `id` of the case. */
  readonly caseId: string;
  /** When it was opened. */
  readonly openedAt: Instant;
  /** The moment of judgement. */
  readonly asOf: Instant;
}

/** Two events of a case have one id and differ in what happened, so that counting either would be a guess. */
export interface ConflictingEvents {
  /** Always this. */
  readonly code: "conflicting-events";
  /** The `id` of the case. */
  readonly caseId: string;
  /** The `id` of the events. */
  readonly eventId: string;
}

/** Why no status could be given. */
export type SlaRefusal = FactProblem | CaseNotOpenYet | ConflictingEvents | NoOpenTimeFound;

/** Codes of what can be wrong with an SLA policy. */
export type SlaIssueCode = "duplicate-target" | "target-not-positive";

/** Codes of what is worth knowing about an SLA policy that may be used. */
export type SlaFindingCode = "severity-without-promise" | "resolution-before-response" | "unknown-calendar";

/** All codes of this module. */
export type SlaCode =
  | SlaReasonCode
  | SlaIssueCode
  | SlaFindingCode
  | CaseNotOpenYet["code"]
  | ConflictingEvents["code"];
