/**
 * Metrics, the windows they are counted over, and their measurement from facts.
 *
 * @module
 */
export type { CalendarPeriod, MetricAnchor, MetricWindow } from "./metricModel.ts";
export {
  anniversaryContaining,
  type AnniversaryOptions,
  type AnniversaryPeriod,
  endOfDayAfter,
  periodContaining,
  periodEnd,
  type PeriodOptions,
  roundUpToPeriodEnd,
} from "./periods.ts";
