import type { Result } from "../core/index.ts";
import { parseRow, parseRows } from "./internal/doors.ts";
import type { FactProblem, Interaction, ParsedFacts, ParseOptions } from "./model.ts";
import { interactionCheck } from "./schema.ts";

/**
 * Reads an interaction from outside. It is checked, not copied: the answer is the very object, with the host's own
 * keys. The channel is the host's own word; the direction is `inbound` or `outbound`.
 *
 * @param row - Anything.
 * @returns The same row; or every problem with it: `invalid-fact`, `unknown-choice`.
 *
 * @example
 * ```ts
 * import { parseInteraction } from "clientele/customer";
 *
 * const row = { id: "i1", customerId: "c1", at: "2026-03-01T02:00:00Z", channel: "email", direction: "inbound" };
 *
 * parseInteraction(row).ok; // => true
 * parseInteraction({ ...row, direction: "in" }); // => {
 * //   ok: false,
 * //   error: [{ code: "unknown-choice", path: "/direction", expected: "inbound, outbound", observed: '"in"' }],
 * // }
 * ```
 */
export const parseInteraction = <Row>(row: Row): Result<Row & Interaction, readonly FactProblem[]> =>
  parseRow<Row, Interaction>(row, interactionCheck);

/**
 * Reads interactions from outside, sorting the sound rows from the others: each bad row is one finding with its index
 * and its first problem, and none is dropped without one. {@link parseInteraction} lists every problem of a row.
 *
 * @param rows - Anything that can be iterated over, read once.
 * @param options - `listed`, how many findings are listed (default 100); all are counted.
 * @returns The sound rows, the same objects in the same order, and the findings.
 * @throws `DomainError` with code `invalid-option` for rows that cannot be iterated over or a bad `listed`.
 *
 * @example
 * ```ts
 * import { parseInteractions } from "clientele/customer";
 *
 * const { facts, findings } = parseInteractions([null, {}]);
 *
 * facts.length; // => 0
 * findings.total; // => 2
 * findings.rows[0]?.params; // => { path: "", expected: "object", observed: "null", problems: 1 }
 * ```
 */
export const parseInteractions = <Row>(
  rows: Iterable<Row>,
  options: ParseOptions = {},
): ParsedFacts<Row & Interaction> => parseRows<Row, Interaction>(rows, options, interactionCheck);
