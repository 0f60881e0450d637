import type {
  CurrencyMismatch,
  Instant,
  InvalidFact,
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

/** Which end of a metric is the better one. */
export type BetterDirection = "higher" | "lower";

/** One step of a scale: from this value on, so many points. */
export interface ValueStep {
  /** The lowest value that belongs to it, inclusive. */
  readonly from: number;
  /** Points, 0 to 100. */
  readonly points: number;
}

/**
 * How the value of a criterion becomes points, 0 to 100, as a literal gives it.
 *
 * - `steps`: the points of the last step at or below the value; 0 below the first.
 * - `table`: for text such as an industry; `otherwise` for text that is not in it, where null leaves the points unknown.
 * - `minMax`: evenly from the lowest value of the fitted population to the highest.
 * - `percentile`: by how many of the 99 percentiles of the fitted population the value beats.
 */
export type ValueScaleInput =
  | {
      /** Which kind. */
      readonly kind: "steps";
      /** Ascending. */
      readonly steps: readonly ValueStep[];
    }
  | {
      /** Which kind. */
      readonly kind: "table";
      /** Points by text, each 0 to 100. */
      readonly table: Readonly<Record<string, number>>;
      /** Points of any other text; null or left out for unknown. */
      readonly otherwise?: number | null;
    }
  | {
      /** Which kind. */
      readonly kind: "minMax" | "percentile";
      /** Which end is the better one. */
      readonly better: BetterDirection;
    };

/** How the value of a criterion becomes points; see {@link ValueScaleInput}. */
export type ValueScale =
  | Exclude<
      ValueScaleInput,
      {
        /** Which kind. */
        readonly kind: "table";
      }
    >
  | {
      /** Which kind. */
      readonly kind: "table";
      /** Points by text, each 0 to 100. */
      readonly table: Readonly<Record<string, number>>;
      /** Points of any other text; null for unknown. */
      readonly otherwise: number | null;
    };

/** A criterion, as a literal gives it. */
export interface ValueCriterionInput<Criterion extends string = string> {
  /** Names it; values refer to it. */
  readonly id: Criterion;
  /** Its name for people. */
  readonly labels?: LabelsInput | null;
  /** How much it counts beside the others: a whole number, 1 to 1000. */
  readonly weight: number;
  /** ISO 4217 code of its values, which are then money; null or left out for plain numbers, and for text. */
  readonly currency?: string | null;
  /** How its value becomes points. */
  readonly scale: ValueScaleInput;
}

/** A criterion by which customers are valued. */
export interface ValueCriterion<Criterion extends string = string> {
  /** Names it; values refer to it. */
  readonly id: Criterion;
  /** Its name for people; null when none. */
  readonly labels: Labels | null;
  /** How much it counts beside the others. */
  readonly weight: number;
  /** ISO 4217 code of its values; null for plain numbers, and for text. */
  readonly currency: string | null;
  /** How its value becomes points. */
  readonly scale: ValueScale;
}

/** A class, as a literal gives it. */
export interface ValueTierClassInput<Class extends string = string> {
  /** Names it. */
  readonly id: Class;
  /** Its name for people. */
  readonly labels?: LabelsInput | null;
  /** The lowest score that belongs to it, 0 to 100, inclusive. */
  readonly from: number;
}

/** A class of customers by score. */
export interface ValueTierClass<Class extends string = string> extends ValueTierClassInput<Class> {
  /** Its name for people; null when none. */
  readonly labels: Labels | null;
}

/** How customers are valued, as a literal gives it. */
export interface ValueTierPolicyInput<Class extends string = string, Criterion extends string = string> {
  /** Names the policy. */
  readonly id: string;
  /** Its version, from 1. */
  readonly version: number;
  /** The criteria; each has a weight. */
  readonly criteria: readonly ValueCriterionInput<Criterion>[];
  /** The classes, best first; the last is from 0, so that everyone stands somewhere. */
  readonly classes: readonly ValueTierClassInput<Class>[];
  /** The host's own notes. */
  readonly meta?: JsonObject | null;
}

/** How customers are valued. */
export interface ValueTierPolicyData<Class extends string = string, Criterion extends string = string> {
  /** Names the policy. */
  readonly id: string;
  /** Its version, from 1. */
  readonly version: number;
  /** The criteria. */
  readonly criteria: readonly ValueCriterion<Criterion>[];
  /** The classes, best first; the last is from 0. */
  readonly classes: readonly ValueTierClass<Class>[];
  /** The host's own notes; null when none. */
  readonly meta: JsonObject | null;
}

/** A checked {@link ValueTierPolicyData}. */
export type ValueTierPolicy<Class extends string = string, Criterion extends string = string> = Sealed<
  ValueTierPolicyData<Class, Criterion>
>;

/** What is known of a customer. */
export interface ValueTierSubject<Criterion extends string = string> {
  /** Whose. */
  readonly customerId: string;
  /** By criterion: a number, money where the criterion has a currency, text where it has a table; nothing when unknown. */
  readonly values: Readonly<Partial<Record<Criterion, number | string | Money | null | undefined>>>;
}

/** What the points of one criterion are measured by, in a fitted model. */
export type FittedCriterion =
  | {
      /** Id of the criterion. */
      readonly criterion: string;
      /** By its lowest and highest value. */
      readonly kind: "minMax";
      /** How many customers had a value. */
      readonly customers: number;
      /** The lowest value; major units of the criterion's currency. */
      readonly min: number;
      /** The highest. */
      readonly max: number;
    }
  | {
      /** Id of the criterion. */
      readonly criterion: string;
      /** By its percentiles. */
      readonly kind: "percentile";
      /** How many customers had a value. */
      readonly customers: number;
      /** The 99 percentiles (type 7), ascending; major units of the criterion's currency. */
      readonly cuts: readonly number[];
    };

/** What valuing needs to know of a population: fitted once, used anywhere. Plain JSON. */
export interface ValueTierModel {
  /** Kind and version. */
  readonly format: "value-tier-model/1";
  /** The policy by which it was fitted. */
  readonly policy: PolicyReference;
  /** How many customers it was fitted on. */
  readonly customers: number;
  /** One for each criterion of the kinds `minMax` and `percentile`. */
  readonly criteria: readonly FittedCriterion[];
}

/** The answer of `fitValueTiers`. */
export interface ValueTierFit {
  /** The model. */
  readonly model: ValueTierModel;
  /** Criteria in which all customers are alike (`degenerate-metric`). */
  readonly findings: readonly Issue[];
  /** Rows that could not be used. */
  readonly rows: RowFindings;
}

/** What one criterion gave to a score. */
export interface ValueContribution<Criterion extends string = string> {
  /** Which. */
  readonly criterion: Criterion;
  /** How much it counts. */
  readonly weight: number;
  /** Its points, 0 to 100; null when not known. */
  readonly points: number | null;
  /** What it adds to the score: points times weight over all weights; null when not known. */
  readonly contribution: number | null;
}

/** The answer of `assessValueTier`. */
export interface ValueTierDecision<Class extends string = string, Criterion extends string = string> {
  /** Whose. */
  readonly customerId: string;
  /** The moment of judgement. */
  readonly asOf: Instant;
  /** The class; null where what is not known could decide between several. */
  readonly class: Class | null;
  /** The classes it could be, best first; one alone when it is certain. */
  readonly possible: readonly Class[];
  /** 0 to 100; null where a criterion is not known. */
  readonly score: number | null;
  /** The lowest and the highest score it could be. */
  readonly range: {
    /** The lowest. */
    readonly low: number;
    /** The highest. */
    readonly high: number;
  };
  /** One for each criterion, in the policy's order. */
  readonly contributions: readonly ValueContribution<Criterion>[];
  /** The policy that was applied. */
  readonly policy: PolicyReference;
  /** One for each criterion, then one for each class. */
  readonly reasons: readonly Reason<"criterion-points" | "class-score">[];
}

/** Why a customer could not be valued. */
export type ValueTierRefusal = InvalidFact | CurrencyMismatch;
