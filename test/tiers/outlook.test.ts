import { explain } from "clientele/explain";
import {
  defineTierPolicy,
  evaluateTier,
  type TierDecision,
  type TierPolicyInput,
  type TierState,
  tierPresets,
} from "clientele/tiers";
import { orThrow } from "clientele/core";
import { describe, expect, test } from "vitest";

/** What is missing, what it takes to stay, and what the customer is told. */

type Name = "base" | "plus" | "top";
type Metric = "spend" | "visits" | "score" | "signed";

const asked = {
  any: [
    { metric: "spend", op: ">=", value: "1000" },
    { all: [{ metric: "visits", op: ">", value: 9 }, { not: { metric: "score", op: "<", value: 0.5 } }] },
  ],
} as const;
const club: TierPolicyInput<Name, Metric> = {
  id: "club",
  version: 1,
  timeZone: "Asia/Shanghai",
  currency: "CNY",
  metrics: [
    {
      id: "spend",
      kind: "money",
      window: { calendar: "year" },
      labels: { en: "spend of the year", "zh-CN": "本年消费额" },
    },
    { id: "visits", kind: "count", window: { calendar: "quarter" }, labels: { en: "visits" } },
    { id: "score", kind: "number", labels: { en: "health score" } },
    { id: "signed", kind: "boolean" },
  ],
  tiers: [
    { id: "base", rank: 0, labels: { en: "Base", "zh-CN": "基础会员" } },
    { id: "plus", rank: 1, labels: { en: "Plus", "zh-CN": "高级会员" }, servicePackage: "plus-care", attain: asked },
    {
      id: "top",
      rank: 2,
      attain: {
        atLeast: {
          n: 2,
          of: [
            { metric: "spend", op: ">=", value: "5000" },
            { metric: "visits", op: ">=", value: 20 },
            { performed: { event: "training", times: 2 } },
          ],
        },
      },
    },
  ],
  downgrade: { mode: "toQualified", also: [{ id: "unsigned", when: { metric: "signed", op: "=", value: false } }] },
};
const asOf = "2026-05-15T12:00:00+08:00";
const judge = (
  change: Partial<TierPolicyInput<Name, Metric>>,
  metrics: object,
  state: TierState<Name> | null = null,
  rest: object = {},
): TierDecision<Name> =>
  orThrow(
    evaluateTier(
      { customerId: "C-1", state, metrics: { signed: true, ...metrics }, activity: [], ...rest },
      defineTierPolicy<Name, Metric>({ ...club, ...change }),
      { asOf },
    ),
  );
const cny = (amount: string): object => ({ amount, currency: "CNY" });
const plus = { tier: "plus", since: "2026-01-01T00:00:00+08:00" } as const;
const letter = ({ notice }: TierDecision, locale: "en" | "zh-CN" = "en"): readonly string[] =>
  explain(notice?.lines ?? [], { locale });

describe("what is missing", () => {
  test("ways are told apart from what is needed, and what is under `not` the other way round", () => {
    const { nextTier } = judge({}, { spend: cny("700"), visits: 8, score: 0.2 });
    expect(nextTier?.missing.map(({ rule, metric, op, gap, oneOf }) => [rule, metric, op, gap, oneOf])).toEqual([
      ["/tiers/1/attain/any/0", "spend", ">=", { kind: "money", amount: "300.00", currency: "CNY" }, "/tiers/1/attain"],
      ["/tiers/1/attain/any/1/all/0", "visits", ">", { kind: "number", value: 2 }, "/tiers/1/attain"],
      ["/tiers/1/attain/any/1/all/1/not", "score", "<", { kind: "number", value: 0.3 }, "/tiers/1/attain"],
    ]);
  });

  test("what holds already is not told", () => {
    const { nextTier } = judge({}, { spend: cny("700"), visits: 12, score: 0.2 });
    expect(nextTier?.missing.map(({ metric }) => metric)).toEqual(["spend", "score"]);
  });

  test("things done count as well", () => {
    const { nextTier } = judge({}, { spend: cny("1000"), visits: 8, score: 1 });
    expect(nextTier).toMatchObject({
      tier: "top",
      missing: [
        { metric: "spend", oneOf: "/tiers/2/attain" },
        { metric: "visits" },
        { metric: null, about: "training", gap: { kind: "number", value: 2, unit: "times" } },
      ],
    });
  });

  test("until counting begins anew: the earliest end of a period something missing is counted over", () => {
    expect(judge({}, { spend: cny("700"), visits: 8, score: 1 }).nextTier?.by).toBe("2026-06-30T16:00:00.000Z");
    expect(judge({}, { spend: cny("700"), visits: 12, score: 1 }, plus).nextTier?.by).toBe("2026-06-30T16:00:00.000Z");
    const yearly = {
      tiers: [...club.tiers.slice(0, 1), { ...club.tiers[1], attain: { metric: "spend", op: ">=", value: "1000" } }],
    } as const;
    expect(judge(yearly as never, { spend: cny("700"), visits: 0 }).nextTier?.by).toBe("2026-12-31T16:00:00.000Z");
  });

  test("what it takes to stay, and what costs the tier", () => {
    expect(judge({}, { spend: cny("1000"), visits: 0, score: 1 }, plus).toRetain).toEqual({
      tier: "plus",
      missing: [],
      lostBy: [],
      by: null,
    });
    expect(
      judge({}, { spend: null, visits: 0, score: 1 }, plus).toRetain?.missing.map(({ metric, gap }) => [metric, gap]),
    ).toEqual([
      ["spend", null],
      ["visits", { kind: "number", value: 10 }],
    ]);
    const blocked = judge(
      { schedule: { every: "year" } },
      { spend: cny("1000"), visits: 0, score: 1, signed: false },
      plus,
    );
    expect(blocked).toMatchObject({
      action: "retain",
      nextTier: { blockedBy: ["unsigned"] },
      toRetain: { lostBy: ["unsigned"], by: "2026-12-31T16:00:00.000Z" },
    });
    expect(judge({}, { spend: cny("0"), visits: 0, score: 1 }).toRetain).toBeNull();
  });

  test("groups have lines of their own, but an `all` at the top", () => {
    const { reasons } = judge({}, { spend: cny("700"), visits: 8, score: 1 });
    expect(
      reasons.filter(({ part }) => part === "plus").map(({ code, depth, verdict }) => [code, depth, verdict]),
    ).toEqual([
      ["group-any", 0, "unmet"],
      ["comparison", 1, "unmet"],
      ["group-all", 1, "unmet"],
      ["comparison", 2, "unmet"],
      ["group-not", 2, "met"],
      ["comparison", 3, "unmet"],
    ]);
  });
});

describe("letters", () => {
  test("a welcome", () => {
    expect(letter(judge({ schedule: { every: "quarter" } }, { spend: cny("1000"), visits: 0, score: 1 }))).toEqual([
      "welcome: you are now our Plus customer",
      "Plus is yours through 2026-06-30",
    ]);
  });

  test("an upgrade: why, with what can be counted; scores are not named", () => {
    const decision = judge({}, { spend: cny("1234.50"), visits: 3, score: 1 }, { ...plus, tier: "base" });
    expect(decision).toMatchObject({ servicePackage: "plus-care", notice: { kind: "upgraded", dueAt: decision.asOf } });
    expect(letter(decision)).toEqual([
      "congratulations: from 2026-05-15 on you are our Plus customer (until now Base)",
      "spend of the year: CNY 1,234.50 (asked for: at least CNY 1,000)",
    ]);
    expect(letter(decision, "zh-CN")).toEqual([
      "恭喜您：自 2026-05-15 起，您已由基础会员升级为高级会员",
      expect.stringMatching(/^本年消费额为 .*，已达到要求（不少于 .*）$/),
    ]);
    const byScore = judge({}, { spend: cny("0"), visits: 12, score: 0.9 }, { ...plus, tier: "base" });
    expect(letter(byScore)).toEqual([
      "congratulations: from 2026-05-15 on you are our Plus customer (until now Base)",
      "visits: 12 (asked for: more than 9)",
    ]);
    expect(JSON.stringify(byScore.notice)).not.toMatch(/score|0\.9/);
  });

  test("an upgrade to come is told before it takes effect, if there is time", () => {
    const later = { upgrade: { when: "nextPeriod" }, schedule: { every: "quarter" } } as const;
    const facts = { spend: cny("1000"), visits: 0, score: 1 };
    const due = (lead: string): unknown =>
      judge({ ...later, notice: { lead } }, facts, { ...plus, tier: "base" }).notice?.dueAt;
    expect([due("P14D"), due("P3M")]).toEqual(["2026-06-16T16:00:00.000Z", "2026-05-15T04:00:00.000Z"]);
    expect(letter(judge(later, facts, { ...plus, tier: "base" }))[0]).toBe(
      "congratulations: you have reached Plus, which begins on 2026-07-01 (until then Base)",
    );
  });

  test("a downgrade: what fell short, or the rule that fired", () => {
    expect(letter(judge({}, { spend: cny("700"), visits: 8, score: 0.1 }, plus))).toEqual([
      "from 2026-05-15 on you are our Base customer (until now Plus)",
      "spend of the year: CNY 700 (asked for: at least CNY 1,000)",
      "visits: 8 (asked for: more than 9)",
      "further criteria of our customer rules were taken into account as well",
    ]);
    expect(letter(judge({}, { spend: cny("9000"), visits: 0, score: 1, signed: false }, plus))).toEqual([
      "from 2026-05-15 on you are our Base customer (until now Plus)",
      "further criteria of our customer rules were taken into account as well",
    ]);
  });

  test("a grace, and its good end", () => {
    const grace = {
      downgrade: { ...club.downgrade, grace: { duration: "P1M", anchor: "firstBreach" } },
      notice: { lead: "P7D" },
    } as const;
    const started = judge(grace, { spend: cny("700"), visits: 8, score: 1 }, plus);
    expect(started.notice).toMatchObject({ kind: "atRisk", dueAt: "2026-06-08T04:00:00.000Z" });
    expect(letter(started)).toEqual([
      "you stay our Plus customer through 2026-06-15; to keep it beyond that day, something is still wanting",
      "spend of the year: CNY 700 (asked for: at least CNY 1,000)",
      "visits: 8 (asked for: more than 9)",
      "spend of the year: CNY 300.00 to go through 2026-06-15",
      "visits: 2 to go through 2026-06-15",
    ]);
    const policy = defineTierPolicy<Name, Metric>({ ...club, ...grace });
    const again = (metrics: object, at: string): TierDecision<Name> =>
      orThrow(
        evaluateTier({ customerId: "C-1", state: started.stateAfter, metrics: { signed: true, ...metrics } }, policy, {
          asOf: at,
        }),
      );
    expect(again({ spend: cny("700"), visits: 8, score: 1 }, "2026-05-20T12:00:00+08:00").notice).toBeNull();
    expect(letter(again({ spend: cny("1000"), visits: 8, score: 1 }, "2026-05-20T12:00:00+08:00"))).toEqual([
      "you stay our Plus customer: all that was wanting has been made up",
    ]);
  });

  test("what people decided is said to be so, without their reasons", () => {
    const pinned = (tier: Name): object => ({
      overrides: [
        { kind: "pin", tier, reason: "friend of the owner", actor: "Chen", from: "2026-01-01T00:00:00Z", until: null },
      ],
    });
    const facts = { spend: cny("1000"), visits: 0, score: 1 };
    for (const decision of [judge({}, facts, plus, pinned("top")), judge({}, facts, plus, pinned("base"))]) {
      expect(letter(decision)[1]).toBe("this was decided for you individually");
      expect(JSON.stringify(decision.notice)).not.toMatch(/owner|Chen/);
    }
  });

  test("nothing happened, nothing is told", () => {
    expect(judge({}, { spend: cny("1000"), visits: 0, score: 1 }, plus).notice).toBeNull();
  });
});

describe("presets", () => {
  const at = { asOf: "2026-07-01T00:00:00+08:00" };

  test("grades by tenure, lost by falling satisfaction once enough was said", () => {
    const policy = defineTierPolicy(tierPresets.valueAndTenure);
    const grade = (satisfactionChange: { value: number; n: number }): unknown => {
      const metrics = { spend: { amount: "60000", currency: "CNY" }, tenureDays: 200, idleDays: 3, satisfactionChange };
      const state = { tier: "gold", since: "2026-01-10T00:00:00+08:00" } as const;
      const { action, findings } = orThrow(evaluateTier({ customerId: "C", state, metrics }, policy, at));
      return [action, findings.map(({ code }) => code)];
    };
    expect(grade({ value: -0.5, n: 3 })).toEqual(["graceStarted", []]);
    expect(grade({ value: -0.4, n: 3 })).toEqual(["retain", []]);
    expect(grade({ value: -0.9, n: 2 })).toEqual(["retain", ["metric-small-sample", "also-unknown"]]);
  });

  test("account classes, by turnover or contracts", () => {
    const policy = defineTierPolicy(tierPresets.strategicKeyOrdinary);
    const grade = (turnover: string, contracts: string, tenureDays: number): unknown => {
      const money = (amount: string) => ({ amount, currency: "CNY" });
      const metrics = { turnover: money(turnover), contractValue: money(contracts), tenureDays };
      const { to, validUntil } = orThrow(evaluateTier({ customerId: "C", state: null, metrics }, policy, at));
      return [to, validUntil];
    };
    const until = "2026-12-31T16:00:00.000Z";
    expect(grade("0", "5000000", 730)).toEqual(["strategic", until]);
    expect(grade("5000000", "0", 729)).toEqual(["key", until]);
    expect(grade("499999.99", "0", 9999)).toEqual(["ordinary", until]);
  });

  test("A, B and C", () => {
    const policy = defineTierPolicy(tierPresets.abc);
    const grade = (turnoverRankShare: number): string =>
      orThrow(evaluateTier({ customerId: "C", state: null, metrics: { turnoverRankShare } }, policy, at)).to;
    expect([0.8, 0.81, 0.95, 0.96, 1].map(grade)).toEqual(["A", "B", "B", "C", "C"]);
  });
});
