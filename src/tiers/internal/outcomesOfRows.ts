import {
  epochMsOf,
  minorDigits,
  type Money,
  type RowFinding,
  type RowFindingsBuilder,
  zoneRules,
} from "../../core/index.ts";
import { type ConditionFinding, type ConditionSight, startSight } from "../../rules/index.ts";
import type { TierRefusal, TierSubject } from "../model.ts";
import type { TierPortfolioRow } from "../simulationModel.ts";
import type { CompiledTierPolicy } from "../tierKind.ts";
import { knownState, lasting } from "./applied.ts";
import { Truths } from "./judge.ts";
import { type Err, readSubject, type SubjectReader } from "./readSubject.ts";
import { emptyOutcome, type Outcome, type Simulation, type Walk } from "./simulation.ts";
import {
  copyStanding,
  decideSettled,
  decideStanding,
  emptyStanding,
  ladderClock,
  type LadderClock,
  type Standing,
} from "./standing.ts";
import { exactMinor, plain, rowValue } from "./worth.ts";

/** Policies on one program: a customer is read and observed once for all of them. */
interface Group {
  readonly reader: SubjectReader;
  readonly sight: ConditionSight;
  readonly clock: LadderClock;
  readonly members: {
    readonly place: number;
    readonly compiled: CompiledTierPolicy;
    readonly truths: Truths;
  }[];
}

function groupsOf({ policies, walk: { asOf } }: Simulation): readonly Group[] {
  const byProgram = new Map<unknown, Group>();
  const asOfMs = epochMsOf(asOf);
  policies.forEach((compiled, place) => {
    const { program, ladder } = compiled;
    const group = byProgram.get(program) ?? {
      reader: { compiled, asOf, asOfMs },
      sight: startSight(program, { asOf }),
      clock: ladderClock(ladder, zoneRules(ladder.timeZone), asOfMs),
      members: [],
    };
    byProgram.set(program, group);
    group.members.push({ place, compiled, truths: new Truths(compiled, group.sight) });
  });
  return [...byProgram.values()];
}

/** A downgrade rule holds; which one does not matter here. */
const FIRED: readonly string[] = Object.freeze(["also"]);
const NONE: readonly string[] = Object.freeze([]);
const INSUFFICIENT = 7;

/**
 * Judges rows under several policies, one row at a time.
 *
 * @param rows - The rows.
 * @param simulation - The policies, and how they are applied.
 * @param refusals - Takes those who are refused.
 * @param visit - Takes what is decided of the others.
 */
export function eachRowOutcome(
  rows: Iterable<TierPortfolioRow>,
  simulation: Simulation,
  refusals: RowFindingsBuilder,
  visit: (outcome: Outcome) => void,
): void {
  const { walk, policies } = simulation;
  const groups = groupsOf(simulation);
  const worth = { currency: walk.currency, digits: minorDigits(walk.currency) ?? 0, value: walk.value ?? null };
  const outcome = emptyOutcome(policies.length);
  const [read, at] = [emptyStanding(), emptyStanding()];
  const amiss: ConditionFinding[] = [];
  let row: TierPortfolioRow | null = null;
  outcome.id = () => row?.customerId ?? null;
  outcome.number = ({ id, kind }) => {
    const value = plain(row?.metrics[id]);
    return kind === "money" ? exactMinor((value as Money).amount, worth.digits) : Number(value);
  };
  outcome.keep = () => {
    const kept = row ?? { customerId: "", state: null, metrics: {} };
    return () => kept;
  };
  for (const given of rows) {
    row = given;
    outcome.index += 1;
    let refused: Err | null = null;
    for (const group of groups) {
      refused = judges(given, group, policies, walk, { read, at, amiss, outcome });
      if (refused !== null) break;
    }
    if (refused !== null) {
      refusals.add(refusalOf(outcome.index, refused.error));
      continue;
    }
    const value = rowValue(given, worth);
    if (typeof value === "number") {
      outcome.value = value;
      visit(outcome);
    } else refusals.add(refusalOf(outcome.index, value));
  }
}

/** What is written over from customer to customer. */
interface Slate {
  readonly read: Standing;
  readonly at: Standing;
  readonly amiss: ConditionFinding[];
  readonly outcome: Outcome;
}

/** Judges a customer under the policies of a group; or says why that cannot be. */
function judges(
  row: TierPortfolioRow,
  { reader, sight, clock, members }: Group,
  policies: readonly CompiledTierPolicy[],
  { horizon }: Walk,
  { read, at, amiss, outcome }: Slate,
): Err | null {
  let subject: TierSubject = horizon === "afresh" && isObject(row) ? { ...row, state: null } : row;
  let answer = readSubject(subject, read, reader);
  const state = isObject(row) ? row.state : null;
  const foreign = "ok" in answer && isForeign(answer.error, policies);
  if (foreign) {
    subject = { ...subject, state: knownState(state, reader.compiled) };
    answer = readSubject(subject, read, reader);
  }
  if (!("ok" in answer) && horizon === "settled" && answer.inForce.some(({ until }) => !Number.isNaN(until))) {
    answer = readSubject({ ...subject, overrides: lasting(subject.overrides) }, read, reader);
  }
  if ("ok" in answer) return answer;
  if (horizon === "settled") settles(read, reader.asOfMs);
  sight.observe(subject.metrics, amiss, subject);
  amiss.length = 0;
  for (const { place, compiled, truths } of members) {
    truths.fired = NONE;
    for (const rule of compiled.also) if (sight.truth(rule.when) === 2) truths.fired = FIRED;
    copyStanding(read, at);
    if (horizon === "settled") decideSettled(at, truths, clock);
    else decideStanding(at, truths, clock);
    outcome.to[place] = at.to;
    outcome.unsure[place] = at.action === INSUFFICIENT ? 1 : 0;
    outcome.hold[place] = at.hold;
    outcome.foreign[place] = foreign && subject.state === null ? 1 : 0;
  }
  return null;
}

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;

/** Whether a state was refused for a tier that another of the policies has. */
const isForeign = (refusal: TierRefusal, policies: readonly CompiledTierPolicy[]): boolean =>
  refusal.code === "tier-not-in-policy" &&
  refusal.path.startsWith("/state/") &&
  policies.some(({ heightOf }) => heightOf.has(refusal.tier));

/** A tier held for long, with what was promised. */
function settles(at: Standing, asOf: number): void {
  if (at.held < 0) return;
  at.held = Math.max(at.held, at.pending);
  at.pending = -1;
  at.pendingAt = NaN;
  at.since = asOf - 1;
  at.by = 0;
  at.breachedSince = NaN;
  at.graceUntil = NaN;
}

/** A refusal as a line about a row. */
function refusalOf(index: number, refusal: TierRefusal): RowFinding {
  const { code, ...known } = refusal;
  const { path = "", ...params } = known as { readonly path?: string } & Record<string, string | null>;
  return { index, code, path, params };
}
