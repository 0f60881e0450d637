import {
  ReflectionKind,
  type DeclarationReflection,
  type DefaultThemeRenderContext,
  type PageEvent,
  type Reflection,
} from "typedoc";
import { escape } from "./escape.ts";
import { CHINESE, documentsOf, placeOf, SECTIONS } from "./places.ts";

/** The list of all pages, written into each page: it needs no script. Of the API, the names of the page's own module. */
export function navigation(context: DefaultThemeRenderContext, page: PageEvent<Reflection>): string {
  const { model, project } = page;
  const link = (to: Reflection, text: string): string =>
    to === model
      ? `<a href="#content" aria-current="page">${escape(text)}</a>`
      : `<a href="${context.urlTo(to) ?? ""}">${escape(text)}</a>`;
  const chinese = page.url.startsWith(CHINESE);
  const sections = SECTIONS.map((section) => {
    const documents = documentsOf(project, section);
    const open = section.title === "Start here" || (model.isDocument() && placeOf(model).section === section);
    return fold(
      chinese ? section.chinese : section.title,
      open,
      documents.map((document) => link(document, document.name)),
    );
  });
  const modules = project.getChildrenByKind(ReflectionKind.Module);
  const own = modules.find((module) => module === model || within(model, module));
  const api = modules.map((module) =>
    module === own
      ? `${link(module, module.name)}${list(namesOf(module).map((child) => link(child, child.name)))}`
      : link(module, module.name),
  );
  return [
    ...sections,
    fold(chinese ? "API 模块（英文）" : "API modules", own !== undefined || page.url === "modules.html", api),
  ].join("\n");
}

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
