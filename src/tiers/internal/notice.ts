import {
  type Day,
  dayOf,
  durationParts,
  epochMsOf,
  type Instant,
  instantFromMs,
  type Tagged,
  zoneRules,
} from "../../core/index.ts";
import type { ConditionReason, MetricKind } from "../../rules/index.ts";
import type { TierDecision, TierLetterLine, TierNotice } from "../model.ts";
import type { CompiledTierPolicy } from "../tierKind.ts";
import { missingOf } from "./missing.ts";
import { type Parts, plusParts } from "./moments.ts";
import type { Standing } from "./standing.ts";

/** Says what a customer is to be told of a decision. */
export type Notice = (
  decision: TierDecision,
  at: Standing,
  traces: readonly (readonly ConditionReason[])[],
  fired: readonly string[],
) => TierNotice | null;

/** What customers can count themselves. */
const COUNTABLE: readonly MetricKind[] = ["money", "count", "days", "day"];

/**
 * Prepares notices for one customer after another.
 *
 * @param compiled - The policy.
 * @returns What says what a customer is to be told.
 */
export function startNotice(compiled: CompiledTierPolicy): Notice {
  const { rungs, data, also } = compiled;
  const { timeZone } = data;
  const zone = zoneRules(timeZone);
  const lead = data.notice === null ? null : backwards(durationParts(data.notice.lead));
  const plain = new Set(
    data.metrics.flatMap(({ id, kind, labels }) => (COUNTABLE.includes(kind) && labels !== null ? [id] : [])),
  );
  const isPlain = ({ metric, required }: { readonly metric: string | null; readonly required: unknown }): boolean =>
    metric !== null && required !== null && plain.has(metric);
  const on = (at: Instant): Tagged => ({ kind: "day", on: dayOf(at, { timeZone }) });
  /** The last day before a moment. */
  const through = (until: Instant): Tagged => ({ kind: "day", on: lastDayBefore(until, timeZone) });
  const due = (effect: Instant, asOf: Instant): Instant => {
    if (lead === null || effect <= asOf) return asOf;
    const first = plusParts(epochMsOf(effect), lead, zone);
    return first > epochMsOf(asOf) ? instantFromMs(first) : asOf;
  };
  const told = (
    code: "letter-tier-reached" | "letter-tier-fell-short" | "letter-tier-also",
    lines: readonly ConditionReason[],
  ): TierLetterLine[] => {
    const shown = lines.filter(isPlain).map(
      ({ label, op, observed, required }): TierLetterLine => ({
        code,
        params: { label, op, observed, required },
      }),
    );
    // what customers cannot count is not named, but neither is it passed over in silence
    return shown.length === lines.length && shown.length > 0
      ? shown
      : [...shown, { code: "letter-tier-further", params: {} }];
  };

  return (decision, at, traces, fired) => {
    const { action, asOf, effectiveAt, validUntil } = decision;
    const tier = rungs[at.to]?.label ?? null;
    const before = rungs[at.from];
    const lasting: TierLetterLine[] =
      validUntil === null ? [] : [{ code: "letter-tier-valid", params: { tier, until: through(validUntil) } }];
    const trace = (condition: number): readonly ConditionReason[] => traces[condition] ?? [];
    const decided = (): readonly TierLetterLine[] => [{ code: "letter-tier-decided", params: {} }];
    const reached = (): readonly TierLetterLine[] =>
      at.to > at.qualified ? decided() : told("letter-tier-reached", leaves(trace(rungs[at.to]?.attain ?? -1), "met"));
    const lost = (): readonly TierLetterLine[] => {
      if (!at.lost) return decided();
      const rules = also.filter(({ id }) => fired.includes(id));
      if (rules.length > 0) return rules.flatMap(({ when }) => told("letter-tier-also", leaves(trace(when), "met")));
      const asked = before === undefined ? [] : trace(before.retain < 0 ? before.attain : before.retain);
      const short = new Set(missingOf(asked).map(({ rule }) => rule));
      return told(
        "letter-tier-fell-short",
        asked.filter(({ rule }) => short.has(rule)),
      );
    };
    switch (action) {
      case "enrol":
        return { kind: "welcome", dueAt: asOf, lines: [{ code: "letter-tier-welcome", params: { tier } }, ...lasting] };
      case "upgrade": {
        const code = effectiveAt > asOf ? "letter-tier-upgrade-to-come" : "letter-tier-upgraded";
        const first: TierLetterLine = { code, params: { tier, from: before?.label ?? null, on: on(effectiveAt) } };
        return { kind: "upgraded", dueAt: due(effectiveAt, asOf), lines: [first, ...reached(), ...lasting] };
      }
      case "downgrade": {
        const params = { tier, from: before?.label ?? null, on: on(effectiveAt) };
        const first: TierLetterLine = { code: "letter-tier-downgraded", params };
        return { kind: "downgraded", dueAt: due(effectiveAt, asOf), lines: [first, ...lost(), ...lasting] };
      }
      case "graceStarted": {
        const until = instantFromMs(at.graceUntil);
        const first: TierLetterLine = { code: "letter-tier-at-risk", params: { tier, until: through(until) } };
        const toKeep = missingOf(trace(retainOf(before)))
          .filter((missing) => isPlain(missing) && missing.gap !== null && fired.length === 0)
          .map(({ metric, gap }): TierLetterLine => {
            const label = data.metrics.find(({ id }) => id === metric)?.labels ?? null;
            return { code: "letter-tier-to-keep", params: { label, gap, until: through(until) } };
          });
        return { kind: "atRisk", dueAt: due(until, asOf), lines: [first, ...lost(), ...toKeep] };
      }
      default:
        if (!at.recovered) return null;
        return {
          kind: "recovered",
          dueAt: asOf,
          lines: [{ code: "letter-tier-recovered", params: { tier } }, ...lasting],
        };
    }
  };
}

const backwards = ({ months, days, ms }: Parts): Parts => ({ months: -months, days: -days, ms: -ms });

const retainOf = (rung: { readonly attain: number; readonly retain: number } | undefined): number =>
  rung === undefined ? -1 : rung.retain < 0 ? rung.attain : rung.retain;

/** The lines of a trace that ask something themselves and hold. */
const leaves = (lines: readonly ConditionReason[], verdict: "met"): readonly ConditionReason[] =>
  lines.filter((line) => !line.code.startsWith("group-") && !line.negated && line.verdict === verdict);

const lastDayBefore = (until: Instant, timeZone: string): Day =>
  dayOf({ epochMilliseconds: epochMsOf(until) - 1 }, { timeZone });
