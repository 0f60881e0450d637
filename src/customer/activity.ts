import type { Result } from "../core/index.ts";
import { parseRow, parseRows } from "./internal/doors.ts";
import type { FactProblem, Activity, ParsedFacts, ParseOptions } from "./model.ts";
import { activityCheck } from "./schema.ts";

/**
 * Reads an activity from outside. It is checked, not copied: the answer is the very object, with the host's own keys.
 * A day is no moment: the time of day and an offset are needed.
 *
 * @param row - Anything.
 * @returns The same row; or every problem with it: `invalid-fact`.
 *
 * @example
 * ```ts
 * import { parseActivity } from "clientele/customer";
 *
 * const row = { customerId: "c1", at: "2026-03-01T02:00:00Z", kind: "login" };
 *
 * parseActivity(row).ok; // => true
 * parseActivity({ ...row, at: "2026-03-01" }); // => {
 * //   ok: false,
 * //   error: [{ code: "invalid-fact", path: "/at", expected: "instant", observed: '"2026-03-01"' }],
 * // }
 * ```
 */
export const parseActivity = <Row>(row: Row): Result<Row & Activity, readonly FactProblem[]> =>
  parseRow<Row, Activity>(row, activityCheck);

/**
 * Reads activities from outside, sorting the sound rows from the others: each bad row is one finding with its index
 * and its first problem, and none is dropped without one. {@link parseActivity} lists every problem of a row.
 *
 * @param rows - Anything that can be iterated over, read once.
 * @param options - `listed`, how many findings are listed (default 100); all are counted.
 * @returns The sound rows, the same objects in the same order, and the findings.
 * @throws `DomainError` with code `invalid-option` for rows that cannot be iterated over or a bad `listed`.
 *
 * @example
 * ```ts
 * import { parseActivities } from "clientele/customer";
 *
 * const { facts, findings } = parseActivities([null, {}]);
 *
 * facts.length; // => 0
 * findings.total; // => 2
 * findings.rows[0]?.params; // => { path: "", expected: "object", observed: "null", problems: 1 }
 * ```
 */
export const parseActivities = <Row>(rows: Iterable<Row>, options: ParseOptions = {}): ParsedFacts<Row & Activity> =>
  parseRows<Row, Activity>(rows, options, activityCheck);
