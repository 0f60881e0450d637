import { instant, type Instant, parseInstant } from "clientele/core";
import { type LifecycleFacts, type LifecyclePolicy, lifecyclePresets, reviewLifecycle } from "clientele/lifecycle";
import { answerFor, beginning, type Told } from "./course.ts";

/** The lifecycles one may begin with. */
export const PRESETS = ["acquireToWinBack", "prospectingToWinBack", "funnel", "engagement", "leadPool"] as const;

export type Preset = (typeof PRESETS)[number];

/** What a link holds of the playground. */
export interface Shared {
  readonly preset: Preset;
  /** The policy where it was edited; null for that of the preset. */
  readonly policy: unknown;
  /** What happened, in order. */
  readonly events: readonly {
    readonly kind: string;
    readonly at: Instant;
    readonly facts: LifecycleFacts | null;
    readonly reason: string | null;
  }[];
  /** The moment looked at. */
  readonly now: Instant;
}

const MOST_EVENTS = 500;

/** What a link to this is to hold. */
export const sharedOf = (preset: Preset, policy: LifecyclePolicy, { events, now }: Told): Shared => ({
  preset,
  policy: JSON.stringify(policy) === JSON.stringify(presetPolicy(preset)) ? null : policy,
  events: events.map(({ kind, at, facts, reason }) => ({ kind, at, facts: facts ?? null, reason: reason ?? null })),
  now,
});

/** What a link shows, which anybody may have written; null unless all of it can be used. */
export function readShared(
  found: unknown,
): { readonly preset: Preset; readonly policy: LifecyclePolicy; readonly told: Told } | null {
  if (!isRecord(found)) return null;
  const preset = PRESETS.find((each) => each === found["preset"]);
  if (preset === undefined) return null;
  const given = found["policy"] ?? null;
  const policy = given === null ? presetPolicy(preset) : reviewLifecycle(given).policy;
  const now = parseInstant(found["now"]);
  const { events } = found;
  if (policy === null || !now.ok || !Array.isArray(events) || events.length > MOST_EVENTS) return null;
  const read: Told["events"][number][] = [];
  for (const each of events as readonly unknown[]) {
    if (!isRecord(each)) return null;
    const { kind, facts = null, reason = null } = each;
    const at = parseInstant(each["at"]);
    if (!at.ok || typeof kind !== "string" || !policy.events.includes(kind)) return null;
    if (reason !== null && typeof reason !== "string") return null;
    read.push({ kind, at: at.value, id: `event-${read.length + 1}`, facts: facts as LifecycleFacts | null, reason });
  }
  const told: Told = { ...beginning(policy), now: instant(now.value), events: read };
  return holds(told, policy) ? { preset, policy, told } : null;
}

/** Whether the library can tell a stage of it. */
export function holds(told: Told, policy: LifecyclePolicy): boolean {
  if (!told.events.every(({ kind }) => policy.events.includes(kind))) return false;
  try {
    return answerFor(told, policy).ok;
  } catch {
    return false;
  }
}

/** The policy of a preset, checked. */
export function presetPolicy(preset: Preset): LifecyclePolicy {
  const { policy } = reviewLifecycle(lifecyclePresets[preset]);
  if (policy === null) throw new Error("the preset is no policy");
  return policy;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
