import fc from "fast-check";
import { epochMsOf, type Instant, instantFromMs, orThrow } from "clientele/core";
import { measure } from "clientele/rules";
import {
  defineTierPolicy,
  evaluateTier,
  type ReplayCustomer,
  type ReplayOptions,
  type TierDecision,
  type TierPolicy,
  type TierPolicyInput,
  type TierState,
} from "clientele/tiers";
import { anyCourseFacts, COURSE_START } from "./courseFacts.ts";
import { anyInput, anyOverride, type Name } from "./tierCourses.ts";
import type { BuiltMetric } from "./tiers.ts";

export type ReplayPolicy = TierPolicy<Name, BuiltMetric>;
export type ReplayRow = ReplayCustomer<Name, BuiltMetric>;
const DAY = 86_400_000;

/** The small ladder with everything that time can do to it, its metrics measured from facts. */
const anyReplayInput: fc.Arbitrary<TierPolicyInput<Name, BuiltMetric>> = fc
  .tuple(anyInput, fc.constantFrom("tierStart", "enrolment", "firstPurchase", null))
  .map(([input, anchor]) => ({
    ...input,
    metrics: [
      { id: "spend", kind: "money", window: { rolling: "P6M" }, measure: { orders: "net" } },
      {
        id: "orders",
        kind: "count",
        window: anchor === null ? { rolling: "P12M" } : { anniversary: anchor, every: "P1Y" },
        measure: { orders: "count" },
      },
      { id: "idleDays", kind: "days", measure: { inactivity: "orders" } },
    ],
  }));

/** Reviews over two years, at midnight or within the day. */
const anyReviews: fc.Arbitrary<readonly Instant[]> = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 120 }), fc.constantFrom(0, 0, -1, 36_000_000)), {
    minLength: 1,
    maxLength: 8,
  })
  .map((steps) => {
    let day = 0;
    return steps.map(([after, ms]) => {
      day += after;
      return instantFromMs(COURSE_START + day * DAY + ms);
    });
  });

/** Customers who are new, or were graded before, with overrides and dates of their own. */
export const anyReplayRow: fc.Arbitrary<ReplayRow> = fc
  .record({
    facts: anyCourseFacts,
    state: fc.option(fc.constantFrom("bronze", "silver", "gold"), { freq: 2 }),
    by: fc.constantFrom(null, "enrol", "upgrade", "downgrade"),
    enrolment: fc.constantFrom(null, null, "2024-01-20", "2025-01-15T10:00:00+08:00"),
    overrides: anyOverride,
  })
  .map(({ facts, state, by, enrolment, overrides }): ReplayRow => {
    const since = instantFromMs(COURSE_START - 40 * DAY);
    const later = overrides.map((one) => ({ ...one, from: instantFromMs(epochMsOf(one.from) - 730 * DAY) }));
    return {
      ...facts,
      state: state === null ? null : { tier: state, since, by },
      anchors: { enrolment },
      overrides: later,
    };
  });

/** What measuring and deciding by hand comes to, review by review. */
export function byHand(
  row: ReplayRow,
  policyAt: (asOf: Instant) => ReplayPolicy,
  reviews: readonly Instant[],
  trace: "none" | "full" = "full",
): readonly TierDecision<Name>[] {
  let state: TierState<Name> | null = row.state ?? null;
  const given = row.anchors?.enrolment ?? null;
  let enrolment = given ?? (state?.by === "enrol" ? state.since : null);
  const decisions: TierDecision<Name>[] = [];
  for (const asOf of reviews) {
    const policy = policyAt(asOf);
    const joinedMs = given === null ? -Infinity : startOf(given, policy.timeZone);
    if (state === null && epochMsOf(asOf) < joinedMs) continue;
    const pending: TierState<Name>["pending"] = state?.pending ?? null;
    const matured = pending !== null && epochMsOf(pending.at) <= epochMsOf(asOf);
    const { metrics } = measure(row, policy, {
      asOf,
      anchors: { ...row.anchors, enrolment, tierStart: matured ? pending.at : (state?.since ?? null) },
    });
    const decision: TierDecision<Name> = orThrow(
      evaluateTier({ customerId: row.customerId, state, metrics, overrides: row.overrides }, policy, { asOf, trace }),
    );
    if (decision.action === "enrol") enrolment ??= asOf;
    state = decision.stateAfter;
    decisions.push(decision);
  }
  return decisions;
}

/** The zones of the policies here have no midnight that is missing in these years. */
function startOf(at: unknown, timeZone: string): number {
  if (typeof at !== "string" || at.length > 10) return epochMsOf(at);
  const offset = timeZone === "UTC" ? "Z" : timeZone === "Asia/Shanghai" ? "+08:00" : "-05:00";
  return Date.parse(`${at}T00:00:00${offset}`);
}

/** A policy, customers and reviews. */
export interface ReplayCase {
  readonly policy: ReplayPolicy;
  readonly rows: readonly ReplayRow[];
  readonly options: Omit<ReplayOptions, "reviews"> & { readonly reviews: readonly Instant[] };
}

/** Whole replays of up to three customers. */
export const anyReplay: fc.Arbitrary<ReplayCase> = fc
  .record({
    input: anyReplayInput,
    rows: fc.array(anyReplayRow, { minLength: 1, maxLength: 3 }),
    reviews: anyReviews,
    bounceWithin: fc.integer({ min: 1, max: 6 }),
  })
  .map(({ input, rows, reviews, bounceWithin }) => ({
    policy: defineTierPolicy<Name, BuiltMetric>(input),
    rows,
    options: { reviews, bounceWithin },
  }));
