import { DomainError } from "clientele/core";
import { evaluateTierColumns, TIER_ACTIONS, TIER_REFUSED } from "clientele/kernel";
import {
  evaluateTier,
  evaluateTiers,
  simulateTierPolicy,
  type TierAction,
  type TierDecision,
  type TierHorizon,
  type TierPolicy,
  tierProgram,
  type TierRefusal,
  type TierSimulation,
} from "clientele/tiers";
import type { Instant } from "clientele/core";
import type { Columns } from "./columns.ts";
import type { GradedRow } from "./grade.ts";

/** One customer, and what was decided of them. */
export interface Judged {
  readonly row: GradedRow;
  readonly decision: Pick<TierDecision, "action" | "from" | "to"> | null;
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

/** Decides about everybody under the draft: in columns where they are given, which is faster. */
export function judge(
  rows: readonly GradedRow[],
  draft: TierPolicy,
  asOf: Instant,
  columns: Columns | null = null,
): Judgement {
  const heights = new Map(
    [...draft.tiers].sort((a, b) => a.rank - b.rank).map(({ id }, height) => [id, height] as const),
  );
  const held = new Map<string, number>();
  const decided = new Map<string, number>();
  const actions = new Map<TierAction, number>();
  const directions = new Map<Direction, number>();
  let withoutTier = 0;
  for (const { state } of rows) if (state !== null && !heights.has(state.tier)) withoutTier++;
  const judged =
    (columns === null ? null : judgedColumns(rows, draft, asOf, columns)) ?? judgedRows(rows, draft, asOf, heights);
  for (const one of judged) {
    add(directions, directionOf(one, heights));
    if (one.decision === null) continue;
    add(actions, one.decision.action);
    add(decided, one.decision.to);
    if (one.decision.from !== null) add(held, one.decision.from);
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

function judgedRows(
  rows: readonly GradedRow[],
  draft: TierPolicy,
  asOf: Instant,
  heights: ReadonlyMap<string, number>,
): readonly Judged[] {
  const known = rows.map((row) => (row.state === null || heights.has(row.state.tier) ? row : { ...row, state: null }));
  return Array.from(evaluateTiers(known, draft, { asOf, trace: "none" }), ({ row, result }) => ({
    row,
    decision: result.ok ? result.value : null,
    refusal: result.ok ? null : result.error,
  }));
}

/** Null where columns cannot say what the policy asks about, or it is not in force: rows are told why. */
function judgedColumns(
  rows: readonly GradedRow[],
  draft: TierPolicy,
  asOf: Instant,
  { metrics, state, tiers }: Columns,
): readonly Judged[] | null {
  const program = told(() => tierProgram(draft, { asOf }));
  if (program instanceof DomainError) return null;
  const heights = tiers.map((tier) => program.tiers.indexOf(tier));
  const heightOf = (column: ArrayLike<number> | undefined, strange: number): Int8Array =>
    Int8Array.from({ length: rows.length }, (_, row) => {
      const place = column?.[row] ?? -1;
      if (place < 0) return -1;
      const height = heights[place] ?? -1;
      return height < 0 ? strange : height;
    });
  const [tier, lifetime, pending] = [
    heightOf(state.tier, -1),
    heightOf(state.lifetime, NO_HEIGHT),
    heightOf(state.pending, NO_HEIGHT),
  ];
  // whoever holds a tier that the draft does not have is judged as new
  const none = (row: number): boolean => (tier[row] ?? -1) < 0;
  const { action, from, to } = evaluateTierColumns(
    {
      metrics,
      state: {
        ...state,
        tier,
        since: Float64Array.from(state.since, (at, row) => (none(row) ? NaN : at)),
        lifetime: lifetime.map((height, row) => (none(row) ? -1 : height)),
        pending: pending.map((height, row) => (none(row) ? -1 : height)),
      },
    },
    program,
  );
  return rows.map((row, place): Judged => {
    const done = TIER_ACTIONS[action[place] ?? TIER_REFUSED];
    const reached = program.tiers[to[place] ?? -1];
    if (done !== undefined && reached !== undefined) {
      return {
        row,
        decision: { action: done, from: program.tiers[from[place] ?? -1] ?? null, to: reached },
        refusal: null,
      };
    }
    const result = evaluateTier(row, draft, { asOf, trace: "none" });
    return result.ok ? { row, decision: result.value, refusal: null } : { row, decision: null, refusal: result.error };
  });
}

/** What is no height of any ladder. */
const NO_HEIGHT = 127;

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
  columns: Columns | null = null,
): TierSimulation | DomainError {
  const all = { ...options, ...valueOf(policies), listed: 100 };
  const fast = columns === null ? null : told(() => simulateTierPolicy(columns, policies, all));
  return fast === null || fast instanceof DomainError ? told(() => simulateTierPolicy(rows, policies, all)) : fast;
}

/** What something gives, or that it cannot be done. */
function told<Answer>(ask: () => Answer): Answer | DomainError {
  try {
    return ask();
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
