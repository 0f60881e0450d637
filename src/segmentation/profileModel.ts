import type { Instant, InstantInput, Money, RowFindings } from "../core/index.ts";

/** A customer with their segment. A decision that names a segment fits. */
export interface SegmentPlacement<Segment extends string = string> {
  /** Whose. */
  readonly customerId: string;
  /** Where they belong. */
  readonly segment: Segment;
}

/** A customer with their segment and what is known of them. */
export interface ProfileSubject<Segment extends string = string> extends SegmentPlacement<Segment> {
  /** What they are worth: money where a currency is named in the options, else a number; nothing when not known. */
  readonly value?: Money | number | null | undefined;
  /** Numbers to take medians of, by name; nothing when not known. */
  readonly metrics?: Readonly<Record<string, number | null | undefined>> | null | undefined;
  /** Words to count, by name, such as `{ industry: "machinery" }`; nothing when not known. */
  readonly traits?: Readonly<Record<string, string | null | undefined>> | null | undefined;
}

/** A share with the interval that it is compatible with. */
export interface ShareInterval {
  /** The share. */
  readonly share: number;
  /** The lower end. */
  readonly low: number;
  /** The upper end. */
  readonly high: number;
}

/** The median of one metric in a segment, held against that of everyone. */
export interface MetricProfile {
  /** Name of the metric. */
  readonly metric: string;
  /** How many customers of the segment have a value. */
  readonly known: number;
  /** How many have none. */
  readonly missing: number;
  /** Their median; null when nobody has a value. */
  readonly median: number | null;
  /** The interval of the median between two order statistics; null for too few customers to have one. */
  readonly interval: {
    /** The lower end. */
    readonly low: number;
    /** The upper end. */
    readonly high: number;
    /** The confidence it has: at least the one asked for. */
    readonly coverage: number;
  } | null;
  /** The median of everyone; null when nobody has a value. */
  readonly everyone: number | null;
  /** Whether the interval lies above or below everyone's median; `unclear` when it holds it, or there is none. */
  readonly standing: "above" | "below" | "unclear";
}

/** How often one word stands for a trait in a segment, held against everyone. */
export interface TraitProfile extends ShareInterval {
  /** Name of the trait. */
  readonly trait: string;
  /** The word. */
  readonly level: string;
  /** How many customers of the segment have it. */
  readonly customers: number;
  /** How many of the segment have any word for the trait: what the share is of. */
  readonly known: number;
  /** The share among everyone who has any. */
  readonly everyone: number;
  /** The share over that of everyone: 1 when the same, 2 when twice as frequent. */
  readonly index: number;
  /** Whether the interval lies above or below everyone's share; `unclear` when it holds it. */
  readonly representation: "over" | "under" | "unclear";
}

/** One segment, held against everyone. */
export interface SegmentProfile<Segment extends string = string> {
  /** Which. */
  readonly segment: Segment;
  /** How many customers. */
  readonly customers: number;
  /** Their part of everyone. */
  readonly size: ShareInterval;
  /** What they are worth together, as far as known; major units of money. */
  readonly value: number;
  /** Their part of what everyone is worth; null unless that is above zero. */
  readonly valueShare: number | null;
  /** How many of them have a known value. */
  readonly valued: number;
  /** Medians by metric. */
  readonly metrics: readonly MetricProfile[];
  /** Shares by trait and word; every word that anyone has is there. */
  readonly traits: readonly TraitProfile[];
}

/** The answer of `profileSegments`. */
export interface SegmentProfiles<Segment extends string = string> {
  /** How many customers there are. */
  readonly customers: number;
  /** What they are worth together, as far as known. */
  readonly value: number;
  /** The confidence of the intervals. */
  readonly confidence: number;
  /** The segments, largest first, equals by name. */
  readonly segments: readonly SegmentProfile<Segment>[];
  /** Rows that could not be used. */
  readonly rows: RowFindings;
}

/** Customers with their segments at one moment. */
export interface PlacedPopulation<Segment extends string = string> {
  /** The moment. */
  readonly asOf: InstantInput;
  /** The customers. */
  readonly customers: Iterable<SegmentPlacement<Segment>>;
}

/** Customers who went from one segment to another, or stayed. */
export interface MigrationCell<Segment extends string = string> {
  /** Where they were. */
  readonly from: Segment;
  /** Where they are. */
  readonly to: Segment;
  /** How many. */
  readonly customers: number;
  /** Their part of all who were there, those who left included; null when nobody was. */
  readonly share: number | null;
}

/** One segment before and after. */
export interface MigrationTotal<Segment extends string = string> {
  /** Which. */
  readonly segment: Segment;
  /** How many it had. */
  readonly before: number;
  /** How many it has. */
  readonly after: number;
  /** How many were there both times. */
  readonly stayed: number;
  /** How many came from other segments. */
  readonly movedIn: number;
  /** How many went to other segments. */
  readonly movedOut: number;
  /** How many were no customer before: what is after and was not before. */
  readonly entered: number;
  /** How many are no customer any more. */
  readonly left: number;
}

/** The answer of `migrationMatrix`. */
export interface MigrationMatrix<Segment extends string = string> {
  /** The earlier moment. */
  readonly from: Instant;
  /** The later moment. */
  readonly to: Instant;
  /** The segments, in the order asked for, others by name behind them. */
  readonly segments: readonly Segment[];
  /** Every segment with every segment, row by row; empty fields are there too. */
  readonly cells: readonly MigrationCell<Segment>[];
  /** What each segment had, has, won and lost. */
  readonly totals: readonly MigrationTotal<Segment>[];
  /** How many were there both times. */
  readonly both: number;
  /** How many of these are in the same segment. */
  readonly stayed: number;
  /** How many are there only after. */
  readonly entered: number;
  /** How many were there only before. */
  readonly left: number;
  /** Rows that could not be used. */
  readonly rows: {
    /** Of the earlier population. */
    readonly before: RowFindings;
    /** Of the later population. */
    readonly after: RowFindings;
  };
}

/** The answer of `compareSegmentations`. */
export interface SegmentationComparison<Segment extends string = string> {
  /** How many customers both have. */
  readonly customers: number;
  /** How many of them are in another segment. */
  readonly changed: number;
  /** Their part, with its interval. */
  readonly share: ShareInterval;
  /** Agreement whatever the segments are called: 1 for the same, about 0 for chance; null without customers. */
  readonly adjustedRand: number | null;
  /** Segments of both, where customers went: every pair that has any, most customers first. */
  readonly pairs: readonly {
    /** The segment in the first. */
    readonly a: Segment;
    /** The segment in the second. */
    readonly b: Segment;
    /** How many. */
    readonly customers: number;
  }[];
  /** How many customers only the first has. */
  readonly onlyA: number;
  /** How many customers only the second has. */
  readonly onlyB: number;
  /** Rows that could not be used. */
  readonly rows: {
    /** Of the first. */
    readonly a: RowFindings;
    /** Of the second. */
    readonly b: RowFindings;
  };
}

/** The answer of `segmentStability`. */
export interface SegmentStability<Segment extends string = string> {
  /** How many customers were placed by everyone's fit. */
  readonly customers: number;
  /** How many were not, and are not looked at. */
  readonly unplaced: number;
  /** How many resamples were fitted. */
  readonly resamples: number;
  /** How many resamples could not be fitted. */
  readonly skipped: number;
  /** The part of the customers who are in another segment under a resample; null without a resample. */
  readonly changed: {
    /** Mean over the resamples. */
    readonly mean: number;
    /** In 5 % of the resamples it is less. */
    readonly low: number;
    /** In half of them it is less. */
    readonly median: number;
    /** In 95 % of them it is less. */
    readonly high: number;
  } | null;
  /** The same mean by segment, most customers first; empty without a resample. */
  readonly segments: readonly {
    /** Which. */
    readonly segment: Segment;
    /** How many customers. */
    readonly customers: number;
    /** The mean part of them that changes. */
    readonly changed: number;
  }[];
}
