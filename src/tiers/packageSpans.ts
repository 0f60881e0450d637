import { epochMsOf, instant, type Instant } from "../core/index.ts";
import type { PackageSpan } from "./entitlementModel.ts";
import type { TierDecision } from "./model.ts";
import type { TierPolicy } from "./policyModel.ts";
import { compiledTiers } from "./tierKind.ts";

/** A package held, its moments in their one spelling. */
export interface HeldPackage<Name extends string = string> extends PackageSpan<Name> {
  /** The first moment. */
  readonly from: Instant;
  /** The first moment that no longer belongs to it; null while it goes on. */
  readonly until: Instant | null;
}

/**
 * Tells which service package a customer held when, from the decisions about their tier: for `assessEntitlements`. Each decision
 * tells where the customer stands from its moment on, back to when the tier was given but not before the decision before it;
 * an upgrade that waits is in force from its moment on, unless a later decision takes it back. Name the packages in the type,
 * `packageSpans<ValueGrade>(...)`, where `assessEntitlements` asks for the names of its policy.
 *
 * @param decisions - The decisions about one customer, in any order, or what is kept of them.
 * @param tiers - The ladder, whose tiers name their packages. A tier it does not know, or without a package, leaves a gap.
 * @returns The packages held, earliest first; tiers with the same package are one span.
 * @throws `DomainError` with code `policy-not-checked`, `invalid-instant`.
 *
 * @example
 * ```ts
 * import { money, orThrow } from "clientele/core";
 * import { defineTierPolicy, evaluateTier, packageSpans, tierPresets } from "clientele/tiers";
 *
 * const tiers = defineTierPolicy(tierPresets.valueAndTenure);
 * const metrics = { spend: money("12000", "CNY"), tenureDays: 100, idleDays: 3, satisfactionChange: 0 };
 * const enrolled = orThrow(
 *   evaluateTier({ customerId: "C-1", state: null, metrics }, tiers, { asOf: "2026-01-01T00:00:00+08:00" }),
 * );
 * const promoted = orThrow(
 *   evaluateTier(
 *     { customerId: "C-1", state: enrolled.stateAfter, metrics: { ...metrics, spend: money("60000", "CNY"), tenureDays: 200 } },
 *     tiers,
 *     { asOf: "2026-05-20T00:00:00+08:00" },
 *   ),
 * );
 *
 * packageSpans([enrolled, promoted], tiers); // => [
 * //   { package: "silver", from: "2025-12-31T16:00:00.000Z", until: "2026-05-19T16:00:00.000Z" },
 * //   { package: "gold", from: "2026-05-19T16:00:00.000Z", until: null },
 * // ]
 * ```
 */
export function packageSpans<Name extends string = string>(
  decisions: readonly Pick<TierDecision, "asOf" | "stateAfter">[],
  tiers: TierPolicy,
): readonly HeldPackage<Name>[] {
  const packageOf = new Map(compiledTiers(tiers).rungs.map(({ tier, servicePackage }) => [tier, servicePackage]));
  const sorted = decisions
    .map(({ asOf, stateAfter }) => ({ asOf: instant(asOf), stateAfter }))
    .sort((a, b) => epochMsOf(a.asOf) - epochMsOf(b.asOf));
  /** From when on which package is held. */
  let turns: { readonly from: Instant; readonly held: string | null }[] = [];
  let before: Instant | null = null;
  for (const { asOf, stateAfter } of sorted) {
    const { tier, pending } = stateAfter;
    const since = instant(stateAfter.since);
    const from = before !== null && since < before ? before : since;
    turns = turns.filter((turn) => turn.from < from);
    turns.push({ from, held: packageOf.get(tier) ?? null });
    if (pending !== null) turns.push({ from: instant(pending.at), held: packageOf.get(pending.tier) ?? null });
    before = asOf;
  }
  const changes = turns.filter(({ held }, at) => at === 0 || held !== turns[at - 1]?.held);
  return changes.flatMap(({ from, held }, at) =>
    held === null ? [] : [{ package: held as Name, from, until: changes[at + 1]?.from ?? null }],
  );
}
