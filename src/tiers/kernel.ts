/**
 * Tier decisions on columns: heights, codes and epoch milliseconds in and out.
 *
 * @module
 */
import { DomainError, type TimeZone, zoneRules } from "../core/kernel.ts";
import type { RuleColumn, RuleProgram } from "../rules/kernel.ts";
import { ColumnTruths, isSound, questionsOf, readStanding, verdictsOf } from "./internal/columnStanding.ts";
import {
  ACTIONS,
  decideStanding,
  emptyStanding,
  ENTRIES,
  HOLDS,
  ladderClock,
  type TierLadder,
} from "./internal/standing.ts";

import type { TierAction, TierEntry, TierHoldKind } from "./model.ts";

export type { Parts as LadderTerm, Period as LadderPeriod } from "./internal/moments.ts";
export type { LadderValidity, TierLadder } from "./internal/standing.ts";

/** The actions that the codes of {@link TierColumns} stand for, by code. */
export const TIER_ACTIONS: readonly TierAction[] = ACTIONS;

/** What the codes of holds stand for, by code; null for nothing. */
export const TIER_HOLDS: readonly (TierHoldKind | null)[] = HOLDS;

/** What the codes of how a tier was come by stand for, by code; null when that is not known. */
export const TIER_ENTRIES: readonly (TierEntry | null)[] = ENTRIES;

/** The action of a row that was refused. */
export const TIER_REFUSED = 255;

/** A tier policy at a moment of judgement, as plain data that can be cloned into workers; made by `tierProgram`. */
export interface TierProgram {
  /** The tiers, lowest first: columns name them by their places here, their heights. */
  readonly tiers: readonly string[];
  /** The moment of judgement, in epoch milliseconds. */
  readonly asOf: number;
  /** How customers move. */
  readonly ladder: TierLadder;
  /** Every condition. */
  readonly conditions: readonly RuleProgram[];
  /** Place of each tier's `attain` among the conditions, by height; -1 for none. */
  readonly attain: readonly number[];
  /** Place of each tier's `retain`. */
  readonly retain: readonly number[];
  /** Place of each tier's `lifetime`. */
  readonly lifetime: readonly number[];
  /** Places of the downgrade rules. */
  readonly also: readonly number[];
}

/** Where customers stand: tiers by height, -1 for none; moments in epoch milliseconds, NaN for none. */
export interface TierStateColumns {
  /** The tiers held; -1 for customers who are not graded yet. */
  readonly tier: ArrayLike<number>;
  /** Since when. */
  readonly since: ArrayLike<number>;
  /** How they were come by; see {@link TIER_ENTRIES}. */
  readonly by?: ArrayLike<number>;
  /** When they are tested next. */
  readonly validUntil?: ArrayLike<number>;
  /** Starts of the last periods whose reviews have been held. */
  readonly reviewed?: ArrayLike<number>;
  /** Since when they are lost but held. */
  readonly breachedSince?: ArrayLike<number>;
  /** When running graces end. */
  readonly graceUntil?: ArrayLike<number>;
  /** The highest tiers earned for life. */
  readonly lifetime?: ArrayLike<number>;
  /** Tiers of upgrades that are not in force yet. */
  readonly pending?: ArrayLike<number>;
  /** When these come into force. */
  readonly pendingAt?: ArrayLike<number>;
}

/** A population to be judged. */
export interface TierInputColumns {
  /** Values of the metrics, by id; see `verdictColumn`. */
  readonly metrics: Readonly<Record<string, ArrayLike<number> | RuleColumn>>;
  /** Where the customers stand; left out when none of them is graded yet. */
  readonly state?: TierStateColumns | null | undefined;
}

/** What was decided, row by row; method-free, to be cloned or transferred. */
export interface TierColumns {
  /** What happens; see {@link TIER_ACTIONS}, {@link TIER_REFUSED}. */
  readonly action: Uint8Array;
  /** The tiers held before; -1 for none. */
  readonly from: Int8Array;
  /** The highest tiers attained. */
  readonly qualified: Int8Array;
  /** The tiers decided on; -1 in rows that were refused. */
  readonly to: Int8Array;
  /** From when on. */
  readonly effectiveAt: Float64Array;
  /** What holds the tiers; see {@link TIER_HOLDS}. */
  readonly heldBy: Uint8Array;
  /** How many rows were refused: a tier that is none, or a moment after the moment of judgement. */
  readonly refused: number;
  /** Where the customers stand then; of rows that were refused, as it was handed in. */
  readonly state: Readonly<Record<"tier" | "by" | "lifetime" | "pending", Int8Array>> &
    Readonly<Record<"since" | "validUntil" | "reviewed" | "breachedSince" | "graceUntil" | "pendingAt", Float64Array>>;
}

/**
 * Decides for a population in columns: what `evaluateTier` decides for the same values, without reasons and without
 * overrides.
 *
 * @param columns - Metrics and states, all of one length.
 * @param program - Made by `tierProgram` of a policy.
 * @param options - `zone`, the rules of the policy's zone, on a host that has none of its own.
 * @returns One decision per row.
 * @throws `DomainError` with code `invalid-option` for columns of different lengths, or none at all.
 *
 * @example
 * ```ts
 * import { evaluateTierColumns, TIER_ACTIONS } from "clientele/kernel";
 * import { defineTierPolicy, tierPresets, tierProgram } from "clientele/tiers";
 *
 * const policy = defineTierPolicy(tierPresets.valueGrade);
 * const program = tierProgram(policy, { asOf: "2026-07-01T00:00:00+08:00" });
 * // money in minor units; tiers by height
 * const since = Date.parse("2026-01-01T00:00:00+08:00");
 * const { action, to, state } = evaluateTierColumns(
 *   {
 *     metrics: { spend: [5000000, 0, 900000], orders: [9, 0, 4], idleDays: [12, 400, 30] },
 *     state: { tier: [0, 2, -1], since: [since, since, NaN] },
 *   },
 *   program,
 * );
 *
 * Array.from(action, (code) => TIER_ACTIONS[code]); // => ["upgrade", "downgrade", "enrol"]
 * Array.from(to, (height) => program.tiers[height]); // => ["gold", "silver", "ordinary"]
 * state.since[1] === program.asOf; // => true
 * ```
 */
export function evaluateTierColumns(
  { metrics, state }: TierInputColumns,
  program: TierProgram,
  options: { readonly zone?: TimeZone | undefined } = {},
): TierColumns {
  const { ladder, conditions, asOf } = program;
  const length = lengthOf(metrics, state ?? null);
  const clock = ladderClock(ladder, zoneRules(options.zone ?? ladder.timeZone), asOf);
  const verdicts = verdictsOf(metrics, conditions, length);
  const none = new Uint8Array(length);
  const truths = new ColumnTruths(
    ladder.tiers,
    questionsOf(program).map((condition) => verdicts[condition] ?? none),
  );
  const [bytes, heights, moments] = [
    () => new Uint8Array(length),
    () => new Int8Array(length),
    () => new Float64Array(length),
  ];
  const out = {
    action: bytes(),
    from: heights(),
    qualified: heights(),
    to: heights(),
    effectiveAt: moments(),
    heldBy: bytes(),
    state: {
      tier: heights(),
      since: moments(),
      by: heights(),
      validUntil: moments(),
      reviewed: moments(),
      breachedSince: moments(),
      graceUntil: moments(),
      lifetime: heights(),
      pending: heights(),
      pendingAt: moments(),
    },
  };
  const at = emptyStanding();
  let refused = 0;
  for (let row = 0; row < length; row++) {
    readStanding(at, state ?? null, row);
    const sound = isSound(at, ladder.tiers, asOf);
    if (sound) {
      truths.look(row);
      decideStanding(at, truths, clock);
      out.action[row] = at.action;
    } else {
      refused += 1;
      out.action[row] = TIER_REFUSED;
    }
    out.from[row] = sound ? at.from : -1;
    out.qualified[row] = sound ? at.qualified : -1;
    out.to[row] = sound ? at.to : -1;
    out.effectiveAt[row] = sound ? at.effectiveAt : NaN;
    out.heldBy[row] = sound ? at.hold : 0;
    out.state.tier[row] = at.held;
    out.state.since[row] = at.since;
    out.state.by[row] = at.by;
    out.state.validUntil[row] = at.validUntil;
    out.state.reviewed[row] = at.reviewed;
    out.state.breachedSince[row] = at.breachedSince;
    out.state.graceUntil[row] = at.graceUntil;
    out.state.lifetime[row] = at.lifetime;
    out.state.pending[row] = at.pending;
    out.state.pendingAt[row] = at.pendingAt;
  }
  return { ...out, refused };
}

function lengthOf(metrics: TierInputColumns["metrics"], state: TierStateColumns | null): number {
  const lengths = Object.values(metrics).map((column) =>
    "values" in column && typeof column.values === "object"
      ? column.values.length
      : (column as ArrayLike<number>).length,
  );
  for (const column of Object.values(state ?? {}) as readonly (ArrayLike<number> | undefined)[]) {
    if (column !== undefined) lengths.push(column.length);
  }
  const [length, ...others] = lengths;
  if (length !== undefined && others.every((other) => other === length)) return length;
  throw new DomainError(
    "invalid-option",
    `columns: expected at least one, all of one length, received lengths ${lengths.join(", ") || "none"}`,
  );
}
