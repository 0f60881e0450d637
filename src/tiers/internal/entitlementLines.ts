import { durationParts, type Labels, LOCALES, type MessageParams, renderValue, type Tagged } from "../../core/index.ts";
import type { CompiledEntitlement, CompiledGrant } from "../packageKind.ts";
import type { EntitlementPeriod } from "../packageModel.ts";

/** Codes of what a package grants. */
export type EntitlementLineCode =
  | "entitlement-included"
  | "entitlement-level"
  | "entitlement-within"
  | "entitlement-lasting"
  | "entitlement-count"
  | "entitlement-amount";

/** One thing that a package grants: a key, and what it needs to know. */
export interface EntitlementLine {
  /** The key. */
  readonly code: EntitlementLineCode;
  /** What the sentence needs to know; `entitlement` is its id. */
  readonly params: MessageParams;
}

/**
 * Says what is granted.
 *
 * @param of - The entitlement.
 * @param grant - What a package grants of it.
 * @param currency - That of the policy.
 * @returns The line.
 */
export function entitlementLine(
  { written, label }: CompiledEntitlement,
  grant: CompiledGrant,
  currency: string,
): EntitlementLine {
  const about = { entitlement: written.id, label };
  switch (written.kind) {
    case "included":
      return { code: "entitlement-included", params: about };
    case "level":
      return { code: "entitlement-level", params: { ...about, level: levelOf(written.levels, grant) } };
    case "duration":
      return {
        code: written.betterWhen === "shorter" ? "entitlement-within" : "entitlement-lasting",
        params: { ...about, duration: durationOf(grant) },
      };
    case "count":
      return {
        code: "entitlement-count",
        params: { ...about, quota: timesOf(Number(grant.worth), written.unit), per: PER[perOf(written.per)] },
      };
    case "amount":
      return {
        code: "entitlement-amount",
        params: {
          ...about,
          quota: { kind: "money", amount: String(grant.written), currency },
          per: PER[perOf(written.per)],
        },
      };
  }
}

/**
 * Writes what is granted as a name for people, without what it is granted of.
 *
 * @param of - The entitlement.
 * @param grant - What a package grants of it.
 * @param currency - That of the policy.
 * @returns Such as "2 times per quarter", "每季度 2 次".
 */
export function grantWords(of: CompiledEntitlement, grant: CompiledGrant, currency: string): Labels {
  const { code, params } = entitlementLine(of, grant, currency);
  if (code === "entitlement-included") return { en: "included", "zh-CN": "包含" };
  const [en, zh] = LOCALES.map((locale) => {
    const told = (name: string): string => renderValue(params[name], locale);
    if (code === "entitlement-level") return told("level");
    if (code === "entitlement-lasting") return told("duration");
    if (code === "entitlement-within") return locale === "en" ? `within ${told("duration")}` : `${told("duration")}内`;
    return locale === "en" ? `${told("quota")} ${told("per")}` : `${told("per")} ${told("quota")}`;
  });
  return { en: en ?? null, "zh-CN": zh ?? null };
}

const levelOf = (
  levels: readonly { readonly id: string; readonly labels: Labels | null }[],
  { written }: CompiledGrant,
): Labels | string => levels.find(({ id }) => id === written)?.labels ?? String(written);

/** Hours stay hours: what is promised within 24 hours is not promised within a day. */
function durationOf({ written }: CompiledGrant): Tagged {
  const { months, days, ms } = durationParts(String(written));
  if (months > 0) return { kind: "number", value: months, unit: "months" };
  if (days > 0) return { kind: "number", value: days, unit: "days" };
  return ms % HOUR_MS === 0 ? { kind: "number", value: ms / HOUR_MS, unit: "hours" } : { kind: "duration", ms };
}

const HOUR_MS = 3_600_000;

function timesOf(value: number, unit: Labels | null): Labels | Tagged {
  const times: Tagged = { kind: "number", value, unit: "times" };
  if (unit === null) return times;
  const [en, zh] = LOCALES.map((locale) =>
    unit[locale] === null ? renderValue(times, locale) : `${renderValue(value, locale)} ${unit[locale]}`,
  );
  return { en: en ?? null, "zh-CN": zh ?? null };
}

type PerKey = `${"calendar" | "anniversary"}-${"month" | "quarter" | "halfYear" | "year"}`;

const perOf = (per: EntitlementPeriod): PerKey =>
  "calendar" in per ? `calendar-${per.calendar}` : `anniversary-${per.anniversary}`;

const PER: Readonly<Record<PerKey, Labels>> = {
  "calendar-month": { en: "per month", "zh-CN": "每月" },
  "calendar-quarter": { en: "per quarter", "zh-CN": "每季度" },
  "calendar-halfYear": { en: "per half-year", "zh-CN": "每半年" },
  "calendar-year": { en: "per year", "zh-CN": "每年" },
  "anniversary-month": { en: "per month of our cooperation", "zh-CN": "自合作之日起每月" },
  "anniversary-quarter": { en: "per quarter of our cooperation", "zh-CN": "自合作之日起每季度" },
  "anniversary-halfYear": { en: "per half-year of our cooperation", "zh-CN": "自合作之日起每半年" },
  "anniversary-year": { en: "per year of our cooperation", "zh-CN": "自合作之日起每年" },
};
