import { type InvalidFact, invalidFact, minorDigits } from "../../core/index.ts";
import type { ModelKind } from "./modelKinds.ts";
import { isClvUnit } from "./timeUnits.ts";

/** Something that may be an object: what it holds, nothing of its prototype. */
export const partsOf = (input: unknown): Readonly<Record<string, unknown>> =>
  typeof input === "object" && input !== null ? (input as Readonly<Record<string, unknown>>) : {};

/**
 * What somebody seems to have handed in for a model, as a hint behind a message; nothing where there is no telling.
 *
 * @param input - What came.
 */
export function modelHint(input: unknown): string {
  if (typeof input === "string") return " (a text: JSON.parse it first)";
  const { model, value } = partsOf(input);
  if (partsOf(model)["format"] !== undefined) return " (an object that holds a model: hand in its .model)";
  return partsOf(value)["model"] !== undefined ? " (the answer of a fit: hand in its .value.model)" : "";
}

/**
 * What is wrong with what scoring needs of a model: format, unit or currency, parameters.
 *
 * @param kind - What it should be.
 * @param model - What came.
 */
export function scoringFault(kind: ModelKind, model: unknown): InvalidFact | null {
  const { format, unit, currency, parameters } = partsOf(model);
  if (format !== kind.format) return invalidFact("/format", "known-name", format);
  if (kind.basis === "time" && !isClvUnit(unit)) return invalidFact("/unit", "time-unit", unit);
  if (kind.basis === "currency" && (typeof currency !== "string" || minorDigits(currency) === null)) {
    return invalidFact("/currency", "currency", currency);
  }
  return numbersFault(kind, "/parameters", parameters, isPositive);
}

/**
 * What is wrong with the rest of a stored model: what its fit left behind.
 *
 * @param kind - What it should be.
 * @param model - What came.
 */
export function fittedFault(kind: ModelKind, model: unknown): InvalidFact | null {
  const { standardErrors, covariance, logLikelihood, penalty, customers, rows, fingerprint, convergence, findings } =
    partsOf(model);
  if (standardErrors !== null) {
    const fault = numbersFault(kind, "/standardErrors", standardErrors, isPositive);
    if (fault !== null) return fault;
  }
  if ((standardErrors === null) !== (covariance === null))
    return invalidFact("/covariance", "covariance-matrix", covariance);
  if (covariance !== null && !isCovariance(covariance, kind.parameters.length)) {
    return invalidFact("/covariance", "covariance-matrix", covariance);
  }
  if (!Number.isFinite(logLikelihood)) return invalidFact("/logLikelihood", "finite-number", logLikelihood);
  if (!(isNumber(penalty) && penalty >= 0)) return invalidFact("/penalty", "non-negative-number", penalty);
  if (!isPositive(customers)) return invalidFact("/customers", "positive-number", customers);
  if (!(Number.isSafeInteger(rows) && isPositive(rows))) return invalidFact("/rows", "positive-integer", rows);
  if (typeof fingerprint !== "string" || !/^[0-9a-f]{16}$/.test(fingerprint)) {
    return invalidFact("/fingerprint", "text", fingerprint);
  }
  if (typeof convergence !== "object" || convergence === null) {
    return invalidFact("/convergence", "object", convergence);
  }
  if (!Array.isArray(findings)) return invalidFact("/findings", "array", findings);
  const odd = findings.findIndex((code: unknown) => typeof code !== "string");
  return odd < 0 ? null : invalidFact(`/findings/${odd}`, "text", findings[odd]);
}

const isNumber = (value: unknown): value is number => typeof value === "number" && Number.isFinite(value);
const isPositive = (value: unknown): value is number => isNumber(value) && value > 0;

function numbersFault(
  { parameters }: ModelKind,
  path: string,
  values: unknown,
  sound: (value: unknown) => boolean,
): InvalidFact | null {
  if (typeof values !== "object" || values === null) return invalidFact(path, "object", values);
  for (const name of parameters) {
    const value = partsOf(values)[name];
    if (!sound(value)) return invalidFact(`${path}/${name}`, "positive-number", value);
  }
  return null;
}

function isCovariance(covariance: unknown, size: number): boolean {
  if (!Array.isArray(covariance) || covariance.length !== size) return false;
  return covariance.every(
    (row: unknown, i) =>
      Array.isArray(row) &&
      row.length === size &&
      row.every((cell, j) => isNumber(cell) && (i !== j || cell > 0) && cell === partsOf(covariance[j])[String(i)]),
  );
}
