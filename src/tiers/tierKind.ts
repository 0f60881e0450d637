import {
  compiledPolicy,
  type Exact,
  exact,
  type Labels,
  minorDigits,
  pointer,
  type PolicyKind,
  type Tagged,
  taggedNumber,
  unreachable,
} from "../core/index.ts";
import { scaledAmount } from "./internal/scaledAmount.ts";
import type { ComparisonOp, Condition, MetricKind, TierPolicyData, TierReasonCode } from "./model.ts";

/** A metric, ready to be looked up. */
export interface CompiledMetric {
  /** Its id. */
  readonly id: string;
  /** What it counts. */
  readonly kind: MetricKind;
  /** Where it stands in the policy. */
  readonly keys: readonly (string | number)[];
}

/** A comparison, ready to be made. */
export interface CompiledTest {
  /** What it is asked for. */
  readonly code: TierReasonCode;
  /** Where it stands in the policy. */
  readonly rule: string;
  /** Index of its metric among those that are asked about. */
  readonly metric: number;
  /** Its metric's id. */
  readonly metricId: string;
  /** How it compares. */
  readonly op: ComparisonOp;
  /** The threshold: as a number, or in minor units where these are exact, else NaN. */
  readonly threshold: number;
  /** The threshold of a money metric. */
  readonly exactly: Exact | null;
  /** The threshold, for reasons. */
  readonly required: Tagged;
  /** The metric's name for people. */
  readonly label: Labels | null;
  /** Id of the tier or downgrade rule that asks. */
  readonly part: string;
  /** Its name for people, or its id. */
  readonly partLabel: Labels;
}

/** A stretch of the policy's tests; null asks for nothing. */
export type Stretch = { readonly from: number; readonly to: number } | null;

/** A tier, ready to be tested. */
export interface Rung {
  /** The tier. */
  readonly tier: string;
  /** What it takes to reach it. */
  readonly attain: Stretch;
  /** What it takes to stay. */
  readonly retain: Stretch;
}

/** What the verbs of this module work with. */
export interface CompiledTierPolicy {
  /** Named in every decision. */
  readonly policy: { readonly id: string; readonly version: number };
  /** Of every amount. */
  readonly currency: string;
  /** Decimals of its minor unit. */
  readonly digits: number;
  /** Whether a lost tier falls one rank only. */
  readonly oneStep: boolean;
  /** The metrics that are asked about. */
  readonly metrics: readonly CompiledMetric[];
  /** Every comparison, in the policy's order. */
  readonly tests: readonly CompiledTest[];
  /** The tiers, lowest first. */
  readonly ladder: readonly Rung[];
  /** Where each tier stands on the ladder. */
  readonly heightOf: ReadonlyMap<string, number>;
  /** The downgrade rules. */
  readonly also: readonly {
    readonly id: string;
    readonly when: Stretch;
    readonly keys: readonly (string | number)[];
  }[];
}

/** The stored format of tier policies, and how one is made ready. */
export const tierKind: PolicyKind<TierPolicyData, CompiledTierPolicy> = {
  format: "tier-policy/1",
  compile: (data) => {
    const { id, version, currency, metrics: defined, tiers, downgrade } = data;
    const digits = minorDigits(currency) ?? unreachable("a checked policy has a known currency");
    const definitions = new Map(defined.map((metric, at) => [metric.id, { metric, at }]));
    const metrics: CompiledMetric[] = [];
    const places = new Map<string, number>();
    const tests: CompiledTest[] = [];

    const placeOf = (metricId: string): number => {
      const known = places.get(metricId);
      if (known !== undefined) return known;
      const { metric, at } = definitions.get(metricId) ?? unreachable("a checked condition asks about known metrics");
      places.set(metricId, metrics.length);
      return metrics.push({ id: metric.id, kind: metric.kind, keys: Object.freeze(["metrics", at]) }) - 1;
    };
    const add = (
      code: TierReasonCode,
      { id: part, labels }: { readonly id: string; readonly labels: Labels | null },
      condition: Condition,
      keys: readonly (string | number)[],
    ): Stretch => {
      const from = tests.length;
      const partLabel = labels ?? Object.freeze({ en: part, "zh-CN": part });
      condition.all.forEach(({ metric: metricId, op, value }, index) => {
        const metric = placeOf(metricId);
        const definition = definitions.get(metricId)?.metric;
        const money = definition?.kind === "money";
        tests.push({
          code,
          rule: pointer([...keys, "all", index]),
          metric,
          metricId,
          op,
          threshold: money ? scaledAmount(String(value), digits) : Number(value),
          exactly: money ? exact(String(value)) : null,
          required: Object.freeze(
            money
              ? ({ kind: "money", amount: String(value), currency } as const)
              : taggedNumber(Number(value), definition?.kind === "days" ? "days" : undefined),
          ),
          label: definition?.labels ?? null,
          part,
          partLabel,
        });
      });
      return { from, to: tests.length };
    };

    const rungs = tiers.map((tier, at) => {
      const { id, rank, attain, retain } = tier;
      const reach = attain === null ? null : add("attain-condition", tier, attain, ["tiers", at, "attain"]);
      const stay = retain === null ? reach : add("retain-condition", tier, retain, ["tiers", at, "retain"]);
      return { rank, rung: { tier: id, attain: reach, retain: stay } };
    });
    const also = downgrade.also.map((rule, at) => {
      const keys = Object.freeze(["downgrade", "also", at]);
      return { id: rule.id, when: add("also-condition", rule, rule.when, [...keys, "when"]), keys };
    });
    const ladder = rungs.toSorted((a, b) => a.rank - b.rank).map(({ rung }) => rung);
    if (ladder[0]?.attain !== null) unreachable("the lowest tier of a checked policy asks for nothing");
    return {
      policy: Object.freeze({ id, version }),
      currency,
      digits,
      oneStep: downgrade.mode === "oneStep",
      metrics,
      tests,
      ladder,
      heightOf: new Map(ladder.map(({ tier }, height) => [tier, height])),
      also,
    };
  },
};

/**
 * Takes the compiled form of a tier policy.
 *
 * @param policy - What the caller handed in.
 * @returns What the verbs work with.
 * @throws `DomainError` with code `policy-not-checked`.
 */
export const compiledTiers = (policy: TierPolicyData): CompiledTierPolicy => compiledPolicy(tierKind, policy);
