import { parseDuration, pointer, type PolicyGuard, type Report, type Sound } from "../core/index.ts";
import { slaMessages } from "./messages.ts";
import type { SlaHours, SlaPolicyData } from "./model.ts";
import { slaPolicySchema } from "./schema.ts";
import { type CompiledSlaPolicy, slaKind } from "./slaKind.ts";

/** What the doors of SLA policies check. */
export const slaPolicyGuard: PolicyGuard<SlaPolicyData, CompiledSlaPolicy> = /* @__PURE__ */ (() => ({
  ...slaKind,
  schema: slaPolicySchema,
  crossCheck,
  findings,
  messages: slaMessages,
}))();

function crossCheck({ targets = [] }: Sound<SlaPolicyData>, report: Report): void {
  const first = new Map<string, number>();
  targets.forEach((target, index) => {
    if (target?.within !== undefined && lengthOf(target.within) === 0) {
      report("target-not-positive", ["targets", index, "within"], { observed: target.within });
    }
    const { severity, metric } = target ?? {};
    if (severity === undefined || metric === undefined) return;
    const key = pointer([metric, severity]);
    const earlier = first.get(key);
    if (earlier === undefined) first.set(key, index);
    else report("duplicate-target", ["targets", index], { severity, metric, first: pointer(["targets", earlier]) });
  });
}

function findings({ targets }: SlaPolicyData, report: Report): void {
  const metrics = new Set(targets.map(({ metric }) => metric));
  for (const severity of new Set(targets.map((target) => target.severity))) {
    const of = (metric: string) => targets.find((target) => target.severity === severity && target.metric === metric);
    for (const metric of metrics) {
      if (of(metric) === undefined) report("severity-without-promise", ["targets"], { severity, metric });
    }
    const [response, resolution] = [of("firstResponse"), of("firstResolution")];
    if (response === undefined || resolution === undefined || !sameHours(response.hours, resolution.hours)) continue;
    if (lengthOf(resolution.within) < lengthOf(response.within)) {
      report("resolution-before-response", ["targets", targets.indexOf(resolution), "within"], {
        severity,
        resolution: { kind: "duration", ms: lengthOf(resolution.within) },
        response: { kind: "duration", ms: lengthOf(response.within) },
      });
    }
  }
}

/** The exact part of a duration; `NaN` for what is none. */
function lengthOf(within: string): number {
  const parts = parseDuration(within);
  return parts.ok ? parts.value.ms : NaN;
}

/** Lengths in different hours cannot be compared. */
const sameHours = (a: SlaHours, b: SlaHours): boolean =>
  (a === "24x7" ? null : a.business) === (b === "24x7" ? null : b.business);
