import { instantFromMs, money, orThrow } from "clientele/core";
import type { Order } from "clientele/customer";
import {
  defineTierPolicy,
  type ReplayCustomer,
  type ReplayOptions,
  replayTierPolicy,
  startTierReplay,
  type TierPolicyInput,
  type TierReplayState,
} from "clientele/tiers";
import { describe, expect, test } from "vitest";

/** Gold from 100 yuan within three months, kept from 50; watched month by month. */
const input = {
  id: "p",
  version: 1,
  timeZone: "Asia/Shanghai",
  currency: "CNY",
  metrics: [
    { id: "spend", kind: "money", window: { rolling: "P3M" }, measure: { orders: "net" } },
    { id: "score", kind: "number" },
  ],
  tiers: [
    { id: "base", rank: 0 },
    {
      id: "gold",
      rank: 1,
      attain: { metric: "spend", op: ">=", value: "100" },
      retain: { all: [{ metric: "spend", op: ">=", value: "50" }] },
    },
  ],
  downgrade: {
    mode: "oneStep",
    also: [{ id: "bad", when: { metric: "score", op: "<=", value: 1, onMissing: "unmet" } }],
  },
  schedule: { every: "month" },
} as const satisfies TierPolicyInput;
type Tier = "base" | "gold";
type Metric = "spend" | "score";
const policyOf = (part: Partial<TierPolicyInput<Tier, Metric>> = {}) =>
  defineTierPolicy<Tier, Metric>({ ...input, ...part });
const policy = policyOf();
const first = (year: number, month: number): string => instantFromMs(Date.UTC(year, month - 1, 1) - 8 * 3_600_000);
const year = { from: first(2025, 1), to: first(2025, 12) };
const order = (on: string, amount: string, refund?: readonly [string, string]): Order => ({
  id: `${on} ${amount}`,
  customerId: "C-1",
  at: `${on}T10:00:00+08:00`,
  amount: money(amount, "CNY"),
  ...(refund === undefined
    ? {}
    : { refunds: [{ at: `${refund[0]}T10:00:00+08:00`, amount: money(refund[1], "CNY") }] }),
});
const customer = (
  orders: ReplayCustomer["orders"],
  part: Partial<ReplayCustomer<Tier, Metric>> = {},
): ReplayCustomer<Tier, Metric> => ({ customerId: "C-1", orders, ...part });
/** Who goes up in February, down in May, up in June, down in September. */
const bouncer = customer([order("2025-01-10", "120.00"), order("2025-05-20", "100.00")]);

const replay = (
  row: ReplayCustomer<Tier, Metric>,
  options: Parameters<typeof replayTierPolicy>[2] = year,
  under: Parameters<typeof replayTierPolicy<Tier, Metric, ReplayCustomer<Tier, Metric>>>[1] = policy,
) => {
  const [answer] = replayTierPolicy([row], under, options);
  return orThrow(answer?.result ?? { ok: false, error: "no answer" });
};
const movesOf = (...given: Parameters<typeof replay>): unknown =>
  replay(...given).moves.map(({ review, action, to, rules }) => [review, action, to, ...rules]);
const report = (
  rows: readonly ReplayCustomer<Tier, Metric>[],
  options: ReplayOptions & { readonly listed?: number } = year,
  under: Parameters<typeof startTierReplay<Tier, Metric>>[0] = policy,
) => {
  const started = startTierReplay<Tier, Metric>(under, options);
  started.add(rows);
  return started.finish();
};

describe("reviews", () => {
  const reviewsOf = (options: ReplayOptions, under = policy): readonly string[] =>
    report([], options, under).periods.map(({ asOf }) => asOf);

  test("are the first moments of the schedule's periods in the policy's zone, both ends included", () => {
    expect(reviewsOf({ from: first(2025, 1), to: first(2025, 3) })).toEqual(
      [1, 2, 3].map((month) => first(2025, month)),
    );
    expect(reviewsOf({ from: "2024-12-31T16:00:00.001Z", to: "2025-02-28T15:59:59.999Z" })).toEqual([first(2025, 2)]);
  });

  test("are those of other periods where these are given", () => {
    const every = { every: "quarter", fiscalStart: 2 } as const;
    expect(reviewsOf({ ...year, every }, policyOf({ schedule: null }))).toEqual(
      [2, 5, 8, 11].map((month) => first(2025, month)),
    );
    expect(reviewsOf({ ...year, every: { every: "halfYear" } })).toEqual([first(2025, 1), first(2025, 7)]);
  });

  test("are any moments that are given", () => {
    const reviews = [first(2025, 1), "2025-01-15T12:00:00+08:00"];
    expect(reviewsOf({ reviews })).toEqual([first(2025, 1), "2025-01-15T04:00:00.000Z"]);
    expect(reviewsOf({ reviews, from: reviews[0], to: reviews[1] })).toHaveLength(2);
  });

  test("are 1,200 at most", () => {
    const century = policyOf({ timeZone: "UTC" });
    const from = "1925-01-01T00:00:00Z";
    expect(reviewsOf({ from, to: "2024-12-31T00:00:00Z" }, century)).toHaveLength(1200);
    expect(() => reviewsOf({ from, to: "2025-01-01T00:00:00Z" }, century)).toThrow(
      expect.objectContaining({
        code: "invalid-option",
        message: expect.stringContaining("reviews: expected 1200 at most, received more than 1200"),
      }),
    );
    expect(reviewsOf({ reviews: Array.from({ length: 1200 }, (_, at) => instantFromMs(at)) })).toHaveLength(1200);
  });

  test("may be one, and a year may begin with its last month", () => {
    expect(reviewsOf({ from: first(2025, 1), to: first(2025, 1) })).toEqual([first(2025, 1)]);
    expect(reviewsOf({ ...year, every: { every: "year", fiscalStart: 12 } })).toEqual([first(2025, 12)]);
  });
});

describe("a customer", () => {
  test("goes where each review leads, and it is said what led there", () => {
    expect(movesOf(bouncer)).toEqual([
      [0, "enrol", "base"],
      [1, "upgrade", "gold", "/tiers/1/attain"],
      [4, "downgrade", "base", "/tiers/1/retain/all/0"],
      [5, "upgrade", "gold", "/tiers/1/attain"],
      [8, "downgrade", "base", "/tiers/1/retain/all/0"],
    ]);
    const { customerId, reviews, decisions, state, enrolment, restatement } = replay(bouncer);
    expect({ customerId, reviews, decisions, enrolment, restatement }).toEqual({
      customerId: "C-1",
      reviews: 12,
      decisions: [],
      enrolment: first(2025, 1),
      restatement: null,
    });
    expect(state).toMatchObject({ tier: "base", since: first(2025, 9) });
  });

  test("tells every decision, explained or not, where that is asked for", () => {
    const [none, full] = (["none", "full"] as const).map((trace) => replay(bouncer, { ...year, trace }).decisions);
    expect([none?.length, full?.length]).toEqual([12, 12]);
    expect([none?.[1]?.reasons, full?.[1]?.reasons.length]).toEqual([[], 3]);
  });

  test("is moved by values of the host, in place of facts or beside them", () => {
    const at = (month: number, score: number | null) => ({ asOf: first(2025, month), metrics: { score } });
    expect(movesOf({ ...bouncer, values: [at(3, 1), at(4, 5)] })).toEqual([
      [0, "enrol", "base"],
      [1, "upgrade", "gold", "/tiers/1/attain"],
      [2, "downgrade", "base", "/downgrade/also/0"],
      [3, "upgrade", "gold", "/tiers/1/attain"],
      [4, "downgrade", "base", "/tiers/1/retain/all/0"],
      [5, "upgrade", "gold", "/tiers/1/attain"],
      [8, "downgrade", "base", "/tiers/1/retain/all/0"],
    ]);
    const only = { customerId: "C-1", values: [{ asOf: first(2025, 2), metrics: { spend: money("100", "CNY") } }] };
    expect(movesOf(only)).toEqual([
      [0, "enrol", "base"],
      [1, "upgrade", "gold", "/tiers/1/attain"],
    ]);
  });

  test("of a downgrade, every cause is told", () => {
    const low = { asOf: first(2025, 5), metrics: { score: 1 } };
    expect(replay({ ...bouncer, values: [low] }).moves[2]?.rules).toEqual([
      "/downgrade/also/0",
      "/tiers/1/retain/all/0",
    ]);
    const plain = policyOf({ tiers: [input.tiers[0], { ...input.tiers[1], retain: null }] });
    expect(replay(bouncer, year, plain).moves[2]?.rules).toEqual(["/tiers/1/attain"]);
  });

  test("is moved by people, too", () => {
    const override = (kind: "pin" | "floor" | "ceiling", tier: Tier, from: number, until: number) =>
      ({ kind, tier, reason: "r", actor: "a", from: first(2025, from), until: first(2025, until) }) as const;
    const overrides = [
      override("ceiling", "base", 11, 12),
      override("floor", "gold", 3, 5),
      override("pin", "base", 6, 7),
      override("floor", "base", 6, 7),
    ];
    expect(movesOf(customer([order("2025-05-20", "100.00")], { overrides }))).toEqual([
      [0, "enrol", "base"],
      [2, "upgrade", "gold", "/overrides/1"],
      [4, "downgrade", "base", "/tiers/1/retain/all/0"],
      [6, "upgrade", "gold", "/tiers/1/attain"],
      [8, "downgrade", "base", "/tiers/1/retain/all/0"],
    ]);
    const held = customer([order("2025-01-20", "100.00")], { overrides: [override("pin", "base", 3, 4)] });
    expect(movesOf(held, { from: first(2025, 2), to: first(2025, 4) })).toEqual([
      [0, "enrol", "gold", "/tiers/1/attain"],
      [1, "downgrade", "base", "/overrides/0"],
      [2, "upgrade", "gold", "/tiers/1/attain"],
    ]);
  });

  test("is not judged before they joined, unless they are graded already", () => {
    const joined = { ...bouncer, anchors: { enrolment: "2025-02-01" } };
    expect(replay(joined)).toMatchObject({ reviews: 11, enrolment: "2025-02-01" });
    expect(replay({ ...joined, anchors: { enrolment: "2025-02-02" } }).reviews).toBe(10);
    expect(replay({ ...joined, anchors: { enrolment: "2025-01-31T16:00:00.000Z" } }).reviews).toBe(11);
    expect(replay({ ...joined, state: { tier: "base", since: first(2024, 1) } }).reviews).toBe(12);
    expect(replay({ ...bouncer, anchors: { enrolment: "2026-01-01" } })).toMatchObject({
      reviews: 0,
      moves: [],
      state: null,
    });
  });

  test("tenure in the tier is measured from the replay", () => {
    const loyal = policyOf({
      metrics: [
        { id: "spend", kind: "money" },
        { id: "score", kind: "days", measure: { tenure: "tierStart" } },
      ] as never,
      tiers: [input.tiers[0], { id: "gold", rank: 1, attain: { metric: "score", op: ">=", value: 59 } }],
      downgrade: { mode: "oneStep", also: [] },
    });
    expect(movesOf(customer([]), year, loyal)).toEqual([
      [0, "enrol", "base"],
      [2, "upgrade", "gold", "/tiers/1/attain"],
      [3, "downgrade", "base", "/tiers/1/attain"],
      [5, "upgrade", "gold", "/tiers/1/attain"],
      [6, "downgrade", "base", "/tiers/1/attain"],
      [8, "upgrade", "gold", "/tiers/1/attain"],
      [9, "downgrade", "base", "/tiers/1/attain"],
      [11, "upgrade", "gold", "/tiers/1/attain"],
    ]);
  });

  test("an enrolment that is only known from the state", () => {
    const member = policyOf({
      metrics: [
        { id: "spend", kind: "money" },
        { id: "score", kind: "days", measure: { tenure: "enrolment" } },
      ] as never,
      tiers: [input.tiers[0], { id: "gold", rank: 1, attain: { metric: "score", op: ">=", value: 100 } }],
      downgrade: { mode: "oneStep", also: [] },
    });
    const since = first(2025, 1);
    const state = (by: "enrol" | "upgrade") => customer([], { state: { tier: "base", since, by } });
    expect(movesOf(state("enrol"), year, member)).toEqual([[4, "upgrade", "gold", "/tiers/1/attain"]]);
    expect(movesOf(state("upgrade"), year, member)).toEqual([]);
    expect(replay(state("upgrade"), year, member).enrolment).toBeNull();
  });

  test("what is given of the enrolment wins over the state; a first purchase keeps nobody waiting", () => {
    const state = { tier: "base", since: first(2024, 1), by: "enrol" } as const;
    expect(replay({ ...bouncer, state, anchors: { enrolment: "2023-05-01" } }).enrolment).toBe("2023-05-01");
    expect(replay({ ...bouncer, anchors: { firstPurchase: "2025-06-01" } }).reviews).toBe(12);
  });

  test("values may tell segments alone; what was done may come from anything that can be gone through", () => {
    const asked = policyOf({
      metrics: [input.metrics[0], { id: "score", kind: "number", maxAge: "P1Y" }],
      downgrade: {
        mode: "oneStep",
        also: [
          { id: "bad", when: { memberOf: { segment: "blocked" } } },
          { id: "idle", when: { not: { performed: { event: "login", times: 1, within: "P60D" } } } },
        ],
      } as never,
    });
    const done = () =>
      (function* () {
        yield { customerId: "C-1", at: "2025-01-15T10:00:00+08:00", kind: "login" };
        yield { customerId: "C-1", at: "2025-05-15T10:00:00+08:00", kind: "login" };
      })();
    const values = Array.from({ length: 12 }, (_, at) => ({
      asOf: first(2025, at + 1),
      metrics: null,
      segments: at === 6 ? ["blocked"] : [],
    }));
    const orders = [order("2025-01-10", "500.00"), order("2025-04-10", "500.00"), order("2025-06-10", "500.00")];
    expect(movesOf(customer(orders, { values, activity: done() }), year, asked)).toEqual([
      [0, "enrol", "base"],
      [1, "upgrade", "gold", "/tiers/1/attain"],
      [3, "downgrade", "base", "/downgrade/also/1"],
      [5, "upgrade", "gold", "/tiers/1/attain"],
      [6, "downgrade", "base", "/downgrade/also/0"],
    ]);
  });

  test("of an upgrade to come, the tier's start is its own", () => {
    const loyal = policyOf({
      metrics: [
        { id: "spend", kind: "money" },
        { id: "score", kind: "days", measure: { tenure: "tierStart" } },
      ] as never,
      tiers: [input.tiers[0], { id: "gold", rank: 1, attain: { metric: "score", op: ">=", value: 59 } }],
      downgrade: { mode: "oneStep", also: [] },
      upgrade: { when: "nextPeriod" },
      schedule: { every: "quarter" },
    });
    const reviews = [first(2025, 1), first(2025, 3), "2025-03-15T00:00:00+08:00", first(2025, 4), first(2025, 5)];
    const { decisions } = replay(customer([]), { reviews, trace: "none" }, loyal);
    expect(decisions.map(({ qualified, stateAfter }) => [qualified, stateAfter.tier])).toEqual([
      ["base", "base"],
      ["gold", "base"],
      ["gold", "base"],
      ["base", "gold"],
      ["base", "gold"],
    ]);
  });

  test("only people in force count, and only where no rule does", () => {
    const strict = policyOf({
      tiers: [input.tiers[0], { ...input.tiers[1], retain: { metric: "spend", op: ">=", value: "500" } }],
    });
    const override = (kind: "pin" | "ceiling", from: string, until: string | null) =>
      ({ kind, tier: "base", reason: "r", actor: "a", from, until }) as const;
    const row = customer([order("2025-01-10", "200.00")], {
      state: { tier: "gold", since: first(2024, 1) },
      overrides: [
        override("ceiling", first(2024, 1), first(2025, 2)),
        override("pin", first(2025, 2), null),
        override("ceiling", "2025-02-01T00:00:00.001+08:00", null),
      ],
    });
    expect(movesOf(row, { reviews: [first(2025, 2)] }, strict)).toEqual([[0, "downgrade", "base", "/overrides/1"]]);
  });
});

describe("versions", () => {
  const later = policyOf({
    version: 2,
    effectiveFrom: first(2025, 5),
    tiers: [input.tiers[0], { id: "gold", rank: 1, attain: { metric: "spend", op: ">=", value: "10" } }],
  });

  test("the one that came into force last decides, and goes on from the states of the one before", () => {
    const { moves } = replay(customer([order("2025-03-10", "60.00")]), year, [later, policy]);
    expect(moves.map(({ review, action, policy: { version } }) => [review, action, version])).toEqual([
      [0, "enrol", 1],
      [4, "upgrade", 2],
      [6, "downgrade", 2],
    ]);
    expect(report([], year, [later, policy]).policies).toEqual([
      { id: "p", version: 1 },
      { id: "p", version: 2 },
    ]);
  });

  test("of two that came into force at once, the higher version", () => {
    const [one, two] = [1, 3].map((version) => policyOf({ version, effectiveFrom: first(2024, 1) }));
    const both = [one, two].flatMap((version) => version ?? []);
    expect(report([], year, both).policies).toEqual([{ id: "p", version: 3 }]);
    expect(report([], year, both.toReversed()).policies).toEqual([{ id: "p", version: 3 }]);
  });

  test("a higher version that came into force earlier gives way", () => {
    const [early, late] = [
      policyOf({ version: 3, effectiveFrom: first(2023, 1) }),
      policyOf({ version: 2, effectiveFrom: first(2024, 1) }),
    ];
    for (const both of [
      [early, late],
      [late, early],
    ]) {
      expect(report([], year, both).policies).toEqual([{ id: "p", version: 2 }]);
    }
  });

  test("one without a schedule that comes into force with the last moment does matter", () => {
    const last = policyOf({ version: 8, effectiveFrom: first(2025, 12), schedule: null });
    expect(() => report([], year, [policy, last])).toThrow(expect.objectContaining({ code: "invalid-option" }));
  });

  test("each is reviewed by its own schedule, while it is in force", () => {
    const quarterly = policyOf({ version: 2, effectiveFrom: first(2025, 3), schedule: { every: "quarter" } });
    const old = policyOf({ effectiveTo: first(2025, 3) });
    expect(report([], year, [old, quarterly]).periods.map(({ asOf }) => asOf)).toEqual(
      [1, 2, 4, 7, 10].map((month) => first(2025, month)),
    );
  });

  test("one without a schedule that never comes to be in force does not matter", () => {
    const gone = policyOf({ version: 7, effectiveTo: first(2025, 1), schedule: null });
    const future = policyOf({ version: 8, effectiveFrom: first(2026, 1), schedule: null });
    expect(report([], year, [gone, future, policy]).periods).toHaveLength(12);
  });

  test("a tier that is gone refuses who holds it", () => {
    const renamed = defineTierPolicy<string, Metric>({
      ...input,
      version: 2,
      effectiveFrom: first(2025, 5),
      tiers: [{ id: "start", rank: 0 }],
    });
    const [answer] = replayTierPolicy([bouncer], [policy, renamed] as never, year);
    expect(answer?.result).toEqual({
      ok: false,
      error: {
        code: "tier-not-in-policy",
        asOf: first(2025, 5),
        refusal: { code: "tier-not-in-policy", tier: "gold", path: "/state/tier", policy: "p" },
      },
    });
  });
});

describe("a report", () => {
  test("says what moved, who bounces, and how long customers stay", () => {
    const { thrash, dwell, periods, ...rest } = report([bouncer, { ...customer([]), customerId: "C-2" }]);
    expect(rest).toEqual({
      policies: [{ id: "p", version: 1 }],
      from: first(2025, 1),
      to: first(2025, 12),
      bounceWithin: 4,
      customers: 2,
      decisions: 24,
      holds: ["override", "lifetime", "downgradeNotAllowed", "protection", "minimumDwell", "grace"].map((kind) => ({
        kind,
        decisions: 0,
        share: 0,
        customers: 0,
      })),
      graces: { running: 0, started: 0, saved: 0, lost: 0, open: 0 },
      restated: null,
      refused: { total: 0, byCode: {}, listed: [] },
      facts: { total: 0, byCode: {}, listed: [] },
    });
    const cause = (...rules: readonly string[]) => ({ policy: { id: "p", version: 1 }, rules });
    const [up, down] = [cause("/tiers/1/attain"), cause("/tiers/1/retain/all/0")];
    expect(thrash).toEqual({
      bounces: 3,
      downUp: 1,
      upDown: 2,
      customers: 1,
      byTimes: [{ times: 3, customers: 1 }],
      rules: [
        { direction: "upDown", first: up, second: down, bounces: 2 },
        { direction: "downUp", first: down, second: up, bounces: 1 },
      ],
    });
    expect(dwell).toEqual([
      { tier: "base", completed: 2, censored: 2, begunBefore: 0, medianDays: 31 },
      { tier: "gold", completed: 2, censored: 0, begunBefore: 0, medianDays: 89 },
    ]);
    expect(periods[1]).toEqual({
      asOf: first(2025, 2),
      policy: { id: "p", version: 1 },
      judged: 2,
      notYet: 0,
      actions: {
        enrol: 0,
        upgrade: 1,
        retain: 1,
        graceStarted: 0,
        graceContinued: 0,
        downgrade: 0,
        held: 0,
        insufficientData: 0,
      },
      heldBy: { override: 0, lifetime: 0, downgradeNotAllowed: 0, protection: 0, minimumDwell: 0, grace: 0 },
      flow: [
        { from: "base", to: "base", customers: 1 },
        { from: "base", to: "gold", customers: 1 },
      ],
      tiers: { base: 1, gold: 1 },
    });
    expect(periods[0]?.flow).toEqual([{ from: null, to: "base", customers: 2 }]);
  });

  test("a bounce is no bounce when it takes longer", () => {
    expect(report([bouncer], { ...year, bounceWithin: 2 }).thrash).toMatchObject({ bounces: 1, downUp: 1, upDown: 0 });
    expect(report([bouncer], { ...year, bounceWithin: 3 }).thrash).toMatchObject({ bounces: 3 });
  });

  test("stays that began before count apart; a median that is not reached is not made up", () => {
    const held = customer([order("2025-03-10", "60.00")], { state: { tier: "gold", since: first(2024, 6) } });
    const { dwell } = report([held]);
    expect(dwell).toEqual([
      { tier: "base", completed: 0, censored: 1, begunBefore: 0, medianDays: null },
      { tier: "gold", completed: 0, censored: 0, begunBefore: 1, medianDays: null },
    ]);
    const fresh = customer([], { state: { tier: "gold", since: first(2025, 1) } });
    expect(report([fresh], { from: first(2025, 1), to: first(2025, 2) }).dwell[1]).toEqual({
      tier: "gold",
      completed: 1,
      censored: 0,
      begunBefore: 0,
      medianDays: 31,
    });
  });

  test("the median allows for stays that are still going on", () => {
    // of three stays in gold one ends after 89 days; one is cut off after 30, one after 60
    const rows = [
      customer([order("2025-01-10", "60.00"), order("2025-01-11", "60.00")]),
      customer([order("2025-02-10", "120.00")], { anchors: { enrolment: "2025-03-01" } }),
    ];
    const { dwell } = report(rows, { from: first(2025, 1), to: first(2025, 5) });
    expect(dwell[1]).toEqual({ tier: "gold", completed: 1, censored: 1, begunBefore: 0, medianDays: 89 });
  });

  test("the median is that of Kaplan and Meier", () => {
    const stays = (amounts: readonly (readonly [string, string])[], enrolment: string) =>
      customer(
        amounts.map(([on, amount]) => order(on, amount)),
        { anchors: { enrolment } },
      );
    // in gold from February: for 89 days; joined in gold in April and June, and still there
    const rows = [
      stays([["2025-01-10", "120.00"]], "2025-01-01"),
      stays([["2025-04-20", "120.00"]], "2025-05-01"),
      stays([["2025-05-20", "120.00"]], "2025-06-01"),
    ];
    const { dwell } = report(rows, { from: first(2025, 1), to: first(2025, 7) });
    expect(dwell[1]).toEqual({ tier: "gold", completed: 1, censored: 2, begunBefore: 0, medianDays: 89 });
    // 31, 61 and 92 days
    const ended = [
      stays([["2025-01-31", "120.00"]], "2025-04-01"),
      stays([["2025-01-31", "120.00"]], "2025-03-01"),
      stays([["2025-01-31", "120.00"]], "2025-02-01"),
    ];
    expect(report(ended).dwell[1]).toEqual({ tier: "gold", completed: 3, censored: 0, begunBefore: 0, medianDays: 61 });
  });

  test("restated, facts that are none are told", () => {
    const { facts, restated, decisions } = report([customer([null as never])], { ...year, restate: true });
    expect([facts.byCode, restated?.customers, decisions]).toEqual([{ "invalid-fact": 1 }, 0, 12]);
  });

  test("stays are counted by days, those going on up to the last review", () => {
    const started = startTierReplay<Tier, Metric>(policy, year);
    started.add([bouncer, customer([order("2025-10-20", "100.00")])]);
    const { completed, censored, bouncers } = started.state();
    expect(completed).toEqual([
      { 31: 2, 304: 1 },
      { 89: 1, 92: 1 },
    ]);
    expect(censored).toEqual([{ 91: 1 }, { 30: 1 }]);
    expect(bouncers).toEqual({ 3: 1 });
  });

  test("an upgrade to come is no stay before it comes", () => {
    const later = policyOf({ upgrade: { when: "nextPeriod" }, schedule: { every: "quarter" } });
    const reviews = [first(2025, 1), first(2025, 2), first(2025, 3), first(2025, 4)];
    const started = startTierReplay<Tier, Metric>(later, { reviews });
    started.add([customer([order("2025-01-10", "120.00")])]);
    const { completed, censored } = started.state();
    expect([completed, censored]).toEqual([
      [{ 90: 1 }, {}],
      [{}, { 0: 1 }],
    ]);
  });

  test("restated, a customer may come to a tier that a version does not have", () => {
    const without = policyOf({ version: 2, effectiveFrom: first(2025, 7), tiers: [input.tiers[0]] as never });
    const regretted = customer([
      order("2025-01-10", "120.00", ["2025-03-20", "110.00"]),
      order("2025-05-20", "100.00"),
    ]);
    expect(report([regretted], year, [policy, without]).customers).toBe(1);
    const { customers, refused } = report([regretted], { ...year, restate: true }, [policy, without]);
    expect([customers, refused.listed]).toEqual([
      0,
      [{ customerId: "C-1", code: "tier-not-in-policy", path: "/state/tier", asOf: first(2025, 7) }],
    ]);
  });

  test("an upgrade that came into force and was lost between two reviews was a stay", () => {
    const later = policyOf({ upgrade: { when: "nextPeriod" }, schedule: { every: "quarter" } });
    const reviews = [first(2025, 1), first(2025, 3), first(2025, 7), first(2025, 8)];
    expect(report([customer([order("2025-02-10", "120.00")])], { reviews }, later).dwell).toEqual([
      { tier: "base", completed: 1, censored: 1, begunBefore: 0, medianDays: 90 },
      { tier: "gold", completed: 1, censored: 0, begunBefore: 0, medianDays: 91 },
    ]);
  });

  test("who has not joined is counted at every review, and nowhere else", () => {
    const row = customer([order("2025-02-10", "120.00")], { anchors: { enrolment: "2026-01-01" } });
    const { periods, dwell, restated, customers, decisions } = report([row], { ...year, restate: true });
    expect(periods.map(({ judged, notYet }) => [judged, notYet])).toEqual(periods.map(() => [0, 1]));
    expect(dwell.map(({ completed, censored }) => completed + censored)).toEqual([0, 0]);
    expect([customers, decisions, restated?.customers, restated?.endElsewhere]).toEqual([1, 0, 0, 0]);
  });

  test("pairs of rules are told apart and ranked, in whatever order customers come", () => {
    const score = (month: number, of: number) => ({ asOf: first(2025, month), metrics: { score: of } });
    const judged: typeof bouncer = {
      ...customer([order("2025-01-10", "500.00"), order("2025-03-10", "500.00")]),
      values: [score(3, 1), score(4, 5)],
    };
    const [one, other] = [
      [bouncer, judged],
      [judged, bouncer],
    ].map((rows) => {
      const started = startTierReplay<Tier, Metric>(policy, year);
      started.add(rows);
      return started;
    });
    expect(JSON.stringify(one?.state())).toBe(JSON.stringify(other?.state()));
    expect(
      one
        ?.finish()
        .thrash.rules.map(({ direction, first: a, second: b, bounces }) => [
          direction,
          a.rules.join(" "),
          b.rules.join(" "),
          bounces,
        ]),
    ).toEqual([
      ["upDown", "/tiers/1/attain", "/tiers/1/retain/all/0", 3],
      ["downUp", "/downgrade/also/0", "/tiers/1/attain", 1],
      ["downUp", "/tiers/1/retain/all/0", "/tiers/1/attain", 1],
      ["upDown", "/tiers/1/attain", "/downgrade/also/0", 1],
    ]);
  });

  test("codes are told in order", () => {
    const lost = { ...customer([]), state: { tier: "iron", since: first(2024, 1) } } as never;
    expect(Object.keys(report([lost, null as never, lost]).refused.byCode)).toEqual([
      "invalid-fact",
      "tier-not-in-policy",
    ]);
    expect(report([]).holds.map(({ share }) => share)).toEqual([0, 0, 0, 0, 0, 0]);
  });

  test("upgrades that wait for the next period count when they come into force", () => {
    const later = policyOf({ upgrade: { when: "nextPeriod" } });
    const { periods, dwell } = report([bouncer], { from: first(2025, 1), to: first(2025, 8) }, later);
    expect(periods.map(({ tiers, actions }) => [tiers.gold, actions.upgrade])).toEqual([
      [0, 0],
      [0, 1],
      [1, 0],
      [1, 0],
      [0, 0],
      [0, 1],
      [1, 0],
      [1, 0],
    ]);
    expect(dwell).toEqual([
      { tier: "base", completed: 2, censored: 0, begunBefore: 0, medianDays: 59 },
      { tier: "gold", completed: 1, censored: 1, begunBefore: 0, medianDays: 61 },
    ]);
  });

  test("graces: begun, saved, lost, open", () => {
    const graced = policyOf({ downgrade: { ...input.downgrade, grace: { duration: "P2M", anchor: "firstBreach" } } });
    const rows = [
      bouncer, // lost in May, saved in June; lost in September, and gone in November
      customer([order("2025-07-10", "100.00")]), // lost in November
      customer([], { state: { tier: "gold", since: first(2024, 1), graceUntil: first(2025, 1) } }),
      customer([order("2024-12-10", "70.00")], {
        state: { tier: "gold", since: first(2024, 1), graceUntil: first(2025, 2) },
      }),
    ];
    const { graces, holds, periods } = report(rows, year, graced);
    expect(graces).toEqual({ running: 2, started: 4, saved: 2, lost: 3, open: 1 });
    const grace = holds.find(({ kind }) => kind === "grace");
    expect(grace).toEqual({ kind: "grace", decisions: 7, share: 7 / 48, customers: 3 });
    expect(periods.reduce((all, { heldBy }) => all + heldBy.grace, 0)).toBe(7);
  });

  test("restated: what was given back counts as if it had never been bought", () => {
    const regretted = customer([
      order("2025-01-10", "120.00", ["2025-03-20", "110.00"]),
      order("2025-05-20", "100.00"),
    ]);
    const rows = [regretted, { ...bouncer, customerId: "C-0", orders: [] }];
    const { restated } = report(rows, { ...year, restate: true });
    expect(restated).toMatchObject({
      customers: 1,
      endElsewhere: 0,
      decisions: { total: 7, byCode: { downgrade: 1, retain: 4, upgrade: 2 } },
    });
    // since March the refund lowers the spend; restated it takes the ground from January's order alone
    expect(restated?.decisions.listed.slice(0, 5)).toEqual(
      (
        [
          [2, "upgrade", "gold", "retain", "base"],
          [3, "retain", "gold", "retain", "base"],
          [4, "downgrade", "base", "retain", "base"],
          [5, "retain", "base", "retain", "base"],
          [6, "retain", "base", "upgrade", "gold"],
        ] as const
      ).map(([month, action, to, action2, to2]) => ({
        customerId: "C-1",
        asOf: first(2025, month),
        decided: { action, to },
        restated: { action: action2, to: to2 },
      })),
    );
    expect(report(rows, { from: first(2025, 1), to: first(2025, 6), restate: true }).restated?.endElsewhere).toBe(1);
  });

  test("lists what could not be used up to a cap, the first by customer, and counts all", () => {
    const bad = (customerId: string) =>
      ({ customerId, orders: [{ ...order("2025-01-01", "1.00"), customerId: "x" }] }) as ReplayCustomer<Tier, Metric>;
    const lost = (customerId: string) =>
      ({ ...customer([]), customerId, state: { tier: "iron", since: first(2024, 1) } }) as never;
    const { facts, refused, customers } = report([bad("b"), lost("z"), bad("a"), bad("c"), lost("y"), null as never], {
      ...year,
      listed: 2,
    });
    expect(customers).toBe(3);
    expect(facts).toEqual({
      total: 3,
      byCode: { "fact-of-other-customer": 3 },
      listed: ["a", "b"].map((customerId) => ({
        customerId,
        code: "fact-of-other-customer",
        path: "/orders/0/customerId",
      })),
    });
    expect(refused).toEqual({
      total: 3,
      byCode: { "invalid-fact": 1, "tier-not-in-policy": 2 },
      listed: [
        { customerId: "", code: "invalid-fact", path: "", asOf: null },
        { customerId: "y", code: "tier-not-in-policy", path: "/state/tier", asOf: first(2025, 1) },
      ],
    });
  });

  test("facts beyond the cap of a customer are counted, too", () => {
    const orders = Array.from({ length: 130 }, (_, at) => ({
      ...order("2025-01-01", "1.00"),
      id: `${at}`,
      customerId: "x",
    }));
    const { facts } = report([customer(orders)]);
    expect([facts.total, facts.byCode, facts.listed.length]).toEqual([130, { "fact-of-other-customer": 130 }, 100]);
    const some = report([customer([null as never, ...orders])]).facts;
    expect(some.byCode).toEqual({ "fact-of-other-customer": 130, "invalid-fact": 1 });
  });

  test("goes on after it was finished", () => {
    const started = startTierReplay<Tier, Metric>(policy, year);
    started.add([bouncer]);
    expect(started.finish().customers).toBe(1);
    started.add([bouncer]);
    expect([started.finish().customers, started.finish().thrash.byTimes]).toEqual([2, [{ times: 3, customers: 2 }]]);
  });
});

describe("refusals", () => {
  const refusal = (row: unknown, options: ReplayOptions = year): unknown => {
    const [answer] = replayTierPolicy([row as ReplayCustomer<Tier, Metric>], policy, options);
    return answer?.result.ok === false ? answer.result.error.refusal : "replayed";
  };
  const bad = (path: string, expected: string, observed: string) => ({
    code: "invalid-fact",
    path,
    expected,
    observed,
  });

  test.each<[unknown, string, string, string]>([
    [null, "", "object", "null"],
    [{ orders: [] }, "/customerId", "text", "undefined"],
    [{ customerId: "" }, "/customerId", "text", '""'],
    [customer([], { state: 3 as never }), "/state", "object", "3"],
    [customer([], { anchors: 3 as never }), "/anchors", "object", "3"],
    [customer([], { anchors: { enrolment: "soon" } }), "/anchors/enrolment", "instant", '"soon"'],
    [customer([], { anchors: { firstPurchase: "2025-02-30" } }), "/anchors/firstPurchase", "instant", '"2025-02-30"'],
    [customer([], { anchors: { tierStart: null } as never }), "/anchors/tierStart", "known-name", "null"],
    [customer([], { values: {} as never }), "/values", "array", "an object"],
    [customer([], { values: [null as never] }), "/values/0", "object", "null"],
    [customer([], { values: [{ asOf: "x" }] }), "/values/0/asOf", "instant", '"x"'],
    [customer([], { values: [{ asOf: first(2025, 1), metrics: 3 as never }] }), "/values/0/metrics", "object", "3"],
  ])("%j", (row, path, expected, observed) => {
    expect(refusal(row)).toEqual(bad(path, expected, observed));
  });

  test("values at no review, or twice; outside of the replay they wait", () => {
    const at = (...moments: readonly string[]) => customer([], { values: moments.map((asOf) => ({ asOf })) });
    expect(refusal(at(first(2025, 1), "2025-01-02T00:00:00Z"))).toEqual(
      bad("/values/1/asOf", "known-name", '"2025-01-02T00:00:00Z"'),
    );
    expect(refusal(at(first(2025, 1), first(2025, 1)))).toMatchObject({ path: "/values/1/asOf" });
    expect(refusal(at("2024-01-02T00:00:00Z", "2026-01-02T00:00:00Z"))).toBe("replayed");
  });

  test("days cannot be restated", () => {
    const restate = { ...year, restate: true };
    expect(refusal(customer({ customerId: "C-1", days: [] }), restate)).toEqual(bad("/orders", "array", "an object"));
    expect(refusal(customer(null), restate)).toBe("replayed");
    const { refused, customers } = report([customer({ customerId: "C-1", days: [] })], restate);
    expect([customers, refused.byCode]).toEqual([0, { "invalid-fact": 1 }]);
  });

  test("a row that is refused does not stop the others; rows can be gone through again", () => {
    const answers = replayTierPolicy([null as never, bouncer], policy, year);
    for (const _ of [1, 2]) expect([...answers].map(({ result }) => result.ok)).toEqual([false, true]);
    expect([...answers][1]?.row).toBe(bouncer);
  });

  test.each<[string, unknown, string]>([
    ["no options", null, "options: expected { from, to } or { reviews }, received null"],
    ["options of no kind", 3, "options: expected { from, to } or { reviews }, received 3"],
    ["no from", { to: first(2025, 1) }, "from: expected a moment, received undefined"],
    ["no to", { from: first(2025, 1) }, "to: expected a moment, received undefined"],
    ["to before from", { from: first(2025, 2), to: first(2025, 1) }, "to: expected a moment not before from, received"],
    [
      "no review in between",
      { from: "2025-01-02T00:00:00Z", to: "2025-01-03T00:00:00Z" },
      "to: expected a review not before from and not after to, received",
    ],
    [
      "bounces within nothing",
      { ...year, bounceWithin: 0 },
      "bounceWithin: expected an integer of one or more, received 0",
    ],
    [
      "bounces within a part",
      { ...year, bounceWithin: 1.5 },
      "bounceWithin: expected an integer of one or more, received 1.5",
    ],
    ["restate of no kind", { ...year, restate: "yes" }, "restate: expected true or false, received"],
    [
      "periods of no kind",
      { ...year, every: { every: "week" } },
      "every: expected month, quarter, halfYear or year, received",
    ],
    [
      "a fiscal year from nowhere",
      { ...year, every: { every: "year", fiscalStart: 13 } },
      "every: expected a fiscalStart of 1 to 12, received 13",
    ],
    [
      "a fiscal year from a part",
      { ...year, every: { every: "year", fiscalStart: 1.5 } },
      "every: expected a fiscalStart of 1 to 12, received 1.5",
    ],
    [
      "a fiscal year from nothing",
      { ...year, every: { every: "year", fiscalStart: 0 } },
      "every: expected a fiscalStart of 1 to 12, received 0",
    ],
    [
      "reviews and periods",
      { reviews: [first(2025, 1)], every: { every: "year" } },
      "every: expected nothing beside reviews, received",
    ],
    ["no reviews", { reviews: [] }, "reviews: expected a list of one or more moments, received"],
    ["reviews that are no list", { reviews: "x" }, "reviews: expected a list of one or more moments, received"],
    [
      "reviews out of order",
      { reviews: [first(2025, 2), first(2025, 1)] },
      "reviews: expected ascending moments, received",
    ],
    ["reviews twice", { reviews: [first(2025, 2), first(2025, 2)] }, "reviews: expected ascending moments, received"],
    [
      "reviews before from",
      { reviews: [first(2025, 2)], from: first(2025, 3) },
      "reviews: expected moments within from and to, received",
    ],
    [
      "reviews after to",
      { reviews: [first(2025, 2)], to: first(2025, 1) },
      "reviews: expected moments within from and to, received",
    ],
    [
      "too many reviews",
      { reviews: Array.from({ length: 1201 }, (_, at) => instantFromMs(at)) },
      "reviews: expected 1200 at most, received 1201",
    ],
  ])("%s", (_, options, option) => {
    const wrong = expect.objectContaining({ code: "invalid-option", message: expect.stringContaining(option) });
    expect(() => replayTierPolicy([], policy, options as ReplayOptions)).toThrow(wrong);
    expect(() => startTierReplay(policy, options as ReplayOptions)).toThrow(wrong);
  });

  test.each<[string, () => unknown, string]>([
    [
      "a trace of no kind",
      () => replayTierPolicy([], policy, { ...year, trace: "some" as never }),
      'trace: expected "moves", "none" or "full", received',
    ],
    [
      "a list of no length",
      () => startTierReplay(policy, { ...year, listed: -1 }),
      "listed: expected an integer of zero or more, received -1",
    ],
    [
      "a list of half a row",
      () => startTierReplay(policy, { ...year, listed: 0.5 }),
      "listed: expected an integer of zero or more, received 0.5",
    ],
    ["no policy", () => startTierReplay([], year), "policies: expected one or more, received"],
    [
      "a version twice",
      () => startTierReplay([policy, policy], year),
      'policies: expected each version once, received "p 1"',
    ],
    [
      "two zones",
      () => startTierReplay([policy, policyOf({ version: 2, timeZone: "UTC" })], year),
      "policies: expected versions of one time zone, received",
    ],
    [
      "no schedule",
      () => startTierReplay(policyOf({ schedule: null }), year),
      "every: expected a schedule for p, which has none, received",
    ],
    [
      "none in force",
      () => startTierReplay(policyOf({ effectiveTo: first(2025, 3) }), { reviews: [first(2025, 3)] }),
      "policies",
    ],
  ])("%s", (_, run, option) => {
    expect(run).toThrow(expect.objectContaining({ code: "invalid-option", message: expect.stringContaining(option) }));
  });

  test("what was not checked, and moments that are none", () => {
    expect(() => startTierReplay({ ...policy } as typeof policy, year)).toThrow(
      expect.objectContaining({ code: "policy-not-checked" }),
    );
    for (const options of [{ ...year, from: "x" }, { ...year, to: "x" }, { reviews: ["x"] }]) {
      expect(() => startTierReplay(policy, options)).toThrow(expect.objectContaining({ code: "invalid-instant" }));
    }
  });

  test("only states of one replay merge", () => {
    const started = startTierReplay(policy, year);
    const others = [
      startTierReplay(policy, { ...year, bounceWithin: 3 }),
      startTierReplay(policy, { ...year, restate: true }),
      startTierReplay(policy, { ...year, to: first(2025, 11) }),
      startTierReplay(policyOf({ version: 2 }), year),
    ].map((other) => other.state());
    for (const state of [...others, { ...started.state(), format: "tier-replay-state/2" }]) {
      expect(() => {
        started.merge(state as TierReplayState);
      }).toThrow(
        expect.objectContaining({
          code: "invalid-option",
          message: expect.stringContaining("state: expected one of the same replay, received"),
        }),
      );
    }
    started.merge(startTierReplay(policy, { ...year, listed: 1 }).state());
    expect(started.finish().customers).toBe(0);
  });
});
