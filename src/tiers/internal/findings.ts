import { pointer } from "../../core/index.ts";
import type { TierFinding, TierFindingCode } from "../model.ts";

/**
 * Says what is worth knowing about the facts of a decision.
 *
 * @param code - What.
 * @param severity - How much it matters.
 * @param keys - Where.
 * @param params - What its sentence needs to know.
 * @returns The finding.
 */
export const tierFinding = (
  code: TierFindingCode,
  severity: TierFinding["severity"],
  keys: readonly (string | number)[],
  params: TierFinding["params"],
): TierFinding => ({ code, severity, path: pointer(keys), keys, params });
