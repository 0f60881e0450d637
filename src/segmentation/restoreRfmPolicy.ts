import { restorePolicy, type RestoreRefusal, type Result } from "../core/index.ts";
import type { RfmPolicy } from "./model.ts";
import { rfmKind } from "./rfmKind.ts";

/**
 * Takes an RFM policy back from storage, without its schema.
 *
 * @param stored - What `storePolicy` wrote.
 * @returns The policy; or `unsupported-format`, `corrupt-policy`.
 */
export const restoreRfmPolicy = (stored: unknown): Result<RfmPolicy, RestoreRefusal> =>
  restorePolicy(rfmKind, stored) as Result<RfmPolicy, RestoreRefusal>;
