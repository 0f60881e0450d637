import {
  type Duration,
  type Labels,
  type Phrase,
  type PhraseParams,
  type PhraseValue,
  tagDuration,
} from "../../core/index.ts";
import type { MetricPeriod, RuleWordsCode } from "../../rules/index.ts";
import type { TierDescriptionCode, TierPhrase } from "../descriptionModel.ts";
import type { GraceRules, RoundUp, TierPolicyData, TierSchedule, TierValidity } from "../policyModel.ts";

/** Makes words of a code. */
export const say = <Code extends string = TierDescriptionCode>(
  code: Code,
  params: PhraseParams = {},
): Phrase<Code> => ({
  code,
  params,
});

/** The name of a tier or downgrade rule for people: its labels, or its id. */
export const nameOf = ({ id, labels }: { readonly id: string; readonly labels: Labels | null }): PhraseValue =>
  labels ?? id;

/** All names of something, in whichever language. */
export const namesOf = (labels: Labels | null): PhraseValue =>
  labels === null ? null : [...new Set([labels.en, labels["zh-CN"]])].filter((name) => name !== null);

const PERIODS: Readonly<Record<MetricPeriod, RuleWordsCode>> = {
  month: "period-month",
  quarter: "period-quarter",
  halfYear: "period-half-year",
  year: "period-year",
};
const periodWords = (period: MetricPeriod): TierPhrase => say(PERIODS[period]);

/** January is not told: years begin with it. */
const fiscalWords = (month: number | null | undefined): readonly TierPhrase[] =>
  month === null || month === undefined || month === 1 ? [] : [say("fiscal-year", { month })];

function roundedWords(to: RoundUp | null | undefined): readonly TierPhrase[] {
  if (to === null || to === undefined) return [];
  return [to === "day" ? say("rounded-up-to-day") : say("rounded-up-to-period", { period: periodWords(to) })];
}

/** How customers rise: how far, when. */
export const upgradeWords = (upgrade: TierPolicyData["upgrade"]): readonly TierPhrase[] => [
  say(upgrade?.mode === "oneStep" ? "described-upgrade-one-step" : "described-upgrade-to-qualified"),
  say(upgrade?.when === "nextPeriod" ? "described-upgrade-next-period" : "described-upgrade-now"),
];

/** How far customers fall. */
export const downgradeWords = (mode: TierPolicyData["downgrade"]["mode"]): TierPhrase =>
  say(mode === "oneStep" ? "described-downgrade-one-step" : "described-downgrade-to-qualified");

/** How long a lost tier is kept. */
export function graceWords(grace: GraceRules | null): readonly TierPhrase[] {
  if (grace === null) return [say("described-grace-none")];
  const { duration, anchor, roundUp } = grace;
  const code = anchor === "expiry" ? "described-grace-expiry" : "described-grace-first-breach";
  return [say(code, { length: tagDuration(duration) }), ...roundedWords(roundUp)];
}

/** How long a tier is held before it is tested. */
export function validityWords(validity: TierValidity | null): readonly TierPhrase[] {
  if (validity === null) return [say("described-validity-none")];
  if ("lasts" in validity) {
    return [
      say("described-validity-lasts", { length: tagDuration(validity.lasts) }),
      ...roundedWords(validity.roundUp),
    ];
  }
  const { calendar, fiscalStart, ahead, plus } = validity;
  return [
    say("described-validity-calendar", { period: periodWords(calendar) }),
    ...fiscalWords(fiscalStart),
    ...((ahead ?? 0) === 0 ? [] : [say("periods-ahead", { ahead: ahead ?? 0 })]),
    ...(plus === null || plus === undefined ? [] : [say("longer-by", { length: tagDuration(plus) })]),
  ];
}

/** When tiers are reviewed. */
export const scheduleWords = (schedule: TierSchedule | null): readonly TierPhrase[] =>
  schedule === null
    ? [say("described-schedule-none")]
    : [say("described-schedule", { period: periodWords(schedule.every) }), ...fiscalWords(schedule.fiscalStart)];

/** For how long something holds; nothing where it does not. */
export const termWords = (
  code: "described-protection" | "described-dwell",
  length: Duration | null,
): readonly TierPhrase[] => (length === null ? [] : [say(code, { length: tagDuration(length) })]);

/** When customers are told. */
export const noticeWords = (notice: TierPolicyData["notice"]): readonly TierPhrase[] =>
  notice === null ? [say("described-notice-none")] : [say("described-notice", { length: tagDuration(notice.lead) })];

/** A moment as it is written, for reading. */
export const momentText = (at: string): string => at.replace("T", " ");
