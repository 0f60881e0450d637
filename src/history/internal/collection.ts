import { compiledPolicy, DAY_MS, DomainError, type Instant, show, startRowFindings } from "../../core/index.ts";
import { historyKind } from "../historyKind.ts";
import type {
  CustomerDay,
  CustomerHistory,
  CustomerSummary,
  HistoryPolicy,
  OrderCounts,
  OrderSummary,
  OrderSummaryState,
} from "../model.ts";
import { summarizeHistory } from "../summarizeHistory.ts";
import { addCell, type Cell, cellOf, type Cells, emptyCell, entryOf, historiesOf, total } from "./cells.ts";
import { readOrder } from "./readOrder.ts";

/** Orders summed up by customer and day. */
export interface Collection {
  /** Takes rows in, and notes why not. */
  take(rows: Iterable<unknown>): void;
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
  const { zone } = compiledPolicy(historyKind, policy);
  const customers = new Map<string, Cells>();
  const refused = startRowFindings(listed);
  let index = 0;
  let later = 0;

  /** The cell of a customer's day, which now reaches to this moment. */
  const cellAt = (customerId: string, ms: number): Cell => {
    const day = Math.floor((ms + zone.offsetAt(ms)) / DAY_MS);
    const cell = entryOf(entryOf(customers, customerId, newCells), day, emptyCell);
    if (ms < cell.firstMs) cell.firstMs = ms;
    if (ms > cell.lastMs) cell.lastMs = ms;
    return cell;
  };

  const takeAmount = (customerId: string, ms: number, minor: number): void => {
    const cell = cellAt(customerId, ms);
    if (minor < 0) {
      cell.cancellations++;
      cell.refunded = total(cell.refunded, -minor);
    } else {
      cell.orders++;
      if (minor === 0) cell.freeOrders++;
      cell.spent = total(cell.spent, minor);
    }
  };

  const takeRefund = (customerId: string, ms: number, minor: number): void => {
    const cell = cellAt(customerId, ms);
    cell.refunds++;
    cell.refunded = total(cell.refunded, minor);
  };

  const takeRow = (row: unknown): void => {
    const read = readOrder(row, policy.currency);
    const at = index++;
    if (!read.ok) {
      const { code, path, params } = read.error;
      refused.add({ index: at, code, path, params });
      return;
    }
    const { customerId, ms, minor, refunds } = read.value;
    if (ms > until) later++;
    else takeAmount(customerId, ms, minor);
    for (const refund of refunds) {
      if (refund.ms > until) later++;
      else takeRefund(customerId, refund.ms, refund.minor);
    }
  };

  return {
    take(rows) {
      if (!isIterable(rows)) {
        throw new DomainError("invalid-option", `orders: expected something to iterate over, received ${show(rows)}`);
      }
      for (const row of rows) takeRow(row);
    },
    join({ customers: histories, refused: elsewhere }) {
      for (const { customerId, days } of histories) {
        const cells = customers.get(customerId);
        for (const [day, cell] of cells === undefined ? [] : days.map(cellOf)) {
          addCell({ ...(cells?.get(day) ?? emptyCell()) }, cell); // throws before anything is taken in
        }
      }
      for (const { customerId, days } of histories) {
        const cells = entryOf(customers, customerId, newCells);
        for (const [day, cell] of days.map(cellOf)) addCell(entryOf(cells, day, emptyCell), cell);
      }
      for (const [code, rows] of Object.entries(elsewhere)) refused.count(code, rows);
    },
    refused: () => refused.result().byCode,
    histories: () => historiesOf(customers),
    finish(asOf) {
      const findings = startRowFindings(listed, refused.result());
      const counts = { orders: 0, freeOrders: 0, cancellations: 0, refunds: 0, afterAsOf: later };
      const summaries: CustomerSummary[] = [];
      for (const { customerId, days } of historiesOf(customers)) {
        for (const day of days) {
          if (day.lastAt <= asOf) count(counts, day);
          else {
            counts.afterAsOf += day.orders + day.cancellations + day.refunds;
            // the sums of a day cannot be taken apart again
            if (day.firstAt <= asOf) {
              findings.add({ index: null, code: "day-not-over", path: "", params: { customerId, on: day.on } });
            }
          }
        }
        const known = days.filter((day) => day.lastAt <= asOf);
        if (known.length > 0) summaries.push(summarizeHistory({ customerId, days: known }, policy, { asOf }));
      }
      const { id, version } = policy;
      return { asOf, policy: { id, version }, customers: summaries, counts, findings: findings.result() };
    },
  };
}

const newCells = (): Cells => new Map();

const isIterable = (rows: unknown): boolean =>
  typeof rows === "string" || (typeof rows === "object" && rows !== null && Symbol.iterator in rows);

function count(counts: { -readonly [Key in keyof OrderCounts]: number }, day: CustomerDay): void {
  counts.orders += day.orders;
  counts.freeOrders += day.freeOrders;
  counts.cancellations += day.cancellations;
  counts.refunds += day.refunds;
}
