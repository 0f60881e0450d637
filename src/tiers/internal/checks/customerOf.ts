import { durationParts, epochMsOf, type Instant, instantFromMs, type ZoneRules } from "../../../core/index.ts";
import type { Activity } from "../../../customer/index.ts";
import type { ConditionExample, MetricDefinition, MetricValues } from "../../../rules/index.ts";
import type { TierSubject } from "../../model.ts";
import { plusParts } from "../moments.ts";

/** More than this is not done in an example. */
const MOST_ACTIVITIES = 1000;
/** So many customers are tried where a draw has to fall on one. */
const MOST_DRAWS = 1000;

type Done = ConditionExample["beside"][number];

/** Where an example customer lives. */
export interface Surroundings {
  /** What is measured of them. */
  readonly metrics: readonly MetricDefinition[];
  /** In whose calendar windows are laid. */
  readonly zone: ZoneRules;
}

/**
 * Counts the customers of whom facts may be known: one, or where a draw decides many, who differ in name.
 *
 * @param facts - What is known.
 * @returns How many to try.
 */
export const drawsOf = ({ beside }: ConditionExample): number =>
  beside.some(({ kind, value }) => kind === "bucket" && value !== null) ? MOST_DRAWS : 1;

/**
 * Makes a customer of whom facts are known.
 *
 * @param facts - What is known.
 * @param asOf - The moment of judgement.
 * @param surroundings - The policy's metrics and zone.
 * @returns The customer, without a tier.
 */
export function customerOf(
  { metrics, beside }: ConditionExample,
  asOf: Instant,
  surroundings: Surroundings,
): Omit<TierSubject, "state"> {
  const members = beside.filter(({ kind, value }) => kind === "member-of" && value !== null);
  const done = beside.filter(({ kind, value }) => kind === "performed" && value !== null);
  const customerId = "example-1";
  return {
    customerId,
    metrics: measuredOf(metrics, asOf, surroundings.metrics),
    ...(members.length === 0
      ? {}
      : { segments: Object.fromEntries(members.map(({ about, value }) => [about, value === 1])) }),
    ...(done.length === 0 ? {} : { activity: activityOf(done, customerId, asOf, surroundings.zone) }),
  };
}

/**
 * Names a customer otherwise, so that draws fall otherwise.
 *
 * @param customer - The customer.
 * @param draw - Which of the customers to try, from 1.
 * @returns The same of another name.
 */
export function renamed(customer: Omit<TierSubject, "state">, draw: number): Omit<TierSubject, "state"> {
  const customerId = `example-${draw}`;
  const { activity } = customer;
  if (activity === undefined || activity === null) return { ...customer, customerId };
  return { ...customer, customerId, activity: activity.map((row) => ({ ...row, customerId })) };
}

/** Values that rest on as many facts as they must, and on fresh ones. */
function measuredOf(
  values: ConditionExample["metrics"],
  asOf: Instant,
  metrics: readonly MetricDefinition[],
): MetricValues {
  const measured = Object.entries(values).map(([id, value]) => {
    const { minSample: n = null, maxAge = null } = metrics.find((metric) => metric.id === id) ?? {};
    if (value === null || (n === null && maxAge === null)) return [id, value] as const;
    return [id, { value, ...(n === null ? {} : { n }), ...(maxAge === null ? {} : { freshAt: asOf }) }] as const;
  });
  return Object.fromEntries<MetricValues[string]>(measured);
}

/** What was done, the most recent first: each question has its own rows beside those that count for a narrower one. */
function activityOf(done: readonly Done[], customerId: string, asOf: Instant, zone: ZoneRules): readonly Activity[] {
  const asOfMs = epochMsOf(asOf);
  const asked = done.map((one) => ({ ...one, afterMs: startOf(one.within, asOfMs, zone) }));
  // the shortest window first, and in one window the question that asks for most
  asked.sort((a, b) => b.afterMs - a.afterMs || fieldsOf(b).length - fieldsOf(a).length);
  const earliest = Math.min(asOfMs, ...asked.map(({ afterMs }) => afterMs).filter(Number.isFinite));
  const rows: { readonly row: Activity; readonly atMs: number }[] = [];
  for (const one of asked) {
    const { about, value, afterMs } = one;
    const fields = fieldsOf(one);
    const counted = rows.filter(
      ({ row, atMs }) =>
        row.kind === about &&
        atMs > afterMs &&
        fields.every(([field, wanted]) => (row as unknown as Readonly<Record<string, unknown>>)[field] === wanted),
    );
    const atMs = Number.isFinite(afterMs) ? afterMs + 1 : earliest - DAY_MS;
    for (let more = counted.length; more < Math.min(value ?? 0, MOST_ACTIVITIES); more++) {
      rows.push({ row: { ...Object.fromEntries(fields), customerId, at: instantFromMs(atMs), kind: about }, atMs });
    }
  }
  return rows.map(({ row }) => row);
}

const DAY_MS = 86_400_000;

const fieldsOf = ({ where }: Done): readonly (readonly [string, unknown])[] => Object.entries(where ?? {});

function startOf(within: string | null, asOfMs: number, zone: ZoneRules): number {
  if (within === null) return -Infinity;
  const { months, days, ms } = durationParts(within);
  return plusParts(asOfMs, { months: -months, days: -days, ms: -ms }, zone);
}
