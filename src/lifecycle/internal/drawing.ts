import { type Labels, type Locale, renderValue } from "../../core/index.ts";
import type { Condition } from "../../rules/index.ts";
import { tagOfTerm, textOfTerm } from "../lifecycleKind.ts";
import type { LifecyclePolicyData, LifecycleTerm } from "../policyModel.ts";

/** How names are written. */
export interface DrawingOptions {
  /** The language of labels; left out, stages and ways go by their names in the policy. */
  readonly locale?: Locale | undefined;
}

/** An arrow of a drawing. */
export interface Arrow {
  /** Place of the stage it leads out of. */
  readonly from: number;
  /** Place of the stage it leads to. */
  readonly to: number;
  /** What is written on it. */
  readonly text: string;
  /** Whether time takes it. */
  readonly isTimer: boolean;
}

/** Lists the arrows of a policy: one for each stage a transition leads out of. */
export function arrowsOf({ stages, transitions }: LifecyclePolicyData, { locale }: DrawingOptions): readonly Arrow[] {
  const placeOf = new Map(stages.map(({ id }, place) => [id, place]));
  return transitions.flatMap(({ from, on, after, when, to, labels }) => {
    const trigger = on ?? timeText(after, locale);
    const named = nameOf(trigger, labels, locale) + beside(labels, after, locale);
    const text = when === null ? named : `${named} [${textOfCondition(when)}]`;
    return (typeof from === "string" ? [from] : from).map((stage) => ({
      from: placeOf.get(stage) ?? 0,
      to: placeOf.get(to) ?? 0,
      text,
      isTimer: after !== null,
    }));
  });
}

/** A time: as the policy writes it, or in words. */
const timeText = (after: LifecycleTerm, locale: Locale | undefined): string =>
  AFTER[locale ?? "en"](locale === undefined ? textOfTerm(after) : renderValue(tagOfTerm(after), locale));

/** A label names a way; the time that it takes is told as well. */
const beside = (labels: Labels | null, after: LifecycleTerm | null, locale: Locale | undefined): string =>
  locale === undefined || labels === null || after === null ? "" : ` ${timeText(after, locale)}`;

const AFTER = { en: (term: string) => `after ${term}`, "zh-CN": (term: string) => `满 ${term}` };

/** The name of a stage on a drawing. */
export const nameOf = (id: string, labels: Labels | null, locale: Locale | undefined): string =>
  locale === undefined ? id : (labels?.[locale] ?? labels?.en ?? labels?.["zh-CN"] ?? id);

/** Writes a condition short, as on an arrow. */
function textOfCondition(condition: Condition): string {
  if ("metric" in condition) {
    const { metric, op, value } = condition;
    return `${metric} ${op} ${Array.isArray(value) ? value.join("/") : String(value)}`;
  }
  if ("all" in condition) return condition.all.map(inner).join(" and ");
  if ("any" in condition) return condition.any.map(inner).join(" or ");
  if ("atLeast" in condition) return `${condition.atLeast.n} of ${condition.atLeast.of.map(inner).join(", ")}`;
  if ("not" in condition) return `not ${inner(condition.not)}`;
  if ("performed" in condition) return `performed ${condition.performed.event}`;
  if ("lastPerformed" in condition) {
    const { event, op, duration } = condition.lastPerformed;
    return `last ${event} ${op} ${duration}`;
  }
  if ("memberOf" in condition) return `in ${condition.memberOf.segment}`;
  return `bucket ${condition.bucket.seed} < ${condition.bucket.share}`;
}

function inner(condition: Condition): string {
  const text = textOfCondition(condition);
  const isGroup = "all" in condition || "any" in condition || "atLeast" in condition;
  return isGroup ? `(${text})` : text;
}

/**
 * Writes a name so that it is one in XML, XState and elsewhere: letters, digits and hyphens stay, a leading digit and everything
 * else becomes its code between underscores. Different names stay different.
 */
export function safeName(name: string): string {
  return Array.from(name, (sign, at) =>
    /[A-Za-z]/.test(sign) || (at > 0 && /[0-9-]/.test(sign)) ? sign : `_${(sign.codePointAt(0) ?? 0).toString(16)}_`,
  ).join("");
}

/** The name of a length of time, for those that are told when it is over. */
export const nameOfTerm = (term: LifecycleTerm): string =>
  safeName(typeof term === "string" ? term : `${term.calendar}-${term.workingDays}`);
