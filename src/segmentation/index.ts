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
export { compareSegmentations } from "./compareSegmentations.ts";
export { evaluateMembership } from "./evaluateMembership.ts";
export { evaluateSegmentation } from "./evaluateSegmentation.ts";
export { fitClusters } from "./fitClusters.ts";
export { fitRfm } from "./fitRfm.ts";
export { fitValueTiers } from "./fitValueTiers.ts";
export { giniCoefficient } from "./giniCoefficient.ts";
export { lorenzCurve } from "./lorenzCurve.ts";
export { fitRfmColumns } from "./fitRfmColumns.ts";
export { migrationMatrix } from "./migrationMatrix.ts";
export type {
  AnySegmentTable,
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
export { positionOf } from "./positionOf.ts";
export type {
  CounterPosition,
  CounterPositionInput,
  PositioningName,
  PositioningNameInput,
  PositionDecision,
  PositioningPolicy,
  PositioningPolicyData,
  PositioningPolicyInput,
  PositioningReport,
  PositionRefusal,
  SegmentPosition,
  SegmentSize,
  TargetGroup,
  TargetGroupInput,
} from "./positioningModel.ts";
export { definePositioningPolicy, parsePositioningPolicy, reviewPositioningPolicy } from "./positioningPolicy.ts";
export { positioningPolicySchema } from "./positioningSchema.ts";
export { positionSegments } from "./positionSegments.ts";
export type {
  MetricProfile,
  MigrationCell,
  MigrationMatrix,
  MigrationTotal,
  PlacedPopulation,
  SegmentPlacement,
  ProfileSubject,
  SegmentationComparison,
  SegmentProfile,
  SegmentProfiles,
  SegmentStability,
  ShareInterval,
  TraitProfile,
} from "./profileModel.ts";
export { profileSegment } from "./profileSegment.ts";
export { profileSegments } from "./profileSegments.ts";
export { paretoShare } from "./paretoShare.ts";
export { restoreRfmModel } from "./restoreRfmModel.ts";
export { restorePositioningPolicy } from "./restorePositioningPolicy.ts";
export { restoreRfmPolicy } from "./restoreRfmPolicy.ts";
export { restoreSegmentationPolicy } from "./restoreSegmentationPolicy.ts";
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
export type {
  ChangedReason,
  CriteriaFamily,
  SegmentCriterion,
  SegmentCriterionInput,
  MembershipVerdict,
  MembershipChange,
  MembershipReport,
  MembershipTotal,
  RuleSegment,
  RuleSegmentInput,
  SegmentationPolicy,
  SegmentationPolicyData,
  SegmentationPolicyInput,
  SegmentationSubject,
  SegmentMembership,
  SegmentsDecision,
  SegmentsRefusal,
} from "./segmentationModel.ts";
export { defineSegmentationPolicy, parseSegmentationPolicy, reviewSegmentationPolicy } from "./segmentationPolicy.ts";
export { segmentationPolicySchema } from "./segmentationSchema.ts";
export { segmentsAt } from "./segmentsAt.ts";
export { segmentsOf } from "./segmentsOf.ts";
export { segmentStability } from "./segmentStability.ts";
export { checkSegmentTable, defineSegmentTable, parseSegmentTable, reviewSegmentTable } from "./segmentTable.ts";
export type {
  BetterDirection,
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
export {
  type EightValueTypes,
  type RfmRNames,
  segmentTables,
  type ShopifyNames,
  type TenNames,
  type ThreeClasses,
} from "./segmentTables.ts";
