import { conditionNumber, invertSymmetric, minimize } from "../../numeric/index.ts";

/** How far, in natural logarithms, a parameter may move from its start: a factor of 7e10. */
const REACH = 25;

/** How often the likelihood is computed at most: a fit takes about ten, one that runs along a ridge any number. */
const EVALUATIONS = 200;

/** A log-likelihood with its derivatives by the parameters themselves. */
export interface LikelihoodAt {
  /** The log-likelihood. */
  readonly value: number;
  /** Its first derivatives. */
  readonly gradient: ArrayLike<number>;
  /** Its second derivatives, row by row. */
  readonly hessian: ArrayLike<number>;
}

/** Where a likelihood is greatest, and how surely. */
export interface LikelihoodMaximum {
  /** The parameters. */
  readonly parameters: readonly number[];
  /** The log-likelihood there. */
  readonly logLikelihood: number;
  /** Covariance of the parameters, row by row: the inverse of the observed information; null when it has none. */
  readonly covariance: readonly (readonly number[])[] | null;
  /** Steps taken. */
  readonly iterations: number;
  /** Times the likelihood was computed. */
  readonly evaluations: number;
  /** The largest relative slope left, by the logarithms of the parameters. */
  readonly gradientNorm: number;
  /** Condition of the observed information, by the logarithms of the parameters; null when not positive definite. */
  readonly hessianCondition: number | null;
  /** Why the search ended; see `ClvConvergence`. */
  readonly stopped: "gradient" | "step" | "flat" | "iterations";
}

/**
 * Maximises a likelihood over positive parameters, by Newton steps in their logarithms.
 *
 * @param evaluate - The log-likelihood and its derivatives; it is handed an array it must not keep.
 * @param start - Positive.
 */
export function maximizeLikelihood(
  evaluate: (parameters: Float64Array) => LikelihoodAt,
  start: readonly number[],
): LikelihoodMaximum {
  const size = start.length;
  const origin = start.map(Math.log);
  let evaluations = 0;
  const minimum = minimize({
    start: origin,
    evaluate: (point) => {
      const within = point.every((coordinate, index) => Math.abs(coordinate - origin[index]!) <= REACH);
      if (!within || evaluations === EVALUATIONS) return { value: NaN, gradient: [], hessian: [] };
      evaluations++;
      const parameters = point.map(Math.exp);
      const { value, gradient, hessian } = evaluate(parameters);
      const slopes = parameters.map((parameter, index) => -gradient[index]! * parameter);
      const curvatures = new Float64Array(size * size);
      for (let row = 0; row < size; row++) {
        for (let column = 0; column < size; column++) {
          const index = row * size + column;
          curvatures[index] = -hessian[index]! * parameters[row]! * parameters[column]!;
          if (row === column) curvatures[index] += slopes[row]!;
        }
      }
      return { value: -value, gradient: slopes, hessian: curvatures };
    },
  });
  const parameters = Array.from(minimum.point, Math.exp);
  const information = minimum.hessian ?? new Float64Array(size * size);
  const inverse = invertSymmetric(information, size);
  const condition = conditionNumber(information, size);
  return {
    parameters,
    logLikelihood: -minimum.value,
    covariance:
      inverse === null
        ? null
        : parameters.map((row, i) => parameters.map((column, j) => inverse[i * size + j]! * row * column)),
    iterations: minimum.iterations,
    evaluations,
    gradientNorm: minimum.gradientNorm,
    hessianCondition: Number.isFinite(condition) ? condition : null,
    stopped: evaluations === EVALUATIONS ? "iterations" : minimum.stopped,
  };
}
