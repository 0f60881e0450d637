import { DomainError, err, ok, type Result } from "../core/index.ts";
import { incGammaQ } from "../numeric/index.ts";
import type { ClvModel } from "./model.ts";
import type { NestedComparison, NestedRefusal } from "./validationModel.ts";

/** Which models hold which simpler one within them, and whether that one lies on their edge. */
const NESTED: Readonly<Record<string, Readonly<Record<string, "inside" | "edge">>>> = {
  "sbg-model/1": { "bdw-model/1": "inside" },
  "nbd-model/1": { "bg-nbd-model/1": "edge", "mbg-nbd-model/1": "edge", "pareto-nbd-model/1": "edge" },
};

/**
 * Tests whether the data ask for the larger of two models, one of which is a special case of the other: the likelihood-ratio test.
 *
 *     statistic = 2 (ln L of the larger - ln L of the simpler),    p = chance of a chi-square variate beyond it
 *
 * sBG is the beta-discrete-Weibull model with c = 1. NBD is what BG/NBD, MBG/NBD and Pareto/NBD become as nobody leaves: that is
 * the edge of what their parameters can be, where the chi-square distribution is only a guide (`edge`), as a rule a cautious one.
 * For models that are no special cases of each other there is `compareModels`.
 *
 * @param models - `simpler` and `larger`, fitted on the same data without penalty.
 * @returns The statistic with its degrees of freedom and p; or `not-nested`, `different-data`, `penalised-fit`.
 * @throws `DomainError` with code `invalid-model` for models without parameters or likelihood.
 *
 * @example
 * ```ts
 * import { compareNested, fitBdw, fitSbg, survivorColumns } from "clientele/clv";
 * import { orThrow } from "clientele/core";
 *
 * const columns = orThrow(survivorColumns([1000, 869, 743, 653, 593, 551, 517, 491]));
 * const test = orThrow(
 *   compareNested({ simpler: orThrow(fitSbg(columns)).model, larger: orThrow(fitBdw(columns)).model }),
 * );
 *
 * [test.statistic.toFixed(2), test.degrees, test.pValue.toFixed(4), test.edge]; // => ["11.69", 1, "0.0006", false]
 * ```
 *
 * @see S. S. Wilks, The large-sample distribution of the likelihood ratio for testing composite hypotheses, Ann. Math. Stat.
 *   9(1), 1938; S. G. Self and K.-Y. Liang, J. Am. Stat. Assoc. 82, 1987, for the edge.
 */
export function compareNested(models: {
  readonly simpler: ClvModel;
  readonly larger: ClvModel;
}): Result<NestedComparison, NestedRefusal> {
  const { simpler, larger } = models;
  for (const { parameters, logLikelihood } of [simpler, larger]) {
    const given: unknown = parameters;
    if (typeof given !== "object" || given === null || !Number.isFinite(logLikelihood)) {
      throw new DomainError("invalid-model", "expected fitted models with parameters and a log-likelihood");
    }
  }
  const within = Object.hasOwn(NESTED, simpler.format) ? (NESTED[simpler.format] ?? {}) : {};
  const place = Object.hasOwn(within, larger.format) ? within[larger.format] : undefined;
  if (place === undefined) return err({ code: "not-nested", simpler: simpler.format, larger: larger.format });
  if (simpler.fingerprint !== larger.fingerprint) {
    return err({ code: "different-data", first: simpler.format, other: larger.format });
  }
  const penalised = [simpler, larger].find(({ penalty }) => penalty > 0);
  if (penalised !== undefined) {
    return err({ code: "penalised-fit", format: penalised.format, penalty: penalised.penalty });
  }
  const degrees = Object.keys(larger.parameters).length - Object.keys(simpler.parameters).length;
  const statistic = Math.max(0, 2 * (larger.logLikelihood - simpler.logLikelihood));
  return ok({ statistic, degrees, pValue: incGammaQ(degrees / 2, statistic / 2), edge: place === "edge" });
}
