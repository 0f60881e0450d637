import { type Instant, minusDuration } from "clientele/core";
import { defineMetrics, type MetricValues, startMeasuring } from "clientele/rules";
import { evaluateTier, type TierPolicy, type TierPortfolioRow, type TierState } from "clientele/tiers";
import { type Columns, columnsOf } from "./columns.ts";
import type { Person, Population } from "./population.ts";

/** A customer as `evaluateTier` takes them. */
export interface GradedRow extends TierPortfolioRow {
  readonly person: Person;
}

/** What was measured of one customer: now, and a year earlier. */
interface Measured {
  readonly now: MetricValues;
  readonly earlier: MetricValues;
}

/** The rows last asked for, and what they were made of: a new threshold changes none of it. */
interface Rows {
  readonly old: readonly Measured[];
  readonly now: readonly Measured[];
  readonly states: readonly (TierState | null)[];
  readonly rows: readonly GradedRow[];
  readonly columns: Columns | null;
}

/** Which metrics are measured, and how: two policies that say the same here measure the same. */
const measureKey = ({ metrics, timeZone, currency }: TierPolicy): string =>
  JSON.stringify([metrics, timeZone, currency]);

/** Measures customers under policies, and remembers: a new threshold measures nobody anew. */
export class Grading {
  readonly population: Population;
  readonly #measured = new Map<string, readonly Measured[]>();
  #rows: Rows | null = null;
  #held: { readonly before: TierPolicy; readonly states: readonly (TierState | null)[] } | null = null;

  constructor(population: Population) {
    this.population = population;
  }

  /** Whether `rows` would answer at once. */
  ready(...policies: readonly TierPolicy[]): boolean {
    return policies.every((policy) => this.#measured.has(measureKey(policy)));
  }

  /** Measures what a policy asks for; lets the page breathe meanwhile. Gives up when `stale` says so. */
  async measure(policy: TierPolicy, stale: () => boolean): Promise<void> {
    const key = measureKey(policy);
    if (this.#measured.has(key)) return;
    const { asOf, people } = this.population;
    const earlier = minusDuration(asOf, "P1Y", { timeZone: policy.timeZone });
    const measuring = startMeasuring(policy, { moments: [asOf, earlier] });
    const all: Measured[] = [];
    let paused = performance.now();
    for (const { facts, metrics } of people) {
      if (facts === null) all.push({ now: metrics, earlier: metrics });
      else {
        const course = measuring.of(facts);
        all.push({ now: { ...course.valuesAt(0), ...metrics }, earlier: { ...course.valuesAt(1), ...metrics } });
      }
      if (performance.now() - paused < 60) continue;
      await new Promise((resume) => setTimeout(resume));
      if (stale()) return;
      paused = performance.now();
    }
    const shared = this.population.from === "facts" ? withTurnoverShare(all, this.population, policy, earlier) : all;
    if (this.#measured.size >= 8) this.#measured.clear(); // somebody who types a window leaves many behind
    this.#measured.set(key, shared);
  }

  /**
   * The customers, with the tier they hold: what came with them; else what the policy before decided a year earlier of
   * somebody new. Where both policies have a metric of one name, the draft says how it is measured.
   */
  rows(before: TierPolicy, draft: TierPolicy): readonly GradedRow[] {
    const [old, now] = [this.#measured.get(measureKey(before)), this.#measured.get(measureKey(draft))];
    if (old === undefined || now === undefined) throw new Error("not measured yet");
    const states = this.#states(before, old);
    const last = this.#rows;
    if (last?.old === old && last.now === now && last.states === states) return last.rows;
    const rows = this.population.people.map((person, place) => ({
      customerId: person.customerId,
      state: states[place] ?? null,
      metrics: old === now ? (now[place]?.now ?? {}) : { ...old[place]?.now, ...now[place]?.now },
      person,
    }));
    this.#rows = { old, now, states, rows, columns: columnsOf(rows, [draft, before]) };
    return rows;
  }

  /** The same in columns; null where these could not say the same. */
  columns(before: TierPolicy, draft: TierPolicy): Columns | null {
    const rows = this.rows(before, draft);
    return this.#rows?.rows === rows ? this.#rows.columns : null;
  }

  #states(before: TierPolicy, measured: readonly Measured[]): readonly (TierState | null)[] {
    if (this.#held?.before === before) return this.#held.states;
    const { from, people, asOf } = this.population;
    const earlier = minusDuration(asOf, "P1Y", { timeZone: before.timeZone });
    const always = before.effectiveFrom === null && before.effectiveTo === null;
    const states = people.map(({ customerId, state }, place): TierState | null => {
      if (state !== null || from === "metrics" || !always) return state;
      const metrics = measured[place]?.earlier ?? {};
      const decision = evaluateTier({ customerId, state: null, metrics }, before, { asOf: earlier, trace: "none" });
      return decision.ok ? decision.value.stateAfter : null;
    });
    this.#held = { before, states };
    return states;
  }
}

/** Fills in what the preset `abc` asks of the host: which part of the year's turnover comes from this customer and larger ones. */
function withTurnoverShare(
  measured: readonly Measured[],
  { people, asOf }: Population,
  { metrics, timeZone, currency }: TierPolicy,
  earlier: Instant,
): readonly Measured[] {
  if (!metrics.some(({ id, measure }) => id === "turnoverRankShare" && measure === null)) return measured;
  const turnover = defineMetrics({
    ...{ id: "turnover", version: 1, timeZone, currency },
    metrics: [{ id: "turnover", kind: "money", window: { rolling: "P12M" }, measure: { orders: "net" } }],
  });
  const measuring = startMeasuring(turnover, { moments: [asOf, earlier] });
  const courses = people.map(({ facts }) => (facts === null ? null : measuring.of(facts)));
  const [now, then] = ([0, 1] as const).map((moment) =>
    rankShares(
      courses.map((course) => {
        const value = course?.valuesAt(moment).turnover;
        return typeof value === "object" && value !== null && "amount" in value ? Math.max(0, Number(value.amount)) : 0;
      }),
    ),
  );
  return measured.map((one, place) => ({
    now: { turnoverRankShare: now?.[place], ...one.now },
    earlier: { turnoverRankShare: then?.[place], ...one.earlier },
  }));
}

/** For each amount, the part of the whole that it and all larger ones make up; those of one size alike. Nothing is last of all. */
export function rankShares(amounts: readonly number[]): readonly number[] {
  const order = amounts.map((_, place) => place).sort((a, b) => (amounts[b] ?? 0) - (amounts[a] ?? 0));
  const total = amounts.reduce((sum, amount) => sum + amount, 0);
  const shares = new Array<number>(amounts.length).fill(1);
  let sum = 0;
  for (let first = 0; first < order.length; ) {
    const amount = amounts[order[first] ?? 0] ?? 0;
    let next = first;
    while (next < order.length && amounts[order[next] ?? 0] === amount) {
      sum += amount;
      next++;
    }
    const share = total > 0 && amount > 0 ? Math.min(1, Math.round((sum / total) * 1e6) / 1e6) : 1;
    for (; first < next; first++) shares[order[first] ?? 0] = share;
  }
  return shares;
}
