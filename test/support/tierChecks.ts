import fc from "fast-check";
import { epochMsOf, minusDuration, money, orThrow } from "clientele/core";
import { compileConditions, type Condition, startSight } from "clientele/rules";
import {
  checkTierPolicy,
  defineTierPolicy,
  evaluateTier,
  type TierCheckOptions,
  type TierDecision,
  type TierExampleStep,
  type TierInput,
  type TierPolicy,
  type TierPolicyFinding,
  type TierPolicyFindingCode,
  type TierPolicyInput,
} from "clientele/tiers";
import { expect } from "vitest";

/** A ladder of three tiers without a fault. */
export const sound = {
  id: "sound",
  version: 1,
  timeZone: "UTC",
  currency: "CNY",
  metrics: [
    { id: "spend", kind: "money", window: { rolling: "P12M" } },
    { id: "orders", kind: "count", window: { rolling: "P12M" } },
    { id: "idleDays", kind: "days" },
  ],
  tiers: [
    { id: "base", rank: 0 },
    {
      id: "silver",
      rank: 1,
      attain: { metric: "spend", op: ">=", value: "1000" },
      retain: { metric: "spend", op: ">=", value: "800" },
    },
    {
      id: "gold",
      rank: 2,
      attain: {
        all: [
          { metric: "spend", op: ">=", value: "5000" },
          { metric: "orders", op: ">=", value: 5 },
        ],
      },
      retain: {
        all: [
          { metric: "spend", op: ">=", value: "4000" },
          { metric: "orders", op: ">=", value: 4 },
        ],
      },
    },
  ],
  downgrade: { mode: "oneStep", also: [], grace: { duration: "P2M", anchor: "firstBreach" } },
  schedule: { every: "quarter" },
  protectionAfterUpgrade: "P1M",
  minimumDwell: "P10D",
  notice: { lead: "P14D" },
} as const satisfies TierPolicyInput;

/** The metric that no tier of {@link sound} asks about is asked here. */
export const dormant = { id: "dormant", when: { metric: "idleDays", op: ">=", value: 180 } } as const;

type Change = Partial<Omit<TierPolicyInput, "downgrade">> & {
  readonly silver?: Partial<TierInput>;
  readonly gold?: Partial<TierInput>;
  readonly downgrade?: Partial<TierPolicyInput["downgrade"]>;
};

/** {@link sound}, without the metric that nothing asks about, changed. */
export const changedInput = ({ silver, gold, downgrade, ...rest }: Change): TierPolicyInput => {
  const [base, second, third] = sound.tiers;
  return {
    ...sound,
    metrics: sound.metrics.slice(0, 2),
    tiers: [base, { ...second, ...silver }, { ...third, ...gold }],
    downgrade: { ...sound.downgrade, ...downgrade },
    ...rest,
  };
};

/** The same as a policy. */
export const changed = (change: Change): TierPolicy => defineTierPolicy<string, string>(changedInput(change));

/** What is found, in short. */
export const found = (policy: TierPolicy, options?: TierCheckOptions): readonly string[] =>
  checkTierPolicy(policy, options).map(
    ({ number, code, severity, path, proved }) =>
      `${number} ${code} ${severity} ${path}${proved ? "" : " (not proved)"}`,
  );

/** Whether a condition holds of the customer of a step: 0 no, 1 unknown, 2 yes. */
function truthOf(
  policy: TierPolicy,
  condition: Condition | null | undefined,
  { subject, asOf }: TierExampleStep,
): number {
  if (condition === null || condition === undefined) throw new Error("no condition");
  const { metrics, currency, timeZone } = policy;
  const program = compileConditions({ metrics, currency, timeZone, conditions: [{ keys: [], condition }] });
  const sight = startSight(program, { asOf });
  sight.observe(subject.metrics, [], subject);
  return sight.truth(0);
}

interface Shown {
  readonly policy: TierPolicy;
  readonly finding: TierPolicyFinding;
  readonly steps: readonly TierExampleStep[];
  readonly decisions: readonly TierDecision[];
}

const tierOf = ({ policy }: Shown, id: unknown): TierPolicy["tiers"][number] => {
  const tier = policy.tiers.find((candidate) => candidate.id === id);
  if (tier === undefined) throw new Error(`no tier ${String(id)}`);
  return tier;
};

/** Kept without anything that holds it; something else, such as a higher tier, may be unknown. */
const kept = ({ from, to, heldBy }: TierDecision): readonly unknown[] => [from, to, heldBy];

const keepsWithoutRetain = (shown: Shown): void => {
  const { policy, finding, steps, decisions } = shown;
  const tier = tierOf(shown, finding.params["tier"]);
  for (const step of steps) {
    expect(truthOf(policy, tier.attain, step)).toBe(2);
    expect(truthOf(policy, tier.retain, step)).toBe(0);
  }
  expect(decisions.map(kept)).toEqual([[tier.id, tier.id, null]]);
};

const attainsElsewhere = (shown: Shown): void => {
  const { policy, finding, steps, decisions } = shown;
  const tier = tierOf(shown, finding.params["tier"]);
  for (const step of steps) expect(truthOf(policy, tier.attain, step)).toBe(2);
  expect(decisions.map(({ action }) => action)).toEqual(["enrol"]);
  expect(decisions[0]?.to).not.toBe(tier.id);
};

const heldThroughATest =
  (kind: string) =>
  (shown: Shown): void => {
    const { policy, decisions, steps } = shown;
    expect(decisions.map(({ action, heldBy }) => [action, heldBy?.kind])).toEqual([["held", kind]]);
    for (const step of steps) expect(truthOf(policy, tierOf(shown, step.to).attain, step)).toBe(0);
  };

/** What the example of each finding must show, beside the actions that stand in it. */
const SHOWS: Readonly<Partial<Record<TierPolicyFindingCode, (shown: Shown) => void>>> = {
  "tier-unreachable": attainsElsewhere,
  "tier-barred": (shown) => {
    attainsElsewhere(shown);
    const base = shown.policy.tiers.find(({ attain }) => attain === null);
    expect(shown.decisions[0]?.to).toBe(base?.id);
  },
  "retain-stricter": keepsWithoutRetain,
  "windows-differ": keepsWithoutRetain,
  "tiers-alike": (shown) => {
    const { policy, finding, steps, decisions } = shown;
    const [tier, lower] = [tierOf(shown, finding.params["tier"]), tierOf(shown, finding.params["lower"])];
    expect(steps.map((step) => [truthOf(policy, tier.attain, step), truthOf(policy, lower.attain, step)])).toEqual([
      [2, 2],
    ]);
    expect(decisions[0]?.to).not.toBe(lower.id);
  },
  "tier-gap": (shown) => {
    const { policy, finding, steps, decisions } = shown;
    const [tier, lower] = [tierOf(shown, finding.params["tier"]), tierOf(shown, finding.params["lower"])];
    expect(steps.map((step) => [truthOf(policy, tier.attain, step), truthOf(policy, lower.attain, step)])).toEqual([
      [2, 0],
    ]);
    expect(tierOf(shown, decisions[0]?.to).rank).toBeGreaterThanOrEqual(tier.rank);
  },
  "retain-gap": (shown) => {
    const { finding, steps, decisions } = shown;
    const [one, other] = steps;
    expect({ ...one?.subject, state: null }).toEqual({ ...other?.subject, state: null });
    expect(decisions.slice(0, 1).map(kept)).toEqual([[finding.params["tier"], finding.params["tier"], null]]);
    expect(decisions.slice(1).map(({ action, from }) => [action, from])).toEqual([
      ["downgrade", finding.params["lower"]],
    ]);
  },
  "unit-other-currency": ({ policy, steps, decisions, finding }) => {
    expect(decisions[0]?.findings.map(({ code }) => code)).toContain("metric-other-currency");
    const metric = String(finding.params["metric"]);
    expect(steps[0]?.subject.metrics[metric]).not.toMatchObject({ currency: policy.currency });
  },
  "grace-outlasts-period": (shown) => {
    const { policy, steps, decisions, finding } = shown;
    expect(decisions.map(({ action, heldBy }) => [action, heldBy?.kind])).toEqual([
      ["graceStarted", "grace"],
      ["graceContinued", "grace"],
    ]);
    const [first, second] = steps;
    expect(second?.subject.state).toEqual(decisions[0]?.stateAfter);
    const period = epochMsOf(second?.asOf) - epochMsOf(first?.asOf) + 1;
    expect(finding.params["period"]).toEqual({ kind: "duration", ms: period });
    for (const step of steps) {
      const { attain, retain } = tierOf(shown, step.to);
      expect(truthOf(policy, retain ?? attain, step)).toBe(0);
    }
  },
  "protection-outlasts-period": heldThroughATest("protection"),
  "dwell-outlasts-period": heldThroughATest("minimumDwell"),
  "condition-always-holds": ({ policy, finding, steps }) => {
    const condition = finding.keys.reduce<unknown>(
      (part, key) => (part as Readonly<Record<string | number, unknown>>)[key],
      policy,
    ) as Condition;
    expect(steps.map((step) => truthOf(policy, condition, step))).toEqual([2]);
  },
  "balance-asked": ({ finding, steps, decisions }) => {
    const { tier } = finding.params;
    expect(decisions.slice(0, 1).map(kept)).toEqual([[tier, tier, null]]);
    expect(decisions.slice(1).map(({ action }) => action)).toEqual(["downgrade"]);
    const metric = String(finding.params["metric"]);
    const [before, after] = steps.map(({ subject }) => subject);
    expect({ ...before?.metrics, [metric]: null }).toEqual({ ...after?.metrics, [metric]: null });
    const left = after?.metrics[metric];
    expect(JSON.stringify(left)).toMatch(/^(0|.*"(amount":"0(\.0+)?"|value":0).*)$/);
  },
  "also-holds-down": (shown) => {
    const { policy, finding, steps, decisions } = shown;
    const rule = policy.downgrade.also.find(({ id }) => id === finding.params["id"]);
    const tiers = finding.params["tiers"] as readonly string[];
    for (const step of steps) {
      expect(truthOf(policy, rule?.when, step)).toBe(2);
      expect(truthOf(policy, tierOf(shown, tiers.at(-1)).attain, step)).toBe(2);
    }
    expect(decisions.map(({ to }) => tierOf(shown, to).attain)).toEqual([null]);
  },
  "unknown-demotes": ({ policy, finding, steps, decisions }) => {
    expect(decisions.map(({ action }) => action)).toEqual(["downgrade"]);
    const plain = JSON.parse(JSON.stringify(policy), (key, value: unknown) =>
      key === "onMissing" ? null : value,
    ) as TierPolicyInput;
    const without = defineTierPolicy<string, string>(plain);
    for (const { subject, asOf } of steps) {
      for (const metric of finding.params["metrics"] as readonly string[]) expect(subject.metrics[metric]).toBeNull();
      expect(orThrow(evaluateTier(subject, without, { asOf })).action).not.toBe("downgrade");
    }
  },
  "notice-too-late": ({ policy, decisions }) => {
    const lead = policy.notice?.lead ?? "PT0S";
    expect(decisions).toHaveLength(1);
    for (const { action, asOf, effectiveAt, validUntil, notice } of decisions) {
      expect(["downgrade", "graceStarted", "upgrade"]).toContain(action);
      const effect = action === "graceStarted" ? validUntil : effectiveAt;
      if (effect === null) throw new Error("a grace has an end");
      expect(epochMsOf(minusDuration(effect, lead, policy))).toBeLessThan(epochMsOf(asOf));
      expect(notice?.dueAt).toBe(asOf);
    }
  },
  "tier-gone": ({ finding, steps }) => {
    expect(steps.map(({ subject, refusal }) => [subject.state?.tier, refusal])).toEqual([
      [finding.params["tier"], "tier-not-in-policy"],
    ]);
  },
};

/** Judges the customers of a finding's example: each is judged as it says, and shows what the finding says. */
export function reproduces(policy: TierPolicy, finding: TierPolicyFinding): void {
  const { code, example } = finding;
  const shows = SHOWS[code];
  if (example === null) {
    expect([code, shows === undefined || code === "windows-differ"]).toEqual([code, true]);
    return;
  }
  const steps = JSON.parse(JSON.stringify(example.steps)) as readonly TierExampleStep[];
  expect(steps).toEqual(example.steps);
  const decisions = steps.flatMap(({ subject, asOf, action, to, refusal }): readonly TierDecision[] => {
    const judged = evaluateTier(subject, policy, { asOf });
    if (!judged.ok) {
      expect({ action: null, to: null, refusal: judged.error.code }).toEqual({ action, to, refusal });
      return [];
    }
    expect({ action: judged.value.action, to: judged.value.to, refusal: null }).toEqual({ action, to, refusal });
    return [judged.value];
  });
  if (shows === undefined) throw new Error(`${code} has an example that shows nothing`);
  shows({ policy, finding, steps, decisions });
}

const anyOnMissing = fc.constantFrom(null, null, "met", "unmet");
const anyLeaf: fc.Arbitrary<Condition<"spend" | "orders" | "points" | "score">> = fc.oneof(
  fc.record({
    metric: fc.constant("spend"),
    op: fc.constantFrom(">=", ">", "<"),
    value: fc.nat({ max: 4 }).map((yuan) => money(String(yuan), "CNY").amount),
    onMissing: anyOnMissing,
  }),
  fc.record({
    metric: fc.constantFrom("orders", "points"),
    op: fc.constantFrom(">=", "<=", "!="),
    value: fc.nat({ max: 3 }),
    onMissing: anyOnMissing,
  }),
  fc.record({
    metric: fc.constant("score"),
    op: fc.constant("in"),
    value: fc.uniqueArray(fc.nat({ max: 3 }), { minLength: 1, maxLength: 3 }),
    onMissing: anyOnMissing,
  }),
  fc.record({
    performed: fc.record({
      event: fc.constantFrom("login", "visit"),
      times: fc.integer({ min: 1, max: 3 }),
      within: fc.constantFrom(null, "P30D", "P3M"),
    }),
  }),
  fc.record({
    performed: fc.record({ event: fc.constant("login"), where: fc.constantFrom({ subject: "a" }, { subject: "b" }) }),
  }),
  fc.record({
    lastPerformed: fc.record({
      event: fc.constantFrom("login", "visit"),
      op: fc.constantFrom("within", "before"),
      duration: fc.constantFrom("P30D", "P10D"),
    }),
  }),
  fc.record({ memberOf: fc.record({ segment: fc.constantFrom("a", "b") }) }),
  fc.record({ bucket: fc.record({ seed: fc.constantFrom("s", "t"), share: fc.constantFrom(0.1, 0.5) }) }),
);

const anyCondition: fc.Arbitrary<Condition> = fc.oneof(
  { weight: 3, arbitrary: anyLeaf },
  { weight: 2, arbitrary: fc.array(anyLeaf, { minLength: 1, maxLength: 3 }).map((all) => ({ all })) },
  { weight: 1, arbitrary: fc.array(anyLeaf, { minLength: 1, maxLength: 2 }).map((any) => ({ any })) },
  { weight: 1, arbitrary: anyLeaf.map((not) => ({ not })) },
);

const anyPeriod = fc.constantFrom("month", "quarter", "halfYear", "year");
const anyTerm = fc.constantFrom("P10D", "P1M", "P3M", "P100D", "P1Y");

/** Policies of every make, most of them with faults. */
export const anyPolicyInput: fc.Arbitrary<TierPolicyInput> = fc
  .record({
    tiers: fc.array(
      fc.record({
        attain: anyCondition,
        retain: fc.option(anyCondition),
        lifetime: fc.option(anyCondition, { freq: 5 }),
        downgradeAllowed: fc.constantFrom(null, null, null, false),
      }),
      { minLength: 1, maxLength: 3 },
    ),
    also: fc.array(anyCondition, { maxLength: 2 }),
    mode: fc.constantFrom("oneStep", "toQualified"),
    upgrade: fc.record({
      mode: fc.constantFrom("oneStep", "toQualified"),
      when: fc.constantFrom("now", "nextPeriod"),
    }),
    grace: fc.option(
      fc.record({ duration: anyTerm, fromExpiry: fc.boolean(), roundUp: fc.constantFrom(null, "day", "month") }),
    ),
    validity: fc.option(
      fc.oneof(
        fc.record({ lasts: anyTerm, roundUp: fc.constantFrom(null, "month") }),
        fc.record({ calendar: anyPeriod, ahead: fc.nat({ max: 1 }), plus: fc.constantFrom(null, "P10D") }),
      ),
    ),
    schedule: fc.option(fc.record({ every: anyPeriod, fiscalStart: fc.integer({ min: 1, max: 12 }) })),
    protectionAfterUpgrade: fc.option(anyTerm),
    minimumDwell: fc.option(anyTerm),
    lead: fc.option(anyTerm),
    effectiveFrom: fc.constantFrom(null, "2026-04-01T00:00:00Z"),
    effectiveTo: fc.constantFrom(null, "2026-09-10T00:00:00Z"),
    timeZone: fc.constantFrom("UTC", "Asia/Shanghai", "America/New_York"),
    minSample: fc.constantFrom(null, 3),
    maxAge: fc.constantFrom(null, "P30D"),
  })
  .map(({ tiers, also, mode, upgrade, grace, lead, minSample, maxAge, ...rest }) => ({
    id: "any",
    version: 1,
    currency: "CNY",
    metrics: [
      { id: "spend", kind: "money", unit: "USD", window: { rolling: "P12M" } },
      { id: "orders", kind: "count", minSample, maxAge },
      { id: "points", kind: "count", redeemable: true },
      { id: "score", kind: "number" },
    ],
    tiers: [{ id: "tier-0", rank: 0 }, ...tiers.map((tier, at) => ({ ...tier, id: `tier-${at + 1}`, rank: at + 1 }))],
    ...rest,
    upgrade: rest.schedule === null ? { mode: upgrade.mode } : upgrade,
    downgrade: {
      mode,
      also: also.map((when, at) => ({ id: `rule-${at}`, when })),
      grace:
        grace === null
          ? null
          : {
              duration: grace.duration,
              roundUp: grace.roundUp,
              anchor: grace.fromExpiry && rest.validity !== null ? ("expiry" as const) : ("firstBreach" as const),
            },
    },
    notice: lead === null ? null : { lead },
  }));
