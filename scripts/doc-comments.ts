// The doc comments of the library's interfaces, for the descriptions of the JSON Schemas. Types are read as they are written,
// without a type checker, which is quick: interfaces, aliases, unions, arrays, records.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import type { JsonSchema } from "./json-schemas.ts";

/** A member of an object type. */
interface Member {
  readonly says: string;
  readonly type: ts.TypeNode | undefined;
}

/** One alternative of a type. */
type Shape =
  | { readonly kind: "object"; readonly members: ReadonlyMap<string, Member> }
  | { readonly kind: "list" | "record"; readonly of: readonly ts.TypeNode[] };

/** What the sources declare, by name. */
interface Declared {
  readonly types: ReadonlyMap<string, ts.InterfaceDeclaration | ts.TypeAliasDeclaration>;
  /** The type that each schema guards. */
  readonly guarded: ReadonlyMap<string, ts.TypeNode>;
}

/**
 * Writes what the doc comments say into a JSON Schema, wherever a member has one.
 *
 * @param schema - The schema; its members are given descriptions in place.
 * @param name - The schema's export: `tierPolicySchema`.
 * @throws Where the sources do not declare the schema with the type it guards.
 */
export function describeSchema(schema: JsonSchema, name: string): void {
  const type = declared().guarded.get(name);
  if (type === undefined) throw new Error(`${name}: no type is declared for it`);
  const parts = (schema.$defs ?? {}) as Readonly<Record<string, JsonSchema>>;
  const done = new Set<string>();
  const describe = (node: unknown, shapes: readonly Shape[]): void => {
    if (typeof node !== "object" || node === null || shapes.length === 0) return;
    const { $ref, properties, items, prefixItems, additionalProperties, anyOf, oneOf, allOf } = node as JsonSchema;
    const part = $ref?.replace("#/$defs/", "");
    if (part !== undefined && !done.has(part)) {
      done.add(part);
      describe(parts[part], shapes);
    }
    for (const branch of [...(anyOf ?? []), ...(oneOf ?? []), ...(allOf ?? [])]) describe(branch, shapes);
    const inner = (kind: "list" | "record"): readonly Shape[] =>
      shapes.flatMap((shape) => (shape.kind === kind ? shape.of.flatMap((each) => shapesOf(each)) : []));
    for (const item of [items, ...(prefixItems ?? [])].flat()) describe(item, inner("list"));
    describe(additionalProperties, inner("record"));
    const keys = Object.keys(properties ?? {});
    const members = shapes.flatMap((shape) =>
      shape.kind === "object" && keys.every((key) => shape.members.has(key)) ? [shape.members] : [],
    )[0];
    for (const key of keys) {
      const [member, value] = [members?.get(key), properties?.[key]];
      if (member === undefined || typeof value !== "object") continue;
      if (member.says !== "") value.description = member.says;
      describe(value, shapesOf(member.type));
    }
  };
  describe(schema, shapesOf(type));
}

let known: Declared | null = null;

function declared(): Declared {
  if (known !== null) return known;
  const types = new Map<string, ts.InterfaceDeclaration | ts.TypeAliasDeclaration>();
  const guarded = new Map<string, ts.TypeNode>();
  const root = fileURLToPath(new URL("../src", import.meta.url));
  for (const file of readdirSync(root, { recursive: true, encoding: "utf8" })) {
    if (!file.endsWith(".ts")) continue;
    const text = readFileSync(join(root, file), "utf8");
    const declares = /^core|(?:model|schema)\.ts$/i.test(file) || text.includes("Schema: z.ZodType<");
    if (!declares) continue; // the rest has nothing to do with policies, and reading it takes longest
    for (const statement of ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true).statements) {
      if (ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement)) {
        const exported = statement.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) === true;
        if (exported || !types.has(statement.name.text)) types.set(statement.name.text, statement);
      } else if (ts.isVariableStatement(statement)) {
        for (const { name, type } of statement.declarationList.declarations) {
          const [of] = type !== undefined && ts.isTypeReferenceNode(type) ? (type.typeArguments ?? []) : [];
          if (ts.isIdentifier(name) && name.text.endsWith("Schema") && of !== undefined) guarded.set(name.text, of);
        }
      }
    }
  }
  known = { types, guarded };
  return known;
}

/** Types that say nothing of their own: what they are given counts. */
const THROUGH = new Set(["Readonly", "Partial", "Required", "NonNullable", "Omit", "Pick", "NoInfer"]);
const LISTS = new Set(["Array", "ReadonlyArray", "Iterable"]);
/** Types may contain themselves. */
const DEEPEST = 12;

function shapesOf(type: ts.TypeNode | undefined, depth = 0): readonly Shape[] {
  if (type === undefined || depth > DEEPEST) return [];
  const again = (inner: ts.TypeNode | undefined): readonly Shape[] => shapesOf(inner, depth + 1);
  if (ts.isParenthesizedTypeNode(type) || ts.isTypeOperatorNode(type)) return again(type.type);
  if (ts.isUnionTypeNode(type)) return type.types.flatMap(again);
  if (ts.isIntersectionTypeNode(type)) {
    const parts = type.types.flatMap(again).flatMap((shape) => (shape.kind === "object" ? [...shape.members] : []));
    return [{ kind: "object", members: new Map(parts) }];
  }
  if (ts.isArrayTypeNode(type)) return [{ kind: "list", of: [type.elementType] }];
  if (ts.isTupleTypeNode(type)) return [{ kind: "list", of: type.elements }];
  if (ts.isTypeLiteralNode(type)) return [{ kind: "object", members: membersOf(type.members) }];
  if (!ts.isTypeReferenceNode(type) || !ts.isIdentifier(type.typeName)) return [];
  const { typeArguments: given = [], typeName } = type;
  if (THROUGH.has(typeName.text)) return again(given[0]);
  if (LISTS.has(typeName.text)) return [{ kind: "list", of: given.slice(0, 1) }];
  if (typeName.text === "Record") return [{ kind: "record", of: given.slice(1) }];
  const found = declared().types.get(typeName.text);
  if (found === undefined) return [];
  if (ts.isTypeAliasDeclaration(found)) return again(found.type);
  const inherited = (found.heritageClauses ?? [])
    .flatMap(({ types }) => types)
    .flatMap(({ expression, typeArguments }) =>
      ts.isIdentifier(expression) ? again(ts.factory.createTypeReferenceNode(expression, typeArguments)) : [],
    )
    .flatMap((shape) => (shape.kind === "object" ? [...shape.members] : []));
  return [{ kind: "object", members: new Map([...inherited, ...membersOf(found.members)]) }];
}

function membersOf(members: ts.NodeArray<ts.TypeElement>): Map<string, Member> {
  return new Map(
    members.flatMap((member): readonly (readonly [string, Member])[] =>
      ts.isPropertySignature(member) && (ts.isIdentifier(member.name) || ts.isStringLiteral(member.name))
        ? [[member.name.text, { says: commentOf(member), type: member.type }]]
        : [],
    ),
  );
}

/** The first paragraph of a doc comment, as plain text. */
function commentOf(member: ts.PropertySignature): string {
  const [comment] = ts.getJSDocCommentsAndTags(member).filter(ts.isJSDoc);
  const text = comment === undefined ? "" : (ts.getTextOfJSDocComment(comment.comment) ?? "");
  const [first = ""] = text.split(/\n\s*\n/);
  return first
    .replaceAll(/\{@link ([^}|]+?)(?:\|[^}]*)?\}/g, "$1")
    .replaceAll(/\s+/g, " ")
    .trim();
}
