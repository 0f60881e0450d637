import { restorePolicy, type RestoreRefusal, type Result } from "../core/index.ts";
import { clvKind } from "./clvKind.ts";
import type { ClvPolicy } from "./valueModel.ts";

/**
 * Takes a policy of lifetime value back from storage, without its schema.
 *
 * @param stored - What `storePolicy` wrote.
 * @returns The policy; or `unsupported-format`, `corrupt-policy`.
 */
export const restoreClvPolicy = (stored: unknown): Result<ClvPolicy, RestoreRefusal> => restorePolicy(clvKind, stored);
