import fc from "fast-check";
import { instantFromMs, orThrow, plusDuration } from "clientele/core";
import {
  defineTierPolicy,
  evaluateTier,
  type TierDecision,
  type TierOverride,
  type TierPolicy,
  type TierPolicyInput,
  type TierState,
} from "clientele/tiers";
import { describe, expect, test } from "vitest";
import { type BuiltMetric, ladder } from "../support/tiers.ts";

/** What holds of every policy with terms, reviews, grace and overrides, and of every course of events. */

type Name = "bronze" | "silver" | "gold";
type Policy = TierPolicy<Name, BuiltMetric>;

const START = Date.parse("2026-01-01T00:00:00Z");
const DAY = 86_400_000;
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

interface Setting {
  readonly input: TierPolicyInput<Name, BuiltMetric>;
  readonly policy: Policy;
}

/** The small ladder with everything that time can do to it. */
const anySetting: fc.Arbitrary<Setting> = fc
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
    const input: TierPolicyInput<Name, BuiltMetric> = {
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
    return { input, policy: defineTierPolicy<Name, BuiltMetric>(input) };
  });

interface Facts {
  readonly spend: number | null;
  readonly orders: number | null;
  readonly idleDays: number | null;
}
const anyFacts: fc.Arbitrary<Facts> = fc.record({
  spend: fc.option(fc.constantFrom(0, 999, 1000, 3999, 4000, 5000, 9000), { freq: 8 }),
  orders: fc.option(fc.constantFrom(0, 4, 5, 12), { freq: 8 }),
  idleDays: fc.option(fc.constantFrom(0, 200), { freq: 8 }),
});
const metricsOf = ({ spend, orders, idleDays }: Facts): object => ({
  spend: spend === null ? null : { amount: String(spend), currency: "CNY" },
  orders,
  idleDays,
});

const anyOverride: fc.Arbitrary<readonly TierOverride<Name>[]> = fc
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
const anyCourse = fc
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

const judge = (
  policy: Policy,
  state: TierState<Name> | null,
  asOf: string,
  facts: Facts,
  overrides: readonly TierOverride<Name>[] = [],
): TierDecision<Name> =>
  orThrow(evaluateTier({ customerId: "C-1", state, metrics: metricsOf(facts), overrides }, policy, { asOf }));

/** Every decision of a course, with the state before it. */
const course = (
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

const law = (
  holds: (setting: Setting, steps: ReturnType<typeof course>, overrides: readonly TierOverride<Name>[]) => void,
  overrides: fc.Arbitrary<readonly TierOverride<Name>[]> = anyOverride,
): void => {
  fc.assert(
    fc.property(anySetting, anyCourse, overrides, (setting, steps, decided) => {
      holds(setting, course(setting.policy, steps, decided), decided);
    }),
    { numRuns: 300 },
  );
};
const HEIGHT = { bronze: 0, silver: 1, gold: 2 } as const;

describe("laws of courses", () => {
  test("deciding again at once changes nothing", () => {
    law(({ policy }, steps, overrides) => {
      for (const { facts, decision } of steps) {
        const again = judge(policy, decision.stateAfter, decision.asOf, facts, overrides);
        expect(again.stateAfter).toEqual(decision.stateAfter);
        expect(["retain", "held", "graceContinued", "insufficientData"]).toContain(again.action);
      }
    });
  });

  test("the state is enough: through JSON, with its moments spelt otherwise", () => {
    law(({ policy }, steps, overrides) => {
      for (const { before, facts, decision } of steps) {
        const kept = JSON.parse(JSON.stringify(before), (_, value: unknown) =>
          typeof value === "string" && /^\d{4}-.*Z$/.test(value) ? new Date(value) : value,
        ) as TierState<Name> | null;
        expect(judge(policy, kept, decision.asOf, facts, overrides)).toEqual(decision);
        expect(JSON.parse(JSON.stringify(decision))).toEqual(decision);
      }
    });
  });

  test("what is not known moves nobody; a promise is kept", () => {
    law(({ policy }, steps) => {
      for (const { before, decision } of steps) {
        if (before === null) continue;
        const blind = judge(policy, before, decision.asOf, { spend: null, orders: null, idleDays: null });
        const from = before.pending && before.pending.at <= decision.asOf ? before.pending.tier : before.tier;
        expect(blind.stateAfter.tier).toBe(from);
      }
    });
  });

  test("an override that is not in force is as good as none", () => {
    law(({ policy }, steps, overrides) => {
      for (const { before, facts, decision } of steps) {
        const [one] = overrides;
        if (one === undefined || (one.from <= decision.asOf && (one.until === null || decision.asOf < one.until)))
          continue;
        const { findings: _, ...without } = judge(policy, before, decision.asOf, facts);
        expect({ ...decision, findings: undefined }).toEqual({ ...without, findings: undefined });
        expect(decision.findings.some(({ code }) => code === "override-expired" || code === "override-not-yet")).toBe(
          true,
        );
      }
    });
  });

  test("overrides hold", () => {
    law((_, steps, overrides) => {
      for (const { decision } of steps) {
        const [one] = overrides;
        if (one === undefined || one.from > decision.asOf || (one.until !== null && decision.asOf >= one.until))
          continue;
        const height = HEIGHT[decision.stateAfter.tier];
        if (one.kind === "exemptFromDowngrade") expect(decision.action).not.toBe("downgrade");
        else if (one.kind === "pin") expect(decision.stateAfter.tier).toBe(one.tier);
        else if (one.kind === "ceiling") expect(height).toBeLessThanOrEqual(HEIGHT[one.tier]);
        else expect(height).toBeGreaterThanOrEqual(HEIGHT[one.tier]);
      }
    });
  });

  test("holds hold: no tier falls while one of them lasts", () => {
    law(({ policy }, steps) => {
      for (const { before, decision } of steps) {
        if (before === null || decision.action !== "downgrade") continue;
        const zone = { timeZone: policy.timeZone };
        const from = decision.from ?? "bronze";
        const since = before.tier === from ? before.since : null;
        expect(HEIGHT[decision.to]).toBeGreaterThanOrEqual(HEIGHT[before.lifetime ?? "bronze"]);
        expect(policy.tiers.find(({ id }) => id === from)?.downgradeAllowed).not.toBe(false);
        if (since === null) continue;
        if (policy.minimumDwell !== null)
          expect(decision.asOf >= plusDuration(since, policy.minimumDwell, zone)).toBe(true);
        if (policy.protectionAfterUpgrade !== null && before.by === "upgrade") {
          expect(decision.asOf >= plusDuration(since, policy.protectionAfterUpgrade, zone)).toBe(true);
        }
        if (before.graceUntil !== null && before.graceUntil !== undefined)
          expect(decision.asOf >= before.graceUntil).toBe(true);
        else if (before.validUntil !== null && before.validUntil !== undefined)
          expect(decision.asOf >= before.validUntil).toBe(true);
      }
    }, fc.constant([]));
  });

  test("a tier is held at least as long as its decision says, if nobody decides otherwise", () => {
    fc.assert(
      fc.property(anySetting, anyCourse, anyFacts, ({ policy }, steps, worse) => {
        const last = course(policy, steps).at(-1)?.decision;
        if (last === undefined || last.validUntil === null) return;
        // within it, once, though everything gets worse
        const at = instantFromMs(
          Math.floor(
            (Date.parse(last.effectiveAt > last.asOf ? last.effectiveAt : last.asOf) + Date.parse(last.validUntil)) / 2,
          ),
        );
        const next = judge(policy, last.stateAfter, at, { ...worse, spend: 0 });
        expect(HEIGHT[next.stateAfter.tier]).toBeGreaterThanOrEqual(HEIGHT[last.to]);
      }),
      { numRuns: 600 },
    );
  });

  test("trace and decision agree", () => {
    law(({ policy }, steps) => {
      for (const { before, facts, decision } of steps) {
        const met = (rule: string): boolean =>
          decision.reasons.filter((reason) => reason.rule.startsWith(rule)).every(({ verdict }) => verdict === "met");
        const fired = decision.reasons.some(
          ({ rule, verdict }) => rule.startsWith("/downgrade/also") && verdict === "met",
        );
        const attained = policy.tiers.map((_, at) => at === 0 || (!fired && met(`/tiers/${at}/attain`)));
        expect(decision.qualified).toBe(policy.tiers[attained.lastIndexOf(true)]?.id);
        const holding = decision.reasons.filter(({ code, verdict }) => code.startsWith("hold-") && verdict === "met");
        if (decision.action === "held" || decision.action.startsWith("grace"))
          expect(holding.length).toBeGreaterThan(0);
        if (decision.action === "downgrade") expect(holding.filter(({ part }) => part === decision.from)).toEqual([]);
        const quick = orThrow(
          evaluateTier({ customerId: "C-1", state: before, metrics: metricsOf(facts) }, policy, {
            asOf: decision.asOf,
            trace: "none",
          }),
        );
        expect(quick).toEqual({ ...decision, reasons: [], nextTier: null, toRetain: null, notice: null });
      }
    }, fc.constant([]));
  });

  test("a review is held once a period: between two of them nothing is lost but what a grace gives up", () => {
    law(({ policy }, steps) => {
      if (policy.schedule === null || policy.validity !== null) return;
      steps.forEach(({ before, decision }) => {
        if (before === null || decision.action !== "downgrade" || before.graceUntil) return;
        expect(decision.stateAfter.reviewed === before.reviewed).toBe(false);
      });
    }, fc.constant([]));
  });

  test("between two reviews further judgements of the same facts change nothing", () => {
    // an upgrade by steps goes on at later moments, and one that waits comes into force: both are left out
    fc.assert(
      fc.property(anySetting, anyCourse, fc.double({ min: 0, max: 0.999, noNaN: true }), ({ policy }, steps, part) => {
        fc.pre(policy.upgrade?.mode !== "oneStep" && policy.upgrade?.when !== "nextPeriod");
        for (const { facts, decision } of course(policy, steps)) {
          if (decision.validUntil === null) continue;
          const [from, until] = [Date.parse(decision.asOf), Date.parse(decision.validUntil)];
          const between = instantFromMs(Math.floor(from + (until - from) * part));
          const extra = judge(policy, decision.stateAfter, between, facts);
          // a grace may go on for periods, and is a review in each
          const { reviewed, graceUntil } = decision.stateAfter;
          const after = graceUntil === null ? extra.stateAfter : { ...extra.stateAfter, reviewed };
          expect(after).toEqual(decision.stateAfter);
        }
      }),
      { numRuns: 300 },
    );
  });

  test("replay = fold: where every judgement is a review, falls go all the way and nothing takes time, facts that stay need no second look", () => {
    const policy = defineTierPolicy<Name, BuiltMetric>({
      ...ladder,
      downgrade: { ...ladder.downgrade, mode: "toQualified" },
    });
    fc.assert(
      fc.property(anyCourse, (steps) => {
        const once = course(policy, steps);
        const weekly = steps.flatMap(({ asOf, facts }, at) => {
          const end = Date.parse(steps[at + 1]?.asOf ?? asOf);
          const looks = [{ asOf, facts }];
          for (let ms = Date.parse(asOf) + 7 * DAY; ms < end; ms += 7 * DAY)
            looks.push({ asOf: instantFromMs(ms), facts });
          return looks;
        });
        const every = course(policy, weekly);
        for (const { decision } of once) {
          expect(every.find((look) => look.decision.asOf === decision.asOf)?.decision).toEqual(decision);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe("laws of single decisions", () => {
  const anyState: fc.Arbitrary<TierState<Name> | null> = fc.option(
    fc.record({
      tier: fc.constantFrom("bronze", "silver", "gold"),
      since: fc.nat({ max: 400 }).map((days) => instantFromMs(START - days * DAY)),
      by: fc.constantFrom(null, "enrol", "upgrade", "downgrade"),
    }),
  );

  test("monotone in every metric's better direction: thresholds alone, facts fixed, no downgrade rule", () => {
    fc.assert(
      fc.property(
        anySetting,
        anyState,
        anyFacts,
        fc.nat({ max: 3000 }),
        fc.nat({ max: 8 }),
        ({ input }, state, facts, more, often) => {
          const policy = defineTierPolicy<Name, BuiltMetric>({ ...input, downgrade: { ...input.downgrade, also: [] } });
          const asOf = instantFromMs(START);
          if (facts.spend === null || facts.orders === null) return;
          const plain = judge(policy, state, asOf, facts);
          const better = judge(policy, state, asOf, {
            ...facts,
            spend: facts.spend + more,
            orders: facts.orders + often,
          });
          expect(HEIGHT[better.to]).toBeGreaterThanOrEqual(HEIGHT[plain.to]);
          expect(HEIGHT[better.stateAfter.tier]).toBeGreaterThanOrEqual(HEIGHT[plain.stateAfter.tier]);
        },
      ),
      { numRuns: 1000 },
    );
  });

  test("the host's zone does not matter", () => {
    const before = process.env["TZ"];
    fc.assert(
      fc.property(
        anySetting,
        anyCourse,
        fc.constantFrom("Pacific/Kiritimati", "America/Los_Angeles"),
        ({ policy }, steps, zone) => {
          const here = course(policy, steps);
          process.env["TZ"] = zone;
          try {
            expect(course(policy, steps)).toEqual(here);
          } finally {
            if (before === undefined) delete process.env["TZ"];
            else process.env["TZ"] = before;
          }
        },
      ),
      { numRuns: 50 },
    );
  });
});
