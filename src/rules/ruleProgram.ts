import { DomainError, type InstantInput } from "../core/index.ts";
import { compiledConditions } from "./compileConditions.ts";
import { STEP } from "./internal/blocks.ts";
import type { TraceNode } from "./internal/compiled.ts";
import { OP } from "./internal/machine.ts";
import { asOfMsFor, startOf } from "./internal/sight.ts";
import type { RuleProgram } from "./kernel.ts";
import type { MetricKind } from "./metricModel.ts";
import { compiledRule } from "./ruleKind.ts";
import type { Rule } from "./ruleModel.ts";

/**
 * Makes plain data of a rule for `verdictColumn` of `clientele/kernel`: it can be cloned into a worker, where nothing else
 * of the library is needed.
 *
 * @param rule - The rule; it asks about metrics alone.
 * @param options - `asOf`, the moment of judgement, where a metric has a greatest age.
 * @returns The program.
 * @throws `DomainError` with code `policy-not-checked`; `invalid-instant`; `invalid-option` when the rule needs `asOf` and
 *   there is none, or asks for something that no column has: `performed`, `lastPerformed`, `memberOf`, `bucket`.
 */
export function ruleProgram<Metric extends string>(
  rule: Rule<Metric>,
  options: { readonly asOf?: InstantInput | null | undefined } = {},
): RuleProgram {
  const compiled = compiledConditions(compiledRule(rule));
  const [behaviour] = compiled.behaviourSlots;
  if (behaviour !== undefined) {
    throw new DomainError("invalid-option", `rule: expected conditions on metrics alone, received ${behaviour.kind}`);
  }
  const asOfMs = asOfMsFor(compiled, options);
  const { metricSlots, timeZone, traces } = compiled;
  const steps: number[] = [];
  const constants: number[] = [];
  for (const node of traces) addSteps(node, steps, constants);
  return {
    steps: Int32Array.from(steps),
    constants: Float64Array.from(constants),
    asOf: Number.isNaN(asOfMs) ? null : asOfMs,
    metrics: metricSlots.map(({ id, kind, whole, texts, minSample, maxAge }) => ({
      metric: id,
      kind,
      ...RANGES[kind],
      whole: whole || WHOLE.includes(kind),
      texts: [...texts.keys()],
      minSample,
      after: maxAge === null ? null : startOf(asOfMs, maxAge, timeZone),
    })),
  };
}

/** Adds a condition's parts, then itself. */
function addSteps({ leaf, parts, code, needed }: TraceNode, steps: number[], constants: number[]): void {
  for (const part of parts) addSteps(part, steps, constants);
  if (leaf === null) {
    const op =
      code === "group-not" ? STEP.not : code === "group-all" ? STEP.all : code === "group-any" ? STEP.any : STEP.count;
    steps.push(op, parts.length, needed, 0, 0);
  } else {
    steps.push(OP[leaf.op], leaf.slot, constants.length, leaf.constants.length, leaf.missing);
    for (const constant of leaf.constants) constants.push(constant);
  }
}

const WHOLE: readonly MetricKind[] = ["text", "boolean", "day"];

/** What a column of a kind may hold. */
const RANGES: Readonly<Record<MetricKind, { readonly least: number; readonly greatest: number }>> =
  /* @__PURE__ */ (() => {
    const any = { least: -Number.MAX_VALUE, greatest: Number.MAX_VALUE };
    const fromZero = { least: 0, greatest: Number.MAX_SAFE_INTEGER };
    return {
      money: any,
      days: any,
      number: any,
      day: any,
      count: fromZero,
      text: fromZero,
      share: { least: 0, greatest: 1 },
      boolean: { least: 0, greatest: 1 },
    };
  })();
