import { type Instant, instantFromMs, type Issue, type Labels, type RowFindings } from "clientele/core";
import { type CustomerSummary, defineHistoryPolicy, summarizeOrders } from "clientele/history";
import {
  defineSegmentTable,
  fitRfm,
  parseRfmPolicy,
  type RfmFitRefusal,
  type RfmMode,
  type RfmModel,
  type RfmScore,
  scoreRfm,
  type SegmentDecision,
  segmentOf,
  type SegmentTable,
  segmentTables,
} from "clientele/segmentation";

/** The tables of names that fit every mode. */
const TABLES: Readonly<Record<TableName, SegmentTable | null>> = {
  tenNames: defineSegmentTable(segmentTables.tenNames),
  shopify: defineSegmentTable(segmentTables.shopify),
  eightValueTypes: defineSegmentTable(segmentTables.eightValueTypes),
  coreImportantPotential: defineSegmentTable(segmentTables.coreImportantPotential),
  none: null,
};

export const TABLE_NAMES = ["tenNames", "shopify", "eightValueTypes", "coreImportantPotential", "none"] as const;
export const MODES = [
  "quantile",
  "midrank",
  "ntile",
  "min-max",
  "nested",
  "fixed",
] as const satisfies readonly RfmMode[];
export const METRICS = ["recency", "frequency", "monetary"] as const;

export type TableName = (typeof TABLE_NAMES)[number];
export type Metric = (typeof METRICS)[number];
/** The limits between the scores of each metric, ascending: the most that is still on the lower side, such as "at most 30 days". */
export type Limits = Readonly<Record<Metric, readonly number[]>>;
/** The ways of laying cuts that can be said as limits; cuts within groups, and ties split by name, cannot. */
export const ORIGINS = ["quantile", "midrank", "min-max"] as const satisfies readonly RfmMode[];
export type Origin = (typeof ORIGINS)[number];

/** What the reader has set. */
export interface Settings {
  readonly table: TableName;
  readonly mode: (typeof MODES)[number];
  /** How many scores each metric has, where no table says it. */
  readonly bins: number;
  /** What the reader's own limits began as; those are compared with it. */
  readonly origin: Origin;
  /** The reader's own limits; used in mode `fixed`. */
  readonly limits: Limits;
}

/** One customer, scored and named. */
export interface Placed {
  readonly summary: CustomerSummary;
  readonly score: RfmScore;
  /** Null without a table of names. */
  readonly decision: SegmentDecision | null;
}

/** One segment's size. */
export interface SegmentRow {
  readonly segment: string;
  readonly labels: Labels | null;
  readonly customers: number;
  readonly spend: number;
}

/** A population divided. */
export interface Division {
  readonly model: RfmModel;
  readonly placed: readonly Placed[];
  readonly segments: readonly SegmentRow[];
  /** Customers by recency and frequency: `grid[recency - 1][frequency - 1]`. */
  readonly grid: readonly (readonly number[])[];
  /** Customers who could not be scored, each with why. */
  readonly rows: RowFindings;
}

export type DivisionResult =
  | { readonly ok: true; readonly value: Division }
  | { readonly ok: false; readonly error: readonly Issue[] | RfmFitRefusal };

const history = defineHistoryPolicy({ id: "shop", version: 1, timeZone: "UTC", currency: "CNY", refunds: "net" });

/** One row per customer, up to the end of the day of the last order that can be read. */
export function customersOf(orders: readonly unknown[]): {
  readonly customers: readonly CustomerSummary[];
  readonly findings: RowFindings;
  readonly asOf: Instant;
} {
  const moments = orders.map((order) => Date.parse(String((order as { readonly at?: unknown }).at)));
  const last = moments.reduce((latest, at) => (at > latest && at < 4e12 ? at : latest), 0);
  const asOf = instantFromMs((Math.floor(last / 86_400_000) + 1) * 86_400_000);
  const { customers, findings } = summarizeOrders(orders, history, { asOf });
  return { customers, findings, asOf };
}

/** How many scores each metric has. */
export function binsOf({ table, bins }: Settings): number {
  return TABLES[table]?.bins.recency ?? bins;
}

/** Fits, scores and names a population as the settings say. */
export function divide(customers: readonly CustomerSummary[], settings: Settings): DivisionResult {
  const bins = binsOf(settings);
  const policy = parseRfmPolicy({
    id: "playground",
    version: 1,
    // values at a cut are on its lower side, as they are where quantiles are fitted
    mode: settings.mode === "fixed" ? "quantile" : settings.mode,
    bins: { recency: bins, frequency: bins, monetary: bins },
    frequency: "orders",
    currency: "CNY",
    ...(settings.mode === "fixed" ? { cuts: cutsOf(settings.limits) } : {}),
  });
  if (!policy.ok) return policy;
  const fit = fitRfm(customers, policy.value as Parameters<typeof fitRfm<Metric>>[1]);
  if (!fit.ok) return fit;
  const { model, rows } = fit.value;
  const table = TABLES[settings.table];
  const placed: Placed[] = [];
  const grid = Array.from({ length: bins }, () => Array.from({ length: bins }, () => 0));
  const segments = new Map<string, SegmentRow>();
  for (const { segment, labels } of table?.boxes ?? [])
    segments.set(segment, { segment, labels, customers: 0, spend: 0 });
  for (const summary of customers) {
    const score = scoreRfm(summary, model);
    if (!score.ok) continue; // told by `rows`
    const { recency, frequency } = score.value;
    const line = grid[recency - 1];
    if (line !== undefined) line[frequency - 1] = (line[frequency - 1] ?? 0) + 1;
    const named = table === null ? null : segmentOf(score.value, table);
    const decision = named?.ok === true ? named.value : null;
    placed.push({ summary, score: score.value, decision });
    const row = decision === null ? undefined : segments.get(decision.segment);
    if (row === undefined) continue;
    const spend = row.spend + Number(summary.monetary.amount);
    segments.set(row.segment, { ...row, customers: row.customers + 1, spend });
  }
  return { ok: true, value: { model, placed, grid, rows, segments: [...segments.values()] } };
}

/** Limits to start one's own from: exactly those that were fitted, said as "at most". */
export function limitsFrom(customers: readonly CustomerSummary[], settings: Settings): Limits {
  const { origin: mode } = settings;
  const fitted = divide(customers, { ...settings, mode });
  const bins = binsOf(settings);
  const of = (metric: Metric): readonly number[] => {
    const cuts = fitted.ok ? fitted.value.model.dimensions[metric].cuts : [];
    const limits = cuts.map((cut) => atMost(metric, cut, mode));
    const missing = Array.from({ length: bins - 1 - cuts.length });
    if (metric === "recency") return [...missing.map(() => -1), ...limits]; // nobody is as good as that
    const most = customers.reduce((top, one) => Math.max(top, valueOf(one, metric) ?? 0), 0);
    return [...limits, ...missing.map(() => most)];
  };
  return { recency: of("recency"), frequency: of("frequency"), monetary: of("monetary") };
}

/** The most that is on the lower side of a fitted cut; the value at the cut itself may be on either. */
export function atMost(metric: Metric, cut: number, mode: RfmMode): number {
  const ofQuantiles = mode !== "midrank";
  const included = ofQuantiles === (metric !== "recency");
  const unit = metric === "monetary" ? 100 : 1;
  const near = Math.round(cut * unit);
  const floor = near / unit <= cut ? near : near - 1;
  return (included || floor / unit < cut ? floor : floor - 1) / unit;
}

/** What a metric is for one customer. */
export function valueOf({ recencyDays, orders, monetary }: CustomerSummary, metric: Metric): number | null {
  return metric === "recency" ? recencyDays : metric === "frequency" ? orders : Number(monetary.amount);
}

/** The cuts that limits ask for: between the last value on one side and the first one on the other. */
function cutsOf(limits: Limits): Limits {
  const of = (metric: Metric): readonly number[] =>
    // equal limits are set apart by less than any two values are: the score between them has nobody
    limits[metric].map((limit, index) => limit + (metric === "monetary" ? 0.004 : 0.4) + index * 1e-4);
  return { recency: of("recency"), frequency: of("frequency"), monetary: of("monetary") };
}
