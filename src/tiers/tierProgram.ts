import { asOfIn, DomainError, epochMsOf } from "../core/index.ts";
import { programOf } from "./internal/programOf.ts";
import type { TierProgram } from "./kernel.ts";
import type { TierOptions } from "./model.ts";
import type { TierPolicy } from "./policyModel.ts";
import { compiledTiers } from "./tierKind.ts";

/**
 * Makes plain data of a tier policy at a moment of judgement, for `evaluateTierColumns` of `clientele/kernel`: it can be
 * cloned into a worker, where nothing else of the library is needed.
 *
 * @param policy - The ladder; its conditions ask about metrics alone.
 * @param options - `asOf`, the moment of judgement.
 * @returns The program.
 * @throws `DomainError` with code `policy-not-checked`; `invalid-instant`; `invalid-option` when the policy is not in force at
 *   that moment, or asks for something that no column has: `performed`, `lastPerformed`, `memberOf`, `bucket`.
 *
 * @example
 * ```ts
 * import { defineTierPolicy, tierPresets, tierProgram } from "clientele/tiers";
 *
 * const program = tierProgram(defineTierPolicy(tierPresets.abc), { asOf: "2026-07-01T00:00:00+08:00" });
 *
 * structuredClone(program).tiers; // => ["C", "B", "A"]
 * ```
 */
export function tierProgram<Name extends string, Metric extends string>(
  policy: TierPolicy<Name, Metric>,
  options: Pick<TierOptions, "asOf">,
): TierProgram {
  const compiled = compiledTiers(policy);
  const { from, to } = compiled;
  const asOf = asOfIn(options);
  const asOfMs = epochMsOf(asOf);
  if (asOfMs < from || asOfMs >= to) {
    throw new DomainError("invalid-option", `asOf: the policy ${policy.id} is not in force at ${asOf}`);
  }
  return programOf(compiled, asOf);
}
