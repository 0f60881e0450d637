import type { Result } from "../core/index.ts";
import { parseRow, parseRows } from "./internal/doors.ts";
import type { FactProblem, Contract, ParsedFacts, ParseOptions } from "./model.ts";
import { contractCheck } from "./schema.ts";

/**
 * Reads a contract from outside. It is checked, not copied: the answer is the very object, with the host's own keys. A
 * contract of one day, from a day to the same day, is sound; its last day is never before its first.
 *
 * @param row - Anything.
 * @returns The same row; or every problem with it: `invalid-fact`, `contract-ends-before-start`.
 *
 * @example
 * ```ts
 * import { parseContract } from "clientele/customer";
 *
 * const row = { id: "k1", customerId: "c1", from: "2026-01-01", to: "2026-12-31" };
 *
 * parseContract(row).ok; // => true
 * parseContract({ ...row, to: "2025-12-31" }); // => {
 * //   ok: false,
 * //   error: [{ code: "contract-ends-before-start", path: "/to", expected: "2026-01-01", observed: "2025-12-31" }],
 * // }
 * ```
 */
export const parseContract = <Row>(row: Row): Result<Row & Contract, readonly FactProblem[]> =>
  parseRow<Row, Contract>(row, contractCheck);

/**
 * Reads contracts from outside, sorting the sound rows from the others: each bad row is one finding with its index and
 * its first problem, and none is dropped without one. {@link parseContract} lists every problem of a row.
 *
 * @param rows - Anything that can be iterated over, read once.
 * @param options - `listed`, how many findings are listed (default 100); all are counted.
 * @returns The sound rows, the same objects in the same order, and the findings.
 * @throws `DomainError` with code `invalid-option` for rows that cannot be iterated over or a bad `listed`.
 *
 * @example
 * ```ts
 * import { parseContracts } from "clientele/customer";
 *
 * const { facts, findings } = parseContracts([null, {}]);
 *
 * facts.length; // => 0
 * findings.total; // => 2
 * findings.rows[0]?.params; // => { path: "", expected: "object", observed: "null", problems: 1 }
 * ```
 */
export const parseContracts = <Row>(rows: Iterable<Row>, options: ParseOptions = {}): ParsedFacts<Row & Contract> =>
  parseRows<Row, Contract>(rows, options, contractCheck);
