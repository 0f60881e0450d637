import fc from "fast-check";
import { epochMsOf, type Instant, type InstantInput, instantFromMs } from "clientele/core";
import { TIER_ENTRIES } from "clientele/kernel";
import type { Condition } from "clientele/rules";
import {
  defineTierPolicy,
  evaluateTier,
  type TierPortfolioColumns,
  type TierPortfolioRow,
  type TierStateAfter,
} from "clientele/tiers";
import { anyFacts, anyInput, DAY, type Facts, metricsOf, type Name, type Policy, START } from "./tierCourses.ts";
import { type BuiltMetric, yuan } from "./tiers.ts";

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

const anyComparison = fc
  .tuple(
    fc.oneof(
      fc
        .constantFrom("999", "1000", "4000", "5000", "9000")
        .map((value) => ({ metric: "spend", op: ">=", value }) as const),
      fc.constantFrom(0, 4, 5, 12).map((value) => ({ metric: "orders", op: ">=", value }) as const),
      fc.constantFrom(0, 100).map((value) => ({ metric: "idleDays", op: "<=", value }) as const),
    ),
    fc.constantFrom(null, null, "met", "unmet"),
  )
  .map(([comparison, onMissing]) => ({ ...comparison, onMissing }));
const anyDemand: fc.Arbitrary<Condition<BuiltMetric>> = fc
  .tuple(fc.constantFrom("all", "any", "not"), fc.array(anyComparison, { minLength: 1, maxLength: 3 }))
  .map(([kind, parts]): Condition<BuiltMetric> => {
    if (kind === "not") return { not: { all: parts } };
    return kind === "all" ? { all: parts } : { any: parts };
  });
const anyDemands = fc.record({
  attain: fc.tuple(anyDemand, anyDemand),
  retain: fc.tuple(fc.option(anyDemand), fc.option(anyDemand)),
  lifetime: fc.tuple(fc.option(anyDemand, { freq: 2 }), fc.option(anyDemand, { freq: 2 })),
  also: fc.array(anyDemand, { maxLength: 2 }),
});
/** Mostly of one condition. */
const seldom = fc.oneof({ arbitrary: fc.constant(null), weight: 3 }, { arbitrary: anyDemand, weight: 1 });
const anyChange = fc.record({ attain: fc.option(anyDemand), retain: seldom, lifetime: seldom });

/**
 * Policies that time treats alike: on one ladder, of which each asks for something else here and there, and the last perhaps for
 * something else throughout.
 */
export const anyAlike: fc.Arbitrary<readonly Policy[]> = fc
  .record({
    input: anyInput,
    first: anyDemands,
    changes: fc.array(anyChange, { maxLength: 4 }),
    last: fc.option(anyDemands),
  })
  .map(({ input, first, changes, last }) => {
    const changed = changes.map(({ attain, retain, lifetime }) => ({
      ...first,
      attain: [first.attain[0], attain ?? first.attain[1]] as const,
      retain: [retain ?? first.retain[0], first.retain[1]] as const,
      lifetime: [lifetime ?? first.lifetime[0], first.lifetime[1]] as const,
    }));
    const [bronze, silver, gold] = input.tiers;
    return [first, ...changed, ...(last === null ? [] : [last])].map(({ attain, retain, lifetime, also }) =>
      defineTierPolicy<Name, BuiltMetric>({
        ...input,
        tiers: [
          bronze ?? { id: "bronze", rank: 0 },
          { id: "silver", rank: 10, ...silver, attain: attain[0], retain: retain[0], lifetime: lifetime[0] },
          { id: "gold", rank: 20, ...gold, attain: attain[1], retain: retain[1], lifetime: lifetime[1] },
        ],
        downgrade: { ...input.downgrade, also: also.map((when, at) => ({ id: `also-${at}`, when })) },
      }),
    );
  });

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
