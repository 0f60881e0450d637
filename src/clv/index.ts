/**
 * Customer lifetime value: who is still alive, how many orders are to come, how much each, and what they are worth today.
 *
 * @module
 */
export { assessHoldOut } from "./assessHoldOut.ts";
export { compareModels } from "./compareModels.ts";
export { discountedOrders } from "./discountedOrders.ts";
export { expectedOrders } from "./expectedOrders.ts";
export { expectedSpend } from "./expectedSpend.ts";
export { fitBgNbd } from "./fitBgNbd.ts";
export { fitGammaGamma } from "./fitGammaGamma.ts";
export { fitMbgNbd } from "./fitMbgNbd.ts";
export { fitParetoNbd } from "./fitParetoNbd.ts";
export { historicValue } from "./historicValue.ts";
export { historyColumns } from "./historyColumns.ts";
export type {
  BgNbdParameters,
  ClvUnit,
  GammaGammaParameters,
  OrderingColumns,
  ParetoNbdParameters,
  SpendColumns,
} from "./kernel.ts";
export type {
  AliveEstimate,
  BgNbdModel,
  BgNbdScoring,
  ClvAssumption,
  ClvColumns,
  ClvConvergence,
  ClvDiscount,
  ClvFit,
  ClvFitOptions,
  ClvFitRefusal,
  ClvModel,
  ClvModelOf,
  ClvReasonCode,
  ClvScores,
  ClvTimeSpan,
  DiscountedOrdersEstimate,
  FitColumns,
  FitFacts,
  GammaGammaModel,
  GammaGammaScoring,
  HistoricValueRefusal,
  HistoryColumns,
  HistoryInDays,
  HistoryInUnits,
  HistoryRefusal,
  HistorySubject,
  HoldOutAssessment,
  HoldOutBin,
  HoldOutColumns,
  HoldOutErrors,
  ImpossibleHistory,
  IntervalOptions,
  IntervalRefusal,
  MbgNbdModel,
  MbgNbdScoring,
  ModelComparison,
  ModelComparisonRefusal,
  ModelRefusal,
  NextOrderQuantiles,
  OrderDistribution,
  OrderingModel,
  OrderingScoring,
  OrderQuantiles,
  OrdersEstimate,
  OutputInterval,
  ParetoNbdModel,
  ParetoNbdScoring,
  Purchase,
  PurchaseHistory,
  PurchaseSplit,
  ResidualValue,
  ResidualValueOptions,
  ResidualValueRefusal,
  SimulatedOrders,
  SimulatedSpend,
  SpendEstimate,
  SpendHistory,
  SpendRefusal,
  TrackedOrders,
  UncertainModel,
} from "./model.ts";
export { nextOrderQuantiles } from "./nextOrderQuantiles.ts";
export { orderDistribution } from "./orderDistribution.ts";
export { orderQuantiles } from "./orderQuantiles.ts";
export { outputInterval } from "./outputInterval.ts";
export { probabilityAlive } from "./probabilityAlive.ts";
export { repeatBuyers } from "./repeatBuyers.ts";
export { residualValue } from "./residualValue.ts";
export { restoreClvModel } from "./restoreClvModel.ts";
export { scoreClv } from "./scoreClv.ts";
export { simulateOrders } from "./simulateOrders.ts";
export { simulateSpend } from "./simulateSpend.ts";
export { splitPurchases } from "./splitPurchases.ts";
export { trackOrders } from "./trackOrders.ts";
