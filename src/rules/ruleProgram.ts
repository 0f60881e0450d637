import { DomainError, type InstantInput } from "../core/index.ts";
import { compiledConditions } from "./compileConditions.ts";
import { AND, LIST, OR, STEP } from "./internal/blocks.ts";
import type { Leaf, TraceNode } from "./internal/compiled.ts";
import { OPPOSITE } from "./internal/opposite.ts";
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
  for (const node of traces) addSteps(node, AND, steps, constants);
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

/** Adds a condition, or its opposite where it stands under an odd number of `not`. */
function addSteps(node: TraceNode, join: number, steps: number[], constants: number[]): void {
  const { leaf, parts, code, needed, negated } = node;
  if (leaf !== null) {
    addTest(leaf, negated, join, steps, constants);
    return;
  }
  if (code === "group-not") {
    for (const part of parts) addSteps(part, join, steps, constants);
    return;
  }
  // not so many of them: more than the others fail to hold
  const enough = negated ? parts.length - needed + 1 : needed;
  const inner = enough === parts.length ? AND : enough === 1 ? OR : LIST;
  // whose parts are joined as the group itself is needs no place of its own
  const apart = inner === LIST || inner !== join;
  if (apart) steps.push(inner === LIST ? STEP.beginCount : STEP.begin, inner === AND ? 3 : 0, 0, 0, 0, 1, join);
  for (const part of parts) addSteps(part, inner, steps, constants);
  if (apart) steps.push(inner === LIST ? STEP.endCount : STEP.end, enough, 0, 0, 0, 1, join);
}

/** What a row that is not known is, in bits. */
const MISSING_BITS = [1, 3, 0] as const;

function addTest(
  { op, slot, constants: held, missing }: Leaf,
  negated: boolean,
  join: number,
  steps: number[],
  constants: number[],
): void {
  const asked = negated ? OPPOSITE[op] : op;
  const bits = MISSING_BITS[missing] ?? 1;
  const unknown = negated && bits !== 1 ? 3 - bits : bits;
  const first = constants.length;
  const ordered = (step: number, sign: number): void => {
    steps.push(step, slot, first, 1, unknown, sign, join);
    constants.push((held[0] ?? NaN) * sign);
  };
  switch (asked) {
    case ">=":
      ordered(STEP.atLeast, 1);
      return;
    case "<=":
      ordered(STEP.atLeast, -1);
      return;
    case ">":
      ordered(STEP.above, 1);
      return;
    case "<":
      ordered(STEP.above, -1);
      return;
    default: {
      const among = asked === "=" || asked === "in";
      steps.push(among ? STEP.among : STEP.notAmong, slot, first, held.length, unknown, 1, join);
      for (const constant of held) constants.push(constant);
    }
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
