/**
 * The one error this library throws: for a mistake in the calling code (a bad `asOf`, an option out of range, a policy
 * that went through no door) or in ours. Whatever a correct caller can meet in production is a {@link Result} instead.
 *
 * The ESM and the CommonJS build have a class each: compare `code`, not `instanceof`, where both may be loaded.
 *
 * @example
 * ```ts
 * import { DomainError, instant } from "clientele/core";
 *
 * try {
 *   instant("2026-03-01T10:00:00"); // no offset: whose ten o'clock?
 * } catch (error) {
 *   error instanceof DomainError && error.code; // => "invalid-instant"
 * }
 * ```
 */
export class DomainError extends Error {
  /** Always this. */
  override readonly name = "DomainError";
  /** Stable, lower-case, hyphenated; safe to branch on. */
  readonly code: string;

  /**
   * @param code - Stable name of the mistake.
   * @param message - What was expected, what came, and where.
   * @param options - `cause`: the refusal or error behind this one.
   */
  constructor(code: string, message: string, options?: { readonly cause?: unknown }) {
    super(message, options);
    this.code = code;
  }
}

/**
 * Marks a branch that a checked input cannot reach, and says why.
 *
 * @param why - The reason the branch cannot be reached.
 * @throws {@link DomainError} with code `unreachable`, always: reaching it is a mistake of this library.
 */
export function unreachable(why: string): never {
  throw new DomainError("unreachable", why);
}
