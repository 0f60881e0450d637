import {
  type CurrencyMismatch,
  DomainError,
  err,
  exact,
  minorDigits,
  type Money,
  moneyFromMinor,
  ok,
  parseMoney,
  type InvalidFact,
  invalidFact,
  type Result,
  roundedText,
  show,
  addMoney,
} from "../core/index.ts";
import { wilsonInterval } from "../numeric/index.ts";
import { checkConfidence, placesOfStages } from "./internal/spells.ts";
import { compiledLifecycle } from "./lifecycleKind.ts";
import type { Acquisition } from "./model.ts";
import type { LifecyclePolicy } from "./policyModel.ts";
import type { FollowedCourse } from "./stageSpells.ts";

/** A followed course that knows where the customer came from: what `replay` answers. */
export interface AcquiredCourse<Stage extends string = string> {
  /** The record kept. */
  readonly record: {
    /** What is kept of the messages. */
    readonly log: {
      /** The stage the customer began in; null for the policy's first. */
      readonly startedIn: Stage | null;
    };
  };
  /** Every change of stage, in order. */
  readonly happened: FollowedCourse<Stage>["happened"];
  /** Where the customer stands. */
  readonly state: {
    /** Where they came from; null when that is not known. */
    readonly acquisition: Acquisition | null;
  };
}

/** What customers from one source cost, and how far they got. */
export interface AcquisitionCostRow<Stage extends string = string> {
  /** What brought the customers; null where that is not known. */
  readonly source: string | null;
  /** The campaign; null when none. */
  readonly campaign: string | null;
  /** How many. */
  readonly customers: number;
  /** What reaching them cost, as far as that is known: theirs one by one, and what was spent on all together. */
  readonly cost: Money;
  /** Customers whose own cost is not known, where nothing was spent on all together: with any, `cost` is a lower bound. */
  readonly costUnknown: number;
  /** How far they got, step by step. */
  readonly stages: readonly {
    /** The stage. */
    readonly stage: Stage;
    /** How many were ever in it or in a later one of those asked about. */
    readonly reached: number;
    /** `reached / customers`; null without customers. */
    readonly conversion: number | null;
    /** Its interval (Wilson); null without customers. */
    readonly interval: readonly [low: number, high: number] | null;
    /** `cost / reached`, rounded to the minor unit (half-even); null when nobody got there. */
    readonly costPer: Money | null;
  }[];
}

/**
 * Tells what customers cost by where they came from: per customer, and per customer who got as far as each stage.
 *
 * @param courses - What `replay` answered for each customer; read once.
 * @param policy - The course they follow.
 * @param options - `stages`, the steps in their order, the last one being acquired; `currency` of every cost; `spend`, what was spent on a
 *   source or campaign as a whole, added to its customers' own costs; `confidence` of the intervals (0.95).
 * @returns One row per source and campaign, in order of their names, those not known last; a campaign on which money was spent without a
 *   customer has a row too. Or `invalid-fact` for a cost that is no money, `currency-mismatch`.
 * @throws `DomainError` with code `policy-not-checked` or `invalid-option`.
 *
 * @example
 * ```ts
 * import { money, orThrow } from "clientele/core";
 * import { acquisitionCost, defineLifecycle, lifecyclePresets, replay } from "clientele/lifecycle";
 *
 * const policy = defineLifecycle(lifecyclePresets.acquireToWinBack);
 * const from = (source: string, cost: string, ...days: string[]) =>
 *   orThrow(
 *     replay(
 *       {
 *         startedAt: "2026-01-01T00:00:00Z",
 *         events: [
 *           { kind: "contacted", at: "2026-01-02T00:00:00Z", acquisition: { source, cost: money(cost, "CNY") } },
 *           ...days.map((day) => ({ kind: "purchased", at: `${day}T00:00:00Z` }) as const),
 *         ],
 *       },
 *       policy,
 *     ),
 *   );
 * const rows = orThrow(
 *   acquisitionCost(
 *     [from("advertising", "100", "2026-01-05"), from("advertising", "100"), from("referral", "30", "2026-01-09")],
 *     policy,
 *     { stages: ["prospect", "new"], currency: "CNY" },
 *   ),
 * );
 *
 * rows.map(({ source, cost, stages }) => [source, cost.amount, stages.map(({ costPer }) => costPer?.amount)]); // => [["advertising", "200.00", ["100.00", "200.00"]], ["referral", "30.00", ["30.00", "30.00"]]]
 * ```
 */
export function acquisitionCost<
  Stage extends string,
  Event extends string,
  Phase extends string,
  Metric extends string,
>(
  courses: Iterable<AcquiredCourse<NoInfer<Stage>>>,
  policy: LifecyclePolicy<Stage, Event, Phase, Metric>,
  options: {
    readonly stages: readonly NoInfer<Stage>[];
    readonly currency: string;
    readonly spend?:
      | readonly {
          readonly source: string;
          readonly campaign?: string | null | undefined;
          readonly cost: Money;
        }[]
      | undefined;
    readonly confidence?: number | undefined;
  },
): Result<readonly AcquisitionCostRow<Stage>[], InvalidFact | CurrencyMismatch> {
  const { data } = compiledLifecycle(policy);
  const confidence = checkConfidence(options.confidence ?? 0.95);
  const { stages, currency } = options;
  placesOfStages<string>(
    stages,
    data.stages.map(({ id }) => id),
    "stages",
  );
  if (stages.length === 0) throw new DomainError("invalid-option", "stages: expected at least one stage");
  const digits = minorDigits(currency);
  if (digits === null) {
    throw new DomainError("invalid-option", `currency: expected an ISO 4217 code, received ${show(currency)}`);
  }
  const sources = new Map<string, Source>();
  const sourceOf = (source: string | null, campaign: string | null): Source => {
    const key = JSON.stringify([source, campaign]);
    const known = sources.get(key);
    if (known !== undefined) return known;
    const made: Source = {
      source,
      campaign,
      customers: 0,
      costless: 0,
      isSpentOn: false,
      cost: moneyFromMinor(0, currency),
      reached: stages.map(() => 0),
    };
    sources.set(key, made);
    return made;
  };
  const pay = (to: Source, cost: Money, path: string): Result<null, InvalidFact | CurrencyMismatch> => {
    const read = parseMoney(cost);
    if (!read.ok) return err(invalidFact(`${path}${read.error.path}`, read.error.expected, cost));
    const sum = addMoney(to.cost, read.value);
    if (!sum.ok) return sum;
    to.cost = sum.value;
    return ok(null);
  };
  for (const [index, { source, campaign, cost }] of (options.spend ?? []).entries()) {
    const to = sourceOf(source, campaign ?? null);
    const paid = pay(to, cost, `/spend/${index}/cost`);
    if (!paid.ok) return paid;
    to.isSpentOn = true;
  }
  let row = -1;
  for (const { record, happened, state } of courses) {
    row += 1;
    const { source = null, campaign = null, cost = null } = state.acquisition ?? {};
    const to = sourceOf(source, campaign);
    to.customers += 1;
    if (cost === null) to.costless += 1;
    else {
      const paid = pay(to, cost, `/${row}/state/acquisition/cost`);
      if (!paid.ok) return paid;
    }
    const entered = [record.log.startedIn ?? data.initial, ...happened.map((change) => change.to)];
    const best = entered.reduce((furthest, stage) => Math.max(furthest, stages.indexOf(stage as Stage)), -1);
    for (let step = 0; step <= best; step++) to.reached[step] = (to.reached[step] ?? 0) + 1;
  }
  return ok(
    [...sources.values()]
      .sort(byName)
      .map(({ source, campaign, customers, cost, costless, isSpentOn, reached: counts }) => ({
        source,
        campaign,
        customers,
        cost,
        costUnknown: isSpentOn ? 0 : costless,
        stages: stages.map((stage, step) => {
          const reached = counts[step] ?? 0;
          return {
            stage,
            reached,
            conversion: customers === 0 ? null : reached / customers,
            interval: customers === 0 ? null : wilsonInterval(reached, customers, confidence),
            costPer:
              reached === 0
                ? null
                : {
                    amount: roundedText(exact(cost.amount).dividedBy(exact(String(reached))), digits, "half-even"),
                    currency,
                  },
          };
        }),
      })),
  );
}

/** One source and campaign while its customers are counted. */
interface Source {
  readonly source: string | null;
  readonly campaign: string | null;
  customers: number;
  costless: number;
  isSpentOn: boolean;
  cost: Money;
  readonly reached: number[];
}

function byName(a: Source, b: Source): number {
  return compared(a.source, b.source) || compared(a.campaign, b.campaign);
}

function compared(a: string | null, b: string | null): number {
  if (a === b) return 0;
  if (a === null || b === null) return a === null ? 1 : -1;
  return a < b ? -1 : 1;
}
