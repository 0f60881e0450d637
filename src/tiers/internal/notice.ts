import {
  type Day,
  DAY_MS,
  dayFromNumber,
  durationParts,
  epochMsOf,
  type Instant,
  instantFromMs,
  type Labels,
  type Tagged,
  type ZoneRules,
} from "../../core/index.ts";
import type { ConditionReason, MetricDefinition, MetricKind } from "../../rules/index.ts";
import type { TierDecision, TierLetterCode, TierLetterLine, TierNotice } from "../model.ts";
import type { CompiledTierPolicy, Rung } from "../tierKind.ts";
import { missingOf } from "./missing.ts";
import { type Parts, plusParts } from "./moments.ts";
import type { Standing } from "./standing.ts";

/** What customers can count themselves. */
const COUNTABLE: readonly MetricKind[] = ["money", "count", "days", "day"];

/**
 * Lists the metrics that letters to customers may name: those that customers can count themselves, that have a name for people, and
 * that are not confidential.
 *
 * @param metrics - The metrics of a policy.
 * @returns Their names by id.
 */
export const tellableMetrics = (metrics: readonly MetricDefinition[]): ReadonlyMap<string, Labels> =>
  new Map(
    metrics.flatMap(({ id, kind, labels, confidential }) =>
      COUNTABLE.includes(kind) && labels !== null && confidential !== true ? [[id, labels] as const] : [],
    ),
  );

/** Of a decision, what its notice hangs on. */
export type Noticed = Pick<TierDecision, "action" | "asOf" | "effectiveAt" | "validUntil">;

/** The traces of all conditions of a policy, by their places. */
export type Traces = readonly (readonly ConditionReason[])[];

const NO_LINES: readonly never[] = [];
const DECIDED: readonly TierLetterLine[] = [{ code: "letter-tier-decided", params: {} }];
const FURTHER: TierLetterLine = { code: "letter-tier-further", params: {} };

/** Says what customers are to be told, one after another. */
export class NoticeWriter {
  readonly #compiled: CompiledTierPolicy;
  readonly #zone: ZoneRules;
  /** Back from the moment of effect to when a letter is due; null for with the decision. */
  readonly #lead: Parts | null;
  /** The names of what customers can count themselves, by metric. */
  readonly #countable: ReadonlyMap<string | null, Labels>;

  constructor(compiled: CompiledTierPolicy, zone: ZoneRules) {
    const { metrics, notice } = compiled.data;
    this.#compiled = compiled;
    this.#zone = zone;
    this.#lead = notice === null ? null : backwards(durationParts(notice.lead));
    this.#countable = tellableMetrics(metrics);
  }

  /** What the customer is to be told of a decision; null for nothing. */
  notice(noticed: Noticed, at: Standing, traces: Traces, fired: readonly string[]): TierNotice | null {
    const { action, asOf, effectiveAt } = noticed;
    switch (action) {
      case "enrol":
        return {
          kind: "welcome",
          dueAt: asOf,
          lines: [this.#of("letter-tier-welcome", at), ...this.#valid(noticed, at)],
        };
      case "upgrade": {
        const first = this.#moved(
          effectiveAt > asOf ? "letter-tier-upgrade-to-come" : "letter-tier-upgraded",
          noticed,
          at,
        );
        const lines = [first, ...this.#reached(at, traces), ...this.#valid(noticed, at)];
        return { kind: "upgraded", dueAt: this.#due(effectiveAt, asOf), lines };
      }
      case "downgrade": {
        const first = this.#moved("letter-tier-downgraded", noticed, at);
        const lines = [first, ...this.#lost(at, traces, fired), ...this.#valid(noticed, at)];
        return { kind: "downgraded", dueAt: this.#due(effectiveAt, asOf), lines };
      }
      case "graceStarted": {
        const until = instantFromMs(at.graceUntil);
        const through = this.#lastDayBefore(at.graceUntil);
        const first: TierLetterLine = {
          code: "letter-tier-at-risk",
          params: { tier: this.#label(at.to), until: through },
        };
        const lines = [first, ...this.#lost(at, traces, fired), ...this.#toKeep(at, traces, fired, through)];
        return { kind: "atRisk", dueAt: this.#due(until, asOf), lines };
      }
      default:
        if (!at.recovered) return null;
        return {
          kind: "recovered",
          dueAt: asOf,
          lines: [this.#of("letter-tier-recovered", at), ...this.#valid(noticed, at)],
        };
    }
  }

  #label(height: number): Labels | null {
    return this.#compiled.rungs[height]?.label ?? null;
  }

  #of(code: "letter-tier-welcome" | "letter-tier-recovered", at: Standing): TierLetterLine {
    return { code, params: { tier: this.#label(at.to) } };
  }

  #moved(code: TierLetterCode, { effectiveAt }: Noticed, at: Standing): TierLetterLine {
    const on: Tagged = { kind: "day", on: this.#dayAt(epochMsOf(effectiveAt)) };
    return { code, params: { tier: this.#label(at.to), from: this.#label(at.from), on } };
  }

  #valid({ validUntil }: Noticed, at: Standing): readonly TierLetterLine[] {
    if (validUntil === null) return NO_LINES;
    const until = this.#lastDayBefore(epochMsOf(validUntil));
    return [{ code: "letter-tier-valid", params: { tier: this.#label(at.to), until } }];
  }

  #reached(at: Standing, traces: Traces): readonly TierLetterLine[] {
    if (at.to > at.qualified) return DECIDED;
    return this.#told("letter-tier-reached", leavesThatHold(traceOf(traces, this.#compiled.rungs[at.to]?.attain)));
  }

  #lost(at: Standing, traces: Traces, fired: readonly string[]): readonly TierLetterLine[] {
    if (!at.lost) return DECIDED;
    const asked = traceOf(traces, keptBy(this.#compiled.rungs[at.from]));
    const short = new Set(missingOf(asked).map(({ rule }) => rule));
    const missed = asked.filter(({ rule }) => short.has(rule));
    if (fired.length === 0) return this.#told("letter-tier-fell-short", missed);
    const demanded = this.#compiled.also
      .filter(({ id }) => fired.includes(id))
      .flatMap(({ when }) => this.#told("letter-tier-also", leavesThatHold(traceOf(traces, when))));
    // falling short would cost the tier without the rule as well
    const unmet = missed.filter(({ verdict }) => verdict === "unmet");
    return unmet.length === 0 ? demanded : [...demanded, ...this.#told("letter-tier-fell-short", unmet)];
  }

  #toKeep(at: Standing, traces: Traces, fired: readonly string[], until: Tagged): readonly TierLetterLine[] {
    if (fired.length > 0) return NO_LINES;
    return missingOf(traceOf(traces, keptBy(this.#compiled.rungs[at.from]))).flatMap(({ metric, gap }) => {
      const label = this.#countable.get(metric);
      return label === undefined || gap === null
        ? []
        : [{ code: "letter-tier-to-keep", params: { label, gap, until } }];
    });
  }

  /** Names what customers can count; the rest is not named, but neither is it passed over in silence. */
  #told(code: TierLetterCode, lines: readonly ConditionReason[]): readonly TierLetterLine[] {
    const told: TierLetterLine[] = [];
    for (const { metric, label, op, observed, required } of lines) {
      if (required !== null && this.#countable.has(metric)) {
        told.push({ code, params: { label, op, observed, required } });
      }
    }
    if (told.length === 0 || told.length < lines.length) told.push(FURTHER);
    return told;
  }

  #due(effect: Instant, asOf: Instant): Instant {
    if (this.#lead === null) return asOf;
    const first = plusParts(epochMsOf(effect), this.#lead, this.#zone);
    return first > epochMsOf(asOf) ? instantFromMs(first) : asOf;
  }

  #lastDayBefore(ms: number): Tagged {
    return { kind: "day", on: this.#dayAt(ms - 1) };
  }

  #dayAt(ms: number): Day {
    return dayFromNumber(Math.floor((ms + this.#zone.offsetAt(ms)) / DAY_MS));
  }
}

const traceOf = (traces: Traces, condition: number | undefined): readonly ConditionReason[] =>
  traces[condition ?? -1] ?? NO_LINES;

const backwards = ({ months, days, ms }: Parts): Parts => ({ months: -months, days: -days, ms: -ms });

const keptBy = (rung: Rung | undefined): number | undefined =>
  rung !== undefined && rung.retain < 0 ? rung.attain : rung?.retain;

/** The lines of a trace that ask something themselves, and hold. */
const leavesThatHold = (lines: readonly ConditionReason[]): readonly ConditionReason[] =>
  lines.filter(({ code, negated, verdict }) => verdict === "met" && !negated && !code.startsWith("group-"));
