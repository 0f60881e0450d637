import { dirname, join } from "node:path";
import {
  fitBdw,
  fitBgBb,
  fitBgNbd,
  fitGammaGamma,
  fitMbgNbd,
  fitNbd,
  fitParetoNbd,
  fitSbg,
  survivorColumns,
  type SurvivorRows,
} from "clientele/clv";
import { orThrow } from "clientele/core";
import { near, readCsv, readJson } from "./compare.ts";
import type { Kind, Outcome } from "./kinds.ts";

interface Case {
  readonly name: string;
  readonly model: string;
  /** Relative to the file. */
  readonly csv: string;
  /** The file's names for the model's columns. */
  readonly columns: Readonly<Record<string, string>>;
  /** By column: `>0` and the like; rows that do not hold are not part of the data. */
  readonly where?: Readonly<Record<string, string>>;
  /** Customers at the start; the column of survivors is in percent of them. */
  readonly cohortSize?: number;
  /** The first and last period fitted on. */
  readonly periods?: readonly [number, number];
  readonly unit?: "day" | "week" | "month" | "year";
  readonly expected: {
    readonly params: Readonly<Record<string, string>>;
    readonly logLikelihood: string;
    readonly standardErrors: Readonly<Record<string, number | string>>;
  };
}

/** What every model answers, by the names of its file. */
interface Fitted {
  readonly parameters: object;
  readonly standardErrors: object | null;
  readonly logLikelihood: number;
}

type Columns = Readonly<Record<string, readonly number[]>>;

/** Survivors in percent, as columns of renewals. */
function cohortOf(
  { period = [], survivingPercent = [] }: Columns,
  { cohortSize = 100, periods: [from, to] = [0, Infinity] }: Case,
): SurvivorRows {
  const seen = survivingPercent.filter((_, row) => (period[row] ?? NaN) >= from && (period[row] ?? NaN) <= to);
  return orThrow(survivorColumns(seen.map((percent) => (cohortSize * percent) / 100)));
}

/** Fits from default starts, by model. */
const FITS: Readonly<Record<string, (columns: Columns, item: Case) => Fitted>> = {
  "bg-nbd": ({ frequency = [], recency = [], age = [], weight }, { unit = "week" }) =>
    orThrow(fitBgNbd({ frequency, recency, age, weight }, { unit })).model,
  "mbg-nbd": ({ frequency = [], recency = [], age = [], weight }, { unit = "week" }) =>
    orThrow(fitMbgNbd({ frequency, recency, age, weight }, { unit })).model,
  "pareto-nbd": ({ frequency = [], recency = [], age = [], weight }, { unit = "week" }) =>
    orThrow(fitParetoNbd({ frequency, recency, age, weight }, { unit })).model,
  nbd: ({ frequency = [], recency = [], age = [], weight }, { unit = "week" }) =>
    orThrow(fitNbd({ frequency, recency, age, weight }, { unit })).model,
  "gamma-gamma": ({ frequency = [], monetary = [], weight }) =>
    orThrow(fitGammaGamma({ frequency, monetary, weight }, { currency: "USD" })).model,
  "bg-bb": ({ frequency = [], recency = [], opportunities = [], weight }) =>
    orThrow(fitBgBb({ frequency, recency, opportunities, weight })).model,
  sbg: (columns, item) => orThrow(fitSbg(cohortOf(columns, item))).model,
  bdw: (columns, item) => orThrow(fitBdw(cohortOf(columns, item))).model,
};

/** Parameters to 1e-6, log-likelihood to 1e-9, standard errors to 1e-4, all relative. */
export const clvFit: Kind = (file, only) => {
  const { cases } = readJson(file) as { readonly cases: readonly Case[] };
  return cases
    .filter(({ model }) => only === null || only.has(model))
    .map((item): Outcome => {
      const { name: id, model, expected } = item;
      const fit = Object.hasOwn(FITS, model) ? FITS[model] : undefined;
      if (fit === undefined) return { id, differences: [{ what: model, expected: "a fit", got: "not offered" }] };
      const fitted = fit(columnsOf(item, dirname(file)), item);
      const numbers = fitted.parameters as Readonly<Record<string, number>>;
      const errors = (fitted.standardErrors ?? {}) as Readonly<Record<string, number>>;
      const held = [
        ...Object.entries(expected.params).map(([what, truth]) => ({
          what,
          truth,
          got: numbers[what],
          tolerance: 1e-6,
        })),
        { what: "logLikelihood", truth: expected.logLikelihood, got: fitted.logLikelihood, tolerance: 1e-9 },
        ...Object.entries(expected.standardErrors).map(([what, truth]) => ({
          what: `standard error of ${what}`,
          truth,
          got: errors[what],
          tolerance: 1e-4,
        })),
      ];
      const differences = held
        .filter(({ truth, got, tolerance }) => got === undefined || !near(got, Number(truth), tolerance, 1e-290))
        .map(({ what, truth, got }) => ({ what, expected: truth, got }));
      return { id, differences };
    });
};

function columnsOf({ csv, columns, where = {} }: Case, folder: string): Columns {
  const rows = readCsv(join(folder, csv)).filter((row) =>
    Object.entries(where).every(([column, rule]) => holds(Number(row[columns[column] ?? column]), rule)),
  );
  return Object.fromEntries(
    Object.entries(columns).map(([column, name]) => [column, rows.map((row) => Number(row[name]))]),
  );
}

function holds(value: number, rule: string): boolean {
  const [, op, bound] = /^(>=|<=|>|<|=)\s*(-?[\d.]+)$/.exec(rule) ?? [];
  switch (op) {
    case ">":
      return value > Number(bound);
    case ">=":
      return value >= Number(bound);
    case "<":
      return value < Number(bound);
    case "<=":
      return value <= Number(bound);
    case "=":
      return value === Number(bound);
    default:
      throw new Error(`a rule that is not known: ${rule}`);
  }
}
