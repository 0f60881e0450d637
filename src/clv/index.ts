/**
 * Customer lifetime value: who is still alive, how many orders are to come, how much each, and what they are worth today.
 *
 * @module
 */
export { assessHoldOut } from "./assessHoldOut.ts";
export { bootstrapInterval } from "./bootstrapInterval.ts";
export { cohortValue } from "./cohortValue.ts";
export { compareModels } from "./compareModels.ts";
export { compareNested } from "./compareNested.ts";
export { customerValue } from "./customerValue.ts";
export { customerValues } from "./customerValues.ts";
export { defineClvPolicy, parseClvPolicy, reviewClvPolicy } from "./clvPolicy.ts";
export { clvPolicySchema } from "./clvSchema.ts";
export { discountedOrders } from "./discountedOrders.ts";
export { expectedOrders } from "./expectedOrders.ts";
export { expectedSpend } from "./expectedSpend.ts";
export { fitBdw } from "./fitBdw.ts";
export { fitBgBb } from "./fitBgBb.ts";
export { fitBgNbd } from "./fitBgNbd.ts";
export { fitGammaGamma } from "./fitGammaGamma.ts";
export { fitLogNormal } from "./fitLogNormal.ts";
export { fitMbgNbd } from "./fitMbgNbd.ts";
export { fitNbd } from "./fitNbd.ts";
export { fitParetoNbd } from "./fitParetoNbd.ts";
export { fitSbg } from "./fitSbg.ts";
export { historicValue } from "./historicValue.ts";
export { historyColumns } from "./historyColumns.ts";
export type {
  BdwParameters,
  BgBbParameters,
  BgNbdParameters,
  ClvUnit,
  GammaGammaParameters,
  LogNormalParameters,
  LogSpendColumns,
  NbdParameters,
  OpportunityColumns,
  OpportunityRow,
  OrderingColumns,
  ParetoNbdParameters,
  RenewalColumns,
  SbgParameters,
  SpendColumns,
} from "./kernel.ts";
export type {
  AliveEstimate,
  BdwModel,
  BdwScoring,
  BgBbModel,
  BgBbScoring,
  BgNbdModel,
  BgNbdScoring,
  BootstrapInterval,
  BootstrapRefusal,
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
  CohortPeriod,
  CohortValue,
  GammaGammaModel,
  GammaGammaScoring,
  HistoricValue,
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
  ImpossibleOpportunities,
  IntervalOptions,
  IntervalRefusal,
  LogNormalModel,
  LogNormalScoring,
  LogSpendHistory,
  MbgNbdModel,
  MbgNbdScoring,
  ModelComparison,
  ModelComparisonRefusal,
  ModelRefusal,
  NbdModel,
  NbdScoring,
  NestedComparison,
  NestedRefusal,
  NextOrderQuantiles,
  ObservedRetention,
  OpportunityDistribution,
  OpportunityOutlook,
  OpportunityRefusal,
  OrderDistribution,
  OrderingModel,
  OrderingScoring,
  OrderQuantiles,
  OrdersEstimate,
  OutputInterval,
  ParetoNbdModel,
  ParetoNbdScoring,
  ProfiledColumns,
  ProfiledModel,
  ProfileInterval,
  ProfileRefusal,
  Purchase,
  PurchaseHistory,
  PurchaseSplit,
  PeriodDiscount,
  RenewalFitRefusal,
  RenewalOutlook,
  RenewalScoring,
  ResidualValue,
  ResidualValueOptions,
  ResidualValueRefusal,
  RetentionPoint,
  SbgModel,
  SbgScoring,
  SimpleValue,
  SimulatedLogSpend,
  SimulatedOpportunities,
  SimulatedOrders,
  SimulatedRenewals,
  SimulatedSpend,
  SpendEstimate,
  SpendHistory,
  SpendRefusal,
  TrackedOrders,
  SurvivorRefusal,
  SurvivorRows,
  UncertainModel,
} from "./model.ts";
export { logSpendColumns } from "./logSpendColumns.ts";
export { nextOrderQuantiles } from "./nextOrderQuantiles.ts";
export { observedRetention } from "./observedRetention.ts";
export { opportunityDistribution } from "./opportunityDistribution.ts";
export { opportunityOutlook } from "./opportunityOutlook.ts";
export { orderDistribution } from "./orderDistribution.ts";
export { orderQuantiles } from "./orderQuantiles.ts";
export { outputInterval } from "./outputInterval.ts";
export { probabilityAlive } from "./probabilityAlive.ts";
export { profileInterval } from "./profileInterval.ts";
export { renewalOutlook } from "./renewalOutlook.ts";
export { repeatBuyers } from "./repeatBuyers.ts";
export { residualValue } from "./residualValue.ts";
export { restoreClvModel } from "./restoreClvModel.ts";
export { restoreClvPolicy } from "./restoreClvPolicy.ts";
export { retentionCurve } from "./retentionCurve.ts";
export { scoreClv } from "./scoreClv.ts";
export { simpleValue } from "./simpleValue.ts";
export { simulateLogSpend } from "./simulateLogSpend.ts";
export { simulateOpportunities } from "./simulateOpportunities.ts";
export { simulateOrders } from "./simulateOrders.ts";
export { simulateRenewals } from "./simulateRenewals.ts";
export { simulateSpend } from "./simulateSpend.ts";
export { spendColumns } from "./spendColumns.ts";
export { splitPurchases } from "./splitPurchases.ts";
export { trackOrders } from "./trackOrders.ts";
export { survivorColumns } from "./survivorColumns.ts";
export { valueConcentration } from "./valueConcentration.ts";
export type {
  ClvCosts,
  ClvPolicy,
  ClvPolicyCode,
  ClvPolicyData,
  ClvPolicyInput,
  CustomerCounted,
  CustomerOrders,
  CustomerValue,
  CustomerValueRefusal,
  TopShare,
  ValueConcentration,
  ValueConcentrationRefusal,
  ValuedRow,
  ValueModels,
  ValueSubject,
} from "./valueModel.ts";
