/**
 * Lifetime value on plain numbers and columns: likelihoods, maxima, and what is expected of a customer.
 *
 * @module
 */
export { type BgBbParameters, bgBbProcess, type OpportunityFuture, type OpportunityProcess } from "./internal/bgBb.ts";
export { bgNbdProcess, mbgNbdProcess, type BgNbdParameters } from "./internal/bgNbd.ts";
export {
  expectedSpendColumn,
  maximizeBgNbd,
  maximizeGammaGamma,
  maximizeMbgNbd,
  maximizeNbd,
  maximizeParetoNbd,
  type MaximumRefusal,
  type OrderingColumns,
  type OrderingMaximum,
  type PenaltyOption,
  type PopulationMaximum,
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
export {
  logNormalExpectedSpend,
  type LogNormalParameters,
  type LogSpendColumns,
  type LogSpendRow,
  maximizeLogNormal,
} from "./internal/logNormalSpend.ts";
export type { LikelihoodMaximum } from "./internal/maximizeLikelihood.ts";
export { maximizeBgBb, type OpportunityColumns } from "./internal/maximizeBgBb.ts";
export { type BdwParameters, bdwProcess } from "./internal/bdw.ts";
export {
  maximizeBdw,
  maximizeSbg,
  type RenewalColumns,
  renewalFault,
  type RenewalMaximumRefusal,
} from "./internal/maximizeSbg.ts";
export { type NbdParameters, nbdProcess } from "./internal/nbd.ts";
export { type OpportunityFault, opportunityFault, type OpportunityRow } from "./internal/opportunityFault.ts";
export type { OrderingFuture, OrderingProcess, OrderingRow } from "./internal/orderingProcess.ts";
export { type ParetoNbdParameters, paretoNbdProcess } from "./internal/paretoNbd.ts";
export { type RenewalProcess, type RenewalRow, type SbgParameters, sbgProcess } from "./internal/sbg.ts";
export { type OrderingScores, scoreOrderingColumns } from "./internal/scoreColumns.ts";
export { type ClvUnit, inUnit } from "./internal/timeUnits.ts";
