import { restorePolicy, type RestoreRefusal, type Result } from "../core/index.ts";
import { positioningKind } from "./positioningKind.ts";
import type { PositioningPolicy } from "./positioningModel.ts";

/**
 * Takes a positioning policy back from storage, without its schema.
 *
 * @param stored - What `storePolicy` wrote.
 * @returns The policy; or `unsupported-format`, `corrupt-policy`.
 */
export const restorePositioningPolicy = (stored: unknown): Result<PositioningPolicy, RestoreRefusal> =>
  restorePolicy(positioningKind, stored);
