/**
 * Special functions, sums, quantiles, small matrices and a minimiser: the arithmetic under the fitted models.
 *
 * @module
 */
export { blockSum, blockSumOf } from "./blockSum.ts";
export { cholesky, choleskySolve } from "./cholesky.ts";
export { conditionNumber } from "./conditionNumber.ts";
export { digamma } from "./digamma.ts";
export { expE, expEWithin } from "./expE.ts";
export { GAUSS_LEGENDRE_32 } from "./internal/gaussLegendre.ts";
export { incBetaRegularized } from "./incBetaRegularized.ts";
export { incGammaP } from "./incGammaP.ts";
export { incGammaQ } from "./incGammaQ.ts";
export { invertSymmetric } from "./invertSymmetric.ts";
export { log1mExp } from "./log1mExp.ts";
export { kaplanMeier } from "./kaplanMeier.ts";
export { logBeta } from "./logBeta.ts";
export { log2F1 } from "./log2F1.ts";
export { logConcaveIntegral } from "./logConcaveIntegral.ts";
export { logGamma } from "./logGamma.ts";
export { logGammaDifference } from "./logGammaDifference.ts";
export { medianRank } from "./medianRank.ts";
export { type Evaluation, minimize } from "./minimize.ts";
export { normalCdf } from "./normalCdf.ts";
export { normalQuantile } from "./normalQuantile.ts";
export { quantile } from "./quantile.ts";
export { type Random, startRandom } from "./startRandom.ts";
export { selectRanks } from "./selectRanks.ts";
export { sortIntegers } from "./sortIntegers.ts";
export { survivalInterval, survivalIntervals } from "./survivalInterval.ts";
export { trigamma } from "./trigamma.ts";
export { wilsonInterval } from "./wilsonInterval.ts";
