import { DomainError } from "../../core/error.ts";

/** Values with their weights, ascending by value, equal values as one step. */
export interface ValueSteps {
  /** The distinct values, ascending. */
  readonly values: Float64Array;
  /** The weight of all who have at most that value. */
  readonly weightUpTo: Float64Array;
  /** What all who have at most that value hold. */
  readonly heldUpTo: Float64Array;
}

/** The first number that cannot be used. */
export interface ColumnFault {
  /** Which column. */
  readonly column: "values" | "weights";
  /** Its place. */
  readonly index: number;
}

/** Sizes up to which sums stay finite, whatever their number. */
export const LARGEST = 1e300;

/**
 * Lays values out as steps: the order of the customers, and of equals among them, is of no effect.
 *
 * @param values - Finite, not negative. They are given back times a power of two, so that no sum overflows.
 * @param weights - Positive; left out for one each.
 * @returns The steps; or the first number that cannot be used.
 * @throws `DomainError` with code `invalid-columns` when there is another number of weights than of values.
 */
export function valueSteps(
  values: ArrayLike<number>,
  weights: ArrayLike<number> | undefined,
): ValueSteps | ColumnFault {
  const count = values.length;
  if (weights !== undefined && weights.length !== count) {
    throw new DomainError("invalid-columns", `weights: expected ${count} numbers, received ${weights.length}`);
  }
  let largest = 0;
  for (let row = 0; row < count; row++) {
    const value = values[row] ?? NaN;
    const weight = weights === undefined ? 1 : (weights[row] ?? NaN);
    if (!(Number.isFinite(value) && value >= 0)) return { column: "values", index: row };
    if (!(Number.isFinite(weight) && weight > 0 && weight <= LARGEST)) return { column: "weights", index: row };
    if (value > largest) largest = value;
  }
  const scale = powerBelow(largest);
  const order = weights === undefined ? null : Uint32Array.from({ length: count }, (_, row) => row);
  // the weights of equals are added ascending, so that their order is of no effect
  order?.sort((a, b) => at(values, a) - at(values, b) || at(weights, a) - at(weights, b));
  const sorted = order === null ? Float64Array.from(values).sort() : Float64Array.from(order, (row) => at(values, row));

  const distinct: number[] = [];
  const weightUpTo: number[] = [];
  const heldUpTo: number[] = [];
  const weight = startSum();
  const held = startSum();
  for (let from = 0; from < count; ) {
    const value = at(sorted, from);
    let own = 0;
    let to = from;
    for (; to < count && at(sorted, to) === value; to++) own += order === null ? 1 : at(weights, at(order, to));
    distinct.push(value / scale);
    weightUpTo.push(weight.add(own));
    heldUpTo.push(held.add(own * (value / scale)));
    from = to;
  }
  return {
    values: Float64Array.from(distinct),
    weightUpTo: Float64Array.from(weightUpTo),
    heldUpTo: Float64Array.from(heldUpTo),
  };
}

/**
 * Finds a power of two of about the size of a number: to divide by it costs no digit.
 *
 * @param size - Finite, not negative.
 * @returns It; 1 for zero.
 */
export const powerBelow = (size: number): number =>
  size === 0 ? 1 : 2 ** Math.min(Math.max(Math.floor(Math.log2(size)), -1000), 1000);

/**
 * Starts a running sum whose error does not grow with the number of its terms.
 *
 * @returns `add`: takes one more term and gives the sum so far.
 */
export function startSum(): { readonly add: (term: number) => number } {
  let sum = 0;
  let lost = 0;
  return {
    add: (term) => {
      const next = sum + term;
      lost += Math.abs(sum) >= Math.abs(term) ? sum - next + term : term - next + sum;
      sum = next;
      return sum + lost;
    },
  };
}

const at = (column: ArrayLike<number> | undefined, index: number): number => column?.[index] ?? NaN;
