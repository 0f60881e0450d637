import type { Result } from "../core/index.ts";
import { startJudge } from "./internal/judge.ts";
import type { TierDecision, TierOptions, TierRefusal, TierSubject } from "./model.ts";
import type { TierPolicy } from "./policyModel.ts";

/**
 * Decides whether a customer rises, stays, or falls at a given moment.
 *
 * 1. The *qualified* tier is the highest whose `attain` holds; exactly at a threshold is enough. Is it above the tier held,
 *    the customer rises: to it, or by one step; at once, or when the next period begins. A customer without a tier is enrolled
 *    there. An upgrade wins over a downgrade; a pin or a ceiling wins over both.
 * 2. Otherwise the tier held is tested, if its time has come: at every judgement; or at the first one in each period of the
 *    `schedule`; or, with `validity`, once that is over. It is lost when neither its `attain` nor its `retain` holds, or when a
 *    downgrade rule (`also`) does. Such a rule demotes from every tier above the base, and puts all of them out of reach.
 * 3. What is lost may be held: by an override, because it was earned for life, because nobody is downgraded from it, by the
 *    protection after an upgrade, by the least time any tier is held, by a grace; the first of these counts. A grace is
 *    followed at every judgement: it ends well when the customer recovers, else with the tier.
 * 4. Else it falls: by one rank, or to the highest lower tier that is not lost as well; never below what an override or a tier
 *    earned for life allows.
 *
 * What is not known moves nobody: a tier is reached only when that is certain, lost only when that is certain, and a
 * downgrade rule fires only when it certainly holds. A review that could not be answered is still owed. Deciding again at
 * once with `stateAfter` changes nothing: a tier given at the very moment of judgement is tested at a later one. All stretches
 * of time are half-open: what is valid until midnight no longer is at midnight.
 *
 * @param subject - The customer, the tier held, the values of the policy's metrics within the windows that end at `asOf`, and
 *   what people decided. Values that are missing, null, not finite, of the wrong type, in another currency, too old or resting
 *   on too little are not known; findings tell them.
 * @param policy - The ladder.
 * @param options - `asOf`, the moment of judgement; `trace`, `none` to leave out reasons, `nextTier`, `toRetain` and `notice`.
 * @returns The decision; or `invalid-fact` (a customer, state, metrics or override of the wrong shape), `tier-not-in-policy`,
 *   `state-after-as-of`, `tier-policy-not-in-force`, `overrides-contradict`.
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
 * decision.nextTier?.missing.map(({ metric, gap }) => [metric, gap]); // => [
 * //   ["spend", { kind: "money", amount: "150000.00", currency: "CNY" }],
 * //   ["orders", { kind: "number", value: 3 }],
 * // ]
 * ```
 *
 * @example Too little spend at the quarter's review: a month of grace, to the end of the month
 * ```ts
 * import { money, orThrow } from "clientele/core";
 * import { explain } from "clientele/explain";
 * import { defineTierPolicy, evaluateTier, tierPresets } from "clientele/tiers";
 *
 * const policy = defineTierPolicy(tierPresets.valueAndTenure);
 * const { action, heldBy, toRetain, notice } = orThrow(
 *   evaluateTier(
 *     {
 *       customerId: "C-1",
 *       state: { tier: "gold", since: "2025-10-01T00:00:00+08:00" },
 *       metrics: {
 *         spend: money("36500", "CNY"),
 *         tenureDays: 800,
 *         idleDays: 40,
 *         satisfactionChange: { value: 0.1, n: 5 },
 *       },
 *     },
 *     policy,
 *     { asOf: "2026-04-01T00:00:00+08:00" },
 *   ),
 * );
 *
 * [action, heldBy?.kind, heldBy?.until]; // => ["graceStarted", "grace", "2026-04-30T16:00:00.000Z"]
 * toRetain?.missing[0]?.gap; // => { kind: "money", amount: "3500.00", currency: "CNY" }
 * explain(notice?.lines ?? [], { locale: "en" }); // => [
 * //   "you stay our Gold customer through 2026-04-30; to keep it beyond that day, something is still wanting",
 * //   "spend of 12 months: CNY 36,500 (asked for: at least CNY 40,000)",
 * //   "spend of 12 months: CNY 3,500.00 to go through 2026-04-30",
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
