import type { CompiledHistoryPolicy } from "../historyKind.ts";
import type { HistoryPolicy } from "../model.ts";
import { type Cell, total } from "./cells.ts";

/** What a day counts for at a moment, minor units. */
export interface Counted {
  orders: number;
  spent: number;
  /** Given back. */
  refunded: number;
  /** The part of it that is subtracted. */
  subtracted: number;
  /** Orders that are void. */
  voidedOrders: number;
}

/** Takes a day at a moment of judgement. */
export type Counting = (cell: Cell) => Counted;

/**
 * Settles how days are counted.
 *
 * @param policy - What refunds and cancellations do.
 * @param compiled - Of the policy.
 * @param asOfMs - The moment of judgement: orders void by then are void.
 * @returns What a day counts for.
 */
export function countingOf(policy: HistoryPolicy, compiled: CompiledHistoryPolicy, asOfMs: number): Counting {
  const voids = policy.refunds === "void";
  const net = policy.refunds !== "ignore";
  const netCancelled = compiled.cancellations === "net";
  return (cell) => {
    const counted = { orders: cell.orders, spent: cell.spent, refunded: 0, subtracted: 0, voidedOrders: 0 };
    let refunds = cell.refunded - cell.cancelled;
    if (voids && cell.voided !== null) {
      for (const [ms, part] of cell.voided) {
        if (ms > asOfMs) continue;
        counted.orders -= part.orders;
        counted.spent -= part.spent;
        counted.voidedOrders += part.orders;
        refunds -= part.refunded;
      }
    }
    counted.refunded = refunds + cell.cancelled;
    counted.subtracted = (net ? refunds : 0) + (netCancelled ? cell.cancelled : 0);
    return counted;
  };
}

/**
 * Adds up what days count for.
 *
 * @param cells - The days.
 * @param counting - How they are counted.
 * @returns The sums.
 */
export function countedOf(cells: Iterable<Cell>, counting: Counting): Counted {
  const sum = { orders: 0, spent: 0, refunded: 0, subtracted: 0, voidedOrders: 0 };
  for (const cell of cells) {
    const { orders, spent, refunded, subtracted, voidedOrders } = counting(cell);
    sum.orders = total(sum.orders, orders);
    sum.spent = total(sum.spent, spent);
    sum.refunded = total(sum.refunded, refunded);
    sum.subtracted = total(sum.subtracted, subtracted);
    sum.voidedOrders += voidedOrders;
  }
  return sum;
}
