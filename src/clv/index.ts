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
  BdwModel,
  BdwScoring,
  BgBbModel,
  BgBbScoring,
  BgNbdModel,
  BgNbdScoring,
  ClvConvergence,
  ClvDiscount,
  ClvFit,
  ClvFitOptions,
  ClvFitRefusal,
  ClvModel,
  ClvModelOf,
  ClvScoring,
  ClvScoringOf,
  ClvTimeSpan,
  FitColumns,
  FitFacts,
  GammaGammaModel,
  GammaGammaScoring,
  LogNormalModel,
  LogNormalScoring,
  MbgNbdModel,
  MbgNbdScoring,
  ModelRefusal,
  NbdModel,
  NbdScoring,
  OrderingModel,
  OrderingScoring,
  ParetoNbdModel,
  ParetoNbdScoring,
  RenewalScoring,
  SbgModel,
  SbgScoring,
} from "./model.ts";
export type {
  HistoryColumns,
  HistoryInDays,
  HistoryInUnits,
  HistoryRefusal,
  HistorySubject,
  ImpossibleHistory,
  LogSpendHistory,
  Purchase,
  PurchaseHistory,
  SimulatedLogSpend,
  SimulatedOrders,
  SimulatedSpend,
  SpendHistory,
  SpendRefusal,
} from "./historyModel.ts";
export type {
  ImpossibleOpportunities,
  OpportunityDistribution,
  OpportunityHistories,
  OpportunityOutlook,
  OpportunityRefusal,
  PeriodDiscount,
  SimulatedOpportunities,
} from "./opportunityModel.ts";
export type {
  ObservedRetention,
  RenewalFitRefusal,
  RenewalOutlook,
  RetentionPoint,
  SimulatedRenewals,
  SurvivorRefusal,
  SurvivorRows,
} from "./renewalModel.ts";
export type {
  AliveEstimate,
  ClvAssumption,
  ClvColumns,
  ClvReasonCode,
  ClvScores,
  DiscountedOrdersEstimate,
  NextOrderQuantiles,
  OrderDistribution,
  OrderQuantiles,
  OrdersEstimate,
  ResidualValue,
  ResidualValueOptions,
  ResidualValueRefusal,
  SpendEstimate,
} from "./estimateModel.ts";
export type {
  BootstrapInterval,
  BootstrapRefusal,
  IntervalOptions,
  IntervalRefusal,
  OutputInterval,
  ProfiledColumns,
  ProfiledModel,
  ProfileInterval,
  ProfileRefusal,
  UncertainModel,
} from "./uncertaintyModel.ts";
export type {
  HoldOutAssessment,
  HoldOutBin,
  HoldOutChanceBin,
  HoldOutColumns,
  HoldOutErrors,
  ModelComparison,
  ModelComparisonRefusal,
  NestedComparison,
  NestedRefusal,
  PurchaseSplit,
  TrackedOrders,
} from "./validationModel.ts";
export type { CohortPeriod, CohortValue, HistoricValue, HistoricValueRefusal, SimpleValue } from "./observedModel.ts";
export { logSpendColumns } from "./logSpendColumns.ts";
export { nextOrderQuantiles } from "./nextOrderQuantiles.ts";
export { observedRetention } from "./observedRetention.ts";
export { opportunityColumns } from "./opportunityColumns.ts";
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
export { restoreClvScoring } from "./restoreClvScoring.ts";
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
  ValueReason,
  ValueSubject,
} from "./valueModel.ts";
