import { DomainError } from "clientele/core";
import {
  evaluateTiers,
  simulateTierPolicy,
  type TierAction,
  type TierDecision,
  type TierHorizon,
  type TierPolicy,
  type TierRefusal,
  type TierSimulation,
} from "clientele/tiers";
import type { Instant } from "clientele/core";
import type { GradedRow } from "./grade.ts";

/** One customer, and what was decided of them. */
export interface Judged {
  readonly row: GradedRow;
  readonly decision: TierDecision | null;
  readonly refusal: TierRefusal | null;
}

/** Where customers go: what a list can be narrowed to. */
export type Direction = "up" | "down" | "same" | "new" | "refused";

/** What the draft decides of everybody. */
export interface Judgement {
  readonly judged: readonly Judged[];
  /** By tier, lowest first. */
  readonly tiers: readonly { readonly tier: string; readonly held: number; readonly decided: number }[];
  readonly actions: ReadonlyMap<TierAction, number>;
  readonly directions: ReadonlyMap<Direction, number>;
  /** Customers who hold a tier that the draft does not have: judged as new. */
  readonly withoutTier: number;
}

/** Decides about everybody under the draft. */
export function judge(rows: readonly GradedRow[], draft: TierPolicy, asOf: Instant): Judgement {
  const heights = new Map(
    [...draft.tiers].sort((a, b) => a.rank - b.rank).map(({ id }, height) => [id, height] as const),
  );
  const held = new Map<string, number>();
  const decided = new Map<string, number>();
  const actions = new Map<TierAction, number>();
  const directions = new Map<Direction, number>();
  let withoutTier = 0;
  const known = rows.map((row): GradedRow => {
    if (row.state === null || heights.has(row.state.tier)) return row;
    withoutTier++;
    return { ...row, state: null };
  });
  const judged: Judged[] = [];
  for (const { row, result } of evaluateTiers(known, draft, { asOf, trace: "none" })) {
    const one: Judged = {
      row,
      decision: result.ok ? result.value : null,
      refusal: result.ok ? null : result.error,
    };
    judged.push(one);
    add(directions, directionOf(one, heights));
    if (one.decision === null) continue;
    add(actions, one.decision.action);
    add(decided, one.decision.to);
    if (row.state !== null) add(held, row.state.tier);
  }
  return {
    judged,
    tiers: [...heights.keys()].map((tier) => ({
      tier,
      held: held.get(tier) ?? 0,
      decided: decided.get(tier) ?? 0,
    })),
    actions,
    directions,
    withoutTier,
  };
}

/** Which way a customer goes. */
export function directionOf({ decision }: Judged, heights: ReadonlyMap<string, number>): Direction {
  if (decision === null) return "refused";
  if (decision.from === null) return "new";
  const [from, to] = [heights.get(decision.from) ?? 0, heights.get(decision.to) ?? 0];
  return to > from ? "up" : to < from ? "down" : "same";
}

function add<Key>(counts: Map<Key, number>, key: Key): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

/** Who would move if the draft took the place of the policy before; or why that cannot be said. */
export function flowOf(
  rows: readonly GradedRow[],
  policies: { readonly before: TierPolicy; readonly after: TierPolicy },
  options: { readonly asOf: Instant; readonly horizon: TierHorizon },
): TierSimulation | DomainError {
  try {
    return simulateTierPolicy(rows, policies, { ...options, ...valueOf(policies), listed: 100 });
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
}

/** What customers are worth: the first amount that both policies ask about. */
function valueOf({ before, after }: { readonly before: TierPolicy; readonly after: TierPolicy }): {
  readonly value?: string;
} {
  const shared = after.metrics.find(
    ({ id, kind }) => kind === "money" && before.metrics.some((other) => other.id === id && other.kind === "money"),
  );
  return shared === undefined ? {} : { value: shared.id };
}
