import {
  assessHoldOut,
  type BgNbdModel,
  type ClvFitRefusal,
  fitBgNbd,
  fitMbgNbd,
  fitParetoNbd,
  type HoldOutAssessment,
  type MbgNbdModel,
  type ParetoNbdModel,
  type Purchase,
  type PurchaseSplit,
  scoreClv,
  splitPurchases,
  type TrackedOrders,
  trackOrders,
} from "clientele/clv";
import {
  type Day,
  daysBetween,
  type InvalidFact,
  type Issue,
  ok,
  parseDay,
  plusDays,
  type Result,
} from "clientele/core";

/** The models of the playground. */
export const FITS = { "bg-nbd": fitBgNbd, "mbg-nbd": fitMbgNbd, "pareto-nbd": fitParetoNbd } as const;

export type ModelName = keyof typeof FITS;
export type StudiedModel = BgNbdModel | MbgNbdModel | ParetoNbdModel;

/** Everything the playground shows about a population. */
export interface Study {
  readonly split: PurchaseSplit;
  readonly model: StudiedModel;
  readonly findings: readonly Issue[];
  /** How long the fit took. */
  readonly milliseconds: number;
  readonly track: TrackedOrders;
  /** Null without a hold-out. */
  readonly assessment: HoldOutAssessment | null;
  readonly probabilityAlive: Float64Array;
  /** Orders expected in the hold-out, or 13 weeks where there is none. */
  readonly expectedOrders: Float64Array;
  /** Purchase days of each customer, ascending, each once. */
  readonly daysOf: ReadonlyMap<string, readonly Day[]>;
}

/** Why there is nothing to show. */
export type StudyRefusal =
  | ClvFitRefusal
  | InvalidFact
  | { readonly code: "no-purchases" }
  | { readonly code: "nothing-before-hold-out"; readonly weeks: number; readonly days: number };

/** Splits, fits, follows and assesses. */
export function study(
  purchases: readonly Purchase[],
  name: ModelName,
  holdOutWeeks: number,
): Result<Study, StudyRefusal> {
  const days = purchases.map(({ day }) => parseDay(day)).flatMap((read) => (read.ok ? [read.value] : []));
  const [first, last] = [days.reduce(least, days[0]), days.reduce(greatest, days[0])];
  if (first === undefined || last === undefined) return { ok: false, error: { code: "no-purchases" } };
  const calibrateUntil = plusDays(last, -7 * holdOutWeeks);
  if (calibrateUntil <= first) {
    const observed = daysBetween(first, last);
    return { ok: false, error: { code: "nothing-before-hold-out", weeks: holdOutWeeks, days: observed } };
  }
  const split = splitPurchases(purchases, { calibrateUntil, holdOutUntil: last, unit: "week" });
  if (!split.ok) return split;
  const begun = performance.now();
  const fit: ReturnType<(typeof FITS)[ModelName]> = FITS[name](split.value, { unit: "week" });
  const milliseconds = performance.now() - begun;
  if (!fit.ok) return fit;
  const { model, findings } = fit.value;
  const horizon = { amount: holdOutWeeks === 0 ? 13 : holdOutWeeks, unit: "week" } as const;
  const { probabilityAlive, expectedOrders } = scoreClv(split.value, { orders: model }, { horizon });
  return ok({
    split: split.value,
    model,
    findings,
    milliseconds,
    track: trackOrders(split.value, model),
    assessment: holdOutWeeks === 0 ? null : assessHoldOut(split.value, model),
    probabilityAlive,
    expectedOrders,
    daysOf: daysByCustomer(purchases, days),
  });
}

const least = (one: Day | undefined, other: Day): Day => (one !== undefined && one < other ? one : other);
const greatest = (one: Day | undefined, other: Day): Day => (one !== undefined && one > other ? one : other);

function daysByCustomer(purchases: readonly Purchase[], days: readonly Day[]): ReadonlyMap<string, readonly Day[]> {
  const sets = new Map<string, Set<Day>>();
  purchases.forEach(({ customerId }, index) => {
    const day = days[index];
    if (day === undefined) return;
    const set = sets.get(customerId);
    if (set === undefined) sets.set(customerId, new Set([day]));
    else set.add(day);
  });
  return new Map([...sets].map(([id, set]) => [id, [...set].sort()]));
}
