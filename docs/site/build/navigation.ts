import { dirname } from "node:path/posix";
import {
  ReflectionKind,
  type DeclarationReflection,
  type DefaultThemeRenderContext,
  type DocumentReflection,
  type PageEvent,
  type Reflection,
} from "typedoc";
import { escape } from "./escape.ts";
import { byPlace, CHINESE, documentsOf, placeOf, SECTIONS } from "./places.ts";

/** The list of all pages, written into each page: it needs no script. Of the API, the names of the page's own module. */
export function navigation(context: DefaultThemeRenderContext, page: PageEvent<Reflection>): string {
  const { model, project } = page;
  const link = (to: Reflection, text: string): string =>
    to === model
      ? `<a href="#content" aria-current="page">${escape(text)}</a>`
      : `<a href="${context.urlTo(to) ?? ""}">${escape(text)}</a>`;
  const chinese = page.url.startsWith(CHINESE);
  const own = (documents: readonly DocumentReflection[]): boolean => documents.some((document) => document === model);
  const links = (documents: readonly DocumentReflection[]): readonly string[] =>
    documents.map((document) => link(document, document.name));
  const sections = SECTIONS.filter(({ title }) => !chinese || title !== "中文").map((section) => {
    const documents = documentsOf(project, section);
    const title = chinese ? section.chinese : section.title;
    return fold(title, own(documents) || (section.title === "Start here" && !chinese), links(documents));
  });
  // a reader of Chinese finds first what is Chinese
  const first = !chinese
    ? []
    : CHINESE_FOLDERS.map(([folder, title], place) => {
        const documents = project.documents?.filter((document) => dirname(placeOf(document).base) === folder) ?? [];
        return fold(title, own(documents) || place === 0, links(documents.sort(byPlace)));
      });
  const modules = project.getChildrenByKind(ReflectionKind.Module);
  const ownModule = modules.find((module) => module === model || within(model, module));
  const api = modules.map((module) =>
    module === ownModule
      ? `${link(module, module.name)}${list(namesOf(module).map((child) => link(child, child.name)))}`
      : link(module, module.name),
  );
  return [
    ...first,
    ...sections,
    fold(chinese ? "API 模块（英文）" : "API modules", ownModule !== undefined || page.url === "modules.html", api),
  ].join("\n");
}

/** The folders of the Chinese pages, and what they are called. */
const CHINESE_FOLDERS = [
  ["zh-CN", "入门"],
  ["zh-CN/guides", "指南"],
  ["zh-CN/playgrounds", "演练场"],
] as const;

function fold(title: string, open: boolean, items: readonly string[]): string {
  if (items.length === 0) return "";
  return `<details${open ? " open" : ""}><summary>${escape(title)}</summary>${list(items)}</details>`;
}

function list(items: readonly string[]): string {
  return `<ul>${items.map((item) => `<li>${item}</li>`).join("")}</ul>`;
}

function within(model: Reflection, module: Reflection): boolean {
  for (let at = model.parent; at !== undefined; at = at.parent) if (at === module) return true;
  return false;
}

/** Functions first, as on the module's page. */
function namesOf(module: DeclarationReflection): readonly DeclarationReflection[] {
  const children = (module.groups ?? []).flatMap(({ children }) => children);
  return children.filter((child): child is DeclarationReflection => child.isDeclaration());
}
