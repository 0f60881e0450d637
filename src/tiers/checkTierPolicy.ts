import { DomainError } from "../core/index.ts";
import type { TierCheckNumber, TierCheckOptions, TierPolicyFinding } from "./checkModel.ts";
import { CheckBench } from "./internal/checks/bench.ts";
import { checkContradictions } from "./internal/checks/conditions.ts";
import { checkDowngrades } from "./internal/checks/downgrade.ts";
import { checkKeep } from "./internal/checks/keep.ts";
import { checkMetricUse } from "./internal/checks/metrics.ts";
import { checkOccupied } from "./internal/checks/occupied.ts";
import { checkReach } from "./internal/checks/reach.ts";
import { checkTerms } from "./internal/checks/terms.ts";
import type { TierPolicy } from "./policyModel.ts";
import { compiledTiers } from "./tierKind.ts";

/**
 * Looks a tier policy over before any customer is judged by it, and shows each fault by a customer whom `evaluateTier` then
 * judges as the example says.
 *
 * - T002 `tier-unreachable`, `tier-barred`: nobody rises to a tier, since whoever attains it attains a higher one, or since a
 *   downgrade rule then holds.
 * - T003 `retain-stricter`: `retain` fails of somebody who attains the tier; it is not asked then. `retain-redundant`: it asks
 *   the same.
 * - T004 `windows-differ`: `attain` and `retain` count the same over different stretches of time.
 * - T005 `tiers-alike`: two neighbours ask for the same. `tier-gap`, `retain-gap`: a tier is attained, or kept, by somebody
 *   whom the one below refuses.
 * - T006 `unit-other-currency`: amounts that say they are in another currency; they are never known.
 * - T007 `grace-outlasts-period`, T008 `protection-outlasts-period`, `dwell-outlasts-period`: what holds a tier lasts until the
 *   next test (a grace) or beyond it (the others), in some period of four years.
 * - T010 `condition-contradicts`, `condition-always-holds`: no facts make a condition hold, or fail.
 * - T011 `balance-asked`: a tier that is lost by spending a `redeemable` balance.
 * - T012 `also-holds-down`: a downgrade rule that can hold of somebody who attains a tier.
 * - T013 `metric-unused`: nothing hangs on it. `unknown-demotes`: `onMissing` costs a tier that the facts do not.
 * - T014 `notice-too-late`: letters are due before the change they tell of is decided.
 * - T015 `tier-gone`: customers who hold, have earned or are promised the tier cannot be judged.
 *
 * `check-not-proved` says of any of these that it could not be decided: at most three million parts of conditions are looked at
 * in all, none where there are more than 1,000 (or 60 that ask for behaviour). Metrics are taken to be independent of one another.
 * Ranks (T001), the base tier (T009), the currency and metrics that are not defined are held by the doors: see `reviewTierPolicy`.
 *
 * @param policy - The policy.
 * @param options - `before`, the policy it takes the place of; `occupied`, the tiers that customers hold. With `occupied` only these
 *   count; with `before` alone a tier that is gone may be held, which is not proved.
 * @returns The findings by number, none of which keeps the policy from being used. Without one of severity `error` every tier can
 *   be had; no order of tiers or parts changes what is found.
 * @throws `DomainError` with code `policy-not-checked` or `invalid-option`.
 *
 * @example A downgrade rule that holds down whoever attains gold
 * ```ts
 * import { orThrow } from "clientele/core";
 * import { checkTierPolicy, defineTierPolicy, evaluateTier, tierPresets } from "clientele/tiers";
 *
 * const policy = defineTierPolicy(tierPresets.valueGrade);
 * const [finding] = checkTierPolicy(policy);
 *
 * [finding?.number, finding?.code, finding?.path]; // => ["T012", "also-holds-down", "/downgrade/also/0/when"]
 *
 * const shown = finding?.example?.steps.map(({ subject, asOf }) =>
 *   orThrow(evaluateTier<string, string>(subject, policy, { asOf })),
 * );
 *
 * finding?.example?.steps[0]?.subject.metrics; // => {
 * //   spend: { amount: "200000.00", currency: "CNY" },
 * //   orders: 12,
 * //   idleDays: 180,
 * // }
 * shown?.map(({ action, to }) => [action, to]); // => [["enrol", "ordinary"]]
 * ```
 * @see Our own list of faults; the search is over the values that comparisons tell apart.
 */
export function checkTierPolicy<Name extends string, Metric extends string>(
  policy: TierPolicy<Name, Metric>,
  options: TierCheckOptions = {},
): readonly TierPolicyFinding[] {
  const bench = new CheckBench(compiledTiers(policy));
  for (const [number, check] of CHECKS) {
    if (bench.tooLarge) bench.doubts({ number, keys: [] });
    else within(bench, number, check);
  }
  within(bench, "T007", checkTerms);
  within(bench, "T013", checkMetricUse);
  within(bench, "T015", () => {
    checkOccupied(bench, options);
  });
  return bench.findings.toSorted((a, b) => (a.number < b.number ? -1 : Number(a.number > b.number)));
}

/** What looks through conditions, by the number that stands for it where it cannot. */
const CHECKS: readonly (readonly [TierCheckNumber, (bench: CheckBench) => void])[] = [
  ["T002", checkReach],
  ["T003", checkKeep],
  ["T010", checkContradictions],
  ["T012", checkDowngrades],
];

/** Makes a check; one that is led beyond the years of the calendar has to leave off. */
function within(bench: CheckBench, number: TierCheckNumber, check: (bench: CheckBench) => void): void {
  try {
    check(bench);
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== "out-of-range") throw error;
    bench.doubts({ number, keys: [] });
  }
}
