import { learnInverse } from "./learnInverse.ts";
import { newtonStep } from "./newtonStep.ts";
import { dot, gradientNormAt, type Place, type Probe, relativeLength, times } from "./probe.ts";
import { searchAlong } from "./searchAlong.ts";

/** Steps below this share of the point are lost in rounding. */
const LOST = 2 ** -52;

/** When to stop. */
export interface Limits {
  /** The gradient norm to reach. */
  readonly gradientTolerance: number;
  /** Steps to take at most. */
  readonly maxIterations: number;
  /** How far a coordinate may be moved by a step as it is first tried; Infinity for no limit. */
  readonly longestStep: number;
}

/** Where a descent ended. */
export interface Descent {
  /** The last point stepped to. */
  readonly place: Place;
  /** Steps taken. */
  readonly iterations: number;
  /** Why it ended there. */
  readonly stopped: "gradient" | "step" | "flat" | "iterations";
}

/**
 * Steps downhill, by Newton's method where the hessian is known and by BFGS where it is not, until there is nothing left.
 *
 * When no share of such a step serves, or there is none, the plain direction of the gradient is tried once, a unit long;
 * if that does not serve either the descent is over. BFGS begins with it, and begins again behind it.
 *
 * @param first - Where to begin.
 * @param probe - Asks the objective.
 * @param limits - When to stop.
 * @returns The last point, and why it is the last.
 *
 * @see J. Nocedal and S. J. Wright, Numerical Optimization, 2nd ed., chapters 3 and 6.
 */
export function descend(first: Place, probe: Probe, limits: Limits): Descent {
  let place = first;
  let inverse: Float64Array | null = null;
  for (let iterations = 0; ; iterations += 1) {
    if (gradientNormAt(place) <= limits.gradientTolerance) return { place, iterations, stopped: "gradient" };
    if (iterations === limits.maxIterations) return { place, iterations, stopped: "iterations" };

    const step =
      place.hessian === null ? inverse && against(times(inverse, place.gradient)) : newtonStep(place, place.hessian);
    if (step !== null && relativeLength(step, place.point) < LOST) return { place, iterations, stopped: "step" };
    let next = step && searchAlong(shortened(step, limits.longestStep), place, probe);
    if (next === null) {
      inverse = null;
      next = searchAlong(against(place.gradient, Math.sqrt(dot(place.gradient, place.gradient))), place, probe);
    }
    if (next === null) return { place, iterations, stopped: "flat" };
    if (next.hessian === null) inverse = learnInverse(inverse, place, next);
    place = next;
  }
}

/** A step, or as much of it as moves no coordinate further than that. */
function shortened(step: Float64Array, longest: number): Float64Array {
  const length = step.reduce((most, part) => Math.max(most, Math.abs(part)), 0);
  return length > longest ? step.map((part) => (part / length) * longest) : step;
}

/** The opposite direction, in units of a length. */
const against = (direction: Float64Array, length = 1): Float64Array => direction.map((part) => -part / length);
