import { DomainError, type Duration, show } from "../core/index.ts";
import type { MetricKind } from "./metricModel.ts";
import type {
  Bucket,
  Comparison,
  ComparisonOp,
  ComparisonValue,
  Condition,
  LastPerformed,
  MemberOf,
  OnMissing,
  Performed,
} from "./model.ts";

/** What the values of a kind of metric are in a condition: decimal text for money, `YYYY-MM-DD` for days. */
export type ValueOfKind<Kind extends MetricKind> = Kind extends "money" | "text" | "day"
  ? string
  : Kind extends "boolean"
    ? boolean
    : number;

/** What may be said further of a comparison. */
export interface ComparisonOptions {
  /** What it is when the metric is not known. */
  readonly onMissing?: OnMissing;
}

/** Comparisons with a metric of any kind. */
export interface NamedMetric<Metric extends string, Value extends ComparisonValue> {
  /** The metric equals the value. */
  is(value: Value, options?: ComparisonOptions): Comparison<Metric>;
  /** The metric is known and does not equal the value. */
  isNot(value: Value, options?: ComparisonOptions): Comparison<Metric>;
  /** The metric equals one of the values. */
  oneOf(values: readonly Value[], options?: ComparisonOptions): Comparison<Metric>;
  /** The metric is known and equals none of the values. */
  noneOf(values: readonly Value[], options?: ComparisonOptions): Comparison<Metric>;
}

/** Comparisons with a metric whose values have an order. */
export interface OrderedMetric<Metric extends string, Value extends ComparisonValue>
  extends NamedMetric<Metric, Value> {
  /** The metric is the value or more. */
  atLeast(value: Value, options?: ComparisonOptions): Comparison<Metric>;
  /** The metric is the value or less. */
  atMost(value: Value, options?: ComparisonOptions): Comparison<Metric>;
  /** The metric is more than the value. */
  moreThan(value: Value, options?: ComparisonOptions): Comparison<Metric>;
  /** The metric is less than the value. */
  lessThan(value: Value, options?: ComparisonOptions): Comparison<Metric>;
}

/** The comparisons that fit a kind of metric. */
export type MetricOfKind<Metric extends string, Kind extends MetricKind> = Kind extends "boolean"
  ? Pick<NamedMetric<Metric, boolean>, "is" | "isNot">
  : Kind extends "text"
    ? NamedMetric<Metric, string>
    : OrderedMetric<Metric, ValueOfKind<Kind>>;

/** As much of a metric's definition as its conditions need. */
export interface BuilderMetric {
  /** Names the metric. */
  readonly id: string;
  /** What its values are. */
  readonly kind: MetricKind;
}

/** Makes conditions on certain metrics. Whatever it makes is plain data. */
export interface RuleBuilder<Metrics extends readonly BuilderMetric[]> {
  /** Starts a comparison with a metric. */
  metric<Id extends Metrics[number]["id"]>(
    id: Id,
  ): MetricOfKind<Id, Extract<Metrics[number], Readonly<Record<"id", Id>>>["kind"]>;
  /** Every one of these. */
  all(...parts: readonly Condition<Metrics[number]["id"]>[]): Condition<Metrics[number]["id"]>;
  /** One of these or more. */
  any(...parts: readonly Condition<Metrics[number]["id"]>[]): Condition<Metrics[number]["id"]>;
  /** So many of these, or more. */
  atLeast(n: number, ...parts: readonly Condition<Metrics[number]["id"]>[]): Condition<Metrics[number]["id"]>;
  /** The opposite of this. */
  not(part: Condition<Metrics[number]["id"]>): Condition<Metrics[number]["id"]>;
  /** The customer did this, often enough, recently enough. */
  performed(event: string, terms?: Omit<Performed["performed"], "event">): Performed;
  /** The customer last did this less than this long ago. */
  lastWithin(event: string, terms: { readonly duration: Duration }): LastPerformed;
  /** The customer has not done this for so long, or never. */
  notSince(event: string, terms: { readonly duration: Duration }): LastPerformed;
  /** The customer belongs to this segment. */
  memberOf(segment: string): MemberOf;
  /** The customer falls into this part of everyone. */
  bucket(seed: string, terms: { readonly share: number }): Bucket;
}

/**
 * Makes conditions whose metric names and values are checked by the compiler: a misspelt metric, an amount that is no
 * text, an order among names do not compile. What it makes is the plain condition, for `defineRule` or a policy.
 *
 * @param metrics - The metrics' definitions; `id` and `kind` are enough.
 * @returns `metric`, which starts a comparison; `all`, `any`, `atLeast`, `not`; `performed`, `lastWithin`, `notSince`,
 *   `memberOf`, `bucket`. Each may be taken out and used alone.
 *
 * @example
 * ```ts
 * import { ruleBuilder } from "clientele/rules";
 *
 * const { metric, all, not } = ruleBuilder([
 *   { id: "spend", kind: "money" },
 *   { id: "city", kind: "text" },
 * ]);
 *
 * all(metric("spend").atLeast("50000.00"), not(metric("city").is("Suzhou"))); // => {
 * //   all: [
 * //     { metric: "spend", op: ">=", value: "50000.00" },
 * //     { not: { metric: "city", op: "=", value: "Suzhou" } },
 * //   ],
 * // }
 * ```
 */
export function ruleBuilder<const Metrics extends readonly BuilderMetric[]>(metrics: Metrics): RuleBuilder<Metrics> {
  type Name = Metrics[number]["id"];
  const known = new Set<string>(metrics.map(({ id }) => id));
  return {
    metric: (id) => {
      if (!known.has(id)) {
        throw new DomainError("invalid-option", `metric: expected one of the builder's metrics, received ${show(id)}`);
      }
      return comparisonsOf(id) as MetricOfKind<
        typeof id,
        Extract<Metrics[number], Readonly<Record<"id", typeof id>>>["kind"]
      >;
    },
    all: (...parts: readonly Condition<Name>[]) => ({ all: parts }),
    any: (...parts: readonly Condition<Name>[]) => ({ any: parts }),
    atLeast: (n, ...parts: readonly Condition<Name>[]) => ({ atLeast: { n, of: parts } }),
    not: (part) => ({ not: part }),
    performed: (event, terms = {}) => ({ performed: { event, ...terms } }),
    lastWithin: (event, { duration }) => ({ lastPerformed: { event, op: "within", duration } }),
    notSince: (event, { duration }) => ({ lastPerformed: { event, op: "before", duration } }),
    memberOf: (segment) => ({ memberOf: { segment } }),
    bucket: (seed, { share }) => ({ bucket: { seed, share } }),
  };
}

function comparisonsOf<Metric extends string>(metric: Metric): OrderedMetric<Metric, ComparisonValue> {
  const comparison =
    (op: ComparisonOp) =>
    (value: Comparison["value"], options: ComparisonOptions = {}): Comparison<Metric> => ({
      metric,
      op,
      value,
      ...options,
    });
  return {
    is: comparison("="),
    isNot: comparison("!="),
    oneOf: comparison("in"),
    noneOf: comparison("notIn"),
    atLeast: comparison(">="),
    atMost: comparison("<="),
    moreThan: comparison(">"),
    lessThan: comparison("<"),
  };
}
