/** What a value was expected to be. Rendered in words by `explain`. */
export type Expected =
  | "instant"
  | "day"
  | "duration"
  | "time-duration"
  | "decimal"
  | "money"
  | "currency"
  | "currency-of-policy"
  | "time-zone"
  | "integer"
  | "safe-integer"
  | "minor-units"
  | "positive-integer"
  | "non-negative-integer"
  | "finite-number"
  | "non-negative-number"
  | "positive-number"
  | "text"
  | "non-empty-text"
  | "boolean"
  | "object"
  | "array"
  | "known-name"
  | "time-unit"
  | "this-customer"
  | "covariance-matrix"
  | "plain-data";

/** A fact that cannot be read. Production data is like that at times: it is refused, never repaired. */
export interface InvalidFact {
  /** Always this. */
  readonly code: "invalid-fact";
  /** JSON Pointer (RFC 6901) into the fact; `""` is the fact itself. */
  readonly path: string;
  /** What was expected there. */
  readonly expected: Expected;
  /** What came, written out short. */
  readonly observed: string;
}

/**
 * Says that a fact cannot be read.
 *
 * @param path - JSON Pointer into the fact.
 * @param expected - What was expected there.
 * @param observed - What came.
 * @returns The refusal.
 */
export const invalidFact = (path: string, expected: Expected, observed: unknown): InvalidFact => ({
  code: "invalid-fact",
  path,
  expected,
  observed: show(observed),
});

const SHOWN = 60;

/**
 * Writes any value out short, for a message: never throws, never runs the value's own code.
 *
 * @param value - Anything at all.
 * @returns At most about sixty characters.
 */
export function show(value: unknown): string {
  switch (typeof value) {
    case "string":
      return JSON.stringify(value.length > SHOWN ? `${value.slice(0, SHOWN)}…` : value);
    case "number":
      return Object.is(value, -0) ? "-0" : String(value);
    case "bigint":
      return `${shorten(value.toString())}n`;
    case "boolean":
    case "undefined":
      return String(value);
    case "object":
      return value === null ? "null" : isArray(value) ? "an array" : "an object";
    case "function":
      return "a function";
    default:
      return "a symbol";
  }
}

/** Never throws, though `Array.isArray` does for a revoked proxy. */
function isArray(value: object): boolean {
  try {
    return Array.isArray(value);
  } catch {
    return false;
  }
}

const shorten = (text: string): string => (text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text);

/**
 * Writes one step of a path as JSON Pointer does: `~` becomes `~0`, `/` becomes `~1`.
 *
 * @param key - A property name or an index.
 * @returns The step with its leading slash.
 */
export const pointerStep = (key: PropertyKey): string => `/${String(key).replaceAll("~", "~0").replaceAll("/", "~1")}`;

/**
 * Writes a path as a JSON Pointer (RFC 6901).
 *
 * @param keys - Property names and indexes, outermost first.
 * @returns `""` for no keys.
 *
 * @example
 * ```ts
 * import { pointer } from "clientele/core";
 *
 * pointer(["tiers", 1, "a/b"]); // => "/tiers/1/a~1b"
 * ```
 */
export const pointer = (keys: readonly PropertyKey[]): string => keys.map(pointerStep).join("");
