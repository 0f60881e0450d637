import { type Money, moneyFromMinor } from "../../core/index.ts";
import type { FactFamily, Measure } from "../measureModel.ts";
import type { MeasuredValue, MetricDefinition, MetricWindow } from "../metricModel.ts";
import type { OrderEntry } from "./factTable.ts";
import { firstFrom, type Stretch } from "./figures.ts";
import type { Judgement } from "./judgement.ts";
import type { MetricProgram } from "./metricProgram.ts";
import type { Timeline } from "./timeline.ts";

/** Values as conditions take them: those that nothing more is asked of are plain. */
export type LeanValues = Record<string, MeasuredValue | Money | number | null>;

/** How a metric is counted from running totals. */
type LeanKind = "net" | "gross" | "orders" | "back" | "gaveBack" | "idle" | "firstPurchase";

interface LeanMetric {
  readonly id: string;
  readonly kind: LeanKind;
  readonly window: MetricWindow | null;
}

/** The metrics of a policy, by how they can be measured. */
export interface LeanProgram {
  /** From running totals of orders. */
  readonly lean: readonly LeanMetric[];
  /** As figures. */
  readonly others: readonly MetricDefinition[];
  readonly currency: string;
}

/** Divides metrics into those that running totals tell, and the others. What the host brings is in neither. */
export function leanProgram({ metrics, windows, currency }: MetricProgram): LeanProgram {
  const lean: LeanMetric[] = [];
  const others: MetricDefinition[] = [];
  for (const metric of metrics) {
    const { id, measure, minSample, maxAge } = metric;
    const window = windows.get(metric) ?? null;
    const kind = measure === null || minSample !== null || maxAge !== null ? null : leanKind(measure);
    const placed = window === null || typeof window === "string" || !("anniversary" in window);
    if (kind !== null && placed) lean.push({ id, kind, window });
    else if (measure !== null) others.push(metric);
  }
  return { lean, others, currency };
}

function leanKind(measure: Measure): LeanKind | null {
  if ("orders" in measure) {
    const { orders } = measure;
    return orders === "net" || orders === "gross" ? orders : orders === "count" ? "orders" : null;
  }
  if ("refunds" in measure) {
    return measure.refunds === "amount" ? "back" : measure.refunds === "count" ? "gaveBack" : null;
  }
  if ("inactivity" in measure) return measure.inactivity === "orders" ? "idle" : null;
  return "tenure" in measure && measure.tenure === "firstPurchase" ? "firstPurchase" : null;
}

/** Measures one customer at one moment after another, from running totals. */
export interface LeanCourse {
  /** The values; false where one has to look closely. */
  values(judgement: Judgement, asOfMs: number, out: LeanValues): boolean;
}

/** Sums a customer's orders up; null where sums are not exact as numbers, or no order can be counted. */
export function leanCourse(
  { lean, currency }: LeanProgram,
  timeline: Timeline,
  firstPurchaseGiven: boolean,
): LeanCourse | null {
  const { given, refused, entries } = timeline.orders;
  const unknown = !given || refused > 0;
  if (firstPurchaseGiven && lean.some(({ kind }) => kind === "firstPurchase")) return null;
  const totals = unknown ? null : totalsOf(entries);
  if (totals?.exact === false) return null;
  return {
    values(judgement, asOfMs, out) {
      const known = timeline.ordersKnown(asOfMs);
      if (known === null) return false;
      const { count } = known;
      for (const { id, kind, window } of lean) {
        if (totals === null) out[id] = null;
        else if (kind === "idle") {
          const last = totals.lastOrder[count] ?? -1;
          const { today } = judgement;
          out[id] = last < 0 ? null : Math.max(0, today - (entries[last]?.day ?? today));
        } else if (kind === "firstPurchase") {
          out[id] = known.firstPurchase === null ? null : Math.max(0, judgement.today - known.firstPurchase);
        } else {
          const value = sumWithin(totals, kind, entries, count, window === null ? EVER : judgement.stretch(window));
          out[id] = kind === "orders" || kind === "gaveBack" ? value : moneyFromMinor(value, currency);
        }
      }
      return true;
    },
  };
}

const EVER: Stretch = { fromMs: -Infinity, endMs: Infinity };

/** Running totals: by place, of the entries before it. */
interface Totals {
  readonly exact: boolean;
  readonly orders: Float64Array;
  readonly spent: Float64Array;
  readonly gaveBack: Float64Array;
  readonly back: Float64Array;
  /** The last entry with an order; -1 for none. */
  readonly lastOrder: Int32Array;
}

function totalsOf(entries: readonly OrderEntry[]): Totals {
  const room = (): Float64Array => new Float64Array(entries.length + 1);
  const [orders, spent, gaveBack, back] = [room(), room(), room(), room()];
  const lastOrder = new Int32Array(entries.length + 1).fill(-1);
  let at = 0;
  for (const entry of entries) {
    orders[at + 1] = (orders[at] ?? 0) + entry.orders;
    spent[at + 1] = (spent[at] ?? 0) + entry.spent;
    gaveBack[at + 1] = (gaveBack[at] ?? 0) + entry.gaveBack;
    back[at + 1] = (back[at] ?? 0) + entry.back;
    lastOrder[at + 1] = entry.orders > 0 ? at : (lastOrder[at] ?? -1);
    at += 1;
  }
  const exact = [orders, spent, gaveBack, back].every((column) => (column[at] ?? 0) <= Number.MAX_SAFE_INTEGER);
  return { exact, orders, spent, gaveBack, back, lastOrder };
}

function sumWithin(
  totals: Totals,
  kind: Exclude<LeanKind, "idle" | "firstPurchase">,
  entries: readonly OrderEntry[],
  count: number,
  { fromMs, endMs }: Stretch,
): number {
  const end = Math.min(count, firstFrom(entries, endMs));
  const from = Math.min(end, firstFrom(entries, fromMs));
  const between = (column: Float64Array): number => (column[end] ?? 0) - (column[from] ?? 0);
  switch (kind) {
    case "net":
      return between(totals.spent) - between(totals.back);
    case "gross":
      return between(totals.spent);
    default:
      return between(totals[kind]);
  }
}

/** The family a metric rests on alone; null for those of several, or of none. */
export function familyOf(measure: Measure | null): FactFamily | null {
  if (measure === null) return null;
  if ("activity" in measure) return "activity";
  if ("interactions" in measure) return "interactions";
  if ("cases" in measure) return "cases";
  if ("answers" in measure) return "answers";
  return "contracts" in measure ? "contracts" : null;
}
