import { DomainError } from "./error.ts";
import { show } from "./refusal.ts";

/** An answer, or the reason there is none. Plain data: it survives JSON and `structuredClone`. */
export type Result<T, E> = Ok<T> | Err<E>;

/** The answer. */
export interface Ok<T> {
  /** Tells the two apart. */
  readonly ok: true;
  /** What was asked for. */
  readonly value: T;
}

/** A refusal: something a correct caller can meet in production, and must handle. */
export interface Err<E> {
  /** Tells the two apart. */
  readonly ok: false;
  /** What was refused, and why. */
  readonly error: E;
}

/** What a result, or any of several kinds of result, holds where it is an answer. */
export type AnswerOf<R> = R extends Ok<infer T> ? T : never;

/**
 * Wraps an answer.
 *
 * @param value - The answer.
 * @returns A result that holds it.
 */
export const ok = <T>(value: T): Ok<T> => ({ ok: true, value });

/**
 * Wraps a refusal.
 *
 * @param error - The refusal, usually `{ code, ... }`.
 * @returns A result that holds it.
 */
export const err = <E>(error: E): Err<E> => ({ ok: false, error });

/**
 * Takes the answer out of a result, where a refusal would be a mistake of the caller.
 *
 * @param result - What a verb returned.
 * @returns The answer.
 * @throws {@link DomainError} with the refusal's own `code` (or `refused` where it has none) and the refusal as `cause`.
 *
 * @example
 * ```ts
 * import { err, ok, orThrow } from "clientele/core";
 *
 * orThrow(ok(7)); // => 7
 * try {
 *   orThrow(err({ code: "no-open-time", calendar: "shop" }));
 * } catch (error) {
 *   (error as { code: string }).code; // => "no-open-time"
 * }
 * ```
 */
export function orThrow<T>(result: Result<T, unknown>): T;
/** The same of any of several kinds of result: each with its own answer. */
export function orThrow<R extends Result<unknown, unknown>>(result: R): AnswerOf<R>;
export function orThrow<T>(result: Result<T, unknown>): T {
  if (result.ok) return result.value;
  const refusals: readonly unknown[] = Array.isArray(result.error) ? result.error : [result.error];
  const code = refusals.map(codeOf).find((found) => found !== null) ?? "refused";
  throw new DomainError(code, refusals.map(describe).join("; "), { cause: result.error });
}

function codeOf(refusal: unknown): string | null {
  if (typeof refusal !== "object" || refusal === null || !("code" in refusal)) return null;
  return typeof refusal.code === "string" ? refusal.code : null;
}

function describe(refusal: unknown): string {
  try {
    const text: unknown = JSON.stringify(refusal);
    return typeof text === "string" ? text : show(refusal);
  } catch {
    return "a refusal that cannot be written as JSON";
  }
}
