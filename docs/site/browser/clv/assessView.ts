import { el } from "../kit/element.ts";
import { cardTable } from "../kit/card-table.ts";
import { clvWords } from "./clvWords.ts";
import type { Study } from "./study.ts";

/** The errors of the hold-out, beside those of forecasts that take no model. */
export function assessView({ assessment }: Study): HTMLElement {
  const t = clvWords();
  const section = el("section", {}, el("h2", {}, t.assessHeading));
  if (assessment === null) {
    section.append(el("p", {}, t.noHoldOut));
    return section;
  }
  const { orders, errors } = assessment;
  const rows = (["model", "ownRate", "everyonesRate"] as const).map((name) => [
    name === "model" ? el("strong", {}, t.byModel) : t[name],
    ...[errors[name].mean, errors[name].rootMeanSquare, errors[name].bias].map((error) =>
      el("span", { class: "figure" }, error.toFixed(3)),
    ),
  ]);
  const best =
    errors.model.rootMeanSquare < Math.min(errors.ownRate.rootMeanSquare, errors.everyonesRate.rootMeanSquare) &&
    errors.model.mean < Math.min(errors.ownRate.mean, errors.everyonesRate.mean);
  section.append(
    el("p", {}, `${orders.actual} ${t.ordersCame} ${orders.expected.toFixed(1)}. ${best ? t.beats : t.beatsNot}`),
    cardTable([t.forecast, t.meanError, t.rmse, t.bias], rows, t.assessHeading),
  );
  return section;
}
