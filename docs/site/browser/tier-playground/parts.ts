import { type Labels, type LabelsInput, renderValue, taggedMoney, taggedNumber } from "clientele/core";
import type { MetricValues } from "clientele/rules";
import type { TierPolicy } from "clientele/tiers";
import { el, fill } from "../kit/element.ts";
import { pageLocale, words } from "../kit/locale.ts";

/** A name for people in the page's language, else in the other, else the id. */
export function nameOf(labels: Labels | LabelsInput | null | undefined, id: string): string {
  const locale = pageLocale();
  return labels?.[locale] ?? labels?.[locale === "en" ? "zh-CN" : "en"] ?? id;
}

export const tierName = (policy: TierPolicy, id: string): string =>
  nameOf(policy.tiers.find((tier) => tier.id === id)?.labels, id);

/** The value of a metric, as people write it. */
export function shownValue(value: MetricValues[string]): string {
  const plain = typeof value === "object" && value !== null && "value" in value ? value.value : value;
  if (plain === null || plain === undefined) return "–";
  if (typeof plain === "object") return renderValue(taggedMoney(plain), pageLocale());
  return typeof plain === "number"
    ? renderValue(taggedNumber(Math.round(plain * 1e4) / 1e4), pageLocale())
    : String(plain);
}

export const count = (number: number): string => number.toLocaleString(pageLocale());

/** A part of the playground under its own heading. */
export function section(title: string, ...children: readonly (HTMLElement | null)[]): HTMLElement {
  const id = `tp-${(sections += 1)}`;
  return el("section", { class: "tp-section", "aria-labelledby": id }, el("h2", { id }, title), ...children);
}
let sections = 0;

/** A list in pages: `draw` gives the rows from one place to another. */
export function paged(
  size: number,
  draw: (from: number, to: number) => HTMLElement,
): {
  readonly element: HTMLElement;
  /** Starts again from the first page, unless told to stay. */
  show: (total: number, stay?: boolean) => void;
} {
  const t = words({
    earlier: ["Previous", "上一页"],
    later: ["Next", "下一页"],
    none: ["Nobody.", "没有客户。"],
  });
  const place = el("div", {});
  const where = el("span", { class: "tp-quiet" });
  const turn = (by: number) => (): void => {
    page += by;
    render();
  };
  const earlier = el("button", { type: "button", class: "button tp-small", on: { click: turn(-1) } }, t.earlier);
  const later = el("button", { type: "button", class: "button tp-small", on: { click: turn(1) } }, t.later);
  const buttons = el("div", { class: "tp-row" }, earlier, later, where);
  let [page, total] = [0, 0];

  function render(): void {
    page = Math.max(0, Math.min(page, Math.ceil(total / size) - 1));
    const [from, to] = [page * size, Math.min(total, (page + 1) * size)];
    fill(place, total === 0 ? el("p", { class: "tp-quiet" }, t.none) : draw(from, to));
    where.textContent = total === 0 ? "" : `${count(from + 1)}–${count(to)} / ${count(total)}`;
    earlier.disabled = page === 0;
    later.disabled = to >= total;
    buttons.hidden = total <= size;
  }
  return {
    element: el("div", {}, place, buttons),
    show: (next, stay = false) => {
      total = next;
      if (!stay) page = 0;
      render();
    },
  };
}
