import { DomainError, type Result, show } from "../core/index.ts";
import type { ConditionSubject, MetricValues } from "../rules/index.ts";
import { startJudge } from "./internal/judge.ts";
import type { TierDecision, TierOptions, TierOverride, TierRefusal, TierState } from "./model.ts";
import type { TierPolicy } from "./policyModel.ts";

/** What is known of a customer whom several schemes judge. */
export interface SchemeSubject extends Omit<ConditionSubject, "customerId"> {
  /** The host's identifier. */
  readonly customerId: string;
  /** Where the customer stands, by scheme; not graded yet where a scheme is missing. */
  readonly states: Readonly<Partial<Record<string, TierState | null>>>;
  /** Values of the metrics of all schemes. */
  readonly metrics: MetricValues;
  /** What people decided about the customer, by scheme. */
  readonly overrides?: Readonly<Partial<Record<string, readonly TierOverride[]>>> | null | undefined;
}

/**
 * Decides for one customer under several schemes at once: value grade, A/B/C and account class side by side, each with its
 * own state. What one scheme refuses does not stop the others.
 *
 * @param subject - The customer, with a state and perhaps overrides for each scheme.
 * @param policies - One policy per scheme. A policy without a scheme goes by its id.
 * @param options - `asOf`, the moment of judgement; `trace`.
 * @returns What `evaluateTier` answers, by scheme.
 * @throws `DomainError` with code `policy-not-checked`, `invalid-instant`; `invalid-option` for two policies of one scheme.
 *
 * @example
 * ```ts
 * import { money } from "clientele/core";
 * import { defineTierPolicy, evaluateSchemes, tierPresets } from "clientele/tiers";
 *
 * const schemes = [defineTierPolicy(tierPresets.abc), defineTierPolicy(tierPresets.valueGrade)];
 * const decisions = evaluateSchemes(
 *   {
 *     customerId: "C-1",
 *     states: { abc: { tier: "B", since: "2026-01-01T00:00:00+08:00" } },
 *     metrics: { turnoverRankShare: 0.41, spend: money("52000", "CNY"), orders: 9, idleDays: 3 },
 *   },
 *   schemes,
 *   { asOf: "2026-07-01T00:00:00+08:00" },
 * );
 *
 * Object.entries(decisions).map(([scheme, { ok, value }]) => ok && [scheme, value.action, value.to]);
 * // => [["abc", "upgrade", "A"], ["value-grade", "enrol", "gold"]]
 * ```
 */
export function evaluateSchemes(
  subject: SchemeSubject,
  policies: readonly TierPolicy[],
  options: TierOptions,
): Readonly<Record<string, Result<TierDecision, TierRefusal>>> {
  const decided = new Map<string, Result<TierDecision, TierRefusal>>();
  for (const policy of policies) {
    const judge = startJudge(policy, options);
    const scheme = policy.scheme ?? policy.id;
    if (decided.has(scheme)) {
      throw new DomainError("invalid-option", `policies: expected one per scheme, received two of ${show(scheme)}`);
    }
    const { states, overrides, ...known } = subject;
    const own = <T>(of: Readonly<Partial<Record<string, T>>> | null | undefined): T | null =>
      of !== null && of !== undefined && Object.hasOwn(of, scheme) ? (of[scheme] ?? null) : null;
    decided.set(scheme, judge({ ...known, state: own(states), overrides: own(overrides) }));
  }
  return Object.fromEntries(decided);
}
