import { err, type Instant, invalidFact, ok, type PolicyReference, type Result } from "../core/index.ts";
import { differs } from "./internal/differs.ts";
import { startJudge } from "./internal/judge.ts";
import type { TierDecision, TierRefusal, TierState, TierStateAfter, TierSubject } from "./model.ts";
import type { TierPolicy } from "./policyModel.ts";

/** A decision of the past, and what is known of its facts now. */
export interface RestatedStep extends Omit<TierSubject, "customerId" | "state"> {
  /** What was decided then. */
  readonly decided: TierDecision;
}

/** The decisions about one customer, with their facts as they are known now. */
export interface TierRecord {
  /** The host's identifier. */
  readonly customerId: string;
  /** Where the customer stood before the first of them; null when they were not graded yet. */
  readonly state: TierState | null;
  /** The decisions, earliest first; their metrics measured again, as of then, with what has become known since. */
  readonly steps: readonly RestatedStep[];
}

/** A decision that would be another. */
export interface TierDifference {
  /** Place of the step. */
  readonly step: number;
  /** When it was decided. */
  readonly asOf: Instant;
  /** What was decided. */
  readonly decided: TierDecision;
  /** What would be, with the facts known now. */
  readonly restated: TierDecision;
}

/** What a restatement shows. It changes nothing: what to do about it is the host's decision. */
export interface TierRestatement {
  /** Whose. */
  readonly customerId: string;
  /** The decisions that would be others, by action, tier or date, in their order. */
  readonly differences: readonly TierDifference[];
  /** Where the customer stands by what was decided; null without decisions. */
  readonly decidedState: TierStateAfter | null;
  /** Where they would stand; null without decisions. */
  readonly restatedState: TierStateAfter | null;
}

/** Why no restatement could be given. */
export type RestateRefusal =
  | TierRefusal
  | {
      /** A decision is not later than the one before it. */
      readonly code: "decisions-out-of-order";
      /** Where it stands: a JSON Pointer into the record. */
      readonly path: string;
    }
  | {
      /** A decision was made under a policy that is not among those handed in. */
      readonly code: "policy-version-missing";
      /** Where it stands: a JSON Pointer into the record. */
      readonly path: string;
      /** Which policy. */
      readonly policy: PolicyReference;
    };

/**
 * Reports what would have been decided had the facts been known that are known now: after refunds, cancellations and late
 * orders. Every step is judged anew from where the restated steps before it lead, under the policy and at the moment it was
 * decided. Past decisions are read, never rewritten.
 *
 * @param record - The decisions, with their metrics measured again.
 * @param policies - The policies they were made under, with all their versions.
 * @returns The differences; or what `evaluateTier` refuses, `decisions-out-of-order`, `policy-version-missing`, or
 *   `invalid-fact` for a decision about somebody else.
 * @throws `DomainError` with code `policy-not-checked`.
 *
 * @example An upgrade that a refund takes the ground from
 * ```ts
 * import { money, orThrow } from "clientele/core";
 * import { defineTierPolicy, evaluateTier, restateTier, tierPresets } from "clientele/tiers";
 *
 * const policy = defineTierPolicy(tierPresets.valueGrade);
 * const known = { spend: money("50000", "CNY"), orders: 9, idleDays: 3 };
 * const state = { tier: "silver", since: "2026-01-01T00:00:00+08:00" } as const;
 * const decided = orThrow(
 *   evaluateTier({ customerId: "C-1", state, metrics: known }, policy, { asOf: "2026-07-01T00:00:00+08:00" }),
 * );
 * const metrics = { ...known, spend: money("49000", "CNY") };
 * const { differences } = orThrow(restateTier({ customerId: "C-1", state, steps: [{ decided, metrics }] }, [policy]));
 *
 * differences.map(({ decided, restated }) => [decided.to, restated.to]); // => [["gold", "silver"]]
 * ```
 */
export function restateTier(
  record: TierRecord,
  policies: readonly TierPolicy[],
): Result<TierRestatement, RestateRefusal> {
  const { customerId, steps } = record;
  const differences: TierDifference[] = [];
  let state: TierState | null = record.state;
  let restatedState: TierStateAfter | null = null;
  let before: TierDecision | null = null;
  for (const [place, { decided, ...known }] of steps.entries()) {
    const path = `/steps/${place}/decided`;
    const { asOf, policy: reference } = decided;
    if (decided.customerId !== customerId) {
      return err(invalidFact(`${path}/customerId`, "known-name", decided.customerId));
    }
    if (before !== null && asOf <= before.asOf) return err({ code: "decisions-out-of-order", path: `${path}/asOf` });
    const policy = policies.find(({ id, version }) => id === reference.id && version === reference.version);
    if (policy === undefined) return err({ code: "policy-version-missing", path: `${path}/policy`, policy: reference });
    const judged = startJudge(policy, { asOf })({ ...known, customerId, state });
    if (!judged.ok) return judged;
    const restated = judged.value;
    if (differs(decided, restated)) differences.push({ step: place, asOf, decided, restated });
    restatedState = restated.stateAfter;
    state = restatedState;
    before = decided;
  }
  return ok({ customerId, differences, decidedState: before?.stateAfter ?? null, restatedState });
}
