import { conditionNumber, invertSymmetric, minimize } from "../../numeric/index.ts";

/** How far, in natural logarithms, a parameter may move from its start: a factor of 7e10. */
const REACH = 25;

/** Computations that must be left for another start. */
const WORTHWHILE = 50;

/** How often the likelihood is computed at most, from all starts: a fit takes about ten, one that runs along a ridge any number. */
const EVALUATIONS = 200;

/**
 * A search ends where so many computations together have not raised the likelihood by this share of itself: it follows a
 * ridge that is level but for rounding, and would do so for ever.
 */
const PATIENCE = 12;
const LEVELLED = 1e-11;

/** How far a step may move a parameter at first, in natural logarithms: far from the maximum, curvatures deceive. */
const LONGEST = 1.25;

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
  /** The log-likelihood there, without the penalty. */
  readonly logLikelihood: number;
  /** The log-likelihood there, less the penalty. */
  readonly objective: number;
  /** Covariance of the parameters, row by row: the inverse of the observed information; null when it has none. */
  readonly covariance: readonly (readonly number[])[] | null;
  /** Steps taken. */
  readonly iterations: number;
  /** Times the likelihood was computed, from all starts. */
  readonly evaluations: number;
  /** Starts tried. */
  readonly starts: number;
  /** The largest relative slope left, by the logarithms of the parameters. */
  readonly gradientNorm: number;
  /** Condition of the observed information, by the logarithms of the parameters; null when not positive definite. */
  readonly hessianCondition: number | null;
  /** Why the search ended; see `ClvConvergence`. */
  readonly stopped: "gradient" | "step" | "flat" | "iterations";
}

/** Slope above which a search has not arrived, and another start is tried. */
const LEVEL = 1e-8;

/**
 * Maximises a likelihood over positive parameters, by Newton steps in their logarithms.
 *
 *     ln L - penalty * sum of (ln parameter - ln centre)^2
 *
 * The first start serves nearly always; the others are tried in their order only where no maximum was found from those
 * before, and the best end of all is taken.
 *
 * @param evaluate - The log-likelihood and its derivatives; it is handed an array it must not keep.
 * @param options - `starts`: positive, at least one. `centre`, `penalty`: what the parameters are drawn to, and how strongly;
 *   not negative. `evaluations`: how often the likelihood is computed at most, 200 unless given.
 */
export function maximizeLikelihood(
  evaluate: (parameters: Float64Array) => LikelihoodAt,
  options: {
    readonly starts: readonly (readonly number[])[];
    readonly centre: readonly number[];
    readonly penalty: number;
    readonly evaluations?: number;
  },
): LikelihoodMaximum {
  const { starts, centre, penalty, evaluations: most = EVALUATIONS } = options;
  let best: LikelihoodMaximum | null = null;
  let evaluations = 0;
  for (const [index, start] of starts.entries()) {
    const allowed = most - evaluations;
    if (best !== null && allowed < WORTHWHILE) break;
    const { found, levelled } = maximizeFrom(evaluate, { start, centre, penalty, allowed });
    evaluations += found.evaluations;
    if (
      best === null ||
      arrived(found) > arrived(best) ||
      (arrived(found) === arrived(best) && found.objective > best.objective)
    ) {
      best = found;
    }
    best = { ...best, evaluations, starts: index + 1 };
    if (arrived(best) === 1 || levelled) break;
  }
  return best ?? maximizeFrom(evaluate, { start: [], centre: [], penalty, allowed: 1 }).found;
}

/** 1 for a maximum inside, 0 for a search that ended elsewhere. */
const arrived = ({ gradientNorm, covariance, stopped }: LikelihoodMaximum): 0 | 1 =>
  gradientNorm <= LEVEL && covariance !== null && stopped !== "iterations" ? 1 : 0;

function maximizeFrom(
  evaluate: (parameters: Float64Array) => LikelihoodAt,
  {
    start,
    centre,
    penalty,
    allowed,
  }: {
    readonly start: readonly number[];
    readonly centre: readonly number[];
    readonly penalty: number;
    readonly allowed: number;
  },
): { readonly found: LikelihoodMaximum; readonly levelled: boolean } {
  const size = start.length;
  const origin = start.map(Math.log);
  const drawn = centre.map(Math.log);
  const penaltyAt = (point: ArrayLike<number>): number =>
    drawn.reduce((sum, towards, index) => sum + penalty * (point[index]! - towards) ** 2, 0);
  let evaluations = 0;
  let mark = -Infinity; // the objective when it last rose, and how many computations ago
  let since = 0;
  const minimum = minimize({
    start: origin,
    longestStep: LONGEST,
    evaluate: (point) => {
      const within = point.every((coordinate, index) => Math.abs(coordinate - origin[index]!) <= REACH);
      if (!within || evaluations === allowed || since > PATIENCE) return { value: NaN, gradient: [], hessian: [] };
      evaluations++;
      const parameters = point.map(Math.exp);
      const { value, gradient, hessian } = evaluate(parameters);
      const objective = value - penaltyAt(point);
      since++;
      if (objective > mark + LEVELLED * Math.abs(objective)) {
        mark = objective;
        since = 0;
      }
      const slopes = parameters.map((parameter, index) => -gradient[index]! * parameter);
      const curvatures = new Float64Array(size * size);
      for (let row = 0; row < size; row++) {
        for (let column = 0; column < size; column++) {
          const index = row * size + column;
          curvatures[index] = -hessian[index]! * parameters[row]! * parameters[column]!;
          if (row === column) curvatures[index] += slopes[row]! + 2 * penalty;
        }
      }
      for (let row = 0; row < size; row++) slopes[row]! += 2 * penalty * (point[row]! - drawn[row]!);
      return { value: -objective, gradient: slopes, hessian: curvatures };
    },
  });
  const parameters = Array.from(minimum.point, Math.exp);
  const information = minimum.hessian ?? new Float64Array(size * size);
  const inverse = invertSymmetric(information, size);
  const condition = conditionNumber(information, size);
  const found: LikelihoodMaximum = {
    parameters,
    logLikelihood: penaltyAt(minimum.point) - minimum.value,
    objective: -minimum.value,
    covariance:
      inverse === null
        ? null
        : parameters.map((row, i) => parameters.map((column, j) => inverse[i * size + j]! * (row * column))),
    iterations: minimum.iterations,
    evaluations,
    starts: 1,
    gradientNorm: minimum.gradientNorm,
    hessianCondition: Number.isFinite(condition) ? condition : null,
    stopped: evaluations === allowed ? "iterations" : minimum.stopped,
  };
  return { found, levelled: since > PATIENCE };
}
