import { posix } from "node:path";
import type { DefaultThemeRenderContext, PageEvent, Reflection } from "typedoc";
import { escape } from "./escape.ts";
import { markdownUrl } from "./machines.ts";
import { CHINESE, documentsOf, placeOf } from "./places.ts";
import { wordsFor } from "./words.ts";

/** What the head of a page says of its Markdown. */
export function alternate({ model, url }: PageEvent<Reflection>): string {
  const markdown = markdownUrl(model, url);
  return markdown === undefined
    ? ""
    : `<link rel="alternate" type="text/markdown" href="${escape(posix.basename(markdown))}">\n`;
}

/** Whether a page is the landing page of its language. */
export function isHome(url: string): boolean {
  return url === "index.html" || url === `${CHINESE}index.html`;
}

/** The page as Markdown: to look at, and (a script puts the button) to copy. The landing pages say it in their heads alone. */
export function markdownWays({ model, url }: PageEvent<Reflection>): string {
  const markdown = markdownUrl(model, url);
  if (markdown === undefined || isHome(url)) return "";
  const words = wordsFor(url);
  return `<p class="markdown-ways" data-copy="${words.copyMarkdown}" data-copied="${words.copied}"><a href="${escape(posix.basename(markdown))}">${words.viewMarkdown}</a></p>\n`;
}

/** At the foot of a guide: the guides before and after it. */
export function turns(context: DefaultThemeRenderContext, { model, url, project }: PageEvent<Reflection>): string {
  if (!model.isDocument() || !/^(?:zh-CN\/)?guides\//.test(url)) return "";
  const folder = posix.dirname(url);
  const guides = documentsOf(project, placeOf(model).section).filter(
    (document) => posix.dirname(placeOf(document).base) === folder,
  );
  const at = guides.indexOf(model);
  const words = wordsFor(url);
  const turn = (to: Reflection | undefined, rel: "prev" | "next", label: string): string =>
    to === undefined
      ? ""
      : `<a class="turn-${rel}" rel="${rel}" href="${context.urlTo(to) ?? ""}"><small>${label}</small> ${escape(to.name)}</a>`;
  return `<nav class="turns" aria-label="${words.turns}">${turn(guides[at - 1], "prev", words.previous)}${turn(guides[at + 1], "next", words.next)}</nav>\n`;
}
