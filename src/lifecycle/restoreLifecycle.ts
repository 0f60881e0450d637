import { restorePolicy, type RestoreRefusal, type Result } from "../core/index.ts";
import { lifecycleKind } from "./lifecycleKind.ts";
import type { LifecyclePolicy } from "./policyModel.ts";

/**
 * Takes a lifecycle policy back from storage, without its schema: a fingerprint vouches for it. Its names are then text, not
 * types: `isLifecycleEvent` tells whether a word from outside is one of its events.
 *
 * @param stored - What `storePolicy` wrote.
 * @returns The policy; or `unsupported-format`, `corrupt-policy`.
 *
 * @example
 * ```ts
 * import { storePolicy } from "clientele/core";
 * import { defineLifecycle, lifecyclePresets, restoreLifecycle } from "clientele/lifecycle";
 *
 * const stored = JSON.stringify(storePolicy(defineLifecycle(lifecyclePresets.acquireToWinBack)));
 *
 * restoreLifecycle(JSON.parse(stored)).ok; // => true
 * ```
 */
export const restoreLifecycle = (stored: unknown): Result<LifecyclePolicy, RestoreRefusal> =>
  restorePolicy(lifecycleKind, stored);
