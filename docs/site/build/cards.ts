import { termId } from "../browser/search/model.ts";
import { escape } from "./escape.ts";

/**
 * Tables of words, each row of which is a card where the window is narrow: cells know what their column is called, and all is
 * still a table to those who hear it. Tables with a column of numbers are compared down their columns: they stay, and so do
 * tables without a head.
 */
export function withCards(html: string): string {
  return html.replaceAll(/<table>([^]*?)<\/table>/g, (whole, inner: string) => {
    const heads = Array.from(inner.matchAll(/<th>([^]*?)<\/th>/g), ([, head = ""]) => textOf(head));
    if (heads.length < 2 || heads.slice(1).includes("") || inner.includes("text-align")) return whole;
    let column = 0;
    const cells = inner
      .replaceAll(/<(thead|tbody)>/g, '<$1 role="rowgroup">')
      .replaceAll("<tr>", '<tr role="row">')
      .replaceAll("<th>", '<th role="columnheader">')
      .replaceAll("<td>", () => {
        const label = heads[column++ % heads.length] ?? "";
        return `<td role="cell" data-label="${escape(label)}">`;
      });
    return `<table class="cards" role="table">${cells}</table>`;
  });
}

/** The rows of the glossary, each a place that a link can lead to. */
export function withTermPlaces(html: string): string {
  return html.replaceAll(/<tr([^>]*)>(?=\s*<td[^>]*>([^<]+)<\/td>)/g, (_, given: string, terms: string) => {
    const id = termId(terms.split(/[、/]/).map((term) => term.trim()));
    return `<tr${given} id="${escape(id)}">`;
  });
}

function textOf(html: string): string {
  return html.replaceAll(/<[^>]*>/g, "").trim();
}
