import { epochMsOf, pointer, show } from "../../core/index.ts";
import type { ActivityCount, ConditionFinding, ConditionFindingCode, ConditionSubject } from "../programModel.ts";
import type { BehaviourSlot } from "./compiled.ts";
import { murmur3 } from "./murmur3.ts";

/** What behaviour is read with. */
export interface BehaviourReader {
  /** The moment of judgement. */
  readonly asOfMs: number;
  /** What happened at this moment or before lies outside the window; minus infinity for ever. */
  readonly afterMs: number;
}

/** What is seen: a number of the row, and what a trace shows of it. */
export interface Sighting {
  /** The number of the row; NaN where it is not known. */
  readonly value: number;
  /** The number for traces: times, a moment, a draw; NaN where there is none. */
  readonly shown: number;
}

const NOT_KNOWN: Sighting = { value: NaN, shown: NaN };

/**
 * Reads what a customer did or is as a number of the row. What cannot be used is not known (NaN), and a finding says why.
 *
 * @param slot - What is asked.
 * @param subject - What is known of the customer.
 * @param reader - `asOfMs`, `afterMs`.
 * @param findings - Where to put what is amiss.
 * @returns For `performed` how often; for `lastPerformed` 1 within the window, 0 not; for `memberOf` 1 or 0; for `bucket`
 *   the draw.
 */
export function observeBehaviour(
  slot: BehaviourSlot,
  subject: ConditionSubject,
  reader: BehaviourReader,
  findings: ConditionFinding[],
): Sighting {
  const amiss = (code: ConditionFindingCode, params: ConditionFinding["params"]): void => {
    const { keys } = slot;
    findings.push({ code, severity: "warning", path: pointer(keys), keys, params });
  };
  switch (slot.kind) {
    case "performed":
      return performed(slot, subject, reader, amiss);
    case "last-performed":
      return lastPerformed(slot, subject, reader, amiss);
    case "member-of":
      return memberOf(slot.segment, subject, amiss);
    case "bucket": {
      const { customerId } = subject;
      if (typeof customerId === "string") {
        const draw = murmur3(customerId, slot.seed) / 4_294_967_296;
        return { value: draw, shown: draw };
      }
      amiss("customer-id-missing", {});
      return NOT_KNOWN;
    }
  }
}

type Amiss = (code: ConditionFindingCode, params: ConditionFinding["params"]) => void;

/** How often something was done for sure, how often beside that perhaps, and when last. */
interface Counted {
  readonly sure: number;
  readonly perhaps: number;
  readonly lastMs: number;
}

function performed(
  { terms }: Extract<BehaviourSlot, { kind: "performed" }>,
  subject: ConditionSubject,
  reader: BehaviourReader,
  amiss: Amiss,
): Sighting {
  const { event, where, times, within } = terms;
  if (isList(subject.activity)) {
    const { sure, perhaps } = countActivity(event, where ?? {}, subject, reader, amiss);
    const enough = times ?? 1;
    // what is perhaps makes a difference only where it could decide
    const known = sure >= enough || sure + perhaps < enough;
    return { value: known ? sure : NaN, shown: sure };
  }
  if (where === null || Object.keys(where).length === 0) {
    const found = countsOf(subject).find(({ kind, within: counted }) => kind === event && (counted ?? null) === within);
    const { times: counted } = found ?? {};
    if (typeof counted === "number" && Number.isSafeInteger(counted) && counted >= 0) {
      return { value: counted, shown: counted };
    }
  }
  amiss("activity-missing", { event });
  return NOT_KNOWN;
}

function lastPerformed(
  { event }: Extract<BehaviourSlot, { kind: "last-performed" }>,
  subject: ConditionSubject,
  reader: BehaviourReader,
  amiss: Amiss,
): Sighting {
  const { afterMs, asOfMs } = reader;
  if (isList(subject.activity)) {
    const { sure, perhaps, lastMs } = countActivity(event, {}, subject, { asOfMs, afterMs: -Infinity }, amiss);
    if (sure > 0 && lastMs > afterMs) return { value: 1, shown: lastMs };
    return { value: perhaps > 0 ? NaN : 0, shown: lastMs };
  }
  const found = countsOf(subject).find(({ kind, lastAt }) => kind === event && lastAt !== undefined);
  if (found?.lastAt === null) return { value: 0, shown: NaN };
  if (found !== undefined) {
    const lastMs = epochMsOf(found.lastAt);
    if (lastMs <= asOfMs) return { value: Number(lastMs > afterMs), shown: lastMs };
    const future = !Number.isNaN(lastMs);
    amiss(future ? "activity-from-the-future" : "activity-unreadable", {
      event,
      rows: 1,
      observed: show(found.lastAt),
    });
    return NOT_KNOWN;
  }
  amiss("activity-missing", { event });
  return NOT_KNOWN;
}

/**
 * Counts what was done within the window. What lies after the moment of judgement, or is another customer's, does not count;
 * what cannot be read, or lacks a field that is asked about, counts perhaps.
 */
function countActivity(
  event: string,
  where: Readonly<Record<string, unknown>>,
  { activity, customerId }: ConditionSubject,
  { asOfMs, afterMs }: BehaviourReader,
  amiss: Amiss,
): Counted {
  const asked = Object.entries(where);
  let [sure, perhaps, unreadable, future, another] = [0, 0, 0, 0, 0];
  let lastMs = NaN;
  for (const row of (activity ?? []) as readonly unknown[]) {
    if (typeof row !== "object" || row === null) {
      unreadable += 1;
      continue;
    }
    const fact = row as Readonly<Record<string, unknown>>;
    if (typeof fact["kind"] !== "string") unreadable += 1;
    else if (fact["kind"] === event) {
      const atMs = epochMsOf(fact["at"]);
      if (typeof customerId === "string" && fact["customerId"] !== customerId) another += 1;
      else if (Number.isNaN(atMs)) unreadable += 1;
      else if (atMs > asOfMs) future += 1;
      else if (atMs > afterMs) {
        const fits = fitOf(fact, asked);
        if (fits === null) perhaps += 1;
        else if (fits) {
          sure += 1;
          if (!(atMs <= lastMs)) lastMs = atMs;
        }
      }
    }
  }
  if (unreadable > 0) amiss("activity-unreadable", { event, rows: unreadable });
  if (future > 0) amiss("activity-from-the-future", { event, rows: future });
  if (another > 0) amiss("activity-of-another", { event, rows: another });
  return { sure, perhaps: perhaps + unreadable, lastMs };
}

/** Whether a fact has these fields: null where one is missing and none differs. */
function fitOf(
  fact: Readonly<Record<string, unknown>>,
  asked: readonly (readonly [string, unknown])[],
): boolean | null {
  let known = true;
  for (const [field, wanted] of asked) {
    const value = Object.hasOwn(fact, field) ? fact[field] : null;
    if (value === null || value === undefined) known = false;
    else if (value !== wanted) return false;
  }
  return known ? true : null;
}

function memberOf(segment: string, { segments }: ConditionSubject, amiss: Amiss): Sighting {
  if (isList(segments)) {
    const value = Number(segments.includes(segment));
    return { value, shown: value };
  }
  if (typeof segments === "object" && segments !== null) {
    const known = segments as Readonly<Record<string, unknown>>;
    const given = Object.hasOwn(known, segment) ? known[segment] : null;
    if (typeof given === "boolean") return { value: Number(given), shown: Number(given) };
  }
  amiss("segment-missing", { segment });
  return NOT_KNOWN;
}

const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);
const countsOf = ({ activityCounts }: ConditionSubject): readonly ActivityCount[] =>
  isList(activityCounts) ? activityCounts.filter(isCount) : [];
const isCount = (row: unknown): row is ActivityCount => typeof row === "object" && row !== null;
