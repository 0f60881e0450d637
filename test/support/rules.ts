import fc from "fast-check";
import type { MetricPeriod, PeriodOptions } from "clientele/rules";
import { anyZone } from "./core.ts";

/** The lengths of calendar periods. */
export const PERIODS: readonly MetricPeriod[] = ["month", "quarter", "halfYear", "year"];

/** The month a fiscal year begins with, or none. */
export const anyFiscalStart: fc.Arbitrary<number | null> = fc.option(fc.integer({ min: 1, max: 12 }));

/** Calendar periods of any length, zone and fiscal year. */
export const anyPeriodOptions: fc.Arbitrary<PeriodOptions> = fc
  .tuple(fc.constantFrom(...PERIODS), anyZone, anyFiscalStart)
  .map(([period, timeZone, fiscalStart]) => ({ period, timeZone, fiscalStart }));

/** Lengths that anniversaries come in. */
export const anyEvery: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom("P1M", "P1Y", "P6M", "P4W", "P1D", "P1M15D", "P1Y2M10D"),
  fc.integer({ min: 1, max: 40 }).map((months) => `P${months}M`),
  fc.integer({ min: 1, max: 800 }).map((days) => `P${days}D`),
);
