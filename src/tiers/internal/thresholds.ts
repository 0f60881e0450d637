import {
  type Exact,
  exact,
  type Issue,
  minorDigits,
  moneyFromMinor,
  pointer,
  roundedText,
  show,
  type Tagged,
  taggedMoney,
} from "../../core/index.ts";
import type { Comparison, ComparisonValue, Condition, Keys, MetricDefinition } from "../../rules/index.ts";
import type { TierThreshold } from "../simulationModel.ts";
import type { CompiledTierPolicy } from "../tierKind.ts";
import type { Replacement } from "./applied.ts";
import { replacedAt } from "./replacedAt.ts";
import { exactMinor } from "./worth.ts";

/** A comparison whose value may be moved, with all that is needed to do so. */
export interface Threshold {
  /** As it is told. */
  readonly told: TierThreshold;
  /** Place of the condition it stands in, in the policy's program. */
  readonly condition: number;
  /** Where it stands in that condition. */
  readonly within: Keys;
  /** The comparison. */
  readonly comparison: Comparison;
  /** The metric. */
  readonly metric: MetricDefinition;
  /** Whether values above it meet it. */
  readonly upward: boolean;
  /** Whether a value equal to it meets it. */
  readonly inclusive: boolean;
  /** Of the policy's amounts. */
  readonly currency: string;
  /** Decimals of the minor unit. */
  readonly digits: number;
  /** The value as a number: of money in minor units. */
  readonly at: number;
}

/** Kinds of metrics whose values can be moved by a part of them. */
const ORDERED: readonly MetricDefinition["kind"][] = ["money", "count", "days", "share", "number"];

/** A comparison of a policy, and where it stands. */
export interface PlacedComparison {
  /** Where: a JSON Pointer. */
  readonly rule: string;
  /** The same by keys. */
  readonly keys: Keys;
  /** Place of the condition it stands in, in the policy's program. */
  readonly condition: number;
  /** Where it stands in that condition. */
  readonly within: Keys;
  /** The comparison. */
  readonly comparison: Comparison;
}

/**
 * Lists every comparison of a policy with a metric.
 *
 * @param compiled - The policy.
 * @returns The comparisons, in its order.
 */
export function comparisonsOf({ placed }: CompiledTierPolicy): readonly PlacedComparison[] {
  return placed.flatMap(({ keys, condition: whole }, condition) =>
    comparisonsIn(whole, []).map(({ comparison, within }) => ({
      rule: pointer([...keys, ...within]),
      keys: [...keys, ...within],
      condition,
      within,
      comparison,
    })),
  );
}

/**
 * Lists the thresholds of a policy: comparisons by order with amounts, counts, days, shares and numbers.
 *
 * @param compiled - The policy.
 * @returns Its thresholds, in its order.
 */
export function thresholdsOf(compiled: CompiledTierPolicy): readonly Threshold[] {
  const { data, conditions } = compiled;
  const { currency } = data;
  const digits = minorDigits(currency) ?? 0;
  const metrics = new Map(data.metrics.map((metric) => [metric.id, metric]));
  return comparisonsOf(compiled).flatMap(({ rule, condition, within, comparison }) => {
    const { op, value } = comparison;
    const metric = metrics.get(comparison.metric);
    const asks = conditions[condition];
    if (metric === undefined || asks === undefined) return [];
    if (!ORDERED.includes(metric.kind) || !BY_ORDER.includes(op)) return [];
    const money = metric.kind === "money";
    const at = money ? exactMinor(String(value), digits) : Number(value);
    const required = money ? taggedMoney({ amount: String(value), currency }) : taggedAt(at, { metric, currency });
    const { role, part, partLabel } = asks;
    const told = { rule, role, part, partLabel, metric: metric.id, label: metric.labels, op, required };
    const ways = { upward: op.startsWith(">"), inclusive: op.endsWith("=") };
    return [{ told, condition, within, comparison, metric, currency, digits, at, ...ways }];
  });
}

const BY_ORDER: readonly string[] = [">=", "<=", ">", "<"];

function comparisonsIn(condition: Condition, at: Keys): readonly Pick<PlacedComparison, "comparison" | "within">[] {
  const parts = (of: readonly Condition[], keys: Keys): readonly Pick<PlacedComparison, "comparison" | "within">[] =>
    of.flatMap((part, index) => comparisonsIn(part, [...keys, index]));
  if ("metric" in condition) return [{ comparison: condition, within: at }];
  if ("all" in condition) return parts(condition.all, [...at, "all"]);
  if ("any" in condition) return parts(condition.any, [...at, "any"]);
  if ("atLeast" in condition) return parts(condition.atLeast.of, [...at, "atLeast", "of"]);
  return "not" in condition ? comparisonsIn(condition.not, [...at, "not"]) : [];
}

/**
 * Tags a number of a metric.
 *
 * @param at - The number: of money in whole minor units.
 * @param of - The metric, and the currency of amounts.
 * @returns It, tagged.
 */
export function taggedAt(at: number, { metric, currency }: Pick<Threshold, "metric" | "currency">): Tagged {
  if (metric.kind === "money") return taggedMoney(moneyFromMinor(at, currency));
  const unit = metric.unit ?? (metric.kind === "days" ? "days" : null);
  return { kind: "number", value: at, ...(unit === null ? {} : { unit }) };
}

/**
 * Writes a number of a metric as a policy does.
 *
 * @param at - The number: of money in whole minor units.
 * @param of - The metric, and the currency of amounts.
 * @returns The value; null when the metric cannot be held against it.
 */
export function writtenAt(
  at: number,
  { metric, currency }: Pick<Threshold, "metric" | "currency">,
): ComparisonValue | null {
  switch (metric.kind) {
    case "money":
      return Number.isSafeInteger(at) && Math.abs(at) < MONEY_LIMIT ? moneyFromMinor(at, currency).amount : null;
    case "count":
      return Number.isSafeInteger(at) && at >= 0 ? at : null;
    case "share":
      return at >= 0 && at <= 1 ? at : null;
    default:
      return Number.isFinite(at) ? at : null;
  }
}

/** Policies have no amounts of so many minor units. */
const MONEY_LIMIT = 1e15;

/**
 * Whether a metric is counted in whole units: minor units of money, or things.
 *
 * @param metric - The metric.
 * @returns Whether it is.
 */
export const isWhole = ({ kind }: MetricDefinition): boolean => kind === "money" || kind === "count";

/**
 * Makes a threshold hold for everybody whose metric is known, or for nobody; who is not known stays as the policy says.
 *
 * @param threshold - The threshold.
 * @param compiled - The policy.
 * @param holds - Whether it holds.
 * @returns What to put in the place of its condition.
 */
export function forced(
  { condition, within, comparison }: Threshold,
  { placed }: CompiledTierPolicy,
  holds: boolean,
): Replacement {
  const { onMissing = null } = comparison;
  const opposite = onMissing === "met" ? "unmet" : onMissing === "unmet" ? "met" : onMissing;
  // of something known one of the two is true and the other false; of something unknown both are what the policy says
  const both: readonly Condition[] = [comparison, { not: { ...comparison, onMissing: opposite } }];
  const by = replacedAt(placed[condition]?.condition, within, holds ? { any: both } : { all: both });
  return { condition, by: by as Condition };
}

/**
 * Tells whether a value meets a threshold.
 *
 * @param value - The value, as a number.
 * @param at - The threshold, as a number.
 * @param threshold - How it compares.
 * @returns Whether it does.
 */
export function meets(
  value: number,
  at: number,
  { upward, inclusive }: Pick<Threshold, "upward" | "inclusive">,
): boolean {
  if (inclusive) return upward ? value >= at : value <= at;
  return upward ? value > at : value < at;
}

/**
 * Multiplies a threshold. A product between two values that can be written, of what is counted in whole units, becomes the one that
 * asks the same of whole units: the upper with `>=` and `<`, the lower with `<=` and `>`.
 *
 * @param threshold - The threshold.
 * @param factor - By how much.
 * @returns The product as a number, of money in minor units; and as a policy writes it, whether the metric can be held against it
 *   or not.
 */
export function scaledBy(
  threshold: Threshold,
  factor: Exact,
): { readonly at: number; readonly value: ComparisonValue } {
  const { metric, comparison, currency, digits, upward, inclusive } = threshold;
  const product = exact(String(comparison.value)).times(factor);
  if (!isWhole(metric)) {
    const at = product.toNumber() + 0;
    return { at, value: at };
  }
  const money = metric.kind === "money";
  const text = roundedText(
    money ? product.times(exact(`1e${digits}`)) : product,
    0,
    upward === inclusive ? "ceiling" : "floor",
  );
  const at = Number(text);
  return { at, value: money ? moneyFromMinor(BigInt(text), currency).amount : at };
}

/**
 * Says what is wrong with a pointer that leads to no threshold.
 *
 * @param given - As it was handed in.
 * @returns The issue.
 */
export const notAThreshold = (given: unknown): Issue<"not-a-threshold"> => ({
  code: "not-a-threshold",
  severity: "error",
  path: typeof given === "string" ? given : "",
  keys: [],
  params: { pointer: show(given) },
});
