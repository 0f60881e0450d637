import { DomainError } from "clientele/core";
import type { Coded } from "clientele/explain";
import {
  evaluateSla,
  projectSla,
  type SlaProspect,
  type SlaStatus,
  type SlaTimeline,
  slaTimeline,
} from "clientele/sla";
import { caseOf, momentOf, OFFICE, policyOf, type Scenario, type StepName, STEPS, timeFaults } from "./scenario.ts";

/** What the library says about a scenario. */
export interface Sight {
  readonly scenario: Scenario;
  readonly timeline: SlaTimeline;
  readonly status: SlaStatus;
  readonly prospects: readonly SlaProspect[];
}

/** A field of the page. */
export type Place = StepName | "opened" | "asOf" | "severity" | "tier";

/** Something that keeps a scenario from being judged; `place` is null where it belongs to no field. */
export interface Trouble {
  readonly place: Place | null;
  /** The library's own issue; a text where it throws. */
  readonly said: Coded | string;
}

/** Judges a scenario, or says everything that stands in the way. */
export function look(
  scenario: Scenario,
): { readonly ok: true; readonly sight: Sight } | { readonly ok: false; readonly troubles: readonly Trouble[] } {
  const faults = timeFaults(scenario);
  if (faults.length > 0) {
    return { ok: false, troubles: faults.map(({ place, fault }): Trouble => ({ place, said: fault })) };
  }
  try {
    const [subject, policy] = [caseOf(scenario), policyOf(scenario)];
    const context = { asOf: momentOf(scenario.asOf), calendars: [OFFICE] };
    const status = evaluateSla(subject, policy, context);
    if (!status.ok) return refused(status.error, scenario);
    const timeline = slaTimeline(subject, policy, context);
    if (!timeline.ok) return refused(timeline.error, scenario);
    const prospects = projectSla(subject, policy, context);
    if (!prospects.ok) return refused(prospects.error, scenario);
    const sight = { scenario, timeline: timeline.value, status: status.value, prospects: prospects.value };
    return { ok: true, sight };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return { ok: false, troubles: [{ place: null, said: error.message }] };
  }
}

function refused(said: Coded, scenario: Scenario): { readonly ok: false; readonly troubles: readonly Trouble[] } {
  return { ok: false, troubles: [{ place: placeOf(said, scenario), said }] };
}

/** The field that a refusal is about. */
function placeOf(said: Coded & { readonly path?: unknown }, { steps }: Scenario): Place | null {
  if (said.code === "case-not-open-yet") return "asOf";
  if (typeof said.path !== "string") return null;
  const [, first = "", index = ""] = said.path.split("/");
  if (first === "openedAt") return "opened";
  if (first === "severity" || first === "tier" || first === "asOf") return first;
  if (first === "events") return STEPS.filter((step) => steps[step] !== "")[Number(index)] ?? null;
  return null;
}
