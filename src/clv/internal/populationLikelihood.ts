import { bdwLikelihood } from "./bdw.ts";
import { bgBbLikelihood } from "./bgBbLikelihood.ts";
import { bgNbdLikelihood } from "./bgNbdLikelihood.ts";
import { distinctRows } from "./distinctRows.ts";
import { gammaGammaLikelihood } from "./gammaGammaLikelihood.ts";
import type { LikelihoodAt } from "./maximizeLikelihood.ts";
import { nbdLikelihood } from "./nbdLikelihood.ts";
import { paretoNbdLikelihood } from "./paretoNbdLikelihood.ts";

/** The data of a fit as three columns, whatever the model calls them. */
export interface FitRows {
  /** Frequencies, or renewals. */
  readonly frequency: ArrayLike<number>;
  /** Recencies, mean spend, or 1 for who left. */
  readonly first: ArrayLike<number>;
  /** Ages or opportunities; null where there is no third column. */
  readonly second: ArrayLike<number> | null;
  /** How many customers a row stands for; null for one each. */
  readonly weight: ArrayLike<number> | null;
}

/**
 * The likelihood of a kind of model on the data of a fit.
 *
 * @param format - The kind of model.
 * @param rows - The data; possible, as the fit has found.
 * @returns The data's fingerprint, and the log-likelihood by the parameters in their order; null for a kind without one.
 */
export function populationLikelihood(
  format: string,
  { frequency, first, second, weight }: FitRows,
): { readonly fingerprint: string; readonly evaluate: (parameters: Float64Array) => LikelihoodAt } | null {
  const population = distinctRows({ frequency, first, second: second ?? new Float64Array(frequency.length), weight });
  const likelihood = likelihoodOf(format);
  return likelihood === null ? null : { fingerprint: population.fingerprint, evaluate: likelihood(population) };
}

type PopulationLikelihood = (population: ReturnType<typeof distinctRows>) => (parameters: Float64Array) => LikelihoodAt;

function likelihoodOf(format: string): PopulationLikelihood | null {
  switch (format) {
    case "bg-nbd-model/1":
      return (population) => bgNbdLikelihood(population, 0);
    case "mbg-nbd-model/1":
      return (population) => bgNbdLikelihood(population, 1);
    case "pareto-nbd-model/1":
      return paretoNbdLikelihood;
    case "nbd-model/1":
      return nbdLikelihood;
    case "gamma-gamma-model/1":
      return gammaGammaLikelihood;
    case "bg-bb-model/1":
      return bgBbLikelihood;
    case "bdw-model/1":
      return bdwLikelihood;
    case "sbg-model/1":
      return (population) => {
        const wider = bdwLikelihood(population);
        return ([alpha = NaN, beta = NaN]) => {
          const { value, gradient, hessian } = wider([alpha, beta, 1]);
          const taken = [hessian[0]!, hessian[1]!, hessian[3]!, hessian[4]!];
          return { value, gradient: [gradient[0]!, gradient[1]!], hessian: taken };
        };
      };
    default:
      return null;
  }
}
