import {
  asOfIn,
  DomainError,
  epochMsOf,
  type Instant,
  instantFromMs,
  ok,
  type Result,
  show,
  zoneRules,
} from "../../core/index.ts";
import { type ConditionFinding, type ConditionSight, startSight } from "../../rules/index.ts";
import type { TierDecision, TierFinding, TierHold, TierOptions, TierRefusal, TierSubject } from "../model.ts";
import type { TierPolicyData } from "../policyModel.ts";
import { compiledTiers, type CompiledTierPolicy } from "../tierKind.ts";
import { tierFinding } from "./findings.ts";
import { type Outlook, startOutlook } from "./outlook.ts";
import { type OverrideInForce, readSubject, type SubjectReader } from "./readSubject.ts";
import {
  ACTIONS,
  decideStanding,
  emptyStanding,
  ENTRIES,
  firstTerm,
  HOLDS,
  ladderClock,
  type LadderClock,
  type LadderTruths,
  type Standing,
  type Truth,
} from "./standing.ts";

/** Judges one customer after another under one policy at one moment. */
export type Judge = (subject: TierSubject) => Result<TierDecision, TierRefusal>;

/** Checks policy and options once, for as many customers as there are. */
export function startJudge(policy: TierPolicyData, options: TierOptions): Judge {
  const compiled = compiledTiers(policy);
  const asOf = asOfIn(options);
  const asOfMs = epochMsOf(asOf);
  const trace: unknown = options.trace ?? "full";
  if (trace !== "full" && trace !== "none") {
    throw new DomainError("invalid-option", `trace: expected "full" or "none", received ${show(trace)}`);
  }
  if (asOfMs < compiled.from || asOfMs >= compiled.to) return () => notInForce(compiled, asOf);
  const clock = ladderClock(compiled.ladder, zoneRules(policy.timeZone), asOfMs);
  const sight = startSight(compiled.program, { asOf });
  const outlook = trace === "full" ? startOutlook(compiled, sight, clock, asOf) : null;
  const bench: JudgeBench = { compiled, sight, clock, asOf, outlook, reader: { compiled, asOf, asOfMs } };
  const at = emptyStanding();
  const truths = new Truths(compiled, sight);
  return (subject) => judged(subject, at, truths, bench);
}

/** What all customers have in common. */
interface JudgeBench {
  readonly compiled: CompiledTierPolicy;
  readonly sight: ConditionSight;
  readonly clock: LadderClock;
  readonly asOf: Instant;
  /** Explains; null without a trace. */
  readonly outlook: Outlook | null;
  readonly reader: SubjectReader;
}

const notInForce = ({ policy: { id }, from, to }: CompiledTierPolicy, asOf: Instant): Result<never, TierRefusal> => ({
  ok: false,
  error: {
    code: "tier-policy-not-in-force",
    policy: id,
    from: Number.isFinite(from) ? instantFromMs(from) : null,
    to: Number.isFinite(to) ? instantFromMs(to) : null,
    asOf,
  },
});

/** Nothing to tell: shared, since it cannot be changed. */
const NONE: readonly never[] = Object.freeze([]);

function judged(
  subject: TierSubject,
  at: Standing,
  truths: Truths,
  bench: JudgeBench,
): Result<TierDecision, TierRefusal> {
  const { compiled, sight, clock, asOf, outlook } = bench;
  const findings: TierFinding[] = [];
  const overrides = readSubject(subject, at, bench.reader, findings);
  if ("ok" in overrides) return overrides;
  const amiss: ConditionFinding[] = [];
  sight.observe(subject.metrics, amiss, subject);
  if (amiss.length > 0) findings.push(...amiss);
  truths.fired = firedRules(compiled, sight, findings);
  decideStanding(at, truths, clock);

  const { rungs } = compiled;
  const name = (height: number): string => rungs[height]?.tier ?? "";
  const moment = (ms: number): Instant =>
    ms === clock.asOf ? asOf : ms === clock.start ? startOf(clock) : instantFromMs(ms);
  const since = momentOf(at.since, subject.state?.since, moment);
  const heldBy = at.hold === 0 ? null : holdOf(at, compiled, overrides);
  const decision: TierDecision = {
    customerId: subject.customerId,
    action: ACTIONS[at.action] ?? "retain",
    from: at.from < 0 ? null : name(at.from),
    qualified: name(at.qualified),
    to: name(at.to),
    servicePackage: rungs[at.to]?.servicePackage ?? null,
    asOf,
    effectiveAt: at.effectiveAt === at.since ? since : moment(at.effectiveAt),
    validUntil: validUntilOf(at, heldBy, clock, moment),
    heldBy,
    policy: compiled.policy,
    scheme: compiled.data.scheme,
    reasons: NONE,
    findings: findings.length === 0 ? NONE : findings,
    nextTier: null,
    toRetain: null,
    notice: null,
    stateAfter: {
      tier: name(at.held),
      since,
      by: ENTRIES[at.by] ?? null,
      validUntil: nullable(at.validUntil, subject.state?.validUntil, moment),
      reviewed: nullable(at.reviewed, subject.state?.reviewed, moment),
      breachedSince: nullable(at.breachedSince, subject.state?.breachedSince, moment),
      graceUntil: nullable(at.graceUntil, subject.state?.graceUntil, moment),
      lifetime: at.lifetime < 0 ? null : name(at.lifetime),
      pending: at.pending < 0 ? null : { tier: name(at.pending), at: moment(at.pendingAt) },
    },
  };
  return ok(outlook === null ? decision : { ...decision, ...outlook(decision, at, truths.fired, overrides) });
}

/** The written start of the running period. */
const startOf = (clock: LadderClock): Instant => instantFromMs(clock.start);

const nullable = (ms: number, given: unknown, moment: (ms: number) => Instant): Instant | null =>
  Number.isNaN(ms) ? null : momentOf(ms, given, moment);

/** Writes a moment, sparing the work where it was handed in so. */
function momentOf(ms: number, given: unknown, moment: (ms: number) => Instant): Instant {
  if (typeof given !== "string" || given.length !== 24 || !given.endsWith("Z") || given[10] !== "T") return moment(ms);
  return epochMsOf(given) === ms ? (given as Instant) : moment(ms);
}

/** Downgrade rules that hold, by their ids; one of which that is not known is a finding. */
function firedRules({ also }: CompiledTierPolicy, sight: ConditionSight, findings: TierFinding[]): readonly string[] {
  let fired: string[] | null = null;
  for (const { id, when, keys } of also) {
    const truth = sight.truth(when);
    if (truth === 2) (fired ??= []).push(id);
    else if (truth === 1) findings.push(tierFinding("also-unknown", "warning", keys, { id }));
  }
  return fired ?? NONE;
}

/** What is known of the customer last observed, by height on the ladder. */
class Truths implements LadderTruths {
  /** The downgrade rules that hold. They demote from every tier above the base: none can be reached or kept. */
  fired: readonly string[] = NONE;
  readonly #compiled: CompiledTierPolicy;
  readonly #sight: ConditionSight;

  constructor(compiled: CompiledTierPolicy, sight: ConditionSight) {
    this.#compiled = compiled;
    this.#sight = sight;
  }

  reached(height: number): Truth {
    if (height === 0) return 2;
    return this.fired.length > 0 ? 0 : this.#truth(this.#compiled.rungs[height]?.attain ?? -1);
  }

  /** Who still attains a tier keeps it, though its `retain` asked for more. */
  kept(height: number): Truth {
    if (height === 0) return 2;
    if (this.fired.length > 0) return 0;
    const attained = this.#truth(this.#compiled.rungs[height]?.attain ?? -1);
    const retain = this.#compiled.rungs[height]?.retain ?? -1;
    if (attained === 2 || retain < 0) return attained;
    const retained = this.#truth(retain);
    return retained > attained ? retained : attained;
  }

  earned(height: number): Truth {
    return this.#truth(this.#compiled.rungs[height]?.lifetime ?? -1);
  }

  #truth(condition: number): Truth {
    return condition < 0 ? 0 : this.#sight.truth(condition);
  }
}

/** Where holds are written. */
const RULES = ["", "/overrides", "/tiers", "/tiers", "/protectionAfterUpgrade", "/minimumDwell", "/downgrade/grace"];

function holdOf(at: Standing, { rungs }: CompiledTierPolicy, overrides: readonly OverrideInForce[]): TierHold {
  const kind = HOLDS[at.hold] ?? "override";
  const rule = RULES[at.hold] ?? "";
  const place = rungs[kind === "lifetime" ? at.lifetime : at.held]?.place ?? 0;
  if (kind === "lifetime") return { kind, rule: `${rule}/${place}/lifetime`, until: null };
  if (kind === "downgradeNotAllowed") return { kind, rule: `${rule}/${place}/downgradeAllowed`, until: null };
  if (kind !== "override")
    return { kind, rule, until: Number.isNaN(at.holdUntil) ? null : instantFromMs(at.holdUntil) };
  const holder = overrides.find(({ override, height }) =>
    at.lost
      ? override.kind === "exemptFromDowngrade" || (override.kind !== "ceiling" && height >= at.held)
      : override.kind === "pin" || (override.kind === "ceiling" && height === at.ceiling),
  );
  const until = holder?.until ?? NaN;
  return { kind, rule: `${rule}/${holder?.place ?? 0}`, until: Number.isNaN(until) ? null : instantFromMs(until) };
}

/** Until when the tier decided on is held at the least. */
function validUntilOf(
  at: Standing,
  heldBy: TierHold | null,
  { asOf, ladder, zone, start, end }: LadderClock,
  moment: (ms: number) => Instant,
): Instant | null {
  if (at.lost && heldBy !== null) return heldBy.until;
  if (at.effectiveAt > asOf) {
    return ladder.validity === null ? null : moment(firstTerm(at.effectiveAt, ladder.validity, zone));
  }
  if (!Number.isNaN(at.graceUntil)) return at.graceUntil > asOf ? moment(at.graceUntil) : null;
  if (ladder.validity !== null) return at.validUntil > asOf ? moment(at.validUntil) : null;
  return at.reviewed >= start ? moment(end) : null;
}
