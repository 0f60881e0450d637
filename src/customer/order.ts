import type { Result } from "../core/index.ts";
import { parseRow, parseRows } from "./internal/doors.ts";
import type { FactProblem, Order, ParsedFacts, ParseOptions } from "./model.ts";
import { orderCheck } from "./schema.ts";

/**
 * Reads an order from outside. It is checked, not copied: the answer is the very object, with the host's own keys.
 * Refunds must be positive, in the order's currency, and in all no more than the order's amount; so an order of zero
 * or less has none.
 *
 * @param row - Anything.
 * @returns The same row; or every problem with it: `invalid-fact`, `currency-mismatch`, `refunds-exceed-order`,
 *   `too-large` for a list of more than 100,000.
 *
 * @example
 * ```ts
 * import { parseOrder } from "clientele/customer";
 *
 * const row = {
 *   id: "o1",
 *   customerId: "c1",
 *   at: "2026-03-01T10:00:00+08:00",
 *   amount: { amount: "19.90", currency: "CNY" },
 * };
 *
 * parseOrder(row).ok; // => true
 * parseOrder({ ...row, refunds: [{ at: row.at, amount: { amount: "20", currency: "CNY" } }] }); // => {
 * //   ok: false,
 * //   error: [{ code: "refunds-exceed-order", path: "/refunds", expected: "19.90", observed: "20.00" }],
 * // }
 * ```
 */
export const parseOrder = <Row>(row: Row): Result<Row & Order, readonly FactProblem[]> =>
  parseRow<Row, Order>(row, orderCheck);

/**
 * Reads orders from outside, sorting the sound rows from the others: each bad row is one finding with its index and
 * its first problem, and none is dropped without one. {@link parseOrder} lists every problem of a row.
 *
 * @param rows - Anything that can be iterated over, read once.
 * @param options - `listed`, how many findings are listed (default 100); all are counted.
 * @returns The sound rows, the same objects in the same order, and the findings.
 * @throws `DomainError` with code `invalid-option` for rows that cannot be iterated over or a bad `listed`.
 *
 * @example
 * ```ts
 * import { parseOrders } from "clientele/customer";
 *
 * const { facts, findings } = parseOrders([null, {}]);
 *
 * facts.length; // => 0
 * findings.total; // => 2
 * findings.rows[0]?.params; // => { path: "", expected: "object", observed: "null", problems: 1 }
 * ```
 */
export const parseOrders = <Row>(rows: Iterable<Row>, options: ParseOptions = {}): ParsedFacts<Row & Order> =>
  parseRows<Row, Order>(rows, options, orderCheck);
