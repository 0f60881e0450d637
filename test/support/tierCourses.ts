import fc from "fast-check";
import { instantFromMs, orThrow } from "clientele/core";
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
import { type BuiltMetric, ladder } from "./tiers.ts";

export type Name = "bronze" | "silver" | "gold";
export type Policy = TierPolicy<Name, BuiltMetric>;

export const START = Date.parse("2026-01-01T00:00:00Z");
export const DAY = 86_400_000;
const [bronze, silver, gold] = ladder.tiers;

const anyRoundUp = fc.constantFrom(null, "day", "month", "quarter", "year");
const anyPeriod = fc.constantFrom("month", "quarter", "halfYear", "year");
const anyTime = {
  schedule: fc.option(fc.record({ every: anyPeriod, fiscalStart: fc.option(fc.integer({ min: 1, max: 12 })) })),
  validity: fc.option(
    fc.oneof(
      fc.record({ lasts: fc.constantFrom("P1D", "P30D", "P1M", "P1Y", "PT90M"), roundUp: anyRoundUp }),
      fc.record({ calendar: anyPeriod, ahead: fc.nat({ max: 2 }), plus: fc.constantFrom(null, "P7D", "P2M") }),
    ),
  ),
  grace: fc.option(fc.record({ duration: fc.constantFrom("P1D", "P2W", "P1M", "P1Y"), roundUp: anyRoundUp })),
  protectionAfterUpgrade: fc.constantFrom(null, "P1M"),
  minimumDwell: fc.constantFrom(null, "P10D"),
  timeZone: fc.constantFrom("UTC", "Asia/Shanghai", "America/New_York"),
};
const anyLife = fc.option(
  fc.integer({ min: 0, max: 12 }).map((value) => ({ metric: "orders", op: ">=", value }) as const),
);

/** A policy, and what it was made of. */
export interface Setting {
  readonly input: TierPolicyInput<Name, BuiltMetric>;
  readonly policy: Policy;
}

/** The small ladder with everything that time can do to it. */
export const anyInput: fc.Arbitrary<TierPolicyInput<Name, BuiltMetric>> = fc
  .record({
    ...anyTime,
    down: fc.constantFrom("oneStep", "toQualified"),
    up: fc.constantFrom("oneStep", "toQualified"),
    later: fc.boolean(),
    fromExpiry: fc.boolean(),
    silverFixed: fc.boolean(),
    life: anyLife,
    also: fc.boolean(),
  })
  .map(({ down, up, later, fromExpiry, silverFixed, life, also, grace, schedule, validity, ...rest }) => {
    return {
      ...ladder,
      ...rest,
      schedule,
      validity,
      tiers: [bronze, { ...silver, downgradeAllowed: !silverFixed }, { ...gold, lifetime: life }],
      upgrade: { mode: up, when: later && schedule !== null ? "nextPeriod" : "now" },
      downgrade: {
        mode: down,
        also: also ? ladder.downgrade.also : [],
        grace: grace && { ...grace, anchor: fromExpiry && validity !== null ? "expiry" : "firstBreach" },
      },
    };
  });

/** The same, checked. */
export const anySetting: fc.Arbitrary<Setting> = anyInput.map((input) => ({
  input,
  policy: defineTierPolicy<Name, BuiltMetric>(input),
}));

/** What is known at a moment. */
export interface Facts {
  readonly spend: number | null;
  readonly orders: number | null;
  readonly idleDays: number | null;
}
export const anyFacts: fc.Arbitrary<Facts> = fc.record({
  spend: fc.option(fc.constantFrom(0, 999, 1000, 3999, 4000, 5000, 9000), { freq: 8 }),
  orders: fc.option(fc.constantFrom(0, 4, 5, 12), { freq: 8 }),
  idleDays: fc.option(fc.constantFrom(0, 200), { freq: 8 }),
});
export const metricsOf = ({ spend, orders, idleDays }: Facts): MetricValues<BuiltMetric> => ({
  spend: spend === null ? null : { amount: String(spend), currency: "CNY" },
  orders,
  idleDays,
});

export const anyOverride: fc.Arbitrary<readonly TierOverride<Name>[]> = fc
  .option(
    fc.record({
      kind: fc.constantFrom("pin", "floor", "ceiling", "statusMatch", "exemptFromDowngrade"),
      tier: fc.constantFrom("bronze", "silver", "gold"),
      from: fc.nat({ max: 300 }),
      days: fc.option(fc.nat({ max: 300 })),
    }),
    { freq: 2 },
  )
  .map((one) => {
    if (one === null) return [];
    const { kind, tier, from, days } = one;
    const common = {
      reason: "r",
      actor: "a",
      from: instantFromMs(START + from * DAY),
      until: days === null ? null : instantFromMs(START + (from + days) * DAY),
    };
    return [kind === "exemptFromDowngrade" ? { ...common, kind } : { ...common, kind, tier }];
  });

/** Moments in order, at midnight or within the day, and the facts of each. */
export const anyCourse = fc
  .array(fc.record({ after: fc.nat({ max: 120 }), hour: fc.constantFrom(0, 0, 10), facts: anyFacts }), {
    minLength: 1,
    maxLength: 8,
  })
  .map((steps) => {
    let day = 0;
    return steps.map(({ after, hour, facts }) => {
      day += after + 1;
      return { asOf: instantFromMs(START + day * DAY + hour * 3_600_000), facts };
    });
  });

export const judge = (
  policy: Policy,
  state: TierState<Name> | null,
  asOf: string,
  facts: Facts,
  overrides: readonly TierOverride<Name>[] = [],
): TierDecision<Name> =>
  orThrow(evaluateTier({ customerId: "C-1", state, metrics: metricsOf(facts), overrides }, policy, { asOf }));

/** Every decision of a course, with the state before it. */
export const course = (
  policy: Policy,
  steps: readonly { readonly asOf: string; readonly facts: Facts }[],
  overrides: readonly TierOverride<Name>[] = [],
): readonly {
  readonly before: TierState<Name> | null;
  readonly facts: Facts;
  readonly decision: TierDecision<Name>;
}[] => {
  let state: TierState<Name> | null = null;
  return steps.map(({ asOf, facts }) => {
    const before = state;
    const decision = judge(policy, before, asOf, facts, overrides);
    state = decision.stateAfter;
    return { before, facts, decision };
  });
};

export const HEIGHT = { bronze: 0, silver: 1, gold: 2 } as const;
