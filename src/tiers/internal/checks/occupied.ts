import { DomainError, show } from "../../../core/index.ts";
import type { TierCheckOptions, TierExampleStep } from "../../checkModel.ts";
import { startJudge } from "../judge.ts";
import type { CheckBench, Said } from "./bench.ts";

/**
 * T015: tiers that customers hold, or may hold, and that the policy no longer has.
 *
 * @param bench - The policy.
 * @param options - The tiers of before, and those held.
 */
export function checkOccupied(bench: CheckBench, { before = null, occupied = null }: TierCheckOptions): void {
  if (occupied !== null && !Array.isArray(occupied)) {
    throw new DomainError("invalid-option", `occupied: expected a list of tiers, received ${show(occupied)}`);
  }
  const tiers: unknown = before === null ? [] : before.tiers;
  if (!Array.isArray(tiers)) {
    throw new DomainError("invalid-option", `before: expected a policy, received ${show(before)}`);
  }
  const named = occupied ?? (tiers as readonly { readonly id: string }[]).map(({ id }) => id);
  for (const tier of new Set<string>(named)) {
    if (bench.compiled.heightOf.has(tier)) continue;
    const said: Said = {
      code: "tier-gone",
      number: "T015",
      severity: occupied === null ? "warning" : "error",
      keys: ["tiers"],
      params: { tier },
      proved: occupied !== null,
    };
    bench.found(said, stepsOf(bench, tier));
  }
}

function stepsOf(bench: CheckBench, tier: string): readonly TierExampleStep[] {
  const { asOf, compiled } = bench;
  const subject = { customerId: "example-1", state: { tier, since: asOf }, metrics: {} };
  const judged = startJudge(compiled.data, { asOf, trace: "none" })(subject);
  return judged.ok ? [] : [{ subject, asOf, action: null, to: null, refusal: judged.error.code }];
}
