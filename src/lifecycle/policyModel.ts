import type { Duration, JsonObject, Labels, LabelsInput, Sealed } from "../core/index.ts";
import type { Condition, MetricDefinition, MetricDefinitionInput } from "../rules/index.ts";

/**
 * A length of time counted in whole working days. It is over at the end of the last of them, at midnight: opening hours make no
 * difference. A promise that ends at closing time is one of `clientele/sla`, which counts working hours.
 */
export interface WorkingDays {
  /** How many, from 1, counted from the day after the one it starts on. */
  readonly workingDays: number;
  /** Id of the calendar that tells which days are worked; verbs are handed the calendar itself. */
  readonly calendar: string;
}

/** How long something takes: ISO 8601 text laid on the calendar of the policy's zone, or working days. */
export type LifecycleTerm = Duration | WorkingDays;

/**
 * What becomes of a way that leads back to a stage of a lower order: `allow` takes it, `forbid` never does, `requireReason` asks
 * the event to say why. Time needs no reason.
 */
export type Regression = "allow" | "forbid" | "requireReason";

/** Something a stage owes the customer, as a literal gives it. */
export interface ObligationInput<Event extends string = string> {
  /** Names it, within its stage. */
  readonly id: string;
  /** How long after the stage is entered it is due. */
  readonly within: LifecycleTerm;
  /** How long after it was done it is due again, as long as the stage lasts; left out when once is enough. */
  readonly every?: LifecycleTerm | null;
  /** The events that show it was done. */
  readonly doneBy: readonly Event[];
  /** Its name for people. */
  readonly labels?: LabelsInput | null;
}

/** Something a stage owes the customer: a task with a deadline. */
export interface Obligation<Event extends string = string> extends ObligationInput<Event> {
  /** How long after it was done it is due again; null when once is enough. */
  readonly every: LifecycleTerm | null;
  /** Its name for people; null when none. */
  readonly labels: Labels | null;
}

/** A stage as a literal gives it. */
export interface LifecycleStageInput<
  Stage extends string = string,
  Event extends string = string,
  Phase extends string = string,
> {
  /** Names the stage. */
  readonly id: Stage;
  /**
   * How far along the course it is; a whole number, no two alike. What leads to a lower one is a regression, and a state's
   * `highest` is the stage of the greatest order ever reached: where that is to be the best, give stages of decline, such as
   * dormant or lost, orders below those they decline from.
   */
  readonly order: number;
  /** The phase of the relationship that it belongs to. */
  readonly phase?: Phase | null;
  /** Its name for people. */
  readonly labels?: LabelsInput | null;
  /** True when nothing leads out of it. */
  readonly final?: boolean | null;
  /** What it owes the customer; an empty list says that it owes nothing, and means it. */
  readonly owed?: readonly ObligationInput<NoInfer<Event>>[] | null;
}

/** A stage of the relationship. */
export interface LifecycleStage<
  Stage extends string = string,
  Event extends string = string,
  Phase extends string = string,
> extends LifecycleStageInput<Stage, Event, Phase> {
  /** The phase of the relationship that it belongs to; null when none. */
  readonly phase: Phase | null;
  /** Its name for people; null when none. */
  readonly labels: Labels | null;
  /** True when nothing leads out of it; null when not stated, which means the same as false. */
  readonly final: boolean | null;
  /** What it owes the customer; null when that is not stated, which the checks notice. */
  readonly owed: readonly Obligation<Event>[] | null;
}

/** A transition as a literal gives it: `on` an event, or `after` a time. */
export type LifecycleTransitionInput<
  Stage extends string = string,
  Event extends string = string,
  Metric extends string = string,
> = {
  /** The stage or stages it leads out of. */
  readonly from: Stage | readonly Stage[];
  /** What must hold; left out when nothing must. */
  readonly when?: Condition<Metric> | null;
  /** The stage it leads to. */
  readonly to: Stage;
  /** Its name for people. */
  readonly labels?: LabelsInput | null;
} & (
  | {
      /** The event that triggers it. */
      readonly on: Event;
      /** Not together with `on`. */
      readonly after?: null;
    }
  | {
      /** Not together with `after`. */
      readonly on?: null;
      /** How long after entering the stage it happens by itself. */
      readonly after: LifecycleTerm;
    }
);

/** A way from one stage to another, or anew into the same one, which starts its time again. */
export type LifecycleTransition<
  Stage extends string = string,
  Event extends string = string,
  Metric extends string = string,
> = {
  /** The stage or stages it leads out of. */
  readonly from: Stage | readonly Stage[];
  /** What must hold; null when nothing must. */
  readonly when: Condition<Metric> | null;
  /** The stage it leads to. */
  readonly to: Stage;
  /** Its name for people; null when none. */
  readonly labels: Labels | null;
} & (
  | {
      /** The event that triggers it. */
      readonly on: Event;
      /** Null: an event triggers it. */
      readonly after: null;
    }
  | {
      /** Null: time triggers it. */
      readonly on: null;
      /** How long after entering the stage it happens by itself. */
      readonly after: LifecycleTerm;
    }
);

/** The course of a relationship, as a literal gives it. */
export interface LifecyclePolicyInput<
  Stage extends string = string,
  Event extends string = string,
  Phase extends string = string,
  Metric extends string = string,
> {
  /** Names the policy. */
  readonly id: string;
  /** Its version, from 1. */
  readonly version: number;
  /** IANA zone on whose calendar the times of timers are laid. */
  readonly timeZone: string;
  /** Of every amount that conditions ask about, ISO 4217; left out when there are no metrics. */
  readonly currency?: string | null;
  /** What conditions may ask about. */
  readonly metrics?: readonly MetricDefinitionInput<Metric>[] | null;
  /** The stages. */
  readonly stages: readonly LifecycleStageInput<Stage, Event, Phase>[];
  /** What can happen. Among events of one moment, the one listed earlier comes first. */
  readonly events: readonly Event[];
  /** How stages follow one another. */
  readonly transitions: readonly LifecycleTransitionInput<NoInfer<Stage>, NoInfer<Event>, NoInfer<Metric>>[];
  /** Where everybody starts. */
  readonly initial: NoInfer<Stage>;
  /** What becomes of a way back; left out, it is allowed. */
  readonly regression?: Regression | null;
  /** How long after it happened an event that became known only then still counts; left out, for ever. ISO 8601. */
  readonly acceptWithin?: Duration | null;
  /** The host's own notes. */
  readonly meta?: JsonObject | null;
}

/** The course of a relationship: its stages, what can happen, and how stages follow one another. */
export interface LifecyclePolicyData<
  Stage extends string = string,
  Event extends string = string,
  Phase extends string = string,
  Metric extends string = string,
> {
  /** Names the policy. */
  readonly id: string;
  /** Its version, from 1. */
  readonly version: number;
  /** IANA zone on whose calendar the times of timers are laid. */
  readonly timeZone: string;
  /** Of every amount that conditions ask about; null when there are no metrics. */
  readonly currency: string | null;
  /** What conditions may ask about; null when nothing. */
  readonly metrics: readonly MetricDefinition<Metric>[] | null;
  /** The stages. */
  readonly stages: readonly LifecycleStage<Stage, Event, Phase>[];
  /** What can happen. Among events of one moment, the one listed earlier comes first. */
  readonly events: readonly Event[];
  /** How stages follow one another. */
  readonly transitions: readonly LifecycleTransition<Stage, Event, Metric>[];
  /** Where everybody starts. */
  readonly initial: Stage;
  /** What becomes of a way back; null when not stated, which means that it is allowed. */
  readonly regression: Regression | null;
  /** How long after it happened an event that became known only then still counts; null for ever. */
  readonly acceptWithin: Duration | null;
  /** The host's own notes; null when none. */
  readonly meta: JsonObject | null;
}

/** A checked {@link LifecyclePolicyData}. */
export type LifecyclePolicy<
  Stage extends string = string,
  Event extends string = string,
  Phase extends string = string,
  Metric extends string = string,
> = Sealed<LifecyclePolicyData<Stage, Event, Phase, Metric>>;

/**
 * The names of a policy's stages, as a type: `StageOf<typeof course>`.
 *
 * @example
 * ```ts
 * import { defineLifecycle, lifecyclePresets, type EventOf, type PhaseOf, type StageOf } from "clientele/lifecycle";
 *
 * const course = defineLifecycle(lifecyclePresets.acquireToWinBack);
 * const colours = {
 *   prospect: "grey", new: "green", active: "green", dormant: "amber", lost: "red", wonBack: "blue",
 * } as const satisfies Record<StageOf<typeof course>, string>;
 * const bought: EventOf<typeof course> = "purchased";
 * const last: PhaseOf<typeof course> = "winBack";
 *
 * [colours.dormant, bought, last]; // => ["amber", "purchased", "winBack"]
 * ```
 */
export type StageOf<Policy extends LifecyclePolicyData> = Policy["stages"][number]["id"];

/** The names of a policy's events, as a type: `EventOf<typeof course>`. See {@link StageOf}. */
export type EventOf<Policy extends LifecyclePolicyData> = Policy["events"][number];

/** The names of a policy's phases, as a type: `PhaseOf<typeof course>`. See {@link StageOf}. */
export type PhaseOf<Policy extends LifecyclePolicyData> = NonNullable<Policy["stages"][number]["phase"]>;
