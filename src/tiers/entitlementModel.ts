import type { Instant, InstantInput, InvalidFact, Money, PolicyReference, RowFindings } from "../core/index.ts";
import type { EntitlementGrant } from "./packageModel.ts";

/** Which package a customer held, from when until when. */
export interface PackageSpan<Name extends string = string> {
  /** The package. */
  readonly package: Name;
  /** The first moment. */
  readonly from: InstantInput;
  /** The first moment that no longer belongs to it; null while it goes on. */
  readonly until: InstantInput | null;
}

/** Something that a customer was given. */
export interface EntitlementUse {
  /** Id of the entitlement. */
  readonly entitlement: string;
  /** When. */
  readonly at: InstantInput;
  /** How many, 1 when left out; of a budget, the money, which cannot be left out. */
  readonly amount?: number | Money | null | undefined;
}

/** Whose entitlements are assessed. */
export interface EntitlementSubject<Name extends string = string> {
  /** The host's identifier. */
  readonly customerId: string;
  /** The packages held, in any order, none at the same time as another. */
  readonly spans: readonly PackageSpan<Name>[];
  /** What the customer was given, in any order. */
  readonly uses: readonly EntitlementUse[];
  /** Since when they are a customer; needed where something is counted by anniversaries. */
  readonly enrolledAt?: InstantInput | null | undefined;
}

/** Between which moments entitlements are assessed. */
export interface EntitlementOptions {
  /** The first moment; periods that reach into the stretch are told whole. */
  readonly from: InstantInput;
  /** The first moment that no longer belongs to it. */
  readonly to: InstantInput;
  /** The moment of judgement: what was given later is not known. */
  readonly asOf: InstantInput;
}

/**
 * How a period stands at the moment of judgement. `settled`: nothing is left. `due`: something is left, and the period runs.
 * `toCome`: it has not begun. `overdue`: it is over, and what is left was not given.
 */
export type QuotaState = "settled" | "due" | "toCome" | "overdue";

/** What one period owes, and what was given in it: whole numbers, or money. */
export interface QuotaFigures<Id extends string, Value> {
  /** Id of the entitlement. */
  readonly entitlement: Id;
  /** The first moment of the period. */
  readonly start: Instant;
  /** The first moment after it: until then it is due. */
  readonly end: Instant;
  /** What the packages held in it owe. */
  readonly quota: Value;
  /** What came over from the period before. It is used first. */
  readonly carried: Value;
  /** What was given, as far as it is known. */
  readonly used: Value;
  /** What is still owed: quota and what came over, less what was given; not below zero. */
  readonly left: Value;
  /** What was given beyond that. */
  readonly over: Value;
  /** Of what is left, how much may be given in the next period: nothing before this one is over. */
  readonly carriedOn: Value;
  /** How it stands. */
  readonly state: QuotaState;
}

/** How one period of something that is counted stands. */
export interface CountPeriod<Id extends string = string> extends QuotaFigures<Id, number> {
  /** Tells the two apart. */
  readonly kind: "count";
}

/** How one period of a budget stands. */
export interface AmountPeriod<Id extends string = string> extends QuotaFigures<Id, Money> {
  /** Tells the two apart. */
  readonly kind: "amount";
}

/** How one period of an entitlement stands. */
export type QuotaPeriod<Id extends string = string> = CountPeriod<Id> | AmountPeriod<Id>;

/** Something without a quota that a package grants for as long as it is held. */
export interface StandingEntitlement<Name extends string = string, Id extends string = string> {
  /** Id of the entitlement. */
  readonly entitlement: Id;
  /** How it is granted. */
  readonly kind: "included" | "level" | "duration";
  /** What is granted. */
  readonly grant: EntitlementGrant;
  /** By which package. */
  readonly package: Name;
  /** Since when, within the stretch asked for. */
  readonly from: Instant;
  /** Until when, within it. */
  readonly until: Instant;
}

/** Codes of uses that do not count. */
export type EntitlementUseCode = "use-of-unknown-entitlement" | "use-without-quota" | "use-after-as-of";

/** What a customer is owed between two moments, and what they were given. */
export interface EntitlementAssessment<Name extends string = string, Id extends string = string> {
  /** Whose. */
  readonly customerId: string;
  /** The first moment. */
  readonly from: Instant;
  /** The first moment that no longer belongs to it. */
  readonly to: Instant;
  /** The moment of judgement. */
  readonly asOf: Instant;
  /** The packages that were applied. */
  readonly policy: PolicyReference;
  /** The package held at the moment of judgement; null for none. */
  readonly package: Name | null;
  /** By entitlement in the policy's order, then by time: every period that owes something, or in which something was given. */
  readonly quotas: readonly QuotaPeriod<Id>[];
  /** What needs no counting, by time, then in the policy's order. */
  readonly standing: readonly StandingEntitlement<Name, Id>[];
  /** Uses that do not count: all counted by code, the first ones listed with their places. */
  readonly findings: RowFindings;
}

/** Why no assessment could be given. */
export type EntitlementRefusal =
  | InvalidFact
  | {
      /** A package that is none of the policy's; perhaps of an earlier version. */
      readonly code: "package-not-in-policy";
      /** The package. */
      readonly package: string;
      /** Where it stands: a JSON Pointer into the subject. */
      readonly path: string;
      /** Id of the policy. */
      readonly policy: string;
    }
  | {
      /** A package that ends before it begins, or at once. */
      readonly code: "package-span-empty";
      /** Where it stands: a JSON Pointer into the subject. */
      readonly path: string;
      /** When it begins. */
      readonly from: Instant;
      /** When it ends. */
      readonly until: Instant;
    }
  | {
      /** Two packages at the same time. */
      readonly code: "package-spans-overlap";
      /** Where the later one stands: a JSON Pointer into the subject. */
      readonly path: string;
      /** Where the earlier one does. */
      readonly other: string;
    };
