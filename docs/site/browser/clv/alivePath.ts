import { type OrderingScoring, probabilityAlive } from "clientele/clv";

/** A customer, in weeks from the first purchase. */
export interface Life {
  /** Repeat purchases. */
  readonly frequency: number;
  /** The last purchase. */
  readonly recency: number;
  /** Now. */
  readonly age: number;
  /** All purchases, the first one at 0; null where they are not known one by one. */
  readonly purchases: readonly number[] | null;
}

/** The chance that the customer is alive at a moment. */
export interface AlivePoint {
  /** Weeks from now; negative in the past. */
  readonly week: number;
  readonly probability: number;
}

/** P(alive) in time. */
export interface AlivePath {
  /** With what was known at each moment; from the last purchase on where earlier ones are not known. */
  readonly past: readonly AlivePoint[];
  /** If the customer stays silent from now on, and says so by it. */
  readonly silent: readonly AlivePoint[];
  /** As foreseen now, whatever the customer does. */
  readonly foreseen: readonly AlivePoint[];
}

/** Follows one customer by half weeks, and by purchases, at which the chance leaps up. */
export function alivePath(life: Life, model: OrderingScoring, weeksAhead: number): AlivePath {
  const { age } = life;
  const chanceAt = (time: number, ahead = 0): number => {
    const history = { ...knownAt(life, time), age: time, unit: "week" } as const;
    const estimate = probabilityAlive(history, model, { in: { amount: ahead, unit: "week" } });
    return estimate.ok ? estimate.value.probability : NaN;
  };
  const from = life.purchases === null ? life.recency : 0;
  const times = [...(life.purchases ?? []), ...halfWeeks(age - from).map((step) => from + step), age];
  const moments = [...new Set(times.filter((time) => time <= age))].sort((one, other) => one - other);
  return {
    past: moments.map((time) => ({ week: time - age, probability: chanceAt(time) })),
    silent: halfWeeks(weeksAhead).map((week) => ({ week, probability: chanceAt(age + week) })),
    foreseen: halfWeeks(weeksAhead).map((week) => ({ week, probability: chanceAt(age, week) })),
  };
}

function knownAt({ frequency, recency, purchases }: Life, time: number): { frequency: number; recency: number } {
  if (purchases === null) return { frequency, recency };
  const known = purchases.filter((purchase) => purchase <= time);
  return { frequency: known.length - 1, recency: known.at(-1) ?? 0 };
}

const halfWeeks = (weeks: number): readonly number[] =>
  Array.from({ length: Math.floor(2 * weeks) + 1 }, (_, step) => step / 2);
