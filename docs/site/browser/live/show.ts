const WIDE = 88;
const DEEP = 8;
const MANY = 100;

/** A value as a program would write it, over as many lines as it takes. */
export function show(value: unknown): string {
  return written(value, "", 0, []);
}

function written(value: unknown, indent: string, depth: number, above: readonly object[]): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value === "function") return `[function ${value.name}]`;
  if (typeof value !== "object" || value === null) return Object.is(value, -0) ? "-0" : String(value);
  if (above.includes(value)) return "[circular]";
  if (value instanceof Error) return `[${value.name}: ${value.message}]`;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? "[invalid Date]" : `[Date ${value.toISOString()}]`;
  if (value instanceof RegExp) return String(value);
  if (depth > DEEP) return "[...]";
  const inner = `${indent}  `;
  const put = (one: unknown): string => written(one, inner, depth + 1, [...above, value]);
  if (value instanceof Map) {
    const parts = [...value].slice(0, MANY).map(([key, one]) => `${put(key)} => ${put(one)}`);
    return `Map ${joined("{", parts, value.size, "}", indent)}`;
  }
  if (value instanceof Set) return `Set ${joined("{", [...value].slice(0, MANY).map(put), value.size, "}", indent)}`;
  if (ArrayBuffer.isView(value) && !(value instanceof DataView)) {
    const items: readonly unknown[] = Object.values(value);
    return `${value.constructor.name} ${joined("[", items.slice(0, MANY).map(put), items.length, "]", indent)}`;
  }
  if (Array.isArray(value)) {
    const items: readonly unknown[] = value;
    return joined("[", items.slice(0, MANY).map(put), items.length, "]", indent);
  }
  const keys = Object.keys(value);
  const parts = keys
    .slice(0, MANY)
    .map(
      (key) =>
        `${/^[\p{ID_Start}_$][\p{ID_Continue}$]*$/u.test(key) ? key : JSON.stringify(key)}: ${put((value as Record<string, unknown>)[key])}`,
    );
  return joined("{", parts, keys.length, "}", indent);
}

function joined(open: string, parts: readonly string[], count: number, close: string, indent: string): string {
  const all = count > parts.length ? [...parts, `... ${count - parts.length} more`] : parts;
  if (all.length === 0) return open + close;
  const gap = open === "{" ? " " : "";
  const line = `${open}${gap}${all.join(", ")}${gap}${close}`;
  if (line.length + indent.length <= WIDE && !line.includes("\n")) return line;
  return `${open}\n${all.map((part) => `${indent}  ${part},\n`).join("")}${indent}${close}`;
}
