import type { Result } from "../core/index.ts";
import { parseRow, parseRows } from "./internal/doors.ts";
import type { FactProblem, Customer, ParsedFacts, ParseOptions } from "./model.ts";
import { customerCheck } from "./schema.ts";

/**
 * Reads a customer from outside. It is checked, not copied: the answer is the very object, with the host's own keys. A
 * company is checked as a company, anybody else as a person. Attributes and the values of preferences must be plain
 * JSON.
 *
 * @param row - Anything.
 * @returns The same row; or every problem with it: `invalid-fact`, `unknown-choice`, `too-large` for a list of more
 *   than 100,000.
 *
 * @example
 * ```ts
 * import { parseCustomer } from "clientele/customer";
 *
 * const row = { kind: "company", id: "c1", industry: "textiles", employees: 40 };
 *
 * parseCustomer(row).ok; // => true
 * parseCustomer({ ...row, employees: -1 }); // => {
 * //   ok: false,
 * //   error: [{ code: "invalid-fact", path: "/employees", expected: "non-negative-integer", observed: "-1" }],
 * // }
 * ```
 */
export const parseCustomer = <Row>(row: Row): Result<Row & Customer, readonly FactProblem[]> =>
  parseRow<Row, Customer>(row, customerCheck);

/**
 * Reads customers from outside, sorting the sound rows from the others: each bad row is one finding with its index and
 * its first problem, and none is dropped without one. {@link parseCustomer} lists every problem of a row.
 *
 * @param rows - Anything that can be iterated over, read once.
 * @param options - `listed`, how many findings are listed (default 100); all are counted.
 * @returns The sound rows, the same objects in the same order, and the findings.
 * @throws `DomainError` with code `invalid-option` for rows that cannot be iterated over or a bad `listed`.
 *
 * @example
 * ```ts
 * import { parseCustomers } from "clientele/customer";
 *
 * const { facts, findings } = parseCustomers([null, {}]);
 *
 * facts.length; // => 0
 * findings.total; // => 2
 * findings.rows[0]?.params; // => { path: "", expected: "object", observed: "null", problems: 1 }
 * ```
 */
export const parseCustomers = <Row>(rows: Iterable<Row>, options: ParseOptions = {}): ParsedFacts<Row & Customer> =>
  parseRows<Row, Customer>(rows, options, customerCheck);
