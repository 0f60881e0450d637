import { minimize } from "../../numeric/index.ts";
import type { LikelihoodAt } from "./maximizeLikelihood.ts";

/** How far from the maximum, in natural logarithms, an end is looked for. */
const REACH = 20;
/** Times the likelihood is maximised for one end. */
const MOST = 60;
/** How close to the end, in standard deviations. */
const CLOSE = 1e-8;

/**
 * An end of the interval of a parameter by its profile likelihood: where the greatest log-likelihood with the parameter held
 * there lies z²/2 below the maximum.
 *
 * @param evaluate - The log-likelihood with its derivatives by the parameters.
 * @param at - `parameters`: the maximum; `which` of them is held; `z`: how far below; `step`: where the end is first looked
 *   for, in the parameter's logarithm; its sign is the direction.
 * @returns The end; null where the likelihood does not fall that far within a factor of e^20.
 */
export function profileEnd(
  evaluate: (parameters: Float64Array) => LikelihoodAt,
  at: { readonly parameters: readonly number[]; readonly which: number; readonly z: number; readonly step: number },
): number | null {
  const { parameters, which, z, step } = at;
  const logs = parameters.map(Math.log);
  const most = evaluate(Float64Array.from(parameters)).value;
  let others = logs.filter((_, index) => index !== which);
  // the signed root of twice the loss is nearly straight in the logarithm
  const depth = (by: number): number => {
    const held = profiled(evaluate, { others, which, log: (logs[which] ?? NaN) + by });
    others = held.others;
    return Math.sqrt(Math.max(0, 2 * (most - held.value))) - z;
  };
  let near = { by: 0, depth: -z };
  let far = { by: step, depth: depth(step) };
  let calls = 1;
  while (far.depth < 0 && Math.abs(far.by) < REACH && calls < MOST) {
    near = far;
    far = { by: far.by * 1.6, depth: 0 };
    far.depth = depth(far.by);
    calls++;
  }
  if (!(far.depth >= 0)) return null;
  for (let side = 0; calls < MOST; calls++) {
    const by = near.by + ((far.by - near.by) * -near.depth) / (far.depth - near.depth);
    const here = { by, depth: depth(by) };
    if (Math.abs(here.depth) < CLOSE) return Math.exp((logs[which] ?? NaN) + by);
    if (here.depth < 0) {
      near = here;
      if (side < 0) far = { by: far.by, depth: far.depth / 2 };
      side = -1;
    } else {
      far = here;
      if (side > 0) near = { by: near.by, depth: near.depth / 2 };
      side = 1;
    }
  }
  return Math.exp((logs[which] ?? NaN) + (near.by + far.by) / 2);
}

/** The greatest log-likelihood with one parameter held, from where the others are. */
function profiled(
  evaluate: (parameters: Float64Array) => LikelihoodAt,
  { others, which, log }: { readonly others: readonly number[]; readonly which: number; readonly log: number },
): { readonly value: number; readonly others: number[] } {
  const size = others.length + 1;
  const free = Array.from({ length: size }, (_, index) => index).filter((index) => index !== which);
  const minimum = minimize({
    start: others,
    longestStep: 1.25,
    maxIterations: 60,
    evaluate: (point) => {
      const parameters = new Float64Array(size);
      free.forEach((index, place) => (parameters[index] = Math.exp(point[place]!)));
      parameters[which] = Math.exp(log);
      const { value, gradient, hessian } = evaluate(parameters);
      const slopes = free.map((index) => -gradient[index]! * parameters[index]!);
      const curvatures = new Float64Array(free.length * free.length);
      free.forEach((row, i) => {
        free.forEach((column, j) => {
          const bend = -hessian[row * size + column]! * parameters[row]! * parameters[column]!;
          curvatures[i * free.length + j] = bend + (i === j ? slopes[i]! : 0);
        });
      });
      return { value: -value, gradient: slopes, hessian: curvatures };
    },
  });
  return { value: -minimum.value, others: Array.from(minimum.point) };
}
