import type { RowFindings } from "../../core/index.ts";
import type { CustomerFacts, FactFamily } from "../measureModel.ts";
import {
  type Entry,
  type FactTable,
  type Family,
  isHistory,
  isIterable,
  type OrderEntry,
  type OrderFamily,
  readFacts,
  type Reading,
} from "./factTable.ts";
import { firstFrom } from "./figures.ts";

/** A customer's facts, read once for as many moments of judgement as there are. */
export interface Timeline {
  /** Facts that could not be used, whenever they happened. */
  readonly findings: RowFindings;
  /** What `readFacts` reads at a moment; without findings and without the count of later facts. */
  at(asOfMs: number): FactTable;
  /** All orders, whenever they happened. */
  readonly orders: OrderFamily;
  /** The families that are given. */
  readonly given: ReadonlySet<FactFamily>;
  /** What is known of orders at a moment: how many entries, and the first purchase; null where one has to look closely. */
  ordersKnown(asOfMs: number): { readonly count: number; readonly firstPurchase: number | null } | null;
}

/** Reads all facts once. What is known at a moment is, but for cases and paid back orders, the first of them by time. */
export function readTimeline(facts: CustomerFacts, by: Omit<Reading, "asOfMs">): Timeline {
  const held = heldFacts(facts, by.families);
  const whole = readFacts(held, { ...by, asOfMs: Infinity });
  const rereads = (family: FactFamily, asOfMs: number): FactTable =>
    readFacts(held, { ...by, asOfMs, families: new Set([family]) });
  const ordersKnown = ordersOf(whole.orders, isHistory(held.orders), by.firstPurchase);
  const ordersAt = (asOfMs: number): OrderFamily => {
    const known = ordersKnown(asOfMs);
    if (known === null) return rereads("orders", asOfMs).orders;
    const { count, firstPurchase } = known;
    return { ...whole.orders, entries: whole.orders.entries.slice(0, count), firstPurchase };
  };
  return {
    findings: whole.findings.result(),
    at: (asOfMs) => ({
      ...whole,
      orders: ordersAt(asOfMs),
      activity: known(whole.activity, asOfMs),
      interactions: known(whole.interactions, asOfMs),
      // how a case stands changes with what has happened to it
      cases: whole.cases.entries.length === 0 ? whole.cases : rereads("cases", asOfMs).cases,
      answers: known(whole.answers, asOfMs),
    }),
    orders: whole.orders,
    given: new Set(FAMILIES.filter((family) => whole[family].given)),
    ordersKnown,
  };
}

const FAMILIES: readonly FactFamily[] = ["orders", "activity", "interactions", "cases", "answers", "contracts"];

/** Facts that can be gone through again. */
function heldFacts(facts: CustomerFacts, families: ReadonlySet<FactFamily>): CustomerFacts {
  const held: Partial<Record<FactFamily, unknown>> = {};
  for (const family of families) {
    const rows: unknown = facts[family];
    held[family] = isIterable(rows) && !Array.isArray(rows) ? [...rows] : rows;
  }
  return { customerId: facts.customerId, ...(held as Omit<CustomerFacts, "customerId">) };
}

const countTo = (entries: readonly Entry[], asOfMs: number): number => firstFrom(entries, asOfMs + 1);

function known<Item extends Entry>(family: Family<Item>, asOfMs: number): Family<Item> {
  const count = countTo(family.entries, asOfMs);
  return count === family.entries.length ? family : { ...family, entries: family.entries.slice(0, count) };
}

/** Looks at orders at one moment after another. */
function ordersOf(
  whole: OrderFamily,
  areDays: boolean,
  firstPurchase: boolean,
): (asOfMs: number) => { readonly count: number; readonly firstPurchase: number | null } | null {
  const { refused, entries } = whole;
  // by place: when the earliest of the days from there on began
  const begins = new Float64Array(entries.length + 1).fill(Infinity);
  for (let at = entries.length - 1; at >= 0; at--) {
    begins[at] = Math.min(begins[at + 1] ?? Infinity, entries[at]?.firstMs ?? Infinity);
  }
  const firsts = firstPurchase ? firstPurchases(whole, areDays) : null;
  return (asOfMs) => {
    const count = countTo(entries, asOfMs);
    const first = firsts === null ? null : firsts(asOfMs, count);
    // a day that is under way, or a first purchase that may have been paid back in between
    if (refused === 0 && ((begins[count] ?? Infinity) <= asOfMs || first === undefined)) return null;
    return { count, firstPurchase: first ?? null };
  };
}

/** Tells the first purchase that is known at a moment: its day, null where there is none, undefined where one has to look. */
function firstPurchases(
  { entries, firstPurchase }: OrderFamily,
  areDays: boolean,
): (asOfMs: number, count: number) => number | null | undefined {
  const bought = entries.flatMap((entry, place) => (entry.orders > 0 ? [{ ...entry, place }] : []));
  const [earliest] = bought;
  if (earliest === undefined) return () => null;
  if (areDays) return (_, count) => (earliest.place < count ? earliest.day : null);
  const day = bought.reduce((least, entry) => Math.min(least, entry.day), Infinity);
  const settledMs = settled(bought, day);
  return (asOfMs) => {
    if (asOfMs < earliest.ms) return null;
    return firstPurchase === day && asOfMs >= settledMs ? day : undefined;
  };
}

/** When all purchases of a day are known. */
const settled = (bought: readonly OrderEntry[], day: number): number =>
  bought.reduce((latest, entry) => (entry.day === day ? Math.max(latest, entry.ms) : latest), -Infinity);
