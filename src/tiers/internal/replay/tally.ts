import { DAY_MS, DomainError, epochMsOf, show } from "../../../core/index.ts";
import type { TierHoldKind, TierState } from "../../model.ts";
import type {
  RefusedCustomer,
  ReplayBounces,
  ReplayFindings,
  ReplayMove,
  TierReplayRefusal,
  RestatedDecision,
  UnusedFact,
} from "../../replayModel.ts";
import type { TierRestatement } from "../../restateTier.ts";
import { ACTIONS, HOLDS } from "../standing.ts";
import type { Followed, ReplayStep } from "./follow.ts";
import { type Listing, startListing } from "./listing.ts";
import type { PlannedReview, ReplayPlan } from "./plan.ts";

/**
 * What was counted of a replay, as plain JSON: to be stored, sent, and merged with that of other shards under the same policies
 * and options.
 */
export interface TierReplayState {
  /** Kind and version. */
  readonly format: "tier-replay-state/1";
  /** Fingerprint of policies and options; only states of one replay merge. */
  readonly mark: string;
  /** Customers replayed. */
  readonly customers: number;
  /** By review and action. */
  readonly actions: readonly number[];
  /** By review and hold. */
  readonly holds: readonly number[];
  /** By review, tier before (the last place is for none) and tier after. */
  readonly flow: readonly number[];
  /** By review, customers who had not joined. */
  readonly notYet: readonly number[];
  /** Customers ever held, by hold. */
  readonly holders: readonly number[];
  /** Graces: running before, started, saved, lost, open. */
  readonly graces: readonly number[];
  /** By tier, how many stays had begun before. */
  readonly begunBefore: readonly number[];
  /** By tier, how many completed stays of so many days. */
  readonly completed: readonly Readonly<Record<string, number>>[];
  /** By tier, how many stays still going on after so many days. */
  readonly censored: readonly Readonly<Record<string, number>>[];
  /** How many customers bounced so many times. */
  readonly bouncers: Readonly<Record<string, number>>;
  /** What makes customers bounce. */
  readonly bounces: readonly ReplayBounces[];
  /** Customers with decisions that would be others, and those who would end in another tier. */
  readonly restated: readonly number[];
  /** Those decisions. */
  readonly restatedDecisions: ReplayFindings<RestatedDecision>;
  /** Customers who could not be replayed. */
  readonly refused: ReplayFindings<RefusedCustomer>;
  /** Facts that could not be used. */
  readonly facts: ReplayFindings<UnusedFact>;
}

const KINDS: readonly TierHoldKind[] = /* @__PURE__ */ (() => HOLDS.filter((kind) => kind !== null))();

/** Counts replays, customer by customer. */
export class Tally {
  customers = 0;
  readonly actions: Float64Array;
  readonly holds: Float64Array;
  readonly flow: Float64Array;
  readonly notYet: Float64Array;
  readonly holders: Float64Array = new Float64Array(KINDS.length);
  readonly graces: Float64Array = new Float64Array(5);
  readonly begunBefore: Float64Array;
  readonly completed: readonly Map<number, number>[];
  readonly censored: readonly Map<number, number>[];
  readonly bouncers: Map<number, number> = new Map<number, number>();
  readonly bounces: Map<string, ReplayBounces> = new Map<string, ReplayBounces>();
  readonly restated: Float64Array = new Float64Array(2);
  readonly restatedDecisions: Listing<RestatedDecision>;
  readonly refused: Listing<RefusedCustomer>;
  readonly facts: Listing<UnusedFact>;
  readonly #plan: ReplayPlan;
  readonly #placeOf: ReadonlyMap<string, number>;

  constructor(plan: ReplayPlan, listed: number) {
    const reviews = plan.reviews.length;
    const tiers = plan.tiers.length;
    this.#plan = plan;
    this.#placeOf = new Map(plan.tiers.map((tier, place) => [tier, place]));
    this.actions = new Float64Array(reviews * ACTIONS.length);
    this.holds = new Float64Array(reviews * KINDS.length);
    this.flow = new Float64Array(reviews * (tiers + 1) * tiers);
    this.notYet = new Float64Array(reviews);
    this.begunBefore = new Float64Array(tiers);
    this.completed = plan.tiers.map(() => new Map<number, number>());
    this.censored = plan.tiers.map(() => new Map<number, number>());
    this.restatedDecisions = startListing(listed);
    this.refused = startListing(listed);
    this.facts = startListing(listed);
  }

  /** Counts a customer who was replayed. */
  take({ customerId, steps, notYet, findings }: Followed, moves: readonly ReplayMove[]): void {
    this.customers += 1;
    for (let place = 0; place < notYet; place++) bump(this.notYet, place);
    const held = new Set<TierHoldKind>();
    const tiers = this.#plan.tiers.length;
    for (const { review, subject, decision } of steps) {
      const { place } = review;
      bump(this.actions, place * ACTIONS.length + ACTIONS.indexOf(decision.action));
      if (decision.heldBy !== null) {
        held.add(decision.heldBy.kind);
        bump(this.holds, place * KINDS.length + KINDS.indexOf(decision.heldBy.kind));
      }
      const from = subject.state === null ? tiers : this.#place(subject.state.tier);
      bump(this.flow, (place * (tiers + 1) + from) * tiers + this.#place(decision.stateAfter.tier));
    }
    for (const kind of held) bump(this.holders, KINDS.indexOf(kind));
    this.#graces(steps);
    this.#stays(steps);
    this.#bounce(moves);
    const { rows, byCode } = findings;
    for (const { code, path } of rows) this.facts.add(code, { customerId, code, path });
    for (const [code, all] of Object.entries(byCode)) {
      const more = all - rows.filter((row) => row.code === code).length;
      if (more > 0) this.facts.count(code, more);
    }
  }

  /** Counts what a restatement of a customer would change. */
  restate({ customerId, differences, decidedState, restatedState }: TierRestatement): void {
    if (differences.length > 0) bump(this.restated, 0);
    if (decidedState?.tier !== restatedState?.tier) bump(this.restated, 1);
    for (const { asOf, decided, restated } of differences) {
      this.restatedDecisions.add(decided.action, {
        customerId,
        asOf,
        decided: { action: decided.action, to: decided.to },
        restated: { action: restated.action, to: restated.to },
      });
    }
  }

  /** Counts a customer who could not be replayed. */
  refuse(customerId: string, { code, asOf, refusal }: TierReplayRefusal): void {
    this.refused.add(code, { customerId, code, path: "path" in refusal ? refusal.path : "", asOf });
  }

  /** What was counted, as plain JSON. */
  state(): TierReplayState {
    return {
      format: "tier-replay-state/1",
      mark: this.#plan.mark,
      customers: this.customers,
      actions: [...this.actions],
      holds: [...this.holds],
      flow: [...this.flow],
      notYet: [...this.notYet],
      holders: [...this.holders],
      graces: [...this.graces],
      begunBefore: [...this.begunBefore],
      completed: this.completed.map(recordOf),
      censored: this.censored.map(recordOf),
      bouncers: recordOf(this.bouncers),
      bounces: [...this.bounces].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one),
      restated: [...this.restated],
      restatedDecisions: this.restatedDecisions.result(),
      refused: this.refused.result(),
      facts: this.facts.result(),
    };
  }

  /** Takes the state of another tally in. */
  merge(state: TierReplayState): void {
    const { format, mark } = state as Partial<TierReplayState>;
    if (format !== "tier-replay-state/1" || mark !== this.#plan.mark) {
      throw new DomainError("invalid-option", `state: expected one of the same replay, received ${show(state)}`);
    }
    this.customers += state.customers;
    for (const name of COLUMNS) {
      const column = this[name];
      state[name].forEach((count, place) => {
        column[place] = (column[place] ?? 0) + count;
      });
    }
    for (const name of ["completed", "censored"] as const) {
      state[name].forEach((counts, place) => {
        addAll(this[name][place], counts);
      });
    }
    addAll(this.bouncers, state.bouncers);
    for (const one of state.bounces) this.#noteBounce(one);
    this.restatedDecisions.merge(state.restatedDecisions);
    this.refused.merge(state.refused);
    this.facts.merge(state.facts);
  }

  #place(tier: string): number {
    return this.#placeOf.get(tier) ?? 0;
  }

  #graces(steps: readonly ReplayStep[]): void {
    const [RUNNING, STARTED, SAVED, LOST, OPEN] = [0, 1, 2, 3, 4];
    let runs = (steps[0]?.subject.state?.graceUntil ?? null) !== null;
    if (runs) bump(this.graces, RUNNING);
    for (const { decision } of steps) {
      const goesOn = decision.stateAfter.graceUntil !== null;
      if (!runs && goesOn) bump(this.graces, STARTED);
      else if (runs && !goesOn) bump(this.graces, decision.action === "downgrade" ? LOST : SAVED);
      runs = goesOn;
    }
    if (runs) bump(this.graces, OPEN);
  }

  #stays(steps: readonly ReplayStep[]): void {
    const [first] = steps;
    if (first === undefined) return;
    let stay = stayOf(first.subject.state, first.review);
    const ends = (tier: string, ms: number): void => {
      if (stay?.before === false) addTo(this.completed[this.#place(stay.tier)], daysOf(stay.ms, ms, this.#plan));
      stay = { tier, ms, before: false };
    };
    if (stay?.before === true) bump(this.begunBefore, this.#place(stay.tier));
    for (const { decision, subject } of steps) {
      const { from, stateAfter } = decision;
      const pending = subject.state?.pending ?? null;
      // an upgrade that came into force between two reviews
      if (from !== null && pending !== null && from !== stay?.tier) ends(from, epochMsOf(pending.at));
      if (stateAfter.tier !== stay?.tier) ends(stateAfter.tier, epochMsOf(stateAfter.since));
    }
    const { asOfMs } = (steps.at(-1) ?? first).review;
    if (stay?.before === false) {
      addTo(this.censored[this.#place(stay.tier)], daysOf(stay.ms, asOfMs, this.#plan));
    }
  }

  #bounce(moves: readonly ReplayMove[]): void {
    let times = 0;
    let before: ReplayMove | null = null;
    for (const move of moves) {
      if (move.action === "enrol") continue;
      if (before !== null && before.action !== move.action && move.review - before.review <= this.#plan.bounceWithin) {
        times += 1;
        this.#noteBounce({
          direction: move.action === "upgrade" ? "downUp" : "upDown",
          first: { policy: before.policy, rules: before.rules },
          second: { policy: move.policy, rules: move.rules },
          bounces: 1,
        });
      }
      before = move;
    }
    if (times > 0) addTo(this.bouncers, times);
  }

  #noteBounce(one: ReplayBounces): void {
    const { direction, first, second, bounces } = one;
    const cause = ({ policy: { id, version }, rules }: typeof first): unknown => [id, version, rules];
    const key = JSON.stringify([direction, cause(first), cause(second)]);
    this.bounces.set(key, { ...one, bounces: (this.bounces.get(key)?.bounces ?? 0) + bounces });
  }
}

const COLUMNS = ["actions", "holds", "flow", "notYet", "holders", "graces", "begunBefore", "restated"] as const;

/** A stay in a tier. */
interface Stay {
  readonly tier: string;
  readonly ms: number;
  /** Whether it had begun before the replay. */
  readonly before: boolean;
}

function stayOf(state: TierState | null, { asOfMs }: PlannedReview): Stay | null {
  if (state === null) return null;
  const ms = epochMsOf(state.since);
  return { tier: state.tier, ms, before: ms < asOfMs };
}

/** Days between two moments, on the calendar of the policy. */
const daysOf = (from: number, to: number, { zone }: ReplayPlan): number =>
  Math.floor((to + zone.offsetAt(to)) / DAY_MS) - Math.floor((from + zone.offsetAt(from)) / DAY_MS);

function bump(column: Float64Array, place: number): void {
  column[place] = (column[place] ?? 0) + 1;
}

function addTo(counts: Map<number, number> | undefined, key: number, more = 1): void {
  counts?.set(key, (counts.get(key) ?? 0) + more);
}

function addAll(counts: Map<number, number> | undefined, others: Readonly<Record<string, number>>): void {
  for (const [key, more] of Object.entries(others)) addTo(counts, Number(key), more);
}

/** Keys that are integers are in order by themselves. */
const recordOf = (counts: ReadonlyMap<number, number>): Readonly<Record<string, number>> => Object.fromEntries(counts);
