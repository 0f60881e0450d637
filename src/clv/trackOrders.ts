import { type Day, dayFromNumber, DomainError, epochDayOfText, show } from "../core/index.ts";
import { readyOrdering } from "./internal/checkedModel.ts";
import { inUnit } from "./kernel.ts";
import type { OrderingScoring } from "./model.ts";
import type { PurchaseSplit, TrackedOrders } from "./validationModel.ts";

/** Most periods of a track. */
const MOST = 100_000;

/**
 * Follows the repeat orders of a population over time beside what a model expects of it: in each period, and in all.
 *
 *     expected until a day = sum over customers of E[N(time since their first purchase)], as of a new customer
 *
 * The expectation uses nothing but when each customer came: so it tells whether the model has the shape of a population's
 * life right, in the calibration period and beyond it. Periods are counted from the first purchase of all; the last one
 * ends with the last whole period before the end of the hold-out.
 *
 * @param split - What `splitPurchases` gave.
 * @param model - Any model of orders, usually fitted on the split.
 * @param options - `everyDays`: the length of a period, a whole number of days; 7 unless given.
 * @returns Actual and expected orders by period.
 * @throws `DomainError` with code `invalid-model`, or `invalid-option`.
 *
 * @example
 * ```ts
 * import { type BgNbdScoring, splitPurchases, trackOrders } from "clientele/clv";
 * import { day, orThrow } from "clientele/core";
 *
 * const split = orThrow(
 *   splitPurchases(
 *     [
 *       { customerId: "a", day: "2025-01-01" },
 *       { customerId: "a", day: "2025-01-15" },
 *       { customerId: "b", day: "2025-01-10" },
 *       { customerId: "b", day: "2025-02-10" },
 *     ],
 *     { calibrateUntil: day("2025-01-31"), holdOutUntil: day("2025-02-28"), unit: "week" },
 *   ),
 * );
 * const model: BgNbdScoring = {
 *   format: "bg-nbd-model/1", unit: "week", parameters: { r: 0.9, alpha: 4.4, a: 0.8, b: 2.4 },
 * };
 * const { periods, actual, expected, calibrationPeriods } = trackOrders(split, model, { everyDays: 28 });
 *
 * [periods, Array.from(actual), calibrationPeriods]; // => [["2025-01-28", "2025-02-25"], [1, 1], 1]
 * Array.from(expected, (orders) => orders.toFixed(2)); // => ["1.13", "1.10"]
 * ```
 *
 * @see P. S. Fader, B. G. S. Hardie and K. L. Lee, Marketing Science 24(2), 2005, figures 2 and 3.
 */
export function trackOrders(
  split: PurchaseSplit,
  model: OrderingScoring,
  options: { readonly everyDays?: number } = {},
): TrackedOrders {
  const { unit, process } = readyOrdering(model);
  const { everyDays = 7 } = options;
  if (!(Number.isSafeInteger(everyDays) && everyDays > 0)) {
    throw new DomainError("invalid-option", `everyDays: expected a positive whole number, received ${show(everyDays)}`);
  }
  const { firstDays, repeatDays } = split;
  const begin = firstDays.reduce((least, each) => Math.min(least, each), Infinity);
  const [calibrated, ended] = [epochDayOfText(split.calibrateUntil), epochDayOfText(split.holdOutUntil)];
  const count = Math.min(MOST, Math.max(0, Math.floor((ended - begin + 1) / everyDays)));
  const comers = new Map<number, number>();
  for (const first of firstDays) comers.set(first, (comers.get(first) ?? 0) + 1);
  const nobody = { frequency: 0, recency: 0, age: 0 };
  const alive = process.probabilityAlive(nobody);
  const future = process.future(nobody);
  const known = new Map<number, number>();
  const ordersIn = (days: number): number => {
    const orders = known.get(days) ?? alive * future.orders({ from: 0, to: inUnit(days, { from: "day", to: unit }) });
    known.set(days, orders);
    return orders;
  };

  const periods: Day[] = [];
  const actualSoFar = new Float64Array(count);
  const expectedSoFar = new Float64Array(count);
  let reached = 0;
  let calibrationPeriods = 0;
  for (let period = 0; period < count; period++) {
    const last = begin + (period + 1) * everyDays - 1;
    while ((repeatDays[reached] ?? NaN) <= last) reached++;
    actualSoFar[period] = reached;
    for (const [first, customers] of comers) {
      if (last > first) expectedSoFar[period] = (expectedSoFar[period] ?? 0) + customers * ordersIn(last - first);
    }
    periods.push(dayFromNumber(last));
    if (last <= calibrated) calibrationPeriods = period + 1;
  }
  const each = (soFar: Float64Array): Float64Array => soFar.map((sum, i) => sum - (soFar[i - 1] ?? 0));
  return {
    periods,
    calibrationPeriods,
    actual: each(actualSoFar),
    expected: each(expectedSoFar),
    actualSoFar,
    expectedSoFar,
  };
}
