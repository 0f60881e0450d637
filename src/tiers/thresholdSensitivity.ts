import {
  DomainError,
  exact,
  isDecimalText,
  type Money,
  moneyFromMinor,
  roundedText,
  show,
  type Tagged,
  taggedMoney,
} from "../core/index.ts";
import { variantsOf } from "./internal/applied.ts";
import { eachOutcome } from "./internal/eachOutcome.ts";
import { Foremost } from "./internal/foremost.ts";
import { type Outcome, startSimulation } from "./internal/simulation.ts";
import { Tally } from "./internal/tally.ts";
import { forced, meets, scaledBy, taggedAt, type Threshold, thresholdsOf, writtenAt } from "./internal/thresholds.ts";
import { Totals } from "./internal/totals.ts";
import { plain } from "./internal/worth.ts";
import type { TierSubject } from "./model.ts";
import type { TierPolicy } from "./policyModel.ts";
import type {
  NearThreshold,
  ThresholdSensitivity,
  ThresholdSensitivityOptions,
  TierPortfolio,
} from "./simulationModel.ts";
import { compiledTiers } from "./tierKind.ts";

/**
 * Tells how much hangs on each threshold of a policy: how many customers would have another tier if it turned for them, who rises
 * and who falls when it is moved by some part of itself, and who stands nearest to it.
 *
 * One threshold is looked at at a time, all else being the same: a tier is often kept by its gentler `retain`, so that raising its
 * `attain` alone costs nobody the tier. A customer's tier hangs on a threshold if it is another with the comparison met than with
 * it unmet, overrides and holds included. Such a customer's own value is the *marginal* threshold, at which they would move.
 *
 * A moved threshold is what `scaleThresholds` would write. One that the metric cannot be held against, such as a share above
 * one, is told as null and moves nobody.
 *
 * @param portfolio - Rows or columns; gone through once.
 * @param policy - The policy. It is applied whether or not it is in force.
 * @param options - `asOf`; `horizon`; `value`; `listed`; `percents`, by which parts.
 * @returns What hangs on each threshold.
 * @throws `DomainError` with code `policy-not-checked`; `invalid-instant`; `invalid-option` as `simulateTierPolicy`, and for a
 *   part that is no decimal text.
 *
 * @example
 * ```ts
 * import { money } from "clientele/core";
 * import { defineTierPolicy, thresholdSensitivity, tierPresets } from "clientele/tiers";
 *
 * const rows = ["47000", "51000", "70000"].map((spend, at) => ({
 *   customerId: `C-${at}`,
 *   state: null,
 *   metrics: { spend: money(spend, "CNY"), orders: 9, idleDays: 12 },
 * }));
 * const { thresholds } = thresholdSensitivity(rows, defineTierPolicy(tierPresets.valueGrade), {
 *   asOf: "2026-07-01T00:00:00+08:00",
 *   percents: ["-10", "10"],
 * });
 * const gold = thresholds.find(({ rule }) => rule === "/tiers/2/attain/all/0");
 *
 * gold?.changes.map(({ percent, up, down }) => [percent, up.customers, down.customers]); // => [["-10", 1, 0], ["10", 0, 1]]
 * gold?.nearest.map(({ customerId, from, to, distance }) => [customerId, from, to, distance]).slice(0, 1); // => [
 * //   ["C-1", "gold", "silver", { kind: "money", amount: "1000.00", currency: "CNY" }],
 * // ]
 * ```
 * @see Our own definition.
 */
export function thresholdSensitivity<Name extends string>(
  portfolio: TierPortfolio,
  policy: TierPolicy<Name>,
  options: ThresholdSensitivityOptions,
): ThresholdSensitivity<Name> {
  const compiled = compiledTiers(policy);
  const percents = options.percents ?? PERCENTS;
  for (const percent of percents) {
    if (isDecimalText(percent)) continue;
    throw new DomainError("invalid-option", `percents: expected decimal text such as "-10", received ${show(percent)}`);
  }
  const thresholds = thresholdsOf(compiled);
  const variants = variantsOf(
    compiled,
    thresholds.flatMap((threshold) => [forced(threshold, compiled, true), forced(threshold, compiled, false)]),
  );
  const simulation = startSimulation(variants, options);
  const { walk } = simulation;
  const { currency } = walk;
  const totals = new Totals({ walk, policies: [] });
  const probes = thresholds.map((threshold, at) => new Probe(threshold, 2 * at + 1, percents, walk.listed));
  const refusals = eachOutcome(portfolio, simulation, (outcome) => {
    totals.add(outcome);
    for (const probe of probes) probe.look(outcome);
  });
  const told: ThresholdSensitivity = {
    ...totals.portfolio(refusals),
    policy: compiled.policy,
    thresholds: probes.map((probe) => ({
      ...probe.threshold.told,
      pivotal: probe.pivotal.told(currency),
      changes: probe.changes.map(({ percent, at, up, down }) => ({
        percent,
        required: at === null ? null : taggedAt(at, probe.threshold),
        up: up.told(currency),
        down: down.told(currency),
      })),
      nearest: probe.nearest.items.map(({ from, to, ...near }) =>
        nearOf(near, probe.threshold, compiled.rungs[from]?.tier ?? "", compiled.rungs[to]?.tier ?? ""),
      ),
    })),
  };
  return told as ThresholdSensitivity<Name>;
}

const PERCENTS = ["-20", "-10", "10", "20"];

/** A customer near a threshold, in numbers. */
interface Near {
  readonly index: number;
  readonly id: string | null;
  readonly value: number;
  readonly met: boolean;
  readonly at: number;
  readonly distance: number;
  readonly from: number;
  readonly to: number;
  readonly keep: () => TierSubject;
}

/** Looks at one threshold. */
class Probe {
  readonly threshold: Threshold;
  readonly pivotal = new Tally();
  readonly changes: readonly { percent: string; at: number | null; up: Tally; down: Tally }[];
  readonly nearest: Foremost<Near>;
  readonly #met: number;

  /** Policy `met` has the comparison met, the one after it unmet. */
  constructor(threshold: Threshold, met: number, percents: readonly string[], listed: number) {
    this.threshold = threshold;
    this.#met = met;
    this.changes = percents.map((percent) => {
      const { at } = scaledBy(threshold, exact(percent).times(exact("0.01")).plus(exact("1")));
      return { percent, at: writtenAt(at, threshold) === null ? null : at, up: new Tally(), down: new Tally() };
    });
    this.nearest = new Foremost<Near>(listed, nearestFirst);
  }

  look(outcome: Outcome): void {
    const met = outcome.to[this.#met] ?? 0;
    const unmet = outcome.to[this.#met + 1] ?? 0;
    if (met === unmet) return;
    const { threshold } = this;
    const { index, value } = outcome;
    const at = outcome.number(threshold.metric);
    const holds = meets(at, threshold.at, threshold);
    const from = holds ? met : unmet;
    const to = holds ? unmet : met;
    this.pivotal.add(value);
    for (const change of this.changes) {
      if (change.at === null || meets(at, change.at, threshold) === holds) continue;
      (to > from ? change.up : change.down).add(value);
    }
    const distance = Math.abs(at - threshold.at);
    const { last } = this.nearest;
    if (last !== undefined && last.distance < distance) return;
    this.nearest.add({ index, id: outcome.id(), value, met: holds, at, distance, from, to, keep: outcome.keep() });
  }
}

/** The nearest first; then by identifier, then by place. */
function nearestFirst(a: Near, b: Near): number {
  if (a.distance !== b.distance) return a.distance - b.distance;
  const [i, j] = [a.id ?? "", b.id ?? ""];
  return i === j ? a.index - b.index : i < j ? -1 : 1;
}

function nearOf(
  { index, id, value, met, at, keep }: Omit<Near, "from" | "to">,
  threshold: Threshold,
  from: string,
  to: string,
): NearThreshold {
  const { currency, metric } = threshold;
  const own = metric.kind === "money" ? (plain(keep().metrics[metric.id]) as Money) : null;
  return {
    customerId: id,
    index,
    from,
    to,
    met,
    marginal: own === null ? taggedAt(at, threshold) : taggedMoney(own),
    distance: distanceOf(own?.amount ?? String(at), threshold),
    value: Number.isNaN(value) ? null : moneyFromMinor(value, currency),
  };
}

/** How far a value is from a threshold, exactly as they are written. */
function distanceOf(own: string, threshold: Threshold): Tagged {
  const { comparison, metric, currency, digits } = threshold;
  const required = String(comparison.value);
  const apart = exact(own).minus(exact(required)).abs();
  if (metric.kind !== "money") return taggedAt(apart.toNumber(), threshold);
  const decimals = [own, required].map((text) => (text.includes(".") ? text.length - 1 - text.indexOf(".") : 0));
  return { kind: "money", amount: roundedText(apart, Math.max(digits, ...decimals), "half-even"), currency };
}
