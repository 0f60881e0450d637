import { restorePolicy, type RestoreRefusal, type Result } from "../core/index.ts";
import { valueTierKind } from "./valueTierKind.ts";
import type { ValueTierPolicy } from "./valueTierModel.ts";

/**
 * Takes a policy of value tiers back from storage, without its schema.
 *
 * @param stored - What `storePolicy` wrote.
 * @returns The policy; or `unsupported-format`, `corrupt-policy`.
 */
export const restoreValueTierPolicy = (stored: unknown): Result<ValueTierPolicy, RestoreRefusal> =>
  restorePolicy(valueTierKind, stored);
