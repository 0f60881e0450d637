import { posix } from "node:path";

/** A piece of a page's Markdown; of a link within the site, the address below the site's root. */
export interface Piece {
  readonly text: string;
  readonly link?: string | undefined;
}

/** A list of links under a heading. */
export interface Links {
  readonly title: string;
  readonly links: readonly { readonly title: string; readonly url: string; readonly summary: string }[];
}

/** What a page's Markdown may hold beyond Markdown. */
export interface Beyond {
  /** The address of the file that the Markdown is for, below the site's root. */
  readonly url: string;
  /** The address of a page's Markdown, if it has one, by the address of its HTML. */
  readonly markdown: (url: string) => string | undefined;
  /** The size of a bundle, in words. */
  readonly size: (name: string) => string;
}

/**
 * The Markdown of a page as a plain reader needs it: links lead to Markdown where there is some, seen from `url`; the marks of
 * live parts are gone, what they say without scripts stays.
 */
export function plainMarkdown(pieces: readonly Piece[], beyond: Beyond): string {
  const href = (link: string): string => {
    const [path = "", ...hash] = link.split(/(?=#)/);
    return relativeUrl(beyond.url, beyond.markdown(path) ?? path) + hash.join("");
  };
  const text = pieces.map(({ text, link }) => (link === undefined ? text : href(link))).join("");
  return (
    outsideFences(text, (prose) =>
      prose
        .replaceAll(/\{\{size ([\w/.-]+)\}\}/g, (_, name: string) => beyond.size(name))
        .replaceAll(/\]\(site:([^)]*)\)/g, (_, url: string) => `](${href(url)})`)
        .replaceAll(/^<\/?(?:div|p)\b[^>]*>\n?/gm, "")
        .replaceAll(/<\/(?:div|p)>$/gm, "")
        .replaceAll(/<a [^>]*href="([^"]*)"[^>]*>([^<]*)<\/a>/g, "[$2]($1)")
        .replaceAll(/\n{3,}/g, "\n\n"),
    ).trim() + "\n"
  );
}

/** Changes a text but for its code. */
function outsideFences(text: string, change: (prose: string) => string): string {
  return text
    .split(/(^ {0,3}```[^]*?^ {0,3}```[^\S\n]*$)/m)
    .map((part, at) => (at % 2 === 0 ? change(part) : part))
    .join("");
}

/** The way from one file of the site to another. */
export function relativeUrl(from: string, to: string): string {
  return posix.relative(posix.dirname(from), to) || ".";
}

/** A text of the site's root as it stands in a folder: its links lead up first. What stands in code is no link. */
export function deeper(markdown: string): string {
  return outsideFences(markdown, (prose) =>
    prose.replaceAll(/(`[^`\n]*`)|(\]\((?!https?:|mailto:|#))/g, (_, code?: string, link?: string) =>
      link === undefined ? (code ?? "") : `${link}../`,
    ),
  );
}

/** The first sentence of the first paragraph of text, as plain text: what a page without a summary is about. */
export function opening(markdown: string): string {
  const paragraph = markdown.split(/\n{2,}/).find((part) => /^[^\s#>|`!<[-]/.test(part)) ?? "";
  const text = paragraph
    .replace(/^\*\*[^*]+[.。]\*\*\s*/, "")
    .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replaceAll(/[*`]/g, "")
    .replaceAll(/\s+/g, " ");
  return /^.*?(?:[.?!](?=\s|$)|[。？！])/.exec(text)?.[0] ?? text;
}

/** What a page's table says of each schema: `| [name](...) | what it is |`. */
export function schemaSummaries(markdown: string): ReadonlyMap<string, string> {
  const rows = markdown.matchAll(/^\| \[([\w-]+)\]\([^)]*\) \| ([^|]+) \|/gm);
  return new Map([...rows].map(([, name = "", summary = ""]) => [name, summary]));
}

/** An `llms.txt`: the title, what the project is, and where to read what. */
export function llmsText(title: string, summary: string, notes: string, sections: readonly Links[]): string {
  const lists = sections.filter(({ links }) => links.length > 0).map(listOf);
  return `# ${title}\n\n> ${summary}\n\n${notes}\n\n${lists.join("\n")}`;
}

function listOf({ title, links }: Links): string {
  const lines = links.map(({ title, url, summary }) => `- [${title}](${url})${summary === "" ? "" : `: ${summary}`}`);
  return `## ${title}\n\n${lines.join("\n")}\n`;
}
