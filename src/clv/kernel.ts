/**
 * Lifetime value on plain numbers and columns: likelihoods, maxima, and what is expected of a customer.
 *
 * @module
 */
export {
  bgNbdDiscountedOrders,
  bgNbdExpectedOrders,
  bgNbdLogLikelihood,
  type BgNbdParameters,
  bgNbdProbabilityAlive,
  type OrderingRow,
} from "./internal/bgNbd.ts";
export {
  expectedSpendColumn,
  maximizeBgNbd,
  maximizeGammaGamma,
  type MaximumRefusal,
  type OrderingColumns,
  type PopulationMaximum,
  scoreBgNbdColumns,
  type SpendColumns,
  spendCorrelation,
  spendFault,
} from "./internal/columns.ts";
export {
  gammaGammaExpectedSpend,
  gammaGammaLogLikelihood,
  type GammaGammaParameters,
  type SpendRow,
} from "./internal/gammaGamma.ts";
export { type HistoryFault, historyFault } from "./internal/historyFault.ts";
export type { LikelihoodMaximum } from "./internal/maximizeLikelihood.ts";
export { type ClvUnit, inUnit } from "./internal/timeUnits.ts";
