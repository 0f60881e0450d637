import type { Result } from "../core/index.ts";
import { parseRow, parseRows } from "./internal/doors.ts";
import type { FactProblem, Case, ParsedFacts, ParseOptions } from "./model.ts";
import { caseCheck } from "./schema.ts";

/**
 * Reads a case from outside. It is checked, not copied: the answer is the very object, with the host's own keys. The
 * list of events must be there, though it may be empty; the same event twice, or one before the case was opened, is no
 * problem of shape and is left to the verbs.
 *
 * @param row - Anything.
 * @returns The same row; or every problem with it: `invalid-fact`, `unknown-choice`, `too-large` for a list of more
 *   than 100,000.
 *
 * @example
 * ```ts
 * import { parseCase } from "clientele/customer";
 *
 * const row = { id: "k1", customerId: "c1", openedAt: "2026-03-01T02:00:00Z", severity: "major", events: [] };
 *
 * parseCase(row).ok; // => true
 * parseCase({ ...row, events: null }); // => {
 * //   ok: false,
 * //   error: [{ code: "invalid-fact", path: "/events", expected: "array", observed: "null" }],
 * // }
 * ```
 */
export const parseCase = <Row>(row: Row): Result<Row & Case, readonly FactProblem[]> =>
  parseRow<Row, Case>(row, caseCheck);

/**
 * Reads cases from outside, sorting the sound rows from the others: each bad row is one finding with its index and its
 * first problem, and none is dropped without one. {@link parseCase} lists every problem of a row.
 *
 * @param rows - Anything that can be iterated over, read once.
 * @param options - `listed`, how many findings are listed (default 100); all are counted.
 * @returns The sound rows, the same objects in the same order, and the findings.
 * @throws `DomainError` with code `invalid-option` for rows that cannot be iterated over or a bad `listed`.
 *
 * @example
 * ```ts
 * import { parseCases } from "clientele/customer";
 *
 * const { facts, findings } = parseCases([null, {}]);
 *
 * facts.length; // => 0
 * findings.total; // => 2
 * findings.rows[0]?.params; // => { path: "", expected: "object", observed: "null", problems: 1 }
 * ```
 */
export const parseCases = <Row>(rows: Iterable<Row>, options: ParseOptions = {}): ParsedFacts<Row & Case> =>
  parseRows<Row, Case>(rows, options, caseCheck);
