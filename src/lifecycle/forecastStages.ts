import {
  DomainError,
  type Duration,
  epochMsOf,
  type Instant,
  instantFromMs,
  minusDuration,
  plusDuration,
} from "../core/index.ts";
import { normalQuantile } from "../numeric/index.ts";
import { MOST_PERIODS, timesDuration } from "./internal/periods.ts";
import { checkConfidence, type StageSpells } from "./internal/spells.ts";
import { FEW_DEPARTURES, type StageCaveat } from "./internal/stageCaveat.ts";

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
    /** Its interval, of chance and of what was too little seen; not below zero, and not above all customers; holds `expected`. */
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
  /** Stages in which nobody was at the beginning of such a period: who is there is taken to stay, and the interval is wide. */
  readonly assumedToStay: readonly Stage[];
  /**
   * Stages somebody is in today from which fewer than ten moves were seen: `left` of them, of whom `standing` are there today. What is
   * expected of these rests on little; those of `assumedToStay` are among them.
   */
  readonly caveats: readonly StageCaveat<Stage>[];
  /** The first is that of today, which is certain. */
  readonly periods: readonly StageOutlook<Stage>[];
}

/** Stages, and stages cubed times periods squared, stay within a moment's work. */
const [MOST_STAGES, MOST_WORK] = [100, 2e8];

/**
 * Forecasts how many customers will be in each stage, from where they went in periods that are over.
 *
 *     p_ij = moves / beginnings: customers in i at the beginning of a period and in j at its end / those in i at its beginning
 *     expected after h periods = n P^h
 *     variance = sum over i of n_i q_ij(h) (1 - q_ij(h)) + what Q is uncertain by
 *     q_ij = (moves + z²/2) / (beginnings + z²) for staying, (moves + z²/2 / (stages - 1)) / (beginnings + z²) for each other stage
 *
 * Each customer is taken to move independently, by the stage of the day alone; new ones are not foreseen. Periods are laid back from
 * `asOf`. Intervals are those of the chances Q, in which no move is ruled out only because it was never seen (as Agresti and Coull do for one
 * share; z is the normal quantile of the confidence); the uncertainty of Q is carried on to first order (the delta method), each row
 * multinomial. Of a stage of which nothing was seen they say nearly nothing, as they should.
 *
 * The chances know nothing of how long a customer has been in a stage. Where timers end it, all who entered on one day leave on one day: this
 * forecast spreads them over time. `projectTimers` tells what timers will do.
 *
 * @param spells - Of `stageSpells` or `stageSpellColumns`.
 * @param options - `period`, ISO 8601; `timeZone`, in which it is laid; `periods` to look ahead, `lookBack` (12) to learn from, each of
 *   1 to 520; `confidence` of the intervals (0.95).
 * @returns One outlook per period, today first.
 * @throws `DomainError` with code `invalid-option` (also for more than 100 stages, or too many periods for
 *   as many stages: at most 447 for 10, 40 for 50, 14 for 100),
 *   `invalid-duration`, `unknown-time-zone` or `out-of-range`.
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
 * const { periods, caveats } = forecastStages(spells, { period: "P1M", timeZone: policy.timeZone, periods: 2 });
 *
 * // of three prospects a month ago one bought since; the others may, each by a third
 * periods.map(({ stages }) => Number(stages[0]?.expected.toFixed(3))); // => [2, 1.333, 0.889]
 * // ... of three: nearly nothing is known, and the interval and the caveats say so
 * periods[1]?.stages[0]?.interval.map((end) => Number(end.toFixed(1))); // => [0, 3.1]
 * caveats.map(({ stage, left }) => [stage, left]); // => [["prospect", 1], ["new", 0]]
 * ```
 *
 * @see T. W. Anderson and L. A. Goodman, Statistical inference about Markov chains, Ann. Math. Stat. 28 (1957); A. Agresti and B. A.
 *   Coull, Approximate is better than "exact" for interval estimation of binomial proportions, The American Statistician 52 (1998).
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
  const z = normalQuantile((1 + checkConfidence(options.confidence ?? 0.95)) / 2);
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
  const most = Math.min(MOST_PERIODS, Math.floor(Math.sqrt(MOST_WORK / size ** 3)));
  if (periods > most) {
    throw new DomainError(
      "invalid-option",
      `periods: expected at most ${most} for ${size} stages, received ${periods}`,
    );
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
  const likely = chainOf(chances, today, periods);
  const careful = chainOf(carefulChances(seen, begun, z), today, periods);
  const trials = begun.map((count) => count + z * z);
  return {
    asOf,
    customers,
    observed: sumOf(seen),
    assumedToStay: stages.filter((_, place) => begun[place] === 0 && (today[place] ?? 0) > 0),
    caveats: stages.flatMap((stage, place): readonly StageCaveat<Stage>[] => {
      const standing = today[place] ?? 0;
      const left = (begun[place] ?? 0) - (seen[place * size + place] ?? 0);
      return standing === 0 || spells.final[place] === 1 || left >= FEW_DEPARTURES
        ? []
        : [{ code: "few-departures", stage, left, standing }];
    }),
    periods: likely.expected.map((counts, ahead): StageOutlook<Stage> => {
      const variances = variancesAt(ahead, { ...careful, size, today, trials });
      return {
        at: plusDuration(asOf, timesDuration(period, ahead), { timeZone }),
        stages: stages.map((stage, place) => {
          const count = counts[place] ?? 0;
          const middle = careful.expected[ahead]?.[place] ?? 0;
          const half = z * Math.sqrt(variances[place] ?? 0);
          return {
            stage,
            expected: count,
            interval: [
              Math.max(0, Math.min(count, middle - half)),
              Math.min(customers, Math.max(count, middle + half)),
            ],
          };
        }),
      };
    }),
  };
}

/** Chances in which no move is ruled out because it was never seen. */
function carefulChances(seen: Float64Array, begun: readonly number[], z: number): Float64Array {
  const size = begun.length;
  return Float64Array.from(seen, (count, cell) => {
    const [from, to] = [Math.floor(cell / size), cell % size];
    if (size === 1) return 1;
    const more = from === to ? (z * z) / 2 : (z * z) / 2 / (size - 1);
    return (count + more) / ((begun[from] ?? 0) + z * z);
  });
}

/** Chances, and where they lead from today. */
interface Chain {
  readonly chances: Float64Array;
  readonly powers: readonly Float64Array[];
  readonly expected: readonly Float64Array[];
}

function chainOf(chances: Float64Array, today: Float64Array, periods: number): Chain {
  const size = today.length;
  const powers: Float64Array[] = [identity(size)];
  for (let ahead = 1; ahead <= periods; ahead++) powers.push(product(powers[ahead - 1] ?? today, chances, size));
  return { chances, powers, expected: powers.map((power) => product(today, power, size)) };
}

/** Of the numbers in the stages after some periods: by chance, and by what the chances are uncertain by. */
function variancesAt(
  ahead: number,
  about: Chain & { readonly size: number; readonly today: Float64Array; readonly trials: readonly number[] },
): Float64Array {
  const { size, today, trials, chances, powers, expected } = about;
  const variances = new Float64Array(size);
  const effects = new Float64Array(size * size);
  for (let from = 0; from < size; from++) {
    effects.fill(0);
    for (let done = 0; done < ahead; done++) {
      const weight = expected[done]?.[from] ?? 0;
      const power = powers[ahead - 1 - done] ?? effects;
      if (weight === 0) continue;
      for (let cell = 0; cell < effects.length; cell++) {
        effects[cell] = (effects[cell] ?? 0) + weight * (power[cell] ?? 0);
      }
    }
    for (let place = 0; place < size; place++) {
      const arrives = powers[ahead]?.[from * size + place] ?? 0;
      let [mean, square] = [0, 0];
      for (let to = 0; to < size; to++) mean += (chances[from * size + to] ?? 0) * (effects[to * size + place] ?? 0);
      for (let to = 0; to < size; to++) {
        square += (chances[from * size + to] ?? 0) * ((effects[to * size + place] ?? 0) - mean) ** 2;
      }
      const byChance = (today[from] ?? 0) * arrives * Math.max(0, 1 - arrives);
      variances[place] = (variances[place] ?? 0) + byChance + square / (trials[from] ?? 1);
    }
  }
  return variances;
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
