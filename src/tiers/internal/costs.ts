import {
  DomainError,
  exact,
  isDecimalText,
  minorDigits,
  type Money,
  parseDuration,
  roundedText,
  show,
} from "../../core/index.ts";
import type { TierCosts } from "../simulationModel.ts";
import type { CompiledTierPolicy } from "../tierKind.ts";

/** What customers cost, in whole numbers of the smallest decimal that any of the amounts has. */
export interface CostTable {
  /** Within how long. */
  readonly per: string;
  /** By height on a policy's ladder: what one customer costs. */
  of(compiled: CompiledTierPolicy): readonly bigint[];
  /** Writes a sum as money. */
  money(units: bigint): Money;
  /** Reads an amount; null when it is none. */
  units(amount: unknown): bigint | null;
}

/**
 * Reads what customers cost.
 *
 * @param costs - As it was handed in.
 * @param policies - Those whose tiers have to have a cost.
 * @returns The table; null when nothing was handed in.
 * @throws `DomainError` with code `invalid-option` for an amount that is none, a tier without one, or a tier that no policy has.
 */
export function costTable(
  costs: TierCosts | null | undefined,
  policies: readonly CompiledTierPolicy[],
): CostTable | null {
  if (costs === null || costs === undefined) return null;
  const { per, amounts } = costs;
  if (!parseDuration(per).ok) throw bad("per", "a duration such as P1Y", per);
  const currency = policies[0]?.data.currency ?? "";
  const given = Object.entries(amounts);
  for (const [tier, amount] of given) {
    if (!isDecimalText(amount) || amount.startsWith("-")) {
      throw bad(`amounts.${tier}`, 'an amount as decimal text such as "19.90", not below zero', amount);
    }
    if (!policies.some(({ heightOf }) => heightOf.has(tier))) throw bad("amounts", "tiers of the policies", tier);
  }
  const decimals = given.map(([, amount]) => amount.length - 1 - amount.lastIndexOf("."));
  const scale = Math.max(
    minorDigits(currency) ?? 0,
    ...given.map(([, amount], at) => (amount.includes(".") ? (decimals[at] ?? 0) : 0)),
  );
  const unitsOf = (amount: string): bigint => BigInt(exact(amount).toFixed(scale).replace(".", ""));
  const byTier = new Map(given.map(([tier, amount]) => [tier, unitsOf(amount)]));
  return {
    per,
    of: ({ rungs }) =>
      rungs.map(({ tier }) => {
        const units = byTier.get(tier);
        if (units === undefined) throw bad("amounts", "every tier of every policy", `none for ${tier}`);
        return units;
      }),
    money: (units) => ({ amount: roundedText(exact(`${units}e-${scale}`), scale, "half-even"), currency }),
    units: (amount) => (isDecimalText(amount) ? BigInt(exact(amount).toFixed(scale, 3).replace(".", "")) : null),
  };
}

const bad = (where: string, expected: string, observed: unknown): DomainError =>
  new DomainError("invalid-option", `costs.${where}: expected ${expected}, received ${show(observed)}`);
