import { restorePolicy, type RestoreRefusal, type Result } from "../core/index.ts";
import type { SegmentTable } from "./model.ts";
import { segmentTableKind } from "./segmentTableKind.ts";

/**
 * Takes a segment table back from storage, without its schema.
 *
 * @param stored - What `storePolicy` wrote.
 * @returns The table; or `unsupported-format`, `corrupt-policy`.
 */
export const restoreSegmentTable = (stored: unknown): Result<SegmentTable, RestoreRefusal> =>
  restorePolicy(segmentTableKind, stored) as Result<SegmentTable, RestoreRefusal>;
