import {
  DomainError,
  epochMsOf,
  orThrow,
  pointer,
  type PolicyKind,
  type PolicyReference,
  timeDurationMs,
} from "../core/index.ts";
import { maskOf, PAUSE, SIGNAL } from "./internal/signals.ts";
import { slaMetrics } from "./metrics.ts";
import type { SlaEscalation, SlaMetric, SlaMetricDefinition, SlaPolicyData, SlaTarget } from "./model.ts";

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

/** A step of escalation, ready to be applied. */
export interface CompiledEscalation {
  /** The step. */
  readonly escalation: SlaEscalation;
  /** Where it stands in the policy. */
  readonly rule: string;
  /** How much of a target has to have run. */
  readonly thresholdOf: (targetMs: number) => number;
}

/** The targets of one metric, by tier and severity; null stands for all. */
export type TargetIndex = ReadonlyMap<string | null, ReadonlyMap<string | null, readonly CompiledTarget[]>>;

/** A metric that something is promised about. */
export interface CompiledMetric {
  /** Its name. */
  readonly id: string;
  /** Signals that start it. */
  readonly startOn: number;
  /** Holds it stands still for. */
  readonly pauseWhile: number;
  /** Signals that stop it. */
  readonly stopOn: number;
  /** Whether it may start again. */
  readonly perEvent: boolean;
  /** What becomes of it when a case is opened again. */
  readonly onReopen: SlaMetricDefinition["onReopen"];
  /** Its targets. */
  readonly targets: TargetIndex;
}

/** What the verbs of this module work with. */
export interface CompiledSlaPolicy {
  /** Which policy it is. */
  readonly reference: PolicyReference;
  /** The policy. */
  readonly data: SlaPolicyData;
  /** The moment from which it is in force. */
  readonly from: number;
  /** The moment at which it is no longer. */
  readonly to: number;
  /** The metrics that anything is promised about, in the order in which targets name them. */
  readonly metrics: readonly CompiledMetric[];
  /** The same by name. */
  readonly byId: ReadonlyMap<string, CompiledMetric>;
  /** The ids of the calendars that the targets name. */
  readonly calendars: ReadonlySet<string>;
  /** The steps of escalation. */
  readonly escalations: readonly CompiledEscalation[];
}

/** The stored format of SLA policies, and how one is made ready. */
export const slaKind: PolicyKind<SlaPolicyData, CompiledSlaPolicy> = { format: "sla-policy/1", compile };

function compile(data: SlaPolicyData): CompiledSlaPolicy {
  const indexes = new Map<string, Map<string | null, Map<string | null, CompiledTarget[]>>>();
  const calendars = new Set<string>();
  data.targets.forEach((target, index) => {
    const { tier, severity, metric, within, hours } = target;
    const calendar = hours === "24x7" ? null : hours.business;
    if (calendar !== null) calendars.add(calendar);
    const byTier = madeOnce(indexes, metric, () => new Map<string | null, Map<string | null, CompiledTarget[]>>());
    const bySeverity = madeOnce(byTier, tier, () => new Map<string | null, CompiledTarget[]>());
    madeOnce(bySeverity, severity, (): CompiledTarget[] => []).push({
      target,
      rule: pointer(["targets", index]),
      ms: orThrow(timeDurationMs(within)),
      calendar,
    });
  });
  const metrics = [...indexes].map(([id, targets]) => compiledMetric(id, definitionOf(data, id), targets));
  return {
    reference: { id: data.id, version: data.version },
    data,
    from: data.effectiveFrom === null ? -Infinity : soundMoment(data.effectiveFrom),
    to: data.effectiveTo === null ? Infinity : soundMoment(data.effectiveTo),
    metrics,
    byId: new Map(metrics.map((metric) => [metric.id, metric])),
    calendars,
    escalations: data.escalations.map((escalation, index) => ({
      escalation,
      rule: pointer(["escalations", index]),
      thresholdOf: thresholdOf(escalation),
    })),
  };
}

function madeOnce<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}

const compiledMetric = (id: string, definition: SlaMetricDefinition, targets: TargetIndex): CompiledMetric => ({
  id,
  startOn: maskOf(SIGNAL, definition.startOn),
  pauseWhile: maskOf(PAUSE, definition.pauseWhile),
  stopOn: maskOf(SIGNAL, definition.stopOn),
  perEvent: definition.cycle === "perEvent",
  onReopen: definition.onReopen,
  targets,
});

/** The policy's own definition, else the one of that name that comes with the library. */
function definitionOf({ metrics }: SlaPolicyData, id: string): SlaMetricDefinition {
  const own = Object.hasOwn(metrics, id) ? metrics[id] : undefined;
  const definition = own ?? (isSlaMetric(id) ? slaMetrics[id] : undefined);
  if (definition !== undefined) return definition;
  throw new DomainError("invalid-metric", `expected a metric of SLAs, received ${id}`);
}

/**
 * Tells whether a metric comes with the library.
 *
 * @param metric - Its name.
 * @returns Whether `slaMetrics` has it.
 */
export const isSlaMetric = (metric: string): metric is SlaMetric => Object.hasOwn(slaMetrics, metric);

function thresholdOf({ when }: SlaEscalation): (targetMs: number) => number {
  if ("atPercent" in when) {
    const { atPercent } = when;
    return (targetMs) => Math.ceil((targetMs * atPercent) / 100);
  }
  if ("afterStart" in when) {
    const after = orThrow(timeDurationMs(when.afterStart));
    return () => after;
  }
  if ("beforeDue" in when) {
    const before = orThrow(timeDurationMs(when.beforeDue));
    return (targetMs) => Math.max(0, targetMs - before);
  }
  const after = orThrow(timeDurationMs(when.afterDue));
  return (targetMs) => targetMs + after;
}

function soundMoment(text: string): number {
  const at = epochMsOf(text);
  if (Number.isNaN(at)) throw new DomainError("invalid-instant", `expected a moment, received ${text}`);
  return at;
}
