import { DomainError, ok, type Result, show } from "../core/index.ts";
import { followCustomer } from "./internal/replay/follow.ts";
import { movesOf } from "./internal/replay/moves.ts";
import { planReplay, type ReplayPlan } from "./internal/replay/plan.ts";
import { restated } from "./internal/replay/restate.ts";
import type { TierPolicy } from "./policyModel.ts";
import type { ReplayCustomer, ReplayedRow, TierReplayRefusal, ReplayRowOptions, TierReplay } from "./replayModel.ts";

/**
 * Tells, customer by customer, what a policy would have decided over years that are past: at every review, from what was known
 * then, each decision from where the one before it led. It is what `measure` and `evaluateTier` with `stateAfter` decide
 * review by review, by hand.
 *
 * Reviews are the first moments of the periods of the policy's `schedule`, in its zone, from `from` to `to`, both included; or of
 * other periods (`every`); or any moments (`reviews`). Days of a `CustomerHistory` count as a whole: where one of them could
 * be cut by such a first moment, give the ends of days as `reviews`.
 *
 * Of several versions of a policy, each decides while it is in force (`effectiveFrom`, `effectiveTo`); of those in force at once the
 * one that came into force last, then the one of the highest version. The states go on from one to the next.
 *
 * The tier's start is taken from the replay. So is the enrolment, where the customer's `anchors` do not have it. Who is not
 * graded yet is not judged before their enrolment.
 *
 * A replay can be split: `state` and `enrolment` of a first part, handed in as `state` and `anchors.enrolment` with the same facts,
 * go on as if it had never stopped.
 *
 * @param customers - Facts of each customer, or values of the metrics review by review, or both; further keys travel along.
 * @param policies - The policy, or its versions, all of one time zone.
 * @param options - `from` and `to`, or `reviews`; `every`; `restate`; `trace`, how much each answer tells; `bounceWithin` changes
 *   nothing here.
 * @returns Each row with its replay, lazily, in the order of the rows; rows that can be gone through again give an answer that
 *   can be gone through again. A row is refused as `evaluateTier` refuses it, with the review; and with `invalid-fact` for
 *   anchors or values that cannot be read, a value that lies at no review, or `restate` of orders that come as
 *   days or can be gone through only once.
 * @throws `DomainError` with code `policy-not-checked`, `invalid-instant`; `invalid-option` for options that fit no replay:
 *   no schedule, no version in force at a review, no review at all, more than 1,200 of them.
 *
 * @example A customer who bought much once, and was nearly lost twice
 * ```ts
 * import { defineTierPolicy, replayTierPolicy, tierPresets } from "clientele/tiers";
 *
 * const policy = defineTierPolicy(tierPresets.valueAndTenure);
 * const order = (id: string, day: string, amount: string) => ({
 *   id, customerId: "C-1", at: `${day}T10:00:00+08:00`, amount: { amount, currency: "CNY" },
 * });
 * const customers = [
 *   { customerId: "C-1", orders: [order("1", "2024-01-10", "60000.00"), order("2", "2024-11-02", "900.00")], answers: [] },
 * ];
 * const [row] = replayTierPolicy(customers, policy, { from: "2024-04-01T00:00:00+08:00", to: "2025-12-31T00:00:00+08:00" });
 * const moves = row?.result.ok ? row.result.value.moves : [];
 *
 * moves.map(({ asOf, action, to, rules }) => [asOf.slice(0, 10), action, to, rules]); // => [
 * //   ["2024-03-31", "enrol", "ordinary", []],
 * //   ["2024-06-30", "upgrade", "silver", ["/tiers/1/attain"]],
 * //   ["2024-12-31", "upgrade", "gold", ["/tiers/2/attain"]],
 * //   ["2025-06-30", "downgrade", "silver", ["/downgrade/also/0", "/tiers/2/retain/all/0"]],
 * // ]
 * ```
 * @see Our own definition.
 */
export function replayTierPolicy<
  Name extends string,
  Metric extends string,
  Row extends ReplayCustomer<NoInfer<Name>, NoInfer<Metric>>,
>(
  customers: Iterable<Row>,
  policies: TierPolicy<Name, Metric> | readonly TierPolicy<Name, Metric>[],
  options: ReplayRowOptions,
): Iterable<ReplayedRow<Row, Name>> {
  const trace: unknown = (options as Partial<ReplayRowOptions> | null | undefined)?.trace ?? "moves";
  if (trace !== "moves" && trace !== "none" && trace !== "full") {
    throw new DomainError("invalid-option", `trace: expected "moves", "none" or "full", received ${show(trace)}`);
  }
  const plan = planReplay(policies, options, trace);
  return {
    *[Symbol.iterator]() {
      for (const row of customers) {
        yield { row, result: replayed(row, plan) as Result<TierReplay<Name>, TierReplayRefusal> };
      }
    },
  };
}

function replayed(row: ReplayCustomer, plan: ReplayPlan): Result<TierReplay, TierReplayRefusal> {
  const followed = followCustomer(row, plan);
  if (!followed.ok) return followed;
  const { customerId, steps, enrolment } = followed.value;
  const restatement = plan.restate ? restated(row, followed.value, plan) : ok(null);
  if (!restatement.ok) return restatement;
  return ok({
    customerId,
    reviews: steps.length,
    moves: movesOf(steps),
    decisions: plan.tellsAll ? steps.map(({ decision }) => decision) : [],
    state: steps.at(-1)?.decision.stateAfter ?? null,
    enrolment,
    restatement: restatement.value,
  });
}
