import type { Labels, Tagged } from "../../core/index.ts";
import type { MetricKind } from "../metricModel.ts";
import type { ComparisonOp, Performed } from "../model.ts";
import type { ConditionReasonCode, Keys } from "../programModel.ts";
import type { Code } from "./machine.ts";

/** A metric of a program: one slot of its row. */
export interface MetricSlot {
  /** Its id. */
  readonly id: string;
  /** What its values are. */
  readonly kind: MetricKind;
  /** What it counts, for traces. */
  readonly unit: string | undefined;
  /** Its name for people. */
  readonly label: Labels | null;
  /** Where it stands in the document. */
  readonly keys: Keys;
  /** How many facts it must rest on. */
  readonly minSample: number | null;
  /** How old the newest of them may be; ISO 8601. */
  readonly maxAge: string | null;
  /** Whether nothing is asked of how it came to be. */
  readonly plain: boolean;
  /** The least number it can be; NaN for what is no number, which is then never in reach of a quick look. */
  readonly least: number;
  /** The greatest. */
  readonly greatest: number;
  /** Whether it is a whole number. */
  readonly whole: boolean;
  /** The texts it is held against, by the numbers that stand for them. */
  readonly texts: Map<string, number>;
}

/** Something asked of what a customer did or is, beside the metrics: one slot of the row, after those of the metrics. */
export type BehaviourSlot = {
  /** Where it stands in the document. */
  readonly keys: Keys;
} & (
  | {
      /** Tells which. */
      readonly kind: "performed";
      /** The terms. */
      readonly terms: Required<Performed["performed"]>;
    }
  | {
      /** Tells which. */
      readonly kind: "last-performed";
      /** Kind of activity. */
      readonly event: string;
      /** How long ago; ISO 8601. */
      readonly duration: string;
    }
  | {
      /** Tells which. */
      readonly kind: "member-of";
      /** Id of the segment. */
      readonly segment: string;
    }
  | {
      /** Tells which. */
      readonly kind: "bucket";
      /** The hash of its seed. */
      readonly seed: number;
      /** The part of everyone. */
      readonly share: number;
    }
);

/** A line of a trace, as far as it does not hang on the customer. */
export interface TraceNode {
  /** What kind of line. */
  readonly code: ConditionReasonCode;
  /** Where it stands in the document. */
  readonly keys: Keys;
  /** The same as a JSON Pointer. */
  readonly rule: string;
  /** How deep. */
  readonly depth: number;
  /** Whether under an odd number of `not`. */
  readonly negated: boolean;
  /** What it is about, where that is no metric. */
  readonly about: string | null;
  /** The parts of a group. */
  readonly parts: readonly TraceNode[];
  /** How many parts must hold. */
  readonly needed: number;
  /** The comparison, or null for a group. */
  readonly leaf: Leaf | null;
}

/** A comparison, ready to be made and told. */
export interface Leaf {
  /** Slot of the row. */
  readonly slot: number;
  /** How it compares. */
  readonly op: ComparisonOp;
  /** What is held against, as it stands in the row's terms, ascending. */
  readonly constants: readonly number[];
  /** The same as written: for amounts. */
  readonly written: readonly (string | number | boolean)[];
  /** What it is when the slot is not known; a number of `MISSING`. */
  readonly missing: number;
  /** What was asked; null where several were. */
  readonly required: Tagged | null;
  /** What was asked where several were. */
  readonly choices: readonly Tagged[] | null;
}

/** What a program holds. */
export interface CompiledConditions extends Code {
  /** The slots of metrics, first in the row. */
  readonly metricSlots: readonly MetricSlot[];
  /** The slots of behaviour, after them. */
  readonly behaviourSlots: readonly BehaviourSlot[];
  /** How many groups count. */
  readonly counters: number;
  /** Where each condition begins. */
  readonly entries: readonly number[];
  /** Each condition, for traces. */
  readonly traces: readonly TraceNode[];
  /** Of every amount. */
  readonly currency: string;
  /** Decimals of its minor unit. */
  readonly digits: number;
  /** In whose calendar durations are laid. */
  readonly timeZone: string;
  /** Whether a moment of judgement is needed. */
  readonly needsAsOf: boolean;
}
