import { DomainError, err, LISTED_ROWS, ok, type Result } from "../../core/index.ts";
import type { ClvFit, ClvFitOptions, ClvFitRefusal, FitColumns, FitFacts } from "../model.ts";
import {
  maximizeNbd,
  type OrderingColumns,
  type OrderingMaximum,
  type PenaltyOption,
  type PopulationMaximum,
} from "./columns.ts";
import { fitFacts, fitFindings } from "./fitReport.ts";
import { historyFault } from "./historyFault.ts";
import type { ModelKind } from "./modelKinds.ts";
import { checkedPenalty, checkedUnit } from "./options.ts";
import { historyRefusal } from "./readHistory.ts";
import { refuseRows, requireColumns, rowsOf } from "./rowRefusals.ts";
import type { ClvUnit } from "./timeUnits.ts";

/**
 * Fits a model of orders: looks through the rows, maximises, and writes the model down.
 *
 * @param columns - Frequency, recency, age, weight.
 * @param options - `unit` and what every fit takes.
 * @param model - `kind`, and `maximize`: its maximiser.
 */
export function fitOrdering<Format extends string, Parameters>(
  columns: FitColumns,
  options: ClvFitOptions & { readonly unit: ClvUnit },
  model: {
    readonly kind: ModelKind<Format>;
    readonly maximize: (columns: OrderingColumns, options: PenaltyOption) => OrderingMaximum;
  },
): Result<
  ClvFit<{ readonly format: Format; readonly unit: ClvUnit; readonly parameters: Parameters } & FitFacts<Parameters>>,
  ClvFitRefusal
> {
  requireColumns(columns);
  const unit = checkedUnit(options.unit, "unit");
  const penalty = checkedPenalty(options.penalty ?? 0);
  if (columns.unit !== undefined && columns.unit !== unit) {
    throw new DomainError("invalid-option", `unit: the columns are in ${columns.unit}s, received "${unit}"`);
  }
  const { frequency, recency, age, weight } = columns;
  const refused = soundHistories({ frequency, recency, age, weight })
    ? null
    : refuseRows(
        { frequency, recency, age, weight },
        {
          listed: options.listed ?? LISTED_ROWS,
          ids: columns.ids,
          refusalOf: (index) => {
            const row = { frequency: frequency[index] ?? NaN, recency: recency[index] ?? NaN, age: age[index] ?? NaN };
            const fault = historyFault(row);
            return fault === null ? null : historyRefusal(fault, row).error;
          },
        },
      );
  if (refused !== null) return err(refused);
  const maximum = model.maximize({ frequency, recency, age, weight }, { penalty });
  if ("code" in maximum) return err(maximum);
  const findings = fitFindings(maximum, model.kind);
  const [r = NaN, alpha = NaN] = maximum.parameters;
  if (maximum.scale < alpha / r) {
    findings.push({
      code: "short-observation",
      severity: "warning",
      path: "/parameters/alpha",
      keys: ["parameters", "alpha"],
      params: { meanAge: maximum.scale, meanGap: alpha / r },
    });
  }
  const pValue = penalty > 0 ? 0 : chanceOfNobodyLeaving(maximum, { frequency, recency, age, weight });
  if (pValue > SEEN) {
    const [, , leaving = ""] = model.kind.parameters;
    findings.push({
      code: "leaving-not-seen",
      severity: "warning",
      path: `/parameters/${leaving}`,
      keys: ["parameters", leaving],
      params: { pValue },
    });
  }
  return ok({
    model: { format: model.kind.format, unit, ...fitFacts<Parameters>(maximum, model.kind, { penalty, findings }) },
    findings,
  });
}

/** The p-value of the likelihood-ratio test against NBD up to which leaving counts as seen. */
const SEEN = 0.05;
/** Standard errors from 0 beyond which the first parameter of leaving needs no test. */
const PLAIN = 4;

/**
 * The p-value of nobody leaving: of the likelihood-ratio test against NBD, two parameters fewer, as `compareNested` has it.
 * NBD is fitted only where the parameter that vanishes with leaving does not stand clear of 0.
 */
function chanceOfNobodyLeaving(maximum: PopulationMaximum, columns: OrderingColumns): number {
  const [, , leaving] = maximum.parameters;
  if (leaving === undefined) return 0; // NBD itself
  const variance = maximum.covariance?.[2]?.[2];
  if (variance !== undefined && leaving > PLAIN * Math.sqrt(variance)) return 0;
  const nobody = maximizeNbd(columns, { penalty: 0 });
  if ("code" in nobody) return 0;
  return Math.exp(Math.min(0, nobody.logLikelihood - maximum.logLikelihood)); // chi-square of 2 degrees of freedom
}

/**
 * Looks through histories at the pace of a loop over numbers; what is wrong with one is for `refuseRows` to say.
 *
 * @throws `DomainError` with code `invalid-columns`.
 */
function soundHistories(columns: OrderingColumns): boolean {
  const { frequency, recency, age, weight } = columns;
  const rows = rowsOf({ frequency, recency, age, weight });
  for (let row = 0; row < rows; row++) {
    const x = frequency[row]!;
    const t = recency[row]!;
    if (!(x >= 0 && t <= age[row]! && age[row]! < Infinity && Number.isSafeInteger(x))) return false;
    if (x === 0 ? t !== 0 : !(t > 0)) return false;
  }
  if (weight === undefined) return true;
  for (let row = 0; row < rows; row++) {
    const many: unknown = weight[row];
    if (!(typeof many === "number" && many > 0 && many < Infinity)) return false;
  }
  return true;
}
