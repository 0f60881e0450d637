import {
  DomainError,
  type Labels,
  type Locale,
  LOCALES,
  type Message,
  type MessageCatalog,
  type MessageParams,
  type MessageValue,
  type Phrase,
  type PhraseParams,
  type PhraseValue,
  renderMessage,
  show,
  type TimeZone,
  type ZoneRules,
  zoneRules,
} from "../core/index.ts";
import { catalog } from "./catalog.ts";
import { terms } from "./terms.ts";

/** Anything with a code: a reason, an issue, a finding, a refusal, a row that was not used, a line of a description, a change. */
export interface Coded {
  /** Stable name of what happened. */
  readonly code: string;
}

/** What can be put into words: a decision with its reasons, one coded thing, or a list of them. */
export type Explainable =
  | Coded
  | {
      /** Why, in order. */
      readonly reasons: readonly Coded[];
    }
  | readonly Coded[];

/**
 * Puts a decision's reasons into sentences; or an issue, a finding, a refusal; or a list of them.
 *
 * Code branches on the decision, never on these sentences: they may be reworded in any release. A code that neither the
 * library nor `messages` knows is written as it is.
 *
 * @param subject - A decision (its `reasons` are told, in order), anything with a `code`, or a list.
 * @param options - `locale`; `messages`, the host's own sentences by code, which win over the library's; `timeZone`, on whose clock
 *   moments are told, UTC (which is named) when left out. Days are the same everywhere.
 * @returns One sentence per reason, without a full stop. Findings about rows of an input begin with the row's place, counted
 *   from zero, and whose it is where that is known. The lines of a description are followed by those below them, and a refusal of
 *   rows by the first of them, set in by two spaces.
 * @throws `DomainError` with code `invalid-option` for a locale that is neither `en` nor `zh-CN`, or nothing to explain;
 *   `unknown-time-zone`, or `no-zone-rules` on a host without `Intl`.
 *
 * @example
 * ```ts
 * import { explain } from "clientele/explain";
 *
 * const refusal = { code: "currency-mismatch", expected: "CNY", observed: "USD" };
 *
 * explain(refusal, { locale: "en" }); // => ["expected an amount in CNY, received USD"]
 * explain(refusal, { locale: "zh-CN" }); // => ["金额币种应为 CNY，实际为 USD"]
 *
 * const early = { code: "event-from-the-future", at: "2026-06-29T16:30:00.000Z", asOf: "2026-06-29T16:00:00.000Z" };
 *
 * explain(early, { locale: "en" }); // => ["the event happened at 2026-06-29 16:30 UTC, after 2026-06-29 16:00 UTC, when it was received"]
 * explain(early, { locale: "zh-CN", timeZone: "Asia/Shanghai" }); // => ["事件发生于 2026-06-30 00:30，晚于接收时刻 2026-06-30 00:00"]
 * ```
 */
export function explain(
  subject: Explainable,
  options: {
    readonly locale: Locale;
    readonly messages?: MessageCatalog | undefined;
    readonly timeZone?: TimeZone | null | undefined;
  },
): readonly string[] {
  if (!isObject(options)) {
    throw new DomainError("invalid-option", `options: expected { locale }, received ${show(options)}`);
  }
  const { locale, messages = {}, timeZone = null } = options;
  if (!LOCALES.includes(locale)) {
    throw new DomainError("invalid-option", `locale: expected en or zh-CN, received ${show(locale)}`);
  }
  const zone = timeZone === null ? null : zoneRules(timeZone);
  if (!isObject(subject)) throw notExplained("subject", "a decision, a coded thing or a list", subject);
  const find = (code: string): Message | undefined => own(messages, code) ?? own(catalog, code);
  return codedOf(subject).flatMap(({ coded, at }) => linesOf(checked(coded, at), { find, locale, zone }, ""));
}

/** What has no code has no words: it is refused, not told as nothing. */
function checked(coded: Coded, at: string): Coded {
  if (isObject(coded) && typeof (coded.code as unknown) === "string") return coded;
  const expected = at === "subject" ? "a decision, a coded thing or a list" : "something with a code";
  throw notExplained(at, expected, coded);
}

const notExplained = (at: string, expected: string, received: unknown): DomainError =>
  new DomainError(
    "invalid-option",
    `${at}: expected ${expected}, received ${show(received)}${isObject(received) && expected.endsWith("code") ? " without one" : ""}`,
  );

/** The language, and the sentences in it. */
interface Writing {
  readonly locale: Locale;
  /** On whose clock moments are told; null for UTC. */
  readonly zone: ZoneRules | null;
  readonly find: (code: string) => Message | undefined;
}

/** A sentence, and those of the lines below it. */
function linesOf(coded: Coded, writing: Writing, indent: string): readonly string[] {
  const { parts, rows } = coded as Coded & { readonly parts?: unknown; readonly rows?: unknown };
  const below = Array.isArray(parts) ? (parts as readonly Coded[]) : firstOf(rows);
  return [
    indent + rowOf(coded, writing.locale) + sentenceOf(coded, writing),
    ...below.flatMap((part) => linesOf(part, writing, `${indent}  `)),
  ];
}

/** The first of the rows for which a refusal was given, where they are listed. */
function firstOf(findings: unknown): readonly Coded[] {
  const { rows } = (isObject(findings) ? findings : {}) as { readonly rows?: unknown };
  const [first] = Array.isArray(rows) ? (rows as readonly unknown[]) : [];
  return isObject(first) && typeof (first as Coded).code === "string" ? [first as Coded] : [];
}

function sentenceOf(coded: Coded, writing: Writing): string {
  const message = writing.find(coded.code);
  if (message === undefined) return coded.code;
  return renderMessage(message, paramsOf(coded, writing), { locale: writing.locale, terms, zone: writing.zone });
}

const isObject = (value: unknown): boolean => typeof value === "object" && value !== null;

const own = (messages: MessageCatalog, code: string): Message | undefined =>
  Object.hasOwn(messages, code) ? messages[code] : undefined;

/** What is to be told, and where it stands. */
function codedOf(subject: Explainable): readonly { readonly coded: Coded; readonly at: string }[] {
  const listed = (list: unknown, at: string): readonly { readonly coded: Coded; readonly at: string }[] => {
    if (!Array.isArray(list)) throw notExplained(at, "a list", list);
    return (list as readonly Coded[]).map((coded, index) => ({ coded, at: `${at}/${index}` }));
  };
  if (Array.isArray(subject)) return listed(subject, "subject");
  return "reasons" in subject
    ? listed(subject.reasons, "subject/reasons")
    : [{ coded: subject as Coded, at: "subject" }];
}

/** Findings about rows of an input begin with their place. */
function rowOf(coded: Coded, locale: Locale): string {
  const { index, params } = coded as Coded & { readonly index?: unknown; readonly params?: PhraseParams };
  if (typeof index !== "number") return "";
  const whose = params?.["customerId"];
  const of = typeof whose !== "string" ? "" : locale === "en" ? ` (${whose})` : `（${whose}）`;
  return locale === "en" ? `row ${index}${of}: ` : `第 ${index} 行${of}：`;
}

/** Issues and rows carry their parameters apart; reasons and refusals are their own. */
function paramsOf(coded: Coded, writing: Writing): MessageParams {
  const { params = {}, ...fields } = coded as Coded & { readonly params?: PhraseParams };
  const said = Object.entries(params).map(([name, value]) => [name, written(value, writing)] as const);
  const all: MessageParams = { ...(fields as unknown as MessageParams), ...Object.fromEntries(said) };
  return {
    ...all,
    ...(all["path"] === "" ? { path: ROOT } : {}),
    // what a policy gives no label goes by its metric
    ...(all["label"] === null && all["metric"] !== undefined ? { label: all["metric"] } : {}),
  };
}

/** A parameter, with the phrases in it written out. */
function written(value: PhraseValue, writing: Writing): MessageValue {
  if (Array.isArray(value)) {
    const items = value as readonly PhraseValue[];
    // sentences are set apart by semicolons: they hold commas themselves
    return items.length > 0 && items.every(isPhrase)
      ? items.map((item) => sentenceOf(item, writing)).join(writing.locale === "en" ? "; " : "；")
      : items.map((item) => written(item, writing));
  }
  return isPhrase(value) ? sentenceOf(value, writing) : (value as MessageValue);
}

const isPhrase = (value: PhraseValue): value is Phrase =>
  typeof value === "object" && value !== null && "code" in value && "params" in value;

/** The empty JSON Pointer, in words. */
const ROOT: Labels = { en: "the root", "zh-CN": "根节点" };
