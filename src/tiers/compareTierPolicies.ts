import { DomainError, show } from "../core/index.ts";
import { costTable } from "./internal/costs.ts";
import { eachOutcome } from "./internal/eachOutcome.ts";
import { startSimulation } from "./internal/simulation.ts";
import { Tally } from "./internal/tally.ts";
import { Totals } from "./internal/totals.ts";
import type { TierPolicy } from "./policyModel.ts";
import type { TierComparison, TierPortfolio, TierSimulationOptions } from "./simulationModel.ts";
import { compiledTiers } from "./tierKind.ts";

/**
 * Sets any number of policies side by side: what each tier would hold under each of them, what that is worth and costs, and how
 * many customers would be elsewhere than under the first. Who moves from where to where between two of them is told by
 * `simulateTierPolicy`, which judges in the same way.
 *
 * @param portfolio - Rows or columns; gone through once for all policies.
 * @param policies - One or more, of one currency.
 * @param options - `asOf`; `horizon`; `value`; `costs`; `listed`.
 * @returns The comparison.
 * @throws `DomainError` with code `policy-not-checked`; `invalid-instant`; `invalid-option` as `simulateTierPolicy`, and for no
 *   policies at all.
 *
 * @example
 * ```ts
 * import { money, orThrow } from "clientele/core";
 * import { compareTierPolicies, defineTierPolicy, tierPresets, withThreshold } from "clientele/tiers";
 *
 * const policy = defineTierPolicy(tierPresets.valueGrade);
 * const silverFrom = (amount: string) => orThrow(withThreshold(policy, "/tiers/1/attain/all/0", amount));
 * const rows = ["9000", "11000", "14000"].map((spend, at) => ({
 *   customerId: `C-${at}`,
 *   state: null,
 *   metrics: { spend: money(spend, "CNY"), orders: 4, idleDays: 12 },
 * }));
 * const { policies } = compareTierPolicies(rows, [policy, silverFrom("8000"), silverFrom("12000")], {
 *   asOf: "2026-07-01T00:00:00+08:00",
 * });
 *
 * policies.map(({ tiers, moved }) => [tiers[1]?.customers, moved.customers]); // => [[2, 0], [3, 1], [1, 1]]
 * ```
 * @see Our own definition.
 */
export function compareTierPolicies<Name extends string>(
  portfolio: TierPortfolio,
  policies: readonly TierPolicy<Name>[],
  options: TierSimulationOptions,
): TierComparison<Name> {
  const given: unknown = policies;
  if (!Array.isArray(given)) {
    throw new DomainError("invalid-option", `policies: expected a list, received ${show(policies)}`);
  }
  const compiled = policies.map((policy) => compiledTiers(policy));
  const simulation = startSimulation(compiled, options);
  const { currency } = simulation.walk;
  const costs = costTable(options.costs, compiled);
  for (const policy of compiled) costs?.of(policy);
  const totals = new Totals(simulation);
  const moved = compiled.map(() => new Tally());
  const names = compiled.map(({ rungs }) => rungs.map(({ tier }) => tier));
  const refusals = eachOutcome(portfolio, simulation, (outcome) => {
    totals.add(outcome);
    const first = names[0]?.[outcome.to[0] ?? 0];
    moved.forEach((tally, at) => {
      if (names[at]?.[outcome.to[at] ?? 0] !== first) tally.add(outcome.value);
    });
  });
  const told: TierComparison = {
    ...totals.portfolio(refusals),
    policies: compiled.map((policy, at) => ({
      ...totals.told(at, policy, costs),
      moved: (moved[at] ?? new Tally()).told(currency),
    })),
    per: costs?.per ?? null,
  };
  return told as TierComparison<Name>;
}
