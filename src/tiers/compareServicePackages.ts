import { DomainError, type Labels, type MessageParams, show } from "../core/index.ts";
import { grantWords } from "./internal/entitlementLines.ts";
import { type CompiledGrant, compiledPackages, type CompiledServicePackages } from "./packageKind.ts";
import type { EntitlementGrant, ServicePackagePolicy } from "./packageModel.ts";

/** How an entitlement of one package stands to that of another, for the customer. */
export type EntitlementVerdict = "added" | "better" | "same" | "worse" | "removed";

/** Codes of comparisons. */
export type EntitlementChangeCode = `entitlement-${EntitlementVerdict}`;

/** One entitlement in two packages. `explain` has it in a sentence. */
export interface EntitlementChange<Id extends string = string> {
  /** Id of the entitlement. */
  readonly entitlement: Id;
  /** Its name for people, or its id. */
  readonly label: Labels;
  /** How the second stands to the first, for the customer. */
  readonly verdict: EntitlementVerdict;
  /** What the first grants; null for nothing. */
  readonly before: EntitlementGrant | null;
  /** What the second grants; null for nothing. */
  readonly after: EntitlementGrant | null;
  /** The key of its sentence. */
  readonly code: EntitlementChangeCode;
  /** What the sentence needs to know. */
  readonly params: MessageParams;
}

/**
 * Compares two packages, entitlement by entitlement, as a customer does who moves from the one to the other: a higher level, a
 * larger quota or budget is better, and of a duration the shorter or the longer one, as the entitlement says. Durations in
 * different units are compared by their average length: a day has 24 hours, a month 30.436875 days.
 *
 * @param change - `from` and `to`: ids of packages; null for none.
 * @param packages - The service packages.
 * @returns Every entitlement that one of them grants, in the policy's order.
 * @throws `DomainError` with code `policy-not-checked`; `invalid-option` for a package that is none of the policy's.
 *
 * @example
 * ```ts
 * import { explain } from "clientele/explain";
 * import { compareServicePackages, defineServicePackages, servicePackagePresets } from "clientele/tiers";
 *
 * const packages = defineServicePackages(servicePackagePresets.valueGrade);
 * const changes = compareServicePackages({ from: "gold", to: "silver" }, packages);
 *
 * changes.filter(({ verdict }) => verdict !== "same").map(({ entitlement, verdict }) => [entitlement, verdict]); // => [
 * //   ["priorityChannel", "removed"],
 * //   ["consultations", "removed"],
 * //   ["marketReports", "removed"],
 * // ]
 * explain(changes[2] ?? [], { locale: "zh-CN" }); // => ["不再提供市场报告（每半年 1 份）"]
 * ```
 * @see Our own definition.
 */
export function compareServicePackages<Name extends string, Id extends string>(
  change: { readonly from: NoInfer<Name> | null; readonly to: NoInfer<Name> | null },
  packages: ServicePackagePolicy<Name, Id>,
): readonly EntitlementChange<Id>[] {
  const compiled = compiledPackages(packages);
  return comparePackages(
    grantsOf(change.from, "from", compiled),
    grantsOf(change.to, "to", compiled),
    compiled,
  ) as readonly EntitlementChange<Id>[];
}

type Grants = ReadonlyMap<string, CompiledGrant>;

function grantsOf(name: string | null, option: string, { packages, policy }: CompiledServicePackages): Grants {
  if (name === null) return new Map();
  const found = packages.get(name);
  if (found !== undefined) return found.grants;
  throw new DomainError("invalid-option", `${option}: expected a package of ${policy.id}, received ${show(name)}`);
}

/**
 * Compares what two packages grant.
 *
 * @param before - The grants of the first.
 * @param after - The grants of the second.
 * @param compiled - The service packages.
 * @returns Every entitlement that one of them grants, in the policy's order.
 */
export function comparePackages(
  before: Grants,
  after: Grants,
  { entitlements, data }: CompiledServicePackages,
): readonly EntitlementChange[] {
  const changes: EntitlementChange[] = [];
  for (const [id, entitlement] of entitlements) {
    const [one, other] = [before.get(id), after.get(id)];
    const verdict = verdictOf(one, other);
    if (verdict === null) continue;
    const { label } = entitlement;
    const words = (grant: CompiledGrant | undefined): Labels | null =>
      grant === undefined ? null : grantWords(entitlement, grant, data.currency);
    changes.push({
      entitlement: id,
      label,
      verdict,
      before: one?.written ?? null,
      after: other?.written ?? null,
      code: `entitlement-${verdict}`,
      params: { entitlement: id, label, before: words(one), after: words(other) },
    });
  }
  return changes;
}

function verdictOf(before: CompiledGrant | undefined, after: CompiledGrant | undefined): EntitlementVerdict | null {
  if (before === undefined) return after === undefined ? null : "added";
  if (after === undefined) return "removed";
  if (before.worth === after.worth) return "same";
  return after.worth > before.worth ? "better" : "worse";
}
