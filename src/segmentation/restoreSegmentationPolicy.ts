import { restorePolicy, type RestoreRefusal, type Result } from "../core/index.ts";
import { segmentationKind } from "./segmentationKind.ts";
import type { SegmentationPolicy } from "./segmentationModel.ts";

/**
 * Takes segments by rules back from storage, without their schema.
 *
 * @param stored - What `storePolicy` wrote.
 * @returns The policy; or `unsupported-format`, `corrupt-policy`.
 */
export const restoreSegmentationPolicy = (stored: unknown): Result<SegmentationPolicy, RestoreRefusal> =>
  restorePolicy(segmentationKind, stored);
