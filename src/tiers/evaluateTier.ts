import type { Result } from "../core/index.ts";
import { startJudge } from "./internal/judge.ts";
import type { TierDecision, TierOptions, TierRefusal, TierSubject } from "./model.ts";
import type { TierPolicy } from "./policyModel.ts";

/**
 * Decides whether a customer rises, stays, or falls at a given moment.
 *
 * 1. The *qualified* tier is the highest whose `attain` holds; exactly at a threshold is enough. Is it above the tier held,
 *    the customer rises to it at once, however many ranks it is away. A customer without a tier is enrolled there.
 * 2. Otherwise the tier held is lost when neither its `attain` nor its `retain` holds, or when a downgrade rule (`also`)
 *    does. Such a rule demotes from every tier above the base, and puts all of them out of reach.
 * 3. A lost tier falls one rank (`oneStep`), or to the highest lower tier that is not lost as well (`toQualified`).
 *
 * What is not known moves nobody: a tier is reached only when that is certain, lost only when that is certain, and a
 * downgrade rule fires only when it certainly holds. Deciding again at once with `stateAfter` changes nothing: with
 * `oneStep`, a tier given at the very moment of judgement is not lost at that moment, and a reason says so.
 *
 * @param subject - The customer, the tier held, and the values of the policy's metrics within the windows that end at
 *   `asOf` (see `metricWindows`). Values that are missing, null, not finite, of the wrong type or in another currency are
 *   not known; findings tell them.
 * @param policy - The ladder.
 * @param options - `asOf`, the moment of judgement; `trace`, `none` to leave out the reasons.
 * @returns The decision; or `invalid-fact` (a customer, state or metrics of the wrong shape), `tier-not-in-policy`, or
 *   `state-after-as-of`.
 * @throws `DomainError` with code `policy-not-checked`, `invalid-instant` or `invalid-option`.
 *
 * @example Exactly 50,000 yuan in enough orders is gold, straight from ordinary
 * ```ts
 * import { money, orThrow } from "clientele/core";
 * import { defineTierPolicy, evaluateTier, tierPresets } from "clientele/tiers";
 *
 * const policy = defineTierPolicy(tierPresets.valueGrade);
 * const decision = orThrow(
 *   evaluateTier(
 *     {
 *       customerId: "C-1",
 *       state: { tier: "ordinary", since: "2026-01-01T00:00:00+08:00" },
 *       metrics: { spend: money("50000.00", "CNY"), orders: 9, idleDays: 12 },
 *     },
 *     policy,
 *     { asOf: "2026-07-01T00:00:00+08:00" },
 *   ),
 * );
 *
 * [decision.action, decision.to]; // => ["upgrade", "gold"]
 * decision.nextTier?.missing; // => [
 * //   { metric: "spend", op: ">=", gap: { kind: "money", amount: "150000.00", currency: "CNY" } },
 * //   { metric: "orders", op: ">=", gap: { kind: "number", value: 3 } },
 * // ]
 * ```
 * @see Our own definition, after the ladders of airline and hotel programmes; unknown as in Kleene's strong three-valued
 *   logic.
 */
export const evaluateTier = <Name extends string, Metric extends string>(
  subject: TierSubject<NoInfer<Name>, NoInfer<Metric>>,
  policy: TierPolicy<Name, Metric>,
  options: TierOptions,
): Result<TierDecision<Name>, TierRefusal> =>
  startJudge(policy, options)(subject) as Result<TierDecision<Name>, TierRefusal>;
