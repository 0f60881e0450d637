import type { Issue } from "../../core/index.ts";
import type { ClvConvergence } from "../model.ts";
import type { PopulationMaximum } from "./columns.ts";

/** Beyond this factor from the typical size a parameter tells of a likelihood without a maximum inside. */
const BOUNDARY = 1e4;
/** Condition of the information above which parameters can be traded for each other almost freely. */
const FLAT = 1e8;
/** Slope above which the search has not arrived. */
const LEVEL = 1e-8;

/**
 * How a search ended, as the model keeps it.
 *
 * @param maximum - Where it ended.
 */
export const convergenceOf = (maximum: PopulationMaximum): ClvConvergence => ({
  stopped: maximum.stopped,
  iterations: maximum.iterations,
  evaluations: maximum.evaluations,
  gradientNorm: maximum.gradientNorm,
  hessianCondition: maximum.hessianCondition,
});

/**
 * What to know of a maximum before it is used: parameters that ran away, a flat likelihood, a search that did not arrive.
 *
 * @param maximum - Where the search ended.
 * @param names - The parameters in their order; the one that stands in the unit of the data is `scaled`.
 */
export function fitFindings(
  maximum: PopulationMaximum,
  { names, scaled }: { readonly names: readonly string[]; readonly scaled: string },
): Issue[] {
  const findings: Issue[] = [];
  const warn = (code: string, keys: readonly string[], params: Issue["params"]): void => {
    findings.push({ code, severity: "warning", path: keys.map((key) => `/${key}`).join(""), keys, params });
  };
  names.forEach((name, index) => {
    const estimate = maximum.parameters[index] ?? NaN;
    const relative = name === scaled ? estimate / maximum.scale : estimate;
    if (relative < 1 / BOUNDARY || relative > BOUNDARY) {
      warn("boundary-estimate", ["parameters", name], { parameter: name, estimate });
    }
  });
  const { hessianCondition, gradientNorm, iterations, stopped } = maximum;
  if (hessianCondition === null || hessianCondition > FLAT) {
    warn("flat-likelihood", ["convergence", "hessianCondition"], { condition: hessianCondition });
  }
  if (stopped === "iterations" || gradientNorm > LEVEL) {
    warn("not-converged", ["convergence", "stopped"], { gradientNorm, iterations });
  }
  return findings;
}
