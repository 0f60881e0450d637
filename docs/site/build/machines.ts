import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import {
  type CommentDisplayPart,
  type DeclarationReflection,
  type ProjectReflection,
  Reflection,
  ReflectionKind,
} from "typedoc";
import { jsonSchemas } from "../../../scripts/json-schemas.ts";
import { apiPage, isApi, typesNamed } from "./api-model.ts";
import { apiMarkdown, type ApiPage, apiShort, moduleMarkdown } from "./api-text.ts";
import { valueOf } from "./api-value.ts";
import type { Bundle } from "./bundle.ts";
import {
  type Beyond,
  deeper,
  llmsText,
  opening,
  type Piece,
  plainMarkdown,
  relativeUrl,
  schemaSummaries,
} from "./machine-text.ts";
import { kilo } from "./markdown.ts";
import { documentsOf, placeOf, SECTIONS } from "./places.ts";
import { summaryText } from "./summary.ts";

const SUMMARY =
  "Customer-relationship policy as code, in TypeScript: segments, tiers, lifecycle stages, lifetime value, response promises and service packages, decided with reasons in English and Chinese.";
const NOTES = `Install with \`npm install clientele\`. Everything is exported by \`clientele\`, each module by \`clientele/MODULE\` too. Functions are pure: the policy, the facts and the moment (\`asOf\`) are arguments; nothing reads a clock, a file or a network.

- \`defineX\` checks a policy and throws, \`parseX\` checks what came from anywhere and answers a result, \`reviewX\` says every fault of a draft, \`restoreX\` takes back what was stored.
- Bad facts give \`{ ok: false, error }\`; \`orThrow\` takes the value out. Decisions hold \`reasons\`; \`explain(reasons, { locale })\` words them.
- Money is decimal text with a currency, moments carry their offset, durations are ISO 8601.

Every page has its Markdown beside it. A name of the API has a page of its own by its kind, module and name: \`functions/MODULE.NAME.md\`, \`interfaces/MODULE.NAME.md\`, \`types/MODULE.NAME.md\`, \`variables/MODULE.NAME.md\`, \`classes/MODULE.NAME.md\`, such as [functions/tiers.evaluateTier.md](functions/tiers.evaluateTier.md); \`modules/MODULE.md\` lists a module's names with a sentence each.

All guides, and every name of the API with parameters, fields, refusals and errors, in one file: [llms-full.txt](llms-full.txt). The names of one module alone: \`llms-full/MODULE.txt\`, such as [llms-full/tiers.txt](llms-full/tiers.txt).`;

/** The address of a page's Markdown, if it has one: documents, the first page, modules and their names. */
export function markdownUrl(model: Reflection, url: string): string | undefined {
  const has = model.isDocument() || url === "index.html" || model.kindOf(ReflectionKind.Module) || isApi(model);
  return has ? url.replace(/\.html$/, ".md") : undefined;
}

/** Writes what programs read: the pages as Markdown, `llms.txt`, `llms-full.txt`, the JSON Schemas. */
export function writeMachines(
  out: string,
  project: ProjectReflection,
  sizes: Bundle["sizes"],
  urlOf: (to: Reflection) => string | undefined,
): void {
  const write = (url: string, text: string): void => {
    mkdirSync(dirname(join(out, url)), { recursive: true });
    writeFileSync(join(out, url), text);
  };
  const documents = project.documents ?? [];
  const modules = project.getChildrenByKind(ReflectionKind.Module);
  const names = modules.flatMap(({ children }) => children ?? []).filter(isApi);
  const all = [...documents, ...modules, ...names].flatMap((model) => {
    const url = urlOf(model);
    const markdown = url === undefined ? undefined : markdownUrl(model, url);
    return url === undefined || markdown === undefined ? [] : [[url, markdown] as const];
  });
  const addresses = new Map([["index.html", "index.md"], ...all]);
  const beyond = (url: string): Beyond => ({
    url,
    markdown: (html) => addresses.get(html),
    size: (name) => kilo(sizes[name]?.bytes ?? 0),
  });
  const plain = (content: readonly CommentDisplayPart[], url: string): string =>
    plainMarkdown(
      content.flatMap((part) => piecesOf(part, project, urlOf)),
      beyond(url),
    );
  const markdownOf = (model: Reflection): string => addresses.get(urlOf(model) ?? "") ?? "";
  const pageFor = (model: DeclarationReflection, url: string): ApiPage => {
    const value = model.kindOf(ReflectionKind.Variable) ? valueOf(model.parent?.name ?? "", model.name) : "";
    return apiPage(model, (parts) => plain(parts, url).trim(), value);
  };

  write("index.md", plain(project.readme ?? [], "index.md"));
  for (const document of documents)
    write(`${placeOf(document).base}.md`, plain(document.content, `${placeOf(document).base}.md`));
  for (const model of names) {
    const url = markdownOf(model);
    const types = [...typesNamed(model)].map((to) => ({ name: to.name, url: relativeUrl(url, markdownOf(to)) }));
    write(url, apiMarkdown(pageFor(model, url), types));
  }
  const about = (module: DeclarationReflection): string =>
    (module.comment?.summary ?? [])
      .map(({ text }) => text)
      .join("")
      .replaceAll(/\s+/g, " ")
      .trim();
  for (const module of modules) {
    const url = `modules/${module.name}.md`;
    const groups = (module.groups ?? []).map(({ title, children }) => ({
      title,
      names: children.map(targetOf).map((to) => ({
        name: callOf(to),
        url: relativeUrl(url, markdownOf(to)),
        summary: summaryText(to),
      })),
    }));
    write(url, moduleMarkdown(module.name, about(module), groups));
  }

  const schemas = Object.entries(jsonSchemas());
  for (const [name, schema] of schemas) write(`schemas/${name}.json`, `${JSON.stringify(schema, null, 2)}\n`);

  const list = documents.find((document) => placeOf(document).base === "schemas");
  const described = schemaSummaries(plain(list?.content ?? [], "schemas.md"));
  const sections = SECTIONS.map((section) => ({
    title: section.title,
    links: documentsOf(project, section).map((document) => {
      const url = `${placeOf(document).base}.md`;
      return { title: document.name, url, summary: summaryText(document) || opening(plain(document.content, url)) };
    }),
  }));
  const optional = new Set(["Playgrounds", "中文", "Decisions"]);
  write(
    "llms.txt",
    llmsText("clientele", SUMMARY, NOTES, [
      ...sections.filter(({ title }) => !optional.has(title)),
      {
        title: "API",
        links: modules.map((module) => ({
          title: `clientele/${module.name}`,
          url: `modules/${module.name}.md`,
          summary: summaryText(module),
        })),
      },
      {
        title: "JSON Schemas",
        links: schemas.map(([name]) => ({
          title: name,
          url: `schemas/${name}.json`,
          summary: described.get(name) ?? "",
        })),
      },
      { title: "Optional", links: sections.filter(({ title }) => optional.has(title)).flatMap(({ links }) => links) },
    ]),
  );

  const full = SECTIONS.filter(({ title }) => !optional.has(title)).flatMap((section) => documentsOf(project, section));
  const short = modules.map((module) => {
    const own = (module.children ?? []).filter(isApi).map((model) => apiShort(pageFor(model, "llms-full.txt")));
    return [`## clientele/${module.name}\n\n${about(module)}\n`, ...own].join("\n");
  });
  write(
    "llms-full.txt",
    [
      `# clientele\n\n> ${SUMMARY}\n`,
      ...full.map((document) => `Page: ${placeOf(document).base}.md\n\n${plain(document.content, "llms-full.txt")}`),
      ...short,
    ].join("\n---\n\n"),
  );
  modules.forEach((module, i) => {
    write(`llms-full/${module.name}.txt`, `# clientele\n\n> ${SUMMARY}\n\n${deeper(short[i] ?? "")}`);
  });
}

function piecesOf(
  part: CommentDisplayPart,
  project: ProjectReflection,
  urlOf: (to: Reflection) => string | undefined,
): readonly Piece[] {
  if (part.kind === "inline-tag" && part.tag.startsWith("@link")) {
    const name = /^\w+$/.test(part.text) ? `\`${part.text}\`` : part.text;
    const url = linkOf(part.target, urlOf);
    return url === undefined ? [{ text: name }] : [{ text: `[${name}](` }, url, { text: ")" }];
  }
  if (part.kind !== "relative-link" || part.target === undefined) return [{ text: part.text }];
  const to = project.files.resolve(part.target, project);
  const hash = part.targetAnchor === undefined ? "" : `#${part.targetAnchor}`;
  if (typeof to === "object") {
    const url = to === project ? "index.html" : urlOf(to);
    return [{ text: part.text, link: url === undefined ? undefined : url + hash }];
  }
  const file = project.files.getName(part.target);
  return [{ text: part.text, link: file === undefined ? undefined : `media/${file}${hash}` }];
}

/** Where a `{@link}` leads: the page of what it names, or another site. */
function linkOf(target: unknown, urlOf: (to: Reflection) => string | undefined): Piece | undefined {
  if (typeof target === "string") return { text: target };
  if (!(target instanceof Reflection)) return undefined;
  const link = urlOf(target)?.replace(/#.*$/, "");
  return link === undefined ? undefined : { text: target.name, link };
}

/** A name that a module takes over from another is that other's. */
function targetOf(model: Reflection): Reflection {
  return model.isReference() ? model.getTargetReflectionDeep() : model;
}

function callOf(model: Reflection): string {
  const [signature] = model.isDeclaration() ? (model.signatures ?? []) : [];
  if (signature === undefined) return model.name;
  return `${model.name}(${(signature.parameters ?? []).map(({ name }) => name).join(", ")})`;
}
