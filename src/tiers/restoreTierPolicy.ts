import { restorePolicy, type RestoreRefusal, type Result } from "../core/index.ts";
import type { TierPolicy } from "./policyModel.ts";
import { tierKind } from "./tierKind.ts";

/**
 * Takes a tier policy back from storage, without its schema.
 *
 * @param stored - What `storePolicy` wrote.
 * @returns The policy; or `unsupported-format`, `corrupt-policy`.
 *
 * @example
 * ```ts
 * import { storePolicy } from "clientele/core";
 * import { defineTierPolicy, restoreTierPolicy, tierPresets } from "clientele/tiers";
 *
 * const stored = JSON.stringify(storePolicy(defineTierPolicy(tierPresets.valueGrade)));
 *
 * restoreTierPolicy(JSON.parse(stored)).ok; // => true
 * restoreTierPolicy(JSON.parse(stored.replaceAll("200000", "20"))); // => { ok: false, error: { code: "corrupt-policy", format: "tier-policy/1" } }
 * ```
 */
export const restoreTierPolicy = (stored: unknown): Result<TierPolicy, RestoreRefusal> =>
  restorePolicy(tierKind, stored);
