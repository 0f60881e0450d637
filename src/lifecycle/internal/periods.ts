import { type Duration, durationParts } from "../../core/index.ts";

/** So many periods are looked back or ahead at the most. */
export const MOST_PERIODS = 520;

/** So many times as long; months and days are multiplied, not laid one after another. */
export function timesDuration(period: Duration, times: number): Duration {
  const { months, days, ms } = durationParts(period);
  return `P${months * times}M${days * times}DT${(ms * times) / 1000}S`;
}
