/**
 * Customers divided: RFM scores that never split ties, and tables that name every combination.
 *
 * @module
 */
export { fitRfm } from "./fitRfm.ts";
export type {
  RfmBins,
  RfmDimension,
  RfmFit,
  RfmMetric,
  RfmMode,
  RfmModel,
  RfmPolicy,
  RfmPolicyData,
  RfmPolicyInput,
  RfmRefusal,
  RfmScore,
  RfmSubject,
  ScoreRange,
  SegmentBox,
  SegmentBoxInput,
  SegmentDecision,
  SegmentRefusal,
  SegmentTable,
  SegmentTableData,
  SegmentTableInput,
} from "./model.ts";
export { restoreRfmPolicy } from "./restoreRfmPolicy.ts";
export { restoreSegmentTable } from "./restoreSegmentTable.ts";
export { defineRfmPolicy, parseRfmPolicy, reviewRfmPolicy } from "./rfmPolicy.ts";
export { rfmPolicySchema, segmentTableSchema } from "./schema.ts";
export { scoreRfm } from "./scoreRfm.ts";
export { segmentOf } from "./segmentOf.ts";
export { checkSegmentTable, defineSegmentTable, parseSegmentTable, reviewSegmentTable } from "./segmentTable.ts";
export { segmentTables, type TenNames } from "./segmentTables.ts";
