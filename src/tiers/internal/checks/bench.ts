import {
  durationParts,
  epochMsOf,
  instant,
  type Instant,
  instantFromMs,
  pointer,
  type ZoneRules,
  zoneRules,
} from "../../../core/index.ts";
import {
  compileConditions,
  type Condition,
  type ConditionExample,
  type ConditionProgram,
  type ConditionSight,
  type ExampleSearch,
  type MetricDefinition,
  type PlacedCondition,
  startExampleSearch,
  startSight,
  type WantedTruth,
} from "../../../rules/index.ts";
import type { TierCheckNumber, TierExampleStep, TierPolicyFinding, TierPolicyFindingCode } from "../../checkModel.ts";
import type { TierDecision, TierState, TierSubject } from "../../model.ts";
import type { CompiledTierPolicy, Rung } from "../../tierKind.ts";
import { startJudge } from "../judge.ts";
import { type Parts, plusParts } from "../moments.ts";
import { customerOf, drawsOf, renamed, type Surroundings } from "./customerOf.ts";

/** Parts of conditions looked at for all questions about one policy, at most. */
const WORK = 3_000_000;
/** Truths wanted in all questions together, at most. */
const WANTED = 500_000;
/** Larger policies are not analysed: so many parts of conditions, and so many of them about behaviour. */
const MOST_PARTS = 1000;
const MOST_BEHAVIOURS = 60;

/** Asks for a truth of one condition, by its place in the program. */
export const yes = (condition: number): WantedTruth => ({ condition, least: 2, most: 2 });
/** Asks for it not to hold, perhaps because that is not known. */
export const notYes = (condition: number): WantedTruth => ({ condition, least: 0, most: 1 });
/** Asks for it to fail. */
export const no = (condition: number): WantedTruth => ({ condition, least: 0, most: 0 });
/** Asks for it not to be known. */
export const unknown = (condition: number): WantedTruth => ({ condition, least: 1, most: 1 });

/** What a finding says, beside its example. */
export interface Said {
  /** What. */
  readonly code: TierPolicyFindingCode;
  /** The check it belongs to. */
  readonly number: TierCheckNumber;
  /** How much it matters. */
  readonly severity: TierPolicyFinding["severity"];
  /** Where. */
  readonly keys: readonly (string | number)[];
  /** What its sentence needs to know. */
  readonly params: TierPolicyFinding["params"];
  /** Whether it is certain; true when left out. */
  readonly proved?: boolean;
}

/** The place of something that could not be decided. */
export type Doubt = Pick<Said, "number" | "keys">;

/** Facts, and what is true of whoever they are known of. */
export interface Facts {
  /** The facts. */
  readonly example: ConditionExample;
  /** The truths they were looked for with. */
  readonly wanted: readonly WantedTruth[];
}

/** Somebody who is judged, by the tier held, null for none; and what the decision must be for something to be shown. */
export type Case = readonly [held: Rung | null, isShown: (decision: TierDecision) => boolean];

/** The policy under check: what its conditions can be asked, customers to try on it, and what was found. */
export class CheckBench {
  readonly compiled: CompiledTierPolicy;
  readonly zone: ZoneRules;
  /** Where example customers live. */
  readonly surroundings: Surroundings;
  /** A moment at which the policy is in force. */
  readonly asOf: Instant;
  /** All downgrade rules, kept from holding. */
  readonly noAlso: readonly WantedTruth[];
  /** How long before a change letters are due. */
  readonly lead: Parts;
  readonly findings: TierPolicyFinding[] = [];
  /** Whether the conditions are too many to be looked through. */
  readonly tooLarge: boolean;
  readonly #doubted = new Set<string>();
  readonly #stripped: number;
  #left = WORK;
  #wanted = WANTED;
  #program: ConditionProgram | null = null;
  #sight: { readonly asOf: Instant; readonly sight: ConditionSight } | null = null;
  #find: ((wanted: readonly WantedTruth[]) => ExampleSearch) | null = null;

  constructor(compiled: CompiledTierPolicy) {
    const { data, placed, also } = compiled;
    this.compiled = compiled;
    this.zone = zoneRules(data.timeZone);
    this.surroundings = { metrics: data.metrics, zone: this.zone };
    this.asOf = momentInForce(compiled);
    this.lead = durationParts(data.notice?.lead ?? "PT0S");
    this.noAlso = also.map(({ when }) => notYes(when));
    this.#stripped = placed.length;
    const [parts, behaviours] = sizeOf(placed);
    this.tooLarge = parts > MOST_PARTS || behaviours > MOST_BEHAVIOURS;
  }

  /** The same condition with whatever is not known left unknown, by its place in the program. */
  stripped(condition: number): number {
    return condition + this.#stripped;
  }

  /** The tiers above a height, kept from being attained. */
  noneAbove(height: number): readonly WantedTruth[] {
    return this.compiled.rungs.slice(height + 1).map(({ attain }) => notYes(attain));
  }

  /** Facts for which all is as wanted; null for none. What cannot be decided is put down as a doubt, once for a place. */
  facts(wanted: readonly WantedTruth[], doubt: Doubt): Facts | null {
    const found = this.search(wanted);
    if (found.answer === "not-proved") this.doubts(doubt);
    return found.answer === "found" ? { example: found.example, wanted } : null;
  }

  /** Whether there are certainly no facts for which all is as wanted. What cannot be decided is put down as a doubt. */
  never(wanted: readonly WantedTruth[], doubt: Doubt): boolean {
    const { answer } = this.search(wanted);
    if (answer === "not-proved") this.doubts(doubt);
    return answer === "none";
  }

  /** Whether so much has been asked that nothing more is looked at. */
  get spent(): boolean {
    return this.tooLarge || this.#wanted <= 0;
  }

  /** Looks for facts for which all is as wanted. */
  search(wanted: readonly WantedTruth[]): ExampleSearch {
    if (this.spent) return { answer: "not-proved" };
    this.#wanted -= wanted.length;
    this.#find ??= this.#searchOf(this.program);
    return this.#find(wanted);
  }

  /** Makes other conditions ready to be asked about, in the bounds of this check. */
  asks(
    conditions: readonly PlacedCondition[],
    metrics: readonly MetricDefinition[] = this.compiled.data.metrics,
  ): (wanted: readonly WantedTruth[]) => ExampleSearch {
    const { currency, timeZone } = this.compiled.data;
    return this.#searchOf(compileConditions({ metrics, currency, timeZone, conditions }));
  }

  #searchOf(program: ConditionProgram): (wanted: readonly WantedTruth[]) => ExampleSearch {
    const work = Math.max(0, Math.floor(this.#left / 2));
    this.#left -= work;
    return startExampleSearch(program, { work });
  }

  /** The conditions of the policy, and after them the same {@link stripped}. */
  get program(): ConditionProgram {
    if (this.#program !== null) return this.#program;
    const { data, placed } = this.compiled;
    const { metrics, currency, timeZone } = data;
    const stripped = placed.map(({ keys, condition }) => ({ keys, condition: mapped(condition, withoutMissing) }));
    this.#program = compileConditions({ metrics, currency, timeZone, conditions: [...placed, ...stripped] });
    return this.#program;
  }

  /** Makes a customer of whom facts are known at a moment; null where none can be made. */
  customer({ example, wanted }: Facts, asOf: Instant): Omit<TierSubject, "state"> | null {
    if (this.#sight?.asOf !== asOf) this.#sight = { asOf, sight: startSight(this.program, { asOf }) };
    const { sight } = this.#sight;
    const first = customerOf(example, asOf, this.surroundings);
    for (let draw = 1; draw <= drawsOf(example); draw++) {
      const customer = draw === 1 ? first : renamed(first, draw);
      sight.observe(customer.metrics, [], customer);
      const isSo = wanted.every(({ condition, least, most }) => {
        const truth = sight.truth(condition);
        return truth >= least && truth <= most;
      });
      if (isSo) return customer;
    }
    return null;
  }

  /** Puts down what was found. */
  found(said: Said, steps: readonly TierExampleStep[] | null): void {
    const { code, number, severity, keys, params, proved = true } = said;
    const example = steps === null ? null : { steps };
    this.findings.push({ code, number, severity, path: pointer(keys), keys, params, proved, example });
  }

  /** Puts down that something could not be decided, once for a place. */
  doubts({ number, keys }: Doubt): void {
    const place = `${number} ${pointer(keys)}`;
    if (this.#doubted.has(place)) return;
    this.#doubted.add(place);
    const params = { check: number };
    this.found({ code: "check-not-proved", number, severity: "info", keys, params, proved: false }, null);
  }

  /**
   * Puts down what facts show, if judging a customer of whom they are known does show it; else that it could not be proved.
   *
   * @param said - What is to be shown.
   * @param facts - What is known of the customer.
   * @param cases - Who is judged: by the tier held, with what the decision must be for it to be shown.
   */
  shows(said: Said, facts: Facts, cases: readonly Case[]): void {
    const steps = this.judged(facts, cases);
    if (steps === null) this.doubts(said);
    else this.found(said, steps);
  }

  /** Judges a customer in several standings; null when what is to be shown cannot be. */
  judged(facts: Facts, cases: readonly Case[]): readonly TierExampleStep[] | null {
    const customer = this.customer(facts, this.asOf);
    if (customer === null) return null;
    const steps = cases.flatMap(([held, isShown]): readonly TierExampleStep[] => {
      const subject = { ...customer, state: this.state(held) };
      const decision = this.judge(subject, this.asOf);
      return decision === null || !isShown(decision) ? [] : [stepOf(subject, decision)];
    });
    return steps.length === cases.length ? steps : null;
  }

  /** Judges one customer once; null for one who cannot be judged. */
  judge(subject: TierSubject, asOf: Instant): TierDecision | null {
    const judged = startJudge(this.compiled.data, { asOf, trace: "none" })(subject);
    return judged.ok ? judged.value : null;
  }

  /** Where somebody stands who has held a tier for so long that no term protects it, and whose grace is over. */
  state(held: Rung | null): TierState | null {
    if (held === null) return null;
    const { data, ladder } = this.compiled;
    const { months, days, ms } = ladder.dwell ?? { months: 0, days: 0, ms: 0 };
    const asOfMs = epochMsOf(this.asOf);
    const since = instantFromMs(plusParts(asOfMs, { months: -12 - months, days: -days, ms: -ms }, this.zone));
    return {
      tier: held.tier,
      since,
      ...(data.validity === null ? {} : { validUntil: this.asOf }),
      ...(data.downgrade.grace === null ? {} : { breachedSince: since, graceUntil: this.asOf }),
    };
  }
}

/** Writes a judgement as a step of an example. */
export const stepOf = (subject: TierSubject, { asOf, action, to }: TierDecision): TierExampleStep => ({
  subject,
  asOf,
  action,
  to,
  refusal: null,
});

const withoutMissing = (comparison: Comparison): Comparison => ({ ...comparison, onMissing: null });

type Comparison = Extract<Condition, { readonly metric: string }>;

/** A condition with its comparisons changed. */
export function mapped(condition: Condition, change: (comparison: Comparison) => Comparison): Condition {
  const each = (parts: readonly Condition[]): readonly Condition[] => parts.map((part) => mapped(part, change));
  if ("metric" in condition) return change(condition);
  if ("all" in condition) return { all: each(condition.all) };
  if ("any" in condition) return { any: each(condition.any) };
  if ("not" in condition) return { not: mapped(condition.not, change) };
  if ("atLeast" in condition) return { atLeast: { n: condition.atLeast.n, of: each(condition.atLeast.of) } };
  return condition;
}

/** The comparisons of a condition. */
export function comparisonsOf(condition: Condition | null): readonly Comparison[] {
  const found: Comparison[] = [];
  if (condition !== null) {
    mapped(condition, (comparison) => {
      found.push(comparison);
      return comparison;
    });
  }
  return found;
}

/** How many parts conditions have, and how many of them ask for behaviour. */
function sizeOf(placed: readonly PlacedCondition[]): readonly [parts: number, behaviours: number] {
  let [parts, behaviours] = [0, 0];
  const visit = (condition: Condition): void => {
    parts += 1;
    if ("all" in condition) condition.all.forEach(visit);
    else if ("any" in condition) condition.any.forEach(visit);
    else if ("atLeast" in condition) condition.atLeast.of.forEach(visit);
    else if ("not" in condition) visit(condition.not);
    else if (!("metric" in condition)) behaviours += 1;
    else if (Array.isArray(condition.value)) parts += condition.value.length;
  };
  for (const { condition } of placed) visit(condition);
  return [parts, behaviours];
}

/** A Monday morning in Shanghai, or another moment if the policy is not in force then. */
function momentInForce({ from, to }: CompiledTierPolicy): Instant {
  const usual = instant("2026-03-02T02:00:00.000Z");
  const usualMs = epochMsOf(usual);
  if (usualMs >= from && usualMs < to) return usual;
  return instantFromMs(usualMs < from ? from : to - 1);
}
