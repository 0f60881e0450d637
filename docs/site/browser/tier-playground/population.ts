import type { Instant } from "clientele/core";
import type { CustomerFacts, MetricValues } from "clientele/rules";
import type { TierState } from "clientele/tiers";

/** One customer to be judged, as far as that does not hang on a policy. */
export interface Person {
  readonly customerId: string;
  readonly name: string | null;
  /** What is known of them, to be measured; null where the metrics came with them. */
  readonly facts: CustomerFacts | null;
  /** What came with them. */
  readonly metrics: MetricValues;
  /** The tier they hold; null where it is found by judging them a year earlier, and of those who are new. */
  readonly state: TierState | null;
}

/** Customers to judge. */
export interface Population {
  /** The name of the reader's own file; null for the example. */
  readonly file: string | null;
  /** `facts`: to be measured as the policy says. `metrics`: measured already. */
  readonly from: "facts" | "metrics";
  readonly asOf: Instant;
  readonly people: readonly Person[];
  /** How many rows were read: orders, or customers. */
  readonly lines: number;
  /** Rows of the file that could not be read. */
  readonly bad: BadRows;
}

export interface BadRows {
  readonly total: number;
  readonly first: readonly BadRow[];
}

/** A row that could not be read. */
export interface BadRow {
  /** The line of the file on which it begins, the header being line 1. */
  readonly line: number;
  /** Why, in both languages. */
  readonly why: readonly [english: string, chinese: string];
}

export const NO_BAD_ROWS: BadRows = { total: 0, first: [] };
