import { type PolicyKind, type ZoneRules, zoneRules } from "../core/index.ts";
import type { HistoryPolicyData } from "./model.ts";

/** What the verbs of this module work with. */
export interface CompiledHistoryPolicy {
  readonly zone: ZoneRules;
}

/** The stored format of history policies, and how one is made ready. */
export const historyKind: PolicyKind<HistoryPolicyData, CompiledHistoryPolicy> = {
  format: "history-policy/1",
  compile: ({ timeZone }) => ({ zone: zoneRules(timeZone) }),
};
