import {
  compiledPolicy,
  durationParts,
  epochMsOf,
  type Labels,
  type PolicyKind,
  type Duration,
  unreachable,
} from "../core/index.ts";
import { type Condition, compileConditions, type ConditionProgram, type PlacedCondition } from "../rules/index.ts";
import { MONTHS, type Parts, type Period } from "./internal/moments.ts";
import type { LadderValidity, TierLadder } from "./internal/standing.ts";
import type { RoundUp, TierPolicyData, TierValidity } from "./policyModel.ts";

/** What a condition is asked for. */
export type ConditionRole = "attain" | "retain" | "lifetime" | "also";

/** A condition of the policy, by its place in the program. */
export interface TierCondition {
  /** What it is asked for. */
  readonly role: ConditionRole;
  /** Id of the tier or downgrade rule that asks. */
  readonly part: string;
  /** Its name for people, or its id. */
  readonly partLabel: Labels;
}

/** A tier, ready to be tested. Conditions are places in the program; -1 asks for nothing. */
export interface Rung {
  /** The tier. */
  readonly tier: string;
  /** Its place among the policy's tiers. */
  readonly place: number;
  /** Its name for people, or its id. */
  readonly label: Labels;
  /** Its service package. */
  readonly servicePackage: string | null;
  /** What it takes to reach it. */
  readonly attain: number;
  /** What it takes to stay, when `attain` does not hold; -1 asks for the same. */
  readonly retain: number;
  /** What earns it for life; -1 for nothing. */
  readonly lifetime: number;
}

/** What the verbs of this module work with. */
export interface CompiledTierPolicy {
  /** Named in every decision. */
  readonly policy: { readonly id: string; readonly version: number };
  /** The policy. */
  readonly data: TierPolicyData;
  /** From when on it is in force, in epoch milliseconds. */
  readonly from: number;
  /** From when on it no longer is. */
  readonly to: number;
  /** All conditions. */
  readonly program: ConditionProgram;
  /** What each condition is asked for. */
  readonly conditions: readonly TierCondition[];
  /** The tiers, lowest first. */
  readonly rungs: readonly Rung[];
  /** Where each tier stands on the ladder. */
  readonly heightOf: ReadonlyMap<string, number>;
  /** How customers move, without conditions. */
  readonly ladder: TierLadder;
  /** The downgrade rules, by the place of each in the program. */
  readonly also: readonly { readonly id: string; readonly when: number; readonly keys: readonly (string | number)[] }[];
}

/** The stored format of tier policies, and how one is made ready. */
export const tierKind: PolicyKind<TierPolicyData, CompiledTierPolicy> = {
  format: "tier-policy/1",
  compile: (data) => {
    const { id, version, currency, timeZone, metrics, tiers, downgrade } = data;
    const placed: PlacedCondition[] = [];
    const conditions: TierCondition[] = [];
    const add = (
      role: ConditionRole,
      { id: part, labels }: { readonly id: string; readonly labels: Labels | null },
      condition: Condition | null,
      keys: readonly (string | number)[],
    ): number => {
      if (condition === null) return -1;
      placed.push({ keys, condition });
      return conditions.push({ role, part, partLabel: named(part, labels) }) - 1;
    };
    const rungs = tiers.map((tier, place): Rung & { readonly rank: number } => ({
      tier: tier.id,
      rank: tier.rank,
      place,
      label: named(tier.id, tier.labels),
      servicePackage: tier.servicePackage,
      attain: add("attain", tier, tier.attain, ["tiers", place, "attain"]),
      retain: add("retain", tier, tier.retain, ["tiers", place, "retain"]),
      lifetime: add("lifetime", tier, tier.lifetime, ["tiers", place, "lifetime"]),
    }));
    const also = downgrade.also.map((rule, at) => {
      const keys = Object.freeze(["downgrade", "also", at]);
      return { id: rule.id, when: add("also", rule, rule.when, [...keys, "when"]), keys };
    });
    const ladder = rungs.toSorted((a, b) => a.rank - b.rank);
    if (ladder[0]?.attain !== -1) unreachable("the lowest tier of a checked policy asks for nothing");
    return {
      policy: Object.freeze({ id, version }),
      data,
      from: data.effectiveFrom === null ? -Infinity : epochMsOf(data.effectiveFrom),
      to: data.effectiveTo === null ? Infinity : epochMsOf(data.effectiveTo),
      program: compileConditions({ metrics, currency, timeZone, conditions: placed }),
      conditions,
      rungs: ladder,
      heightOf: new Map(ladder.map(({ tier }, height) => [tier, height])),
      ladder: ladderOf(data, ladder),
      also,
    };
  },
};

/** Its name for people, or its id in their place. */
const named = (id: string, labels: Labels | null): Labels => labels ?? Object.freeze({ en: id, "zh-CN": id });

function ladderOf(data: TierPolicyData, rungs: readonly Rung[]): TierLadder {
  const { upgrade, downgrade, validity, schedule, timeZone, tiers } = data;
  const { grace } = downgrade;
  const firstMonth = schedule?.fiscalStart ?? 1;
  const boundary = (to: RoundUp | null | undefined): Period | "day" | null =>
    to === null || to === undefined || to === "day" ? (to ?? null) : { months: MONTHS[to], firstMonth };
  return {
    tiers: rungs.length,
    timeZone,
    oneStepUp: upgrade?.mode === "oneStep",
    nextPeriod: upgrade?.when === "nextPeriod",
    oneStepDown: downgrade.mode === "oneStep",
    grace:
      grace === null
        ? null
        : {
            duration: durationParts(grace.duration),
            fromExpiry: grace.anchor === "expiry",
            roundUp: boundary(grace.roundUp),
          },
    validity: validity === null ? null : validityOf(validity, boundary),
    schedule: schedule === null ? null : { months: MONTHS[schedule.every], firstMonth },
    protection: partsOf(data.protectionAfterUpgrade),
    dwell: partsOf(data.minimumDwell),
    fixed: rungs.map(({ place }) => tiers[place]?.downgradeAllowed === false),
  };
}

function validityOf(
  validity: TierValidity,
  boundary: (to: RoundUp | null | undefined) => Period | "day" | null,
): LadderValidity {
  if ("lasts" in validity) {
    return { kind: "lasts", lasts: durationParts(validity.lasts), roundUp: boundary(validity.roundUp) };
  }
  const { calendar, fiscalStart, ahead, plus } = validity;
  return {
    kind: "calendar",
    period: { months: MONTHS[calendar], firstMonth: fiscalStart ?? 1 },
    ahead: ahead ?? 0,
    plus: durationParts(plus ?? "PT0S"),
  };
}

const partsOf = (duration: Duration | null): Parts | null => (duration === null ? null : durationParts(duration));

/**
 * Takes the compiled form of a tier policy.
 *
 * @param policy - What the caller handed in.
 * @returns What the verbs work with.
 * @throws `DomainError` with code `policy-not-checked`.
 */
export const compiledTiers = (policy: TierPolicyData): CompiledTierPolicy => compiledPolicy(tierKind, policy);
