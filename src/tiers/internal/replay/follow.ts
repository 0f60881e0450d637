import {
  type Day,
  epochDayOfText,
  epochMsOf,
  err,
  type Expected,
  instantFromMs,
  type InstantInput,
  invalidFact,
  ok,
  type Result,
  type RowFindings,
  startOfDay,
} from "../../../core/index.ts";
import type { CustomerAnchors, MeasuredCourse, MetricValues } from "../../../rules/index.ts";
import type { TierDecision, TierRefusal, TierState, TierSubject } from "../../model.ts";
import type { ReplayCustomer, TierReplayRefusal, ReplayValues } from "../../replayModel.ts";
import type { PlannedReview, ReplayPlan } from "./plan.ts";

/** One decision of a replay. */
export interface ReplayStep {
  /** The review. */
  readonly review: PlannedReview;
  /** What was judged, with the state before. */
  readonly subject: TierSubject;
  /** What was decided. */
  readonly decision: TierDecision;
}

/** All decisions about one customer. */
export interface Followed {
  /** Whose. */
  readonly customerId: string;
  /** The decisions, in order. */
  readonly steps: readonly ReplayStep[];
  /** How many reviews were before the customer joined. */
  readonly notYet: number;
  /** When they joined. */
  readonly enrolment: InstantInput | Day | null;
  /** Facts that could not be used. */
  readonly findings: RowFindings;
}

type Err = Result<never, TierReplayRefusal>;

/** Decides about one customer, review after review, each from where the one before it led. */
export function followCustomer(row: ReplayCustomer, plan: ReplayPlan): Result<Followed, TierReplayRefusal> {
  const read = readRow(row, plan);
  if (!read.ok) return read;
  const { customerId, anchors, joinedMs, values, activity } = read.value;
  const { overrides = null } = row;
  const courses: (MeasuredCourse | undefined)[] = [];
  const steps: ReplayStep[] = [];
  let state: TierState | null = row.state ?? null;
  let enrolment: InstantInput | Day | null = anchors.enrolment ?? null;
  if (enrolment === null && state?.by === "enrol") enrolment = state.since;
  let notYet = 0;
  let findings: RowFindings | null = null;
  for (const review of plan.reviews) {
    const { asOf, asOfMs, version, turn, policy, judge } = review;
    if (state === null && asOfMs < joinedMs) {
      notYet += 1;
      continue;
    }
    const course = (courses[version] ??= policy.measuring.of(row, anchors));
    findings ??= course.findings;
    const own = values.get(asOfMs);
    const more = { enrolment, tierStart: tierStart(state, asOfMs) };
    const measured: MetricValues = plan.tellsAll ? course.at(turn, more) : course.valuesAt(turn, more);
    const subject: TierSubject = {
      customerId,
      state,
      metrics: own?.metrics === undefined || own.metrics === null ? measured : { ...measured, ...own.metrics },
      overrides,
      activity,
      activityCounts: own?.activityCounts,
      segments: own?.segments,
    };
    const judged = judge(subject);
    if (!judged.ok) return refused(judged.error, asOfMs);
    const decision = judged.value;
    steps.push({ review, subject, decision });
    state = decision.stateAfter;
    if (decision.action === "enrol") enrolment ??= asOf;
  }
  return ok({ customerId, steps, notYet, enrolment, findings: findings ?? NOTHING_AMISS });
}

const NOTHING_AMISS: RowFindings = { total: 0, byCode: {}, rows: [] };

/** Since when the tier is held that is held at a review; null while there is none. */
function tierStart(state: TierState | null, asOfMs: number): InstantInput | null {
  if (state === null) return null;
  const { pending = null, since } = state;
  return pending !== null && epochMsOf(pending.at) <= asOfMs ? pending.at : since;
}

/** Says why, in the words of the module. */
const refused = (refusal: TierRefusal, asOfMs: number | null): Err =>
  err({ code: refusal.code, asOf: asOfMs === null ? null : instantFromMs(asOfMs), refusal });

const bad = (path: string, expected: Expected, observed: unknown): Err =>
  refused(invalidFact(path, expected, observed), null);

/** What a row says beside its facts. */
interface RowRead {
  readonly customerId: string;
  readonly anchors: CustomerAnchors;
  /** Nobody is graded before; -Infinity where that is not known. */
  readonly joinedMs: number;
  readonly values: ReadonlyMap<number, ReplayValues>;
  readonly activity: TierSubject["activity"];
}

function readRow(row: ReplayCustomer, plan: ReplayPlan): Result<RowRead, TierReplayRefusal> {
  if (!isObject(row)) return bad("", "object", row);
  const { customerId, state = null } = row;
  if (typeof customerId !== "string" || customerId === "") return bad("/customerId", "text", customerId);
  if (state !== null && !isObject(state)) return bad("/state", "object", state);
  const anchors = readAnchors(row, plan);
  if (!anchors.ok) return anchors;
  const values = readValues(row, plan);
  if (!values.ok) return values;
  const activity = row.activity ?? null;
  return ok({
    customerId,
    ...anchors.value,
    values: values.value,
    activity: activity === null || Array.isArray(activity) ? (activity as TierSubject["activity"]) : [...activity],
  });
}

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;

const ANCHORS = ["enrolment", "firstPurchase"] as const;

function readAnchors(
  row: ReplayCustomer,
  plan: ReplayPlan,
): Result<Pick<RowRead, "anchors" | "joinedMs">, TierReplayRefusal> {
  const given: unknown = row.anchors ?? null;
  const anchors: Partial<Record<(typeof ANCHORS)[number], InstantInput | Day>> = {};
  let joinedMs = -Infinity;
  if (given === null) return ok({ anchors, joinedMs });
  if (!isObject(given)) return bad("/anchors", "object", given);
  if (Object.hasOwn(given, "tierStart")) {
    return bad("/anchors/tierStart", "known-name", (given as { readonly tierStart?: unknown }).tierStart);
  }
  for (const name of ANCHORS) {
    const at = row.anchors?.[name] ?? null;
    if (at === null) continue;
    const ms = Number.isNaN(epochDayOfText(at)) ? epochMsOf(at) : startMs(at as Day, plan);
    if (Number.isNaN(ms)) return bad(`/anchors/${name}`, "instant", at);
    anchors[name] = at;
    if (name === "enrolment") joinedMs = ms;
  }
  return ok({ anchors, joinedMs });
}

const startMs = (on: Day, { zone }: ReplayPlan): number => epochMsOf(startOfDay(on, { timeZone: zone }));

function readValues(row: ReplayCustomer, plan: ReplayPlan): Result<RowRead["values"], TierReplayRefusal> {
  const given: unknown = row.values ?? null;
  if (given === null) return ok(NO_VALUES);
  if (!Array.isArray(given)) return bad("/values", "array", given);
  const [from, to] = plan.span.map(epochMsOf);
  const values = new Map<number, ReplayValues>();
  for (const [place, one] of (given as readonly ReplayValues[]).entries()) {
    const path = `/values/${place}`;
    if (!isObject(one)) return bad(path, "object", one);
    const ms = epochMsOf(one.asOf);
    const metrics: unknown = one.metrics ?? null;
    if (Number.isNaN(ms)) return bad(`${path}/asOf`, "instant", one.asOf);
    if (metrics !== null && !isObject(metrics)) return bad(`${path}/metrics`, "object", metrics);
    const within = ms >= (from ?? NaN) && ms <= (to ?? NaN);
    if (values.has(ms) || (within && !plan.placeOf.has(ms))) return bad(`${path}/asOf`, "known-name", one.asOf);
    values.set(ms, one);
  }
  return ok(values);
}

const NO_VALUES: ReadonlyMap<number, ReplayValues> = /* @__PURE__ */ (() => new Map<number, ReplayValues>())();
