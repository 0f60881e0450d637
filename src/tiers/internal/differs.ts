import type { TierDecision } from "../model.ts";

/**
 * Tells whether a decision is another one: by action, tier or date.
 *
 * @param a - The one.
 * @param b - The other.
 * @returns Whether they differ.
 */
export const differs = (a: TierDecision, b: TierDecision): boolean =>
  a.action !== b.action || a.to !== b.to || a.effectiveAt !== b.effectiveAt;
