import { type Issue, type MessageParams, pointer } from "../core/index.ts";
import { comparePackages, type EntitlementVerdict } from "./compareServicePackages.ts";
import { packageFindings, type ServicePackageFindingCode } from "./packageChecks.ts";
import { type CompiledPackage, compiledPackages } from "./packageKind.ts";
import type { ServicePackagePolicy } from "./packageModel.ts";
import type { TierPolicy } from "./policyModel.ts";
import { compiledTiers } from "./tierKind.ts";

/** Codes of what can be amiss between service packages and tiers. */
export type PackageFindingCode =
  | ServicePackageFindingCode
  | "tier-without-package"
  | "package-not-defined"
  | "package-of-no-tier"
  | "higher-tier-worse";

/** Something amiss with service packages, or between them and the tiers. */
export interface PackageFinding extends Issue<PackageFindingCode> {
  /** Which policy its `path` points into. */
  readonly of: "packages" | "tiers";
}

/**
 * Checks that service packages and tiers fit: every tier has a package, every package named is defined, every package belongs to a
 * tier, and no tier has less of an entitlement than a lower one, or lacks it. Also packages that grant nothing, quotas of zero, and
 * entitlements that no package grants. Each tier is held against the next lower one that has a package.
 *
 * Whether a promised response time agrees with the response promises is not looked into: those are another policy.
 *
 * @param packages - The service packages.
 * @param options - `tiers`, the ladder.
 * @returns What is amiss; nothing when they fit. Severity `error`: a package is named that does not exist; else `warning`.
 * @throws `DomainError` with code `policy-not-checked`.
 *
 * @example A gold package that forgets what silver has
 * ```ts
 * import { explain } from "clientele/explain";
 * import { checkServicePackages, defineServicePackages, defineTierPolicy } from "clientele/tiers";
 *
 * const packages = defineServicePackages({
 *   id: "packages",
 *   version: 1,
 *   timeZone: "UTC",
 *   currency: "EUR",
 *   entitlements: [
 *     { id: "hotline", kind: "included" },
 *     { id: "visits", kind: "count", per: { calendar: "year" }, partial: "best" },
 *   ],
 *   packages: [
 *     { id: "silver", grants: { visits: 2 } },
 *     { id: "gold", grants: { hotline: true } },
 *   ],
 * });
 * const tiers = defineTierPolicy({
 *   id: "members",
 *   version: 1,
 *   timeZone: "UTC",
 *   currency: "EUR",
 *   metrics: [{ id: "spend", kind: "money", window: { rolling: "P12M" } }],
 *   tiers: [
 *     { id: "silver", rank: 0, servicePackage: "silver" },
 *     { id: "gold", rank: 1, servicePackage: "gold", attain: { metric: "spend", op: ">=", value: "100" } },
 *   ],
 *   downgrade: { mode: "oneStep", also: [] },
 * });
 * const findings = checkServicePackages(packages, { tiers });
 *
 * findings.map(({ code, of, path }) => [code, of, path]); // => [["higher-tier-worse", "packages", "/packages/1/grants"]]
 * explain(findings, { locale: "en" }); // => ["gold has less of visits than the lower tier silver: nothing instead of 2 times per year"]
 * ```
 * @see Our own definition.
 */
export function checkServicePackages(
  packages: ServicePackagePolicy,
  { tiers }: { readonly tiers: TierPolicy },
): readonly PackageFinding[] {
  const compiled = compiledPackages(packages);
  const { rungs } = compiledTiers(tiers);
  const findings: PackageFinding[] = [];
  const report = (
    code: PackageFindingCode,
    of: PackageFinding["of"],
    keys: readonly (string | number)[],
    params: MessageParams,
  ): void => {
    const severity = code === "package-not-defined" ? "error" : "warning";
    findings.push({ code, severity, path: pointer(keys), keys, params, of });
  };
  packageFindings(packages, (code, keys, params = {}) => {
    report(code as ServicePackageFindingCode, "packages", keys, params);
  });
  const places = new Map(packages.packages.map(({ id }, place) => [id, place]));
  let lower: { readonly tier: string; readonly package: CompiledPackage } | null = null;
  for (const { tier, place, servicePackage } of rungs) {
    const keys = ["tiers", place, "servicePackage"];
    if (servicePackage === null) {
      report("tier-without-package", "tiers", keys, { tier });
      continue;
    }
    const found = compiled.packages.get(servicePackage);
    if (found === undefined) {
      report("package-not-defined", "tiers", keys, { tier, package: servicePackage });
      continue;
    }
    if (lower !== null) {
      for (const { verdict, label, params } of comparePackages(lower.package.grants, found.grants, compiled)) {
        if (!LESS.includes(verdict)) continue;
        const at = ["packages", places.get(servicePackage) ?? 0, "grants"];
        const { entitlement, before, after } = params;
        const told = { tier, lower: lower.tier, entitlement, label, before, after: after ?? NOTHING };
        report("higher-tier-worse", "packages", at, told);
      }
    }
    lower = { tier, package: found };
  }
  const named = new Set(rungs.map(({ servicePackage }) => servicePackage));
  for (const [id, place] of places) {
    if (!named.has(id)) report("package-of-no-tier", "packages", ["packages", place], { package: id });
  }
  return findings;
}

const LESS: readonly EntitlementVerdict[] = ["worse", "removed"];
const NOTHING = { en: "nothing", "zh-CN": "无" } as const;
