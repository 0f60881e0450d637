import type { JsonObject, Labels, LabelsInput, Sealed } from "../core/index.ts";
import type { MetricPeriod } from "../rules/index.ts";

/**
 * The periods a quota is counted in: of the calendar (`calendar`), with the month a fiscal year begins with; or counted from
 * the customer's own enrolment (`anniversary`). Both are half-open and laid in the policy's zone.
 */
export type EntitlementPeriod =
  | {
      /** How long each is. */
      readonly calendar: MetricPeriod;
      /** The month a fiscal year begins with, 1 to 12; January when left out. Quarters and half-years follow it. */
      readonly fiscalStart?: number | null;
    }
  | {
      /** How long each is, counted from the enrolment; a day that a month lacks becomes its last day. */
      readonly anniversary: MetricPeriod;
    };

/**
 * What a period owes in which packages change, or begin, or end.
 *
 * `best`: the whole quota of the package that has the most. `first`: the whole quota of the first package held in the period,
 * so that a change counts from the next period on. `last`: the whole quota of the last one. `proRata`: each package's quota by
 * the days it was held, summed, then rounded (`up`, `down`, `nearest` with halves up) to a whole number or the smallest coin; a
 * day counts for the package held at its end.
 */
export type PartialPeriodRule =
  | "best"
  | "first"
  | "last"
  | {
      /** How the sum is rounded. */
      readonly proRata: "up" | "down" | "nearest";
    };

/** Something that is provided or not, such as a priority channel. */
export interface IncludedEntitlement {
  /** Tells the kinds apart. */
  readonly kind: "included";
}

/** Something provided at one of several levels, such as an account manager shared or dedicated. */
export interface LevelEntitlement {
  /** Tells the kinds apart. */
  readonly kind: "level";
  /** The levels, the lowest first. */
  readonly levels: readonly {
    /** Names the level. */
    readonly id: string;
    /** Its name for people. */
    readonly labels?: LabelsInput | null;
  }[];
}

/** Something that takes or lasts so long, such as a response time or a return period. */
export interface DurationEntitlement {
  /** Tells the kinds apart. */
  readonly kind: "duration";
  /** Which is better for the customer. */
  readonly betterWhen: "shorter" | "longer";
}

/** Something provided so many times in each period, such as visits or reports. */
export interface CountEntitlement {
  /** Tells the kinds apart. */
  readonly kind: "count";
  /** The periods it is counted in. */
  readonly per: EntitlementPeriod;
  /** What a period owes in which packages change. */
  readonly partial: PartialPeriodRule;
  /** How many, of a period's own quota, may at most be used in the next one instead; then they lapse. Left out for none. */
  readonly carryOver?: number | null;
  /** What is counted, for people, such as `reports`; left out for `times`. */
  readonly unit?: LabelsInput | null;
}

/** A budget for each period, such as gifts. */
export interface AmountEntitlement {
  /** Tells the kinds apart. */
  readonly kind: "amount";
  /** The periods it is counted in. */
  readonly per: EntitlementPeriod;
  /** What a period owes in which packages change. */
  readonly partial: PartialPeriodRule;
  /** How much, of a period's own budget, may at most be used in the next one instead; then it lapses. Left out for nothing. */
  readonly carryOver?: string | null;
}

/** How an entitlement is granted and reckoned. */
export type EntitlementForm =
  | IncludedEntitlement
  | LevelEntitlement
  | DurationEntitlement
  | CountEntitlement
  | AmountEntitlement;

/** An entitlement as a literal gives it: what packages may grant. */
export type EntitlementInput<Id extends string = string> = {
  /** Names the entitlement. */
  readonly id: Id;
  /** Its name for people. */
  readonly labels?: LabelsInput | null;
} & EntitlementForm;

/** An entitlement. */
export type Entitlement<Id extends string = string> = {
  /** Names the entitlement. */
  readonly id: Id;
  /** Its name for people; null when none. */
  readonly labels: Labels | null;
} & (
  | IncludedEntitlement
  | (LevelEntitlement & {
      /** The levels, the lowest first. */
      readonly levels: readonly {
        /** Names the level. */
        readonly id: string;
        /** Its name for people; null when none. */
        readonly labels: Labels | null;
      }[];
    })
  | DurationEntitlement
  | (CountEntitlement & {
      /** How many may be used in the next period instead; null for none. */
      readonly carryOver: number | null;
      /** What is counted, for people; null for times. */
      readonly unit: Labels | null;
    })
  | (AmountEntitlement & {
      /** How much may be used in the next period instead; null for nothing. */
      readonly carryOver: string | null;
    })
);

/**
 * What a package grants of one entitlement: `true` of what is included; the name of a level; a duration in ISO 8601, of one
 * kind of unit (time, days, or months and years); a whole number of times; decimal text of an amount.
 */
export type EntitlementGrant = true | string | number;

/** What a package costs the company for one customer. */
export interface PackageCost {
  /** Decimal text, in the policy's currency. */
  readonly amount: string;
  /** For how long. */
  readonly per: MetricPeriod;
}

/** A service package as a literal gives it. */
export interface ServicePackageInput<Name extends string = string, Id extends string = string> {
  /** Names the package; tiers refer to it. */
  readonly id: Name;
  /** Its name for people. */
  readonly labels?: LabelsInput | null;
  /** What it grants, by entitlement; what is left out it does not grant. */
  readonly grants: Readonly<Partial<Record<Id, EntitlementGrant>>>;
  /** What it costs the company for one customer; left out when that is not known. */
  readonly cost?: PackageCost | null;
  /** The host's own notes. */
  readonly meta?: JsonObject | null;
}

/** A service package. */
export interface ServicePackage<Name extends string = string, Id extends string = string>
  extends ServicePackageInput<Name, Id> {
  /** Its name for people; null when none. */
  readonly labels: Labels | null;
  /** What it costs the company for one customer; null when that is not known. */
  readonly cost: PackageCost | null;
  /** The host's own notes; null when none. */
  readonly meta: JsonObject | null;
}

/** Service packages as a literal gives them. */
export interface ServicePackagePolicyInput<Name extends string = string, Id extends string = string> {
  /** Names the policy. */
  readonly id: string;
  /** Its version, from 1. */
  readonly version: number;
  /** IANA zone in whose calendar periods are laid. */
  readonly timeZone: string;
  /** ISO 4217 code of every amount. */
  readonly currency: string;
  /** What packages may grant. */
  readonly entitlements: readonly EntitlementInput<Id>[];
  /** The packages, in any order. */
  readonly packages: readonly ServicePackageInput<Name, NoInfer<Id>>[];
  /** The host's own notes. */
  readonly meta?: JsonObject | null;
}

/** Service packages, and what they may grant. */
export interface ServicePackagePolicyData<Name extends string = string, Id extends string = string> {
  /** Names the policy. */
  readonly id: string;
  /** Its version, from 1. */
  readonly version: number;
  /** IANA zone in whose calendar periods are laid. */
  readonly timeZone: string;
  /** ISO 4217 code of every amount. */
  readonly currency: string;
  /** What packages may grant. */
  readonly entitlements: readonly Entitlement<Id>[];
  /** The packages, in any order. */
  readonly packages: readonly ServicePackage<Name, Id>[];
  /** The host's own notes; null when none. */
  readonly meta: JsonObject | null;
}

/** A checked {@link ServicePackagePolicyData}. */
export type ServicePackagePolicy<Name extends string = string, Id extends string = string> = Sealed<
  ServicePackagePolicyData<Name, Id>
>;
