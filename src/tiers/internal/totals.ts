import { epochMsOf, moneyFromMinor, type RowFindings } from "../../core/index.ts";
import type { SimulatedPortfolio, SimulatedTiers } from "../simulationModel.ts";
import type { CompiledTierPolicy } from "../tierKind.ts";
import type { CostTable } from "./costs.ts";
import { ExactSum } from "./exactSum.ts";
import type { Outcome, Simulation } from "./simulation.ts";
import { Tally } from "./tally.ts";

/** What a portfolio comes to under each of several policies. */
export class Totals {
  readonly #simulation: Simulation;
  readonly #tiers: readonly (readonly Tally[])[];
  readonly #foreign: readonly Map<string, Tally>[];
  readonly #value = new ExactSum();
  #customers = 0;
  #withoutValue = 0;

  constructor(simulation: Simulation) {
    this.#simulation = simulation;
    this.#tiers = simulation.policies.map(({ rungs }) => rungs.map(() => new Tally()));
    this.#foreign = simulation.policies.map(() => new Map<string, Tally>());
  }

  /** Counts a customer. */
  add(outcome: Outcome): void {
    const { value } = outcome;
    this.#customers += 1;
    if (Number.isNaN(value)) this.#withoutValue += 1;
    else this.#value.add(value);
    for (let place = 0; place < this.#tiers.length; place++) {
      const tally = this.#tiers[place]?.[outcome.to[place] ?? 0];
      if (tally === undefined) continue;
      tally.add(value);
      tally.unsure += outcome.unsure[place] ?? 0;
      if (outcome.foreign[place] === 1) this.#addForeign(place, outcome);
    }
  }

  #addForeign(place: number, { keep, value }: Outcome): void {
    const tier = keep()().state?.tier ?? "";
    const byTier = this.#foreign[place];
    const tally = byTier?.get(tier) ?? new Tally();
    byTier?.set(tier, tally);
    tally.add(value);
  }

  /** Says what the portfolio is. */
  portfolio(refusals: RowFindings): SimulatedPortfolio {
    const { asOf, horizon, currency } = this.#simulation.walk;
    return {
      asOf,
      horizon,
      customers: this.#customers,
      value: moneyFromMinor(this.#value.total, currency),
      withoutValue: this.#withoutValue,
      refusals,
    };
  }

  /** Says what one policy makes of it. */
  told(place: number, original: CompiledTierPolicy, costs: CostTable | null): SimulatedTiers {
    const { asOf, currency } = this.#simulation.walk;
    const asOfMs = epochMsOf(asOf);
    const tallies = this.#tiers[place] ?? [];
    return {
      policy: original.policy,
      inForce: asOfMs >= original.from && asOfMs < original.to,
      tiers: original.rungs.map(({ tier }, height) => {
        const tally = tallies[height] ?? new Tally();
        const { customers, value } = tally.told(currency);
        const share = this.#customers === 0 ? 0 : customers / this.#customers;
        return { tier, customers, share, value, insufficientData: tally.unsure };
      }),
      cost: costs === null ? null : costs.money(this.cost(place, costs)),
      withoutTier: [...(this.#foreign[place] ?? [])]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([tier, tally]) => ({ tier, ...tally.told(currency) })),
    };
  }

  /** What the customers' tiers cost together under one policy. */
  cost(place: number, costs: CostTable): bigint {
    const policy = this.#simulation.policies[place];
    if (policy === undefined) return 0n;
    const each = costs.of(policy);
    return (this.#tiers[place] ?? []).reduce((sum, { customers }, height) => {
      return sum + BigInt(customers) * (each[height] ?? 0n);
    }, 0n);
  }
}
