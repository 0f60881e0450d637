import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import {
  type CommentDisplayPart,
  type DeclarationReflection,
  type ProjectReflection,
  type Reflection,
  ReflectionKind,
  type SignatureReflection,
} from "typedoc";
import { jsonSchemas } from "../../../scripts/json-schemas.ts";
import type { Bundle } from "./bundle.ts";
import {
  type Beyond,
  llmsText,
  moduleText,
  type Named,
  opening,
  type Piece,
  plainMarkdown,
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

All guides and signatures in one file: [llms-full.txt](llms-full.txt)`;

/** The address of a page's Markdown, if it has one: documents, the first page, modules. */
export function markdownUrl(model: Reflection, url: string): string | undefined {
  const has = model.isDocument() || url === "index.html" || model.kindOf(ReflectionKind.Module);
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
  const all = [...documents, ...modules].flatMap((model) => {
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
      content.map((part) => pieceOf(part, project, urlOf)),
      beyond(url),
    );

  write("index.md", plain(project.readme ?? [], "index.md"));
  for (const document of documents)
    write(`${placeOf(document).base}.md`, plain(document.content, `${placeOf(document).base}.md`));
  const about = (module: DeclarationReflection): string =>
    (module.comment?.summary ?? [])
      .map(({ text }) => text)
      .join("")
      .replaceAll(/\s+/g, " ")
      .trim();
  for (const module of modules) {
    write(`modules/${module.name}.md`, moduleText(module.name, about(module), namesOf(module)));
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
  write(
    "llms-full.txt",
    [
      `# clientele\n\n> ${SUMMARY}\n`,
      ...full.map((document) => `Page: ${placeOf(document).base}.md\n\n${plain(document.content, "llms-full.txt")}`),
      ...modules.map((module) => moduleText(module.name, about(module), namesOf(module), ["Functions"])),
    ].join("\n---\n\n"),
  );
}

function pieceOf(
  part: CommentDisplayPart,
  project: ProjectReflection,
  urlOf: (to: Reflection) => string | undefined,
): Piece {
  if (part.kind !== "relative-link" || part.target === undefined) return { text: part.text };
  const to = project.files.resolve(part.target, project);
  const hash = part.targetAnchor === undefined ? "" : `#${part.targetAnchor}`;
  if (typeof to === "object") {
    const url = to === project ? "index.html" : urlOf(to);
    return { text: part.text, link: url === undefined ? undefined : url + hash };
  }
  const file = project.files.getName(part.target);
  return { text: part.text, link: file === undefined ? undefined : `media/${file}${hash}` };
}

function namesOf(module: DeclarationReflection): readonly Named[] {
  return (module.groups ?? []).flatMap(({ title, children }) =>
    children
      .filter((child): child is DeclarationReflection => child.isDeclaration())
      .flatMap((child) => {
        const signatures = child.signatures ?? [];
        const codes = signatures.length === 0 ? [child.name] : signatures.map(signatureText);
        return codes.map((code) => ({ group: title, code, summary: summaryText(child) }));
      }),
  );
}

function signatureText({ name, typeParameters, parameters, type }: SignatureReflection): string {
  const generics = (typeParameters ?? []).map(({ name, type }) => (type ? `${name} extends ${type.toString()}` : name));
  const asked = (parameters ?? []).map(({ name, type, flags, defaultValue }) => {
    const optional = flags.isOptional || defaultValue !== undefined ? "?" : "";
    return `${flags.isRest ? "..." : ""}${name}${optional}: ${type?.toString() ?? "unknown"}`;
  });
  return `${name}${generics.length > 0 ? `<${generics.join(", ")}>` : ""}(${asked.join(", ")}): ${type?.toString() ?? "void"}`;
}
