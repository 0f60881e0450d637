import type { Issue } from "../../core/index.ts";
import type { ClvConvergence, FitFacts } from "../model.ts";
import type { PopulationMaximum } from "./columns.ts";
import type { ModelKind } from "./modelKinds.ts";

/** Beyond this factor from the typical size a parameter tells of a likelihood without a maximum inside. */
const BOUNDARY = 1e4;
/** Beyond this factor both of a pair are on a ridge, if one of them is beyond the boundary. */
const RIDGE = 1e2;
/** Condition of the information above which parameters can be traded for each other almost freely. */
const FLAT = 1e8;
/** Slope above which the search has not arrived. */
const LEVEL = 1e-8;

/**
 * How a search ended, as the model keeps it.
 *
 * @param maximum - Where it ended.
 */
const convergenceOf = (maximum: PopulationMaximum): ClvConvergence => ({
  stopped: maximum.stopped,
  iterations: maximum.iterations,
  evaluations: maximum.evaluations,
  starts: maximum.starts,
  gradientNorm: maximum.gradientNorm,
  hessianCondition: maximum.hessianCondition,
});

/**
 * What a fit leaves behind, whatever the model.
 *
 * @param maximum - Where the search ended.
 * @param kind - The model.
 * @param fit - `penalty` of the fit, and its `findings`.
 */
export function fitFacts<Parameters>(
  maximum: PopulationMaximum,
  kind: ModelKind,
  { penalty, findings }: { readonly penalty: number; readonly findings: readonly Issue[] },
): FitFacts<Parameters> & { readonly parameters: Parameters } {
  const { parameters, covariance, logLikelihood, customers, rows, fingerprint } = maximum;
  const named = (values: readonly number[]): Parameters =>
    Object.fromEntries(kind.parameters.map((name, index) => [name, values[index]!])) as Parameters;
  return {
    parameters: named(parameters),
    standardErrors: covariance === null ? null : named(covariance.map((row, index) => Math.sqrt(row[index]!))),
    covariance,
    logLikelihood,
    penalty,
    customers,
    rows,
    fingerprint,
    convergence: convergenceOf(maximum),
    findings: findings.map(({ code }) => code),
  };
}

/**
 * What to know of a maximum before it is used: parameters that ran away, alone or two along a ridge, a flat likelihood, a
 * search that did not arrive.
 *
 * @param maximum - Where the search ended.
 * @param kind - The model.
 */
export function fitFindings(maximum: PopulationMaximum, { parameters: names, scaled, ridges }: ModelKind): Issue[] {
  const findings: Issue[] = [];
  const warn = (code: string, keys: readonly string[], params: Issue["params"]): void => {
    findings.push({ code, severity: "warning", path: keys.map((key) => `/${key}`).join(""), keys, params });
  };
  const estimateOf = (name: string): number => maximum.parameters[names.indexOf(name)] ?? NaN;
  const relativeOf = (name: string): number => estimateOf(name) / (scaled.includes(name) ? maximum.scale : 1);
  const named = new Set<string>();
  for (const [first, second] of ridges) {
    const [one, other] = [relativeOf(first), relativeOf(second)];
    if (!(Math.min(one, other) > RIDGE && Math.max(one, other) > BOUNDARY)) continue;
    const ratio = estimateOf(first) / estimateOf(second);
    warn("ridge-estimate", ["parameters", first], { first, second, ratio });
    named.add(first).add(second);
  }
  for (const name of names) {
    const relative = relativeOf(name);
    if (named.has(name) || (relative >= 1 / BOUNDARY && relative <= BOUNDARY)) continue;
    warn("boundary-estimate", ["parameters", name], { parameter: name, estimate: estimateOf(name) });
  }
  const { hessianCondition, gradientNorm, iterations, stopped } = maximum;
  if (hessianCondition === null || hessianCondition > FLAT) {
    warn("flat-likelihood", ["convergence", "hessianCondition"], { condition: hessianCondition });
  }
  if (stopped === "iterations" || gradientNorm > LEVEL) {
    warn("not-converged", ["convergence", "stopped"], { gradientNorm, iterations });
  }
  return findings;
}
