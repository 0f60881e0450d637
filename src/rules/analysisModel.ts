import type { Issue, Money } from "../core/index.ts";

/** Codes of what can be said of a condition without any customer. */
export type ConditionInsightCode =
  | "contradiction"
  | "tautology"
  | "implied-clause"
  | "unreachable-branch"
  | "not-proved";

/** Facts that show something about a condition. What is not named may be anything. */
export interface ConditionExample {
  /** By metric; null where it is not known. */
  readonly metrics: Readonly<Record<string, Money | number | string | boolean | null>>;
  /** What the customer did or is, beside the metrics. */
  readonly beside: readonly {
    /** What is asked. */
    readonly kind: "performed" | "member-of" | "bucket";
    /** Kind of activity, segment or seed. */
    readonly about: string;
    /** Within how long, for what was done; null for ever. */
    readonly within: string | null;
    /** What its own fields must equal, where that is asked. */
    readonly where?: Readonly<Record<string, string | number | boolean>>;
    /** How often; 1 or 0 for membership; the draw. Null where it is not known. */
    readonly value: number | null;
  }[];
}

/** Something worth knowing about a condition: its place is the condition's, or that of one of its parts. */
export interface ConditionInsight extends Issue<ConditionInsightCode> {
  /** Facts that show it; null where there are none. */
  readonly example: ConditionExample | null;
}

/** Asked of a condition: a truth from `least` to `most`, where 0 is no, 1 unknown, 2 yes. */
export interface WantedTruth {
  /** Its place among the program's conditions. */
  readonly condition: number;
  /** At least this. */
  readonly least: 0 | 1 | 2;
  /** At most this. */
  readonly most: 0 | 1 | 2;
}

/** Whether facts exist for which conditions are as wanted. */
export type ExampleSearch =
  | {
      /** There are such facts. */
      readonly answer: "found";
      /** These, for instance. */
      readonly example: ConditionExample;
    }
  | {
      /** There are no such facts, or it could not be decided. */
      readonly answer: "none" | "not-proved";
    };
