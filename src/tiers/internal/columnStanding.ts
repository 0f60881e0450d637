import { type RuleProgram, verdictColumns } from "../../rules/kernel.ts";
import type { TierInputColumns, TierStateColumns } from "../kernel.ts";
import { ENTRIES, type LadderTruths, type Standing, type Truth } from "./standing.ts";

/**
 * Takes up where the customer of a row stands.
 *
 * @param at - Written over, but for what people decided: that has no column.
 * @param state - The columns; null when nobody is graded yet.
 * @param row - The row.
 */
export function readStanding(at: Standing, state: TierStateColumns | null, row: number): void {
  at.held = state?.tier[row] ?? -1;
  at.since = state?.since[row] ?? NaN;
  at.by = state?.by?.[row] ?? 0;
  at.validUntil = state?.validUntil?.[row] ?? NaN;
  at.reviewed = state?.reviewed?.[row] ?? NaN;
  at.breachedSince = state?.breachedSince?.[row] ?? NaN;
  at.graceUntil = state?.graceUntil?.[row] ?? NaN;
  at.lifetime = state?.lifetime?.[row] ?? -1;
  at.pending = state?.pending?.[row] ?? -1;
  at.pendingAt = state?.pendingAt?.[row] ?? NaN;
}

/**
 * Tells whether a customer can be judged who stands as columns say. Who has no tier has earned none and waits for none.
 *
 * @param at - Where the customer stands.
 * @param tiers - How many tiers there are.
 * @param asOf - The moment of judgement, in epoch milliseconds.
 * @returns Whether that can be.
 */
export function isSound(at: Standing, tiers: number, asOf: number): boolean {
  const known = isHeight(at.held, tiers) && isHeight(at.lifetime, tiers) && isHeight(at.pending, tiers);
  const begun = at.held < 0 || at.since <= asOf;
  const timely = !(at.reviewed > asOf) && !(at.breachedSince > asOf) && (at.pending < 0 || !Number.isNaN(at.pendingAt));
  if (at.held < 0) {
    at.lifetime = -1;
    at.pending = -1;
  }
  return known && begun && timely && ENTRIES[at.by] !== undefined;
}

const isHeight = (height: number, tiers: number): boolean => Number.isInteger(height) && height >= -1 && height < tiers;

/**
 * Judges conditions.
 *
 * @param metrics - Columns; without any nothing is known of anyone.
 * @param conditions - The conditions.
 * @param rows - How many rows there are.
 * @returns By condition: one verdict per row.
 */
export const verdictsOf = (
  metrics: TierInputColumns["metrics"],
  conditions: readonly RuleProgram[],
  rows: number,
): readonly Uint8Array[] =>
  // the column of no metric tells how many rows there are
  verdictColumns(Object.keys(metrics).length === 0 ? { "": new Uint8Array(rows) } : metrics, conditions);

/**
 * What the conditions of a ladder are asked for, in one list of questions: `attain` by height, then `retain`, then `lifetime`, then
 * the downgrade rules.
 *
 * @param ladder - Something for every question of a ladder.
 * @returns The same in that order.
 */
export const questionsOf = <Asked>({
  attain,
  retain,
  lifetime,
  also,
}: Readonly<Record<"attain" | "retain" | "lifetime" | "also", readonly Asked[]>>): readonly Asked[] => [
  ...attain,
  ...retain,
  ...lifetime,
  ...also,
];

/** What columns of verdicts tell of the customer of a row, and which of them were asked. */
export class ColumnTruths implements LadderTruths {
  /** By question: the row that it was last asked of. */
  readonly asked: Int32Array;
  readonly #tiers: number;
  readonly #verdicts: Uint8Array[];
  #row = 0;
  #fired = false;

  /** Takes one column of verdicts for every question of a ladder of so many tiers; see {@link questionsOf}. */
  constructor(tiers: number, verdicts: readonly Uint8Array[]) {
    this.#tiers = tiers;
    this.#verdicts = [...verdicts];
    this.asked = new Int32Array(verdicts.length).fill(-1);
  }

  /** Answers a question by another column. */
  answers(question: number, verdicts: Uint8Array): void {
    this.#verdicts[question] = verdicts;
  }

  /** Turns to a row. */
  look(row: number): void {
    this.#row = row;
    this.#fired = false;
    for (let rule = 3 * this.#tiers; rule < this.#verdicts.length; rule++)
      if (this.#truth(rule) === 2) this.#fired = true;
  }

  /** Whether `attain` holds. */
  reached(height: number): Truth {
    return this.#fired ? 0 : this.#truth(height);
  }

  /** Whether `attain` or `retain` holds. */
  kept(height: number): Truth {
    if (this.#fired) return 0;
    const attained = this.#truth(height);
    const retained = this.#truth(this.#tiers + height);
    return retained > attained ? retained : attained;
  }

  /** Whether `lifetime` holds. */
  earned(height: number): Truth {
    return this.#truth(2 * this.#tiers + height);
  }

  #truth(question: number): Truth {
    this.asked[question] = this.#row;
    return (this.#verdicts[question]?.[this.#row] ?? 0) as Truth;
  }
}
