import { err, invalidFact, ok, parseMoney, type Result } from "../core/index.ts";
import { checkedGammaGamma, requireScoring } from "./internal/checkedModel.ts";
import { partsOf } from "./internal/modelFault.ts";
import { LOG_NORMAL } from "./internal/modelKinds.ts";
import { gammaGammaExpectedSpend, logNormalExpectedSpend, spendFault } from "./kernel.ts";
import type { GammaGammaScoring, LogNormalScoring } from "./model.ts";
import type { LogSpendHistory, SpendHistory, SpendRefusal } from "./historyModel.ts";
import type { SpendEstimate } from "./estimateModel.ts";

/**
 * The mean amount expected of a customer's orders: their own mean, drawn towards everyone's the more, the fewer orders it
 * is of.
 *
 *     Gamma-Gamma  p (v + x m) / (p x + q - 1);  for x = 0 everyone's mean, p v / (q - 1)
 *     log-normal   exp(M + V/2 + within²/2);  V = 1 / (1/between² + x/within²), M = V (ln median / between² + x ln g / within²)
 *
 * @param history - Frequency x and what was spent on these repeat purchases: the total as money (`CustomerSummary.repeat`
 *   fits), or the mean m as a number, major units of the model's currency; for a log-normal model the geometric mean g. It is
 *   not looked at when x = 0.
 * @param model - What `fitGammaGamma` or `fitLogNormal` gave, perhaps read back from JSON.
 * @returns The amount; or `invalid-fact`, `currency-mismatch`, or `infinite-spend` where p x + q <= 1, or the amount lies beyond
 *   the range of numbers.
 * @throws `DomainError` with code `invalid-model` for something that is no model.
 *
 * @example
 * ```ts
 * import { expectedSpend, type GammaGammaScoring } from "clientele/clv";
 * import { money } from "clientele/core";
 *
 * const model: GammaGammaScoring = {
 *   format: "gamma-gamma-model/1", currency: "USD", parameters: { p: 6.25, q: 3.74, v: 15.44 },
 * };
 * const spender = expectedSpend({ frequency: 2, spend: money("120.00", "USD") }, model);
 * const newcomer = expectedSpend({ frequency: 0, monetary: 0 }, model);
 *
 * [spender, newcomer].map((estimate) => estimate.ok && estimate.value.mean.toFixed(2)); // => ["55.54", "35.22"]
 * ```
 *
 * @see P. S. Fader and B. G. S. Hardie, technical note 025, 2013.
 */
export function expectedSpend(history: LogSpendHistory, model: LogNormalScoring): Result<SpendEstimate, SpendRefusal>;
export function expectedSpend(history: SpendHistory, model: GammaGammaScoring): Result<SpendEstimate, SpendRefusal>;
export function expectedSpend(
  history: SpendHistory | LogSpendHistory,
  model: GammaGammaScoring | LogNormalScoring,
): Result<SpendEstimate, SpendRefusal> {
  if (partsOf(model)["format"] === LOG_NORMAL.format) {
    requireScoring([LOG_NORMAL], model);
    return expectedLogSpend(history as LogSpendHistory, model as LogNormalScoring);
  }
  return expectedMeanSpend(history as SpendHistory, model as GammaGammaScoring);
}

function expectedLogSpend(
  history: LogSpendHistory,
  { currency, parameters }: LogNormalScoring,
): Result<SpendEstimate, SpendRefusal> {
  const input: unknown = history;
  if (typeof input !== "object" || input === null) return err(invalidFact("", "object", input));
  const { frequency, geometricMean } = history;
  const fault = spendFault({ frequency, monetary: geometricMean });
  if (fault === "frequency") return err(invalidFact("/frequency", "non-negative-integer", frequency));
  if (fault === "monetary") return err(invalidFact("/geometricMean", "positive-number", geometricMean));
  const mean = logNormalExpectedSpend({ frequency, geometricMean }, parameters);
  return mean < Infinity ? ok({ mean, currency }) : err({ code: "infinite-spend", frequency });
}

function expectedMeanSpend(history: SpendHistory, model: GammaGammaScoring): Result<SpendEstimate, SpendRefusal> {
  const { currency, parameters } = checkedGammaGamma(model);
  const row = readSpend(history, currency);
  if (!row.ok) return row;
  const mean = gammaGammaExpectedSpend(row.value, parameters);
  return Number.isNaN(mean) ? err({ code: "infinite-spend", frequency: row.value.frequency }) : ok({ mean, currency });
}

function readSpend(
  history: SpendHistory,
  currency: string,
): Result<{ readonly frequency: number; readonly monetary: number }, SpendRefusal> {
  const input: unknown = history;
  if (typeof input !== "object" || input === null) return err(invalidFact("", "object", input));
  const { frequency } = history;
  const asMoney = "spend" in history;
  let monetary = asMoney ? 0 : history.monetary;
  if (asMoney) {
    const spend = parseMoney(history.spend);
    if (!spend.ok) return err({ ...spend.error, path: `/spend${spend.error.path}` });
    if (spend.value.currency !== currency) {
      return err({ code: "currency-mismatch", expected: currency, observed: spend.value.currency });
    }
    if (frequency > 0) monetary = Number(spend.value.amount) / frequency;
  }
  const fault = spendFault({ frequency, monetary });
  if (fault === "frequency") return err(invalidFact("/frequency", "non-negative-integer", frequency));
  if (fault === "monetary") {
    return err(
      asMoney
        ? invalidFact("/spend/amount", "positive-number", history.spend.amount)
        : invalidFact("/monetary", "positive-number", monetary),
    );
  }
  return ok({ frequency, monetary });
}
