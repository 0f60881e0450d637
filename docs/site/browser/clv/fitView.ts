import { explain } from "clientele/explain";
import { el } from "../kit/element.ts";
import { pageLocale } from "../kit/locale.ts";
import { cardTable } from "../kit/card-table.ts";
import { findingsList } from "./trust.ts";
import { clvWords } from "./clvWords.ts";
import type { Study } from "./study.ts";

/** Four digits that matter. */
const digits = (number: number): string => number.toPrecision(4);

/** The parameters, how sure they are, and what to know before use. */
export function fitView({ model, findings, milliseconds, split }: Study): HTMLElement {
  const t = clvWords();
  const errors: Readonly<Record<string, number>> = model.standardErrors === null ? {} : { ...model.standardErrors };
  const rows = Object.entries(model.parameters).map(([name, value]: [string, number]) => {
    const error = errors[name];
    return [
      el("code", {}, name),
      el("span", { class: "figure", "data-parameter": name }, digits(value)),
      el("span", { class: "figure" }, error === undefined ? t.noError : digits(error)),
      el("span", { class: "tells" }, t[name as "r" | "alpha" | "a" | "b" | "s" | "beta"]),
    ];
  });
  const facts = [
    `${model.customers} ${t.customers}, ${t.calibrated} ${split.calibrateUntil}`,
    `${t.heldOut} ${split.holdOutUntil}`,
    ...(split.cameLater > 0 ? [`${split.cameLater} ${t.cameLater}`] : []),
    `${t.logLikelihood} ${model.logLikelihood.toFixed(2)}`,
    `${t.took} ${milliseconds.toFixed(0)} ms`,
  ];
  const said = explain(findings, { locale: pageLocale() });
  return el(
    "section",
    {},
    el("h2", {}, t.fitHeading),
    el("p", { class: "quiet" }, facts.join(" · ")),
    cardTable([t.parameter, t.estimate, t.error, t.meaning], rows, t.fitHeading),
    said.length === 0 ? el("p", {}, t.noFindings) : findingsList(findings, said),
  );
}
