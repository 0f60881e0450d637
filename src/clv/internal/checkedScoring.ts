import { DomainError, minorDigits } from "../../core/index.ts";
import type { BgNbdScoring, GammaGammaScoring } from "../model.ts";
import { isClvUnit } from "./timeUnits.ts";

/**
 * Makes sure that something is a BG/NBD model.
 *
 * @param model - What the caller handed in.
 * @throws `DomainError` with code `invalid-model`.
 */
export function checkedBgNbd(model: BgNbdScoring): BgNbdScoring {
  const { format, unit, parameters } = partsOf(model);
  if (format !== "bg-nbd-model/1") refuse("bg-nbd-model/1", "/format is another");
  if (!isClvUnit(unit)) refuse("bg-nbd-model/1", '/unit is none of "day", "week", "month", "year"');
  requirePositive("bg-nbd-model/1", parameters, ["r", "alpha", "a", "b"]);
  return model;
}

/**
 * Makes sure that something is a Gamma-Gamma model.
 *
 * @param model - What the caller handed in.
 * @throws `DomainError` with code `invalid-model`.
 */
export function checkedGammaGamma(model: GammaGammaScoring): GammaGammaScoring {
  const { format, currency, parameters } = partsOf(model);
  if (format !== "gamma-gamma-model/1") refuse("gamma-gamma-model/1", "/format is another");
  if (typeof currency !== "string" || minorDigits(currency) === null) {
    refuse("gamma-gamma-model/1", "/currency is not ISO 4217");
  }
  requirePositive("gamma-gamma-model/1", parameters, ["p", "q", "v"]);
  return model;
}

const partsOf = (input: unknown): Readonly<Record<string, unknown>> & Parts =>
  typeof input === "object" && input !== null ? (input as Readonly<Record<string, unknown>> & Parts) : {};

interface Parts {
  readonly format?: unknown;
  readonly unit?: unknown;
  readonly currency?: unknown;
  readonly parameters?: unknown;
}

function requirePositive(format: string, parameters: unknown, names: readonly string[]): void {
  const values: Readonly<Record<string, unknown>> = partsOf(parameters);
  for (const name of names) {
    const value = values[name];
    if (!(typeof value === "number" && value > 0 && value < Infinity)) {
      refuse(format, `/parameters/${name} is no positive number`);
    }
  }
}

function refuse(format: string, flaw: string): never {
  throw new DomainError("invalid-model", `expected a model of format ${format}: ${flaw}`);
}
