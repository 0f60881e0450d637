import { DAY_MS, type ZoneRules } from "../../core/kernel.ts";
import type { EntitlementPeriod } from "../packageModel.ts";
import { MONTHS, periodEnd, periodStart, plusParts } from "./moments.ts";

/** A half-open stretch, in epoch milliseconds. */
export interface Stretch {
  /** The first moment. */
  readonly start: number;
  /** The first moment after it. */
  readonly end: number;
}

/** How periods are laid. */
export interface PeriodLaying {
  /** Which periods. */
  readonly per: EntitlementPeriod;
  /** Since when the customer is one, in epoch milliseconds; for anniversaries. */
  readonly enrolledMs: number;
  /** In whose calendar. */
  readonly zone: ZoneRules;
}

/**
 * Lists the periods that reach into a stretch, earliest first. Every anniversary is counted from the enrolment, not from the one
 * before; before the enrolment there is none.
 *
 * @param from - The first moment of the stretch, in epoch milliseconds.
 * @param to - The first moment after it.
 * @param laying - How periods are laid.
 * @yields The periods, each beginning where the one before ends.
 */
export function* periodsBetween(from: number, to: number, laying: PeriodLaying): Generator<Stretch> {
  const { per, enrolledMs, zone } = laying;
  if ("calendar" in per) {
    const period = { months: MONTHS[per.calendar], firstMonth: per.fiscalStart ?? 1 };
    let start = periodStart(from, period, zone);
    while (start < to) {
      const end = periodEnd(start, period, zone);
      yield { start, end };
      start = end;
    }
    return;
  }
  const months = MONTHS[per.anniversary];
  const boundary = (k: number): number => plusParts(enrolledMs, { months: k * months, days: 0, ms: 0 }, zone);
  // no period is longer than so many times 31 days and one
  let k = Math.max(0, Math.floor((from - enrolledMs) / ((months * 31 + 1) * DAY_MS)));
  let start = boundary(k);
  while (start < to) {
    k += 1;
    const end = boundary(k);
    if (end > from) yield { start, end };
    start = end;
  }
}
