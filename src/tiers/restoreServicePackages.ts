import { restorePolicy, type RestoreRefusal, type Result } from "../core/index.ts";
import { servicePackageKind } from "./packageKind.ts";
import type { ServicePackagePolicy } from "./packageModel.ts";

/**
 * Takes service packages back from storage, without their schema.
 *
 * @param stored - What `storePolicy` wrote.
 * @returns The policy; or `unsupported-format`, `corrupt-policy`.
 *
 * @example
 * ```ts
 * import { storePolicy } from "clientele/core";
 * import { defineServicePackages, restoreServicePackages, servicePackagePresets } from "clientele/tiers";
 *
 * const stored = JSON.stringify(storePolicy(defineServicePackages(servicePackagePresets.valueGrade)));
 *
 * restoreServicePackages(JSON.parse(stored)).ok; // => true
 * restoreServicePackages(JSON.parse(stored.replaceAll("PT24H", "PT99H"))).ok; // => false
 * ```
 */
export const restoreServicePackages = (stored: unknown): Result<ServicePackagePolicy, RestoreRefusal> =>
  restorePolicy(servicePackageKind, stored);
