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
export type Cuts = Readonly<Record<Metric, readonly number[]>>;

/** What the reader has set. */
export interface Settings {
  readonly table: TableName;
  readonly mode: (typeof MODES)[number];
  /** How many scores each metric has, where no table says it. */
  readonly bins: number;
  /** The reader's own cuts; used in mode `fixed`. */
  readonly cuts: Cuts;
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
    mode: settings.mode,
    bins: { recency: bins, frequency: bins, monetary: bins },
    frequency: "orders",
    currency: "CNY",
    ...(settings.mode === "fixed" ? { cuts: settings.cuts } : {}),
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

/** Cuts to start one's own from: those of the population, in whole numbers that ascend. */
export function cutsFrom(customers: readonly CustomerSummary[], bins: number): Cuts {
  const start: Settings = { table: "none", mode: "quantile", bins, cuts: { recency: [], frequency: [], monetary: [] } };
  const fitted = divide(customers, start);
  const whole = (metric: Metric): readonly number[] => {
    const cuts: number[] = [];
    for (let i = 0; i < bins - 1; i++) {
      const fit = fitted.ok ? (fitted.value.model.dimensions[metric].cuts[i] ?? 0) : 0;
      cuts.push(Math.max(Math.round(fit), (cuts.at(-1) ?? 0) + 1));
    }
    return cuts;
  };
  return { recency: whole("recency"), frequency: whole("frequency"), monetary: whole("monetary") };
}
