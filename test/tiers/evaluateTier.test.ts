import fc from "fast-check";
import { addMoney, money, orThrow } from "clientele/core";
import type { Condition, MetricValues } from "clientele/rules";
import { defineTierPolicy, evaluateTier, type TierDecision, tierPresets } from "clientele/tiers";
import { describe, expect, test } from "vitest";
import {
  anyTierCase,
  type BuiltMetric,
  heightOf,
  JUDGED_AT,
  ladder,
  type TierCase,
  withoutReasons,
  yuan,
} from "../support/tiers.ts";

const asOf = JUDGED_AT;
const policy = defineTierPolicy(ladder);
const steps = defineTierPolicy({ ...ladder, downgrade: { ...ladder.downgrade, mode: "oneStep" } });
type Name = (typeof ladder.tiers)[number]["id"];
const decide = (
  tier: Name | null,
  metrics: MetricValues<BuiltMetric>,
  under: typeof policy = policy,
  since = "2026-01-01T00:00:00.000Z",
): TierDecision<Name> =>
  orThrow(evaluateTier({ customerId: "C-1", state: tier === null ? null : { tier, since }, metrics }, under, { asOf }));
const seen = (spend: string, orders: number, idleDays = 0): MetricValues<BuiltMetric> => ({
  spend: money(spend, "CNY"),
  orders,
  idleDays,
});

describe("examples", () => {
  test.each<[Name | null, string, number, number, string, Name, Name]>([
    [null, "0", 0, 0, "enrol", "bronze", "bronze"],
    [null, "5000", 5, 0, "enrol", "gold", "gold"],
    ["bronze", "5000", 5, 0, "upgrade", "gold", "gold"], // exactly at the threshold, two ranks at once
    ["bronze", "4999.99", 5, 0, "upgrade", "silver", "silver"], // a fen short
    ["bronze", "4999.999999", 5, 0, "upgrade", "silver", "silver"], // less than a fen short
    ["bronze", "5000.000000", 5, 0, "upgrade", "gold", "gold"],
    ["bronze", "99999999999999999999.99", 5, 0, "upgrade", "gold", "gold"],
    ["bronze", "-99999999999999999999.99", 5, 0, "retain", "bronze", "bronze"],
    ["bronze", "99999", 4, 0, "upgrade", "silver", "silver"], // spend alone is not enough for gold
    ["silver", "1000", 0, 0, "retain", "silver", "silver"],
    ["gold", "4000", 0, 0, "retain", "silver", "gold"], // to stay asks less than to rise
    ["gold", "3999.99", 9, 0, "downgrade", "silver", "silver"],
    ["gold", "999", 9, 0, "downgrade", "bronze", "bronze"],
    ["gold", "9000", 9, 180, "downgrade", "bronze", "bronze"], // dormant: every tier above the base is out of reach
    ["gold", "9000", 9, 179, "retain", "gold", "gold"],
    ["bronze", "9000", 9, 180, "retain", "bronze", "bronze"], // no spring-back
    [null, "9000", 9, 180, "enrol", "bronze", "bronze"],
  ])(
    "%s with %s yuan, %i orders, %i idle days: %s, qualified %s, to %s",
    (tier, spend, orders, idle, action, qualified, to) => {
      expect(decide(tier, seen(spend, orders, idle))).toMatchObject({ action, from: tier, qualified, to });
    },
  );

  test.each<[Name, string, number, string, Name]>([
    ["gold", "0", 0, "downgrade", "silver"], // one rank, though silver is lost as well
    ["silver", "0", 0, "downgrade", "bronze"],
    ["gold", "9000", 180, "downgrade", "silver"],
    ["bronze", "0", 180, "retain", "bronze"],
  ])("one step at a time: %s with %s yuan, %i idle days: %s to %s", (tier, spend, idle, action, to) => {
    expect(decide(tier, seen(spend, 5, idle), steps)).toMatchObject({ action, to });
  });

  test("a step down taken at the moment of judgement is followed by the next one only later", () => {
    const again = decide("silver", seen("0", 0), steps, asOf);
    expect(again).toMatchObject({ action: "retain", to: "silver", stateAfter: { tier: "silver", since: asOf } });
    expect(again.reasons.at(-1)).toMatchObject({
      code: "tier-just-given",
      rule: "/downgrade",
      observed: { kind: "instant", at: asOf },
      verdict: "met",
      part: "silver",
    });
    expect(decide("silver", seen("0", 0), steps, "2026-06-30T15:59:59.999Z").action).toBe("downgrade");
  });

  test.each<[string, Name, MetricValues<BuiltMetric>, string, Name, string[]]>([
    [
      "an unknown attain",
      "silver",
      { spend: yuan(600_000), idleDays: 0 },
      "insufficientData",
      "silver",
      ["metric-missing"],
    ],
    [
      "an attain that fails anyway",
      "silver",
      { spend: yuan(200_000), idleDays: 0 },
      "retain",
      "silver",
      ["metric-missing"],
    ],
    ["an unknown retain", "gold", { orders: 5, idleDays: 0 }, "insufficientData", "gold", ["metric-missing"]],
    [
      "a tier kept for sure, though it might not be attained",
      "gold",
      { spend: yuan(900_000), idleDays: 0 },
      "retain",
      "gold",
      ["metric-missing"],
    ],
    ["an unknown also", "silver", seen("1000", 0, NaN), "retain", "silver", ["metric-not-a-number", "also-unknown"]],
    [
      "an upgrade all the same",
      "bronze",
      { spend: yuan(600_000), idleDays: 0 },
      "upgrade",
      "silver",
      ["metric-missing"],
    ],
    [
      "dollars",
      "gold",
      { ...seen("0", 0), spend: money("0", "USD") },
      "insufficientData",
      "gold",
      ["metric-other-currency"],
    ],
    ["a number for money", "gold", { ...seen("0", 0), spend: 9000 }, "insufficientData", "gold", ["metric-not-money"]],
    [
      "money for a number",
      "silver",
      { ...seen("9000", 0), orders: yuan(1) },
      "insufficientData",
      "silver",
      ["metric-not-a-number"],
    ],
    [
      "measured values",
      "gold",
      { spend: { value: null, n: 0, freshAt: null }, orders: { value: 5 }, idleDays: 0 },
      "insufficientData",
      "gold",
      ["metric-missing"],
    ],
  ])("%s", (_, tier, metrics, action, to, codes) => {
    const decision = decide(tier, metrics);
    expect([decision.action, decision.to, decision.findings.map(({ code }) => code)]).toEqual([action, to, codes]);
  });

  test("who falls past a tier that is not known to be lost, lands on it", () => {
    const unsure = defineTierPolicy({
      ...ladder,
      tiers: [
        ladder.tiers[0],
        { ...ladder.tiers[1], attain: { all: [{ metric: "orders", op: ">=", value: 2 }] } },
        ladder.tiers[2],
      ],
    });
    expect(decide("gold", { spend: yuan(0), idleDays: 0 }, unsure)).toMatchObject({
      action: "downgrade",
      to: "silver",
    });
  });

  test("who attains a tier keeps it, though to stay asks for more", () => {
    const strict = defineTierPolicy({
      ...ladder,
      tiers: [ladder.tiers[0], { ...ladder.tiers[1], retain: { all: [{ metric: "spend", op: ">", value: "2000" }] } }],
    });
    expect(decide("silver", seen("1000", 0), strict as typeof policy)).toMatchObject({
      action: "retain",
      to: "silver",
    });
    expect(decide("silver", seen("999", 0), strict as typeof policy)).toMatchObject({ action: "downgrade" });
  });

  test.each([
    [">=", ["unmet", "met", "met"]],
    ["<=", ["met", "met", "unmet"]],
    [">", ["unmet", "unmet", "met"]],
    ["<", ["met", "unmet", "unmet"]],
  ] as const)("%s at, below and above a threshold", (op, verdicts) => {
    const one = defineTierPolicy({
      ...ladder,
      tiers: [ladder.tiers[0], { id: "silver", rank: 1, attain: { all: [{ metric: "spend", op, value: "10.00" }] } }],
      downgrade: { mode: "toQualified", also: [] },
    });
    const verdict = (spend: string): unknown => decide(null, seen(spend, 0), one).reasons[0]?.verdict;
    expect(["9.99", "10", "10.01"].map(verdict)).toEqual(verdicts);
    expect(["9.999", "10.000", "10.001"].map(verdict)).toEqual(verdicts); // finer than the coin
  });

  test("the whole decision", () => {
    expect(decide("bronze", { ...seen("1200.50", 2), idleDays: null })).toEqual({
      customerId: "C-1",
      action: "upgrade",
      from: "bronze",
      qualified: "silver",
      to: "silver",
      servicePackage: null,
      asOf,
      effectiveAt: asOf,
      validUntil: null,
      heldBy: null,
      policy: { id: "ladder", version: 3 },
      scheme: null,
      reasons: [
        {
          code: "attain-condition",
          rule: "/tiers/1/attain/all/0",
          metric: "spend",
          op: ">=",
          observed: { kind: "money", amount: "1200.50", currency: "CNY" },
          required: { kind: "money", amount: "1000", currency: "CNY" },
          verdict: "met",
          label: { en: "spend", "zh-CN": null },
          part: "silver",
          choices: null,
          about: null,
          depth: 1,
          negated: false,
          gap: null,
          partLabel: { en: "silver", "zh-CN": "silver" },
        },
        {
          code: "attain-condition",
          rule: "/tiers/2/attain/all/0",
          metric: "spend",
          op: ">=",
          observed: { kind: "money", amount: "1200.50", currency: "CNY" },
          required: { kind: "money", amount: "5000.00", currency: "CNY" },
          verdict: "unmet",
          label: { en: "spend", "zh-CN": null },
          part: "gold",
          choices: null,
          about: null,
          depth: 1,
          negated: false,
          gap: { kind: "money", amount: "3799.50", currency: "CNY" },
          partLabel: { en: "gold", "zh-CN": "gold" },
        },
        {
          code: "attain-condition",
          rule: "/tiers/2/attain/all/1",
          metric: "orders",
          op: ">=",
          observed: { kind: "number", value: 2 },
          required: { kind: "number", value: 5 },
          verdict: "unmet",
          label: null,
          part: "gold",
          choices: null,
          about: null,
          depth: 1,
          negated: false,
          gap: { kind: "number", value: 3 },
          partLabel: { en: "gold", "zh-CN": "gold" },
        },
        {
          code: "retain-condition",
          rule: "/tiers/2/retain/all/0",
          metric: "spend",
          op: ">=",
          observed: { kind: "money", amount: "1200.50", currency: "CNY" },
          required: { kind: "money", amount: "4000", currency: "CNY" },
          verdict: "unmet",
          label: { en: "spend", "zh-CN": null },
          part: "gold",
          choices: null,
          about: null,
          depth: 1,
          negated: false,
          gap: { kind: "money", amount: "2799.50", currency: "CNY" },
          partLabel: { en: "gold", "zh-CN": "gold" },
        },
        {
          code: "also-condition",
          rule: "/downgrade/also/0/when/all/0",
          metric: "idleDays",
          op: ">=",
          observed: null,
          required: { kind: "number", value: 180, unit: "days" },
          verdict: "unknown",
          label: null,
          part: "dormant",
          choices: null,
          about: null,
          depth: 1,
          negated: false,
          gap: null,
          partLabel: { en: "dormant", "zh-CN": "dormant" },
        },
      ],
      findings: [
        {
          code: "metric-missing",
          severity: "warning",
          path: "/metrics/2",
          keys: ["metrics", 2],
          params: { metric: "idleDays" },
        },
        {
          code: "also-unknown",
          severity: "warning",
          path: "/downgrade/also/0",
          keys: ["downgrade", "also", 0],
          params: { id: "dormant" },
        },
      ],
      nextTier: {
        tier: "gold",
        missing: [
          {
            rule: "/tiers/2/attain/all/0",
            metric: "spend",
            about: null,
            op: ">=",
            required: { kind: "money", amount: "5000.00", currency: "CNY" },
            gap: { kind: "money", amount: "3799.50", currency: "CNY" },
            oneOf: null,
          },
          {
            rule: "/tiers/2/attain/all/1",
            metric: "orders",
            about: null,
            op: ">=",
            required: { kind: "number", value: 5 },
            gap: { kind: "number", value: 3 },
            oneOf: null,
          },
        ],
        blockedBy: [],
        by: null,
      },
      toRetain: { tier: "silver", missing: [], lostBy: [], by: null },
      notice: {
        kind: "upgraded",
        dueAt: asOf,
        lines: [
          {
            code: "letter-tier-upgraded",
            params: {
              tier: { en: "silver", "zh-CN": "silver" },
              from: { en: "bronze", "zh-CN": "bronze" },
              on: { kind: "day", on: "2026-07-01" },
            },
          },
          {
            code: "letter-tier-reached",
            params: {
              label: { en: "spend", "zh-CN": null },
              op: ">=",
              observed: { kind: "money", amount: "1200.50", currency: "CNY" },
              required: { kind: "money", amount: "1000", currency: "CNY" },
            },
          },
        ],
      },
      stateAfter: {
        tier: "silver",
        since: asOf,
        by: "upgrade",
        validUntil: null,
        reviewed: null,
        breachedSince: null,
        graceUntil: null,
        lifetime: null,
        pending: null,
      },
    });
  });

  test("the next tier: what is unknown has no gap, a rule that holds blocks it, the top has none", () => {
    expect(decide("silver", { idleDays: 200 }).nextTier).toEqual({
      tier: "silver",
      missing: [
        {
          rule: "/tiers/1/attain/all/0",
          metric: "spend",
          about: null,
          op: ">=",
          required: { kind: "money", amount: "1000", currency: "CNY" },
          gap: null,
          oneOf: null,
        },
      ],
      blockedBy: ["dormant"],
      by: null,
    });
    expect(decide("silver", seen("4999.995", 9)).nextTier?.missing).toMatchObject([
      { metric: "spend", op: ">=", gap: { kind: "money", amount: "0.005", currency: "CNY" } },
    ]);
    expect(decide("gold", seen("9000", 9)).nextTier).toBeNull();
  });

  test("who stays, holds the tier since they were given it", () => {
    const { effectiveAt, stateAfter } = decide("silver", seen("1000", 0), policy, "2026-02-01T08:00:00+08:00");
    expect([effectiveAt, stateAfter.since]).toEqual(["2026-02-01T00:00:00.000Z", "2026-02-01T00:00:00.000Z"]);
  });

  test("metrics and tiers named like properties of every object", () => {
    const odd = defineTierPolicy({
      ...ladder,
      metrics: [{ id: "constructor", kind: "count", window: "lifetime" }],
      tiers: [
        { id: "toString", rank: 0 },
        { id: "valueOf", rank: 1, attain: { all: [{ metric: "constructor", op: ">=", value: 1 }] } },
      ],
      downgrade: { mode: "oneStep", also: [] },
    });
    const judge = (metrics: MetricValues<"constructor">): unknown => {
      const result = evaluateTier({ customerId: "C", state: { tier: "toString", since: asOf }, metrics }, odd, {
        asOf,
      });
      return result.ok && [result.value.action, result.value.to];
    };
    expect(judge({ constructor: 1 })).toEqual(["upgrade", "valueOf"]);
    expect(judge({} as MetricValues<"constructor">)).toEqual(["insufficientData", "toString"]);
  });

  test("the preset grades by value", () => {
    const grades = defineTierPolicy(tierPresets.valueGrade);
    const grade = (spend: string, orders: number): string =>
      orThrow(evaluateTier({ customerId: "C", state: null, metrics: seen(spend, orders) }, grades, { asOf })).to;
    expect([grade("200000", 12), grade("199999.99", 12), grade("10000", 3), grade("10000", 2)]).toEqual([
      "diamond",
      "gold",
      "silver",
      "ordinary",
    ]);
  });
});

describe("refusals", () => {
  const subject = { customerId: "C-1", state: { tier: "gold", since: "2026-01-01T00:00:00Z" }, metrics: {} } as const;
  const refusal = (change: object): unknown => {
    const result = evaluateTier({ ...subject, ...change }, policy, { asOf });
    return result.ok ? null : result.error;
  };

  test.each<[string, object, unknown]>([
    [
      "a tier of another ladder",
      { state: { tier: "diamond", since: asOf } },
      { code: "tier-not-in-policy", tier: "diamond", path: "/state/tier", policy: "ladder" },
    ],
    [
      "a tier that is no text",
      { state: { tier: 3, since: asOf } },
      { code: "invalid-fact", path: "/state/tier", expected: "known-name", observed: "3" },
    ],
    [
      "a tier given later",
      { state: { tier: "gold", since: "2026-07-01T00:00:00.001+08:00" } },
      { code: "state-after-as-of", path: "/state/since", at: "2026-06-30T16:00:00.001Z", asOf },
    ],
    [
      "a moment without offset",
      { state: { tier: "gold", since: "2026-01-01" } },
      { code: "invalid-fact", path: "/state/since", expected: "instant", observed: '"2026-01-01"' },
    ],
    [
      "no state at all",
      { state: undefined },
      { code: "invalid-fact", path: "/state", expected: "object", observed: "undefined" },
    ],
    ["no metrics", { metrics: null }, { code: "invalid-fact", path: "/metrics", expected: "object", observed: "null" }],
    ["no customer", { customerId: 7 }, { code: "invalid-fact", path: "/customerId", expected: "text", observed: "7" }],
  ])("%s", (_, change, error) => {
    expect(refusal(change)).toEqual(error);
  });

  test("mistakes of the calling code throw", () => {
    const act = (run: () => unknown): unknown => {
      try {
        return run();
      } catch (error) {
        return (error as { code: unknown }).code;
      }
    };
    expect(act(() => evaluateTier(subject, policy, { asOf: "2026-07-01" }))).toBe("invalid-instant");
    expect(act(() => evaluateTier(subject, { ...policy } as typeof policy, { asOf }))).toBe("policy-not-checked");
    expect(act(() => evaluateTier(subject, policy, { asOf, trace: "some" as "full" }))).toBe("invalid-option");
  });
});

describe("laws", () => {
  const law = (holds: (given: TierCase, decision: TierDecision) => void): void => {
    fc.assert(
      fc.property(anyTierCase, (given) => {
        holds(given, judge(given));
      }),
      { numRuns: 400 },
    );
  };
  const judge = ({ policy, subject }: TierCase, change: Partial<TierCase["subject"]> = {}): TierDecision =>
    orThrow(evaluateTier({ ...subject, ...change }, policy, { asOf }));

  test("deciding again at once changes nothing", () => {
    law((given, { stateAfter }) => {
      const again = judge(given, { state: stateAfter });
      expect([again.to, again.stateAfter]).toEqual([stateAfter.tier, stateAfter]);
      expect(["retain", "insufficientData"]).toContain(again.action);
    });
  });

  test("more spend never lands lower", () => {
    law((given, { to }) => {
      const { spend } = given.subject.metrics;
      if (typeof spend !== "object" || spend === null || !("amount" in spend)) return;
      const more = orThrow(addMoney(spend, yuan(1_234)));
      const richer = judge(given, { metrics: { ...given.subject.metrics, spend: more } });
      expect(heightOf(given, richer.to)).toBeGreaterThanOrEqual(heightOf(given, to));
    });
  });

  test("who knows nothing moves nobody", () => {
    law((given) => {
      const { action, to } = judge(given, { metrics: {} });
      expect(to).toBe(given.subject.state?.tier ?? "tier-0");
      expect(action).not.toMatch(/upgrade|downgrade/);
    });
  });

  test("who falls although a value is unknown does not stay whatever the value is", () => {
    fc.assert(
      fc.property(anyTierCase, fc.nat({ max: 25_000 }), fc.nat({ max: 15 }), (given, fen, orders) => {
        const { metrics } = given.subject;
        const known = { spend: yuan(fen), orders, idleDays: 0 };
        const missing = (Object.keys(known) as BuiltMetric[]).filter(
          (metric) => given.subject.metrics[metric] === null,
        );
        const whole = { ...metrics, ...Object.fromEntries(missing.map((metric) => [metric, known[metric]])) };
        if (judge(given).action === "downgrade") {
          expect(judge(given, { metrics: whole }).action).toMatch(/downgrade|upgrade/);
        }
      }),
      { numRuns: 400 },
    );
  });

  test("who stood higher never lands lower, when all fall to what they qualify for", () => {
    law((given) => {
      const { policy, input, subject } = given;
      if (policy.downgrade.mode !== "toQualified") return;
      const landings = input.tiers.map(({ id: tier }) =>
        heightOf(given, judge(given, { state: { tier, since: "2026-01-01T00:00:00Z" }, metrics: subject.metrics }).to),
      );
      expect(landings).toEqual(landings.toSorted((a, b) => a - b));
    });
  });

  test("one step is one rank", () => {
    law((given, { action, from, to }) => {
      if (given.policy.downgrade.mode === "oneStep" && action === "downgrade") {
        expect(heightOf(given, from ?? "") - heightOf(given, to)).toBe(1);
      }
    });
  });

  test("the action says what happens", () => {
    law((given, { action, from, to }) => {
      const rise = from === null ? null : Math.sign(heightOf(given, to) - heightOf(given, from));
      const actions = new Map<number | null, string[]>([
        [null, ["enrol"]],
        [1, ["upgrade"]],
        [0, ["retain", "insufficientData"]],
        [-1, ["downgrade"]],
      ]);
      expect(actions.get(rise)).toContain(action);
    });
  });

  test("closing the gap closes it", () => {
    law((given, { nextTier }) => {
      for (const { metric, gap } of nextTier?.missing ?? []) {
        if (metric === null) continue;
        const value = given.subject.metrics[metric as BuiltMetric];
        if (gap?.kind !== "money" || typeof value !== "object" || value === null || !("amount" in value)) continue;
        const closed = judge(given, { metrics: { ...given.subject.metrics, [metric]: orThrow(addMoney(value, gap)) } });
        const at = given.policy.tiers.findIndex(({ id }) => id === nextTier?.tier);
        const asked = closed.reasons.filter(
          ({ rule, metric: of }) => rule.startsWith(`/tiers/${at}/attain`) && of === metric,
        );
        expect(asked.some(({ verdict }) => verdict === "met")).toBe(true);
      }
    });
  });

  test("the order of tiers and metrics does not matter", () => {
    law((given, decision) => {
      const { input, subject } = given;
      const policy = defineTierPolicy<string, BuiltMetric>({
        ...input,
        tiers: input.tiers.toReversed(),
        metrics: input.metrics.toReversed(),
      });
      const { findings, ...turned } = withoutReasons(orThrow(evaluateTier(subject, policy, { asOf })));
      expect(turned).toEqual({ ...withoutReasons(decision), findings: undefined });
      expect(findings.map(({ params }) => params).toSorted(byText)).toEqual(
        decision.findings.map(({ params }) => params).toSorted(byText),
      );
    });
  });

  test("without a trace the decision is the same", () => {
    law(({ policy, subject }, decision) => {
      const quick = orThrow(evaluateTier(subject, policy, { asOf, trace: "none" }));
      expect(quick).toEqual({ ...decision, reasons: [], nextTier: null, toRetain: null, notice: null });
    });
  });

  test("every comparison of the policy is told", () => {
    law(({ policy }, { reasons }) => {
      const conditions = [
        ...policy.tiers.flatMap(({ attain, retain }) => [attain, retain]),
        ...policy.downgrade.also.map(({ when }) => when),
      ];
      const told = reasons.filter(({ metric }) => metric !== null);
      expect(told.length).toBe(conditions.reduce((sum, condition) => sum + partsOf(condition), 0));
      expect(told.map(({ rule }) => at(policy, rule))).toEqual(
        told.map(({ metric, op }) => expect.objectContaining({ metric, op }) as unknown),
      );
    });
  });

  test("the spelling of moments does not matter", () => {
    law(({ policy, subject }, decision) => {
      const spelt = evaluateTier(subject, policy, { asOf: new Date(asOf) });
      expect(spelt).toEqual(evaluateTier(subject, policy, { asOf: "2026-06-30T09:00:00-07:00" }));
      expect(orThrow(spelt)).toEqual(decision);
    });
  });

  test("a decision survives JSON, and the subject is left alone", () => {
    law((given, decision) => {
      const before = structuredClone(given.subject);
      expect(JSON.parse(JSON.stringify(judge(given)))).toEqual(decision);
      expect(given.subject).toEqual(before);
    });
  });
});

const partsOf = (condition: Condition | null): number =>
  condition !== null && "all" in condition ? condition.all.length : 0;

const byText = (a: unknown, b: unknown): number => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);

/** What a JSON Pointer without escapes names. */
const at = (data: unknown, rule: string): unknown =>
  rule
    .split("/")
    .slice(1)
    .reduce((part, key) => (part as Record<string, unknown>)[key], data);
