import {
  compiledPolicy,
  DAY_MS,
  DomainError,
  epochMsOf,
  type Instant,
  show,
  startRowFindings,
  dayFromNumber,
} from "../../core/index.ts";
import { historyKind } from "../historyKind.ts";
import type {
  CustomerHistory,
  CustomerSummary,
  HistoryPolicy,
  OrderColumns,
  OrderCounts,
  OrderSummary,
  OrderSummaryState,
} from "../model.ts";
import {
  addCell,
  addTouch,
  addVoid,
  type Cell,
  cellOf,
  type Collected,
  emptyCell,
  emptyTouch,
  entryOf,
  historiesOf,
  newCollected,
  reach,
  total,
  type TouchCell,
  touchesOf,
  touchKey,
} from "./cells.ts";
import { readColumns } from "./readColumns.ts";
import { type Flaw, type ReadOrder, readOrder } from "./readOrder.ts";
import { readTouch } from "./readTouch.ts";
import { type Summarizing, summaryOf } from "./summaryOf.ts";

/** Facts summed up by customer and day. */
export interface Collection {
  /** Takes orders in, and notes why not. */
  take(rows: Iterable<unknown>): void;
  /** Takes orders in from columns, and notes why not. */
  takeColumns(columns: OrderColumns): void;
  /** Takes interactions or activity in, and notes why not. */
  takeTouches(rows: Iterable<unknown>, what: "interaction" | "activity"): void;
  /** Takes in what another collection holds: all of it or, when a sum grows too large, nothing. */
  join(state: OrderSummaryState): void;
  /** How many rows could not be read, by code. */
  refused(): Readonly<Record<string, number>>;
  /** What was collected. */
  histories(): IterableIterator<CustomerHistory>;
  /** What was known at a moment. */
  finish(asOf: Instant): OrderSummary;
}

/**
 * Starts an empty collection.
 *
 * @param policy - How orders are counted.
 * @param options - `listed`: how many findings are listed; `until`: facts after this moment (epoch milliseconds) are only
 *   counted.
 * @returns The collection.
 */
export function startCollection(
  policy: HistoryPolicy,
  { listed, until }: { readonly listed: number; readonly until: number },
): Collection {
  const compiled = compiledPolicy(historyKind, policy);
  const { zone } = compiled;
  const rules = { ...compiled, currency: policy.currency };
  const customers = new Map<string, Collected>();
  const refused = startRowFindings(listed);
  const read = { order: 0, interaction: 0, activity: 0 };
  let later = 0;

  const dayAt = (ms: number): number => Math.floor((ms + zone.offsetAt(ms)) / DAY_MS);
  const cellAt = (of: Collected, ms: number): Cell => entryOf(of.days, dayAt(ms), emptyCell);

  const takeAmount = (of: Collected, ms: number, minor: number): void => {
    const cell = cellAt(of, ms);
    reach(cell, ms);
    if (minor < 0) {
      cell.cancellations++;
      cell.cancelled = total(cell.cancelled, -minor);
      cell.refunded = total(cell.refunded, -minor);
    } else {
      cell.orders++;
      if (minor === 0) cell.freeOrders++;
      else cell.spent = total(cell.spent, minor);
    }
  };

  const takeOrder = ({ customerId, ms, minor, refunds, paidBack }: ReadOrder): void => {
    const known = refunds.filter((refund) => refund.ms <= until);
    later += refunds.length - known.length;
    if (ms > until) later++;
    if (ms > until && known.length === 0) return;
    const of = entryOf(customers, customerId, newCollected);
    if (ms <= until) takeAmount(of, ms, minor);
    let voidMs = -Infinity;
    for (const refund of known) {
      const cell = cellAt(of, refund.ms);
      reach(cell, refund.ms);
      cell.refunds++;
      cell.refunded = total(cell.refunded, refund.minor);
      voidMs = Math.max(voidMs, refund.ms);
    }
    if (!paidBack || ms > until || known.length < refunds.length) return;
    // what is not yet placed cannot be void
    voidMs = Math.max(voidMs, ms);
    addVoid(cellAt(of, ms), voidMs, { orders: 1, spent: minor, refunds: 0, refunded: 0 });
    for (const refund of refunds) {
      addVoid(cellAt(of, refund.ms), voidMs, { orders: 0, spent: 0, refunds: 1, refunded: refund.minor });
    }
  };

  const refuse = (index: number, { code, path, params }: Flaw, input?: string): void => {
    refused.add({ index, code, path, params: input === undefined ? params : { ...params, input } });
  };

  return {
    take(rows) {
      for (const row of iterable(rows, "orders")) {
        const order = readOrder(row, rules);
        const at = read.order++;
        if (order.ok) takeOrder(order.value);
        else refuse(at, order.error);
      }
    },
    takeColumns(columns) {
      for (const row of readColumns(columns, zone, compiled.cancellations === "refuse")) {
        const at = read.order++;
        if ("code" in row) refuse(at, row);
        else if (row.ms > until) later++;
        else takeAmount(entryOf(customers, row.customerId, newCollected), row.ms, row.minor);
      }
    },
    takeTouches(rows, what) {
      const input = what === "interaction" ? "interactions" : "activity";
      for (const row of iterable(rows, input)) {
        const touch = readTouch(row, what === "interaction" ? "channel" : "kind");
        const at = read[what]++;
        if (!touch.ok) refuse(at, touch.error, input);
        else if (touch.value.ms > until) later++;
        else {
          const { customerId, ms, name } = touch.value;
          const { touches } = entryOf(customers, customerId, newCollected);
          const days = entryOf(touches, touchKey(what, name), newDays);
          const cell = entryOf(days, dayAt(ms), emptyTouch);
          reach(cell, ms);
          cell.count++;
        }
      }
    },
    join({ customers: histories, refused: elsewhere }) {
      for (const { customerId, days, touches } of histories) {
        // throws before anything is taken in
        const known = customers.get(customerId);
        for (const [day, cell] of days.map(cellOf)) addCell(trialOf(known?.days.get(day)), cell);
        for (const [key, cells] of touchesOf(touches)) {
          for (const [day, cell] of cells) addTouch({ ...(known?.touches.get(key)?.get(day) ?? emptyTouch()) }, cell);
        }
      }
      for (const { customerId, days, touches } of histories) {
        const of = entryOf(customers, customerId, newCollected);
        for (const [day, cell] of days.map(cellOf)) addCell(entryOf(of.days, day, emptyCell), cell);
        for (const [key, cells] of touchesOf(touches)) {
          const own = entryOf(of.touches, key, newDays);
          for (const [day, cell] of cells) addTouch(entryOf(own, day, emptyTouch), cell);
        }
      }
      for (const [code, rows] of Object.entries(elsewhere)) refused.count(code, rows);
    },
    refused: () => refused.result().byCode,
    histories: () => historiesOf(customers),
    finish(asOf) {
      const asOfMs = epochMsOf(asOf);
      const findings = startRowFindings(listed, refused.result());
      const counts: Counts = {
        orders: 0,
        freeOrders: 0,
        cancellations: 0,
        refunds: 0,
        voidedOrders: 0,
        interactions: 0,
        activity: 0,
        afterAsOf: later,
      };
      const summaries: CustomerSummary[] = [];
      const by: Summarizing = { policy, compiled, asOf, asOfMs };
      for (const customerId of [...customers.keys()].sort()) {
        const of = customers.get(customerId) ?? newCollected();
        const days = [...of.days].sort(([a], [b]) => a - b);
        const { known, open } = tally(of, days, asOfMs, counts);
        for (const day of open) {
          const params = { customerId, on: dayFromNumber(day) };
          findings.add({ index: null, code: "day-not-over", path: "", params });
        }
        if (known > 0) summaries.push(summaryOf({ customerId, days, touches: of.touches }, by));
      }
      const { id, version } = policy;
      return { asOf, policy: { id, version }, customers: summaries, counts, findings: findings.result() };
    },
  };
}

type Counts = { -readonly [Key in keyof OrderCounts]: number };

/** Counts the facts of a customer that are known, and those that are not; the sums of a day cannot be taken apart again. */
function tally(
  { touches }: Collected,
  days: readonly (readonly [number, Cell])[],
  asOfMs: number,
  counts: Counts,
): { readonly known: number; readonly open: readonly number[] } {
  const open = new Set<number>();
  let known = 0;
  for (const [day, cell] of days) {
    if (cell.lastMs <= asOfMs) {
      known++;
      counts.orders += cell.orders;
      counts.freeOrders += cell.freeOrders;
      counts.cancellations += cell.cancellations;
      counts.refunds += cell.refunds;
      for (const [ms, part] of cell.voided ?? []) if (ms <= asOfMs) counts.voidedOrders += part.orders;
    } else {
      counts.afterAsOf += cell.orders + cell.cancellations + cell.refunds;
      if (cell.firstMs <= asOfMs) open.add(day);
    }
  }
  for (const [key, cells] of touches) {
    for (const [day, cell] of cells) {
      if (cell.lastMs <= asOfMs) {
        known++;
        counts[key.startsWith("i") ? "interactions" : "activity"] += cell.count;
      } else {
        counts.afterAsOf += cell.count;
        if (cell.firstMs <= asOfMs) open.add(day);
      }
    }
  }
  return { known, open: [...open].sort((a, b) => a - b) };
}

const newDays = (): Map<number, TouchCell> => new Map();

/** A day to try an addition on. What is void is left out: it never comes to more than the day it is a part of. */
const trialOf = (cell: Cell | undefined): Cell => (cell === undefined ? emptyCell() : { ...cell, voided: null });

/** The rows, if they can be iterated over. */
function iterable(rows: Iterable<unknown>, name: string): Iterable<unknown> {
  if (typeof rows === "string" || (typeof rows === "object" && (rows as unknown) !== null && Symbol.iterator in rows)) {
    return rows;
  }
  throw new DomainError("invalid-option", `${name}: expected something to iterate over, received ${show(rows)}`);
}
