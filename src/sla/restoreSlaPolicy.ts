import { type RestoreRefusal, restorePolicy, type Result } from "../core/index.ts";
import type { SlaPolicy } from "./model.ts";
import { slaKind } from "./slaKind.ts";

/**
 * Takes an SLA policy back from storage, without its schema.
 *
 * @param stored - What `storePolicy` wrote, perhaps read back from JSON.
 * @returns The policy; or `unsupported-format`, `corrupt-policy`.
 *
 * @example
 * ```ts
 * import { orThrow, storePolicy } from "clientele/core";
 * import { defineSlaPolicy, restoreSlaPolicy, slaPresets } from "clientele/sla";
 *
 * const json = JSON.stringify(storePolicy(defineSlaPolicy(slaPresets.majorAndOrdinary)));
 *
 * orThrow(restoreSlaPolicy(JSON.parse(json))).targets.length; // => 2
 * ```
 */
export const restoreSlaPolicy = (stored: unknown): Result<SlaPolicy, RestoreRefusal> => restorePolicy(slaKind, stored);
