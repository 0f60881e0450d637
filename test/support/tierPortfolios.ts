import fc from "fast-check";
import { epochMsOf, type Instant, type InstantInput, instantFromMs } from "clientele/core";
import { TIER_ENTRIES } from "clientele/kernel";
import { evaluateTier, type TierPortfolioColumns, type TierPortfolioRow, type TierStateAfter } from "clientele/tiers";
import { anyFacts, DAY, type Facts, metricsOf, type Name, type Policy, START } from "./tierCourses.ts";
import { yuan } from "./tiers.ts";

/** When portfolios are judged. */
export const REVIEWED_AT: Instant = instantFromMs(START + 200 * DAY);

/** A customer of a portfolio, and what was known of them earlier. */
export interface Member {
  readonly earlier: Facts | null;
  readonly daysAgo: number;
  readonly facts: Facts;
  readonly value: number | null;
}

/** Some customers, new or graded earlier, of known or unknown worth. */
export const anyMembers: fc.Arbitrary<readonly Member[]> = fc.array(
  fc.record({
    earlier: fc.option(anyFacts),
    daysAgo: fc.nat({ max: 150 }),
    facts: anyFacts,
    value: fc.option(fc.integer({ min: -5000, max: 1_000_000_000_000 }), { freq: 5 }),
  }),
  { maxLength: 8 },
);

/** Where a policy left a customer earlier. */
function stateUnder(policy: Policy, { earlier, daysAgo }: Member): TierStateAfter<Name> | null {
  if (earlier === null) return null;
  const asOf = instantFromMs(epochMsOf(REVIEWED_AT) - daysAgo * DAY);
  const decided = evaluateTier({ customerId: "C", state: null, metrics: metricsOf(earlier) }, policy, { asOf });
  return decided.ok ? decided.value.stateAfter : null;
}

/** The customers as rows. */
export const rowsOf = (policy: Policy, members: readonly Member[]): readonly TierPortfolioRow[] =>
  members.map((member, at) => ({
    customerId: `C-${String(at).padStart(3, "0")}`,
    state: stateUnder(policy, member),
    metrics: { ...metricsOf(member.facts), spend: member.facts.spend === null ? null : yuan(member.facts.spend * 100) },
    value: member.value === null ? null : yuan(member.value),
  }));

/** The same as columns; tiers by their places in `tiers`. */
export function columnsOf(
  policy: Policy,
  members: readonly Member[],
  tiers: readonly string[] = ["bronze", "silver", "gold"],
): TierPortfolioColumns {
  const states = members.map((member) => stateUnder(policy, member));
  const place = (tier: string | null | undefined): number => tiers.indexOf(tier ?? "");
  const ms = (at: Instant | null | undefined): number => (at === null || at === undefined ? NaN : epochMsOf(at));
  return {
    customerId: members.map((_, at) => `C-${String(at).padStart(3, "0")}`),
    metrics: {
      spend: Float64Array.from(members, ({ facts }) => (facts.spend === null ? NaN : facts.spend * 100)),
      orders: { values: members.map(({ facts }) => facts.orders ?? NaN) },
      idleDays: members.map(({ facts }) => facts.idleDays ?? NaN),
    },
    state: {
      tier: states.map((state) => place(state?.tier)),
      since: states.map((state) => ms(state?.since)),
      by: states.map((state) => TIER_ENTRIES.indexOf(state?.by ?? null)),
      validUntil: states.map((state) => ms(state?.validUntil)),
      reviewed: states.map((state) => ms(state?.reviewed)),
      breachedSince: states.map((state) => ms(state?.breachedSince)),
      graceUntil: states.map((state) => ms(state?.graceUntil)),
      lifetime: states.map((state) => place(state?.lifetime)),
      pending: states.map((state) => place(state?.pending?.tier)),
      pendingAt: states.map((state) => ms(state?.pending?.at)),
    },
    tiers,
    value: members.map(({ value }) => value ?? NaN),
  };
}

/** Rows as columns; tiers by their places in `tiers`. What people decided has no column. */
export function asColumns(rows: readonly TierPortfolioRow[], tiers: readonly string[]): TierPortfolioColumns {
  const place = (tier: string | null | undefined): number => tiers.indexOf(tier ?? "");
  const ms = (at: InstantInput | null | undefined): number => (at === null || at === undefined ? NaN : epochMsOf(at));
  const states = rows.map(({ state }) => state);
  const fen = (value: unknown): number =>
    typeof value === "object" && value !== null && "amount" in value
      ? Math.round(Number(value.amount) * 100)
      : Number(value ?? NaN);
  const ids = new Set(rows.flatMap(({ metrics }) => Object.keys(metrics)));
  return {
    customerId: rows.map(({ customerId }) => customerId),
    metrics: Object.fromEntries([...ids].map((id) => [id, rows.map(({ metrics }) => fen(metrics[id]))])),
    state: {
      tier: states.map((state) => place(state?.tier)),
      since: states.map((state) => ms(state?.since)),
      by: states.map((state) => TIER_ENTRIES.indexOf(state?.by ?? null)),
      validUntil: states.map((state) => ms(state?.validUntil)),
      reviewed: states.map((state) => ms(state?.reviewed)),
      breachedSince: states.map((state) => ms(state?.breachedSince)),
      graceUntil: states.map((state) => ms(state?.graceUntil)),
      lifetime: states.map((state) => place(state?.lifetime)),
      pending: states.map((state) => place(state?.pending?.tier)),
      pendingAt: states.map((state) => ms(state?.pending?.at)),
    },
    tiers,
    value: rows.map(({ value }) => fen(value)),
  };
}
