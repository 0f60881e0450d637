import { type Issue, err, type Result } from "../core/index.ts";
import type { ComparisonValue } from "../rules/index.ts";
import { replacedAt } from "./internal/replacedAt.ts";
import { comparisonsOf, notAThreshold } from "./internal/thresholds.ts";
import type { TierPolicy } from "./policyModel.ts";
import { compiledTiers } from "./tierKind.ts";
import { parseTierPolicy } from "./tierPolicy.ts";

/**
 * Copies a policy with another value in one of its comparisons. The copy goes through the door, and its version is one higher: two
 * policies that decide differently never share a version.
 *
 * @param policy - The policy.
 * @param threshold - Where the comparison stands: a JSON Pointer such as `/tiers/2/attain/all/0`, as in reasons.
 * @param value - What the metric is held against then: decimal text for amounts.
 * @returns The copy; or every issue: `not-a-threshold` where no comparison stands, and what the door says of the value.
 * @throws `DomainError` with code `policy-not-checked`.
 *
 * @example
 * ```ts
 * import { orThrow } from "clientele/core";
 * import { defineTierPolicy, tierPresets, withThreshold } from "clientele/tiers";
 *
 * const policy = defineTierPolicy(tierPresets.valueGrade);
 * const draft = orThrow(withThreshold(policy, "/tiers/2/attain/all/0", "60000"));
 *
 * [draft.version, draft.tiers[2]?.attain]; // => [
 * //   2,
 * //   {
 * //     all: [
 * //       { metric: "spend", op: ">=", value: "60000", onMissing: null },
 * //       { metric: "orders", op: ">=", value: 6, onMissing: null },
 * //     ],
 * //   },
 * // ]
 * ```
 * @see Our own definition.
 */
export function withThreshold<Name extends string, Metric extends string>(
  policy: TierPolicy<Name, Metric>,
  threshold: string,
  value: ComparisonValue,
): Result<TierPolicy<Name, Metric>, readonly Issue[]> {
  const compiled = compiledTiers(policy);
  const found = comparisonsOf(compiled).find(({ rule }) => rule === threshold);
  if (found === undefined) return err([notAThreshold(threshold)]);
  const changed = replacedAt({ ...compiled.data, version: policy.version + 1 }, [...found.keys, "value"], value);
  return parseTierPolicy(changed) as Result<TierPolicy<Name, Metric>, readonly Issue[]>;
}
