import { err, ok, type Result } from "../core/index.ts";
import type { ClvModel } from "./model.ts";
import type { ModelComparison, ModelComparisonRefusal } from "./validationModel.ts";

/**
 * Compares models fitted on the same data by how well they fit for the parameters they have.
 *
 *     AIC = 2 k - 2 ln L,    BIC = k ln n - 2 ln L,    k parameters, n customers
 *
 * The least AIC comes first. A difference of 2 is next to nothing; one of 10 is plain. Neither says that a model is good:
 * `assessHoldOut` does.
 *
 * @param models - Fitted models; at least one.
 * @returns One line a model, the best first; or `different-data` where the fingerprints differ, `penalised-fit` where a fit
 *   had a penalty, since its likelihood is not the greatest.
 *
 * @example
 * ```ts
 * import { compareModels, fitBgNbd, fitMbgNbd } from "clientele/clv";
 * import { orThrow } from "clientele/core";
 *
 * const customers = {
 *   frequency: [0, 0, 1, 1, 2, 3, 5, 8],
 *   recency: [0, 0, 5, 21, 30, 12, 36, 38],
 *   age: [39, 30, 39, 35, 33, 39, 38, 39],
 *   weight: [40, 22, 9, 5, 6, 4, 3, 1],
 * };
 * const bgNbd = orThrow(fitBgNbd(customers, { unit: "week" })).model;
 * const mbgNbd = orThrow(fitMbgNbd(customers, { unit: "week" })).model;
 * const lines = orThrow(compareModels([bgNbd, mbgNbd]));
 *
 * lines.map(({ format, behind }) => [format, behind.toFixed(1)]); // => [["mbg-nbd-model/1", "0.0"], ["bg-nbd-model/1", "3.5"]]
 * ```
 *
 * @see H. Akaike, A new look at the statistical model identification, IEEE Trans. Autom. Control 19(6), 1974; G. Schwarz,
 *   Estimating the dimension of a model, Ann. Stat. 6(2), 1978.
 */
export function compareModels(models: readonly ClvModel[]): Result<readonly ModelComparison[], ModelComparisonRefusal> {
  const [first] = models;
  const other = models.find(({ fingerprint }) => fingerprint !== first?.fingerprint);
  if (first !== undefined && other !== undefined) {
    return err({ code: "different-data", first: first.format, other: other.format });
  }
  const penalised = models.find(({ penalty }) => penalty > 0);
  if (penalised !== undefined) {
    return err({ code: "penalised-fit", format: penalised.format, penalty: penalised.penalty });
  }
  const lines = models.map(({ format, logLikelihood, customers, parameters }) => {
    const count = Object.keys(parameters).length;
    return {
      format,
      logLikelihood,
      parameters: count,
      aic: 2 * count - 2 * logLikelihood,
      bic: count * Math.log(customers) - 2 * logLikelihood,
    };
  });
  const best = lines.reduce((least, { aic }) => Math.min(least, aic), Infinity);
  return ok(lines.map((line) => ({ ...line, behind: line.aic - best })).sort((one, two) => one.aic - two.aic));
}
