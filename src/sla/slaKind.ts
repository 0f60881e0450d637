import { DomainError, orThrow, pointer, type PolicyKind, timeDurationMs } from "../core/index.ts";
import type { SlaMetric, SlaPolicyData, SlaTarget } from "./model.ts";

/** A target, ready to be applied. */
export interface CompiledTarget {
  /** The target. */
  readonly target: SlaTarget;
  /** Where it stands in the policy. */
  readonly rule: string;
  /** How long is promised. */
  readonly ms: number;
  /** The `id` of the calendar it is counted in; null round the clock. */
  readonly calendar: string | null;
}

/** What the verbs of this module work with. */
export interface CompiledSlaPolicy {
  /** The metrics that anything is promised about, each with its targets by severity. */
  readonly metrics: ReadonlyMap<SlaMetric, ReadonlyMap<string, CompiledTarget>>;
  /** The ids of the calendars that the targets name. */
  readonly calendars: ReadonlySet<string>;
}

/** The stored format of SLA policies, and how one is made ready. */
export const slaKind: PolicyKind<SlaPolicyData, CompiledSlaPolicy> = { format: "sla-policy/1", compile };

function compile({ targets }: SlaPolicyData): CompiledSlaPolicy {
  const metrics = new Map<SlaMetric, Map<string, CompiledTarget>>();
  const calendars = new Set<string>();
  targets.forEach((target, index) => {
    const { severity, metric, within, hours } = target;
    if (!isSlaMetric(metric)) throw new DomainError("invalid-metric", `expected a metric of SLAs, received ${metric}`);
    const calendar = hours === "24x7" ? null : hours.business;
    if (calendar !== null) calendars.add(calendar);
    const rows = metrics.get(metric) ?? new Map<string, CompiledTarget>();
    metrics.set(metric, rows);
    rows.set(severity, { target, rule: pointer(["targets", index]), ms: orThrow(timeDurationMs(within)), calendar });
  });
  return { metrics, calendars };
}

const isSlaMetric = (metric: string): metric is SlaMetric => metric === "firstResponse" || metric === "firstResolution";
