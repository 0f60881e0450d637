/**
 * Orders, interactions and activity summed up by customer and day, mergeable over any partition, and summarised as of any moment.
 *
 * @module
 */
export { defineHistoryPolicy, parseHistoryPolicy, reviewHistoryPolicy } from "./historyPolicy.ts";
export type {
  CustomerDay,
  CustomerHistory,
  CustomerSummary,
  HistoryPolicy,
  HistoryPolicyData,
  HistoryPolicyInput,
  InterPurchase,
  OrderColumns,
  OrderCounts,
  OrderStateColumns,
  OrderSummary,
  OrderSummaryState,
  RepeatPurchases,
  TouchDay,
  TouchSummary,
  VoidedOnDay,
  WindowTotals,
} from "./model.ts";
export { ordersWithin } from "./ordersWithin.ts";
export { restoreHistoryPolicy } from "./restoreHistoryPolicy.ts";
export { historyPolicySchema } from "./schema.ts";
export { type MergeRefusal, type OrderAccumulator, startOrderSummary } from "./startOrderSummary.ts";
export { summarizeHistory } from "./summarizeHistory.ts";
export { summarizeOrders } from "./summarizeOrders.ts";
