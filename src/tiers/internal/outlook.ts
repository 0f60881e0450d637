import { type Instant, instantFromMs, type Labels, type Tagged, type Verdict } from "../../core/index.ts";
import type { ConditionReason, ConditionSight, MetricDefinition } from "../../rules/index.ts";
import type { MissingCondition, NextTier, TierDecision, TierReason, TierReasonCode, ToRetain } from "../model.ts";
import type { CompiledTierPolicy, ConditionRole, Rung } from "../tierKind.ts";
import { holds, missingOf } from "./missing.ts";
import { MONTHS, periodEnd, plusParts } from "./moments.ts";
import { startNotice } from "./notice.ts";
import type { OverrideInForce } from "./readSubject.ts";
import type { LadderClock, Standing } from "./standing.ts";

/** Explains a decision. */
export type Outlook = (
  decision: TierDecision,
  at: Standing,
  fired: readonly string[],
  overrides: readonly OverrideInForce[],
) => Pick<TierDecision, "reasons" | "nextTier" | "toRetain" | "notice">;

/**
 * Prepares explanations for one customer after another.
 *
 * @param compiled - The policy.
 * @param sight - The customer last observed.
 * @param clock - The ladder at the moment of judgement.
 * @param asOf - That moment.
 * @returns What explains a decision about the customer last observed.
 */
export function startOutlook(
  compiled: CompiledTierPolicy,
  sight: ConditionSight,
  clock: LadderClock,
  asOf: Instant,
): Outlook {
  const { conditions, rungs, data } = compiled;
  const countsAnew = periodEnds(data.metrics, clock);
  const noticeOf = startNotice(compiled);
  return (decision, at, fired, overrides) => {
    const traces = conditions.map((_, place) => sight.trace(place));
    const reasons: TierReason[] = [];
    if (at.matured) {
      reasons.push(
        line("upgrade-in-force", "/upgrade/when", "met", { observed: moment(at.sinceBefore) }, rungs[at.from]),
      );
    }
    conditions.forEach(({ role, part, partLabel }, place) => {
      const lines = traces[place] ?? [];
      const plain = lines[0]?.code === "group-all" ? 1 : 0;
      for (const told of lines) {
        // an `all` at the top says nothing that its parts do not
        if (told.depth === 0 && plain === 1) continue;
        const simple = told.code === "comparison" && told.depth === plain;
        reasons.push(ofPart(told, simple ? ROLE_CODES[role] : told.code, part, partLabel));
      }
    });
    for (const override of overrides) reasons.push(ofOverride(override, at, rungs));
    reasons.push(...ofTest(at, compiled, clock, asOf));

    const missing = (condition: number): readonly MissingCondition[] => missingOf(traces[condition] ?? []);
    const upper = rungs[at.to + 1];
    const held = rungs[at.to];
    const nextTier: NextTier | null =
      upper === undefined ? null : { ...nextOf(upper.tier, missing(upper.attain), countsAnew), blockedBy: fired };
    const toRetain: ToRetain | null =
      held === undefined || held.attain < 0
        ? null
        : {
            tier: held.tier,
            missing: holds(traces[held.attain]) || held.retain < 0 ? missing(held.attain) : missing(held.retain),
            lostBy: fired,
            by: decision.validUntil,
          };
    return { reasons, nextTier, toRetain, notice: noticeOf(decision, at, traces, fired) };
  };
}

const moment = (ms: number): Tagged => ({ kind: "instant", at: instantFromMs(ms) });

const ROLE_CODES: Readonly<Record<ConditionRole, TierReasonCode>> = {
  attain: "attain-condition",
  retain: "retain-condition",
  lifetime: "lifetime-condition",
  also: "also-condition",
};

const ofPart = (told: ConditionReason, code: TierReasonCode, part: string, partLabel: Labels): TierReason => ({
  code,
  rule: told.rule,
  metric: told.metric,
  op: told.op,
  observed: told.observed,
  required: told.required,
  verdict: told.verdict,
  label: told.label,
  choices: told.choices,
  about: told.about,
  depth: told.depth,
  negated: told.negated,
  gap: told.gap,
  part,
  partLabel,
});

/** A line that asks nothing of a metric. */
const line = (
  code: TierReasonCode,
  rule: string,
  verdict: Verdict,
  seen: {
    readonly op?: string;
    readonly observed?: Tagged;
    readonly required?: Tagged | null;
    readonly about?: string;
  },
  rung: Rung | undefined,
): TierReason => ({
  code,
  rule,
  metric: null,
  op: seen.op ?? null,
  observed: seen.observed ?? null,
  required: seen.required ?? null,
  verdict,
  label: null,
  choices: null,
  about: seen.about ?? null,
  depth: 0,
  negated: false,
  gap: null,
  part: rung?.tier ?? null,
  partLabel: rung?.label ?? null,
});

const OVERRIDE_CODES = {
  pin: "override-pin",
  floor: "override-floor",
  ceiling: "override-ceiling",
  exemptFromDowngrade: "override-exempt",
  statusMatch: "override-match",
} as const;

/** What an override says of the tier held at the end. */
function ofOverride(
  { override, place, height, until }: OverrideInForce,
  at: Standing,
  rungs: readonly Rung[],
): TierReason {
  const { kind, reason } = override;
  const within = kind === "pin" ? at.held === height : kind === "ceiling" ? at.held <= height : at.held >= height;
  const required = Number.isNaN(until) ? null : moment(until);
  return line(
    OVERRIDE_CODES[kind],
    `/overrides/${place}`,
    within ? "met" : "unmet",
    { required, about: reason },
    rungs[height] ?? rungs[at.from],
  );
}

/** What came of the test of the tier held: that there was none, or what held it. */
function ofTest(
  at: Standing,
  { data, rungs }: CompiledTierPolicy,
  clock: LadderClock,
  asOf: Instant,
): readonly TierReason[] {
  const { ladder, zone, end } = clock;
  const rung = rungs[at.from];
  const seen = { kind: "instant", at: asOf } as const;
  const lines: TierReason[] = [];
  if (at.stepTaken) {
    return [line("one-step-taken", "/upgrade/mode", "met", { observed: moment(at.sinceBefore) }, rung)];
  }
  if (at.from < 0 || at.sinceBefore !== at.since) {
    if (!at.lost) return lines;
  } else if (!at.tested) {
    if (at.since === clock.asOf) lines.push(line("tier-just-given", "/downgrade", "met", { observed: seen }, rung));
    else if (data.validity !== null) {
      const until = moment(at.validUntil);
      lines.push(line("tier-still-valid", "/validity", "met", { op: "<", observed: seen, required: until }, rung));
    } else if (data.schedule !== null) {
      lines.push(line("tier-reviewed", "/schedule", "met", { op: "<", observed: seen, required: moment(end) }, rung));
    }
  }
  if (!at.lost || rung === undefined) return lines;
  const { place } = rung;
  const add = (code: TierReasonCode, rule: string, held: boolean, until: number | null): void => {
    const limit = until === null ? {} : { op: "<", observed: seen, required: moment(until) };
    lines.push(line(code, rule, held ? "met" : "unmet", limit, rung));
  };
  if (rung.lifetime >= 0 || at.lifetime >= 0) {
    const earned = rungs[at.lifetime];
    const rule = earned === undefined ? `/tiers/${place}/lifetime` : `/tiers/${earned.place}/lifetime`;
    lines.push(line("hold-lifetime", rule, at.lifetime >= at.from ? "met" : "unmet", {}, earned ?? rung));
  }
  if (ladder.fixed[at.from] === true) add("hold-downgrade-not-allowed", `/tiers/${place}/downgradeAllowed`, true, null);
  if (ladder.protection !== null && at.byBefore === 2) {
    const until = plusParts(at.sinceBefore, ladder.protection, zone);
    add("hold-protection", "/protectionAfterUpgrade", clock.asOf < until, until);
  }
  if (ladder.dwell !== null) {
    const until = plusParts(at.sinceBefore, ladder.dwell, zone);
    add("hold-dwell", "/minimumDwell", clock.asOf < until, until);
  }
  if (!Number.isNaN(at.graceBefore)) {
    add("hold-grace", "/downgrade/grace", clock.asOf < at.graceBefore, at.graceBefore);
  }
  return lines;
}

function nextOf(
  tier: string,
  missing: readonly MissingCondition[],
  countsAnew: ReadonlyMap<string, Instant>,
): Omit<NextTier, "blockedBy"> {
  let by: Instant | null = null;
  for (const { metric } of missing) {
    const end = metric === null ? undefined : countsAnew.get(metric);
    if (end !== undefined && (by === null || end < by)) by = end;
  }
  return { tier, missing, by };
}

/** Where metrics are counted over a running calendar period: when it ends. */
function periodEnds(metrics: readonly MetricDefinition[], { asOf, zone }: LadderClock): ReadonlyMap<string, Instant> {
  const ends = new Map<string, Instant>();
  for (const { id, window } of metrics) {
    if (window === null || typeof window !== "object" || !("calendar" in window) || (window.back ?? 0) > 0) continue;
    const period = { months: MONTHS[window.calendar], firstMonth: window.fiscalStart ?? 1 };
    ends.set(id, instantFromMs(periodEnd(asOf, period, zone)));
  }
  return ends;
}
