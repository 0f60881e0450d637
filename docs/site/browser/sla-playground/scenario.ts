import { type BusinessCalendar, calendarPresets, defineCalendar } from "clientele/calendar";
import { fromWallTime, type Instant, type InvalidFact, orThrow } from "clientele/core";
import type { Case, CaseEvent } from "clientele/customer";
import { defineSlaPolicy, reviewSlaPolicy, type SlaPolicy, slaPresets } from "clientele/sla";

/** The zone of the calendar; all times of the page are of its wall clock. */
export const ZONE = "Asia/Shanghai";

/** The calendar that the policies name. */
export const OFFICE: BusinessCalendar = defineCalendar(calendarPresets.china2026);

/** The promises one may choose from: those that come with the library, and one of them with a clock that pauses. */
export const POLICIES: Readonly<Record<PolicyName, SlaPolicy>> = {
  resolution: defineSlaPolicy({
    ...slaPresets.customerService,
    id: "service-and-resolution",
    labels: { en: "Customer service, and a resolution", "zh-CN": "客户服务与解决时限承诺" },
    targets: [
      ...slaPresets.customerService.targets,
      { severity: "major", metric: "requesterWait", within: "PT16H", hours: { business: "china-2026" } },
      { severity: "ordinary", metric: "requesterWait", within: "PT40H", hours: { business: "china-2026" } },
    ],
  }),
  customerService: defineSlaPolicy(slaPresets.customerService),
  majorAndOrdinary: defineSlaPolicy(slaPresets.majorAndOrdinary),
};

const POLICY_NAMES = ["resolution", "customerService", "majorAndOrdinary"] as const;
export const SEVERITIES = ["major", "ordinary"] as const;
export const TIERS = ["diamond", "gold", "silver", "ordinary"] as const;
/** What may happen to the case, each once; in the usual order. */
export const STEPS = ["reply", "assigned", "paused", "resumed", "resolved"] as const;

export type PolicyName = (typeof POLICY_NAMES)[number];
export type StepName = (typeof STEPS)[number];

/** What the reader has set. Times are of the wall clock, `2026-04-03T15:40`; an empty one did not happen. */
export interface Scenario {
  readonly policy: PolicyName;
  /** The policy where the reader has changed it; null for the one chosen. */
  readonly edited: SlaPolicy | null;
  readonly severity: (typeof SEVERITIES)[number];
  readonly tier: (typeof TIERS)[number];
  readonly opened: string;
  readonly steps: Readonly<Record<StepName, string>>;
  readonly asOf: string;
}

/** A complaint on the afternoon before a long weekend. */
export const START: Scenario = {
  policy: "resolution",
  edited: null,
  severity: "major",
  tier: "gold",
  opened: "2026-04-03T15:40",
  steps: {
    reply: "2026-04-03T17:10",
    assigned: "2026-04-07T10:00",
    paused: "2026-04-07T14:00",
    resumed: "2026-04-08T11:00",
    resolved: "2026-04-09T17:00",
  },
  asOf: "2026-04-08T16:00",
};

const NOTHING: Scenario["steps"] = { reply: "", assigned: "", paused: "", resumed: "", resolved: "" };

/** Cases to begin with. */
export const SCENES: Readonly<Record<SceneName, Scenario>> = {
  weekend: START,
  breach: {
    ...START,
    opened: "2026-03-10T10:00",
    steps: { ...NOTHING, reply: "2026-03-10T13:30", assigned: "2026-03-10T15:40" },
    asOf: "2026-03-10T16:00",
  },
  pause: {
    ...START,
    severity: "ordinary",
    opened: "2026-03-16T09:30",
    steps: { ...NOTHING, reply: "2026-03-16T10:10", assigned: "2026-03-16T10:30", paused: "2026-03-16T11:00" },
    asOf: "2026-03-17T15:00",
  },
  holiday: {
    ...START,
    severity: "ordinary",
    opened: "2026-09-30T16:30",
    steps: { ...NOTHING, reply: "2026-09-30T17:20", assigned: "2026-10-08T10:00" },
    asOf: "2026-10-10T15:00",
  },
};

export type SceneName = "weekend" | "breach" | "pause" | "holiday";
export const SCENE_NAMES: readonly SceneName[] = ["weekend", "breach", "pause", "holiday"];

/** The scene that a scenario is; null when it is the reader's own. */
export const sceneOf = (scenario: Scenario): SceneName | null =>
  SCENE_NAMES.find((name) => JSON.stringify(SCENES[name]) === JSON.stringify(scenario)) ?? null;

/** The promises that hold in a scenario. */
export const policyOf = ({ policy, edited }: Scenario): SlaPolicy => edited ?? POLICIES[policy];

/** Times of a scenario that are no times: where they stand in the case, and the library's words about them. */
export function timeFaults({ opened, steps, asOf }: Scenario): readonly TimeFault[] {
  const happened = STEPS.filter((step) => steps[step] !== "");
  const times = [
    ["opened", opened, "/openedAt"],
    ...happened.map((step, index) => [step, steps[step], `/events/${index}/at`] as const),
    ["asOf", asOf, "/asOf"],
  ] as const;
  return times.flatMap(([place, wall, path]) => {
    const read = fromWallTime(`${wall}:00`, { timeZone: ZONE });
    return read.ok ? [] : [{ place, fault: { ...read.error, path, observed: JSON.stringify(wall) } }];
  });
}

/** What is said to have happened before the case was opened. */
export const stepsBeforeOpening = ({ opened, steps }: Scenario): readonly StepName[] =>
  isWall(opened) ? STEPS.filter((step) => isWall(steps[step]) && momentOf(steps[step]) < momentOf(opened)) : [];

const isWall = (wall: string): boolean => fromWallTime(`${wall}:00`, { timeZone: ZONE }).ok;

/** A time that is none. */
export interface TimeFault {
  readonly place: StepName | "opened" | "asOf";
  readonly fault: InvalidFact;
}

const AUTHORS: Readonly<Record<StepName, CaseEvent["by"]>> = {
  reply: "agent",
  assigned: "agent",
  paused: "agent",
  resumed: "customer",
  resolved: "agent",
};

/** The moment at which the wall clock of the zone shows a time. */
export function momentOf(wall: string): Instant {
  return orThrow(fromWallTime(`${wall}:00`, { timeZone: ZONE }));
}

/** What the wall clock shows at a moment, to the minute. A moment within a minute is told by the next, at which it has passed. */
export function wallOf(moment: string): string {
  const up = Math.ceil(Date.parse(moment) / 60_000) * 60_000;
  return new Date(up + 8 * 3_600_000).toISOString().slice(0, 16); // no summer time in Shanghai
}

/** The case that the scenario tells. */
export function caseOf({ severity, tier, opened, steps }: Scenario): Case {
  const events = STEPS.filter((kind) => steps[kind] !== "").map((kind) => ({
    id: kind,
    at: momentOf(steps[kind]),
    kind,
    by: AUTHORS[kind],
    ...(kind === "paused" ? { waitingFor: "customer" as const } : {}),
  }));
  return { id: "case-1", customerId: "customer-1", severity, tier, openedAt: momentOf(opened), events };
}

/** A scenario out of an address, which anybody may have written; what cannot be read is as at the start. */
export function readScenario(found: unknown): Scenario {
  const given = recordOf(found);
  const steps = recordOf(given["steps"]);
  return {
    policy: oneOf(POLICY_NAMES, given["policy"]) ?? START.policy,
    edited: reviewSlaPolicy(given["edited"]).policy,
    severity: oneOf(SEVERITIES, given["severity"]) ?? START.severity,
    tier: oneOf(TIERS, given["tier"]) ?? START.tier,
    opened: wallFrom(given["opened"]) ?? START.opened,
    steps: {
      reply: stepFrom(steps["reply"], START.steps.reply),
      assigned: stepFrom(steps["assigned"], START.steps.assigned),
      paused: stepFrom(steps["paused"], START.steps.paused),
      resumed: stepFrom(steps["resumed"], START.steps.resumed),
      resolved: stepFrom(steps["resolved"], START.steps.resolved),
    },
    asOf: wallFrom(given["asOf"]) ?? START.asOf,
  };
}

/** One of some words; undefined for anything else. */
export function oneOf<Word extends string>(words: readonly Word[], given: unknown): Word | undefined {
  return words.find((word) => word === given);
}

const stepFrom = (given: unknown, otherwise: string): string => (given === "" ? "" : (wallFrom(given) ?? otherwise));

const recordOf = (given: unknown): Readonly<Record<string, unknown>> =>
  typeof given === "object" && given !== null ? (given as Readonly<Record<string, unknown>>) : {};

/** A time within the years that a browser's field knows; undefined for anything else. */
function wallFrom(given: unknown): string | undefined {
  if (typeof given !== "string" || !/^2\d{3}-\d\d-\d\dT\d\d:\d\d$/.test(given)) return undefined;
  return fromWallTime(`${given}:00`, { timeZone: ZONE }).ok ? given : undefined;
}
