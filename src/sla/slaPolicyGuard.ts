import { epochMsOf, parseDuration, pointer, type PolicyGuard, type Report, type Sound } from "../core/index.ts";
import { findings } from "./internal/policyFindings.ts";
import { slaMessages } from "./messages.ts";
import type { SlaHours, SlaPolicyData, SlaTarget } from "./model.ts";
import { slaPolicySchema } from "./schema.ts";
import { type CompiledSlaPolicy, isSlaMetric, slaKind } from "./slaKind.ts";

/** What the doors of SLA policies check. */
export const slaPolicyGuard: PolicyGuard<SlaPolicyData, CompiledSlaPolicy> = /* @__PURE__ */ (() => ({
  ...slaKind,
  schema: slaPolicySchema,
  crossCheck,
  findings,
  messages: slaMessages,
}))();

function crossCheck(draft: Sound<SlaPolicyData>, report: Report): void {
  const { targets = [], escalations = [], conditions = [], metrics = {}, effectiveFrom, effectiveTo, routing } = draft;
  const tiers = namesOf(draft.tiers, "tiers", report);
  const severities = namesOf(draft.severities, "severities", report);
  const known = (metric: string): boolean => isSlaMetric(metric) || Object.hasOwn(metrics, metric);

  const first = new Map<string, number>();
  targets.forEach((target, index) => {
    if (target === undefined) return;
    const { tier = null, severity = null, metric, within, hours } = target;
    const keys = ["targets", index];
    if (within !== undefined && lengthOf(within) === 0) {
      report("target-not-positive", [...keys, "within"], { observed: within });
    }
    if (metric !== undefined && !known(metric)) report("undefined-metric", [...keys, "metric"], { metric });
    if (tier !== null && tiers !== null && !tiers.has(tier)) report("unknown-tier", [...keys, "tier"], { tier });
    if (severity !== null && severities !== null && !severities.has(severity)) {
      report("unknown-severity", [...keys, "severity"], { severity });
    }
    if (metric === undefined || hours === undefined || brokenNames(target)) return;
    const key = JSON.stringify([metric, tier, severity, calendarOf(hours)]);
    const earlier = first.get(key);
    if (earlier === undefined) first.set(key, index);
    else {
      report("duplicate-target", keys, {
        severity: severity ?? "*",
        tier: tier ?? "*",
        metric,
        first: pointer(["targets", earlier]),
      });
    }
  });

  const ids = new Map<string, number>();
  escalations.forEach((escalation, index) => {
    const { id, metric = null } = escalation ?? {};
    if (metric !== null && !known(metric)) report("undefined-metric", ["escalations", index, "metric"], { metric });
    if (id !== undefined) once(ids, id, index, "escalations", report, ["escalations", index, "id"]);
  });
  const fields = new Map<string, number>();
  conditions.forEach((condition, index) => {
    const field = condition?.field;
    if (field !== undefined) once(fields, field, index, "conditions", report, ["conditions", index, "field"]);
  });
  routing?.personForSeverities?.forEach((severity, index) => {
    if (severity !== undefined && severities !== null && !severities.has(severity)) {
      report("unknown-severity", ["routing", "personForSeverities", index], { severity });
    }
  });
  const [from, to] = [effectiveFrom ?? null, effectiveTo ?? null];
  if (from !== null && to !== null && epochMsOf(to) <= epochMsOf(from)) {
    report("never-in-force", ["effectiveTo"], { from, to });
  }
}

/** The names of a list; null when there is none, or not all of it could be read. */
function namesOf(
  list: readonly (string | undefined)[] | null | undefined,
  key: string,
  report: Report,
): ReadonlySet<string> | null {
  if (list === null || list === undefined) return null;
  const first = new Map<string, number>();
  list.forEach((name, index) => {
    if (name !== undefined) once(first, name, index, key, report, [key, index]);
  });
  return list.includes(undefined) ? null : new Set(first.keys());
}

function once(
  seen: Map<string, number>,
  name: string,
  index: number,
  list: string,
  report: Report,
  keys: readonly (string | number)[],
): void {
  const earlier = seen.get(name);
  if (earlier === undefined) seen.set(name, index);
  else report("duplicate-name", keys, { name, first: pointer([list, earlier]) });
}

/** Whether a part that tells one target from another was cut out. */
const brokenNames = (target: Sound<SlaTarget>): boolean =>
  (Object.hasOwn(target, "tier") && target.tier === undefined) ||
  (Object.hasOwn(target, "severity") && target.severity === undefined);

/** The exact part of a duration; `NaN` for what is none. */
function lengthOf(within: string): number {
  const parts = parseDuration(within);
  return parts.ok && parts.value.months === 0 && parts.value.days === 0 ? parts.value.ms : NaN;
}

const calendarOf = (hours: Sound<SlaHours>): string | null =>
  typeof hours === "string" ? null : (hours.business ?? null);
