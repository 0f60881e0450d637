import { explain } from "clientele/explain";
import type { ApplyRefusal, LifecyclePolicy } from "clientele/lifecycle";
import { type SiteLocale, words } from "../kit/locale.ts";
import { eventWord } from "./lifecycleWords.ts";

/** An event as it stands in a sentence. */
export const quoted = (kind: string, locale: SiteLocale): string => {
  const word = eventWord(kind, locale);
  return word === null ? kind : `“${word}”`;
};

/** The same thing with a code, its events by the names that the page gives them. */
export function inPageWords<Thing extends object>(thing: Thing, policy: LifecyclePolicy, locale: SiteLocale): Thing {
  const known = (text: string): boolean => policy.events.includes(text);
  const named = (value: unknown): unknown => {
    if (typeof value !== "object" || value === null || !("text" in value) || typeof value.text !== "string")
      return value;
    const parts = value.text.split(", ");
    return parts.every(known) ? { ...value, text: parts.map((part) => quoted(part, locale)).join("") } : value;
  };
  const entries = Object.entries(thing).map(([key, value]: [string, unknown]) => {
    if ((key === "event" || key === "kind") && typeof value === "string" && known(value)) {
      return [key, quoted(value, locale)];
    }
    return [key, key === "observed" || key === "required" ? named(value) : value];
  });
  return Object.fromEntries(entries) as Thing;
}

/** In one sentence, what is missing for an event to be taken. */
export function plainRefusal(kind: string, refusal: ApplyRefusal, policy: LifecyclePolicy, locale: SiteLocale): string {
  const t = words(WORDS, locale);
  const said = (one: object & { readonly code: string }): readonly string[] =>
    explain(inPageWords(one, policy, locale), { locale, timeZone: policy.timeZone });
  const own = said(refusal).join("; ");
  if (!("tried" in refusal)) return own;
  const nameOf = (id: string): string => policy.stages.find((stage) => stage.id === id)?.labels?.[locale] ?? id;
  const told = (sentence: string, rest: Readonly<Record<string, string>> = {}): string =>
    Object.entries({ event: quoted(kind, locale), stage: nameOf(refusal.stage), ...rest }).reduce(
      (text, [name, value]) => text.replace(`{${name}}`, () => value),
      sentence,
    );
  switch (refusal.code) {
    case "no-transition":
    case "not-owed": {
      const takers = stagesTaking(kind, policy);
      if (takers.length === 0) return told(t.nowhere);
      if (takers.includes(refusal.stage)) return told(t.done);
      return told(t.only, { stages: takers.map(nameOf).join(t.or) });
    }
    case "guard-failed":
    case "guard-unknown": {
      const verdict = refusal.code === "guard-failed" ? "unmet" : "unknown";
      const lacking = refusal.tried
        .filter((one) => one.verdict === verdict && one.metric !== null)
        .flatMap((one) => said(one));
      return lacking.length === 0 ? own : told(t[refusal.code], { lacking: [...new Set(lacking)].join("; ") });
    }
    case "regression-refused":
      return told(policy.regression === "requireReason" ? t.needsReason : t.neverBack);
    default:
      return own;
  }
}

/** The stages in which an event means something: it leads on, or shows something owed to be done. */
function stagesTaking(kind: string, policy: LifecyclePolicy): readonly string[] {
  const led = policy.transitions.filter(({ on }) => on === kind).flatMap(({ from }) => from);
  return policy.stages
    .filter(({ id, owed }) => led.includes(id) || owed?.some(({ doneBy }) => doneBy.includes(kind)) === true)
    .map(({ id }) => id);
}

const WORDS = {
  only: [
    "{event} is only taken in the stage {stages}; the customer is in the stage {stage}.",
    "{event}只在“{stages}”阶段才会被接受；客户目前处于“{stage}”阶段。",
  ],
  done: [
    "In the stage {stage}, nothing is left that {event} would show to be done.",
    "在“{stage}”阶段，{event}所对应的事项都已办完。",
  ],
  nowhere: ["No stage takes {event}.", "没有任何阶段接受{event}。"],
  "guard-failed": [
    "{event} would lead on from {stage}, but its condition is not met: {lacking}.",
    "{event}本可离开“{stage}”阶段，但条件不满足：{lacking}。",
  ],
  "guard-unknown": [
    "Something must be told before {event} can lead on from {stage}: {lacking}.",
    "{event}要离开“{stage}”阶段，还须先告知：{lacking}。",
  ],
  needsReason: [
    "{event} would lead back to an earlier stage: give a reason for it.",
    "{event}会让客户退回前面的阶段，请先填写退回原因。",
  ],
  neverBack: [
    "{event} would lead back to an earlier stage, which the policy forbids.",
    "{event}会让客户退回前面的阶段，策略不允许。",
  ],
  or: [" or ", "”或“"],
} as const;
