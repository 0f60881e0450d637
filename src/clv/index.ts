/**
 * Customer lifetime value: who is still alive, how many orders are to come, how much each, and what they are worth today.
 *
 * @module
 */
export { expectedOrders } from "./expectedOrders.ts";
export { expectedSpend } from "./expectedSpend.ts";
export { fitBgNbd } from "./fitBgNbd.ts";
export { fitGammaGamma } from "./fitGammaGamma.ts";
export { historicValue } from "./historicValue.ts";
export { historyColumns } from "./historyColumns.ts";
export type { BgNbdParameters, ClvUnit, GammaGammaParameters, OrderingColumns, SpendColumns } from "./kernel.ts";
export type {
  AliveEstimate,
  BgNbdModel,
  BgNbdScoring,
  ClvAssumption,
  ClvColumns,
  ClvConvergence,
  ClvDiscount,
  ClvFit,
  ClvFitRefusal,
  ClvReasonCode,
  ClvScores,
  ClvTimeSpan,
  GammaGammaModel,
  GammaGammaScoring,
  HistoricValueRefusal,
  HistoryColumns,
  HistoryInDays,
  HistoryInUnits,
  HistoryRefusal,
  HistorySubject,
  ImpossibleHistory,
  OrdersEstimate,
  PurchaseHistory,
  ResidualValue,
  ResidualValueOptions,
  ResidualValueRefusal,
  SpendEstimate,
  SpendHistory,
  SpendRefusal,
} from "./model.ts";
export { probabilityAlive } from "./probabilityAlive.ts";
export { repeatBuyers } from "./repeatBuyers.ts";
export { residualValue } from "./residualValue.ts";
export { scoreClv } from "./scoreClv.ts";
