/** To the worker: run this. */
export interface RunOrder {
  readonly run: number;
  readonly code: string;
  readonly locale: "en" | "zh-CN";
}

/** A value that came out where an example says one. */
export interface Came {
  /** The assertion, by its number. */
  readonly index: number;
  /** Whether it is what the example says; null where it says nothing. */
  readonly right: boolean | null;
  /** The value, written out. */
  readonly value: string;
}

/** What ended a run before its end. */
export interface Failure {
  readonly title: string;
  /** The line of the example it came from, if that is known. */
  readonly line: number | null;
  /** What a refusal is made of, a sentence each. */
  readonly details: readonly string[];
}

/** From the worker. */
export type Report =
  | { readonly kind: "ready" }
  | { readonly kind: "came"; readonly run: number; readonly came: Came }
  | { readonly kind: "said"; readonly run: number; readonly text: string }
  | { readonly kind: "done"; readonly run: number; readonly failure: Failure | null };
