import fc from "fast-check";
import type { JsonValue } from "clientele/core";
import type { Condition, MetricDefinitionInput } from "clientele/rules";
import { parseTierPolicy, type TierPolicy, type TierPolicyInput } from "clientele/tiers";
import { anyCondition, type KnownMetric, metrics as plain } from "./conditions.ts";

type Definition = MetricDefinitionInput;

const of = <const Value>(...values: readonly Value[]): fc.Arbitrary<Value> => fc.constantFrom(...values);
const windows = of<NonNullable<Definition["window"]>>(
  "lifetime",
  { rolling: "P12M" },
  { rolling: "P1Y6M" },
  { calendar: "quarter" },
  { calendar: "year", fiscalStart: 4, back: 1 },
  { calendar: "halfYear", back: 3 },
  { anniversary: "enrolment", every: "P1Y" },
  { anniversary: "firstPurchase", every: "P6M", back: 1 },
  { anniversary: "tierStart", every: "P30D", back: 2 },
);
const names = of<string | readonly string[] | null>(null, "a", ["a"], ["a", "b"]);
const where = <Key extends string>(...keys: readonly Key[]): fc.Arbitrary<Readonly<Record<Key, unknown>> | null> =>
  fc.option(fc.record(Object.fromEntries(keys.map((key) => [key, names])) as Record<Key, typeof names>));
const direction = of(null, "inbound", "outbound");

/** What may be measured over a window, or without one, by the kind of metric it makes. */
const measured: Readonly<Record<string, readonly [over: fc.Arbitrary<unknown>, now: fc.Arbitrary<unknown>]>> = {
  spend: [
    fc.oneof(
      of("net", "gross", "largestDay").map((orders) => ({ orders })),
      of("half-even", "half-up", "half-down", "up", "down", "floor", "ceiling").map((rounding) => ({
        orders: "mean",
        rounding,
      })),
      of({ refunds: "amount" }),
    ),
    of({ contracts: "value" }),
  ],
  orders: [
    fc.oneof(
      of({ orders: "count" }, { orders: "purchaseDays" }, { refunds: "count" }, { answers: "count" }),
      fc.record({ activity: of("count", "days"), where: where("kind", "subject") }),
      fc.record({
        interactions: of("count", "days"),
        where: fc.option(fc.record({ channel: names, direction, subject: names })),
      }),
      fc.record({ cases: of("opened"), where: where("severity", "subject", "channel") }),
    ),
    fc.oneof(of({ contracts: "active" }), fc.record({ cases: of("open"), where: where("severity") })),
  ],
  idle: [
    of({ orders: "purchaseDays" }),
    fc.oneof(
      of("enrolment", "firstPurchase", "tierStart").map((tenure) => ({ tenure })),
      of({ inactivity: "orders" }, { contracts: "endsInDays" }),
      fc.record({ inactivity: of("activity"), where: where("kind", "subject") }),
      fc.record({
        inactivity: of("interactions"),
        where: fc.option(fc.record({ channel: names, direction, subject: names })),
      }),
    ),
  ],
  repeat: [
    fc.oneof(
      of({ refunds: "share" }, { cases: "repeatedShare" }),
      fc.record({
        answers: of("shareAtOrAbove", "shareAtOrBelow"),
        level: of(4, 4.5),
        where: where("survey", "question"),
      }),
    ),
    of({ share: "part", of: "whole" }),
  ],
  nps: [
    fc.record({ answers: of("mean", "nps"), where: where("survey") }),
    of({ change: "part", as: "difference" }, { change: "part", as: "ratio" }),
  ],
};

const anyLabels = of(null, { en: "Spend" }, { "zh-CN": "消费额" }, { en: "Spend", "zh-CN": "消费" }, { en: "spend" });

/** One metric of every kind, measured in some way or brought; and two to be parts of others. */
const anyMetrics: fc.Arbitrary<readonly Definition[]> = fc
  .tuple(
    ...plain.map(({ id, kind }): fc.Arbitrary<Definition> => {
      const ways = measured[id];
      const shape =
        ways === undefined
          ? fc.constant({})
          : fc.oneof(
              fc.record({ measure: ways[0], window: windows }),
              ways[1].map((measure) => ({ measure })),
              fc.record({ window: fc.option(windows) }),
            );
      return fc
        .record({
          shape,
          unit: of(null, "orders", "days", "cups"),
          betterWhen: of(null, "higher", "lower"),
          minSample: of(null, 1, 5),
          maxAge: of(null, "P90D", "P1Y"),
          labels: anyLabels,
        })
        .map(({ shape: more, ...rest }) => ({ id, kind, ...rest, ...more }));
    }),
  )
  .map((list) => [
    ...list,
    { id: "part", kind: "count", window: { rolling: "P3M" }, measure: { orders: "count" } },
    { id: "whole", kind: "count", window: { rolling: "P9M" }, measure: { orders: "purchaseDays" } },
  ]);

/** The first condition of a tree that is no group. */
function firstLeaf(condition: Condition<KnownMetric>): Condition<KnownMetric> {
  const [part] =
    "all" in condition
      ? condition.all
      : "any" in condition
        ? condition.any
        : "atLeast" in condition
          ? condition.atLeast.of
          : "not" in condition
            ? [condition.not]
            : [];
  return part === undefined ? condition : firstLeaf(part);
}

const leaf = anyCondition.map(firstLeaf);
const groupsOf = (part: fc.Arbitrary<Condition<KnownMetric>>): fc.Arbitrary<Condition<KnownMetric>> =>
  fc.oneof(
    fc.array(part, { minLength: 1, maxLength: 3 }).map((all) => ({ all })),
    fc.array(part, { minLength: 1, maxLength: 2 }).map((any) => ({ any })),
    fc.array(part, { minLength: 2, maxLength: 3 }).chain((list) => of(1, 2).map((n) => ({ atLeast: { n, of: list } }))),
    part.map((not) => ({ not })),
  );
/** A condition of at most three levels. */
const asks = fc.oneof(leaf, groupsOf(leaf), groupsOf(fc.oneof(leaf, groupsOf(leaf))));
const length = of(null, "P1M", "P2W", "P1Y3M", "PT36H");
const roundUp = of(null, "day", "month", "quarter", "halfYear", "year");
const period = of("month", "quarter", "halfYear", "year");
const fiscalStart = of(null, 1, 4);

/** A tier policy of everything that one can say. */
export const anyTierPolicyInput: fc.Arbitrary<TierPolicyInput> = fc
  .record({
    metrics: anyMetrics,
    rungs: fc.array(
      fc.record({
        labels: anyLabels,
        servicePackage: of(null, "gold-care", "basic"),
        attain: asks,
        retain: fc.option(asks),
        lifetime: fc.option(asks),
        downgradeAllowed: of(null, true, false),
      }),
      { maxLength: 3 },
    ),
    also: fc.array(fc.record({ labels: anyLabels, when: asks }), { maxLength: 2 }),
    scheme: of(null, "grades"),
    effectiveFrom: of(null, "2026-01-01T00:00:00+08:00"),
    effectiveTo: of(null, "2027-01-01T00:00:00+08:00"),
    upgrade: fc.option(fc.record({ mode: of(null, "oneStep", "toQualified"), when: of(null, "now", "nextPeriod") })),
    mode: of("oneStep", "toQualified"),
    grace: fc.option(fc.record({ duration: of("P1M", "P2W"), anchor: of("firstBreach", "expiry"), roundUp })),
    validity: fc.option(
      fc.oneof(
        fc.record({ lasts: of("P1Y", "P90D"), roundUp }),
        fc.record({ calendar: period, fiscalStart, ahead: of(null, 0, 1), plus: length }),
      ),
    ),
    schedule: fc.option(fc.record({ every: period, fiscalStart })),
    protectionAfterUpgrade: length,
    minimumDwell: length,
    notice: fc.option(fc.record({ lead: of("P14D", "P1M") })),
    meta: of(null, { approvedBy: "board", copies: [1, 2] }),
  })
  .map(({ rungs, also, mode, grace, upgrade, ...rest }) => ({
    id: "grades",
    version: 2,
    timeZone: "Asia/Shanghai",
    currency: "CNY",
    ...rest,
    upgrade: upgrade && { ...upgrade, when: rest.schedule === null ? null : upgrade.when },
    tiers: [
      { id: "base", rank: 0, labels: { en: "Base", "zh-CN": "普通" } },
      ...rungs.map((rung, at) => ({ id: `tier-${at + 1}`, rank: 10 * (at + 1), ...rung })),
    ],
    downgrade: {
      mode,
      also: also.map((rule, at) => ({ id: `rule-${at + 1}`, ...rule })),
      grace: grace && { ...grace, anchor: rest.validity === null ? "firstBreach" : grace.anchor },
    },
  }));

/** One that went through the door. */
export const anyTierPolicy: fc.Arbitrary<TierPolicy> = anyTierPolicyInput.map(checked);

/** The checked policy, or the issues that keep it from being one. */
export function checked(input: unknown): TierPolicy {
  const parsed = parseTierPolicy(input);
  if (parsed.ok) return parsed.value;
  throw new Error(JSON.stringify(parsed.error));
}

/** A place in a document. */
export type Place = readonly (string | number)[];

/** Every leaf of a document, with its place; an empty list or object is one. */
export function leavesOf(
  value: JsonValue,
  at: Place = [],
): readonly { readonly at: Place; readonly value: JsonValue }[] {
  if (typeof value !== "object" || value === null) return [{ at, value }];
  const members = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  if (members.length === 0) return [{ at, value }];
  return members.flatMap(([key, member]) => leavesOf(member as JsonValue, [...at, key]));
}

/** A copy of a document with another value at a place. */
export function withValue(document: unknown, [key, ...rest]: Place, value: unknown): unknown {
  if (key === undefined) return value;
  const copy = (Array.isArray(document) ? [...(document as unknown[])] : { ...(document as object) }) as Record<
    string | number,
    unknown
  >;
  copy[key] = withValue(copy[key], rest, value);
  return copy;
}

/** Values of which some fit at any place of a policy. */
const FITTING: readonly JsonValue[] = [
  ...["month", "quarter", "halfYear", "year", "day", "oneStep", "toQualified", "now", "nextPeriod", "firstBreach"],
  ...[
    "expiry",
    "P1M",
    "P2M",
    "P12M",
    "PT5H",
    "P9D",
    "higher",
    "lower",
    "net",
    "gross",
    "count",
    "days",
    "amount",
    "mean",
  ],
  ...["nps", "opened", "enrolment", "tierStart", "inbound", "outbound", "difference", "ratio", "half-up", "ceiling"],
  ...["active", "value", "money", "share", "number", "text", "boolean", ">=", "<", "=", "!=", "in", "within", "before"],
  ...["met", "unmet", "unknown", "CNY", "USD", "UTC", "Europe/Paris", "10", "20.5", "7.25", "spend", "orders", "idle"],
  ...["city", "part", "whole", "Suzhou", "Wuxi", "2026-05-01", "2027-06-01T00:00:00Z", "2025-06-01T00:00:00Z", "other"],
  ...[0, 0.5, 1, 2, 3, 7, 12, 365, -4.5, true, false, null],
];

/** Another policy, which differs in a single leaf; null where none of the values fits. */
function changedAt(policy: TierPolicy, at: Place, value: JsonValue, first: number): TierPolicy | null {
  for (let step = 0; step < FITTING.length; step++) {
    const other = FITTING[(first + step * 37) % FITTING.length];
    if (other === value) continue;
    const parsed = parseTierPolicy(withValue(policy, at, other));
    if (parsed.ok) return parsed.value;
  }
  return null;
}

/** A policy, and the same but for one leaf. */
export interface LeafChange {
  readonly before: TierPolicy;
  readonly after: TierPolicy;
  /** Where the leaf is. */
  readonly at: Place;
}

/** Any of them. */
export const anyLeafChange: fc.Arbitrary<LeafChange> = fc
  .tuple(anyTierPolicy, fc.nat(), fc.nat())
  .map(([before, leaf, first]) => {
    const leaves = leavesOf(before as unknown as JsonValue);
    // some leaves stand alone: a tier's `attain` where it is the base's
    for (let step = 0; step < leaves.length; step++) {
      const { at = [], value = null } = leaves[(leaf + step) % leaves.length] ?? {};
      const after = changedAt(before, at, value, first);
      if (after !== null) return { before, after, at };
    }
    throw new Error("a policy of which no leaf can be changed");
  });
