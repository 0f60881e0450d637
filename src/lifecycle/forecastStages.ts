import {
  DomainError,
  type Duration,
  durationParts,
  epochMsOf,
  type Instant,
  instantFromMs,
  minusDuration,
  plusDuration,
} from "../core/index.ts";
import { normalQuantile } from "../numeric/index.ts";
import { checkConfidence, type StageSpells } from "./internal/spells.ts";

/** How many customers will be in each stage at a moment to come. */
export interface StageOutlook<Stage extends string = string> {
  /** The moment. */
  readonly at: Instant;
  /** One row per stage of the policy; `expected` sums to the customers of today. */
  readonly stages: readonly {
    /** The stage. */
    readonly stage: Stage;
    /** The expected number. */
    readonly expected: number;
    /** Its interval, of chance and of what was too little seen; not below zero, and not above all customers. */
    readonly interval: readonly [low: number, high: number];
  }[];
}

/** What is to come of a population. */
export interface StageForecast<Stage extends string = string> {
  /** The moment from which it looks ahead. */
  readonly asOf: Instant;
  /** How many customers: nobody comes, nobody goes but into a stage. */
  readonly customers: number;
  /** How many times a customer was seen at the beginning and at the end of a period that is over. */
  readonly observed: number;
  /** Stages in which nobody was at the beginning of such a period: who is there is taken to stay. */
  readonly assumedToStay: readonly Stage[];
  /** The first is that of today, without an interval to speak of. */
  readonly periods: readonly StageOutlook<Stage>[];
}

/** Periods looked back and ahead, and stages squared times those, stay within a moment's work. */
const [MOST_PERIODS, MOST_STAGES] = [520, 100];

/**
 * Forecasts how many customers will be in each stage, from where they went in periods that are over.
 *
 *     p_ij = customers in i at the beginning of a period and in j at its end / those in i at its beginning
 *     expected after h periods = n P^h,    variance = sum over i of n_i p_ij(h) (1 - p_ij(h)) + what P is uncertain by
 *
 * Each customer is taken to move independently, by the stage of the day alone; new ones are not foreseen. Periods are laid back from
 * `asOf`. The uncertainty of P is carried on to first order (the delta method), with each row multinomial: a move never seen
 * has the chance of zero, and intervals are too short where little was seen.
 *
 * @param spells - Of `stageSpells` or `stageSpellColumns`.
 * @param options - `period`, ISO 8601; `timeZone`, in which it is laid; `periods` to look ahead, `lookBack` (12) to learn from, each of
 *   1 to 520; `confidence` of the intervals (0.9).
 * @returns One outlook per period, today first.
 * @throws `DomainError` with code `invalid-option` (also for more than 100 stages), `invalid-duration`, `unknown-time-zone` or `out-of-range`.
 *
 * @example
 * ```ts
 * import { orThrow } from "clientele/core";
 * import { defineLifecycle, forecastStages, lifecyclePresets, replay, stageSpells } from "clientele/lifecycle";
 *
 * const policy = defineLifecycle(lifecyclePresets.acquireToWinBack);
 * const asOf = "2026-03-01T00:00:00Z";
 * const bought = (...days: string[]) => ({
 *   startedAt: "2026-01-15T00:00:00Z",
 *   events: days.map((day) => ({ kind: "purchased", at: `${day}T00:00:00Z` }) as const),
 * });
 * const { spells } = stageSpells(
 *   [bought(), bought(), bought("2026-02-10"), bought("2026-01-20")].map((history) =>
 *     orThrow(replay(history, policy, { asOf })),
 *   ),
 *   policy,
 *   { asOf },
 * );
 * const { periods } = forecastStages(spells, { period: "P1M", timeZone: policy.timeZone, periods: 2 });
 *
 * // of three prospects a month ago one bought since; the others may, each by a third
 * periods.map(({ stages }) => Number(stages[0]?.expected.toFixed(3))); // => [2, 1.333, 0.889]
 * ```
 *
 * @see T. W. Anderson and L. A. Goodman, Statistical inference about Markov chains, Ann. Math. Stat. 28 (1957).
 */
export function forecastStages<Stage extends string>(
  spells: StageSpells<Stage>,
  options: {
    readonly period: Duration;
    readonly timeZone: string;
    readonly periods: number;
    readonly lookBack?: number | undefined;
    readonly confidence?: number | undefined;
  },
): StageForecast<Stage> {
  const { period, timeZone, periods, lookBack = 12 } = options;
  const z = normalQuantile((1 + checkConfidence(options.confidence ?? 0.9)) / 2);
  for (const [name, value] of [["periods", periods] as const, ["lookBack", lookBack] as const]) {
    if (!Number.isSafeInteger(value) || value < 1 || value > MOST_PERIODS) {
      throw new DomainError(
        "invalid-option",
        `${name}: expected an integer of 1 to ${MOST_PERIODS}, received ${value}`,
      );
    }
  }
  const { stages, customers } = spells;
  const size = stages.length;
  if (size > MOST_STAGES) {
    throw new DomainError("invalid-option", `spells: expected at most ${MOST_STAGES} stages, received ${size}`);
  }
  const asOf = instantFromMs(spells.asOf);
  const moments = Array.from({ length: lookBack + 1 }, (_, at) =>
    epochMsOf(minusDuration(asOf, timesDuration(period, lookBack - at), { timeZone })),
  );
  if ((moments[0] ?? 0) >= spells.asOf) {
    throw new DomainError("invalid-option", "period: expected a length of time above zero");
  }
  const seen = seenMoves(spells, moments);
  const begun = stages.map((_, from) => sumOf(seen.subarray(from * size, (from + 1) * size)));
  const chances = Float64Array.from(seen, (count, cell) => {
    const from = Math.floor(cell / size);
    const all = begun[from] ?? 0;
    return all === 0 ? (cell === from * size + from ? 1 : 0) : count / all;
  });
  const today = new Float64Array(size);
  for (let row = 0; row < spells.stage.length; row++) {
    const place = spells.stage[row] ?? 0;
    if (spells.next[row] === -1) today[place] = (today[place] ?? 0) + 1;
  }
  const powers: Float64Array[] = [identity(size)];
  for (let ahead = 1; ahead <= periods; ahead++) powers.push(product(powers[ahead - 1] ?? today, chances, size));
  const expected = powers.map((power) => product(today, power, size));
  return {
    asOf,
    customers,
    observed: sumOf(seen),
    assumedToStay: stages.filter((_, place) => begun[place] === 0 && (today[place] ?? 0) > 0),
    periods: expected.map(
      (counts, ahead): StageOutlook<Stage> => ({
        at: plusDuration(asOf, timesDuration(period, ahead), { timeZone }),
        stages: stages.map((stage, place) => {
          const count = counts[place] ?? 0;
          const half = z * Math.sqrt(varianceAt(ahead, place, { size, today, begun, chances, powers, expected }));
          return {
            stage,
            expected: count,
            interval: [Math.max(0, count - half), Math.min(customers, count + half)],
          };
        }),
      }),
    ),
  };
}

/** What a variance is made of. */
interface Chain {
  readonly size: number;
  readonly today: Float64Array;
  readonly begun: readonly number[];
  readonly chances: Float64Array;
  readonly powers: readonly Float64Array[];
  readonly expected: readonly Float64Array[];
}

/** Of the number in a stage after some periods: by chance, and by what its chances are uncertain by. */
function varianceAt(ahead: number, place: number, { size, today, begun, chances, powers, expected }: Chain): number {
  let variance = 0;
  for (let from = 0; from < size; from++) {
    const chance = powers[ahead]?.[from * size + place] ?? 0;
    variance += (today[from] ?? 0) * chance * Math.max(0, 1 - chance);
  }
  for (let from = 0; from < size; from++) {
    const trials = begun[from] ?? 0;
    if (trials === 0) continue;
    let [mean, square] = [0, 0];
    const effects = new Float64Array(size);
    for (let to = 0; to < size; to++) {
      const chance = chances[from * size + to] ?? 0;
      if (chance === 0) continue;
      let effect = 0;
      for (let done = 0; done < ahead; done++) {
        effect += (expected[done]?.[from] ?? 0) * (powers[ahead - 1 - done]?.[to * size + place] ?? 0);
      }
      effects[to] = effect;
      mean += chance * effect;
    }
    for (let to = 0; to < size; to++) {
      square += (chances[from * size + to] ?? 0) * ((effects[to] ?? 0) - mean) ** 2;
    }
    variance += square / trials;
  }
  return variance;
}

/** Counts where customers were at the beginning and at the end of periods between moments. */
function seenMoves(
  { stages, stage, customer, enteredAt, until, next }: StageSpells,
  moments: readonly number[],
): Float64Array {
  const size = stages.length;
  const seen = new Float64Array(size * size);
  let [person, before, moment] = [-1, -1, 0];
  for (let row = 0; row < stage.length; row++) {
    if (customer[row] !== person) [person, before, moment] = [customer[row] ?? 0, -1, 0];
    const from = enteredAt[row] ?? 0;
    const to = until[row] ?? 0;
    while (moment < moments.length && (moments[moment] ?? 0) < from) moment += 1;
    for (; moment < moments.length; moment++) {
      const at = moments[moment] ?? 0;
      if (next[row] !== -1 && at >= to) break;
      const here = stage[row] ?? 0;
      if (before >= 0) seen[before * size + here] = (seen[before * size + here] ?? 0) + 1;
      before = here;
    }
  }
  return seen;
}

/** So many times as long; months and days are multiplied, not laid one after another. */
function timesDuration(period: Duration, times: number): Duration {
  const { months, days, ms } = durationParts(period);
  return `P${months * times}M${days * times}DT${(ms * times) / 1000}S`;
}

const sumOf = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0);

const identity = (size: number): Float64Array =>
  Float64Array.from({ length: size * size }, (_, cell) => (cell % (size + 1) === 0 ? 1 : 0));

/** Rows times a square matrix. */
function product(rows: Float64Array, matrix: Float64Array, size: number): Float64Array {
  const answer = new Float64Array(rows.length);
  for (let cell = 0; cell < rows.length; cell++) {
    const [row, column] = [Math.floor(cell / size), cell % size];
    let sum = 0;
    for (let at = 0; at < size; at++) sum += (rows[row * size + at] ?? 0) * (matrix[at * size + column] ?? 0);
    answer[cell] = sum;
  }
  return answer;
}
