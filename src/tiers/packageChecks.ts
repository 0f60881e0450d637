import {
  durationParts,
  isDecimalText,
  minorDigits,
  minorUnitsOf,
  parseDuration,
  pointer,
  type Report,
  show,
  type Sound,
} from "../core/index.ts";
import type { Entitlement, ServicePackagePolicyData } from "./packageModel.ts";

/** Codes of what can be wrong between the parts of service packages. */
export type ServicePackageCode =
  | "unknown-entitlement"
  | "unfit-grant"
  | "unknown-level"
  | "mixed-duration"
  | "budget-too-fine"
  | "budget-below-zero";

/** Codes of what is worth knowing about service packages. */
export type ServicePackageFindingCode = "package-empty" | "entitlement-not-granted" | "quota-zero";

/** Lists the codes, so that a report cannot misspell one. */
type PackageReport = (
  code: ServicePackageCode | ServicePackageFindingCode | "duplicate-id",
  ...rest: Tail<Parameters<Report>>
) => void;
type Tail<List extends readonly unknown[]> = List extends readonly [unknown, ...infer Rest] ? Rest : never;
type Keys = readonly (string | number)[];
type Draft = Sound<Entitlement>;

/**
 * Checks what the parts of service packages demand of one another.
 *
 * @param draft - The policy, without its unsound parts.
 * @param report - Takes the issues.
 */
export function checkPackageParts(draft: Sound<ServicePackagePolicyData>, report: PackageReport): void {
  const { entitlements = [], packages = [], currency } = draft;
  reportRepeated(entitlements, ["entitlements"], report);
  reportRepeated(packages, ["packages"], report);
  const digits = currency === undefined ? null : minorDigits(currency);
  const amount = (text: string | undefined, keys: Keys): void => {
    checkAmount(text, { keys, digits, currency }, report);
  };
  entitlements.forEach((entitlement, at) => {
    const keys = ["entitlements", at];
    if (entitlement?.kind === "level") reportRepeated(entitlement.levels ?? [], [...keys, "levels"], report);
    if (entitlement?.kind === "amount") amount(entitlement.carryOver ?? undefined, [...keys, "carryOver"]);
  });
  const byId = new Map(entitlements.map((entitlement) => [entitlement?.id, entitlement]));
  /** An entitlement that is itself unsound could be the one. */
  const allKnown = entitlements.every((entitlement) => entitlement?.id !== undefined);
  packages.forEach((one, at) => {
    amount(one?.cost?.amount, ["packages", at, "cost", "amount"]);
    for (const [id, granted] of Object.entries(one?.grants ?? {})) {
      const keys = ["packages", at, "grants", id];
      const entitlement = byId.get(id);
      if (granted === undefined) continue;
      if (entitlement === undefined) {
        if (allKnown && draft.entitlements !== undefined) report("unknown-entitlement", keys, { entitlement: id });
      } else if (!fits(entitlement, granted)) {
        if (entitlement.kind !== undefined) {
          report("unfit-grant", keys, { entitlement: id, kind: entitlement.kind, observed: show(granted) });
        }
      } else checkGrant(entitlement, granted, { keys, amount }, report);
    }
  });
}

/** Whether a grant has the form of its entitlement's kind. */
function fits({ kind }: Draft, granted: unknown): boolean {
  switch (kind) {
    case "included":
      return granted === true;
    case "count":
      return typeof granted === "number";
    case "duration":
      return parseDuration(granted).ok;
    case "level":
      return typeof granted === "string";
    case "amount":
      return isDecimalText(granted);
    default:
      return false;
  }
}

function checkGrant(
  entitlement: Draft,
  granted: unknown,
  { keys, amount }: { readonly keys: Keys; readonly amount: (text: string | undefined, keys: Keys) => void },
  report: PackageReport,
): void {
  const text = String(granted);
  if (entitlement.kind === "level") {
    const { levels } = entitlement;
    if (levels?.every((level) => level?.id !== undefined && level.id !== text) === true) {
      report("unknown-level", keys, { level: text, levels: levels.flatMap((level) => level?.id ?? []).join(", ") });
    }
  } else if (entitlement.kind === "duration") {
    const { months, days, ms } = durationParts(text);
    if ([months, days, ms].filter((part) => part > 0).length !== 1) report("mixed-duration", keys, { duration: text });
  } else if (entitlement.kind === "amount") amount(text, keys);
}

/** Holds decimal text against the currency. */
function checkAmount(
  text: string | undefined,
  {
    keys,
    digits,
    currency,
  }: { readonly keys: Keys; readonly digits: number | null; readonly currency: string | undefined },
  report: PackageReport,
): void {
  if (text === undefined || digits === null || currency === undefined) return;
  const units = minorUnitsOf({ amount: text, currency });
  if (!units.ok) report("budget-too-fine", keys, { observed: text, currency, digits });
  else if (units.value < 0n) report("budget-below-zero", keys, { observed: text });
}

function reportRepeated(
  items: readonly ({ readonly id?: string | undefined } | undefined)[],
  keys: Keys,
  report: PackageReport,
): void {
  const seen = new Map<string, number>();
  items.forEach((item, at) => {
    const id = item?.id;
    if (id === undefined) return;
    const first = seen.get(id);
    if (first === undefined) seen.set(id, at);
    else report("duplicate-id", [...keys, at, "id"], { id, first: pointer([...keys, first, "id"]) });
  });
}

/**
 * Lists what is worth knowing about service packages that may be used.
 *
 * @param data - The policy.
 * @param report - Takes the findings.
 */
export function packageFindings({ entitlements, packages }: ServicePackagePolicyData, report: PackageReport): void {
  packages.forEach(({ id, grants }, at) => {
    const granted = Object.entries(grants);
    if (granted.length === 0) report("package-empty", ["packages", at, "grants"], { package: id });
    for (const [entitlement, grant] of granted) {
      const zero = grant === 0 || (typeof grant === "string" && isZeroAmount(entitlements, entitlement, grant));
      if (zero) report("quota-zero", ["packages", at, "grants", entitlement], { package: id, entitlement });
    }
  });
  entitlements.forEach(({ id }, at) => {
    if (packages.some(({ grants }) => Object.hasOwn(grants, id))) return;
    report("entitlement-not-granted", ["entitlements", at], { entitlement: id });
  });
}

const isZeroAmount = (entitlements: readonly Entitlement[], id: string, grant: string): boolean =>
  entitlements.some((entitlement) => entitlement.id === id && entitlement.kind === "amount") && Number(grant) === 0;
