/**
 * Customers divided: RFM scores that never split ties, and tables that name every combination.
 *
 * @module
 */
export { fitRfm } from "./fitRfm.ts";
export { fitRfmColumns } from "./fitRfmColumns.ts";
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
export { restoreRfmModel } from "./restoreRfmModel.ts";
export { restoreRfmPolicy } from "./restoreRfmPolicy.ts";
export { restoreSegmentTable } from "./restoreSegmentTable.ts";
export { defineRfmPolicy, parseRfmPolicy, reviewRfmPolicy } from "./rfmPolicy.ts";
export { rfmPolicySchema, segmentTableSchema } from "./schema.ts";
export { scoreRfm } from "./scoreRfm.ts";
export { scoreRfmColumns } from "./scoreRfmColumns.ts";
export { scoreRfmRows } from "./scoreRfmRows.ts";
export { segmentColumns } from "./segmentColumns.ts";
export { segmentOf } from "./segmentOf.ts";
export { checkSegmentTable, defineSegmentTable, parseSegmentTable, reviewSegmentTable } from "./segmentTable.ts";
export {
  type EightValueTypes,
  type RfmRNames,
  segmentTables,
  type ShopifyNames,
  type TenNames,
  type ThreeClasses,
} from "./segmentTables.ts";
