import type { ComparisonOp, ConditionReason } from "../../rules/index.ts";
import type { MissingCondition } from "../model.ts";

/**
 * Tells whether the condition of a trace holds.
 *
 * @param lines - The trace.
 * @returns Whether it certainly does.
 */
export const holds = ([first]: readonly ConditionReason[]): boolean => first?.verdict === "met";

/**
 * Picks out of a trace what is still to be gained: its lines that do not hold, or under `not` do, except within groups that
 * have enough without them.
 *
 * @param lines - The trace of one condition.
 * @returns What is missing; nothing when the condition holds.
 */
export function missingOf(lines: readonly ConditionReason[]): readonly MissingCondition[] {
  const missing: MissingCondition[] = [];
  // of the groups around a line: how deep, and which of them leaves a choice
  const choice: (string | null)[] = [];
  let settledAt = Infinity;
  for (const { code, rule, metric, about, op, required, gap, verdict, depth, negated } of lines) {
    if (depth > settledAt) continue;
    settledAt = Infinity;
    const gained = negated ? verdict === "unmet" : verdict === "met";
    const outer = choice[depth - 1] ?? null;
    if (gained) settledAt = depth;
    else if (code === "group-all" || code === "group-any" || code === "group-at-least") {
      choice[depth] = code === "group-at-least" || (code === "group-any") !== negated ? rule : outer;
    } else if (code === "group-not") choice[depth] = outer;
    else missing.push({ rule, metric, about, op: op as ComparisonOp | null, required, gap, oneOf: outer });
  }
  return missing;
}
