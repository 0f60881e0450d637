import {
  definePolicy,
  type Issue,
  parsePolicy,
  pointer,
  type PolicyGuard,
  type PolicyReview,
  type Report,
  type Result,
  reviewPolicy,
  type Sound,
} from "../core/index.ts";
import { segmentationMessages } from "./messages.ts";
import { type CompiledValueTiers, valueTierKind } from "./valueTierKind.ts";
import type { ValueTierPolicy, ValueTierPolicyData, ValueTierPolicyInput } from "./valueTierModel.ts";
import { valueTierPolicySchema } from "./valueTierSchema.ts";

const guard: PolicyGuard<ValueTierPolicyData, CompiledValueTiers> = /* @__PURE__ */ (() => ({
  ...valueTierKind,
  schema: valueTierPolicySchema,
  crossCheck: checkParts,
  findings: findUnreachable,
  messages: segmentationMessages,
}))();

function checkParts({ criteria = [], classes = [] }: Sound<ValueTierPolicyData>, report: Report): void {
  for (const [list, items] of [
    ["criteria", criteria],
    ["classes", classes],
  ] as const) {
    const first = new Map<string, number>();
    for (const [at, item] of items.entries()) {
      const id = item?.id;
      if (id === undefined) continue;
      const before = first.get(id);
      if (before === undefined) first.set(id, at);
      else report("duplicate-id", [list, at, "id"], { id, first: pointer([list, before, "id"]) });
    }
  }
  for (const [at, criterion] of criteria.entries()) {
    const scale = criterion?.scale;
    if (scale?.kind === "steps") {
      const steps = scale.steps ?? [];
      for (const [k, step] of steps.entries()) {
        const from = steps[k - 1]?.from;
        if (step?.from !== undefined && from !== undefined && step.from <= from) {
          report("steps-out-of-order", ["criteria", at, "scale", "steps", k, "from"], {
            from: step.from,
            before: from,
          });
        }
      }
    }
    const currency = criterion?.currency;
    if (scale?.kind === "table" && currency !== undefined && currency !== null) {
      report("currency-of-text", ["criteria", at, "currency"], { currency });
    }
  }
  for (const [at, one] of classes.entries()) {
    const above = classes[at - 1]?.from;
    if (one?.from !== undefined && above !== undefined && one.from >= above) {
      report("classes-out-of-order", ["classes", at, "from"], { from: one.from, above });
    }
  }
  const lowest = classes.at(-1)?.from;
  if (lowest !== undefined && lowest !== 0) {
    report("lowest-class-asks", ["classes", classes.length - 1, "from"], { from: lowest });
  }
}

function findUnreachable(policy: ValueTierPolicyData, report: Report): void {
  const { weight, bounds } = valueTierKind.compile(policy);
  const most = policy.criteria.reduce((sum, one, i) => sum + one.weight * (bounds[i]?.high ?? 0), 0) / weight;
  for (const [at, { id, from }] of policy.classes.entries()) {
    if (from > most) report("unreachable-class", ["classes", at, "from"], { class: id, from, most });
  }
}

/**
 * Checks a policy of value tiers written in code. The names of its classes and criteria are kept as types.
 *
 * @param literal - Criteria with their weights, and classes by score.
 * @returns The policy, frozen.
 * @throws `DomainError` with code `invalid-policy`, naming every issue.
 *
 * @example
 * ```ts
 * import { defineValueTierPolicy } from "clientele/segmentation";
 *
 * const policy = defineValueTierPolicy({
 *   id: "value", version: 1,
 *   criteria: [
 *     { id: "spend", weight: 3, currency: "CNY", scale: { kind: "steps", steps: [{ from: 1000, points: 50 }, { from: 9000, points: 100 }] } },
 *     { id: "industry", weight: 1, scale: { kind: "table", table: { machinery: 100, retail: 40 }, otherwise: 0 } },
 *   ],
 *   classes: [{ id: "core", from: 75 }, { id: "potential", from: 0 }],
 * });
 *
 * policy.criteria.map(({ id }) => id); // => ["spend", "industry"]
 * ```
 */
export const defineValueTierPolicy = <const Class extends string, const Criterion extends string>(
  literal: ValueTierPolicyInput<Class, Criterion>,
): ValueTierPolicy<Class, Criterion> => definePolicy(guard, literal) as ValueTierPolicy<Class, Criterion>;

/**
 * Checks a policy of value tiers from outside (a file, a form, a database).
 *
 * @param input - Anything.
 * @returns The policy, or every issue.
 */
export const parseValueTierPolicy = (input: unknown): Result<ValueTierPolicy, readonly Issue[]> =>
  parsePolicy(guard, input);

/**
 * Looks a draft of a policy of value tiers over, for a form: never throws.
 *
 * @param draft - Anything.
 * @returns The policy or null, with all issues; and as findings the classes that no customer could reach
 *   (`unreachable-class`).
 */
export const reviewValueTierPolicy = (draft: unknown): PolicyReview<ValueTierPolicy> => reviewPolicy(guard, draft);
