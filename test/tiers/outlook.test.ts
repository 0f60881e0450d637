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

describe("what is missing, further", () => {
  const missing = (attain: object, metrics: object): unknown =>
    judge(
      {
        tiers: [
          { id: "base", rank: 0 },
          { id: "plus", rank: 1, attain } as TierPolicyInput<Name, Metric>["tiers"][number],
        ],
      },
      metrics,
    ).nextTier?.missing.map(({ rule, oneOf }) => [rule.replace("/tiers/1/attain", ""), oneOf]);
  const spends = { metric: "spend", op: ">=", value: "1000" } as const;
  const visits = { metric: "visits", op: ">=", value: 10 } as const;
  const scores = { metric: "score", op: ">=", value: 0.5 } as const;

  test.each<[string, object, object, unknown]>([
    ["a single one", spends, { spend: cny("0") }, [["", null]]],
    [
      "all of several",
      { all: [spends, visits] },
      { spend: cny("0"), visits: 1 },
      [
        ["/all/0", null],
        ["/all/1", null],
      ],
    ],
    [
      "nothing of a group that has enough",
      { all: [{ any: [spends, visits] }, scores] },
      { spend: cny("0"), visits: 10, score: 0 },
      [["/all/1", null]],
    ],
    [
      "nothing within such a group, however deep",
      { all: [{ any: [{ all: [spends, scores] }, visits] }, { not: { metric: "signed", op: "=", value: true } }] },
      { spend: cny("0"), visits: 10, score: 0 },
      [["/all/1/not", null]],
    ],
    [
      "under `not`, only what holds",
      { not: { all: [spends, visits] } },
      { spend: cny("9999"), visits: 10 },
      [
        ["/not/all/0", "/tiers/1/attain/not"],
        ["/not/all/1", "/tiers/1/attain/not"],
      ],
    ],
    [
      "under `not any`, each that holds",
      { not: { any: [spends, visits, scores] } },
      { spend: cny("9999"), visits: 1, score: 1 },
      [
        ["/not/any/0", null],
        ["/not/any/2", null],
      ],
    ],
    [
      "a way of its own within a way",
      { any: [{ not: { any: [spends, visits] } }, scores] },
      { spend: cny("9999"), visits: 1, score: 0 },
      [
        ["/any/0/not/any/0", "/tiers/1/attain"],
        ["/any/1", "/tiers/1/attain"],
      ],
    ],
  ])("%s", (_, attain, metrics, expected) => {
    expect(missing(attain, metrics)).toEqual(expected);
  });

  test("counting begins anew at the earliest of several ends, whatever their order, and not where it is over", () => {
    const by = (windows: readonly (object | string | null)[], attain: object = { all: [spends, visits] }): unknown =>
      judge(
        {
          metrics: club.metrics.map((metric, place) =>
            place < windows.length ? { ...metric, window: windows[place] as never } : metric,
          ),
          tiers: [{ id: "base", rank: 0 }, { id: "plus", rank: 1, attain } as never],
        },
        { spend: cny("0"), visits: 1, score: 0 },
      ).nextTier?.by?.slice(0, 10) ?? null;
    expect(by([{ calendar: "month" }, { calendar: "year" }])).toBe("2026-05-31");
    expect(by([{ calendar: "year" }, { calendar: "month" }])).toBe("2026-05-31");
    expect(by([{ calendar: "year", fiscalStart: 9 }, { calendar: "year" }])).toBe("2026-08-31");
    expect(by([{ calendar: "month", back: 1 }, { calendar: "year" }])).toBe("2026-12-31");
    expect(by([{ rolling: "P12M" }, "lifetime"])).toBeNull();
    expect(by([{ calendar: "month" }, null], scores)).toBeNull();
  });

  test("who attains the tier has nothing to do to keep it, though to stay asks for more", () => {
    const strict = {
      tiers: [
        { id: "base", rank: 0 },
        { id: "plus", rank: 1, attain: spends, retain: { metric: "spend", op: ">=", value: "2000" } },
      ],
    } as const;
    expect(judge(strict, { spend: cny("1000") }, plus).toRetain?.missing).toEqual([]);
    expect(
      judge({ ...strict, schedule: { every: "year" } }, { spend: cny("900") }, plus).toRetain?.missing,
    ).toMatchObject([{ rule: "/tiers/1/retain", gap: { amount: "1100.00" } }]);
  });

  test("to keep asks what `retain` does, also of the policy's very first condition", () => {
    const kept = {
      tiers: [
        { id: "base", rank: 0 },
        { id: "plus", rank: 1, attain: visits, retain: spends },
      ],
      schedule: { every: "year" },
    } as const;
    const decision = judge(kept, { spend: cny("900"), visits: 2 }, plus);
    expect(decision.toRetain?.missing.map(({ rule }) => rule)).toEqual(["/tiers/1/retain"]);
    const turned = {
      ...kept,
      tiers: [
        { id: "plus", rank: 1, attain: visits, retain: spends },
        { id: "base", rank: 0 },
      ],
    } as const;
    expect(judge(turned, { spend: cny("900"), visits: 2 }, plus).toRetain?.missing.map(({ rule }) => rule)).toEqual([
      "/tiers/0/retain",
    ]);
  });
});

describe("lines that tell of time", () => {
  const facts = { spend: cny("1000"), visits: 0, score: 1 };
  const none = {
    metric: null,
    op: null,
    observed: null,
    required: null,
    label: null,
    choices: null,
    about: null,
    depth: 0,
    negated: false,
    gap: null,
  };

  test("an upgrade that came into force", () => {
    const state = {
      tier: "base",
      since: "2026-01-01T00:00:00Z",
      pending: { tier: "plus", at: "2026-04-01T00:00:00+08:00" },
    } as const;
    const { reasons } = judge({ upgrade: { when: "nextPeriod" }, schedule: { every: "quarter" } }, facts, state);
    expect(reasons[0]).toEqual({
      ...none,
      code: "upgrade-in-force",
      rule: "/upgrade/when",
      observed: { kind: "instant", at: "2026-03-31T16:00:00.000Z" },
      verdict: "met",
      part: "plus",
      partLabel: { en: "Plus", "zh-CN": "高级会员" },
    });
  });

  test("a step just taken, or promised", () => {
    const steps = { upgrade: { mode: "oneStep" }, schedule: { every: "quarter" } } as const;
    const top = { spend: cny("5000"), visits: 20, score: 1 };
    const since = "2026-05-01T00:00:00.000Z";
    expect(judge(steps, top, { tier: "plus", since }).reasons.at(-1)).toEqual({
      ...none,
      code: "one-step-taken",
      rule: "/upgrade/mode",
      observed: { kind: "instant", at: since },
      verdict: "met",
      part: "plus",
      partLabel: { en: "Plus", "zh-CN": "高级会员" },
    });
    const later = { ...steps, upgrade: { mode: "oneStep", when: "nextPeriod" } } as const;
    const at = "2026-06-30T16:00:00.000Z";
    const state = { tier: "base", since: "2026-01-01T00:00:00Z", pending: { tier: "plus", at } } as const;
    expect(judge(later, top, state)).toMatchObject({ action: "retain", to: "base", stateAfter: { pending: { at } } });
    expect(judge(later, top, state).reasons.at(-1)).toMatchObject({
      code: "one-step-taken",
      observed: { kind: "instant", at },
      part: "base",
    });
  });

  test("a fall that ends one step down, though the tier there is lost as well", () => {
    const short = { spend: cny("0"), visits: 0, score: 0 };
    const top = { tier: "top", since: "2026-01-01T00:00:00.000Z" } as const;
    const last = (change: Partial<TierPolicyInput<Name, Metric>>, seen: typeof short, from: TierState<Name>) => {
      const { to, reasons } = judge({ ...change, schedule: null }, seen, from);
      return [to, reasons.some(({ code }) => code === "one-step-down")];
    };
    expect(judge({ downgrade: { mode: "oneStep" } }, short, top).reasons.at(-1)).toEqual({
      ...none,
      code: "one-step-down",
      rule: "/downgrade/mode",
      verdict: "met",
      part: "plus",
      partLabel: { en: "Plus", "zh-CN": "高级会员" },
    });
    expect(last({ downgrade: { mode: "toQualified" } }, short, top)).toEqual(["base", false]);
    expect(last({ downgrade: { mode: "oneStep" } }, short, plus)).toEqual(["base", false]);
    expect(last({ downgrade: { mode: "oneStep" } }, { ...short, spend: cny("5000"), visits: 6 }, top)).toEqual([
      "plus",
      false,
    ]);
  });

  test("no line says that there was no test when there was one, or none was due", () => {
    const codes = (change: Partial<TierPolicyInput<Name, Metric>>, state: TierState<Name> = plus): readonly string[] =>
      judge(change, facts, state).reasons.flatMap(({ code }) => (code.startsWith("tier-") ? [code] : []));
    expect(codes({})).toEqual([]);
    expect(codes({ schedule: { every: "quarter" } })).toEqual([]);
    expect(codes({ schedule: { every: "year" } })).toEqual(["tier-reviewed"]);
    expect(codes({ validity: { lasts: "P1M" } })).toEqual([]);
    expect(codes({ validity: { lasts: "P1Y" } })).toEqual(["tier-still-valid"]);
    expect(codes({ validity: { lasts: "P1Y" }, schedule: { every: "year" } })).toEqual(["tier-still-valid"]);
    expect(codes({}, { ...plus, since: asOf })).toEqual(["tier-just-given"]);
    // promised a higher one: the term that is over in the meantime is not tested, and nobody says it were not
    const pending = { tier: "top", at: "2026-07-01T00:00:00+08:00" } as const;
    const later = {
      upgrade: { when: "nextPeriod" },
      schedule: { every: "quarter" },
      validity: { lasts: "P1M" },
    } as const;
    expect(codes(later, { ...plus, pending })).toEqual([]);
    expect(codes(later, { ...plus, pending, validUntil: asOf })).toEqual([]);
    expect(codes(later, { ...plus, pending, validUntil: "2026-06-01T00:00:00Z" })).toEqual(["tier-still-valid"]);
  });
});

describe("letters, further", () => {
  const month = {
    downgrade: { mode: "toQualified", also: [], grace: { duration: "P1M", anchor: "firstBreach" } },
  } as const;
  const spends = (value: string) => ({ metric: "spend", op: ">=", value }) as const;
  const tiers = (plusOne: object, topOne: object = {}): never =>
    [
      { id: "base", rank: 0, labels: { en: "Base", "zh-CN": "基础会员" } },
      { id: "plus", rank: 1, labels: { en: "Plus", "zh-CN": "高级会员" }, attain: spends("1000"), ...plusOne },
      { id: "top", rank: 2, attain: spends("5000"), ...topOne },
    ] as never;
  const further = "further criteria of our customer rules were taken into account as well";
  const moved = "from 2026-05-15 on you are our Base customer (until now Plus)";
  const base = { ...plus, tier: "base" } as const;

  test("whole: a welcome, a downgrade", () => {
    const on = { kind: "day", on: "2026-05-15" };
    const [named, formerly] = [
      { en: "Base", "zh-CN": "基础会员" },
      { en: "Plus", "zh-CN": "高级会员" },
    ];
    expect(judge({}, { spend: cny("0"), visits: 0, score: 1 }).notice).toEqual({
      kind: "welcome",
      dueAt: "2026-05-15T04:00:00.000Z",
      lines: [{ code: "letter-tier-welcome", params: { tier: named } }],
    });
    expect(judge({ tiers: tiers({}) }, { spend: cny("0") }, plus).notice).toEqual({
      kind: "downgraded",
      dueAt: "2026-05-15T04:00:00.000Z",
      lines: [
        { code: "letter-tier-downgraded", params: { tier: named, from: formerly, on } },
        {
          code: "letter-tier-fell-short",
          params: {
            label: { en: "spend of the year", "zh-CN": "本年消费额" },
            op: ">=",
            observed: { kind: "money", amount: "0", currency: "CNY" },
            required: { kind: "money", amount: "1000", currency: "CNY" },
          },
        },
      ],
    });
  });

  test("what fell short is what `retain` asks, where it asks anything", () => {
    expect(letter(judge({ tiers: tiers({ retain: spends("800") }) }, { spend: cny("700") }, plus))[1]).toBe(
      "spend of the year: CNY 700 (asked for: at least CNY 800)",
    );
    expect(letter(judge({ tiers: tiers({}) }, { spend: cny("700") }, plus))[1]).toBe(
      "spend of the year: CNY 700 (asked for: at least CNY 1,000)",
    );
    expect(
      letter(judge({ ...month, tiers: tiers({ retain: spends("800") }) }, { spend: cny("700") }, plus)).slice(1),
    ).toEqual([
      "spend of the year: CNY 700 (asked for: at least CNY 800)",
      "spend of the year: CNY 100.00 to go through 2026-06-15",
    ]);
  });

  test("a rule that fired is told by what can be counted, and what fell short beside it", () => {
    const idle = { id: "idle", when: { metric: "visits", op: "<", value: 1 } } as const;
    const down = {
      mode: "toQualified",
      also: [idle, { id: "unsigned", when: { metric: "signed", op: "=", value: false } }],
    } as const;
    const told = (spend: string, visits: number, signed = true): readonly string[] =>
      letter(judge({ tiers: tiers({}), downgrade: down }, { spend: cny(spend), visits, signed }, plus)).slice(1);
    expect(told("2000", 0)).toEqual(["visits: 0 (no longer kept when it is less than 1)"]);
    expect(told("500", 0)).toEqual([
      "visits: 0 (no longer kept when it is less than 1)",
      "spend of the year: CNY 500 (asked for: at least CNY 1,000)",
    ]);
    expect(told("2000", 0, false)).toEqual(["visits: 0 (no longer kept when it is less than 1)", further]);
    expect(told("2000", 3, false)).toEqual([further]);
    // what is not known did not cost the tier
    const unknown = judge({ tiers: tiers({}), downgrade: down }, { visits: 0 }, plus);
    expect(letter(unknown)).toEqual([moved, "visits: 0 (no longer kept when it is less than 1)"]);
    // nothing to be gained helps against a rule that holds
    const grace = { duration: "P1M", anchor: "firstBreach" } as const;
    expect(
      letter(judge({ tiers: tiers({}), downgrade: { ...down, grace } }, { spend: cny("500"), visits: 0 }, plus)).slice(
        1,
      ),
    ).toEqual([
      "visits: 0 (no longer kept when it is less than 1)",
      "spend of the year: CNY 500 (asked for: at least CNY 1,000)",
    ]);
  });

  test.each<[string, object, object, readonly string[]]>([
    [
      "something with a name",
      { metric: "visits", op: ">=", value: 3 },
      { visits: 4 },
      ["visits: 4 (asked for: at least 3)"],
    ],
    ["one of several values", { metric: "visits", op: "in", value: [4, 5] }, { visits: 4 }, [further]],
    ["a yes", { metric: "signed", op: "=", value: true }, {}, [further]],
    ["something done", { performed: { event: "training" } }, {}, [further]],
    ["something that is not so", { not: { metric: "visits", op: "<", value: 3 } }, { visits: 4 }, [further]],
    [
      "a name and none",
      {
        all: [
          { metric: "visits", op: ">=", value: 3 },
          { metric: "signed", op: "=", value: true },
        ],
      },
      { visits: 4 },
      ["visits: 4 (asked for: at least 3)", further],
    ],
  ])("reached by %s", (_, attain, metrics, lines) => {
    const activity = [{ customerId: "C-1", kind: "training", at: "2026-05-01T00:00:00Z" }];
    const decision = judge({ tiers: tiers({ attain }) }, { spend: cny("0"), ...metrics }, base, { activity });
    expect(decision).toMatchObject({ action: "upgrade", to: "plus" });
    expect(letter(decision).slice(1)).toEqual(lines);
  });

  test("what has no name for people, no distance, or cannot be counted is not asked for by name", () => {
    const unnamed = club.metrics.map((metric) => (metric.id === "visits" ? { ...metric, labels: null } : metric));
    const attain = {
      all: [
        { metric: "visits", op: ">=", value: 3 },
        { metric: "score", op: ">=", value: 1 },
        spends("1000"),
        { performed: { event: "training" } },
      ],
    };
    const asks = (metrics: object, named = club.metrics): readonly string[] =>
      letter(judge({ ...month, metrics: named, tiers: tiers({ attain }) }, metrics, plus));
    expect(asks({ visits: 2, score: 0, spend: cny("900") }, unnamed)).toEqual([
      "you stay our Plus customer through 2026-06-15; to keep it beyond that day, something is still wanting",
      "spend of the year: CNY 900 (asked for: at least CNY 1,000)",
      further,
      "spend of the year: CNY 100.00 to go through 2026-06-15",
    ]);
    expect(asks({ visits: 2, score: 0 })).toEqual([
      "you stay our Plus customer through 2026-06-15; to keep it beyond that day, something is still wanting",
      "visits: 2 (asked for: at least 3)",
      "spend of the year: not known (asked for: at least CNY 1,000)",
      further,
      "visits: 1 to go through 2026-06-15",
    ]);
  });

  test("a letter is due so long before the change, at the latest now", () => {
    const later = { upgrade: { when: "nextPeriod" }, schedule: { every: "quarter" } } as const;
    const due = (lead: string | null): unknown =>
      judge({ ...later, notice: lead === null ? null : { lead } }, { spend: cny("1000"), visits: 0, score: 1 }, base)
        .notice?.dueAt;
    expect(due(null)).toBe("2026-05-15T04:00:00.000Z");
    expect(due("PT48H")).toBe("2026-06-28T16:00:00.000Z");
    expect(due("P1M")).toBe("2026-05-31T16:00:00.000Z");
    expect(due("P46DT12H")).toBe("2026-05-15T04:00:00.000Z");
    expect(judge({ tiers: tiers({}), notice: { lead: "PT48H" } }, { spend: cny("0") }, plus).notice?.dueAt).toBe(
      "2026-05-15T04:00:00.000Z",
    );
  });
});
