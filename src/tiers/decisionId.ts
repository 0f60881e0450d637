import { asOfIn, epochMsOf, fingerprint, instantFromMs } from "../core/index.ts";
import type { TierOptions, TierSubject } from "./model.ts";
import type { TierPolicy } from "./policyModel.ts";
import { compiledTiers } from "./tierKind.ts";

/**
 * Names a decision by all that went into it: a SHA-256 of the canonical JSON of subject, policy and moment of judgement.
 * Equal inputs have equal ids, whatever the order of their keys or the spelling of their moments, and so have equal
 * decisions; metrics that the policy does not ask about do not count. To store beside a decision: who has the inputs can
 * prove them to be those.
 *
 * @param subject - As for `evaluateTier`.
 * @param policy - The ladder.
 * @param options - `asOf`, the moment of judgement.
 * @returns 64 hexadecimal digits.
 * @throws `DomainError` with code `policy-not-checked`, `invalid-instant` or `invalid-option`.
 *
 * @example
 * ```ts
 * import { decisionId, defineTierPolicy, tierPresets } from "clientele/tiers";
 *
 * const policy = defineTierPolicy(tierPresets.abc);
 * const subject = { customerId: "C-1", state: null, metrics: { turnoverRankShare: 0.4 } };
 * const id = decisionId(subject, policy, { asOf: "2026-07-01T00:00:00+08:00" });
 *
 * id === decisionId(subject, policy, { asOf: "2026-06-30T16:00:00Z" }); // => true
 * id === decisionId({ ...subject, metrics: { turnoverRankShare: 0.5 } }, policy, { asOf: "2026-06-30T16:00:00Z" }); // => false
 * ```
 * @see RFC 8785 (canonical JSON), FIPS 180-4 (SHA-256).
 */
export function decisionId<Name extends string, Metric extends string>(
  subject: TierSubject<NoInfer<Name>, NoInfer<Metric>>,
  policy: TierPolicy<Name, Metric>,
  options: Pick<TierOptions, "asOf">,
): string {
  const { program } = compiledTiers(policy);
  const asOf = asOfIn(options);
  const { customerId, state, metrics, overrides, activity, activityCounts, segments } = subject;
  const values: Readonly<Record<string, unknown>> = metrics;
  return fingerprint({
    asOf,
    policy,
    customerId,
    state: state === null ? null : { ...NO_STATE, ...(plain(state) as object) },
    metrics: program.metrics.map((id) => [id, measured(Object.hasOwn(values, id) ? values[id] : null)]),
    overrides: plain(overrides ?? []),
    activity: plain(activity ?? null),
    activityCounts: plain(activityCounts ?? null),
    segments: plain(segments ?? null),
  });
}

/** What a state that leaves it out says. */
const NO_STATE = {
  by: null,
  validUntil: null,
  reviewed: null,
  breachedSince: null,
  graceUntil: null,
  lifetime: null,
  pending: null,
};

/** A value and what is known about it; plain values are known no better. */
function measured(given: unknown): unknown {
  if (typeof given !== "object" || given === null || !Object.hasOwn(given, "value"))
    return { value: plain(given ?? null) };
  const { value, n, freshAt } = given as { readonly value: unknown; readonly n?: unknown; readonly freshAt?: unknown };
  return { value: plain(value ?? null), n: n ?? undefined, freshAt: plain(freshAt ?? undefined) };
}

/** Moments in their one spelling, at any depth; what is left out and what is null are the same. */
function plain(value: unknown): unknown {
  const ms = epochMsOf(value);
  if (!Number.isNaN(ms)) return instantFromMs(ms);
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(plain);
  const members = Object.entries(value).flatMap(([key, member]) =>
    member === null || member === undefined ? [] : [[key, plain(member)]],
  );
  return Object.fromEntries(members) as unknown;
}
