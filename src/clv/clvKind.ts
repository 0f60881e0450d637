import { fingerprint, type PolicyKind } from "../core/index.ts";
import { type HistoryPolicy, restoreHistoryPolicy } from "../history/index.ts";
import type { ClvPolicyData } from "./valueModel.ts";

/** What the verbs about a customer's value work with. */
export interface CompiledClvPolicy {
  /** How orders are counted; null where the policy says it wrongly, which its doors refuse. */
  readonly history: HistoryPolicy | null;
}

/** The stored format of policies of lifetime value, and how one is made ready. */
export const clvKind: PolicyKind<ClvPolicyData, CompiledClvPolicy> = {
  format: "clv-policy/1",
  compile: ({ id, version, timeZone, currency, refunds }) => {
    const data = { id, version, timeZone, currency, rates: null, refunds, cancellations: null, meta: null };
    const restored = restoreHistoryPolicy({ format: "history-policy/1", fingerprint: fingerprint(data), data });
    return { history: restored.ok ? restored.value : null };
  },
};
