import { DomainError, LISTED_ROWS, ok, show } from "../core/index.ts";
import { followCustomer } from "./internal/replay/follow.ts";
import { movesOf } from "./internal/replay/moves.ts";
import { planReplay } from "./internal/replay/plan.ts";
import { reportOf } from "./internal/replay/report.ts";
import { restated } from "./internal/replay/restate.ts";
import { Tally, type TierReplayState } from "./internal/replay/tally.ts";
import type { TierPolicy } from "./policyModel.ts";
import type { ReplayCustomer, ReplayOptions, TierReplayReport } from "./replayModel.ts";

/** Replays a population, batch by batch. */
export interface TierReplayAccumulator<Name extends string = string, Metric extends string = string> {
  /** Replays customers; each of them once. */
  add(customers: Iterable<ReplayCustomer<Name, Metric>>): void;
  /**
   * Takes the state of another accumulator in.
   *
   * @throws `DomainError` with code `invalid-option` for a state of another replay.
   */
  merge(state: TierReplayState): void;
  /** What was counted, as plain JSON. */
  state(): TierReplayState;
  /** Says what was counted. The accumulator can go on afterwards. */
  finish(): TierReplayReport<Name>;
}

/**
 * Starts replaying a policy over a population: moves review by review, how long customers stay, who goes to and fro and which
 * rules make them, what each hold held, what became of graces, what a restatement would change. Each customer is replayed as
 * `replayTierPolicy` does, and nothing of them is kept but counts: any partition of the customers over batches, machines or
 * files, in any order, gives the same report.
 *
 * A *bounce* is a downgrade and the next move being an upgrade, or the other way round, with no more than `bounceWithin`
 * reviews from the one to the other.
 *
 * @param policies - The policy, or its versions, all of one time zone.
 * @param options - As for `replayTierPolicy`; `listed`, how many refused customers, unused facts and restated decisions are
 *   listed; default 100 of each.
 * @returns The accumulator.
 * @throws `DomainError` as `replayTierPolicy` does, and `invalid-option` for a bad `listed`.
 *
 * @example A rule at the edge: the last order ages and is renewed
 * ```ts
 * import { defineTierPolicy, startTierReplay, tierPresets } from "clientele/tiers";
 *
 * const policy = defineTierPolicy(tierPresets.valueGrade);
 * const order = (id: string, day: string) => ({
 *   id, customerId: "C-1", at: `${day}T10:00:00+08:00`, amount: { amount: "9000.00", currency: "CNY" },
 * });
 * const days = ["2024-01-10", "2024-02-10", "2024-03-10", "2024-10-20", "2024-12-20"];
 * const replay = startTierReplay(policy, {
 *   from: "2024-01-01T00:00:00+08:00", to: "2025-01-01T00:00:00+08:00", every: { every: "month" },
 * });
 * replay.add([{ customerId: "C-1", orders: days.map((day, at) => order(String(at), day)) }]);
 * const { periods, thrash } = replay.finish();
 *
 * periods.map(({ tiers }) => tiers.silver).join(""); // => "0001111110111"
 * [thrash.bounces, thrash.rules[0]?.first.rules, thrash.rules[0]?.second.rules]; // => [
 * //   1, ["/downgrade/also/0"], ["/tiers/1/attain"],
 * // ]
 * ```
 * @see Kaplan and Meier (1958), Nonparametric estimation from incomplete observations, for the median of stays.
 */
export function startTierReplay<Name extends string, Metric extends string>(
  policies: TierPolicy<Name, Metric> | readonly TierPolicy<Name, Metric>[],
  options: ReplayOptions & {
    /** How many are listed of each kind of finding. */
    readonly listed?: number | undefined;
  },
): TierReplayAccumulator<Name, Metric> {
  const plan = planReplay(policies, options, "moves");
  const { listed = LISTED_ROWS } = options;
  if (!Number.isSafeInteger(listed) || listed < 0) {
    throw new DomainError("invalid-option", `listed: expected an integer of zero or more, received ${show(listed)}`);
  }
  const tally = new Tally(plan, listed);
  const take = (row: ReplayCustomer): void => {
    const followed = followCustomer(row, plan);
    const restatement = plan.restate && followed.ok ? restated(row, followed.value, plan) : ok(null);
    if (!followed.ok) tally.refuse(nameOf(row), followed.error);
    else if (!restatement.ok) tally.refuse(nameOf(row), restatement.error);
    else {
      tally.take(followed.value, movesOf(followed.value.steps));
      if (restatement.value !== null) tally.restate(restatement.value);
    }
  };
  return {
    add(customers) {
      for (const row of customers) take(row);
    },
    merge(state) {
      tally.merge(state);
    },
    state: () => tally.state(),
    finish: () => reportOf(tally, plan) as TierReplayReport<Name>,
  };
}

function nameOf(row: unknown): string {
  const id: unknown = typeof row === "object" && row !== null ? (row as Partial<ReplayCustomer>).customerId : null;
  return typeof id === "string" ? id : "";
}
