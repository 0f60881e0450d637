import type {
  Instant,
  InvalidFact,
  JsonObject,
  Labels,
  LabelsInput,
  PolicyReference,
  Reason,
  Sealed,
} from "../core/index.ts";

/** A name with its words for people, as a literal gives it. */
export interface PositioningNameInput<Name extends string = string> {
  /** The name. */
  readonly id: Name;
  /** Its words for people. */
  readonly labels?: LabelsInput | null;
}

/** A name with its words for people. */
export interface PositioningName<Name extends string = string> extends PositioningNameInput<Name> {
  /** Its words for people; null when none. */
  readonly labels: Labels | null;
}

/** How a target group is served against one competitor, as a literal gives it. */
export interface CounterPositionInput<Competitor extends string = string> {
  /** Id of the competitor. */
  readonly competitor: Competitor;
  /** What they stand for in the eyes of this group. */
  readonly theirs: LabelsInput;
  /** What we set against it. */
  readonly ours: LabelsInput;
}

/** How a target group is served against one competitor. */
export interface CounterPosition<Competitor extends string = string> {
  /** Id of the competitor. */
  readonly competitor: Competitor;
  /** What they stand for in the eyes of this group. */
  readonly theirs: Labels;
  /** What we set against it. */
  readonly ours: Labels;
}

/** A target group, as a literal gives it. */
export interface TargetGroupInput<
  Target extends string = string,
  Segment extends string = string,
  Competitor extends string = string,
> {
  /** Names it. */
  readonly id: Target;
  /** Its name for people. */
  readonly labels?: LabelsInput | null;
  /** The segments it is made of. */
  readonly segments: readonly Segment[];
  /** A whole number: where two groups claim a segment, the higher one has it. */
  readonly priority: number;
  /** The value proposition: why these customers should buy from us. */
  readonly proposition: LabelsInput;
  /** Positions against competitors; none when left out. */
  readonly against?: readonly CounterPositionInput<Competitor>[];
  /** Channels on which they are met, best first, in the host's own terms. */
  readonly channels: readonly string[];
  /** What they are given, such as names of service packages, in the host's own terms. */
  readonly treatments: readonly string[];
}

/** A target group: segments that get the same value proposition. */
export interface TargetGroup<
  Target extends string = string,
  Segment extends string = string,
  Competitor extends string = string,
> {
  /** Names it. */
  readonly id: Target;
  /** Its name for people; null when none. */
  readonly labels: Labels | null;
  /** The segments it is made of. */
  readonly segments: readonly Segment[];
  /** Where two groups claim a segment, the higher one has it. */
  readonly priority: number;
  /** The value proposition. */
  readonly proposition: Labels;
  /** Positions against competitors. */
  readonly against: readonly CounterPosition<Competitor>[];
  /** Channels on which they are met, best first. */
  readonly channels: readonly string[];
  /** What they are given. */
  readonly treatments: readonly string[];
}

/** Which target group gets what, as a literal gives it. */
export interface PositioningPolicyInput<
  Target extends string = string,
  Segment extends string = string,
  Competitor extends string = string,
> {
  /** Names the policy. */
  readonly id: string;
  /** Its version, from 1. */
  readonly version: number;
  /** Every segment that there is. */
  readonly segments: readonly PositioningNameInput<Segment>[];
  /** The competitors that are looked at; none when left out. */
  readonly competitors?: readonly PositioningNameInput<Competitor>[];
  /** The target groups. */
  readonly targets: readonly TargetGroupInput<Target, NoInfer<Segment>, NoInfer<Competitor>>[];
  /** The host's own notes. */
  readonly meta?: JsonObject | null;
}

/** Which target group gets what. */
export interface PositioningPolicyData<
  Target extends string = string,
  Segment extends string = string,
  Competitor extends string = string,
> {
  /** Names the policy. */
  readonly id: string;
  /** Its version, from 1. */
  readonly version: number;
  /** Every segment that there is. */
  readonly segments: readonly PositioningName<Segment>[];
  /** The competitors that are looked at. */
  readonly competitors: readonly PositioningName<Competitor>[];
  /** The target groups. */
  readonly targets: readonly TargetGroup<Target, Segment, Competitor>[];
  /** The host's own notes; null when none. */
  readonly meta: JsonObject | null;
}

/** A checked {@link PositioningPolicyData}. */
export type PositioningPolicy<
  Target extends string = string,
  Segment extends string = string,
  Competitor extends string = string,
> = Sealed<PositioningPolicyData<Target, Segment, Competitor>>;

/** How large a segment is. */
export interface SegmentSize<Segment extends string = string> {
  /** Which. */
  readonly segment: Segment;
  /** How many customers. */
  readonly customers: number;
}

/** What one segment gets. */
export interface SegmentPosition<Target extends string = string, Segment extends string = string>
  extends SegmentSize<Segment> {
  /** The target group that has it; null when none claims it, or the policy does not know the segment. */
  readonly target: Target | null;
  /** Further groups that claim it and give way, in the policy's order. */
  readonly outranked: readonly Target[];
}

/** The answer of `positionSegments`. */
export interface PositioningReport<Target extends string = string, Segment extends string = string> {
  /** The policy that was applied. */
  readonly policy: PolicyReference;
  /** The segments of the policy in its order, then those it does not know. */
  readonly segments: readonly SegmentPosition<Target, Segment>[];
  /** The target groups in the policy's order, with the customers that each has. */
  readonly targets: readonly {
    /** Which. */
    readonly target: Target;
    /** How many customers. */
    readonly customers: number;
    /** The segments that it has. */
    readonly segments: readonly Segment[];
  }[];
  /** How many customers there are. */
  readonly customers: number;
  /** How many of them belong to a target group. */
  readonly positioned: number;
  /** Their part; null without customers. */
  readonly coverage: number | null;
  /** Segments with customers that no target group has. */
  readonly uncovered: readonly Segment[];
  /** Segments that several groups of one priority claim: the first of them has it. */
  readonly conflicts: readonly {
    /** Which. */
    readonly segment: Segment;
    /** The groups, in the policy's order. */
    readonly targets: readonly Target[];
  }[];
}

/** The answer of `positionOf`. */
export interface PositionDecision<
  Target extends string = string,
  Segment extends string = string,
  Competitor extends string = string,
> {
  /** Whose. */
  readonly customerId: string;
  /** The moment of judgement. */
  readonly asOf: Instant;
  /** The customer's segment. */
  readonly segment: Segment;
  /** The target group; null when none claims the segment. */
  readonly target: Target | null;
  /** The value proposition; null without a target group. */
  readonly proposition: Labels | null;
  /** Positions against competitors. */
  readonly against: readonly CounterPosition<Competitor>[];
  /** Channels, best first. */
  readonly channels: readonly string[];
  /** What they are given. */
  readonly treatments: readonly string[];
  /** The policy that was applied. */
  readonly policy: PolicyReference;
  /** One for each target group, in the policy's order: whether it claims the segment. */
  readonly reasons: readonly Reason<"target-segment">[];
}

/** Why a customer could not be positioned. */
export type PositionRefusal =
  | InvalidFact
  | {
      /** The policy does not know the segment. */
      readonly code: "unknown-segment";
      /** Which. */
      readonly segment: string;
    };
