import { dirname } from "node:path/posix";
import { JSX, type DefaultThemeRenderContext, type DocumentReflection, type PageEvent, type Reflection } from "typedoc";
import { escape } from "./escape.ts";
import { navigation } from "./navigation.ts";
import { CHINESE, placeOf } from "./places.ts";
import { summaryText } from "./summary.ts";
import { VERSION } from "./version.ts";
import { alternate, isHome, markdownWays, turns } from "./ways.ts";
import { wordsFor } from "./words.ts";

/** A whole page: head, header, navigation, content, contents of the page, footer. */
export function layout(context: DefaultThemeRenderContext, page: PageEvent<Reflection>, content: string): string {
  const words = wordsFor(page.url);
  const root = "../".repeat(page.url.split("/").length - 1);
  const { model, project } = page;
  const home = isHome(page.url);
  const title = home ? `${project.name}${words.title}` : `${titleOf(model)} | ${project.name}`;
  const description = summaryText(model) || "Customer-relationship policy as code, decided with reasons.";
  const contents = JSX.renderElement(context.pageNavigation(page))
    .replace('<details open="" class="tsd-accordion tsd-page-navigation"', '<details class="contents"')
    .replace('<details open class="tsd-accordion tsd-page-navigation"', '<details class="contents"')
    .replace("<h3>On This Page</h3>", words.onThisPage);
  const asset = (name: string): string => `${root}assets/${name}?v=${VERSION}`;
  return `<!DOCTYPE html>
<html lang="${words.lang}" data-base="${root === "" ? "./" : root}" data-version="${VERSION}" data-theme="os">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(title)}</title>
<meta name="description" content="${escape(description)}">
<meta name="color-scheme" content="light dark">
<script>{const t=(()=>{try{return localStorage.getItem("theme")}catch{return null}})();if(t)document.documentElement.dataset.theme=t}</script>
${alternate(page)}<link rel="icon" href="${asset("site/favicon.svg")}" type="image/svg+xml">
<link rel="stylesheet" href="${asset("style.css")}">
<link rel="stylesheet" href="${asset("highlight.css")}">
${content.includes('class="katex') ? `<link rel="stylesheet" href="${asset("site/katex.css")}">\n` : ""}<link rel="stylesheet" href="${asset("site/style.css")}">
<script type="module" src="${asset("site/main.js")}"></script>
</head>
<body class="page-${home ? "home" : page.pageKind}">
<a class="skip" href="#content">${words.skip}</a>
<header class="bar">
<button type="button" class="bar-button menu-button" aria-label="${words.menu}" aria-expanded="false" aria-controls="navigation">${MENU}</button>
<a class="bar-title" href="${root}${words.lang === "en" ? "" : homeOf(page)}index.html">${escape(project.name)}</a>
<nav class="bar-links" aria-label="${words.ways}">
${barLinks(page, root)}
</nav>
<button type="button" class="bar-button search-button" id="search-open" aria-label="${words.search}" aria-keyshortcuts="/ Control+K">${SEARCH}<span>${words.search}</span></button>
${otherLanguage(page, root)}
<button type="button" class="bar-button theme-button" aria-label="${words.theme}">${THEME}</button>
</header>
<div class="frame">
<div class="col-navigation" id="navigation"><nav aria-label="${words.navigation}">${navigation(context, page)}</nav></div>
${(contents.match(/<a /g)?.length ?? 0) < 2 ? "" : `<aside class="col-contents" aria-label="${words.onThisPage}">${contents}</aside>\n`}<main class="col-content" id="content" tabindex="-1">
${crumbs(context, page)}${tamed(content)}
${turns(context, page)}${markdownWays(page)}</main>
</div>
<footer class="foot">${escape(project.name)} ${escape(project.packageVersion ?? "")} · MIT · <a href="https://github.com/clientele-js/clientele">GitHub</a></footer>
</body>
</html>
`;
}

function titleOf(model: Reflection): string {
  return model.isProject() ? "All modules and pages" : model.name;
}

/** A link within the head of a fold cannot be reached by everybody: without it. */
function tamed(content: string): string {
  return content.replaceAll(/<summary[^]*?<\/summary>/g, (summary) =>
    summary.replaceAll(/<a [^>]*class="tsd-anchor-icon"[^]*?<\/a>/g, ""),
  );
}

/** The page in the other language, if there is one. */
function otherLanguage(page: PageEvent<Reflection>, root: string): string {
  const chinese = page.url.startsWith(CHINESE);
  const wanted = chinese ? page.url.slice(CHINESE.length) : CHINESE + page.url;
  const found = pagesOf(page).has(wanted) ? wanted : chinese ? "index.html" : undefined;
  if (found === undefined)
    return pagesOf(page).has(`${CHINESE}index.html`) ? switchTo(`${root}${CHINESE}index.html`, false) : "";
  return switchTo(root + found, chinese);
}

function switchTo(url: string, english: boolean): string {
  return english
    ? `<a class="bar-language" lang="en" hreflang="en" href="${url}">English</a>`
    : `<a class="bar-language" lang="zh-CN" hreflang="zh-CN" href="${url}">中文</a>`;
}

function homeOf(page: PageEvent<Reflection>): string {
  return pagesOf(page).has(`${CHINESE}index.html`) ? CHINESE : "";
}

function barLinks(page: PageEvent<Reflection>, root: string): string {
  const words = wordsFor(page.url);
  const own = words.lang === "en" ? "" : CHINESE;
  const pages = pagesOf(page);
  const links: readonly (readonly [string, string])[] = [
    ["start.html", words.start],
    ["guides/index.html", words.guides],
    ["playgrounds/index.html", words.playgrounds],
    ["modules.html", words.api],
  ];
  return links
    .map(([url, label]) => [pages.has(own + url) ? own + url : url, label] as const)
    .filter(([url]) => pages.has(url))
    .map(([url, label]) => `<a href="${root}${url}"${url === page.url ? ' aria-current="page"' : ""}>${label}</a>`)
    .join("\n");
}

const known = new WeakMap<object, ReadonlySet<string>>();

/** The addresses of all documents, and of the two pages of the project. */
function pagesOf({ project }: PageEvent<Reflection>): ReadonlySet<string> {
  const found = known.get(project);
  if (found !== undefined) return found;
  const documents = project.documents ?? [];
  const all = new Set(["index.html", "modules.html", ...documents.map((document) => `${placeOf(document).base}.html`)]);
  known.set(project, all);
  return all;
}

/** Where the page stands, and for a page of the API its kind and name. */
function crumbs(context: DefaultThemeRenderContext, page: PageEvent<Reflection>): string {
  const { model } = page;
  if (isHome(page.url)) return "";
  if (model.isDocument()) return documentCrumb(context, page, model);
  if (model.isProject()) return `<h1>${titleOf(model)}</h1>`;
  const parents: string[] = [];
  for (let at = model.parent; at !== undefined && !at.isProject(); at = at.parent) {
    parents.unshift(`<a href="${context.urlTo(at) ?? ""}">${escape(at.name)}</a>`);
  }
  const trail = [`<a href="${context.relativeURL("modules.html")}">API</a>`, ...parents].join(" / ");
  return `<p class="crumbs">${trail}</p>${JSX.renderElement(context.header(page))}`;
}

/** The list that the document stands in, in the document's language. */
function documentCrumb(
  context: DefaultThemeRenderContext,
  page: PageEvent<Reflection>,
  document: DocumentReflection,
): string {
  const words = wordsFor(page.url);
  const folder = dirname(placeOf(document).base);
  const title =
    { guides: words.guides, playgrounds: words.playgrounds, "zh-CN": words.home }[folder.replace(/^zh-CN\//, "")] ??
    placeOf(document).section.title;
  const list = `${folder}/index.html`;
  return `<p class="crumbs">${
    list !== page.url && pagesOf(page).has(list)
      ? `<a href="${context.relativeURL(list)}">${escape(title)}</a>`
      : escape(title)
  }</p>`;
}

const icon = (path: string): string =>
  `<svg viewBox="0 0 20 20" width="20" height="20" fill="none" stroke="currentColor" stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">${path}</svg>`;
const MENU = icon('<path d="M3 5h14M3 10h14M3 15h14"/>');
const SEARCH = icon('<circle cx="9" cy="9" r="5.5"/><path d="m13.2 13.2 4 4"/>');
const THEME = icon('<circle cx="10" cy="10" r="7"/><path d="M10 3a7 7 0 0 1 0 14z" fill="currentColor"/>');
