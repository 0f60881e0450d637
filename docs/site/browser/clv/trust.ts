import { el } from "../kit/element.ts";
import { clvWords } from "./clvWords.ts";
import type { Study } from "./study.ts";

/** Findings after which the numbers of a fit are not to be used. */
const UNFIT: ReadonlySet<string> = new Set([
  "boundary-estimate",
  "ridge-estimate",
  "flat-likelihood",
  "not-converged",
  "few-customers",
  "no-covariance",
]);

/** Whether a fit with such findings can be used. */
export const usable = (findings: readonly { readonly code: string }[]): boolean =>
  findings.every(({ code }) => !UNFIT.has(code));

/** In one sentence for each model that cannot be used: that it cannot. Null where all can. */
export function trustNote({ findings, spend }: Study): HTMLElement | null {
  const t = clvWords();
  const lines = [
    ...(usable(findings) ? [] : [t.ordersUnfit]),
    ...(spend === null || (spend.fit.ok && usable(spend.fit.value.findings)) ? [] : [t.spendUnfit]),
  ];
  return lines.length === 0
    ? null
    : el(
        "div",
        { class: "clv-unfit", role: "status", "data-unfit": lines.length },
        ...lines.map((line) => el("p", {}, line)),
      );
}

/** What the library found: to be read at once where the fit can be used all the same, else folded below a plain sentence. */
export function findingsList(findings: readonly { readonly code: string }[], said: readonly string[]): HTMLElement {
  const t = clvWords();
  const list = el("ul", { class: "findings" }, ...said.map((line) => el("li", {}, line)));
  return usable(findings) ? list : el("details", { class: "clv-findings" }, el("summary", {}, t.technical), list);
}
