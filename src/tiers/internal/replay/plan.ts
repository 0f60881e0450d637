import {
  DomainError,
  epochMsOf,
  fingerprint,
  type Instant,
  instant,
  instantFromMs,
  type InstantInput,
  type PolicyReference,
  show,
  type ZoneRules,
  zoneRules,
} from "../../../core/index.ts";
import { type ConditionSight, type Measuring, startMeasuring, startSight } from "../../../rules/index.ts";
import type { TierPolicy, TierSchedule } from "../../policyModel.ts";
import type { ReplayOptions } from "../../replayModel.ts";
import { compiledTiers, type CompiledTierPolicy } from "../../tierKind.ts";
import { type Judge, startJudge } from "../judge.ts";
import { MONTHS, type Period, periodEnd, periodStart } from "../moments.ts";

/** One version of the policy, and what measures by it. */
export interface PlannedPolicy {
  /** The version, compiled. */
  readonly compiled: CompiledTierPolicy;
  /** What measures at the reviews held under it. */
  readonly measuring: Measuring;
}

/** One review of everybody. */
export interface PlannedReview {
  /** Its place among all reviews. */
  readonly place: number;
  /** When. */
  readonly asOf: Instant;
  /** The same, in epoch milliseconds. */
  readonly asOfMs: number;
  /** The version in force. */
  readonly policy: PlannedPolicy;
  /** Place of the version among the policies. */
  readonly version: number;
  /** Its place among the reviews held under that version. */
  readonly turn: number;
  /** Decides. */
  readonly judge: Judge;
  /** Looks for what made a move. */
  readonly sight: ConditionSight;
}

/** All that a replay does for everybody alike. */
export interface ReplayPlan {
  /** The versions. */
  readonly policies: readonly PlannedPolicy[];
  /** The reviews, in order; at least one. */
  readonly reviews: readonly PlannedReview[];
  /** The place of a review by its moment. */
  readonly placeOf: ReadonlyMap<number, number>;
  /** All tiers that any version has, in their order. */
  readonly tiers: readonly string[];
  /** In whose calendar days are counted. */
  readonly zone: ZoneRules;
  /** See {@link ReplayOptions}. */
  readonly bounceWithin: number;
  /** See {@link ReplayOptions}. */
  readonly restate: boolean;
  /** Whether decisions are told in full, so that all is measured that explains them. */
  readonly tellsAll: boolean;
  /** Tells replays apart whose states do not merge. */
  readonly mark: string;
  /** The first and the last review. */
  readonly span: readonly [Instant, Instant];
}

/** More reviews than this are not replayed at once: a hundred years of months. */
const MOST_REVIEWS = 1200;

/** Lays the reviews, and makes the policies ready for each. */
export function planReplay(
  given: TierPolicy | readonly TierPolicy[],
  options: ReplayOptions,
  told: "moves" | "none" | "full",
): ReplayPlan {
  const trace = told === "full" ? "full" : "none";
  const versions = Array.isArray(given) ? (given as readonly TierPolicy[]) : [given as TierPolicy];
  if (versions.length === 0) throw wrong("policies", "one or more", given);
  const policies = versions.map((policy) => ({ policy, compiled: compiledTiers(policy) }));
  if (typeof (options as unknown) !== "object" || (options as unknown) === null) {
    throw wrong("options", "{ from, to } or { reviews }", options);
  }
  const zoneName = versions[0]?.timeZone ?? "";
  const seen = new Set<string>();
  for (const { timeZone, id, version } of versions) {
    if (timeZone !== zoneName) throw wrong("policies", "versions of one time zone", timeZone);
    const name = JSON.stringify([id, version]);
    if (seen.has(name)) throw wrong("policies", "each version once", `${id} ${version}`);
    seen.add(name);
  }
  const { bounceWithin = 4, restate = false } = options;
  if (!Number.isSafeInteger(bounceWithin) || bounceWithin < 1) {
    throw wrong("bounceWithin", "an integer of one or more", bounceWithin);
  }
  if (typeof (restate as unknown) !== "boolean") throw wrong("restate", "true or false", restate);
  const zone = zoneRules(zoneName);
  const compiledOnes = policies.map(({ compiled }) => compiled);
  const moments = momentsOf(compiledOnes, options, zone);
  const reigns = moments.map((asOfMs) => {
    const version = inForce(compiledOnes, asOfMs);
    if (version < 0) {
      throw new DomainError("invalid-option", `policies: none is in force at ${instantFromMs(asOfMs)}`);
    }
    return { asOfMs, version };
  });
  const planned = policies.map(
    ({ policy, compiled }, place): PlannedPolicy => ({
      compiled,
      measuring: startMeasuring(policy, {
        moments: reigns.flatMap(({ asOfMs, version }) => (version === place ? [instantFromMs(asOfMs)] : [])),
      }),
    }),
  );
  const turns = planned.map(() => 0);
  const reviews = reigns.flatMap(({ asOfMs, version }, place): readonly PlannedReview[] => {
    const policy = planned[version];
    if (policy === undefined) return [];
    const asOf = instantFromMs(asOfMs);
    const turn = turns[version] ?? 0;
    turns[version] = turn + 1;
    const { data, program } = policy.compiled;
    return [
      {
        place,
        asOf,
        asOfMs,
        policy,
        version,
        turn,
        judge: startJudge(data, { asOf, trace }),
        sight: startSight(program, { asOf }),
      },
    ];
  });
  return {
    policies: planned,
    reviews,
    placeOf: new Map(moments.map((ms, place) => [ms, place])),
    tiers: [...new Set(compiledOnes.flatMap(({ rungs }) => rungs.map(({ tier }) => tier)))],
    zone,
    bounceWithin,
    restate,
    tellsAll: told !== "moves",
    mark: fingerprint({ policies: versions, moments, bounceWithin, restate }),
    span: [instantFromMs(moments[0] ?? NaN), instantFromMs(moments.at(-1) ?? NaN)],
  };
}

/** How a version is named in answers. */
export const referenceOf = ({ policy: { compiled } }: PlannedReview): PolicyReference => compiled.policy;

const wrong = (option: string, expected: string, received: unknown): DomainError =>
  new DomainError("invalid-option", `${option}: expected ${expected}, received ${show(received)}`);

/** The version in force: of several the one that came into force last, of these the highest version; -1 for none. */
function inForce(policies: readonly CompiledTierPolicy[], asOfMs: number): number {
  let found = -1;
  for (const [place, one] of policies.entries()) {
    if (asOfMs < one.from || asOfMs >= one.to) continue;
    const before = policies[found];
    if (before === undefined || one.from > before.from) found = place;
    else if (one.from === before.from && one.policy.version > before.policy.version) found = place;
  }
  return found;
}

function momentsOf(
  policies: readonly CompiledTierPolicy[],
  options: ReplayOptions,
  zone: ZoneRules,
): readonly number[] {
  const { reviews, every } = options;
  const from = bound("from", options.from, reviews === undefined ? null : -Infinity);
  const to = bound("to", options.to, reviews === undefined ? null : Infinity);
  if (reviews !== undefined) {
    if (every !== undefined) throw wrong("every", "nothing beside reviews", every);
    return givenMoments(reviews, from, to);
  }
  if (from > to) throw wrong("to", "a moment not before from", options.to);
  const moments = new Set<number>();
  const add = (schedule: Period, counts: (at: number) => boolean): void => {
    let at = periodStart(from, schedule, zone);
    if (at < from) at = periodEnd(at, schedule, zone);
    for (let steps = 0; at <= to; steps++, at = periodEnd(at, schedule, zone)) {
      if (steps >= MOST_REVIEWS) throw tooMany(`more than ${MOST_REVIEWS}`);
      if (counts(at)) moments.add(at);
    }
  };
  if (every !== undefined) add(periodsOf(every), () => true);
  else {
    for (const [place, { ladder, policy, from: start, to: end }] of policies.entries()) {
      if (start > to || end <= from) continue;
      if (ladder.schedule === null) throw wrong("every", `a schedule for ${policy.id}, which has none`, every);
      add(ladder.schedule, (at) => inForce(policies, at) === place);
    }
  }
  if (moments.size === 0) throw wrong("to", "a review not before from and not after to", options.to);
  return [...moments].sort((a, b) => a - b);
}

function bound(name: string, given: InstantInput | undefined, without: number | null): number {
  if (given !== undefined) return epochMsOf(instant(given));
  if (without === null) throw wrong(name, "a moment", given);
  return without;
}

function periodsOf(every: TierSchedule): Period {
  const months = Object.hasOwn(MONTHS, every.every) ? MONTHS[every.every] : null;
  if (months === null) throw wrong("every", "month, quarter, halfYear or year", every.every);
  const firstMonth = every.fiscalStart ?? 1;
  if (!Number.isInteger(firstMonth) || firstMonth < 1 || firstMonth > 12) {
    throw wrong("every", "a fiscalStart of 1 to 12", every.fiscalStart);
  }
  return { months, firstMonth };
}

function givenMoments(reviews: readonly InstantInput[], from: number, to: number): readonly number[] {
  if (!Array.isArray(reviews) || reviews.length === 0) throw wrong("reviews", "a list of one or more moments", reviews);
  if (reviews.length > MOST_REVIEWS) throw tooMany(String(reviews.length));
  const moments = (reviews as readonly InstantInput[]).map((given) => epochMsOf(instant(given)));
  for (const [place, ms] of moments.entries()) {
    if (!(ms > (moments[place - 1] ?? -Infinity))) throw wrong("reviews", "ascending moments", reviews[place]);
    if (ms < from || ms > to) throw wrong("reviews", "moments within from and to", reviews[place]);
  }
  return moments;
}

const tooMany = (received: string): DomainError =>
  new DomainError("invalid-option", `reviews: expected ${MOST_REVIEWS} at most, received ${received}`);
