import { DomainError } from "../../core/error.ts";
import { LARGEST, powerBelow, startSum } from "./concentration.ts";

/** How one metric is made comparable with the others. */
export interface Standard {
  /** Its lowest value. */
  readonly min: number;
  /** Its mean. */
  readonly mean: number;
  /** How far the mean lies above the lowest value. */
  readonly meanAboveMin: number;
  /** Standard deviation of the population; 0 where all are alike. */
  readonly sd: number;
}

/** Customers as points: standardised, in an order that does not depend on the order they came in. */
export interface Points {
  /** Names of the metrics, ascending. */
  readonly metrics: readonly string[];
  /** How each metric is standardised. */
  readonly standards: readonly Standard[];
  /** How many points. */
  readonly count: number;
  /** Coordinates, point by point. */
  readonly coordinates: Float64Array;
  /** The row that each point came from. */
  readonly rowOf: Uint32Array;
  /** How many points are different. */
  readonly distinct: number;
  /** Sum of squares about the mean: the inertia of a single cluster. */
  readonly total: number;
}

/** The first number that cannot be used. */
export interface PointFault {
  /** Name of the metric. */
  readonly metric: string;
  /** The row. */
  readonly index: number;
}

/**
 * Standardises columns: less the mean, divided by the standard deviation.
 *
 * @param columns - By metric; all of one length.
 * @returns The points, sorted by their values; or the first number that cannot be used.
 * @throws `DomainError` with code `invalid-columns` for no columns, or columns of different lengths.
 */
export function pointsOf(columns: Readonly<Record<string, ArrayLike<number>>>): Points | PointFault {
  const metrics = Object.keys(columns).sort();
  const lists = metrics.map((metric) => columns[metric] ?? []);
  const count = lists[0]?.length ?? 0;
  if (lists.length === 0 || lists.some(({ length }) => length !== count)) {
    throw new DomainError("invalid-columns", "expected one column or more, all of one length");
  }
  for (let index = 0; index < count; index++) {
    for (const [k, list] of lists.entries()) {
      const value: unknown = list[index];
      if (typeof value !== "number" || !(Math.abs(value) <= LARGEST)) return { metric: metrics[k] ?? "", index };
    }
  }
  const values = lists.map((list) => Float64Array.from(list));
  const rowOf = Uint32Array.from({ length: count }, (_, row) => row);
  const compare = (a: number, b: number): number => {
    for (const list of values) {
      const difference = (list[a] ?? 0) - (list[b] ?? 0);
      if (difference !== 0) return difference;
    }
    return 0;
  };
  rowOf.sort((a, b) => compare(a, b) || a - b);
  let distinct = count === 0 ? 0 : 1;
  for (let i = 1; i < count; i++) if (compare(rowOf[i] ?? 0, rowOf[i - 1] ?? 0) !== 0) distinct++;

  const standards = values.map((list) => standardOf(list, rowOf));
  const coordinates = new Float64Array(count * metrics.length);
  const total = startSum();
  let squares = 0;
  for (let i = 0; i < count; i++) {
    for (const [k, standard] of standards.entries()) {
      const z = standardised(values[k]?.[rowOf[i] ?? 0] ?? NaN, standard);
      coordinates[i * metrics.length + k] = z;
      squares = total.add(z * z);
    }
  }
  return { metrics, standards, count, coordinates, rowOf, distinct, total: squares };
}

/** The values are taken above their lowest, so that whole numbers may be shifted without a trace. */
function standardOf(values: Float64Array, order: Uint32Array): Standard {
  if (values.length === 0) return { min: 0, mean: 0, meanAboveMin: 0, sd: 0 };
  let min = Infinity;
  let max = -Infinity;
  for (const value of values) {
    if (value < min) min = value;
    if (value > max) max = value;
  }
  if (min === max) return { min: min + 0, mean: min + 0, meanAboveMin: 0, sd: 0 };
  const scale = powerBelow(max - min);
  const add = startSum();
  let sum = 0;
  for (const row of order) sum = add.add(((values[row] ?? NaN) - min) / scale);
  const mean = sum / values.length;
  const square = startSum();
  let squares = 0;
  for (const row of order) squares = square.add((((values[row] ?? NaN) - min) / scale - mean) ** 2);
  const meanAboveMin = mean * scale;
  return { min: min + 0, mean: min + meanAboveMin, meanAboveMin, sd: Math.sqrt(squares / values.length) * scale };
}

/**
 * Standardises one value.
 *
 * @param value - In the metric's unit.
 * @param standard - How.
 * @returns How many standard deviations it lies above the mean; 0 where all were alike.
 */
export const standardised = (value: number, { min, meanAboveMin, sd }: Standard): number =>
  sd === 0 ? 0 : (value - min - meanAboveMin) / sd;
