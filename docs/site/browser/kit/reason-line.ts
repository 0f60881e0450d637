import { el } from "./element.ts";
import { words } from "./locale.ts";

const SIGNS = { met: "✓", unmet: "✗", unknown: "?" } as const;

/** A condition in words, with a sign before it that tells whether it is met; coloured by whether that is good news. */
export function reasonLine(verdict: keyof typeof SIGNS, good: boolean, text: string): HTMLElement {
  const t = words({ met: ["met", "满足"], unmet: ["not met", "不满足"], unknown: ["not known", "未知"] });
  return el(
    "span",
    { class: `reason ${good ? "reason-for" : "reason-against"}`, "data-verdict": verdict },
    el("span", { class: "reason-sign", role: "img", "aria-label": t[verdict], title: t[verdict] }, SIGNS[verdict]),
    el("span", {}, text),
  );
}
