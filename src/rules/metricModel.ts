import type { Duration, InstantInput, Labels, LabelsInput, Money } from "../core/index.ts";
import type { Measure } from "./measureModel.ts";

/**
 * What a metric's values are. `money`: an exact amount in the policy's currency. `count`: a whole number from 0. `days`: a
 * number of days. `share`: a part of one, such as 0.25. `number`: any finite number, such as a score, a rating, a mean or a
 * change. `text`: a name, compared as written. `boolean`: yes or no. `day`: a date, later is greater.
 */
export type MetricKind = "money" | "count" | "days" | "share" | "number" | "text" | "boolean" | "day";

/** The calendar periods a window or a schedule may be laid on. */
export type CalendarPeriod = "month" | "quarter" | "halfYear" | "year";

/** The moments of a customer's own that an anniversary window may be laid on; the caller gives them. */
export type MetricAnchor = "enrolment" | "firstPurchase" | "tierStart";

/**
 * The stretch of time a metric is counted over, in the calendar of the policy's zone; month ends clamp, so that 31 January
 * and one month is the last of February.
 */
export type MetricWindow =
  | {
      /** How long it is, up to the moment of judgement: `(asOf - P, asOf]`; ISO 8601. */
      readonly rolling: Duration;
    }
  | {
      /** The calendar period that contains the moment of judgement: `[start, end)`, of which what is known at `asOf` counts. */
      readonly calendar: CalendarPeriod;
      /** The month a fiscal year begins with, 1 to 12; January when left out. Quarters and half-years follow it. */
      readonly fiscalStart?: number | null;
      /** Whole periods back: 0 (or left out) the running one, 1 the last one that is over. */
      readonly back?: number | null;
    }
  | {
      /** Years, half-years, ... counted from a moment of the customer's own: `[anchor + k P, anchor + (k + 1) P)`. */
      readonly anniversary: MetricAnchor;
      /** How long each is; ISO 8601, in years, months, weeks or days. */
      readonly every: Duration;
      /** Whole periods back: 0 (or left out) the running one, 1 the last one that is over. */
      readonly back?: number | null;
    }
  | "lifetime";

/** A metric as a literal gives it. */
export interface MetricDefinitionInput<Metric extends string = string> {
  /** Names the metric; conditions and measured values refer to it. */
  readonly id: Metric;
  /** What its values are. */
  readonly kind: MetricKind;
  /** What it counts, such as `orders` or `points`; for people. */
  readonly unit?: string | null;
  /** Which direction is good for the customer's standing; left out where neither is. */
  readonly betterWhen?: "higher" | "lower" | null;
  /** What it is counted over; left out for a value that is not counted over time. */
  readonly window?: MetricWindow | null;
  /** What of the facts it measures; left out for a value that the host brings, such as a health score. */
  readonly measure?: Measure<NoInfer<Metric>> | null;
  /** How many facts it must rest on; with fewer it is unknown. */
  readonly minSample?: number | null;
  /** How old the newest of those facts may be; beyond it is unknown. ISO 8601. */
  readonly maxAge?: Duration | null;
  /** Whether it is a balance that the customer can spend, such as points: spending it then lowers it. */
  readonly redeemable?: boolean | null;
  /** Its name for people. */
  readonly labels?: LabelsInput | null;
  /** True for a metric that letters to customers never name, such as an internal risk score; left out for false. */
  readonly confidential?: boolean | null;
}

/** A metric that conditions may ask about. */
export interface MetricDefinition<Metric extends string = string> extends MetricDefinitionInput<Metric> {
  /** What it counts; null when nothing is to be said. */
  readonly unit: string | null;
  /** Which direction is good for the customer's standing; null where neither is. */
  readonly betterWhen: "higher" | "lower" | null;
  /** What it is counted over; null for a value that is not counted over time. */
  readonly window: MetricWindow | null;
  /** What of the facts it measures; null for a value that the host brings. */
  readonly measure: Measure<Metric> | null;
  /** How many facts it must rest on; null when that does not matter. */
  readonly minSample: number | null;
  /** How old the newest of those facts may be; null when that does not matter. */
  readonly maxAge: Duration | null;
  /** Whether it is a balance that the customer can spend; null for one that is not. */
  readonly redeemable: boolean | null;
  /** Its name for people; null when none. */
  readonly labels: Labels | null;
  /** True for a metric that letters to customers never name; null for false. */
  readonly confidential: boolean | null;
}

/** A measured value: what it is, and what is known about how it came to be. */
export interface MeasuredValue {
  /** The value; null when it is not known. */
  readonly value: number | Money | string | boolean | null;
  /** From how many facts it was measured; held against `minSample`. */
  readonly n?: number | null | undefined;
  /** When the newest of them happened; held against `maxAge`. */
  readonly freshAt?: InstantInput | null | undefined;
}

/** Values of a policy's metrics, measured or plain. What is missing or null is not known, which is not zero. */
export type MetricValues<Metric extends string = string> = Readonly<
  Partial<Record<Metric, MeasuredValue | Money | number | string | boolean | null | undefined>>
>;
