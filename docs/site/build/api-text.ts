/** What a page of the API says, its comments as Markdown. */
export interface ApiPage {
  readonly name: string;
  readonly module: string;
  readonly kind: "function" | "interface" | "type" | "variable" | "class";
  /** The first sentence. */
  readonly summary: string;
  /** The names of a function's parameters. */
  readonly parameters: readonly string[];
  /** One, or a function's overloads. */
  readonly declarations: readonly ApiDeclaration[];
  /** What a variable is, as code; empty where that cannot be shown. */
  readonly value: string;
}

/** One declaration of a name. */
export interface ApiDeclaration {
  /** As TypeScript writes it. */
  readonly code: string;
  readonly about: string;
  readonly parameters: readonly ApiField[];
  readonly fields: readonly ApiField[];
  readonly returns: string;
  readonly throws: readonly string[];
  readonly examples: readonly { readonly title: string; readonly text: string }[];
  readonly see: readonly string[];
}

/** A parameter, a property, or a variant, whose name is its code then. */
export interface ApiField {
  readonly name: string;
  readonly type: string;
  readonly optional: boolean;
  readonly about: string;
  readonly fields: readonly ApiField[];
}

/** A link to another name's Markdown. */
export interface ApiLink {
  readonly name: string;
  readonly url: string;
}

/** The whole page as Markdown. */
export function apiMarkdown(page: ApiPage, types: readonly ApiLink[]): string {
  const { name, module, kind, declarations, value } = page;
  const only = kind === "interface" || kind === "type" ? "import type" : "import";
  const source = module === "" ? "clientele" : `clientele/${module}`;
  const parts = [
    `# ${name}`,
    `${capital(kind)} of \`${source}\`.`,
    fence(`${only} { ${name} } from "${source}";`),
    ...declarations.map((declaration) => declarationText(withBody(declaration, kind), "## ")),
    section("## ", "Value", value === "" ? "" : fence(value)),
    section("## ", "Types named here", types.map((to) => `[${to.name}](${to.url})`).join(", ")),
  ];
  return joined(parts);
}

/** An interface with its fields, as it would stand in a file. */
function withBody(declaration: ApiDeclaration, kind: ApiPage["kind"]): ApiDeclaration {
  if (kind !== "interface" || declaration.fields.length === 0) return declaration;
  const lines = declaration.fields.map(({ name, type, optional }) => `  ${name}${optional ? "?" : ""}: ${type};\n`);
  return { ...declaration, code: `${declaration.code} {\n${lines.join("")}}` };
}

/** The same in short, without examples, for a file that holds many names. */
export function apiShort(page: ApiPage): string {
  const parts = page.declarations.map((declaration) =>
    declarationText({ ...declaration, examples: [], see: [] }, null),
  );
  const value = page.value.length <= SHORT ? page.value : "";
  return joined([`### ${page.name}`, ...parts, value === "" ? "" : fence(value)]);
}

const SHORT = 1500;

/** A module: what it is, and its names by kind with a sentence each. */
export function moduleMarkdown(
  name: string,
  about: string,
  groups: readonly {
    readonly title: string;
    readonly names: readonly (ApiLink & { readonly summary: string })[];
  }[],
): string {
  const lists = groups.map(({ title, names }) =>
    section("## ", title, names.map((one) => `- [\`${one.name}\`](${one.url})${tail(one.summary)}`).join("\n")),
  );
  return joined([`# clientele/${name}`, about, ...lists]);
}

/** What the search reads of a page beside its summary. */
export function apiWords({ declarations, value }: ApiPage): {
  readonly names: readonly string[];
  readonly text: string;
} {
  const names = new Set<string>();
  const texts: string[] = [];
  const read = (text: string): void => {
    texts.push(text);
    for (const [, code = ""] of text.matchAll(/`([^`]+)`/g)) names.add(code);
  };
  const visit = ({ name, type, about, fields }: ApiField): void => {
    if (/^\w+$/.test(name)) names.add(name);
    for (const [, literal = ""] of `${name} ${type}`.matchAll(/"([^"]+)"/g)) names.add(literal);
    read(about);
    fields.forEach(visit);
  };
  for (const { code, parameters, fields, returns, throws } of declarations) {
    for (const [, literal = ""] of code.matchAll(/"([^"]+)"/g)) names.add(literal);
    [...parameters, ...fields].forEach(visit);
    read(returns);
    for (const text of throws) read(`Throws errors: ${text}`);
  }
  for (const [word] of value.slice(0, SHORT).matchAll(/[A-Za-z]\w+/g)) names.add(word);
  return { names: [...names], text: texts.filter((text) => text !== "").join(" ") };
}

function declarationText(declaration: ApiDeclaration, heading: string | null): string {
  const { code, about, parameters, fields, returns, throws, examples, see } = declaration;
  return joined([
    fence(code),
    about,
    section(heading, "Parameters", list(parameters)),
    section(heading, code.startsWith("type ") ? "Parts" : "Properties", list(fields)),
    section(heading, "Returns", flowing(returns)),
    section(heading, "Throws", throws.map(flowing).join("\n\n")),
    section(
      heading,
      "Examples",
      joined(examples.map(({ title, text }) => (title === "" ? text : `${title}\n\n${text}`))),
    ),
    section(heading, "See", see.map((text) => `- ${indented(text, 1)}`).join("\n")),
  ]);
}

function list(fields: readonly ApiField[], depth = 0): string {
  return fields
    .map(({ name, type, optional, about, fields }) => {
      const typed = type === "" ? "" : `: ${code(type)}`;
      const said = about === "" ? "" : ` — ${indented(about, depth + 1)}`;
      const line = `${"  ".repeat(depth)}- ${code(name + (optional ? "?" : ""))}${typed}${said}`;
      return fields.length === 0 ? line : `${line}\n${list(fields, depth + 1)}`;
    })
    .join("\n");
}

/** A text within a list; one paragraph becomes one line. */
function indented(text: string, depth: number): string {
  return flowing(text)
    .replaceAll("\n", `\n${"  ".repeat(depth)}`)
    .replaceAll(/\n +(?=\n)/g, "\n");
}

/** One paragraph as one line; what has more than that stays as it is. */
function flowing(text: string): string {
  return /\n\s*\n|\n\s*(?:[-*|]|\d+\.) |```/.test(text) ? text : text.replaceAll(/\s*\n\s*/g, " ");
}

function section(heading: string | null, title: string, text: string): string {
  if (text.trim() === "") return "";
  return heading === null ? `${title}:${text.startsWith("- ") ? "\n" : " "}${text}` : `${heading}${title}\n\n${text}`;
}

/** Code within a line; what holds backticks itself needs two around it. */
function code(text: string): string {
  return text.includes("`") ? `\`\` ${text} \`\`` : `\`${text}\``;
}

function fence(code: string): string {
  return `\`\`\`ts\n${code}\n\`\`\``;
}

function tail(summary: string): string {
  return summary === "" ? "" : `: ${summary}`;
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

function joined(parts: readonly string[]): string {
  return `${parts
    .map((part) => part.trim())
    .filter((part) => part !== "")
    .join("\n\n")}\n`;
}
