import { epochMsOf, err, instantFromMs, ok, type Result, unreachable } from "../../core/index.ts";
import { type Case, type CaseEvent, parseCase } from "../../customer/index.ts";
import type { SlaRefusal } from "../model.ts";
import { Holds } from "./holds.ts";
import { SeenEvents } from "./seenEvents.ts";
import { BREACHED, CANCELLED, CHANGED, EXCUSED, PAUSE, PAUSED, REOPENED, RESUMED, SIGNAL } from "./signals.ts";

/** One event, as clocks see it. */
export interface Step {
  /** When, in epoch milliseconds. */
  readonly at: number;
  /** What it says, as bits. */
  signal: number;
  /** The holds that are on after it, as bits. */
  holds: number;
  /** Where it comes among events of one moment. */
  readonly rank: number;
  /** The event; null for a new version of the policy. */
  readonly event: CaseEvent | null;
}

/** What is known of a case at a moment. */
export interface CaseLog {
  /** The case. */
  readonly subject: Case;
  /** When it was opened. */
  readonly openedAt: number;
  /** The moment of judgement. */
  readonly asOf: number;
  /** What happened since, each event once, in order; none from after `asOf`. */
  readonly steps: readonly Step[];
  /** How many events are dated before the opening. */
  readonly beforeOpening: number;
  /** The kinds that are not known here, with how many events have them. */
  readonly unknownKinds: ReadonlyMap<string, number>;
}

interface Meaning {
  readonly signal: number;
  readonly rank: number;
}

/** At one moment a case is first opened again, then written to, then solved; what is answered then was asked by then. */
const MEANINGS: ReadonlyMap<string, Meaning> = /* @__PURE__ */ (() => {
  const inOrder: readonly (readonly [kind: string, signal: number])[] = [
    ["severity-changed", CHANGED],
    ["tier-changed", CHANGED],
    ["resumed", RESUMED],
    ["paused", PAUSED],
    ["reopened", REOPENED],
    ["assigned", SIGNAL.assigned],
    ["reply", 0],
    ["resolved", SIGNAL.resolved],
    ["closed", SIGNAL.closed],
    ["cancelled", CANCELLED],
    ["breached", BREACHED],
    ["excused", EXCUSED],
    ["note", 0],
  ];
  return new Map(inOrder.map(([kind, signal], rank) => [kind, { signal, rank: rank + 1 }]));
})();
const UNKNOWN: Meaning = { signal: 0, rank: 99 };
const NO_KINDS: ReadonlyMap<string, number> = /* @__PURE__ */ new Map<string, number>();
/** A response comes after what the customer wrote at the same moment. */
const RESPONSE_RANK = 7.5;

/**
 * Reads what is known of a case at a moment, in one pass: each event once, in whatever order they come, and none from after
 * it.
 *
 * @param subject - The case.
 * @param asOf - Epoch milliseconds.
 * @returns What is known; or why it cannot be said.
 */
export function readCaseLog(subject: Case, asOf: number): Result<CaseLog, SlaRefusal> {
  try {
    return read(subject, asOf) ?? err(problemOf(subject));
  } catch {
    return err(problemOf(subject)); // a getter or proxy that throws
  }
}

/** The full check of the facts says what is wrong, and where. */
function problemOf(subject: Case): SlaRefusal {
  const parsed = parseCase(subject);
  if (!parsed.ok) return parsed.error[0] ?? unreachable("a row that is refused has a problem");
  return { code: "invalid-fact", path: "", expected: "plain-data", observed: "an object" };
}

const LONGEST_LOG = 100_000;

/** Null when the facts are not sound. */
function read(subject: Case, asOf: number): Result<CaseLog, SlaRefusal> | null {
  if (!isObject(subject) || Array.isArray(subject) || !soundHead(subject)) return null;
  const openedAt = epochMsOf(subject.openedAt);
  const { id, events } = subject;
  if (Number.isNaN(openedAt) || !Array.isArray(events) || events.length > LONGEST_LOG) return null;

  const steps: Step[] = [];
  const seen = new SeenEvents(events.length);
  let inOrder = true;
  let held = false;
  let beforeOpening = 0;
  let conflict: CaseEvent | null = null;
  let unknownKinds: Map<string, number> | null = null;
  let last: Step | null = null;
  for (const event of events as readonly CaseEvent[]) {
    if (!isObject(event) || !soundEvent(event)) return null;
    const at = epochMsOf(event.at);
    if (Number.isNaN(at)) return null;
    if (at > asOf) continue;
    const earlier = seen.orAdd(event);
    if (earlier !== null) {
      if (!sameEvent(event, earlier) && (conflict === null || event.id < conflict.id)) conflict = event;
      continue;
    }
    if (at < openedAt) {
      beforeOpening += 1;
      continue;
    }
    const meaning = MEANINGS.get(event.kind) ?? UNKNOWN;
    if (meaning === UNKNOWN) {
      unknownKinds ??= new Map();
      unknownKinds.set(event.kind, (unknownKinds.get(event.kind) ?? 0) + 1);
    }
    const signal = event.kind === "reply" ? replySignal(event) : meaning.signal;
    const rank = (signal & SIGNAL.response) === 0 ? meaning.rank : RESPONSE_RANK;
    const step: Step = { at, signal, holds: 0, rank, event };
    if (last !== null && inOrder && compare(last, step) > 0) inOrder = false;
    if ((signal & (PAUSED | RESUMED)) !== 0) held = true;
    steps.push(step);
    last = step;
  }
  if (openedAt > asOf) {
    return err({ code: "case-not-open-yet", caseId: id, openedAt: instantFromMs(openedAt), asOf: instantFromMs(asOf) });
  }
  if (conflict !== null) return err({ code: "conflicting-events", caseId: id, eventId: conflict.id });
  if (!inOrder) steps.sort(compare);
  markFollowUps(steps);
  if (held) markHolds(steps);
  return ok({ subject, openedAt, asOf, steps, beforeOpening, unknownKinds: unknownKinds ?? NO_KINDS });
}

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;
const isText = (value: unknown): boolean => value === undefined || value === null || typeof value === "string";
const isTruth = (value: unknown): boolean => value === undefined || value === null || typeof value === "boolean";
const isName = (value: unknown): boolean => typeof value === "string" && value !== "";

function soundHead(subject: Case): boolean {
  const { id, customerId, severity, tier, channel, department, owner, repeats, sentiment, automaticAnswerFailed } =
    subject;
  return (
    isName(id) &&
    isName(customerId) &&
    isName(severity) &&
    isText(tier) &&
    isText(subject.subject) &&
    isText(channel) &&
    isText(department) &&
    isText(owner) &&
    (repeats === undefined || repeats === null || (Number.isSafeInteger(repeats) && repeats >= 0)) &&
    isText(sentiment) &&
    isTruth(automaticAnswerFailed)
  );
}

const isAuthor = (by: string): boolean => by === "agent" || by === "customer" || by === "system";
const isAwaited = (whom: string): boolean => whom === "customer" || whom === "thirdParty";

function soundEvent(event: CaseEvent): boolean {
  const { id, kind, by } = event;
  if (!isName(id) || !isName(kind)) return false;
  if (!isAuthor(by)) return false;
  if (!isTruth(event.public) || !isTruth(event.response)) return false;
  const { waitingFor = null, hold = null, severity = null, tier, metric = null, startedAt = null, excuse } = event;
  const breachedAt = event.breachedAt ?? null;
  if (waitingFor !== null && !isAwaited(waitingFor)) return false;
  if (hold !== null && !isName(hold)) return false;
  if (severity === null ? kind === "severity-changed" : !isName(severity)) return false;
  if (metric === null ? kind === "breached" || kind === "excused" : !isName(metric)) return false;
  if (startedAt !== null && Number.isNaN(epochMsOf(startedAt))) return false;
  if (breachedAt !== null && Number.isNaN(epochMsOf(breachedAt))) return false;
  return isText(tier) && isText(excuse);
}

/** Only what a person on our side wrote for the customer to see is a response, unless the host says otherwise. */
function replySignal(event: CaseEvent): number {
  const { by } = event;
  const isResponse = event.response ?? (by === "agent" && (event.public ?? true));
  if (isResponse) return SIGNAL.response;
  return by === "customer" ? SIGNAL.customerReply : 0;
}

const compare = (a: Step, b: Step): number =>
  a.at - b.at || a.rank - b.rank || ((a.event?.id ?? "") < (b.event?.id ?? "") ? -1 : 1);

/** What the customer writes after a response. */
function markFollowUps(steps: readonly Step[]): void {
  let answered = false;
  for (const step of steps) {
    if ((step.signal & SIGNAL.response) !== 0) answered = true;
    else if (answered && (step.signal & SIGNAL.customerReply) !== 0) step.signal |= SIGNAL.followUp;
  }
}

/**
 * Which holds are on after each event. Holds of several names may overlap; a pause and a resumption of one hold at one moment
 * leave it as it was.
 */
function markHolds(steps: readonly Step[]): void {
  const holds = new Holds();
  for (let from = 0; from < steps.length; ) {
    const first = steps[from];
    if (first === undefined) return;
    let to = from + 1;
    while (steps[to]?.at === first.at) to++;
    if (to > from + 1) holdTogether(holds, steps.slice(from, to));
    else holdAlone(holds, first);
    for (; from < to; from++) {
      const step = steps[from];
      if (step !== undefined) step.holds = holds.bits;
    }
  }
}

function holdAlone(holds: Holds, { event, signal }: Step): void {
  if ((signal & PAUSED) !== 0) holds.begin(event?.hold ?? "", holdOf(event));
  else if ((signal & RESUMED) !== 0) holds.end(event?.hold ?? "");
}

function holdTogether(holds: Holds, steps: readonly Step[]): void {
  const ended = new Set<string>();
  const begun = new Map<string, number>();
  for (const { event, signal } of steps) {
    const name = event?.hold ?? "";
    if ((signal & RESUMED) !== 0) ended.add(name);
    else if ((signal & PAUSED) !== 0) begun.set(name, (begun.get(name) ?? 0) | holdOf(event));
  }
  const stay = [...begun].filter(([name]) => !ended.has(name) || holds.has(name));
  for (const name of ended) holds.end(name);
  for (const [name, bits] of stay) holds.begin(name, bits);
}

function holdOf(event: CaseEvent | null): number {
  const waitingFor = event?.waitingFor ?? null;
  if (waitingFor === "customer") return PAUSE.waitingForCustomer;
  return waitingFor === "thirdParty" ? PAUSE.waitingForThirdParty : PAUSE.onHold;
}

/** Whether two events say the same, in whatever form their moments are written. */
function sameEvent(a: CaseEvent, b: CaseEvent): boolean {
  const moment = (input: unknown): number => ((input ?? null) === null ? 0 : epochMsOf(input));
  return (
    a.kind === b.kind &&
    a.by === b.by &&
    moment(a.at) === moment(b.at) &&
    (a.public ?? true) === (b.public ?? true) &&
    (a.response ?? null) === (b.response ?? null) &&
    (a.waitingFor ?? null) === (b.waitingFor ?? null) &&
    (a.hold ?? null) === (b.hold ?? null) &&
    (a.severity ?? null) === (b.severity ?? null) &&
    (a.tier ?? null) === (b.tier ?? null) &&
    (a.metric ?? null) === (b.metric ?? null) &&
    moment(a.startedAt) === moment(b.startedAt) &&
    moment(a.breachedAt) === moment(b.breachedAt) &&
    (a.excuse ?? null) === (b.excuse ?? null)
  );
}
