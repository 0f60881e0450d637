import { NO_DAY, type OrderBatch, type OrderTotals } from "clientele/kernel";

/** A row: customer, day, amount. */
export type OrderRow = readonly [customer: number, day: number, minor: number];

/** Rows as columns of 32-bit integers. */
export const batch = (rows: readonly OrderRow[]): Readonly<Record<keyof OrderBatch, Int32Array>> => ({
  customer: Int32Array.from(rows, ([customer]) => customer),
  day: Int32Array.from(rows, ([, day]) => day),
  minor: Int32Array.from(rows, ([, , minor]) => minor),
});
/** Columns as lists. */
export const plain = ({ customer, day, minor }: OrderBatch): OrderBatch => ({
  customer: Array.from(customer),
  day: Array.from(day),
  minor: Array.from(minor),
});

/** Days from 1970 from which on there are none. */
export const FAR = 2 ** 30;

/** Totals by their definitions, row by row. */
export function slowly(
  rows: readonly OrderRow[],
  { customers, asOfDay }: { readonly customers: number; readonly asOfDay: number },
): OrderTotals {
  const sound = rows.filter(([customer, day]) => customer >= 0 && customer < customers && Math.abs(day) < FAR);
  const known = sound.filter(([, day]) => day <= asOfDay);
  const byCustomer = new Map<number, (readonly [day: number, minor: number])[]>();
  for (const [customer, day, minor] of known) {
    const own = byCustomer.get(customer) ?? [];
    own.push([day, minor]);
    byCustomer.set(customer, own);
  }
  const column = (of: (own: readonly (readonly [day: number, minor: number])[]) => number): number[] =>
    Array.from({ length: customers }, (_, customer) => of(byCustomer.get(customer) ?? []));
  const bought = (own: readonly (readonly [day: number, minor: number])[]): readonly number[] =>
    own.filter(([, minor]) => minor >= 0).map(([day]) => day);
  return {
    asOfDay,
    orders: Int32Array.from(column((own) => bought(own).length)),
    cancellations: Int32Array.from(column((own) => own.length - bought(own).length)),
    firstDay: Int32Array.from(column((own) => (bought(own).length === 0 ? NO_DAY : Math.min(...bought(own))))),
    lastDay: Int32Array.from(column((own) => (bought(own).length === 0 ? NO_DAY : Math.max(...bought(own))))),
    purchaseDays: Int32Array.from(column((own) => new Set(bought(own)).size)),
    grossMinor: Float64Array.from(column((own) => own.reduce((sum, [, minor]) => sum + Math.max(minor, 0), 0))),
    refundedMinor: Float64Array.from(column((own) => own.reduce((sum, [, minor]) => sum + Math.max(-minor, 0), 0))),
    counted: known.length,
    afterAsOf: sound.length - known.length,
    refused: rows.length - sound.length,
  };
}

/** Totals as texts, which are sooner compared than columns of many thousand rows. */
export const told = (totals: OrderTotals): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries(totals).map(([name, value]) => [
      name,
      ArrayBuffer.isView(value) ? Array.from(value as Int32Array).join() : value,
    ]),
  );
