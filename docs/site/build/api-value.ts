import * as library from "../../../src/index.ts";
import * as kernel from "../../../src/kernel.ts";

const LONGEST = 6000;
const WIDTH = 110;

/** What a constant of the library is, as code; empty for functions, schemas and what is long. */
export function valueOf(module: string, name: string): string {
  const values: Readonly<Record<string, unknown>> = module === "kernel" ? kernel : library;
  const value = Object.hasOwn(values, name) ? values[name] : undefined;
  const code = isPlain(value) ? codeOf(value, "") : "";
  return code.length <= LONGEST ? code : "";
}

function isPlain(value: unknown): boolean {
  if (value === null || ["string", "number", "boolean"].includes(typeof value)) return true;
  if (typeof value !== "object") return false;
  if (Array.isArray(value)) return value.every(isPlain);
  const prototype: unknown = Object.getPrototypeOf(value);
  return (prototype === Object.prototype || prototype === null) && Object.values(value).every(isPlain);
}

function codeOf(value: unknown, indent: string): string {
  const parts = partsOf(value);
  if (parts === null) return JSON.stringify(value);
  const [open, close, each] = parts;
  const line = `${open}${each.map(([key, part]) => key + codeOf(part, indent)).join(", ")}${close}`;
  const flat = open === "{" && each.length > 0 ? line.replace(/^\{/, "{ ").replace(/\}$/, " }") : line;
  if (!flat.includes("\n") && indent.length + flat.length <= WIDTH) return flat;
  const inner = `${indent}  `;
  return `${open}\n${each.map(([key, part]) => `${inner}${key}${codeOf(part, inner)},\n`).join("")}${indent}${close}`;
}

function partsOf(value: unknown): readonly [string, string, readonly (readonly [string, unknown])[]] | null {
  if (Array.isArray(value)) return ["[", "]", value.map((part: unknown) => ["", part] as const)];
  if (typeof value !== "object" || value === null) return null;
  const named = Object.entries(value).map(
    ([key, part]: readonly [string, unknown]) =>
      [`${/^[A-Za-z_]\w*$/.test(key) ? key : JSON.stringify(key)}: `, part] as const,
  );
  return ["{", "}", named];
}
