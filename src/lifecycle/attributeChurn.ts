import {
  asOfIn,
  epochMsOf,
  err,
  type Instant,
  instantFromMs,
  type InstantInput,
  type InvalidFact,
  invalidFact,
  minusDuration,
  ok,
  type PolicyReference,
  type Reason,
  type Result,
  taggedNumber,
} from "../core/index.ts";
import { compiledChurn } from "./churnKind.ts";
import type { ChurnPolicy } from "./churnModel.ts";

/** What is known of a customer who was lost. */
export interface ChurnFacts<Signal extends string = string> {
  /** When the customer was lost: when the stage was entered, the contract ended, ... */
  readonly churnedAt: InstantInput;
  /** What was noticed, in any order; what is said after the customer was lost counts too. */
  readonly signals: readonly {
    /** What. */
    readonly signal: Signal;
    /** When. */
    readonly at: InstantInput;
  }[];
}

/** A cause, and what speaks for it. */
export interface AttributedCause<Cause extends string = string> {
  /** The cause. */
  readonly cause: Cause;
  /** The weights of the evidence that was found, summed. */
  readonly score: number;
  /** As a share of those of all causes. */
  readonly share: number;
  /** The evidence that was found. */
  readonly evidence: readonly Reason<"churn-evidence">[];
}

/** Why a customer was lost, as far as facts tell. */
export interface ChurnAttribution<Cause extends string = string> {
  /** The cause for which most speaks; null where nothing speaks for any: it is not known. */
  readonly cause: Cause | null;
  /** All causes for which anything speaks, the one for which most does first; their shares sum to one. */
  readonly causes: readonly AttributedCause<Cause>[];
  /** Every piece of evidence the policy looks for, found or not. */
  readonly reasons: readonly Reason<"churn-evidence">[];
  /** Signals the policy does not know, each once, in order. */
  readonly unknownSignals: readonly string[];
  /** When the customer was lost. */
  readonly churnedAt: Instant;
  /** The moment whose knowledge was used. */
  readonly asOf: Instant;
  /** The policy that was applied. */
  readonly policy: PolicyReference;
}

/** The customer was not lost yet. */
export interface NotChurned {
  /** Always this. */
  readonly code: "not-churned";
  /** When it is said to have happened. */
  readonly churnedAt: Instant;
  /** The moment asked about. */
  readonly asOf: Instant;
}

/**
 * Tells why a customer was lost, as far as facts speak for it: each cause scores the weights of its evidence that was found.
 *
 * Evidence counts from `within` before the customer was lost (that moment not included) up to `asOf`. Where nothing was found the cause is
 * not known, and is not guessed.
 *
 * @param facts - When the customer was lost, and what was noticed.
 * @param policy - The causes.
 * @param options - `asOf`.
 * @returns The causes with their evidence; or `invalid-fact`, `not-churned` by then.
 * @throws `DomainError` with code `policy-not-checked`, `invalid-instant`, or `out-of-range` when a time of the policy leaves the years
 *   0000 to 9999.
 *
 * @example
 * ```ts
 * import { orThrow } from "clientele/core";
 * import { attributeChurn, churnPresets, defineChurnPolicy } from "clientele/lifecycle";
 *
 * const policy = defineChurnPolicy(churnPresets.fiveCauses);
 * const { cause, causes } = orThrow(
 *   attributeChurn(
 *     {
 *       churnedAt: "2026-06-01T00:00:00Z",
 *       signals: [
 *         { signal: "complaint", at: "2026-05-02T00:00:00Z" },
 *         { signal: "saidTooExpensive", at: "2026-06-10T00:00:00Z" },
 *       ],
 *     },
 *     policy,
 *     { asOf: "2026-07-01T00:00:00Z" },
 *   ),
 * );
 *
 * cause; // => "price"
 * causes.map(({ cause: id, score }) => [id, score]); // => [["price", 8], ["service", 4]]
 * ```
 */
export function attributeChurn<Cause extends string, Signal extends string, Offer extends string>(
  facts: ChurnFacts<NoInfer<Signal>>,
  policy: ChurnPolicy<Cause, Signal, Offer>,
  options: { readonly asOf: InstantInput },
): Result<ChurnAttribution<Cause>, InvalidFact | NotChurned> {
  const { data, signals: known, policy: reference } = compiledChurn(policy);
  const asOf = asOfIn(options);
  const churnedMs = epochMsOf(facts.churnedAt);
  if (Number.isNaN(churnedMs)) return err(invalidFact("/churnedAt", "instant", facts.churnedAt));
  const churnedAt = instantFromMs(churnedMs);
  if (churnedMs > epochMsOf(asOf)) return err({ code: "not-churned", churnedAt, asOf });
  const times = new Map<string, number[]>();
  const unknown = new Set<string>();
  for (const [at, { signal, at: when }] of facts.signals.entries()) {
    const ms = epochMsOf(when);
    if (Number.isNaN(ms)) return err(invalidFact(`/signals/${at}/at`, "instant", when));
    if (typeof signal !== "string") return err(invalidFact(`/signals/${at}/signal`, "text", signal));
    if (!known.has(signal)) unknown.add(signal);
    else if (ms <= epochMsOf(asOf)) {
      const list = times.get(signal);
      if (list === undefined) times.set(signal, [ms]);
      else list.push(ms);
    }
  }
  const scored = data.causes.map(({ id, evidence, labels }, place) => {
    const found = evidence.map(({ signal, within, atLeast, weight }, index) => {
      const from =
        within === null ? -Infinity : epochMsOf(minusDuration(churnedAt, within, { timeZone: data.timeZone }));
      const count = times.get(signal)?.filter((ms) => ms > from).length ?? 0;
      const isMet = count >= (atLeast ?? 1);
      const reason: Reason<"churn-evidence"> = {
        code: "churn-evidence",
        rule: `/causes/${place}/evidence/${index}`,
        metric: signal,
        op: ">=",
        observed: taggedNumber(count),
        required: taggedNumber(atLeast ?? 1),
        verdict: isMet ? "met" : "unmet",
        label: labels,
      };
      return { reason, score: isMet ? weight : 0 };
    });
    return {
      cause: id,
      score: found.reduce((sum, { score }) => sum + score, 0),
      reasons: found.map(({ reason }) => reason),
    };
  });
  const total = scored.reduce((sum, { score }) => sum + score, 0);
  const causes = scored
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .map(({ cause, score, reasons }) => ({
      cause,
      score,
      share: score / total,
      evidence: reasons.filter(({ verdict }) => verdict === "met"),
    }));
  const answer: ChurnAttribution = {
    cause: causes[0]?.cause ?? null,
    causes,
    reasons: scored.flatMap(({ reasons }) => reasons),
    unknownSignals: [...unknown].sort(),
    churnedAt,
    asOf,
    policy: reference,
  };
  return ok(answer as ChurnAttribution<Cause>);
}
