import { explain } from "clientele/explain";
import type { SlaReason } from "clientele/sla";
import type { SiteLocale } from "../kit/locale.ts";
import { oneOf, type Scenario, SEVERITIES, TIERS, ZONE } from "./scenario.ts";
import { slaWords, span } from "./words.ts";

/** How a promise stands by a reason: kept, broken, on the way; null where the reason says nothing of that. */
export type Stand = "kept" | "broken" | "open" | null;

/** How a reason about a clock stands. */
export function standOf({ code, verdict }: SlaReason): Stand {
  if (code === "recorded-breach-stands") return "broken";
  if (code !== "clock-stopped" && code !== "clock-running" && code !== "clock-paused") return null;
  if (verdict === "unmet") return "broken";
  return code === "clock-stopped" ? "kept" : "open";
}

/**
 * A reason in words: tiers and severities by their names, lengths of time in hours and minutes as in the tables, and whether
 * they are hours of work.
 */
export function reasonText(
  reason: SlaReason,
  { severity, tier }: Scenario,
  inOffice: (metric: string) => boolean,
  locale: SiteLocale,
): string {
  const t = slaWords(locale);
  const { observed, required, metric } = reason;
  const long = (value: unknown, note: string): unknown =>
    isDuration(value) ? { kind: "text", text: span(value.ms, locale) + note } : value;
  const named =
    reason.code === "target-applied" || reason.code === "target-matched" || reason.code === "no-promise"
      ? { kind: "text", text: `${tierName(tier, locale)}${t.caseAnd}${t[severityOf(severity)]}` }
      : long(observed, "");
  const hours = metric === null ? "" : inOffice(metric) ? t.workNote : t.dayNote;
  const told = { ...reason, observed: named, required: long(required, hours) };
  return explain(told, { locale, timeZone: ZONE }).join("; ");
}

/** The name of a tier. */
export function tierName(tier: string, locale: SiteLocale): string {
  const known = oneOf(TIERS, tier);
  const t = slaWords(locale);
  return known === undefined ? tier : known === "ordinary" ? t.tierOrdinary : t[known];
}

const severityOf = (given: string): (typeof SEVERITIES)[number] => oneOf(SEVERITIES, given) ?? "ordinary";

const isDuration = (value: unknown): value is { readonly ms: number } =>
  typeof value === "object" &&
  value !== null &&
  (value as { readonly kind?: unknown }).kind === "duration" &&
  "ms" in value;
