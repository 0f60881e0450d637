import { epochMsOf, pointer } from "../../../core/index.ts";
import type { ReplayMove } from "../../replayModel.ts";
import { missingOf } from "../missing.ts";
import type { ReplayStep } from "./follow.ts";
import { referenceOf } from "./plan.ts";

/** The decisions of a replay that move the customer, with what makes them. */
export function movesOf(steps: readonly ReplayStep[]): readonly ReplayMove[] {
  return steps.flatMap((step) => {
    const { review, decision } = step;
    const { action, asOf, from, to, effectiveAt } = decision;
    if (action !== "enrol" && action !== "upgrade" && action !== "downgrade") return [];
    const rules = (action === "downgrade" ? causesOfFall(step) : causesOfRise(step)).toSorted();
    return [{ asOf, review: review.place, action, from, to, effectiveAt, policy: referenceOf(review), rules }];
  });
}

/** The `attain` of the tier reached; where that does not hold, what people decided. */
function causesOfRise({ review, subject, decision: { to, qualified } }: ReplayStep): readonly string[] {
  const { rungs, heightOf } = review.policy.compiled;
  const height = heightOf.get(to) ?? 0;
  if ((heightOf.get(qualified) ?? 0) < height) return overridesInForce(subject, review.asOfMs, LIFTING);
  const rung = rungs[height];
  return rung === undefined || rung.attain < 0 ? [] : [`/tiers/${rung.place}/attain`];
}

/** What of the tier lost does not hold, and the downgrade rules that do; where there is neither, what people decided. */
function causesOfFall({ review, subject, decision: { from } }: ReplayStep): readonly string[] {
  const { sight, policy, asOfMs } = review;
  const { rungs, heightOf, also } = policy.compiled;
  const rung = rungs[heightOf.get(from ?? "") ?? 0];
  sight.observe(subject.metrics, [], subject);
  const fired = also.filter(({ when }) => sight.truth(when) === 2).map(({ keys }) => pointer(keys));
  if (rung === undefined) return fired;
  const attained = sight.truth(rung.attain) === 2;
  const asked = rung.retain < 0 ? rung.attain : rung.retain;
  const missing = attained ? [] : missingOf(sight.trace(asked)).map(({ rule }) => rule);
  const causes = [...new Set([...fired, ...missing])];
  return causes.length > 0 ? causes : overridesInForce(subject, asOfMs, LOWERING);
}

const LIFTING: readonly string[] = ["pin", "floor", "statusMatch"];
const LOWERING: readonly string[] = ["pin", "ceiling"];

const overridesInForce = (
  { overrides }: ReplayStep["subject"],
  asOfMs: number,
  kinds: readonly string[],
): readonly string[] =>
  (overrides ?? []).flatMap(({ kind, from, until }, place) =>
    kinds.includes(kind) && epochMsOf(from) <= asOfMs && (until === null || asOfMs < epochMsOf(until))
      ? [`/overrides/${place}`]
      : [],
  );
