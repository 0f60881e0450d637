import {
  asOfIn,
  DomainError,
  epochMsOf,
  err,
  type Instant,
  type InstantInput,
  instantFromMs,
  moneyFromMinor,
  invalidFact,
  ok,
  type Result,
  roundedText,
  show,
  type Tagged,
  taggedMoney,
  taggedNumber,
} from "../../core/index.ts";
import type {
  MissingToAttain,
  NextTier,
  TierAction,
  TierDecision,
  TierFinding,
  TierOptions,
  TierPolicyData,
  TierReason,
  TierRefusal,
  TierSubject,
} from "../model.ts";
import { compiledTiers, type CompiledTest, type CompiledTierPolicy, type Stretch } from "../tierKind.ts";
import { distance, exactDistance, observe, type Observed, taggedObserved, tierFinding } from "./observe.ts";

/** Judges one customer after another under one policy at one moment. */
export type Judge = (subject: TierSubject) => Result<TierDecision, TierRefusal>;

/** Verdicts ordered so that "all hold" is the least of them, and "one holds" the greatest. */
type Truth = 0 | 1 | 2;
const [UNMET, UNKNOWN, MET] = [0, 1, 2] as const;
const VERDICTS = ["unmet", "unknown", "met"] as const;

/** What is known of a customer, held against every test of the policy. */
interface Sight {
  readonly observed: readonly (Observed | null)[];
  readonly truths: readonly Truth[];
}

/** Checks policy and options once, for as many customers as there are. */
export function startJudge(policy: TierPolicyData, options: TierOptions): Judge {
  const compiled = compiledTiers(policy);
  const asOf = asOfIn(options);
  const asOfMs = epochMsOf(asOf);
  const trace: unknown = options.trace ?? "full";
  if (trace !== "full" && trace !== "none") {
    throw new DomainError("invalid-option", `trace: expected "full" or "none", received ${show(trace)}`);
  }
  return (subject) => {
    if (!isObject(subject)) return err(invalidFact("", "object", subject));
    const held = heldBy(subject, compiled, asOf, asOfMs);
    return held.ok ? ok(decide(subject, held.value, compiled, { asOf, traced: trace === "full" })) : held;
  };
}

/** Where a customer stands on the ladder, and since when; null when they are not graded yet. */
type Held = { readonly height: number; readonly since: Instant } | null;

function heldBy(
  { customerId, state, metrics }: TierSubject,
  compiled: CompiledTierPolicy,
  asOf: Instant,
  asOfMs: number,
): Result<Held, TierRefusal> {
  if (typeof customerId !== "string") return err(invalidFact("/customerId", "text", customerId));
  if (!isObject(metrics)) return err(invalidFact("/metrics", "object", metrics));
  if (state === null) return ok(null);
  if (!isObject(state)) return err(invalidFact("/state", "object", state));
  const { tier, since } = state;
  const height = compiled.heightOf.get(tier);
  if (height === undefined) {
    return typeof tier === "string"
      ? err({ code: "tier-not-in-policy", tier, policy: compiled.policy.id })
      : err(invalidFact("/state/tier", "known-name", tier));
  }
  const ms = epochMsOf(since);
  if (Number.isNaN(ms)) return err(invalidFact("/state/since", "instant", since));
  if (ms > asOfMs) return err({ code: "state-after-as-of", since: instantFromMs(ms), asOf });
  if (ms === asOfMs) return ok({ height, since: asOf });
  return ok({ height, since: isInstant(since) ? since : instantFromMs(ms) });
}

/** Whether a moment, known to be one, is already in its one spelling: sparing to write it anew is half of the work. */
const isInstant = (moment: InstantInput): moment is Instant =>
  typeof moment === "string" && moment.length === 24 && moment[10] === "T" && moment.endsWith("Z");

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;

function decide(
  { customerId, metrics }: TierSubject,
  held: Held,
  compiled: CompiledTierPolicy,
  { asOf, traced }: { readonly asOf: Instant; readonly traced: boolean },
): TierDecision {
  const { ladder, also, tests } = compiled;
  const findings: TierFinding[] = [];
  const observed = compiled.metrics.map((metric) => observe(metrics, metric, compiled, findings));
  const truths = tests.map((test) => truthOf(test, observed[test.metric] ?? null));
  const holds = (asked: Stretch): Truth => allOf(truths, asked);

  const fired: string[] = [];
  for (const { id, when, keys } of also) {
    const truth = holds(when);
    if (truth === MET) fired.push(id);
    else if (truth === UNKNOWN) findings.push(tierFinding("also-unknown", keys, { id }));
  }
  // a rule that fires demotes from every tier above the base: none of them can be reached or kept
  const demoting = fired.length > 0;
  const reached = ladder.map(({ attain }, height): Truth => (demoting && height > 0 ? UNMET : holds(attain)));
  // who still attains a tier keeps it, though its `retain` asked for more
  const kept = ladder.map(
    ({ retain }, height): Truth => (demoting && height > 0 ? UNMET : either(reached[height] ?? UNMET, holds(retain))),
  );

  const qualified = reached.lastIndexOf(MET);
  const move = moveOf(held, qualified, { reached, kept }, { asOf, oneStep: compiled.oneStep });
  const nameAt = (height: number): string => ladder[height]?.tier ?? "";
  const to = nameAt(move.height);
  const moved = move.height !== held?.height;
  const since = moved ? asOf : held.since;
  const sight: Sight = { observed, truths };
  return {
    customerId,
    action: move.action,
    from: held === null ? null : nameAt(held.height),
    qualified: nameAt(qualified),
    to,
    asOf,
    effectiveAt: since,
    policy: compiled.policy,
    reasons: traced ? reasonsOf(compiled, sight, move.stepTaken ? asOf : null) : [],
    findings,
    nextTier: nextTierOf(compiled, move.height + 1, sight, fired),
    stateAfter: { tier: to, since },
  };
}

/** Where the customer goes, by height on the ladder. */
function moveOf(
  held: Held,
  qualified: number,
  { reached, kept }: { readonly reached: readonly Truth[]; readonly kept: readonly Truth[] },
  { asOf, oneStep }: { readonly asOf: Instant; readonly oneStep: boolean },
): { readonly height: number; readonly action: TierAction; readonly stepTaken: boolean } {
  if (held === null) return { height: qualified, action: "enrol", stepTaken: false };
  const { height } = held;
  if (qualified > height) return { height: qualified, action: "upgrade", stepTaken: false };
  if (kept[height] === UNMET) {
    if (!oneStep)
      return {
        height: kept.findLastIndex((truth, at) => at < height && truth !== UNMET),
        action: "downgrade",
        stepTaken: false,
      };
    return held.since === asOf
      ? { height, action: "retain", stepTaken: true }
      : { height: height - 1, action: "downgrade", stepTaken: false };
  }
  const unsure = kept[height] === UNKNOWN || reached.some((truth, at) => at > height && truth === UNKNOWN);
  return { height, action: unsure ? "insufficientData" : "retain", stepTaken: false };
}

function truthOf(test: CompiledTest, observed: Observed | null): Truth {
  if (observed === null) return UNKNOWN;
  const above = distance(observed, test);
  switch (test.op) {
    case ">=":
      return above >= 0 ? MET : UNMET;
    case "<=":
      return above <= 0 ? MET : UNMET;
    case ">":
      return above > 0 ? MET : UNMET;
    case "<":
      return above < 0 ? MET : UNMET;
  }
}

/** The least of a stretch's truths; to ask for nothing is met. */
function allOf(truths: readonly Truth[], asked: Stretch): Truth {
  let least: Truth = MET;
  for (let at = asked?.from ?? 0; at < (asked?.to ?? 0); at++) {
    const truth = truths[at] ?? MET;
    if (truth < least) least = truth;
  }
  return least;
}

const either = (a: Truth, b: Truth): Truth => (a > b ? a : b);

/** Every comparison; then, when a step down had to wait, why. */
function reasonsOf(
  compiled: CompiledTierPolicy,
  { observed, truths }: Sight,
  stepTakenAt: Instant | null,
): readonly TierReason[] {
  const reasons: TierReason[] = compiled.tests.map((test, at) => {
    const seen = observed[test.metric] ?? null;
    return {
      code: test.code,
      rule: test.rule,
      metric: test.metricId,
      op: test.op,
      observed: seen === null ? null : taggedObserved(seen, test),
      required: test.required,
      verdict: VERDICTS[truths[at] ?? UNKNOWN],
      label: test.label,
      part: test.part,
      partLabel: test.partLabel,
    };
  });
  if (stepTakenAt !== null) {
    const at: Tagged = { kind: "instant", at: stepTakenAt };
    reasons.push({
      code: "one-step-taken",
      rule: "/downgrade/mode",
      metric: null,
      op: ">",
      observed: at,
      required: at,
      verdict: "unmet",
      label: null,
      part: null,
      partLabel: null,
    });
  }
  return reasons;
}

function nextTierOf(
  compiled: CompiledTierPolicy,
  height: number,
  { observed, truths }: Sight,
  blockedBy: readonly string[],
): NextTier | null {
  const rung = compiled.ladder[height];
  if (rung === undefined) return null;
  const missing: MissingToAttain[] = [];
  compiled.tests.slice(rung.attain?.from ?? 0, rung.attain?.to ?? 0).forEach((test, index) => {
    if (truths[(rung.attain?.from ?? 0) + index] === MET) return;
    const seen = observed[test.metric] ?? null;
    missing.push({ metric: test.metricId, op: test.op, gap: seen === null ? null : gapOf(seen, test, compiled) });
  });
  return { tier: rung.tier, missing, blockedBy };
}

/** The distance to a threshold; an amount has at least the decimals of its currency. */
function gapOf(seen: Observed, test: CompiledTest, { currency, digits }: CompiledTierPolicy): Tagged {
  if (test.required.kind === "number") return taggedNumber(Math.abs(distance(seen, test)), test.required.unit);
  const inMinor = Math.abs(seen.value - test.threshold);
  if (!Number.isNaN(inMinor)) return taggedMoney(moneyFromMinor(inMinor, currency));
  const gap = exactDistance(seen, test).abs();
  return { kind: "money", amount: roundedText(gap, Math.max(digits, gap.decimalPlaces()), "half-even"), currency };
}
