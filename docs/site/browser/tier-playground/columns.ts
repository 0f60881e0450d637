import { epochDayOfText, epochMsOf, type InstantInput, minorUnitsOf } from "clientele/core";
import { type RuleColumn, TIER_ENTRIES, type TierStateColumns } from "clientele/kernel";
import type { MeasuredValue, MetricDefinition } from "clientele/rules";
import type { TierPolicy, TierPortfolioColumns, TierState } from "clientele/tiers";
import type { GradedRow } from "./grade.ts";

/** A portfolio in columns, which is judged many times faster than rows are. */
export type Columns = TierPortfolioColumns & {
  readonly customerId: readonly string[];
  readonly state: TierStateColumns;
  readonly tiers: readonly string[];
};

/**
 * The same customers in columns.
 *
 * @param rows - The customers.
 * @param policies - Whose metrics they are measured by.
 * @returns The columns; null where they could not say the same as the rows: a metric of two kinds, amounts of another currency.
 */
export function columnsOf(rows: readonly GradedRow[], policies: readonly TierPolicy[]): Columns | null {
  const [currency = "", ...others] = policies.map((policy) => policy.currency);
  if (rows.length === 0 || others.some((other) => other !== currency)) return null;
  const metrics: [string, RuleColumn][] = [];
  const kinds = new Map<string, string>();
  for (const metric of policies.flatMap((policy): readonly MetricDefinition[] => policy.metrics)) {
    const known = kinds.get(metric.id);
    if (known === metric.kind) continue;
    const column = known === undefined ? metricColumn(rows, metric, currency) : null;
    if (column === null) return null;
    kinds.set(metric.id, metric.kind);
    metrics.push([metric.id, column]);
  }
  const tiers: string[] = [];
  return {
    customerId: rows.map(({ customerId }) => customerId),
    metrics: Object.fromEntries(metrics),
    state: stateColumns(rows, tiers),
    tiers,
  };
}

function metricColumn(rows: readonly GradedRow[], { id, kind }: MetricDefinition, currency: string): RuleColumn | null {
  const names: string[] = [];
  const values = new Float64Array(rows.length);
  const n = new Float64Array(rows.length);
  const freshAt = new Float64Array(rows.length);
  let measured = false;
  for (const [row, { metrics }] of rows.entries()) {
    const given = metrics[id];
    const whole = typeof given === "object" && given !== null && "value" in given ? given : null;
    const number = numberOf(whole === null ? given : whole.value, kind, currency, names);
    if (number === null) return null;
    values[row] = number;
    n[row] = whole?.n ?? NaN;
    freshAt[row] = momentOf(whole?.freshAt);
    measured ||= whole !== null;
  }
  return { values, ...(kind === "text" ? { names } : {}), ...(measured ? { n, freshAt } : {}) };
}

/** A value as a column holds it, NaN for what is not known; null for what a column cannot hold. */
function numberOf(
  value: MeasuredValue["value"] | MeasuredValue | undefined,
  kind: string,
  currency: string,
  names: string[],
): number | null {
  if (value === null || value === undefined) return NaN;
  if (typeof value === "boolean") return kind === "boolean" ? Number(value) : null;
  if (typeof value === "number") return kind === "text" || kind === "money" || kind === "boolean" ? null : value;
  if (typeof value === "string") {
    if (kind === "day") return epochDayOfText(value);
    return kind === "text" ? placeOf(value, names) : null;
  }
  if (!("amount" in value) || kind !== "money" || value.currency !== currency) return null;
  const minor = minorUnitsOf(value);
  return minor.ok && Number.isSafeInteger(Number(minor.value)) ? Number(minor.value) : null;
}

function stateColumns(rows: readonly GradedRow[], tiers: string[]): TierStateColumns {
  const places = (tierOf: (state: TierState) => string | null | undefined): Int16Array =>
    Int16Array.from(rows, ({ state }) => {
      const tier = state === null ? null : tierOf(state);
      return tier === null || tier === undefined ? -1 : placeOf(tier, tiers);
    });
  const moments = (momentIn: (state: TierState) => InstantInput | null | undefined): Float64Array =>
    Float64Array.from(rows, ({ state }) => (state === null ? NaN : momentOf(momentIn(state))));
  return {
    tier: places(({ tier }) => tier),
    since: moments(({ since }) => since),
    by: Int16Array.from(rows, ({ state }) => Math.max(0, TIER_ENTRIES.indexOf(state?.by ?? null))),
    validUntil: moments(({ validUntil }) => validUntil),
    reviewed: moments(({ reviewed }) => reviewed),
    breachedSince: moments(({ breachedSince }) => breachedSince),
    graceUntil: moments(({ graceUntil }) => graceUntil),
    lifetime: places(({ lifetime }) => lifetime),
    pending: places(({ pending }) => pending?.tier),
    pendingAt: moments(({ pending }) => pending?.at),
  };
}

const momentOf = (at: InstantInput | null | undefined): number =>
  at === null || at === undefined ? NaN : epochMsOf(at);

/** The place of a name in a list, to whose end it is put when it is not there. */
function placeOf(name: string, names: string[]): number {
  const known = names.indexOf(name);
  return known >= 0 ? known : names.push(name) - 1;
}
