import { durationParts, isDecimalText, minorDigits, pointer, type Report, show, type Sound } from "../core/index.ts";
import type { Comparison, Condition, MetricKind, TierPolicyData } from "./model.ts";

/** Codes of what can be wrong between the parts of a tier policy. */
export type TierPolicyCode =
  | "duplicate-rank"
  | "unknown-metric"
  | "empty-window"
  | "threshold-not-decimal"
  | "threshold-not-whole"
  | "too-many-decimals"
  | "no-base-tier"
  | "several-base-tiers"
  | "base-tier-not-lowest"
  | "base-tier-asks";

/** Lists the codes, so that a report cannot misspell one. */
type TierReport = (code: TierPolicyCode | "duplicate-id", ...rest: Tail<Parameters<Report>>) => void;
type Tail<List extends readonly unknown[]> = List extends readonly [unknown, ...infer Rest] ? Rest : never;
type Keys = readonly (string | number)[];

/**
 * Checks what the parts of a tier policy demand of one another.
 *
 * @param draft - The policy, without its unsound parts.
 * @param report - Takes the issues.
 */
export function checkTierParts(draft: Sound<TierPolicyData>, report: TierReport): void {
  const { metrics = [], tiers = [], downgrade, currency } = draft;
  const also = downgrade?.also ?? [];
  reportRepeated(metrics, "id", (first, at, id) => {
    report("duplicate-id", ["metrics", at, "id"], { id, first: pointer(["metrics", first, "id"]) });
  });
  reportRepeated(tiers, "id", (first, at, id) => {
    report("duplicate-id", ["tiers", at, "id"], { id, first: pointer(["tiers", first, "id"]) });
  });
  reportRepeated(tiers, "rank", (first, at, rank) => {
    report("duplicate-rank", ["tiers", at, "rank"], { rank, first: pointer(["tiers", first, "rank"]) });
  });
  reportRepeated(also, "id", (first, at, id) => {
    report("duplicate-id", ["downgrade", "also", at, "id"], { id, first: pointer(["downgrade", "also", first, "id"]) });
  });
  checkWindows(draft, report);
  checkBase(draft, report);

  // with an unsound metric among them, an unknown name may be the one that was meant
  const kinds = new Map(metrics.map((metric) => [metric?.id, metric?.kind]));
  const check = (condition: Sound<Condition> | null | undefined, at: Keys): void =>
    condition?.all?.forEach((comparison, index) => {
      if (comparison !== undefined) checkComparison(comparison, [...at, "all", index], kinds, currency, report);
    });
  tiers.forEach((tier, at) => {
    check(tier?.attain, ["tiers", at, "attain"]);
    check(tier?.retain, ["tiers", at, "retain"]);
  });
  also.forEach((rule, at) => {
    check(rule?.when, ["downgrade", "also", at, "when"]);
  });
}

function reportRepeated<Key extends string, Value extends string | number>(
  items: readonly (Readonly<Partial<Record<Key, Value | undefined>>> | undefined)[],
  key: Key,
  report: (first: number, at: number, value: Value) => void,
): void {
  const seen = new Map<Value, number>();
  items.forEach((item, at) => {
    const value = item?.[key];
    if (value === undefined) return;
    const first = seen.get(value);
    if (first === undefined) seen.set(value, at);
    else report(first, at, value);
  });
}

function checkWindows({ metrics = [] }: Sound<TierPolicyData>, report: TierReport): void {
  metrics.forEach((metric, at) => {
    const window = metric?.window;
    if (typeof window !== "object" || window.rolling === undefined) return;
    const { months, days, ms } = durationParts(window.rolling);
    if (months + days + ms === 0) report("empty-window", ["metrics", at, "window", "rolling"]);
  });
}

/** One tier asks for nothing, and it is the lowest. A tier that is itself unsound could be the one. */
function checkBase({ tiers = [] }: Sound<TierPolicyData>, report: TierReport): void {
  const bases = tiers.flatMap((tier, at) => (tier !== undefined && asksNothing(tier) ? [{ tier, at }] : []));
  const [base, ...others] = bases;
  const sound = tiers.every((tier) => tier !== undefined && (asksNothing(tier) || tier.attain !== undefined));
  if (base === undefined) {
    if (sound && tiers.length > 0) report("no-base-tier", ["tiers"]);
    return;
  }
  for (const { at } of others) {
    report("several-base-tiers", ["tiers", at, "attain"], { first: pointer(["tiers", base.at]) });
  }
  if (base.tier.retain !== undefined && base.tier.retain !== null)
    report("base-tier-asks", ["tiers", base.at, "retain"]);
  const { rank } = base.tier;
  if (others.length === 0 && rank !== undefined && tiers.some((tier) => tier?.rank !== undefined && tier.rank < rank)) {
    report("base-tier-not-lowest", ["tiers", base.at, "rank"]);
  }
}

/** Left out or null; an unsound `attain` is there, but undefined. */
const asksNothing = (tier: { readonly attain?: unknown }): boolean =>
  !Object.hasOwn(tier, "attain") || tier.attain === null;

function checkComparison(
  { metric, value }: Sound<Comparison>,
  at: Keys,
  kinds: ReadonlyMap<string | undefined, MetricKind | undefined>,
  currency: string | undefined,
  report: TierReport,
): void {
  if (metric === undefined) return;
  const kind = kinds.get(metric);
  if (!kinds.has(metric)) {
    if (!kinds.has(undefined)) report("unknown-metric", [...at, "metric"], { metric });
  } else if (kind !== undefined && value !== undefined) {
    const observed = show(value);
    if (kind !== "money") {
      const whole = Number.isSafeInteger(value) && Number(value) >= 0;
      if (!whole || typeof value !== "number") report("threshold-not-whole", [...at, "value"], { metric, observed });
    } else if (!isDecimalText(value)) report("threshold-not-decimal", [...at, "value"], { metric, observed });
    else {
      const digits = currency === undefined ? null : minorDigits(currency);
      const decimals = value.includes(".") ? value.length - 1 - value.indexOf(".") : 0;
      if (digits !== null && decimals > digits) {
        report("too-many-decimals", [...at, "value"], { observed: value, currency: currency ?? null, digits });
      }
    }
  }
}
