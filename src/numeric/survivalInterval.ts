import { normalQuantile } from "./normalQuantile.ts";

/**
 * The interval of a share that survives, from Greenwood's variance.
 *
 *     plain     S ± z S sqrt(V), cut off at 0 and 1
 *     log-log   S^exp(±z sqrt(V) / ln S), which stays between 0 and 1 by itself
 *
 * @param step - `survival` S and `logVariance` V, as of `kaplanMeier`.
 * @param options - `confidence`: above 0, below 1; `scale`.
 * @returns The lower and the upper end; null where nothing survives, since Greenwood says nothing there. Where all do, both are 1.
 *
 * @see M. Greenwood, The natural duration of cancer, 1926; J. D. Kalbfleisch and R. L. Prentice, The Statistical Analysis of
 *   Failure Time Data, 2002, for the scale.
 */
export function survivalInterval(
  step: { readonly survival: number; readonly logVariance: number },
  options: { readonly confidence: number; readonly scale: "plain" | "log-log" },
): readonly [low: number, high: number] | null {
  return survivalIntervals(options)(step);
}

/**
 * The same for many steps, the quantile looked up once.
 *
 * @param options - `confidence`: above 0, below 1; `scale`.
 * @returns What tells the interval of a step.
 */
export function survivalIntervals({
  confidence,
  scale,
}: {
  readonly confidence: number;
  readonly scale: "plain" | "log-log";
}): (step: { readonly survival: number; readonly logVariance: number }) => readonly [low: number, high: number] | null {
  const quantile = normalQuantile((1 + confidence) / 2);
  return ({ survival, logVariance }) => {
    if (!(survival > 0)) return null;
    if (survival === 1) return [1, 1];
    const reach = quantile * Math.sqrt(logVariance);
    if (scale === "plain") return [Math.max(0, survival * (1 - reach)), Math.min(1, survival * (1 + reach))];
    const log = Math.log(survival);
    const power = Math.exp(reach / -log);
    return [Math.exp(log * power), Math.exp(log / power)];
  };
}
