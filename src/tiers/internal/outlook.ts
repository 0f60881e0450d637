import { type Instant, instantFromMs, type Labels, type Tagged, type Verdict } from "../../core/index.ts";
import type { ConditionReason, ConditionSight, MetricDefinition } from "../../rules/index.ts";
import type { NextTier, TierDecision, TierReason, TierReasonCode, ToRetain } from "../model.ts";
import type { CompiledTierPolicy, ConditionRole, Rung, TierCondition } from "../tierKind.ts";
import { holds, missingOf } from "./missing.ts";
import { MONTHS, periodEnd, plusParts } from "./moments.ts";
import { NoticeWriter, type Traces } from "./notice.ts";
import type { OverrideInForce } from "./readSubject.ts";
import { BY_NAME, type LadderClock, type Standing } from "./standing.ts";

/** Explains decisions, one after another. */
export class Outlook {
  readonly #compiled: CompiledTierPolicy;
  readonly #sight: ConditionSight;
  readonly #clock: LadderClock;
  readonly #asOf: Instant;
  readonly #countsAnew: ReadonlyMap<string | null, Instant>;
  readonly #notices: NoticeWriter;

  constructor(compiled: CompiledTierPolicy, sight: ConditionSight, clock: LadderClock, asOf: Instant) {
    this.#compiled = compiled;
    this.#sight = sight;
    this.#clock = clock;
    this.#asOf = asOf;
    this.#countsAnew = periodEnds(compiled.data.metrics, clock);
    this.#notices = new NoticeWriter(compiled, clock.zone);
  }

  /** Explains what was decided of the customer last observed. */
  explains(
    decision: TierDecision,
    at: Standing,
    fired: readonly string[],
    overrides: readonly OverrideInForce[],
  ): TierDecision {
    const { conditions, rungs } = this.#compiled;
    const traces: (readonly ConditionReason[])[] = [];
    const reasons: TierReason[] = [];
    if (at.matured) {
      const observed = moment(at.sinceBefore);
      reasons.push(line("upgrade-in-force", "/upgrade/when", "met", { observed }, rungs[at.from]));
    }
    for (const condition of conditions) {
      const lines = this.#sight.trace(traces.length);
      traces.push(lines);
      tellCondition(condition, lines, reasons);
    }
    for (const override of overrides) reasons.push(ofOverride(override, at, rungs));
    tellTest(at, this.#compiled, this.#clock, this.#asOf, reasons);
    tellStepDown(at, this.#compiled, traces, fired, reasons);
    return {
      ...decision,
      reasons,
      nextTier: this.#nextTier(rungs[at.to + 1], traces, fired),
      toRetain: toRetain(rungs[at.to], traces, fired, decision.validUntil),
      notice: this.#notices.notice(decision, at, traces, fired),
    };
  }

  #nextTier(upper: Rung | undefined, traces: Traces, fired: readonly string[]): NextTier | null {
    if (upper === undefined) return null;
    const missing = missingOf(traces[upper.attain] ?? []);
    let by: Instant | null = null;
    for (const { metric } of missing) {
      const end = this.#countsAnew.get(metric);
      if (end !== undefined && (by === null || end < by)) by = end;
    }
    return { tier: upper.tier, missing, blockedBy: fired, by };
  }
}

function toRetain(
  held: Rung | undefined,
  traces: Traces,
  fired: readonly string[],
  by: Instant | null,
): ToRetain | null {
  if (held === undefined || held.attain < 0) return null;
  const asked = holds(traces[held.attain] ?? []) || held.retain < 0 ? held.attain : held.retain;
  return { tier: held.tier, missing: missingOf(traces[asked] ?? []), lostBy: fired, by };
}

/** Tells a condition; an `all` at its top says nothing that its parts do not. */
function tellCondition(
  { role, part, partLabel }: TierCondition,
  lines: readonly ConditionReason[],
  reasons: TierReason[],
): void {
  const top = lines[0]?.code === "group-all" ? 1 : 0;
  for (const told of lines.slice(top)) {
    const simple = told.code === "comparison" && told.depth === top;
    reasons.push(ofPart(told, simple ? ROLE_CODES[role] : told.code, part, partLabel));
  }
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

/** What an override says of the tier held at the end: in force, it always has its way. */
function ofOverride(
  { override, place, height, until }: OverrideInForce,
  at: Standing,
  rungs: readonly Rung[],
): TierReason {
  const { kind, reason } = override;
  const required = Number.isNaN(until) ? null : moment(until);
  return line(
    OVERRIDE_CODES[kind],
    `/overrides/${place}`,
    "met",
    { required, about: reason },
    rungs[height] ?? rungs[at.from],
  );
}

/** What came of the test of the tier held: that there was none, or what held it. */
function tellTest(
  at: Standing,
  { data, rungs }: CompiledTierPolicy,
  clock: LadderClock,
  asOf: Instant,
  reasons: TierReason[],
): void {
  const rung = rungs[at.from];
  if (rung === undefined) return;
  const seen = { kind: "instant", at: asOf } as const;
  if (at.stepTaken) {
    const observed = moment(at.pending < 0 ? at.sinceBefore : at.pendingAt);
    reasons.push(line("one-step-taken", "/upgrade/mode", "met", { observed }, rung));
  } else if (at.lost) tellHolds(at, rung, rungs, clock, seen, reasons);
  else if (!at.tested && at.sinceBefore === at.since) {
    if (at.since === clock.asOf) reasons.push(line("tier-just-given", "/downgrade", "met", { observed: seen }, rung));
    else if (data.validity === null) reasons.push(limit("tier-reviewed", "/schedule", seen, clock.end, clock, rung));
    else if (clock.asOf < at.validUntil)
      reasons.push(limit("tier-still-valid", "/validity", seen, at.validUntil, clock, rung));
  }
}

/** A tier that is lost as well, at which a fall nevertheless ends. */
function tellStepDown(
  at: Standing,
  { ladder, rungs }: CompiledTierPolicy,
  traces: Traces,
  fired: readonly string[],
  reasons: TierReason[],
): void {
  const to = rungs[at.to];
  if (!ladder.oneStepDown || to === undefined || at.to === 0 || at.to >= at.from) return;
  if (at.floor >= at.to || at.lifetime >= at.to) return; // what holds it there is told
  const lost = (condition: number): boolean => condition < 0 || traces[condition]?.[0]?.verdict === "unmet";
  if (fired.length > 0 || (lost(to.attain) && lost(to.retain))) {
    reasons.push(line("one-step-down", "/downgrade/mode", "met", {}, to));
  }
}

/** Every hold that a lost tier could have. */
function tellHolds(
  at: Standing,
  rung: Rung,
  rungs: readonly Rung[],
  clock: LadderClock,
  seen: Tagged,
  reasons: TierReason[],
): void {
  const { ladder, zone } = clock;
  if (rung.lifetime >= 0 || at.lifetime >= 0) {
    const earned = rungs[at.lifetime] ?? rung;
    const verdict = at.lifetime >= at.from ? "met" : "unmet";
    reasons.push(line("hold-lifetime", `/tiers/${earned.place}/lifetime`, verdict, {}, earned));
  }
  if (ladder.fixed[at.from] === true) {
    reasons.push(line("hold-downgrade-not-allowed", `/tiers/${rung.place}/downgradeAllowed`, "met", {}, rung));
  }
  if (ladder.protection !== null && at.byBefore === BY_NAME.get("upgrade")) {
    const until = plusParts(at.sinceBefore, ladder.protection, zone);
    reasons.push(limit("hold-protection", "/protectionAfterUpgrade", seen, until, clock, rung));
  }
  if (ladder.dwell !== null) {
    const until = plusParts(at.sinceBefore, ladder.dwell, zone);
    reasons.push(limit("hold-dwell", "/minimumDwell", seen, until, clock, rung));
  }
  if (!Number.isNaN(at.graceBefore)) {
    reasons.push(limit("hold-grace", "/downgrade/grace", seen, at.graceBefore, clock, rung));
  }
}

/** Something that lasts until a moment. */
const limit = (
  code: TierReasonCode,
  rule: string,
  observed: Tagged,
  until: number,
  { asOf }: LadderClock,
  rung: Rung,
): TierReason => line(code, rule, asOf < until ? "met" : "unmet", { op: "<", observed, required: moment(until) }, rung);

/** Where metrics are counted over a running calendar period: when it ends. */
function periodEnds(
  metrics: readonly MetricDefinition[],
  { asOf, zone }: LadderClock,
): ReadonlyMap<string | null, Instant> {
  const ends = new Map<string | null, Instant>();
  for (const { id, window } of metrics) {
    if (window === null || typeof window !== "object" || !("calendar" in window) || (window.back ?? 0) > 0) continue;
    const period = { months: MONTHS[window.calendar], firstMonth: window.fiscalStart ?? 1 };
    ends.set(id, instantFromMs(periodEnd(asOf, period, zone)));
  }
  return ends;
}
