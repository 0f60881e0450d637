import { DomainError } from "../core/index.ts";
import { wilsonInterval } from "../numeric/index.ts";
import { readyOrdering } from "./internal/checkedModel.ts";
import { spanIn } from "./internal/options.ts";
import { rowsOf } from "./internal/rowRefusals.ts";
import { historyFault, inUnit, scoreOrderingColumns } from "./kernel.ts";
import type { OrderingScoring } from "./model.ts";
import type { HoldOutAssessment, HoldOutBin, HoldOutColumns, HoldOutErrors } from "./validationModel.ts";

/** Frequencies from here on share a bin. */
const HEAVY = 7;
/** Bins of the chance to order. */
const CHANCES = 10;

/**
 * Holds what a model expected of a hold-out period against what came: in all, by frequency, by chance, and beside those who
 * know no model.
 *
 *     naive forecasts of a customer's orders:
 *       own rate       x / T * horizon, the mean for customers of age 0
 *       everyone's     mean orders in the hold-out expected from the rate of all: sum of x / sum of T * horizon
 *     error: mean of |forecast - actual|, root of the mean square, and mean of forecast - actual (bias)
 *
 * A model worth its name beats both. The bins by chance tell whether customers to whom it gave a chance of 0.3 to 0.4 of
 * ordering at all did so in 30 to 40 per cent of cases, with the interval that chance leaves: P(alive) itself is never observed.
 *
 * @param columns - Histories up to the end of calibration with `holdOut`, the orders after it (`splitPurchases` fits).
 * @param model - Any model of orders, fitted on the same histories.
 * @returns Totals, errors, bins. Bins without customers are left out.
 * @throws `DomainError` with code `invalid-model`, or `invalid-columns` for columns of different lengths, no customers, or
 *   a row that cannot be true.
 *
 * @example
 * ```ts
 * import { assessHoldOut, type BgNbdScoring } from "clientele/clv";
 *
 * const model: BgNbdScoring = {
 *   format: "bg-nbd-model/1", unit: "week", parameters: { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 },
 * };
 * const { orders, errors } = assessHoldOut(
 *   {
 *     unit: "week",
 *     frequency: [0, 0, 2, 5],
 *     recency: [0, 0, 30, 12],
 *     age: [39, 30, 38, 39],
 *     holdOut: [0, 0, 2, 0],
 *     horizon: { amount: 39, unit: "week" },
 *   },
 *   model,
 * );
 *
 * [orders.actual, orders.expected.toFixed(2)]; // => [2, "1.87"]
 * errors.model.mean < errors.ownRate.mean; // => true
 * ```
 *
 * @see E. B. Wilson, J. Am. Stat. Assoc. 22(158), 1927, for the interval; P. S. Fader, B. G. S. Hardie and K. L. Lee, Marketing Science 24(2), 2005, figure 4, for the bins by frequency.
 */
export function assessHoldOut(columns: HoldOutColumns, model: OrderingScoring): HoldOutAssessment {
  const { unit, process } = readyOrdering(model);
  const { frequency, holdOut } = columns;
  const rows = rowsOf({ frequency, recency: columns.recency, age: columns.age, holdOut });
  const horizon = spanIn(columns.horizon, unit, "horizon");
  const times = (column: ArrayLike<number>): Float64Array =>
    Float64Array.from(column, (time) => inUnit(time, { from: columns.unit, to: unit }));
  const [recency, age] = [times(columns.recency), times(columns.age)];
  const customers = Array.from({ length: rows }, (_, row) => {
    const who = { frequency: frequency[row] ?? NaN, recency: recency[row] ?? NaN, age: age[row] ?? NaN };
    const actual = holdOut[row] ?? NaN;
    const fault = historyFault(who) ?? (Number.isSafeInteger(actual) && actual >= 0 ? null : "holdOut");
    if (fault !== null) throw new DomainError("invalid-columns", `row ${row} cannot be true: ${fault}`);
    return { ...who, actual };
  });
  if (rows === 0) throw new DomainError("invalid-columns", "expected at least one customer, received none");

  const { expectedOrders, probabilityAlive } = scoreOrderingColumns({ frequency, recency, age }, process, { horizon });
  const chances = customers.map(
    (who, row) => (probabilityAlive[row] ?? NaN) * process.future(who).atLeast({ orders: 1, time: horizon }),
  );
  const total = (term: (who: (typeof customers)[number], row: number) => number): number =>
    customers.reduce((sum, who, row) => sum + term(who, row), 0);
  const everyone = (total((who) => who.frequency) / total((who) => who.age)) * horizon;
  const errorsOf = (forecast: (who: (typeof customers)[number], row: number) => number): HoldOutErrors => {
    const off = customers.map((who, row) => forecast(who, row) - who.actual);
    const mean = (of: (each: number) => number): number => off.reduce((sum, each) => sum + of(each), 0) / rows;
    return { mean: mean(Math.abs), rootMeanSquare: Math.sqrt(mean((each) => each * each)), bias: mean((each) => each) };
  };
  const bins = (
    count: number,
    binOf: (row: number) => number,
    said: (row: number) => number,
    came: (row: number) => number,
    label: (bin: number) => { readonly from: number; readonly to: number | null },
  ): readonly HoldOutBin[] =>
    Array.from({ length: count }, (_, bin): HoldOutBin[] => {
      const within = customers.flatMap((_who, row) => (binOf(row) === bin ? [row] : []));
      if (within.length === 0) return [];
      const mean = (of: (row: number) => number): number =>
        within.reduce((sum, row) => sum + of(row), 0) / within.length;
      return [{ ...label(bin), customers: within.length, expected: mean(said), actual: mean(came) }];
    }).flat();
  const actualOf = (row: number): number => customers[row]?.actual ?? NaN;
  return {
    customers: rows,
    orders: { actual: total((who) => who.actual), expected: total((_, row) => expectedOrders[row] ?? NaN) },
    errors: {
      model: errorsOf((_, row) => expectedOrders[row] ?? NaN),
      ownRate: errorsOf((who) => (who.age > 0 ? (who.frequency / who.age) * horizon : everyone)),
      everyonesRate: errorsOf(() => everyone),
    },
    byFrequency: bins(
      HEAVY + 1,
      (row) => Math.min(HEAVY, frequency[row] ?? NaN),
      (row) => expectedOrders[row] ?? NaN,
      actualOf,
      (bin) => ({ from: bin, to: bin === HEAVY ? null : bin }),
    ),
    byChance: bins(
      CHANCES,
      (row) => Math.min(CHANCES - 1, Math.floor((chances[row] ?? NaN) * CHANCES)),
      (row) => chances[row] ?? NaN,
      (row) => (actualOf(row) > 0 ? 1 : 0),
      (bin) => ({ from: bin / CHANCES, to: (bin + 1) / CHANCES }),
    ).map((bin) => {
      const [low, high] = wilsonInterval(Math.round(bin.actual * bin.customers), bin.customers, 0.95);
      return { ...bin, low, high };
    }),
  };
}
