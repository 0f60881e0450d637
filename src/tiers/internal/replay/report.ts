import type { TierAction, TierHoldKind } from "../../model.ts";
import type {
  ReplayBounces,
  ReplayDwell,
  ReplayFlow,
  ReplayHold,
  ReplayPeriod,
  ReplayThrash,
  TierReplayReport,
} from "../../replayModel.ts";
import { ACTIONS, HOLDS } from "../standing.ts";
import { type PlannedReview, referenceOf, type ReplayPlan } from "./plan.ts";
import type { Tally, TierReplayState } from "./tally.ts";

const KINDS: readonly TierHoldKind[] = /* @__PURE__ */ (() => HOLDS.filter((kind) => kind !== null))();

/** Says what was counted. */
export function reportOf(tally: Tally, plan: ReplayPlan): TierReplayReport {
  const state = tally.state();
  const { reviews, tiers } = plan;
  const [from, to] = plan.span;
  const decisions = sum(state.actions);
  const [running = 0, started = 0, saved = 0, lost = 0, open = 0] = state.graces;
  const [customers = 0, endElsewhere = 0] = state.restated;
  return {
    policies: versionsOf(reviews).map(referenceOf),
    from,
    to,
    bounceWithin: plan.bounceWithin,
    customers: state.customers,
    decisions,
    periods: reviews.map((review) => periodOf(review, state, tiers)),
    dwell: tiers.map((tier, place) => dwellOf(tier, place, state)),
    thrash: thrashOf(state),
    holds: KINDS.map((kind, place) => holdOf(kind, place, state, decisions)),
    graces: { running, started, saved, lost, open },
    restated: plan.restate ? { customers, endElsewhere, decisions: state.restatedDecisions } : null,
    refused: state.refused,
    facts: state.facts,
  };
}

const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);

/** The first review under each version. */
const versionsOf = (reviews: readonly PlannedReview[]): readonly PlannedReview[] =>
  reviews.filter(({ version, place }) => reviews.findIndex((other) => other.version === version) === place);

function periodOf(review: PlannedReview, state: TierReplayState, tiers: readonly string[]): ReplayPeriod {
  const { place, asOf } = review;
  const flow = [...tiers, null].flatMap((from, row): readonly ReplayFlow[] =>
    tiers.flatMap((to, column) => {
      const customers = state.flow[(place * (tiers.length + 1) + row) * tiers.length + column] ?? 0;
      return customers > 0 ? [{ from, to, customers }] : [];
    }),
  );
  const actions = ACTIONS.map((action, at): readonly [TierAction, number] => [
    action,
    state.actions[place * ACTIONS.length + at] ?? 0,
  ]);
  return {
    asOf,
    policy: referenceOf(review),
    judged: sum(actions.map(([, count]) => count)),
    notYet: state.notYet[place] ?? 0,
    actions: Object.fromEntries(actions) as Record<TierAction, number>,
    heldBy: Object.fromEntries(KINDS.map((kind, at) => [kind, state.holds[place * KINDS.length + at] ?? 0])) as Record<
      TierHoldKind,
      number
    >,
    flow,
    tiers: Object.fromEntries(
      tiers.map((tier) => [tier, sum(flow.map(({ to, customers }) => (to === tier ? customers : 0)))]),
    ),
  };
}

function dwellOf(tier: string, place: number, state: TierReplayState): ReplayDwell {
  const completed = state.completed[place] ?? {};
  const censored = state.censored[place] ?? {};
  return {
    tier,
    completed: sum(Object.values(completed)),
    censored: sum(Object.values(censored)),
    begunBefore: state.begunBefore[place] ?? 0,
    medianDays: medianStay(completed, censored),
  };
}

/** The first day by which the estimate of Kaplan and Meier has come down to a half; null when it never does. */
function medianStay(
  completed: Readonly<Record<string, number>>,
  censored: Readonly<Record<string, number>>,
): number | null {
  let atRisk = sum(Object.values(completed)) + sum(Object.values(censored));
  let remaining = 1;
  const days = [...new Set([...Object.keys(completed), ...Object.keys(censored)].map(Number))].sort((a, b) => a - b);
  for (const day of days) {
    const ended = completed[day] ?? 0;
    remaining *= 1 - ended / atRisk;
    if (remaining <= 0.5 + ROUNDING) return day;
    atRisk -= ended + (censored[day] ?? 0);
  }
  return null;
}

/** What products of parts are rounded by, at most. */
const ROUNDING = 1e-12;

function thrashOf(state: TierReplayState): ReplayThrash {
  const ranked = state.bounces.toSorted((a, b) => b.bounces - a.bounces);
  const of = (direction: ReplayBounces["direction"]): number =>
    sum(ranked.map((one) => (one.direction === direction ? one.bounces : 0)));
  const byTimes = Object.entries(state.bouncers).map(([times, customers]) => ({ times: Number(times), customers }));
  const [downUp, upDown] = [of("downUp"), of("upDown")];
  return {
    bounces: downUp + upDown,
    downUp,
    upDown,
    customers: sum(byTimes.map(({ customers }) => customers)),
    byTimes,
    rules: ranked,
  };
}

function holdOf(kind: TierHoldKind, place: number, state: TierReplayState, all: number): ReplayHold {
  const decisions = sum(state.holds.filter((_, at) => at % KINDS.length === place));
  return { kind, decisions, share: all === 0 ? 0 : decisions / all, customers: state.holders[place] ?? 0 };
}
