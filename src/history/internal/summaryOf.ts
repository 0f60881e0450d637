import { DAY_MS, dayFromNumber, type Instant, type Money, moneyFromMinor } from "../../core/index.ts";
import { quantile } from "../../numeric/index.ts";
import type { CompiledHistoryPolicy } from "../historyKind.ts";
import type { CustomerSummary, HistoryPolicy, InterPurchase, TouchDay, TouchSummary } from "../model.ts";
import { type Cell, total, type TouchCell, type Touches, touchOf } from "./cells.ts";
import { countedOf, type Counting, countingOf } from "./counted.ts";

/** What is known of a customer, in numbers. */
export interface KnownHistory {
  readonly customerId: string;
  /** Days by date, each once; those whose last moment lies after `asOf` are left out. */
  readonly days: readonly (readonly [epochDay: number, cell: Cell])[];
  /** Interactions and activity; days whose last moment lies after `asOf` are left out. */
  readonly touches: Touches;
}

/** How histories are summarised at a moment. */
export interface Summarizing {
  readonly policy: HistoryPolicy;
  readonly compiled: CompiledHistoryPolicy;
  readonly asOf: Instant;
  readonly asOfMs: number;
}

/**
 * Summarises one customer.
 *
 * @param history - Days and touches.
 * @param by - Policy and moment.
 * @returns The summary.
 * @throws `DomainError` with code `out-of-range`.
 */
export function summaryOf(history: KnownHistory, { policy, compiled, asOf, asOfMs }: Summarizing): CustomerSummary {
  const counting = countingOf(policy, compiled, asOfMs);
  const days = history.days.filter(([, cell]) => cell.lastMs <= asOfMs);
  const sums = countedOf(cellsOf(days), counting);
  const bought = days.filter(([, cell]) => counting(cell).orders > 0);
  const touched = [...history.touches].map(
    ([key, cells]) => [key, [...cells].filter(([, { lastMs }]) => lastMs <= asOfMs)] as const,
  );
  // where clocks go back over midnight, a day that has begun stays begun
  const today = [...days, ...touched.flatMap(([, cells]) => cells)].reduce(
    (latest, [day]) => Math.max(latest, day),
    Math.floor((asOfMs + compiled.zone.offsetAt(asOfMs)) / DAY_MS),
  );
  const [first, last] = [bought[0]?.[0], bought.at(-1)?.[0]];
  const inCurrency = (minor: number): Money => moneyFromMinor(minor, policy.currency);
  return {
    customerId: history.customerId,
    asOf,
    orders: sums.orders,
    purchaseDays: bought.length,
    cancellations: days.reduce((so, [, cell]) => total(so, cell.cancellations), 0),
    firstPurchaseOn: first === undefined ? null : dayFromNumber(first),
    lastPurchaseOn: last === undefined ? null : dayFromNumber(last),
    recencyDays: last === undefined ? null : today - last,
    tenureDays: first === undefined ? null : today - first,
    gross: inCurrency(sums.spent),
    refunded: inCurrency(sums.refunded),
    monetary: inCurrency(sums.spent - sums.subtracted),
    voidedOrders: sums.voidedOrders,
    interPurchase: interPurchase(bought.map(([day]) => day)),
    repeat:
      first === undefined || last === undefined
        ? null
        : {
            frequency: bought.length - 1,
            recencyDays: last - first,
            ageDays: today - first,
            spend: inCurrency(repeatSpend(bought, counting)),
          },
    interactions: touchesIn(touched, "interaction", today),
    activity: touchesIn(touched, "activity", today),
  };
}

const cellsOf = (days: KnownHistory["days"]): readonly Cell[] => days.map(([, cell]) => cell);

const repeatSpend = (bought: KnownHistory["days"], counting: Counting): number =>
  bought.slice(1).reduce((so, [, cell]) => total(so, counting(cell).spent), 0);

function interPurchase(days: readonly number[]): InterPurchase | null {
  if (days.length < 2) return null;
  const gaps = Float64Array.from(days.slice(1), (day, i) => day - (days[i] ?? NaN)).sort();
  return {
    gaps: gaps.length,
    min: gaps[0] ?? NaN,
    p25: quantile(gaps, 0.25),
    median: quantile(gaps, 0.5),
    p75: quantile(gaps, 0.75),
    max: gaps.at(-1) ?? NaN,
  };
}

function touchesIn(
  touched: readonly (readonly [key: string, cells: readonly (readonly [day: number, cell: TouchCell])[]])[],
  what: TouchDay["what"],
  today: number,
): readonly TouchSummary[] {
  return touched
    .flatMap(([key, cells]): TouchSummary[] => {
      const touch = touchOf(key);
      if (touch.what !== what || cells.length === 0) return [];
      const days = cells.map(([day]) => day).sort((a, b) => a - b);
      const [firstDay = NaN, lastDay = firstDay] = [days[0], days.at(-1)];
      return [
        {
          name: touch.name,
          count: cells.reduce((so, [, { count }]) => total(so, count), 0),
          days: days.length,
          firstOn: dayFromNumber(firstDay),
          lastOn: dayFromNumber(lastDay),
          recencyDays: today - lastDay,
        },
      ];
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}
