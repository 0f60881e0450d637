import type { Truth } from "../programModel.ts";
import type { RuleTruth } from "../ruleModel.ts";

/** What a rule answers, by the number of its truth. */
export const TRUTHS: Readonly<Record<Truth, RuleTruth>> = [false, "unknown", true];
