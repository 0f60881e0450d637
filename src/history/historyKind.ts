import { minorDigits, type PolicyKind, type ZoneRules, zoneRules } from "../core/index.ts";
import type { HistoryPolicyData } from "./model.ts";

/** What the verbs of this module work with. */
export interface CompiledHistoryPolicy {
  readonly zone: ZoneRules;
  /** Digits of the currency after the point. */
  readonly digits: number;
  /** By currency, other than the policy's own: `times / over` minor units of the policy's for a minor unit of it. */
  readonly rates: ReadonlyMap<string, { readonly times: bigint; readonly over: bigint }>;
  /** What cancellation rows do. */
  readonly cancellations: "net" | "ignore" | "refuse";
}

/** The stored format of history policies, and how one is made ready. */
export const historyKind: PolicyKind<HistoryPolicyData, CompiledHistoryPolicy> = {
  format: "history-policy/1",
  compile: ({ timeZone, currency, refunds, cancellations, rates }) => {
    const digits = minorDigits(currency) ?? 0;
    return {
      zone: zoneRules(timeZone),
      digits,
      rates: new Map(
        Object.entries(rates ?? {}).map(([other, rate]) => {
          const [whole = "", fraction = ""] = rate.split(".");
          const shift = digits - (minorDigits(other) ?? 0) - fraction.length;
          const times = BigInt(whole + fraction) * 10n ** BigInt(Math.max(0, shift));
          return [other, { times, over: 10n ** BigInt(Math.max(0, -shift)) }];
        }),
      ),
      cancellations: cancellations ?? (refunds === "void" ? "net" : refunds),
    };
  },
};
