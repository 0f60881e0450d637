import { katex } from "@mdit/plugin-katex";
import type { MarkdownEvent } from "typedoc";
import { CHINESE } from "./places.ts";
import type { Bundle } from "./bundle.ts";

type Parser = Parameters<typeof katex>[0];

/** Formulas between `$` and `$$`, as GitHub writes them; a formula that KaTeX cannot read fails the build. */
export function extendMarkdown(parser: unknown): void {
  katex(parser as Parser, { throwOnError: true, strict: "error" });
}

/**
 * What pages may hold beyond Markdown: `{{size islands/NAME}}`, links to `site:modules.html` (any page, from the root of the
 * site). Tables scroll by themselves.
 */
export function finishMarkdown(event: MarkdownEvent, sizes: Bundle["sizes"]): void {
  const root = "../".repeat(event.page.url.split("/").length - 1);
  const label = event.page.url.startsWith(CHINESE) ? "表格" : "Table";
  event.parsedText = event.parsedText
    .replaceAll(/\{\{size ([\w/.-]+)\}\}/g, (_, name: string) => {
      const size = sizes[name];
      if (size === undefined)
        throw new Error(`nothing of the site is called ${name}: ${Object.keys(sizes).join(", ")}`);
      return `${kilo(size.bytes)} (${kilo(size.gzip)} gzipped)`;
    })
    .replaceAll(/<a href="site:([^"]*)"[^>]*>/g, (_, url: string) => `<a href="${root}${url}">`)
    .replaceAll("<table>", `<div class="scroll" tabindex="0" role="region" aria-label="${label}"><table>`)
    .replaceAll("</table>", "</table></div>");
}

/** A size for people. */
export function kilo(bytes: number): string {
  return `${(bytes / 1000).toFixed(bytes < 100_000 ? 1 : 0)} kB`;
}
