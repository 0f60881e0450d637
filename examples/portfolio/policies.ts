import { calendarPresets, defineCalendar } from "clientele/calendar";
import { defineClvPolicy } from "clientele/clv";
import { defineHistoryPolicy } from "clientele/history";
import { defineLifecycle, lifecyclePresets } from "clientele/lifecycle";
import { defineRfmPolicy, defineSegmentTable, segmentTables } from "clientele/segmentation";
import { defineSlaPolicy, slaPresets } from "clientele/sla";
import { defineTierPolicy, tierPresets, type ValueGrade } from "clientele/tiers";
import { servicePackagesFor } from "./tierService.ts";

/** The rules the report judges by. Change them, and run it again. */
export type Policies = ReturnType<typeof policiesFor>;

/** The grades of the report. */
export type Grade = ValueGrade;

/** What a year's spend has to come to, per grade, in major units. */
export type Thresholds = Readonly<Record<Exclude<Grade, "ordinary">, string>>;

/** The thresholds of the preset, for yuan. */
export const PRESET_THRESHOLDS: Thresholds = { silver: "10000", gold: "50000", diamond: "200000" };

/** What lifetime value rests on besides the data. */
export const VALUE_ASSUMPTIONS = { margin: "0.25", discount: { annual: 0.1 }, horizonMonths: 12 } as const;

/** What a customer is worth in all. */
export const valuePolicyFor = (timeZone: string, currency: string, refundShare: number) =>
  defineClvPolicy({
    id: "portfolio-value",
    version: 1,
    timeZone,
    currency,
    refunds: "net",
    firstOrderInSpend: false,
    margin: VALUE_ASSUMPTIONS.margin,
    refundShare: refundShare.toFixed(6),
    discount: VALUE_ASSUMPTIONS.discount,
    horizon: { amount: VALUE_ASSUMPTIONS.horizonMonths, unit: "month" },
    rounding: "half-even",
  });

/** Orders first of all: how they are counted. */
export const historyPolicyFor = (timeZone: string, currency: string) =>
  defineHistoryPolicy({ id: "portfolio-orders", version: 1, timeZone, currency, refunds: "net" });

/** All other policies, in the zone and currency of the orders. */
export function policiesFor(timeZone: string, currency: string, thresholds: Thresholds) {
  const ordersFor = { silver: 3, gold: 6, diamond: 12 } as const;
  const spend = (value: string) => ({ metric: "spend", op: ">=", value }) as const;
  const fourFifths = (value: string): string => String(Math.round(Number(value) * 0.8));
  /** The preset's tier with these thresholds. */
  const graded = (tier: (typeof tierPresets.valueGrade.tiers)[number]) => {
    const { id } = tier;
    if (id === "ordinary") return { ...tier, servicePackage: id };
    return {
      ...tier,
      servicePackage: id,
      attain: { all: [spend(thresholds[id]), { metric: "orders", op: ">=", value: ordersFor[id] } as const] },
      retain: { all: [spend(fourFifths(thresholds[id]))] },
    };
  };
  return {
    rfm: defineRfmPolicy({
      id: "portfolio-rfm",
      version: 1,
      mode: "quantile",
      bins: { recency: 5, frequency: 5, monetary: 5 },
      frequency: "orders",
      currency,
    }),
    segments: defineSegmentTable(segmentTables.tenNames),
    tiers: defineTierPolicy({
      ...tierPresets.valueGrade,
      timeZone,
      currency,
      tiers: tierPresets.valueGrade.tiers.map(graded),
    }),
    packages: servicePackagesFor(timeZone, currency),
    lifecycle: defineLifecycle({ ...lifecyclePresets.acquireToWinBack, timeZone }),
    /** When somebody is there to call. */
    office: defineCalendar(
      timeZone === calendarPresets.china2026.timeZone
        ? calendarPresets.china2026
        : { ...calendarPresets.weekdays, timeZone },
    ),
    sla: defineSlaPolicy({ ...slaPresets.majorAndOrdinary, tiers: ["diamond", "gold", "silver", "ordinary"] }),
  };
}
