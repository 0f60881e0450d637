import fc from "fast-check";
import { explain, renderTierLetter } from "clientele/explain";
import {
  defineServicePackages,
  defineTierPolicy,
  evaluateTier,
  type NoticeLine,
  type PlannedNotice,
  planTierNotices,
  servicePackagePresets,
  type ServicePackagePolicy,
  type TierDecision,
  type TierOverride,
} from "clientele/tiers";
import { describe, expect, test } from "vitest";
import {
  club,
  type ClubTier,
  clubPackages,
  clubWith,
  judgeClub,
  JUDGED,
  packages,
  standing,
  yuanOf,
} from "../support/servicePackages.ts";

type Change = Parameters<typeof clubWith>[0];
const NONE: NonNullable<Change> = {};
const graced = {
  downgrade: { ...club.downgrade, grace: { duration: "P1M", anchor: "firstBreach", roundUp: "month" } },
  notice: { lead: "P14D" },
} as const;
const protecting = { protectionAfterUpgrade: "P6M", notice: { lead: "P14D" } } as const;
const floor: TierOverride<ClubTier> = {
  kind: "floor",
  tier: "gold",
  reason: "friend of the house",
  actor: "Chen",
  from: "2026-01-01T00:00:00+08:00",
  until: "2027-01-01T00:00:00+08:00",
};
const plan = (decision: TierDecision<ClubTier>, change: Change = NONE, of: ServicePackagePolicy | null = packages) =>
  planTierNotices(decision, clubWith(change), { packages: of }).notices;
const to = (audience: PlannedNotice["audience"], notices: readonly PlannedNotice[]): PlannedNotice => {
  const found = notices.find((notice) => notice.audience === audience);
  if (found === undefined) throw new Error(`nothing for the ${audience}`);
  return found;
};
const partsOf = ({ parts }: PlannedNotice) => parts.map(({ kind, heading }) => [kind, heading?.code ?? null]);
const codesIn = ({ parts }: PlannedNotice, kind: string) =>
  parts.filter((part) => part.kind === kind).flatMap(({ lines }) => lines.map(({ code }) => code));
const wordsIn = ({ parts }: PlannedNotice, kind: string) =>
  parts.filter((part) => part.kind === kind).flatMap(({ lines }) => explain(lines, { locale: "en" }));

describe("who is told of what, and by when", () => {
  const lost = { spend: yuanOf("36000") };
  const started = judgeClub(lost, standing("gold"), { change: graced });
  const goldSince = (by: "upgrade" | "enrol") => ({ ...standing("gold"), by });

  test.each<readonly [string, TierDecision<ClubTier>, Change, readonly (readonly [string, string, string])[]]>([
    ["a retained tier", judgeClub({ spend: yuanOf("45000") }, standing("gold")), NONE, []],
    [
      "a grace that goes on",
      judgeClub(lost, started.stateAfter, { change: graced, asOf: "2026-06-01T00:00:00+08:00" }),
      graced,
      [],
    ],
    [
      "an enrolment",
      judgeClub({ spend: yuanOf("12000") }, null),
      NONE,
      [
        ["accountManager", "welcome", "2026-05-20T02:00:00.000Z"],
        ["customer", "welcome", "2026-05-20T02:00:00.000Z"],
      ],
    ],
    [
      "a grace that begins",
      started,
      graced,
      [
        ["accountManager", "atRisk", "2026-05-20T02:00:00.000Z"],
        ["customer", "atRisk", "2026-06-16T16:00:00.000Z"],
      ],
    ],
    [
      "a protected tier that is lost: until when less the lead",
      judgeClub(lost, goldSince("upgrade"), { change: protecting }),
      protecting,
      [
        ["accountManager", "held", "2026-05-20T02:00:00.000Z"],
        ["customer", "held", "2026-06-16T16:00:00.000Z"],
      ],
    ],
    [
      "the same without a lead",
      judgeClub(lost, goldSince("upgrade"), { change: { protectionAfterUpgrade: "P6M" } }),
      { protectionAfterUpgrade: "P6M" },
      [
        ["accountManager", "held", "2026-05-20T02:00:00.000Z"],
        ["customer", "held", "2026-05-20T02:00:00.000Z"],
      ],
    ],
    [
      "the same with a lead that is too long",
      judgeClub(lost, goldSince("enrol"), { change: { minimumDwell: "P6M", notice: { lead: "P3M" } } }),
      { minimumDwell: "P6M", notice: { lead: "P3M" } },
      [
        ["accountManager", "held", "2026-05-20T02:00:00.000Z"],
        ["customer", "held", "2026-05-20T02:00:00.000Z"],
      ],
    ],
    [
      "a protected tier that was lost before: the customer was told then",
      judgeClub(lost, { ...goldSince("upgrade"), breachedSince: "2026-04-01T00:00:00+08:00" }, { change: protecting }),
      protecting,
      [["accountManager", "held", "2026-05-20T02:00:00.000Z"]],
    ],
    [
      "a tier held by an individual decision",
      judgeClub(lost, standing("gold"), { overrides: [floor] }),
      NONE,
      [["accountManager", "held", "2026-05-20T02:00:00.000Z"]],
    ],
    [
      "not enough data",
      judgeClub({ spend: null }, standing("gold")),
      NONE,
      [["accountManager", "insufficientData", "2026-05-20T02:00:00.000Z"]],
    ],
  ])("%s", (_, decision, change, told) => {
    expect(plan(decision, change).map(({ audience, kind, dueAt }) => [audience, kind, dueAt])).toEqual(told);
  });

  test("a plan, whole", () => {
    const decision = judgeClub({ spend: yuanOf("12000") }, null);
    const { notices, ...rest } = planTierNotices(decision, clubWith(), { packages });
    expect(rest).toEqual({
      customerId: "C-1",
      asOf: "2026-05-20T02:00:00.000Z",
      policy: { id: "club", version: 2 },
      packages: { id: "value-grade-packages", version: 1 },
    });
    const tier = { en: "Silver", "zh-CN": "银级客户" };
    const on = { kind: "day", on: "2026-05-20" };
    expect(to("customer", notices)).toMatchObject({
      customerId: "C-1",
      title: { code: "letter-title-welcome", params: { tier } },
      parts: [
        { kind: "what", heading: null, lines: [{ code: "letter-tier-welcome", params: { tier } }] },
        {
          kind: "help",
          heading: { code: "letter-help-reach", params: { tier: { en: "Gold", "zh-CN": "金级客户" } } },
          lines: [
            {
              code: "letter-help-gap",
              params: { op: ">=", gap: { kind: "money", amount: "38000.00", currency: "CNY" } },
            },
            { code: "letter-help-gap", params: { label: { en: "visits to our shop" } } },
            { code: "letter-help-by", params: { until: { kind: "day", on: "2026-12-31" } } },
          ],
        },
        {
          kind: "owes",
          heading: { code: "letter-package-owed", params: { tier, on } },
          lines: [
            { code: "entitlement-count", params: { entitlement: "visits" } },
            { code: "entitlement-included", params: { entitlement: "standardPackage" } },
            { code: "entitlement-count", params: { entitlement: "careActivities" } },
            { code: "entitlement-included", params: { entitlement: "basicSupport" } },
          ],
        },
      ],
    });
  });

  test("without packages nothing is said of services", () => {
    const decision = judgeClub({ spend: yuanOf("12000") }, null);
    const { notices, packages: none } = planTierNotices(decision, clubWith());
    expect(none).toBeNull();
    expect(notices.map((notice) => partsOf(notice).map(([kind]) => kind))).toEqual([
      ["what", "why", "help"],
      ["what", "help"],
    ]);
  });
});

describe("what the customer reads", () => {
  test("an upgrade: what is new and what stays; at the top nothing is missing", () => {
    const letter = to("customer", plan(judgeClub({ spend: yuanOf("52000"), visits: 7 }, standing("silver"))));
    expect(partsOf(letter)).toEqual([
      ["what", null],
      ["why", "letter-why"],
      ["adds", "letter-package-adds"],
      ["keeps", "letter-package-keeps"],
    ]);
  });

  test("a package that is better in one thing and worse in another", () => {
    const changed = defineServicePackages({
      ...clubPackages,
      packages: clubPackages.packages.map((one) =>
        one.id === "gold" ? { ...one, grants: { visits: 4, careActivities: 1, basicSupport: true } } : one,
      ),
    });
    const letter = to(
      "customer",
      plan(judgeClub({ spend: yuanOf("52000"), visits: 7 }, standing("silver")), NONE, changed),
    );
    expect(partsOf(letter).slice(2)).toEqual([
      ["improves", "letter-package-improves"],
      ["reduces", "letter-package-reduces"],
      ["ends", "letter-package-ends"],
      ["keeps", "letter-package-keeps"],
    ]);
    expect(["improves", "reduces", "ends", "keeps"].map((kind) => wordsIn(letter, kind))).toEqual([
      ["visit: 4 times per quarter (until now 1 time per quarter)"],
      ["care activity: 1 time per year (until now 2 times per year)"],
      ["standard package"],
      ["basic support"],
    ]);
    const manager = to(
      "accountManager",
      plan(judgeClub({ spend: yuanOf("52000"), visits: 7 }, standing("silver")), NONE, changed),
    );
    expect(
      partsOf(manager)
        .slice(2)
        .map(([, code]) => code),
    ).toEqual(["manager-package-improves", "manager-package-reduces", "manager-package-ends", "manager-package-keeps"]);
  });

  test("a downgrade rule that is not to be named: further criteria", () => {
    const letter = to(
      "customer",
      plan(judgeClub({ spend: yuanOf("46000"), riskDays: 88, score: 0.123 }, standing("gold"))),
    );
    expect(wordsIn(letter, "why")).toEqual(["further criteria of our customer rules were taken into account as well"]);
    expect(codesIn(letter, "help")).toEqual([
      "letter-help-gap",
      "letter-help-gap",
      "letter-help-further",
      "letter-help-by",
    ]);
    expect(JSON.stringify(letter)).not.toMatch(/riskDays|watch-list|风险|88|0\.123|Leaving|流失/);
  });

  test("until when: the last day of the grace, or of the hold", () => {
    const started = judgeClub({ spend: yuanOf("36000") }, standing("gold"), { change: graced });
    const letter = to("customer", plan(started, graced));
    expect(partsOf(letter)).toEqual([
      ["what", null],
      ["why", "letter-why"],
      ["help", "letter-help-keep"],
      ["keeps", "letter-package-keeps"],
    ]);
    expect(letter.parts[2]?.heading?.params["until"]).toEqual({ kind: "day", on: "2026-06-30" });
    expect(codesIn(letter, "help")).toEqual(["letter-help-gap"]);
    const held = to(
      "customer",
      plan(
        judgeClub({ spend: yuanOf("36000") }, { ...standing("gold"), by: "upgrade" }, { change: protecting }),
        protecting,
      ),
    );
    expect(partsOf(held).map(([kind]) => kind)).toEqual(["what", "help", "keeps"]);
    expect(held.parts[0]?.lines).toEqual([
      {
        code: "letter-tier-held",
        params: { tier: { en: "Gold", "zh-CN": "金级客户" }, until: { kind: "day", on: "2026-06-30" } },
      },
    ]);
    expect(held.parts[1]?.heading?.params["until"]).toEqual({ kind: "day", on: "2026-06-30" });
  });

  test("a grace that ends well asks for nothing more", () => {
    const started = judgeClub({ spend: yuanOf("36000") }, standing("gold"), { change: graced });
    const ended = judgeClub({ spend: yuanOf("45000") }, started.stateAfter, {
      change: graced,
      asOf: "2026-06-01T00:00:00+08:00",
    });
    expect(partsOf(to("customer", plan(ended, graced)))).toEqual([
      ["what", null],
      ["keeps", "letter-package-keeps"],
    ]);
  });

  test("a term of validity is what happened, not why", () => {
    const change = { validity: { calendar: "year" } } as const;
    const letter = to(
      "customer",
      plan(judgeClub({ spend: yuanOf("52000"), visits: 7 }, standing("silver"), { change }), change),
    );
    expect(codesIn(letter, "what")).toEqual(["letter-tier-upgraded", "letter-tier-valid"]);
    expect(codesIn(letter, "why")).toEqual(["letter-tier-reached", "letter-tier-reached"]);
  });

  const spendOf = (value: string) => ({ metric: "spend", op: ">=", value }) as const;
  const helpFor = (attain: object, metrics: Readonly<Record<string, unknown>>) => {
    const change = {
      tiers: [club.tiers[0], { ...club.tiers[1], attain }],
      downgrade: { mode: "oneStep", also: [] },
    } as unknown as NonNullable<Change>;
    return wordsIn(to("customer", plan(judgeClub(metrics, null, { change }), change)), "help");
  };

  test("what would help: needed things first, then ways of which one will do; what is not to be named is not passed over", () => {
    const visits = (op: string, value: number) => ({ metric: "visits", op, value });
    expect(helpFor({ any: [spendOf("100"), visits(">", 5)] }, { spend: yuanOf("40") })).toEqual([
      "of the following, not all are needed",
      "spend of the year: CNY 60.00 to go (asked for: at least CNY 100)",
      "visits to our shop: 4 times to go (asked for: more than 5 times)",
      "what counts for this is counted through 2026-12-31, and anew after it",
    ]);
    expect(
      helpFor(
        { all: [{ any: [spendOf("100"), visits(">=", 5)] }, { metric: "idleDays", op: "<=", value: 3 }] },
        { spend: yuanOf("40") },
      ),
    ).toEqual([
      "days since the last order: to come down by 2 days (asked for: at most 3 days)",
      "of the following, not all are needed",
      "spend of the year: CNY 60.00 to go (asked for: at least CNY 100)",
      "visits to our shop: 3 times to go (asked for: at least 5 times)",
      "what counts for this is counted through 2026-12-31, and anew after it",
    ]);
    expect(
      helpFor({ all: [spendOf("100"), { metric: "score", op: ">=", value: 0.99 }] }, { spend: yuanOf("40") }),
    ).toEqual([
      "spend of the year: CNY 60.00 to go (asked for: at least CNY 100)",
      "further criteria of our customer rules count as well",
      "what counts for this is counted through 2026-12-31, and anew after it",
    ]);
    expect(helpFor(spendOf("100"), { spend: null })).toEqual([
      "further criteria of our customer rules count as well",
      "what counts for this is counted through 2026-12-31, and anew after it",
    ]);
    expect(helpFor({ metric: "idleDays", op: "=", value: 3 }, { spend: null })).toEqual([
      "further criteria of our customer rules count as well",
    ]);
  });

  test.each([
    ["<", 10, "visits to our shop: 8 times to go (asked for: at least 10 times)"],
    ["<=", 10, "visits to our shop: 9 times to go (asked for: more than 10 times)"],
    [">", 1, "visits to our shop: to come down by 1 time (asked for: at most 1 time)"],
    [">=", 1, "visits to our shop: to come down by 2 times (asked for: less than 1 time)"],
  ])("under `not`, %s %d is told the other way round", (op, value, line) => {
    expect(helpFor({ not: { metric: "visits", op, value } }, { spend: null })[0]).toBe(line);
    expect(helpFor({ not: { not: { not: { metric: "visits", op, value } } } }, { spend: null })[0]).toBe(line);
  });

  test("what would clear a downgrade rule, of what may be named", () => {
    const helpWhen = (when: object, metrics: Readonly<Record<string, unknown>>) => {
      const change = {
        downgrade: { ...graced.downgrade, also: [{ id: "gold", when }] },
      } as unknown as NonNullable<Change>;
      const decision = judgeClub({ spend: yuanOf("52000"), visits: 7, ...metrics }, standing("gold"), { change });
      return wordsIn(to("customer", plan(decision, change)), "help");
    };
    const idle = { metric: "idleDays", op: ">=", value: 180 } as const;
    const risky = { metric: "riskDays", op: ">", value: 70 } as const;
    const clear = "days since the last order: less than 180 days would help (it is 200 days)";
    const further = "further criteria of our customer rules count as well";
    expect(helpWhen(idle, { idleDays: 200 })).toEqual([clear]);
    expect(helpWhen({ any: [idle, risky] }, { idleDays: 200, riskDays: 3 })).toEqual([clear]);
    expect(helpWhen({ any: [idle, risky] }, { idleDays: 200, riskDays: 71 })).toEqual([clear, further]);
    expect(helpWhen(risky, { riskDays: 71 })).toEqual([further]);
    expect(helpWhen({ not: { metric: "idleDays", op: "<", value: 180 } }, { idleDays: 200 })).toEqual([further]);
    expect(helpWhen({ metric: "idleDays", op: "=", value: 200 }, { idleDays: 200 })).toEqual([further]);
  });

  test("nothing of what people decided, but that they did", () => {
    const letter = to(
      "customer",
      plan(judgeClub({ spend: yuanOf("9000") }, standing("silver"), { overrides: [floor] })),
    );
    expect(codesIn(letter, "why")).toEqual(["letter-tier-decided"]);
    expect(JSON.stringify(letter)).not.toMatch(/friend|Chen|overrides/);
  });
});

describe("what the account manager reads", () => {
  test("every reason, every hold, every individual decision and finding", () => {
    const decision = judgeClub({ spend: yuanOf("36000") }, standing("gold"), {
      overrides: [floor, { ...floor, kind: "pin", until: "2026-02-01T00:00:00+08:00" }],
    });
    const notice = to("accountManager", plan(decision));
    expect(notice.title).toEqual({
      code: "manager-title",
      params: { customerId: "C-1", action: "held", tier: { en: "Gold", "zh-CN": "金级客户" } },
    });
    expect(wordsIn(notice, "what")).toEqual([
      "stays Gold",
      "what is asked for is met up to Silver",
      "held by an individual decision (/overrides/0) through 2026-12-31",
      "Gold is valid through 2026-12-31",
      "no letter goes to the customer",
    ]);
    expect(wordsIn(notice, "why")).toEqual(explain(decision, { locale: "en" }));
    expect(wordsIn(notice, "why").at(-1)).toMatch(/friend of the house/);
    expect(wordsIn(notice, "findings")).toEqual(explain(decision.findings, { locale: "en" }));
    expect(wordsIn(notice, "help")).toEqual([
      "spend of the year: CNY 4,000.00 missing (asked for: at least CNY 40,000)",
    ]);
  });

  test("what has no name for people goes by its id", () => {
    const bare = defineTierPolicy({
      ...club,
      metrics: club.metrics.map(({ labels: _, ...metric }) => metric),
      downgrade: { ...club.downgrade, also: club.downgrade.also.map(({ labels: _, ...rule }) => rule) },
    });
    const judged = evaluateTier(
      {
        customerId: "C-1",
        state: standing("gold"),
        metrics: { spend: yuanOf("45000"), visits: 1, idleDays: 200, riskDays: 0, score: 1 },
      },
      bare,
      { asOf: JUDGED },
    );
    if (!judged.ok) throw new Error(judged.error.code);
    const notice = to("accountManager", planTierNotices(judged.value, bare).notices);
    expect(wordsIn(notice, "why")).toEqual(explain(judged.value, { locale: "en" }));
    expect(wordsIn(notice, "help")).toEqual([
      "kept away by the downgrade rule leaving",
      "spend: CNY 5,000.00 missing (asked for: at least CNY 50,000)",
      "visits: 5 times missing (asked for: at least 6 times)",
      "kept away by the downgrade rule leaving",
    ]);
  });

  test("things done, and what has no measure", () => {
    const change = {
      tiers: [
        club.tiers[0],
        {
          ...club.tiers[1],
          attain: {
            all: [
              { performed: { event: "training", times: 2 } },
              { bucket: { seed: "s", share: 0 } },
              { metric: "score", op: ">=", value: 0.95 },
              { not: { metric: "visits", op: "<", value: 3 } },
            ],
          },
        },
      ],
      downgrade: { mode: "oneStep", also: [] },
    } as unknown as NonNullable<Change>;
    const notice = to("accountManager", plan(judgeClub({}, null, { change }), change));
    expect(
      notice.parts
        .find(({ kind }) => kind === "help")
        ?.lines.map(({ code, params }) => [code, params["label"], params["op"]]),
    ).toEqual([
      ["manager-missing-unmeasured", "training", ">="],
      ["manager-missing-unmeasured", "s", "<"],
      ["manager-missing", { en: "health score", "zh-CN": "健康评分" }, ">="],
      ["manager-missing", { en: "visits to our shop", "zh-CN": "到店次数" }, ">="],
    ]);
  });

  test("from where to where, or where it begins; a hold without end", () => {
    expect(wordsIn(to("accountManager", plan(judgeClub({ spend: yuanOf("12000") }, null))), "what")).toEqual([
      "begins as Silver, from 2026-05-20 on",
      "the customer's letter is due by 2026-05-20",
    ]);
    expect(
      wordsIn(to("accountManager", plan(judgeClub({ spend: yuanOf("1000") }, standing("silver")))), "what"),
    ).toEqual(["from Silver to Ordinary, from 2026-05-20 on", "the customer's letter is due by 2026-05-20"]);
    const forever = judgeClub({ spend: yuanOf("36000") }, standing("gold"), { overrides: [{ ...floor, until: null }] });
    expect(wordsIn(to("accountManager", plan(forever)), "what")).toContain(
      "held by an individual decision (/overrides/0), not bounded in time",
    );
  });
});

describe("refusals", () => {
  test("another policy, another version, packages that are not defined", () => {
    const decision = judgeClub({ spend: yuanOf("12000") }, null);
    const thrown = (run: () => unknown) => {
      try {
        return run();
      } catch (error) {
        return `${(error as { readonly code: string }).code}: ${(error as Error).message}`;
      }
    };
    expect(thrown(() => plan(decision, { id: "other" }))).toMatch(
      /^invalid-option: policy: expected "club", version 2/,
    );
    expect(thrown(() => plan(decision, { version: 3 }))).toMatch(/received "club", version 3$/);
    const { packages: all } = servicePackagePresets.valueGrade;
    const few = defineServicePackages({ ...servicePackagePresets.valueGrade, packages: all.slice(2) });
    expect(thrown(() => plan(decision, NONE, few as never))).toBe(
      'invalid-option: packages: value-grade-packages has no package "ordinary", which a tier names',
    );
    expect(thrown(() => plan(decision, NONE, { ...packages } as never))).toMatch(/^policy-not-checked/);
    expect(thrown(() => planTierNotices(decision, { ...clubWith() } as never))).toMatch(/^policy-not-checked/);
  });

  test("tiers without a package", () => {
    const change = {
      tiers: club.tiers.map((tier) => ({ ...tier, servicePackage: tier.id === "gold" ? "gold" : null })),
    };
    const rising = judgeClub({ spend: yuanOf("52000"), visits: 7 }, standing("silver"), { change });
    expect(partsOf(to("customer", plan(rising, change)))).toContainEqual(["owes", "letter-package-owed"]);
    const falling = judgeClub({ spend: yuanOf("36000") }, standing("gold"), { change });
    expect(codesIn(to("customer", plan(falling, change)), "ends")).toHaveLength(7);
  });
});

describe("laws", () => {
  const anyDecision = fc
    .record({
      spend: fc.constantFrom(
        "0",
        "7999.99",
        "8000",
        "9000",
        "10000",
        "39999",
        "40000",
        "49000",
        "50000",
        "90000",
        null,
      ),
      visits: fc.option(fc.nat({ max: 9 })),
      idleDays: fc.option(fc.constantFrom(3, 179, 180, 400)),
      riskDays: fc.option(fc.constantFrom(5077, 5088)),
      score: fc.option(fc.constantFrom(0.3217, 0.7123)),
      tier: fc.option(fc.constantFrom<ClubTier>("ordinary", "silver", "gold")),
      by: fc.constantFrom("upgrade" as const, "downgrade" as const),
      change: fc.constantFrom<NonNullable<Change>>(
        NONE,
        graced,
        protecting,
        { minimumDwell: "P1Y" },
        { validity: { calendar: "year" } },
        { upgrade: { when: "nextPeriod" }, schedule: { every: "quarter" }, notice: { lead: "P14D" } },
      ),
      override: fc.option(
        fc.constantFrom<TierOverride<ClubTier>>(floor, { ...floor, kind: "ceiling", tier: "silver" }),
      ),
    })
    .map(({ spend, tier, by, change, override, ...metrics }) => {
      const state = tier === null ? null : { ...standing(tier), by };
      const overrides = override === null ? [] : [override];
      // the company's own numbers are ones that nothing else shows
      const risky = clubOf(change);
      const decision = judgeClub({ ...metrics, spend: spend === null ? null : yuanOf(spend) }, state, {
        change: risky,
        overrides,
      });
      return { decision, notices: plan(decision, risky), servicePackage: decision.servicePackage };
    });
  /** The club with thresholds of its confidential metrics that no other text holds. */
  function clubOf(change: NonNullable<Change>): NonNullable<Change> {
    const { downgrade = club.downgrade, ...rest } = change;
    const when = {
      any: [
        { metric: "idleDays", op: ">=", value: 180 },
        { metric: "riskDays", op: ">=", value: 5080 },
        { metric: "score", op: "<", value: 0.5123 },
      ],
    } as const;
    return { ...rest, downgrade: { ...downgrade, also: [{ ...club.downgrade.also[0], when }] } };
  }
  const textsOf = (notice: PlannedNotice): readonly string[] =>
    (["en", "zh-CN"] as const).map((locale) => renderTierLetter(notice, { locale, sender: "S" }).text);

  test("no letter to a customer names a confidential metric, a score, their values or thresholds, a rule, or who decided what", () => {
    fc.assert(
      fc.property(anyDecision, ({ notices }) => {
        for (const notice of notices.filter(({ audience }) => audience === "customer")) {
          for (const text of [...textsOf(notice), JSON.stringify(notice)]) {
            expect(text).not.toMatch(
              /riskDays|watch-list|风险名单|health score|健康评分|50(?:77|88|80)|0\.3217|0\.7123|0\.5123|Leaving|流失|friend|Chen|\/downgrade|\/overrides/,
            );
          }
        }
      }),
      { numRuns: 80 },
    );
  });

  test("every promise is of an entitlement that the package of the tier grants; nothing granted is passed over", () => {
    const grants = new Map(packages.packages.map(({ id, grants: granted }) => [id, granted]));
    const idsOf = (lines: readonly NoticeLine[]) => lines.map(({ params }) => String(params["entitlement"]));
    fc.assert(
      fc.property(anyDecision, ({ notices, servicePackage }) => {
        for (const { parts } of notices) {
          const promised = parts
            .filter(({ kind }) => ["owes", "adds", "improves", "reduces", "keeps"].includes(kind))
            .flatMap(({ lines }) => idsOf(lines));
          expect(promised.toSorted()).toEqual(Object.keys(grants.get(servicePackage ?? "") ?? {}).toSorted());
          const ended = parts.filter(({ kind }) => kind === "ends").flatMap(({ lines }) => idsOf(lines));
          expect(ended.filter((id) => promised.includes(id))).toEqual([]);
        }
      }),
      { numRuns: 80 },
    );
  });

  test("due in order, none before the judgement; the manager first; every sentence is filled in; JSON-safe", () => {
    fc.assert(
      fc.property(anyDecision, ({ decision, notices }) => {
        expect(notices.map(({ audience }) => audience)).toEqual(
          ["accountManager", "customer"].slice(0, notices.length),
        );
        for (const notice of notices) {
          expect(notice.dueAt >= decision.asOf).toBe(true);
          expect(notice.parts.every(({ lines }) => lines.length > 0)).toBe(true);
          for (const text of notice.audience === "customer" ? textsOf(notice) : []) {
            expect(text).not.toMatch(/not known|未知|[{}]|undefined|null|letter-|entitlement-/);
          }
          for (const text of textsOf(notice))
            expect(text).not.toMatch(/[{}]|undefined|null|manager-|letter-|entitlement-/);
        }
        expect(JSON.parse(JSON.stringify(notices))).toEqual(notices);
      }),
      { numRuns: 80 },
    );
  });
});
