import { type Instant, instantFromMs, epochMsOf } from "../../core/index.ts";
import { compileConditions, type Condition } from "../../rules/index.ts";
import type { TierOverride, TierState, TierSubject } from "../model.ts";
import type { TierHorizon } from "../simulationModel.ts";
import type { CompiledTierPolicy } from "../tierKind.ts";

/**
 * Makes a policy ready to be applied to a portfolio, whether it is in force or not.
 *
 * @param compiled - The policy.
 * @param horizon - Where customers are judged from.
 * @returns The policy; `settled`, its ladder without all that is bounded in time.
 */
export function applied(compiled: CompiledTierPolicy, horizon: TierHorizon): CompiledTierPolicy {
  const always = { ...compiled, from: -Infinity, to: Infinity };
  if (horizon !== "settled") return always;
  const ladder = {
    ...compiled.ladder,
    oneStepUp: false,
    nextPeriod: false,
    grace: null,
    validity: null,
    schedule: null,
    protection: null,
    dwell: null,
  };
  return { ...always, ladder };
}

/** A condition of a policy, to be put in the place of another. */
export interface Replacement {
  /** Place of the condition in the policy's program. */
  readonly condition: number;
  /** What stands there instead. */
  readonly by: Condition;
}

/**
 * Makes variants of a policy that differ in one condition each. They share one program, so that a customer is observed once.
 *
 * @param compiled - The policy.
 * @param replacements - One for each variant.
 * @returns The policy itself on the shared program, then the variants.
 */
export function variantsOf(
  compiled: CompiledTierPolicy,
  replacements: readonly Replacement[],
): readonly CompiledTierPolicy[] {
  const { data, placed: own } = compiled;
  const { metrics, currency, timeZone } = data;
  const placed = [
    ...own,
    ...replacements.map(({ condition, by }) => ({ keys: own[condition]?.keys ?? [], condition: by })),
  ];
  const program = compileConditions({ metrics, currency, timeZone, conditions: placed });
  const shared = { ...compiled, placed, program };
  return [
    shared,
    ...replacements.map(({ condition }, at): CompiledTierPolicy => {
      const place = (asked: number): number => (asked === condition ? own.length + at : asked);
      return {
        ...shared,
        rungs: compiled.rungs.map((rung) => ({
          ...rung,
          attain: place(rung.attain),
          retain: place(rung.retain),
          lifetime: place(rung.lifetime),
        })),
        also: compiled.also.map((rule) => ({ ...rule, when: place(rule.when) })),
      };
    }),
  ];
}

/** What a policy is applied with. */
export interface Application {
  /** The moment of judgement. */
  readonly asOf: Instant;
  /** Where customers are judged from. */
  readonly horizon: TierHorizon;
}

/**
 * Puts a customer in the place that a policy of this horizon judges from: what `eachOutcome` does with numbers, for the few that
 * are explained.
 *
 * @param subject - A customer whom the policy does not refuse, but for tiers that it does not have.
 * @param compiled - The policy.
 * @param application - How it is applied.
 * @returns The customer.
 */
export function subjectOf(
  subject: TierSubject,
  compiled: CompiledTierPolicy,
  { asOf, horizon }: Application,
): TierSubject {
  if (horizon === "afresh") return { ...subject, state: null };
  const state = knownState(subject.state, compiled);
  if (horizon === "atOnce") return { ...subject, state };
  return { ...subject, state: settledState(state, compiled, asOf), overrides: lasting(subject.overrides) };
}

/**
 * Takes out of a state what a policy does not have: without its tier the customer is new.
 *
 * @param state - Where the customer stands.
 * @param compiled - The policy.
 * @returns The state as far as the policy knows it.
 */
export function knownState(state: TierState | null, { heightOf }: CompiledTierPolicy): TierState | null {
  if (state === null || !heightOf.has(state.tier)) return null;
  const { lifetime = null, pending = null } = state;
  return {
    ...state,
    lifetime: lifetime !== null && heightOf.has(lifetime) ? lifetime : null,
    pending: pending !== null && heightOf.has(pending.tier) ? pending : null,
  };
}

/** A tier held for long, with what was promised. */
function settledState(state: TierState | null, { heightOf }: CompiledTierPolicy, asOf: Instant): TierState | null {
  if (state === null) return null;
  const { tier, lifetime, pending = null } = state;
  const promised = pending !== null && (heightOf.get(pending.tier) ?? -1) > (heightOf.get(tier) ?? -1);
  return { tier: promised ? pending.tier : tier, since: instantFromMs(epochMsOf(asOf) - 1), lifetime };
}

/**
 * Leaves out what people decided for a time only.
 *
 * @param overrides - What they decided.
 * @returns What has no end.
 */
export const lasting = (overrides: TierSubject["overrides"]): readonly TierOverride[] =>
  (overrides ?? []).filter(({ until }) => until === null);
