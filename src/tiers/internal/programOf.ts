import { epochMsOf, type Instant } from "../../core/index.ts";
import { type Condition, defineRule, ruleProgram } from "../../rules/index.ts";
import type { RuleProgram } from "../../rules/kernel.ts";
import type { TierProgram } from "../kernel.ts";
import type { CompiledTierPolicy } from "../tierKind.ts";

/**
 * Makes plain data of a compiled policy at a moment of judgement, whether it is in force then or not.
 *
 * @param compiled - The policy.
 * @param asOf - The moment.
 * @returns The program, with those conditions that its ladder asks for.
 */
export function programOf(compiled: CompiledTierPolicy, asOf: Instant): TierProgram {
  const { ladder, rungs, also, placed } = compiled;
  const asked: number[] = [];
  const place = (condition: number): number => {
    if (condition < 0) return -1;
    const known = asked.indexOf(condition);
    return known >= 0 ? known : asked.push(condition) - 1;
  };
  const places = {
    attain: rungs.map(({ attain }) => place(attain)),
    retain: rungs.map(({ retain }) => place(retain)),
    lifetime: rungs.map(({ lifetime }) => place(lifetime)),
    also: also.map(({ when }) => place(when)),
  };
  return {
    tiers: rungs.map(({ tier }) => tier),
    asOf: epochMsOf(asOf),
    ladder,
    conditions: asked.flatMap((condition) => {
      const when = placed[condition]?.condition;
      return when === undefined ? [] : [conditionProgram(compiled, when, asOf)];
    }),
    ...places,
  };
}

/**
 * Makes plain data of a condition over the metrics of a policy.
 *
 * @param compiled - The policy.
 * @param when - The condition.
 * @param asOf - The moment of judgement.
 * @returns The program.
 */
export function conditionProgram({ data }: CompiledTierPolicy, when: Condition, asOf: Instant): RuleProgram {
  const { timeZone, currency, metrics } = data;
  return ruleProgram(defineRule<string>({ id: "condition", version: 1, timeZone, currency, metrics, when }), { asOf });
}
