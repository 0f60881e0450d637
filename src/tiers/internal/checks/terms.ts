import { epochMsOf, instantFromMs, type Tagged } from "../../../core/index.ts";
import type { TierExampleStep } from "../../checkModel.ts";
import type { TierDecision, TierState } from "../../model.ts";
import type { Rung } from "../../tierKind.ts";
import { type Parts, periodEnd, periodStart, plusParts, roundedUp } from "../moments.ts";
import { firstTerm } from "../standing.ts";
import { type CheckBench, type Doubt, type Facts, type Said, stepOf, yes } from "./bench.ts";
import { lost } from "./reach.ts";

/** Periods looked at: four years of months, so that every length of month and year is among them. */
const PERIODS = 48;
/** Days looked at where there are no periods. */
const DAYS = 366;

/** From one test of a tier to the next, in epoch milliseconds. */
interface Stretch {
  readonly start: number;
  readonly end: number;
}

/**
 * T007, T008, T014: graces, protections and notices that do not go with the periods in which tiers are tested.
 *
 * @param bench - The policy.
 */
export function checkTerms(bench: CheckBench): void {
  const { data, ladder } = bench.compiled;
  const stretches = stretchesOf(bench);
  checkGrace(bench, stretches);
  checkHold(bench, "protection-outlasts-period", "upgrade", ladder.protection, stretches, ["protectionAfterUpgrade"]);
  checkHold(bench, "dwell-outlasts-period", "enrol", ladder.dwell, stretches, ["minimumDwell"]);
  if (data.notice !== null) {
    checkNoticeOfLoss(bench, stretches);
    checkNoticeOfUpgrade(bench);
  }
}

/** Stretches between two tests, while the policy is in force; none where a tier is tested at every judgement. */
function stretchesOf(bench: CheckBench): readonly Stretch[] {
  const { validity } = bench.compiled.ladder;
  if (validity === null) return periodsOf(bench);
  const tests = startsOf(bench, { months: 1, firstMonth: 1 }).map((given) => firstTerm(given, validity, bench.zone));
  return [...new Set(tests)].map((start) => ({ start, end: firstTerm(start, validity, bench.zone) }));
}

function periodsOf(bench: CheckBench): readonly Stretch[] {
  const { schedule } = bench.compiled.ladder;
  if (schedule === null) return [];
  return startsOf(bench, schedule).map((start) => ({ start, end: periodEnd(start, schedule, bench.zone) }));
}

function startsOf(bench: CheckBench, period: { readonly months: number; readonly firstMonth: number }): number[] {
  const { from, to } = bench.compiled;
  const starts: number[] = [];
  let start = periodStart(epochMsOf(bench.asOf), period, bench.zone);
  for (let at = 0; at < PERIODS && start < to; at++) {
    if (start >= from) starts.push(start);
    start = periodEnd(start, period, bench.zone);
  }
  return starts;
}

const duration = (ms: number): Tagged => ({ kind: "duration", ms });

/** A customer who loses a tier for certain, or attains one: who, and the tier held. */
interface Loser {
  readonly rung: Rung;
  readonly facts: Facts;
}

/** Finds somebody who loses a tier for certain; null where nobody can. */
function loserOf(bench: CheckBench, doubt: Doubt): Loser | null {
  const { rungs, ladder } = bench.compiled;
  for (const [height, rung] of rungs.entries()) {
    if (height === 0 || ladder.fixed[height] === true) continue;
    const facts = bench.facts([...lost(rung), ...bench.noneAbove(height - 1), ...bench.noAlso], doubt);
    if (facts === null) continue;
    const loser = { rung, facts };
    const judged = judgeAt(bench, loser, epochMsOf(bench.asOf), bench.state(rung));
    if (judged?.decision.action === "downgrade") return loser;
  }
  return null;
}

function checkGrace(bench: CheckBench, stretches: readonly Stretch[]): void {
  const { grace } = bench.compiled.ladder;
  if (grace === null) return;
  const { to } = bench.compiled;
  const endOf = (start: number): number => graceEnd(bench, start, grace);
  const longer = stretches.find(({ start, end }) => end - 1 < to && endOf(start) >= end);
  if (longer === undefined) return;
  const { start, end } = longer;
  const said: Said = {
    code: "grace-outlasts-period",
    number: "T007",
    severity: "warning",
    keys: ["downgrade", "grace", "duration"],
    params: { grace: duration(endOf(start) - start), period: duration(end - start) },
  };
  const loser = loserOf(bench, said);
  if (loser === null) return;
  const first = judgeAt(bench, loser, start, longHeld(bench, loser.rung, start));
  if (first?.decision.action !== "graceStarted") {
    bench.doubts(said);
    return;
  }
  const second = judgeAt(bench, loser, end - 1, first.decision.stateAfter);
  if (second?.decision.action === "graceContinued") bench.found(said, [first.step, second.step]);
  else bench.doubts(said);
}

type Grace = NonNullable<CheckBench["compiled"]["ladder"]["grace"]>;

const graceEnd = ({ zone }: CheckBench, start: number, { duration: parts, roundUp }: Grace): number =>
  roundedUp(plusParts(start, parts, zone), roundUp, zone);

/** Somebody who has held a tier for long, tested at a moment for the first time. */
function longHeld(bench: CheckBench, { tier }: Rung, at: number): TierState {
  const { dwell, validity } = bench.compiled.ladder;
  const { months, days, ms } = dwell ?? { months: 0, days: 0, ms: 0 };
  const since = plusParts(at, { months: -12 - months, days: -days, ms: -ms }, bench.zone);
  return {
    tier,
    since: instantFromMs(since),
    ...(validity === null ? {} : { validUntil: instantFromMs(at) }),
  };
}

interface Judged {
  readonly decision: TierDecision;
  readonly step: TierExampleStep;
}

function judgeAt(bench: CheckBench, { facts }: Loser, at: number, state: TierState | null): Judged | null {
  const asOf = instantFromMs(at);
  const customer = bench.customer(facts, asOf);
  if (customer === null) return null;
  const subject = { ...customer, state };
  const decision = bench.judge(subject, asOf);
  return decision === null ? null : { decision, step: stepOf(subject, decision) };
}

function checkHold(
  bench: CheckBench,
  code: "protection-outlasts-period" | "dwell-outlasts-period",
  by: "upgrade" | "enrol",
  parts: Parts | null,
  stretches: readonly Stretch[],
  keys: readonly string[],
): void {
  if (parts === null) return;
  const { validity } = bench.compiled.ladder;
  const endOf = (start: number): number => plusParts(start, parts, bench.zone);
  const longer = stretches.find(({ start, end }) => end < bench.compiled.to && endOf(start) > end);
  if (longer === undefined) return;
  const { start, end } = longer;
  const params = { term: duration(endOf(start) - start), period: duration(end - start) };
  const said: Said = { code, number: "T008", severity: "warning", keys, params };
  const loser = loserOf(bench, said);
  if (loser === null) return;
  const held = judgeAt(bench, loser, end, {
    tier: loser.rung.tier,
    since: instantFromMs(start),
    by,
    ...(validity === null ? {} : { validUntil: instantFromMs(end) }),
  });
  if (held?.decision.action === "held") bench.found(said, [held.step]);
  else bench.doubts(said);
}

/** How long before a moment of effect a letter is to go out. */
function leadTo(bench: CheckBench, effect: number): number {
  const { months, days, ms } = bench.lead;
  return effect - plusParts(effect, { months: -months, days: -days, ms: -ms }, bench.zone);
}

function checkNoticeOfLoss(bench: CheckBench, stretches: readonly Stretch[]): void {
  const { grace } = bench.compiled.ladder;
  const room = (at: number): number => (grace === null ? 0 : graceEnd(bench, at, grace) - at);
  const late = momentsOf(bench, stretches).find((at) => leadTo(bench, at + room(at)) > room(at));
  if (late === undefined) return;
  const said: Said = {
    code: "notice-too-late",
    number: "T014",
    severity: "warning",
    keys: ["notice", "lead"],
    params: { lead: duration(leadTo(bench, late + room(late))), room: duration(room(late)) },
  };
  const loser = loserOf(bench, said);
  if (loser === null) return;
  const told = judgeAt(bench, loser, late, longHeld(bench, loser.rung, late));
  if (told?.decision.action === (grace === null ? "downgrade" : "graceStarted")) bench.found(said, [told.step]);
  else bench.doubts(said);
}

/** When tiers are tested: where periods begin, else on any day. */
function momentsOf(bench: CheckBench, stretches: readonly Stretch[]): readonly number[] {
  if (stretches.length > 0) return stretches.map(({ start }) => start);
  const asOf = epochMsOf(bench.asOf);
  return Array.from({ length: DAYS }, (_, days) => plusParts(asOf, { months: 0, days, ms: 0 }, bench.zone)).filter(
    (at) => at < bench.compiled.to,
  );
}

/** An upgrade that waits for the next period is to be told of before that begins. */
function checkNoticeOfUpgrade(bench: CheckBench): void {
  const { ladder, rungs } = bench.compiled;
  if (!ladder.nextPeriod) return;
  const late = periodsOf(bench).find(({ start, end }) => leadTo(bench, end) > end - start);
  if (late === undefined) return;
  const { start, end } = late;
  const said: Said = {
    code: "notice-too-late",
    number: "T014",
    severity: "warning",
    keys: ["upgrade", "when"],
    params: { lead: duration(leadTo(bench, end)), room: duration(end - start) },
  };
  for (const [height, rung] of rungs.entries()) {
    const lower = rungs[height - 1];
    if (lower === undefined) continue;
    const facts = bench.facts([yes(rung.attain), ...bench.noneAbove(height), ...bench.noAlso], said);
    if (facts === null) continue;
    const told = judgeAt(bench, { rung: lower, facts }, start, longHeld(bench, lower, start));
    if (told?.decision.action !== "upgrade") continue;
    bench.found(said, [told.step]);
    return;
  }
}
