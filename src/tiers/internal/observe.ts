import {
  type Exact,
  exact,
  type Money,
  parseMoney,
  pointer,
  show,
  type Tagged,
  taggedMoney,
  taggedNumber,
} from "../../core/index.ts";
import type { TierFinding, TierFindingCode } from "../model.ts";
import type { CompiledMetric, CompiledTest, CompiledTierPolicy } from "../tierKind.ts";
import { scaledAmount } from "./scaledAmount.ts";

/** What is known of one metric of one customer. */
export interface Observed {
  /** The number, or an amount in minor units where these are exact; else NaN. */
  readonly value: number;
  /** The amount; null for numbers. */
  readonly money: Money | null;
}

/** Looks up a metric among the values handed in. What cannot be used is not known (null), and a finding says why. */
export function observe(
  values: object,
  metric: CompiledMetric,
  { currency, digits }: CompiledTierPolicy,
  findings: TierFinding[],
): Observed | null {
  const given = Object.hasOwn(values, metric.id) ? (values as Readonly<Record<string, unknown>>)[metric.id] : null;
  const value = isMeasured(given) ? given.value : given;
  const unknown = (code: TierFindingCode, observed: string | null): null => {
    const expected = code === "metric-other-currency" ? { expected: currency } : {};
    findings.push(tierFinding(code, metric.keys, { metric: metric.id, observed, ...expected }));
    return null;
  };
  if (value === null || value === undefined) return unknown("metric-missing", null);
  if (metric.kind !== "money") {
    // adding zero turns -0, which JSON cannot say, into 0
    return Number.isFinite(value)
      ? { value: Number(value) + 0, money: null }
      : unknown("metric-not-a-number", show(value));
  }
  const money = parseMoney(value);
  if (!money.ok) return unknown("metric-not-money", money.error.observed);
  if (money.value.currency !== currency) return unknown("metric-other-currency", money.value.currency);
  return { value: scaledAmount(money.value.amount, digits), money: money.value };
}

const isMeasured = (given: unknown): given is { readonly value: unknown } =>
  typeof given === "object" && given !== null && Object.hasOwn(given, "value");

/** Tells how far a value lies above (positive) or below (negative) a threshold; only the sign is exact. */
export function distance(observed: Observed, test: CompiledTest): number {
  const difference = observed.value - test.threshold;
  return Number.isNaN(difference) ? exactDistance(observed, test).comparedTo(0) : difference;
}

/** The same, exactly, for amounts. */
export const exactDistance = ({ money }: Observed, { exactly }: CompiledTest): Exact =>
  exact(money?.amount ?? "0").minus(exactly ?? "0");

/** Tags a value for reasons. */
export const taggedObserved = ({ value, money }: Observed, { required }: CompiledTest): Tagged =>
  money === null ? taggedNumber(value, required.kind === "number" ? required.unit : undefined) : taggedMoney(money);

/** Says what was amiss, at a place of the policy. */
export const tierFinding = (
  code: TierFindingCode,
  keys: readonly (string | number)[],
  params: TierFinding["params"],
): TierFinding => ({ code, severity: "warning", path: pointer(keys), keys, params });
