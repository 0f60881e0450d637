import {
  type Comment,
  type CommentDisplayPart,
  type CommentTag,
  type DeclarationReflection,
  makeRecursiveVisitor,
  type ParameterReflection,
  type Reflection,
  ReflectionKind,
  type SignatureReflection,
  type SomeType,
  type TypeParameterReflection,
} from "typedoc";
import type { ApiDeclaration, ApiField, ApiPage } from "./api-text.ts";
import { summaryText } from "./summary.ts";

/** How the comments of a page are written: as Markdown for an address, or as plain text. */
export type CommentWriter = (parts: readonly CommentDisplayPart[]) => string;

const KINDS = new Map([
  [ReflectionKind.Function, "function"],
  [ReflectionKind.Interface, "interface"],
  [ReflectionKind.TypeAlias, "type"],
  [ReflectionKind.Variable, "variable"],
  [ReflectionKind.Class, "class"],
] as const);

/** Whether a reflection is a name of the API that has a page. */
export function isApi(model: Reflection): model is DeclarationReflection {
  return model.isDeclaration() && KINDS.has(model.kind as never);
}

/** What the model says of a name of the API; `value` is what a variable is, as far as it can be shown. */
export function apiPage(model: DeclarationReflection, write: CommentWriter, value?: string): ApiPage {
  const kind = KINDS.get(model.kind as never) ?? "variable";
  return {
    name: model.name,
    module: model.parent?.name ?? "",
    kind,
    summary: summaryText(model),
    parameters: (model.signatures?.[0]?.parameters ?? []).map(({ name }) => name),
    declarations: model.signatures
      ? model.signatures.map((signature) => ofSignature(signature, write))
      : [{ ...told(model.comment, write), ...ofDeclaration(model, kind, write) }],
    value: value ?? "",
  };
}

/** The names of the API that a declaration's types refer to. */
export function typesNamed(model: DeclarationReflection): ReadonlySet<Reflection> {
  const found = new Set<Reflection>();
  const visitor = makeRecursiveVisitor({
    reference: ({ reflection }) => {
      if (reflection !== undefined && reflection !== model && isApi(reflection)) found.add(reflection);
    },
    reflection: ({ declaration }) => {
      walk(declaration);
    },
  });
  const walk = (at: DeclarationReflection | SignatureReflection): void => {
    at.type?.visit(visitor);
    for (const { type } of at.typeParameters ?? []) type?.visit(visitor);
    if (!at.isDeclaration()) {
      for (const { type } of at.parameters ?? []) type?.visit(visitor);
      return;
    }
    for (const type of at.extendedTypes ?? []) type.visit(visitor);
    for (const inner of [...(at.children ?? []), ...(at.signatures ?? [])]) walk(inner);
  };
  walk(model);
  return found;
}

function ofSignature(signature: SignatureReflection, write: CommentWriter): ApiDeclaration {
  return {
    ...told(signature.comment, write),
    code: `function ${codeOf(signature, ",\n  ")}`,
    parameters: (signature.parameters ?? []).map((parameter) => ofParameter(parameter, write)),
    fields: [],
  };
}

function ofDeclaration(
  model: DeclarationReflection,
  kind: ApiPage["kind"],
  write: CommentWriter,
): Pick<ApiDeclaration, "code" | "parameters" | "fields"> {
  const name = `${model.name}${generics(model.typeParameters)}`;
  const above = (model.extendedTypes ?? []).map(String);
  const beyond = above.length > 0 ? ` extends ${above.join(", ")}` : "";
  const fields = (model.children ?? [])
    .filter((child) => !child.flags.isExternal && (kind !== "class" || child.inheritedFrom === undefined))
    .map((child) => ofProperty(child, write));
  const code = {
    interface: `interface ${name}${beyond}`,
    class: `class ${name}${beyond}`,
    type: `type ${name} =${typeCode(model.type)}`,
    variable: `const ${name}:${typeCode(model.type)}`,
    function: name,
  }[kind];
  return { code, parameters: [], fields: fields.length > 0 ? fields : fieldsOf(model.type, write) };
}

type Told = Pick<ApiDeclaration, "about" | "returns" | "throws" | "examples" | "see">;

function told(comment: Comment | undefined, write: CommentWriter): Told {
  const tags = (name: `@${string}`): readonly CommentTag[] =>
    (comment?.blockTags ?? []).filter(({ tag }) => tag === name);
  const texts = (name: `@${string}`): readonly string[] => tags(name).map(({ content }) => write(content));
  return {
    about: [write(comment?.summary ?? []), ...texts("@remarks")].filter((text) => text !== "").join("\n\n"),
    returns: texts("@returns").join("\n\n"),
    throws: texts("@throws"),
    examples: tags("@example").map(({ name, content }) => ({ title: name ?? "", text: write(content) })),
    see: texts("@see"),
  };
}

function ofParameter(parameter: ParameterReflection, write: CommentWriter): ApiField {
  const { name, type, flags, defaultValue, comment } = parameter;
  return {
    name: `${flags.isRest ? "..." : ""}${name === "__namedParameters" ? "options" : name}`,
    type: type?.toString() ?? "unknown",
    optional: flags.isOptional || defaultValue !== undefined,
    about: write(comment?.summary ?? []),
    fields: fieldsOf(type, write),
  };
}

function ofProperty(property: DeclarationReflection, write: CommentWriter): ApiField {
  const { name, flags, type } = property;
  const [call] = property.signatures ?? [];
  const get = property.getSignature;
  const comment = property.comment ?? call?.comment ?? get?.comment;
  const { about, returns, throws } = told(comment, write);
  return {
    name,
    type: call ? arrowOf(call) : ((type ?? get?.type)?.toString() ?? "unknown"),
    optional: flags.isOptional,
    about: [about, returns && `Returns: ${returns}`, ...throws.map((text) => `Throws: ${text}`)]
      .filter((text) => text !== "")
      .join(" "),
    fields: call ? (call.parameters ?? []).map((one) => ofParameter(one, write)).filter(says) : fieldsOf(type, write),
  };
}

/** The fields of a type that is written out where it is used; of variants those that say more than their code does. */
function fieldsOf(type: SomeType | undefined, write: CommentWriter): readonly ApiField[] {
  switch (type?.type) {
    case "reflection":
      return (type.declaration.children ?? []).map((child) => ofProperty(child, write));
    case "array":
      return fieldsOf(type.elementType, write);
    case "typeOperator":
      return fieldsOf(type.target, write);
    case "intersection":
      return type.types.flatMap((part) => fieldsOf(part, write));
    case "union":
      return type.types
        .map((part, i) => ({
          name: part.toString(),
          type: "",
          optional: false,
          about: write(type.elementSummaries?.[i] ?? []),
          fields: fieldsOf(part, write).filter(says),
        }))
        .filter(says);
    default:
      return [];
  }
}

function says({ about, fields }: ApiField): boolean {
  return about !== "" || fields.length > 0;
}

function codeOf(signature: SignatureReflection, between: string): string {
  const asked = (signature.parameters ?? []).map(parameterCode);
  const one = `${signature.name}${generics(signature.typeParameters)}(${asked.join(", ")}): ${resultOf(signature)}`;
  if (one.length < 100) return one;
  const apart = asked.length > 0 ? `\n  ${asked.join(between)},\n` : "";
  return `${signature.name}${generics(signature.typeParameters)}(${apart}): ${resultOf(signature)}`;
}

function arrowOf(signature: SignatureReflection): string {
  const asked = (signature.parameters ?? []).map(parameterCode).join(", ");
  return `${generics(signature.typeParameters)}(${asked}) => ${resultOf(signature)}`;
}

function resultOf({ type }: SignatureReflection): string {
  return type?.toString() ?? "void";
}

function parameterCode({ name, type, flags, defaultValue }: ParameterReflection): string {
  const optional = flags.isOptional || defaultValue !== undefined ? "?" : "";
  const called = name === "__namedParameters" ? "options" : name;
  return `${flags.isRest ? "..." : ""}${called}${optional}: ${type?.toString() ?? "unknown"}`;
}

function generics(parameters: readonly TypeParameterReflection[] | undefined): string {
  const each = (parameters ?? []).map(({ name, type }) => (type ? `${name} extends ${type.toString()}` : name));
  return each.length > 0 ? `<${each.join(", ")}>` : "";
}

/** A type behind a sign; one of many variants or fields has a line for each. */
function typeCode(type: SomeType | undefined): string {
  const one = type?.toString() ?? "unknown";
  if (one.length > 80 && type?.type === "union") return `\n  | ${type.types.map(String).join("\n  | ")}`;
  const fields = type?.type === "reflection" ? (type.declaration.children ?? []) : [];
  if (one.length <= 80 || fields.length === 0 || fields.some(({ signatures }) => signatures !== undefined))
    return ` ${one}`;
  const lines = fields.map(
    ({ name, flags, type }) => `  ${name}${flags.isOptional ? "?" : ""}: ${type?.toString() ?? "unknown"};\n`,
  );
  return ` {\n${lines.join("")}}`;
}
