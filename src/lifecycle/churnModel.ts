import type { Duration, JsonObject, Labels, LabelsInput, Sealed } from "../core/index.ts";

/** What speaks for a cause, as a literal gives it. */
export interface ChurnEvidenceInput<Signal extends string = string> {
  /** What was noticed of the customer: a complaint, a price change, a stated reason, ... */
  readonly signal: Signal;
  /** How long before the customer was lost it counts from, ISO 8601; left out, from whenever. */
  readonly within?: Duration | null;
  /** How many times at least; once when left out. */
  readonly atLeast?: number | null;
  /** How much it says, from 1: what customers say themselves should say most. */
  readonly weight: number;
}

/** What speaks for a cause. */
export interface ChurnEvidence<Signal extends string = string> extends ChurnEvidenceInput<Signal> {
  /** How long before the customer was lost it counts from; null for whenever. */
  readonly within: Duration | null;
  /** How many times at least; null for once. */
  readonly atLeast: number | null;
}

/** Why customers are lost, as a literal gives it. */
export interface ChurnCauseInput<Cause extends string = string, Signal extends string = string> {
  /** Names it. */
  readonly id: Cause;
  /** What speaks for it. */
  readonly evidence: readonly ChurnEvidenceInput<Signal>[];
  /** The share of customers lost for it who come back when asked, as decimal text of 0 to 1. */
  readonly responseOdds: string;
  /** Its name for people. */
  readonly labels?: LabelsInput | null;
}

/** Why customers are lost. */
export interface ChurnCause<Cause extends string = string, Signal extends string = string>
  extends Omit<ChurnCauseInput<Cause, Signal>, "evidence" | "labels"> {
  /** What speaks for it. */
  readonly evidence: readonly ChurnEvidence<Signal>[];
  /** Its name for people; null when none. */
  readonly labels: Labels | null;
}

/** What may be offered to win a customer back, as a literal gives it. */
export interface WinBackOfferRuleInput<Offer extends string = string, Cause extends string = string> {
  /** Names it. */
  readonly id: Offer;
  /** The causes it is fitting for; left out, for any, and for those not known. */
  readonly causes?: readonly Cause[] | null;
  /** What the customer must be worth at least, as decimal text; left out, any. */
  readonly minValue?: string | null;
  /** What it costs to make, whether it is taken or not, as decimal text; left out, nothing. */
  readonly cost?: string | null;
  /** Its name for people. */
  readonly labels?: LabelsInput | null;
}

/** What may be offered to win a customer back. */
export interface WinBackOfferRule<Offer extends string = string, Cause extends string = string>
  extends WinBackOfferRuleInput<Offer, Cause> {
  /** The causes it is fitting for; null for any, and for those not known. */
  readonly causes: readonly Cause[] | null;
  /** What the customer must be worth at least; null for any. */
  readonly minValue: string | null;
  /** What it costs to make; null for nothing. */
  readonly cost: string | null;
  /** Its name for people; null when none. */
  readonly labels: Labels | null;
}

/** How often, and for how long, lost customers are asked. */
export interface WinBackContactInput {
  /** So many attempts at the most ... */
  readonly most: number;
  /** ... in this time, ISO 8601. */
  readonly per: Duration;
  /** So many attempts at the most in all; left out, without end. */
  readonly giveUpAfter?: number | null;
  /** How long after the customer was lost nobody asks; left out, not at all. */
  readonly waitFor?: Duration | null;
  /** How long after the customer was lost nobody asks any more; left out, for ever. */
  readonly until?: Duration | null;
}

/** How often, and for how long, lost customers are asked. */
export interface WinBackContact extends WinBackContactInput {
  /** So many attempts at the most in all; null for without end. */
  readonly giveUpAfter: number | null;
  /** How long after the customer was lost nobody asks; null for not at all. */
  readonly waitFor: Duration | null;
  /** How long after the customer was lost nobody asks any more; null for never. */
  readonly until: Duration | null;
}

/** A policy of churn causes and winning back, as a literal gives it. */
export interface ChurnPolicyInput<
  Cause extends string = string,
  Signal extends string = string,
  Offer extends string = string,
> {
  /** Names the policy. */
  readonly id: string;
  /** Its version, from 1. */
  readonly version: number;
  /** IANA zone on whose calendar times are laid. */
  readonly timeZone: string;
  /** Of every amount. */
  readonly currency: string;
  /** What may be noticed of a customer. */
  readonly signals: readonly Signal[];
  /** Why customers are lost; among causes for which as much speaks, the one listed earlier comes first. */
  readonly causes: readonly ChurnCauseInput<Cause, NoInfer<Signal>>[];
  /** The share of customers who come back when the cause is not known, as decimal text of 0 to 1. */
  readonly oddsUnknown: string;
  /** What may be offered: the first that fits is. */
  readonly offers: readonly WinBackOfferRuleInput<Offer, NoInfer<Cause>>[];
  /** How often, and for how long, lost customers are asked. */
  readonly contact: WinBackContactInput;
  /** The host's own notes. */
  readonly meta?: JsonObject | null;
}

/** Why customers are lost, what speaks for it, and how they are won back. */
export interface ChurnPolicyData<
  Cause extends string = string,
  Signal extends string = string,
  Offer extends string = string,
> {
  /** Names the policy. */
  readonly id: string;
  /** Its version, from 1. */
  readonly version: number;
  /** IANA zone on whose calendar times are laid. */
  readonly timeZone: string;
  /** Of every amount. */
  readonly currency: string;
  /** What may be noticed of a customer. */
  readonly signals: readonly Signal[];
  /** Why customers are lost. */
  readonly causes: readonly ChurnCause<Cause, Signal>[];
  /** The share of customers who come back when the cause is not known. */
  readonly oddsUnknown: string;
  /** What may be offered: the first that fits is. */
  readonly offers: readonly WinBackOfferRule<Offer, Cause>[];
  /** How often, and for how long, lost customers are asked. */
  readonly contact: WinBackContact;
  /** The host's own notes; null when none. */
  readonly meta: JsonObject | null;
}

/** A checked {@link ChurnPolicyData}. */
export type ChurnPolicy<
  Cause extends string = string,
  Signal extends string = string,
  Offer extends string = string,
> = Sealed<ChurnPolicyData<Cause, Signal, Offer>>;
