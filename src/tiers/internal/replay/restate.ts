import { err, invalidFact, ok, type Result } from "../../../core/index.ts";
import type { Order } from "../../../customer/index.ts";
import type { ReplayCustomer, TierReplayRefusal } from "../../replayModel.ts";
import type { TierDifference, TierRestatement } from "../../restateTier.ts";
import { differs } from "../differs.ts";
import { followCustomer, type Followed } from "./follow.ts";
import type { ReplayPlan } from "./plan.ts";

/** What would have been decided had it been known what would be given back: as `restateTier` says it. */
export function restated(
  row: ReplayCustomer,
  { customerId, steps }: Followed,
  plan: ReplayPlan,
): Result<TierRestatement, TierReplayRefusal> {
  const known = datedBack(row);
  if (!known.ok) return known;
  const followed = known.value === row ? ok({ steps }) : followCustomer(known.value, plan);
  if (!followed.ok) return followed;
  const again = followed.value.steps;
  const differences = steps.flatMap(({ decision: decided }, step): readonly TierDifference[] => {
    const other = again[step]?.decision;
    if (other === undefined || !differs(decided, other)) return [];
    return [{ step, asOf: decided.asOf, decided, restated: other }];
  });
  return ok({
    customerId,
    differences,
    decidedState: steps.at(-1)?.decision.stateAfter ?? null,
    restatedState: again.at(-1)?.decision.stateAfter ?? null,
  });
}

/** The facts with every refund at the moment of its order. Days do not know which order was paid back. */
function datedBack(row: ReplayCustomer): Result<ReplayCustomer, TierReplayRefusal> {
  const orders: unknown = row.orders ?? null;
  if (orders === null) return ok(row);
  if (!Array.isArray(orders)) {
    const refusal = invalidFact("/orders", "array", orders);
    return err({ code: refusal.code, asOf: null, refusal });
  }
  if (!orders.some(hasRefunds)) return ok(row);
  return ok({ ...row, orders: (orders as readonly Order[]).map(backAtOnce) });
}

function hasRefunds(order: unknown): order is Order & Required<Pick<Order, "refunds">> {
  const refunds: unknown = (order as Order | null | undefined)?.refunds ?? null;
  return Array.isArray(refunds) && refunds.length > 0;
}

const backAtOnce = (order: Order): Order =>
  hasRefunds(order) ? { ...order, refunds: (order.refunds ?? []).map((one) => ({ ...one, at: order.at })) } : order;
