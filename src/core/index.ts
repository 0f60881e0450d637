/**
 * The ground floor: moments, days, durations, money, results, reasons, and the doors of policies.
 *
 * @module
 */
export {
  type AlignedLists,
  alignLists,
  partChange,
  type PartVersions,
  policyChange,
  type PolicySide,
} from "./change.ts";
export { type CivilDate, DAY_MS } from "./civil.ts";
export { minorDigits } from "./currencies.ts";
export { exact, type Exact, type Rounding, roundedText } from "./decimal.ts";
export { isDecimalText } from "./decimalText.ts";
export {
  type CalendarPeriod,
  type CalendarUnit,
  type Duration,
  type DurationParts,
  durationParts,
  minusDuration,
  parseDuration,
  periodOf,
  plusDuration,
  timeDurationMs,
} from "./duration.ts";
export { DomainError, unreachable } from "./error.ts";
export { fingerprint } from "./fingerprint.ts";
export type { Issue } from "./issue.ts";
export {
  canonicalJson,
  type HostileInput,
  INPUT_LIMITS,
  type InputLimits,
  type JsonObject,
  type JsonValue,
  plainCopy,
} from "./json.ts";
export {
  type Locale,
  LOCALES,
  type Message,
  type MessageCatalog,
  type MessageParams,
  type MessageValue,
  renderMessage,
  renderValue,
} from "./message.ts";
export { plusMonths } from "./months.ts";
export {
  addMoney,
  allocateMoney,
  compareMoney,
  type CurrencyMismatch,
  minorUnitsOf,
  money,
  type Money,
  moneyFromMinor,
  multiplyMoney,
  parseMoney,
  roundMoney,
  subtractMoney,
  sumMoney,
} from "./money.ts";
export {
  type DescriptionLine,
  type Phrase,
  type PhraseParams,
  type PhraseValue,
  type PolicyChange,
  tagDuration,
} from "./phrase.ts";
export {
  compiledPolicy,
  definePolicy,
  findingsOf,
  parsePolicy,
  type PolicyGuard,
  type PolicyKind,
  type PolicyReference,
  type PolicyReview,
  type Report,
  requireChecked,
  restorePolicy,
  type RestoreRefusal,
  reviewPolicy,
  type Seal,
  type Sealed,
  type StoredPolicy,
  storePolicy,
} from "./policy.ts";
export {
  type Labels,
  type LabelsInput,
  type Reason,
  type Tagged,
  taggedMoney,
  taggedNumber,
  type Verdict,
} from "./reason.ts";
export { type Expected, type InvalidFact, invalidFact, pointer, pointerStep, show } from "./refusal.ts";
export { type AnswerOf, err, type Err, ok, type Ok, orThrow, type Result } from "./result.ts";
export { LISTED_ROWS, type RowFinding, type RowFindings, type RowFindingsBuilder, startRowFindings } from "./rows.ts";
export {
  currencySchema,
  daySchema,
  decimalSchema,
  durationSchema,
  idSchema,
  instantSchema,
  labelsSchema,
  metaSchema,
  timeDurationSchema,
  timeZoneSchema,
} from "./schema.ts";
export {
  asOfIn,
  day,
  type Day,
  dayFromNumber,
  dayOf,
  daysBetween,
  endOfDay,
  epochDayOfText,
  epochMsOf,
  fromWallTime,
  instant,
  type Instant,
  instantFromMs,
  type InstantInput,
  parseDay,
  parseInstant,
  plusDays,
  startOfDay,
} from "./time.ts";
export type { Sound } from "./sound.ts";
export { fixedZone, tableZone, type TimeZone, wallToEpochMs, type ZoneRules, zoneRules } from "./zone.ts";
