import { err, invalidFact, LISTED_ROWS, ok, type Result } from "../../core/index.ts";
import type { ClvFit, ClvFitOptions, ClvFitRefusal, FitFacts } from "../model.ts";
import type { RenewalFitRefusal } from "../renewalModel.ts";
import type { PenaltyOption, PopulationMaximum } from "./columns.ts";
import { fitFacts, fitFindings } from "./fitReport.ts";
import { type RenewalColumns, renewalFault, type RenewalMaximumRefusal } from "./maximizeSbg.ts";
import type { ModelKind } from "./modelKinds.ts";
import { checkedPenalty } from "./options.ts";
import { refuseRows, requireColumns } from "./rowRefusals.ts";

/** Fewer customers than these are likely shares of a cohort, taken for its numbers. */
const FEW = 10;

/**
 * Fits a model of renewals: looks through the rows, maximises, and writes the model down.
 *
 * @param columns - Renewals, ended, weight.
 * @param options - What every fit takes.
 * @param model - `kind`, and `maximize`: its maximiser.
 */
export function fitRenewals<Format extends string, Parameters>(
  columns: RenewalColumns,
  options: ClvFitOptions,
  model: {
    readonly kind: ModelKind<Format>;
    readonly maximize: (columns: RenewalColumns, options: PenaltyOption) => PopulationMaximum | RenewalMaximumRefusal;
  },
): Result<
  ClvFit<{ readonly format: Format; readonly parameters: Parameters } & FitFacts<Parameters>>,
  RenewalFitRefusal
> {
  requireColumns(columns);
  const penalty = checkedPenalty(options.penalty ?? 0);
  const refused = refuseRenewals(columns, options.listed ?? LISTED_ROWS);
  if (refused !== null) return err(refused);
  const maximum = model.maximize(columns, { penalty });
  if ("code" in maximum) return err(maximum);
  const findings = fitFindings(maximum, model.kind);
  if (maximum.customers < FEW) {
    findings.push({
      code: "few-customers",
      severity: "warning",
      path: "/customers",
      keys: ["customers"],
      params: { customers: maximum.customers, threshold: FEW },
    });
  }
  return ok({
    model: { format: model.kind.format, ...fitFacts<Parameters>(maximum, model.kind, { penalty, findings }) },
    findings,
  });
}

/**
 * Looks through rows of renewals.
 *
 * @param columns - Renewals, ended, weight.
 * @param listed - How many bad rows are listed.
 * @returns The refusal; null when every row can be used.
 * @throws `DomainError` with code `invalid-columns`.
 */
export function refuseRenewals(
  { renewals, ended, weight }: RenewalColumns,
  listed: number,
): Extract<ClvFitRefusal, { readonly code: "invalid-rows" }> | null {
  return refuseRows(
    { renewals, ended, weight },
    {
      listed,
      refusalOf: (index) => {
        const row = { renewals: renewals[index] ?? NaN, ended: ended[index] ?? NaN };
        const fault = renewalFault(row);
        if (fault === null) return null;
        return fault === "renewals"
          ? invalidFact("/renewals", "non-negative-integer", row.renewals)
          : invalidFact("/ended", "boolean", row.ended);
      },
    },
  );
}
