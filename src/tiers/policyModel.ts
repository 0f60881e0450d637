import type { Duration, JsonObject, Labels, LabelsInput, Sealed } from "../core/index.ts";
import type { Condition, MetricDefinition, MetricDefinitionInput, MetricPeriod } from "../rules/index.ts";

/** A tier as a literal gives it. */
export interface TierInput<Name extends string = string, Metric extends string = string> {
  /** Names the tier. */
  readonly id: Name;
  /** Its height; a whole number, no two alike. Only their order matters. */
  readonly rank: number;
  /** Its name for people; a noun, since letters put it into their sentences (普通客户, not 普通). */
  readonly labels?: LabelsInput | null;
  /** What its customers are owed: the id of a service package. Travels along in every decision; not looked into. */
  readonly servicePackage?: string | null;
  /** What it takes to reach the tier; null or left out on the base tier alone. */
  readonly attain?: Condition<Metric> | null;
  /** What it takes to stay, usually less; null or left out to ask the same as `attain`. */
  readonly retain?: Condition<Metric> | null;
  /**
   * What earns the tier for life: once this holds of somebody who has the tier or a higher one, they never fall below it
   * again. It keeps, and never lifts. Null or left out where there is no such thing.
   */
  readonly lifetime?: Condition<Metric> | null;
  /** False for a tier that nobody is downgraded from; null or left out for true. */
  readonly downgradeAllowed?: boolean | null;
}

/** A tier. The base tier, lowest in rank, asks for nothing, so everyone stands somewhere. */
export interface Tier<Name extends string = string, Metric extends string = string> extends TierInput<Name, Metric> {
  /** Its name for people; null when none. */
  readonly labels: Labels | null;
  /** What its customers are owed: the id of a service package; null when none. */
  readonly servicePackage: string | null;
  /** What it takes to reach the tier; null on the base tier alone. */
  readonly attain: Condition<Metric> | null;
  /** What it takes to stay; null to ask the same as `attain`. */
  readonly retain: Condition<Metric> | null;
  /** What earns the tier for life; null where nothing does. */
  readonly lifetime: Condition<Metric> | null;
  /** False for a tier that nobody is downgraded from; null for true. */
  readonly downgradeAllowed: boolean | null;
}

/** A downgrade rule as a literal gives it. */
export interface DowngradeRuleInput<Metric extends string = string> {
  /** Names the rule. */
  readonly id: string;
  /** Its name for people. */
  readonly labels?: LabelsInput | null;
  /** When it fires. */
  readonly when: Condition<Metric>;
}

/**
 * A reason to lose a tier whose `retain` still holds, such as having been dormant. It demotes from every tier above the
 * base, and while it holds none of these can be attained: nobody springs back up.
 */
export interface DowngradeRule<Metric extends string = string> extends DowngradeRuleInput<Metric> {
  /** Its name for people; null when none. */
  readonly labels: Labels | null;
}

/**
 * How far a move goes. Down, `oneStep`: to the next lower rank; `toQualified`: to the highest lower tier that is not lost as
 * well. Up, `oneStep`: to the lowest higher tier whose `attain` holds; `toQualified`: to the highest.
 */
export type MoveMode = "oneStep" | "toQualified";

/** The boundary that an end is moved up to: the end of the day, or of a calendar period. One that is a boundary stays. */
export type RoundUp = "day" | MetricPeriod;

/** How customers rise. */
export interface UpgradeRules {
  /** How far: `toQualified` when left out. With `oneStep`, a customer rises at most once in a period of the schedule, or once at a moment. */
  readonly mode?: MoveMode | null;
  /** When it takes effect: `now`, also when left out; `nextPeriod`, when the next period of the schedule begins. */
  readonly when?: "now" | "nextPeriod" | null;
}

/** How long a lost tier is kept in case the customer recovers. */
export interface GraceRules {
  /** How long; ISO 8601. */
  readonly duration: Duration;
  /**
   * What it is counted from. `firstBreach`: the judgement that first found the tier lost, even where something else held it
   * then, such as the protection after an upgrade. `expiry`: the end of the tier's validity, however late that was looked at.
   */
  readonly anchor: "firstBreach" | "expiry";
  /** The boundary its end is moved up to; null or left out for none. */
  readonly roundUp?: RoundUp | null;
}

/**
 * How long a tier is held before it is tested: for a time from the day it was given (`lasts`), or to the end of a calendar
 * period (`calendar`). Until then it is not lost, except to a pin or a ceiling.
 *
 * A tier that is still kept at its end is held for another such term: `lasts` counted from that end, or from the judgement when a
 * whole term has gone by since; with `calendar`, to the first such end after the judgement.
 */
export type TierValidity =
  | {
      /** How long, from the moment it was given; ISO 8601. */
      readonly lasts: Duration;
      /** The boundary its end is moved up to; null or left out for none. */
      readonly roundUp?: RoundUp | null;
    }
  | {
      /** The period whose end counts. */
      readonly calendar: MetricPeriod;
      /** The month a fiscal year begins with, 1 to 12; January when left out. */
      readonly fiscalStart?: number | null;
      /** Whole periods after the one it was given in: 0, or left out, that one; 1 the next. */
      readonly ahead?: number | null;
      /** How much longer; ISO 8601. */
      readonly plus?: Duration | null;
    };

/**
 * The periods tiers are reviewed in. The first judgement in a period is its review, whenever that is; until the next period
 * nothing is lost, except that a grace runs out. Upgrades need no review.
 */
export interface TierSchedule {
  /** How often. */
  readonly every: MetricPeriod;
  /** The month a fiscal year begins with, 1 to 12; January when left out. */
  readonly fiscalStart?: number | null;
}

/** When customers are told. */
export interface NoticeRules {
  /** How long before a change takes effect its letter is due; at the latest with the decision itself. ISO 8601. */
  readonly lead: Duration;
}

/** The rules of a ladder of tiers, as a literal gives them. */
export interface TierPolicyInput<Name extends string = string, Metric extends string = string> {
  /** Names the policy. */
  readonly id: string;
  /** Its version, from 1. */
  readonly version: number;
  /** Names the scheme it belongs to, where a company runs several side by side, such as `value-grade`. */
  readonly scheme?: string | null;
  /** The moment from which it is in force, inclusive. */
  readonly effectiveFrom?: string | null;
  /** The moment at which it is no longer. */
  readonly effectiveTo?: string | null;
  /** IANA zone in whose calendar windows, periods and durations are laid. */
  readonly timeZone: string;
  /** ISO 4217 code of every amount. */
  readonly currency: string;
  /** What conditions may ask about. */
  readonly metrics: readonly MetricDefinitionInput<Metric>[];
  /** The tiers, in any order. */
  readonly tiers: readonly TierInput<Name, NoInfer<Metric>>[];
  /** How customers rise; left out for `toQualified`, `now`. */
  readonly upgrade?: UpgradeRules | null;
  /** How tiers are lost. */
  readonly downgrade: {
    /** How far a customer falls. */
    readonly mode: MoveMode;
    /** What costs a tier even though its `retain` holds; left out for nothing. */
    readonly also?: readonly DowngradeRuleInput<NoInfer<Metric>>[];
    /** How long a lost tier is kept in case the customer recovers. */
    readonly grace?: GraceRules | null;
  };
  /** How long a tier is held before it is tested; left out to test it at every review. */
  readonly validity?: TierValidity | null;
  /** The periods tiers are reviewed in; left out to review them at every judgement. */
  readonly schedule?: TierSchedule | null;
  /**
   * How long after an upgrade a tier, whichever it is, cannot be lost; ISO 8601. Counted from the state's `since` where its `by`
   * is `upgrade`. A grace that is counted from the first breach runs meanwhile.
   */
  readonly protectionAfterUpgrade?: Duration | null;
  /** How long any tier is held before it can be lost, however it was come by; ISO 8601. */
  readonly minimumDwell?: Duration | null;
  /** When customers are told; left out to tell them with the decision. */
  readonly notice?: NoticeRules | null;
  /** The host's own notes. */
  readonly meta?: JsonObject | null;
}

/** The rules of a ladder of tiers. */
export interface TierPolicyData<Name extends string = string, Metric extends string = string> {
  /** Names the policy. */
  readonly id: string;
  /** Its version, from 1. */
  readonly version: number;
  /** Names the scheme it belongs to; null when there is only one. */
  readonly scheme: string | null;
  /** The moment from which it is in force, inclusive; null for always. */
  readonly effectiveFrom: string | null;
  /** The moment at which it is no longer; null for never. */
  readonly effectiveTo: string | null;
  /** IANA zone in whose calendar windows, periods and durations are laid. */
  readonly timeZone: string;
  /** ISO 4217 code of every amount. */
  readonly currency: string;
  /** What conditions may ask about. */
  readonly metrics: readonly MetricDefinition<Metric>[];
  /** The tiers, in any order. */
  readonly tiers: readonly Tier<Name, Metric>[];
  /** How customers rise; null for `toQualified`, `now`. */
  readonly upgrade: UpgradeRules | null;
  /** How tiers are lost. */
  readonly downgrade: {
    /** How far a customer falls. */
    readonly mode: MoveMode;
    /** What costs a tier even though its `retain` holds. */
    readonly also: readonly DowngradeRule<Metric>[];
    /** How long a lost tier is kept in case the customer recovers; null for not at all. */
    readonly grace: GraceRules | null;
  };
  /** How long a tier is held before it is tested; null to test it at every review. */
  readonly validity: TierValidity | null;
  /** The periods tiers are reviewed in; null to review them at every judgement. */
  readonly schedule: TierSchedule | null;
  /** How long after an upgrade a tier cannot be lost; null for not at all. */
  readonly protectionAfterUpgrade: Duration | null;
  /** How long any tier is held before it can be lost; null for not at all. */
  readonly minimumDwell: Duration | null;
  /** When customers are told; null to tell them with the decision. */
  readonly notice: NoticeRules | null;
  /** The host's own notes; null when none. */
  readonly meta: JsonObject | null;
}

/** A checked {@link TierPolicyData}. */
export type TierPolicy<Name extends string = string, Metric extends string = string> = Sealed<
  TierPolicyData<Name, Metric>
>;
