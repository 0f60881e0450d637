import type { Day, Instant, InstantInput, Money, PolicyReference, Rounding, RowFindings } from "../core/index.ts";
import type { Activity, Case, Contract, Interaction, Order, SurveyAnswer } from "../customer/index.ts";
import type { CustomerHistory } from "../history/index.ts";
import type { MeasuredValue, MetricAnchor } from "./metricModel.ts";

/** One name, or any of several. */
export type OneOrMore = string | readonly string[];

/** What orders came to. Asks for a window. */
export interface OrderMeasure {
  /**
   * `net`: what they cost, less what was given back in the window. `gross`: what they cost. `count`: how many of zero or more.
   * `purchaseDays`: distinct days with one. `mean`: `gross / count`. `largestDay`: what the best purchase day came to.
   */
  readonly orders: "net" | "gross" | "count" | "purchaseDays" | "mean" | "largestDay";
  /** Of `mean`: how it is rounded to the decimals of the currency; null for the others. */
  readonly rounding?: Rounding | null;
}

/** What was given back: refunds, and cancellation rows. Asks for a window, and counts by the day of payment. */
export interface RefundMeasure {
  /** `amount`: how much. `count`: how often. `share`: `amount` as a part of what orders cost in the same window. */
  readonly refunds: "amount" | "count" | "share";
}

/** What the customer did. Asks for a window. */
export interface ActivityMeasure {
  /** `count`: how often. `days`: distinct days on which it happened. */
  readonly activity: "count" | "days";
  /** Which activity; left out or null for any. */
  readonly where?: {
    /** Kind, such as `login`. */
    readonly kind?: OneOrMore | null;
    /** What it was done to. */
    readonly subject?: OneOrMore | null;
  } | null;
}

/** Contacts between company and customer. Asks for a window. */
export interface InteractionMeasure {
  /** `count`: how many. `days`: distinct days with one. */
  readonly interactions: "count" | "days";
  /** Which contacts; left out or null for any. */
  readonly where?: {
    /** Such as `telephone`. */
    readonly channel?: OneOrMore | null;
    /** Who began. */
    readonly direction?: "inbound" | "outbound" | null;
    /** What it was about. */
    readonly subject?: OneOrMore | null;
  } | null;
}

/** Complaints, questions and requests. A case that turned out never to have been one (`cancelled`) does not count. */
export interface CaseMeasure {
  /**
   * `opened`: how many were opened in the window. `repeatedShare`: the part of these with which the customer had come before,
   * among those where that is known. `open`: how many are open at the moment of judgement; has no window.
   */
  readonly cases: "opened" | "open" | "repeatedShare";
  /** Which cases; left out or null for any. */
  readonly where?: {
    /** How serious it is at the moment of judgement. */
    readonly severity?: OneOrMore | null;
    /** What it is about. */
    readonly subject?: OneOrMore | null;
    /** How it came in. */
    readonly channel?: OneOrMore | null;
  } | null;
}

/** Answers to surveys; who was asked and did not answer does not count. Asks for a window. */
export interface AnswerMeasure {
  /**
   * `count`: how many. `mean`: of answers on one scale. `shareAtOrAbove`, `shareAtOrBelow`: the part that reached `level`, or did
   * not exceed it. `nps`: the percentage of 9 and 10 less that of 0 to 6, -100 to 100, on the scale of 0 to 10.
   */
  readonly answers: "count" | "mean" | "shareAtOrAbove" | "shareAtOrBelow" | "nps";
  /** Of the shares: the level, on the scale of the answers; null for the others. */
  readonly level?: number | null;
  /** Which answers; left out or null for any. */
  readonly where?: {
    /** Which survey. */
    readonly survey?: OneOrMore | null;
    /** Which question. */
    readonly question?: OneOrMore | null;
  } | null;
}

/** Agreements on the day of the moment of judgement, first and last day included. Has no window. */
export interface ContractMeasure {
  /**
   * `active`: how many hold. `value`: what these are worth over their terms. `endsInDays`: days until the first of them that has
   * an end sees its last day; 0 on that day.
   */
  readonly contracts: "active" | "value" | "endsInDays";
}

/** How long the relationship lasts: days from the day of an anchor to the day of the moment of judgement. Has no window. */
export interface TenureMeasure {
  /** Since when. The first purchase is found among the orders where the caller does not give it. */
  readonly tenure: MetricAnchor;
}

/** How long nothing happened: days from the day of the last such fact to the day of the moment of judgement. Has no window. */
export interface InactivityMeasure {
  /** What did not happen. */
  readonly inactivity: "orders" | "activity" | "interactions";
  /** Of activity and interactions: which; left out or null for any. */
  readonly where?: {
    /** Of activity: its kind. */
    readonly kind?: OneOrMore | null;
    /** Of interactions: their channel. */
    readonly channel?: OneOrMore | null;
    /** Of interactions: who began. */
    readonly direction?: "inbound" | "outbound" | null;
    /** What it was done to, or about. */
    readonly subject?: OneOrMore | null;
  } | null;
}

/** One metric as a part of another: `share / of`. Not known where `of` is not above zero. */
export interface ShareMeasure<Metric extends string = string> {
  /** The part: another metric that is measured from facts. */
  readonly share: Metric;
  /** The whole: another metric of the same kind. */
  readonly of: Metric;
}

/**
 * One metric against the customer's own earlier period: the same window one period back. For a rolling window that is the
 * metric as measured where the window begins; for calendar and anniversary windows it is one period further back.
 */
export interface ChangeMeasure<Metric extends string = string> {
  /** The metric: measured over a window, or the share of two that are. */
  readonly change: Metric;
  /** `difference`: now less earlier. `ratio`: now / earlier, so that 1 is unchanged; not known where earlier is not above zero. */
  readonly as: "difference" | "ratio";
}

/** What of a customer's facts a metric measures. */
export type Measure<Metric extends string = string> =
  | OrderMeasure
  | RefundMeasure
  | ActivityMeasure
  | InteractionMeasure
  | CaseMeasure
  | AnswerMeasure
  | ContractMeasure
  | TenureMeasure
  | InactivityMeasure
  | ShareMeasure<Metric>
  | ChangeMeasure<Metric>;

/** The moments of the customer's own, or the days, from their first moment; null or missing where there is none. */
export type CustomerAnchors = Readonly<Partial<Record<MetricAnchor, InstantInput | Day | null | undefined>>>;

/** The families that facts come in. */
export type FactFamily = "orders" | "activity" | "interactions" | "cases" | "answers" | "contracts";

/**
 * What is known of one customer. A family that is missing or null is not known, which makes its metrics unknown; an empty one
 * is known to hold nothing.
 */
export interface CustomerFacts {
  /** Whose; every fact must be theirs. */
  readonly customerId: string;
  /**
   * Their orders; or their days as `clientele/history` keeps them, in the metrics' zone and currency. Orders are counted to the
   * millisecond. A day counts as a whole, with its last fact, wherever a window cuts it.
   */
  readonly orders?: CustomerHistory | Iterable<Order> | null | undefined;
  /** What they did. */
  readonly activity?: Iterable<Activity> | null | undefined;
  /** Contacts with them. */
  readonly interactions?: Iterable<Interaction> | null | undefined;
  /** Their complaints, questions and requests. */
  readonly cases?: Iterable<Case> | null | undefined;
  /** Their answers to surveys. */
  readonly answers?: Iterable<SurveyAnswer> | null | undefined;
  /** Agreements with them. */
  readonly contracts?: Iterable<Contract> | null | undefined;
}

/** Codes of why a value is not known. */
export type UnknownCode =
  | "brought-by-host"
  | "facts-not-given"
  | "facts-unsound"
  | "day-cut"
  | "nothing-to-measure"
  | "anchor-missing"
  | "no-period-yet"
  | "scales-differ"
  | "scale-not-nps"
  | "contract-without-value"
  | "part-unknown"
  | "part-too-small"
  | "part-too-old"
  | "earlier-unknown"
  | "base-not-positive";

/** Why a value is not known. */
export interface UnknownBecause {
  /** Stable name. */
  readonly code: UnknownCode;
  /** What the sentence needs to know. */
  readonly params: Readonly<Record<string, string | number>>;
}

/** One metric of one customer. */
export interface MeasuredMetric extends MeasuredValue {
  /** The value: an amount for metrics of money, a number for the others; null when it is not known. */
  readonly value: Money | number | null;
  /** How many facts it rests on. */
  readonly n: number;
  /** When the newest of them happened; null when there is none. */
  readonly freshAt: Instant | null;
  /** Why the value is not known; null when it is. */
  readonly unknownBecause: UnknownBecause | null;
}

/** The answer of `measure`. */
export interface Measurement<Metric extends string = string> {
  /** Whose. */
  readonly customerId: string;
  /** The moment of judgement. */
  readonly asOf: Instant;
  /** The policy that defines the metrics. */
  readonly policy: PolicyReference;
  /** Every metric by id; what a tier decision takes as its `metrics`. */
  readonly metrics: Readonly<Record<Metric, MeasuredMetric>>;
  /** How many of the facts that were looked at happened after `asOf`, and so are not known yet. */
  readonly afterAsOf: number;
  /**
   * Facts that could not be used, and what is worth knowing of them: `index` is the place in its family (null for a moment of
   * the customer's own), `path` a JSON Pointer into the facts, such as `/orders/3/amount/currency`. A fact that cannot be used makes every
   * metric of its family unknown; the same fact twice counts once and is told.
   */
  readonly findings: RowFindings;
}
