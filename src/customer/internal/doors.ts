import { DomainError, err, LISTED_ROWS, ok, type Result, show, startRowFindings } from "../../core/index.ts";
import type { FactProblem, ParsedFacts, ParseOptions } from "../model.ts";
import { type Check, unlike } from "./check.ts";

/** Every problem of one row, even when reading it runs code that throws. */
export function problemsOf(row: unknown, check: Check): readonly FactProblem[] {
  try {
    return check(row);
  } catch {
    return unlike("plain-data", row); // a getter or proxy that throws
  }
}

/** The one-row door: the row itself, or everything that is wrong with it. */
export function parseRow<Row, Fact>(row: Row, check: Check): Result<Row & Fact, readonly FactProblem[]> {
  const problems = problemsOf(row, check);
  return problems.length === 0 ? ok(row as Row & Fact) : err(problems);
}

/** The many-rows door: sound rows in their order, and one finding for each of the others. */
export function parseRows<Row, Fact>(
  rows: Iterable<Row>,
  { listed = LISTED_ROWS }: ParseOptions,
  check: Check,
): ParsedFacts<Row & Fact> {
  if (!Number.isSafeInteger(listed) || listed < 0) {
    throw new DomainError("invalid-option", `listed: expected an integer of zero or more, received ${show(listed)}`);
  }
  if (!isIterable(rows)) {
    throw new DomainError("invalid-option", `rows: expected something to iterate over, received ${show(rows)}`);
  }
  const facts: (Row & Fact)[] = [];
  const findings = startRowFindings(listed);
  let index = 0;
  for (const row of rows) {
    const problems = problemsOf(row, check);
    const [first] = problems;
    if (first === undefined) facts.push(row as Row & Fact);
    else {
      const { code, path, expected, observed } = first;
      findings.add({ index, code, path, params: { path, expected, observed, problems: problems.length } });
    }
    index++;
  }
  return { facts, findings: findings.result() };
}

const isIterable = (rows: unknown): boolean =>
  typeof rows === "string" || (typeof rows === "object" && rows !== null && Symbol.iterator in rows);
