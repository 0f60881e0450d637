import { assessHoldOut, type ClvUnit, fitBgNbd, type HoldOutErrors, splitPurchases, trackOrders } from "clientele/clv";
import { type Day, dayOf, type Instant, plusDays } from "clientele/core";
import type { CustomerHistory } from "clientele/history";

/** How long the last stretch is that the model is not shown. */
const WEEKS = 13;

/** A model fitted without the last weeks, held against what came in them. */
export interface HoldOut {
  /** The last day the model was shown. */
  readonly calibrateUntil: Day;
  readonly weeks: number;
  readonly customers: number;
  /** Repeat orders of these customers in the weeks held out. */
  readonly orders: { readonly actual: number; readonly expected: number };
  /** How far off single customers were: under the model, and if everyone had gone on at their own rate. */
  readonly model: HoldOutErrors;
  readonly ownRate: HoldOutErrors;
  /** Week by week, those held out; the last day of each. */
  readonly tracked: readonly { readonly until: Day; readonly actual: number; readonly expected: number }[];
}

/** Fits the model on all but the last thirteen weeks; null where these are too short to learn from. */
export function holdOutOf(
  histories: Iterable<CustomerHistory>,
  { asOf, timeZone, unit }: { readonly asOf: Instant; readonly timeZone: string; readonly unit: ClvUnit },
): HoldOut | null {
  const holdOutUntil = dayOf(asOf, { timeZone });
  const calibrateUntil = plusDays(holdOutUntil, -7 * WEEKS);
  const purchases = Array.from(histories, ({ customerId, days }) =>
    days.flatMap(({ on, orders }) => (orders > 0 && on <= holdOutUntil ? [{ customerId, day: on }] : [])),
  ).flat();
  const split = splitPurchases(purchases, { calibrateUntil, holdOutUntil, unit });
  if (!split.ok) return null;
  const fit = fitBgNbd(split.value, { unit });
  if (!fit.ok) return null;
  const { customers, orders, errors } = assessHoldOut(split.value, fit.value.model);
  const { periods, actual, expected } = trackOrders(split.value, fit.value.model, { everyDays: 7 });
  const tracked = periods.flatMap((until, week) =>
    until > calibrateUntil ? [{ until, actual: actual[week] ?? NaN, expected: expected[week] ?? NaN }] : [],
  );
  return {
    calibrateUntil,
    weeks: WEEKS,
    customers,
    orders,
    model: errors.model,
    ownRate: errors.ownRate,
    tracked,
  };
}
