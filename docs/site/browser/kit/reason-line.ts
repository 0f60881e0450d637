import type { TierReason } from "clientele/tiers";
import { el } from "./element.ts";
import { pageLocale, type SiteLocale, words } from "./locale.ts";

/** How a reason stands for the customer. A rule that takes tiers away is bad news when it applies, and no news otherwise. */
const STANDS = {
  met: { sign: "✓", tone: "for" },
  unmet: { sign: "✗", tone: "against" },
  applies: { sign: "!", tone: "against" },
  spares: { sign: "–", tone: "neither" },
  unknown: { sign: "?", tone: "neither" },
} as const;

function standOf({ verdict, rule, negated }: TierReason): keyof typeof STANDS {
  if (verdict === "unknown") return "unknown";
  const holds = (verdict === "met") !== negated;
  if (rule === "/downgrade/mode") return "applies";
  if (rule.startsWith("/downgrade/also/")) return holds ? "applies" : "spares";
  return holds ? "met" : "unmet";
}

const WORDS = {
  met: ["met: ", "满足："],
  unmet: ["not met: ", "不满足："],
  applies: ["applies: ", "适用："],
  spares: ["does not apply: ", "不适用："],
  unknown: ["not known: ", "未知："],
  decides: ["decides", "决定"],
} as const;

/**
 * A reason in words, before it a sign and a word that tell how it stands, in the language of the words; one that decides says so.
 */
export function reasonLine(
  reason: TierReason,
  text: string,
  locale: SiteLocale = pageLocale(),
  decides = false,
): HTMLElement {
  const stand = standOf(reason);
  const t = words(WORDS, locale);
  return signedLine({ stand, ...STANDS[stand], word: t[stand], before: decides ? t.decides : null }, text);
}

/** A line that begins with a sign, and a word in the colour of how it stands; with a word before these, that word. */
export function signedLine(
  how: {
    readonly stand: string;
    readonly sign: string;
    readonly tone: "for" | "against" | "neither";
    readonly word: string;
    readonly before?: string | null;
  },
  text: string,
): HTMLElement {
  const before = how.before ?? null;
  return el(
    "span",
    { class: `tp-reason tp-${how.tone}`, "data-stand": how.stand, "data-decides": before !== null },
    el("span", { class: "tp-sign", "aria-hidden": "true" }, how.sign),
    el(
      "span",
      {},
      before !== null && el("strong", { class: "tp-decides" }, before),
      before !== null && " ",
      el("strong", { class: "tp-stand" }, how.word),
      text,
    ),
  );
}
