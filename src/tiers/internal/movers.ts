import { moneyFromMinor } from "../../core/index.ts";
import type { TierReason, TierSubject } from "../model.ts";
import type { TierMover } from "../simulationModel.ts";
import type { CompiledTierPolicy } from "../tierKind.ts";
import { subjectOf } from "./applied.ts";
import { startJudging } from "./judge.ts";
import type { Simulation } from "./simulation.ts";
import { HOLDS } from "./standing.ts";

/** A customer whom two policies judge differently, in numbers. */
export interface Move {
  /** The place in the portfolio. */
  readonly index: number;
  /** What the customer is worth. */
  readonly value: number;
  /** The tier under the policy before, by height on its ladder. */
  readonly from: number;
  /** The tier under the policy after, by height on its ladder. */
  readonly to: number;
  /** What holds the tier under each. */
  readonly held: readonly [before: number, after: number];
  /** The customer's identifier. */
  readonly id: string | null;
  /** The customer. */
  readonly keep: () => TierSubject;
}

/**
 * Tells who moves, and why.
 *
 * @param moves - Those who move.
 * @param simulation - The policies before and after, and how they are applied.
 * @returns The same in words that code can read.
 */
export function moversOf(moves: readonly Move[], { policies, walk }: Simulation): readonly TierMover[] {
  const [before, after] = policies;
  if (before === undefined || after === undefined) return [];
  const judge = startJudging(after, { asOf: walk.asOf, trace: "full" });
  return moves.map(({ index, value, from, to, held, id, keep }) => {
    const subject = keep();
    const decided = judge(subjectOf(subject, after, walk));
    const names = { from: before.rungs[from]?.tier ?? "", to: after.rungs[to]?.tier ?? "" };
    return {
      customerId: id,
      index,
      held: subject.state?.tier ?? null,
      ...names,
      value: Number.isNaN(value) ? null : moneyFromMinor(value, walk.currency),
      heldBy: { before: HOLDS[held[0]] ?? null, after: HOLDS[held[1]] ?? null },
      reasons: decided.ok ? deciding(decided.value.reasons, after, names) : [],
    };
  });
}

/** The lines that decide: why a tier is lost, or why one is gained or kept. */
function deciding(
  reasons: readonly TierReason[],
  { rungs, heightOf }: CompiledTierPolicy,
  { from, to }: Pick<TierMover, "from" | "to">,
): readonly TierReason[] {
  const [had, has] = [heightOf.get(from) ?? -1, heightOf.get(to) ?? -1];
  const falls = had > has;
  const rung = rungs[falls ? had : has];
  if (rung === undefined) return [];
  const asks = [`/tiers/${rung.place}/attain`, `/tiers/${rung.place}/retain`];
  return reasons.filter(({ rule, verdict, negated, code }) => {
    if (code.startsWith("group-")) return false;
    const gained = verdict === (negated ? "unmet" : "met");
    if (rule.startsWith("/downgrade/also/")) return falls && gained;
    return asks.some((place) => rule === place || rule.startsWith(`${place}/`)) && gained !== falls;
  });
}
