import { renderValue } from "clientele/core";
import { explain } from "clientele/explain";
import { evaluateTier, type MissingCondition, type TierPolicy } from "clientele/tiers";
import type { Instant } from "clientele/core";
import { el, fill } from "../kit/element.ts";
import { type SiteLocale, words } from "../kit/locale.ts";
import { reasonLine } from "../kit/reason-line.ts";
import { actionWords } from "./action-words.ts";
import { moveText } from "./customer-list.ts";
import type { GradedRow } from "./grade.ts";
import { nameOf, shownValue, tierName } from "./parts.ts";

/** One customer: what was decided, and every reason. */
export function customerPanel(): {
  readonly element: HTMLElement;
  show: (row: GradedRow, draft: TierPolicy, asOf: Instant, locale: SiteLocale) => void;
} {
  const t = words({
    why: ["Why", "理由"],
    measured: ["Measured", "指标"],
    next: ["Lacking for", "距下一等级还差："],
    letter: ["The letter to the customer", "致客户函"],
    findings: ["Worth knowing of the facts", "数据提示"],
    not: ["This customer cannot be judged", "无法评定此客户"],
  });
  const actions = actionWords();
  const element = el("div", { class: "tp-customer", "aria-live": "polite" });

  const lines = (title: string, items: readonly (Node | string)[], locale: SiteLocale): HTMLElement | false =>
    items.length > 0 &&
    el("div", {}, el("h4", {}, title), el("ul", { lang: locale }, ...items.map((item) => el("li", {}, item))));

  return {
    element,
    show: (row, draft, asOf, locale) => {
      const { customerId, person, metrics } = row;
      const known = draft.tiers.some(({ id }) => id === row.state?.tier);
      const result = evaluateTier({ ...row, state: known ? row.state : null }, draft, { asOf });
      const heading = el(
        "h3",
        {},
        person.name ?? customerId,
        person.name !== null && el("span", { class: "tp-quiet" }, ` ${customerId}`),
      );
      element.dataset["customer"] = customerId;
      if (!result.ok) {
        fill(
          element,
          heading,
          el("p", { class: "tp-bad" }, `${t.not}: ${explain(result.error, { locale }).join("; ")}`),
        );
        return;
      }
      const { from, to, action, reasons, nextTier, notice, findings } = result.value;
      const options = { locale, timeZone: draft.timeZone };
      const said = explain(reasons, options);
      fill(
        element,
        heading,
        el("p", { class: "tp-decision" }, el("strong", {}, moveText(draft, from, to)), ` · ${actions[action]}`),
        el(
          "dl",
          { "aria-label": t.measured },
          ...draft.metrics.map(({ id, labels }) =>
            el("div", {}, el("dt", {}, nameOf(labels, id)), el("dd", {}, shownValue(metrics[id]))),
          ),
        ),
        lines(
          t.why,
          reasons.map((one, place) => reasonLine(one, said[place] ?? "", locale)),
          locale,
        ),
        nextTier !== null &&
          lines(
            `${t.next} ${tierName(draft, nextTier.tier)}`,
            nextTier.missing.map((one) => missingText(one, draft, locale)),
            locale,
          ),
        lines(t.letter, explain(notice?.lines ?? [], options), locale),
        lines(t.findings, explain(findings, options), locale),
      );
    },
  };
}

function missingText(
  { metric, about, gap, op, required }: MissingCondition,
  draft: TierPolicy,
  locale: SiteLocale,
): string {
  const definition = draft.metrics.find(({ id }) => id === metric);
  const label = definition?.labels?.[locale] ?? nameOf(definition?.labels, metric ?? about ?? "");
  const asked = required === null ? "" : ` (${op ?? ""} ${renderValue(required, locale)})`;
  return gap === null ? `${label}${asked}` : `${label}: ${renderValue(gap, locale)}${asked}`;
}
