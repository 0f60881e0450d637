import { type SlaPolicy, reviewSlaPolicy } from "clientele/sla";
import { el } from "../kit/element.ts";
import type { SiteLocale } from "../kit/locale.ts";
import { policyText, reviewText } from "../kit/policy-draft.ts";
import type { slaWords } from "./words.ts";

/** The promises as text, to be changed; the editor is fetched when it is first opened. */
export interface PromiseText {
  readonly element: HTMLElement;
  /** Shows another policy. */
  set: (policy: SlaPolicy) => void;
}

/** `taken` is told each sound policy, and null as long as the text is none. */
export function promiseText(
  t: ReturnType<typeof slaWords>,
  locale: SiteLocale,
  taken: (policy: SlaPolicy | null) => void,
): PromiseText {
  let text = "";
  let replace: ((text: string) => void) | undefined;
  const place = el("div", {});
  const element = el("details", { class: "lc-policy" }, el("summary", {}, t.edit), place);
  let asked = false;
  const open = async (): Promise<void> => {
    const [{ editor }, { issueList }] = await Promise.all([
      import("../kit/editor.ts"),
      import("../tier-playground/issues.ts"),
    ]);
    const write = editor({
      language: "json",
      text,
      label: t.editor,
      change: (now) => {
        const draft = reviewText(now, reviewSlaPolicy);
        issues.show(draft, locale);
        if (now === text) return;
        text = now;
        taken(draft.policy);
      },
    });
    const issues = issueList(write, true);
    issues.show(reviewText(text, reviewSlaPolicy), locale);
    replace = write.setText;
    place.append(write.element, issues.element);
  };
  element.addEventListener("toggle", () => {
    if (asked) return;
    asked = true;
    void open();
  });
  return {
    element,
    set: (policy) => {
      text = policyText(policy);
      replace?.(text);
    },
  };
}
