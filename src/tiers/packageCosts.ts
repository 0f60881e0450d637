import { DomainError, exact, roundedText, show } from "../core/index.ts";
import type { MetricPeriod } from "../rules/index.ts";
import { MONTHS } from "./internal/moments.ts";
import { compiledPackages } from "./packageKind.ts";
import type { ServicePackagePolicy } from "./packageModel.ts";
import type { TierPolicy } from "./policyModel.ts";

/**
 * Tells what the package of each tier costs the company for one customer, for as long as asked: the cost, times the months asked
 * for, by the months it is stated for. What does not come out even is rounded to the smallest coin, halves to even.
 *
 * @param packages - The service packages.
 * @param tiers - The ladder that names them.
 * @param options - `per`: for how long.
 * @returns Decimal text by tier: `"0"` for a tier without a package. A tier whose package states no cost is left out, since it
 *   is not known, as is one whose package is not defined.
 * @throws `DomainError` with code `policy-not-checked`; `invalid-option` for another `per`, or when the currencies differ.
 *
 * @example
 * ```ts
 * import { defineServicePackages, defineTierPolicy, packageCosts, servicePackagePresets, tierPresets } from "clientele/tiers";
 *
 * const costs = { ordinary: "20", silver: "150", gold: "600", diamond: "5000" };
 * const packages = defineServicePackages({
 *   ...servicePackagePresets.valueGrade,
 *   packages: servicePackagePresets.valueGrade.packages.map((one) => ({
 *     ...one,
 *     cost: { amount: costs[one.id], per: "quarter" },
 *   })),
 * });
 * const tiers = defineTierPolicy(tierPresets.valueAndTenure);
 *
 * packageCosts(packages, tiers, { per: "year" }); // => { ordinary: "80.00", silver: "600.00", gold: "2400.00", diamond: "20000.00" }
 * ```
 */
export function packageCosts<Name extends string>(
  packages: ServicePackagePolicy,
  tiers: TierPolicy<Name>,
  { per }: { readonly per: MetricPeriod },
): Readonly<Partial<Record<Name, string>>> {
  const { packages: byId, data, digits } = compiledPackages(packages);
  if (!Object.hasOwn(MONTHS, per)) {
    throw new DomainError("invalid-option", `per: expected month, quarter, halfYear or year, received ${show(per)}`);
  }
  if (tiers.currency !== data.currency) {
    throw new DomainError(
      "invalid-option",
      `tiers: expected amounts in ${data.currency}, those of ${tiers.id} are in ${tiers.currency}`,
    );
  }
  const costs = tiers.tiers.flatMap(({ id, servicePackage }): (readonly [string, string])[] => {
    if (servicePackage === null) return [[id, "0"]];
    const cost = byId.get(servicePackage)?.written.cost ?? null;
    if (cost === null) return [];
    const total = exact(cost.amount).times(MONTHS[per]).dividedBy(MONTHS[cost.per]);
    return [[id, roundedText(total, digits, "half-even")]];
  });
  return Object.fromEntries(costs) as Partial<Record<Name, string>>;
}
