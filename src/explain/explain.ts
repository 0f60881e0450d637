import {
  DomainError,
  type Labels,
  type Locale,
  LOCALES,
  type MessageCatalog,
  type MessageParams,
  renderMessage,
  show,
} from "../core/index.ts";
import { catalog } from "./catalog.ts";
import { terms } from "./terms.ts";

/** Anything with a code: a reason, an issue, a finding, a refusal, a row that was not used. */
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
 * @param options - `locale`; `messages`, the host's own sentences by code, which win over the library's.
 * @returns One sentence per reason, without a full stop. Findings about rows of an input begin with the row's place, counted
 *   from zero.
 * @throws `DomainError` with code `invalid-option` for a locale that is neither `en` nor `zh-CN`, or nothing to explain.
 *
 * @example
 * ```ts
 * import { explain } from "clientele/explain";
 *
 * const refusal = { code: "currency-mismatch", expected: "CNY", observed: "USD" };
 *
 * explain(refusal, { locale: "en" }); // => ["expected an amount in CNY, received USD"]
 * explain(refusal, { locale: "zh-CN" }); // => ["金额币种应为 CNY，实际为 USD"]
 * ```
 */
export function explain(
  subject: Explainable,
  options: { readonly locale: Locale; readonly messages?: MessageCatalog },
): readonly string[] {
  if (!isObject(options)) {
    throw new DomainError("invalid-option", `options: expected { locale }, received ${show(options)}`);
  }
  const { locale, messages = {} } = options;
  if (!LOCALES.includes(locale)) {
    throw new DomainError("invalid-option", `locale: expected en or zh-CN, received ${show(locale)}`);
  }
  if (!isObject(subject)) {
    throw new DomainError(
      "invalid-option",
      `subject: expected a decision, a coded thing or a list, received ${show(subject)}`,
    );
  }
  return codedOf(subject).map((coded) => {
    const message = own(messages, coded.code) ?? own(catalog, coded.code);
    const sentence = message === undefined ? coded.code : renderMessage(message, paramsOf(coded), { locale, terms });
    return rowOf(coded, locale) + sentence;
  });
}

const isObject = (value: unknown): boolean => typeof value === "object" && value !== null;

const own = (messages: MessageCatalog, code: string): MessageCatalog[string] | undefined =>
  Object.hasOwn(messages, code) ? messages[code] : undefined;

function codedOf(subject: Explainable): readonly Coded[] {
  if (Array.isArray(subject)) return subject as readonly Coded[];
  return "reasons" in subject ? subject.reasons : [subject as Coded];
}

/** Findings about rows of an input begin with their place. */
function rowOf(coded: Coded, locale: Locale): string {
  const { index } = coded as Coded & { readonly index?: unknown };
  return typeof index !== "number" ? "" : locale === "en" ? `row ${index}: ` : `第 ${index} 行：`;
}

/** Issues and rows carry their parameters apart; reasons and refusals are their own. */
function paramsOf(coded: Coded): MessageParams {
  const { params, ...fields } = coded as Coded & { readonly params?: MessageParams };
  const all: MessageParams = { ...(fields as unknown as MessageParams), ...params };
  return {
    ...all,
    ...(all["path"] === "" ? { path: ROOT } : {}),
    // what a policy gives no label goes by its metric
    ...(all["label"] === null && all["metric"] !== undefined ? { label: all["metric"] } : {}),
  };
}

/** The empty JSON Pointer, in words. */
const ROOT: Labels = { en: "the root", "zh-CN": "根节点" };
