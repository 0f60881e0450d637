import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import {
  Application,
  Converter,
  type DeclarationReflection,
  type DocumentReflection,
  IndexEvent,
  MarkdownEvent,
  ReflectionKind,
  RendererEvent,
  TSConfigReader,
  type TypeDocOptions,
  TypeDocReader,
} from "typedoc";
import { apiPage, isApi } from "./api-model.ts";
import { apiWords } from "./api-text.ts";
import { valueOf } from "./api-value.ts";
import type { Bundle } from "./bundle.ts";
import { unusedFormulas } from "./formulas.ts";
import { writeMachines } from "./machines.ts";
import { extendMarkdown, finishMarkdown } from "./markdown.ts";
import { byPlace, placeOf, sourceOf } from "./places.ts";
import { type SearchPage, searchData } from "./search.ts";
import { SiteRouter } from "./router.ts";
import { summaryText } from "./summary.ts";
import { SiteTheme } from "./theme.ts";

/** What of TypeDoc's no page of ours loads. */
const UNUSED = ["main.js", "search.js", "navigation.js", "icons.js", "hierarchy.js"];

const EXPORTS = [
  ...[ReflectionKind.Function, ReflectionKind.Class, ReflectionKind.Interface],
  ...[ReflectionKind.TypeAlias, ReflectionKind.Variable],
];

const QUICK: TypeDocOptions = {
  entryPoints: ["src/customer/index.ts"],
  cleanOutputDir: false,
  skipErrorChecking: true,
  validation: false,
  treatWarningsAsErrors: false,
  logLevel: "Error",
};

/** Lets TypeDoc write the pages; false if anything is wrong with them. A quick run writes the documents, and skips the API. */
export async function writePages(out: string, sizes: Bundle["sizes"], quick: boolean): Promise<boolean> {
  const app = await Application.bootstrapWithPlugins({ options: "typedoc.json", ...(quick ? QUICK : {}) }, [
    new TypeDocReader(),
    new TSConfigReader(),
  ]);
  const sound = (): boolean => !app.logger.hasErrors() && (quick || !app.logger.hasWarnings());
  app.options.setValue("markdownItLoader", extendMarkdown);
  app.renderer.defineRouter("site", SiteRouter);
  app.renderer.defineTheme("site", SiteTheme);
  app.options.setValue("router", "site");
  app.options.setValue("theme", "site");
  app.converter.on(Converter.EVENT_CREATE_DOCUMENT, (_context, document) => {
    entitle(document);
  });
  app.renderer.on(
    MarkdownEvent.PARSE,
    (event) => {
      finishMarkdown(event, sizes);
    },
    -100,
  );
  let pages: readonly SearchPage[] = [];
  app.renderer.on(IndexEvent.PREPARE_INDEX, (event) => {
    pages = event.searchResults.filter(hasPage).map((target) => ({
      title: target.name,
      url: app.renderer.router?.getFullUrl(target) ?? "",
      summary: summaryText(target),
      api: target.isDocument() ? null : kindOf(target),
      words: isApi(target) ? wordsOf(target) : undefined,
    }));
    event.searchResults = []; // the search is our own
    event.searchFields.length = 0;
  });
  app.renderer.on(RendererEvent.END, ({ project }) => {
    const { router } = app.renderer; // there only while pages are written
    writeMachines(out, project, sizes, (to) => (router?.hasUrl(to) === true ? router.getFullUrl(to) : undefined));
  });

  const project = await app.convert();
  if (project === undefined || !sound()) return false;
  for (const { children } of project.groups ?? []) {
    children.sort((a, b) => (a.isDocument() && b.isDocument() ? byPlace(a, b) : 0));
  }
  if (!quick) app.validate(project);
  if (!sound()) return false;
  await app.generateDocs(project, out);
  for (const name of UNUSED) rmSync(`${out}/assets/${name}`, { force: true });
  mkdirSync(`${out}/assets/site`, { recursive: true });
  const home = { url: "index.html", title: project.name, summary: "", api: null };
  writeFileSync(`${out}/assets/site/search.json`, JSON.stringify(searchData(out, [home, ...pages])));
  if (!quick)
    for (const plain of unusedFormulas()) app.logger.error(`no comment holds this formula any more: ${plain}`);
  return sound();
}

function hasPage(target: DeclarationReflection | DocumentReflection): boolean {
  return target.isDocument() || target.kindOf([ReflectionKind.Module, ...EXPORTS]);
}

function kindOf(target: DeclarationReflection): string {
  const kind = ReflectionKind.singularString(target.kind);
  return target.parent === undefined || target.parent.isProject() ? kind : `${kind} · clientele/${target.parent.name}`;
}

function wordsOf(target: DeclarationReflection): ReturnType<typeof apiWords> {
  const value = target.kindOf(ReflectionKind.Variable) ? valueOf(target.parent?.name ?? "", target.name) : "";
  return apiWords(apiPage(target, (parts) => parts.map(({ text }) => text).join(""), value));
}

/** A document without a title of its own is called after its first heading. */
function entitle(document: DocumentReflection): void {
  const source = sourceOf(document);
  const { section, title } = placeOf(document);
  document.frontmatter["group"] ??= section.title;
  if (title !== undefined) document.name = title;
  else if (source.replace(/\.md$/, "").endsWith(document.name)) {
    document.name = /^# (.+)$/m.exec(readFileSync(source, "utf8"))?.[1]?.replaceAll(/[*`]/g, "") ?? document.name;
  }
}
