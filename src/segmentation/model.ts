import type {
  Instant,
  Issue,
  JsonObject,
  Labels,
  LabelsInput,
  Money,
  PolicyReference,
  Reason,
  RowFindings,
  Sealed,
} from "../core/index.ts";

/** The three metrics of RFM. */
export type RfmMetric = "recency" | "frequency" | "monetary";

/**
 * How cuts are laid and values held against them.
 *
 * - `quantile`: cuts are type-7 quantiles; the score is 1 + the number of cuts that the value is better than. Equal values
 *   have equal scores.
 * - `rfm-r`: as R's package rfm 0.3.0 does it: cuts are type-7 quantiles + 1, the score is 1 + the number of cuts at or
 *   below the value, recency reversed. It presumes values in whole units.
 */
export type RfmMode = "quantile" | "rfm-r";

/** How many scores each metric has, 2 to 10. */
export interface RfmBins {
  /** Scores of recency. */
  readonly recency: number;
  /** Scores of frequency. */
  readonly frequency: number;
  /** Scores of monetary value. */
  readonly monetary: number;
}

/** How customers are scored, as a literal gives it. */
export interface RfmPolicyInput {
  /** Names the policy. */
  readonly id: string;
  /** Its version, from 1. */
  readonly version: number;
  /** How cuts are laid. */
  readonly mode: RfmMode;
  /** How many scores each metric has. */
  readonly bins: RfmBins;
  /** What counts as frequency: every order, or distinct days with one. */
  readonly frequency: "orders" | "purchaseDays";
  /** ISO 4217 code of the monetary values. */
  readonly currency: string;
  /** The host's own notes. */
  readonly meta?: JsonObject | null;
}

/** How customers are scored. */
export interface RfmPolicyData extends RfmPolicyInput {
  /** The host's own notes; null when none. */
  readonly meta: JsonObject | null;
}

/** A checked {@link RfmPolicyData}. */
export type RfmPolicy = Sealed<RfmPolicyData>;

/** What is scored of a customer: a `CustomerSummary` of `clientele/history` fits. */
export interface RfmSubject {
  /** Whose. */
  readonly customerId: string;
  /** The moment up to which they were summarised. */
  readonly asOf: Instant;
  /** Days since the last order; null when there was none. */
  readonly recencyDays: number | null;
  /** Orders. */
  readonly orders: number;
  /** Distinct days with an order. */
  readonly purchaseDays: number;
  /** What they spent. */
  readonly monetary: Money;
}

/** One metric of a fitted model. */
export interface RfmDimension {
  /** How many scores there are. */
  readonly bins: number;
  /** The `bins - 1` cuts, ascending: days, orders (or days with one), major units of the currency. */
  readonly cuts: readonly number[];
  /** How many of the fitted customers have score 1, 2, ... */
  readonly counts: readonly number[];
}

/** What scoring needs to know of a population: fitted once, scored anywhere. Plain JSON. */
export interface RfmModel {
  /** Kind and version. */
  readonly format: "rfm-model/1";
  /** The policy by which it was fitted. */
  readonly policy: PolicyReference;
  /** How values are held against the cuts. */
  readonly mode: RfmMode;
  /** What counts as frequency. */
  readonly frequency: "orders" | "purchaseDays";
  /** ISO 4217 code of the monetary values. */
  readonly currency: string;
  /** How many customers it was fitted on. */
  readonly customers: number;
  /** Cuts and counts by metric. */
  readonly dimensions: Readonly<Record<RfmMetric, RfmDimension>>;
}

/** The answer of `fitRfm`. */
export interface RfmFit {
  /** The model. */
  readonly model: RfmModel;
  /** Metrics that tell nobody apart (`degenerate-metric`). */
  readonly findings: readonly Issue[];
  /** Customers that could not be used: without a purchase, or with values that cannot be read. */
  readonly rows: RowFindings;
}

/** Three scores; in each, higher is better. */
export interface RfmScore {
  /** Whose. */
  readonly customerId: string;
  /** The moment up to which they were summarised. */
  readonly asOf: Instant;
  /** 1 to `bins.recency`; the highest bought most recently. */
  readonly recency: number;
  /** 1 to `bins.frequency`. */
  readonly frequency: number;
  /** 1 to `bins.monetary`. */
  readonly monetary: number;
  /** How many scores each metric has. */
  readonly bins: RfmBins;
  /** The policy by which the model was fitted. */
  readonly policy: PolicyReference;
}

/** Why a customer could not be scored. */
export type RfmRefusal =
  | {
      /** Why. */
      readonly code: "no-purchase";
      /** Whose. */
      readonly customerId: string;
    }
  | {
      /** Why. */
      readonly code: "invalid-fact";
      /** JSON Pointer into the subject. */
      readonly path: string;
      /** What was expected. */
      readonly expected:
        | "non-negative-integer"
        | "finite-number"
        | "money"
        | "decimal"
        | "currency"
        | "text"
        | "object"
        | "plain-data";
      /** What came. */
      readonly observed: string;
    }
  | {
      /** Why. */
      readonly code: "currency-mismatch";
      /** What was expected there. */
      readonly expected: string;
      /** What came. */
      readonly observed: string;
    };

/** An inclusive range of scores. */
export interface ScoreRange {
  /** The lowest score that belongs to it. */
  readonly from: number;
  /** The highest score that belongs to it. */
  readonly to: number;
}

/** One box of a segment table, as a literal gives it. A metric left out or null may have any score. */
export interface SegmentBoxInput<Segment extends string = string> {
  /** The segment that customers in this box belong to. Several boxes may share one. */
  readonly segment: Segment;
  /** Its name for people. */
  readonly labels?: LabelsInput | null;
  /** Scores of recency. */
  readonly recency?: ScoreRange | null;
  /** Scores of frequency. */
  readonly frequency?: ScoreRange | null;
  /** Scores of monetary value. */
  readonly monetary?: ScoreRange | null;
}

/** One box of a segment table. */
export interface SegmentBox<Segment extends string = string> {
  /** The segment that customers in this box belong to. */
  readonly segment: Segment;
  /** Its name for people; null when it has none. */
  readonly labels: Labels | null;
  /** Scores of recency; null for any. */
  readonly recency: ScoreRange | null;
  /** Scores of frequency; null for any. */
  readonly frequency: ScoreRange | null;
  /** Scores of monetary value; null for any. */
  readonly monetary: ScoreRange | null;
}

/** Names for combinations of scores, as a literal gives them. */
export interface SegmentTableInput<Segment extends string = string> {
  /** Names the table. */
  readonly id: string;
  /** Its version, from 1. */
  readonly version: number;
  /** The numbers of scores it is made for. */
  readonly bins: RfmBins;
  /** In order: the first box that holds a score names it. */
  readonly boxes: readonly SegmentBoxInput<Segment>[];
  /** The host's own notes. */
  readonly meta?: JsonObject | null;
}

/** Names for combinations of scores. */
export interface SegmentTableData<Segment extends string = string> {
  /** Names the table. */
  readonly id: string;
  /** Its version, from 1. */
  readonly version: number;
  /** The numbers of scores it is made for. */
  readonly bins: RfmBins;
  /** In order: the first box that holds a score names it. */
  readonly boxes: readonly SegmentBox<Segment>[];
  /** The host's own notes; null when none. */
  readonly meta: JsonObject | null;
}

/** A checked {@link SegmentTableData}. */
export type SegmentTable<Segment extends string = string> = Sealed<SegmentTableData<Segment>>;

/** The answer of `segmentOf`. */
export interface SegmentDecision<Segment extends string = string> {
  /** Whose. */
  readonly customerId: string;
  /** The moment up to which they were summarised. */
  readonly asOf: Instant;
  /** The segment. */
  readonly segment: Segment;
  /** Its name for people; null when it has none. */
  readonly labels: Labels | null;
  /** The table by which it was named. */
  readonly policy: PolicyReference;
  /** Why: the ranges of the box that holds the scores. */
  readonly reasons: readonly Reason<"score-in-range">[];
}

/** Why a score has no segment. */
export type SegmentRefusal =
  | {
      /** Why. */
      readonly code: "uncovered-score";
      /** The `id` of the table. */
      readonly table: string;
      /** The score of recency. */
      readonly recency: number;
      /** The score of frequency. */
      readonly frequency: number;
      /** The score of monetary value. */
      readonly monetary: number;
    }
  | {
      /** Why. */
      readonly code: "bins-mismatch";
      /** The `id` of the table. */
      readonly table: string;
      /** The numbers of scores of the table. */
      readonly expected: string;
      /** The numbers of scores of the model. */
      readonly observed: string;
    };
