import { DomainError, type Issue } from "clientele/core";
import { explain } from "clientele/explain";
import type { ComparisonOp } from "clientele/rules";
import {
  checkTierPolicy,
  defineTierPolicy,
  evaluateTier,
  reviewTierPolicy,
  type TierCheckOptions,
  type TierPolicy,
  type TierPolicyInput,
  tierPresets,
} from "clientele/tiers";
import { describe, expect, test } from "vitest";
import { changed, changedInput, dormant, found, reproduces, sound } from "../support/tierChecks.ts";

const spend = (value: string, op: ComparisonOp = ">=") => ({ metric: "spend", op, value }) as const;
const orders = (value: number, op: ComparisonOp = ">=") => ({ metric: "orders", op, value }) as const;
const withIdle = { metrics: sound.metrics } as const;
const also = (...rules: NonNullable<TierPolicyInput["downgrade"]["also"]>) => ({
  ...withIdle,
  downgrade: { also: rules },
});
const points = { id: "points", kind: "count", redeemable: true } as const;
const withPoints = [...sound.metrics.slice(0, 2), points];
const thisYear = { id: "spendThisYear", kind: "money", window: { calendar: "year" } } as const;

describe("a policy without a fault", () => {
  test("nothing is found", () => {
    expect(found(changed({}))).toEqual([]);
    expect(found(changed({ tiers: [sound.tiers[0]], metrics: [], notice: null }))).toEqual([]);
  });

  test("presets: no errors; each finding shows itself", () => {
    const all = Object.entries(tierPresets).map(([name, preset]) => {
      const policy = defineTierPolicy<string, string>(preset);
      for (const finding of checkTierPolicy(policy)) reproduces(policy, finding);
      return [name, found(policy)];
    });
    expect(Object.fromEntries(all)).toEqual({
      valueGrade: ["T012 also-holds-down info /downgrade/also/0/when"],
      valueAndTenure: [
        "T012 also-holds-down info /downgrade/also/0/when",
        "T012 also-holds-down info /downgrade/also/1/when",
      ],
      strategicKeyOrdinary: ["T014 notice-too-late warning /notice/lead"],
      abc: [],
    });
  });
});

describe("each fault, with the customer who shows it", () => {
  const higherThan = { silver: { attain: spend("6000"), retain: null }, gold: { attain: spend("5000"), retain: null } };
  type Case = readonly [name: string, policy: TierPolicy, findings: readonly string[], options?: TierCheckOptions];
  const cases: readonly Case[] = [
    [
      "T002: silver asks for more than gold",
      changed(higherThan),
      [
        "T002 tier-unreachable error /tiers/1/attain",
        "T005 tier-gap warning /tiers/2/attain",
        "T013 metric-unused info /metrics/1",
      ],
    ],
    [
      "T002: two higher tiers between them leave nothing",
      changed({
        tiers: [
          sound.tiers[0],
          { id: "silver", rank: 1, attain: spend("1000") },
          { id: "gold", rank: 2, attain: { all: [spend("1000"), orders(5)] } },
          {
            id: "jade",
            rank: 3,
            attain: { all: [spend("1000"), { not: { metric: "orders", op: ">=", value: 5, onMissing: "unmet" } }] },
          },
        ],
      }),
      ["T002 tier-unreachable error /tiers/1/attain", "T005 tier-gap warning /tiers/3/attain"],
    ],
    [
      "T002: a downgrade rule holds of whoever attains it",
      changed(also({ id: "big", when: spend("4500") })),
      [
        "T002 tier-barred error /tiers/2/attain",
        "T012 also-holds-down info /downgrade/also/0/when",
        "T013 metric-unused info /metrics/2",
      ],
    ],
    [
      "T002: one step at a time every tier is come by",
      changed({ ...higherThan, upgrade: { mode: "oneStep" } }),
      ["T005 tier-gap warning /tiers/2/attain", "T013 metric-unused info /metrics/1"],
    ],
    [
      "T003: to stay asks for more",
      changed({ silver: { retain: spend("1200") } }),
      ["T003 retain-stricter error /tiers/1/retain"],
    ],
    [
      "T003: to stay asks for something else as well",
      changed({ silver: { retain: { all: [spend("800"), orders(1)] } } }),
      ["T003 retain-stricter warning /tiers/1/retain"],
    ],
    [
      "T003: to stay asks the same",
      changed({ silver: { retain: spend("1000.00") } }),
      ["T003 retain-redundant info /tiers/1/retain"],
    ],
    [
      "T004: over another stretch of time",
      changed({
        metrics: [...sound.metrics.slice(0, 2), thisYear],
        silver: { retain: { metric: "spendThisYear", op: ">=", value: "800" } },
      }),
      ["T004 windows-differ warning /tiers/1/retain"],
    ],
    [
      "T003 and T004: more, over another stretch of time",
      changed({
        metrics: [...sound.metrics.slice(0, 2), thisYear],
        silver: { retain: { metric: "spendThisYear", op: ">=", value: "1200" } },
      }),
      ["T003 retain-stricter error /tiers/1/retain", "T004 windows-differ warning /tiers/1/retain"],
    ],
    [
      "T005: two tiers ask for the same",
      changed({ gold: { attain: spend("1000"), retain: spend("800") } }),
      ["T005 tiers-alike error /tiers/2/attain", "T013 metric-unused info /metrics/1"],
    ],
    [
      "T005: the same, one step at a time",
      changed({
        gold: { attain: spend("1000"), retain: spend("800") },
        upgrade: { mode: "oneStep" },
      }),
      ["T005 tiers-alike warning /tiers/2/attain", "T013 metric-unused info /metrics/1"],
    ],
    [
      "T005: gold without silver",
      changed({ silver: { attain: { all: [spend("1000"), orders(6)] }, retain: { all: [spend("800"), orders(4)] } } }),
      ["T005 tier-gap warning /tiers/2/attain"],
    ],
    [
      "T005: gold kept on what would cost silver",
      changed({ gold: { retain: spend("700") } }),
      ["T005 retain-gap warning /tiers/2/retain"],
    ],
    [
      "T006: amounts in another currency",
      changed({
        metrics: [{ ...sound.metrics[0], unit: "USD" }, sound.metrics[1]],
      }),
      ["T006 unit-other-currency warning /metrics/0/unit"],
    ],
    [
      "T007: a grace as long as a quarter",
      changed({ downgrade: { grace: { duration: "P3M", anchor: "firstBreach" } } }),
      ["T007 grace-outlasts-period warning /downgrade/grace/duration"],
    ],
    [
      "T007: a grace as long as a term",
      changed({
        downgrade: { grace: { duration: "P1Y", anchor: "expiry" } },
        validity: { lasts: "P1Y" },
      }),
      ["T007 grace-outlasts-period warning /downgrade/grace/duration"],
    ],
    [
      "T008: protected beyond the next review",
      changed({ protectionAfterUpgrade: "P4M" }),
      ["T008 protection-outlasts-period warning /protectionAfterUpgrade"],
    ],
    [
      "T008: held beyond the next review",
      changed({ minimumDwell: "P93D" }),
      ["T008 dwell-outlasts-period warning /minimumDwell"],
    ],
    [
      "T008: held beyond its term",
      changed({ minimumDwell: "P93D", validity: { calendar: "quarter" } }),
      ["T008 dwell-outlasts-period warning /minimumDwell"],
    ],
    [
      "T010: silver can never be attained",
      changed({ silver: { attain: { all: [spend("1000"), spend("900", "<")] } } }),
      ["T005 tier-gap warning /tiers/2/attain", "T010 condition-contradicts error /tiers/1/attain"],
    ],
    [
      "T010: silver can never be lost",
      changed({ silver: { retain: { any: [spend("800"), orders(0)] } } }),
      ["T010 condition-always-holds warning /tiers/1/retain"],
    ],
    [
      "T010: nobody earns gold for life",
      changed({ gold: { lifetime: { all: [orders(3, ">"), orders(3, "<")] } } }),
      ["T010 condition-contradicts error /tiers/2/lifetime"],
    ],
    [
      "T010: a rule that never fires",
      changed(also({ id: "never", when: { all: [spend("1", "<"), spend("2")] } })),
      ["T010 condition-contradicts error /downgrade/also/0/when", "T013 metric-unused info /metrics/2"],
    ],
    [
      "T011: points that are spent",
      changed({
        metrics: withPoints,
        silver: { attain: { all: [spend("1000"), { metric: "points", op: ">=", value: 10 }] }, retain: null },
        gold: { attain: { all: [spend("5000"), orders(5), { metric: "points", op: ">=", value: 10 }] }, retain: null },
      }),
      ["T011 balance-asked warning /tiers/1/attain", "T011 balance-asked warning /tiers/2/attain"],
    ],
    [
      "T011: points that keep a tier",
      changed({
        metrics: withPoints,
        silver: { retain: { any: [spend("800"), { metric: "points", op: ">", value: 0 }] } },
      }),
      ["T011 balance-asked warning /tiers/1/retain"],
    ],
    [
      "T012: dormant customers of much spend",
      changed(also(dormant)),
      ["T012 also-holds-down info /downgrade/also/0/when"],
    ],
    ["T013: nothing asks about idle days", changed(withIdle), ["T013 metric-unused info /metrics/2"]],
    [
      "T013: a downgrade because something is not known",
      changed(also({ id: "idle", when: { ...dormant.when, onMissing: "met" } })),
      ["T012 also-holds-down info /downgrade/also/0/when", "T013 unknown-demotes warning /downgrade/also/0/when"],
    ],
    [
      "T013: silver lost because something is not known",
      changed({ silver: { attain: { ...spend("1000"), onMissing: "unmet" }, retain: null } }),
      ["T013 unknown-demotes warning /tiers/1/attain"],
    ],
    [
      "T014: letters before the decision",
      changed({ notice: { lead: "P70D" } }),
      ["T014 notice-too-late warning /notice/lead"],
    ],
    [
      "T014: no grace at all",
      changed({ downgrade: { grace: null }, schedule: null }),
      ["T014 notice-too-late warning /notice/lead"],
    ],
    [
      "T014: upgrades told before they are decided",
      changed({
        notice: { lead: "P93D" },
        upgrade: { when: "nextPeriod" },
        downgrade: { grace: { duration: "P95D", anchor: "firstBreach" } },
      }),
      ["T007 grace-outlasts-period warning /downgrade/grace/duration", "T014 notice-too-late warning /upgrade/when"],
    ],
    [
      "T015: a tier that customers hold",
      changed({}),
      ["T015 tier-gone error /tiers"],
      { occupied: ["gold", "jade", "jade"] },
    ],
    [
      "T015: a tier that was there before",
      changed({}),
      ["T015 tier-gone warning /tiers (not proved)"],
      {
        before: changed({ tiers: [...sound.tiers, { id: "jade", rank: 3, attain: spend("9000") }] }),
      },
    ],
    [
      "T015: a tier that was there before, and that nobody holds",
      changed({}),
      [],
      {
        before: changed({ tiers: [...sound.tiers, { id: "jade", rank: 3, attain: spend("9000") }] }),
        occupied: ["gold"],
      },
    ],
  ];
  test.each(cases.map((one) => ({ name: one[0], one })))("$name", ({ one: [, policy, expected, options] }) => {
    expect(found(policy, options)).toEqual(expected);
    for (const finding of checkTierPolicy(policy, options)) reproduces(policy, finding);
  });
});

describe("what the doors hold", () => {
  const [base, silver, gold] = changedInput({}).tiers;
  const doors: readonly (readonly [string, unknown, readonly string[]])[] = [
    ["T001: two tiers of one rank", changedInput({ gold: { rank: 1 } }), ["duplicate-rank /tiers/2/rank"]],
    ["T006: no such currency", changedInput({ currency: "RMB" }), ["malformed /currency"]],
    [
      "T006: finer than the smallest coin",
      changedInput({ silver: { attain: spend("1000.005") } }),
      ["too-many-decimals /tiers/1/attain/value"],
    ],
    ["T009: no base", changedInput({ tiers: [silver, gold] as never }), ["no-base-tier /tiers"]],
    [
      "T009: two bases",
      changedInput({ silver: { attain: null, retain: null } }),
      ["several-base-tiers /tiers/1/attain"],
    ],
    [
      "T009: a base above others",
      changedInput({ tiers: [{ ...base, rank: 9 }, silver, gold] as never }),
      ["base-tier-not-lowest /tiers/0/rank"],
    ],
    [
      "T009: a base that asks",
      changedInput({ tiers: [{ ...base, retain: spend("1") }, silver, gold] as never }),
      ["base-tier-asks /tiers/0/retain"],
    ],
    [
      "T011: a name that can be spent",
      changedInput({ metrics: [...withPoints, { id: "city", kind: "text", redeemable: true }] }),
      ["not-redeemable /metrics/3/redeemable"],
    ],
    [
      "T013: a metric that is not defined",
      changedInput({ silver: { attain: { ...spend("1"), metric: "spent" } } }),
      ["unknown-metric /tiers/1/attain/metric"],
    ],
  ];
  test.each(doors)("%s", (_, draft, expected) => {
    const { policy, issues, findings } = reviewTierPolicy(draft);
    expect([policy, issues.map(({ code, path }) => `${code} ${path}`), findings]).toEqual([null, expected, []]);
  });

  test("a sound draft comes back with its findings", () => {
    const { policy, issues, findings } = reviewTierPolicy(changedInput(also(dormant)));
    expect([policy === null, issues]).toEqual([false, []]);
    expect(findings).toEqual(checkTierPolicy(changed(also(dormant))));
    expect(findings).toHaveLength(1);
    expect(reviewTierPolicy(sound.tiers).findings).toEqual([]);
  });
});

describe("whole findings", () => {
  test("a finding with its example, as plain data", () => {
    expect(checkTierPolicy(changed(also(dormant)))).toEqual([
      {
        code: "also-holds-down",
        number: "T012",
        severity: "info",
        path: "/downgrade/also/0/when",
        keys: ["downgrade", "also", 0, "when"],
        params: { id: "dormant", tiers: ["silver", "gold"] },
        proved: true,
        example: {
          steps: [
            {
              subject: {
                customerId: "example-1",
                state: null,
                metrics: { spend: { amount: "5000.00", currency: "CNY" }, orders: 5, idleDays: 180 },
              },
              asOf: "2026-03-02T02:00:00.000Z",
              action: "enrol",
              to: "base",
              refusal: null,
            },
          ],
        },
      },
    ]);
  });

  test("a tier removed: nobody who holds it can be judged", () => {
    const [finding] = checkTierPolicy(changed({}), { occupied: ["jade"] });
    expect(finding?.example).toEqual({
      steps: [
        {
          subject: {
            customerId: "example-1",
            state: { tier: "jade", since: "2026-03-02T02:00:00.000Z" },
            metrics: {},
          },
          asOf: "2026-03-02T02:00:00.000Z",
          action: null,
          to: null,
          refusal: "tier-not-in-policy",
        },
      ],
    });
  });

  test("lengths are told", () => {
    const day = 86_400_000;
    const paramsOf = (policy: TierPolicy): unknown => checkTierPolicy(policy)[0]?.params;
    expect(paramsOf(changed({ downgrade: { grace: { duration: "P92D", anchor: "firstBreach" } } }))).toEqual({
      grace: { kind: "duration", ms: 92 * day },
      period: { kind: "duration", ms: 90 * day },
    });
    expect(paramsOf(changed({ minimumDwell: "P92D" }))).toEqual({
      term: { kind: "duration", ms: 92 * day },
      period: { kind: "duration", ms: 90 * day },
    });
    expect(paramsOf(changed({ notice: { lead: "P2M3D" } }))).toEqual({
      lead: { kind: "duration", ms: 62 * day },
      room: { kind: "duration", ms: 59 * day },
    });
  });

  test("facts rest on enough answers, and on fresh ones", () => {
    const metrics = [
      sound.metrics[0],
      { ...sound.metrics[1], minSample: 2, maxAge: "P10D" },
      { ...sound.metrics[2], minSample: 3 },
    ] as const;
    const [finding] = checkTierPolicy(changed({ ...also(dormant), metrics }));
    expect(finding?.example?.steps[0]?.subject.metrics).toEqual({
      spend: { amount: "5000.00", currency: "CNY" },
      orders: { value: 5, n: 2, freshAt: "2026-03-02T02:00:00.000Z" },
      idleDays: { value: 180, n: 3 },
    });
  });

  test("customers are judged while the policy is in force", () => {
    const momentOf = (from: string | null, to: string | null): unknown =>
      checkTierPolicy(changed({ ...also(dormant), effectiveFrom: from, effectiveTo: to }))[0]?.example?.steps[0]?.asOf;
    expect(momentOf("2026-03-02T02:00:00Z", null)).toBe("2026-03-02T02:00:00.000Z");
    expect(momentOf("2027-01-01T00:00:00Z", null)).toBe("2027-01-01T00:00:00.000Z");
    expect(momentOf(null, "2026-03-02T02:00:00Z")).toBe("2026-03-02T01:59:59.999Z");
    expect(momentOf("1999-01-01T00:00:00Z", "2000-01-01T00:00:00Z")).toBe("1999-12-31T23:59:59.999Z");
  });

  test("what a customer did, belongs to, and is drawn for", () => {
    const when = {
      all: [
        { performed: { event: "complaint", times: 2, within: "P30D" } },
        { performed: { event: "complaint", times: 3, within: "P90D" } },
        { performed: { event: "visit", where: { subject: "shop" } } },
        { memberOf: { segment: "trial" } },
        { bucket: { seed: "s", share: 0.2 } },
      ],
    } as const;
    const policy = changed({ downgrade: { also: [{ id: "rule", when }] } });
    const [finding] = checkTierPolicy(policy);
    expect(finding?.code).toBe("also-holds-down");
    const subject = finding?.example?.steps[0]?.subject;
    const customerId = subject?.customerId ?? "";
    expect(customerId).toMatch(/^example-\d+$/);
    const row = (kind: string, at: string): unknown => ({ customerId, kind, at });
    expect(subject?.segments).toEqual({ trial: true });
    expect(subject?.activity).toEqual([
      row("complaint", "2026-01-31T02:00:00.001Z"),
      row("complaint", "2026-01-31T02:00:00.001Z"),
      row("complaint", "2025-12-02T02:00:00.001Z"),
      { customerId, kind: "visit", at: "2025-12-01T02:00:00.000Z", subject: "shop" },
    ]);
    if (finding !== undefined) reproduces(policy, finding);
  });
});

describe("what cannot be decided is said", () => {
  const notProved = (policy: TierPolicy): readonly string[] =>
    checkTierPolicy(policy)
      .filter(({ code }) => code === "check-not-proved")
      .map(({ number, path, severity, proved, example, params }) => {
        expect([severity, proved, example, params]).toEqual(["info", false, null, { check: number }]);
        return `${number} ${path}`;
      });

  test("a search without end: only what hangs on it is left open", () => {
    const metrics = Array.from({ length: 60 }, (_, at) => ({ id: `m${at}`, kind: "number" }) as const);
    const any = (op: ">=" | "<"): unknown => ({
      atLeast: { n: 30, of: metrics.map(({ id }) => ({ metric: id, op, value: 0 })) },
    });
    const hard = changed({
      metrics: [...sound.metrics.slice(0, 2), ...metrics],
      downgrade: { also: [{ id: "hard", when: { all: [any(">="), any("<"), { not: any(">=") }] } as never }] },
    });
    expect(notProved(hard)).toEqual([
      "T003 /tiers/2/retain",
      "T005 /tiers/2/attain",
      "T010 /downgrade/also/0/when",
      "T012 /downgrade/also/0/when",
    ]);
  });

  test("a policy beyond measure: every check of conditions is left open, the rest is made", () => {
    const large = changed({
      ...withIdle,
      downgrade: { also: [{ id: "large", when: { any: Array.from({ length: 1000 }, (_, at) => orders(at + 9)) } }] },
    });
    expect(notProved(large)).toEqual(["T002 ", "T003 ", "T010 ", "T012 "]);
    expect(found(large).at(-1)).toBe("T013 metric-unused info /metrics/2");
    const performed = Array.from({ length: 61 }, (_, at) => ({ performed: { event: `e${at}` } }));
    expect(notProved(changed({ downgrade: { also: [{ id: "large", when: { any: performed } }] } }))).toHaveLength(4);
    const less = changed({ downgrade: { also: [{ id: "large", when: { any: performed.slice(1) } }] } });
    expect(notProved(less)).not.toContain("T002 ");
  });

  test("many rules on many tiers: bounded", () => {
    const tiers = Array.from({ length: 99 }, (_, at) => ({
      id: `t${at}`,
      rank: at + 1,
      attain: spend(String(at + 1)),
    }));
    const rules = Array.from({ length: 800 }, (_, at) => ({ id: `r${at}`, when: orders(at + 1, ">=") }));
    const policy = changed({ tiers: [sound.tiers[0], ...tiers], downgrade: { also: rules } });
    const all = checkTierPolicy(policy);
    expect(all.filter(({ code }) => code === "check-not-proved").length).toBeGreaterThan(400);
    for (const finding of all.filter(({ example }) => example !== null).slice(0, 3)) reproduces(policy, finding);
  });

  test("many balances: ten are looked at", () => {
    const metrics = Array.from({ length: 12 }, (_, at) => ({ id: `p${at}`, kind: "count", redeemable: true }) as const);
    const any = metrics.map(({ id }) => ({ metric: id, op: ">=", value: 1 }) as const);
    const policy = changed({
      metrics: [...sound.metrics.slice(0, 2), ...metrics],
      silver: { attain: { any }, retain: null },
    });
    expect(notProved(policy)).toEqual(["T011 /metrics/12/redeemable", "T011 /metrics/13/redeemable"]);
  });

  test("at the end of the calendar", () => {
    const edge = changed({ effectiveFrom: "9999-11-01T00:00:00Z", minimumDwell: "P1Y" });
    expect(notProved(edge)).toEqual(["T007 "]);
    expect(reviewTierPolicy(changedInput({ effectiveTo: "0000-02-01T00:00:00Z" })).policy).not.toBeNull();
  });
});

describe("refusals", () => {
  const thrown = (make: () => unknown): unknown => {
    try {
      return make();
    } catch (error) {
      return error instanceof DomainError ? [error.code, error.message] : error;
    }
  };

  test("a policy that went through no door", () => {
    expect(thrown(() => checkTierPolicy({ ...changed({}) } as never))).toEqual([
      "policy-not-checked",
      expect.stringContaining("went through none"),
    ]);
  });

  test("options of the wrong shape", () => {
    const policy = changed({});
    expect(thrown(() => checkTierPolicy(policy, { occupied: "gold" as never }))).toEqual([
      "invalid-option",
      'occupied: expected a list of tiers, received "gold"',
    ]);
    expect(thrown(() => checkTierPolicy(policy, { before: {} as never }))).toEqual([
      "invalid-option",
      "before: expected a policy, received an object",
    ]);
    expect(found(policy, { before: null, occupied: null })).toEqual([]);
  });
});

test("every finding is a sentence in both languages", () => {
  const all: readonly Issue[] = checkTierPolicy(changed({ ...also(dormant), minimumDwell: "P92D" }), {
    occupied: ["jade"],
  });
  expect(explain(all, { locale: "en" })).toEqual([
    "a tier is held for 92 d at the least, and the next review comes after 90 d: it cannot take the tier",
    "the downgrade rule dormant can apply to somebody who attains silver, gold: it holds them down on the base tier",
    "jade is no longer a tier: customers who hold it, have earned it for life or are promised it cannot be judged",
  ]);
  expect(explain(all, { locale: "zh-CN" })).toEqual([
    "等级至少保持 92 天，而下一次考核在 90 天之后：届时无法降级",
    "客户可能已达到 silver、gold 的条件而同时符合降级规则 dormant，因而只能停留在基础等级",
    "等级 jade 已不存在：持有、终身享有或已获准升入该等级的客户将无法评定",
  ]);
});

test("a customer who shows it is judged as the example says", () => {
  const policy = changed(also(dormant));
  const [step] = checkTierPolicy(policy)[0]?.example?.steps ?? [];
  expect(step && evaluateTier(step.subject, policy, { asOf: step.asOf })).toMatchObject({ value: { to: "base" } });
});
