import {
  definePolicy,
  type Issue,
  parsePolicy,
  type PolicyGuard,
  type PolicyReview,
  type Result,
  reviewPolicy,
} from "../core/index.ts";
import { checkPackageParts, packageFindings } from "./packageChecks.ts";
import { type CompiledServicePackages, servicePackageKind } from "./packageKind.ts";
import { packageMessages } from "./packageMessages.ts";
import type { ServicePackagePolicy, ServicePackagePolicyData, ServicePackagePolicyInput } from "./packageModel.ts";
import { servicePackageSchema } from "./packageSchema.ts";

const guard: PolicyGuard<ServicePackagePolicyData, CompiledServicePackages> = /* @__PURE__ */ (() => ({
  ...servicePackageKind,
  schema: servicePackageSchema,
  crossCheck: checkPackageParts,
  findings: packageFindings,
  messages: packageMessages,
}))();

/**
 * Checks service packages written in code. The names of packages and entitlements are kept as types: a misspelt one does not
 * compile.
 *
 * @param literal - What packages may grant, and the packages.
 * @returns The policy, frozen.
 * @throws `DomainError` with code `invalid-policy`, naming every issue.
 *
 * @example
 * ```ts
 * import { defineServicePackages } from "clientele/tiers";
 *
 * const packages = defineServicePackages({
 *   id: "packages",
 *   version: 1,
 *   timeZone: "Asia/Shanghai",
 *   currency: "CNY",
 *   entitlements: [
 *     { id: "priority", kind: "included" },
 *     { id: "visits", kind: "count", per: { calendar: "quarter" }, partial: "best" },
 *   ],
 *   packages: [
 *     { id: "basic", grants: { visits: 1 } },
 *     { id: "gold", grants: { visits: 3, priority: true } },
 *   ],
 * });
 *
 * packages.packages.map(({ id }) => id); // => ["basic", "gold"]
 * ```
 */
export const defineServicePackages = <const Name extends string, const Id extends string>(
  literal: ServicePackagePolicyInput<Name, Id>,
): ServicePackagePolicy<Name, Id> => definePolicy(guard, literal) as ServicePackagePolicy<Name, Id>;

/**
 * Checks service packages from outside: a file, a form, a database.
 *
 * @param input - Anything.
 * @returns The policy, or every issue.
 *
 * @example
 * ```ts
 * import { parseServicePackages, servicePackagePresets } from "clientele/tiers";
 *
 * const parsed = parseServicePackages({
 *   ...servicePackagePresets.valueGrade,
 *   packages: [{ id: "gold", grants: { visit: 2, accountManager: "own" } }],
 * });
 *
 * !parsed.ok && parsed.error.map(({ code, path }) => [code, path]); // => [
 * //   ["unknown-entitlement", "/packages/0/grants/visit"],
 * //   ["unknown-level", "/packages/0/grants/accountManager"],
 * // ]
 * ```
 */
export const parseServicePackages = (input: unknown): Result<ServicePackagePolicy, readonly Issue[]> =>
  parsePolicy(guard, input);

/**
 * Looks a draft of service packages over, for a form: never throws.
 *
 * @param draft - Anything.
 * @returns The policy or null, with all issues; or with findings: packages that grant nothing, quotas of zero, entitlements
 *   that no package grants.
 *
 * @example
 * ```ts
 * import { reviewServicePackages, servicePackagePresets } from "clientele/tiers";
 *
 * const { findings } = reviewServicePackages({
 *   ...servicePackagePresets.valueGrade,
 *   packages: [{ id: "gold", grants: {} }],
 * });
 *
 * findings[0]?.code; // => "package-empty"
 * ```
 */
export const reviewServicePackages = (draft: unknown): PolicyReview<ServicePackagePolicy> => reviewPolicy(guard, draft);
