import { DomainError, err, type Issue, ok, type Result, show } from "../core/index.ts";
import { variantsOf } from "./internal/applied.ts";
import { type CostTable, costTable } from "./internal/costs.ts";
import { eachOutcome } from "./internal/eachOutcome.ts";
import { classesOf, type ThresholdClass } from "./internal/responseCurve.ts";
import { startSimulation } from "./internal/simulation.ts";
import { forced, notAThreshold, taggedAt, thresholdsOf } from "./internal/thresholds.ts";
import type { TierPolicy } from "./policyModel.ts";
import type { SolvedThreshold, SolveThresholdOptions, ThresholdTarget, TierPortfolio } from "./simulationModel.ts";
import { compiledTiers, type CompiledTierPolicy } from "./tierKind.ts";

/**
 * Finds the value of one threshold that brings a tier to a wanted number or share of customers, or keeps the cost of all tiers
 * within a budget; all else being the same.
 *
 * A customer's tier can hang on a threshold in one way only: it is one with the comparison met, another with it unmet. Both
 * are asked once; from then on the answer for every value there could be is a matter of sorting the customers' own values and counting
 * along them. So the whole response is known, nothing is searched for step by step, and the value found is the best there is, whether
 * or not the response goes one way only (`monotone`).
 *
 * Of a number or share, the nearest count is found: within one customer where no two customers who matter have the same value, else as
 * near as their ties allow. Of a budget, the greatest cost that it allows, or the least when it allows none. `reached` says
 * whether the target is met. Among values that are as good, one that decides like the present value or most like it is taken; `alike`
 * has all that decide the same, from which a round one may be chosen.
 *
 * @param portfolio - Rows or columns; gone through once. A few numbers are kept for each customer whose tier hangs on the threshold.
 * @param policy - The policy. It is applied whether or not it is in force.
 * @param options - `asOf`; `threshold`, which; `target`, what for; `costs`, with a budget; `horizon`.
 * @returns The value; or `not-a-threshold` where no comparison by order with an amount, count, days, share or number stands.
 * @throws `DomainError` with code `policy-not-checked`; `invalid-instant`; `invalid-option` as `simulateTierPolicy`, and for a target
 *   that is none, or a budget without costs.
 *
 * @example Gold for a quarter of the customers
 * ```ts
 * import { money, orThrow } from "clientele/core";
 * import { defineTierPolicy, solveThreshold, tierPresets } from "clientele/tiers";
 *
 * const rows = ["47000", "51000", "58000", "70000"].map((spend, at) => ({
 *   customerId: `C-${at}`,
 *   state: null,
 *   metrics: { spend: money(spend, "CNY"), orders: 9, idleDays: 12 },
 * }));
 * const { reached, value, alike } = orThrow(
 *   solveThreshold(rows, defineTierPolicy(tierPresets.valueGrade), {
 *     asOf: "2026-07-01T00:00:00+08:00",
 *     threshold: "/tiers/2/attain/all/0",
 *     target: { tier: "gold", share: 0.25 },
 *   }),
 * );
 *
 * [reached, value]; // => [true, "70000.00"]
 * [alike.from, alike.fromInclusive]; // => [{ kind: "money", amount: "58000.00", currency: "CNY" }, false]
 * ```
 * @see Our own definition.
 */
export function solveThreshold<Name extends string>(
  portfolio: TierPortfolio,
  policy: TierPolicy<Name>,
  options: SolveThresholdOptions<NoInfer<Name>>,
): Result<SolvedThreshold<Name>, readonly Issue[]> {
  const compiled = compiledTiers(policy);
  const threshold = thresholdsOf(compiled).find(({ told }) => told.rule === options.threshold);
  if (threshold === undefined) return err([notAThreshold(options.threshold)]);
  const [, met, unmet] = variantsOf(compiled, [forced(threshold, compiled, true), forced(threshold, compiled, false)]);
  if (met === undefined || unmet === undefined) return err([notAThreshold(options.threshold)]);
  const { asOf, horizon } = options;
  const simulation = startSimulation([met, unmet], { asOf, horizon });
  const costs = costTable(options.costs, [compiled]);
  const each = costs?.of(compiled) ?? null;
  const fixed: number[] = compiled.rungs.map(() => 0);
  const pivotal = { values: [] as number[], met: [] as number[], unmet: [] as number[] };
  let customers = 0;
  const wants = targetOf(options.target, compiled, costs);
  const refusals = eachOutcome(portfolio, simulation, ({ to, number }) => {
    const [a, b] = [to[0] ?? 0, to[1] ?? 0];
    customers += 1;
    if (a === b) {
      fixed[a] = (fixed[a] ?? 0) + 1;
      return;
    }
    pivotal.values.push(number(threshold.metric));
    pivotal.met.push(a);
    pivotal.unmet.push(b);
  });

  const costOf = (counts: readonly number[]): bigint | null =>
    each === null ? null : counts.reduce((sum, count, height) => sum + BigInt(count) * (each[height] ?? 0n), 0n);
  const found = bestOf(classesOf(threshold, pivotal, fixed), wants, costOf, customers);
  const { chosen, reached, monotone, counts } = found;
  const units = costOf(counts);
  const tagged = (at: number | null) => (at === null ? null : taggedAt(at, threshold));
  const { from, fromInclusive, to, toInclusive } = chosen;
  const told: SolvedThreshold = {
    asOf: simulation.walk.asOf,
    horizon: simulation.walk.horizon,
    policy: compiled.policy,
    threshold: threshold.told,
    reached,
    monotone,
    value: chosen.value,
    required: chosen.at === threshold.at ? threshold.told.required : taggedAt(chosen.at, threshold),
    alike: { from: tagged(from), fromInclusive, to: tagged(to), toInclusive },
    customers,
    pivotal: pivotal.values.length,
    tiers: compiled.rungs.map(({ tier }, height) => {
      const count = counts[height] ?? 0;
      return { tier, customers: count, share: customers === 0 ? 0 : count / customers };
    }),
    cost: units === null || costs === null ? null : costs.money(units),
    refusals,
  };
  return ok(told as SolvedThreshold<Name>);
}

/** What is wanted, in numbers. */
type Wanted =
  | { readonly kind: "customers"; readonly heights: readonly number[]; readonly customers: number }
  | { readonly kind: "share"; readonly heights: readonly number[]; readonly share: number }
  | { readonly kind: "budget"; readonly units: bigint };

function targetOf(target: ThresholdTarget, compiled: CompiledTierPolicy, costs: CostTable | null): Wanted {
  if (typeof (target as unknown) !== "object" || (target as unknown) === null) throw badTarget("an object", target);
  if ("budget" in target) {
    const units = costs?.units(target.budget) ?? null;
    if (costs === null) throw badTarget("costs beside a budget", null);
    if (units === null) throw badTarget('a budget as decimal text such as "19.90"', target.budget);
    return { kind: "budget", units };
  }
  const height = compiled.heightOf.get(target.tier);
  if (height === undefined) throw badTarget("a tier of the policy", target.tier);
  const heights = compiled.rungs.flatMap((_, at) =>
    (target.orHigher === true ? at >= height : at === height) ? [at] : [],
  );
  if ("share" in target) {
    if (target.share >= 0 && target.share <= 1) return { kind: "share", heights, share: target.share };
    throw badTarget("a share of 0 to 1", target.share);
  }
  if (target.customers >= 0 && Number.isSafeInteger(target.customers)) {
    return { kind: "customers", heights, customers: target.customers };
  }
  throw badTarget("a whole number of customers", target.customers);
}

const badTarget = (expected: string, observed: unknown): DomainError =>
  new DomainError("invalid-option", `target: expected ${expected}, received ${show(observed)}`);

/** What is best of all that values could bring. */
interface Best {
  readonly chosen: ThresholdClass;
  readonly reached: boolean;
  readonly monotone: boolean;
  readonly counts: readonly number[];
}

function bestOf(
  classes: Iterable<ThresholdClass>,
  wanted: Wanted,
  costOf: (counts: readonly number[]) => bigint | null,
  customers: number,
): Best {
  let best: {
    readonly chosen: ThresholdClass;
    readonly off: bigint | number;
    readonly counts: readonly number[];
  } | null = null;
  let [rises, falls] = [false, false];
  let before: bigint | number | null = null;
  for (const option of classes) {
    const { counts } = option;
    const answer =
      wanted.kind === "budget"
        ? (costOf(counts) ?? 0n)
        : wanted.heights.reduce((sum, height) => sum + (counts[height] ?? 0), 0);
    if (!option.writable) continue;
    if (before !== null && answer > before) rises = true;
    if (before !== null && answer < before) falls = true;
    before = answer;
    const off = offOf(answer, wanted, customers);
    if (best !== null && !isBetter(off, option.steps, best.off, best.chosen.steps)) continue;
    best = { chosen: option, off, counts: [...counts] };
  }
  if (best === null) throw new DomainError("unreachable", "the present value can be written");
  const reached = wanted.kind === "budget" ? best.off >= 0n : Math.abs(Number(best.off)) < 1;
  return { ...best, reached, monotone: !(rises && falls) };
}

/** How far off an answer is: below zero when it is over the budget. */
function offOf(answer: bigint | number, wanted: Wanted, customers: number): bigint | number {
  if (wanted.kind === "budget") return wanted.units - BigInt(answer);
  return Number(answer) - (wanted.kind === "share" ? wanted.share * customers : wanted.customers);
}

/** Whether one answer is better than another: nearer, or as near and more like what the present value decides. */
function isBetter(off: bigint | number, steps: number, other: bigint | number, otherSteps: number): boolean {
  const [a, b] = [distance(off), distance(other)];
  const within = typeof off === "bigint" && off >= 0n !== other >= 0n ? off >= 0n : null;
  if (within !== null) return within;
  return a === b ? steps < otherSteps : a < b;
}

const distance = (off: bigint | number): bigint | number => (off < 0 ? -off : off);
