/**
 * Customers divided: RFM scores that never split ties, and tables that name every combination.
 *
 * @module
 */
export type {
  AbcClass,
  AbcClassTotal,
  AbcCustomer,
  AbcDivision,
  AbcXyzCell,
  AbcXyzMatrix,
  LorenzPoint,
  NoValue,
  PeriodicCustomer,
  ValuedCustomer,
  XyzClass,
  XyzCustomer,
  XyzDivision,
} from "./abcModel.ts";
export { adjustedRand } from "./adjustedRand.ts";
export { abcXyzMatrix } from "./abcXyzMatrix.ts";
export { assessValueTier } from "./assessValueTier.ts";
export { assessValueTiers } from "./assessValueTiers.ts";
export { classifyAbc } from "./classifyAbc.ts";
export { classifyXyz } from "./classifyXyz.ts";
export type {
  ClusterCentre,
  ClusterComparison,
  ClusterCountRow,
  ClusterFit,
  ClusterMetric,
  ClusterModel,
  ClusterOptions,
  ClusterRefusal,
  ClusterScore,
  ClusterStability,
  Silhouette,
} from "./clusterModel.ts";
export { clusterStability } from "./clusterStability.ts";
export { compareClusterCounts } from "./compareClusterCounts.ts";
export { fitClusters } from "./fitClusters.ts";
export { fitRfm } from "./fitRfm.ts";
export { fitValueTiers } from "./fitValueTiers.ts";
export { giniCoefficient } from "./giniCoefficient.ts";
export { lorenzCurve } from "./lorenzCurve.ts";
export { fitRfmColumns } from "./fitRfmColumns.ts";
export type {
  RfmBins,
  RfmColumns,
  RfmDimension,
  RfmFit,
  RfmFitRefusal,
  RfmMetric,
  RfmMode,
  RfmModel,
  RfmModelRefusal,
  RfmPolicy,
  RfmPolicyData,
  RfmPolicyInput,
  RfmRefusal,
  RfmRow,
  RfmScore,
  RfmScoreBase,
  RfmScoreColumns,
  RfmSource,
  RfmSubject,
  ScoreRange,
  SegmentBox,
  SegmentBoxInput,
  SegmentColumns,
  SegmentDecision,
  SegmentName,
  SegmentNameInput,
  SegmentRefusal,
  SegmentTable,
  SegmentTableData,
  SegmentTableInput,
} from "./model.ts";
export { paretoShare } from "./paretoShare.ts";
export { restoreRfmModel } from "./restoreRfmModel.ts";
export { restoreRfmPolicy } from "./restoreRfmPolicy.ts";
export { restoreSegmentTable } from "./restoreSegmentTable.ts";
export { restoreValueTierPolicy } from "./restoreValueTierPolicy.ts";
export { defineRfmPolicy, parseRfmPolicy, reviewRfmPolicy } from "./rfmPolicy.ts";
export { rfmPolicySchema, segmentTableSchema } from "./schema.ts";
export { scoreCluster } from "./scoreCluster.ts";
export { scoreRfm } from "./scoreRfm.ts";
export { scoreRfmColumns } from "./scoreRfmColumns.ts";
export { scoreRfmRows } from "./scoreRfmRows.ts";
export { segmentColumns } from "./segmentColumns.ts";
export { segmentOf } from "./segmentOf.ts";
export { checkSegmentTable, defineSegmentTable, parseSegmentTable, reviewSegmentTable } from "./segmentTable.ts";
export { segmentTables, type TenNames } from "./segmentTables.ts";
export type {
  Better,
  FittedCriterion,
  ValueContribution,
  ValueCriterion,
  ValueCriterionInput,
  ValueScale,
  ValueScaleInput,
  ValueStep,
  ValueTierClass,
  ValueTierClassInput,
  ValueTierDecision,
  ValueTierFit,
  ValueTierModel,
  ValueTierPolicy,
  ValueTierPolicyData,
  ValueTierPolicyInput,
  ValueTierRefusal,
  ValueTierSubject,
} from "./valueTierModel.ts";
export { defineValueTierPolicy, parseValueTierPolicy, reviewValueTierPolicy } from "./valueTierPolicy.ts";
export { type CoreImportantPotential, type ValueCriteria, valueTierPresets } from "./valueTierPresets.ts";
export { valueTierPolicySchema } from "./valueTierSchema.ts";
