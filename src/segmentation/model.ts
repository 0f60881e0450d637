import type {
  Expected,
  Instant,
  Issue,
  JsonObject,
  Labels,
  LabelsInput,
  Money,
  PolicyReference,
  Reason,
  Result,
  RowFindings,
  Sealed,
} from "../core/index.ts";

/** The three metrics of RFM. */
export type RfmMetric = "recency" | "frequency" | "monetary";

/**
 * How cuts are laid and values held against them. In every mode the score is 1 + the number of cuts that a value passes, equal
 * values have equal scores (but for `ntile`), and the model holds all that scoring needs.
 *
 * - `quantile`: cuts are type-7 quantiles; a value passes those it is better than.
 * - `midrank`, `minrank`, `maxrank`: the share of customers that a value is better than (ties counted half, not at all, whole)
 *   times the bins, in equal steps; `maxrank` is the cumulative distribution rounded up. Cuts are the values at which the
 *   score rises; a value passes those it reaches.
 * - `ntile`: groups of equal size, as SQL's NTILE: ties are split by identifier, since by anything else they would be split by
 *   chance.
 * - `fixed`: cuts are the policy's; a value passes those it reaches.
 * - `min-max`: cuts divide the range from the lowest value to the highest into equal steps; a value passes those it is
 *   better than.
 * - `nested`: as `quantile`, but the second metric is cut within each score of the first, the third within each combination of
 *   the first two, as SPSS does it. A combination in which nobody was fitted is cut as everybody is.
 * - `rfm-r`: as R's package rfm 0.3.0 does it: cuts are type-7 quantiles + 1, the score is 1 + the number of cuts at or
 *   below the value, recency reversed, and all metrics have the same number of scores. It presumes values in whole units.
 */
export type RfmMode =
  | "quantile"
  | "midrank"
  | "minrank"
  | "maxrank"
  | "ntile"
  | "fixed"
  | "min-max"
  | "nested"
  | "rfm-r";

/** How many scores each metric has, 2 to 10. Its keys name the metrics. */
export type RfmBins<Metric extends string = RfmMetric> = Readonly<Record<Metric, number>>;

/** Where the value of a metric is found, and which way it is better. */
export interface RfmSource {
  /**
   * A number of the row: `recencyDays`, `tenureDays`, `orders`, `purchaseDays` or `monetary`; any other name is looked up in
   * its `metrics`.
   */
  readonly from: string;
  /** Whether a higher or a lower value is the better one. */
  readonly better: "higher" | "lower";
}

/** How customers are scored, as a literal gives it. */
export interface RfmPolicyInput<Metric extends string = RfmMetric> {
  /** Names the policy. */
  readonly id: string;
  /** Its version, from 1. */
  readonly version: number;
  /** How cuts are laid. */
  readonly mode: RfmMode;
  /** Two to four metrics by name, and how many scores each has. */
  readonly bins: RfmBins<Metric>;
  /** Where metrics are found. `recency`, `frequency` and `monetary` are known; others have to be said. */
  readonly metrics?: Readonly<Partial<Record<NoInfer<Metric>, RfmSource | null>>> | null;
  /** Cuts that are not fitted: `bins - 1` ascending values a metric. Mode `fixed` needs them all; `quantile` and `rfm-r` take some. */
  readonly cuts?: Readonly<Partial<Record<NoInfer<Metric>, readonly number[] | null>>> | null;
  /** What each score weighs in the weighted mean of the scores; null when there is none. */
  readonly weights?: Readonly<Record<NoInfer<Metric>, number>> | null;
  /** In mode `nested`: all metrics, the first one first. Null is recency, frequency, monetary. */
  readonly nesting?: readonly NoInfer<Metric>[] | null;
  /** What counts as `frequency`: every order, or distinct days with one. Null where there is no such metric. */
  readonly frequency?: "orders" | "purchaseDays" | null;
  /** ISO 4217 code of the monetary values. Null where there are none. */
  readonly currency?: string | null;
  /** The host's own notes. */
  readonly meta?: JsonObject | null;
}

/** How customers are scored. */
export interface RfmPolicyData<Metric extends string = RfmMetric> extends RfmPolicyInput<Metric> {
  /** Where metrics are found; null when it goes without saying. */
  readonly metrics: Readonly<Partial<Record<NoInfer<Metric>, RfmSource | null>>> | null;
  /** Cuts that are not fitted; null when there are none. */
  readonly cuts: Readonly<Partial<Record<NoInfer<Metric>, readonly number[] | null>>> | null;
  /** What each score weighs; null when there is no weighted mean. */
  readonly weights: Readonly<Record<NoInfer<Metric>, number>> | null;
  /** The order of nesting; null for the usual one. */
  readonly nesting: readonly NoInfer<Metric>[] | null;
  /** What counts as `frequency`; null where there is no such metric. */
  readonly frequency: "orders" | "purchaseDays" | null;
  /** ISO 4217 code of the monetary values; null where there are none. */
  readonly currency: string | null;
  /** The host's own notes; null when none. */
  readonly meta: JsonObject | null;
}

/** A checked {@link RfmPolicyData}. */
export type RfmPolicy<Metric extends string = RfmMetric> = Sealed<RfmPolicyData<Metric>>;

/** What is scored of a customer: a `CustomerSummary` of `clientele/history` fits. */
export interface RfmSubject {
  /** Whose. */
  readonly customerId: string;
  /** The moment up to which they were summarised. */
  readonly asOf: Instant;
  /** Days since the last order; null when there was none. */
  readonly recencyDays: number | null;
  /** Days since the first order; null when there was none. Read only where a metric is found in it. */
  readonly tenureDays?: number | null | undefined;
  /** Orders. */
  readonly orders: number;
  /** Distinct days with an order. */
  readonly purchaseDays: number;
  /** What they spent. */
  readonly monetary: Money;
  /** Other numbers by name, such as engagement. Read only where a metric is found in them. */
  readonly metrics?: Readonly<Record<string, number | null>> | null | undefined;
}

/** One metric of a fitted model. */
export interface RfmDimension {
  /** How many scores there are. */
  readonly bins: number;
  /**
   * The cuts, ascending: days, orders (or days with one), major units of the currency. There are `bins - 1` of them, or fewer
   * in the rank modes, where scores that nobody can have have no cut.
   */
  readonly cuts: readonly number[];
  /** How many of the fitted customers have score 1, 2, ... */
  readonly counts: readonly number[];
  /** Where the value is found; missing where it goes without saying. */
  readonly from?: string;
  /** Which way it is better; missing where it goes without saying. */
  readonly better?: "higher" | "lower";
  /** In mode `ntile`: for each cut the identifier from which on a value equal to it passes it. */
  readonly ids?: readonly string[];
  /**
   * In mode `nested`: the cuts within each combination of the scores of earlier metrics, the last of those metrics running
   * fastest; null where nobody was fitted, which is cut as `cuts` say.
   */
  readonly within?: readonly (readonly number[] | null)[];
}

/** What scoring needs to know of a population: fitted once, scored anywhere. Plain JSON. */
export interface RfmModel<Metric extends string = RfmMetric> {
  /** Kind and version. */
  readonly format: "rfm-model/1";
  /** The policy by which it was fitted. */
  readonly policy: PolicyReference;
  /** The moment up to which the fitted customers were summarised; missing when that is not known. */
  readonly asOf?: Instant;
  /** How values are held against the cuts. */
  readonly mode: RfmMode;
  /** What counts as frequency; null where there is no such metric. */
  readonly frequency: "orders" | "purchaseDays" | null;
  /** ISO 4217 code of the monetary values; null where there are none. */
  readonly currency: string | null;
  /** How many customers it was fitted on. */
  readonly customers: number;
  /** What each score weighs; missing when there is no weighted mean. */
  readonly weights?: Readonly<Record<Metric, number>>;
  /** In mode `nested`: all metrics, the first one first. */
  readonly nesting?: readonly string[];
  /** Cuts and counts by metric. */
  readonly dimensions: Readonly<Record<Metric, RfmDimension>>;
}

/** The answer of `fitRfm`. */
export interface RfmFit<Metric extends string = RfmMetric> {
  /** The model. */
  readonly model: RfmModel<Metric>;
  /** Metrics that tell nobody apart (`degenerate-metric`). */
  readonly findings: readonly Issue[];
  /** Customers that could not be used: without a purchase, or with values that cannot be read. */
  readonly rows: RowFindings;
}

/** Why no model was fitted. */
export type RfmFitRefusal =
  | {
      /** Nobody could be used. */
      readonly code: "no-customers";
    }
  | {
      /** Customers were summarised up to different moments, so that their recency cannot be compared. */
      readonly code: "mixed-as-of";
      /** The earliest of the moments. */
      readonly earliest: Instant;
      /** The latest of the moments. */
      readonly latest: Instant;
    };

/** A score for each metric; in each, higher is better. */
export type RfmScore<Metric extends string = RfmMetric> = RfmScoreBase<Metric> &
  Readonly<Record<NoInfer<Metric>, number>>;

/** What a score holds beside the scores themselves, which stand under the metrics' names: 1 to `bins`. */
export interface RfmScoreBase<Metric extends string = RfmMetric> {
  /** Whose. */
  readonly customerId: string;
  /** The moment up to which they were summarised. */
  readonly asOf: Instant;
  /** How many scores each metric has. */
  readonly bins: RfmBins<Metric>;
  /** The weighted mean of the scores; missing when the policy has no weights. */
  readonly weighted?: number;
  /** The policy by which the model was fitted. */
  readonly policy: PolicyReference;
}

/** One row of a population, and what became of it. */
export interface RfmRow<Row, Metric extends string = RfmMetric> {
  /** The row as it came in. */
  readonly row: Row;
  /** Its scores, or why there are none. */
  readonly result: Result<RfmScore<Metric>, RfmRefusal>;
}

/** A population as columns: for each metric its values, in the units of the model's cuts. */
export interface RfmColumns<Metric extends string = RfmMetric> {
  /** The values by metric: finite, of equal length. Whoever has none has NaN. */
  readonly values: Readonly<Record<Metric, ArrayLike<number>>>;
  /** Identifiers; needed in mode `ntile` only. */
  readonly customerIds?: ArrayLike<string> | null;
}

/** The scores of a population as columns. */
export interface RfmScoreColumns<Metric extends string = RfmMetric> {
  /** Scores by metric, in the order of the rows; 0 in all of them for a row that cannot be scored. */
  readonly scores: Readonly<Record<Metric, Uint8Array>>;
  /** How many scores each metric has. */
  readonly bins: RfmBins<Metric>;
  /** How many rows could not be scored. */
  readonly unscored: number;
}

/** The segments of a population as columns. */
export interface SegmentColumns<Segment extends string = string> {
  /** The segments of the table, each once, in its order. */
  readonly segments: readonly Segment[];
  /** For each row the place of its segment in `segments`; -1 where the scores belong to none, or there are none. */
  readonly codes: Int16Array;
  /** How many rows each segment has. */
  readonly counts: readonly number[];
  /** How many rows with scores belong to no segment. */
  readonly uncovered: number;
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
      readonly code: "unscored-metric";
      /** Whose. */
      readonly customerId: string;
      /** The metric without a value. */
      readonly metric: string;
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
        | "instant"
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

/** Why a stored model was not restored. */
export interface RfmModelRefusal {
  /** Why. */
  readonly code: "invalid-model";
  /** JSON Pointer into the model. */
  readonly path: string;
  /** What was expected there. */
  readonly expected: Expected;
}

/** An inclusive range of scores. */
export interface ScoreRange {
  /** The lowest score that belongs to it. */
  readonly from: number;
  /** The highest score that belongs to it. */
  readonly to: number;
}

/** One box of a segment table, as a literal gives it: ranges by metric. A metric left out or null may have any score. */
export type SegmentBoxInput<
  Segment extends string = string,
  Metric extends string = RfmMetric,
> = SegmentNameInput<Segment> & Readonly<Partial<Record<Metric, ScoreRange | null>>>;

/** The name of a box, as a literal gives it. */
export interface SegmentNameInput<Segment extends string = string> {
  /** The segment that customers in this box belong to. Several boxes may share one. */
  readonly segment: Segment;
  /** Its name for people. */
  readonly labels?: LabelsInput | null;
}

/** One box of a segment table: ranges by metric, null for any score. */
export type SegmentBox<Segment extends string = string, Metric extends string = RfmMetric> = SegmentName<Segment> &
  Readonly<Record<Metric, ScoreRange | null>>;

/** The name of a box. */
export interface SegmentName<Segment extends string = string> {
  /** The segment that customers in this box belong to. */
  readonly segment: Segment;
  /** Its name for people; null when it has none. */
  readonly labels: Labels | null;
}

/** Names for combinations of scores, as a literal gives them. */
export interface SegmentTableInput<Segment extends string = string, Metric extends string = RfmMetric> {
  /** Names the table. */
  readonly id: string;
  /** Its version, from 1. */
  readonly version: number;
  /** The metrics it is made for, and their numbers of scores. */
  readonly bins: RfmBins<Metric>;
  /** In order: the first box that holds a score names it. */
  readonly boxes: readonly SegmentBoxInput<Segment, NoInfer<Metric>>[];
  /** The host's own notes. */
  readonly meta?: JsonObject | null;
}

/** Names for combinations of scores. */
export interface SegmentTableData<Segment extends string = string, Metric extends string = RfmMetric> {
  /** Names the table. */
  readonly id: string;
  /** Its version, from 1. */
  readonly version: number;
  /** The metrics it is made for, and their numbers of scores. */
  readonly bins: RfmBins<Metric>;
  /** In order: the first box that holds a score names it. */
  readonly boxes: readonly SegmentBox<Segment, NoInfer<Metric>>[];
  /** The host's own notes; null when none. */
  readonly meta: JsonObject | null;
}

/** {@link SegmentTableData} over whatever metrics: the ranges of a box stand under their names. */
export interface AnySegmentTable {
  /** Names the table. */
  readonly id: string;
  /** Its version, from 1. */
  readonly version: number;
  /** The metrics it is made for, and their numbers of scores. */
  readonly bins: RfmBins<string>;
  /** In order: the first box that holds a score names it. */
  readonly boxes: readonly SegmentName[];
  /** The host's own notes; null when none. */
  readonly meta: JsonObject | null;
}

/** A checked {@link SegmentTableData}. */
export type SegmentTable<Segment extends string = string, Metric extends string = RfmMetric> = Sealed<
  SegmentTableData<Segment, Metric>
>;

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
      /** The scores by metric. */
      readonly scores: Readonly<Record<string, number>>;
      /** The same in one text, in the order of the metrics, such as `2-5-1`. */
      readonly observed: string;
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
