/** What a lifetime value model knows of a customer: times in one unit, that of the model. */
export interface OrderingRow {
  /** Repeat purchases. */
  readonly frequency: number;
  /** From the first purchase to the last; 0 without a repeat purchase. */
  readonly recency: number;
  /** From the first purchase to the moment of judgement. */
  readonly age: number;
}

/**
 * What is to come of a customer who is alive at the moment of judgement. What is to come of one who may have left is this
 * times P(alive). Times are counted from that moment, in the unit of the model.
 */
export interface OrderingFuture {
  /**
   * The chance of still being alive.
   *
   * @param time - When; not negative.
   */
  survival(time: number): number;
  /**
   * Orders expected in (from, to].
   *
   * @param span - `from` and `to`; 0 <= from <= to, both finite.
   */
  orders(span: { readonly from: number; readonly to: number }): number;
  /**
   * Orders expected until a horizon, each discounted to now: the integral of e^(-delta t) over what `orders` expects.
   *
   * @param discount - `delta`: the continuous rate, not negative; positive where the horizon is endless. `horizon`: not
   *   negative, perhaps infinite.
   */
  discountedOrders(discount: { readonly delta: number; readonly horizon: number }): number;
  /**
   * The chance of just so many orders in (0, time].
   *
   * @param count - `orders`: a whole number of zero or more; `time`: not negative.
   */
  exactly(count: { readonly orders: number; readonly time: number }): number;
  /**
   * The chance of at least so many orders in (0, time].
   *
   * @param count - As of `exactly`.
   */
  atLeast(count: { readonly orders: number; readonly time: number }): number;
  /**
   * The time by which the next order has come with a given chance.
   *
   * @param chance - From 0 to 1.
   * @returns The time; Infinity where the next order never comes with that chance.
   */
  nextOrder(chance: number): number;
}

/** A model of who orders how often and leaves when, with its parameters. */
export interface OrderingProcess {
  /** A time below which ages make little difference: the smallest rate parameter that ages add to. */
  readonly scale: number;
  /**
   * The log-likelihood of a customer's purchases.
   *
   * @param row - Frequency, recency, age; possible, as `historyFault` has it.
   */
  logLikelihood(row: OrderingRow): number;
  /**
   * The chance that a customer is still alive.
   *
   * @param row - Frequency, recency, age. A new customer is one whose three numbers are 0.
   */
  probabilityAlive(row: OrderingRow): number;
  /**
   * `probabilityAlive` of many rows.
   *
   * @param columns - Frequencies, recencies, ages.
   * @param out - Gets the chances; rows at which it holds NaN are left alone.
   */
  aliveColumn(
    columns: {
      readonly frequency: ArrayLike<number>;
      readonly recency: ArrayLike<number>;
      readonly age: ArrayLike<number>;
    },
    out: Float64Array,
  ): void;
  /**
   * What is to come of a customer, given that they are alive.
   *
   * @param row - Frequency, recency, age.
   */
  future(row: OrderingRow): OrderingFuture;
}
