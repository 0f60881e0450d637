import type { AnyCalendar, NoOpenTimeFound } from "../calendar/index.ts";
import type { Case, FactProblem } from "../customer/index.ts";
import type {
  Duration,
  Instant,
  InstantInput,
  Issue,
  JsonObject,
  Labels,
  LabelsInput,
  MessageParams,
  PolicyReference,
  Reason,
  Result,
  RowFindings,
  Sealed,
} from "../core/index.ts";

/** What kind of promise it is: to customers, between departments of one house, or from a supplier. */
export type SlaKindName = "sla" | "ola" | "underpinning";

/**
 * What can start or stop a clock:
 *
 * - `opened`: the case is opened.
 * - `response`: a public reply of a person on our side, or what the host marks as one. `customerReply`: the customer writes.
 *   `followUp`: the customer writes after a response.
 * - `assigned`, `resolved`, `closed`: as the events of a case. (`reopened` is each metric's `onReopen`; `cancelled` ends
 *   every clock.)
 */
export type SlaSignal = "opened" | "response" | "customerReply" | "followUp" | "assigned" | "resolved" | "closed";

/** What a clock may stand still for: holds of a case by whom it waits for; `onHold` is a hold for anything else. */
export type SlaPause = "waitingForCustomer" | "waitingForThirdParty" | "onHold";

/** How a clock is run, over the events of a case. */
export interface SlaMetricDefinition {
  /** What starts it. */
  readonly startOn: readonly SlaSignal[];
  /** What it stands still for; empty when it never does. */
  readonly pauseWhile: readonly SlaPause[];
  /** What stops it. An event that stops a clock may start the next one. */
  readonly stopOn: readonly SlaSignal[];
  /** Whether it runs once for a case, or again at each start after a stop. */
  readonly cycle: "once" | "perEvent";
  /** What becomes of it when a case is opened again: it stays as it was, goes on, or a new one is started. */
  readonly onReopen: "stay" | "resume" | "newCycle";
}

/** The metrics that need no definition; their definitions are `slaMetrics`. */
export type SlaMetric =
  | "firstResponse"
  | "nextResponse"
  | "periodicUpdate"
  | "pausableUpdate"
  | "requesterWait"
  | "agentWork"
  | "timeToOwn"
  | "firstResolution"
  | "totalResolution";

/** In which hours a promise is counted: round the clock, or in the open hours of the business calendar with that `id`. */
export type SlaHours<Calendar extends string = string> =
  | "24x7"
  | {
      /** The `id` of the calendar. */
      readonly business: Calendar;
    };

/** One promise: such cases are answered, or resolved, within this time. */
export interface SlaTarget<
  Tier extends string = string,
  Severity extends string = string,
  Metric extends string = string,
  Calendar extends string = string,
> {
  /** Of customers of which tier; null for all. */
  readonly tier: Tier | null;
  /** For cases of which severity; null for all. */
  readonly severity: Severity | null;
  /** What is promised about them: a metric. */
  readonly metric: Metric;
  /**
   * Within how long, inclusive: ISO 8601 text of hours, minutes and seconds, such as `PT2H`; above zero. Two business days
   * are the hours they have: `PT16H` in hours of eight a day.
   */
  readonly within: Duration;
  /** The hours it is counted in. */
  readonly hours: SlaHours<Calendar>;
  /** What people call the promise; null when not given. */
  readonly labels: Labels | null;
  /** The department that answers for it; null for that of the policy. */
  readonly responsibleDepartment: string | null;
  /** The clause of the contract it is written in; null for that of the policy. */
  readonly contractTerm: string | null;
}

/** What a case must be for a policy to hold for it. A case of which that is not known is none. */
export interface SlaCondition {
  /** What is looked at. */
  readonly field: "subject" | "channel" | "department";
  /** What it may be. */
  readonly in: readonly string[];
}

/**
 * What a change of severity, tier or policy version does to a clock that is running: `keepElapsed` holds the new target
 * against the time since the start, `fromNow` starts counting again, `freeze` keeps the old target.
 */
export type SlaOnChange = "keepElapsed" | "fromNow" | "freeze";

/** When somebody is told: by the share of the target, or the time since the start, or before or after it is due. All in its hours. */
export type EscalationTrigger =
  | {
      /** How long after the clock was started. */
      readonly afterStart: Duration;
    }
  | {
      /** Percent of the target, above zero; 100 is when it is due. */
      readonly atPercent: number;
    }
  | {
      /** How long before it is due; at once when the target is shorter. */
      readonly beforeDue: Duration;
    }
  | {
      /** How long after it was due. */
      readonly afterDue: Duration;
    };

/** Who hears of a promise, and when. */
export interface SlaEscalation<Metric extends string = string> {
  /** Names it within the policy. */
  readonly id: string;
  /** Of which metric; null for every one. */
  readonly metric: Metric | null;
  /** When. */
  readonly when: EscalationTrigger;
  /** How far up, from 1. */
  readonly level: number;
  /** The roles that are told. */
  readonly notify: readonly string[];
  /** The role that takes the case over; null when it stays. */
  readonly assign: string | null;
}

/** Which requests may be answered automatically, and what calls for a person all the same. */
export interface SlaRouting<Severity extends string = string> {
  /** The subjects that may be handled automatically. */
  readonly automaticSubjects: readonly string[];
  /** A person from this many earlier contacts about the same matter on; null for never. */
  readonly personFromRepeats: number | null;
  /** The severities that call for a person. */
  readonly personForSeverities: readonly Severity[];
  /** The moods that call for a person, in the words of the host. */
  readonly personForSentiments: readonly string[];
}

/** The response promises of a company, as data. */
export interface SlaPolicyData<
  Tier extends string = string,
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
  /** To whom it is promised. */
  readonly kind: SlaKindName;
  /** The moment from which it is in force, inclusive; null for always. A clock goes by the version in force at its start. */
  readonly effectiveFrom: string | null;
  /** The moment at which it is no longer; null for never. A clock that runs then keeps its promise. */
  readonly effectiveTo: string | null;
  /** The department that answers for the promises; null when not given. */
  readonly responsibleDepartment: string | null;
  /** The clause of the contract they are written in; null when they are not. */
  readonly contractTerm: string | null;
  /** The tiers of customers, those that come first first; null when promises and queue know none. */
  readonly tiers: readonly Tier[] | null;
  /** The severities of cases, the most serious first; null for any, none of them before the others. */
  readonly severities: readonly Severity[] | null;
  /** What a case must be for the policy to hold: all of these. */
  readonly conditions: readonly SlaCondition[];
  /** The metrics of the house by name, also in place of those of `slaMetrics`. */
  readonly metrics: Readonly<Record<string, SlaMetricDefinition>>;
  /** The promises. Where several fit a case, the strictest holds. */
  readonly targets: readonly SlaTarget<Tier, Severity, Metric, Calendar>[];
  /** What changes do to clocks that are running. */
  readonly onChange: SlaOnChange;
  /** Who hears of a promise, and when. */
  readonly escalations: readonly SlaEscalation<Metric>[];
  /** What may be answered automatically; null when nothing may. */
  readonly routing: SlaRouting<Severity> | null;
  /** The host's own JSON, which travels along unread; null when not given. */
  readonly meta: JsonObject | null;
}

/** A checked SLA policy. */
export type SlaPolicy<
  Tier extends string = string,
  Severity extends string = string,
  Metric extends string = string,
  Calendar extends string = string,
> = Sealed<SlaPolicyData<Tier, Severity, Metric, Calendar>>;

/** A promise as a literal gives it. */
export interface SlaTargetInput<
  Tier extends string = string,
  Severity extends string = string,
  Metric extends string = string,
  Calendar extends string = string,
> {
  /** Of customers of which tier. */
  readonly tier?: Tier | null;
  /** For cases of which severity. */
  readonly severity?: Severity | null;
  /** What is promised about them. */
  readonly metric: Metric;
  /** Within how long, inclusive: ISO 8601 text of hours, minutes and seconds; above zero. */
  readonly within: Duration;
  /** The hours it is counted in. */
  readonly hours: SlaHours<Calendar>;
  /** What people call the promise. */
  readonly labels?: LabelsInput | null;
  /** The department that answers for it, where it is not that of the policy. */
  readonly responsibleDepartment?: string | null;
  /** The clause of the contract, where it is not that of the policy. */
  readonly contractTerm?: string | null;
}

/** A step of escalation as a literal gives it. */
export interface SlaEscalationInput<Metric extends string = string> {
  /** Names it within the policy. */
  readonly id: string;
  /** Of which metric. */
  readonly metric?: Metric | null;
  /** When. */
  readonly when: EscalationTrigger;
  /** How far up, from 1. */
  readonly level: number;
  /** The roles that are told. */
  readonly notify: readonly string[];
  /** The role that takes the case over. */
  readonly assign?: string | null;
}

/** Routing as a literal gives it. */
export interface SlaRoutingInput<Severity extends string = string> {
  /** The subjects that may be handled automatically. */
  readonly automaticSubjects: readonly string[];
  /** A person from this many earlier contacts about the same matter on. */
  readonly personFromRepeats?: number | null;
  /** The severities that call for a person; default none. */
  readonly personForSeverities?: readonly Severity[];
  /** The moods that call for a person; default none. */
  readonly personForSentiments?: readonly string[];
}

/** An SLA policy as a literal gives it: keys that may be null, or empty, can be left out. */
export interface SlaPolicyInput<
  Tier extends string = string,
  Severity extends string = string,
  Metric extends string = string,
  Calendar extends string = string,
  Custom extends string = string,
> {
  /** Names the policy. */
  readonly id: string;
  /** Its version, from 1. */
  readonly version: number;
  /** What people call it. */
  readonly labels?: LabelsInput | null;
  /** To whom it is promised; default `sla`, customers. */
  readonly kind?: SlaKindName;
  /** The moment from which it is in force, inclusive. */
  readonly effectiveFrom?: string | null;
  /** The moment at which it is no longer. */
  readonly effectiveTo?: string | null;
  /** The department that answers for the promises. */
  readonly responsibleDepartment?: string | null;
  /** The clause of the contract they are written in. */
  readonly contractTerm?: string | null;
  /** The tiers of customers, those that come first first. */
  readonly tiers?: readonly Tier[] | null;
  /** The severities of cases, the most serious first. */
  readonly severities?: readonly Severity[] | null;
  /** What a case must be for the policy to hold. */
  readonly conditions?: readonly SlaCondition[];
  /** The metrics of the house by name. */
  readonly metrics?: Readonly<Record<Custom, SlaMetricDefinition>>;
  /** The promises: at least one. */
  readonly targets: readonly SlaTargetInput<NoInfer<Tier>, NoInfer<Severity>, Metric, Calendar>[];
  /** What changes do to clocks that are running; default `keepElapsed`. */
  readonly onChange?: SlaOnChange;
  /** Who hears of a promise, and when. */
  readonly escalations?: readonly SlaEscalationInput<NoInfer<Metric>>[];
  /** What may be answered automatically. */
  readonly routing?: SlaRoutingInput<NoInfer<Severity>> | null;
  /** The host's own JSON. */
  readonly meta?: JsonObject | null;
}

/** What an evaluation needs besides the case and the policy. */
export interface SlaContext {
  /** The moment of judgement: events up to it, inclusive, are known. */
  readonly asOf: InstantInput;
  /** The calendars that the policy names, in any order; others may be among them. Default none. */
  readonly calendars?: readonly AnyCalendar[] | undefined;
  /** Other versions of the policy; which is in force when, their `effectiveFrom` and `effectiveTo` say. Default none. */
  readonly versions?: readonly SlaPolicy[] | undefined;
  /** `none` leaves the reasons out, which is faster. Default `full`. */
  readonly trace?: "full" | "none" | undefined;
}

/**
 * How a promise stands: `running` and still keepable; `paused`; `met`; `breached`, whether or not it has been answered since;
 * `cancelled` with its case; `noPromise` where nothing is promised; `notStarted` where something is, but nothing has started
 * its clock.
 */
export type SlaState = "running" | "paused" | "met" | "breached" | "cancelled" | "noPromise" | "notStarted";

/** Which target holds from a moment on. */
export interface TargetChoice {
  /** From when on. */
  readonly at: Instant;
  /** Its place: a JSON Pointer into the policy of that version; null when nothing is promised. */
  readonly target: string | null;
  /** The version of the policy; null when none was in force. */
  readonly version: number | null;
  /** How much time is promised; null when nothing is. */
  readonly targetMs: number | null;
}

/** A stretch of time for which a clock stood still: `[from, to)`. */
export interface PauseSpan {
  /** Where it began. */
  readonly from: Instant;
  /** Where it ended; null when it has not. */
  readonly to: Instant | null;
}

/** One run of a clock. All lengths are in the hours of the promise. */
export interface SlaCycle {
  /** How it stands, as of the moment of judgement. */
  readonly state: SlaState;
  /** When the clock was started; null when it has not been. */
  readonly startedAt: Instant | null;
  /** When it stopped; null as long as it has not. */
  readonly stoppedAt: Instant | null;
  /**
   * The last moment at which the promise is kept, or was; null without a promise, while the clock is paused, and when it
   * stopped for good before it could be said.
   */
  readonly dueAt: Instant | null;
  /** While it is paused, when it would be due if it went on at the moment of judgement; else null. */
  readonly dueIfResumedAt: Instant | null;
  /** How much time was promised; null without a promise. */
  readonly targetMs: number | null;
  /** How much of it has run; null without a promise. */
  readonly elapsedMs: number | null;
  /** `targetMs - elapsedMs`: how much is left, negative once it is overrun; null without a promise. */
  readonly remainingMs: number | null;
  /**
   * From when on the elapsed time exceeds the target: `dueAt`, or the next moment at which the clock goes on when that is a
   * closing moment or the start of a pause. Null as long as the promise is not broken.
   */
  readonly breachedAt: Instant | null;
  /** JSON Pointer to the target in the policy (of the version that `targetHistory` names last); null without a promise. */
  readonly target: string | null;
  /** For what time it stood still, joined; from its start to its stop. */
  readonly pauses: readonly PauseSpan[];
  /** The targets that have held for it, the first at its start. */
  readonly targetHistory: readonly TargetChoice[];
  /** Why a breach of it is excused; null when it is not. */
  readonly excusedBy: string | null;
}

/** How the clock of one metric stands: its last run, and those before it. */
export interface MetricStatus extends SlaCycle {
  /**
   * The first moment at which the state, or the promise, will be another if nothing happens; null when it will not. A
   * scheduler that looks again then misses nothing.
   */
  readonly nextChangeAt: Instant | null;
  /** The runs before this one, in their order. */
  readonly earlier: readonly SlaCycle[];
}

/** How the promises about a case stand. */
export interface SlaStatus<Metric extends string = string> {
  /** The `id` of the case. */
  readonly caseId: string;
  /** The moment of judgement. */
  readonly asOf: Instant;
  /** The policy that was applied. */
  readonly policy: PolicyReference;
  /** The severity of the case at the moment of judgement. */
  readonly severity: string;
  /** The tier of its customer at the moment of judgement; null when there is none. */
  readonly tier: string | null;
  /** Every metric that the policy promises anything about. */
  readonly metrics: Readonly<Record<Metric, MetricStatus>>;
  /** The first of the metrics' `nextChangeAt`; null when nothing will change by itself. */
  readonly nextChangeAt: Instant | null;
  /** Metric by metric: which target applies and which others matched, and how it stands; then what did not count. */
  readonly reasons: readonly SlaReason[];
}

/** Codes of the reasons of an SLA status. */
export type SlaReasonCode =
  /** The target that holds: the strictest of those that match. */
  | "target-applied"
  /** Another target that matches, and is less strict. */
  | "target-matched"
  /** No target matches. */
  | "no-promise"
  /** No version of the policy was in force. */
  | "policy-not-in-force"
  /** The policy does not hold for such cases. */
  | "condition-unmet"
  /** Whether the policy holds for the case is not known. */
  | "condition-unknown"
  /** Nothing has started the clock. */
  | "clock-not-started"
  /** The clock has stopped: the time it took, against the time promised. */
  | "clock-stopped"
  /** The clock runs: the time so far, against the time promised. */
  | "clock-running"
  /** The clock is paused: the time so far, against the time promised. */
  | "clock-paused"
  /** The clock was ended with the case: the time until then, against the time promised. */
  | "clock-cancelled"
  /** The case was on hold while the clock ran, which does not stand still for such holds: which. */
  | "hold-not-paused-for"
  /** The target has changed since the clock was started: when, and to what. */
  | "target-changed"
  /** A breach that was recorded stands, whatever is known since. */
  | "recorded-breach-stands"
  /** The breach is excused. */
  | "breach-excused"
  /** A recorded breach or excuse is about no clock that ever ran. */
  | "record-without-clock"
  /** Events dated before the opening of the case were left out: how many. */
  | "events-before-opening"
  /** Events of a kind that is not known moved no clock: how many. */
  | "unknown-event-kind"
  /** The case was opened again: the time to the first resolution stays. */
  | "reopened-not-counted"
  /** A person or a machine: what was looked at. */
  | RouteReasonCode
  /** Why a case comes where it does. */
  | QueueReasonCode;

/** Codes of the reasons for which a person is called for. */
export type RouteReasonCode =
  | "subject-automatic"
  | "repeats-call-for-person"
  | "severity-calls-for-person"
  | "sentiment-calls-for-person"
  | "automatic-answer-failed";

/** Codes of the reasons of a place in the queue. */
export type QueueReasonCode = "queue-tier" | "queue-severity" | "queue-remaining" | "queue-overdue";

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
export type SlaIssueCode =
  | "duplicate-target"
  | "target-not-positive"
  | "undefined-metric"
  | "unknown-tier"
  | "unknown-severity"
  | "duplicate-name"
  | "never-in-force";

/** Codes of what is worth knowing about an SLA policy that may be used. */
export type SlaFindingCode =
  | "severity-without-promise"
  | "resolution-before-response"
  | "unknown-calendar"
  | "target-unreachable"
  | "stricter-tier-looser-promise"
  | "next-response-before-first"
  | "target-after-escalation"
  | "escalation-at-once";

/** What is worth knowing about a policy, with cases that show it. */
export interface SlaFinding extends Issue<SlaFindingCode> {
  /** Cases that show it when they are evaluated: of two, how one stands against the other. */
  readonly examples: readonly Case[];
  /** The moment to judge them at. */
  readonly asOf: Instant;
}

/** All codes of this module. */
export type SlaCode =
  | SlaReasonCode
  | SlaIssueCode
  | SlaFindingCode
  | CaseNotOpenYet["code"]
  | ComplianceMismatch["code"]
  | LetterCode
  | ConflictingEvents["code"];

/** Somebody is to hear of a promise: an intent, which the host carries out. */
export interface EscalationIntent<Metric extends string = string> {
  /**
   * Names it for good: the case, the metric, the start of its clock, and the step. An intent that comes again has the same
   * id, so that doing it once is enough; one that comes no more is not to be done.
   */
  readonly id: string;
  /** When. */
  readonly at: Instant;
  /** Whether that moment has come. */
  readonly reached: boolean;
  /** The `id` of the case. */
  readonly caseId: string;
  /** Of which metric. */
  readonly metric: Metric;
  /** When its clock was started. */
  readonly startedAt: Instant;
  /** The `id` of the step. */
  readonly escalation: string;
  /** The place of the step: a JSON Pointer into the policy. */
  readonly rule: string;
  /** How far up. */
  readonly level: number;
  /** The roles that are told. */
  readonly notify: readonly string[];
  /** The role that takes the case over; null when it stays. */
  readonly assign: string | null;
}

/** A promise that was broken, for those who answer for it. */
export interface BreachRecord<Metric extends string = string> {
  /** Names it for good: the case, the metric, and the start of its clock. */
  readonly id: string;
  /** The `id` of the case. */
  readonly caseId: string;
  /** Whose case it is. */
  readonly customerId: string;
  /** Which promise. */
  readonly metric: Metric;
  /** When its clock was started. */
  readonly startedAt: Instant;
  /** The last moment at which it would have been kept; null when a record says only that it was not. */
  readonly dueAt: Instant | null;
  /** From when on it is broken. */
  readonly occurredAt: Instant;
  /** By how much time of its hours it was overrun, so far; zero when a record alone says that it was broken. */
  readonly overByMs: number;
  /** Whether it has been done since. */
  readonly settled: boolean;
  /** The policy. */
  readonly policy: string;
  /** Its version that the target is of; null when none was in force. */
  readonly version: number | null;
  /** JSON Pointer to the target in that version; null without one. */
  readonly target: string | null;
  /** The department that answers for it: of the target, of the policy, or of the case; null when none is named. */
  readonly department: string | null;
  /** The member of staff who has the case; null when nobody is named. */
  readonly owner: string | null;
  /** The clause of the contract; null when none is named. */
  readonly contractTerm: string | null;
  /** Why it is excused; null when it is not. */
  readonly excusedBy: string | null;
}

/** Who is to answer a case, and why. */
export interface RouteDecision {
  /** The `id` of the case. */
  readonly caseId: string;
  /** The policy that was applied. */
  readonly policy: PolicyReference;
  /** A person, or a machine. */
  readonly to: "person" | "automatic";
  /** All that was looked at. Of what calls for a person, `met` is that it does; a fact that is missing is `unknown`. */
  readonly reasons: readonly SlaReason[];
}

/** One step of what will happen to a case if nothing happens. */
export type SlaProspect<Metric extends string = string> =
  | {
      /** A promise will be broken: the first moment at which it is. */
      readonly kind: "breach";
      /** When. */
      readonly at: Instant;
      /** Which promise. */
      readonly metric: Metric;
    }
  | {
      /** Another version of the policy comes into force. */
      readonly kind: "version";
      /** When. */
      readonly at: Instant;
      /** Which one. */
      readonly version: number;
    }
  | {
      /** Somebody is to hear of it. */
      readonly kind: "escalation";
      /** When. */
      readonly at: Instant;
      /** Who, and of what. */
      readonly intent: EscalationIntent<Metric>;
    };

/** A case in a queue. */
export interface QueuedCase<Row> {
  /** The very row that was given. */
  readonly row: Row;
  /** Its place, from 1. */
  readonly place: number;
  /** The metric with the least time left; null when no clock with a promise runs. */
  readonly metric: string | null;
  /** How much is left of it, negative once it is overrun; null without one. */
  readonly remainingMs: number | null;
  /** What its place goes by: the tier, the severity, the time left. */
  readonly reasons: readonly SlaReason[];
}

/** Cases in the order in which they should be worked on. */
export interface CaseQueue<Row> {
  /** The moment of judgement. */
  readonly asOf: Instant;
  /** The policy that was applied. */
  readonly policy: PolicyReference;
  /** Those that are not done with, the first first. */
  readonly queue: readonly QueuedCase<Row>[];
  /** Those that could not be read; cases that are done with are none. */
  readonly findings: RowFindings;
}

/** By what a compliance report is broken down. */
export type ComplianceDimension = "metric" | "tier" | "severity" | "department" | "period";

/** How well promises were kept, of one part of the cases. */
export interface ComplianceRow {
  /** Which part: the value of each dimension asked for; null where a case has none. */
  readonly key: Readonly<Partial<Record<ComplianceDimension, string | null>>>;
  /** Clocks that were stopped in time. */
  readonly met: number;
  /** Clocks that ran beyond their target, stopped or not, excused ones apart. */
  readonly breached: number;
  /** Clocks that ran beyond their target, and are excused; not part of the rate. */
  readonly excused: number;
  /** Clocks that run, or are paused, and are not due; not part of the rate. */
  readonly running: number;
  /** Clocks that ended with their case; not part of the rate. */
  readonly cancelled: number;
  /** Clocks about which nothing is promised; not part of the rate. */
  readonly noPromise: number;
  /** `met / (met + breached)`; null when there is neither. */
  readonly rate: number | null;
  /** Wilson's interval of the rate; null without one. */
  readonly interval: {
    /** Its lower end. */
    readonly low: number;
    /** Its upper end. */
    readonly high: number;
  } | null;
  /** Percentiles of the time that finished clocks ran, in milliseconds, by percent; null when none finished. */
  readonly elapsedMs: Readonly<Record<string, number>> | null;
  /** Percentiles of the time by which targets were overrun, in milliseconds, by percent; null when none was. */
  readonly overrunMs: Readonly<Record<string, number>> | null;
}

/** How well promises were kept. */
export interface ComplianceReport {
  /** The moment the cases were judged at. */
  readonly asOf: Instant;
  /** The policy that was applied. */
  readonly policy: PolicyReference;
  /** By what it is broken down. */
  readonly by: readonly ComplianceDimension[];
  /** One row for each part that there is, in the order of their keys. */
  readonly rows: readonly ComplianceRow[];
  /** All of them together. */
  readonly total: ComplianceRow;
  /** Cases that could not be read. */
  readonly findings: RowFindings;
}

/** How a compliance report is made. */
export interface ComplianceOptions extends SlaContext {
  /** By what it is broken down; default by metric. */
  readonly by?: readonly ComplianceDimension[] | undefined;
  /** The zone whose months are the periods; needed for `period`. A clock belongs to the month in which it was started. */
  readonly timeZone?: string | undefined;
  /** The level of the intervals, between 0 and 1; default 0.95. */
  readonly level?: number | undefined;
  /** Which percentiles are told, in percent; default 50, 90, 95. */
  readonly percentiles?: readonly number[] | undefined;
}

/** Which lengths of time occurred, in ascending order, each once, and how often. */
export interface ComplianceTally {
  /** The lengths, in milliseconds. */
  readonly values: readonly number[];
  /** How often each occurred. */
  readonly times: readonly number[];
}

/** What is counted so far, as plain data; it can be stored, sent, and merged. */
export interface ComplianceState {
  /** Kind and version of the form. */
  readonly format: "sla-compliance/1";
  /** The moment the cases were judged at. */
  readonly asOf: Instant;
  /** The policy that was applied. */
  readonly policy: PolicyReference;
  /** By what it is broken down. */
  readonly by: readonly ComplianceDimension[];
  /** The zone of the periods; null without. */
  readonly timeZone: string | null;
  /** The parts. */
  readonly rows: readonly {
    /** Which part, by dimension, in the order of `by`. */
    readonly key: readonly (string | null)[];
    /** How many clocks are met, breached, excused, running, cancelled, without promise. */
    readonly counts: readonly number[];
    /** How long finished clocks ran. */
    readonly elapsedMs: ComplianceTally;
    /** By how much targets were overrun. */
    readonly overrunMs: ComplianceTally;
  }[];
  /** Cases that could not be read. */
  readonly findings: RowFindings;
}

/** Counts how well promises were kept, over batches of cases. */
export interface ComplianceAccumulator {
  /** Judges and counts some cases. */
  readonly add: (cases: Iterable<Case>) => void;
  /** Counts what another accumulator, of the same policy, moment and breakdown, has counted of other cases. */
  readonly merge: (state: ComplianceState) => Result<void, ComplianceMismatch>;
  /** What is counted so far. */
  readonly state: () => ComplianceState;
  /** The report. */
  readonly finish: () => ComplianceReport;
}

/** Two counts that are not of the same policy, moment and breakdown. */
export interface ComplianceMismatch {
  /** Always this. */
  readonly code: "compliance-mismatch";
  /** What differs. */
  readonly what: "format" | "asOf" | "policy" | "by" | "timeZone";
  /** What this one has. */
  readonly expected: string;
  /** What the other has. */
  readonly observed: string;
}

/** Codes of the sentences of letters. */
export type LetterCode =
  | "letter-breach-apology"
  | "letter-breach-answered"
  | "letter-breach-open"
  | "letter-breach-responsible"
  | "letter-breach-term"
  | "letter-delay-notice"
  | "letter-delay-expected";

/** One sentence of a letter: `explain` puts it into words, the host's own where it has them. */
export interface LetterLine {
  /** Stable name of the sentence. */
  readonly code: LetterCode;
  /** What it needs to know. */
  readonly params: MessageParams;
}

/** What the clock of one metric did, as a bar that may be drawn. */
export interface TimelineBar {
  /** Where it begins. */
  readonly from: Instant;
  /** Where it ends. */
  readonly to: Instant;
  /** Whether the clock ran within its target, stood still, or ran beyond its target. */
  readonly kind: "running" | "paused" | "overdue";
}

/** A moment of a clock worth a mark. */
export interface TimelineMark {
  /** When. */
  readonly at: Instant;
  /** What. */
  readonly kind: "started" | "due" | "breached" | "stopped" | "target-changed";
}

/** The clock of one metric over time. */
export interface TimelineLane {
  /** The metric. */
  readonly metric: string;
  /** Bars in their order, which touch within a run. */
  readonly bars: readonly TimelineBar[];
  /** Marks in their order. */
  readonly marks: readonly TimelineMark[];
}

/** One case over time, as data for a picture. */
export interface SlaTimeline {
  /** The `id` of the case. */
  readonly caseId: string;
  /** Where it begins: when the case was opened. */
  readonly from: Instant;
  /** Where it ends: the moment of judgement. */
  readonly to: Instant;
  /** What happened, in order. */
  readonly events: readonly {
    /** When. */
    readonly at: Instant;
    /** What. */
    readonly kind: string;
    /** Who did it. */
    readonly by: string;
  }[];
  /** One for each metric that anything is promised about. */
  readonly lanes: readonly TimelineLane[];
}
