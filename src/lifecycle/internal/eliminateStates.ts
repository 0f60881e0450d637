/** What is asked of an absorbing chain. */
export interface ChainInput {
  /** How many states there are. */
  readonly size: number;
  /** By state times `size` plus state: the weight of going there; what leads from a state to itself does not count. */
  readonly weights: Float64Array;
  /** The states to solve for, each of which leads to another in the end, out of this set. */
  readonly inner: readonly number[];
  /** By question, what is paid for each stay in an inner state, times the weight out of it. */
  readonly paid: readonly Float64Array[];
}

/**
 * Solves `out_i x_i = paid_i + sum over inner j of w_ij x_j`, with `out_i` all the weight out of i, for several `paid` at once. States
 * are taken out one after another; nothing is ever subtracted, so that every digit of small probabilities is kept.
 *
 * @param chain - With each inner state leading out of the set in the end (not checked).
 * @returns By question and state; 0 outside of the inner states.
 *
 * @see W. K. Grassmann, M. I. Taksar and D. P. Heyman, Regenerative analysis and steady state distributions for Markov chains, Operations
 *   Research 33 (1985), for the elimination.
 */
export function eliminateStates({ size, weights, inner, paid }: ChainInput): readonly Float64Array[] {
  const count = inner.length;
  const within = new Float64Array(count * count);
  const outside = new Float64Array(count);
  const isInner = new Uint8Array(size);
  for (const state of inner) isInner[state] = 1;
  inner.forEach((state, row) => {
    inner.forEach((other, column) => {
      within[row * count + column] = weights[state * size + other] ?? 0;
    });
    for (let other = 0; other < size; other++) {
      if (isInner[other] === 0) outside[row] = (outside[row] ?? 0) + (weights[state * size + other] ?? 0);
    }
  });
  const asked = paid.map((values) => Float64Array.from(inner, (state) => values[state] ?? 0));
  const outOf = new Float64Array(count);
  for (let gone = count - 1; gone >= 0; gone--) {
    let out = outside[gone] ?? 0;
    for (let row = 0; row < gone; row++) out += within[gone * count + row] ?? 0;
    outOf[gone] = out;
    for (let row = 0; row < gone; row++) {
      const share = (within[row * count + gone] ?? 0) / out;
      if (share === 0) continue;
      for (let column = 0; column < gone; column++) {
        within[row * count + column] =
          (within[row * count + column] ?? 0) + share * (within[gone * count + column] ?? 0);
      }
      outside[row] = (outside[row] ?? 0) + share * (outside[gone] ?? 0);
      for (const values of asked) values[row] = (values[row] ?? 0) + share * (values[gone] ?? 0);
    }
  }
  return asked.map((values) => {
    const solved = new Float64Array(size);
    inner.forEach((state, row) => {
      let sum = values[row] ?? 0;
      for (let column = 0; column < row; column++) {
        sum += (within[row * count + column] ?? 0) * (solved[inner[column] ?? 0] ?? 0);
      }
      solved[state] = sum / (outOf[row] ?? 1);
    });
    return solved;
  });
}
