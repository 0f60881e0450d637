/** Lives as far as they were seen, column by column. */
export interface LifeColumns {
  /** How long each was seen, from its beginning; not negative. */
  readonly time: ArrayLike<number>;
  /** 1 or true where it ended then; 0 or false where it was seen no longer. */
  readonly ended: ArrayLike<number | boolean>;
  /** How many lives each row stands for, not negative; one each when left out. */
  readonly weight?: ArrayLike<number> | undefined;
}

/** A time at which lives ended. */
export interface SurvivalStep {
  /** When. */
  readonly time: number;
  /** How many were seen up to this time, those that ended then among them. */
  readonly atRisk: number;
  /** How many of them ended then. */
  readonly ended: number;
  /** The share that outlives this time. */
  readonly survival: number;
  /** Greenwood's sum: the variance of ln survival; Infinity where nothing survives. */
  readonly logVariance: number;
}

/**
 * The share that outlives a time, where some lives are seen only up to a point: the product-limit estimator.
 *
 *     S(t) = product over t_i <= t of (1 - d_i / n_i),    variance of ln S = sum of d_i / [n_i (n_i - d_i)]
 *
 * A life last seen at the time of an end was at risk of it: ends come before censoring. A life with neither is not one.
 *
 * @param lives - Of one length (not checked); times may repeat and come in any order.
 * @returns Times at which lives ended, ascending; none where none did. Before the first, all survive.
 *
 * @see E. L. Kaplan and P. Meier, Nonparametric estimation from incomplete observations, J. Am. Stat. Assoc. 53 (1958).
 */
export function kaplanMeier({ time, ended, weight }: LifeColumns): readonly SurvivalStep[] {
  const order = Uint32Array.from({ length: time.length }, (_, row) => row).sort((a, b) => time[b]! - time[a]!);
  const latestFirst: { readonly time: number; readonly atRisk: number; readonly ended: number }[] = [];
  let atRisk = 0;
  for (let place = 0; place < order.length; ) {
    const at = time[order[place]!]!;
    let gone = 0;
    for (; place < order.length && time[order[place]!] === at; place++) {
      const row = order[place]!;
      const many = weight?.[row] ?? 1;
      atRisk += many;
      if (Number(ended[row]!) === 1) gone += many;
    }
    if (gone > 0) latestFirst.push({ time: at, atRisk, ended: gone });
  }
  let survival = 1;
  let logVariance = 0;
  return latestFirst.reverse().map((step) => {
    const left = step.atRisk - step.ended;
    survival *= left / step.atRisk;
    logVariance += step.ended / step.atRisk / left;
    return { ...step, survival, logVariance };
  });
}
