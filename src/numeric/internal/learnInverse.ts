import { dot, moved, type Place, times } from "./probe.ts";

/**
 * The inverse hessian, told of one more step and of how the gradient changed over it (the BFGS update).
 *
 *     inverse' = (I - s y' / y's) inverse (I - y s' / y's) + s s' / y's,    s the step, y the change of gradient
 *
 * The first step sets its scale, s'y / y'y times the identity. A step without curvature, s'y not above rounding,
 * teaches nothing.
 *
 * @param inverse - What is known, row by row; null at first.
 * @param from - Where the step began.
 * @param to - Where it ended.
 * @returns The inverse, symmetric and positive definite; or what was known.
 *
 * @see J. Nocedal and S. J. Wright, Numerical Optimization, 2nd ed., section 6.1.
 */
export function learnInverse(inverse: Float64Array | null, from: Place, to: Place): Float64Array | null {
  const step = moved(to.point, from.point, -1);
  const change = moved(to.gradient, from.gradient, -1);
  const curvature = dot(step, change);
  const size = step.length;
  if (!(curvature > Number.EPSILON * Math.sqrt(dot(step, step) * dot(change, change)))) return inverse;
  const scale = curvature / dot(change, change);
  const known = inverse ?? Float64Array.from({ length: size * size }, (_, k) => (k % (size + 1) === 0 ? scale : 0));
  const image = times(known, change);
  const weight = (1 + dot(change, image) / curvature) / curvature;
  return known.map((element, index) => {
    const row = Math.floor(index / size);
    const column = index % size;
    const [stepRow, stepColumn] = [step[row]!, step[column]!];
    const mixed = stepRow * image[column]! + image[row]! * stepColumn;
    return element + weight * stepRow * stepColumn - mixed / curvature;
  });
}
