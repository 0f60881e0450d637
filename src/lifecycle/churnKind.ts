import { compiledPolicy, type PolicyKind, type PolicyReference } from "../core/index.ts";
import type { ChurnCause, ChurnPolicyData } from "./churnModel.ts";

/** What the verbs on churn work with. */
export interface CompiledChurn {
  /** Named in every answer. */
  readonly policy: PolicyReference;
  /** The policy. */
  readonly data: ChurnPolicyData;
  /** By name, with its place; none for a cause that is not known. */
  readonly causes: ReadonlyMap<string | null, { readonly cause: ChurnCause; readonly place: number }>;
  /** By name. */
  readonly signals: ReadonlySet<string>;
}

/** The stored format of churn policies, and how one is made ready. */
export const churnKind: PolicyKind<ChurnPolicyData, CompiledChurn> = {
  format: "churn-policy/1",
  compile: (data) => ({
    policy: Object.freeze({ id: data.id, version: data.version }),
    data,
    causes: new Map(data.causes.map((cause, place) => [cause.id, { cause, place }])),
    signals: new Set(data.signals),
  }),
};

/**
 * Takes the compiled form of a churn policy.
 *
 * @param policy - What the caller handed in.
 * @returns What the verbs work with.
 * @throws `DomainError` with code `policy-not-checked`.
 */
export const compiledChurn = (policy: ChurnPolicyData): CompiledChurn => compiledPolicy(churnKind, policy);
