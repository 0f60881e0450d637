import { katex } from "@mdit/plugin-katex";
import type { MarkdownEvent } from "typedoc";
import { withCards, withTermPlaces } from "./cards.ts";
import { formula } from "./formulas.ts";
import { CHINESE } from "./places.ts";
import type { Bundle } from "./bundle.ts";

type Parser = Parameters<typeof katex>[0];

const CHINESE_END = /[\p{Script=Han}\u3000-\u303f\uff00-\uffef“”‘’…]$/u;
const CHINESE_START = /^[\p{Script=Han}\u3000-\u303f\uff00-\uffef“”‘’…]/u;

/**
 * A line that ends between Chinese characters leaves no space behind.
 *
 * Formulas between `$` and `$$`, as GitHub writes them, and those that comments write as plain text; a formula that KaTeX
 * cannot read fails the build.
 */
export function extendMarkdown(given: unknown): void {
  const parser = given as Parser;
  katex(parser, { throwOnError: true, strict: "error" });
  const plain = parser.renderer.rules.code_block;
  parser.renderer.rules.code_block = (tokens, index, options, env, self) =>
    formula(tokens[index]?.content ?? "") ?? plain?.(tokens, index, options, env, self) ?? "";
  parser.renderer.rules.softbreak = (tokens, index) => {
    const before = tokens.slice(0, index).findLast(({ content }) => content !== "")?.content ?? "";
    const after = tokens.slice(index + 1).find(({ content }) => content !== "")?.content ?? "";
    return CHINESE_END.test(before) && CHINESE_START.test(after) ? "" : "\n";
  };
}

/**
 * What pages may hold beyond Markdown: `{{size islands/NAME}}`, links to `site:modules.html` (any page, from the root of the
 * site). Tables scroll by themselves.
 */
export function finishMarkdown(event: MarkdownEvent, sizes: Bundle["sizes"]): void {
  const chinese = event.page.url.startsWith(CHINESE);
  const root = "../".repeat(event.page.url.split("/").length - 1);
  const label = chinese ? "表格" : "Table";
  const live = [sizes["islands/live-example"], sizes["live-worker"]].reduce((sum, size) => sum + (size?.gzip ?? 0), 0);
  const cards = withCards(chinese ? headingsInWords(event.parsedText) : event.parsedText);
  event.parsedText = (event.page.url === `${CHINESE}glossary.html` ? withTermPlaces(cards) : cards)
    .replaceAll('<pre><code class="ts">', `<pre data-size="${kilo(live)}"><code class="ts">`)
    .replaceAll(/\{\{size ([\w/.-]+)\}\}/g, (_, name: string) => {
      const size = sizes[name];
      if (size === undefined)
        throw new Error(`nothing of the site is called ${name}: ${Object.keys(sizes).join(", ")}`);
      return `${kilo(size.bytes)} (compressed ${kilo(size.gzip)})`;
    })
    .replaceAll(/<a href="site:([^"]*)"[^>]*>/g, (_, url: string) => `<a href="${root}${url}">`)
    .replaceAll(/<table[ >]/g, (tag) => `<div class="scroll" tabindex="0" role="region" aria-label="${label}">${tag}`)
    .replaceAll("</table>", "</table></div>");
}

const segmenter = new Intl.Segmenter("zh", { granularity: "word" });

/** Chinese headings are parted between words alone, where a line is too short for them. */
function headingsInWords(html: string): string {
  return html.replaceAll(/(?<=<h[1-4][^>]*>)[^]*?(?=<\/h[1-4]>)/g, (heading) =>
    heading.replaceAll(/\p{Script=Han}{3,}(?![^<]*>)/gu, (run) =>
      Array.from(segmenter.segment(run), ({ segment }) => segment).join("<wbr>"),
    ),
  );
}

/** A size for people. */
export function kilo(bytes: number): string {
  return `${(bytes / 1000).toFixed(bytes < 100_000 ? 1 : 0)} kB`;
}
