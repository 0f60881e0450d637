import { restorePolicy, type RestoreRefusal, type Result } from "../core/index.ts";
import { churnKind } from "./churnKind.ts";
import type { ChurnPolicy } from "./churnModel.ts";

/**
 * Takes a policy of churn causes back from storage, without its schema.
 *
 * @param stored - What `storePolicy` wrote.
 * @returns The policy; or `unsupported-format`, `corrupt-policy`.
 *
 * @example
 * ```ts
 * import { storePolicy } from "clientele/core";
 * import { churnPresets, defineChurnPolicy, restoreChurnPolicy } from "clientele/lifecycle";
 *
 * const stored = JSON.stringify(storePolicy(defineChurnPolicy(churnPresets.fiveCauses)));
 *
 * restoreChurnPolicy(JSON.parse(stored)).ok; // => true
 * ```
 */
export const restoreChurnPolicy = (stored: unknown): Result<ChurnPolicy, RestoreRefusal> =>
  restorePolicy(churnKind, stored);
