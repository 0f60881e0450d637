import { el } from "./element.ts";

/**
 * A table that becomes a list of cards where there is no room for its columns. The roles are written out: a browser forgets
 * them once the rows are no longer laid out as a table.
 */
export function cardTable(
  head: readonly string[],
  rows: readonly (readonly (Node | string)[])[],
  caption: string,
): HTMLElement {
  const cell = (content: Node | string, index: number): HTMLElement =>
    index === 0
      ? el("th", { scope: "row", role: "rowheader" }, content)
      : el("td", { role: "cell" }, el("span", { class: "card-head", "aria-hidden": "true" }, head[index]), content);
  const shown = el(
    "table",
    { class: "card-table", role: "table" },
    el("caption", { role: "caption" }, caption),
    el(
      "thead",
      { role: "rowgroup" },
      el("tr", { role: "row" }, ...head.map((name) => el("th", { scope: "col", role: "columnheader" }, name))),
    ),
    el("tbody", { role: "rowgroup" }, ...rows.map((row) => el("tr", { role: "row" }, ...row.map(cell)))),
  );
  return el("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": caption }, shown);
}
