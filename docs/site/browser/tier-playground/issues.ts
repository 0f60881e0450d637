import { explain } from "clientele/explain";
import type { Editor } from "../kit/editor.ts";
import { el, fill } from "../kit/element.ts";
import { faultText } from "../kit/json-fault-words.ts";
import { lineAt, placeAt, underlined } from "../kit/json-places.ts";
import { type SiteLocale, words } from "../kit/locale.ts";
import type { PolicyDraft } from "../kit/policy-draft.ts";
import { named } from "./named.ts";

interface Remark {
  readonly from: number;
  readonly to: number;
  readonly severity: "error" | "warning" | "info";
  readonly message: string;
  readonly path: string;
}

const HEAVIEST = ["error", "warning", "info"] as const;

/** What is wrong with the draft, and what is worth knowing: marks in the editor, and a list below it. */
export function issueList(
  code: Editor,
  resultsAbove = false,
): {
  readonly element: HTMLElement;
  show: (draft: PolicyDraft<unknown>, locale: SiteLocale) => void;
} {
  const t = words({
    error: ["Error", "错误"],
    warning: ["Warning", "警告"],
    info: ["Note", "提示"],
    line: ["line", "第"],
    lineEnd: ["", "行"],
    sound: ["The policy is sound; nothing is worth remarking.", "策略没有问题，也没有需要提示之处。"],
    unsound: [
      "The policy cannot be used as it stands. Everything below shows the last one that could.",
      "策略目前无法使用；下面显示的是最近一次可用策略的结果。",
    ],
    above: [
      "The policy cannot be used as it stands. Everything above shows the last one that could.",
      "策略目前无法使用；上方显示的是最近一次可用策略的结果。",
    ],
  });
  let shown = "";
  const element = el("div", { class: "tp-issues", "aria-live": "polite" });
  return {
    element,
    show: (draft, locale) => {
      const remarks = remarksOf(draft, locale);
      const next = JSON.stringify([
        draft.policy === null,
        remarks.map((one) => ({ ...one, line: lineAt(draft.text, one.from) })),
        locale,
      ]);
      if (next === shown) return;
      shown = next;
      code.mark(remarks.map(({ from, to, severity, message }) => ({ from, to, severity, message })));
      const goTo = (from: number) => (): void => {
        code.view.dispatch({ selection: { anchor: from }, scrollIntoView: true });
        code.view.focus();
      };
      fill(
        element,
        draft.policy === null && el("p", { class: "tp-unsound" }, el("strong", {}, resultsAbove ? t.above : t.unsound)),
        remarks.length === 0 && el("p", { class: "tp-good" }, `✓ ${t.sound}`),
        el(
          "ul",
          {},
          ...remarks.map(({ from, severity, message, path }) =>
            el(
              "li",
              { class: `tp-${severity}` },
              el("strong", {}, t[severity]),
              " ",
              el(
                "button",
                { type: "button", class: "tp-link", on: { click: goTo(from) } },
                `${t.line} ${lineAt(draft.text, from)}${t.lineEnd === "" ? "" : ` ${t.lineEnd}`}`,
              ),
              " ",
              el("span", { lang: locale }, message),
              path !== "" && el("code", {}, path),
            ),
          ),
        ),
      );
    },
  };
}

function remarksOf(
  { text, value, places, fault, issues }: PolicyDraft<unknown>,
  locale: SiteLocale,
): readonly Remark[] {
  if (fault !== null) {
    return [{ from: fault.from, to: fault.to, severity: "error", message: faultText(fault, locale), path: "" }];
  }
  return issues
    .map((issue): Remark => {
      const { severity, path } = issue;
      const [message = issue.code] = explain(named(issue, value, locale), { locale });
      return { ...underlined(text, placeAt(places, path)), severity, message, path };
    })
    .sort((a, b) => HEAVIEST.indexOf(a.severity) - HEAVIEST.indexOf(b.severity) || a.from - b.from);
}
