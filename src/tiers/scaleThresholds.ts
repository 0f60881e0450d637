import { DomainError, exact, type Issue, err, isDecimalText, type Result, show } from "../core/index.ts";
import { replacedAt } from "./internal/replacedAt.ts";
import { comparisonsOf, notAThreshold, scaledBy, thresholdsOf } from "./internal/thresholds.ts";
import type { TierPolicy } from "./policyModel.ts";
import { compiledTiers } from "./tierKind.ts";
import { parseTierPolicy } from "./tierPolicy.ts";

/**
 * Copies a policy with some of its thresholds multiplied, exactly: "raise gold by 20 %" is what it takes to reach gold and what it takes
 * to stay, times `"1.2"`. Amounts and counts are whole numbers of their smallest unit: a product between two of them becomes the
 * one that asks the same of whole units, the upper with `>=` and `<`, the lower with `<=` and `>`. The copy goes through the door, and
 * its version is one higher.
 *
 * @param policy - The policy.
 * @param thresholds - Where they stand: JSON Pointers to comparisons by order with amounts, counts, days, shares or numbers.
 * @param factor - Decimal text, such as `"1.2"`: a binary fraction is not exact.
 * @returns The copy; or every issue: `not-a-threshold` where no such comparison stands, and what the door says of a product that the
 *   metric cannot be held against, such as a share above one.
 * @throws `DomainError` with code `policy-not-checked`; `invalid-option` for a factor that is no decimal text.
 *
 * @example
 * ```ts
 * import { orThrow } from "clientele/core";
 * import { defineTierPolicy, scaleThresholds, tierPresets } from "clientele/tiers";
 *
 * const policy = defineTierPolicy(tierPresets.valueGrade);
 * const draft = orThrow(scaleThresholds(policy, ["/tiers/2/attain/all/0", "/tiers/2/attain/all/1"], "1.2"));
 *
 * draft.tiers[2]?.attain; // => {
 * //   all: [
 * //     { metric: "spend", op: ">=", value: "60000.00", onMissing: null },
 * //     { metric: "orders", op: ">=", value: 8, onMissing: null },
 * //   ],
 * // }
 * ```
 * @see Our own definition.
 */
export function scaleThresholds<Name extends string, Metric extends string>(
  policy: TierPolicy<Name, Metric>,
  thresholds: readonly string[],
  factor: string,
): Result<TierPolicy<Name, Metric>, readonly Issue[]> {
  const compiled = compiledTiers(policy);
  if (!isDecimalText(factor)) {
    throw new DomainError("invalid-option", `factor: expected decimal text such as "1.2", received ${show(factor)}`);
  }
  const given: unknown = thresholds;
  if (!Array.isArray(given)) {
    throw new DomainError("invalid-option", `thresholds: expected a list of pointers, received ${show(thresholds)}`);
  }
  const places = new Map(comparisonsOf(compiled).map(({ rule, keys }) => [rule, keys]));
  const known = new Map(thresholdsOf(compiled).map((threshold) => [threshold.told.rule, threshold]));
  const times = exact(factor);
  let changed: unknown = { ...compiled.data, version: policy.version + 1 };
  const issues: Issue[] = [];
  for (const rule of new Set(thresholds)) {
    const [threshold, keys] = [known.get(rule), places.get(rule)];
    if (threshold === undefined || keys === undefined) issues.push(notAThreshold(rule));
    else changed = replacedAt(changed, [...keys, "value"], scaledBy(threshold, times).value);
  }
  if (issues.length > 0) return err(issues);
  return parseTierPolicy(changed) as Result<TierPolicy<Name, Metric>, readonly Issue[]>;
}
