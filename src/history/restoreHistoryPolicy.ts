import { restorePolicy, type RestoreRefusal, type Result } from "../core/index.ts";
import { historyKind } from "./historyKind.ts";
import type { HistoryPolicy } from "./model.ts";

/**
 * Takes a history policy back from storage, without its schema.
 *
 * @param stored - What `storePolicy` wrote.
 * @returns The policy; or `unsupported-format`, `corrupt-policy`.
 */
export const restoreHistoryPolicy = (stored: unknown): Result<HistoryPolicy, RestoreRefusal> =>
  restorePolicy(historyKind, stored);
