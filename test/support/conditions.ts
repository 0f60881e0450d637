import fc from "fast-check";
import { type Money, moneyFromMinor } from "clientele/core";
import {
  type ActivityCount,
  type Condition,
  defineRule,
  type MetricValues,
  type Rule,
  type RuleContext,
  type RuleInput,
} from "clientele/rules";

/** One metric of every kind. */
export const metrics = [
  { id: "spend", kind: "money", labels: { en: "spend", "zh-CN": "消费" } },
  { id: "orders", kind: "count", unit: "orders" },
  { id: "idle", kind: "days" },
  { id: "repeat", kind: "share" },
  { id: "nps", kind: "number" },
  { id: "city", kind: "text" },
  { id: "listed", kind: "boolean" },
  { id: "since", kind: "day" },
] as const;

/** Their names. */
export type KnownMetric = (typeof metrics)[number]["id"];

/** Whole fen as yuan. */
export const yuan = (fen: number): Money => moneyFromMinor(fen, "CNY");

/** The moment that is judged at. */
export const AS_OF = "2026-07-01T00:00:00+08:00";

/** A rule of a condition, as input. */
export const inputOf = (when: Condition<KnownMetric>): RuleInput<KnownMetric> => ({
  id: "rule",
  version: 3,
  timeZone: "Asia/Shanghai",
  currency: "CNY",
  metrics,
  when,
});

/** A rule of a condition. */
export const ruleOf = (when: Condition<KnownMetric>): Rule<KnownMetric> => defineRule<KnownMetric>(inputOf(when));

const ORDERED = [">=", "<=", ">", "<", "=", "!="] as const;
const few = <T>(values: fc.Arbitrary<T>): fc.Arbitrary<T[]> => fc.uniqueArray(values, { minLength: 1, maxLength: 3 });
const onMissing = fc
  .constantFrom("unknown", "met", "unmet", null, undefined)
  .map((word) => (word === undefined ? {} : { onMissing: word }));

const amounts = fc.nat({ max: 30 }).map((fen) => yuan(fen).amount);
const smallCounts = fc.nat({ max: 5 });
const reals = fc.constantFrom(-1.5, 0, 0.1, 0.3, 2, 7);
const shares = fc.constantFrom(0, 0.25, 0.5, 1);
const cities = fc.constantFrom("Suzhou", "Xi'an", "constructor");
const days = fc.constantFrom("2025-12-31", "2026-01-01", "2026-02-28");

const ordered = (
  metric: KnownMetric,
  values: fc.Arbitrary<string> | fc.Arbitrary<number>,
): fc.Arbitrary<Condition<KnownMetric>> =>
  fc.oneof(
    fc
      .tuple(fc.constantFrom(...ORDERED), values as fc.Arbitrary<string | number>, onMissing)
      .map(([op, value, rest]) => ({ metric, op, value, ...rest })),
    fc
      .tuple(fc.constantFrom("in", "notIn"), few(values as fc.Arbitrary<string | number>), onMissing)
      .map(([op, value, rest]) => ({ metric, op, value, ...rest })),
  );

/** A comparison of any kind of metric. */
export const anyComparison: fc.Arbitrary<Condition<KnownMetric>> = fc.oneof(
  ordered("spend", amounts),
  ordered("orders", smallCounts),
  ordered("idle", reals),
  ordered("repeat", shares),
  ordered("nps", reals),
  ordered("since", days),
  fc.oneof(
    fc
      .tuple(fc.constantFrom("=", "!="), cities, onMissing)
      .map(([op, value, rest]): Condition<KnownMetric> => ({ metric: "city", op, value, ...rest })),
    fc
      .tuple(fc.constantFrom("in", "notIn"), few(cities), onMissing)
      .map(([op, value, rest]): Condition<KnownMetric> => ({ metric: "city", op, value, ...rest })),
  ),
  fc
    .tuple(fc.constantFrom("=", "!="), fc.boolean(), onMissing)
    .map(([op, value, rest]): Condition<KnownMetric> => ({ metric: "listed", op, value, ...rest })),
);

/** Something asked beside the metrics. */
const anyBehaviour: fc.Arbitrary<Condition<KnownMetric>> = fc.oneof(
  fc
    .record({
      event: fc.constantFrom("login", "visit"),
      where: fc.constantFrom(null, { subject: "a" }),
      times: fc.constantFrom(null, 1, 2, 3),
      within: fc.constantFrom(null, "P1D", "P1M"),
    })
    .map((performed) => ({ performed })),
  fc
    .record({
      event: fc.constantFrom("login", "visit"),
      op: fc.constantFrom("within", "before"),
      duration: fc.constantFrom("P1D", "P1M"),
    })
    .map((lastPerformed) => ({ lastPerformed })),
  fc.constantFrom("vip", "new").map((segment) => ({ memberOf: { segment } })),
  fc.constantFrom(0, 0.3, 1).map((share) => ({ bucket: { seed: "s", share } })),
);

/** A condition made of leaves. */
const conditionOf = (leaf: fc.Arbitrary<Condition<KnownMetric>>): fc.Arbitrary<Condition<KnownMetric>> =>
  fc.letrec<{ tree: Condition<KnownMetric> }>((tie) => {
    const parts = fc.array(tie("tree"), { minLength: 1, maxLength: 4 });
    return {
      tree: fc.oneof(
        { maxDepth: 4, withCrossShrink: true },
        { arbitrary: leaf, weight: 3 },
        parts.map((all) => ({ all })),
        parts.map((any) => ({ any })),
        parts.chain((of) => fc.integer({ min: 1, max: of.length }).map((n) => ({ atLeast: { n, of } }))),
        tie("tree").map((not) => ({ not })),
      ),
    };
  }).tree;

/** A condition on metrics alone. */
export const anyMetricCondition: fc.Arbitrary<Condition<KnownMetric>> = conditionOf(anyComparison);

/** Any condition. */
export const anyCondition: fc.Arbitrary<Condition<KnownMetric>> = conditionOf(
  fc.oneof({ arbitrary: anyComparison, weight: 2 }, anyBehaviour),
);

/** Values of every metric, none amiss. */
export const anyKnownValues: fc.Arbitrary<Required<MetricValues<KnownMetric>>> = fc.record({
  spend: fc.oneof(
    fc.nat({ max: 32 }).map(yuan),
    fc.constantFrom("0.055", "0.105", "-0.20", "1234567890123456789.01").map((amount) => ({ amount, currency: "CNY" })),
  ),
  orders: smallCounts,
  idle: reals,
  repeat: shares,
  nps: reals,
  city: fc.constantFrom("Suzhou", "Xi'an", "constructor", "toString", ""),
  listed: fc.boolean(),
  since: fc.constantFrom("2025-12-30", "2025-12-31", "2026-01-01", "2026-02-28", "2026-03-01"),
});

/** Nothing, or something that is no value of the metric's kind. */
export const notKnown: readonly unknown[] = [
  null,
  undefined,
  NaN,
  Infinity,
  -1e309,
  {},
  [],
  { value: null },
  { value: NaN },
  { amount: "1.00", currency: "USD" },
  { amount: 1, currency: "CNY" },
  { amount: "1e3", currency: "CNY" },
  "12x",
  Symbol.iterator,
  () => 1,
  10n,
];

/** Values of which each may be missing or amiss. */
export const anyValues: fc.Arbitrary<MetricValues<KnownMetric>> = fc
  .tuple(
    anyKnownValues,
    fc.array(fc.tuple(fc.constantFrom(...metrics.map(({ id }) => id)), fc.nat({ max: 4 })), { maxLength: 8 }),
  )
  .map(([values, gaps]) => ({
    ...values,
    ...Object.fromEntries(gaps.map(([id, which]) => [id, notKnown[which]])),
  }));

const moments = fc.constantFrom(
  "2026-06-30T12:00:00+08:00",
  "2026-06-30T00:00:00+08:00",
  "2026-06-10T00:00:00+08:00",
  "2026-01-01T00:00:00+08:00",
);

/** What is known of a customer beside the metrics, or is not. */
export const anyContext: fc.Arbitrary<RuleContext> = fc.record({
  asOf: fc.constant(AS_OF),
  customerId: fc.constantFrom("C-1", "C-2", null),
  activity: fc.option(
    fc.array(
      fc.record({
        customerId: fc.constant("C-1"),
        at: fc.oneof({ arbitrary: moments, weight: 8 }, fc.constantFrom("yesterday", "2027-01-01T00:00:00Z")),
        kind: fc.constantFrom("login", "visit"),
        subject: fc.constantFrom("a", "b", null),
      }),
      { maxLength: 6 },
    ),
  ),
  activityCounts: fc.option(
    fc.array(
      fc.record({
        kind: fc.constantFrom("login", "visit"),
        times: fc.constantFrom(0, 2, null),
        within: fc.constantFrom(null, "P1D", "P1M"),
        lastAt: fc.constantFrom<ActivityCount["lastAt"]>(undefined, null, "2026-06-30T12:00:00+08:00"),
      }),
      { maxLength: 3 },
    ),
  ),
  segments: fc.constantFrom<RuleContext["segments"]>(null, [], ["vip"], { vip: true, new: null }, { new: false }),
});
