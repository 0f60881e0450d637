import { DomainError } from "../core/error.ts";
import { descend } from "./internal/descend.ts";
import { gradientNormAt, startProbing } from "./internal/probe.ts";

/** What an objective says of one point: its value there, and how it changes. */
export interface Evaluation {
  /** NaN or an infinity marks a point that is no candidate. */
  readonly value: number;
  /** First derivatives, one for each coordinate. */
  readonly gradient: ArrayLike<number>;
  /** Second derivatives, row by row in one flat list. Give them at every point or at none. */
  readonly hessian?: ArrayLike<number> | undefined;
}

/** Where a minimisation ended, and why there. */
export interface Minimum {
  /** The best point found. */
  readonly point: Float64Array;
  /** The objective there. */
  readonly value: number;
  /** The gradient there. */
  readonly gradient: Float64Array;
  /** The second derivatives there, row by row; null when the objective does not give them. */
  readonly hessian: Float64Array | null;
  /** The largest of |gradient| max(|coordinate|, 1) / max(|value|, 1): how far from level, in relative terms. */
  readonly gradientNorm: number;
  /** Steps taken. */
  readonly iterations: number;
  /** Times the objective was asked. */
  readonly evaluations: number;
  /**
   * - `gradient`: the gradient norm is within its tolerance. The usual end.
   * - `step`: the next step is lost in rounding the point.
   * - `flat`: no step from here improves anything that can be told from rounding. Near a minimum this is an end as good
   *   as the objective's own precision; judge it by `gradientNorm`. An objective that falls without end stops here too.
   * - `iterations`: the limit came first; the point is not a minimum.
   */
  readonly stopped: "gradient" | "step" | "flat" | "iterations";
}

/**
 * The point at which a smooth function is least, among those downhill from a start.
 *
 *     with hessian:     steps p with hessian * p = -gradient, damped where the hessian is not positive definite
 *     without hessian:  steps -inverse * gradient, the inverse hessian learned from the gradients met (BFGS)
 *
 * Along each step a share is sought that lowers the value enough and levels the slope (the strong Wolfe conditions).
 * The value is forgiven 1e-11 of itself: near a minimum gains drown in rounding while the slopes still tell the way.
 * Points at which value, gradient or hessian is not finite are stepped back from. It always ends: iterations are
 * bounded, and so are the evaluations of each. It finds a local minimum; started exactly on a level point of another
 * kind it stays there.
 *
 * @param problem - `evaluate`: the objective; it gets a point it must not change. `start`: where to begin.
 *   `gradientTolerance`: the gradient norm to reach, 1e-12 unless given. `maxIterations`: 200 unless given. `longestStep`:
 *   how far a coordinate is moved by a step as it is first tried, however far off the lowest point seems; no limit unless
 *   given.
 * @returns The minimum, and why the search stopped there; it never fails once started.
 * @throws {@link DomainError} with code `invalid-start` when the objective is not finite at the start,
 *   `invalid-evaluation` when a gradient or hessian has the wrong length or the hessian comes only sometimes,
 *   `invalid-option` for an option out of range.
 *
 * @see J. Nocedal and S. J. Wright, Numerical Optimization, 2nd ed., chapters 3 and 6; W. W. Hager and H. Zhang,
 *   SIAM J. Optim. 16 (2005), on judging by slopes where values are level.
 */
export function minimize(problem: {
  readonly evaluate: (point: Float64Array) => Evaluation;
  readonly start: ArrayLike<number>;
  readonly gradientTolerance?: number;
  readonly maxIterations?: number;
  readonly longestStep?: number;
}): Minimum {
  const { evaluate, start, gradientTolerance = 1e-12, maxIterations = 200, longestStep = Infinity } = problem;
  if (!(gradientTolerance >= 0)) {
    throw new DomainError("invalid-option", `minimize: expected gradientTolerance >= 0, received ${gradientTolerance}`);
  }
  if (!(Number.isSafeInteger(maxIterations) && maxIterations >= 0)) {
    throw new DomainError("invalid-option", `minimize: expected a whole maxIterations >= 0, received ${maxIterations}`);
  }

  if (!(longestStep > 0)) {
    throw new DomainError("invalid-option", `minimize: expected longestStep > 0, received ${longestStep}`);
  }

  const probes = startProbing(evaluate, start.length);
  const first = probes.probe(Float64Array.from(start));
  if (first === null) {
    throw new DomainError(
      "invalid-start",
      `minimize: expected a finite objective at [${Array.from(start).join(", ")}]`,
    );
  }
  const { place, iterations, stopped } = descend(first, probes.probe, {
    gradientTolerance,
    maxIterations,
    longestStep,
  });
  return { ...place, gradientNorm: gradientNormAt(place), iterations, evaluations: probes.count(), stopped };
}
