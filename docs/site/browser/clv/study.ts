import {
  assessHoldOut,
  type BgNbdModel,
  type ClvFit,
  type ClvFitRefusal,
  fitBgNbd,
  fitGammaGamma,
  fitMbgNbd,
  fitParetoNbd,
  type GammaGammaModel,
  type HoldOutAssessment,
  type MbgNbdModel,
  type ParetoNbdModel,
  type PurchaseSplit,
  repeatBuyers,
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
import type { PaidPurchase } from "./readPurchases.ts";

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
  /** What customers pay; null where amounts are not known. */
  readonly spend: Spend | null;
  /** How many weeks `expectedOrders` are of. */
  readonly weeksAhead: number;
  /** ISO 4217 code of the amounts; null where the file does not say. */
  readonly currency: string | null;
  /** Purchase days of each customer, ascending, each once. */
  readonly daysOf: ReadonlyMap<string, readonly Day[]>;
}

/** What customers pay for a repeat purchase. */
export interface Spend {
  /** Mean amount of each row's repeat purchases in calibration; 0 without one. */
  readonly monetary: Float64Array;
  /** The Gamma-Gamma model of these means; or why there is none. */
  readonly fit: Result<ClvFit<GammaGammaModel>, ClvFitRefusal>;
  /** Customers it was fitted on. */
  readonly buyers: number;
  /** Mean amount expected of each row's orders; null without a model. */
  readonly expected: Float64Array | null;
}

/** The file says no currency, and nothing hangs on which it is: amounts are shown without one. */
const CURRENCY = "CNY";

/** Why there is nothing to show. */
export type StudyRefusal =
  | ClvFitRefusal
  | InvalidFact
  | { readonly code: "no-purchases" }
  | { readonly code: "nothing-before-hold-out"; readonly weeks: number; readonly days: number };

/** Splits, fits, follows and assesses. */
export function study(
  purchases: readonly PaidPurchase[],
  name: ModelName,
  holdOutWeeks: number,
  currency: string | null,
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
  const monetary = meansOf(purchases, split.value);
  return ok({
    split: split.value,
    model,
    findings,
    milliseconds,
    track: trackOrders(split.value, model),
    assessment: holdOutWeeks === 0 ? null : assessHoldOut(split.value, model),
    probabilityAlive,
    expectedOrders,
    spend: monetary === null ? null : spendOf(split.value, monetary, model),
    currency,
    weeksAhead: horizon.amount,
    daysOf: daysByCustomer(purchases, days),
  });
}

function spendOf(split: PurchaseSplit, monetary: Float64Array, orders: StudiedModel): Spend {
  const buyers = repeatBuyers({ frequency: split.frequency, monetary });
  const fit = fitGammaGamma(buyers, { currency: CURRENCY });
  const scores = fit.ok
    ? scoreClv({ ...split, monetary }, { orders, spend: fit.value.model }, { horizon: { amount: 1, unit: "week" } })
    : null;
  return { monetary, fit, buyers: buyers.frequency.length, expected: scores?.expectedSpend ?? null };
}

/** What each customer paid on a day of repeat purchases, in the mean; null where any amount is not known. */
function meansOf(purchases: readonly PaidPurchase[], { ids, calibrateUntil }: PurchaseSplit): Float64Array | null {
  const paid = new Map<string, Map<string, number>>();
  for (const { customerId, day, amount } of purchases) {
    if (amount === null) return null;
    if (day > calibrateUntil) continue;
    const days = paid.get(customerId) ?? new Map<string, number>();
    paid.set(customerId, days);
    days.set(day, (days.get(day) ?? 0) + amount);
  }
  return Float64Array.from(ids, (id) => {
    const [, ...repeats] = [...(paid.get(id) ?? [])].sort(([one], [other]) => (one < other ? -1 : 1));
    return repeats.length === 0 ? 0 : repeats.reduce((sum, [, amount]) => sum + amount, 0) / repeats.length;
  });
}

const least = (one: Day | undefined, other: Day): Day => (one !== undefined && one < other ? one : other);
const greatest = (one: Day | undefined, other: Day): Day => (one !== undefined && one > other ? one : other);

function daysByCustomer(purchases: readonly PaidPurchase[], days: readonly Day[]): ReadonlyMap<string, readonly Day[]> {
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
