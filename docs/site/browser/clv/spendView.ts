import { explain } from "clientele/explain";
import { el } from "../kit/element.ts";
import { pageLocale } from "../kit/locale.ts";
import { cardTable } from "../kit/card-table.ts";
import { findingsList } from "./trust.ts";
import { clvWords } from "./clvWords.ts";
import type { Study } from "./study.ts";

/** What customers pay, as Gamma-Gamma has it; or that there are no amounts, or why no model could be fitted. */
export function spendView({ spend, currency }: Study): HTMLElement {
  const t = clvWords();
  const locale = pageLocale();
  const section = el("section", { "data-spend": spend === null ? "none" : spend.fit.ok ? "fitted" : "refused" });
  section.append(el("h2", {}, t.spendHeading));
  if (spend === null) {
    section.append(el("p", {}, t.noAmounts));
    return section;
  }
  if (!spend.fit.ok) {
    const why = explain(spend.fit.error, { locale });
    section.append(el("p", {}, t.spendNotFitted), el("ul", {}, ...why.map((line) => el("li", {}, line))));
    return section;
  }
  const { model, findings } = spend.fit.value;
  const errors: Readonly<Record<string, number>> = model.standardErrors === null ? {} : { ...model.standardErrors };
  const { p, q, v } = model.parameters;
  const digits = (number: number): string => number.toPrecision(4);
  const rows = Object.entries(model.parameters).map(([name, value]: [string, number]) => {
    const error = errors[name];
    return [
      el("code", {}, name),
      el("span", { class: "figure", "data-spend-parameter": name }, digits(value)),
      el("span", { class: "figure" }, error === undefined ? t.noError : digits(error)),
      el("span", { class: "tells" }, t[name as "p" | "q" | "v"]),
    ];
  });
  const facts = [
    `${spend.buyers} ${t.repeatBuyers}`,
    ...(q > 1 ? [`${t.everyonesMean} ${amount((p * v) / (q - 1), currency)}`] : []),
    ...(model.correlation === null ? [] : [`${t.correlation} ${model.correlation.toFixed(2)}`]),
  ];
  const said = explain(findings, { locale });
  section.append(
    el("p", { class: "quiet" }, facts.join(" · ")),
    cardTable([t.parameter, t.estimate, t.error, t.meaning], rows, t.spendHeading),
    said.length === 0 ? el("p", {}, t.noFindings) : findingsList(findings, said),
  );
  return section;
}

/** An amount; of the file's currency where that is not known. */
export function amount(number: number, currency: string | null): string {
  if (!Number.isFinite(number)) return "–";
  const said = number.toLocaleString(pageLocale(), { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  if (currency === null) return said;
  return currency === "CNY" && pageLocale() === "zh-CN" ? `${said} 元` : `${currency} ${said}`;
}
