import type { OrderingColumns } from "./columns.ts";
import type { OrderingFuture, OrderingProcess } from "./orderingProcess.ts";
import { timeTable } from "./timeTable.ts";

/** What a population is scored on. */
export interface OrderingScores {
  /** P(alive), row by row. */
  readonly probabilityAlive: Float64Array;
  /** Orders expected within the horizon, row by row. */
  readonly expectedOrders: Float64Array;
  /** The same, each discounted to now; null without a discount. */
  readonly discountedOrders: Float64Array | null;
}

/** Frequencies from here on are computed row by row. */
const COMMON = 1024;
/** Rows of a frequency from which its ages are interpolated. */
const MANY = 256;
/** Distinct ages up to which what is to come is kept by frequency and age. */
const AGES = 1024;
/** Points of the interpolation, tried in turn. */
const POINTS = [12, 20, 32] as const;
/** The most of them. */
const MOST = 32;
/** Where it is held against the truth. */
const BETWEEN = [-0.97, -0.7, -0.31, 0.13, 0.55, 0.83, 0.99] as const;
/** How far the interpolation may be off, relative, at the points between. */
const ACCURATE = 2e-13;

/**
 * Scores a population under a model of orders.
 *
 * What a customer who is alive will do depends on the frequency and the age alone: for a frequency of many rows it is
 * interpolated over the ages (by Chebyshev polynomials in the logarithm of age and scale, held against points between), so
 * that a population agrees with its customers one by one to about 12 digits.
 *
 * @param columns - Times in the unit of the model.
 * @param process - The model.
 * @param options - `horizon`: the time to come, not negative and finite. `discounting`: `delta` and `horizon` of the
 *   discounted orders, as `OrderingFuture` has them; left out, there are none.
 * @returns P(alive) and orders in (T, T + horizon], row by row; NaN for rows that cannot be.
 */
export function scoreOrderingColumns(
  { frequency, recency, age }: OrderingColumns,
  process: OrderingProcess,
  options: {
    /** The time to come. */
    readonly horizon: number;
    /** How orders are discounted, and how far ahead they count. */
    readonly discounting?: { readonly delta: number; readonly horizon: number } | null;
  },
): OrderingScores {
  const { horizon, discounting = null } = options;
  const rows = frequency.length;
  const probabilityAlive = new Float64Array(rows);
  const expectedOrders = new Float64Array(rows);
  const discountedOrders = discounting === null ? null : new Float64Array(rows);
  const ages = agesByFrequency({ frequency, recency, age }, probabilityAlive);
  const outputs: readonly (readonly [Float64Array, (future: OrderingFuture) => number])[] = [
    [expectedOrders, (future) => future.orders({ from: 0, to: horizon })],
    ...(discountedOrders === null || discounting === null
      ? []
      : [[discountedOrders, (future: OrderingFuture) => future.discountedOrders(discounting)] as const]),
  ];
  process.aliveColumn({ frequency, recency, age }, probabilityAlive);
  const { scale } = process;
  const table = timeTable(age, 0, rows, AGES);
  const width = table?.times.length ?? 0;
  for (const [column, output] of outputs) {
    const curves = curvesOf(process, ages, output);
    const { kept } = curves;
    const known = kept.length;
    const cells = new Float64Array(known * width).fill(NaN);
    for (let row = 0; row < rows; row++) {
      const alive = probabilityAlive[row]!;
      const x = frequency[row]!;
      if (!(x < known && kept[x]! > 0)) {
        column[row] = Number.isNaN(alive)
          ? NaN
          : alive * output(process.future({ frequency: x, recency: recency[row]!, age: age[row]! }));
        continue;
      }
      if (table === null) {
        column[row] = alive * curveAt(curves, x, Math.log(scale + age[row]!));
        continue;
      }
      const cell = x * width + table.placeOf[row]!;
      let future = cells[cell]!;
      if (Number.isNaN(future)) {
        future = curveAt(curves, x, Math.log(scale + age[row]!));
        cells[cell] = future;
      }
      column[row] = alive * future;
    }
  }
  return { probabilityAlive, expectedOrders, discountedOrders };
}

/** The ages met for one frequency. */
interface AgeRange {
  readonly low: number;
  readonly high: number;
}

/** The ages of each frequency that has many rows; rows that cannot be are marked NaN. */
function agesByFrequency(
  { frequency, recency, age }: OrderingColumns,
  marks: Float64Array,
): readonly (AgeRange | undefined)[] {
  const counts = new Int32Array(COMMON);
  const low = new Float64Array(COMMON).fill(Infinity);
  const high = new Float64Array(COMMON);
  for (let row = 0; row < frequency.length; row++) {
    const x = frequency[row]!;
    const t = age[row]!;
    if (!isSound(x, recency[row]!, t)) {
      marks[row] = NaN;
      continue;
    }
    if (x >= COMMON) continue;
    counts[x]!++;
    if (t < low[x]!) low[x] = t;
    if (t > high[x]!) high[x] = t;
  }
  const ranges: (AgeRange | undefined)[] = [];
  for (let x = 0; x < COMMON; x++) if (counts[x]! >= MANY) ranges[x] = { low: low[x]!, high: high[x]! };
  return ranges;
}

/** Tells whether a history can be, as `historyFault` does, at the pace of a loop over numbers. */
const isSound = (x: number, recency: number, age: number): boolean =>
  x > 0
    ? recency > 0 && recency <= age && age < Infinity && Number.isSafeInteger(x)
    : x === 0 && recency === 0 && age >= 0 && age < Infinity;

/** An output over the ages, by Chebyshev coefficients in the logarithm of scale + age. */
interface Curve {
  readonly coefficients: Float64Array;
  readonly middle: number;
  readonly inverse: number;
}

/** The curves of an output by frequency: `MOST` coefficients each, of which `kept` count. */
interface Curves {
  readonly coefficients: Float64Array;
  readonly kept: Int32Array;
  readonly middle: Float64Array;
  readonly inverse: Float64Array;
}

/** The value of the curve of a frequency at a logarithm of scale + age, by Clenshaw's sum. */
function curveAt({ coefficients, kept, middle, inverse }: Curves, x: number, log: number): number {
  const place = (log - middle[x]!) * inverse[x]!;
  const twice = 2 * place;
  const first = x * MOST;
  let next = 0;
  let afterNext = 0;
  for (let j = first + kept[x]! - 1; j > first; j--) {
    const here = coefficients[j]! + twice * next - afterNext;
    afterNext = next;
    next = here;
  }
  return coefficients[first]! + place * next - afterNext;
}

/** The curves of an output by frequency, laid out for a loop; none where `kept` is 0. */
function curvesOf(
  process: OrderingProcess,
  ages: readonly (AgeRange | undefined)[],
  output: (future: OrderingFuture) => number,
): Curves {
  const known = ages.length;
  const coefficients = new Float64Array(known * MOST);
  const kept = new Int32Array(known);
  const middle = new Float64Array(known);
  const inverse = new Float64Array(known);
  ages.forEach((range, x) => {
    const curve = range === undefined ? null : curveOf(process, x, range, output);
    if (curve === null) return;
    coefficients.set(curve.coefficients, x * MOST);
    kept[x] = curve.coefficients.length;
    middle[x] = curve.middle;
    inverse[x] = curve.inverse;
  });
  return { coefficients, kept, middle, inverse };
}

/** The curve of an output for one frequency; null where no polynomial tried is accurate enough. */
function curveOf(
  process: OrderingProcess,
  frequency: number,
  { low, high }: AgeRange,
  output: (future: OrderingFuture) => number,
): Curve | null {
  const { scale } = process;
  const [first, last] = [Math.log(scale + low), Math.log(scale + high)];
  const half = (last - first) / 2;
  const middle = (first + last) / 2;
  const at = (place: number): number =>
    output(process.future({ frequency, recency: 0, age: Math.exp(middle + half * place) - scale }));
  if (!(half > 0)) {
    const value = output(process.future({ frequency, recency: 0, age: low }));
    return { coefficients: Float64Array.of(value), middle, inverse: 1 };
  }
  for (const points of POINTS) {
    const coefficients = chebyshev(points, at);
    const curve = { coefficients, middle, inverse: 1 / half };
    const accurate = BETWEEN.every((place) => {
      const truth = at(place);
      return Math.abs(valueAt(coefficients, place) - truth) <= ACCURATE * Math.abs(truth);
    });
    if (accurate) return curve;
  }
  return null;
}

/** The coefficients of the polynomial through the Chebyshev points; those that no longer count are left out. */
function chebyshev(points: number, at: (place: number) => number): Float64Array {
  const values = Float64Array.from({ length: points }, (_, k) => at(Math.cos((Math.PI * (k + 0.5)) / points)));
  const coefficients = Float64Array.from({ length: points }, (_, j) => {
    let sum = 0;
    for (let k = 0; k < points; k++) sum += values[k]! * Math.cos((Math.PI * j * (k + 0.5)) / points);
    return ((j === 0 ? 1 : 2) * sum) / points;
  });
  const size = Math.abs(coefficients[0]!);
  let kept = points;
  while (kept > 1 && Math.abs(coefficients[kept - 1]!) < 1e-14 * size) kept--;
  return coefficients.slice(0, kept);
}

/** The value of a curve at a place from -1 to 1 (Clenshaw). */
function valueAt(coefficients: Float64Array, place: number): number {
  let next = 0;
  let afterNext = 0;
  for (let j = coefficients.length - 1; j > 0; j--) {
    const here = coefficients[j]! + 2 * place * next - afterNext;
    afterNext = next;
    next = here;
  }
  return coefficients[0]! + place * next - afterNext;
}
