import {
  asOfIn,
  DomainError,
  epochMsOf,
  type Instant,
  instantFromMs,
  type InstantInput,
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
import { Outlook } from "./outlook.ts";
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
export const startJudge = (policy: TierPolicyData, options: TierOptions): Judge =>
  startJudging(compiledTiers(policy), options);

/** The same under a policy in its compiled form. */
export function startJudging(compiled: CompiledTierPolicy, options: TierOptions): Judge {
  const asOf = asOfIn(options);
  const asOfMs = epochMsOf(asOf);
  const trace: unknown = options.trace ?? "full";
  if (trace !== "full" && trace !== "none") {
    throw new DomainError("invalid-option", `trace: expected "full" or "none", received ${show(trace)}`);
  }
  if (asOfMs < compiled.from || asOfMs >= compiled.to) return () => notInForce(compiled, asOf);
  const clock = ladderClock(compiled.ladder, zoneRules(compiled.ladder.timeZone), asOfMs);
  const sight = startSight(compiled.program, { asOf });
  const outlook = trace === "full" ? new Outlook(compiled, sight, clock, asOf) : null;
  const bench: JudgeBench = {
    compiled,
    sight,
    clock,
    asOf,
    outlook,
    reader: { compiled, asOf, asOfMs },
    truths: new Truths(compiled, sight),
    at: emptyStanding(),
    amiss: [],
    written: new Map([[asOfMs, asOf]]),
  };
  return (subject) => judged(subject, bench);
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
  readonly truths: Truths;
  /** The customer's standing, written over for the next. */
  readonly at: Standing;
  /** Room for what is amiss; emptied for the next. */
  readonly amiss: ConditionFinding[];
  /** Moments that many customers share, as they are written. */
  readonly written: Map<number, Instant>;
}

/** More moments than this are not worth keeping. */
const MOST_WRITTEN = 1000;

/** Writes a moment, once for all. */
function moment(ms: number, { written }: JudgeBench): Instant {
  const known = written.get(ms);
  if (known !== undefined) return known;
  const text = instantFromMs(ms);
  if (written.size >= MOST_WRITTEN) written.clear();
  written.set(ms, text);
  return text;
}

/** Writes a moment, or leaves it as it was handed in. */
const momentOr = (ms: number, before: number, given: InstantInput | null | undefined, bench: JudgeBench): Instant =>
  ms === before && isInstant(given) ? given : moment(ms, bench);

const nullable = (
  ms: number,
  before: number,
  given: InstantInput | null | undefined,
  bench: JudgeBench,
): Instant | null => (Number.isNaN(ms) ? null : momentOr(ms, before, given, bench));

/** Whether something, known to be a moment, is already in its one spelling. */
const isInstant = (given: InstantInput | null | undefined): given is Instant =>
  typeof given === "string" && given[10] === "T" && given[23] === "Z";

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

function judged(subject: TierSubject, bench: JudgeBench): Result<TierDecision, TierRefusal> {
  const { compiled, sight, clock, asOf, outlook, at, truths, amiss } = bench;
  const read = readSubject(subject, at, bench.reader);
  if ("ok" in read) return read;
  const { inForce: overrides } = read;
  let findings: readonly TierFinding[] = read.findings;
  const { since: sinceMs, validUntil, reviewed, breachedSince, graceUntil } = at;
  const { state } = subject;
  sight.observe(subject.metrics, amiss, subject);
  if (amiss.length > 0) {
    findings = [...findings, ...amiss];
    amiss.length = 0;
  }
  truths.fired = NONE;
  for (const rule of compiled.also) {
    const truth = sight.truth(rule.when);
    if (truth === 2) truths.fired = [...truths.fired, rule.id];
    else if (truth === 1) findings = [...findings, tierFinding("also-unknown", "warning", rule.keys, { id: rule.id })];
  }
  decideStanding(at, truths, clock);

  const { rungs } = compiled;
  const since = momentOr(at.since, sinceMs, state?.since, bench);
  const tierAt = (height: number): string => rungs[height]?.tier ?? "";
  const heldBy = holdOf(at, compiled, overrides);
  const decision: TierDecision = {
    customerId: subject.customerId,
    action: ACTIONS[at.action] ?? "retain",
    from: rungs[at.from]?.tier ?? null,
    qualified: tierAt(at.qualified),
    to: tierAt(at.to),
    servicePackage: rungs[at.to]?.servicePackage ?? null,
    asOf,
    effectiveAt: at.effectiveAt === at.since ? since : moment(at.effectiveAt, bench),
    validUntil: validUntilOf(at, heldBy, bench),
    heldBy,
    policy: compiled.policy,
    scheme: compiled.data.scheme,
    reasons: NONE,
    findings,
    nextTier: null,
    toRetain: null,
    notice: null,
    stateAfter: {
      tier: tierAt(at.held),
      since,
      by: ENTRIES[at.by] ?? null,
      validUntil: nullable(at.validUntil, validUntil, state?.validUntil, bench),
      reviewed: nullable(at.reviewed, reviewed, state?.reviewed, bench),
      breachedSince: nullable(at.breachedSince, breachedSince, state?.breachedSince, bench),
      graceUntil: nullable(at.graceUntil, graceUntil, state?.graceUntil, bench),
      lifetime: rungs[at.lifetime]?.tier ?? null,
      pending: at.pending < 0 ? null : { tier: tierAt(at.pending), at: moment(at.pendingAt, bench) },
    },
  };
  return ok(outlook === null ? decision : outlook.explains(decision, at, truths.fired, overrides));
}

/** What is known of the customer last observed, by height on the ladder. */
export class Truths implements LadderTruths {
  /** The downgrade rules that hold. They demote from every tier above the base: none can be reached or kept. */
  fired: readonly string[] = NONE;
  readonly #compiled: CompiledTierPolicy;
  readonly #sight: ConditionSight;

  constructor(compiled: CompiledTierPolicy, sight: ConditionSight) {
    this.#compiled = compiled;
    this.#sight = sight;
  }

  /** See {@link LadderTruths}. */
  reached(height: number): Truth {
    return this.fired.length > 0 ? 0 : this.#truth(this.#compiled.rungs[height]?.attain);
  }

  /** Who still attains a tier keeps it, though its `retain` asked for more. */
  kept(height: number): Truth {
    if (this.fired.length > 0) return 0;
    const attained = this.#truth(this.#compiled.rungs[height]?.attain);
    const retained = this.#truth(this.#compiled.rungs[height]?.retain);
    return retained > attained ? retained : attained;
  }

  /** See {@link LadderTruths}. */
  earned(height: number): Truth {
    return this.#truth(this.#compiled.rungs[height]?.lifetime);
  }

  #truth(condition = -1): Truth {
    return condition < 0 ? 0 : this.#sight.truth(condition);
  }
}

/** Where the holds that last for a time are written. */
const RULES = {
  protection: "/protectionAfterUpgrade",
  minimumDwell: "/minimumDwell",
  grace: "/downgrade/grace",
} as const;

function holdOf(at: Standing, { rungs }: CompiledTierPolicy, overrides: readonly OverrideInForce[]): TierHold | null {
  const kind = HOLDS[at.hold] ?? null;
  if (kind === null) return null;
  const placeOf = (height: number): number => rungs[height]?.place ?? 0;
  if (kind === "lifetime") return { kind, rule: `/tiers/${placeOf(at.lifetime)}/lifetime`, until: null };
  if (kind === "downgradeNotAllowed") {
    return { kind, rule: `/tiers/${placeOf(at.held)}/downgradeAllowed`, until: null };
  }
  if (kind !== "override") return { kind, rule: RULES[kind], until: instantFromMs(at.holdUntil) };
  const holder = overrides.find(({ override, height }) =>
    at.lost
      ? override.kind === "exemptFromDowngrade" || (override.kind !== "ceiling" && height >= at.held)
      : override.kind === "pin" || (override.kind === "ceiling" && height === at.ceiling),
  );
  const until = holder?.until ?? NaN;
  return { kind, rule: `/overrides/${holder?.place ?? 0}`, until: Number.isNaN(until) ? null : instantFromMs(until) };
}

/** Until when the tier decided on is held at the least. */
function validUntilOf(at: Standing, heldBy: TierHold | null, bench: JudgeBench): Instant | null {
  const { asOf, ladder, zone, start, end } = bench.clock;
  if (at.lost && heldBy !== null) return heldBy.until;
  if (at.effectiveAt > asOf) {
    return ladder.validity === null ? null : moment(firstTerm(at.effectiveAt, ladder.validity, zone), bench);
  }
  if (!Number.isNaN(at.graceUntil)) return at.graceUntil > asOf ? moment(at.graceUntil, bench) : null;
  if (ladder.validity !== null) return at.validUntil > asOf ? moment(at.validUntil, bench) : null;
  return at.reviewed >= start ? moment(end, bench) : null;
}
