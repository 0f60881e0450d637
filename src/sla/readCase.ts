import { epochMsOf, err, instantFromMs, ok, type Result, unreachable } from "../core/index.ts";
import { type Case, type CaseEvent, parseCase } from "../customer/index.ts";
import type { SlaRefusal } from "./model.ts";

/** What is known of a case at a moment, in epoch milliseconds. */
export interface CaseLog {
  /** The host's identifier. */
  readonly id: string;
  /** How serious it is. */
  readonly severity: string;
  /** When it was opened. */
  readonly openedAt: number;
  /** The moment of judgement. */
  readonly asOf: number;
  /** The first public reply of a person on our side; null when there is none. */
  readonly respondedAt: number | null;
  /** The first time it was resolved; null when it was not. */
  readonly resolvedAt: number | null;
  /** The first time it was opened again after that; null when it was not. */
  readonly reopenedAt: number | null;
  /** How many events are dated before the opening. */
  readonly beforeOpening: number;
}

/**
 * Reads what is known of a case at a moment: each event once, in whatever order they come, and none from after it.
 *
 * @param subject - The case.
 * @param asOf - Epoch milliseconds.
 * @returns What is known; or why it cannot be said.
 */
export function readCase(subject: Case, asOf: number): Result<CaseLog, SlaRefusal> {
  const parsed = parseCase(subject);
  if (!parsed.ok) return err(parsed.error[0] ?? unreachable("a row that is refused has a problem"));
  const { id, severity, events } = parsed.value;
  const openedAt = epochMsOf(parsed.value.openedAt);
  if (openedAt > asOf) {
    return err({ code: "case-not-open-yet", caseId: id, openedAt: instantFromMs(openedAt), asOf: instantFromMs(asOf) });
  }
  const known = new Map<string, { readonly at: number; readonly event: CaseEvent }>();
  for (const event of events) {
    const at = epochMsOf(event.at);
    if (at > asOf) continue;
    const earlier = known.get(event.id);
    if (earlier === undefined) known.set(event.id, { at, event });
    else if (at !== earlier.at || !sameEvent(event, earlier.event)) {
      return err({ code: "conflicting-events", caseId: id, eventId: event.id });
    }
  }

  const counted = [...known.values()].filter(({ at }) => at >= openedAt);
  const first = (after: number, holds: (event: CaseEvent) => boolean): number | null => {
    let earliest = Infinity;
    for (const { at, event } of counted) if (at >= after && at < earliest && holds(event)) earliest = at;
    return earliest === Infinity ? null : earliest;
  };
  const resolvedAt = first(openedAt, ({ kind }) => kind === "resolved");
  return ok({
    id,
    severity,
    openedAt,
    asOf,
    respondedAt: first(openedAt, isResponse),
    resolvedAt,
    reopenedAt: resolvedAt === null ? null : first(resolvedAt, ({ kind }) => kind === "reopened"),
    beforeOpening: known.size - counted.length,
  });
}

const isPublic = (event: CaseEvent): boolean => event.public ?? true;

/** Only what a person on our side wrote for the customer to see. */
const isResponse = (event: CaseEvent): boolean => event.kind === "reply" && event.by === "agent" && isPublic(event);

const sameEvent = (a: CaseEvent, b: CaseEvent): boolean =>
  a.kind === b.kind && a.by === b.by && isPublic(a) === isPublic(b);
