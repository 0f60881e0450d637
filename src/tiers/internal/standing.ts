import type { ZoneRules } from "../../core/kernel.ts";
import { type Parts, type Period, periodEnd, periodStart, plusParts, roundedUp } from "./moments.ts";

/** How long a tier is held before it is tested, in numbers. */
export type LadderValidity =
  | {
      /** Tells the two apart. */
      readonly kind: "lasts";
      /** How long. */
      readonly lasts: Parts;
      /** The boundary its end is moved up to. */
      readonly roundUp: Period | "day" | null;
    }
  | {
      /** Tells the two apart. */
      readonly kind: "calendar";
      /** The periods whose ends count. */
      readonly period: Period;
      /** Whole periods after the one it was given in. */
      readonly ahead: number;
      /** How much longer. */
      readonly plus: Parts;
    };

/** The rules of moving on a ladder of tiers, without their conditions: plain data, tiers by their height from 0. */
export interface TierLadder {
  /** How many tiers. */
  readonly tiers: number;
  /** IANA zone of calendar and clocks. */
  readonly timeZone: string;
  /** Whether an upgrade goes one tier up at a time. */
  readonly oneStepUp: boolean;
  /** Whether an upgrade waits for the next period of the schedule. */
  readonly nextPeriod: boolean;
  /** Whether a downgrade goes one tier down at a time. */
  readonly oneStepDown: boolean;
  /** How long a lost tier is kept in case the customer recovers; null for not at all. */
  readonly grace: {
    /** How long. */
    readonly duration: Parts;
    /** Whether it is counted from the end of the tier's validity. */
    readonly fromExpiry: boolean;
    /** The boundary its end is moved up to. */
    readonly roundUp: Period | "day" | null;
  } | null;
  /** How long a tier is held before it is tested; null to test it at every review. */
  readonly validity: LadderValidity | null;
  /** The periods of reviews; null for a review at every judgement. */
  readonly schedule: Period | null;
  /** How long after an upgrade a tier cannot be lost; null for not at all. */
  readonly protection: Parts | null;
  /** How long any tier is held before it can be lost; null for not at all. */
  readonly dwell: Parts | null;
  /** Tiers nobody is downgraded from, by height. */
  readonly fixed: readonly boolean[];
}

/** Whether a condition holds: 0 no, 1 unknown, 2 yes. */
export type Truth = 0 | 1 | 2;

/** What is known of a customer, by height of the tiers above the base; asked only as far as it matters. */
export interface LadderTruths {
  /** Whether a tier's `attain` holds, and no downgrade rule does. */
  reached(height: number): Truth;
  /** Whether a tier's `attain` or `retain` holds, and no downgrade rule does. */
  kept(height: number): Truth;
  /** Whether a tier's `lifetime` holds. */
  earned(height: number): Truth;
}

/** What happens, as a number: its place in this list. */
export const ACTIONS = [
  "enrol",
  "upgrade",
  "retain",
  "graceStarted",
  "graceContinued",
  "downgrade",
  "held",
  "insufficientData",
] as const;
/** What holds a tier, as a number: its place in this list; null for nothing. */
export const HOLDS = [
  null,
  "override",
  "lifetime",
  "downgradeNotAllowed",
  "protection",
  "minimumDwell",
  "grace",
] as const;
/** How a tier was come by, as a number: its place in this list; null when that is not known. */
export const ENTRIES = [null, "enrol", "upgrade", "downgrade"] as const;
/** The numbers of {@link ENTRIES} by name. */
export const BY_NAME: ReadonlyMap<unknown, number> = /* @__PURE__ */ (() =>
  new Map(ENTRIES.flatMap((name, place) => (name === null ? [] : [[name, place]]))))();

const [ENROL, UPGRADE, RETAIN, GRACE_STARTED, GRACE_CONTINUED, DOWNGRADE, HELD, INSUFFICIENT] = [
  0, 1, 2, 3, 4, 5, 6, 7,
] as const;
const [NO, UNKNOWN, YES] = [0, 1, 2] as const;
const [FREE, BY_OVERRIDE, BY_LIFETIME, BY_FIXED, BY_PROTECTION, BY_DWELL, BY_GRACE] = [0, 1, 2, 3, 4, 5, 6] as const;
const [BY_ENROLMENT, BY_UPGRADE, BY_DOWNGRADE] = [1, 2, 3] as const;

/**
 * Where a customer stands, in numbers: tiers by height, -1 for none; moments in epoch milliseconds, NaN for none. A decision
 * changes it in place, so that one serves a whole population.
 */
export interface Standing {
  /** The tier held. */
  held: number;
  /** Since when. */
  since: number;
  /** How it was come by; see {@link ENTRIES}. */
  by: number;
  /** When it is tested next. */
  validUntil: number;
  /** Start of the last period whose review has been held. */
  reviewed: number;
  /** Since when it is lost but held. */
  breachedSince: number;
  /** When the running grace ends. */
  graceUntil: number;
  /** The highest tier earned for life. */
  lifetime: number;
  /** The tier of an upgrade that is not in force yet. */
  pending: number;
  /** When it comes into force. */
  pendingAt: number;
  /** The tier that an override pins. */
  pin: number;
  /** The lowest tier that overrides allow. */
  floor: number;
  /** The highest tier that overrides allow; infinite for any. */
  ceiling: number;
  /** Whether an override keeps every tier from being lost. */
  exempt: boolean;
  /** Answer: the tier held before. */
  from: number;
  /** Answer: the highest tier attained. */
  qualified: number;
  /** Answer: the tier decided on. */
  to: number;
  /** Answer: from when on. */
  effectiveAt: number;
  /** Answer: what happens; see {@link ACTIONS}. */
  action: number;
  /** Answer: what holds the tier; see {@link HOLDS}. */
  hold: number;
  /** Answer: until when; NaN when that is not bounded in time. */
  holdUntil: number;
  /** Answer: whether an upgrade decided earlier came into force. */
  matured: boolean;
  /** Answer: whether the tier held was tested. */
  tested: boolean;
  /** Answer: whether it was found lost. */
  lost: boolean;
  /** Answer: whether an upgrade had to wait because one step was just taken. */
  stepTaken: boolean;
  /** Answer: whether a grace was cleared. */
  recovered: boolean;
  /** Answer: since when the tier held before was held. */
  sinceBefore: number;
  /** Answer: how it was come by. */
  byBefore: number;
  /** Answer: when the grace of the tier held before ends, or ended. */
  graceBefore: number;
}

/**
 * Makes room for one customer after another.
 *
 * @returns A standing without tier, override or answer.
 */
export const emptyStanding = (): Standing => ({
  held: -1,
  since: NaN,
  by: 0,
  validUntil: NaN,
  reviewed: NaN,
  breachedSince: NaN,
  graceUntil: NaN,
  lifetime: -1,
  pending: -1,
  pendingAt: NaN,
  pin: -1,
  floor: -1,
  ceiling: Infinity,
  exempt: false,
  from: -1,
  qualified: 0,
  to: 0,
  effectiveAt: NaN,
  action: RETAIN,
  hold: FREE,
  holdUntil: NaN,
  matured: false,
  tested: false,
  lost: false,
  stepTaken: false,
  recovered: false,
  sinceBefore: NaN,
  byBefore: 0,
  graceBefore: NaN,
});

/**
 * Takes over where a customer stands, and what people decided; not the answer.
 *
 * @param from - The standing taken over.
 * @param to - The standing written over.
 */
export function copyStanding(from: Standing, to: Standing): void {
  to.held = from.held;
  to.since = from.since;
  to.by = from.by;
  to.validUntil = from.validUntil;
  to.reviewed = from.reviewed;
  to.breachedSince = from.breachedSince;
  to.graceUntil = from.graceUntil;
  to.lifetime = from.lifetime;
  to.pending = from.pending;
  to.pendingAt = from.pendingAt;
  to.pin = from.pin;
  to.floor = from.floor;
  to.ceiling = from.ceiling;
  to.exempt = from.exempt;
}

/** A ladder at a moment of judgement, with what is the same for everybody. */
export interface LadderClock {
  /** The ladder. */
  readonly ladder: TierLadder;
  /** Its zone. */
  readonly zone: ZoneRules;
  /** The moment of judgement, in epoch milliseconds. */
  readonly asOf: number;
  /** Start of the running period; NaN without a schedule. */
  readonly start: number;
  /** Its end. */
  readonly end: number;
  /** Until when a tier given now is held before it is tested; NaN without validity. */
  readonly validUntil: number;
}

/**
 * Sets a ladder to a moment of judgement.
 *
 * @param ladder - The ladder.
 * @param zone - Its zone.
 * @param asOf - The moment, in epoch milliseconds.
 * @returns Both, with what is the same for everybody.
 */
export function ladderClock(ladder: TierLadder, zone: ZoneRules, asOf: number): LadderClock {
  const { schedule, validity } = ladder;
  return {
    ladder,
    zone,
    asOf,
    start: schedule === null ? NaN : periodStart(asOf, schedule, zone),
    end: schedule === null ? NaN : periodEnd(asOf, schedule, zone),
    validUntil: validity === null ? NaN : firstTerm(asOf, validity, zone),
  };
}

/**
 * Tells until when a tier is held before it is tested.
 *
 * @param since - When it is given, in epoch milliseconds.
 * @param validity - How long.
 * @param zone - In whose calendar.
 * @returns Epoch milliseconds.
 */
export function firstTerm(since: number, validity: LadderValidity, zone: ZoneRules): number {
  if (validity.kind === "lasts") return roundedUp(plusParts(since, validity.lasts, zone), validity.roundUp, zone);
  return plusParts(periodEnd(since, validity.period, zone, validity.ahead), validity.plus, zone);
}

/** The end of the term after one that ended at `expiry`, and is looked at now. */
function nextTerm(expiry: number, validity: LadderValidity, { asOf, zone, validUntil }: LadderClock): number {
  if (validity.kind === "lasts") {
    const next = roundedUp(plusParts(expiry, validity.lasts, zone), validity.roundUp, zone);
    return next > asOf ? next : validUntil;
  }
  // the first such end after now: `plus` takes it past the end of its period, so earlier periods are looked at too
  let next = validUntil;
  for (let ahead = 0; ahead >= -MOST_BACK; ahead--) {
    const end = plusParts(periodEnd(asOf, validity.period, zone, ahead), validity.plus, zone);
    if (end <= asOf) break;
    next = end;
  }
  return next;
}

/** A `plus` is not followed further back than so many periods: more than any that a policy can have. */
const MOST_BACK = 1250;

/**
 * Decides whether a customer rises, stays or falls: upgrade, else the test of the tier held, else the holds in their order.
 *
 * @param at - Where the customer stands; changed in place to where they stand then, with the answer.
 * @param truths - What is known of them.
 * @param clock - The ladder at the moment of judgement.
 */
export function decideStanding(at: Standing, truths: LadderTruths, clock: LadderClock): void {
  const { ladder } = clock;
  const qualified = highest(truths, ladder.tiers - 1);
  at.qualified = qualified;
  at.action = RETAIN;
  at.hold = FREE;
  at.holdUntil = NaN;
  at.tested = false;
  at.lost = false;
  at.stepTaken = false;
  at.recovered = false;
  bringsUp(at, clock);
  at.from = at.held;
  at.sinceBefore = at.since;
  at.byBefore = at.by;
  at.graceBefore = NaN;
  if (at.held < 0) {
    moves(at, within(at, qualified), clock);
    at.by = BY_ENROLMENT;
    at.action = ENROL;
    earns(at, truths);
    return;
  }

  // an override moves at once, and wins over the rules; what is pending was promised
  const now = within(at, at.held);
  const level = Math.max(now, at.pending);
  let aim = level;
  if (qualified > level) {
    at.stepTaken = ladder.oneStepUp && (at.pending >= 0 || steppedUp(at, clock));
    if (!at.stepTaken) aim = ladder.oneStepUp ? nextAttained(truths, now, qualified) : qualified;
  }
  const wanted = aim;
  aim = within(at, aim);
  const target = ladder.nextPeriod ? now : aim;
  if (target !== at.held) moves(at, target, clock);
  else {
    at.to = at.held;
    at.effectiveAt = at.since;
  }
  waits(at, aim, clock);
  earns(at, truths);
  tests(at, truths, clock);
  if (at.action !== RETAIN || at.stepTaken) return;
  if (wanted > aim) {
    at.action = HELD;
    at.hold = BY_OVERRIDE;
  } else if (unsure(at, truths, level, ladder.tiers - 1)) at.action = INSUFFICIENT;
}

/**
 * Decides where a customer comes to in the end who falls step by step, as one review after another would take them.
 *
 * @param at - As of {@link decideStanding}.
 * @param truths - What is known of them, and stays so.
 * @param clock - The ladder at the moment of judgement.
 */
export function decideSettled(at: Standing, truths: LadderTruths, clock: LadderClock): void {
  decideStanding(at, truths, clock);
  for (let step = 1; at.action === DOWNGRADE && step < clock.ladder.tiers; step++) {
    at.since = clock.asOf - 1;
    decideStanding(at, truths, clock);
  }
}

/** The highest tier that is certainly attained; the base asks for nothing. */
function highest(truths: LadderTruths, top: number): number {
  let height = top;
  while (height > 0 && truths.reached(height) !== YES) height--;
  return height;
}

/** The lowest tier above one held that is attained. */
function nextAttained(truths: LadderTruths, held: number, qualified: number): number {
  let height = held + 1;
  while (height < qualified && truths.reached(height) !== YES) height++;
  return height;
}

/** What overrides allow of a tier. */
function within({ pin, floor, ceiling }: Standing, height: number): number {
  return pin >= 0 ? pin : Math.max(floor, Math.min(ceiling, height));
}

/** Whether the customer has come to the tier held in the running period, or at this very moment where there are none. */
const steppedUp = ({ since }: Standing, { asOf, start }: LadderClock): boolean =>
  Number.isNaN(start) ? since === asOf : since >= start;

/** Brings a standing up to the moment: an upgrade whose time has come, terms that were never written, rules that are gone. */
function bringsUp(at: Standing, { ladder, zone, asOf }: LadderClock): void {
  const { validity, schedule, grace } = ladder;
  if (at.pending <= at.held) waitsNoMore(at);
  at.matured = at.pendingAt <= asOf;
  if (at.matured) {
    at.held = at.pending;
    at.since = at.pendingAt;
    at.by = BY_UPGRADE;
    at.validUntil = NaN;
    at.reviewed = NaN;
    at.breachedSince = NaN;
    at.graceUntil = NaN;
    waitsNoMore(at);
  }
  if (at.held < 0) return;
  if (validity === null) at.validUntil = NaN;
  else if (Number.isNaN(at.validUntil)) at.validUntil = firstTerm(at.since, validity, zone);
  if (schedule === null) at.reviewed = NaN;
  else if (Number.isNaN(at.reviewed)) at.reviewed = periodStart(at.since, schedule, zone);
  if (grace === null) at.graceUntil = NaN;
}

/** Gives a tier now. */
function moves(at: Standing, to: number, { asOf, start, validUntil }: LadderClock): void {
  const up = to > at.held;
  at.action = up ? UPGRADE : DOWNGRADE;
  at.by = up ? BY_UPGRADE : BY_DOWNGRADE;
  at.held = to;
  at.to = to;
  at.since = asOf;
  at.effectiveAt = asOf;
  at.validUntil = validUntil;
  at.reviewed = start;
  at.breachedSince = NaN;
  at.graceUntil = NaN;
}

function waitsNoMore(at: Standing): void {
  at.pending = -1;
  at.pendingAt = NaN;
}

/** Promises a tier for the next period; or takes back what has come, or overrides no longer allow. */
function waits(at: Standing, aim: number, { end }: LadderClock): void {
  if (aim <= at.held) {
    waitsNoMore(at);
    return;
  }
  const promised = aim > at.pending;
  at.pending = aim;
  if (!promised) return;
  at.pendingAt = end;
  if (at.action !== RETAIN) return;
  at.action = UPGRADE;
  at.to = aim;
  at.effectiveAt = end;
}

/** Remembers the highest tier that is earned for life. */
function earns(at: Standing, truths: LadderTruths): void {
  let height = Math.max(at.from, at.held);
  while (height > at.lifetime && truths.earned(height) !== YES) height--;
  at.lifetime = Math.max(at.lifetime, height);
}

/** Tests the tier held, if its time has come. Who is promised a higher one is not tested. */
function tests(at: Standing, truths: LadderTruths, clock: LadderClock): void {
  const { ladder, asOf, start } = clock;
  const { validity } = ladder;
  const due =
    !Number.isNaN(at.graceUntil) ||
    (validity !== null ? asOf >= at.validUntil : ladder.schedule === null || at.reviewed < start);
  // one given at this very moment is tested at a later one, so that to decide again at once changes nothing
  if (!due || at.since === asOf || (at.pending >= 0 && at.action !== UPGRADE)) return;
  at.tested = true;
  const truth = at.qualified >= at.held ? YES : truths.kept(at.held);
  if (truth === UNKNOWN) {
    at.action = INSUFFICIENT; // the review is still owed
    return;
  }
  at.reviewed = start;
  if (truth === YES) {
    at.recovered = !Number.isNaN(at.graceUntil);
    at.breachedSince = NaN;
    at.graceUntil = NaN;
    if (validity !== null && asOf >= at.validUntil) at.validUntil = nextTerm(at.validUntil, validity, clock);
    return;
  }
  if (at.lifetime < at.held && truths.earned(at.held) === UNKNOWN) {
    at.action = INSUFFICIENT; // it may be theirs for life
    return;
  }
  at.lost = true;
  if (Number.isNaN(at.breachedSince)) at.breachedSince = asOf;
  holds(at, clock);
  if (at.hold === FREE) falls(at, truths, clock);
  else if (at.hold !== BY_GRACE) at.action = HELD;
}

/** Finds the first of the holds that a lost tier has. */
function holds(at: Standing, { ladder, zone, asOf }: LadderClock): void {
  const { protection, dwell, grace } = ladder;
  if (at.exempt || at.pin === at.held || at.floor >= at.held) at.hold = BY_OVERRIDE;
  else if (at.lifetime >= at.held) at.hold = BY_LIFETIME;
  else if (ladder.fixed[at.held] === true) at.hold = BY_FIXED;
  else if (protection !== null && at.by === BY_UPGRADE && holdsUntil(at, plusParts(at.since, protection, zone), asOf))
    at.hold = BY_PROTECTION;
  else if (dwell !== null && holdsUntil(at, plusParts(at.since, dwell, zone), asOf)) at.hold = BY_DWELL;
  else if (grace !== null) {
    const running = !Number.isNaN(at.graceUntil);
    if (!running) {
      const anchor = grace.fromExpiry ? at.validUntil : at.breachedSince;
      at.graceUntil = roundedUp(plusParts(anchor, grace.duration, zone), grace.roundUp, zone);
    }
    at.graceBefore = at.graceUntil;
    if (holdsUntil(at, at.graceUntil, asOf)) {
      at.hold = BY_GRACE;
      at.action = running ? GRACE_CONTINUED : GRACE_STARTED;
    }
  }
}

function holdsUntil(at: Standing, until: number, asOf: number): boolean {
  if (!(asOf < until)) return false;
  at.holdUntil = until;
  return true;
}

/** Takes a lost tier. */
function falls(at: Standing, truths: LadderTruths, clock: LadderClock): void {
  let landing = at.held - 1;
  if (!clock.ladder.oneStepDown) while (landing > 0 && truths.kept(landing) === NO) landing--;
  landing = Math.max(landing, at.floor, at.lifetime);
  for (let height = at.held - 1; height > landing; height--) if (truths.earned(height) === UNKNOWN) landing = height;
  moves(at, landing, clock);
}

/** Whether something unknown could have lifted the customer. */
function unsure({ pin, ceiling }: Standing, truths: LadderTruths, level: number, highest: number): boolean {
  if (pin >= 0) return false;
  for (let height = level + 1; height <= Math.min(ceiling, highest); height++)
    if (truths.reached(height) === UNKNOWN) return true;
  return false;
}
