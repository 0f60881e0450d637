import fc from "fast-check";
import { type Instant, instant, type Money, moneyFromMinor, orThrow } from "clientele/core";
import type { MetricValues } from "clientele/rules";
import {
  defineTierPolicy,
  evaluateTier,
  type TierDecision,
  type TierOverride,
  type TierPolicy,
  type TierPolicyInput,
  type TierState,
} from "clientele/tiers";

/** The metrics of the builders' ladders. */
export type BuiltMetric = "spend" | "orders" | "idleDays";

/** Whole fen as yuan. */
export const yuan = (fen: number): Money => moneyFromMinor(fen, "CNY");

/** A small ladder as input: bronze, silver from 1,000 yuan, gold from 5,000 yuan and 5 orders, kept from 4,000. */
export const ladder = {
  id: "ladder",
  version: 3,
  timeZone: "Asia/Shanghai",
  currency: "CNY",
  metrics: [
    { id: "spend", kind: "money", window: { rolling: "P12M" }, labels: { en: "spend" } },
    { id: "orders", kind: "count", window: { rolling: "P12M" } },
    { id: "idleDays", kind: "days", window: "lifetime" },
  ],
  tiers: [
    { id: "bronze", rank: 0 },
    { id: "silver", rank: 10, attain: { all: [{ metric: "spend", op: ">=", value: "1000" }] } },
    {
      id: "gold",
      rank: 20,
      attain: {
        all: [
          { metric: "spend", op: ">=", value: "5000.00" },
          { metric: "orders", op: ">=", value: 5 },
        ],
      },
      retain: { all: [{ metric: "spend", op: ">=", value: "4000" }] },
    },
  ],
  downgrade: {
    mode: "toQualified",
    also: [{ id: "dormant", when: { all: [{ metric: "idleDays", op: ">=", value: 180 }] } }],
  },
} as const satisfies TierPolicyInput;

const anyCondition = fc
  .array(
    fc.oneof(
      fc.nat({ max: 20_000 }).map((fen) => ({ metric: "spend", op: ">=", value: yuan(fen).amount }) as const),
      fc.nat({ max: 12 }).map((value) => ({ metric: "orders", op: ">=", value }) as const),
    ),
    { minLength: 1, maxLength: 3 },
  )
  .map((all) => ({ all }));

const anyAlso = fc
  .nat({ max: 20 })
  .map((value) => ({ id: "idle", when: { all: [{ metric: "idleDays", op: ">=", value }] } }) as const);

/** A ladder as input, its tiers lowest first: thresholds need not grow, and retain may ask more than attain. */
export const anyLadder: fc.Arbitrary<TierPolicyInput<string, BuiltMetric>> = fc
  .record({
    rungs: fc.array(fc.record({ attain: anyCondition, retain: fc.option(anyCondition) }), { maxLength: 4 }),
    mode: fc.constantFrom("oneStep", "toQualified"),
    also: fc.array(anyAlso, { maxLength: 1 }),
    spread: fc.integer({ min: 1, max: 50 }),
  })
  .map(({ rungs, mode, also, spread }) => ({
    ...ladder,
    tiers: [
      { id: "tier-0", rank: -spread },
      ...rungs.map((rung, at) => ({ id: `tier-${at + 1}`, rank: at * spread, ...rung })),
    ],
    downgrade: { mode, also },
  }));

const unknowns = [null, undefined, NaN, "12", { value: null }];

/** Values of which each may be unknown, in one of the many ways. */
const anyMetrics: fc.Arbitrary<MetricValues<BuiltMetric>> = fc
  .record({
    spend: fc.oneof({ weight: 4, arbitrary: fc.nat({ max: 25_000 }).map(yuan) }, fc.constantFrom(...unknowns)),
    orders: fc.oneof({ weight: 4, arbitrary: fc.nat({ max: 15 }) }, fc.constantFrom(...unknowns)),
    idleDays: fc.oneof({ weight: 4, arbitrary: fc.nat({ max: 25 }) }, fc.constantFrom(...unknowns)),
  })
  .map((metrics) => metrics as MetricValues<BuiltMetric>);

/** The moment the cases are judged at. */
export const JUDGED_AT: Instant = instant("2026-07-01T00:00:00+08:00");

/** A customer on a ladder. */
export interface TierCase {
  readonly input: TierPolicyInput<string, BuiltMetric>;
  readonly policy: TierPolicy<string, BuiltMetric>;
  readonly subject: {
    readonly customerId: string;
    readonly state: TierState | null;
    readonly metrics: MetricValues<BuiltMetric>;
  };
}

/** A ladder, and somebody on it or new to it, perhaps since the moment of judgement. */
export const anyTierCase: fc.Arbitrary<TierCase> = anyLadder.chain((input) =>
  fc
    .record({
      tier: fc.option(fc.constantFrom(...input.tiers.map(({ id }) => id))),
      since: fc.constantFrom("2026-01-01T00:00:00Z", JUDGED_AT),
      metrics: anyMetrics,
    })
    .map(({ tier, since, metrics }) => ({
      input,
      policy: defineTierPolicy<string, BuiltMetric>(input),
      subject: { customerId: "C-1", state: tier === null ? null : { tier, since }, metrics },
    })),
);

/** Where a tier stands, for comparing. */
export const heightOf = ({ input }: TierCase, tier: string): number => input.tiers.findIndex(({ id }) => id === tier);

/** All of a decision but its explanation, as far as that hangs on the order of the policy's parts. */
export const withoutReasons = (decision: TierDecision): TierDecision => ({
  ...decision,
  reasons: [],
  nextTier: decision.nextTier && { ...decision.nextTier, missing: [] },
  toRetain: decision.toRetain && { ...decision.toRetain, missing: [] },
});

/** The names of {@link ladder}. */
export type LadderTier = (typeof ladder.tiers)[number]["id"];

/** What {@link ladder} asks, in yuan, orders and idle days. */
export const seen = (spend: string | number, orders = 9, idleDays = 0): MetricValues<BuiltMetric> => ({
  spend: { amount: String(spend), currency: "CNY" },
  orders,
  idleDays,
});

/** {@link ladder} in UTC, changed. */
export const programme = (
  change: Partial<Omit<TierPolicyInput<LadderTier, BuiltMetric>, "downgrade">> & {
    readonly downgrade?: Partial<TierPolicyInput<LadderTier, BuiltMetric>["downgrade"]>;
  },
): TierPolicy<LadderTier, BuiltMetric> =>
  defineTierPolicy<LadderTier, BuiltMetric>({
    ...ladder,
    timeZone: "UTC",
    ...change,
    downgrade: { ...ladder.downgrade, ...change.downgrade },
  });

/** A moment, what is known then, and what people have decided. */
export type Judgement = readonly [
  asOf: string,
  metrics: MetricValues<BuiltMetric>,
  overrides?: readonly TierOverride<LadderTier>[],
];

/** Judges one moment after another, each from where the one before leads. */
export function fold(
  policy: TierPolicy<LadderTier, BuiltMetric>,
  judgements: readonly Judgement[],
  start: TierState<LadderTier> | null = null,
): readonly TierDecision<LadderTier>[] {
  let state = start;
  return judgements.map(([asOf, metrics, overrides]) => {
    const subject = { customerId: "C-1", state, metrics, overrides };
    const decision = orThrow(evaluateTier(subject, policy, { asOf: asOf.length === 10 ? `${asOf}T00:00:00Z` : asOf }));
    state = decision.stateAfter;
    return decision;
  });
}

/** What a decision says in short: action, tier, and until when. */
export const told = ({ action, to, validUntil }: TierDecision): string =>
  `${action} ${to}${validUntil === null ? "" : ` until ${validUntil.replace("T00:00:00.000Z", "")}`}`;
