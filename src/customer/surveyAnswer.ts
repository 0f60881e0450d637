import type { Result } from "../core/index.ts";
import { parseRow, parseRows } from "./internal/doors.ts";
import type { FactProblem, SurveyAnswer, ParsedFacts, ParseOptions } from "./model.ts";
import { surveyAnswerCheck } from "./schema.ts";

/**
 * Reads a survey answer from outside. It is checked, not copied: the answer is the very object, with the host's own
 * keys. The ends of the scale and the answer are whole numbers, the scale goes up, and the answer lies on it, both
 * ends included; null means asked but not answered, and a missing value is refused.
 *
 * @param row - Anything.
 * @returns The same row; or every problem with it: `invalid-fact`, `scale-upside-down`, `answer-off-scale`.
 *
 * @example
 * ```ts
 * import { parseSurveyAnswer } from "clientele/customer";
 *
 * const row = {
 *   id: "a1",
 *   customerId: "c1",
 *   at: "2026-03-01T02:00:00Z",
 *   survey: "nps-2026-q1",
 *   question: "recommend",
 *   scale: { min: 0, max: 10 },
 *   value: 9,
 * };
 *
 * parseSurveyAnswer(row).ok; // => true
 * parseSurveyAnswer({ ...row, value: 11 }); // => {
 * //   ok: false,
 * //   error: [{ code: "answer-off-scale", path: "/value", expected: "0..10", observed: "11" }],
 * // }
 * ```
 */
export const parseSurveyAnswer = <Row>(row: Row): Result<Row & SurveyAnswer, readonly FactProblem[]> =>
  parseRow<Row, SurveyAnswer>(row, surveyAnswerCheck);

/**
 * Reads survey answers from outside, sorting the sound rows from the others: each bad row is one finding with its
 * index and its first problem, and none is dropped without one. {@link parseSurveyAnswer} lists every problem of a
 * row.
 *
 * @param rows - Anything that can be iterated over, read once.
 * @param options - `listed`, how many findings are listed (default 100); all are counted.
 * @returns The sound rows, the same objects in the same order, and the findings.
 * @throws `DomainError` with code `invalid-option` for rows that cannot be iterated over or a bad `listed`.
 *
 * @example
 * ```ts
 * import { parseSurveyAnswers } from "clientele/customer";
 *
 * const { facts, findings } = parseSurveyAnswers([null, {}]);
 *
 * facts.length; // => 0
 * findings.total; // => 2
 * findings.rows[0]?.params; // => { path: "", expected: "object", observed: "null", problems: 1 }
 * ```
 */
export const parseSurveyAnswers = <Row>(
  rows: Iterable<Row>,
  options: ParseOptions = {},
): ParsedFacts<Row & SurveyAnswer> => parseRows<Row, SurveyAnswer>(rows, options, surveyAnswerCheck);
