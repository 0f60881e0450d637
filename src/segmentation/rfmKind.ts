import type { PolicyKind } from "../core/index.ts";
import type { RfmPolicyData } from "./model.ts";

/** The stored format of RFM policies. They are used as they are. */
export const rfmKind: PolicyKind<RfmPolicyData, RfmPolicyData> = {
  format: "rfm-policy/1",
  compile: (policy) => policy,
};
