import { DAY_MS, durationParts, epochMsOf, pointer, type Report, type Sound } from "../core/index.ts";
import {
  checkConditions,
  checkMetrics,
  type ConditionCode,
  type ConditionDraft,
  type MetricsCode,
} from "../rules/index.ts";
import type { TierPolicyData } from "./policyModel.ts";

/** Codes of what can be wrong between the parts of a tier policy, beside its conditions. */
export type TierPolicyCode =
  | "duplicate-rank"
  | "no-base-tier"
  | "several-base-tiers"
  | "base-tier-not-lowest"
  | "base-tier-asks"
  | "tier-never-in-force"
  | "upgrade-needs-schedule"
  | "grace-needs-validity"
  | "empty-term"
  | "term-too-long";

/** Lists the codes, so that a report cannot misspell one. */
type TierReport = (
  code: TierPolicyCode | ConditionCode | MetricsCode | "duplicate-id",
  ...rest: Tail<Parameters<Report>>
) => void;
type Tail<List extends readonly unknown[]> = List extends readonly [unknown, ...infer Rest] ? Rest : never;

/**
 * Checks what the parts of a tier policy demand of one another.
 *
 * @param draft - The policy, without its unsound parts.
 * @param report - Takes the issues.
 */
export function checkTierParts(draft: Sound<TierPolicyData>, report: TierReport): void {
  const { metrics, tiers = [], downgrade, currency } = draft;
  const also = downgrade?.also ?? [];
  checkMetrics(metrics, report);
  reportRepeated(tiers, "id", (first, at, id) => {
    report("duplicate-id", ["tiers", at, "id"], { id, first: pointer(["tiers", first, "id"]) });
  });
  reportRepeated(tiers, "rank", (first, at, rank) => {
    report("duplicate-rank", ["tiers", at, "rank"], { rank, first: pointer(["tiers", first, "rank"]) });
  });
  reportRepeated(also, "id", (first, at, id) => {
    report("duplicate-id", ["downgrade", "also", at, "id"], { id, first: pointer(["downgrade", "also", first, "id"]) });
  });
  checkBase(draft, report);
  checkTime(draft, report);
  const conditions: ConditionDraft["conditions"] = [
    ...tiers.flatMap((tier, at) =>
      (["attain", "retain", "lifetime"] as const).map((part) => ({
        keys: ["tiers", at, part],
        condition: tier?.[part],
      })),
    ),
    ...also.map((rule, at) => ({ keys: ["downgrade", "also", at, "when"], condition: rule?.when })),
  ];
  checkConditions({ metrics, currency, conditions }, report);
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
  for (const part of ["retain", "lifetime"] as const) {
    if (base.tier[part] !== undefined && base.tier[part] !== null) report("base-tier-asks", ["tiers", base.at, part]);
  }
  const { rank } = base.tier;
  if (others.length === 0 && rank !== undefined && tiers.some((tier) => tier?.rank !== undefined && tier.rank < rank)) {
    report("base-tier-not-lowest", ["tiers", base.at, "rank"]);
  }
}

/** Left out or null; an unsound `attain` is there, but undefined. */
const asksNothing = (tier: { readonly attain?: unknown }): boolean =>
  !Object.hasOwn(tier, "attain") || tier.attain === null;

/** What periods and durations demand of one another. What is unsound is there, but undefined. */
function checkTime(draft: Sound<TierPolicyData>, report: TierReport): void {
  const { effectiveFrom, effectiveTo, upgrade, downgrade, validity } = draft;
  const none = (key: "schedule" | "validity"): boolean => !Object.hasOwn(draft, key) || draft[key] === null;
  if (epochMsOf(effectiveTo) <= epochMsOf(effectiveFrom)) {
    report("tier-never-in-force", ["effectiveTo"], { from: effectiveFrom ?? null, to: effectiveTo ?? null });
  }
  if (upgrade?.when === "nextPeriod" && none("schedule")) report("upgrade-needs-schedule", ["upgrade", "when"]);
  const grace = downgrade?.grace;
  const term = validity !== null && validity !== undefined && "lasts" in validity ? validity : null;
  if (grace?.anchor === "expiry" && none("validity")) report("grace-needs-validity", ["downgrade", "grace", "anchor"]);
  const calendar = validity !== null && validity !== undefined && "calendar" in validity ? validity : null;
  const terms: readonly Term[] = [
    { keys: ["downgrade", "grace", "duration"], duration: grace?.duration, roundUp: grace?.roundUp ?? null },
    { keys: ["validity", "lasts"], duration: term?.lasts, roundUp: term?.roundUp ?? null },
    { keys: ["validity", "plus"], duration: calendar?.plus, roundUp: "day" },
    { keys: ["protectionAfterUpgrade"], duration: draft.protectionAfterUpgrade, roundUp: null },
    { keys: ["minimumDwell"], duration: draft.minimumDwell, roundUp: null },
    { keys: ["notice", "lead"], duration: draft.notice?.lead, roundUp: "day" },
  ];
  for (const { keys, duration, roundUp } of terms) {
    if (typeof duration !== "string") continue;
    const { months, days, ms } = durationParts(duration);
    // no time at all, up to the end of the day, is a length
    if (roundUp === null && months + days + ms === 0) report("empty-term", keys);
    if (months > 12 * MOST_YEARS || days > 366 * MOST_YEARS || ms > 366 * MOST_YEARS * DAY_MS) {
      report("term-too-long", keys, { duration, years: MOST_YEARS });
    }
  }
}

interface Term {
  readonly keys: readonly string[];
  readonly duration: string | null | undefined;
  readonly roundUp: string | null;
}

/** No term of a tier is longer, so that none of them leads out of the calendar. */
const MOST_YEARS = 100;
