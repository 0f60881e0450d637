import { epochMsOf, type Instant, zoneRules } from "../../core/index.ts";
import type { PlacedCondition } from "../../rules/index.ts";
import type { RuleProgram } from "../../rules/kernel.ts";
import type { CompiledTierPolicy } from "../tierKind.ts";
import { ColumnTruths } from "./columnStanding.ts";
import { conditionProgram } from "./programOf.ts";
import type { Outcome, Walk } from "./simulation.ts";
import {
  copyStanding,
  decideSettled,
  decideStanding,
  emptyStanding,
  type LadderClock,
  ladderClock,
  type Standing,
} from "./standing.ts";

/** Conditions that several policies share, each of them once. */
export class SharedConditions {
  /** The conditions, as plain data. */
  readonly programs: RuleProgram[] = [];
  readonly #asOf: Instant;
  /** Variants of a policy share what is written, other policies what comes of it. */
  readonly #byPlaced = new Map<PlacedCondition, number>();
  readonly #byContent = new Map<string, number>();

  /** The moment of judgement. */
  constructor(asOf: Instant) {
    this.#asOf = asOf;
  }

  /** Where a condition of a policy stands in the list; -1 for none. */
  placeOf(compiled: CompiledTierPolicy, condition: number): number {
    const placed = compiled.placed[condition];
    if (placed === undefined) return -1;
    const known = this.#byPlaced.get(placed);
    if (known !== undefined) return known;
    const program = conditionProgram(compiled, placed.condition, this.#asOf);
    const { metrics, asOf, steps, constants } = program;
    // numbers as text: JSON has no infinite ones
    const content = JSON.stringify([metrics, asOf, [...steps], [...constants]], (_, value: unknown) =>
      typeof value === "number" ? String(value) : value,
    );
    const place = this.#byContent.get(content) ?? this.programs.push(program) - 1;
    this.#byContent.set(content, place);
    this.#byPlaced.set(placed, place);
    return place;
  }
}

/** A question that a policy answers by another condition than the first of its group does. */
interface Difference {
  readonly question: number;
  /** Place of the first policy's condition in the shared list; -1 for none. */
  readonly lead: number;
  /** Of its own. */
  readonly own: number;
  /** The verdicts on both in the rows of the block. */
  leadVerdicts: Uint8Array;
  ownVerdicts: Uint8Array;
}

/** A policy of a group. */
interface Member {
  /** Its place in the simulation. */
  readonly place: number;
  readonly differences: readonly Difference[];
  /** The only one of them; null where there are several. */
  readonly only: Difference | null;
}

/**
 * Policies whose ladders are alike, so that only conditions tell them apart. A row is judged by the first of them; by another only
 * where that was asked a question which the other answers differently.
 */
export class ColumnGroup {
  /** How many tiers their ladder has. */
  readonly tiers: number;
  readonly #clock: LadderClock;
  readonly #decide: typeof decideStanding;
  readonly #lead: number;
  /** By question: place of the first policy's condition in the shared list; -1 for none. */
  readonly #questions: readonly number[];
  readonly #others: Member[] = [];
  /** Where customers stand after they are judged. */
  readonly #at: Standing = emptyStanding();
  #none: Uint8Array = new Uint8Array();
  #truths: ColumnTruths = new ColumnTruths(0, []);
  /** Those of the others who may judge a row differently; as many as are counted. */
  readonly #turned: Member[] = [];
  /** By question and answer: the last row that was judged with that one answer changed, and the place of who did. */
  readonly #rows: Int32Array;
  readonly #places: Int32Array;

  /** Begins with one policy, its place in the simulation, and where the conditions stand that answer its questions. */
  constructor(compiled: CompiledTierPolicy, lead: number, questions: readonly number[], walk: Walk) {
    const { ladder } = compiled;
    this.tiers = ladder.tiers;
    this.#clock = ladderClock(ladder, zoneRules(ladder.timeZone), epochMsOf(walk.asOf));
    this.#decide = walk.horizon === "settled" ? decideSettled : decideStanding;
    this.#lead = lead;
    this.#questions = questions;
    this.#rows = new Int32Array(ANSWERS * questions.length);
    this.#places = new Int32Array(ANSWERS * questions.length);
  }

  /**
   * Takes another policy.
   *
   * @param place - Its place in the simulation.
   * @param questions - Where the conditions stand that answer its questions.
   */
  add(place: number, questions: readonly number[]): void {
    const differences = questions.flatMap((own, question): readonly Difference[] => {
      const lead = this.#questions[question] ?? -1;
      return own === lead ? [] : [{ question, lead, own, leadVerdicts: this.#none, ownVerdicts: this.#none }];
    });
    this.#others.push({ place, differences, only: differences.length === 1 ? (differences[0] ?? null) : null });
  }

  /**
   * Turns to a block of rows.
   *
   * @param verdicts - By place in the shared list: the verdicts on a condition.
   * @param rows - How many rows.
   */
  turn(verdicts: readonly Uint8Array[], rows: number): void {
    if (this.#none.length !== rows) this.#none = new Uint8Array(rows);
    const columnOf = (place: number): Uint8Array => verdicts[place] ?? this.#none;
    this.#truths = new ColumnTruths(this.tiers, this.#questions.map(columnOf));
    this.#rows.fill(-1);
    for (const { differences } of this.#others) {
      for (const difference of differences) {
        difference.leadVerdicts = columnOf(difference.lead);
        difference.ownVerdicts = columnOf(difference.own);
      }
    }
  }

  /**
   * Judges a customer under every policy of the group.
   *
   * @param from - Where the customer stands; not changed.
   * @param row - The customer's row in the block.
   * @param outcome - Takes what is decided.
   */
  judge(from: Standing, row: number, outcome: Outcome): void {
    const lead = this.#lead;
    this.#judgeAs(lead, from, row, outcome);
    const others = this.#others;
    if (others.length === 0) return;
    const turned = this.#turned;
    let count = 0;
    const { asked } = this.#truths;
    const { to, unsure, hold } = outcome;
    const decided = { to: to[lead] ?? 0, unsure: unsure[lead] ?? 0, hold: hold[lead] ?? 0 };
    for (const member of others) {
      const { place, only } = member;
      to[place] = decided.to;
      unsure[place] = decided.unsure;
      hold[place] = decided.hold;
      if (only === null ? turns(member, asked, row) : isTurned(only, asked, row)) turned[count++] = member;
    }
    for (let at = 0; at < count; at++) {
      const member = turned[at];
      if (member === undefined) continue;
      const { place, differences, only } = member;
      // of one question there are two other answers at the most, however many policies
      const answer = only === null ? -1 : ANSWERS * only.question + (only.ownVerdicts[row] ?? 0);
      if (answer >= 0 && this.#rows[answer] === row) {
        copyOutcome(outcome, this.#places[answer] ?? lead, place);
        continue;
      }
      for (const { question, ownVerdicts } of differences) this.#truths.answers(question, ownVerdicts);
      this.#judgeAs(place, from, row, outcome);
      for (const { question, leadVerdicts } of differences) this.#truths.answers(question, leadVerdicts);
      if (answer < 0) continue;
      this.#rows[answer] = row;
      this.#places[answer] = place;
    }
  }

  #judgeAs(place: number, from: Standing, row: number, outcome: Outcome): void {
    const at = this.#at;
    copyStanding(from, at);
    this.#truths.look(row);
    this.#decide(at, this.#truths, this.#clock);
    outcome.to[place] = at.to;
    outcome.unsure[place] = at.action === INSUFFICIENT ? 1 : 0;
    outcome.hold[place] = at.hold;
  }
}

const INSUFFICIENT = 7;
/** No, unknown, yes. */
const ANSWERS = 3;

/** Whether a policy answers something differently that the first was asked. */
const turns = ({ differences }: Member, asked: Int32Array, row: number): boolean =>
  differences.some((difference) => isTurned(difference, asked, row));

const isTurned = ({ question, leadVerdicts, ownVerdicts }: Difference, asked: Int32Array, row: number): boolean =>
  asked[question] === row && leadVerdicts[row] !== ownVerdicts[row];

function copyOutcome({ to, unsure, hold }: Outcome, from: number, place: number): void {
  to[place] = to[from] ?? 0;
  unsure[place] = unsure[from] ?? 0;
  hold[place] = hold[from] ?? 0;
}
