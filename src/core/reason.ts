import type { Duration } from "./duration.ts";
import type { Money } from "./money.ts";
import type { Day, Instant } from "./time.ts";

/** A value inside an explanation, with what it is; never prose. */
export type Tagged =
  | {
      /** Tells what it is. */
      readonly kind: "money";
      /** Decimal text. */
      readonly amount: string;
      /** ISO 4217 code. */
      readonly currency: string;
    }
  | {
      /** Tells what it is. */
      readonly kind: "number";
      /** The number. */
      readonly value: number;
      /** What it counts, such as `orders`; left out for a bare number. */
      readonly unit?: string;
    }
  | {
      /** Tells what it is. */
      readonly kind: "duration";
      /** Milliseconds; may be below zero. */
      readonly ms: number;
    }
  | {
      /** Tells what it is. */
      readonly kind: "period";
      /** A length of time as a policy writes it, on the calendar: ISO 8601. */
      readonly duration: Duration;
    }
  | {
      /** Tells what it is. */
      readonly kind: "instant";
      /** The moment. */
      readonly at: Instant;
    }
  | {
      /** Tells what it is. */
      readonly kind: "day";
      /** The day. */
      readonly on: Day;
    }
  | {
      /** Tells what it is. */
      readonly kind: "text";
      /** The text. */
      readonly text: string;
    }
  | {
      /** Tells what it is. */
      readonly kind: "boolean";
      /** Whether it is so. */
      readonly value: boolean;
    };

/** A name for people, in the languages it is known in; at least one is there. */
export interface Labels {
  /** English; null when not given. */
  readonly en: string | null;
  /** Simplified Chinese; null when not given. */
  readonly "zh-CN": string | null;
}

/** Labels as a literal gives them: what is not known may be left out. */
export interface LabelsInput {
  /** English. */
  readonly en?: string | null;
  /** Simplified Chinese. */
  readonly "zh-CN"?: string | null;
}

/** Whether a rule holds. A missing fact makes it `unknown`, and unknown never moves anyone. */
export type Verdict = "met" | "unmet" | "unknown";

/**
 * One line of a decision's explanation: which rule was looked at, what was seen, what was asked. Reasons are for people
 * and audits; code branches on the decision itself.
 */
export interface Reason<Code extends string = string> {
  /** Stable name of the kind of rule. */
  readonly code: Code;
  /** JSON Pointer (RFC 6901) to the rule inside the policy. */
  readonly rule: string;
  /** The metric that was held against it; null where the rule is not about one. */
  readonly metric: string | null;
  /** How: `>=`, `<`, ...; null where nothing is compared. */
  readonly op: string | null;
  /** What was seen; null when it is not known. */
  readonly observed: Tagged | null;
  /** What was asked; null where nothing is. */
  readonly required: Tagged | null;
  /** Whether the rule holds. */
  readonly verdict: Verdict;
  /** The name, for people, of what the rule is about; null where the policy gives none. */
  readonly label: Labels | null;
}

/**
 * Tags an amount.
 *
 * @param value - The amount.
 * @returns It, tagged.
 */
export const taggedMoney = (value: Money): Tagged => ({
  kind: "money",
  amount: value.amount,
  currency: value.currency,
});

/**
 * Tags a number.
 *
 * @param value - The number.
 * @param unit - What it counts, such as `orders` or `days`.
 * @returns It, tagged.
 */
export const taggedNumber = (value: number, unit?: string): Tagged =>
  unit === undefined ? { kind: "number", value } : { kind: "number", value, unit };
