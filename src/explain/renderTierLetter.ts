import {
  DomainError,
  type Locale,
  LOCALES,
  type MessageCatalog,
  type MessageParams,
  show,
  type TimeZone,
} from "../core/index.ts";
import type { NoticeLine, NoticePartKind, PlannedNotice } from "../tiers/index.ts";
import { explain } from "./explain.ts";

/** How a letter is written. */
export interface LetterOptions {
  /** The language. */
  readonly locale: Locale;
  /** Whom it greets; left out for "customer". */
  readonly name?: string | null;
  /** Who signs it; left out for nobody. */
  readonly sender?: string | null;
  /** The host's own sentences by code, which win over the library's. */
  readonly messages?: MessageCatalog;
  /** On whose clock moments are told; left out for UTC. The days that a notice speaks of are those of its policy. */
  readonly timeZone?: TimeZone | null | undefined;
}

/** A part of a letter. */
export interface LetterParagraph {
  /** What it is about. */
  readonly kind: NoticePartKind;
  /** What stands above it; null for nothing. */
  readonly heading: string | null;
  /** Its sentences, without a full stop. */
  readonly sentences: readonly string[];
}

/** A letter, ready to be laid out. */
export interface RenderedLetter {
  /** Its title. */
  readonly title: string;
  /** The greeting; null in a notice to the account manager. */
  readonly greeting: string | null;
  /** What it says. */
  readonly paragraphs: readonly LetterParagraph[];
  /** The closing with who signs; null when nobody does. */
  readonly closing: string | null;
  /** All of it as plain text: parts with a heading as lists. */
  readonly text: string;
}

/**
 * Writes a planned notice as a letter, in English or Chinese.
 *
 * Every sentence comes from the notice: nothing is added but greeting and closing, and these only for the customer. The same notice
 * gives the same letter, always.
 *
 * @param notice - What `planTierNotices` of `clientele/tiers` planned.
 * @param options - `locale`; `name`, whom it greets; `sender`, who signs; `messages`, the host's own sentences by code;
 *   `timeZone`, on whose clock moments are told.
 * @returns The letter, by parts and as plain text.
 * @throws `DomainError` with code `invalid-option` for a locale that is neither `en` nor `zh-CN`.
 *
 * @example
 * ```ts
 * import { renderTierLetter } from "clientele/explain";
 * import { instant } from "clientele/core";
 *
 * const label = { en: "Gold", "zh-CN": "金级客户" };
 * const letter = renderTierLetter(
 *   {
 *     audience: "customer",
 *     kind: "welcome",
 *     customerId: "C-1",
 *     dueAt: instant("2026-05-20T00:00:00Z"),
 *     title: { code: "letter-title-welcome", params: { tier: label } },
 *     parts: [
 *       { kind: "what", heading: null, lines: [{ code: "letter-tier-welcome", params: { tier: label } }] },
 *       {
 *         kind: "owes",
 *         heading: { code: "letter-package-owed", params: { tier: label, on: "2026-05-20" } },
 *         lines: [
 *           { code: "entitlement-included", params: { label: { en: "priority channel", "zh-CN": "优先服务通道" } } },
 *         ],
 *       },
 *     ],
 *   },
 *   { locale: "zh-CN", name: "华山商贸", sender: "客户服务部" },
 * );
 *
 * letter.text.split("\n"); // => [
 * //   "欢迎您成为我们的金级客户",
 * //   "",
 * //   "尊敬的华山商贸：",
 * //   "",
 * //   "欢迎您成为我们的金级客户。",
 * //   "",
 * //   "自 2026-05-20 起，您作为金级客户的服务内容：",
 * //   "- 享有优先服务通道",
 * //   "",
 * //   "此致敬礼",
 * //   "客户服务部",
 * // ]
 * ```
 */
export function renderTierLetter(notice: PlannedNotice, options: LetterOptions): RenderedLetter {
  const { locale, name = null, sender = null, messages = {}, timeZone = null } = options;
  if (!LOCALES.includes(locale)) {
    throw new DomainError("invalid-option", `locale: expected en or zh-CN, received ${show(locale)}`);
  }
  const say = (code: string, params: MessageParams): string => {
    const [sentence = ""] = explain([{ code, params } as { readonly code: string }], { locale, messages, timeZone });
    return begun(sentence);
  };
  const line = ({ code, params }: NoticeLine): string => say(code, params);
  const { stop, colon, comma } = MARKS[locale];
  const forCustomer = notice.audience === "customer";
  const title = line(notice.title);
  const greeting = !forCustomer
    ? null
    : `${name === null ? say("letter-greeting-plain", {}) : say("letter-greeting", { name })}${comma}`;
  const paragraphs = notice.parts.map(
    ({ kind, heading, lines }): LetterParagraph => ({
      kind,
      heading: heading === null ? null : line(heading),
      sentences: lines.map(line),
    }),
  );
  const signed = locale === "en" ? "," : "";
  const closing = !forCustomer || sender === null ? null : `${say("letter-closing", {})}${signed}\n${sender}`;
  const blocks = [
    title,
    greeting,
    ...paragraphs.map(({ heading, sentences }) =>
      heading === null
        ? sentences.map((sentence) => `${sentence}${stop}`).join(locale === "en" ? " " : "")
        : [`${heading}${colon}`, ...sentences.map((sentence) => `- ${sentence}`)].join("\n"),
    ),
    closing,
  ];
  return { title, greeting, paragraphs, closing, text: blocks.filter((block) => block !== null).join("\n\n") };
}

const MARKS: Readonly<Record<Locale, { readonly stop: string; readonly colon: string; readonly comma: string }>> = {
  en: { stop: ".", colon: ":", comma: "," },
  "zh-CN": { stop: "。", colon: "：", comma: "：" },
};

/** A sentence of its own begins with a capital letter. */
const begun = (sentence: string): string => sentence.slice(0, 1).toUpperCase() + sentence.slice(1);
