import { compiledPolicy, type PolicyKind } from "../core/index.ts";
import { compileConditions } from "./compileConditions.ts";
import type { ConditionProgram } from "./programModel.ts";
import type { RuleData } from "./ruleModel.ts";

/** The stored format of rules, and how one is made ready. */
export const ruleKind: PolicyKind<RuleData, ConditionProgram> = {
  format: "rule/1",
  compile: ({ metrics, currency, timeZone, when }) =>
    compileConditions({ metrics, currency, timeZone, conditions: [{ keys: ["when"], condition: when }] }),
};

/**
 * Takes the compiled form of a rule.
 *
 * @param rule - What the caller handed in.
 * @returns Its program, whose only condition is `when`.
 * @throws `DomainError` with code `policy-not-checked`.
 */
export const compiledRule = (rule: RuleData): ConditionProgram => compiledPolicy(ruleKind, rule);
