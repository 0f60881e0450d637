import type { Duration } from "../core/index.ts";

/**
 * How a metric is held against a value, the metric on the left: `{ op: ">=", value: 3 }` holds from 3 on. `in` and `notIn`
 * ask for one of several.
 */
export type ComparisonOp = ">=" | "<=" | ">" | "<" | "=" | "!=" | "in" | "notIn";

/** What a comparison is when its metric is not known: unknown as well, unless the rulebook says that it counts as held or not. */
export type OnMissing = "unknown" | "met" | "unmet";

/** A single value a metric is held against: decimal text for money, `YYYY-MM-DD` for days. */
export type ComparisonValue = string | number | boolean;

/** One metric held against one value, or against several. */
export interface Comparison<Metric extends string = string> {
  /** Id of the metric. */
  readonly metric: Metric;
  /** How. */
  readonly op: ComparisonOp;
  /** The value; a list of them with `in` and `notIn`. */
  readonly value: ComparisonValue | readonly ComparisonValue[];
  /** What it is when the metric is not known; null or left out for `unknown`. */
  readonly onMissing?: OnMissing | null;
}

/** Something the customer did, often enough, recently enough. */
export interface Performed {
  /** The condition's terms. */
  readonly performed: {
    /** Kind of activity, such as `login`. */
    readonly event: string;
    /** What the activity's own fields must equal; left out for any. */
    readonly where?: Readonly<Record<string, ComparisonValue>> | null;
    /** How often, at the least; 1 when left out. */
    readonly times?: number | null;
    /** Within how long, up to the moment of judgement; ISO 8601; ever when left out. */
    readonly within?: Duration | null;
  };
}

/** How long ago the customer last did something. */
export interface LastPerformed {
  /** The condition's terms. */
  readonly lastPerformed: {
    /** Kind of activity. */
    readonly event: string;
    /** `within`: at most this long ago; `before`: longer ago than this, or known never to have been. */
    readonly op: "within" | "before";
    /** How long; ISO 8601. */
    readonly duration: Duration;
  };
}

/** The customer belongs to a segment that the caller names. */
export interface MemberOf {
  /** The condition's terms. */
  readonly memberOf: {
    /** Id of the segment. */
    readonly segment: string;
  };
}

/** The customer falls into a part of everyone, drawn from their identifier: the same for the same seed, always. */
export interface Bucket {
  /** The condition's terms. */
  readonly bucket: {
    /** Names the draw: other seeds draw other customers. */
    readonly seed: string;
    /** The part of everyone, from 0 to 1. */
    readonly share: number;
  };
}

/**
 * What is asked of a customer. Three-valued, as in Kleene's strong logic: `all` is false when one part is, else unknown when
 * one is; `any` true when one is, else unknown when one is; `atLeast` true when so many are, false when so many cannot be
 * any more; `not` turns true and false around. Groups without parts are refused.
 */
export type Condition<Metric extends string = string> =
  | Comparison<Metric>
  | {
      /** Every one of these. */
      readonly all: readonly Condition<Metric>[];
    }
  | {
      /** One of these or more. */
      readonly any: readonly Condition<Metric>[];
    }
  | {
      /** So many of these, or more. */
      readonly atLeast: {
        /** How many: from 1 to the number of parts. */
        readonly n: number;
        /** The parts. */
        readonly of: readonly Condition<Metric>[];
      };
    }
  | {
      /** The opposite of this. */
      readonly not: Condition<Metric>;
    }
  | Performed
  | LastPerformed
  | MemberOf
  | Bucket;
